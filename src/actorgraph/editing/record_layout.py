"""Where the rows of a CSV file stand: their bytes and their physical lines.

A large plain file is looked at in bulk, by the scan of the index (index/scan.py); any other record
by record, by the reader of the checked tables. Called by table_file.py. Positions are those of the
text in UTF-8, whatever the file is in. A span ends where the next row begins: blank lines belong
to the row before them, and those below the header to the header.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph import judgements, schema
from actorgraph.editing.cell_edits import EditError, cell_of, cell_spans, records_of
from actorgraph.errors import DataError, Problem
from actorgraph.headings.table_headers import is_headless
from actorgraph.input_tables import REQUIRED_COLUMNS, entity_table, relation_table
from actorgraph.tables import count_lines, read_table, without_separator_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from actorgraph.editing.edits import TableName
    from actorgraph.tables import Table

KNOWN: Mapping[TableName, tuple[schema.Column, ...]] = {
    "entities": schema.ENTITY_COLUMNS,
    "relations": schema.RELATION_COLUMNS,
    "judgements": judgements.COLUMNS,
}
"""The columns of ours that each table can have."""


class RecordLayout:
    """The rows of a file; it never changes.

    Args:
        table: its header, without rows.
        starts: for each row its first byte; then the size of the file.
        lines: for each row its physical line.

    Attributes:
        end_line: the line that a row at the end would begin on.
    """

    def __init__(
        self, table: Table, starts: NDArray[np.int64], lines: NDArray[np.int64], end_line: int
    ) -> None:
        self.table, self.starts, self.lines, self.end_line = table, starts, lines, end_line

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.lines)

    def span(self, number: int) -> tuple[int, int]:
        """Return where a row begins, and where the next one does."""
        return int(self.starts[number]), int(self.starts[number + 1])

    def at_line(self, line: int) -> int | None:
        """Return the row that begins on a line; None if none does."""
        number = self.from_line(line)
        is_there = number < len(self) and int(self.lines[number]) == line
        return number if is_there else None

    def from_line(self, line: int) -> int:
        """Return the first row on a line or below."""
        return int(np.searchsorted(self.lines, line))

    def holding(self, byte: int) -> int:
        """Return the row that a byte belongs to; -1 for the header."""
        return int(np.searchsorted(self.starts, byte, side="right")) - 1

    def inserted(self, number: int, start: int, size: int, line: int, height: int) -> RecordLayout:
        """Return the layout with a row before another: its first byte, bytes, line and lines."""
        starts = np.insert(self.starts, number, start)
        starts[number + 1 :] += size
        lines = np.insert(self.lines, number, line)
        lines[number + 1 :] += height
        return RecordLayout(self.table, starts, lines, self.end_line + height)

    def removed(self, number: int, size: int, height: int) -> RecordLayout:
        """Return the layout without a row; blank lines after it stay with the one before."""
        starts = np.delete(self.starts, number)
        starts[number:] -= size
        lines = np.delete(self.lines, number)
        lines[number:] -= height
        return RecordLayout(self.table, starts, lines, self.end_line - height)

    def changed(self, number: int, size: int, height: int) -> RecordLayout:
        """Return the layout where a row has so many more bytes and lines."""
        starts, lines = self.starts.copy(), self.lines
        starts[number + 1 :] += size
        if height:
            lines = lines.copy()
            lines[number + 1 :] += height
        return RecordLayout(self.table, starts, lines, self.end_line + height)


def plain_layout(
    name: TableName, path: Path, renamed: Mapping[str, str], mark: int
) -> RecordLayout | None:
    """Return where the rows of a large plain file stand; None if it is not plain.

    Args:
        mark: the bytes of its byte order mark, which do not count.
    """
    from actorgraph.index.scan import NotPlainError, shape_of

    if name == "judgements":
        return None
    required = REQUIRED_COLUMNS if name == "relations" else ()
    try:
        shape = shape_of(path, KNOWN[name], required=required, renamed=renamed)
    except NotPlainError:
        return None
    if _depends_on_all_rows(name, shape.table):
        return None
    shape.table.delimiter = shape.delimiter
    shape.table.problems = []
    starts = shape.starts.astype(np.int64) - mark
    lines = shape.lines_of(np.arange(len(shape))).astype(np.int64)
    begin, line = (int(starts[-2]), int(lines[-1])) if len(shape) else (0, 1)
    with path.open("rb") as file:
        file.seek(begin + mark)
        last = file.read(shape.size - begin - mark)
    return RecordLayout(shape.table, starts, lines, next_line(last.decode(), line))


def _depends_on_all_rows(name: TableName, table: Table) -> bool:
    """Return whether a column is read as ours or not by what stands in it, row by row."""
    if name == "relations":
        at = table.columns.get("relation", len(table.header))
        return at < len(table.header) and table.header[at].lower() == "type"
    return not table.columns.keys().isdisjoint(schema.WORDS_OF_DESCRIPTIONS)


def layout_of(table: Table, text: str) -> RecordLayout:
    """Return where the rows of a text stand, record by record.

    Args:
        table: its header, and how its cells are divided.
        text: without its byte order mark.

    Raises:
        DataError: if it cannot be read to its end.
    """
    places: list[tuple[int, int]] = []
    at = len(text.encode()) - len(without_separator_line(text)[0].encode())
    is_header = True
    try:
        for line, _, record in records_of(text, table.delimiter):
            if record.strip("\r\n"):
                first = cell_of(record[slice(*cell_spans(record, table.delimiter)[0])])
                if not is_header or is_headless(table, [first]):
                    places.append((at, line))
                is_header = False
            at += len(record.encode())
    except EditError as error:
        problem = Problem("error", table.file, 0, "", str(error))
        errors = [one for one in table.problems if one.level == "error"]
        raise DataError(errors or [problem]) from None
    starts = np.array([*(start for start, _ in places), at], np.int64)
    lines = np.array([line for _, line in places], np.int64)
    return RecordLayout(table, starts, lines, next_line(text, 1))


def next_line(text: str, first: int) -> int:
    """Return the line that a row after a text would begin on, which begins on another."""
    is_ended = not text or text.endswith(("\n", "\r"))
    return first + count_lines(text) + (not is_ended)


def table_at(name: TableName, path: Path, renamed: Mapping[str, str]) -> Table:
    """Read the header of a file of one of our tables; all its cells say what columns mean.

    Raises:
        DataError: if it cannot be read as a table at all.
    """
    if name == "entities":
        table = entity_table(path, renamed)
    elif name == "relations":
        table = relation_table(path, renamed)
    else:
        table = read_table(path, judgements.COLUMNS, required=judgements.REQUIRED)
    table.rows, table.lines = [], []
    return table
