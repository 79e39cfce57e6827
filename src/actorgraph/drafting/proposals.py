"""The file of proposed rows: JSON, a list of objects, or an object that has them as its `rows`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 16_000_000
MOST_ROWS = 10_000
_FENCE = "```"


def proposed_rows(file: Path) -> list[object]:
    """Return the rows of a file; what surrounds a block of JSON in Markdown is left away.

    Raises:
        UsageError: if it cannot be read, is too large, or has no list of rows.
    """
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UsageError(f"{file} is larger than {LARGEST_FILE // 1_000_000} MB.")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file} is not UTF-8.") from None
    try:
        given: object = json.loads(_block_of(text))
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deep" if isinstance(error, RecursionError) else error
        raise UsageError(f"{file} is no JSON: {reason}.") from None
    rows = given.get("rows") if isinstance(given, dict) else given
    if not isinstance(rows, list):
        raise UsageError(f"{file} has no list of rows.", hint='Write [{"source": ...}, ...].')
    if len(rows) > MOST_ROWS:
        raise UsageError(f"{file} has more than {MOST_ROWS:,} rows.")
    return rows


def _block_of(text: str) -> str:
    """Return the first block of code of a text in Markdown; the text itself if it has none."""
    if text.lstrip()[:1] in ("[", "{") or _FENCE not in text:
        return text
    block = text.split(_FENCE, 2)[1]
    return block.removeprefix("json")
