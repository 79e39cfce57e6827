"""The page weighs claims as Python does, and says so in the same words.

Many generated data sets are asked in both. The page gets a payload and the sources that are left out, and groups, dates and weighs what is left
by claims.js; Python does the same by its filter. What Python's rule decides is compared whole.
"""

from __future__ import annotations

import json
import tempfile
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from differential.answers import refused
from differential.page_in_node import PageInNode, page_in_node
from differential.stores import in_memory
from differential.strategies import data_sets, filters, pick
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from actorgraph import dates, edges, schema
from actorgraph.dataset import Dataset
from actorgraph.dates import Holds
from actorgraph.engine import Subgraph
from actorgraph.engines.local import LocalEngine
from actorgraph.filters import Filter
from actorgraph.queries.holders import holders
from actorgraph.queries.path import path
from actorgraph.render import payload as module
from actorgraph.render.claim_payload import PageClaims
from actorgraph.render.importance import office_lines
from actorgraph.render.path_text import paths as paths_as_text
from actorgraph.render.wording import Names, edge_lines, remark_lines, remarks_in
from actorgraph.tables import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.queries.path import Paths

pytestmark = [pytest.mark.usefixtures("laid_on_a_line"), pytest.mark.process]
T = TypeVar("T")

LONG = "the three of them met for two hours in the old house by the river"
ENDS = ("source", "target", "relation")
STATEMENT = st.tuples(
    st.sampled_from("abc"),
    st.sampled_from("bca"),
    st.sampled_from(["met_with", "holds_position", "position_in", "owns", "owned_by"]),
)
SAID = {
    "role": ["", "", "host"],
    "tenure": ["", "", "1"],
    "start_date": ["", "2018", "2018-01", "2018-01-26", "2018-01-29", "[2018-01-20..2018-01-26]",
         "[2018-01-24..2018-02-10]", "[..2018-01-22]", "[2018-01-26..]", "..", "0001", "2016-02"],
    "end_date": ["", "", "2018", "2018-01-26", "2018-02", "..", "[2018-01-28..]", "9999-12-31",
         "[..2016-02]"],
    "status": ["", "confirmed", "denied"],
    "certainty": ["", "likely", "implied", "planned", "conditional"],
    "inferred": ["", "", "date", "place", "source|date", "relation"],
    "directed": ["", "", "", "no", "yes"],
    "statement_date": ["", "2018-02-01", "2018"],
    "locator": ["", "p1", "p2"],
    "attributed_to": ["", "x", "y", "x|y", "z"],
    "via": ["", "tass", "x", "reuters|tass"],
    "document": ["", "https://one.example/a", "https://two.example/b", "https://one.example/c", "memo"],
    "quote": ["", "So it\tWAS", "so it was", "Straße", "STRASSE", "\x1cso\x85", LONG, f"he said {LONG}",
         f"{LONG}, he said"],
    "place": ["", "", "Berlin", "a"],
    "amount": ["", "", "1,000"],
    "currency": ["", "", "EUR"],
    "share": ["", "", "25-50"],
    "as_named": ["", "", "the \u200bboss"],
    "assessment": ["", "", "accepted"],
    "checked_by": ["", "", "Kim", "a"],
    "checked_date": ["", "", "2019-03-01"],
    "about": ["", "", "c9"],
    "note": ["", "", "two\nlines"],
    "our own": ["", "", "x"],
}  # fmt: skip
COLUMNS = (*ENDS, *SAID)
SPEAKER, ABOUT = COLUMNS.index("attributed_to"), COLUMNS.index("about")
TOGETHER = (
    {"start_date", "end_date", "attributed_to"},
    {"start_date", "end_date", "status"},
    {"tenure", "role", "status", "certainty"},
    {"inferred", "status", "attributed_to", "document"},
    {"start_date", "end_date"},
    {"tenure", "status"},
    {"role", "status", "directed"},
    {"inferred", "certainty"},
    {"status", "attributed_to", "certainty"},
)
"""Columns that a rule reads together."""
TURNED = {"owns": "owned_by", "owned_by": "owns"}
TYPES = {"c": "Document", "d": "event", "e": "event", "f": "place"}
LINKED = ("locator", "start_date", "status", "certainty", "inferred", "attributed_to", "document")
LETTERS = "abcdef\U0001f600\uffee"
LINKING = ("met_with", "employed_by", "participant", "has_participant", "reported_on")


@st.composite
def links(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Rows that link a few, two events, a place and a document among them."""
    cells = [said if column in LINKED else [""] for column, said in SAID.items()]
    count = draw(st.integers(5, 20))
    ends = ("abde", "de\U0001f600\uffee") if draw(st.booleans()) else (LETTERS, LETTERS)
    return [tuple(pick(draw, *ends, LINKING, *cells)) for _ in range(count)]


@st.composite
def claims_on_few(draw: st.DrawFn) -> list[tuple[str, ...]]:
    """Rows of which many state the same, from either end, so that most meet on an edge."""
    stated = draw(st.lists(STATEMENT, min_size=1, max_size=2))
    turned = [(target, source, TURNED.get(word, word)) for source, target, word in stated]
    together, *others = pick(draw, TOGETHER, *[list(SAID)] * 3)
    given = {*together, *others}
    cells = [
        ["", *pick(draw, said, said)] if column in given else [""] for column, said in SAID.items()
    ]
    count = draw(st.integers(6, 14))
    rows = [pick(draw, [*stated, *stated, *turned], *cells) for _ in range(count)]
    return [(*statement, *said) for statement, *said in rows]


def row(**cells: str) -> tuple[str, ...]:
    """A row of relations that says only this about two who have met."""
    said = {"source": "a", "target": "b", "relation": "met_with", **cells}
    return tuple(said.get(column, "") for column in COLUMNS)


PLAN_AND_FACT = [
    row(attributed_to="x", certainty="planned"),
    row(attributed_to="y", certainty="planned"),
    row(attributed_to="z"),
    row(attributed_to="y"),
]
ONE_QUOTE_OF_TWO = [
    row(attributed_to="x", document="https://one.example/a", quote="so it was"),
    row(attributed_to="y", document="https://two.example/b", quote="So it\tWAS"),
    row(attributed_to="z"),
]
ONE_QUOTE_OF_THREE = [
    row(attributed_to=speaker, document=f"https://{host}.example/a", quote="so it was")
    for speaker, host in (("x", "one"), ("y", "two"), ("z", "three"))
]
SAID_AND_DENIED = [
    row(attributed_to="x"),
    row(attributed_to="y", status="denied"),
    row(attributed_to="z"),
]
TWO_TENURES = [
    row(attributed_to="x", tenure="1"),
    row(attributed_to="y", tenure="2"),
    row(attributed_to="z"),
]
RELAYED = [row(attributed_to="x", via="tass"), row(attributed_to="y", document="memo")]
SELDOM_DRAWN = (
    [row(tenure="1", attributed_to="x"), row(status="denied", attributed_to="y")],
    [
        row(start_date="2018-01-26", end_date="2018-01-26"),
        row(start_date="2018-01-29", end_date="2018-01-29", status="denied"),
    ],
    [row(start_date="2018"), row(end_date="2018-02")],
    [row(start_date=".."), row(end_date="2018-02")],
)
"""Claims that drawn ones seldom come to: what tells them apart is all that they differ in."""


def two_at_an_event(**said: str) -> list[tuple[str, ...]]:
    """Rows that say of two that they took part in one event; `other_` is said of the other."""
    one = {name: cell for name, cell in said.items() if not name.startswith("other_")}
    other = {name[6:]: cell for name, cell in said.items() if name.startswith("other_")}
    whole = {"relation": "participant", "target": "d", "attributed_to": "x", "document": "memo"}
    return [row(**whole | {"source": "a"} | one), row(**whole | {"source": "b"} | one | other)]


AT_EVENTS = (
    two_at_an_event(locator="p1"),
    two_at_an_event(locator="p1", other_locator="p2"),
    two_at_an_event(other_source="d", other_relation="has_participant", other_target="b"),
    two_at_an_event(other_certainty="likely"),
    two_at_an_event(other_inferred="source"),
    two_at_an_event(other_certainty="likely") + two_at_an_event(start_date="2016-02"),
    two_at_an_event(other_attributed_to="y")
    + two_at_an_event(status="denied", attributed_to="y", other_source="c"),
    two_at_an_event(start_date="2016-02", end_date="2016-02", other_start_date="2018-01")
    + two_at_an_event(start_date="2016-02", end_date="2016-02", status="denied", other_tenure="1"),
)

FIRST_BY_WHO_IS_LEFT_OUT = [
    row(relation="met_with", attributed_to="x"),
    row(relation="owns", document="memo"),
    row(relation="met_with", document="memo"),
]
"""Without x the two edges are equally founded, and the other one is the first of the data."""


def with_examples(cases: Sequence[object], **others: object) -> Callable[[T], T]:
    """Give a test each of some cases of rows before those that are drawn."""

    def decorated(test: T) -> T:
        for rows in cases:
            test = example(rows=rows, **others)(test)
        return test

    return decorated


SOURCES = st.sets(
    st.sampled_from(
        ["x", "y", "z", "tass", "one.example", "two.example", "https://one.example/a", "memo", "nobody"]
    ),
    max_size=3,
)  # fmt: skip
DAYS = st.sampled_from(["2016-02-29", "2018-01-26", "2018-01-28", "2018-02-10", "2030-01-01"])
HOLDS = {Holds.NO: 1, Holds.PLANNED: 2, Holds.POSSIBLE: 3, Holds.YES: 4}
"""What stays; what does not is 0."""


@pytest.fixture(scope="module")
def page() -> Iterator[PageInNode]:
    with page_in_node(
        "page_claims.js", "model", "sentences", "state", "view", "paths", "steps", "dates"
    ) as asked:
        yield asked


def engine_of(rows: list[tuple[str, ...]]) -> LocalEngine:
    columns = (*COLUMNS, *schema.TYPE_COLUMNS)
    table = Table("relations.csv", list(columns), {c: n for n, c in enumerate(columns)})
    table.rows = [[*row, *(TYPES.get(end, "") for end in row[:2])] for row in rows]
    table.lines = list(range(2, len(rows) + 2))
    return LocalEngine(Dataset([], [table]))


class Both:
    """One data set, in Python and as the page gets it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.entities = {one.id: one for one in self.engine.all_entities()}
        stated = tuple(self.engine.all_edges())
        in_page = enumerate(PageClaims(stated).claims)
        self.numbers = {_key(claim): number for number, (claim, _) in in_page}
        graph = Subgraph(tuple(self.entities.values()), stated)
        self.payload = module.payload(graph, title="x")
        self.name = Names(self.entities)

    def claims_of(self, edge: Edge) -> list[int]:
        """The numbers that the claims of an edge have in the page."""
        return sorted(self.numbers[_key(claim)] for claim in edge.claims)

    def edge(self, edge: Edge, day: int | None) -> dict[str, Any]:
        """An edge of Python as the page answers with it."""
        then = [edge] if day is None else edges.as_of([edge], day)
        return {
            "claims": self.claims_of(edge),
            "ends": [edge.source, edge.relation, edge.target],
            "role": edge.role, "tenure": edge.tenure,
            "start": edge.start_date, "end": edge.end_date,
            "days": [*edge.period.start, *edge.period.end],
            "beginning": list(edges.beginning(edge.period)),
            "certainty": edge.certainty, "verdict": edge.verdict, "origins": edge.origins,
            "derived": edge.derived, "holds": HOLDS[then[0].holds or Holds.YES] if then else 0,
            "symmetric": edge.is_symmetric, "origins_of_date": edge.origins_of_date,
            "lead": self.numbers[_key(edge.lead)], "dated_by": self.numbers[_key(edge.dated_by)],
            "lines": list(edge_lines(then[0], self.name, seen_from=edge.target)) if then else [],
            "support": list(edge.support),
            "confirmed_by": sorted(edge.confirmed_by), "denied_by": sorted(edge.denied_by),
        }  # fmt: skip


def _key(claim: Claim) -> tuple[object, ...]:
    return claim.file, claim.line, claim.relation, claim.derived


def in_order(answered: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(
        ({**edge, "claims": sorted(edge["claims"])} for edge in answered), key=lambda e: e["claims"]
    )


@example(rows=PLAN_AND_FACT, without={"y"}, day="2018-01-26")
@example(rows=ONE_QUOTE_OF_TWO, without={"z"}, day="2018-01-26")
@example(rows=SAID_AND_DENIED, without={"z"}, day="2018-01-26")
@example(rows=TWO_TENURES, without={"z"}, day="2018-01-26")
@example(rows=RELAYED, without={"tass"}, day="2018-01-26")
@with_examples(SELDOM_DRAWN, without=set(), day="2018-01-26")
@given(rows=claims_on_few(), without=SOURCES, day=DAYS)
def test_what_is_left_without_sources_is_the_same(page: PageInNode, rows, without, day) -> None:
    both, number = Both(engine_of(rows)), dates.day_number(day)
    alone = {frozenset({source}) for row in rows for source in row[SPEAKER].split("|") if source}
    for left_out in [frozenset(without), *sorted(alone, key=sorted)]:
        expected = both.engine.all_edges(Filter(without=left_out))
        answer = page.answer(data=both.payload, without=sorted(left_out), day=number, pairs=[])
        assert in_order(answer["edges"]) == in_order(both.edge(edge, number) for edge in expected)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(data=data_sets(judged=True), draw=st.data())
def test_what_is_left_of_a_whole_data_set_is_the_same(page: PageInNode, data, draw) -> None:
    with tempfile.TemporaryDirectory() as name:
        graph = refused(in_memory, data.write(Path(name)))
    if isinstance(graph, list):
        return
    both, only = Both(graph.engine), draw.draw(filters(graph.engine))
    left = Filter(without=only.without, as_of=only.as_of)
    answer = page.answer(data=both.payload, without=sorted(left.without), day=left.as_of, pairs=[])
    everything = both.engine.all_edges(Filter(without=left.without))
    assert in_order(answer["edges"]) == in_order(both.edge(e, left.as_of) for e in everything)
    held = [edge for edge in answer["edges"] if edge["holds"]]
    expected = list(both.engine.all_edges(left))
    assert [edge["claims"] for edge in in_order(held)] == sorted(
        sorted(both.numbers[_key(claim)] for claim in edge.claims) for edge in expected
    )


@given(
    rows=claims_on_few(),
    hidden=st.sets(st.sampled_from(["owns", "owned_by", "met_with"]), max_size=2),
    least=st.integers(0, 2),
)
def test_the_filters_leave_the_same(page: PageInNode, rows, hidden, least) -> None:
    """An inverse word is hidden with the word that it inverts."""
    both = Both(engine_of(rows))
    words = {claim.relation for claim in both.engine.all_claims()}
    hidden &= words  # the page offers no other
    shown = words - {
        word for word in words if schema.main_word(word) in map(schema.main_word, hidden)
    }
    only = Filter(relations=frozenset(shown or {"none"}), min_origins=least)
    chosen = {"hidden_relations": sorted(hidden), "min_origins": least}
    answer = page.answer(data=both.payload, without=[], day=None, pairs=[], filters=chosen)
    left = [edge for edge in answer["edges"] if edge["holds"]]
    expected = [both.edge(edge, None) for edge in both.engine.all_edges(only)]
    assert in_order(left) == in_order(expected)


@with_examples(SELDOM_DRAWN, without=set(), days=["2018-01-26", "2018-01-28"])
@given(
    rows=claims_on_few(),
    without=SOURCES,
    days=st.lists(DAYS | st.none(), min_size=2, max_size=2).filter(any),
)
def test_what_may_have_held_in_a_range_is_the_same(page: PageInNode, rows, without, days) -> None:
    both = Both(engine_of(rows))
    numbers = [day and dates.day_number(day) for day in days]
    if None not in numbers:
        numbers.sort()
    since, until = numbers
    only = Filter(without=frozenset(without), since=since, until=until)
    answer = page.answer(
        data=both.payload, without=sorted(without), day=None, since=since, until=until, pairs=[]
    )
    left = [edge for edge in answer["edges"] if edge["holds"]]
    expected = [both.edge(edge, None) for edge in both.engine.all_edges(only)]
    assert in_order(left) == in_order(expected)


@with_examples((*AT_EVENTS, ONE_QUOTE_OF_THREE), without=set(), day=None, through=False)
@with_examples([FIRST_BY_WHO_IS_LEFT_OUT], without={"x"}, day=None, through=False)
@given(rows=links(), without=SOURCES, day=st.none() | DAYS, through=st.booleans())
def test_the_best_path_is_the_same(page: PageInNode, rows, without, day, through) -> None:
    both, number = Both(engine_of(rows)), day and dates.day_number(day)
    only = Filter(without=frozenset(without), as_of=number)
    pairs = list(permutations(both.entities, 2))
    answer = page.answer(
        data=both.payload, without=sorted(without), day=number, pairs=pairs, through=through
    )
    opened = schema.THROUGH if through else ()
    for (source, target), found in zip(pairs, answer["paths"], strict=True):
        ends = both.entities[source], both.entities[target]
        there = path(both.engine, *ends, only=only, through=opened)
        expected = {
            "steps": [
                sorted(both.numbers[_key(claim)] for claim in edge.claims)
                for edge in there.paths[0].steps
            ],
            "weakest": there.paths[0].weakest,
            "remarks": _remarks(there),
        } if there.paths else None  # fmt: skip
        shown = found["path"]
        assert found["is_shorter"] == (there.avoided.number > 0)
        assert expected == (
            shown
            and {**shown, "steps": [sorted(answer["edges"][k]["claims"]) for k in shown["steps"]]}
        )


def _remarks(answer: Paths) -> list[str]:
    """What is said of a path beside its steps."""
    lines = (line[2:] for line in paths_as_text(answer))
    return [line for line in lines if line.startswith(("Steps", "By what is said here", "Weakest"))]


@given(rows=links(), without=SOURCES, draw=st.data())
def test_what_is_said_of_a_claim_stands_under_it(page: PageInNode, rows, without, draw) -> None:
    cited = [claim.claim_id for claim in engine_of(rows).all_claims()]
    spoken_of = st.sampled_from(["", "", *cited, "c9"])
    rows = [(*row[:ABOUT], draw.draw(spoken_of), *row[ABOUT + 1 :]) for row in rows]
    both, only = Both(engine_of(rows)), Filter(without=frozenset(without))
    claims = [claim for edge in both.engine.all_edges(only) for claim in edge.claims]
    remarks = remarks_in(claims)
    answer = page.answer(data=both.payload, without=sorted(without), day=None, pairs=[])
    for claim in claims:
        expected = remark_lines(claim, remarks, both.name, indent="")
        assert sorted(answer["remarks"][both.numbers[_key(claim)]]) == sorted(expected)


@given(rows=claims_on_few(), without=SOURCES)
def test_which_offices_are_drawn_as_lines_is_the_same(page: PageInNode, rows, without) -> None:
    both, only = Both(engine_of(rows)), Filter(without=frozenset(without))
    answer = page.answer(data=both.payload, without=sorted(without), day=None, pairs=[])
    drawn = Subgraph(tuple(both.entities.values()), tuple(both.engine.all_edges(only)))
    numbers = {id_: number for number, id_ in enumerate(both.entities)}
    expected = office_lines(drawn, numbers)
    assert sorted(tuple(one["line"]) for one in answer["offices"]) == sorted(expected)


@given(rows=claims_on_few(), without=SOURCES)
def test_each_office_line_is_of_a_holder(page: PageInNode, rows, without) -> None:
    both, only = Both(engine_of(rows)), Filter(without=frozenset(without))
    answer = page.answer(data=both.payload, without=sorted(without), day=None, pairs=[])
    ids = list(both.entities)
    for one in answer["offices"]:
        office = ids[one["line"][1]]
        asked = holders(both.engine, both.entities[office], only=only).offices
        held = [
            sorted(both.numbers[_key(claim)] for claim in holder.edge.claims)
            for each in asked
            for holder in each.holders
        ]
        assert sorted(answer["edges"][one["via"][0]]["claims"]) in held


@pytest.mark.parametrize("words", [edges.FROM_WEAK_TO_STRONG, schema.CERTAINTIES])
def test_the_words_are_the_same(page: PageInNode, words: tuple[str, ...]) -> None:
    assert json.dumps(list(words)) in page.script
