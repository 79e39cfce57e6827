"""The page reads shares and amounts as `owners` and `flows` do, whatever the reader leaves out."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from differential.page_in_node import PageInNode, page_in_node
from differential.strategies import pick
from differential.test_claims_of_the_page import Both
from hypothesis import example, given
from hypothesis import strategies as st

from actorgraph import dates, schema
from actorgraph.dataset import Dataset
from actorgraph.engines.local import LocalEngine
from actorgraph.filters import Filter
from actorgraph.quantities import SHARE, is_plain
from actorgraph.queries import owners, owning_links, payments
from actorgraph.queries.integrated_shares import ShareRange
from actorgraph.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.edges import Edge
    from actorgraph.queries.owners import Ownership

pytestmark = [pytest.mark.usefixtures("laid_on_a_line"), pytest.mark.process]

SAID = {
    "relation": ["owns", "owned_by", "shareholder_of", "paid", "paid_by", "donated_to", "met_with",
        "owns", "paid"],
    "role": ["", "", "shareholding", "voting rights", "indirect ownership", "income", "constructor"],
    "share": ["", "60", "25-50", "33.5", "120", " 10 ", "25-100", "half", ">25", "<5", ">25-50", "25-<50"],
    "amount": ["", "1200000", "0.10", "0.2", "-5", "1,250", " 30000 ", "1.250", "9007199254740993"],
    "currency": ["", "NOK", "EUR", " EUR "],
    "start_date": ["", "2018", "2018-01-26", "[2018-01-20..2018-01-26]"],
    "end_date": ["", "", "..", "2018-03", "[2018-01-28..]"],
    "status": ["", "", "confirmed", "denied"],
    "certainty": ["", "", "likely", "planned", "conditional"],
    "directed": ["", "", "", "no"],
    "inferred": ["", "", "date", "relation"],
    "about": ["", "", "", "c9"],
    "attributed_to": ["x", "y", "z", ""],
    "directOrIndirect": ["", "", "indirect", "direct"],
}  # fmt: skip
COLUMNS = ("source", "target", *SAID)
KINDS = {payments.STATED: "stated", payments.CONTESTED: "contested", payments.DOUBTFUL: "doubtful"}
Rows = list[tuple[str, ...]]


def engine(rows: Rows) -> LocalEngine:
    table = Table("relations.csv", list(COLUMNS), {c: n for n, c in enumerate(COLUMNS)})
    table.rows = [list(row) for row in rows]
    table.lines = list(range(2, len(rows) + 2))
    return LocalEngine(Dataset([], [table]))


def row(**cells: str) -> tuple[str, ...]:
    said = {"source": "a", "target": "b", "relation": "owns", **cells}
    return tuple(said.get(column, "") for column in COLUMNS)


@st.composite
def money_rows(draw: st.DrawFn) -> Rows:
    """Rows about few, so that claims meet on edges and links close circles; one has a figure."""
    cells = [pick(draw, *[said] * 3) for said in SAID.values()]
    count = draw(st.integers(2, 12))
    rows = [tuple(pick(draw, "abcd", "abcd", *cells)) for _ in range(count)]
    return [*rows, row(share="50", source="d", target="a")]


@pytest.fixture(scope="module")
def page() -> Iterator[PageInNode]:
    with page_in_node("page_money.js", "model", "state", "view", "moneypage") as asked:
        yield asked


def share_of(edge: Edge, day: int | None) -> list[Decimal | bool] | None:
    """The bounds of the shares of the claims that count or, where none does, of all.

    And whether the share is more than the least, and less than the largest.
    """
    counting = [one for one in edge.supporting if owning_links.counts(one, Filter(as_of=day))]
    given_ = [
        ShareRange.percent(one.share)
        for one in counting or edge.supporting
        if is_plain(SHARE, one.share)
    ]
    if not given_:
        return None
    least, is_above = min(one.at_least for one in given_)
    largest, is_reached = max(one.at_most for one in given_)
    ends = [Decimal(100 * end.numerator) / end.denominator for end in (least, largest)]
    return [*ends, is_above, not is_reached]


def edge_in_python(both: Both, edge: Edge, day: int | None) -> dict[str, Any]:
    only = Filter(as_of=day)
    is_owning = edge.relation in schema.OWNERSHIP_RELATIONS
    is_paying = schema.main_word(edge.relation) in schema.PAYMENT_RELATIONS
    is_told = is_owning or is_paying
    paid = payments.payment_of(edge, only._replace(as_of=None))
    is_given = paid.least is not None and paid.largest is not None
    is_counted = is_owning and not owning_links.why_uncounted(edge, only)
    link = owning_links.link_of([edge], only).share if is_counted else None
    return {
        "claims": both.claims_of(edge),
        "ends": [*payments.payer_and_payee(edge)] if is_told else [edge.source, edge.target],
        "not_owned": owning_links.why_uncounted(edge, only) if is_owning else None,
        "indirect": owning_links.is_indirect(edge) if is_owning else None,
        "not_paid": payments.why_uncounted(edge, only) if is_paying else None,
        "certain": link and Decimal(100 * link.least.numerator) / link.least.denominator,
        "share": share_of(edge, day),
        "amount": [paid.least, paid.largest] if is_given else None,
        "currency": paid.currency if is_given else "",
        "kind": KINDS[paid.kind] if is_given else "",
    }


def by_claims(edge: dict[str, Any]) -> tuple[list[int], str]:
    return edge["claims"], str(edge["not_owned"])


def as_numbers(edge: dict[str, Any]) -> dict[str, Any]:
    if edge["certain"] is not None:
        edge = {**edge, "certain": Decimal(edge["certain"])}
    return {
        name: value and [*map(Decimal, value[:2]), *value[2:]]
        if name in ("share", "amount")
        else value
        for name, value in edge.items()
    }


def shown(both: Both, answer: Ownership) -> list[list[int]]:
    """The claims of each edge that an answer names, save of shares beside the way."""
    linked = [edge for link in answer.links for edge in link.edges]
    return sorted(map(both.claims_of, [*linked, *(one.edge for one in answer.uncounted)]))


TWO_CURRENCIES = [
    row(relation="paid", amount="0.10", currency="EUR", attributed_to="x"),
    row(relation="paid", amount="0.2", currency="EUR", attributed_to="y", role="income"),
    row(relation="paid", amount="3", currency="NOK", attributed_to="z", source="b", target="c"),
    row(relation="paid", amount="5", currency="NOK", attributed_to="x", source="b", target="c"),
    row(relation="paid", amount="7", attributed_to="x", source="b", target="c", status="denied"),
]
IN_A_CIRCLE = [
    row(share="60", attributed_to="x"),
    row(share="25-50", attributed_to="y", source="b", target="a"),
    row(share="30", attributed_to="z", source="c", target="b", role="voting rights"),
    row(share="40", attributed_to="z", source="d", target="b", end_date="2018-03"),
]
HEDGED = [
    row(share="60", certainty="likely", attributed_to="x"),
    row(share="40", source="c", target="a", attributed_to="y"),
]
BEST_CURRENCY = [
    row(relation="paid", amount="5", currency="NOK", attributed_to="x"),
    row(relation="paid", amount="6", currency="EUR", attributed_to="y", status="confirmed"),
]
ENDED_BY_SOME = [
    row(share="60", attributed_to="x"),
    row(share="60", attributed_to="y", end_date="2018-03"),
]
INDIRECT = [
    row(share="60", role="indirect ownership", attributed_to="x"),
    row(share="10", source="c", target="a", attributed_to="y"),
]


@example(rows=BEST_CURRENCY, without=set(), day=None, asked="a")
@example(rows=HEDGED, without=set(), day=None, asked="a")
@example(rows=ENDED_BY_SOME, without=set(), day=None, asked="a")
@example(rows=TWO_CURRENCIES, without=set(), day=None, asked="a")
@example(rows=IN_A_CIRCLE, without={"y"}, day=None, asked="b")
@example(rows=IN_A_CIRCLE, without=set(), day="2018-01-26", asked="b")
@given(
    rows=money_rows(),
    without=st.sets(st.sampled_from("xyz"), max_size=2),
    day=st.sampled_from([None, "2018-01-26", "2018-02-10", "2030-01-01"]),
    asked=st.sampled_from("abcd"),
)
def test_shares_and_amounts_are_read_alike(page: PageInNode, rows, without, day, asked) -> None:
    both, number = Both(engine(rows)), None if day is None else dates.day_number(day)
    if "money" not in both.payload:
        return
    answer = page.answer(data=both.payload, without=sorted(without), day=number, asked=asked)
    only = Filter(without=frozenset(without), as_of=number)
    edges = list(both.engine.all_edges(only))
    in_python = [edge_in_python(both, edge, number) for edge in edges]
    in_page = map(as_numbers, answer["edges"])
    assert sorted(in_page, key=by_claims) == sorted(in_python, key=by_claims)


@given(rows=money_rows(), without=st.sets(st.sampled_from("xyz"), max_size=1))
@example(rows=TWO_CURRENCIES, without=set())
def test_payments_are_added_alike(page: PageInNode, rows, without) -> None:
    both = Both(engine(rows))
    if "money" not in both.payload:
        return
    answer = page.answer(data=both.payload, without=sorted(without), day=None, asked="a")
    only = Filter(without=frozenset(without))
    paid = [edge for edge in both.engine.all_edges(only) if not payments.why_uncounted(edge, only)]
    totals: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
    for one in (payments.payment_of(edge, only) for edge in paid):
        if one.least is not None and one.largest is not None:
            key = KINDS[one.kind], one.currency
            least, largest = totals.get(key, (Fraction(0), Fraction(0)))
            totals[key] = least + Fraction(one.least), largest + Fraction(one.largest)
    told = {
        (kind, currency): (Fraction(least), Fraction(largest))
        for kind, currency, least, largest in answer["totals"]
    }
    assert told == totals


@given(
    rows=money_rows(),
    day=st.sampled_from([None, "2018-01-26"]),
    asked=st.sampled_from("abcd"),
)
@example(rows=IN_A_CIRCLE, day=None, asked="b")
@example(rows=HEDGED, day=None, asked="b")
@example(rows=INDIRECT, day=None, asked="b")
def test_a_picture_of_owners_shows_whom_the_answer_names(
    page: PageInNode, rows, day, asked
) -> None:
    both, number = Both(engine(rows)), None if day is None else dates.day_number(day)
    if "money" not in both.payload or asked not in both.entities:
        return
    answer = page.answer(data=both.payload, without=[], day=number, asked=asked)
    only = Filter(as_of=number, relations=schema.OWNERSHIP_RELATIONS)
    told = owners.owners(both.engine, both.entities[asked], only=only)
    assert sorted(answer["parts"]["owners"]) == shown(both, told)


LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=16)


@example(links=[(0, 1), (1, 2), (2, 0), (3, 0), (2, 4)])
@example(links=[(0, 0), (1, 0), (2, 1), (2, 0)])
@given(links=LINKS)
def test_owners_stand_above_what_they_own(page: PageInNode, links: list[tuple[int, int]]) -> None:
    """Save in circles, whose members share a rank; nobody stands on anybody else."""
    answer = page.answer(links=links, asked=0)
    places = {int(i): (one["x"], one["y"]) for i, one in answer["places"].items()}
    assert places.keys() == {0, *(end for link in links for end in link)}
    graph = nx.DiGraph(link for link in links if link[0] != link[1])
    circle = {
        i: at for at, part in enumerate(nx.strongly_connected_components(graph)) for i in part
    }
    for owner, company in graph.edges:
        if circle[owner] != circle[company]:
            assert places[owner][1] < places[company][1]
    apart = [math.dist(places[one], places[other]) for one, other in combinations(places, 2)]
    assert min(apart, default=100) > 40
    assert page.answer(links=links[::-1], asked=0) == answer, "not by the order of rows"


def test_nobody_stands_on_a_line_between_others(page: PageInNode) -> None:
    links = [(1, 0), (2, 0), (2, 1), (1, 3), (3, 1), (4, 2), (5, 2)]
    places = page.answer(links=links, asked=0)["places"]
    top, circle, end = (places[str(i)] for i in (2, 3, 0))
    part = (circle["y"] - top["y"]) / (end["y"] - top["y"])
    assert abs(top["x"] + part * (end["x"] - top["x"]) - circle["x"]) > 60
