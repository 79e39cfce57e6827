"""What happened and what was said are moments; a bound, an attested state and a plan are not."""

from __future__ import annotations

import pytest
from factory import graph_of

HEADER = "source,target,relation,start_date,end_date,date,certainty,attributed_to,statement_date,status\n"
ENTITIES = "id,name\nann,Ann\nbo,Bo\ncia,CIA\n"


def timeline_of(tmp_path, rows, name="ann", **words):
    graph = graph_of(tmp_path, relations=HEADER + rows, entities=ENTITIES)
    return graph.timeline(name, **words)


def moments(answer):
    return [(one.what, one.date) for one in answer.moments]


@pytest.mark.parametrize(
    ("cells", "expected", "by_then"),
    [
        ("met_with,2018-01-26,2018-01-26,,", [("was", "2018-01-26")], 0),
        ("met_with,,,2018-01-26,", [("was", "2018-01-26")], 0),
        ("owns,2017,2018-02,,", [("began", "2017"), ("ended", "2018-02")], 0),
        ("owns,[..2017],,,", [], 1),
        ("owns,,[2018..],,", [], 1),
        ("owns,,,2018-01-30,", [], 1),
        ("owns,..,,,", [], 0),
        ("owns,2017,[2018..],,", [("began", "2017")], 0),
        ("met_with,[2018-01-26..],,,planned", [("planned", "[2018-01-26..]")], 0),
        ("met_with,2018-03,2018-03,,planned", [("planned", "2018-03")], 0),
        ("owns,,,2018-03,planned", [("planned", "2018-03")], 0),
        ("owns,,,[2018-03..2018-05],planned", [("planned", "[2018-03..2018-05]")], 0),
        ("pays,,2018-03,,conditional", [("conditional", "2018-03")], 0),
        ("owns,,,,", [], 0),
    ],
)
def test_a_bound_is_no_moment_and_a_plan_never_began(tmp_path, cells, expected, by_then):
    answer = timeline_of(tmp_path, f"ann,bo,{cells},Ed,,\n")
    assert (moments(answer), len(answer.by_then)) == (expected, by_then)
    assert ("(began)" in answer.text()) == (("began", "2017") in expected)
    assert ("By then" in answer.text()) == bool(by_then)


def test_a_statement_is_a_moment_of_its_own_with_its_speaker(tmp_path):
    rows = (
        "ann,bo,met_with,,,2018-01-26,,Ed,2018-02-05,\n"
        "ann,bo,met_with,,,,,CIA|Di,2018-02-02,confirmed\n"
        "ann,bo,met_with,,,,,Cy,2018-02-02,denied\n"
    )
    answer = timeline_of(tmp_path, rows)
    assert answer.text().splitlines() == [
        (
            "on 26 January 2018 (Ed)  Ann — met with — Bo [CONTESTED] · single origin · confirmed by CIA "
            "and Di · contested: said by Ed, denied by Cy"
        ),
        "on 2 February 2018  CIA and Di confirm: Ann — met with — Bo",
        "on 2 February 2018  Cy denies: Ann — met with — Bo",
        "on 5 February 2018  Ed says: Ann — met with — Bo",
    ]


def test_what_one_says_on_one_day_stands_together_and_a_reading_is_marked(tmp_path):
    rows = "ann,bo,owns,,,,,Ed,2018-02-05,\nann,cia,works_for,,,,implied,Ed,2018-02-05,\n"
    assert timeline_of(tmp_path, rows).text().splitlines() == [
        "on 5 February 2018  Ed says:",
        "    Ann — owns — Bo",
        "    Ann — works for — CIA [our reading: what]",
        "",
        "2 relations have no date of their own.",
    ]


def test_a_window_clips_the_moments_and_not_the_edges(tmp_path):
    rows = (
        "ann,bo,owns,2016,2019,,,Ed,2018-02-05,\n"
        "ann,cia,visited,,,2016-05,,Ed,2018-02-06,\n"
        "ann,cia,met_with,,,2018-01-26,,Ed,2019,\n"
    )
    answer = timeline_of(tmp_path, rows, since="2018", until="2018-12")
    assert moments(answer) == [
        ("was", "2018-01-26"),
        ("said", "2018-02-05"),
        ("said", "2018-02-06"),
    ]
    assert [edge.relation for edge in answer.by_then] == ["owns"]


def test_by_a_window_nothing_held_that_began_later_or_on_a_day_not_given(tmp_path):
    rows = (
        "ann,bo,paid,,,2011-04-03,,Ed,,\nann,bo,paid,,,,,Di,,\n"
        "ann,cia,works_for,,2009,,,Ed,,\nann,cia,aide_to,,,2005-05,,Ed,,\n"
        "ann,bo,owns,1995,,,,Ed,,\nann,bo,heads,1995,,,planned,Ed,,\n"
    )
    answer = timeline_of(tmp_path, rows, since="2000", until="2001")
    assert [edge.relation for edge in answer.by_then] == ["owns"]
    assert (answer.possible, answer.undated) == (3, 0)
    assert answer.json()["possible"] == 3
    lines = answer.text().splitlines()
    assert lines[-1] == "3 relations can have held then, but no date of theirs says that they did."


def test_rows_have_a_speaker_and_say_what_held_by_then(tmp_path):
    rows = "ann,bo,owns,,,2018-01-30,,Ed,2018-02-05,\nann,cia,visited,,,2016-05,,Di,,\n"
    answer = timeline_of(tmp_path, rows)
    assert [(row["what"], row["date"], row["said_by"]) for row in answer.rows()] == [
        ("was", "2016-05", "Di"),
        ("said", "2018-02-05", "Ed"),
        ("by then", "", "Ed"),
    ]
    assert [one["said_by"] for one in answer.json()["moments"]] == [["Di"], ["Ed"]]
    assert len(answer.json()["by_then"]) == 1


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (
            "ann,bo,met_with,,,2018,,Ed,,\nann,bo,met_with,,,2018-05,,Di,,\n",
            "in May 2018 (Di)  Ann — met with — Bo · Ed and Di",
        ),
        (
            "ann,bo,owns,2018,,,,Ed,,\nann,bo,owns,,,,,Di,,\n",
            "in 2018 (Ed)  Ann — owns — Bo (began) · Ed and Di",
        ),
        (
            "ann,bo,met_with,,,2018,,Ed,,\nann,bo,met_with,,,2018,,Di,,\n",
            "in 2018  Ann — met with — Bo · Ed and Di",
        ),
        (
            "ann,bo,owns,,,2018-05,,Ed,,\nann,bo,owns,,,2018,,Di,,\n",
            "  Ann — owns — Bo: in May 2018; beginning and end not given (Ed) · Ed and Di",
        ),
    ],
)
def test_a_speaker_without_the_date_does_not_stand_beside_it_as_if_it_were_theirs(
    tmp_path, rows, line
):
    assert line in timeline_of(tmp_path, rows).text().splitlines()


def test_what_everybody_denies_neither_began_nor_ended(tmp_path):
    answer = timeline_of(tmp_path, "ann,bo,owns,2017,2018-02,,,Ed,,denied\n")
    assert moments(answer) == [("was", "2017"), ("was", "2018-02")]
    assert "(began)" not in answer.text()
    assert "DENIED" in answer.text()


def test_each_moment_names_the_document_and_the_place_in_it_where_somebody_says_so(tmp_path):
    rows = "source,target,relation,date,attributed_to,statement_date,document,locator\n"
    rows += "ann,bo,met_with,2018-01-26,,,memo,p3\nann,bo,met_with,2018-01-26,Ed,,letter,p1\n"
    rows += "bo,cy,met_with,2018-01-27,,,memo,p4\nann,cy,owns,,Ed,2018-02-05,letter,p2\n"
    entities = "id,name,publisher\nmemo,Memo,Press\nletter,Letter,\n"
    text = graph_of(tmp_path, relations=rows, entities=entities).timeline().text()
    assert text.splitlines()[:3] == [
        "on 26 January 2018  ann — met with — bo · Press and Ed (Press p3; Letter p1)",
        "on 27 January 2018  bo — met with — cy · Press p4",
        "on 5 February 2018  Ed says: ann — owns — cy (Letter p2)",
    ]


def test_in_a_window_of_the_whole_graph_what_had_begun_before_is_counted_and_listed_if_asked(
    tmp_path,
):
    rows = "ann,bo,owns,1995,,,,Ed,,\nann,cia,works_for,,,2000-05,,Ed,,\nbo,cia,met_with,,,2000-06,,,,\n"
    window = {"since": "2000", "until": "2001"}
    answer = timeline_of(tmp_path, rows, name=None, **window)
    assert [edge.relation for edge in answer.by_then] == ["works_for"]
    assert answer.begun_before == answer.json()["begun_before"] == 1
    assert answer.text().splitlines()[-1] == "1 relation had begun before; --held lists it."
    listed = timeline_of(tmp_path, rows, name=None, held=True, **window)
    assert [edge.relation for edge in listed.by_then] == ["owns", "works_for"]
    assert listed.begun_before == 0
    assert timeline_of(tmp_path, rows, **window).begun_before == 0
