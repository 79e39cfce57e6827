"""Postings in order: pairs of small numbers, collected in any order, sorted a part at a time.

`SortedPairs` stands for `sorted(set(pairs))` without holding all pairs twice; `counting_sort` for a
stable sort by small numbers, `duplicates` for counting which numbers occur twice. They take arrays
of millions; tests/index/test_bulk_arrays.py compares each with the plain form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from actorgraph.index.array_types import Flags, Pairs, Places

_Integer = TypeVar("_Integer", bound="np.integer")
_Unsigned = TypeVar("_Unsigned", bound="np.unsignedinteger")
_Value = TypeVar("_Value", bound="np.generic")

_FIRST_BITS = 5
MANY = 1 << 20
"""So many pairs wait to be sorted together; of more, those with the same first bits are."""
FEW = 1 << 15
"""Fewer are sorted by comparing."""
_MOST_BITS = 26
_HALF = 32


class SortedPairs:
    """SortedPairs of numbers below 2^32, each once, in order.

    Args:
        firsts, seconds: some to begin with.
    """

    def __init__(self, firsts: ArrayLike = (), seconds: ArrayLike = ()) -> None:
        self._held: list[list[Pairs]] = [[] for _ in range(1 << _FIRST_BITS)]
        self._waiting: list[Pairs] = []
        self._count = 0
        self.add(firsts, seconds)

    def add(self, firsts: ArrayLike, seconds: ArrayLike) -> None:
        """Some more."""
        import numpy as np

        pairs = np.asarray(firsts).astype(np.uint64) << np.uint64(_HALF)
        pairs |= np.asarray(seconds).astype(np.uint64)
        self._waiting.append(pairs)
        self._count += len(pairs)
        if self._count > MANY:
            self._split()

    def parts(self) -> Iterator[Pairs]:
        """All as firsts << 32 | seconds, in order and each once; none are left here."""
        if any(self._held):
            self._split()
        for part in [*self._held, self._waiting]:
            if part:
                pairs = _taken(part)
                pairs.sort()
                yield _once(pairs)

    def _split(self) -> None:
        """Put those that wait where others with the same first bits are."""
        import numpy as np

        pairs = _taken(self._waiting)
        shift = np.uint64(2 * _HALF - _FIRST_BITS)
        pairs, at, _ = counting_sort(pairs >> shift, 1 << _FIRST_BITS, pairs)
        for held, start, stop in zip(self._held, at, at[1:], strict=False):
            if stop > start:
                held.append(pairs[start:stop].copy())
        self._count = 0


def counting_sort(
    numbers: NDArray[_Integer], count: int, values: NDArray[_Value]
) -> tuple[NDArray[_Value], Places, Places]:
    """Values in the order of their numbers, equals as they come.

    Args:
        numbers: below count and 2^31, one for each value.

    Returns:
        The values; where those of each number begin, with the end of the last; and the place that
        each value had.
    """
    import numpy as np

    size = len(values)
    if size < FEW:
        order = np.argsort(numbers, kind="stable")
        return values[order], np.searchsorted(numbers[order], np.arange(count + 1)), order
    from scipy.sparse import csr_array

    rows = np.arange(size + 1, dtype=np.int32 if size < 1 << 31 else np.int64)
    if numbers.dtype.itemsize != rows.itemsize:
        numbers = numbers.astype(rows.dtype)
    # A matrix with one value in each row, turned: counting is what that does.
    whole = (values, numbers.view(rows.dtype), rows)
    counted = csr_array(whole, shape=(size, count)).tocsc()
    return counted.data, counted.indptr, counted.indices


def duplicates(told: NDArray[_Unsigned]) -> Places:
    """The rows whose number another row has too, in order; numbers are to be well mixed."""
    import numpy as np

    bits = told.itemsize * 8
    # Most rows are alone even among such as share some bits: only what is left is compared.
    rows = _sharing(told, bits - _bits_for(told))
    rows = rows[_sharing(told[rows], 0)]
    some = told[rows]
    ordered = np.sort(some)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    if not len(several):
        return rows[:0]
    place = np.minimum(np.searchsorted(several, some), len(several) - 1)
    is_shared: Flags = several[place] == some
    return rows[is_shared]


def _bits_for(told: NDArray[_Unsigned]) -> int:
    """How many bits tell a few times more numbers apart than there are."""
    return min(max(len(told), 1).bit_length() + 1, _MOST_BITS)


def _sharing(told: NDArray[_Unsigned], shift: int) -> Places:
    """The rows whose number has some bits in common with that of another row.

    Args:
        shift: so many lower bits are not looked at.
    """
    import numpy as np

    bits = _bits_for(told)
    parts = range(0, len(told), MANY)
    mask = told.dtype.type((1 << bits) - 1)

    def slots(start: int) -> NDArray[np.intp]:
        some: NDArray[_Unsigned] = told[start : start + MANY] >> told.dtype.type(shift)
        return (some & mask).astype(np.intp)

    last = np.zeros(1 << bits, np.uint32)
    for start in parts:
        slot = slots(start)
        last[slot] = np.arange(start, start + len(slot), dtype=np.uint32)
    shared = np.zeros(1 << bits, bool)
    for start in parts:
        slot = slots(start)
        shared[slot[last[slot] != np.arange(start, start + len(slot), dtype=np.uint32)]] = True
    in_parts = [np.flatnonzero(shared[slots(start)]) + start for start in parts]
    return np.concatenate([np.empty(0, np.int64), *in_parts])


def _taken(arrays: list[Pairs]) -> Pairs:
    """All in one; the list is empty then."""
    import numpy as np

    whole = arrays[0] if len(arrays) == 1 else np.concatenate([*arrays, np.empty(0, np.uint64)])
    arrays.clear()
    return whole


def _once(pairs: Pairs) -> Pairs:
    import numpy as np

    is_first: Flags = np.append(True, pairs[1:] != pairs[:-1])
    return pairs[is_first[: len(pairs)]]
