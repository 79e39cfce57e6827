"""By which columns the rows of a file are sorted, and where a new row belongs among them.

A file is sorted if its rows never fall in a column that holds at least ten different contents: by
chance, these stand in that order in one of 3.6 million files (10!). The columns after it count too
where they order, as surely, the rows that are equal in it. Called by table_file.py, which reads the
rows, and keeps what was found while they are edited.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from actorgraph.dates import DateError, read_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_SURE = math.lgamma(11)
"""The logarithm of 10!: in so many orders can ten different contents stand."""
_MOST_COLUMNS = 3
"""By more columns no file is looked at, as each needs a look at all rows."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")
_DATE_LIKE = re.compile(r"-?[0-9]{3}")
_READ, _UNREAD = 0, 1
_BLANKS_FIRST, _BLANKS_LAST = -1, 2
Place: TypeAlias = Any
ColumnKey: TypeAlias = tuple[int, Place]
"""Whether a cell is one that the order is of, a blank one or another; and its place among those."""
RowKey: TypeAlias = tuple[ColumnKey, ...]


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if _NUMBER.fullmatch(cell) else None


def _date(cell: str) -> tuple[int, int] | None:
    """Return the place of a date: by its first day, the vaguest first of those that share it."""
    if not _DATE_LIKE.match(cell):
        return None
    try:
        earliest, latest = read_date(cell)
    except DateError:
        return None
    return earliest, -latest


ORDERS: tuple[Callable[[str], Place], ...] = (_number, _date, str, str.casefold)
"""Numbers, dates, code points, and these without a difference of upper and lower case: the first
one that all cells of a column are in counts."""


class OrderedColumn(NamedTuple):
    """A column by which rows are sorted.

    Attributes:
        position: among all columns, from 0.
        order: one of ORDERS.
        blanks: where blank cells stand.
    """

    position: int
    order: Callable[[str], Place]
    blanks: int

    def key(self, cells: Sequence[str]) -> ColumnKey:
        """Return the place of a row; what is not in this order comes after all that is."""
        cell = cells[self.position] if self.position < len(cells) else ""
        if not cell:
            return self.blanks, ""
        place = self.order(cell)
        return (_UNREAD, cell) if place is None else (_READ, place)


class SortedRows:
    """The rows of a file that were sorted when it was read, while they are edited.

    Args:
        columns: by which they are sorted, the most important one first.
        cells_at: gives the cells of a row by its number.

    Attributes:
        falls: how many rows come before one that they belong after, by edits.
    """

    def __init__(
        self, columns: Sequence[OrderedColumn], cells_at: Callable[[int], Sequence[str]]
    ) -> None:
        self.columns, self._cells_at = columns, cells_at
        self.falls = 0

    def key(self, cells: Sequence[str]) -> RowKey:
        """Return the place of a row in the order."""
        return tuple(column.key(cells) for column in self.columns)

    def place(self, key: RowKey, count: int, edited: Mapping[int, Sequence[str]]) -> int:
        """Return the number of the row that a new one belongs before; after its equals.

        Args:
            count: the number of rows.
            edited: what rows are changed to in the same step, by their numbers.
        """
        if self.falls:
            return count

        def key_at(number: int) -> RowKey:
            return self.key(edited[number] if number in edited else self._cells_at(number))

        return bisect_right(range(count), key, key=key_at)

    def is_in_place(self, key: RowKey, number: int, count: int) -> bool:
        """Return whether a new row can stand before a row: the order leaves equals as they are."""
        is_after = number == 0 or self.key(self._cells_at(number - 1)) <= key
        return is_after and (number == count or key <= self.key(self._cells_at(number)))

    def falls_in(self, rows: Iterable[Sequence[str]]) -> int:
        """Return how many of some rows, by their cells, come before one that they belong after."""
        return sum(one > other for one, other in pairwise(map(self.key, rows)))


class _PossibleOrder:
    """An order that a column may be in.

    Attributes:
        evidence: the logarithm of the number of orders in which its contents could stand as well.
        ties: for each row, whether it is equal to the one before it in all columns so far.
    """

    def __init__(self, order: Callable[[str], Place]) -> None:
        self.order = order
        self.evidence = 0.0
        self.ties = bytearray()
        self._last: Place = None
        self._different = 1
        self._blanks = {_BLANKS_FIRST, _BLANKS_LAST}

    def take(self, cell: str, *, is_tied: bool) -> bool:
        """Take the next row; return whether the column can still be in this order."""
        key = self.order(cell) if cell else ""
        if key is None:
            return False
        is_equal = False
        if not is_tied:
            self._different = 1
        else:
            is_blank, was_blank = not cell, self._last == ""
            if is_blank or was_blank:
                is_equal = is_blank and was_blank
                if not is_equal:
                    self._blanks.discard(_BLANKS_FIRST if is_blank else _BLANKS_LAST)
            elif key < self._last:
                return False
            else:
                is_equal = key == self._last
            if not is_equal:
                self._different += 1
                self.evidence += math.log(self._different)
        self.ties.append(is_equal)
        self._last = key
        return bool(self._blanks)

    def column(self, position: int) -> OrderedColumn:
        """Return the column; where there are no blank cells, those to come are last."""
        return OrderedColumn(position, self.order, max(self._blanks))


def columns_of_order(
    cells_under: Callable[[int], Iterator[str]],
    cells_at: Callable[[int], Sequence[str]],
    width: int,
    count: int,
) -> list[OrderedColumn]:
    """Return the columns by which rows are sorted for sure; none if they are not.

    Args:
        cells_under: gives the cells under a column, by its position, row by row.
        cells_at: gives the cells of a row, by its number.
        width, count: the number of columns, and of rows.
    """
    for start in range(width if count else 0):
        first, last = (cells_at(number)[start : start + 1] for number in (0, count - 1))
        if first == last:
            continue  # it is the same in all rows, or no order
        columns: list[OrderedColumn] = []
        sure, ties = 0, None
        for position in range(start, min(start + _MOST_COLUMNS, width)):
            candidates = _orders_of(cells_under(position), ties)
            if not candidates:
                break
            best = next((one for one in candidates if one.evidence >= _SURE), candidates[0])
            columns.append(best.column(position))
            if best.evidence >= _SURE:
                sure = len(columns)
            ties = best.ties
            if not any(ties):
                break
        if sure:
            return columns[:sure]
    return []


def _orders_of(cells: Iterable[str], ties: bytearray | None) -> list[_PossibleOrder]:
    """Return the orders that the cells of a column are in, among rows that are equal so far."""
    candidates = [_PossibleOrder(order) for order in ORDERS]
    before = None
    for number, cell in enumerate(cells):
        is_tied = number > 0 and (ties is None or bool(ties[number]))
        if is_tied and cell == before:
            for candidate in candidates:
                candidate.ties.append(1)
            continue
        candidates = [one for one in candidates if one.take(cell, is_tied=is_tied)]
        if not candidates:
            break
        before = cell
    return candidates
