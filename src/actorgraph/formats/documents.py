"""Whole JSON documents; an error names the place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.formats.accounting import Document, Marked
from actorgraph.formats.lines import lines_of
from actorgraph.formats.written_numbers import number_of
from actorgraph.limits import is_packed, unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes


JsonObject: TypeAlias = "dict[str, Any]"
"""An object of a JSON document, as it is read or will be written."""


def read_json(path: Path, notes: Notes, formal: Collection[str] = ()) -> Any:
    """Return the content of a JSON file, also .gz, also with a byte order mark.

    Of a file with a document a line it is the list of these.

    Args:
        notes: told at the end which keys nobody has looked at.
        formal: keys that carry nothing, wherever they stand.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if it is not JSON.
    """
    try:
        with path.open("rb") as file:
            raw = unpacked(file, str(path)) if is_packed(file) else file.read()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        document = _parsed_lines(raw.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        message = f"this is not JSON: {getattr(error, 'msg', error)}"
        raise DataError([Problem("error", str(path), line, "", message)]) from None
    notes.watch(Document(document, formal))
    return document


def _parsed_lines(raw: bytes) -> Any:
    """Return the document of a file, or the list of documents that its lines are."""
    try:
        return parsed_json(raw)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        try:
            return [parsed_json(line) for line in raw.splitlines() if line.strip()]
        except ValueError:
            raise error from None


def read_json_lines(path: Path, notes: Notes, formal: Collection[str] = ()) -> Iterator[Any]:
    """Yield the JSON of each line of a file, also .gz, also of a list with an item a line.

    Each is to be read before the next one is asked for.

    Args:
        notes: told after each line which keys nobody has looked at.
        formal: keys that carry nothing, wherever they stand.

    Raises:
        DataError: if a line is not JSON.
    """
    for number, text in numbered_lines(path):
        try:
            document = parsed_json(text)
        except ValueError as error:
            message = f"this is not JSON: {getattr(error, 'msg', error)}"
            raise DataError([Problem("error", str(path), number, "", message)]) from None
        yield document
        notes.account(Document(document, formal))


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that hold JSON, each with its number, as `read_json_lines` does."""
    for number, line in enumerate(lines_of(path), start=1):
        text = line.strip().removeprefix(b"\xef\xbb\xbf").rstrip(b",")
        if text not in (b"", b"[", b"]"):
            yield number, text


def parsed_json(text: bytes) -> Any:
    """Return JSON with each object as one that marks what is looked at.

    Raises:
        ValueError: if it is not JSON.
    """
    try:
        return json.loads(text, object_pairs_hook=Marked, parse_float=number_of)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None


TOO_DEEP = "it holds lists in lists or objects in objects, deeper than any that is read"


def listed(objects: Iterable[Any], *, after: int = 0) -> Iterator[str]:
    """Yield the members of a JSON array, one a line, with the commas between them.

    Args:
        objects: the members.
        after: how many members are written already.
    """
    for number, member in enumerate(objects, start=after):
        yield (",\n" if number else "\n") + json.dumps(member, ensure_ascii=False)


def refuse(path: Path, message: str) -> DataError:
    """Return an error about a whole file."""
    return DataError([Problem("error", str(path), 0, "", message)])
