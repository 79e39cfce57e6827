"""Edits of a step as changes to rows, before anything is made of them.

Rows are found as the user saw them; the changes are in the order in which they are made: the last
rows first, so that none moves another that is still to be changed. Called by the workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from actorgraph import judgements
from actorgraph.editing.edits import ADD, REMOVE, Applied, Review, TableRow, described
from actorgraph.editing.row_changes import added, changed, header_of, refuse_unwritable, removed
from actorgraph.editing.row_checks import EditedRow
from actorgraph.editing.written_rows import COLUMN, RowChange, digest_of
from actorgraph.errors import ArgumentError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.editing.edits import Edit, TableName
    from actorgraph.editing.table_file import TableFile
    from actorgraph.editing.written_rows import Record

_COLUMNS_OF_NEW: Mapping[TableName, tuple[str, ...]] = {
    "entities": ("id", "name", "type"),
    "judgements": tuple(column.name for column in judgements.COLUMNS),
}
"""The columns of a file that is made with its first row, beside those that the row fills."""


class _PlaceInOrder(NamedTuple):
    """Where a change is: in the order of rows, those that are added before one before it."""

    line: int
    is_there: bool
    order: int


class PlannedStep:
    """The changes of a step. The header of a file that is to be made stands in it meanwhile.

    Args:
        files: the tables as they are.
        edits: of the step.

    Attributes:
        missing: what is missing for it, if something is.
        rows: the rows before and after, in the order of their lines.

    Raises:
        EditConflict: if a row is not what the user saw.
        ArgumentError: if edits contradict each other.
        UsageError: if a cell cannot be written.
    """

    def __init__(self, files: Mapping[TableName, TableFile], edits: Sequence[Edit]) -> None:
        if not edits:
            raise ArgumentError("edits", "a step needs at least one edit.")
        self._files = files
        self._headers: list[RowChange] = []
        self.rows: list[EditedRow] = []
        for edit in edits:
            refuse_unwritable(edit.cells)
        self.missing = self._missing(edits)
        if self.missing is not None:
            return
        found = [self._found(edit) for edit in edits]
        try:
            self._add_columns(edits)
            self._make_files(edits)
            self._plan(edits, found)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        """Return the step."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the headers of new files out again: they are made with the step."""
        for change in reversed(self._headers):
            self._files[change.table].apply(change.undone())

    def changes(self) -> list[RowChange]:
        """Return the changes in the order in which they are to be made."""
        made = [one.change for one in reversed(self.rows) if one.change.before != one.change.after]
        return [*self._headers, *made]

    def described(self) -> list[str]:
        """Return a line for each cell that changes, or one for a row that comes or goes."""
        columns = [one for one in self._headers if one.line == COLUMN]
        return [f"{one.table}.csv:1: added the column {one.after}" for one in columns] + [
            line
            for row in self.rows
            for line in described(
                row.change.table, row.line, *map(self._cells_of(row), row.change[2:4])
            )
        ]

    def applied(self, step: int) -> Applied:
        """Return what the step led to, once it is made."""
        rows, gone = [], []
        for one in self.rows:
            table, after = one.change.table, one.change.after
            if after is None:
                gone.append((table, one.change.line))
            else:
                cells = self._files[table].cells_in(after)
                rows.append(TableRow(table, one.line, digest_of(after), cells))
        return Applied(step, tuple(rows), tuple(gone))

    def _cells_of(self, row: EditedRow) -> Callable[[str | None], dict[str, str] | None]:
        file = self._files[row.change.table]
        return lambda text: None if text is None else file.cells_in(text)

    def _missing(self, edits: Sequence[Edit]) -> Review | None:
        """Return the columns that cells need and files lack; None if there are none."""
        errors, missing = [], []
        for edit in edits:
            file = self._files[edit.table]
            if file.layout is None:
                continue
            table = file.table
            for name, cell in edit.cells.items():
                if not cell or table.columns.get(name, len(table.header)) < len(table.header):
                    continue
                if name in table.columns:
                    message = "it is no column of the file; actorgraph.toml, or a period, gives it"
                elif edit.add_columns and file.may_add(name):
                    continue
                else:
                    message = f"there is no such column; it would be added to {len(file):,} rows"
                    missing.append((edit.table, name))
                errors.append(Problem("error", table.file, 1, name, message))
        return Review(tuple(errors), missing_columns=tuple(missing)) if errors else None

    def _found(self, edit: Edit) -> int | None:
        """Return the number of the row that the user saw; None for one that is added."""
        if edit.do == ADD:
            return None
        return self._files[edit.table].find(edit.line or 0, edit.digest or "").number

    def _add_columns(self, edits: Sequence[Edit]) -> None:
        """Add the columns that cells need, where that was allowed."""
        for edit in edits:
            file = self._files[edit.table]
            for name, cell in edit.cells.items():
                if cell and edit.add_columns and file.may_add(name):
                    change = RowChange(edit.table, COLUMN, None, name)
                    file.apply(change)
                    self._headers.append(change)

    def _make_files(self, edits: Sequence[Edit]) -> None:
        """Put a header into each file that is not there and gets a row."""
        for name, own in _COLUMNS_OF_NEW.items():
            file = self._files[name]
            filled = [
                column
                for edit in edits
                if edit.table == name and edit.do == ADD
                for column, cell in edit.cells.items()
                if cell
            ]
            if file.layout is None and filled:
                change = header_of(name, [*dict.fromkeys((*own, *filled))])
                file.apply(change)
                self._headers.append(change)

    def _plan(self, edits: Sequence[Edit], found: Sequence[int | None]) -> None:
        planned: list[tuple[TableName, _PlaceInOrder, RowChange, Record | None]] = []
        seen: set[tuple[str, int]] = set()
        for order, (edit, number) in enumerate(zip(edits, found, strict=True)):
            file, record = self._files[edit.table], None
            if number is None:
                if not any(map(str.strip, edit.cells.values())):
                    raise ArgumentError("cells", "a row that is added needs at least one cell.")
                change = added(file, _fitting(file, edit.cells), len(file))
            else:
                record = file.record(number)
                if (edit.table, record.number) in seen:
                    raise ArgumentError("edits", f"line {record.line} is to be changed twice.")
                seen.add((edit.table, record.number))
                if edit.do == REMOVE:
                    change = removed(file, record)
                else:
                    change = changed(file, record, _fitting(file, edit.cells))
            place = _PlaceInOrder(change.line, record is not None, order)
            planned.append((edit.table, place, change, record))
        moved: dict[TableName, int] = {}
        for table, _, change, record in sorted(planned, key=lambda one: one[:2]):
            line = change.line + moved.get(table, 0)
            moved[table] = moved.get(table, 0) + change.height
            self.rows.append(EditedRow(change, record, line))


def _fitting(file: TableFile, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that there is a column for; others are empty."""
    return {name: cell for name, cell in cells.items() if name in file.cells_in("")}
