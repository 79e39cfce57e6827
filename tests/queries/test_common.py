"""What several have in common: whom all are linked with, bodies by their offices, events."""

from __future__ import annotations

import pytest
from engines.test_contract import indexed, local
from factory import graph_of, write_text

from actorgraph.errors import ArgumentError
from actorgraph.queries.common import BODY, EVENT, LINKED, common

ENTITIES = """id,name,type
a,Ann,person
b,Bert,person
c,Cora,person
d,Director,position
n,Deputy,position
o,Office,agency
s,Sochi,place
t,Talks,event
"""
HEAD = "source,target,relation,attributed_to,locator,status,certainty\n"
ROWS = """a,s,lives_in,x,,,
b,s,visited,y,,,
b,s,visited,z,,,
a,c,knows,x,,,
c,b,knows,x,,,
c,s,visited,x,,denied,
a,d,holds_position,x,,,
b,n,holds_position,y,,,
d,o,position_in,x,,,
n,o,position_in,x,,,
a,t,participant,x,p1,,
b,t,participant,x,p1,,
"""


def asked(tmp_path, *names, **filters):
    return graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES).common(*names, **filters)


def shared(answer):
    return [(one.kind, one.entity.id) for one in answer.shared]


@pytest.mark.parametrize("make", [local, indexed])
def test_whom_all_are_linked_with_comes_the_best_founded_first_then_bodies_and_events(
    tmp_path, make
):
    engine = make(write_text(tmp_path, relations=HEAD + ROWS, entities=ENTITIES))
    answer = common(engine, list(engine.entities(["a", "b"]).values()))
    assert shared(answer) == [(LINKED, "c"), (LINKED, "s"), (BODY, "o"), (EVENT, "t")]
    links = {
        one.entity.id: [[(e.source, e.target) for e in edges] for edges in one.links]
        for one in answer.shared
    }
    assert links["s"] == [[("a", "s")], [("b", "s")]]
    assert links["o"] == [[("a", "d"), ("d", "o")], [("b", "n"), ("n", "o")]]


def test_what_is_denied_or_planned_is_in_common_to_nobody_unless_it_is_asked_for(tmp_path):
    answer = asked(tmp_path, "a", "c")
    assert ("s" in [one for _, one in shared(answer)], answer.unlinked) == (False, 1)
    assert "1 is shared only by relations that are denied" in answer.text()
    rows = f"{HEAD}a,s,visited,x,,denied,\nc,s,visited,x,,denied,\n"
    answer = graph_of(tmp_path, relations=rows).common("a", "c", statuses="denied")
    assert shared(answer) == [(LINKED, "s")]


def test_those_who_took_part_in_one_event_are_never_said_to_have_met(tmp_path):
    text = " ".join(asked(tmp_path, "a", "b").text().split())
    assert "x p1 names both as taking part. Whether they met each other alone is not said." in text
    assert "met with" not in text


def test_it_says_by_which_office_each_is_in_a_body(tmp_path):
    lines = asked(tmp_path, "a", "b", types="agency").text().splitlines()
    assert lines == [
        "Ann and Bert have 1 thing in common",
        "",
        "Bodies in which all hold or held an office",
        "  Office  agency, id o",
        "    Ann — holds position — Director  no date given  x (no document)",
        "    Director — position in — Office  no date given  x (no document)",
        "    Bert — holds position — Deputy   no date given  y (no document)",
        "    Deputy — position in — Office    no date given  x (no document)",
    ]


def test_the_body_of_an_office_that_two_held_is_named_once(tmp_path):
    rows = "a,d,holds_position,x,,,\nb,d,holds_position,y,,,\nd,o,position_in,x,,,\n"
    graph = graph_of(tmp_path, relations=HEAD + rows, entities=ENTITIES)
    assert graph.common("a", "b").text().count("position in") == 1


def test_nothing_in_common_says_so_and_leaves_with_one(tmp_path):
    answer = asked(tmp_path, "a", "b", "o")
    assert answer.text().startswith("Nothing here links all of Ann, Bert and Office.")
    assert answer.exit_code == 1


def test_it_takes_two_at_least(tmp_path):
    with pytest.raises(ArgumentError, match=r"^names: name at least two"):
        asked(tmp_path, "a", "a")


def test_a_limit_keeps_the_best_founded_and_counts_the_others(tmp_path):
    answer = asked(tmp_path, "a", "b", limit=1)
    assert (shared(answer), answer.left_out) == ([(LINKED, "c"), (BODY, "o")], 2)
    assert "2 more are left out: `--limit 0` shows all." in answer.text()
