"""A data folder whose files are none, are links, are read-only, or find no room, is left as it is."""

from __future__ import annotations

import os
import resource
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from factory import write_text

from actorgraph.editing.data_folder import FOLDER
from actorgraph.editing.edits import Edit
from actorgraph.editing.workspace import Workspace
from actorgraph.errors import ActorgraphError, UsageError

RELATIONS = "source,target,relation\n" + "".join(f"p{n},q{n},knows\n" for n in range(300))
ENTITIES = "id,name,type\nann,Ann,person\n"
NEW = Edit("relations", "add", cells={"source": "p1", "target": "q2"})
NOBODY = 65_534


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    return write_text(folder, relations=RELATIONS, entities=ENTITIES)


def found_in(folder):
    """What a folder holds, but for the log of edits."""
    return {
        path.name: path.read_bytes() if path.is_file() else None
        for path in folder.iterdir()
        if path.name != FOLDER
    }


@pytest.mark.parametrize("name", ["relations.csv", "entities.csv", "judgements.csv"])
@pytest.mark.parametrize("kind", ["a pipe", "a device", "a folder", "a link to nothing"])
def test_what_is_no_file_is_refused_in_a_sentence_and_left(data, name, kind):
    place = data / name
    place.unlink(missing_ok=True)
    if kind == "a pipe":
        os.mkfifo(place)
    elif kind == "a folder":
        place.mkdir()
    else:
        place.symlink_to("/dev/null" if kind == "a device" else "nowhere")
    before = found_in(data)
    with pytest.raises(ActorgraphError) as refused, Workspace(data) as workspace:
        workspace.apply([NEW])
    assert str(refused.value).strip().endswith((".", "?"))
    assert name in str(refused.value)
    assert found_in(data) == before
    assert place.is_symlink() or not place.is_file()


def test_a_file_that_is_a_link_is_written_where_it_leads_to(data, tmp_path):
    file = data / "relations.csv"
    real = file.rename(tmp_path / "elsewhere.csv")
    file.symlink_to(real)
    with Workspace(data) as workspace:
        workspace.apply([NEW])
    assert file.is_symlink()
    assert real.read_text() == RELATIONS + "p1,q2,\n"


@pytest.mark.parametrize("name", ["", "journal", "lock", ".gitignore"])
def test_nothing_is_written_through_a_link_in_the_folder_of_the_log(data, tmp_path, name):
    there, away = data / FOLDER, tmp_path / "away"
    if name:
        there.mkdir()
    else:
        away.mkdir()
    (there / name if name else there).symlink_to(away)
    try:
        with Workspace(data) as workspace:
            workspace.apply([NEW])
    except ActorgraphError as refused:
        assert FOLDER in str(refused)
    assert not away.exists() or [*away.iterdir()] == []


@contextmanager
def nobody():
    """Be a user who may not write where only others may."""
    if os.getuid():
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("mode", [(0o555, 0o644), (0o777, 0o444)], ids=["folder", "file"])
def test_what_is_read_only_is_said_before_anything_is_typed(mode):
    with tempfile.TemporaryDirectory() as made:
        folder = write_text(Path(made), relations=RELATIONS, entities=ENTITIES)
        before = found_in(folder)
        (folder / "relations.csv").chmod(mode[1])
        folder.chmod(mode[0])
        with nobody(), pytest.raises(UsageError, match="cannot be written"):
            Workspace(folder)
        folder.chmod(0o700)
        assert found_in(folder) == before


@contextmanager
def files_of_at_most(size):
    """Let no file grow beyond a size, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_without_room_for_the_file_the_old_one_stays_and_the_step_is_kept(data):
    told = []
    with Workspace(data) as workspace:
        workspace.wait_until_saved()
        workspace.listen(told.append)
        with files_of_at_most(len(RELATIONS) - 100):
            workspace.apply([NEW])
            with pytest.raises(
                UsageError, match=r"relations.csv cannot be written: File too large"
            ):
                workspace.wait_until_saved()
            assert found_in(data) == {
                "relations.csv": RELATIONS.encode(), "entities.csv": ENTITIES.encode(),
            }  # fmt: skip
        workspace.wait_until_saved()
    assert (data / "relations.csv").read_text() == RELATIONS + "p1,q2,\n"
    assert told[0] == "unsaved"


def test_without_room_for_the_log_a_step_is_refused_and_not_made(data):
    with Workspace(data) as workspace:
        workspace.apply([NEW])
        workspace.wait_until_saved()
        log = (data / FOLDER / "journal").read_bytes()
        saved = found_in(data)
        with files_of_at_most(len(log) + 10):
            for step in (lambda: workspace.apply([NEW]), workspace.undo):
                with pytest.raises(UsageError, match="journal cannot be written: File too large"):
                    step()
        assert (data / FOLDER / "journal").read_bytes() == log
        workspace.undo()
        workspace.wait_until_saved()
        assert found_in(data) != saved
        workspace.redo()
    assert found_in(data) == saved
