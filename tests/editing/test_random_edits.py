"""Random edits of random files touch their cells alone, and undoing them restores every byte."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_reader import decoded, read

from actorgraph import locating
from actorgraph.editing.edits import Edit
from actorgraph.editing.workspace import Workspace

COLUMNS = ["note", "source", "target", "relation", "mine"]
TEXT = st.text(st.sampled_from('abc ,;|\t"\n\r\\é😀'), max_size=5)
NAME = st.sampled_from(["Ann", "Bo", "Cy", "D é"])


class File(NamedTuple):
    """A file in some shape."""

    raw: bytes
    delimiter: str


def written(cell, delimiter, quoted):
    if quoted or any(mark in cell for mark in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


@st.composite
def files(draw):
    delimiter = draw(st.sampled_from(",;\t|"))
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\n", "\r\n"], ["\r"]]))
    parts = []
    if draw(st.integers(0, 5)) == 0:
        parts.append(f"sep={delimiter}{ends[0] if ends != [chr(13)] else chr(10)}")
    rows = [
        COLUMNS,
        *draw(
            st.lists(st.tuples(TEXT, NAME, NAME, st.sampled_from(["knows", ""]), TEXT), max_size=6)
        ),
    ]
    all_quoted = draw(st.booleans())
    for row in rows:
        cells = [written(c, delimiter, all_quoted or draw(st.booleans())) for c in row]
        if row is not COLUMNS and draw(st.integers(0, 7)) == 0:
            cells = draw(st.sampled_from([cells[:-1], [*cells, ""], [*cells, "more"]]))
        parts += [delimiter.join(cells), draw(st.sampled_from(ends))]
        parts += [draw(st.sampled_from(ends))] * (draw(st.integers(0, 6)) == 0)
    text = "".join(parts[:-1] if draw(st.integers(0, 3)) == 0 else parts)
    mark, name = draw(
        st.sampled_from([(b"", "utf-8"), (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le")])
    )
    return File(mark + text.encode(name), delimiter)


OPERATIONS = st.tuples(
    st.sampled_from(["change", "change", "add", "add two", "remove", "undo", "redo"]),
    st.integers(0, 100),
    st.sampled_from(["note", "mine", "relation"]),
    TEXT,
)


def rows_of(file, raw):
    """The rows below the header, each as it is written and what it holds."""
    records = read(decoded(raw), file.delimiter)
    held = [r for r in records if r.cells]
    return held[2:] if held[0].raw[:4] == "sep=" else held[1:]


def head_of(file, raw):
    records = read(decoded(raw), file.delimiter)
    held = [r.raw for r in records if r.cells]
    return held[:2] if held[0][:4] == "sep=" else held[:1]


class Model:
    """What the rows should hold; raw is None for a row that was edited."""

    def __init__(self, rows):
        self.rows = [(row.raw.rstrip("\r\n"), row.cells) for row in rows]
        self.past, self.future = [], []

    def step(self, rows):
        self.past.append(self.rows)
        self.rows = rows
        self.future.clear()

    def undo(self):
        if self.past:
            self.future.append(self.rows)
            self.rows = self.past.pop()

    def redo(self):
        if self.future:
            self.past.append(self.rows)
            self.rows = self.future.pop()


def lines_of(workspace):
    return workspace._files["relations"].layout.lines.tolist()


def edit(workspace, model, operation):
    kind, number, column, text = operation
    if kind in ("undo", "redo"):
        if model.past if kind == "undo" else model.future:
            getattr(workspace, kind)()
            getattr(model, kind)()
        return
    at = COLUMNS.index(column)
    if kind in ("add", "add two"):
        added = [{"source": "Ann", "target": "Zoë", column: text}]
        added += [{"source": text and "Ann", "target": "Bo"}] * (kind == "add two")
        workspace.apply([Edit("relations", "add", cells=cells) for cells in added])
        new = [(None, [cells.get(name, "") for name in COLUMNS]) for cells in added]
        model.step([*model.rows, *new])
        return
    if not model.rows:
        return
    number %= len(model.rows)
    held = model.rows[number][1]
    row = workspace.row("relations", lines_of(workspace)[number])
    place = {"line": row.line, "digest": row.digest}
    if kind == "remove":
        workspace.apply([Edit("relations", "remove", **place)])
        model.step([*model.rows[:number], *model.rows[number + 1 :]])
    elif held[at : at + 1] != [text] and not (at >= len(held) and not text):
        if at < len(held):
            new = [*held[:at], text, *held[at + 1 :]]
        else:
            new = [*held, *[""] * (at - len(held)), text]
        workspace.apply([Edit("relations", "change", cells={column: text}, **place)])
        model.step([*model.rows[:number], (None, new), *model.rows[number + 1 :]])


def edited_at_random(file, operations, is_large):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if is_large:
            patch.setattr(locating, "LARGE", 0)
        path = Path(folder) / "relations.csv"
        path.write_bytes(file.raw)
        patch.setattr("actorgraph.editing.row_checks.RowChecks.review", lambda *_: _Nothing())
        model = Model(rows_of(file, file.raw))
        with Workspace(Path(folder)) as workspace:
            for operation in operations:
                edit(workspace, model, operation)
        after = path.read_bytes()
        found = rows_of(file, after)
        assert [row.cells for row in found] == [held for _, held in model.rows]
        for row, (raw, _) in zip(found, model.rows, strict=True):
            assert raw in (None, row.raw.rstrip("\r\n"))
        assert [r.rstrip("\r\n") for r in head_of(file, after)] == [
            r.rstrip("\r\n") for r in head_of(file, file.raw)
        ]
        with Workspace(Path(folder)) as workspace:
            for _ in model.past:
                workspace.undo()
        assert path.read_bytes() == file.raw


class _Nothing:
    """A review that says nothing: here rows may be ragged."""

    errors = ()


@pytest.mark.slow
@given(files(), st.lists(OPERATIONS, max_size=8), st.booleans())
@settings(max_examples=150)
def test_edits_touch_their_cells_alone_and_undoing_them_restores_every_byte(
    file, operations, is_large
):
    edited_at_random(file, operations, is_large)
