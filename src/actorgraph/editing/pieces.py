"""A content of which parts were replaced, kept as pieces of what it was and of what came.

What text editors call a piece table: a million rows are neither copied nor read for an edit.
Positions are those of the content as it is now, unless said otherwise. Called by table_file.py.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator


class Readable(Protocol):
    """Bytes that are read in parts."""

    size: int

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""


class ContentPiece(NamedTuple):
    """A part of the content.

    Attributes:
        new: the bytes, where they came with an edit; None for a part of the base.
        start, stop: its place in the base, if it is part of that.
    """

    new: bytes | None
    start: int = 0
    stop: int = 0

    @property
    def size(self) -> int:
        """The bytes of it."""
        return self.stop - self.start if self.new is None else len(self.new)


class ReplacedPart(NamedTuple):
    """A part of the base that is gone, and what stands in its place."""

    start: int
    stop: int
    new: bytes


class PieceTable:
    """A base with edits.

    Args:
        base: which stays as it is.
    """

    def __init__(self, base: Readable) -> None:
        self.base = base
        self._pieces = [ContentPiece(None, 0, base.size)] if base.size else []
        self._place()

    def __len__(self) -> int:
        """Return the bytes of the content."""
        return self._ends[-1] if self._ends else 0

    def _place(self) -> None:
        self._ends = list(accumulate(piece.size for piece in self._pieces))

    def pieces(self) -> tuple[ContentPiece, ...]:
        """Return the pieces in order; they never change."""
        return tuple(self._pieces)

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        stop = min(stop, len(self))
        parts = []
        number = bisect_right(self._ends, start)
        while start < stop:
            piece = self._pieces[number]
            begin = self._ends[number] - piece.size
            first, last = start - begin, min(stop, self._ends[number]) - begin
            if piece.new is None:
                parts.append(self.base.read(piece.start + first, piece.start + last))
            else:
                parts.append(piece.new[first:last])
            start = begin + last
            number += 1
        return b"".join(parts)

    def replace(self, start: int, stop: int, new: bytes) -> None:
        """Put bytes in the place of those from start up to stop."""
        first = self._cut(start)
        self._pieces[first : self._cut(stop)] = [ContentPiece(new)] if new else []
        self._place()

    def _cut(self, at: int) -> int:
        """Let a piece begin at a place, and return its number."""
        number = bisect_right(self._ends, at)
        if number == len(self._pieces):
            return number
        piece = self._pieces[number]
        within = at - (self._ends[number] - piece.size)
        if not within:
            return number
        if piece.new is None:
            place = piece.start + within
            parts = [ContentPiece(None, piece.start, place), ContentPiece(None, place, piece.stop)]
        else:
            parts = [ContentPiece(piece.new[:within]), ContentPiece(piece.new[within:])]
        self._pieces[number : number + 1] = parts
        self._place()
        return number + 1

    def replacements(self) -> Iterator[ReplacedPart]:
        """Yield where the content differs from its base, in order."""
        done, new = 0, b""
        for piece in (*self._pieces, ContentPiece(None, self.base.size, self.base.size)):
            if piece.new is not None:
                new += piece.new
                continue
            if new or piece.start > done:
                yield ReplacedPart(done, piece.start, new)
            done, new = piece.stop, b""
