"""`check` proposes `date` where an event only begins, and asks once about each unknown word."""

from __future__ import annotations

import pytest
from factory import graph_of

HEADER = "source,target,relation,start_date,end_date,date,certainty\n"


def problems_of(tmp_path, rows):
    graph = graph_of(tmp_path, relations=HEADER + rows)
    return [(one.level, one.line, one.column, one.message) for one in graph.check().problems]


@pytest.mark.parametrize(
    ("cells", "is_warned"),
    [
        ("met_with,2018-01-26,,,", True),
        ("met_with,[2018-01-22..2018-01-28],,,", True),
        ("met_with,,,2018-01-26,", False),
        ("met_with,2018-01-26,2018-01-26,,", False),
        ("met_with,[2018-01-26..],,,planned", False),
        ("owns,2018-01-26,,,", False),
        ("befriended,2018-01-26,,,", False),
    ],
)
def test_an_event_with_a_beginning_alone_is_warned_of(tmp_path, cells, is_warned):
    found = problems_of(tmp_path, f"a,b,{cells}\n")
    assert len(found) == is_warned
    for level, line, column, message in found:
        assert (level, line, column) == ("warning", 2, "start_date")
        assert "write it under date, or give the end" in message


def test_each_unknown_word_with_a_date_is_asked_about_once(tmp_path):
    rows = "a,b,lobbies,,,2018,\na,c,lobbies,,,2019,\na,b,owns,,,2018,\na,b,met_with,,,2018,\n"
    ((level, line, column, message),) = problems_of(tmp_path, rows)
    assert (level, line, column) == ("note", 2, "date")
    assert message == (
        "'lobbies' is taken for an event that happened then; if it lasts, write "
        "start_date [..2018] and end_date [2018..]"
    )


@pytest.mark.parametrize(
    ("rows", "first", "last"),
    [
        ("a,b,owns,2002,,,\na,c,owns,2018-02-05,,,\n", "2002", "2018-02-05"),
        ("a,b,owns,2002,,,\na,c,owns,2002-01-01,2002-12-31,,\n", "2002", "2002"),
        ("a,b,owns,[..2001],[2018-01..],,\n", "[..2001]", "[2018-01..]"),
        ("a,b,owns,..,..,,\n", "", ""),
    ],
)
def test_stats_show_the_outermost_dates_as_they_are_written(tmp_path, rows, first, last):
    counted = graph_of(tmp_path, relations=HEADER + rows).stats()
    assert (counted.earliest, counted.latest) == (first, last)
    if first == "2002":
        assert "The first date: in 2002. The last: " in counted.text()
    assert ("first date" in counted.text()) == bool(first)


@pytest.mark.parametrize("word", ["works_for", "educated_at", "chairs"])
@pytest.mark.parametrize(("day", "holds"), [("2018-01-30", "yes"), ("2018-01-31", "possible")])
def test_what_is_attested_on_a_day_held_on_it(tmp_path, day, holds, word):
    (edge,) = (
        graph_of(tmp_path, relations=HEADER + f"a,b,{word},,,2018-01-30,\n")
        .show("a", as_of=day)
        .edges
    )
    assert str(edge.holds) == holds


def test_a_date_that_is_open_at_both_ends_is_not_asked_about(tmp_path):
    rows = "source,target,relation,date\na,b,shared_a_flat_with,..\n"
    assert graph_of(tmp_path, relations=rows).check().problems == ()
