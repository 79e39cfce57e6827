"""The edges of an index that a conflict may rest on, seen from its columns.

Stands for a look at every edge: the query `conflicts` decides, and is shown fewer. An edge of one
row is at odds with another only over the holders of an office or an announcement; otherwise with
its own dates, those of its ends, or the day on which it was said, or over who owns a company. A
million relations take a tenth of the time and of the memory. tests/differential holds the two
together.
"""

from __future__ import annotations

from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from actorgraph import dates, schema
from actorgraph.engines.edge_rows import EdgeRows, ends_in
from actorgraph.index.cell_columns import columns_of
from actorgraph.index.kept_columns import DATING, SAID, cells_of
from actorgraph.quantities import SHARE
from actorgraph.share_notation import WHOLE, bounds_of
from actorgraph.statements import dates_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from actorgraph.dates import Period
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.reading import Index

LIFE = ("start_date", "end_date")
_PARTS = 10**9
"""The parts of a percent in which shares are summed: nothing is rounded down."""


def edges_in_doubt(index: Index, only: Filter) -> Iterator[Edge]:
    """Yield the edges that a conflict may rest on, and perhaps others, in the order of the data."""
    edges = EdgeRows(index, only)
    rows = _DoubtfulRows(index, edges)
    is_doubtful = rows.impossible() | rows.of_offices() | rows.early() | rows.at_announcements()
    is_doubtful |= rows.overowned()
    return edges.edges_among(edges.alone[is_doubtful], edges.shared)


class _DoubtfulRows:
    """Which rows that are edges of their own a conflict may rest on."""

    def __init__(self, index: Index, edges: EdgeRows) -> None:
        self._index, self._rows = index, edges.alone
        self._shared = [edge for _, edge in edges.shared]
        self._ends = ends_in(index)[self._rows]
        self._kind = np.asarray(index.store.column("row.kind").whole())[self._rows]
        self._start, self._end = (
            np.asarray(index.store.column(f"{side}.days").whole())[
                np.asarray(index.store.column(f"row.{side}").whole())[self._rows]
            ]
            for side in ("start", "end")
        )

    def impossible(self) -> Flags:
        """Return which end before they begin, or lie outside of the time of one of their ends."""
        doubtful: Flags = self._end < self._start
        begun, ended = _lives(self._index)
        for ends in self._ends.T:
            doubtful |= (self._end < begun[ends]) | (self._start > ended[ends])
        return doubtful

    def of_offices(self) -> Flags:
        """Return which say who held an entity that two surely held at a time."""
        holds = self._are(lambda edge: edge.relation in schema.OFFICE_RELATIONS and edge.is_done)
        places = np.flatnonzero(holds)
        held = [edge for edge in self._shared if edge.relation in schema.OFFICE_RELATIONS]
        if len(places) + len(held) < 2:  # noqa: PLR2004 - nobody beside the other
            return np.zeros(len(holds), bool)
        told, number = periods_of(self._index, self._rows[places])
        of_held = _sure(edge.period for edge in held)
        periods = np.concatenate([_sure(told)[number], of_held])
        targets = np.array(self._index.numbers(edge.target for edge in held), np.int64)
        office = np.concatenate([self._ends[places, 1], targets])
        disputed = np.zeros(len(self._index), bool)
        disputed[_overlapping(office, *periods.T)] = True
        doubtful: Flags = holds & disputed[self._ends[:, 1]]
        return doubtful

    def early(self) -> Flags:
        """Return which were said before the day on which they can first have begun."""
        doubtful: Flags = self._stated < self._start
        return doubtful

    def at_announcements(self) -> Flags:
        """Return which announce something, and what was said of it and of all who touch it."""
        announce = self._are(lambda edge: edge.relation in schema.ANNOUNCING_RELATIONS)
        announced = [
            edge.target for edge in self._shared if edge.relation in schema.ANNOUNCING_RELATIONS
        ]
        events = np.zeros(len(self._index), bool)
        events[self._ends[announce, 1]] = True
        events[self._index.numbers(announced)] = True
        if not events.any():
            return announce
        at_events = events[self._ends].any(axis=1)
        near = events.copy()
        near[self._ends[at_events].ravel()] = True
        for edge in self._shared:
            near[self._index.numbers([edge.source, edge.target])] = True
        said = near[self._ends].any(axis=1) & (self._stated != dates.LATEST)
        participants = at_events & self._are(
            lambda edge: schema.main_word(edge.relation) == schema.PARTICIPANT
        )
        doubtful: Flags = announce | participants | said
        return doubtful

    def overowned(self) -> Flags:
        """Return which say who owns a company whose shares add up to more than the whole."""
        owns = self._are(lambda edge: edge.relation in schema.OWNERSHIP_RELATIONS)
        is_turned = self._are(lambda edge: schema.main_word(edge.relation) != edge.relation)
        company = np.where(is_turned, self._ends[:, 0], self._ends[:, 1])
        owned = np.zeros(len(self._index), np.int64)
        if owns.any():
            shares = cells_of(self._index, (SHARE,))[SHARE].mapped(_least_share, np.int64)
            np.add.at(owned, company[owns], shares[self._rows][owns])
        for edge in self._shared:
            if edge.relation in schema.OWNERSHIP_RELATIONS:
                _, _, target = schema.by_main_word(edge.source, edge.relation, edge.target)
                largest = max(_least_share(claim.share) for claim in edge.claims)
                owned[self._index.numbers([target])] += largest
        doubtful: Flags = owns & (owned > _PARTS * WHOLE)[company]
        return doubtful

    @cached_property
    def _stated(self) -> NDArray[np.int64]:
        """The last day on which each can have been said; LATEST where nobody says."""
        column = cells_of(self._index, (SAID,))[SAID]
        stated = column.mapped(
            lambda cell: dates.span(cell).latest if cell else dates.LATEST, np.int64
        )
        return stated[self._rows]

    def _are(self, is_so: Callable[[Edge], bool]) -> Flags:
        """Return which are edges of such a kind."""
        kinds = np.array([is_so(edge) for _, edge in self._index.kinds], bool)
        flags: Flags = kinds[self._kind] if len(kinds) else np.zeros(len(self._kind), bool)
        return flags


def _least_share(cell: str) -> int:
    """Return what a share is at least, in parts of a percent and rounded up; 0 if it says none."""
    bounds = bounds_of(cell)
    return 0 if bounds is None else ceil(bounds.least * _PARTS) + bounds.is_above


def _lives(index: Index) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each entity the latest first day and the earliest last day that a row gives."""
    begun = np.full(len(index), dates.EARLIEST, np.int64)
    ended = np.full(len(index), dates.LATEST, np.int64)
    if index.entities is None or not set(LIFE) & set(index.entities.columns):
        return begun, ended
    owner = _owners(index, len(index.entities))
    for name, column in columns_of(index.entities, LIFE).items():
        periods = [
            dates.period(*((cell, "") if name == LIFE[0] else ("", cell)))
            for cell in column.distinct
        ]
        first = np.array([when.start.earliest for when in periods], np.int64)
        last = np.array([when.end.latest for when in periods], np.int64)
        np.maximum.at(begun, owner, first[column.codes])
        np.minimum.at(ended, owner, last[column.codes])
    return begun, ended


def _owners(index: Index, rows: int) -> Numbers:
    """Return for each row of the file of entities which entity it describes."""
    owners: Numbers = np.arange(rows)
    if "described.at" in index.store:
        at = np.asarray(index.store.column("described.at").whole())
        described = np.asarray(index.store.column("described.row").whole())
        owners[described] = np.repeat(np.arange(len(at) - 1), np.diff(at))
    return owners


def periods_of(index: Index, rows: Numbers) -> tuple[list[Period], Numbers]:
    """Return the distinct periods of some rows, and for each row the place of its period."""
    cells = cells_of(index, DATING)
    codes = np.stack([cells[name].codes[rows] for name in DATING], axis=1)
    told, number = np.unique(codes, axis=0, return_inverse=True)
    periods = []
    for row in told.tolist():
        dated = {n: cells[n].distinct[code] for n, code in zip(DATING, row, strict=True)}
        periods.append(dates.period(*dates_of(dated)))
    return periods, number.ravel()


def _sure(periods: Iterable[Period]) -> NDArray[np.int64]:
    """Return the first and the last day on which each period surely held."""
    sure = [(when.start.latest, when.end.earliest) for when in periods]
    return np.array(sure, np.int64).reshape(-1, 2)


def _overlapping(
    groups: NDArray[np.int64], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the groups in which two spans share more than a day, once or more often."""
    order = np.lexsort((starts, groups))
    groups, starts, ends = groups[order], starts[order], ends[order]
    is_span = starts < ends
    groups, starts, ends = groups[is_span], starts[is_span], ends[is_span]
    # Every day of a group lies behind all days of the group before.
    behind = groups * (int(dates.LATEST) - int(dates.EARLIEST) + 1)
    last = np.maximum.accumulate(ends + behind)
    shared = (groups[1:] == groups[:-1]) & (starts[1:] + behind[1:] < last[:-1])
    overlapping: NDArray[np.int64] = groups[1:][shared]
    return overlapping
