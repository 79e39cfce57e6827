"""One CSV file of the data with the edits that are not in it yet: rows found, changed and written.

A change replaces the text of one row and nothing around it. What is read is the content with all
changes, whether they are saved or not. Called by the workspace, which checks, logs and saves; knows
no other table. Positions are bytes of the text in UTF-8 without a byte order mark.
"""

from __future__ import annotations

import codecs
import os
import re
import time
from itertools import chain
from typing import TYPE_CHECKING

from actorgraph import locating
from actorgraph.editing.added_columns import may_be_added, with_column, without_column
from actorgraph.editing.cell_edits import cell_of, cell_spans
from actorgraph.editing.edits import EditConflict, TableRow
from actorgraph.editing.file_bytes import FileBytes, TextBytes, places_of, sum_of
from actorgraph.editing.file_order import FileOrder, RowsRead
from actorgraph.editing.pieces import PieceTable
from actorgraph.editing.record_layout import KNOWN, layout_of, plain_layout, table_at
from actorgraph.editing.written_rows import COLUMN, Record, RowChange, digest_of
from actorgraph.errors import DataError, UsageError
from actorgraph.index.freshness import TOO_FRESH, state_of
from actorgraph.index.texts import cells_of
from actorgraph.tables import read_header, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.editing.edits import TableName
    from actorgraph.editing.pieces import ContentPiece
    from actorgraph.editing.record_layout import RecordLayout
    from actorgraph.editing.row_order import SortedRows
    from actorgraph.tables import Table

_LINE_END = re.compile(r"\r\n?|\n")
_AT_ONCE = 1 << 20
_ROWS_AT_ONCE = 8192
_ATTEMPTS = 3
_WHILE_REPLACED = 0.05
"""Seconds that a file may be missing while somebody replaces it."""
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class TableFile:
    """A table of a data folder.

    Args:
        path: of the file, as the user named it; it may be missing.
        renamed: from our column name to the header it has in the file.

    Attributes:
        content: with all changes.
        layout: where rows stand in it; None if there is no file yet.
        generation: counts how often the file was read.
        version: counts how often the content changed.
        base_state: what the file system said of the file that was read; None if there was none.
        base_sum: a checksum of that file.
        order: how its rows are sorted, once that is known.
        may_have_changed: whether it was so new when it was read that a later write may not show.
    """

    def __init__(self, name: TableName, path: Path, renamed: Mapping[str, str]) -> None:
        self.name: TableName = name
        self.path, self._renamed = path, renamed
        self.generation = self.version = 0
        self.base_state: list[int] | None = None
        self.read_again()

    def read_again(self) -> None:
        """Read the file as it is now, without the changes that are not saved.

        Raises:
            DataError: if it cannot be read as a table.
            UsageError: if it is no file that can be edited, or changes while it is read.
        """
        self.generation += 1
        self.version += 1
        self._is_forgotten = False
        self.layout: RecordLayout | None = None
        self.content = PieceTable(TextBytes(b""))
        self.order = FileOrder(self, None)
        self._replaced: list[tuple[int, int, bytes]] = []
        self._followers: list[Callable[[int, int, bytes], None]] = []
        self.mark, self.encoding, self.may_have_changed = b"", "utf-8", False
        was_there = self.base_state is not None
        self.base_state = None
        self.base_sum, self.base_size = 0, 0
        for _ in range(_ATTEMPTS):
            if not os.path.lexists(self.path):
                if not was_there:
                    return
                was_there = False  # who replaces a file may take the old one away first
                time.sleep(_WHILE_REPLACED)
                continue
            try:
                state, now = state_of(self.path), time.time_ns()
                self._read()
                is_same = state_of(self.path) == state
            except FileNotFoundError:
                continue
            except OSError as error:
                raise UsageError(f"{self.path} cannot be read: {error.strerror}.") from None
            self.may_have_changed = max(state[1:3]) > now - TOO_FRESH
            if is_same:
                self.base_state = state
                return
        raise UsageError(f"{self.path} changes while it is being read; try again.")

    def is_changed_elsewhere(self) -> bool:
        """Return whether the file is not the one that was read any more."""
        try:
            return self._is_forgotten or state_of(self.path) != self.base_state
        except FileNotFoundError:
            return self.base_state is not None

    def means_otherwise(self) -> bool:
        """Return whether its columns are read otherwise by now, as some are by their cells.

        Gephi's `Type` says nothing of directions once a row holds anything else; `since` is a
        date as long as one stands in it. Large plain files are not looked at: many cells of theirs
        decide.
        """
        layout = self.layout  # somebody may take the file away meanwhile
        if layout is None or not isinstance(self.content.base, TextBytes):
            return False
        try:
            now = table_at(self.name, self.path, self._renamed)
        except DataError:
            return True
        except (UsageError, OSError):  # whoever looks for changes finds that it is gone
            return False
        return now.columns != layout.table.columns

    def forget(self) -> None:
        """Have the file read again, as if somebody else had changed it."""
        self._is_forgotten = True

    def _read(self) -> None:
        with self.path.open("rb") as file:
            head = file.read(len(codecs.BOM_UTF8))
        is_marked = head == codecs.BOM_UTF8
        self.mark = codecs.BOM_UTF8 if is_marked else head[:2] if head[:2] in _UTF16 else b""
        self.encoding = _UTF16.get(self.mark, "utf-8")
        size = self.path.stat().st_size
        layout = None
        if size > locating.LARGE and self.encoding == "utf-8":
            layout = plain_layout(self.name, self.path, self._renamed, len(self.mark))
        if layout is None:
            table = table_at(self.name, self.path, self._renamed)
            text = text_of(self.path)
            layout = layout_of(table, text)
            base: TextBytes | FileBytes = TextBytes(text.encode())
        else:
            base = FileBytes(self.path, len(self.mark))
        self.layout, self.content = layout, PieceTable(base)
        self.order = FileOrder(self, RowsRead(PieceTable(base), layout))
        self.base_sum, self.base_size = sum_of(self.path), size

    @property
    def table(self) -> Table:
        """The header of the file.

        Raises:
            UsageError: if there is no file.
        """
        return self._rows().table

    def _rows(self) -> RecordLayout:
        if self.layout is None:
            raise UsageError(f"There is no file {self.path}.")
        return self.layout

    def __len__(self) -> int:
        """Return the number of rows."""
        return 0 if self.layout is None else len(self.layout)

    @property
    def head(self) -> str:
        """What tells the columns of the file, and how they are divided, from others."""
        return digest_of("\0".join((self.table.delimiter, *self.table.header)))

    @property
    def end_line(self) -> int:
        """The line on which a row at the end would begin."""
        return 1 if self.layout is None else self.layout.end_line

    def row(self, line: int) -> TableRow:
        """Return the row that begins on a line.

        Raises:
            UsageError: if none does.
        """
        number = None if self.layout is None else self.layout.at_line(line)
        if number is None:
            raise UsageError(f"No row of {self.path} begins on line {line}.")
        return self.row_of(self.record(number))

    def row_of(self, record: Record) -> TableRow:
        """Return a row by its text."""
        return TableRow(self.name, record.line, record.digest, self.cells_in(record.text))

    def record(self, number: int) -> Record:
        """Return a row as it is written."""
        layout = self._rows()
        start, stop = layout.span(number)
        return self._record_in(number, self.content.read(start, stop))

    def _record_in(self, number: int, span: bytes) -> Record:
        text = span.decode()
        end = cell_spans(text, self.table.delimiter)[-1][1]
        ended = _LINE_END.match(text, end)
        layout = self._rows()
        line, start = int(layout.lines[number]), int(layout.starts[number])
        return Record(number, line, start, text[:end], ended[0] if ended else "")

    def records(self) -> Iterator[Record]:
        """Yield all rows, many read at once."""
        for number, span in self._read_rows().spans():
            yield self._record_in(number, span)

    def _read_rows(self) -> RowsRead:
        return RowsRead(self.content, self._rows())

    def cells_under(self, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield what all rows hold under some of our columns, "" for a column that is not there."""
        table = self.table
        width = len(table.header)
        places = [table.columns.get(column, width) for column in columns]
        for _, span in self._read_rows().spans():
            cells = cells_of(span, table.delimiter)
            cells += [""] * (width + 1 - len(cells))
            yield tuple(cells[at] if at < width else "" for at in places)

    def cells_in(self, text: str) -> dict[str, str]:
        """Return what the cells of a row hold that stand in the file, by our column names."""
        table = self.table
        spans = cell_spans(text, table.delimiter)
        cells = [cell_of(text[slice(*span)]) for span in spans]
        cells += [""] * (len(table.header) - len(cells))
        return {name: cells[at] for name, at in table.columns.items() if at < len(table.header)}

    def cells_at(self, number: int) -> list[str]:
        """Return the cells of a row."""
        return self._read_rows().cells_at(number)

    def sorted_rows(self) -> SortedRows | None:
        """Return how the rows are sorted; None if they are not.

        That is looked up if it is not known yet (seconds at a million rows), and kept up.
        """
        if not self.order.is_known:
            self.order.take(self.order.searched())
        return self.order.rows

    def find(self, line: int, digest: str) -> Record:
        """Return the row that a user saw: on its line, or wherever it moved to.

        Raises:
            EditConflict: if it is not there any more, or in several places.
        """
        layout = self._rows()
        number = layout.at_line(line)
        there = None if number is None else self.record(number)
        if there is not None and there.digest == digest:
            return there
        moved = [record for record in self.records() if record.digest == digest]
        if len(moved) == 1:
            return moved[0]
        what = "moved, and stands in several places" if moved else "was changed or removed"
        now = None if there is None else self.row_of(there)
        raise EditConflict(f"The row of {self.path.name} on line {line} {what} meanwhile.", now)

    def locate(self, line: int, text: str) -> Record | None:
        """Return the row of a text, on its line or where it moved to; None if it is not there."""
        if self.layout is None:
            return None
        number = self.layout.at_line(line)
        if number is not None and (record := self.record(number)).text == text:
            return record
        moved = [one for one in self.holding([text.encode()]) if one.text == text]
        return moved[0] if len(moved) == 1 else None

    def holds(self, change: RowChange) -> bool:
        """Return whether a change seems to be made already."""
        after, before = change.after, change.before
        if change.line == COLUMN:
            return after is not None and after in self.table.columns
        is_there = after is None or self.locate(change.line, after) is not None
        return is_there and (before is None or self.locate(change.line, before) is None)

    def holding(self, texts: Sequence[bytes]) -> Iterator[Record]:
        """Yield the rows in whose bytes one of some texts stands, in order."""
        layout = self._rows()
        for first in range(0, len(layout), _ROWS_AT_ONCE):
            last = min(first + _ROWS_AT_ONCE, len(layout))
            begin, stop = int(layout.starts[first]), int(layout.starts[last])
            content = self.content.read(begin, stop)
            places = {at for text in texts for at in places_of(text, content)}
            for number in sorted({layout.holding(begin + at) for at in places}):
                yield self.record(number)

    def line_end(self, number: int) -> str:
        """Return the line end of the row before a place, else of the first line of the file."""
        if number and (end := self.record(number - 1).end):
            return end
        found = _LINE_END.search(self.content.read(0, _AT_ONCE).decode(errors="replace"))
        return found[0] if found else "\n"

    def is_last_line_open(self) -> bool:
        """Return whether the last line has no end."""
        size = len(self.content)
        return bool(size) and self.content.read(size - 1, size) not in (b"\n", b"\r")

    def apply(self, change: RowChange) -> int:
        """Make a change; return the number of the row, -1 for the header of a new file.

        Raises:
            EditConflict: if the row is not what it was.
        """
        if change.line == COLUMN:
            return self._change_column(change)
        if change.before is None:
            return self._insert(change)
        if self.layout is not None and change.line == 1 and self._is_only_header(change):
            self._replace(0, len(self.content), b"")
            self.layout, self.order = None, FileOrder(self, None)
            return -1
        if (record := self.locate(change.line, change.before)) is None:
            raise EditConflict(
                f"The row of {self.path.name} that stood on line {change.line} is not what it was.",
                self._row_near(change.line),
            )
        if change.after is None:
            self._remove(record, change)
        else:
            self._change_text(record, change.before, change.after)
        return record.number

    def _change_text(self, record: Record, before: str, after: str) -> None:
        start, size = record.start, len(after.encode()) - len(before.encode())
        height = RowChange(self.name, record.line, before, after).height
        with self.order.kept(record.number, 1, 1):
            self._replace(start, start + len(before.encode()), after.encode())
            self.layout = self._rows().changed(record.number, size, height)

    def _change_column(self, change: RowChange) -> int:
        layout = self._rows()
        spans = chain([self.header], (span for _, span in self._read_rows().spans()))
        if change.after is not None:
            found = with_column(layout, spans, change.after) if self.may_add(change.after) else None
        else:
            found = without_column(layout, spans, change.before or "")
        if found is None:
            raise EditConflict(f"The columns of {self.path.name} are not what they were.", None)
        content, self.layout = found
        self._replace(0, len(self.content), content)
        return -1

    @property
    def header(self) -> bytes:
        """All that stands before the first row."""
        return self.content.read(0, int(self._rows().starts[0]))

    def may_add(self, column: str) -> bool:
        """Return whether a column can be added behind the last one."""
        if self.layout is None or column in self.table.columns:
            return False
        return may_be_added(self.name, self.table, self.header.decode(), column)

    def _row_near(self, line: int) -> TableRow | None:
        number = None if self.layout is None else self.layout.at_line(line)
        return None if number is None else self.row_of(self.record(number))

    def _is_only_header(self, change: RowChange) -> bool:
        whole = f"{change.before}{change.end}".encode()
        return len(self.content) == len(whole) and self.content.read(0, len(whole)) == whole

    def _refuse_other_columns(self, change: RowChange) -> None:
        """Refuse a row that was written for other columns, which would get into wrong ones.

        Raises:
            EditConflict: if the file has others by now, or is gone.
        """
        what = "is gone"
        if self.layout is not None:
            if self.head == change.head:
                return
            what = "has other columns, or another delimiter,"
        elif not change.head:
            return
        raise EditConflict(
            f"{self.path.name} {what} since the row was written, and cannot take it.", None
        )

    def _insert(self, change: RowChange) -> int:
        self._refuse_other_columns(change)
        layout, after = self.layout, change.after or ""
        if layout is None:  # the header of a file that is made
            self._replace(0, 0, f"{after}{change.end}".encode())
            header, delimiter = read_header(after, str(self.path), KNOWN[self.name])
            header.delimiter = delimiter
            self.layout = layout_of(header, after + change.end)
            return -1
        number = layout.from_line(change.line)
        place = self._place_of(number, change.line)
        lead, end = change.lead, change.end
        if place < len(self.content):
            lead, end = "", end or self.line_end(number)
        elif self.is_last_line_open():
            lead = lead or self.line_end(number)
        else:
            lead = ""
        line = min(change.line, layout.end_line)
        new = f"{lead}{after}{end}".encode()
        start = place + len(lead)
        with self.order.kept(number, 0, 1):
            self._replace(place, place, new)
            self.layout = layout.inserted(number, start, len(new), line, change.height)
        return number

    def _place_of(self, number: int, line: int) -> int:
        """Return where a line begins that no row begins before, among blank ones or at the end."""
        layout = self._rows()
        if number < len(layout) and int(layout.lines[number]) == line:
            return int(layout.starts[number])
        if line >= layout.end_line:
            return len(self.content)
        begin = int(layout.starts[number - 1]) if number else 0
        text = self.content.read(begin, int(layout.starts[number])).decode()
        at = line - (int(layout.lines[number - 1]) if number else 1)
        ends = [match.end() for match in _LINE_END.finditer(text)]
        own = 0
        if number:
            record = self.record(number - 1)
            own = len(record.text) + len(record.end)
        place = max(ends[at - 1] if 0 < at <= len(ends) else 0, own)
        return begin + len(text[:place].encode())

    def _remove(self, record: Record, change: RowChange) -> None:
        start, size = record.start, len(f"{record.text}{record.end}".encode())
        lead = len(change.lead.encode())
        is_at_end = start + size == len(self.content) and not record.end
        if not (is_at_end and self.content.read(start - lead, start) == change.lead.encode()):
            lead = 0
        with self.order.kept(record.number, 1, 0):
            self._replace(start - lead, start + size, b"")
            self.layout = self._rows().removed(record.number, size + lead, -change.height)

    def _replace(self, start: int, stop: int, new: bytes) -> None:
        self.content.replace(start, stop, new)
        self._replaced.append((start, stop, new))
        self.version += 1
        for follower in self._followers:
            follower(start, stop, new)

    def follow(self, follower: Callable[[int, int, bytes], None]) -> None:
        """Have a function called with each part of the content that is replaced from now on.

        It ends when the file is read again.
        """
        self._followers = [follower]

    def snapshot(self) -> tuple[ContentPiece, ...]:
        """Return the content as it is now, to be written; changes after it are remembered."""
        self._replaced.clear()
        return self.content.pieces()

    def rest_on(self, base: TextBytes | FileBytes, state: list[int] | None, checksum: int) -> None:
        """Let the content rest on what was written of the snapshot; later changes stay."""
        content = PieceTable(base)
        for start, stop, new in self._replaced:
            content.replace(start, stop, new)
        self.content = content
        self.base_state, self.base_sum, self.may_have_changed = state, checksum, False
        self.base_size = 0 if state is None else state[0]
