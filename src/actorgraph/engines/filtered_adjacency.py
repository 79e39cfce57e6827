"""The adjacency of an index under a filter, from numbers alone wherever a row is an edge.

Stands for `RowEngine.neighbors` and `best_between`, which read every row on the way; tests/engines/
test_shortest_paths.py and test_indexed.py hold them together. Rows that add up to an edge together
are read and judged as edges, unless all of them pass or none can. A long search filters all rows
at once, and from then on costs what one without a filter does.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from actorgraph.index.row_filter import ALONE, SHARED, keeps_alone

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from actorgraph.edges import Support
    from actorgraph.filters import Filter
    from actorgraph.index.adjacency import Adjacency
    from actorgraph.index.reading import Index
    from actorgraph.index.row_filter import RowFilter

FEW = 64
"""All rows are filtered at once when one in so many has been, each for itself."""


class FilteredAdjacency:
    """Neighbors in an index under a filter.

    Args:
        index: an open one.
        only: the filter; entity types are left to whoever asks.
    """

    def __init__(self, index: Index, only: Filter) -> None:
        self.index, self.only = index, only
        self._kind = index.kind_of_row
        self._stands = bytes(kind.stands for kind, _ in index.kinds)
        self._row_filter = None if _keeps_all(only, index) else index.row_filter(only)
        self._filtered: Adjacency | None = None
        self._unfiltered_left = len(index.adjacency) // FEW

    def others(self, number: int, limit: int | None = None) -> list[int]:
        """Return the neighbors over edges that stay, each once, in order of the rows; the first."""
        others, rows = self.index.adjacency.steps(number)
        if self._row_filter is None:
            return list(islice(dict.fromkeys(others), limit))
        passes, stands = self._row_filter.passes, self._row_filter.stands
        shared = {(row, other) for other, row in self._of_shared(number, others, rows).items()}
        steps = zip(rows, others, strict=True)
        stay = (
            other
            for row, other in steps
            if (row, other) in shared or (stands(row) == ALONE and passes(row))
        )
        found: dict[int, None] = {}
        for other in stay:
            found[other] = None
            if len(found) == limit:
                break
        return list(found)

    def lists(self, numbers: Sequence[int]) -> list[Collection[int]]:
        """Return for each entity its neighbors over edges that stay, some perhaps several times."""
        if self._row_filter is None:
            return self.index.adjacency.lists(numbers)
        may_filter_all = self._filtered is None and self.index.adjacency.has_all_rows
        if self._unfiltered_left < 0 and may_filter_all:
            self._filtered = self._filter_all(self._row_filter)
        if self._filtered is None:
            return [self._filter_one(self._row_filter, number) for number in numbers]
        return self._filtered.lists(numbers)

    def alone_between(self, one: int, two: int) -> list[int] | None:
        """Return the rows that are edges of their own between two and stay.

        None if rows have to be read to know.
        """
        stands, kind = self._stands, self._kind
        rows = self.index.adjacency.rows_between(one, two)
        if any(stands[kind[row]] != ALONE for row in rows):
            return None
        return rows if self._row_filter is None else list(filter(self._row_filter.passes, rows))

    def support(self, row: int) -> Support:
        """Return how well founded the edge is that a row is by itself."""
        return self.index.supports[self._kind[row]]

    def _filter_one(self, row_filter: RowFilter, number: int) -> list[int]:
        others, rows = self.index.adjacency.steps(number)
        self._unfiltered_left -= len(rows)
        return [*row_filter.plain(others, rows), *self._of_shared(number, others, rows)]

    def _filter_all(self, row_filter: RowFilter) -> Adjacency:
        stands, passing = row_filter.passing()
        alone = stands == ALONE

        def rest(number: int) -> list[int]:
            return list(self._of_shared(number, *self.index.adjacency.steps(number)))

        return self.index.adjacency.of_rows(alone & passing, ~alone, rest)

    def _of_shared(self, number: int, others: Sequence[int], rows: Sequence[int]) -> dict[int, int]:
        """Return the other ends of edges that rows share, each with the first row of its edges."""
        row_filter = self._row_filter
        if row_filter is None or not row_filter.has_shared:
            return {}
        shared = row_filter.shared(others, rows).items()
        first_rows = {
            other: self._first_row(row_filter, number, other, there) for other, there in shared
        }
        return {other: row for other, row in first_rows.items() if row is not None}

    def _first_row(
        self, row_filter: RowFilter, one: int, other: int, rows: Sequence[int]
    ) -> int | None:
        """Return the first of some rows that is part of an edge that stays between two."""
        if all(row_filter.stands(row) == SHARED for row in rows):
            if all(map(row_filter.passes, rows)):
                return min(rows)
            if row_filter.misses(rows):
                return None
        ends = {self.index.id(one), self.index.id(other)}
        claims = [(claim, row) for row in sorted(rows) for claim in self.index.claims(row)]
        between = [(c, row) for c, row in claims if {c.source, c.target} == ends]
        row_of = {id(claim): row for claim, row in between}
        edges = self.only.edges_of_any_type(claim for claim, _ in between)
        return min((row_of[id(edge.claims[0])] for edge in edges), default=None)


def _keeps_all(only: Filter, index: Index) -> bool:
    """Return whether a filter that asks at most for what links keeps whatever edges rows make.

    An edge is denied, planned or of reporting only if one of its claims is.
    """
    is_open = only._replace(linking=False, through=frozenset()).is_empty
    return is_open and all(keeps_alone(only, edge) for _, edge in index.kinds)
