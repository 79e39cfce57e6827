"""The sheets of a workbook as rows of our tables, wherever in a sheet its table begins.

People write a title above the header, merge cells, and leave formulas that nobody has calculated;
NodeXL puts the groups of its columns above them. Every row keeps its sheet and its number there.
Called by xlsx.py, which knows what a cell shows.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime, timedelta
from itertools import chain, islice, zip_longest
from typing import IO, TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.errors import DataError, Problem
from actorgraph.formats.accounting import records
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.matrix import is_matrix, matrix_of, rows_of_matrix
from actorgraph.formats.row_builder import DATE_COLUMNS
from actorgraph.formats.tabular import NOT_READ, cell_of, how_to_read, kind_of, read_row
from actorgraph.headings import column_meanings
from actorgraph.limits import check_archive
from actorgraph.quantities import SHARE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.tabular import ToldColumns

_ABOVE = 30
"""So many rows can stand above a header."""
_FEWEST = 2
"""A header below the first row has at least so many cells; a title has one."""
ERROR = "e"
"""The type of a cell with an error; in a cell of text, `#N/A` is text."""
_REFERENCE = re.compile(r"=\+?\$?([A-Z]{1,3})\$?(\d{1,7})\Z")
_TIME_OF_NODEXL = re.compile(r"(?:relationship|tweet) date(?: \(utc\))?\Z")


class Percent(str):
    """A number that a sheet shows in percent, as its user sees it: `25.5 %`."""

    __slots__ = ()

    @classmethod
    def of(cls, number: float) -> Percent:
        """Return a part of one as percent."""
        return cls(f"{number * 100:.15g} %")


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
    dated = _positions(kind, header, DATE_COLUMNS)
    shares = _positions(kind, header, (SHARE,))
    numbers: list[int] = []

    def below() -> Iterator[list[object]]:
        for row in chain(above[at + 1 :], sheet.rows):
            numbers[:] = [row.number]
            yield [
                _day(cell, sheet, notes)
                if column in dated
                else _share(cell)
                if column in shares
                else cell
                for column, cell in enumerate(row.cells)
            ]

    for record in records(sheet.place, header, below(), notes):
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
    under = _columns_under(sheet.merged, rows[at].number)
    are_texts = all(isinstance(cell, str) for cell in rows[at + 1].cells if cell is not None)
    if (
        not under
        or not are_texts
        or not all(lower[column] for column in under & {*range(len(lower))})
    ):
        return rows
    names: list[object] = [
        " / ".join(dict.fromkeys(filter(None, pair))) for pair in zip_longest(upper, lower)
    ]
    return [*rows[:at], SheetRow(rows[at + 1].number, names), *rows[at + 2 :]]


def _columns_under(merged: Iterable[str], row: int) -> set[int]:
    """Return the columns over which cells of a row are merged, counted from 0."""
    under: set[int] = set()
    for place in merged:
        left, top, right, _ = _corners(place)
        if top == row and left < right:
            under.update(range(left - 1, right))
    return under


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
    constants = column_meanings.constants_in(told.of(RELATION, header))
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


def _positions(kind: str, header: list[str], columns: Collection[str]) -> frozenset[int]:
    """Return where columns of ours stand."""
    meanings = schema.known_columns(_COLUMNS[kind])
    names = [meanings.get(name, name) for name in map(schema.folded_header, header)]
    return frozenset(at for at, name in enumerate(names) if name in columns)


def _share(cell: object) -> object:
    """Return a share that is shown in percent as the number of percent."""
    return cell.removesuffix(" %") if isinstance(cell, Percent) else cell


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


class Formulas:
    """The formulas of a sheet that have no value in the file, and the cells that are merged.

    Excel stores with a formula what it gave at last; other programs write the formula alone. A
    formula that only names another cell has the value of that cell.

    Args:
        place: what a remark calls the sheet.
        part: what the sheet has beside values; all cells of a merged range show its first one.
    """

    def __init__(self, place: str, part: SheetPart, notes: Notes) -> None:
        self._place = place
        self._notes = notes
        self._keeps_values = part.has_formulas or bool(part.merged)
        self._values: dict[tuple[int, int], object] = {}
        self._first = dict(_covered(part.merged))

    def shown(
        self, row: int, column: int, value: object, formula: object, kind: str = ""
    ) -> object:
        """Return what a cell shows; None for an error or a formula without a value.

        Args:
            kind: the type of the cell, ERROR for one with an error.
        """
        if value is None and (row, column) in self._first:
            value = self._values.get(self._first[row, column])
        elif value is None and isinstance(formula, str) and formula.startswith("="):
            value = self._value_of(formula)
            if value is None:
                place = f"{self._place}, {_letters(column)}{row}"
                self._notes.add(place, f"formulas without a value ({formula[:40]}): read as empty")
        elif kind == ERROR:
            self._notes.add(self._place, f"cells with the error {value}: read as empty")
            value = None
        if value is not None and self._keeps_values:
            self._values[row, column] = value
        return value

    def _value_of(self, formula: str) -> object:
        match = _REFERENCE.match(formula.replace(" ", ""))
        return self._values.get((int(match[2]), _column(match[1]))) if match else None


def _covered(merged: Iterable[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the place of each merged cell with that of the first one of its range."""
    for place in merged:
        left, top, right, bottom = _corners(place)
        if (right - left + 1) * (bottom - top + 1) > _MOST_MERGED:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    yield (row, column), (top, left)


def _corners(place: str) -> tuple[int, int, int, int]:
    """Return the first column and row of a merged range and the last ones; zeros for none."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", place)
    if match is None:
        return 0, 0, 0, 0
    return _column(match[1]), int(match[2]), _column(match[3]), int(match[4])


_MOST_MERGED = 10_000
"""Cells in one range; a larger one is a mistake."""


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _letters(column: int) -> str:
    text = ""
    while column:
        column, left = divmod(column - 1, 26)
        text = chr(ord("A") + left) + text
    return text


class SheetPart(NamedTuple):
    """What a part of a workbook has beside values: its merged ranges, and whether formulas."""

    merged: list[str]
    has_formulas: bool


def parts_of(path: Path) -> dict[str, SheetPart]:
    """Return by its name in the file what each sheet of a workbook has beside values."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        check_archive(archive, str(path), path.stat().st_size)
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and not name.endswith("/"):
                with archive.open(name) as file:
                    parts[name] = _scanned(file)
    return parts


_MERGED = re.compile(rb'mergeCell ref="([A-Z0-9:]+)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


def _scanned(file: IO[bytes]) -> SheetPart:
    merged: list[str] = []
    has_formulas = False
    before = b""
    while piece := file.read(1 << 16):
        text = before + piece
        has_formulas = has_formulas or bool(_FORMULA.search(text))
        merged += [place.decode() for place in _MERGED.findall(text)]
        before = text[-64:]
    return SheetPart(merged, has_formulas)
