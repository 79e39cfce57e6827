"""Numbers that stand for texts: one hash for texts of any length, one for words.

`text_hash` takes eight bytes at a time, multiplies and shifts (multiplicative hashing, Knuth,
TAOCP 3, section 6.4). `word_hash` is a polynomial of the bytes modulo 2^32, so that the hashes of
words written together, or with a letter left out, follow from those of their parts. Both propose;
whoever looks something up compares the texts.

The forms for arrays stand for a call of the form for one text on each. They go through the same
steps (`_step`, `_last_step`, `mix`), take a fiftieth (texts of 40 letters) and a seventh (words) of
the time, and tests/index/test_hashing.py holds the two together.
"""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import accumulate, repeat
from operator import mul
from typing import TYPE_CHECKING, TypeVar
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import numpy as np
    import pyarrow as arrow
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint32]
    Rows = slice | NDArray[np.int64]
    Words = tuple[Rows, NDArray[np.uint64]]
    """For which texts, and one word of each."""

MASK = (1 << 32) - 1
_WORD = 8
_HALF = 32
_ALL = (1 << 64) - 1
_FACTOR = 0x9E3779B97F4A7C15
_LAST_FACTOR = 0xD6E8FEB86659FD93
LONG = 512
"""Of longer texts the rest is taken as a whole."""
TEXTS_AT_ONCE = 1 << 14
"""So many texts at once are few enough to stay in the processor's cache."""
_BASE = 0x9E3779B1
_INVERSE = pow(_BASE, -1, 1 << 32)
_STEP = 0x2C1B3C6D
_WORDS_AT_ONCE = 1 << 18

# Steps for one number or an array of them, both modulo a power of two; the stubs of numpy expect
# that an int makes unsigned numbers signed, which an array of numbers does not do.
_Number = TypeVar("_Number", int, "NDArray[np.uint64]")
_Mixable = TypeVar("_Mixable", int, "NDArray[np.uint32]")


def text_hash(text: str) -> int:
    """The hash of a text, of 32 bits."""
    data = text.encode("utf-8", "surrogatepass")  # a question may hold what no file can
    number = len(data) * _FACTOR & _ALL
    begin, rest = data[:LONG], data[LONG:]
    for at in range(0, len(begin), _WORD):
        number = _step(number, int.from_bytes(begin[at : at + _WORD], "little"))
    return _last_step(_step(number, crc32(rest)) if rest else number)


def caseless_hash(text: str) -> int:
    """The hash that a text has in common with those that differ in case only."""
    return text_hash(caseless(text))


def caseless(text: str) -> str:
    """A text as all that differ in case only are hashed."""
    return text.lower() if text.isascii() else text.casefold()


def text_hashes(texts: arrow.StringArray) -> Hashes:
    """The hash of each text."""
    import numpy as np

    hashes = np.empty(len(texts), np.uint32)
    for part, size, words, rests in _parts(texts):
        hashes[part] = _hashes(size, [*words, *_as_word(crc32, rests)])
    return hashes


def caseless_hashes(texts: arrow.StringArray) -> Hashes:
    """The caseless hash of each text."""
    import numpy as np
    import pyarrow.compute as pc

    from actorgraph.index.arrays import picked, truths_in

    hashes = text_hashes(pc.ascii_lower(texts))
    others = np.flatnonzero(~truths_in(pc.string_is_ascii(texts)))
    hashes[others] = text_hashes(_casefolded(picked(texts, others)))
    return hashes


class Fingerprints:
    """Numbers that tell texts apart, made with secret keys, so that nobody outside can aim at them.

    Any two texts share one with a probability of 2^-32, whoever chose them (the multilinear
    family: Lemire and Kaser, Strongly universal string hashing is fast, 2014).
    """

    def __init__(self) -> None:
        import numpy as np

        self._keys = np.empty(0, np.uint64)

    def of(self, texts: arrow.StringArray) -> tuple[Hashes, Hashes]:
        """The hash of each text, and its fingerprint."""
        import numpy as np

        hashes, fingerprints = np.empty((2, len(texts)), np.uint32)
        for part, size, words, rests in _parts(texts):
            hashes[part] = _hashes(size, [*words, *_as_word(crc32, rests)])
            fingerprints[part] = self._fingerprints(size, [*words, *_as_word(hash, rests)])
        return hashes, fingerprints

    def _fingerprints(self, size: NDArray[np.int64], words: Sequence[Words]) -> NDArray[np.uint64]:
        import numpy as np

        first, of_size, *keys = self._some_keys(2 + 2 * len(words))
        number: NDArray[np.uint64] = size.astype(np.uint64) * of_size + first
        for place, (rows, some) in enumerate(words):
            low, high = keys[2 * place : 2 * place + 2]
            number[rows] += (some & np.uint64(MASK)) * low + (some >> np.uint64(_HALF)) * high
        return number >> np.uint64(_HALF)

    def _some_keys(self, count: int) -> NDArray[np.uint64]:
        """The first keys, always the same."""
        import numpy as np

        if len(self._keys) < count:
            more = np.frombuffer(os.urandom(_WORD * count), np.uint64)
            self._keys = np.append(self._keys, more)
        return self._keys[:count]


def word_hash(word: str) -> int:
    """The hash of a word."""
    data = word.encode()
    number: int = sum(map(mul, data, _weights(len(data)))) & MASK
    return number


@lru_cache(maxsize=256)
def _weights(length: int) -> tuple[int, ...]:
    """Return what each byte of a word of this length counts."""
    powers = accumulate(
        repeat(_BASE, length - 1), lambda one, base: (one * base) % (1 << _HALF), initial=1
    )
    return tuple(powers)[::-1] if length else ()


def word_hashes(words: arrow.StringArray) -> Hashes:
    """The hash of each word."""
    import numpy as np

    hashes = [np.empty(0, np.uint32)]
    for terms, starts, lengths in _terms(words):
        some = np.zeros(len(starts), np.uint32)
        is_word = lengths > 0
        if is_word.any():
            some[is_word] = np.add.reduceat(terms, starts[is_word], dtype=np.uint32)
        hashes.append(some)
    return np.concatenate(hashes)


def hashes_without_a_letter(words: arrow.StringArray) -> tuple[Hashes, NDArray[np.int64]]:
    """The hashes of ASCII words with each one letter left out, and the place of the word of each.

    What follows the letter keeps its terms; of what stands before it, each term loses a power.
    """
    import numpy as np

    hashes, owners = [np.empty(0, np.uint32)], [np.empty(0, np.int64)]
    first = 0
    for terms, starts, lengths in _terms(words):
        until = np.cumsum(terms, dtype=np.uint32)
        until_word = np.append(np.uint32(0), until)
        owner = np.repeat(np.arange(len(starts)), lengths)
        before = (until - terms - until_word[starts][owner]) * np.uint32(_INVERSE)
        after = until_word[starts + lengths][owner] - until
        hashes.append(before + after)
        owners.append(owner + first)
        first += len(starts)
    return np.concatenate(hashes), np.concatenate(owners)


def joined_hashes(hashes: Hashes, lengths: NDArray[np.int64], starts: NDArray[np.int64]) -> Hashes:
    """The hashes of words written as one, from those of their parts.

    Args:
        hashes, lengths: of the parts, one word after the other.
        starts: where the parts of each word begin; every word has some.
    """
    import numpy as np

    if not len(starts):
        return hashes[:0]
    until = np.cumsum(lengths)
    count = np.diff(np.append(starts, len(hashes)))
    rest = np.repeat(until[starts + count - 1], count) - until
    terms = hashes * _powers(int(rest.max()) + 1)[rest]
    return np.add.reduceat(terms, starts, dtype=np.uint32)


def mix(number: _Mixable) -> _Mixable:
    """The hash of a word, or of each, with its bits mixed: then those of like words lie apart."""
    mixed = ((number ^ (number >> 15)) * _STEP) & MASK
    return mixed ^ (mixed >> 12)  # type: ignore[return-value]


def _step(number: _Number, word: _Number) -> _Number:
    mixed = ((number ^ word) * _FACTOR) & _ALL
    return mixed ^ (mixed >> _HALF)  # type: ignore[return-value]


def _last_step(number: _Number) -> _Number:
    mixed = (number * _LAST_FACTOR) & _ALL
    return (mixed ^ (mixed >> _HALF)) & MASK  # type: ignore[return-value]


def _hashes(size: NDArray[np.int64], words: Sequence[Words]) -> NDArray[np.uint64]:
    import numpy as np

    number = size.astype(np.uint64) * np.uint64(_FACTOR)
    for rows, some in words:
        number[rows] = _step(number[rows], some)
    return _last_step(number)


def _casefolded(some: arrow.StringArray) -> arrow.StringArray:
    from actorgraph.index.arrays import texts

    listed = some.to_pylist()
    folded = "\n".join(listed).casefold().split("\n")
    return texts(folded if len(folded) == len(listed) else map(str.casefold, listed))


def _parts(
    texts: arrow.StringArray,
) -> Iterator[tuple[slice, NDArray[np.int64], list[Words], dict[int, bytes]]]:
    """Some texts at a time: which, their sizes, their words, and what is left of long ones."""
    import numpy as np

    from actorgraph.index.arrays import bytes_of

    for start in range(0, len(texts), TEXTS_AT_ONCE):
        content, at = bytes_of(texts[start : start + TEXTS_AT_ONCE])
        size = np.diff(at)
        words = list(_words(content, at[:-1], np.minimum(size, LONG)))
        long = np.flatnonzero(size > LONG).tolist()
        rests = {row: content[at[row] + LONG : at[row + 1]].tobytes() for row in long}
        yield slice(start, start + len(size)), size, words, rests


def _as_word(number_of: Callable[[bytes], int], rests: Mapping[int, bytes]) -> list[Words]:
    """What is left of long texts as one word more."""
    import numpy as np

    numbers = [number_of(rest) & _ALL for rest in rests.values()]
    return [(np.array(list(rests)), np.array(numbers, np.uint64))] if rests else []


def _words(
    content: NDArray[np.uint8], starts: NDArray[np.int64], size: NDArray[np.int64]
) -> Iterator[Words]:
    """The first eight bytes of all texts as numbers, then the next."""
    import numpy as np

    padded = np.append(content, np.zeros(_WORD, np.uint8))
    # At every byte the eight that begin there.
    eights = np.ndarray((len(content) + 1,), np.dtype("<u8"), padded, 0, (1,))
    masks = np.array([(1 << 8 * count) - 1 for count in range(_WORD + 1)], np.uint64)
    least, most = (int(size.min()), int(size.max())) if len(size) else (0, 0)
    for done in range(0, most, _WORD):
        rows: Rows = slice(None) if done < least else np.flatnonzero(size > done)
        words = eights[starts[rows] + done]
        if done + _WORD > least:
            words &= masks[np.minimum(size[rows] - done, _WORD)]
        yield rows, words


def _terms(
    words: arrow.StringArray,
) -> Iterator[tuple[Hashes, NDArray[np.int64], NDArray[np.int64]]]:
    """What each byte adds to the hash of its word; where words begin, and their lengths.

    So many words at once that the arrays stay small.
    """
    import numpy as np

    from actorgraph.index.arrays import bytes_of

    for first in range(0, len(words), _WORDS_AT_ONCE):
        data, offsets = bytes_of(words[first : first + _WORDS_AT_ONCE])
        starts, lengths = offsets[:-1], np.diff(offsets)
        rest = np.repeat(offsets[1:] - 1, lengths) - np.arange(len(data))
        yield _powers(int(lengths.max(initial=1)))[rest] * data, starts, lengths


def _powers(count: int) -> Hashes:
    import numpy as np

    powers = np.full(max(count, 1), _BASE, np.uint32)
    powers[0] = 1
    return np.multiply.accumulate(powers, dtype=np.uint32)
