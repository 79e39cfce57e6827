"""Adjacency (CSR): for each entity the other ends of its claims and their rows, in order.

A search asks for many entities at a time. What it reads is checked first: entity by entity, and the
whole at once when as many entities have been asked for as there are blocks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.index.column_file import BLOCK

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.column_file import ColumnFile


LONG = 32
"""Lists from this length on are kept when they have been read: walks meet the same hubs again."""
MOST_KEPT = 1 << 18
"""All kept lists together have no more numbers than this."""


class Adjacency:
    """A list of numbers for each number.

    Args:
        at: where the list of each begins, and the end of the last.
        other: all of them in a row.
        unfinished: for each number 1 if something is missing in its list; "" if in none.
        rest: what is missing there.
    """

    def __init__(
        self,
        at: memoryview[int],
        other: memoryview[int],
        unfinished: bytes = b"",
        rest: Callable[[int], list[int]] | None = None,
    ) -> None:
        self._at, self._other = at, other
        self._unfinished, self._rest = unfinished, rest
        self._kept: dict[int, frozenset[int]] = {}
        self._room = MOST_KEPT

    def __len__(self) -> int:
        """Return how many numbers all lists hold together."""
        return len(self._other)

    def lists(self, numbers: Collection[int]) -> list[Collection[int]]:
        """Return the lists of some numbers; items may repeat and stand in any order."""
        at, other, kept = self._at, self._other, self._kept
        unfinished, rest = self._unfinished, self._rest
        lists: list[Collection[int]] = []
        for one in numbers:
            there: Collection[int] | None = kept.get(one)
            if there is None:
                start, stop = at[one], at[one + 1]
                there = other[start:stop].tolist()
                if rest is not None and unfinished[one]:
                    there = self._keep(one, frozenset([*there, *rest(one)]))
                elif stop - start >= LONG:
                    there = self._keep(one, frozenset(there))
            lists.append(there)
        return lists

    def _keep(self, one: int, there: frozenset[int]) -> frozenset[int]:
        if len(there) > self._room:
            self._kept.clear()
            self._room = MOST_KEPT
        self._room -= len(there)
        self._kept[one] = there
        return there


class StoredAdjacency(Adjacency):
    """The adjacency that a store holds: for each entity the other ends of its claims.

    Attributes:
        has_all_rows: whether `of_rows` can be asked.
    """

    has_all_rows = True

    def __init__(self, store: ColumnFile) -> None:
        self._columns = tuple(store.column(f"adjacency.{name}") for name in ("at", "other", "row"))
        at, other, self._row = (column.view for column in self._columns)
        super().__init__(at, other)
        self._unsure = 1 + sum(column.view.nbytes for column in self._columns) // BLOCK

    def lists(self, numbers: Collection[int]) -> list[Collection[int]]:
        """Return for each entity the neighbors over all its claims."""
        if self._unsure:
            self._check(numbers, rows=False)
        return super().lists(numbers)

    def steps(self, number: int) -> tuple[list[int], list[int]]:
        """Return the other end and the row of each claim of an entity."""
        if self._unsure:
            self._check((number,))
        start, stop = self._at[number], self._at[number + 1]
        return self._other[start:stop].tolist(), self._row[start:stop].tolist()

    def rows(self, number: int) -> list[int]:
        """Return the rows whose claims have this end."""
        return list(dict.fromkeys(self.steps(number)[1]))

    def rows_between(self, one: int, two: int) -> list[int]:
        """Return the rows with a claim between two entities."""
        if self._unsure:
            self._check((one, two))
        at = self._at
        start, stop = at[one], at[one + 1]
        if at[two + 1] - at[two] < stop - start:
            start, stop, two = at[two], at[two + 1], one
        others = self._other[start:stop].tolist()
        times = others.count(two)
        if times == 1:
            return [self._row[start + others.index(two)]]
        there = (
            [place for place, other in enumerate(others, start) if other == two] if times else ()
        )
        return list(dict.fromkeys(self._row[place] for place in there))

    def longest(self) -> int:
        """Return the entity with the most claims; of equals the first. There has to be one."""
        import numpy as np

        if self._unsure:
            self._columns[0].whole()
        return int(np.diff(np.asarray(self._at)).argmax())

    def of_rows(self, rows: Flags, others: Flags, rest: Callable[[int], list[int]]) -> Adjacency:
        """Return the adjacency of some of the rows.

        Args:
            rows: for each row whether its claims are taken.
            others: for each row whether `rest` decides on it.
            rest: returns the neighbors of an entity over such rows, as far as they are taken.
        """
        import numpy as np

        at, other, row = self._arrays()
        kept = rows[row]
        before = np.zeros(len(kept) + 1, np.int64)
        np.cumsum(kept, out=before[1:])
        unfinished = np.zeros(len(at) - 1, bool)
        unfinished[np.searchsorted(at, np.flatnonzero(others[row]), side="right") - 1] = True
        return Adjacency(before[at].data, other[kept].data, unfinished.tobytes(), rest)

    def _arrays(self) -> tuple[Numbers, Numbers, Numbers]:
        import numpy as np

        if self._unsure:
            self._check_all()
        return np.asarray(self._at), np.asarray(self._other), np.asarray(self._row)

    def _check(self, numbers: Collection[int], *, rows: bool = True) -> None:
        """Check what is stored of some entities; everything, once that costs no more."""
        if len(numbers) >= self._unsure:
            self._check_all()
            return
        self._unsure -= len(numbers)
        at, *others = self._columns if rows else self._columns[:2]
        for number in numbers:
            at.check(number, number + 2)
            start, stop = self._at[number], self._at[number + 1]
            for column in others:
                column.check(start, stop)

    def _check_all(self) -> None:
        for column in self._columns:
            column.whole()
        self._unsure = 0
