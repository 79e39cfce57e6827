"""The moments of an index by the places of their edges, seen from its columns.

Stands for a look at every edge by moments.py: of a row that is an edge of its own and no plan the
columns say when its moments are and how it stands beside them; the others are looked at one by one.
No edge is held: it is read when its moment is. A million relations take a tenth of the time and a
fiftieth of the memory. tests/differential holds the two together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from actorgraph import dates, moments
from actorgraph.engine import PlacedMoments
from actorgraph.engines.edge_rows import EdgeRows
from actorgraph.index.arrays import slices
from actorgraph.index.kept_columns import DATING, KEPT, SAID, cells_of
from actorgraph.index.periods import bounds_of_side
from actorgraph.moments import NO_DAY
from actorgraph.statements import dates_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from actorgraph.dates import Bounds
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.reading import Index

    Columns = dict[str, EncodedColumn]
    Days = NDArray[np.int32]

AT_ONCE = 1 << 16


def placed_moments(index: Index, only: Filter, *, held: bool) -> PlacedMoments:
    """Place the moments of an index in time; see `TimelineStore`."""
    edges = EdgeRows(index, only._replace(since=None, until=None))
    found = _FoundMoments(index, edges, only, held=held)
    dated = _DatedRows(cells_of(index, KEPT))
    plans = np.array([bool(edge.lead.mode) for _, edge in index.kinds], bool)
    kind = np.asarray(index.store.column("row.kind").whole())
    with index.relations.bars("Sorting moments") as progress:
        for part in slices(len(edges.alone), AT_ONCE):
            rows = edges.alone[part]
            some, is_plan = dated.some(rows), plans[kind[rows]]
            found.add_moments(rows, some, some.are_in(only) & ~is_plan[:, None])
            found.add_standing(rows, some.standing(only, is_plan))
            found.add_edges(edges.made_of(rows[is_plan & some.may_list_plan(only)]))
            progress(min(1, part.stop / len(edges.alone)))
    found.add_edges((found.first_place + n, edge) for n, (_, edge) in enumerate(edges.shared))
    return found.in_order()


class _FoundMoments:
    """Moments by the places of their edges, as they are found.

    The place of a row that is an edge of its own is its number; other edges follow.

    Attributes:
        first_place: the place of the first of those others.
    """

    def __init__(self, index: Index, edges: EdgeRows, only: Filter, *, held: bool) -> None:
        self.first_place = len(index.relations)
        self._edges, self._only, self._bars = edges, only, index.relations.bars
        self._listed = (moments.BY_THEN, moments.HELD) if held else (moments.BY_THEN,)
        self._by_then: list[NDArray[np.int64]] = [np.zeros(0, np.int64)]
        self._found: list[NDArray[np.int64]] = []
        self._counted: Counter[str] = Counter()

    def add_moments(self, rows: Numbers, some: _SomeRows, are: NDArray[np.bool_]) -> None:
        """Add the moments of rows that are edges of their own.

        Args:
            are: (n, 3) array: whether beginning, end and statement of each are moments.
        """
        nth = np.cumsum(are, axis=1) - 1
        for number, side in enumerate(some):
            picked = np.flatnonzero(are[:, number])
            earliest, latest = side.earliest[picked], side.latest[picked]
            known = np.where(latest == dates.LATEST, earliest, latest)
            is_said = np.full(len(picked), number == len(some) - 1)
            self._found.append(
                np.stack([rows[picked], nth[picked, number], is_said, earliest, known])
            )

    def add_standing(self, rows: Numbers, standing: dict[str, Flags]) -> None:
        """Count how rows stand beside their moments, or list those that held by then."""
        for word, flags in standing.items():
            if word in self._listed:
                self._by_then.append(rows[flags].astype(np.int64))
            else:
                self._counted[word] += int(flags.sum())

    def add_edges(self, placed: Iterable[tuple[int, Edge]]) -> None:
        """Add edges that are looked at one by one."""
        rows: list[tuple[int, int, bool, int, int]] = []
        for place, edge in placed:
            within = moments.moments_within(edge, self._only)
            for nth, one in enumerate(within):
                known, earliest, is_said = moments.place_in_time(one)
                rows.append((place, nth, is_said, earliest, known))
            standing = moments.standing(edge, within, self._only)
            if standing in self._listed:
                self._by_then.append(np.array([place]))
            elif standing:
                self._counted[standing] += 1
        self._found.append(np.array(rows, np.int64).reshape(-1, 5).T)

    def in_order(self) -> PlacedMoments:
        """Return all that was found, in order."""
        place, nth, is_said, earliest, known = np.concatenate(self._found, axis=1)
        order = np.lexsort((nth, place, self._rows_of(place), is_said, earliest, known))
        by_then = np.concatenate(self._by_then)
        by_then = by_then[np.lexsort((by_then, self._rows_of(by_then)))]
        return PlacedMoments(
            place[order], nth[order], by_then, self._counted, self._edges_at, self._bars
        )

    def _rows_of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the first row of the edge at each place."""
        first = np.array([row for row, _ in self._edges.shared], np.int64)
        rows, is_other = places.copy(), places >= self.first_place
        rows[is_other] = first[places[is_other] - self.first_place]
        return rows

    def _edges_at(self, places: Numbers) -> dict[int, Edge]:
        """Return the edges at some places."""
        wanted = np.unique(places)
        edges = dict(self._edges.made_of(wanted[wanted < self.first_place]))
        for place in wanted[wanted >= self.first_place].tolist():
            edges[place] = self._edges.shared[place - self.first_place][1]
        return edges


class _Side(NamedTuple):
    """The beginnings of rows, or the ends.

    Attributes:
        earliest, latest: the first and the last day on which each can be.
        is_day: whether the cell names a day or a span, and not only a bound.
        date: the number of the text of the cell, the same on both sides.
    """

    earliest: Days
    latest: Days
    is_day: Flags
    date: Days

    def of(self, codes: Numbers) -> _Side:
        """Return for each row what its cell says, by the number of the cell."""
        return _Side(self.earliest[codes], self.latest[codes], self.is_day[codes], self.date[codes])

    def meets(self, since: int, until: int) -> Flags:
        """Return whether it is a day that can be in a window."""
        met: Flags = self.is_day & (self.latest >= since) & (self.earliest <= until)
        return met


class _DatedRows:
    """The dates of all rows, each distinct cell read once.

    Args:
        cells: the columns DATING and SAID.
    """

    def __init__(self, cells: Columns) -> None:
        self._cells = cells
        self._dates: dict[str, int] = {}
        start, end, said = (cells[name].distinct for name in ("start_date", "end_date", SAID))
        self._starts = self._side_of(start, dates.EARLIEST)
        self._ends = self._side_of(end, dates.LATEST)
        is_day = [cell not in NO_DAY for cell in said]
        self._said = self._side([dates.span(cell) for cell in said], is_day, said)
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
        pairs = [
            dates_of({n: cells[n].distinct[code] for n, code in zip(DATING, row, strict=True)})
            for row in told.tolist()
        ]
        starts = self._side_of([start for start, _ in pairs], dates.EARLIEST)
        ends = self._side_of([end for _, end in pairs], dates.LATEST)
        return starts.of(number.ravel()), ends.of(number.ravel())

    def _side_of(self, texts: list[str], opened: int) -> _Side:
        """Return what cells tell of one side, each as far as it says by itself.

        Args:
            opened: the day that a side which is explicitly open means.
        """
        bounds = [bounds_of_side(one, opened) for one in texts]
        return self._side(bounds, [moments.is_day(one) for one in texts], texts)

    def _side(self, bounds: list[Bounds], is_day: list[bool], texts: list[str]) -> _Side:
        days = np.array(bounds, np.int32).reshape(-1, 2)
        numbers = [self._dates.setdefault(text, len(self._dates)) for text in texts]
        return _Side(days[:, 0], days[:, 1], np.array(is_day, bool), np.array(numbers, np.int32))


class _SomeRows(NamedTuple):
    """When rows that are edges of their own began, ended and were said."""

    start: _Side
    end: _Side
    said: _Side

    def are_in(self, only: Filter) -> NDArray[np.bool_]:
        """Return whether beginning, end and statement of each, unless planned, are moments.

        Returns:
            (n, 3) array. An edge that began and ended on the same date has one moment for both.
        """
        window = moments.window(only)
        are = np.stack([side.meets(*window) for side in self], axis=1)
        are[:, 1] &= (self.start.date != self.end.date) | ~self.start.is_day
        return are

    def may_list_plan(self, only: Filter) -> Flags:
        """Return which, if they are plans, may have something to list in a window."""
        window = moments.window(only)
        listed = self._can_hold(*only.window) | self.said.meets(*window)
        for side in self.start, self.end:
            listed |= (side.latest >= window[0]) & (side.earliest <= window[1])
        return listed

    def standing(self, only: Filter, is_plan: Flags) -> dict[str, Flags]:
        """Return which of those that are no plans stand in each way of `moments.standing`."""
        since, until = moments.window(only)
        is_in_window = self._can_hold(*only.window) & ~is_plan
        is_named, names_one = np.zeros((2, len(is_plan)), bool)
        for days in (*self.start[:2], *self.end[:2]):
            is_known = (days != dates.EARLIEST) & (days != dates.LATEST)
            is_named |= is_known
            names_one |= is_known & (days >= since) & (days <= until)
        standing = {moments.UNDATED: is_in_window & ~is_named}
        rest = is_in_window & is_named & ~self.are_in(only)[:, :2].any(axis=1)
        if only.since is None and only.until is None:
            return {**standing, moments.BY_THEN: rest}
        had_begun = (self._begun() <= until) & self._can_hold(since, until)
        return {
            **standing,
            moments.POSSIBLE: rest & ~had_begun,
            moments.BY_THEN: rest & had_begun & names_one,
            moments.HELD: rest & had_begun & ~names_one,
        }

    def _begun(self) -> Days:
        """Return the last day on which each can have begun: no later than it ended."""
        start, end = self.start, self.end
        is_inverted = end.latest < start.earliest
        return np.where(is_inverted, start.latest, np.minimum(start.latest, end.latest))

    def _can_hold(self, since: int, until: int) -> Flags:
        can: Flags = (self.start.earliest <= until) & (self.end.latest >= since)
        return can
