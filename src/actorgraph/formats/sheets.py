"""The sheets of a workbook as rows of our tables, wherever in a sheet its table begins.

People write a title above the header, merge cells, and leave formulas that nobody has calculated;
NodeXL puts the groups of its columns above them. Every row keeps its sheet and its number there.
Called by xlsx.py, which knows what a cell shows.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.errors import DataError, Problem
from actorgraph.formats.accounting import records
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.matrix import matrix_of, rows_of_matrix
from actorgraph.formats.row_builder import DATE_COLUMNS
from actorgraph.formats.sheet_parts import columns_under
from actorgraph.formats.shown_numbers import Money, Percent, currency_question
from actorgraph.formats.tabular import NOT_READ, cell_of, how_to_read, kind_of, read_row
from actorgraph.headings import column_meanings, column_options
from actorgraph.headings.matrix_shape import is_matrix
from actorgraph.quantities import SHARE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.tabular import ToldColumns

_ABOVE = 30
"""So many rows can stand above a header."""
_FEWEST = 2
"""A header below the first row has at least so many cells; a title has one."""
_TIME_OF_NODEXL = re.compile(r"(?:relationship|tweet) date(?: \(utc\))?\Z")


class SheetRow(NamedTuple):
    """A row of a sheet: its number and what its cells show."""

    number: int
    cells: list[object]


class Sheet(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        file: the workbook.
        title: its name.
        rows: those that are not empty.
        epoch: the day from which it counts days.
        merged: its merged ranges.
    """

    file: str
    title: str
    rows: Iterator[SheetRow]
    epoch: datetime
    merged: Sequence[str] = ()

    @property
    def place(self) -> str:
        """Return what a remark calls it."""
        return f"sheet {self.title}"


def kind_of_sheet(sheet: Sheet, told: ToldColumns) -> str:
    """Return what kind of table a sheet holds; "" for neither."""
    above = _first_rows(sheet)
    kind = _header_of(sheet.title, above, told)[1] if above else ""
    return kind or (RELATION if is_matrix(_squared(above)) else "")


def with_title(row: Row, title: str) -> Row:
    """Return a row with the title of its sheet, which may say something, such as a year."""
    column = f"{SHEET}_title" if SHEET in row.cells else SHEET
    return row._replace(cells={**row.cells, column: title})


SHEET = "sheet"
"""The column that keeps the title of a sheet, where several sheets hold tables of one kind."""


def rows_of_sheet(sheet: Sheet, notes: Notes, told: ToldColumns) -> Iterator[Row]:
    """Yield the rows of a sheet, if its name or its header says what it is."""
    above = _first_rows(sheet)
    if not above:
        return
    at, kind = _header_of(sheet.title, above, told)
    if not kind and is_matrix(_squared(above)):
        yield from _of_matrix(sheet, above, notes, told)
        return
    if not kind:
        number = len(above) + sum(1 for _ in sheet.rows)
        notes.add(sheet.place, "; ".join(filter(None, (NOT_READ, _advice(above)))), number)
        return
    if at:
        notes.add(f"{sheet.place}, above the header", "rows not taken over", at)
    header, constants = _understood(sheet, kind, above[at:], notes, told)
    numbers: list[int] = []
    rows = _numbered(chain(above[at + 1 :], sheet.rows), numbers)
    names = _meant(kind, header)
    asks_currency = kind == RELATION and "currency" not in {*names, *constants}
    below = _as_meant(rows, names, sheet, notes, asks_currency=asks_currency)
    for record in records(sheet.place, header, below, notes):
        given = dict(record)
        if any(value is not None for value in given.values()):
            given |= constants
        row = read_row(kind, list(given), list(given.values()), notes)
        if row is not None:
            yield row._replace(part=sheet.place, line=numbers[0])


def _first_rows(sheet: Sheet) -> list[SheetRow]:
    """Return the rows among which the header is; two that are one header as one.

    A header of two rows has cells in the first that go over several of the second: they are merged.
    """
    rows = list(islice(sheet.rows, _ABOVE))
    at = next((at for at, row in enumerate(rows) if len({*_texts(row)} - {""}) >= _FEWEST), None)
    if at is None or at + 1 >= len(rows):
        return rows
    upper, lower = _texts(rows[at]), _texts(rows[at + 1])
    under = columns_under(sheet.merged, rows[at].number)
    are_texts = all(isinstance(cell, str) for cell in rows[at + 1].cells if cell is not None)
    if (
        not under
        or not are_texts
        or not all(lower[column] for column in under & {*range(len(lower))})
    ):
        return rows
    upper += [""] * (len(lower) - len(upper))
    for column in sorted(under):
        upper[column] = upper[column] or upper[column - 1]
    names: list[object] = [
        " / ".join(dict.fromkeys(filter(None, pair))) for pair in zip_longest(upper, lower)
    ]
    return [*rows[:at], SheetRow(rows[at + 1].number, names), *rows[at + 2 :]]


def _squared(rows: Sequence[SheetRow]) -> list[list[str]]:
    """Return rows as texts, all of one length."""
    texts = [[cell_of(cell).strip() for cell in row.cells] for row in rows]
    width = max(map(len, texts), default=0)
    return [row + [""] * (width - len(row)) for row in texts]


def _of_matrix(
    sheet: Sheet, above: Sequence[SheetRow], notes: Notes, told: ToldColumns
) -> Iterator[Row]:
    """Yield the rows of a sheet that is an adjacency matrix."""
    rows = [*above, *sheet.rows]
    header, *below = _squared(rows)
    numbered = zip((row.number for row in rows[1:]), below, strict=True)
    matrix = matrix_of(f"{sheet.file}, {sheet.place}", header, numbered)
    constants = column_options.constants_in(told.of(RELATION, header))
    for row in rows_of_matrix(matrix, sheet.place, notes, constants):
        yield row._replace(part=sheet.place)


def _header_of(title: str, rows: list[SheetRow], told: ToldColumns) -> tuple[int, str]:
    """Return which row is the header, and what kind of table stands below it."""
    fallback = kind_of(title, ())
    for at, row in enumerate(rows):
        names = _texts(row)
        said = told.of(RELATION, names)
        meant = column_meanings.meanings(names, _sample(rows[at + 1 :]), _COLUMNS[RELATION], said)
        by_names = ENTITY if "name" in told.of(ENTITY, names) else kind_of("", names)
        has_ends = meant.columns.keys() >= _ENDS
        kind = RELATION if has_ends else "" if by_names == RELATION else by_names
        is_wide = sum(map(bool, names)) >= _FEWEST
        if kind and fallback in ("", kind) and (is_wide or not at):
            return at, kind
    return 0, fallback


def _advice(rows: list[SheetRow]) -> str:
    """Return what to say to have a sheet read, by the first row that can be a header."""
    wide = [at for at, row in enumerate(rows[:-1]) if sum(map(bool, _texts(row))) >= _FEWEST]
    advice = [how_to_read(_texts(rows[at]), _sample(rows[at + 1 :])) for at in wide[:_FEWEST]]
    with_header = (one for one in advice[1:] if _WITHOUT_HEADER not in one)
    return next(filter(None, (*advice[:1], *with_header)), "")


_WITHOUT_HEADER = "source=#"


def _understood(
    sheet: Sheet, kind: str, rows: list[SheetRow], notes: Notes, told: ToldColumns
) -> tuple[list[str], dict[str, str]]:
    """Return the header of a table under our names, and what is the same in every row of it.

    The header and the cells say together what a column means.

    Raises:
        DataError: if the cells contradict the header.
    """
    names = _named(kind, _texts(rows[0]))
    said = told.of(kind, names)
    meant = column_meanings.meanings(names, _sample(rows[1:]), _COLUMNS[kind], said)
    errors = []
    for level, column, message in meant.problems:
        if level == "error":
            file = f"{sheet.file}, {sheet.place}"
            errors.append(Problem(level, file, rows[0].number, column, message))
        elif not _is_nodexl(kind, _texts(rows[0])):
            notes.add(f"{sheet.place}, column {column}", f"question: {message}")
    if errors:
        raise DataError(errors)
    for ours, at in meant.columns.items():
        names[at] = ours
    return names, meant.constants


def _texts(row: SheetRow) -> list[str]:
    return [_text(cell) for cell in row.cells]


def _sample(rows: list[SheetRow]) -> list[list[str]]:
    return [_texts(row) for row in rows]


_COLUMNS = {ENTITY: schema.ENTITY_COLUMNS, RELATION: schema.RELATION_COLUMNS}
_ENDS = {"source", "target"}


def _is_nodexl(kind: str, header: list[str]) -> bool:
    """Return whether a table is NodeXL's, which says itself what its columns are."""
    folded = {schema.folded_header(name) for name in header}
    return folded >= ({"vertex 1", "vertex 2"} if kind == RELATION else {"vertex"})


def _named(kind: str, header: list[str]) -> list[str]:
    """Return a header with the columns of NodeXL under our names."""
    if not _is_nodexl(kind, header):
        return header
    folded = [schema.folded_header(name) for name in header]
    if kind == RELATION:
        return _with_date(header, folded)
    named = next((name for name in ("full name", "name") if name in folded), "")
    ours = {named: "name", "label": "aliases"} if named else {}
    return [ours.get(name, header[at]) for at, name in enumerate(folded)]


def _with_date(header: list[str], folded: list[str]) -> list[str]:
    """Return the header of NodeXL's edges, of which one column says when."""
    dated = next((at for at, name in enumerate(folded) if _TIME_OF_NODEXL.match(name)), None)
    is_free = schema.DATE_COLUMN not in folded
    return [
        schema.DATE_COLUMN if at == dated and is_free else name for at, name in enumerate(header)
    ]


def _meant(kind: str, header: list[str]) -> list[str]:
    """Return the names of columns, those that are ours under our names."""
    meanings = schema.known_columns(_COLUMNS[kind])
    return [meanings.get(name, name) for name in map(schema.folded_header, header)]


def _numbered(rows: Iterable[SheetRow], numbers: list[int]) -> Iterator[list[object]]:
    """Yield the cells of rows; the number of the last one stands in the list."""
    for row in rows:
        numbers[:] = [row.number]
        yield row.cells


def _as_meant(
    rows: Iterable[list[object]],
    names: list[str],
    sheet: Sheet,
    notes: Notes,
    *,
    asks_currency: bool,
) -> Iterator[list[object]]:
    """Yield the cells of rows as their columns mean them: a day, a share as the number of percent.

    Args:
        names: of the columns, those that are ours under our names.
        asks_currency: whether to say with what currency a number is shown.
    """
    for cells in rows:
        for at, name in enumerate(names[: len(cells)]):
            cell = cells[at]
            if name in DATE_COLUMNS:
                cells[at] = _day(cell, sheet, notes)
            elif name == SHARE and isinstance(cell, Percent):
                cells[at] = cell.removesuffix("%")
            elif asks_currency and isinstance(cell, Money):
                notes.add(sheet.place, currency_question(cell.currency, f" of {name}"))
        yield cells


def _day(cell: object, sheet: Sheet, notes: Notes) -> object:
    """Return a number in a column of dates as the day that Excel counts by it.

    A cell has such a number where its format was lost, as in a list that was pasted as text.
    """
    if not isinstance(cell, (int, float)) or isinstance(cell, bool):
        return cell
    if not _FIRST_DAY <= cell < _LAST_DAY or cell != int(cell):
        return cell
    notes.add(sheet.place, "numbers in a column of dates: read as the days that Excel counts")
    return (sheet.epoch + timedelta(days=int(cell))).date()


_FIRST_DAY, _LAST_DAY = 10_000, 80_000
"""From 1927 to 2119: smaller numbers can be years, larger ones days as 20180126."""


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
