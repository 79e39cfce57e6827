"""Numbers that stand for texts, of one text or of millions in a few passes over an array.

A checksum takes eight bytes of a text at a time, multiplies and shifts (multiplicative hashing,
Knuth, TAOCP 3, section 6.4). It proposes; whoever looks up compares.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    _Words = tuple[Any, Any]
    """For which texts, and one word of each."""

_WORD = 8
_HALF = 32
_ALL = (1 << 64) - 1
_LOW = (1 << 32) - 1
_FACTOR = 0x9E3779B97F4A7C15
_LAST_FACTOR = 0xD6E8FEB86659FD93
_LONG = 512
"""Of longer texts the rest is taken as a whole."""
_AT_ONCE = 1 << 14
"""So many texts at once are few enough to stay in the processor's cache."""


def checksum(text: str) -> int:
    """The checksum of a text, of 32 bits."""
    data = text.encode()
    number = len(data) * _FACTOR & _ALL
    begin, rest = data[:_LONG], data[_LONG:]
    words = [int.from_bytes(begin[at : at + _WORD], "little") for at in range(0, len(begin), _WORD)]
    for word in [*words, crc32(rest)] if rest else words:
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

    found = np.empty(len(texts), np.uint32)
    for part, size, words, rests in _parts(texts):
        found[part] = _checksums(size, [*words, *_as_word(crc32, rests)])
    return found


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
    """Tells texts apart by numbers of its own, which nobody outside can aim at.

    Any two texts share such a number with a probability of 2^-32, whoever chose them (the
    multilinear family: Lemire and Kaser, Strongly universal string hashing is fast, 2014).
    """

    def __init__(self) -> None:
        import numpy as np

        self._keys = np.empty(0, np.uint64)

    def checksums(self, texts: Any) -> tuple[Any, Any]:
        """The checksums of an Arrow array of texts, and the numbers that tell them apart."""
        import numpy as np

        sums, told = np.empty((2, len(texts)), np.uint32)
        for part, size, words, rests in _parts(texts):
            sums[part] = _checksums(size, [*words, *_as_word(crc32, rests)])
            told[part] = self._told(size, [*words, *_as_word(hash, rests)])
        return sums, told

    def _told(self, size: Any, words: Sequence[_Words]) -> Any:
        import numpy as np

        half, low = np.uint64(_HALF), np.uint64(_LOW)
        first, of_size, *keys = self._some_keys(2 + 2 * len(words))
        number = size.astype(np.uint64) * of_size + first
        for place, (rows, some) in enumerate(words):
            number[rows] += (some & low) * keys[2 * place] + (some >> half) * keys[2 * place + 1]
        return number >> half

    def _some_keys(self, count: int) -> Any:
        """The first keys, always the same."""
        import numpy as np

        if len(self._keys) < count:
            more = np.frombuffer(os.urandom(_WORD * count), np.uint64)
            self._keys = np.append(self._keys, more)
        return self._keys[:count]


def _checksums(size: Any, words: Sequence[_Words]) -> Any:
    import numpy as np

    factor, half = np.uint64(_FACTOR), np.uint64(_HALF)
    number = size.astype(np.uint64) * factor
    for rows, some in words:
        mixed = (number[rows] ^ some) * factor
        mixed ^= mixed >> half
        number[rows] = mixed
    number *= np.uint64(_LAST_FACTOR)
    return (number ^ (number >> half)) & np.uint64(_LOW)


def _parts(texts: Any) -> Iterator[tuple[slice, Any, list[_Words], dict[int, bytes]]]:
    """Some texts at a time: which, their sizes, their words, and what is left of long ones."""
    import numpy as np

    from actorgraph.index.arrays import bytes_of

    for start in range(0, len(texts), _AT_ONCE):
        content, at = bytes_of(texts[start : start + _AT_ONCE])
        size = np.diff(at)
        words = list(_words(content, at[:-1], np.minimum(size, _LONG)))
        long = np.flatnonzero(size > _LONG).tolist()
        rests = {row: content[at[row] + _LONG : at[row + 1]].tobytes() for row in long}
        yield slice(start, start + len(size)), size, words, rests


def _as_word(number_of: Callable[[bytes], int], rests: Mapping[int, bytes]) -> list[_Words]:
    """What is left of long texts as one word more."""
    import numpy as np

    numbers = [number_of(rest) & _ALL for rest in rests.values()]
    return [(np.array(list(rests)), np.array(numbers, np.uint64))] if rests else []


def _words(content: Any, starts: Any, size: Any) -> Iterator[_Words]:
    """The first eight bytes of all texts as numbers, then the next."""
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
