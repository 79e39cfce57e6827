"""How a user says what columns are: --column OURS=THEIRS, and the same in actorgraph.toml.

Read by column_meanings.py; written where a user is asked, as a text to copy.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ASIDE = "-"
"""Stands for a header where a column is set aside: kept under its own name, never read as ours."""
CONSTANT = "="
"""Begins a text that every row of a table has under a column: `relation = "=holds_position"`."""
NUMBERED = re.compile(r"#[1-9][0-9]*\Z")
"""Names a column of a table without a header by its place."""
_PLAIN = re.compile(r"[\w=:./-]+\Z")
"""A text that a shell takes without quotes."""


def is_without_header(renamed: Mapping[str, str]) -> bool:
    """Return whether the user names columns by their places, since the table has no header."""
    return any(NUMBERED.match(theirs) for theirs in renamed.values())


def constants_in(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that are the same in every row, with what they hold."""
    return {ours: told[1:] for ours, told in renamed.items() if told.startswith(CONSTANT)}


def headers_in(renamed: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that stand under another header, without constants and those set aside."""
    return {
        ours: told
        for ours, told in renamed.items()
        if told != ASIDE and not told.startswith(CONSTANT)
    }


def option(ours: str, theirs: str) -> str:
    """Return the option that names the header of a column, as a shell takes it.

    Headers are compared without regard to what blanks and line breaks stand in them.
    """
    pair = " ".join(f"{ours}={theirs}".split())
    return f"--column {pair if _PLAIN.match(pair) else shlex.quote(pair)}"


def toml_text(text: str) -> str:
    """Return a header as TOML writes it between quotes, its line breaks as blanks."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    letters = (one if one.isprintable() else f"\\U{ord(one):08x}" for one in escaped)
    return f'"{"".join(letters)}"'
