"""From a text to numbers: a table of checksums, sorted, with a directory by their first bits.

Holds no texts: what it finds is what may be meant, and whoever asks compares. A lookup touches
one block of the directory and one of the table, at any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from actorgraph.index.pairs import Pairs
    from actorgraph.index.store import Store

_PER_BUCKET = 32
_BITS = 32
_ALONE = 1 << 31
_AT_ONCE = 1 << 14

Columns = Iterator[tuple[Any, ...]]
"""What goes into a store: name, type code and contents, one after the other."""


def checksum(text: str) -> int:
    """The checksum of a text."""
    return crc32(text.encode())


def checksum_of_any_case(text: str) -> int:
    """The checksum that a text has in common with those that differ in case only."""
    return crc32((text.lower() if text.isascii() else text.casefold()).encode())


def checksums(texts: Any) -> Any:
    """The checksums of an Arrow array of texts."""
    return _in_parts(_checksums, texts)


def checksums_of_any_case(texts: Any) -> Any:
    """The same as those of texts that differ in case only."""
    return _in_parts(_checksums_of_any_case, texts)


def _in_parts(sums_of: Callable[[Any], Any], texts: Any) -> Any:
    """So many texts at once that those held as Python's own are few."""
    import numpy as np

    parts = (texts[start : start + _AT_ONCE] for start in range(0, len(texts), _AT_ONCE))
    return np.concatenate([np.empty(0, np.uint32), *map(sums_of, parts)])


def _checksums(texts: Any) -> Any:
    import numpy as np
    import pyarrow as arrow

    listed = texts.cast(arrow.binary()).to_pylist()
    return np.fromiter(map(crc32, listed), np.uint32, len(listed))


def _checksums_of_any_case(texts: Any) -> Any:
    import numpy as np
    import pyarrow.compute as pc

    from actorgraph.index.arrays import picked, truths_in

    found = _checksums(pc.ascii_lower(texts))
    others = np.flatnonzero(~truths_in(pc.string_is_ascii(texts)))
    listed = picked(texts, others).to_pylist()
    folded = "\n".join(listed).casefold().split("\n")
    if len(folded) != len(listed):
        folded = [text.casefold() for text in listed]
    found[others] = np.fromiter(map(crc32, map(str.encode, folded)), np.uint32, len(folded))
    return found


def table(name: str, pairs: Pairs) -> Columns:
    """The columns of a table from checksums to numbers, those of one in order."""
    import numpy as np

    sums, values = [], []
    for part in pairs.parts():
        sums.append((part >> np.uint64(_BITS)).astype(np.uint32))
        values.append(part.astype(np.uint32))
    yield from _sorted_table(name, sums, values)


def postings(name: str, pairs: Pairs) -> Columns:
    """The columns of a table from sums to lists of numbers, each list in order."""
    import numpy as np

    sums: list[Any] = []
    values: list[Any] = []
    lists: list[Any] = []
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


def _sorted_table(name: str, sums: Sequence[Any], values: Sequence[Any]) -> Columns:
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
    yield (f"{name}.sums", "I", *sums)
    yield (f"{name}.values", "I", *values)


class Table:
    """A table in a store, of texts as they are and of others in any case."""

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
        found: list[int] = []
        for wanted in {checksum(text), checksum_of_any_case(text)}:
            there = self.positions(wanted)
            if there:
                found += self._values.part(there.start, there.stop).tolist()
        return found


class Postings(Table):
    """Lists of numbers in a store."""

    def __init__(self, store: Store, name: str) -> None:
        super().__init__(store, name)
        self._list = store.column(f"{name}.list")

    def numbers(self, text: str) -> list[int]:
        """The numbers in the list of a text."""
        return self.numbers_of(checksum(text))

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
