"""What holds for every dataset, tried on many small ones."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from actorgraph import dates
from actorgraph.dataset import Dataset
from actorgraph.edges import Edge, edges_of
from actorgraph.engines.local import LocalEngine
from actorgraph.filters import Filter
from actorgraph.queries.diff import content_of, diff
from actorgraph.queries.path import path
from actorgraph.tables import Table

COLUMNS = (
    "source", "target", "relation", "start_date", "end_date", "status", "attributed_to", "via",
    "document", "certainty", "quote",
)  # fmt: skip
WHO = st.sampled_from("abcde")
DATES = st.sampled_from(["", "2017", "2018-01", "2018-01-26", "[2018-01-22..2018-02]", "[..2018]"])
ROW = st.tuples(
    WHO,
    WHO,
    st.sampled_from(["knows", "met_with", "holds"]),
    DATES,
    st.sampled_from(["", "2018-02", "..", "2019-05-05"]),
    st.sampled_from(["", "confirmed", "denied"]),
    st.sampled_from(["", "x", "y", "x|y"]),
    st.sampled_from(["", "tass"]),
    st.sampled_from(
        ["", "https://one.example/a", "https://two.example/b", "https://one.example/c"]
    ),
    st.sampled_from(["", "planned", "likely"]),
    st.sampled_from(["", "so it was"]),
)
ROWS = st.lists(ROW, min_size=1, max_size=14)
DAYS = st.sampled_from(["2016-06-01", "2018-01-26", "2018-02-10", "2019-01-01", "2030-01-01"])
SOURCES = st.sampled_from(["x", "y", "tass", "one.example", "https://two.example/b"])


def engine(rows: list[tuple[str, ...]]) -> LocalEngine:
    table = Table("relations.csv", list(COLUMNS), {c: n for n, c in enumerate(COLUMNS)})
    table.rows = [list(row) for row in rows]
    table.lines = list(range(2, len(rows) + 2))
    return LocalEngine(Dataset([], [table]))


def stated(edge: Edge) -> tuple[object, ...]:
    claims = Counter(content_of(claim) for claim in edge.claims)
    return (
        edge.source, edge.relation, edge.target, edge.start_date, edge.end_date, edge.verdict,
        edge.origins, edge.certainty, frozenset(claims.items()),
    )  # fmt: skip


def keys(edges: list[Edge]) -> Counter[tuple[object, ...]]:
    return Counter(stated(edge._replace(holds=None)) for edge in edges)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_makes_no_difference(rows, random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert keys(engine(rows).all_edges()) == keys(engine(shuffled).all_edges())


@given(ROWS, DAYS)
def test_as_of_never_adds_an_edge(rows, day) -> None:
    whole = engine(rows)
    held = keys(whole.all_edges(Filter(as_of=dates.day_number(day))))
    assert held <= keys(whole.all_edges())


@given(ROWS, SOURCES)
def test_without_a_source_no_pair_gains_origins(rows, source) -> None:
    whole = engine(rows)

    def origins(only: Filter) -> Counter[tuple[str, str, str, bool]]:
        most: Counter[tuple[str, str, str, bool]] = Counter()
        for edge in whole.all_edges(only):
            if edge.verdict != "denied":
                key = (edge.source, edge.relation, edge.target, edge.certainty == "planned")
                claims = [c for c in edge.claims if c.status != "denied"]
                most[key] = max(most[key], len(claims) and edge.origins)
        return most

    def total(only: Filter) -> int:
        return sum(len(edge.claims) for edge in whole.all_edges(only))

    trusted = Filter(without=frozenset({source}))
    assert total(trusted) <= total(Filter())
    for edge in whole.all_edges():
        left = [claim for claim in edge.claims if source not in claim.sources]
        support = [claim for claim in left if claim.status != "denied"]
        had = [claim for claim in edge.claims if claim.status != "denied"]
        if support and had:
            assert max(e.origins for e in edges_of(support)) <= edge.origins


@given(ROWS, DAYS, SOURCES)
def test_filters_commute(rows, day, source) -> None:
    whole = engine(rows)
    number = dates.day_number(day)
    both = Filter(as_of=number, without=frozenset({source}), relations=frozenset({"knows"}))
    stepwise = [
        edge
        for edge in whole.all_edges(Filter(without=frozenset({source})))
        if edge.relation == "knows" and dates.holds_on(edge.period, number) != dates.Holds.NO
    ]
    assert keys(whole.all_edges(both)) == keys(stepwise)


@given(ROWS, WHO, WHO)
def test_a_path_starts_and_ends_where_asked_and_hangs_together(rows, one, other) -> None:
    whole = engine(rows)
    ends = whole.entities([one, other])
    if one not in ends or other not in ends:
        return
    for way in path(whole, ends[one], ends[other], every=True, max_length=3).paths:
        assert (way.ids[0], way.ids[-1]) == (one, other)
        assert len(way.steps) == len(way.ids) - 1 <= 3
        for place, step in enumerate(way.steps):
            assert {step.source, step.target} == {way.ids[place], way.ids[place + 1]}


@given(ROWS)
def test_nothing_differs_from_itself(rows) -> None:
    assert diff(engine(rows), engine(list(reversed(rows)))).is_empty


@given(ROWS, ROWS)
def test_a_difference_applied_gives_the_new_version(rows, others) -> None:
    old, new = engine(rows), engine(others)
    found = diff(old, new)
    claims = Counter(content_of(claim) for claim in old.all_claims())
    claims -= Counter(content_of(claim) for claim in found.withdrawn)
    claims -= Counter(content_of(change.old) for change in found.changed)
    claims += Counter(content_of(claim) for claim in found.added)
    claims += Counter(content_of(change.new) for change in found.changed)
    assert claims == Counter(content_of(claim) for claim in new.all_claims())
