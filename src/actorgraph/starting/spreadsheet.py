"""The sheets of a spreadsheet as text, as its user sees them: an Excel workbook or any CSV file.

Also CSV as German and French Excel write it: semicolons, Windows letters. Called by taking_over.py;
leaves out what the columns mean.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import DataError, UsageError
from actorgraph.tables import Table, records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TEXT = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_DELIMITERS = ";,\t|"
_WINDOWS = "cp1252"
_LOOKED_AT = 20
_SAID = 3
"""So many remarks on the cells of a sheet are said."""


class TextSheet(NamedTuple):
    """A sheet.

    Attributes:
        name: of the file, with that of the sheet in a workbook.
        header, rows: as text; every row as long as the header.
        note: what a user should know about how it was read; usually "".
    """

    name: str
    header: list[str]
    rows: list[list[str]]
    note: str = ""


def is_spreadsheet(path: Path) -> bool:
    """Return whether a file holds a plain table that nobody but its user gave a meaning.

    Raises:
        UsageError: if there is no such file.
    """
    from actorgraph.formats.recognition import format_to_read

    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    suffix = path.suffix.lower()
    return suffix in _WORKBOOKS or (
        suffix in _TEXT and format_to_read(path).name in ("csv", "xlsx")
    )


def sheets_of(path: Path) -> Iterator[TextSheet]:
    """Yield the sheets of a file that hold anything.

    Raises:
        DataError: if a quote of a text is out of place: which cells it closes nobody knows.
    """
    read = _of_workbook if path.suffix.lower() in _WORKBOOKS else _of_text
    for sheet in read(path):
        rows = [row for row in sheet.rows if any(row)]
        if any(sheet.header) and rows:
            yield sheet._replace(rows=rows)


def _of_text(path: Path) -> Iterator[TextSheet]:
    raw = path.read_bytes()
    text, note = _decoded(raw)
    table = Table(str(path))
    backslashes = '\\"' in text
    read = records(
        io.StringIO(text, newline=""), _delimiter(text), 0, table, backslashes=backslashes
    )
    lines = [row for _, row in read]
    if table.problems:
        raise DataError(table.problems)
    if lines and len(lines[0]) == 1 and lines[0][0].lower().startswith("sep="):
        lines = lines[1:]
    yield _squared(path.name, lines, note)


def _decoded(raw: bytes) -> tuple[str, str]:
    """Return the text of a file, and how it was read if that is not sure."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16"), ""
    try:
        return raw.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        text = raw.decode(_WINDOWS, errors="replace")
        other = next((word for word in text.split() if not word.isascii()), "")
        return text, f"is read as Windows letters ({_WINDOWS}): {other.strip(';,')!r} is in it"


def _delimiter(text: str) -> str:
    """Return the delimiter that parts the first lines into most columns, the same in each."""
    first = text.partition("\n")[0]
    if first.lower().startswith("sep=") and len(first.strip()) > len("sep="):
        return first.strip()[-1]
    head = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]

    def columns(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(head, delimiter=delimiter)]
        return min(counts, default=0), max(counts, default=0)

    return max(_DELIMITERS, key=columns)


def _of_workbook(path: Path) -> Iterator[TextSheet]:
    from actorgraph.formats.xlsx import sheets_as_text

    for name, lines, remarks in sheets_as_text(path):
        said = [one.removesuffix(".") for one in remarks[:_SAID]]
        said += [f"and {len(remarks) - _SAID:,} more such cells"] * (len(remarks) > _SAID)
        yield _squared(f"{path.name}, sheet {name}", lines, "; ".join(said))


def _squared(name: str, lines: list[list[str]], note: str) -> TextSheet:
    """Return lines as a sheet; columns with neither a header nor a cell are left out.

    The header is the first line with two cells or more: titles may stand above it.
    """
    filled = (at for at, line in enumerate(lines) if sum(map(bool, map(str.strip, line))) > 1)
    lines = lines[next(filled, 0) :]
    header = [cell.strip() for cell in lines[0]] if lines else []
    width = max(map(len, lines), default=0)
    full = [[*row, *[""] * (width - len(row))] for row in (header, *lines[1:])]
    kept = [place for place in range(width) if any(row[place].strip() for row in full)]
    squared = [[row[place] for place in kept] for row in full]
    return TextSheet(name, squared[0] if squared else [], squared[1:], note)
