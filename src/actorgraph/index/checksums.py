"""Numbers that stand for texts, of one text or of millions in a few passes over an array.

A checksum takes eight bytes of a text at a time, multiplies and shifts (multiplicative hashing,
Knuth, TAOCP 3, section 6.4). It proposes; whoever looks up compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = 8
_HALF = 32
_ALL = (1 << 64) - 1
_LOW = (1 << 32) - 1
_FACTOR = 0x9E3779B97F4A7C15
_LAST_FACTOR = 0xD6E8FEB86659FD93
_AT_ONCE = 1 << 14
"""So many texts at once are few enough to stay in the processor's cache."""


def checksum(text: str) -> int:
    """The checksum of a text, of 32 bits."""
    data = text.encode()
    number = len(data) * _FACTOR & _ALL
    for at in range(0, len(data), _WORD):
        word = int.from_bytes(data[at : at + _WORD], "little")
        number = (number ^ word) * _FACTOR & _ALL
        number ^= number >> _HALF
    number = number * _LAST_FACTOR & _ALL
    return (number ^ (number >> _HALF)) & _LOW


def checksum_of_any_case(text: str) -> int:
    """The checksum that a text has in common with those that differ in case only."""
    return checksum(text.lower() if text.isascii() else text.casefold())


def checksums(texts: Any) -> Any:
    """The checksums of an Arrow array of texts."""
    import numpy as np

    (found,) = _numbers(texts, (_FACTOR,))
    return found.astype(np.uint32)


def checksums_of_any_case(texts: Any) -> Any:
    """The same as those of texts that differ in case only."""
    import numpy as np
    import pyarrow.compute as pc

    from actorgraph.index.arrays import picked, truths_in

    found = checksums(pc.ascii_lower(texts))
    others = np.flatnonzero(~truths_in(pc.string_is_ascii(texts)))
    found[others] = checksums(_without_case(picked(texts, others)))
    return found


def _without_case(some: Any) -> Any:
    from actorgraph.index.arrays import texts

    listed = some.to_pylist()
    folded = "\n".join(listed).casefold().split("\n")
    return texts(folded if len(folded) == len(listed) else map(str.casefold, listed))


class Telling:
    """Tells texts apart by numbers of this object alone, which nobody outside can aim at."""

    def __init__(self) -> None:
        from secrets import randbits

        self._factor = randbits(64) | 1

    def checksums(self, texts: Any) -> tuple[Any, Any]:
        """The checksums of an Arrow array of texts, and other numbers of 64 bits for the same."""
        import numpy as np

        public, secret = _numbers(texts, (_FACTOR, self._factor))
        return public.astype(np.uint32), secret


def _numbers(texts: Any, factors: Sequence[int]) -> list[Any]:
    """For each factor the numbers of all texts."""
    import numpy as np

    found = [np.empty(len(texts), np.uint64) for _ in factors]
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        for all_of_it, part in zip(found, _of_some(some, factors), strict=True):
            all_of_it[start : start + len(some)] = part
    return found


def _of_some(some: Any, factors: Sequence[int]) -> list[Any]:
    import numpy as np

    from actorgraph.index.arrays import bytes_of

    content, at = bytes_of(some)
    size = np.diff(at)
    by = [np.uint64(factor) for factor in factors]
    half = np.uint64(_HALF)
    numbers = [size.astype(np.uint64) * factor for factor in by]
    for rows, words in _words(content, at[:-1], size):
        for number, factor in zip(numbers, by, strict=True):
            some_of_it = (number[rows] ^ words) * factor
            some_of_it ^= some_of_it >> half
            number[rows] = some_of_it
    last = np.uint64(_LAST_FACTOR)
    mixed = [number * last for number in numbers]
    return [number ^ (number >> half) for number in mixed]


def _words(content: Any, starts: Any, size: Any) -> Iterator[tuple[Any, Any]]:
    """The first eight bytes of all texts as a number, then the next: for which texts, and those."""
    import numpy as np

    padded = np.append(content, np.zeros(_WORD, np.uint8))
    # At every byte the eight that begin there.
    eights = np.ndarray((len(content) + 1,), "<u8", padded, 0, (1,))
    masks = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)
    least, most = (int(size.min()), int(size.max())) if len(size) else (0, 0)
    for done in range(0, most, _WORD):
        rows: Any = slice(None) if done < least else np.flatnonzero(size > done)
        words = eights[starts[rows] + done]
        if done + _WORD > least:
            words &= masks[np.minimum(size[rows] - done, _WORD)]
        yield rows, words
