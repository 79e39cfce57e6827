"""Words are found in whatever a claim or a description of an entity says, and the cell is named."""

from __future__ import annotations

import pytest
from engines.test_contract import indexed, local
from factory import graph_of, write_text
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.errors import ArgumentError
from actorgraph.queries.search import search

ENTITIES = """id,name,type,aliases,description,colour,attributed_to
v,Kurt Volker,person,Курт Волкер,Special Representative,blue,
s,Surkov,person,,,,
p,Dubai Package,document,,A paper,,
d,Dubai,place,,,,
s,Surkov,person,,Second hand,,x
"""
HEAD = (
    "source,target,relation,role,place,as_named,quote,note,attributed_to,status,assessment,mood\n"
)
ROWS = """v,s,met_with,,d,,,They met in Dubai,x,,,
s,v,invited,guest of honour,,"Mr O'Brien",„Привет“ to Zürich,,y,denied,,
s,p,studies,,,,,,x,,,gloomy Dubai
v,p,wrote,,,,in Dubai,,x,,rejected,
"""


@pytest.fixture(params=[local, indexed])
def engine(request, tmp_path):
    return request.param(write_text(tmp_path, relations=HEAD + ROWS, entities=ENTITIES))


def found(answer):
    return (
        [one.entity.id for one in answer.entities],
        [(one.claim.line, [cell.column for cell in one.cells]) for one in answer.claims],
    )


@pytest.mark.parametrize(
    ("words", "entities", "claims"),
    [
        ("second hand", ["s"], []),
        ("Dubai", ["p", "d"], [(2, ["note"]), (4, ["mood"])]),
        ("dubai package", ["p"], [(4, ["mood"])]),
        ("met with", [], [(2, ["relation", "note"])]),
        ("VOLKER dubai", [], [(2, ["note"])]),
        ("волкер", ["v"], []),
        ("blue", ["v"], []),
        ("represent", ["v"], []),
        ("o’brien", [], [(3, ["as_named"])]),
        ("zurich privet", [], [(3, ["quote"])]),
        ("honour", [], [(3, ["role"])]),
        ("ubai", [], []),
        ("nobody", [], []),
    ],
)
def test_all_words_are_found_in_any_case_and_script_and_the_cells_are_named(
    engine, words, entities, claims
):
    assert found(search(engine, words)) == (entities, claims)


def test_the_answer_shows_the_claim_with_who_says_so_and_the_cell(tmp_path):
    answer = graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES).search("honour")
    assert answer.text().splitlines() == [
        "1 claim",
        "  Surkov — invited (guest of honour) — Kurt Volker          no date given  denied by y (no document)",
        "  [DENIED]",
        "    role: guest of honour",
    ]
    (row,) = answer.rows()
    assert (row["kind"], row["matched"], row["source"]) == ("claim", "role", "s")


def test_a_rejected_claim_is_counted_and_found_when_asked_for(tmp_path):
    graph = graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES)
    assert graph.search("dubai").rejected == 1
    assert "1 claim is rejected and not used" in graph.search("dubai").text()
    answer = graph.search("dubai", assessments="rejected")
    assert [one.claim.line for one in answer.claims] == [5]


@pytest.mark.parametrize(
    ("filters", "lines"),
    [
        ({"without": "x"}, []),
        ({"relations": "met_with"}, [2]),
        ({"types": "person"}, [2]),
        ({"min_origins": 2}, []),
    ],
)
def test_filters_choose_claims(tmp_path, filters, lines):
    graph = graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES)
    assert [one.claim.line for one in graph.search("dubai", **filters).claims] == lines


def test_nothing_found_says_so_and_leaves_with_one(tmp_path):
    answer = graph_of(tmp_path, relations=HEAD + ROWS, entities=ENTITIES).search("nobody")
    assert (answer.text(), answer.exit_code) == ("Nothing here has all of: nobody.", 1)


def test_words_without_a_letter_are_refused(tmp_path):
    with pytest.raises(ArgumentError, match=r"^words: '!' has no letter or digit"):
        graph_of(tmp_path, relations=HEAD + ROWS).search("!")


def test_find_leaves_to_search_what_only_begins_with_a_name():
    import actorgraph

    answer = actorgraph.load().search("Dubai")
    assert "Dubai Package" in [one.entity.name for one in answer.entities]


WORDS = st.sampled_from(["Dubai", "Дубай", "O'Neil", "zürich", "a", "met", "ab,c", 'q"q', "x\ny"])


@given(cells=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=6), asked=WORDS)
def test_an_index_finds_what_memory_finds(tmp_path_factory, cells, asked):
    quoted = [['"' + cell.replace('"', '""') + '"' for cell in row] for row in cells]
    rows = "".join(",".join(row) + ",knows\n" for row in quoted)
    text = "source,target,note,relation\n" + rows
    folder = write_text(tmp_path_factory.mktemp("search"), relations=text)
    assert found(search(indexed(folder), asked)) == found(search(local(folder), asked))
