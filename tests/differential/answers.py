"""Everything that the rules decide about a data set, asked of one copy after the other.

`answers()` gives each answer with what was asked, so that two copies can be compared one by one.
Where a protocol leaves an order open, the answer is put in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from differential.strategies import BLANKS, filters, names, spellings
from hypothesis import strategies as st

from actorgraph import names as names_module
from actorgraph.dates import day_text
from actorgraph.descriptions import cited_in
from actorgraph.errors import ActorgraphError, DataError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries import whole_graph
from actorgraph.queries.owners import edges_leading_to
from actorgraph.queries.rank import rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from hypothesis.strategies import DrawFn

    from actorgraph import Graph
    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine

    Answers = Iterator[tuple[str, object]]

EVERYBODY = 1000


@dataclass(frozen=True)
class Questions:
    """What is asked about one data set.

    Attributes:
        ids: of entities that are there, and one that is not.
        called: names to be found, and beginnings of names.
        sources: on which claims rest, and what none rests on.
        filters: that are set, one after the other.
    """

    ids: tuple[str, ...]
    called: tuple[str, ...]
    sources: tuple[str, ...]
    filters: tuple[Filter, ...]


@st.composite
def questions(draw: DrawFn, engine: Engine) -> Questions:
    """Questions about what an engine holds."""
    entities = list(engine.all_entities())
    known = [name for one in entities for name in (one.id, one.name, *one.aliases)]
    called = draw(st.lists(_asked_names(known), min_size=1, max_size=3))
    rests = sorted({source for claim in engine.all_claims() for source in claim.sources})
    describing = sorted({cited for entity in entities for cited in cited_in(entity)})
    return Questions(
        ids=(*[one.id for one in entities][:6], "nobody"),
        called=tuple(called),
        sources=(*rests[:4], *describing[:3], *called[:1]),
        filters=(NOTHING_LEFT_OUT, *draw(st.lists(filters(engine), min_size=2, max_size=3))),
    )


def _asked_names(known: Sequence[str]) -> st.SearchStrategy[str]:
    if not known:
        return names()
    one = st.sampled_from(known)
    begun = st.tuples(one, st.integers(1, 4)).map(lambda said: said[0][: said[1]])
    padded = st.tuples(st.sampled_from(BLANKS), one).map("".join)
    return st.one_of(one, one.flatmap(spellings), begun, padded, names())


def refused(make: Callable[[Path], Graph], folder: Path) -> Graph | list[str]:
    """The graph of a folder, or every error that refuses it."""
    try:
        return make(folder)
    except DataError as error:
        return [repr(problem) for problem in error.problems]
    except ActorgraphError as error:
        return [type(error).__name__, str(error)]


def answers(graph: Graph, asked: Questions) -> Answers:
    """Every answer, with what was asked."""
    engine = graph.engine
    yield from _of_the_data(engine)
    yield from _of_names(engine, asked)
    for only in asked.filters:
        for question, answer in _under(engine, asked, only):
            yield f"{question} under {only}", answer
    for only in dict.fromkeys((NOTHING_LEFT_OUT, asked.filters[-1])):
        for question, answer in _in_words(graph, asked, _in_options(only)):
            yield f"{question} with {only}", answer


def whole_answers(graph: Graph, asked: Questions) -> Answers:
    """Answers about all of the data at once, for engines on which each question takes seconds."""
    engine = graph.engine
    yield "problems", sorted(engine.problems)
    yield "all entities", list(map(_whole, engine.all_entities()))
    yield "all claims", [(claim, _row(claim)) for claim in engine.all_claims()]
    ids = [one.id for one in engine.all_entities()]
    between = list(combinations(ids[:12], 2))
    for only in asked.filters[:2]:
        for question, answer in _of_all_edges(engine, ids, only):
            yield f"{question} under {only}", answer
        best = engine.best_between(between, only)
        yield f"best under {only}", {p: (edge.support, edge.edge) for p, edge in best.items()}
        yield f"citing {asked.sources} under {only}", engine.citing(asked.sources, only)
    for only in asked.filters:
        yield f"entities under {only}", engine.entities(ids, only)
    for name in asked.called:
        yield f"find {name!r}", engine.find(name)
        yield f"starting with {name!r}", sorted(engine.starting_with(name, EVERYBODY))
    yield "are they sources", [*map(engine.is_source, asked.sources)]
    yield "do they speak", [*map(engine.speaks, asked.sources)]
    one, other, *_ = *ids, "nobody", "nobody"
    yield f"paths {one!r} to {other!r}", engine.shortest_paths(one, other, asked.filters[-1])


def _of_all_edges(engine: Engine, ids: Sequence[str], only: Filter) -> Answers:
    yield "all edges", list(engine.all_edges(only))
    yield "touching all", engine.touching(ids, only)
    yield "neighbors of all", _sets(engine.neighbors(ids, only))
    yield "counts", whole_graph.counts(engine, only)
    yield "components", _components(engine, only)
    pairs = whole_graph.edge_pairs(engine, only)
    yield "linked ids", sorted(pairs.ids)
    yield "pairs", sorted((pairs.ids[a], pairs.ids[b]) for a, b in pairs.pairs.tolist())
    yield "degrees", rank(engine, measure="degree", limit=EVERYBODY, only=only)


def _components(engine: Engine, only: Filter) -> list[list[str]]:
    return sorted(sorted(ids) for ids in whole_graph.components(engine, only).values())


def _of_the_data(engine: Engine) -> Answers:
    yield "problems", list(engine.problems)
    for column in ("relation", "type"):
        yield f"words under {column}", set(engine.words(column)) - {""}
    yield "merged", dict(engine.merged)
    yield "judged apart", sorted(sorted(pair) for pair in engine.judged_apart)
    yield "all entities", list(map(_whole, engine.all_entities()))
    yield "all claims", [(claim, _row(claim)) for claim in engine.all_claims()]
    lazy = whole_graph.lazy_graph(engine)
    yield "ids by number", list(lazy.ids)
    yield "ends by number", lazy.ends.tolist()
    yield "entities by number", [_whole(lazy.entity(n)) for n in range(len(lazy.ids))]
    yield "edges by number", [lazy.edge(number) for number in range(len(lazy.ends))]


def _whole(entity: Entity) -> tuple[Entity, dict[str, str]]:
    return entity, dict(entity.extra)


def _row(claim: Claim) -> dict[str, str]:
    return dict(claim.row)


def _of_names(engine: Engine, asked: Questions) -> Answers:
    yield "entities", engine.entities(reversed(asked.ids))
    for only in asked.filters:
        yield f"entities under {only}", engine.entities(asked.ids, only)
        yield f"names under {only}", list(engine.all_names(only))
    for name in (*asked.called, *asked.ids):
        found = engine.find(name)
        yield f"find {name!r}", found
        yield f"the one called {name!r}", names_module.decide(found)
        yield f"similar to {name!r}", engine.find(name, also_similar=True)
        for begun in _unfinished(name):
            yield f"starting with {begun!r}", sorted(engine.starting_with(begun, EVERYBODY))
    for source in (*asked.sources, *asked.ids[:2]):
        yield f"is {source!r} a source", engine.is_source(source)


def _unfinished(name: str) -> Iterator[str]:
    """Yield a name as it stands while it is typed: by letters, and by each of its words."""
    words = name.split()
    of_words = (word[:length] for word in words for length in (1, 2, len(word)))
    backwards = f"{words[-1]} {words[0][:1]}" if words else ""
    yield from dict.fromkeys((name, name[:1], name[:3], *of_words, backwards))


def _under(engine: Engine, asked: Questions, only: Filter) -> Answers:
    ids = asked.ids
    yield "all edges", list(engine.all_edges(only))
    yield "counts", whole_graph.counts(engine, only)
    yield (
        "components",
        {one: list(ids) for one, ids in whole_graph.components(engine, only).items()},
    )
    pairs = whole_graph.edge_pairs(engine, only)
    yield "linked ids", sorted(pairs.ids)
    yield "pairs", sorted((pairs.ids[a], pairs.ids[b]) for a, b in pairs.pairs.tolist())
    yield "uncounted", whole_graph.uncounted(engine, only)
    yield "touching all", engine.touching(ids, only)
    yield "touching within", engine.touching(ids[:2], only, within=ids[1:4])
    for one in ids:
        yield f"touching {one!r}", engine.touching([one], only)
        yield f"leading to {one!r}", edges_leading_to(engine, [one], only)
        yield f"neighbors of {one!r}", _sets(engine.neighbors([one], only))
    between = [(one, other) for one in ids[:4] for other in ids[:4]]
    best = engine.best_between(between, only)
    yield "best", {pair: (edge.support, edge.edge) for pair, edge in best.items()}
    for one, other in between:
        if one < other:
            yield from _paths(engine, one, other, only, ids)
    for source in asked.sources:
        yield f"citing {source!r}", engine.citing([source], only)


def _paths(engine: Engine, one: str, other: str, only: Filter, ids: Sequence[str]) -> Answers:
    yield f"paths {one!r} to {other!r}", engine.shortest_paths(one, other, only)
    around = engine.shortest_paths(
        one, other, only, avoiding=ids[2:3], closed=("document", "agency"), max_length=3
    )
    yield f"paths {one!r} to {other!r} around", around


def _sets(neighbors: dict[str, list[str]]) -> dict[str, tuple[set[str], int]]:
    return {one: (set(others), len(others)) for one, others in neighbors.items()}


def _in_options(only: Filter) -> dict[str, Any]:
    """A filter as people write it."""
    said: dict[str, Any] = {
        name: day_text(day)
        for name in ("as_of", "since", "until")
        if (day := getattr(only, name)) is not None
    }
    for name in (
        "types", "relations", "statuses", "certainties", "assessments", "speakers", "without",
        "min_origins",
    ):  # fmt: skip
        if value := getattr(only, name):
            said[name] = value if isinstance(value, int) else sorted(value)
    return said


def _in_words(graph: Graph, asked: Questions, options: dict[str, Any]) -> Answers:
    """What people and programs read."""
    for name in (*asked.called, *asked.ids[:3]):
        for question in (graph.show, graph.holders, graph.timeline, graph.neighbors, graph.sources):
            yield f"{question.__name__} {name!r}", said(question, name, **options)
        yield f"path to {name!r}", said(graph.path, asked.ids[0], name, every=True, **options)
        yield f"find {name!r} in words", said(graph.find, name)
    for question in (graph.sources, graph.conflicts, graph.stats, graph.rank, graph.timeline):
        yield question.__name__, said(question, **options)
    for question in (graph.check, graph.list):
        yield question.__name__, said(question)
    yield "subgraph", graph.subgraph(**options)


def said(question: Callable[..., Any], *names: str, **options: Any) -> object:
    """An answer as text, as JSON and as rows, or why there is none."""
    try:
        answer = question(*names, **options)
    except ActorgraphError as error:
        return type(error).__name__, str(error), getattr(error, "__notes__", [])
    return answer.text(), answer.json(), answer.rows(), answer.exit_code
