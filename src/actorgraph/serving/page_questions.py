"""What the page asks about the graph: surroundings, names, paths, cards.

Every answer is that of `Graph`, by the same queries. What is drawn travels as the payload of an
exported page: the surroundings of those whom the page holds, each edge with all its claims, so that
filters and days are the page's own, as in a file. Where a limit leaves neighbors out, filters also
decide which of them come. Leaves out requests (app.py).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from functools import partial
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph import schema
from actorgraph.engine import BusiestStore, Subgraph
from actorgraph.errors import ArgumentError
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.names.sureness import SIMILAR
from actorgraph.page_settings import ENGLISH
from actorgraph.queries.filter import Filters, filter_of
from actorgraph.queries.neighbors import neighbors
from actorgraph.queries.rejected import rejected_between
from actorgraph.queries.subgraph import named_by, others_in, subgraph
from actorgraph.render.payload import GrowingPayload, payload
from actorgraph.render.wording import with_rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.graph import Graph
    from actorgraph.page_settings import PageSettings
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.story import Story

WHOLE = 1_500
"""A graph of no more entities is sent as a whole, as an exported page holds it."""
NEIGHBORS = 200
"""Of one entity so many neighbors are sent, unless more are asked for."""
MOST_NEIGHBORS = 5_000
MOST_CENTERS = 400
CITING = 200
"""Rows that cite an entity, of which its card lists what it says."""
OF_AN_OFFICE = 20
"""So many of its holders are drawn with the body that it is in."""
KEPT = 512
"""Surroundings that are kept for the next question."""
PAGES = 4
"""So many pages can hold parts that grow step by step, and of no part all is made anew."""
MOST_REMEMBERED = 100_000
"""So many entities, and names that are none, are remembered of former answers."""
HITS = 8


class Surroundings(NamedTuple):
    """An entity with its neighbors.

    Attributes:
        near: the ids of those who are drawn around it.
        edges: by id all between it and them, those of the offices that link them, and what it
            says.
        left_out: how many neighbors the limit leaves out.
    """

    near: tuple[str, ...]
    edges: Mapping[str, Edge]
    left_out: int

    @property
    def object(self) -> dict[str, Any]:
        """What the page is told beside the payload."""
        return {"near": self.near, "left_out": self.left_out}


class AskedPart(NamedTuple):
    """What the page asks to hold.

    Attributes:
        centers: ids of those whose surroundings it holds.
        also: ids of others that it holds, with all edges between them and any that it holds.
        limits: how many neighbors of some; of others NEIGHBORS.
        filters: by which neighbors are chosen where there are more.
    """

    centers: tuple[str, ...]
    also: tuple[str, ...] = ()
    limits: Mapping[str, int] = MappingProxyType({})
    filters: Filters = Filters()


class Hidden(NamedTuple):
    """Types of entities and words of relations that no path may lead through or over."""

    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()


NOTHING_HIDDEN = Hidden()


class Questions:
    """The questions of a page to one graph, which does not change.

    Attributes:
        asked: the part that was asked for last.

    Args:
        graph: as it was read.
        about: what the page says of itself.
        passages: of the documents that claims cite, if their texts are at hand.
        is_whole: whether all of it can be held, where that is known.
    """

    def __init__(
        self,
        graph: Graph,
        about: PageSettings,
        passages: CitedPassages | None = None,
        *,
        is_whole: bool | None = None,
    ) -> None:
        from actorgraph.render.languages import words_in

        self.graph = graph
        unnamed = about._replace(title=words_in(about.language or ENGLISH)["title"])
        self._about = about.or_else(unnamed)
        self._passages = passages
        self._looked_up: dict[str, Entity | None] = {}
        self._kept: OrderedDict[tuple[object, ...], Surroundings] = OrderedDict()
        if is_whole is None:
            is_whole = len(list(islice(graph.engine.all_entities(), WHOLE + 1))) <= WHOLE
        self.is_whole = is_whole
        self._laid_out: dict[str, Any] | None = None
        self._parts: deque[GrowingPayload] = deque(maxlen=PAGES)
        self.asked: AskedPart | None = None

    def opening(self, around: str) -> str:
        """Return the id of whom the page opens on: who is asked for, or who is connected best."""
        if around:
            return self.graph.entity(around).id
        if self.is_whole:
            return ""
        engine = self.graph.engine
        if isinstance(engine, BusiestStore):
            return engine.busiest()
        ranked = self.graph.rank("degree", limit=1).result.ranked
        return ranked[0].entity.id if ranked else ""

    def whole(self, *, lay_out: bool = True) -> dict[str, Any]:
        """Return the payload of the whole graph, with its story, as `export` writes it.

        Args:
            lay_out: whether to find positions; a page that was open before an edit has its own.
        """
        if self._laid_out is not None:
            return self._laid_out
        drawn = subgraph(self.graph.engine)
        about = self._about
        found = payload(
            drawn,
            title=about.title,
            note=with_rejected("", rejected_between(self.graph.engine, drawn)),
            credit=about.credit,
            others=self._entities(named_by(drawn)),
            story=self._story(drawn),
            passages=self._passages,
            lay_out=lay_out,
            rows=True,
        )
        if lay_out:
            self._laid_out = found
        return found

    def part(self, asked: AskedPart) -> dict[str, Any]:
        """Return the payload of a part; `held` in it says of each centre who is around it.

        Ids that are not known are left out. Positions are the page's own.
        """
        engine = self.graph.engine
        filter_of(engine, **asked.filters)  # refused, whether there is anything to choose or not
        self.asked = asked
        centers = self._entities(asked.centers)
        filters = ((name, str(value)) for name, value in asked.filters.items() if value)
        filtered = tuple(sorted(filters))
        held = {id_: self._surroundings(one, asked, filtered) for id_, one in centers.items()}
        edges: dict[str, Edge] = {}
        for there in held.values():
            edges |= there.edges
        ids = dict.fromkeys((*centers, *(near for one in held.values() for near in one.near)))
        also = set(asked.also)
        if also:
            linking = engine.touching(also, within=also | ids.keys())
            edges |= {edge.id: edge for edge in linking}
        ends = (end for edge in edges.values() for end in (edge.source, edge.target))
        entities = self._entities(dict.fromkeys((*ids, *asked.also, *ends)))
        kept = {
            id_: edge
            for id_, edge in edges.items()
            if edge.source in entities and edge.target in entities
        }
        data = self._part_payload(entities, kept)
        return {**data, "held": {one: there.object for one, there in held.items()}}

    def _part_payload(
        self, entities: Mapping[str, Entity], edges: Mapping[str, Edge]
    ) -> dict[str, Any]:
        """Return the payload of a part; of one that was sent before, where that has but to grow."""
        for made in self._parts:
            rest = made.rest_of(entities, edges)
            if rest is not None:
                self._parts.remove(made)
                break
        else:
            title, credit, *_ = self._about
            made = GrowingPayload(title=title, credit=credit, passages=self._passages, rows=True)
            rest = Subgraph(tuple(entities.values()), tuple(edges.values()))
        made.add(rest, self._entities(named_by(rest)))
        self._parts.appendleft(made)
        return made.columns(lay_out=False, grouped=False)

    def _story(self, drawn: Subgraph) -> Story | None:
        from actorgraph.story import borne_out

        story = self.graph.story
        return story and borne_out(story, drawn.edges, {entity.id for entity in drawn.entities})

    def _entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return the entities of these ids, in the order asked; each is looked up once."""
        asked = list(ids)
        if len(self._looked_up) > MOST_REMEMBERED:
            self._looked_up.clear()
        unknown = [one for one in asked if one not in self._looked_up]
        if unknown:
            self._looked_up |= dict.fromkeys(unknown) | self.graph.engine.entities(unknown)
        there = ((one, self._looked_up[one]) for one in asked)
        return {one: entity for one, entity in there if entity is not None}

    def _surroundings(
        self, center: Entity, asked: AskedPart, filtered: tuple[tuple[str, str], ...]
    ) -> Surroundings:
        """Return the surroundings of an entity, as they were found before if they were.

        Args:
            filtered: the filters that are asked for, as what tells them from others.
        """
        limit = asked.limits.get(center.id, NEIGHBORS)
        key = (center.id, limit, filtered)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        found = self._found(center, limit, asked.filters)
        self._kept[key] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return found

    def _found(self, center: Entity, limit: int, filters: Filters) -> Surroundings:
        """Find the neighbors that `export --around` draws, and whom an office links with it.

        Where a limit leaves neighbors out, those come too that pass the filters, up to the limit.
        """
        engine, id_ = self.graph.engine, center.id
        around = neighbors(engine, center, limit=limit)
        near, left_out = dict.fromkeys(around.steps), around.left_out
        edges = {edge.id: edge for edge in around.edges}
        if left_out and any(filters.values()):
            passing = neighbors(engine, center, only=filter_of(engine, **filters), limit=limit)
            more = [one for one in passing.steps if one not in near]
            near |= dict.fromkeys(more)
            left_out -= len(more)
            edges |= {edge.id: edge for edge in engine.touching([id_], within=near)}
        others, links = _by_offices(engine, id_, tuple(edges.values()))
        near |= dict.fromkeys(others)
        for edge in (*links, *engine.citing({id_}, NOTHING_LEFT_OUT, CITING)):
            edges.setdefault(edge.id, edge)
        return Surroundings(tuple(near), edges, left_out)

    def search(self, text: str, *, limit: int = HITS) -> dict[str, Any]:
        """Return whom a text can mean, best first: as `find` says, and whose name begins so.

        Names that begin so stand before those that are only similar: somebody who types half a
        name means no other name.
        """
        text = text.strip()
        if not text:
            return {"sure": None, "hits": []}
        found = self.graph.find(text, limit=limit).result
        matched = ((one.entity, one.match) for one in found.candidates)
        hits: list[dict[str, str | bool]] = []
        similar: list[dict[str, str | bool]] = []
        for entity, match in matched:
            is_similar = match.level == SIMILAR
            hit = _hit(entity, match.reason, match.matched_name, is_similar=is_similar)
            (similar if is_similar else hits).append(hit)
        there = {one["id"] for one in hits}
        engine, sure = self.graph.engine, found.sure
        if sure is None and len(hits) < limit:
            begun = engine.entities(engine.starting_with(text, limit))
            hits += [
                _hit(one, "begins so", one.name) for one in begun.values() if one.id not in there
            ]
            there |= begun.keys()
        hits += [one for one in similar if one["id"] not in there]
        there |= {one["id"] for one in similar}
        if sure is not None and sure.id not in there:
            hits.insert(0, _hit(sure, "id", sure.name))
        return {"sure": None if sure is None else sure.id, "hits": hits[:limit]}

    def path(
        self, a: str, b: str, *, through: bool, filters: Filters, hidden: Hidden = NOTHING_HIDDEN
    ) -> dict[str, Any]:
        """Return the ids on the path that `Graph.path` shows first; None where there is none.

        Of what is hidden everything else in the data is asked for, also what no page holds.
        """
        engine, words = self.graph.engine, schema.THROUGH if through else ()
        types = set(engine.words("type")) - hidden.types
        relations = {schema.main_word(word) for word in engine.words("relation")} - hidden.relations
        if not through:  # a filter that names reporting would lead through it
            relations -= schema.REPORTING_RELATIONS
        if not types or not relations:
            return {"ids": None, "avoided": []}
        left = filters.copy()
        if hidden.types:
            left["types"] = types
        if hidden.relations:
            left["relations"] = relations
        paths = self.graph.path(a, b, through=words, **left).result
        return {
            "ids": list(paths.paths[0].ids) if paths.paths else None,
            "avoided": list(paths.avoided.through),
        }

    def exported(self, ids: tuple[str, ...]) -> Callable[[], str]:
        """Return what makes the page of `export`, of the whole graph or of some and all between.

        To lay it out takes seconds and asks the graph nothing: call that in another thread. It
        raises UsageError if none of the ids is known, or they are more than a page holds.
        """
        from actorgraph.render.html import page

        engine, among = self.graph.engine, set(ids)
        entities = engine.entities(ids)
        edges = engine.touching(among, within=among)
        drawn = Subgraph(tuple(entities.values()), tuple(edges)) if ids else subgraph(engine)
        return partial(
            page,
            drawn,
            **self._about._asdict(),
            note=with_rejected("", rejected_between(engine, drawn)),
            others=others_in(engine, drawn),
            story=self._story(drawn),
            passages=self._passages,
        )

    def card(self, id_: str, filters: Filters) -> str:
        """Return the card of an entity as `show` prints it."""
        answer = self.graph.show(id_, limit=None, **filters)
        return "\n".join(answer.lines())


def _by_offices(engine: Engine, id_: str, edges: Sequence[Edge]) -> tuple[set[str], list[Edge]]:
    """Return whom the offices among some edges link with an entity, and the edges that do so.

    That is what `through_offices` links, but only of an office that is drawn, and of one with very
    many holders the first.
    """
    holds = {edge.target for edge in edges if edge.source == id_ and _is_held(edge)}
    within = {edge.source for edge in edges if edge.target == id_ and _is_within(edge)}
    found: dict[str, Edge] = {}
    for offices, words in (
        (holds, frozenset({schema.POSITION_IN})),
        (within, schema.OFFICE_RELATIONS),
    ):
        only = NOTHING_LEFT_OUT._replace(relations=words)
        near = engine.neighbors(offices, only, limit=OF_AN_OFFICE).values() if offices else ()
        others = {one for there in near for one in there}
        edges_there = engine.touching(offices, only, within=offices | others) if others else ()
        found |= {one.id: one for one in edges_there if not NOTHING_LEFT_OUT.barriers(one)}
    ends = {end for edge in found.values() for end in (edge.source, edge.target)}
    return ends, list(found.values())


def _is_held(edge: Edge) -> bool:
    return edge.relation in schema.OFFICE_RELATIONS and not NOTHING_LEFT_OUT.barriers(edge)


def _is_within(edge: Edge) -> bool:
    return edge.relation == schema.POSITION_IN and not NOTHING_LEFT_OUT.barriers(edge)


def _hit(
    entity: Entity, why: str, matched: str, *, is_similar: bool = False
) -> dict[str, str | bool]:
    shown: dict[str, str | bool] = {
        "id": entity.id, "name": entity.name, "type": entity.type, "why": why,
        "is_similar": is_similar,
    }  # fmt: skip
    return shown if matched == entity.name else {**shown, "as": matched}


def part_asked(body: Mapping[str, Any]) -> AskedPart:
    """Return the part that a request asks for.

    Raises:
        ArgumentError: if it does not say so as it has to.
    """
    centers, also = _ids(body, "centers"), _ids(body, "also")
    if len(centers) > MOST_CENTERS:
        raise ArgumentError("centers", f"a page holds the surroundings of {MOST_CENTERS} at most.")
    limits = body.get("limits", {})
    if not isinstance(limits, dict) or not all(map(_is_limit, limits.values())):
        raise ArgumentError("limits", "each has to be a number from 1 on.")
    bounded = {one: min(limit, MOST_NEIGHBORS) for one, limit in limits.items()}
    return AskedPart(centers, also, bounded, filters_asked(body.get("filters", {})))


def _is_limit(limit: object) -> bool:
    return isinstance(limit, int) and not isinstance(limit, bool) and limit >= 1


def ids_asked(body: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of a request; none stand for everybody.

    Raises:
        ArgumentError: if they are no list of texts.
    """
    return _ids(body, "ids")


def _ids(body: Mapping[str, Any], name: str) -> tuple[str, ...]:
    ids = body.get(name, [])
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise ArgumentError(name, "it has to be a list of ids.")
    return tuple(dict.fromkeys(ids))


def filters_asked(given: object) -> Filters:
    """Return the filters of a request, by the names of the command line's.

    Raises:
        ArgumentError: if it names another, or gives one what it cannot have.
    """
    if not isinstance(given, dict):
        raise ArgumentError("filters", "they have to be an object.")
    for name, value in given.items():
        if name not in Filters.__annotations__:
            raise ArgumentError("filters", f"there is no filter {name!r}.")
        if not isinstance(value, (str, int, list, type(None))):
            raise ArgumentError(name, f"{value!r} is no value of a filter.")
    return Filters(**given)  # type: ignore[typeddict-item]  # filter_of checks the values


def hidden_given(pairs: Iterable[tuple[str, str]]) -> Hidden:
    """Return what the parameters of an address hide: `hidden_type`, `hidden_relation`."""
    given = list(pairs)
    types, relations = (
        frozenset(value for name, value in given if name == wanted)
        for wanted in ("hidden_type", "hidden_relation")
    )
    return Hidden(types, relations)


def values_given(pairs: Iterable[tuple[str, str]]) -> Filters:
    """Return the filters among the parameters of an address; some may be given several times."""
    listed: dict[str, Any] = {}
    for name, value in pairs:
        if name in ("as_of", "since", "until"):
            listed[name] = value
        elif name == "min_origins":
            listed[name] = int(value) if value.isdecimal() and value.isascii() else value
        elif name in Filters.__annotations__:
            listed.setdefault(name, []).append(value)
    return filters_asked(listed)
