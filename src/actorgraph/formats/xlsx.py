"""Excel workbooks: two sheets, entities and relations, every cell a text.

Needs the extra `xlsx` (openpyxl). Nothing in a cell is ever a formula, and Excel changes no cell
that is text. Reads sheets of any name by their headers.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, time
from functools import partial
from itertools import repeat, zip_longest
from typing import TYPE_CHECKING, Any

from actorgraph.errors import DataError, MissingExtraError
from actorgraph.formats.content import ENTITY, Row
from actorgraph.formats.documents import refuse
from actorgraph.formats.notes import Notes
from actorgraph.formats.sheet_parts import Formulas, SheetPart, count_comments, parts_of
from actorgraph.formats.sheets import Sheet, SheetRow, kind_of_sheet, rows_of_sheet, with_title
from actorgraph.formats.shown_numbers import Money, Percent, currency_question
from actorgraph.formats.tabular import NAMES, ToldColumns, cell_of, tables_of
from actorgraph.limits import MOST_ROWS
from actorgraph.quantities import currency_code, is_currency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.tabular import Tables

LONGEST = 32767
"""Excel holds no more characters in a cell."""
_MIDNIGHT = time()
"""The time that a spreadsheet gives a day without one."""
_TEXT_IN_A_FORMAT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p|general')
"""What shows no part of a date in a number format: text, colour, locales, conditions, am and pm."""
_CONDITION = re.compile(r"\[[<>=]")
_CODES = re.compile(r"y+|m+|d+|h+|s+|e+")
"""What a number format shows of a date; three or four d are the day of the week."""
_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_file(path: Path, content: Content, losses: ExportLoss) -> None:
    """Write a workbook, row by row.

    Raises:
        MissingExtraError: if openpyxl is not installed.
    """
    openpyxl = _openpyxl()
    book = openpyxl.Workbook(write_only=True)
    tables = tables_of(content)
    for kind, name in NAMES.items():
        sheet = book.create_sheet(name)
        columns = _columns(tables, kind)
        sheet.append(columns)
        for number, row in enumerate(tables.rows(kind)):
            if number >= MOST_ROWS - 1:
                losses.account(row, None)
                continue
            held = {column: _held(cell) for column, cell in row.cells.items()}
            if held != row.cells:
                held["id"] = row.record  # the sidecar finds it by that
            losses.account(row._replace(stated=None), held)
            sheet.append([_text(sheet, held.get(column, "")) for column in columns])
    book.save(path)


def _columns(tables: Tables, kind: str) -> list[str]:
    """Return the header; with an id where a cell loses text, for the sidecar to name its row."""
    columns = tables.columns[kind]
    if "id" in columns:
        return columns
    cells = (cell for row in tables.rows(kind) for cell in row.cells.values())
    return [*columns, "id"] if any(cell != _held(cell) for cell in cells) else columns


def _held(cell: str) -> str:
    """Return the text that a cell can hold; a carriage return becomes a line feed."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_CELLS.sub("\ufffd", cell)[:LONGEST]


def _text(sheet: Any, text: str) -> Any:
    """Return a cell that is text even where it begins with `=`."""
    from openpyxl.cell import WriteOnlyCell

    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def read(path: Path, notes: Notes, renamed: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield the rows of every sheet whose name or header says what it is.

    Args:
        renamed: from our column names to the headers in the sheets.

    Raises:
        MissingExtraError: if openpyxl is not installed.
        DataError: if it is not a workbook.
    """
    told = ToldColumns(renamed)
    book, formulas, parts = _book_at(path, notes)

    def sheets(remarks: Notes) -> Iterator[Sheet]:
        for sheet in sorted(book.worksheets, key=lambda one: one.title.lower() != NAMES[ENTITY]):
            rows = _rows(sheet, formulas, parts, remarks)
            merged = parts.get(sheet._worksheet_path, _PLAIN).merged  # noqa: SLF001
            yield Sheet(str(path), sheet.title, rows, book.epoch, merged)

    hidden = {sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"}
    try:
        kinds = Counter(kind_of_sheet(sheet, told) for sheet in sheets(Notes()))
        for sheet in sheets(notes):
            for row in rows_of_sheet(sheet, notes, told):
                if sheet.title in hidden:
                    notes.add(f"sheet {sheet.title}", "rows of a hidden sheet read all the same")
                yield row if kinds[row.kind] <= 1 else with_title(row, sheet.title)
        told.refuse_unused(path)
    finally:
        book.close()


_PLAIN = SheetPart([], has_formulas=False)


def _opened(path: Path, *, values: bool) -> Any:
    return _openpyxl().load_workbook(path, read_only=True, data_only=values)


def _book_at(path: Path, notes: Notes) -> tuple[Any, Any, dict[str, SheetPart]]:
    """Open a workbook; return its values, its formulas if it has any, and the parts of its sheets.

    Raises:
        MissingExtraError: if openpyxl is not installed.
        DataError: if it is not a workbook.
    """
    try:
        parts = parts_of(path)
        notes.add("comments on cells", "not taken over", count_comments(path))
        book = _opened(path, values=True)
        has_formulas = any(part.has_formulas for part in parts.values())
        return book, _opened(path, values=False) if has_formulas else None, parts
    except (DataError, MissingExtraError):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its zip and XML parts raise
        raise refuse(path, f"this is not an Excel workbook: {error}") from None


def _rows(
    sheet: Any,
    formulas: Any,
    parts: Mapping[str, SheetPart],
    notes: Notes,
    value_of: Callable[[Any], Any] | None = None,
) -> Iterator[SheetRow]:
    """Yield the rows of a sheet that are not empty.

    Args:
        formulas: the workbook with its formulas, if it has any.
        value_of: returns what a cell shows; a day as a day if not given.
    """
    value_of = value_of or _shown
    part = parts.get(sheet._worksheet_path, _PLAIN)  # noqa: SLF001 - nothing else names it
    shown = Formulas(f"sheet {sheet.title}", part, notes)
    sheet.reset_dimensions()  # a lone cell far away would have every row as wide
    others: Iterator[Any] = repeat(())
    if formulas is not None and part.has_formulas:
        written_sheet = formulas[sheet.title]
        written_sheet.reset_dimensions()
        others = written_sheet.iter_rows(values_only=True)
    pairs = zip(sheet.iter_rows(), others, strict=False)
    for number, (cells, written) in enumerate(pairs, start=1):
        if not cells:
            continue
        row = [
            shown.shown(number, column, value_of(cell), formula, getattr(cell, "data_type", ""))
            for column, (cell, formula) in enumerate(zip_longest(cells, written), start=1)
        ]
        part.note_link(f"sheet {sheet.title}", number, row, notes)
        if any(value is not None for value in row):
            yield SheetRow(number, row)


def _shown(cell: Any) -> Any:
    """Return the value of a cell; a date no more exact than the sheet shows it.

    What is typed as "Jan-18" is kept as the first of January and shown as a month.
    """
    value = getattr(cell, "value", None)
    if isinstance(value, (int, float)) and _is_percent(cell):
        return Percent.of(value)
    if isinstance(value, (int, float)) and (currency := _currency(cell)):
        return Money.of(value, currency)
    if not isinstance(value, date):
        return value
    number_format = cell.number_format.lower()
    day, month, year = map(_parts_shown(number_format).__contains__, "dmy")
    if year:
        return (
            _day_shown(value, number_format)
            if day and month
            else f"{value:%Y-%m}"
            if month
            else f"{value:%Y}"
        )
    if not day and not month:
        return _shown_without_date(value, number_format)
    # Without a year it is no date of ours; the reader keeps it under another name and says so.
    return " ".join([str(value.day)] * day + [f"{value:%B}"] * month)


def _day_shown(value: date, number_format: str) -> str:
    """Return a day, with its time of day as far as the sheet shows it."""
    codes = "".join(_CODES.findall(_TEXT_IN_A_FORMAT.sub(" ", number_format.partition(";")[0])))
    if not isinstance(value, datetime) or "h" not in codes or value.time() == _MIDNIGHT:
        return value.strftime("%Y-%m-%d")
    return value.isoformat(timespec="seconds" if "s" in codes else "minutes")


def _shown_without_date(value: date, number_format: str) -> Any:
    """Return a time or a day of the week where one is shown; all of it where no format is set."""
    codes = _CODES.findall(_TEXT_IN_A_FORMAT.sub(" ", number_format))
    if any(code.startswith("d") for code in codes):
        return f"{value:%A}"
    return value.time() if codes and isinstance(value, datetime) else value


def _parts_shown(number_format: str) -> frozenset[str]:
    """Return which of d, m and y a number format shows; of sections by condition, what all show."""
    sections = _TEXT_IN_A_FORMAT.sub(" ", number_format).split(";")
    shown = [_parts_of_section(_CODES.findall(section)) for section in sections]
    by_condition = _CONDITION.search(number_format)
    return frozenset.intersection(*filter(None, shown)) if by_condition and any(shown) else shown[0]


def _parts_of_section(codes: list[str]) -> frozenset[str]:
    """Return the parts of a date among codes; m after hours or before seconds is minutes."""
    around = zip(["", *codes], codes, [*codes[1:], ""], strict=False)
    dates = (
        code[0].replace("e", "y")
        for before, code, after in around
        if code in ("d", "dd")
        or code[0] in "ye"
        or (code[0] == "m" and not before.startswith("h") and not after.startswith("s"))
    )
    return frozenset(dates)


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("An Excel workbook", extra="xlsx") from None
    return openpyxl


def sheets_as_text(path: Path) -> Iterator[tuple[str, list[list[str]], list[str]]]:
    """Yield the name and the lines of every sheet as its user sees them, with remarks on cells.

    Raises:
        MissingExtraError: if openpyxl is not installed.
        DataError: if it is not a workbook.
    """
    book, formulas, parts = _book_at(path, Notes())
    try:
        for sheet in book.worksheets:
            notes = Notes()
            currencies = Counter[str]()
            text_shown = partial(_text_shown, currencies)
            rows = _rows(sheet, formulas, parts, notes, text_shown)
            lines = [[str(cell or "") for cell in row.cells] for row in rows]
            for currency, number in currencies.items():
                notes.add("cells", currency_question(currency), number)
            yield sheet.title, lines, notes.sentences()
    finally:
        book.close()


def _text_shown(currencies: Counter[str], cell: Any) -> str | None:
    """Return a cell as text; a share that is shown in percent as one; None for an empty one.

    Args:
        currencies: counts those with which numbers are shown.
    """
    value = _shown(cell)
    if isinstance(value, Money):
        currencies[value.currency] += 1
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:.15g}"
    return cell_of(value) or None


_CURRENCY = re.compile(r'\[\$([^\]\-]+)[^\]]*\]|"\s*([^"\d\s]{1,4})\s*"|([$\u20ac\xa3\xa5])')
"""A currency in a number format: `[$EUR-407]`, `"kr"` or a sign by itself."""


def _currency(cell: Any) -> str:
    """Return the currency with which a cell shows its number; "" for none."""
    match = _CURRENCY.search(str(cell.number_format)) if not isinstance(cell.value, bool) else None
    found = next(filter(None, match.groups()), "").strip() if match else ""
    return currency_code(found) if found and is_currency(found) else ""


def _is_percent(cell: Any) -> bool:
    shown = _TEXT_IN_A_FORMAT.sub("", str(cell.number_format).lower())
    return "%" in shown and not isinstance(cell.value, bool)
