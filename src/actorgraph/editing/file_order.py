"""How the rows of a file are sorted, found beside the edits that are made meanwhile.

To find it takes seconds at a million rows. It is that of the rows as they were read; edits made
since then are counted by the rows around them once it is known. Called by table_file.py, and by the
workspace, which searches in a thread of its own.
"""

from __future__ import annotations

import csv
import threading
from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from actorgraph.editing.row_order import SortedRows, columns_of_order
from actorgraph.index.texts import cells_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from actorgraph.editing.edits import TableName
    from actorgraph.editing.pieces import PieceTable
    from actorgraph.editing.record_layout import RecordLayout
    from actorgraph.editing.row_order import OrderedColumn

_ROWS_AT_ONCE = 8192


class RowsRead:
    """The rows of a content.

    Args:
        content: of the file.
        layout: where rows stand in it.
    """

    def __init__(self, content: PieceTable, layout: RecordLayout) -> None:
        self._content, self._layout = content, layout
        self._delimiter = layout.table.delimiter

    def spans(self) -> Iterator[tuple[int, bytes]]:
        """Yield the bytes of all rows, blank lines after them included; many are read at once."""
        layout = self._layout
        for first in range(0, len(layout), _ROWS_AT_ONCE):
            starts = layout.starts[first : first + _ROWS_AT_ONCE + 1].tolist()
            text = self._content.read(starts[0], starts[-1])
            for at, (start, stop) in enumerate(pairwise(starts), first):
                yield at, text[start - starts[0] : stop - starts[0]]

    def cells_at(self, number: int) -> list[str]:
        """Return the cells of a row."""
        return cells_of(self._content.read(*self._layout.span(number)), self._delimiter)

    def cells_under(self, position: int) -> Iterator[str]:
        """Yield the cells of all rows under a column."""
        for _, span in self.spans():
            cells = cells_of(span, self._delimiter)
            yield cells[position] if position < len(cells) else ""

    def order(self) -> list[OrderedColumn]:
        """Return the columns by which the rows are sorted; none if they are not."""
        width, count = len(self._layout.table.header), len(self._layout)
        return columns_of_order(self.cells_under, self.cells_at, width if count else 0, count)


class _EditedRows(Protocol):
    """Rows that are edited."""

    order: FileOrder

    def __len__(self) -> int:
        """Return how many there are."""

    def cells_at(self, number: int) -> list[str]:
        """Return the cells of a row."""


class FileOrder:
    """How the rows of a file are sorted that was read.

    Args:
        file: its rows as they are now.
        read: as they were read; None where there is no file.

    Attributes:
        rows: how they are sorted; None if they are not, or that is not known.
    """

    def __init__(self, file: _EditedRows, read: RowsRead | None) -> None:
        self.rows: SortedRows | None = None
        self._file, self._read = file, read
        self._edits: list[tuple[list[list[str]], list[list[str]]]] = []

    @property
    def is_known(self) -> bool:
        """Whether it was looked up."""
        return self._read is None

    def searched(self) -> list[OrderedColumn]:
        """Return the columns by which the rows are sorted; none where somebody writes to the file.

        Edits may be made meanwhile.
        """
        read = self._read
        with suppress(ValueError, IndexError, OSError, csv.Error):  # it is read again soon
            return [] if read is None else read.order()
        return []

    def take(self, columns: Sequence[OrderedColumn]) -> None:
        """Take what a search found, unless it is known."""
        if not self.is_known and columns:
            self.rows = rows = SortedRows(columns, self._file.cells_at)
            rows.falls = sum(rows.falls_in(now) - rows.falls_in(was) for was, now in self._edits)
        self._read = None
        self._edits.clear()

    @contextmanager
    def kept(self, number: int, before: int, after: int) -> Iterator[None]:
        """Keep up whether the rows are sorted while so many at a place become so many others."""
        if self.is_known and self.rows is None:
            yield
            return
        was = self._around(number, before)
        yield
        now = self._around(number, after)
        if self.rows is None:
            self._edits.append((was, now))
        else:
            self.rows.falls += self.rows.falls_in(now) - self.rows.falls_in(was)

    def _around(self, number: int, many: int) -> list[list[str]]:
        """Return the cells of some rows, of the one before and of the one after them."""
        numbers = range(max(number - 1, 0), min(number + many + 1, len(self._file)))
        return [self._file.cells_at(one) for one in numbers]


class OrderSearch:
    """Finds in a thread of its own how files are sorted, whenever one was read.

    Args:
        woken: its lock is held by whoever reads or edits the files; it is notified of that.
        files: by what they are called.
    """

    def __init__(self, woken: threading.Condition, files: Mapping[TableName, _EditedRows]) -> None:
        self._woken, self._files = woken, files
        self._has_ended = False
        threading.Thread(target=self._search, name="order", daemon=True).start()

    def wait_for(self, names: Collection[TableName]) -> None:
        """Return when it is known how some files are sorted; others edit meanwhile."""
        with self._woken:
            self._woken.wait_for(
                lambda: self._has_ended or all(self._files[one].order.is_known for one in names)
            )

    def end(self) -> None:
        """Search for nothing any more."""
        with self._woken:
            self._has_ended = True
            self._woken.notify_all()

    def _unknown(self) -> list[FileOrder]:
        return [file.order for file in self._files.values() if not file.order.is_known]

    def _search(self) -> None:
        while True:
            with self._woken:
                self._woken.wait_for(lambda: self._has_ended or self._unknown())
                if self._has_ended:
                    return
                order = self._unknown()[0]
            columns = order.searched()
            with self._woken:
                order.take(columns)
                self._woken.notify_all()
