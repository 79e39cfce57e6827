"""The order of rows decides nothing but the order of answers."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from differential.answers import refused
from differential.stores import in_memory
from differential.strategies import data_sets, filters, id_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph.claims import Claim
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.queries.diff import content_of

FIRST_ROW_DECIDES = ("source_type", "target_type")
"""The first type that a row gives somebody is kept."""

NOTHING = Claim("", "")
SOME = settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def loaded(data):
    with tempfile.TemporaryDirectory() as name:
        return refused(in_memory, data.write(Path(name)))


def stated(graph, only):
    """The edges without the order of their claims and the lines of those."""
    found = Counter()
    for edge in graph.engine.all_edges(only):
        claims = Counter(map(content_of, edge.claims))
        shown = (content_of(edge.lead), content_of(edge.dated_by))
        facts = repr(edge._replace(claims=(), lead=NOTHING, dated_by=NOTHING))
        found[(facts, shown, frozenset(claims.items()))] += 1
    return found


@SOME
@given(data=data_sets(sound=True), draw=st.data())
def test_the_order_of_rows_changes_no_edge(data, draw):
    rows = [
        {name: cell for name, cell in row.items() if name not in FIRST_ROW_DECIDES}
        for row in data.relations
    ]
    data = data.with_relations(rows)
    graph = loaded(data)
    shuffled = loaded(data.with_relations(draw.draw(st.permutations(rows))))
    if isinstance(graph, list):
        assert isinstance(shuffled, list)
        return
    only = draw.draw(filters(graph.engine))
    assert stated(shuffled, only) == stated(graph, only)


@SOME
@given(data=data_sets(judged=True, sound=True), draw=st.data())
def test_a_judgement_means_the_same_whichever_end_and_row_comes_first(data, draw):
    graph = loaded(data)
    if isinstance(graph, list):
        return
    turned = [
        {**row, "left_id": row["right_id"], "right_id": row["left_id"]} if turn else row
        for row in draw.draw(st.permutations(data.judgements))
        for turn in [draw.draw(st.booleans())]
    ]
    other = loaded(data.with_judgements(turned))
    assert other.engine.merged == graph.engine.merged
    assert stated(other, NOTHING_LEFT_OUT) == stated(graph, NOTHING_LEFT_OUT)
    assert [one.id for one in other.engine.all_entities()] == [
        one.id for one in graph.engine.all_entities()
    ]


@SOME
@given(data=data_sets(judged=True, sound=True))
def test_whom_judgements_join_is_one_entity_with_all_names(data):
    graph = loaded(data)
    if isinstance(graph, list):
        return
    there = {one.id: {one.id, one.name, *one.aliases} for one in graph.engine.all_entities()}
    rows = {id_of(row): row for row in data.entities or ()}
    for gone, stays in graph.engine.merged.items():
        assert gone not in there
        name = rows.get(gone, {}).get("name", "") or gone
        assert {gone, name} <= there[stays]
    for claim in graph.engine.all_claims():
        assert not {claim.source, claim.target} & graph.engine.merged.keys()
