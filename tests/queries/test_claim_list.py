"""Claims one by one, rejected ones marked; and entities that have claims of some kind."""

from __future__ import annotations

import json

import pytest
from factory import graph_of

from actorgraph import Graph, load
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.errors import ArgumentError
from actorgraph.index.build import build_index
from actorgraph.locating import inputs_of
from actorgraph.queries import claim_list

HEADER = (
    "source,target,relation,role,start_date,status,certainty,assessment,attributed_to,document,"
    "locator,quote,place,colour\n"
)
ENTITIES = "id,name,type\nann,Ann,person\nbo,Bo,person\ncia,CIA,agency\ndc,Washington,place\n"
ROWS = """ann,bo,met_with,,2018,,,,Ed,doc,p2,"they met, he said",dc,red
bo,ann,met_with,,,denied,,,Di,doc,p3,,,
ann,cia,holds_position,Director,2017,,,,Ed,doc,p1,,,
bo,cia,works_for,,2019,,planned,,Ed,doc,p4,,,
ann,cia,owns,,,,,rejected,Cy,doc,p5,,,
"""


@pytest.fixture(scope="module")
def seed():
    return load()


@pytest.fixture
def graph(tmp_path):
    return graph_of(tmp_path, relations=HEADER + ROWS, entities=ENTITIES)


def lines_of(answer):
    return [claim.line for claim in answer.claims]


def test_every_claim_is_listed_once_with_its_cells_and_rejected_ones_marked(graph):
    answer = graph.claims()
    assert lines_of(answer) == [2, 3, 4, 5, 6]
    text = answer.text().splitlines()
    assert text[0] == "Ann — met with — Bo"
    for cell in ("Ed says", "in 2018", "p2", "they met, he said", "in Washington", "colour red"):
        assert cell.split(" ")[-1] in text[1]
    assert text[8] == "Ann — owns — CIA [REJECTED]"
    assert text[-1] == "5 claims."


@pytest.mark.parametrize(
    ("name", "words", "lines"),
    [
        ("ann", {}, [2, 3, 4, 6]),
        ("cia", {}, [4, 5, 6]),
        (None, {"statuses": "denied"}, [3]),
        (None, {"certainties": "planned"}, [5]),
        (None, {"assessments": "rejected"}, [6]),
        (None, {"speakers": "Ed"}, [2, 4, 5]),
        (None, {"without": "Ed"}, [3, 6]),
        (None, {"relations": "met_with"}, [2, 3]),
        (None, {"until": "2017"}, [3, 4, 6]),
        (None, {"min_origins": 1, "relations": "works_for"}, [5]),
        (None, {"types": "person"}, [2, 3]),
    ],
)
def test_claims_are_filtered_one_by_one(graph, name, words, lines):
    assert lines_of(graph.claims(name, **words)) == lines


@pytest.mark.parametrize("at_once", [1, 2, 4096])
def test_claims_of_everything_are_named_some_at_a_time(graph, monkeypatch, at_once):
    monkeypatch.setattr(claim_list, "_AT_ONCE", at_once)
    answer = graph.claims()
    assert answer.text().splitlines()[0] == "Ann — met with — Bo"
    names = ["Bo", "Ann", "Director, CIA", "CIA", "CIA"]
    assert [row["target_name"] for row in answer.rows()] == names
    told = json.loads("".join(answer.json_pieces()))
    assert told == answer.json()
    assert (
        list(told["entities"]) == list(answer.others) == ["ann", "bo", "dc", "cia-director", "cia"]
    )
    assert len(answer.others) == 5
    assert answer.others["ann"].name == "Ann"
    assert "Ed" not in answer.others
    assert answer.limited(2).json()["left_out"] == 3


def test_a_claim_of_each_document_that_a_row_names_is_listed(tmp_path):
    rows = "source,target,relation,attributed_to,document\nann,bo,met_with,Ed,one|two\n"
    graph = graph_of(tmp_path, relations=rows)
    for answer in (graph.claims(), graph.claims("ann"), graph.claims(citing="Ed")):
        assert [claim.document for claim in answer.claims] == ["one", "two"]
    assert graph.claims(without="one").json()["claims"][0]["document"] == "two"


def test_nothing_is_recorded_where_there_is_no_claim(graph):
    answer = graph.claims(statuses="confirmed")
    assert (answer.exit_code, answer.json()) == (1, {"about": None, "claims": [], "entities": {}})
    assert json.loads("".join(answer.json_pieces())) == answer.json()
    assert len(answer.text().splitlines()) == 1


def test_an_agency_lists_the_row_that_makes_an_office_in_it(graph):
    assert graph.claims("cia").rows()[0]["line"] == 4


def test_claims_are_rows_and_json(graph):
    answer = graph.claims("ann")
    (first, *_) = answer.rows()
    assert (first["source_name"], first["speakers"], first["quote"]) == (
        "Ann", "Ed", "they met, he said"
    )  # fmt: skip
    assert (first["colour"], first["line"]) == ("red", 2)
    assert [one["locator"] for one in answer.json()["claims"]] == ["p2", "p3", "p1", "p5"]
    assert graph.claims("dc").exit_code == 0  # that nothing is recorded is an answer
    assert graph.claims("dc", statuses="denied").exit_code == 1


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ({}, ["ann", "bo", "cia", "dc", "cia-director"]),
        ({"types": "agency"}, ["cia"]),
        ({"certainties": "planned"}, ["bo", "cia"]),
        ({"certainties": "planned", "types": "person"}, ["bo"]),
        ({"statuses": "denied"}, ["ann", "bo"]),
        ({"assessments": "rejected"}, ["ann", "cia"]),
        ({"speakers": "Di"}, ["ann", "bo"]),
        ({"relations": "owns"}, []),
    ],
)
def test_a_list_is_of_entities_with_such_a_relation(graph, words, ids):
    assert [one.id for one in graph.list(**words).entities] == ids


def test_a_list_says_what_it_does_not_use(graph):
    assert graph.list(relations="owns").text().endswith("--assessment rejected shows it.")
    assert "rejected" not in graph.list(types="agency").text()


SPEAKING = """source,target,relation,id,about,status,attributed_to
ann,bo,met_with,c1,,,Post
ann,bo,met_with,,c1,denied,Zoe
bo,cy,read,,c1,,Post
cy,dan,knows,,,,Post
ann,dan,owns,,,,Post
"""


@pytest.fixture(params=["memory", "index"])
def speaking(request, tmp_path, monkeypatch):
    graph = graph_of(tmp_path, relations=SPEAKING)
    if request.param == "memory":
        return graph
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    return Graph(IndexedEngine(build_index(inputs_of(tmp_path))))


def test_what_is_said_of_a_claim_is_an_edge_of_its_own_that_links_nobody(speaking):
    met = [edge for edge in speaking.show("ann").edges if edge.relation == "met_with"]
    assert [(edge.verdict, edge.lead.about) for edge in met] == [
        ("single-origin", ""),
        ("denied", "c1"),
    ]
    assert [edge.relation for edge in speaking.show("cy").edges] == ["read", "knows"]
    assert speaking.path("bo", "cy").paths[0].ids == ("bo", "ann", "dan", "cy")
    opened = speaking.path("bo", "cy", through=("reporting", "denied"))
    assert opened.paths[0].ids == ("bo", "ann", "dan", "cy")
    assert opened.avoided.number == 0
    ranking = speaking.rank("degree")
    assert {one.entity.id: one.value for one in ranking.ranked} == {
        "ann": 2, "bo": 1, "cy": 1, "dan": 2
    }  # fmt: skip
    assert ranking.uncounted == {"about": 2}


def test_a_row_that_speaks_of_a_claim_which_has_vanished_is_an_error_of_check(tmp_path):
    rows = SPEAKING.replace("read,,c1", "read,,c9")
    checked = graph_of(tmp_path, relations=rows).check()
    found = [one for one in checked.problems if one.column == "about"]
    assert [(one.level, one.line) for one in found] == [("error", 4)]
    assert "'c9'" in found[0].message
    assert checked.exit_code == 2


def test_what_is_said_of_a_claim_stands_under_it_and_at_both_ends(speaking):
    of_this = "    of this: ann — met with — bo (Zoe denies · no document · about claim c1)"
    under_it = "    of this: ann — met with — bo (denied by Zoe (no document))"
    assert speaking.show("ann").text().count(under_it) == 1
    assert speaking.claims("ann").text().count(of_this) == 1
    assert "of this: bo — read — cy" in speaking.show("bo").text()
    assert "bo — read — cy" in speaking.show("cy").text()
    assert "of this" not in speaking.show("cy").text()


def test_claims_that_cite_a_source_are_listed_and_no_others(seed):
    answer = seed.claims(citing="TASS")
    assert len(answer.claims) > 5
    assert all("tass" in claim.sources for claim in answer.claims)
    everything = [claim for claim in seed.claims().claims if "tass" in claim.sources]
    assert list(answer.claims) == everything
    assert seed.claims("Volker", citing="TASS").claims == tuple(
        claim for claim in everything if "volker" in (claim.source, claim.target)
    )


def test_who_only_passes_on_is_told_from_a_speaker(seed):
    with pytest.raises(ArgumentError) as raised:
        seed.claims(speakers="TASS")
    assert "graph.claims(citing='TASS')" in str(raised.value)


def test_a_list_about_a_source_says_where_its_own_claims_are(tmp_path):
    rows = "source,target,relation,attributed_to\nAnn,Bo,knows,Cy\nCy,Bo,knows,\n"
    graph = graph_of(tmp_path, relations=rows)
    pointer = "These are about Cy; `actorgraph claims --citing Cy` lists those with this source."
    assert graph.claims("Cy").text().splitlines()[-1] == pointer
    assert not any("--citing" in line for line in graph.claims("Ann").text().splitlines())
    assert not any("--citing" in line for line in graph.claims(citing="Cy").text().splitlines())
