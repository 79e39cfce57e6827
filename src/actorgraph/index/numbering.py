"""Numbers before and after an edit: of rows, or of entities, some of which are gone or new.

Numbers follow the order of the data, so that all later ones shift. Called by overlay.py.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from actorgraph.index.column_file import OutdatedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.index.row_filter import RowColumn


class Replacement(NamedTuple):
    """So many new ones in the place of those from the first up to the stop."""

    first: int
    stop: int
    new: int


class Numbering:
    """From old numbers to new ones and back.

    Args:
        replaced: in order, none within another.
        total: how many old ones there are.
    """

    def __init__(self, replaced: Sequence[Replacement], total: int) -> None:
        self._replaced = replaced
        self._stops = [one.stop for one in replaced]
        shifts = accumulate((one.new - (one.stop - one.first) for one in replaced), initial=0)
        self._shifts = [*shifts]
        before = zip(replaced, self._shifts, strict=False)
        self._begins = [one.first + shift for one, shift in before]
        self._total = total
        self.is_same = not replaced

    def __len__(self) -> int:
        """Return how many new ones there are."""
        return self._total + self._shifts[-1]

    def new(self, old: int) -> int | None:
        """Return the new number of an old one; None if it is gone."""
        at = bisect_right(self._stops, old)
        if at < len(self._replaced) and self._replaced[at].first <= old:
            return None
        return old + self._shifts[at]

    def new_or_next(self, old: int) -> int:
        """Return the new number of an old one; if it is gone, of what stands after its place."""
        at = bisect_right(self._stops, old)
        if at < len(self._replaced) and self._replaced[at].first <= old:
            return self._begins[at] + self._replaced[at].new
        return old + self._shifts[at]

    def kept(self, old: Iterable[int]) -> Iterator[int]:
        """Return the new numbers of those that are not gone."""
        return (new for new in map(self.new, old) if new is not None)

    def old(self, new: int) -> int | None:
        """Return the old number of a new one; None if it was not there."""
        at = bisect_right(self._begins, new) - 1
        if at >= 0 and new - self._begins[at] < self._replaced[at].new:
            return None
        return new - self._shifts[at + 1]

    def added(self) -> Iterator[range]:
        """Yield the new numbers of those that were not there, for each replacement."""
        for one, begin in zip(self._replaced, self._begins, strict=True):
            yield range(begin, begin + one.new)

    def gone(self) -> Iterator[int]:
        """Yield the old numbers of those that are gone."""
        for one in self._replaced:
            yield from range(one.first, one.stop)

    @property
    def gone_count(self) -> int:
        """How many are gone."""
        return sum(one.stop - one.first for one in self._replaced)


class RenumberedColumn:
    """A column of old rows by their new numbers, with values for rows that are new or changed."""

    def __init__(self, column: RowColumn, numbering: Numbering, values: Mapping[int, int]) -> None:
        self._column, self._numbering, self._values = column, numbering, values

    def __array__(self, *_: object, **__: object) -> NoReturn:
        """Refuse to be an array of all rows: whoever wants that needs a new index."""
        raise OutdatedError("a column of all rows")

    def __getitem__(self, number: int) -> int:
        """Return the value of a row."""
        value = self._values.get(number)
        if value is not None:
            return value
        old = self._numbering.old(number)
        return self._column[old or 0]
