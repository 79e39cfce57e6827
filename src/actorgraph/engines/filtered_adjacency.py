"""Steps from entity to entity under a filter, on numbers alone wherever a row speaks for itself.

Rows that add up to an edge together are read and judged as edges, save where all of them pass or
none can. A walk that goes on for long filters all rows at once, and from then on costs what one
without a filter does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.claims import support, verdict
from actorgraph.index.row_filter import ALONE, SHARED, RowFilter, kinds_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from actorgraph.claims import Support
    from actorgraph.filters import Filter
    from actorgraph.index.adjacency import Adjacency
    from actorgraph.index.reading import Index

_FEW = 64
"""All rows are filtered at once when one in so many has been, each for itself."""


class FilteredAdjacency:
    """Steps on an index under a filter.

    Args:
        index: an open one.
        only: the filter; its types are left to whoever walks.
    """

    def __init__(self, index: Index, only: Filter) -> None:
        self.index, self.only = index, only
        self._kind = index.store.column("row.kind")
        self._kinds = [
            (stands, support(verdict({status}, origins), certainty, origins))
            for _, status, certainty, origins, stands in kinds_in(index.store)
        ]
        self._row_filter: RowFilter | None = None
        if not only.is_empty:
            without = {row for source in only.without for row in index.rows_citing(source)}
            self._row_filter = RowFilter(only, index.store, without)
        self._filtered: Adjacency | None = None
        self._unfiltered_left = len(index.adjacency) // _FEW

    def others(self, number: int) -> list[int]:
        """Who stands at the other end of an edge that stays, each once, in order of the rows."""
        others, rows = self.index.adjacency.steps(number)
        if self._row_filter is None:
            return list(dict.fromkeys(others))
        kept = set(self._of_shared(number, others, rows))
        passes, stands = self._row_filter.passes, self._row_filter.stands
        steps = zip(others, rows, strict=True)
        return list(
            dict.fromkeys(
                other
                for other, row in steps
                if (passes(row) if stands(row) == ALONE else other in kept)
            )
        )

    def lists(self, numbers: Sequence[int]) -> list[Collection[int]]:
        """For each entity who stands at the other end of an edge that stays, however often."""
        if self._row_filter is None:
            return self.index.adjacency.lists(numbers)
        if self._unfiltered_left < 0 and self._filtered is None:
            self._filtered = self._filter_all(self._row_filter)
        if self._filtered is None:
            return [self._filter_one(self._row_filter, number) for number in numbers]
        return self._filtered.lists(numbers)

    def best(self, one: int, two: int) -> tuple[Support, int] | None:
        """How well founded the best edge between two is, and its row.

        None if there is none or rows have to be read to know.
        """
        found = None
        for row in self.index.adjacency.rows_between(one, two):
            stands, founded = self._kinds[self._kind[row]]
            if stands != ALONE:
                return None
            if (found is None or founded > found[0]) and (
                self._row_filter is None or self._row_filter.passes(row)
            ):
                found = founded, row
        return found

    def _filter_one(self, row_filter: RowFilter, number: int) -> list[int]:
        others, rows = self.index.adjacency.steps(number)
        self._unfiltered_left -= len(rows)
        return row_filter.plain(others, rows) + self._of_shared(number, others, rows)

    def _filter_all(self, row_filter: RowFilter) -> Adjacency:
        stands, passing = row_filter.passing()
        alone = stands == ALONE

        def rest(number: int) -> list[int]:
            return self._of_shared(number, *self.index.adjacency.steps(number))

        return self.index.adjacency.of_rows(alone & passing, ~alone, rest)

    def _of_shared(self, number: int, others: Sequence[int], rows: Sequence[int]) -> list[int]:
        row_filter = self._row_filter
        if row_filter is None or not row_filter.has_shared:
            return []
        shared = row_filter.shared(others, rows).items()
        return [other for other, there in shared if self._links(row_filter, number, other, there)]

    def _links(self, row_filter: RowFilter, one: int, other: int, rows: Sequence[int]) -> bool:
        """Whether rows that others share leave an edge between two."""
        if all(row_filter.stands(row) == SHARED for row in rows):
            if all(map(row_filter.passes, rows)):
                return True
            if row_filter.misses(rows):
                return False
        ends = {self.index.id(one), self.index.id(other)}
        claims = (claim for row in rows for claim in self.index.claims(row))
        between = [claim for claim in claims if {claim.source, claim.target} == ends]
        return bool(self.only.edges_of_any_type(between))
