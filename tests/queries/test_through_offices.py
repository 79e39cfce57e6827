"""The holder of an office and the body that it is in are neighbors, by the office and not by a row."""

from __future__ import annotations

import pytest
from engines.test_contract import indexed, local
from factory import graph_of, write_text

from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.queries.through_offices import through_offices

ENTITIES = """id,name,type
d,Director,position
n,Head,position
a,Ann,person
b,Bert,person
o,Office,agency
"""
HEAD = "source,target,relation,attributed_to,status,certainty\n"
ROWS = "a,d,holds_position,x,,\nb,d,holds_position,y,,\nd,o,position_in,x,,\n"


@pytest.mark.parametrize("make", [local, indexed])
def test_a_body_has_its_holders_and_a_holder_the_body_from_rows_of_either_kind(make, tmp_path):
    text = "source,target,relation,role\na,o,holds_position,Chief\n"
    engine = make(write_text(tmp_path, relations=text, entities=ENTITIES))
    links = through_offices(engine, ["a", "o", "b"], NOTHING_LEFT_OUT)
    assert {one: list(others) for one, others in links.items()} == {"a": ["o"], "o": ["a"]}


def test_neighbors_of_a_body_are_the_holders_of_its_offices_and_the_office_is_named(tmp_path):
    answer = graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES).neighbors("o")
    assert dict(answer.steps) == {"o": 0, "d": 1, "a": 1, "b": 1}
    assert dict(answer.through) == {"a": "d", "b": "d"}
    assert "  a   Ann       person    through Director" in answer.text().splitlines()
    edges = {(edge.source, edge.target) for edge in answer.edges}
    assert edges == {("d", "o"), ("a", "d"), ("b", "d")}
    assert answer.json()["through"] == {"a": "d", "b": "d"}
    assert [row["through"] for row in answer.rows()] == ["", "d", "d"]


def test_neighbors_of_a_holder_are_the_body_and_not_who_else_held_the_office(tmp_path):
    answer = graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES).neighbors("a")
    assert dict(answer.steps) == {"a": 0, "d": 1, "o": 1}


@pytest.mark.parametrize(
    ("row", "filters", "reached"),
    [
        ("n,o,position_in,x,,", {}, "dn ab"),
        ("a,n,holds_position,x,denied,\nn,o,position_in,x,,", {}, "dn ab"),
        ("a,n,holds_position,x,,planned\nn,o,position_in,x,,", {}, "dn ab"),
        ("", {"without": "y"}, "d a"),
        ("", {"types": "person"}, " ab"),
        ("", {"relations": "position_in"}, "d "),
    ],
)
def test_what_is_planned_denied_or_filtered_links_nobody_through_an_office(
    tmp_path, row, filters, reached
):
    graph = graph_of(tmp_path, relations=f"{HEAD}{ROWS}{row}\n", entities=ENTITIES)
    answer = graph.neighbors("o", **filters)
    offices, people = reached.split(" ")
    assert set(answer.steps) == {"o", *offices, *people}
    assert set(answer.through) == set(people)
