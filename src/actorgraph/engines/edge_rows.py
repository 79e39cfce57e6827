"""The edges of an index under a filter: rows that are edges of their own, and edges of others.

Stands for `Filter.edges` over all claims: a row that shares its relation and both ends with no
other is an edge by itself, which the filter keeps or not by the numbers of the index; only the
others are read, grouped and judged together. So edges come one after the other instead of all at
once (at a million relations 2 GB), and of those that are left out no row is read.
tests/differential and tests/engines hold the two together.
"""

from __future__ import annotations

from functools import cached_property
from heapq import merge
from typing import TYPE_CHECKING

import numpy as np

from actorgraph.edges import as_of, edge_of
from actorgraph.index.arrays import keep_freed_room
from actorgraph.index.row_filter import ALONE, OFFICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Flags, Numbers
    from actorgraph.index.reading import Index


class EdgeRows:
    """The edges of an index under a filter.

    Args:
        index: an open one.
        only: the filter.

    Attributes:
        alone: the rows, in order, that are edges of their own and stay.
    """

    def __init__(self, index: Index, only: Filter) -> None:
        keep_freed_room()
        self._index, self._only = index, only
        row_filter = index.row_filter(only)
        stands, passing = row_filter.passing()
        is_alone = stands == ALONE
        self.alone: Numbers = np.flatnonzero(is_alone & passing)
        if only.types:
            self.alone = self.alone[of_types(index, only, ends_in(index)[self.alone])]
        can_stay = row_filter.are(
            lambda kind: kind.stands == OFFICE or only.keeps_relation(kind.relation)
        )
        self._others: Numbers = np.flatnonzero(~is_alone & can_stay)
        if index.leaves_nothing(only):
            self._others = self._others[:0]
        elif only.assessments and all(kind.stands != OFFICE for kind in row_filter.kinds):
            has_one = row_filter.are(lambda kind: kind.assessment in only.assessments)
            self._others = self._others[_have_ends_of(index, self._others, has_one)]

    @cached_property
    def shared(self) -> list[tuple[int, Edge]]:
        """The edges that the other rows add up to and that stay, each with its first row."""
        index = self._index
        stated = [
            (row, claim)
            for row, claims in index.claims_of(self._others.tolist())
            for claim in claims
        ]
        row_of = {id(claim): row for row, claim in stated}
        edges = self._only.edges((claim for _, claim in stated), index.type_of)
        return [(row_of[id(edge.claims[0])], edge) for edge in edges]

    def edges(self) -> Iterator[Edge]:
        """Yield every edge, in the order of the data."""
        return self.edges_among(self.alone, self.shared)

    def edges_among(self, alone: Numbers, shared: Iterable[tuple[int, Edge]]) -> Iterator[Edge]:
        """Yield some of the edges, in the order of the data."""
        ordered = merge(self.made_of(alone), shared, key=lambda numbered: numbered[0])
        return (edge for _, edge in ordered)

    def made_of(self, alone: Numbers) -> Iterator[tuple[int, Edge]]:
        """Yield the edges of rows that are edges of their own, each with its row."""
        day = self._only.as_of
        for row, claims in self._index.claims_of(alone.tolist()):
            edge = edge_of(claims)
            for marked in [edge] if day is None else as_of([edge], day):
                yield row, marked


def _have_ends_of(index: Index, rows: Numbers, these: Flags) -> Flags:
    """Return which rows have both ends of one of these rows among them: only they share edges."""
    low, high = np.sort(ends_in(index)[rows], axis=1).T
    pairs = low * len(index) + high
    return np.isin(pairs, pairs[these[rows]])


def ends_in(index: Index) -> NDArray[np.int64]:
    """Return for each row the numbers of its source and its target."""
    return np.asarray(index.store.column("ends").whole(), np.int64).reshape(-1, 2)


def of_types(index: Index, only: Filter, pairs: NDArray[np.int64]) -> Flags:
    """Return for each pair of entities whether a filter keeps the types of both."""
    if not only.types:
        return np.ones(len(pairs), bool)
    keeps = np.array([only.keeps_type(word) for word in index.types_by_code], bool)
    is_kept = keeps[np.asarray(index.types.whole())]
    kept: Flags = is_kept[pairs].all(axis=1)
    return kept
