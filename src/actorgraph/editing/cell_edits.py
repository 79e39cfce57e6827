"""Change cells of a CSV file and nothing else: every other byte stays as it is.

Quoting, line ends, the order of rows and columns, a byte order mark and blank lines are kept.
Called by table_file.py, for edits of a user, and by fixing/cell_fixes.py. Leaves out which cells,
and writing the file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.limits import LARGEST_CELL
from actorgraph.tables import without_separator_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class CellEdit(NamedTuple):
    """A cell to change.

    Attributes:
        line: the physical line on which its row begins, from 1.
        position: of the cell in its row, from 0.
        old, new: what stands in the cell, and what is to stand there.
    """

    line: int
    position: int
    old: str
    new: str


class EditError(ValueError):
    """A cell is not where it was, or does not hold what it held."""


def edited(raw: bytes, edits: Sequence[CellEdit], delimiters: str) -> bytes:
    """Return the content of a CSV file with some cells changed.

    Args:
        delimiters: one of them divides the cells; it is the one by which each cell holds what its
            edit says.

    Raises:
        EditError: if a cell does not hold what its edit says, or the file is not in Unicode.
    """
    if len({(edit.line, edit.position) for edit in edits}) < len(edits):
        raise EditError("a cell is to be changed twice")
    faults = []
    for delimiter in delimiters:
        try:
            return _edited(raw, edits, delimiter)
        except EditError as error:
            faults.append(error)
    raise faults[0]


def _edited(raw: bytes, edits: Sequence[CellEdit], delimiter: str) -> bytes:
    mark, encoding = next(((m, name) for m, name in _MARKS if raw.startswith(m)), (b"", "utf-8"))
    try:
        text = raw[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise EditError(str(error)) from None
    by_line: dict[int, list[CellEdit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, []).append(edit)
    pieces, done = [], 0
    for line, start, record in records_of(text, delimiter):
        of_line = by_line.pop(line, [])
        spans = cell_spans(record, delimiter) if of_line else []
        for edit in sorted(of_line, key=lambda one: one.position):
            if edit.position >= len(spans):
                raise EditError(f"line {line} has no cell {edit.position + 1}")
            begin, end = (start + at for at in spans[edit.position])
            written = text[begin:end]
            if cell_of(written) != edit.old:
                raise EditError(f"line {line} holds {cell_of(written)!r} and not {edit.old!r}")
            pieces += [text[done:begin], written_cell(edit.new, written, delimiter)]
            done = end
    if by_line:
        raise EditError(f"no row begins on line {min(by_line)}")
    return mark + "".join([*pieces, text[done:]]).encode(encoding)


def records_of(text: str, delimiter: str) -> Iterator[tuple[int, int, str]]:
    """Yield each record with the physical line and the place in the text where it begins.

    Raises:
        EditError: if a quote is where no reader expects it.
    """
    body, skipped, _ = without_separator_line(text)
    at = len(text) - len(body)
    lengths = [0]

    def counted() -> Iterator[str]:
        for line in io.StringIO(body, newline=""):
            lengths[0] += len(line)
            yield line

    limit = csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(counted(), delimiter=delimiter, strict=True)
    line, before = skipped + 1, 0
    try:
        for _ in reader:
            yield line, at + before, body[before : lengths[0]]
            line, before = reader.line_num + skipped + 1, lengths[0]
    except csv.Error as error:
        raise EditError(str(error)) from None
    finally:
        csv.field_size_limit(limit)


def cell_spans(record: str, delimiter: str) -> list[tuple[int, int]]:
    """Return where each cell of a record begins and ends, its quotes included."""
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*')
    spans, at = [], 0
    while match := cell.match(record, at):
        spans.append(match.span())
        at = match.end()
        if record[at : at + 1] != delimiter:
            break
        at += 1
    return spans


def cell_of(written: str) -> str:
    """Return what a cell holds, of how it is written."""
    return written[1:-1].replace('""', '"') if written[:1] == '"' else written


def written_cell(cell: str, before: str, delimiter: str) -> str:
    """Return a cell as it is written, in quotes if it was so before or has to be."""
    if before[:1] != '"' and not needs_quotes(cell, delimiter):
        return cell
    return '"' + cell.replace('"', '""') + '"'


def needs_quotes(cell: str, delimiter: str) -> bool:
    """Return whether a cell is read back only if it is written in quotes."""
    return any(mark in cell for mark in (delimiter, '"', "\r", "\n"))
