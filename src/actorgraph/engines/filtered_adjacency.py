"""Steps from entity to entity under a filter, on numbers alone wherever a row speaks for itself.

Rows that add up to an edge together are read and judged as edges, save where all of them pass or
none can. A walk that goes on for long sifts all rows at once, and from then on costs what one
without a filter does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.claims import support, verdict
from actorgraph.index.features import ALONE, SHARED, Sieve, kinds_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from actorgraph.claims import Support
    from actorgraph.filters import Filter
    from actorgraph.index.near import Lists
    from actorgraph.index.reading import Index

_FEW = 64
"""All rows are sifted at once when one in so many has been, each for itself."""


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
        self._sieve: Sieve | None = None
        if not only.is_empty:
            without = {row for source in only.without for row in index.rows_citing(source)}
            self._sieve = Sieve(only, index.store, without)
        self._sifted: Lists | None = None
        self._not_sifted = len(index.near) // _FEW

    def others(self, number: int) -> list[int]:
        """Who stands at the other end of an edge that stays, each once, in order of the rows."""
        others, rows = self.index.near.steps(number)
        if self._sieve is None:
            return list(dict.fromkeys(others))
        kept = set(self._of_shared(number, others, rows))
        passes, stands = self._sieve.passes, self._sieve.stands
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
        if self._sieve is None:
            return self.index.near.lists(numbers)
        if self._not_sifted < 0 and self._sifted is None:
            self._sifted = self._sift_all(self._sieve)
        if self._sifted is None:
            return [self._sift(self._sieve, number) for number in numbers]
        return self._sifted.lists(numbers)

    def best(self, one: int, two: int) -> tuple[Support, int] | None:
        """How well founded the best edge between two is, and its row.

        None if there is none or rows have to be read to know.
        """
        found = None
        for row in self.index.near.rows_between(one, two):
            stands, founded = self._kinds[self._kind[row]]
            if stands != ALONE:
                return None
            if (found is None or founded > found[0]) and (
                self._sieve is None or self._sieve.passes(row)
            ):
                found = founded, row
        return found

    def _sift(self, sieve: Sieve, number: int) -> list[int]:
        others, rows = self.index.near.steps(number)
        self._not_sifted -= len(rows)
        return sieve.plain(others, rows) + self._of_shared(number, others, rows)

    def _sift_all(self, sieve: Sieve) -> Lists:
        stands, passing = sieve.passing()
        alone = stands == ALONE

        def rest(number: int) -> list[int]:
            return self._of_shared(number, *self.index.near.steps(number))

        return self.index.near.of_rows(alone & passing, ~alone, rest)

    def _of_shared(self, number: int, others: Sequence[int], rows: Sequence[int]) -> list[int]:
        sieve = self._sieve
        if sieve is None or not sieve.has_shared:
            return []
        shared = sieve.shared(others, rows).items()
        return [other for other, there in shared if self._links(sieve, number, other, there)]

    def _links(self, sieve: Sieve, one: int, other: int, rows: Sequence[int]) -> bool:
        """Whether rows that others share leave an edge between two."""
        if all(sieve.stands(row) == SHARED for row in rows):
            if all(map(sieve.passes, rows)):
                return True
            if sieve.misses(rows):
                return False
        ends = {self.index.id(one), self.index.id(other)}
        claims = (claim for row in rows for claim in self.index.claims(row))
        between = [claim for claim in claims if {claim.source, claim.target} == ends]
        return bool(self.only.edges_of_any_type(between))
