"""Cells that say something else than one name: nobody, or several with another separator.

Called by checks.py, which words what is found, by the readers of tables (several documents) and by
the index, which looks for the same in bulk. Leaves out our own separator in columns that may hold
several (`statements.values_of`), and names that only other rows show to be several (queries).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from actorgraph import schema

TRIMMED = (
    " \t\r\n\u00a0?\u00bf\u061f\uff1f.\u2026-\u2013\u2014_*/\\()[]<>{}'\"\u201c\u201d\u201e:,;#!"
)
"""What may stand around a word for nobody, or alone in its place."""
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that a spreadsheet program may take for a formula (OWASP's list)."""

_SEPARATOR = re.compile(r"&#?\w+;|(;|\||[\r\n]+)")
_HARD = re.compile(r"[|\r\n]")
_ADDRESS = re.compile(r"https?:[/\\]+\S+\Z", re.IGNORECASE)
_ADDRESS_BEGINS = re.compile(r"https?:[/\\]", re.IGNORECASE)
_BETWEEN = " \t\r\n;|,"
_NEXT_ADDRESS = re.compile(r"[ \t\r\n\u00a0;]+(?=https?:[/\\])", re.IGNORECASE)


def is_nobody(name: str) -> bool:
    """Return whether a name is one of the words that stand for nobody in particular.

    Example:
        >>> is_nobody("(unknown)"), is_nobody("n/a"), is_nobody("NA")
        (True, True, False)
    """
    return name.strip(TRIMMED).lower() in words_for_nobody()


@cache
def words_for_nobody() -> frozenset[str]:
    """Return the words for nobody in particular; the empty one stands for marks alone."""
    # By the loader, not by a path: on Spark's executors the package is a zip file.
    loader: Any = __spec__.loader
    text: bytes = loader.get_data(__file__.removesuffix("cells.py") + "nobody.txt")
    words = (line for line in text.decode().splitlines() if not line.startswith("#"))
    return frozenset(("", *words))


def parts_of(cell: str) -> tuple[str, ...]:
    """Return what stands between separators of any kind; an address alone is one.

    Example:
        >>> parts_of("Kelp Ltd; Joss Ember")
        ('Kelp Ltd', 'Joss Ember')
    """
    if _ADDRESS.match(cell.strip()):
        return (cell.strip(),)
    parts, begin = [], 0
    for match in _SEPARATOR.finditer(cell):
        if match[1]:
            parts.append(cell[begin : match.start()])
            begin = match.end()
    parts.append(cell[begin:])
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def is_surely_several(cell: str) -> bool:
    """Return whether a cell holds several values by a separator that no name has within it."""
    return _HARD.search(cell) is not None and len(parts_of(cell)) > 1


def documents_of(cell: str) -> tuple[str, ...]:
    """Return the several documents that a cell names: by our separator, or addresses in a row.

    Within an address our separator parts nothing but addresses, or what stands apart from it.

    Example:
        >>> documents_of("https://a.example/1; https://b.example/2")
        ('https://a.example/1', 'https://b.example/2')
    """
    documents: dict[str, None] = {}
    for piece in _pieces(cell):
        addresses = [one.strip(_BETWEEN) for one in _NEXT_ADDRESS.split(piece)]
        several = len(addresses) > 1 and all(map(_ADDRESS.match, addresses))
        documents |= dict.fromkeys(addresses if several else [piece.strip()])
    documents.pop("", None)
    return tuple(documents) if len(documents) > 1 else (cell.strip(),)


def _pieces(cell: str) -> list[str]:
    """Split a cell at our separator, unless it stands within an address."""
    pieces: list[str] = []
    for text in cell.split(schema.SEPARATOR):
        before = pieces[-1] if pieces else ""
        is_within = (
            _ADDRESS.match(before.lstrip()) and text and not text[0].isspace()
        ) and not _ADDRESS_BEGINS.match(text)
        if is_within:
            pieces[-1] = before + schema.SEPARATOR + text
        else:
            pieces.append(text)
    return pieces
