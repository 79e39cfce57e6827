from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.queries.holders import holders

ENTITIES = """id,name,type
d,Director,position
n,Head,position
a,Ann Arbor,person
b,Bert Berg,person
c,Cora Cohn,person
o,Office of Examples,agency
"""
HEAD = "source,target,relation,start_date,end_date\n"


@pytest.fixture
def asked(tmp_path):
    def ask(rows, name="d"):
        engine = graph_of(tmp_path, relations=HEAD + rows, entities=ENTITIES).engine
        return holders(engine, engine.entities([name])[name])

    return ask


def lines(found):
    (office,) = found.offices
    return [(h.entity.id, h.vacant_from, h.vacant_to, h.overlaps) for h in office.holders]


def test_holders_come_in_order_of_their_start_whatever_the_rows_order(asked):
    rows = "b,d,holds_position,2015,2017\na,d,holds_position,2010,2015\n"
    assert [holder.entity.id for holder in asked(rows).offices[0].holders] == ["a", "b"]


def test_a_gap_is_what_no_reading_of_the_dates_fills(asked):
    rows = "a,d,holds_position,2010-01-01,2012-03-01\nb,d,holds_position,2013-05-01,\n"
    assert lines(asked(rows))[1] == ("b", "2012-03-02", "2013-04-30", ())


def test_years_that_may_touch_are_no_gap(asked):
    rows = "a,d,holds_position,2010,2012\nb,d,holds_position,2013,\n"
    assert lines(asked(rows))[1][1:3] == ("", "")


def test_nobody_leaves_a_gap_whose_end_is_unknown(asked):
    rows = "a,d,holds_position,2010,\nb,d,holds_position,2013,\n"
    assert lines(asked(rows)) == [("a", "", "", ()), ("b", "", "", ())]


def test_two_who_surely_held_it_on_one_day_overlap_and_a_handover_is_none(asked):
    rows = "a,d,holds_position,2010-01-01,2014-01-01\nb,d,holds_position,2012-01-01,2015-01-01\n"
    rows += "c,d,holds_position,2015-01-01,2016-01-01\n"
    assert [(who, overlaps) for who, _, _, overlaps in lines(asked(rows))] == [
        ("a", ("b",)),
        ("b", ("a",)),
        ("c", ()),
    ]


def test_an_office_that_was_renamed_names_the_other_with_the_reason(asked):
    rows = "a,d,holds_position,2010,2012\nb,n,holds_position,2013,\nn,d,successor_of,,\n"
    ((other, reason),) = asked(rows).offices[0].renamed
    assert other.id == "n"
    assert "successor of" in reason


def test_of_a_body_all_offices_are_asked(asked):
    rows = "a,d,holds_position,2010,\nb,n,holds_position,2011,\n"
    rows += "d,o,position_in,,\nn,o,position_in,,\n"
    assert [office.position.id for office in asked(rows, "o").offices] == ["d", "n"]


def test_an_office_nobody_holds_has_no_holders(asked):
    assert asked("d,o,position_in,,\n").offices[0].holders == ()


SAID = "source,target,relation,start_date,end_date,attributed_to,status,certainty,inferred\n"


@pytest.fixture
def said(tmp_path):
    def ask(rows):
        return graph_of(tmp_path, relations=SAID + rows, entities=ENTITIES).holders("d")

    return ask


@pytest.mark.parametrize(
    "cells", ["x,denied,,", "x,,likely,", "x,,planned,", "x,,,date", "x,,,source"]
)
def test_what_no_claim_says_for_sure_overlaps_nobody(said, cells):
    rows = "a,d,holds_position,2010-01-01,2014-01-01,x,,,\n"
    answer = said(f"{rows}b,d,holds_position,2012-01-01,2015-01-01,{cells}\n")
    assert all(not overlaps for *_, overlaps in lines(answer))
    assert "at the same time" not in answer.text()


@pytest.mark.parametrize(
    "allowing",
    [
        "a,d,holds_position,2010-01-01,,y,,,\n",
        "a,d,holds_position,,,y,,,\n",
        "c,d,holds_position,,,y,,,\n",
        "c,d,holds_position,2011,2014,y,,likely,\n",
    ],
)
def test_no_gap_is_where_a_claim_allows_a_holder(said, allowing):
    rows = "a,d,holds_position,2010-01-01,2012-03-01,x,,,\nb,d,holds_position,2013-05-01,,x,,,\n"
    assert "nobody is recorded from 2 March 2012 to 30 April 2013" in said(rows).text()
    answer = said(rows + allowing)
    assert all(vacant == "" for _, vacant, *_ in lines(answer))
    assert "nobody is recorded from" not in answer.text()


def test_a_day_on_which_nobody_is_recorded_names_who_was_before_and_after(tmp_path):
    rows = """a,d,holds_position,2001,2003,x,,,
b,d,holds_position,2010,2012,y,,,
c,d,holds_position,2015,2016,z,,,
o,d,holds_position,2011,2012,z,denied,,
c,d,holds_position,2014,2014,z,,planned,
"""
    answer = graph_of(tmp_path, relations=SAID + rows, entities=ENTITIES).holders(
        "d", as_of="2013-07-01"
    )
    (office,) = answer.offices
    assert [edge.source for edge in office.before] == ["b"]
    assert [edge.source for edge in office.after] == ["c"]
    assert answer.text().splitlines() == [
        "Holders of Director",
        "  Nobody is recorded as its holder on 1 July 2013.",
        "  The last recorded before that day:",
        "    Bert Berg  from 2010, to 2012  y (no document)",
        "  The first recorded after that day:",
        "    Cora Cohn  from 2015, to 2016  z (no document)",
    ]
    assert answer.exit_code == 1
    (missed,) = answer.json()["missed"]
    assert [missed[side][0]["source"] for side in ("before", "after")] == ["b", "c"]
    assert [(row["holder"], row["neighbor"]) for row in answer.rows()] == [
        ("b", "before"),
        ("c", "after"),
    ]


def test_a_day_before_the_first_holder_has_no_neighbor_before(tmp_path):
    rows = "a,d,holds_position,2001,2003,x,,,\n"
    text = (
        graph_of(tmp_path, relations=SAID + rows, entities=ENTITIES)
        .holders("d", as_of="1990-01-01")
        .text()
    )
    assert "  Nobody is recorded before that day either.\n" in text


def test_roles_in_a_body_without_a_type_are_not_compared_with_each_other(tmp_path):
    head = "source,target,relation,role,start_date,end_date\n"
    rows = """a,Body,holds_position,Head,2001-01-01,2003-01-01
b,Body,holds_position,Deputy,2002-01-01,2005-01-01
c,Body,holds_position,Head,2004-01-01,2006-01-01
"""
    answer = graph_of(tmp_path, relations=head + rows).holders("Body")
    assert [
        (office.role, h.entity.id, h.vacant_from, h.vacant_to, h.overlaps)
        for office in answer.offices
        for h in office.holders
    ] == [
        ("Head", "a", "", "", ()),
        ("Head", "c", "2003-01-02", "2003-12-31", ()),
        ("Deputy", "b", "", "", ()),
    ]
    assert "Holders of Body, as Head" in answer.text()
    assert [one["role"] for one in answer.json()["holders"]] == ["Head", "Head", "Deputy"]


def test_roles_of_one_office_are_compared(tmp_path):
    head = "source,target,relation,role,start_date,end_date\n"
    rows = """a,d,holds_position,Acting,2001-01-01,2003-01-01
b,d,holds_position,,2002-01-01,2005-01-01
"""
    answer = graph_of(tmp_path, relations=head + rows, entities=ENTITIES).holders("d")
    assert [overlaps for *_, overlaps in lines(answer)] == [("b",), ("a",)]


def test_offices_are_shown_in_order_of_time_and_acronyms_keep_their_case(tmp_path):
    rows = """a,x,director_of_CIA,2001,,,,,
a,n,holds_position,2015,,,,,
a,o,holds_position,,,,,,
a,d,holds_position,2010,2012,,,,
"""
    answer = graph_of(tmp_path, relations=SAID + rows, entities=ENTITIES).show("a")
    assert [edge.target for edge in answer.edges] == ["x", "d", "n", "o"]
    assert "\n  director of CIA x  from 2001" in answer.text()


def test_a_holder_is_one_line_and_all_evidence_is_there_when_asked_for(tmp_path):
    rows = """a,d,holds_position,2001,2003,x,,,
a,d,holds_position,2001,,y,denied,,
b,d,holds_position,2004,2005,z,,planned,
"""
    graph = graph_of(tmp_path, relations=SAID + rows, entities=ENTITIES)
    assert graph.holders("d").text().splitlines() == [
        "Holders of Director",
        "  Ann Arbor [CONTESTED]           from 2001, to 2003  x (no document)",
        "    DISPUTED: denied by y (no document)",
        "  Bert Berg [planned, as z says]  from 2004, to 2005  z (no document)",
    ]
    assert "    - y denies" in graph.holders("d", full=True).text()


def test_a_body_that_somebody_is_in_without_an_office_still_names_the_holders_of_its_offices(
    tmp_path,
):
    rows = "a,o,holds_position,2010,\nb,d,holds_position,2011,\nd,o,position_in,,\n"
    names = "id,name,type\no,Office,agency\nd,Director,position\n"
    graph = graph_of(tmp_path, relations=HEAD + rows, entities=names)
    held = {
        office.position.id: [one.entity.id for one in office.holders]
        for office in graph.holders("o").offices
    }
    assert held == {"d": ["b"], "o": ["a"]}
    assert [office.position.id for office in graph.holders("d").offices] == ["d"]
