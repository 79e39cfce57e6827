"""From a text to numbers: a table of hashes, sorted, with a directory by their first bits.

Holds no texts: what it finds is what may be meant, and whoever asks compares. A lookup touches
one block of the directory and one of the table, at any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from sys import byteorder
from typing import TYPE_CHECKING, Any

from actorgraph.index.hashing import caseless, text_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.index.array_types import Hashes
    from actorgraph.index.column_file import ColumnFile
    from actorgraph.index.posting_sort import SortedPairs

_PER_BUCKET = 128
"""So many at most are looked through on average: soon each block of the directory is known."""
_SIZE = 4
_BITS = 32
_ALONE = 1 << 31

Columns = Iterator[tuple[Any, ...]]
"""What goes into a store: name, type code and contents, one after the other."""


def hash_table(name: str, pairs: SortedPairs) -> Columns:
    """The columns of a table from hashes to numbers, those of one in order."""
    import numpy as np

    sums, values = [], []
    for part in pairs.parts():
        sums.append((part >> np.uint64(_BITS)).astype(np.uint32))
        values.append(part.astype(np.uint32))
    yield from _sorted_table(name, sums, values)


def posting_lists(name: str, pairs: SortedPairs) -> Columns:
    """The columns of a table from sums to lists of numbers, each list in order."""
    import numpy as np

    sums: list[Hashes] = []
    values: list[Hashes] = []
    lists: list[Hashes] = []
    at = 0
    for part in pairs.parts():
        known = (part >> np.uint64(_BITS)).astype(np.uint32)
        begins = np.flatnonzero(np.append(True, known[1:] != known[:-1])[: len(known)])
        counts = np.diff(np.append(begins, len(part)))
        several = counts > 1
        # A list is its length and then its numbers; a number alone stands in the table itself.
        lengths = counts[several] + 1
        ends = np.cumsum(lengths)
        value = part[begins].astype(np.uint32) | np.uint32(_ALONE)
        value[several] = at + ends - lengths
        listed = np.insert(
            part[np.repeat(several, counts)].astype(np.uint32),
            np.cumsum(counts[several]) - counts[several],
            counts[several].astype(np.uint32),
        )
        at += len(listed)
        for held, array in ((sums, known[begins]), (values, value), (lists, listed)):
            held.append(array)
    yield from _sorted_table(name, sums, values)
    yield (f"{name}.list", "I", *lists)


def _sorted_table(name: str, sums: Sequence[Hashes], values: Sequence[Hashes]) -> Columns:
    """Sums in order, in parts, with the number of each, and a directory by their first bits."""
    import numpy as np

    count = sum(map(len, sums))
    bits = max(0, (count // _PER_BUCKET).bit_length())
    held = [part >> np.uint32(_BITS - bits) if bits else part * np.uint32(0) for part in sums]
    counts = sum(
        (np.bincount(part, minlength=1 << bits) for part in held), np.zeros(1 << bits, int)
    )
    directory = np.append(0, np.cumsum(counts)).astype(np.uint32)
    yield f"{name}.directory", "I", directory
    # Each sum beside its value: whoever looks for one touches one block for both.
    pairs = (np.stack(both, axis=1).ravel() for both in zip(sums, values, strict=True))
    yield (f"{name}.table", "I", *pairs)


class HashTable:
    """A table in a store, of texts as they are and of others in any case."""

    def __init__(self, store: ColumnFile, name: str) -> None:
        self._directory = store.column(f"{name}.directory")
        self._table = store.column(f"{name}.table")
        self._shift = _BITS - (len(self._directory) - 1).bit_length() + 1

    def values_of(self, wanted: int) -> list[int]:
        """Return the values of a hash."""
        bucket = wanted >> self._shift
        directory, table = self._directory, self._table
        directory.check(bucket, bucket + 2)
        start, stop = 2 * directory.view[bucket], 2 * directory.view[bucket + 1]
        table.check(start, stop)
        pairs = table.view[start:stop].tobytes()
        sought, values = wanted.to_bytes(_SIZE, byteorder), []
        at = pairs.find(sought)
        while at >= 0:
            if at % (2 * _SIZE) == 0:
                values.append(int.from_bytes(pairs[at + _SIZE : at + 2 * _SIZE], byteorder))
            at = pairs.find(sought, at + 1)
        return values

    def numbers(self, text: str) -> list[int]:
        """Return the numbers that a text may stand for."""
        numbers: list[int] = []
        own = text_hash(text)
        for wanted in {own, own if text == caseless(text) else text_hash(caseless(text))}:
            numbers += self.values_of(wanted)
        return numbers


class Postings(HashTable):
    """Lists of numbers in a store."""

    def __init__(self, store: ColumnFile, name: str) -> None:
        super().__init__(store, name)
        self._list = store.column(f"{name}.list")

    def numbers(self, text: str) -> list[int]:
        """Return the numbers in the list of a text."""
        return self.numbers_of(text_hash(text))

    def numbers_of(self, wanted: int, limit: int | None = None) -> list[int]:
        """Return the first numbers in the list of a hash."""
        values = self.values_of(wanted)
        if not values:
            return []
        value = values[0]
        if value & _ALONE:
            return [value ^ _ALONE]
        count = self._list[value]
        kept = count if limit is None else min(count, limit)
        return self._list.part(value + 1, value + 1 + kept).tolist()
