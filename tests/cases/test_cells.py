"""Cells that name several, or nobody: never one entity, speaker or document without a word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from differential.stores import in_memory, indexed
from factory import write_text
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.cells import documents_of, parts_of
from actorgraph.cli import cli
from actorgraph.index.build import build_index
from actorgraph.loading import check_files, load
from actorgraph.locating import inputs_of

if TYPE_CHECKING:
    from actorgraph.graph import Graph

CASES = Path(__file__).parent.parent / "data" / "cases"
STORES = pytest.mark.parametrize("store", [in_memory, indexed], ids=["memory", "index"])


def problems(path: Path, **columns: str) -> list[tuple[str, int, str, str]]:
    found = check_files(path, columns=columns).problems
    return [(p.level, p.line, p.column, p.message) for p in found]


def places(path: Path, **columns: str) -> list[tuple[str, int, str]]:
    return [one[:3] for one in problems(path, **columns)]


def origins(graph: Graph) -> list[int]:
    return [edge.origins for edge in graph.engine.all_edges()]


@pytest.mark.parametrize("word", ["?", "unknown", "n/a", "TBC", "Nil return", "(unbekannt)",
    "Inconnu", "desconocido", "Неизвестно", "k. A.", "N.N.", "--", "不明", "ΆΓΝΩΣΤΟΣ",
    "Summe", "Итого", "Grand total:", "Streubesitz", "合计"])  # fmt: skip
def test_an_end_that_is_nobody_in_particular_links_nobody(tmp_path, word):
    text = f"source,target,relation\nAnn,{word},paid\nBo,{word},paid\n"
    found = problems(write_text(tmp_path, relations=text))
    assert [one[:3] for one in found] == [("error", 2, "target"), ("error", 3, "target")]
    assert "nobody in particular" in found[0][3]


@pytest.mark.parametrize(
    "name", ["NA", "Total", "Razem", "Nan Goldin", "Unknown Pleasures", "T.B. Cole", "N'Na"]
)
def test_a_name_that_only_begins_like_a_word_for_nobody_is_a_name(tmp_path, name):
    text = f"source,target,relation\nAnn,{name},paid\n"
    assert places(write_text(tmp_path, relations=text)) == []


def test_an_unknown_one_with_a_row_of_its_own_is_asked_about_there(tmp_path):
    folder = write_text(
        tmp_path,
        relations="source,target\nAnn,u1\n",
        entities="id,name\nAnn,Ann\nu1,Unknown\n",
    )
    assert places(folder) == [("warning", 3, "name")]


def test_a_speaker_who_is_nobody_is_asked_about(tmp_path):
    text = "source,target,attributed_to,document\nAnn,Bo,unknown,n/a\n"
    found = places(write_text(tmp_path, relations=text))
    assert found == [("warning", 2, "attributed_to"), ("warning", 2, "document")]


@pytest.mark.parametrize("end", ["Joss Ember|Ida Rook", '"Kelp Ltd\nOrrin Bank plc"'])
def test_an_end_that_surely_names_several_is_an_error(tmp_path, end):
    text = f"source,target\nAnn,{end}\n"
    found = problems(write_text(tmp_path, relations=text))
    assert [one[:3] for one in found] == [("error", 2, "target")]
    assert "write a row for each" in found[0][3]


def test_an_end_that_may_name_several_is_a_warning_that_names_them(tmp_path):
    text = "source,target\nAnn,Kelp Ltd; Joss Ember\nAnn,A&amp;B Ltd\n"
    found = problems(write_text(tmp_path, relations=text))
    assert [one[:3] for one in found] == [("warning", 2, "target")]
    assert "'Kelp Ltd', 'Joss Ember'" in found[0][3]


def test_an_end_with_a_separator_that_is_listed_is_one_entity(tmp_path):
    folder = write_text(
        tmp_path,
        relations="source,target\nAnn,Sand; Sea\n",
        entities="id,name\nAnn,Ann\ns,Sand; Sea\n",
    )
    assert places(folder) == []


def test_several_values_with_another_separator_are_shown_as_they_should_be_written():
    found = problems(CASES / "multivalued-cells" / "d")
    assert [one[:3] for one in found if one[2] not in ("source", "target")] == [
        ("warning", 2, "aliases"),
        ("warning", 2, "type"),
        ("warning", 2, "attributed_to"),
        ("warning", 3, "attributed_to"),
    ]
    messages = "\n".join(one[3] for one in found)
    assert "'Harbour Post|Valley Times'" in messages
    assert "'Runa|R. Falk'" in messages


@STORES
def test_two_addresses_in_a_document_cell_are_two_documents(tmp_path, store):
    folder = write_text(
        tmp_path,
        relations="source,target,relation,document\n"
        "Ann,Kelp,owns,https://a.example/1; https://b.example/2\n"
        "Bo,Kelp,owns,https://a.example/1 | https://www.a.example/2\n"
        "Cy,Kelp,owns,note1|note2\n",
    )
    graph = store(folder)
    assert origins(graph) == [2, 1, 2]
    documents = [claim.document for claim in graph.engine.all_claims()]
    assert documents[:2] == ["https://a.example/1", "https://b.example/2"]
    assert [p.message for p in graph.engine.problems] == []


@STORES
def test_an_office_by_two_documents_is_one_office(tmp_path, store):
    folder = write_text(
        tmp_path,
        entities="id,name,type\nk,Kelp,company\nann,Ann,person\n",
        relations="source,target,relation,role,document\n"
        "ann,k,holds_position,Chair,https://a.example/1 https://b.example/2\n",
    )
    assert [
        (e.source, e.target, e.origins, len(e.claims)) for e in store(folder).engine.all_edges()
    ] == [
        ("ann", "k-chair", 2, 2),
        ("k-chair", "k", 2, 2),
    ]


@STORES
def test_every_store_asks_about_the_same_cells(tmp_path, store):
    folder = write_text(
        tmp_path,
        entities='id,name,type,aliases,attributed_to\na,Ann,person;minister,A.; Anne,"x\ny"\n'
        "b,Bo|Bob,person,,\n?,Unknown,,,\n",
        relations="source,target,relation,role,attributed_to,via,document\n"
        "a,b,knows,Chair; Head,x; y,unknown,d1; d2\na,Kelp; Co,owns,,,,https://x.example/a;b=1\n",
    )
    found = [(p.level, p.line, p.column) for p in store(folder).engine.problems]
    assert found == [
        ("warning", 2, "aliases"), ("warning", 2, "type"), ("warning", 2, "attributed_to"),
        ("warning", 4, "name"), ("warning", 5, "id"), ("warning", 5, "name"),
        ("warning", 2, "attributed_to"), ("warning", 2, "via"), ("warning", 2, "document"),
        ("warning", 3, "target"),
    ]  # fmt: skip


def test_a_sheet_with_several_targets_says_so():
    found = problems(CASES / "kumu-csv" / "connections.csv")
    (error,) = (one for one in found if one[0] == "error")
    assert error[:3] == ("error", 3, "target")
    assert "'Joss Ember', 'Ida Rook'" in error[3]
    assert not [one for one in found if "no column of ours" in one[3]]


def test_a_list_of_meetings_with_several_in_a_cell_is_not_read_silently():
    columns = {"source": "Minister", "target": "Name of individual or organisation"}
    found = places(CASES / "multivalued-cells" / "meetings.csv", **columns)
    assert ("warning", 3, "target") in found
    assert ("error", 4, "target") in found
    assert ("error", 6, "target") in found


def test_an_invisible_character_in_a_name_is_warned_about():
    found = problems(CASES / "ids" / "nfd.csv")
    assert any(one[1] == 7 and "U+200B" in one[3] for one in found)


def test_a_sheet_of_kumu_is_imported_with_a_row_for_each_target(tmp_path):
    words = ["import", str(CASES / "kumu-csv" / "connections.csv"), "--to", str(tmp_path / "k")]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 0, result.output
    claims = load(tmp_path / "k").engine.all_claims()
    assert [(claim.source, claim.target) for claim in claims] == [
        ("Runa Falk", "Kelp Ltd"),
        ("Runa Falk", "Joss Ember"),
        ("Runa Falk", "Ida Rook"),
        ("Kelp Ltd", "Ida Rook"),
    ]


@given(st.lists(st.sampled_from(["https://a.example/1", "http://b.example", "d1", "|", ";", " ",
    "\n", ", ", "x y"]), max_size=7).map("".join))  # fmt: skip
def test_documents_that_were_parted_are_not_parted_again(cell):
    for document in documents_of(cell):
        assert documents_of(document) == (document,)


@given(st.text(alphabet="ab;| \n&"))
def test_the_parts_of_a_cell_lose_no_letter(cell):
    letters = "".join(sorted(set(cell) - set(";| \n")))
    assert "".join(sorted(set("".join(parts_of(cell))) - set(";| "))) == letters


def test_names_in_a_row_are_several_where_two_of_them_stand_elsewhere(tmp_path):
    text = (
        "source,target,attributed_to\n"
        '"Kelp Ltd, Orrin Bank plc and Fennel Trust",Ann,"Harbour Post and Valley Times"\n'
        "Kelp Ltd,Bo,Harbour Post\nOrrin Bank plc,Bo,Valley Times\n"
        '"Falk, Runa",Bo,\nFalk,Bo,\nRuna,Bo,\n'
        "Marks and Spencer,Bo,\n"
    )
    found = problems(write_text(tmp_path, relations=text))
    assert [one[:3] for one in found] == [("warning", 2, ""), ("warning", 2, "attributed_to")]
    assert "'Orrin Bank plc', 'Fennel Trust'" in found[0][3]
    assert "'Harbour Post|Valley Times'" in found[1][3]


def test_ends_of_several_are_asked_about_where_no_entities_are_listed_and_in_an_index_too(tmp_path):
    linked = "Kelp (https://a.example/k), Alga (https://a.example/a)"
    rows = f'source,target\nAnn,Kelp Ltd; Joss\nAnn,"{linked}"\n'
    folder = write_text(tmp_path, relations=rows)
    asked = problems(folder)
    assert [one[:3] for one in asked] == [("warning", 2, "target"), ("warning", 3, "target")]
    assert "write a row for each of 'Kelp', 'Alga'" in asked[1][3]
    in_index = build_index(inputs_of(folder)).problems
    assert [(one.level, one.line, one.column, one.message) for one in in_index] == asked
