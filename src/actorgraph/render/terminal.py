"""Text on a terminal: made safe, coloured where it is wanted, set in columns.

Nothing is cut: a terminal wraps what is too long. Text from the data can hold anything, so control
and bidi characters are made visible before they are shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HIDDEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_CODES = {"bold": "1", "dim": "2", "green": "32", "yellow": "33", "red": "31", "cyan": "36"}


def clean(text: str) -> str:
    """Spell out every character of a text that would act on the terminal instead of showing."""
    if text.isprintable():
        return text  # as nearly all: the expression takes as long to compile as a lookup
    return re.sub(_HIDDEN, lambda match: f"\\u{ord(match[0]):04x}", text)


def clean_lines(text: str) -> str:
    """Do the same for a text of several lines of ours, which stay lines."""
    return "\n".join(clean(line) for line in text.split("\n"))


class Style(NamedTuple):
    """How lines are styled.

    Attributes:
        color: whether to use the terminal's colours.
    """

    color: bool = False

    def __call__(self, text: str, *styles: str) -> str:
        """Return the text in the given styles ("bold", "dim", "green", ...)."""
        if not (self.color and styles and text):
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"


PLAIN = Style()


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], style: Style = PLAIN
) -> Iterator[str]:
    """Yield rows of columns that are as wide as their widest cell; the last one runs free."""
    cleaned = [[clean(cell) for cell in row] for row in rows]
    widths = [max(map(_width, column)) for column in zip(header, *cleaned, strict=True)]
    yield style(_padded(header, widths), "bold")
    for row in cleaned:
        yield _padded(row, widths)


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)
