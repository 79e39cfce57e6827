"""Where an open file cannot be replaced, as on Windows, no file of the data is kept open."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
from factory import write_text

from actorgraph import locating, temporary_files
from actorgraph.editing.edits import Edit
from actorgraph.editing.folder_lock import FolderLock
from actorgraph.editing.workspace import Workspace
from actorgraph.errors import UsageError
from actorgraph.index.texts import ChangedError
from actorgraph.loading import load

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what is open")

COUNT = 300
ENTITIES = "id,name\n" + "".join(f"p{n},Person {n}\n" for n in range(COUNT + 1))
RELATIONS = "source,relation,target,note\n" + "".join(
    f"p{n},knows,p{n + 1},\n" for n in range(COUNT)
)


def open_files() -> set[Path]:
    return {Path(os.path.realpath(number)) for number in Path("/proc/self/fd").iterdir()}


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files as they are on Windows: what is open is neither replaced nor removed."""
    monkeypatch.setattr(temporary_files, "OPEN_FILES_CAN_BE_REPLACED", False)
    for name in ("replace", "rename", "unlink"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))


def refusing(act):
    def acted(*paths, **options):
        held = {Path(os.path.realpath(path)) for path in paths} & open_files()
        if held:
            raise PermissionError(13, "used by another process", str(*held))
        return act(*paths, **options)

    return acted


@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("is_large", [False, True])
def test_a_step_is_saved_undone_and_made_by_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_large: bool
) -> None:
    if is_large:
        monkeypatch.setattr(locating, "LARGE", 0)
    write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)
    path = tmp_path / "relations.csv"
    with Workspace(tmp_path) as workspace:
        for note in ("at school", "at work"):
            row = workspace.row("relations", 100)
            edit = Edit(
                do="change", table="relations", line=100, digest=row.digest, cells={"note": note}
            )
            workspace.apply([edit])
            workspace.wait_until_saved()
            assert path.read_text() == RELATIONS.replace("p98,knows,p99,", f"p98,knows,p99,{note}")
            assert not {path, tmp_path / "entities.csv"} & open_files()
        workspace.undo()
        workspace.undo()
        workspace.wait_until_saved()
        assert path.read_text() == RELATIONS
        other = path.with_name("other")
        other.write_text(RELATIONS.replace("p7,knows", "p7,met_with"))
        other.replace(path)
        assert workspace.row("relations", 9).cells["relation"] == "met_with"


@pytest.mark.usefixtures("strict")
def test_a_graph_with_an_index_keeps_no_file_of_the_data_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locating, "LARGE", 0)
    write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)
    graph = load(tmp_path)
    assert "Person 8" in str(graph.show("Person 7"))
    assert not {tmp_path / "relations.csv", tmp_path / "entities.csv"} & open_files()
    (tmp_path / "relations.csv").write_text(RELATIONS.replace("p7,knows", "p7,hated"))
    with pytest.raises(ChangedError):
        graph.show("Person 100")


class BytesLocked(ModuleType):
    """Locks as Windows has them: of bytes, which nobody else can read meanwhile."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.places: list[int] = []

    def locking(self, file: int, how: int, count: int) -> None:
        assert (how, count) == (self.LK_NBLCK, 1)
        if self.places:
            raise PermissionError(13, "locked")
        self.places.append(os.lseek(file, 0, os.SEEK_CUR))


def test_where_bytes_are_locked_the_second_reads_who_is_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = BytesLocked()
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", locked)
    path = tmp_path / "room" / "lock"
    path.parent.mkdir()
    first = FolderLock(path)
    with pytest.raises(UsageError, match=f"by another program, by process {os.getpid()}"):
        FolderLock(path)
    assert locked.places[0] > path.stat().st_size
    first.release()
