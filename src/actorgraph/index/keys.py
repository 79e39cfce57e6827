"""From a text to numbers: a table of checksums, sorted, with a directory by their first bits.

Holds no texts: what it finds is what may be meant, and whoever asks compares. A lookup touches
one block of the directory and one of the table, at any size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.index.store import Store

_PER_BUCKET = 32
_BITS = 32
_ALONE = 1 << 31

Columns = dict[str, tuple[str, Any]]
"""What goes into a store: type code and content by name."""


def checksums(texts: Iterable[bytes]) -> Any:
    """The checksum of every text, as an array."""
    import numpy as np

    return np.fromiter(map(crc32, texts), np.uint32)


def table(name: str, sums: Any, values: Any) -> Columns:
    """The columns of a table from checksums to numbers; several per checksum keep their order."""
    import numpy as np

    order = np.argsort(sums, kind="stable")
    return sorted_table(name, sums[order], values[order])


def sorted_table(name: str, sums: Any, values: Any) -> Columns:
    """The same when they are sorted already."""
    import numpy as np

    bits = max(0, (len(sums) // _PER_BUCKET).bit_length())
    firsts = (np.arange(1 << bits, dtype=np.uint64) << np.uint64(_BITS - bits)).astype(np.uint32)
    directory = np.append(np.searchsorted(sums, firsts), len(sums)).astype(np.uint32)
    return {
        f"{name}.directory": ("I", directory),
        f"{name}.sums": ("I", sums.astype(np.uint32)),
        f"{name}.values": ("I", values.astype(np.uint32)),
    }


def postings(name: str, sums: Any, numbers: Any) -> Columns:
    """The columns of a table from checksums to lists of numbers, each list in order, without twins.

    Args:
        sums, numbers: pairs, in any order.
    """
    import numpy as np

    pairs = (sums.astype(np.uint64) << np.uint64(_BITS)) | numbers.astype(np.uint64)
    pairs.sort()
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
    sums = (pairs >> np.uint64(_BITS)).astype(np.uint32)
    begins = np.flatnonzero(np.append(True, sums[1:] != sums[:-1])[: len(sums)])
    counts = np.diff(np.append(begins, len(sums)))
    several = counts > 1
    # A list is its length and then its numbers; a number alone stands in the table itself.
    at = np.cumsum(counts[several] + 1) - (counts[several] + 1)
    values = pairs[begins].astype(np.uint32) | np.uint32(_ALONE)
    values[several] = at
    lists = np.insert(
        pairs[np.repeat(several, counts)].astype(np.uint32),
        np.cumsum(counts[several]) - counts[several],
        counts[several].astype(np.uint32),
    )
    return {**sorted_table(name, sums[begins], values), f"{name}.list": ("I", lists)}


class Table:
    """A table in a store."""

    def __init__(self, store: Store, name: str) -> None:
        self._directory = store.column(f"{name}.directory")
        self._sums = store.column(f"{name}.sums")
        self._values = store.column(f"{name}.values")
        self._shift = _BITS - (len(self._directory) - 1).bit_length() + 1

    def positions(self, wanted: int) -> range:
        """Where a checksum stands."""
        bucket = wanted >> self._shift
        start, stop = self._directory.part(bucket, bucket + 2)
        sums = self._sums.part(start, stop).tolist()
        if wanted not in sums:
            return range(0)
        first = start + sums.index(wanted)
        return range(first, first + sums.count(wanted))

    def numbers(self, text: str) -> list[int]:
        """The numbers that a text may stand for."""
        there = self.positions(crc32(text.encode()))
        return self._values.part(there.start, there.stop).tolist() if there else []


class Postings(Table):
    """Lists of numbers in a store."""

    def __init__(self, store: Store, name: str) -> None:
        super().__init__(store, name)
        self._list = store.column(f"{name}.list")

    def numbers(self, text: str) -> list[int]:
        """The numbers in the list of a text."""
        return self.numbers_of(crc32(text.encode()))

    def numbers_of(self, checksum: int, limit: int | None = None) -> list[int]:
        """The first numbers in the list of a checksum."""
        there = self.positions(checksum)
        if not there:
            return []
        value = self._values[there.start]
        if value & _ALONE:
            return [value ^ _ALONE]
        count = self._list[value]
        kept = count if limit is None else min(count, limit)
        return self._list.part(value + 1, value + 1 + kept).tolist()
