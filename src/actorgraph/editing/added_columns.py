"""A column added at the end of a file, and taken away again: each row gains or loses a delimiter.

Called by table_file.py, for edits whose cells need a column and that say that it may be added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph import schema
from actorgraph.editing.cell_edits import cell_of, cell_spans, written_cell
from actorgraph.editing.record_layout import KNOWN, RecordLayout
from actorgraph.headings.table_headers import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.editing.edits import TableName

_ENDS = b"\r\n"


def may_be_added(name: TableName, table: Table, header: str, column: str) -> bool:
    """Return whether a column of ours can be added behind the last one of a file.

    Args:
        header: the text of the header, which ends in no empty cells then.
    """
    known = {one.name for one in KNOWN[name]}
    known |= {schema.DATE_COLUMN, *schema.TYPE_COLUMNS} if name == "relations" else set()
    line = header.rstrip("\r\n").splitlines()[-1:] or [""]
    is_whole = len(cell_spans(line[0], table.delimiter)) == len(table.header)
    return column in known and is_whole and table.header[0] != "#1"


def with_column(
    layout: RecordLayout, spans: Iterable[bytes], column: str
) -> tuple[bytes, RecordLayout]:
    """Return the content of a file with another column, and where its rows stand then.

    Args:
        spans: the header with all before the first row, then each row with all before the next.
    """
    delimiter = layout.table.delimiter
    parts = []
    for number, span in enumerate(spans):
        row = span.rstrip(_ENDS)
        added = delimiter.encode()
        if not number:
            last = row[row.rfind(added) + 1 :].decode()
            added += written_cell(column, last, delimiter).encode()
        parts += [row, added, span[len(row) :]]
    sizes = [len(parts[1]), *[len(delimiter)] * len(layout)]
    return b"".join(parts), _moved(layout, sizes, _table_with(layout.table, column))


def without_column(
    layout: RecordLayout, spans: Iterable[bytes], column: str
) -> tuple[bytes, RecordLayout] | None:
    """Return the same without the last column; None if that is another one, or holds something."""
    delimiter = layout.table.delimiter.encode()
    parts, sizes = [], []
    for number, span in enumerate(spans):
        row = span.rstrip(_ENDS)
        cut = row.rfind(delimiter)
        last = row[cut + 1 :].decode()
        if cut < 0 or cell_of(last) != ("" if number else column) or (number and last):
            return None
        parts += [row[:cut], span[len(row) :]]
        sizes.append(cut - len(row))
    return b"".join(parts), _moved(layout, sizes, _table_without(layout.table, column))


def _moved(layout: RecordLayout, sizes: list[int], table: Table) -> RecordLayout:
    starts = layout.starts + np.cumsum(np.array(sizes, np.int64))
    return RecordLayout(table, starts, layout.lines, layout.end_line)


def _table_with(table: Table, column: str) -> Table:
    width = len(table.header)
    columns = {name: at + (at >= width) for name, at in table.columns.items()}
    return _table_like(table, [*table.header, column], {**columns, column: width})


def _table_without(table: Table, column: str) -> Table:
    width = len(table.header) - 1
    columns = {n: at - (at > width) for n, at in table.columns.items() if n != column}
    return _table_like(table, table.header[:width], columns)


def _table_like(table: Table, header: list[str], columns: dict[str, int]) -> Table:
    like = Table(table.file, header, columns)
    like.delimiter, like.symmetric = table.delimiter, table.symmetric
    like.constants, like.periods = table.constants, table.periods
    return like
