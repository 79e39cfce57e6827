"""One CSV file to one checked table: read exactly as it stands, or refused with its place.

No cell is ever converted: `NA`, `001`, `1e5` and empty strings stay what they are. Problems carry
the physical line, also after cells that hold line breaks. Called by the dataset; leaves out what
the cells mean.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from actorgraph import limits, schema
from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.headings import column_meanings, column_options
from actorgraph.headings.column_periods import Spell, spans_in
from actorgraph.headings.table_headers import Table as Table  # noqa: PLC0414 - a table is asked for here
from actorgraph.headings.table_headers import is_headless, table_header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_BINARY = (
    (codecs.BOM_UTF32_LE, "UTF-32 text; save it as CSV UTF-8"),
    (b"\x1f\x8b", "gzip data; name it .csv.gz to have it unpacked"),
    (b"PK\x03\x04", "a zip or Excel file; save the sheet as CSV UTF-8"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"%PDF", "a PDF"),
    (b"\x28\xb5\x2f\xfd", "zstd data; unpack it first"),
)
DELIMITERS = ",;\t|"
_SAMPLE_LINES = 200
"""How many lines of a table its cells are judged by; every engine has read as many at its head."""
_SAMPLE = 32_768
"""And how many characters of these at most."""
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""What a text begins with that says of itself in which encoding it is, and that encoding."""


def table_of(
    file: str, header: Sequence[str], rows: Iterable[tuple[Mapping[str, str], int]]
) -> Table:
    """Return a table of rows in memory, each with its line; missing cells are empty.

    Args:
        header: our column names.
    """
    table = Table(file, list(header), {name: at for at, name in enumerate(header)})
    for cells, line in rows:
        table.rows.append([cells.get(name, "") for name in header])
        table.lines.append(line)
    return table


def read_table(
    path: Path,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> Table:
    """Read a CSV file whole.

    Args:
        path: a CSV file in UTF-8 (or UTF-16 with a byte order mark), or such a file as .gz.
        known: the columns we have names for; other columns are kept under their own header.
        required: our names of the columns it cannot do without.
        renamed: from our column name to the header it has in this file.

    Raises:
        UsageError: if there is no such file.
        DataError: if it is not text, or its header cannot be used.
    """
    (table,) = read_in_batches(path, known, required=required, renamed=renamed)
    return table


def read_in_batches(
    path: Path,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
    size: int | None = None,
) -> Iterator[Table]:
    """Read a CSV file some rows at a time; arguments and errors are those of `read_table`.

    Args:
        size: how many rows a batch has; all of them if None.

    Yields:
        The same table each time, with the next rows and every problem so far; at least once.
    """
    table = Table(str(path))
    text = _decoded(_content(path), table)
    text, skipped, stated_delimiter = without_separator_line(text)
    delimiter = table.delimiter = stated_delimiter or _delimiter(text, known, renamed or {})
    first_row = True
    for line, cells in _records(text, delimiter, skipped, table):
        if first_row:
            sample = _sample(text, delimiter)
            try:
                table_header(table, line, cells, known, required, renamed or {}, sample=sample)
            except DataError:
                _look_for_header_below(table, text, known, required)
                raise DataError(table.problems) from None
            first_row = False
            if not is_headless(table, cells):
                continue
        if size is not None and len(table.rows) >= size:
            yield table
            table.rows.clear()
            table.lines.clear()
        keep(table, line, cells)
    if first_row:
        table.problem("error", 1, "", "the file is empty; it needs at least a header line")
        raise DataError(table.problems)
    yield table


_DELIMITING = f'{DELIMITERS} "'
_ARROWS = ("->", "-->", "=>", "\u2192", "<->", "--", "\u2014", "\u2013", "-", ":")
"""What people write between two who are linked."""
_HIGHEST_TITLE = 30
"""So many lines can stand above a header."""


def _look_for_header_below(
    table: Table, text: str, known: Sequence[schema.Column], required: Sequence[str]
) -> None:
    """Say where the header seems to stand, if a title stands above it."""
    if not required or sum(map(bool, table.header)) > 1:
        return
    lines = text[:_SAMPLE].splitlines()
    for at in range(1, min(_HIGHEST_TITLE, len(lines) - 1)):
        below = "\n".join(lines[at:])
        header, *sample = _sample(below, _delimiter(below, known, {}), header=True) or [[]]
        understood = column_meanings.meanings(header, sample, known, {})
        named = {*understood.columns, *re.findall(r"--column '?(\w+)=", understood.proposal)}
        if lines[at].strip(_DELIMITING) and named.issuperset(required):
            message = f"the header seems to be line {at + 1}; delete the lines above it"
            table.problem("error", at + 1, "", message)
            return
    filled = [line for line in lines[1:_SAMPLE_LINES] if line.strip()] or lines[:1]
    if mark := next((one for one in _ARROWS if all(f" {one} " in line for line in filled)), ""):
        message = (
            f"who is linked with whom seems to stand on both sides of {mark!r}; write a comma or "
            "semicolon in its place, and in the first line source and target, parted the same way"
        )
        table.problem("error", 1, "", message)
    elif lines and len(lines[0].split()) > 1:
        message = "one cell was found in this line; part cells by a comma, semicolon, tab or |"
        if len({len(line.split()) for line in lines[:_SAMPLE_LINES] if line.strip()}) == 1:
            ends = (column_options.option(name, f"#{at}") for at, name in enumerate(required, 1))
            message += (
                f"; if blanks part them and there is no header, read it with {' '.join(ends)}"
            )
        table.problem("error", 1, "", message)


def read_header(
    text: str,
    name: str,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> tuple[Table, str]:
    """Return the table of a file that begins with this text, without its rows, and its delimiter.

    Its cells are judged by the first rows, as far as they are in the text.

    Raises:
        DataError: if the header cannot be used.
    """
    table = Table(name)
    delimiter = _delimiter(text, known, renamed or {})
    line, cells = next(_records(text, delimiter, 0, table))
    sample = _sample(text, delimiter)
    table_header(table, line, cells, known, required, renamed or {}, sample=sample)
    return table, delimiter


def text_of(path: Path) -> str:
    """Return the text of a file as a table is read: unpacked, in UTF-8 or as its marks say.

    Raises:
        UsageError: if it cannot be read.
        DataError: if it is no text, or unpacks to more than it may.
    """
    return _decoded(_content(path), Table(str(path)))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            read = limits.unpacked if path.suffix == ".gz" else limits.bounded_text
            return read(file, str(path))
    except FileNotFoundError:
        raise UsageError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder, not a CSV file.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


def check_header(raw: bytes, file: str) -> None:
    """Refuse a file that begins so, if it is no text or not in UTF-8: for readers of lines.

    Raises:
        DataError: with what it is.
    """
    _refuse_binary(raw, file)
    if raw.startswith(tuple(mark for mark, name in BYTE_ORDER_MARKS if name == "utf-16")):
        raise DataError([Problem("error", file, 1, "", "UTF-16 text; save it as CSV UTF-8")])


def _refuse_binary(raw: bytes, file: str) -> None:
    for magic, what in _BINARY:
        if raw.startswith(magic):
            raise DataError([Problem("error", file, 1, "", f"this is not CSV but {what}")])


def _decoded(raw: bytes, table: Table) -> str:
    _refuse_binary(raw, table.file)
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    if encoding != "utf-16" and (at := raw.find(0)) >= 0:
        message = "a NUL byte; if this is UTF-16, save the file as CSV UTF-8"
        table.problem("error", _line_of(raw, at), "", message)
        raise DataError(table.problems)
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        byte = f"0x{raw[error.start]:02x}" if error.start < len(raw) else "the end"
        message = (
            f"byte {byte} is not UTF-8; save the file as CSV UTF-8 "
            "(older spreadsheets write cp1252, or cp1251 for Cyrillic)"
        )
        table.problem("error", _line_of(raw, error.start), "", message)
        raise DataError(table.problems) from None


def _line_of(raw: bytes, position: int) -> int:
    before = raw[:position]
    return 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")


def without_separator_line(text: str) -> tuple[str, int, str]:
    """Remove the `sep=;` line of spreadsheets; return text, lines removed and delimiter."""
    first, _, rest = text.partition("\n")
    line = first.rstrip("\r")
    if line[:4].lower() == "sep=" and len(line) == len("sep=,"):
        return rest, 1, line[-1]
    return text, 0, ""


def _delimiter(text: str, known: Sequence[schema.Column], renamed: Mapping[str, str]) -> str:
    """Return the delimiter that splits the header into most known names, else the most frequent.

    Blanks part cells only where they alone part the header into several names, or a line without a
    header into as many as the user names.
    """
    head = next((line for line in text[:1_000_000].splitlines() if line.strip()), "")
    names = set(schema.known_columns(tuple(known)))
    headers = column_options.headers_in(renamed).values()
    names |= {schema.folded_header(header) for header in headers}

    def understood(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip().strip('"') for cell in head.split(delimiter)]
        return sum(schema.folded_header(cell) in names for cell in cells), len(cells)

    best = max(DELIMITERS, key=understood)
    by_blank, parts = understood(" ")
    places = [int(name[1:]) for name in headers if column_options.NUMBERED.match(name)]
    is_by_blanks = by_blank > 1 or 1 < max(places, default=0) <= parts
    return " " if is_by_blanks and understood(best)[1] == 1 else best


def sample_of(text: str) -> list[list[str]]:
    """Return the cells of the first lines of a text, its header too, whatever they mean."""
    text, _, stated_delimiter = without_separator_line(text)
    return _sample(text, stated_delimiter or _delimiter(text, (), {}), header=True)


def _sample(text: str, delimiter: str, *, header: bool = False) -> list[list[str]]:
    """Return the cells of the first rows of a text, without its header unless that is wanted."""
    lines = text[:_SAMPLE].split("\n", _SAMPLE_LINES)
    whole = "\n".join(lines[:_SAMPLE_LINES])
    is_cut = len(whole) < len(text.rstrip("\r\n"))
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(whole, newline=""), delimiter=delimiter))
    except csv.Error:
        is_cut = True
    filled = [row for row in (rows[:-1] if is_cut else rows) if any(row)]
    return filled if header else filled[1:]


def _records(
    text: str, delimiter: str, skipped: int, table: Table
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record of a text, with the physical line it begins on."""
    return records(_lines(text), delimiter, skipped, table, backslashes='\\"' in text)


def add_rows(table: Table, text: str, delimiter: str, skipped: int) -> None:
    """Add the records of a text to the rows of a table; what is wrong is noted in it.

    Args:
        text: whole lines without a header.
        skipped: how many lines stand before it in the file.
    """
    for line, cells in _records(text, delimiter, skipped, table):
        keep(table, line, cells)


def count_lines(text: str) -> int:
    """Return how many lines end in a text, by a line feed, a carriage return or both."""
    return len(_LINE_END.findall(text))


_LINE_END = re.compile("\r\n?|\n")
_TOGETHER = 1 << 20


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; of many at once Python would hold four bytes for each letter."""
    at = 0
    while at < len(text):
        match = _LINE_END.search(text, at + _TOGETHER)
        end = match.end() if match else len(text)
        yield from io.StringIO(text[at:end], newline="")
        at = end


def records(
    lines: Iterable[str], delimiter: str, skipped: int, table: Table, *, backslashes: bool
) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the physical line it begins on; what cannot be read ends the reading.

    Args:
        lines: each with its end.
        skipped: how many lines stand before them.
        backslashes: whether a backslash stands before a quote anywhere.
    """
    limit = csv.field_size_limit(limits.LARGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    ended = skipped
    try:
        for cells in reader:
            begins, ended = ended + 1, reader.line_num + skipped
            if backslashes and _is_escaped_with_backslash(cells):
                message = 'a quote escaped as \\"; write two quotes ("") instead'
                table.problem("error", begins, "", message)
            elif cells:
                yield begins, cells
    except csv.Error as error:
        table.problem("error", ended + 1, "", _quoting_problem(str(error)))
    finally:
        csv.field_size_limit(limit)


def _is_escaped_with_backslash(cells: list[str]) -> bool:
    return any(
        cell.endswith("\\") and following.endswith('"') for cell, following in pairwise(cells)
    )


def _quoting_problem(error: str) -> str:
    if "unexpected end of data" in error:
        return "a quoted cell begins in this record and is never closed; add the missing quote"
    if "field larger" in error:
        return "a cell of more than 16 MB; a quote is probably missing before it"
    return (
        'a quote inside a quoted cell; write it twice ("") '
        f"or close the cell before the next delimiter ({error})"
    )


def keep(table: Table, line: int, cells: list[str]) -> None:
    """Add a record to the rows of a table, or say why it is none of them."""
    width = len(table.header)
    if len(cells) > width and not any(cells[width:]):
        del cells[width:]
    if not any(cells):
        return
    if len(cells) != width:
        count = f"{len(cells)} cell{'' if len(cells) == 1 else 's'}"
        message = f"{count} where the header has {width}; {_ragged_advice(cells, width)}"
        table.problem("error", line, "", message)
        return
    if not table.is_rewritten:
        table.rows.append(cells)
        table.lines.append(line)
        return
    for row in _rewritten(table, line, cells):
        table.rows.append(row)
        table.lines.append(line)


def _rewritten(table: Table, line: int, cells: list[str]) -> Iterator[list[str]]:
    """Yield a record with the cells that do not stand in the file, once for each of its periods."""
    if table.periods is None:
        yield cells + table.constants
        return
    cell = cells[table.periods]
    spans = spans_in(cell) if cell.strip() else [Spell("", "")]
    if spans is None:
        message = f"{cell!r} is no period; write [2016-02-03, 2016-02-04], with Infinity if open"
        table.problem("error", line, table.header[table.periods], message)
        spans = []
    for span in spans:
        yield [*cells, *table.constants[:-2], *span]


def _ragged_advice(cells: list[str], width: int) -> str:
    if len(cells) > width:
        return 'put a cell that holds the delimiter between quotes ("a, b")'
    return "write the missing cells as empty ones"
