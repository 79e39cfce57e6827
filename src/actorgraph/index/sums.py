"""Texts as sums of their letters, so that many come out of a few passes over one array.

A sum is a polynomial of the bytes of a text, modulo 2^32: those of texts written together, or with
a letter left out, follow from those of their parts. It proposes; whoever looks up compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MASK = 0xFFFFFFFF
_BASE = 0x9E3779B1
_BACK = pow(_BASE, -1, 1 << 32)
_STEP = 0x2C1B3C6D
_AT_ONCE = 1 << 18


def sum_of(text: str) -> int:
    """The sum of one text."""
    found = 0
    for byte in text.encode():
        found = (found * _BASE + byte) & MASK
    return found


def sums_of(texts: Any) -> Any:
    """The sums of an Arrow array of texts."""
    import numpy as np

    found = [np.empty(0, np.uint32)]
    for data, starts, lengths in _pieces(texts):
        terms = _terms(data, starts, lengths)
        found.append(_added(terms, starts, lengths))
    return np.concatenate(found)


def sums_without_a_letter(texts: Any) -> tuple[Any, Any]:
    """The sums of ASCII texts with each one letter left out, and the number of the text of each."""
    import numpy as np

    sums, owners = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    first = 0
    for data, starts, lengths in _pieces(texts):
        terms = _terms(data, starts, lengths)
        until = np.cumsum(terms, dtype=np.uint32)
        ends = starts + lengths
        opened = np.append(np.uint32(0), until)[starts]
        owner = np.repeat(np.arange(len(starts)), lengths)
        before = (until - terms - opened[owner]) * np.uint32(_BACK)
        after = np.append(np.uint32(0), until)[ends][owner] - until
        sums.append(before + after)
        owners.append(owner + first)
        first += len(starts)
    return np.concatenate(sums), np.concatenate(owners)


def sums_together(sums: Any, lengths: Any, starts: Any) -> Any:
    """The sums of texts written as one, from those of their parts.

    Args:
        sums, lengths: of the parts, one text after the other.
        starts: where the parts of each text begin; every text has some.
    """
    import numpy as np

    until = np.cumsum(lengths)
    count = np.diff(np.append(starts, len(sums)))
    rest = np.repeat(until[starts + count - 1], count) - until
    powers = _powers(int(rest.max()) + 1 if len(rest) else 0)
    return (
        np.add.reduceat(sums * powers[rest], starts, dtype=np.uint32) if len(starts) else sums[:0]
    )


def mixed(number: int) -> int:
    """A sum with its bits stirred: sums of these are far apart where texts are alike."""
    number = ((number ^ (number >> 15)) * _STEP) & MASK
    return number ^ (number >> 12)


def mixed_all(numbers: Any) -> Any:
    """The same for an array."""
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint32(15))) * np.uint32(_STEP)
    return numbers ^ (numbers >> np.uint32(12))


def _pieces(texts: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Bytes, starts and lengths, so many texts at once that the arrays stay small."""
    from actorgraph.index.arrays import bytes_of

    for first in range(0, len(texts), _AT_ONCE):
        data, offsets = bytes_of(texts[first : first + _AT_ONCE])
        yield data, offsets[:-1], offsets[1:] - offsets[:-1]


def _terms(data: Any, starts: Any, lengths: Any) -> Any:
    """What each byte adds to the sum of its text."""
    import numpy as np

    rest = np.repeat(starts + lengths - 1, lengths) - np.arange(len(data))
    return _powers(int(lengths.max()) if len(lengths) else 0)[rest] * data


def _powers(count: int) -> Any:
    import numpy as np

    found = np.ones(max(count, 1), np.uint32)
    found[1:] = np.uint32(_BASE)
    return np.multiply.accumulate(found, dtype=np.uint32)


def _added(terms: Any, starts: Any, lengths: Any) -> Any:
    import numpy as np

    found = np.zeros(len(starts), np.uint32)
    there = lengths > 0
    if there.any():
        found[there] = np.add.reduceat(terms, starts[there], dtype=np.uint32)
    return found
