"""Each line of each answer names claims that are there and say so, in data of several kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from client import ask, ask_all, lines_of, problems, rests_on
from factory import write_text

from actorgraph import load

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
WHOLE = [
    ("list", {}), ("timeline", {}), ("claims", {}), ("sources", {}), ("conflicts", {}),
    ("offices", {}), ("offices", {"as_of": "2015-06-01"}), ("rank", {}), ("communities", {}),
    ("stats", {}), ("check", {}), ("claims", {"assessment": ["rejected"]}), ("timeline", {"held": True, "since": "2010", "until": "2016"}),
]  # fmt: skip
OFFICES = """source,target,relation,start_date,end_date,document,attributed_to,status,assessment,id,about,locator
ann,minister,holds_position,2001-01-01,2005-12-31,d1,,,,c1,,p1
bob,minister,holds_position,2005-01-01,2009-12-31,d1,,,,c2,,p1
carl,minister,holds_position,2015-01-01,2016-12-31,d2,dora,,,c3,,
minister,ministry,position_in,,,d1,,,,c4,,
ann,fair,participant,2003-05-01,2003-05-01,d1,,,,c5,,p2
bob,fair,participant,2003-05-01,2003-05-01,d2,,,,c6,,p9
bob,gala,participant,2003,2003,d1,,,,c7,,p3
carl,gala,participant,2003,2003,d1,,,,c8,,p3
dora,ann,criticised,,,d2,dora,,,c9,c1,p4
eve,ann,met_with,1990,1990,d1,,,,c10,,
eve,frank,met_with,2020,2020,d1,,,,c11,,
eve,frank,owns,,,d1,,denied,,c12,,
frank,bob,met_with,2004,2004,d1,,,rejected,c13,,
ann,carl,married_to,,,d2,,,,c14,,
zoe,yan,met_with,,,d2,,,,c15,,
,,,,,,,,,,,
"""
ENTITIES = """id,name,type,aliases,document,statement_date
ann,Ann Lee,person,Annie,d1,
ann,,,Anna Lee,d2,
minister,Minister of Ports,position,,,
ministry,Ministry of Ports,agency,,,
fair,Port fair,event,,,
gala,Gala,event,,,
"""


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ports")
    rows = "\n".join(line for line in OFFICES.split("\n") if line.strip(","))
    write_text(folder, relations=f"{rows}\n", entities=ENTITIES)
    return folder


def checked(folder, questions):
    graph = load(folder)
    texts = []
    for (name, arguments), said in zip(questions, ask_all(folder, questions), strict=True):
        if not said.is_error:
            assert list(problems(graph, said.text)) == [], (name, arguments)
        texts.append(said.text)
    return texts


@pytest.mark.parametrize("name", ["ferry", "meeting", "weaker"])
def test_answers_about_the_examples_rest_on_their_claims(name):
    folder = EXAMPLES / name
    ids = [entity.id for entity in load(folder).engine.all_entities()][:6]
    each = [("show", {"name": one}) for one in ids]
    each += [("path", {"a": ids[0], "b": one, "all": True}) for one in ids[1:]]
    each += [("common", {"names": ids[:2]}), ("connect", {"names": ids[:3]})]
    checked(folder, [*WHOLE, *each])


def test_offices_with_gaps_and_overlaps_and_events_rest_on_their_claims(ports):
    asked = [
        *WHOLE,
        ("holders", {"position": "minister"}),
        ("holders", {"position": "minister", "as_of": "2012-01-01"}),
        ("holders", {"position": "ministry"}),
        ("path", {"a": "ann", "b": "bob"}),
        ("path", {"a": "bob", "b": "carl"}),
        ("path", {"a": "ann", "b": "frank"}),
        ("path", {"a": "zoe", "b": "ann"}),
        ("connect", {"names": ["ann", "bob", "frank"]}),
        ("connect", {"names": ["ann", "bob", "zoe"]}),
        ("connect", {"names": ["zoe", "ann"]}),
        ("common", {"names": ["ann", "bob"]}),
        ("common", {"names": ["bob", "carl"]}),
        ("common", {"names": ["zoe", "ann"]}),
        ("show", {"name": "ann"}),
        ("show", {"name": "minister"}),
        ("neighbors", {"name": "ann", "depth": 2}),
        ("neighbors", {"name": "ann", "relation": ["owns"]}),
        ("sources", {"name": "dora"}),
        ("claims", {"name": "ann"}),
        ("search", {"words": "nothing of the kind"}),
        ("search", {"words": "criticised"}),
        ("find", {"query": "Annie"}),
        ("find", {"query": "Qwertz"}),
        ("show", {"name": "zoe", "since": "1900", "until": "1901"}),
    ]
    text = "\n".join(checked(ports, asked))
    for words in (
        "Nobody is recorded from 1 January 2010 to 31 December 2014",
        "at the same time as",
        "Nobody is recorded as its holder on 1 January 2012.",
        "before that day: ",
        "after that day: ",
        "No source here names both",
        "names both as taking part",
        "were not at the same time",
        "Weakest: step",
        "No path links",
        "is not linked with",
        "Nothing here links all of",
        "1 claim is rejected and not used.",
        "of this: ",
        "Nothing here has all of: nothing of the kind",
        "Nothing here is called 'Qwertz'.",
        "No relation is recorded that passes the filters",
    ):
        assert words in text, words


def test_who_held_an_office_at_the_same_time_rests_on_the_claims_of_both(ports):
    (line,) = [
        one
        for one in lines_of(ask(ports, "holders", position="minister").text)
        if "at the same time as ann" in one.lower()
    ]
    assert set(rests_on(line)) == {"c1", "c2"}


def test_each_edge_of_an_answer_has_a_line(ports):
    graph = load(ports)
    named = {
        id_
        for line in lines_of(ask(ports, "neighbors", name="ann", depth=3).text)
        if line.startswith("[c")
        for id_ in rests_on(line)
    }
    answer = graph.neighbors("ann", depth=3)
    assert {claim.claim_id for edge in answer.edges for claim in edge.claims} <= named


def test_what_is_said_of_a_claim_stands_below_it_with_its_own_claim(ports):
    lines = lines_of(ask(ports, "neighbors", name="ann").text)
    (at,) = [n for n, one in enumerate(lines) if one.startswith("[c9] of this: ")]
    assert "c1" in rests_on(lines[at - 1])
