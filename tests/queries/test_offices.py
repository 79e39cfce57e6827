"""Who held any office on a day, or ever: office by office, each with who says so."""

from __future__ import annotations

import pytest
from engines.test_contract import indexed, local
from factory import graph_of, write_text

from actorgraph.filters import NOTHING_LEFT_OUT, Filter

ENTITIES = """id,name,type
d,Director,position
n,Head,position
z,Analyst,position
a,Ann,person
b,Bert,person
o,Office,agency
p,Police,agency
"""
HEAD = "source,target,relation,start_date,end_date,attributed_to,status,certainty\n"
ROWS = """a,d,holds_position,2001,2003,x,,
b,d,holds_position,2004,2006,y,,
b,n,holds_position,2001,,x,,
b,z,holds_position,2002,2003,x,,planned
d,p,position_in,,,x,,
n,o,position_in,,,x,,
z,o,position_in,,,x,,
a,b,met_with,2002,2002,x,,
"""


def offices(tmp_path, rows=ROWS, **filters):
    return graph_of(tmp_path, relations=HEAD + rows, entities=ENTITIES).offices(**filters)


def held(answer):
    return [(one.office.id, one.edge.source) for one in answer.held]


def test_offices_come_by_body_and_office_and_their_holders_in_order_of_time(tmp_path):
    answer = offices(tmp_path)
    assert held(answer) == [("z", "b"), ("n", "b"), ("d", "a"), ("d", "b")]
    assert [[body.id for body in one.bodies] for one in answer.held] == [["o"], ["o"], ["p"], ["p"]]
    assert answer.text().splitlines() == [
        "Office",
        "  Analyst: Bert [planned, as x says]  from 2002, to 2003        x (no document)",
        "  Head: Bert                          from 2001, end not given  x (no document)",
        "Police",
        "  Director: Ann                       from 2001, to 2003        x (no document)",
        "  Director: Bert                      from 2004, to 2006        y (no document)",
        "",
        "Nobody is recorded as the holder of Analyst.",
    ]


def test_of_a_day_each_holder_is_answered_for_and_offices_without_one_are_named(tmp_path):
    answer = offices(tmp_path, as_of="2002-06-01")
    assert [(one.edge.source, str(one.edge.holds)) for one in answer.held] == [
        ("b", "planned"),
        ("b", "possible"),
        ("a", "yes"),
    ]
    assert [office.id for office in answer.unheld] == ["z"]
    assert "on that day: yes (by x)" in answer.text()
    assert "Nobody is recorded as the holder of Analyst on 1 June 2002." in answer.text()


def test_a_day_without_any_holder_says_so_and_leaves_with_one(tmp_path):
    answer = offices(tmp_path, as_of="1990-01-01")
    assert (
        answer.text().splitlines()[0] == "Nobody is recorded to hold an office on 1 January 1990."
    )
    assert (answer.exit_code, answer.json()["unheld"]) == (1, ["z", "d", "n"])


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"without": "x"}, [("d", "b")]),
        ({"speakers": "y"}, [("d", "b")]),
        ({"types": "agency"}, []),
        ({"certainties": "planned"}, [("z", "b")]),
        ({"relations": "met_with"}, []),
        ({"since": "2005"}, [("n", "b"), ("d", "b")]),
    ],
)
def test_filters_work_as_everywhere(tmp_path, filters, expected):
    assert held(offices(tmp_path, **filters)) == expected


def test_an_office_that_a_row_makes_and_one_without_a_body_are_there(tmp_path):
    rows = "source,target,relation,role\na,o,holds_position,Chief\nb,n,holds_position,\n"
    answer = graph_of(tmp_path, relations=rows, entities=ENTITIES).offices()
    assert held(answer) == [("o-chief", "a"), ("n", "b")]
    assert "No body is recorded\n  Head: Bert" in answer.text()


@pytest.mark.parametrize("make", [local, indexed])
@pytest.mark.parametrize("words", ["position_in", "met_with", "holds_position", "owned_by"])
def test_edges_of_some_relations_are_those_of_all_that_are_kept(tmp_path, make, words):
    rows = f"{ROWS}a,o,holds_position,2001,,x,,\no,p,owns,,,x,,\np,o,owned_by,,,y,,\n"
    engine = make(write_text(tmp_path, relations=HEAD + rows, entities=ENTITIES))
    only = Filter(relations=frozenset({words}))
    expected = [
        edge for edge in engine.all_edges(NOTHING_LEFT_OUT) if only.keeps_relation(edge.relation)
    ]
    assert list(engine.all_edges(only)) == expected != []
