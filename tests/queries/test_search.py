"""Words are found in whatever a claim or a description of an entity says, and the cell is named."""

from __future__ import annotations

import pytest
from engines.test_contract import indexed, local
from factory import graph_of, write_text
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.errors import ArgumentError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.graph import Graph
from actorgraph.index.reading import Index
from actorgraph.queries.search import search
from actorgraph.render.answers import TEXT_FOUND, Answer

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


WORDS = st.sampled_from(
    ["Dubai", "Дубай", "O'Neil", "zürich", "a", "met", "ab,c", 'q"q', "x\ny", "a|Дубай", "", "東京"]
)
NAMED = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=4)
SAID = st.lists(
    st.tuples(WORDS, WORDS, WORDS, WORDS, st.sampled_from(["Ed", ""])), min_size=1, max_size=6
)
ASKED = st.lists(WORDS.filter(bool), min_size=1, max_size=2).map(" ".join)
FILTERS = st.sampled_from(
    [
        NOTHING_LEFT_OUT,
        Filter(relations=frozenset({"position_in"})),
        Filter(assessments=frozenset({"rejected"})),
        Filter(without=frozenset({"Ed"})),
    ]
)


def quoted(cells):
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


@pytest.mark.slow
@settings(max_examples=settings.default.max_examples // 2)
@given(named=NAMED, said=SAID, asked=ASKED, only=FILTERS, limit=st.integers(1, 3))
def test_an_index_finds_what_memory_finds(tmp_path_factory, named, said, asked, only, limit):
    entities = "".join(
        f"e{number},agency,{quoted([f'{name} {number}', f'{alias} {number}', about])}\n"
        for number, (name, alias, about) in enumerate(named)
    )
    rows = "".join(
        f"e0,e{number},{quoted(cells)},{'rejected' * (number == 2)}\n"
        for number, cells in enumerate(said)
    )
    folder = write_text(
        tmp_path_factory.mktemp("search"),
        relations="source,target,relation,role,note,mood,attributed_to,assessment\n"
        + rows.replace('"met"', "holds_position"),
        entities="id,type,name,aliases,description\n" + entities if named else "",
    )
    answers = [
        Answer(search(engine(folder), asked, only=only), TEXT_FOUND) for engine in (indexed, local)
    ]
    cut = [one.limited(limit) for one in answers]
    assert cut[0].json() == cut[1].json()
    assert cut[0].text() == cut[1].text()
    assert answers[0].json() == answers[1].json()


def test_of_an_answer_that_is_cut_only_the_claims_shown_are_read(tmp_path, monkeypatch):
    engine = indexed(write_text(tmp_path, relations=HEAD + ROWS.replace("rejected", "") * 100))
    read = []
    claims = Index.claims
    monkeypatch.setattr(Index, "claims", lambda index, row: read.append(row) or claims(index, row))
    cut = Graph(engine).search("dubai").limited(3)
    assert "3 of 300 claims" in cut.text().splitlines()
    assert read == [0, 2, 3]


@pytest.mark.parametrize("kind", [local, indexed])
def test_a_word_that_nobody_wrote_is_not_found_in_an_office_that_a_row_makes(tmp_path, kind):
    folder = write_text(
        tmp_path,
        entities="id,name,type\ncia,CIA,agency\n",
        relations="source,target,relation,role\nann,cia,holds_position,Director\n",
    )
    assert not search(kind(folder), "position in").claims
    assert [one.claim.derived for one in search(kind(folder), "director cia").claims] == [False]
