"""What contradicts what, with the names of both sides, and what does not."""

from __future__ import annotations

import pytest
from factory import graph_of

HEADER = (
    "source,target,relation,start_date,end_date,date,status,certainty,attributed_to,assessment\n"
)


def messages(tmp_path, rows, **words):
    answer = graph_of(tmp_path, relations=HEADER + rows).conflicts(**words)
    return [(one["kind"], one["message"]) for one in answer.json()["conflicts"]]


def test_a_denial_from_the_other_end_is_one_conflict_with_both_sides(tmp_path):
    rows = (
        "tamsin,ulric,met_with,,,2021-02-01,,,Harbour Post,\n"
        "ulric,tamsin,met_with,,,2021-02-01,denied,,Ulric Office,\n"
    )
    said = "tamsin — met with — ulric: said by Harbour Post, denied by Ulric Office"
    assert messages(tmp_path, rows) == [("contested", said)]


def test_a_denial_without_a_date_contests_each_meeting(tmp_path):
    rows = (
        "a,b,met_with,,,2018-01,,,Ed,\na,b,met_with,,,2018-05,,,Fay,\nb,a,met_with,,,,denied,,Di,\n"
    )
    assert messages(tmp_path, rows) == [
        ("contested", "a — met with — b: said by Ed, denied by Di"),
        ("contested", "a — met with — b: said by Fay, denied by Di"),
    ]


def test_a_rejected_denial_contests_nothing(tmp_path):
    rows = "a,b,met_with,,,,,,Ed,\na,b,met_with,,,,denied,,Di,rejected\n"
    assert messages(tmp_path, rows) == []
    assert len(messages(tmp_path, rows, assessments="rejected")) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "a,b,works_for,,2013-12-12,,,,Ed,\na,b,works_for,2013-12-12,,,,,Di,\n",
        "a,b,works_for,,2009,,,,Ed,\na,b,works_for,1996,,,,,Di,\n",
        "a,b,met_with,,,2018,,,Ed,\na,b,met_with,,,2018-01,,,Di,\na,b,met_with,,,2018-02,,,Fay,\n",
        "a,b,met_with,,,2018-03,,planned,Ed,\na,b,met_with,,,2018-01,,,Di,\n",
        "a,b,holds,2009-01-07,2014-02-28,,,,Ed,\na,b,holds,2014-02-28,,,,,Ed,\n",
        "a,b,holds,2009,2014,,,,Ed,\na,b,holds,2014,2018,,,,Di,\n",
    ],
)
def test_dates_that_can_all_be_right_do_not_differ(tmp_path, rows):
    assert messages(tmp_path, rows) == []


def test_dates_that_exclude_each_other_differ_and_name_who_gives_them(tmp_path):
    rows = "a,b,owns,2001,2010,,,,Ed,\na,b,owns,2003,2010,,,,Di,\n"
    said = "a — owns — b: from 2001, to 2010 (by Ed); from 2003, to 2010 (by Di)"
    assert messages(tmp_path, rows) == [("dates-differ", said)]


@pytest.mark.parametrize("certainty", ["planned", "conditional"])
def test_who_is_to_hold_an_office_is_no_second_holder(tmp_path, certainty):
    rows = f"a,seat,holds_position,2001,2010,,,,Ed,\nb,seat,holds_position,2003,2008,,,{certainty},Ed,\n"
    assert messages(tmp_path, rows) == []


MARKED = HEADER.replace("assessment", "statement_date,inferred")


@pytest.mark.parametrize(
    ("rows", "kinds", "said"),
    [
        (
            "a,b,met_with,,,,,planned,Ed,,\na,b,met_with,,,,denied,planned,Di,,\n",
            "contested",
            "a — met with — b [planned]: said by Ed, denied by Di",
        ),
        (
            "a,b,met_with,,,,,likely,Ed,,\na,b,met_with,,,,denied,likely,Di,,\n",
            "contested",
            "a — met with — b: said by Ed [likely], denied by Di [likely]",
        ),
        (
            "a,b,owns,2001,2010,,,,Ed,,date\na,b,owns,2003,2010,,,likely,Di,,\n",
            "dates-differ",
            (
                "a — owns — b: from 2001, to 2010 (by Ed [our reading]); "
                "from 2003, to 2010 (by Di [likely])"
            ),
        ),
        (
            "a,d,holds_position,2001,2010,,,,Ed,,date\nb,d,holds_position,2003,2010,,,likely,,,\n",
            "two-holders",
            (
                "a and b are both said to have held d at once: from 2001, to 2010 (by Ed "
                "[our reading]); from 2003, to 2010 (by nobody named [likely])"
            ),
        ),
        (
            "a,b,owns,2010,2001,,,likely,Ed,,\n",
            "impossible-dates",
            "a — owns — b ends before it begins: from 2010, to 2001 (by Ed [likely])",
        ),
        (
            "a,b,met_with,,,2018,,likely,Ed,2017,\n",
            "said-too-early",
            (
                "a — met with — b: said by Ed [likely] in 2017, before it began, "
                "in 2018 (by Ed [likely])"
            ),
        ),
    ],
)
def test_a_conflict_is_put_no_more_firmly_than_its_claims(tmp_path, rows, kinds, said):
    answer = graph_of(tmp_path, relations=MARKED + rows).conflicts(kinds=kinds)
    assert [one["message"] for one in answer.json()["conflicts"]] == [said]


def test_who_dates_what_lies_outside_a_life_is_named(tmp_path):
    rows = MARKED + "a,b,met_with,,,2018,,,Ed,,\n"
    lives = "id,name,type,end_date\na,A,person,2010\nb,B,person,\n"
    (found,) = graph_of(tmp_path, relations=rows, entities=lives).conflicts().json()["conflicts"]
    said = "A — met with — B lies outside the time of A (until 2010, beginning not given): in 2018 (by Ed)"
    assert found["message"] == said


def test_who_announced_is_named_where_somebody_spoke_before(tmp_path):
    rows = (
        "source,target,relation,role,date,attributed_to,statement_date\n"
        "a,talks,announced,first,2018-03,Ed,\nb,talks,knew_of,,,Di,2018-01\n"
    )
    (found,) = graph_of(tmp_path, relations=rows).conflicts().json()["conflicts"]
    said = (
        "b — knew of — talks: said by Di in January 2018, but a — announced (first) — talks only "
        "in March 2018 (by Ed)"
    )
    assert found["message"] == said


@pytest.mark.parametrize(
    "rows",
    [
        "a,b,works_for,2005-02,2007,,,,Ed,\na,b,works_for,2005,2006,,denied,,Di,\n",
        "old,b,met_with,,,2018,denied,,Di,\n",
    ],
)
def test_a_denial_alone_contradicts_no_date(tmp_path, rows):
    entities = "id,name,end_date\nold,Old,1990\n"
    answer = graph_of(tmp_path, relations=HEADER + rows, entities=entities).conflicts()
    assert answer.found == ()


def test_impossible_dates_of_a_denial_are_not_said_by_who_denies(tmp_path):
    rows = "a,b,works_for,2009,2007,,denied,,Di,\n"
    said = "a — works for — b ends before it begins: from 2009, to 2007 (denied by Di)"
    assert messages(tmp_path, rows) == [("impossible-dates", said)]


def test_nothing_of_one_kind_does_not_say_that_nothing_contradicts(tmp_path):
    rows = "a,b,met_with,,,2018,,,Ed,\na,b,met_with,,,2018,denied,,Di,\n"
    graph = graph_of(tmp_path, relations=HEADER + rows)
    text = graph.conflicts(kinds=("two-holders", "dates-differ")).text()
    assert text == "No conflict of the kind asked for: dates differ, two holders."
    text = graph.conflicts(without="Di").text()
    assert text == "Nothing contradicts anything else in what the filters leave."


@pytest.mark.parametrize(("kind", "conflicts"), [("position", 1), ("", 0)])
def test_two_roles_in_a_body_are_two_offices(tmp_path, kind, conflicts):
    rows = (
        "source,target,relation,role,start_date,end_date\n"
        "ann,x,holds_position,Head,2001,2004\nbob,x,holds_position,Deputy,2002,2005\n"
    )
    graph = graph_of(tmp_path, relations=rows, entities=f"id,name,type\nx,X,{kind}\n")
    assert len(graph.conflicts(kinds="two-holders").found) == conflicts


@pytest.mark.parametrize("written", ["position", "Position", " POSITION "])
def test_an_office_is_one_whatever_the_role_and_however_its_type_is_written(tmp_path, written):
    claims = "source,target,relation,role,start_date,end_date\n"
    rows = "ann,head,holds_position,boss,2011,2014\nbo,head,holds_position,chief,2012,2014\n"
    graph = graph_of(
        tmp_path, relations=claims + rows, entities=f"id,name,type\nhead,Head,{written}\n"
    )
    assert [one.kind for one in graph.conflicts().found] == ["two-holders"]


def test_an_event_may_last_as_long_as_it_does_however_its_type_is_written(tmp_path):
    entities = "id,name,type,start_date,end_date\nfair,Fair,Event,2011-01,2011-02\n"
    rows = "source,target,relation,date\nann,fair,invited_to,2010-01\n"
    assert graph_of(tmp_path, relations=rows, entities=entities).conflicts().found == ()


NAMED = "id,name,type\n" + "".join(
    f"{number},{name},agency\n"
    for number, name in enumerate(("Port Office", "Bank", "Port Office"))
)


def named(tmp_path, most):
    graph = graph_of(tmp_path, relations="source,target,relation\n0,1,met_with\n", entities=NAMED)
    return graph.conflicts(kinds="similar-names", most_names=most)


@pytest.mark.parametrize("most", [None, 3, 4])
def test_where_all_names_are_compared_nothing_is_said_to_be_left(tmp_path, most):
    answer = named(tmp_path, most)
    assert [one.entities for one in answer.found] == [("0", "2")]
    assert answer.json()["names_compared"] is None
    assert "were compared" not in answer.text()


def test_names_that_were_not_compared_are_said_to_be_left(tmp_path):
    answer = named(tmp_path, 2)
    assert answer.found == ()
    assert answer.json()["names_compared"] == 2
    assert answer.text().splitlines()[-1] == (
        "Only the names of the first 2 entities were compared, and those of the others were not. "
        "`actorgraph conflicts --kind similar-names` compares all."
    )
