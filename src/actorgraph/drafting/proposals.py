"""Proposed rows as programs write them: JSON, a list of objects, or an object with it as `rows`.

Programs that write for people put JSON between fences of Markdown, or a sentence behind it. Both
are read; where no rows can be read, the error shows how the text begins.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.render.terminal import clean

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 16_000_000
MOST_ROWS = 10_000
SHOWN_LINES, SHOWN_CHARACTERS = 3, 300
"""So much of a text without rows is shown."""
GIVEN_TWICE = object()
"""Stands for a cell that an object gives more than once."""
_THOUGHTS = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
"""What models that reason write before they answer; it can hold rows that they then drop."""
_FENCE = re.compile(
    r"^[ \t]*```[ \t]*(?:json)?[ \t]*\r?\n\s*(?=[\[{])", re.MULTILINE | re.IGNORECASE
)


def proposed_rows(file: Path) -> list[object]:
    """Return the rows of a file.

    Raises:
        UsageError: if it cannot be read, is too large, or has no list of rows.
    """
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UsageError(f"{file} is larger than {LARGEST_FILE // 1_000_000} MB.")
        raw = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    return rows_in(raw, str(file))


def rows_in(raw: bytes, called: str) -> list[object]:
    """Return the rows of a text: those of all its blocks of JSON, if it is no JSON itself.

    Args:
        raw: the text in UTF-8.
        called: what an error calls it.

    Raises:
        UsageError: if it has no list of rows, or too many.
    """
    if len(raw) > LARGEST_FILE:
        raise UsageError(f"{called} is larger than {LARGEST_FILE // 1_000_000} MB.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{called} is not UTF-8.") from None
    text = _THOUGHTS.sub("", text)
    rows: list[object] = []
    for start in _beginnings(text):
        rows += _rows_at(text, start, called)
    if len(rows) > MOST_ROWS:
        raise UsageError(f"{called} has more than {MOST_ROWS:,} rows.")
    return rows


def _beginnings(text: str) -> list[int]:
    """Return where JSON begins in a text."""
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] in ("[", "{"):
        return [start]
    return [match.end() for match in _FENCE.finditer(text)] or [start]


def _rows_at(text: str, start: int, called: str) -> list[object]:
    """Return the rows of the JSON that begins there, and of what follows it directly."""
    rows: list[object] = []
    while True:
        try:
            given, stop = _DECODER.raw_decode(text, start)
        except (ValueError, RecursionError) as error:
            reason = "it is nested too deep" if isinstance(error, RecursionError) else error
            raise UsageError(f"{called} is no JSON: {reason}. {_beginning_of(text)}") from None
        listed = given.get("rows") if isinstance(given, dict) else given
        if not isinstance(listed, list):
            raise UsageError(
                f"{called} has no list of rows. {_beginning_of(text)}",
                hint='Write [{"source": ...}, ...].',
            )
        rows += listed
        start = len(text) - len(text[stop:].lstrip())
        if text[start : start + 1] not in ("[", "{"):
            return rows


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; a cell that it gives twice is none, for nobody can say which is meant."""
    names = [name for name, _ in pairs]
    return {name: GIVEN_TWICE if names.count(name) > 1 else value for name, value in pairs}


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=float)
"""Numbers are no cells, and those of many digits none of Python's whole numbers."""


def _beginning_of(text: str) -> str:
    """Return a sentence with the first lines of a text."""
    lines = [line.strip() for line in text[: SHOWN_CHARACTERS * 2].splitlines() if line.strip()]
    shown = clean(" / ".join(lines[:SHOWN_LINES]))[:SHOWN_CHARACTERS]
    return f"It begins: {shown}" if shown else "It is empty."
