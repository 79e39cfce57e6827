"""Whole JSON documents; an error names the place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.tables import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


JsonObject: TypeAlias = "dict[str, Any]"
"""An object of a JSON document, as it is read or will be written."""


def read_json(path: Path) -> Any:
    """Return the content of a JSON file, also .gz, also with a byte order mark.

    Raises:
        UsageError: if it cannot be opened.
        DataError: if it is not JSON.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    if raw.startswith(b"\x1f\x8b"):
        raw = unpacked(path, raw)
    try:
        return json.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        message = f"this is not JSON: {getattr(error, 'msg', error)}"
        raise DataError([Problem("error", str(path), line, "", message)]) from None


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
