"""Whom a question believes: speakers, sources, assessments; what is rejected is counted, not used."""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.errors import ArgumentError, NotFoundError

ENTITIES = "id,name,type\nann,Ann,person\nbo,Bo,person\ncia,CIA,agency\nx,Ex Times,media\n"
RELATIONS = """source,target,relation,role,attributed_to,via,assessment,status
ann,bo,met_with,,x,,,
ann,bo,met_with,,Yve,x,,
ann,cia,holds_position,Director,Yve,,rejected,
bo,cia,works_for,,Yve,,open,
bo,ann,met_with,,Zoe,,rejected,denied
"""


@pytest.fixture
def graph(tmp_path):
    return graph_of(tmp_path, relations=RELATIONS, entities=ENTITIES)


def test_a_speaker_is_who_says_it_and_not_who_passes_it_on(graph):
    (edge,) = graph.show("ann", speakers="Ex Times").edges
    assert [claim.attributed_to for claim in edge.claims] == [("x",)]
    said = graph.show("ann", speakers=["x", "Yve"]).edges[0]
    assert (said.origins, len(said.claims)) == (1, 2)


def test_a_speaker_whom_no_claim_cites_gets_a_suggestion(graph):
    with pytest.raises(NotFoundError, match="'Xe Times'") as raised:
        graph.stats(speakers="Xe Times")
    assert [one.entity.name for one in raised.value.similar] == ["Ex Times"]
    with pytest.raises(ArgumentError, match=r"(?s)^speakers: .*'CIA'.*`graph.sources\(\)` lists"):
        graph.stats(speakers="CIA")


def test_who_is_cited_and_says_nothing_is_no_speaker_and_those_near_are_named(tmp_path):
    entities = "id,name,type\nx,Ex Times,media\nxx,Ex Timer,media\nd,Ex Times Dossier,document\n"
    rows = "source,target,relation,attributed_to,via,document\na,b,knows,x,xx,d\n"
    graph = graph_of(tmp_path, relations=rows, entities=entities)
    for name in ("Ex Timer", "d"):
        with pytest.raises(ArgumentError, match=rf"^speakers: .*'{name}'") as raised:
            graph.stats(speakers=name)
    assert graph.stats(speakers="Ex Times").claims == 1
    with pytest.raises(ArgumentError) as raised:
        graph.stats(speakers="Ex Timer")
    assert raised.value.hint.startswith("Similar names: Ex Times (x). Others say what cites it: ")


def test_what_is_rejected_is_used_by_no_question_that_does_not_name_it(graph):
    assert [edge.verdict for edge in graph.show("ann").edges] == ["single-origin"]
    assert graph.conflicts().found == ()
    assert [edge.relation for edge in graph.show("cia").edges] == ["works_for"]
    rejected = graph.show("ann", assessments="rejected").edges
    assert [edge.verdict for edge in rejected] == ["contested", "single-origin"]


@pytest.mark.parametrize(
    ("ask", "number"),
    [
        (lambda graph: graph.show("ann"), 2),
        (lambda graph: graph.show("cia"), 1),
        (lambda graph: graph.show("ann", relations="met_with"), 1),
        (lambda graph: graph.neighbors("bo"), 1),
        (lambda graph: graph.sources("Yve"), 2),
        (lambda graph: graph.sources(), 2),
        (lambda graph: graph.stats(), 2),
        (lambda graph: graph.conflicts(), 2),
        (lambda graph: graph.show("ann", assessments="rejected"), 0),
    ],
)
def test_an_answer_says_how_many_rejected_claims_it_does_not_use(graph, ask, number):
    answer = ask(graph)
    said = {
        0: "",
        1: "1 claim is rejected and not used; --assessment rejected shows it.",
        2: "2 claims are rejected and not used; --assessment rejected shows them.",
    }[number]
    assert answer.rejected == number
    assert ("rejected and not" in answer.text()) == bool(number)
    assert answer.text().endswith(said)


def test_holders_conflicts_lists_and_pages_say_how_many_rejected_claims_they_leave_out(
    graph, tmp_path
):
    assert graph.holders("cia").json()["rejected"] == 1
    assert "1 claim is rejected and not used" in graph.holders("cia").text()
    assert graph.holders("cia", assessments="rejected").json()["rejected"] == 0
    assert graph.conflicts().json()["rejected"] == 2
    assert graph.list(relations="met_with").json()["rejected"] == 1
    graph.export(tmp_path / "page.html")
    assert '"2 claims are rejected and not shown."' in (tmp_path / "page.html").read_text()
    assert "2 claims are rejected and not shown." in graph.picture()._repr_html_()
    shown = graph.subgraph(assessments="rejected")
    graph.export(tmp_path / "all.html", shown)
    assert "rejected and not shown" not in (tmp_path / "all.html").read_text()
