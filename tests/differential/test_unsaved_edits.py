"""Edits that are in no file yet are answered as the tables in memory answer of the file with them.

The worker that replaces files stands still here, so that every answer rests on the index of the
former file and on the edits. `--full` and `make differential` try others.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from differential.answers import questions
from differential.stores import in_memory
from differential.strategies import data_sets, dialects
from differential.test_edits import answers_about_some
from differential.test_edits import small_blocks as small_blocks  # noqa: PLC0414
from differential.written import written
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from actorgraph.editing import row_order
from actorgraph.editing.edited_graph import UnsavedIndex
from actorgraph.editing.edits import Edit, EditRefused
from actorgraph.editing.table_file import TableFile
from actorgraph.editing.workspace import Workspace
from actorgraph.errors import DataError, UsageError


def nothing_waits(*_):
    raise AssertionError("an answer waited for a file to be replaced")


@contextmanager
def standing_still(folder):
    """A workspace whose files stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        patch.setenv("ACTORGRAPH_INDEX", "always")
        patch.setattr(Workspace, "_save", lambda *_: None)
        patch.setattr(Workspace, "_work", lambda *_: None)
        patch.setattr(Workspace, "wait_until_saved", nothing_waits)
        patch.setattr(TableFile, "is_changed_elsewhere", lambda _: False)
        patch.setattr(row_order, "_SURE", 0.5)  # rows of two are sorted for sure, and get others
        workspace = Workspace(folder)
        workspace.follow_index()
        yield workspace
        workspace.close()


@contextmanager
def written_down(workspace, folder):
    """The content in the place of the file, and then the file again."""
    path, file = folder / "relations.csv", workspace._files["relations"]
    path.rename(folder / "aside")
    path.write_bytes(file.mark + file.content.read(0, len(file.content)))
    yield
    (folder / "aside").replace(path)


def edit(workspace, columns, draw):
    """One edit of the file, if it is not refused."""
    layout = workspace._files["relations"].layout
    lines = layout.lines.tolist()
    kind = draw(st.sampled_from(["change", "change", "add", "add", "remove", "undo", "redo"]))
    if kind in ("undo", "redo"):
        getattr(workspace, kind)()
        return
    rows = [workspace.row("relations", line) for line in lines]
    cells = {}
    for column in {"source", "target"} if kind == "add" else {draw(st.sampled_from(columns))}:
        known = [row.cells.get(column, "") for row in rows]
        cells[column] = draw(st.sampled_from([*known, "Somebody new", "a"]))
    if kind == "add":
        workspace.apply([Edit("relations", "add", cells=cells)])
    elif rows:
        row = draw(st.sampled_from(rows))
        place = {"line": row.line, "digest": row.digest}
        workspace.apply([Edit("relations", kind, cells=cells if kind == "change" else {}, **place)])


@st.composite
def tables(draw):
    data = draw(data_sets(sound=True, only_plain=True, most_rows=12))
    rows = data.relations or ({"source": "a", "target": "b"},)
    how = draw(dialects(only_plain=True))._replace(trailing=False)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return data.with_relations(rows), columns, written({one: one for one in columns}, rows, how)


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(data_and_text=tables(), draw=st.data())
def test_unsaved_edits_are_answered_as_the_tables_in_memory_answer(data_and_text, draw):
    data, columns, text = data_and_text
    with tempfile.TemporaryDirectory() as name:
        folder = data.write(Path(name))
        (folder / "relations.csv").write_bytes(text)
        try:
            in_memory(folder)
        except DataError:
            return
        with standing_still(folder) as workspace:
            for _ in range(draw.draw(st.integers(1, 6))):
                try:
                    edit(workspace, columns, draw.draw)
                except (EditRefused, UsageError):
                    continue
                graph = workspace.graph()
                event(str(graph and type(graph.engine._index).__name__))
                if graph is None:
                    break
                with written_down(workspace, folder):
                    memory = in_memory(folder)
                    asked = draw.draw(questions(memory.engine))
                    expected = list(answers_about_some(memory, asked))
                assert list(answers_about_some(graph, asked)) == expected
                assert isinstance(graph.engine._index, UnsavedIndex)
