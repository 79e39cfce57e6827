"""Text files of other tools: their lines, tables and objects, each with the line it stands on.

What is no text or breaks off is refused with its file and line. Called by the readers of formats
that are text; leaves out what the lines mean.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from actorgraph.errors import DataError, Problem
from actorgraph.formats.accounting import Document
from actorgraph.formats.accounting import records as accounted
from actorgraph.formats.bundle import Bundle
from actorgraph.formats.documents import parsed_json
from actorgraph.formats.row_builder import text_of
from actorgraph.limits import MOST_UNNAMED, bounded_lines
from actorgraph.tables import Table, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class TextLine(NamedTuple):
    """A line of a file, without its end.

    Attributes:
        number: from 1.
    """

    number: int
    text: str


class TextFile(NamedTuple):
    """One text file at a path: of several in a zip or folder, or the only one."""

    bundle: Bundle
    name: str

    @property
    def place(self) -> str:
        """Return what a message calls it."""
        return self.bundle.place(self.name)

    @property
    def most_nodes(self) -> int:
        """Return how many nodes it may announce: each that matters takes a letter or more."""
        return max(MOST_UNNAMED, self.bundle.path.stat().st_size)

    def refuse(self, line: int, message: str) -> DataError:
        """Return an error about a line."""
        return DataError([Problem("error", self.place, line, "", message)])

    def lines(self) -> Iterator[TextLine]:
        """Yield its lines.

        Raises:
            DataError: if it is no UTF-8 text, or UTF-16 that says so.
        """
        for number, text in enumerate(self._texts(), start=1):
            yield TextLine(number, text.rstrip("\r\n"))

    def rows(self, notes: Notes, header: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
        """Yield the records of a table by header; what nobody looks at is counted.

        Args:
            notes: told of it.
            header: the columns of a file that does not name them.

        Raises:
            DataError: if it is no table.
        """
        table = Table(self.place)
        texts = self._texts()
        first = next(texts, "")
        delimiter = Counter(one for one in first if one in ",;\t|").most_common(1)
        lines = records(
            chain([first], texts),
            delimiter[0][0] if delimiter else ",",
            0,
            table,
            backslashes=False,
        )
        _, given = (0, header) if header else next(lines, (0, []))
        names = [" ".join(name.split()) for name in given]
        yield from accounted(self.name, names, self._fitting(lines, len(names), notes), notes)
        if table.problems:
            raise DataError(table.problems)

    def _fitting(
        self, lines: Iterable[tuple[int, list[str]]], width: int, notes: Notes
    ) -> Iterator[list[str]]:
        """Yield the cells of rows that are no longer than the header."""
        for line, cells in lines:
            if any(cell.strip() for cell in cells[width:]):
                raise self.refuse(line, f"{len(cells)} cells, and the header has {width}")
            if len(cells) < width:
                notes.add(self.name, "rows shorter than the header: the missing cells are empty")
            yield [cell.strip() for cell in cells[:width]]

    def columns(self) -> list[str]:
        """Return the names of the columns of a table."""
        first = next(self._texts(), "")
        return [name.strip().strip('"').strip() for name in re.split("[,;\t|]", first)]

    def objects(self, notes: Notes) -> Iterator[JsonObject]:
        """Yield JSON objects, one a line or those of one document; what nobody looks at is counted.

        Raises:
            DataError: if it is not JSON.
        """
        lines = (line for line in self.lines() if line.text.strip())
        first = next(lines, None)
        if first is None:
            return
        document = _json(first.text)
        if document is None:
            found = self._of_document(first, lines)
        elif isinstance(document, list) or (isinstance(document, dict) and "items" in document):
            found = ((first.number, one) for one in _items(document))
        else:
            found = ((line.number, _json(line.text)) for line in chain([first], lines))
        for number, record in found:
            if not isinstance(record, dict):
                raise self.refuse(number, "this is not a JSON object")
            yield record
            notes.account(Document(record))

    def text(self) -> str:
        """Return all of its text.

        Raises:
            DataError: as `lines`.
        """
        return "".join(self._texts())

    def _of_document(
        self, first: TextLine, rest: Iterable[TextLine]
    ) -> Iterator[tuple[int, object]]:
        text = "\n".join(line.text for line in chain([first], rest))
        try:
            document = parsed_json(text.encode("utf-8", "surrogatepass"))
        except ValueError as error:
            line = first.number + getattr(error, "lineno", 1) - 1
            raise self.refuse(line, f"this is not JSON: {error}") from None
        for found in _items(document):
            yield first.number, found

    def _texts(self) -> Iterator[str]:
        """Yield the lines with their ends."""
        with self.bundle.open(self.name) as file:
            for number, raw in enumerate(_pieces(file, self.place), start=1):
                try:
                    yield raw if isinstance(raw, str) else raw.decode()
                except UnicodeDecodeError as error:
                    byte = raw[error.start] if isinstance(raw, bytes) else 0
                    message = f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
                    raise self.refuse(number, message) from None


def text_files(path: Path, *patterns: str) -> list[TextFile]:
    """Return the text files that a path stands for; of a zip or folder, those that fit."""
    bundle = Bundle(path)
    several = bundle.is_folder or bundle.is_zip
    names = bundle.matching(*patterns) if several else bundle.names
    return [TextFile(bundle, name) for name in names]


def text_file(path: Path) -> TextFile:
    """Return a path as the one text file that it is."""
    return TextFile(Bundle(path), path.name)


def leaves(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts in a JSON value, each under the names that lead to it, joined by dots."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for inner in value:
            yield from leaves(inner, name)
    elif text := text_of(value):
        yield name, text


def values_between_semicolons(cell: str) -> list[str]:
    """Return the values of a cell; one that holds a semicolon stands in quotes."""
    if not cell.strip():
        return []
    (values,) = list(csv.reader([cell.replace("\n", " ")], delimiter=";")) or [[]]
    return [value.strip() for value in values if value.strip()]


def is_numeral(text: str) -> bool:
    """Return whether Python reads a text as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _items(document: Any) -> list[Any]:
    """Return the objects of a document: a list, an answer with `items`, or itself."""
    items = document.get("items") if isinstance(document, dict) else document
    return items if isinstance(items, list) else [document]


def _json(text: str) -> Any:
    try:
        return parsed_json(text.encode("utf-8", "surrogatepass"))
    except ValueError:
        return None


def _pieces(file: IO[bytes], place: str) -> Iterator[bytes | str]:
    """Yield the lines of a file: bytes, or text where it is UTF-16; never too much at once."""
    is_first = True
    for raw in bounded_lines(file, place):
        if is_first and raw.startswith(_UTF16):
            whole = raw + file.read()
            yield from io.StringIO(whole.decode("utf-16", "replace"), newline="")
            return
        lines = raw.removeprefix(codecs.BOM_UTF8) if is_first else raw
        is_first = False
        yield from lines.splitlines(keepends=True)
