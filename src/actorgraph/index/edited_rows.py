"""The rows of relations.csv after an edit: those that were indexed, moved, and those that are new.

Stands for reading the whole file (tables.py, input_tables.py): the few rows between unchanged ones
are read by the same functions and checked by the same checks. Called by overlay.py; leaves out whom
the new rows name. tests/differential/test_edits.py compares what is answered then.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import checks
from actorgraph.index.column_file import OutdatedError
from actorgraph.index.difference import MOST_ROWS
from actorgraph.index.numbering import Numbering, Replacement
from actorgraph.index.stored_rows import Records
from actorgraph.index.texts import MovedText
from actorgraph.input_tables import part_documents
from actorgraph.tables import Table, add_rows, count_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from actorgraph.errors import Problem
    from actorgraph.index.column_file import ColumnFile
    from actorgraph.index.difference import Hunk

_END = 1 << 62
"""A line after every other."""


class NewRow(NamedTuple):
    """A row that was not indexed.

    Attributes:
        problems: warnings about its cells.
    """

    cells: dict[str, str]
    line: int
    problems: tuple[Problem, ...]


class EditedRows(Records):
    """The rows that were indexed by their old numbers, where they stand now; and those in between.

    Args:
        store: the index.
        path: the file.
        hunks: where it differs.
        texts: what stands there.
        unedited: where rows that stay are read; by default the file, where the hunks moved them.

    Attributes:
        numbers: of rows, before and after.
        lines: of the file, before and after.
        new: by number, the rows that were not indexed.

    Raises:
        OutdatedError: if they have to be read with all others.
    """

    def __init__(
        self,
        store: ColumnFile,
        path: Path,
        hunks: Sequence[Hunk],
        texts: Sequence[bytes],
        unedited: MovedText | None = None,
    ) -> None:
        super().__init__(store, "relations", path)
        self._text = unedited or moved_text(store, path, hunks)
        self.new: dict[int, NewRow] = {}
        self._read(hunks, [_decoded(text) for text in texts])

    def place(self, number: int) -> tuple[str, int]:
        """Return file and line of a row that was indexed, where it stands now."""
        line = self.lines.new(self.old_line(number))
        if line is None:
            raise OutdatedError(f"row {number} is gone")
        return self.file, line

    def old_line(self, number: int) -> int:
        """Return the line on which a row stood."""
        return super().place(number)[1]

    def line(self, number: int) -> int:
        """Return the line of a row by its new number."""
        row = self.new.get(number)
        return self.place(self._old(number))[1] if row is None else row.line

    def cells_of(self, number: int) -> dict[str, str]:
        """Return the cells of a row by its new number."""
        row = self.new.get(number)
        return self.cells(self._old(number)) if row is None else row.cells

    def _old(self, number: int) -> int:
        old = self.numbers.old(number)
        if old is None:
            raise OutdatedError(f"row {number} is new")
        return old

    def _read(self, hunks: Sequence[Hunk], texts: Sequence[str]) -> None:
        """Read what is new, hunk by hunk: each moves the rows and lines after it."""
        rows: list[Replacement] = []
        lines: list[Replacement] = []
        shift = 0
        read: list[NewRow] = []
        for hunk, text in zip(hunks, texts, strict=True):
            first = self._line_before_edit(hunk)
            stop = self.old_line(hunk.stop) if hunk.stop < len(self) else _END
            added = list(self._rows_in(text, first + shift - 1))
            read += added
            count = count_lines(text)
            rows.append(Replacement(hunk.first, hunk.stop, len(added)))
            lines.append(Replacement(first, stop, count))
            shift += count - (stop - first)
        self.numbers = Numbering(rows, len(self))
        self.lines = Numbering(lines, _END)
        if len(read) + self.numbers.gone_count > 2 * MOST_ROWS:
            raise OutdatedError("too many rows differ")
        numbers = (number for some in self.numbers.added() for number in some)
        self.new.update(zip(numbers, read, strict=True))

    def _line_before_edit(self, hunk: Hunk) -> int:
        """Return the line on which a hunk began."""
        if not hunk.first:
            # Blank lines below the header are part of the hunk, as it begins where the header ends.
            return _BELOW_HEADER
        if hunk.first < len(self):
            return self.old_line(hunk.first)
        last = len(self) - 1
        text = self._text.part(self._at[last], self._at[last + 1]).decode()
        return self.old_line(last) + count_lines(text)

    def _rows_in(self, text: str, skipped: int) -> Iterator[NewRow]:
        """Yield the rows of a part of the file.

        Raises:
            OutdatedError: if one has an error: then the whole file is read, which reports all.
        """
        table = Table(self.file, self.columns, {name: at for at, name in enumerate(self.columns)})
        add_rows(table, text, self.delimiter, skipped)
        part_documents(table)
        _refuse_errors(table)
        for line, row in zip(table.lines, table.rows, strict=True):
            cells = dict(zip(self.columns, row, strict=True))
            checks.check_relation(table, line, cells)
            _refuse_errors(table)
            yield NewRow(cells, line, tuple(table.problems))
            table.problems.clear()


_BELOW_HEADER = 2


def _refuse_errors(table: Table) -> None:
    if any(problem.level == "error" for problem in table.problems):
        raise OutdatedError("a row has an error")


def moved_text(store: ColumnFile, path: Path, hunks: Sequence[Hunk]) -> MovedText:
    """Return the rows that stay of a file, where hunks moved them."""
    starts = store.column("relations.at")
    stops = [hunk.stop for hunk in hunks]
    moved = [0, *(hunk.end - starts[hunk.stop] for hunk in hunks)]

    def moved_by(start: int) -> int:
        row = bisect_right(starts, start) - 1
        return moved[bisect_right(stops, row)]

    sums = store.column("relations.sums")
    return MovedText(path, sums, starts[len(starts) - 1], moved_by)


def _decoded(text: bytes) -> str:
    """Return a part of a file as text.

    Raises:
        OutdatedError: if something in it decides on how the rest is read, or refuses it.
    """
    if b"\0" in text or b'\\"' in text:
        raise OutdatedError("a part that is read with the rest")
    try:
        return text.decode()
    except UnicodeDecodeError:
        raise OutdatedError("a part that is not UTF-8") from None
