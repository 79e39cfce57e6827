"""The edges of an index that have something to list in a window of time, seen from its columns.

Stands for a look at every edge by moments.py, which judges those that are returned; a row that is
an edge of its own and has no date in the window is only counted. In a month of a million relations
that is most of them. tests/differential holds the two together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from actorgraph import dates, moments
from actorgraph.engines.edge_rows import EdgeRows
from actorgraph.index.cell_columns import columns_of
from actorgraph.moments import NO_DAY
from actorgraph.statements import dates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from actorgraph.dates import Bounds
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.reading import Index

    Columns = dict[str, EncodedColumn]
    Days = NDArray[np.int32]

DATING = ("relation", "date", "start_date", "end_date")
"""The columns that say when something held."""
SAID = "statement_date"
AT_ONCE = 1 << 16


def edges_of_window(index: Index, only: Filter) -> tuple[Iterator[Edge], Counter[str]]:
    """Return the edges with something to list in a window, and how many others stand how.

    Returns:
        The edges in the order of the data, perhaps some with nothing to list among them; and of the
        edges that are not returned how many stand in each way that `moments.standing` names.
    """
    edges = EdgeRows(index, only._replace(since=None, until=None))
    dated = _DatedRows(columns_of(index.relations, (*DATING, SAID)))
    plans = np.array([bool(edge.lead.mode) for _, edge in index.kinds], bool)
    is_listed = np.zeros(len(edges.alone), bool)
    counted: Counter[str] = Counter()
    for first in range(0, len(edges.alone), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        rows = edges.alone[part]
        kinds = np.asarray(index.store.column("row.kind").whole())[rows]
        some = dated.some(rows)
        is_listed[part] = some.may_list(only, plans[kinds])
        counted += some.counted(only, ~is_listed[part])
    return edges.edges_among(edges.alone[is_listed], edges.shared), counted


class _Side(NamedTuple):
    """The beginnings of rows, or the ends.

    Attributes:
        earliest, latest: the first and the last day on which each can be.
        is_day: whether the cell names a day or a span, and not only a bound.
    """

    earliest: Days
    latest: Days
    is_day: Flags

    def of(self, codes: Numbers) -> _Side:
        """Return for each row what its cell says, by the number of the cell."""
        return _Side(self.earliest[codes], self.latest[codes], self.is_day[codes])

    @property
    def is_named(self) -> Flags:
        """Whether either of its days is known."""
        named: Flags = _is_known(self.earliest) | _is_known(self.latest)
        return named

    def names_one_in(self, since: int, until: int) -> Flags:
        """Return whether either of its days lies in a window."""
        named = np.zeros(len(self.earliest), bool)
        for days in self.earliest, self.latest:
            named |= _is_known(days) & (days >= since) & (days <= until)
        return named

    def meets(self, since: int, until: int) -> Flags:
        """Return whether it can be in a window."""
        met: Flags = (self.latest >= since) & (self.earliest <= until)
        return met


class _DatedRows:
    """The dates of all rows, each distinct cell read once.

    Args:
        cells: the columns DATING and SAID.
    """

    def __init__(self, cells: Columns) -> None:
        self._cells = cells
        start, end, said = (cells[name].distinct for name in ("start_date", "end_date", SAID))
        self._starts, _ = _sides_of([(cell, "") for cell in start])
        _, self._ends = _sides_of([("", cell) for cell in end])
        self._said = _side([dates.span(cell) for cell in said], [c not in NO_DAY for c in said])
        self._is_read = cells["date"].mapped(bool, np.bool_)
        for name in ("start_date", "end_date"):
            self._is_read |= cells[name].mapped(lambda cell: "/" in cell, np.bool_)

    def some(self, rows: Numbers) -> _SomeRows:
        """Return the dates of some rows that are edges of their own."""
        start = self._starts.of(self._cells["start_date"].codes[rows])
        end = self._ends.of(self._cells["end_date"].codes[rows])
        is_read = self._is_read[rows]
        if is_read.any():
            for side, read in zip((start, end), self._read(rows[is_read]), strict=True):
                for days, known in zip(side, read, strict=True):
                    days[is_read] = known
        return _SomeRows(start, end, self._said.of(self._cells[SAID].codes[rows]))

    def _read(self, rows: Numbers) -> tuple[_Side, _Side]:
        """Return beginnings and ends of rows with dates that say both at once."""
        cells = self._cells
        codes = np.stack([cells[name].codes[rows] for name in DATING], axis=1)
        told, number = np.unique(codes, axis=0, return_inverse=True)
        starts, ends = _sides_of(
            [
                dates_of({n: cells[n].distinct[code] for n, code in zip(DATING, row, strict=True)})
                for row in told.tolist()
            ]
        )
        return starts.of(number.ravel()), ends.of(number.ravel())


class _SomeRows(NamedTuple):
    """When rows that are edges of their own began, ended and were said."""

    start: _Side
    end: _Side
    said: _Side

    def may_list(self, only: Filter, is_plan: Flags) -> Flags:
        """Return which may have a moment in a window, or a bound that lies in it."""
        since, until = moments.window(only)
        listed: Flags = self.said.is_day & self.said.meets(since, until)
        listed |= is_plan & self._can_hold(*only.window)
        for side in self.start, self.end:
            listed |= side.is_day & side.meets(since, until)
            listed |= is_plan & side.meets(since, until)
            listed |= side.names_one_in(since, until)
        return listed

    def counted(self, only: Filter, rest: Flags) -> Counter[str]:
        """Count how those of the rest stand: none has a date in the window, or is a plan then."""
        since, until = moments.window(only)
        is_in_window = rest & self._can_hold(*only.window)
        is_named = self.start.is_named | self.end.is_named
        begun = np.where(
            self.end.latest < self.start.earliest,
            self.start.latest,
            np.minimum(self.start.latest, self.end.latest),
        )
        had_begun = is_named & (begun <= until) & self._can_hold(since, until)
        standing = {
            moments.UNDATED: is_in_window & ~is_named,
            moments.HELD: is_in_window & had_begun,
            moments.POSSIBLE: is_in_window & is_named & ~had_begun,
        }
        return Counter({word: int(flags.sum()) for word, flags in standing.items()})

    def _can_hold(self, since: int, until: int) -> Flags:
        can: Flags = (self.start.earliest <= until) & (self.end.latest >= since)
        return can


def _sides_of(pairs: list[tuple[str, str]]) -> tuple[_Side, _Side]:
    """Return beginnings and ends of pairs of cells, as far as each says by itself."""
    starts = [dates.period(start, "").start for start, _ in pairs]
    ends = [dates.period("", end).end for _, end in pairs]
    return (
        _side(starts, [moments.is_day(start) for start, _ in pairs]),
        _side(ends, [moments.is_day(end) for _, end in pairs]),
    )


def _side(bounds: list[Bounds], is_day: list[bool]) -> _Side:
    days = np.array(bounds, np.int32).reshape(-1, 2)
    return _Side(days[:, 0], days[:, 1], np.array(is_day, bool))


def _is_known(days: Days) -> Flags:
    known: Flags = (days != dates.EARLIEST) & (days != dates.LATEST)
    return known
