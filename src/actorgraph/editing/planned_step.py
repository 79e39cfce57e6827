"""Edits of a step as changes to rows, before anything is made of them.

Rows are found as the user saw them; the changes are in the order in which they are made: the last
rows first, so that none moves another that is still to be changed. Called by the workspace.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from actorgraph import judgements
from actorgraph.editing.edits import ADD, REMOVE, Applied, Review, TableRow, described
from actorgraph.editing.row_changes import (
    added,
    changed,
    contents_of,
    header_of,
    refuse_unwritable,
    removed,
)
from actorgraph.editing.row_checks import EditedRow
from actorgraph.editing.written_rows import COLUMN, RowChange, digest_of
from actorgraph.errors import ArgumentError, Problem
from actorgraph.index.texts import cells_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.editing.edits import Edit, TableName
    from actorgraph.editing.row_order import RowKey
    from actorgraph.editing.table_file import TableFile
    from actorgraph.editing.written_rows import Record

_COLUMNS_OF_NEW: Mapping[TableName, tuple[str, ...]] = {
    "entities": ("id", "name", "type"),
    "judgements": tuple(column.name for column in judgements.COLUMNS),
}
"""The columns of a file that is made with its first row, beside those that the row fills."""


class _PlaceInOrder(NamedTuple):
    """Where a change is: in the order of rows, those that are added before one before it.

    Attributes:
        key: of an added row, in the order of a sorted file.
        number: among the edits of the step.
    """

    line: int
    is_there: bool
    key: RowKey
    number: int


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
        # First whether the rows are those that the user saw: what a changed one lacks is not asked.
        found = [self._found(edit) for edit in edits]
        self.missing = self._missing(edits)
        if self.missing is not None:
            return
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
        texts: dict[tuple[TableName, int], str] = {}
        for at, (edit, number) in enumerate(zip(edits, found, strict=True)):
            if number is None:
                continue
            file = self._files[edit.table]
            record = file.record(number)
            if (edit.table, number) in texts:
                raise ArgumentError("edits", f"line {record.line} is to be changed twice.")
            if edit.do == REMOVE:
                change = removed(file, record)
            else:
                change = changed(file, record, _fitting(file, edit.cells))
            texts[edit.table, number] = change.after or record.text
            place = _PlaceInOrder(change.line, is_there=True, key=(), number=at)
            planned.append((edit.table, place, change, record))
        for at, edit in enumerate(edits):
            if edit.do == ADD:
                edited = {row: text for (name, row), text in texts.items() if name == edit.table}
                place, change = _added(self._files[edit.table], edit, at, edited)
                planned.append((edit.table, place, change, None))
        moved: dict[TableName, int] = {}
        for table, _, change, before in sorted(planned, key=lambda one: one[:2]):
            line = change.line + moved.get(table, 0)
            moved[table] = moved.get(table, 0) + change.height
            self.rows.append(EditedRow(change, before, line))


def _added(
    file: TableFile, edit: Edit, at: int, edited: Mapping[int, str]
) -> tuple[_PlaceInOrder, RowChange]:
    """Return where a row is added, which is the end unless the file is sorted, and how.

    Args:
        at: the number of the edit in its step.
        edited: what rows are changed to in the same step, by their numbers.
    """
    if not any(map(str.strip, edit.cells.values())):
        raise ArgumentError("cells", "a row that is added needs at least one cell.")
    cells = _fitting(file, edit.cells)
    rows, number = file.order.rows, len(file)
    key: RowKey = ()
    if rows is not None:
        key = rows.key(contents_of(file, cells))
        delimiter = file.table.delimiter
        texts = {row: cells_of(text.encode(), delimiter) for row, text in edited.items()}
        number = rows.place(key, len(file), texts)
    change = added(file, cells, number)
    return _PlaceInOrder(change.line, is_there=False, key=key, number=at), change


def _fitting(file: TableFile, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that there is a column for; others are empty."""
    return {name: cell for name, cell in cells.items() if name in file.cells_in("")}
