"""The checksum of a file of which parts were replaced, without reading what stays of it.

A CRC-32 is the rest of a division of polynomials of bits: that of two parts one after the other is
that of the first, times x to the power of all bits of the second, plus that of the second (what
`crc32_combine` of zlib computes, which Python does not have). So the checksum of the longest part
that stays follows from that of the whole file as it was, and from those of the others. Called by
saving.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from actorgraph.editing.pieces import ContentPiece

_POLYNOMIAL = 0xEDB88320
"""That of CRC-32 without its highest power; the highest bit of a number is the lowest power."""
_ONE, _X = 1 << 31, 1 << 30
_MASK = (1 << 32) - 1
_ORDER = (1 << 32) - 1
"""So many times x is one: the polynomial is primitive."""


class SummedPart(NamedTuple):
    """A part of a content: its checksum, and how many bytes it has."""

    checksum: int
    size: int


def sum_of_edited(
    known: SummedPart,
    head: bytes,
    pieces: Sequence[ContentPiece],
    sum_in_old: Callable[[int, int], int],
    sum_in_new: Callable[[int, int], int],
) -> int:
    """Return the checksum of a file that consists of a head and pieces.

    Args:
        known: the file on which the pieces rest, which begins with the same head.
        sum_in_old: returns the checksum of a part of that file, from its first byte up to its last.
        sum_in_new: the same of the file that is asked for.
    """
    start = SummedPart(crc32(head), len(head))
    kept = [piece for piece in pieces if piece.new is None]
    longest = max(kept, key=lambda piece: piece.size, default=None)
    old, new, at, place = [start], [start], len(head), len(head)
    for piece in pieces:
        end = place + piece.size
        if piece.new is not None:
            new.append(SummedPart(crc32(piece.new), piece.size))
        else:
            checksum = 0 if piece is longest else sum_in_new(place, end)
            first, stop = piece.start + len(head), piece.stop + len(head)
            old.append(SummedPart(sum_in_old(at, first), first - at))
            old.append(SummedPart(checksum, piece.size))
            new.append(old[-1])
            at = stop
        place = end
    old.append(SummedPart(sum_in_old(at, known.size), known.size - at))
    if longest is None:
        return _joined(new)
    # Checksums are sums: what is missing of the known one is what the longest part adds to it.
    behind = known.size - longest.stop - len(head)
    missing = _times(_power(-8 * behind), known.checksum ^ _joined(old))
    follows = sum(piece.size for piece in pieces[pieces.index(longest) + 1 :])
    return _joined(new) ^ _times(_power(8 * follows), missing)


def _joined(parts: Iterable[SummedPart]) -> int:
    """Return the checksum of parts one after the other."""
    total = 0
    for checksum, size in parts:
        total = _times(_power(8 * size), total) ^ checksum if total else checksum
    return total


def _times(one: int, other: int) -> int:
    """Return the product of two rests."""
    product = 0
    while one:
        if one & _ONE:
            product ^= other
        one = one << 1 & _MASK
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
    return product


def _power(exponent: int) -> int:
    """Return x to a power, which may be less than none."""
    exponent %= _ORDER
    power, square = _ONE, _X
    while exponent:
        if exponent & 1:
            power = _times(square, power)
        square = _times(square, square)
        exponent >>= 1
    return power
