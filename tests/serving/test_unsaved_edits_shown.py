"""An edit is answered before its file is replaced, where an index answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest_serving import copy_of_data

from actorgraph.editing.edits import Edit
from actorgraph.editing.workspace import Workspace
from actorgraph.index.overlay import OverlaidIndex
from actorgraph.loading import load
from actorgraph.serving.live_graph import LiveGraph
from actorgraph.serving.page_questions import AskedPart, Questions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    return copy_of_data(tmp_path / "data")


@pytest.fixture
def editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr(Workspace, "_work", lambda _: None)
    with Workspace(folder) as editor:
        editor.follow_index()
        yield editor


def live_over(folder: Path, editor: Workspace) -> LiveGraph:
    live = LiveGraph(lambda: load(folder), [folder])
    live.prefer(editor.graph)
    return live


LEADS = Edit(
    "relations", "add", cells={"source": "kalnins", "relation": "leads", "target": "ministry"}
)


def test_an_edit_is_answered_while_its_file_stands_as_it_was(
    folder: Path, editor: Workspace
) -> None:
    live, before = live_over(folder, editor), (folder / "relations.csv").read_bytes()
    editor.apply([LEADS])
    assert live.show_edits()
    assert "leads" in {edge.relation for edge in live.graph.show("kalnins").edges}
    editor.undo()
    assert live.show_edits()
    assert "leads" not in {edge.relation for edge in live.graph.show("kalnins").edges}
    assert (folder / "relations.csv").read_bytes() == before


def test_an_edit_of_an_entity_waits_for_its_file(folder: Path, editor: Workspace) -> None:
    live = live_over(folder, editor)
    editor.apply([Edit("entities", "add", cells={"id": "new", "name": "New"})])
    assert not live.show_edits()


def test_what_is_shown_before_it_is_saved_is_not_shown_again(folder: Path) -> None:
    with Workspace(folder) as editor:
        editor.follow_index()
        live, table = live_over(folder, editor), folder / "relations.csv"
        editor.apply([LEADS])
        assert live.show_edits()
        version = live.version
        editor.wait_until_saved()
        assert live.is_changed()
        assert not live.reopen()
        assert (live.version, live.is_changed()) == (version, False)
        table.write_bytes(table.read_bytes().rstrip().rpartition(b"\n")[0])
        assert live.reopen()  # somebody else wrote that
        assert live.version > version


PART = AskedPart(("kalnins",))


def test_what_a_page_asks_after_an_edit_is_found_before_it_asks(
    folder: Path, editor: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = live_over(folder, editor)
    live.foresee()  # nothing was asked yet
    live.questions.part(PART)
    editor.apply([LEADS])
    live.show_edits()
    live.foresee()
    monkeypatch.setattr(Questions, "_found", lambda *_: pytest.fail("it was not found before"))
    assert "leads" in live.questions.part(PART)["relations"]


def test_before_the_first_edit_all_is_read_that_its_answer_needs(
    folder: Path, editor: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = live_over(folder, editor)
    live.prepare()  # nothing was asked yet
    live.questions.part(PART)
    graph = live.graph
    live.prepare()
    assert live.graph is graph
    read: list[int | None] = []
    claims = OverlaidIndex.claims

    def noting(index: OverlaidIndex, row: int) -> object:
        read.append(index._rows.numbers.old(row))
        return claims(index, row)

    monkeypatch.setattr(OverlaidIndex, "claims", noting)
    editor.apply([LEADS])
    live.show_edits()
    live.questions.part(PART)
    assert set(read) == {None}  # the new row alone
