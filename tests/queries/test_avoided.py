"""What no path leads through unless asked, and what an answer says about it."""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.errors import ArgumentError

ENTITIES = """id,name,type
a,Ann,person
b,Bo,person
c,Cy,person
dc,Washington,Place
memo,Memo,document
us,United States,state
talks,Talks,event
"""
LONG = "a,c,knows,,\nc,x,knows,,\nx,b,knows,,\n"


def paths_of(tmp_path, rows, **words):
    header = "source,target,relation,status,certainty\n"
    graph = graph_of(tmp_path, relations=f"{header}{rows}", entities=ENTITIES)
    return graph.path("a", "b", **words)


@pytest.mark.parametrize(
    ("rows", "through", "said"),
    [
        ("a,dc,lives_in,,\nb,dc,lives_in,,\n", ["place"], "through places"),
        ("a,memo,wrote,,\nmemo,b,names,,\n", ["document"], "through documents"),
        ("a,us,citizen_of,,\nb,us,citizen_of,,\n", ["state"], "through states"),
        ("ed,a,interviewed,,\ned,b,wrote_about,,\n", ["reporting"], "through reporting"),
        ("a,b,knows,denied,\n", ["denied"], "through denied relations"),
        ("a,b,met_with,,planned\n", ["planned"], "through planned relations"),
        ("a,b,met_with,,conditional\n", ["conditional"], "through conditional relations"),
        ("a,dc,lives_in,,planned\nb,dc,lives_in,,\n", ["place", "planned"], "places or planned"),
    ],
)
@pytest.mark.parametrize("detour", [LONG, ""])
def test_what_links_nobody_by_itself_is_passed_only_if_asked(tmp_path, rows, through, said, detour):
    answer = paths_of(tmp_path, rows + detour)
    assert [way.ids for way in answer.paths] == ([("a", "c", "x", "b")] if detour else [])
    assert (answer.avoided.number, answer.avoided.through) == (1, tuple(through))
    words = answer.text().splitlines()[-1]
    assert said in words
    assert words.startswith("1 shorter path through" if detour else "1 path through")
    asked = paths_of(tmp_path, rows + detour, through=through)
    assert len(asked.paths[0].steps) < 3
    assert asked.avoided.number == 0
    assert "not shown" not in asked.text()


def test_a_filter_that_names_a_plan_or_a_denial_or_reporting_asks_for_it(tmp_path):
    rows = "a,b,met_with,,planned\n"
    assert paths_of(tmp_path, rows, certainties="planned").paths
    assert paths_of(tmp_path, "a,b,knows,denied,\n", statuses="denied").paths
    assert paths_of(tmp_path, "a,b,quoted,,\n", relations="quoted").paths
    assert paths_of(tmp_path, "a,dc,lives_in,,\nb,dc,lives_in,,\n", types=["person", "Place"]).paths


def test_what_is_not_shorter_was_not_avoided(tmp_path):
    rows = "a,c,knows,,\nc,b,knows,,\na,dc,lives_in,,\nb,dc,lives_in,,\n"
    assert paths_of(tmp_path, rows).avoided.number == 0


def test_a_path_may_end_at_a_place(tmp_path):
    rows = "source,target,relation\na,dc,lives_in\n"
    graph = graph_of(tmp_path, relations=rows, entities=ENTITIES)
    assert [way.ids for way in graph.path("dc", "a").paths] == [("dc", "a")]


def test_an_unknown_word_is_refused(tmp_path):
    with pytest.raises(
        ArgumentError, match=r"through: no kind of step is called 'places'.\nDid you mean place"
    ):
        paths_of(tmp_path, "a,b,knows,,\n", through="places")


def test_an_inverse_word_is_the_relation_from_the_other_end(tmp_path):
    (way,) = paths_of(tmp_path, "b,a,owned_by,,\n", relations="owns").paths
    assert [edge.relation for edge in way.steps] == ["owned_by"]


HEADER = "source,target,relation,attributed_to,document,locator,status,start_date\n"
BOTH = "Ed p2 names both as taking part. Whether they met each other alone is not said."
APART = "No source here names both: Ann by Ed (p1), Bo by Di (p2)."


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("a,talks,participant,Ed,d,p2,,\nb,talks,participant,Ed,d,p2,,\n", BOTH),
        ("a,talks,participant,Ed,d,p1,,\nb,talks,participant,Di,d,p2,,\n", APART),
        (
            "a,talks,participant,Ed,d,p1,,\nb,talks,participant,Ed,d,p2,,\n",
            "No one place here names both as taking part: Ann by Ed (p1), Bo by Ed (p2).",
        ),
        (
            (
                "a,talks,participant,Ed,d,p1,,\nb,talks,participant,Ed,d,p1,denied,\n"
                "b,talks,participant,Di,d,p2,,\n"
            ),
            APART,
        ),
        (
            (
                "a,talks,participant,Cy|Di,d,,,2017\na,talks,participant,Ed,d,p2,,2018\n"
                "b,talks,participant,Ed,d,p2,,\n"
            ),
            BOTH,
        ),
        (
            "a,talks,participant,,,,,\nb,talks,participant,,,,,\n",
            (
                "No one place here names both as taking part: Ann by a claim without a speaker, "
                "Bo by a claim without a speaker."
            ),
        ),
    ],
)
def test_two_who_took_part_in_one_event_are_never_said_to_have_met_or_not(tmp_path, rows, words):
    graph = graph_of(tmp_path, relations=HEADER + rows, entities=ENTITIES)
    answer = graph.path("a", "b")
    assert list(answer.paths[0].co_participants) == [0]
    line = next(one for one in answer.text().splitlines() if "lead through one event" in one)
    assert line.endswith(words)
    assert answer.json()["paths"][0]["named_together"] == [words == BOTH]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("a,b,owns,Ed,,,denied,\n", "denied by Ed"),
        ("a,b,owns,Ed,,,,\na,b,owns,Di,,,denied,\n", "contested: denied by Di"),
        ("a,b,owns,,,,,\n", "no source is named"),
        ("a,b,owns,Ed,,,,\n", "one origin, Ed"),
        ("a,b,owns,Ed,d,,,\na,b,owns,Di,e,,,\n", "2 origins"),
    ],
)
def test_the_weakest_step_names_its_reason(tmp_path, rows, reason):
    graph = graph_of(tmp_path, relations=HEADER + rows, entities=ENTITIES)
    text = graph.path("a", "b", through="denied").text()
    assert text.endswith(f"Weakest: step 1 ({reason}).")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("Ed,likely,", "one origin, Ed; only likely"),
        ("Ed,planned,", "planned, not said to have happened"),
        ("Ed,,relation", "our reading; nobody says it as it stands here"),
    ],
)
def test_a_hedge_and_a_reading_are_reasons(tmp_path, cells, reason):
    rows = f"source,target,relation,attributed_to,certainty,inferred\na,b,owns,{cells}\n"
    graph = graph_of(tmp_path, relations=rows, entities=ENTITIES)
    assert graph.path("a", "b", through="planned").text().endswith(f"step 1 ({reason}).")


TAKING_PART = "source,target,relation,attributed_to,document,locator,certainty,inferred\n"
APART_AT_ONE_PLACE = "No one place here names both as taking part: Ann by Ed"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (",", BOTH),
        (
            "likely,",
            BOTH.replace(".", ", hedged as likely.", 1),
        ),
        (",source", f"{APART_AT_ONE_PLACE} (p2), Bo by Ed [our reading] (p2)."),
        ("planned,", f"{APART_AT_ONE_PLACE} (p2), Bo by Ed [planned] (p2)."),
    ],
)
def test_a_place_names_both_no_more_firmly_than_each_of_them(tmp_path, cells, words):
    rows = f"a,talks,participant,Ed,d,p2,,\nb,talks,participant,Ed,d,p2,{cells}\n"
    graph = graph_of(tmp_path, relations=TAKING_PART + rows, entities=ENTITIES)
    text = graph.path("a", "b", through="planned").text()
    assert f"Steps 1 and 2 lead through one event. {words}\n" in text


def test_what_one_speaker_says_on_two_days_names_nobody_together(tmp_path):
    header = "source,target,relation,attributed_to,statement_date\n"
    rows = "a,talks,participant,Ed,2017-05-01\nb,talks,participant,Ed,2019-06-01\n"
    graph = graph_of(tmp_path, relations=header + rows, entities=ENTITIES)
    answer = graph.path("a", "b")
    assert "No one place here names both as taking part: Ann by Ed, Bo by Ed." in answer.text()
    assert answer.json()["paths"][0]["named_together"] == [False]


def test_who_is_denied_or_planned_to_take_part_did_not_take_part(tmp_path):
    header = "source,target,relation,attributed_to,status,certainty\n"
    rows = "a,talks,participant,Ed,,planned\nb,talks,participant,Di,denied,\n"
    graph = graph_of(tmp_path, relations=header + rows, entities=ENTITIES)
    text = graph.path("a", "b", through=("planned", "denied")).text()
    assert "No source here names both: Ann by Ed [planned], Bo by nobody." in text
    assert "took part" not in text


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("Ed,,,likely\nDi,denied,,likely", "contested: denied by Di [likely]; only likely"),
        ("Ed,,,\nDi,denied,relation,", "contested: denied by Di [our reading]"),
        ("Ed,denied,relation,", "denied by Ed [our reading]"),
        ("Ed,,,\nDi,,relation,", "one origin, Ed"),
    ],
)
def test_the_reason_of_the_weakest_step_is_no_firmer_than_who_gives_it(tmp_path, rows, reason):
    header = "source,target,relation,attributed_to,status,inferred,certainty\n"
    rows = header + "".join(f"a,b,owns,{one}\n" for one in rows.splitlines())
    graph = graph_of(tmp_path, relations=rows, entities=ENTITIES)
    assert graph.path("a", "b", through="denied").text().endswith(f"step 1 ({reason}).")


@pytest.mark.parametrize(
    ("rows", "together"),
    [
        ("a,b,owns,2010,2012,Ed,,\nb,c,owns,2011,2013,Di,,\n", "yes"),
        ("a,b,owns,2010,2012,Ed,,\nb,c,owns,2011,2013,Di,likely,\n", "possible"),
        ("a,b,owns,2010,2012,Ed,,\nb,c,owns,2011,2013,Di,,date\n", "possible"),
        ("a,b,owns,2010,2012,Ed,,\nb,c,owns,2014,2015,Di,,\n", "no"),
        ("a,b,owns,2010,2012,Ed,,\na,b,owns,2010,,Fay,,\nb,c,owns,2014,2015,Di,,\n", "possible"),
        ("a,b,owns,2010,2012,Ed,,\na,b,owns,,,Fay,,\nb,c,owns,2014,2015,Di,,\n", "possible"),
        ("a,b,owns,,,Ed,,\nb,c,owns,2014,2015,Di,,\n", "unknown"),
    ],
)
def test_two_steps_were_at_one_time_or_not_only_as_far_as_claims_say(tmp_path, rows, together):
    header = "source,target,relation,start_date,end_date,attributed_to,certainty,inferred\n"
    graph = graph_of(tmp_path, relations=header + rows)
    answer = graph.path("a", "c")
    assert list(answer.paths[0].together) == [together]
    assert ("By what is said here, steps 1 and 2 were not at the same time." in answer.text()) == (
        together == "no"
    )
