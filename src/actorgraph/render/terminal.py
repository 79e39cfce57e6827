"""Text for a terminal: made safe, coloured where wanted, set in columns.

Nothing is cut: what is too long is wrapped. Text from the data can hold anything, so control
and bidi characters are spelled out.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HIDDEN = (
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_CELLS_KEPT = 1 << 12
"""So many cells are kept: in long tables most are words and numbers that come again."""
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
        width: the number of columns in which cards are set, or FLOWING.
    """

    color: bool = False
    width: int = 100

    def __call__(self, text: str, *styles: str) -> str:
        """Return the text in the given styles ("bold", "dim", "green", ...)."""
        if not (self.color and styles and text):
            return text
        codes = ";".join(_CODES[style] for style in styles)
        return f"\x1b[{codes}m{text}\x1b[0m"


PLAIN = Style()
FLOWING = 0
"""The width of lines that somebody else wraps and sets in columns: a notebook."""
CELL_END = "\x1f"
"""Ends a cell in a line that is FLOWING; no text has it, since `clean` spells it out."""
GAP = 2
"""Blanks between two columns."""
FIRST = 1.5
"""The first column of a card says what, and gets so many times the room of another."""
LEAST = 12
"""Columns of the terminal that every column of a card gets."""


def table(
    header: Sequence[str], rows: Sequence[Sequence[str]], style: Style = PLAIN
) -> Iterator[str]:
    """Yield a header and rows; each column but the last is padded to its widest cell.

    Args:
        rows: gone through twice.
    """
    if style.width == FLOWING:
        yield style(CELL_END.join(header), "bold")
        yield from (CELL_END.join(map(clean, row)) for row in rows)
        return
    widths = list(map(text_width, header))
    for row in rows:
        for place, cell in enumerate(row):
            size = _cleaned(cell)[1]
            widths[place] = max(widths[place], size)
    yield style(_padded(header, widths), "bold")
    for row in rows:
        cells = zip(map(_cleaned, row), widths, strict=True)
        yield _spaced([text + " " * (width - size) for (text, size), width in cells])


@lru_cache(_CELLS_KEPT)
def _cleaned(cell: str) -> tuple[str, int]:
    """Return a cell without what would control the terminal, and its width there."""
    text = clean(cell)
    return text, text_width(text)


def columns(rows: Sequence[Sequence[str]], width: int, indent: str = "") -> Iterator[list[str]]:
    """Yield the lines of each row; a cell that is too long for its column goes on below.

    Short columns are as wide as their longest cell, the others share what is left.

    Args:
        rows: cells that are clean.
        width: of the whole, in columns of the terminal, or FLOWING.
    """
    if width == FLOWING:
        yield from ([indent + CELL_END.join(row)] for row in rows)
        return
    longest = [max(map(text_width, column)) for column in zip(*rows, strict=True)]
    shown = [number for number, size in enumerate(longest) if size]
    widths = _shared(longest, width - len(indent) - GAP * (len(shown) - 1))
    for row in rows:
        cells = [wrapped(row[number], widths[number]) for number in shown]
        height = max(map(len, cells), default=0)
        lines = zip(*(cell + [""] * (height - len(cell)) for cell in cells), strict=True)
        yield [indent + _padded(line, [widths[number] for number in shown]) for line in lines]


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Return widths that fit into the room: those that want least get it, the others their share.

    The share of the first column is FIRST times that of another.
    """
    widths = [0] * len(wanted)
    shares = {number: 1.0 for number, size in enumerate(wanted) if size}
    if 0 in shares:
        shares[0] = FIRST
    for number in sorted(shares, key=lambda one: wanted[one] / shares[one]):
        share = int(room * shares[number] / sum(shares.values()))
        widths[number] = min(wanted[number], max(share, LEAST))
        room -= widths[number]
        del shares[number]
    return widths


def wrapped(text: str, width: int, after: str = "") -> list[str]:
    """Return a text in lines of at most a width, broken at blanks; longer words stay whole.

    Args:
        text: blanks at its beginning stay.
        width: FLOWING leaves it whole.
        after: stands before each line but the first.
    """
    if width == FLOWING or text_width(text) <= width:
        return [text]
    words = text.lstrip(" ")
    line, used = text[: len(text) - len(words)], len(text) - len(words)
    lines: list[str] = []
    is_first_word = True
    for word in words.split(" "):
        size = text_width(word)
        if not is_first_word and used + 1 + size > width:
            lines.append(line)
            line, used, is_first_word = after, len(after), True
        line += word if is_first_word else f" {word}"
        used += size if is_first_word else size + 1
        is_first_word = False
    return [*lines, line]


def wrapped_line(line: str, width: int) -> list[str]:
    """Return a line wrapped under its own beginning; one that is set in columns stays whole."""
    bare = line.lstrip(" ")
    if " " * GAP in bare:
        return [line]
    return wrapped(line, width, " " * (len(line) - len(bare) + 2 * GAP))


def _padded(cells: Sequence[str], widths: Sequence[int]) -> str:
    return _spaced(
        [cell + " " * (width - text_width(cell)) for cell, width in zip(cells, widths, strict=True)]
    )


def _spaced(padded: Iterable[str]) -> str:
    return (" " * GAP).join(padded).rstrip()


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes; styles take none."""
    if "\x1b" in text:
        text = re.sub("\x1b\\[[0-9;]*m", "", text)
    if text.isascii():
        return len(text)
    return sum(map(_width_of, text))


@cache
def _width_of(character: str) -> int:
    return 0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
