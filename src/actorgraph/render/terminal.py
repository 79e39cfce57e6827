"""Text for a terminal: made safe, coloured where wanted, set in columns.

Nothing is cut: a terminal wraps what is too long. Text from the data can hold anything, so control
and bidi characters are spelled out.
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
    """Spell out the characters of a text that would control the terminal or be invisible."""
    if text.isprintable():
        return text  # nearly always; compiling the expression would take as long as a lookup
    return re.sub(_HIDDEN, lambda match: f"\\u{ord(match[0]):04x}", text)


def clean_lines(text: str) -> str:
    """Clean each line of our own text of several lines."""
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
    """Yield a header and rows; each column but the last is padded to its widest cell."""
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
