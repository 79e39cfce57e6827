"""From what a user wants of a row to the text that it then has, written as its neighbors are.

Called by the workspace. Leaves out whether the row may be so (row_checks.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.editing.cell_edits import cell_of, cell_spans, needs_quotes, written_cell
from actorgraph.editing.written_rows import COLUMN, RowChange
from actorgraph.errors import UsageError
from actorgraph.index.texts import cells_of
from actorgraph.limits import LARGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.editing.edits import TableName
    from actorgraph.editing.table_file import TableFile
    from actorgraph.editing.written_rows import Record
    from actorgraph.tables import Table


def changed(file: TableFile, record: Record, cells: Mapping[str, str]) -> RowChange:
    """Return the change that puts contents into cells of a row."""
    table = file.table
    spans = cell_spans(record.text, table.delimiter)
    written = [record.text[slice(*span)] for span in spans]
    quotes_all = _quotes_what_need_not(written, table.delimiter)
    for name, cell in cells.items():
        at = table.columns[name]
        if at >= len(written):
            if not cell:
                continue
            written += [""] * (at + 1 - len(written))
        if cell == cell_of(written[at]):
            continue
        before = '"' if not written[at] and quotes_all else written[at]
        written[at] = written_cell(cell, before, table.delimiter)
    after = table.delimiter.join(written)
    return RowChange(file.name, record.line, record.text, after)


def added(file: TableFile, cells: Mapping[str, str], number: int) -> RowChange:
    """Return the change that adds a row before another one, or at the end.

    Args:
        number: of the row that it is to stand before; the number of rows for the end.
    """
    count = len(file)
    line = file.end_line if number == count else file.record(number).line
    end = file.line_end(number)
    is_open = number == count and file.is_last_line_open()
    text = _row_like(file, cells, number)
    lead, end = (end, "") if is_open else ("", end)
    return RowChange(file.name, line, None, text, end, lead, file.head)


def contents_of(file: TableFile, cells: Mapping[str, str]) -> list[str]:
    """Return what the cells of a row hold, column by column."""
    table = file.table
    contents = [""] * len(table.header)
    for name, cell in cells.items():
        contents[table.columns[name]] = cell
    return contents


def placed(file: TableFile, change: RowChange) -> RowChange:
    """Return a change made before, with an added row where it belongs by now.

    In a file that is sorted, and that others have changed since, this is another line.
    """
    if change.line == COLUMN or change.before is not None or file.layout is None:
        return change
    rows = file.sorted_rows()
    if rows is None or rows.falls or file.head != change.head:
        return change
    key = rows.key(cells_of((change.after or "").encode(), file.table.delimiter))
    number, count = file.layout.from_line(change.line), len(file)
    if rows.is_in_place(key, number, count):
        return change
    number = rows.place(key, count, {})
    return change._replace(line=file.end_line if number == count else file.record(number).line)


def removed(file: TableFile, record: Record) -> RowChange:
    """Return the change that takes a row out."""
    return RowChange(file.name, record.line, record.text, None, record.end, head=file.head)


def header_of(name: TableName, columns: Sequence[str]) -> RowChange:
    """Return the change that makes a file with a header."""
    return RowChange(name, 1, None, ",".join(written_cell(name, "", ",") for name in columns), "\n")


def refuse_unwritable(cells: Mapping[str, str]) -> None:
    """Refuse contents that no file of ours can hold.

    Raises:
        UsageError: if there is one.
    """
    for name, cell in cells.items():
        if "\0" in cell or (not cell.isascii() and _has_surrogate(cell)):
            raise UsageError(f"{name}: a NUL or half a character cannot be written to a file.")
        if len(cell) > LARGEST_CELL:
            raise UsageError(f"{name}: a cell holds {LARGEST_CELL >> 20} MB at most.")


def _has_surrogate(cell: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in cell)


def _row_like(file: TableFile, cells: Mapping[str, str], number: int) -> str:
    """Return the text of a row, written as the one before it, or the one that it stands before."""
    table = file.table
    contents = contents_of(file, cells)
    neighbor = number - 1 if number else 0
    like = _cells_as_written(table, file.record(neighbor).text) if len(file) else []
    quotes_all = _quotes_what_need_not(like, table.delimiter)
    written = []
    for at, cell in enumerate(contents):
        before = like[at] if at < len(like) else ""
        is_style = quotes_all if needs_quotes(cell_of(before), table.delimiter) else True
        is_quoted = (before[:1] == '"' and is_style) or (not before and quotes_all and bool(cell))
        written.append(written_cell(cell, '"' if is_quoted else "", table.delimiter))
    if not any(written[1:]) and len(written) == 1 and not written[0]:
        return '""'
    return table.delimiter.join(written)


def _cells_as_written(table: Table, text: str) -> list[str]:
    return [text[slice(*span)] for span in cell_spans(text, table.delimiter)]


def _quotes_what_need_not(written: Sequence[str], delimiter: str) -> bool:
    """Return whether a row quotes all its filled cells, also those that need no quotes."""
    plain = [cell for cell in written if cell and not needs_quotes(cell_of(cell), delimiter)]
    return bool(plain) and all(cell[0] == '"' for cell in plain)
