"""Steps from entity to entity under a filter, on numbers alone wherever a row speaks for itself.

Rows that add up to an edge together are read and judged as edges, save where all of them pass:
what is taken from several dates is then one that passes too.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph.index.features import ALONE, SHARED, Sieve

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from actorgraph.graph import Filter
    from actorgraph.index.reading import Index


class Walk:
    """Steps on an index under a filter.

    Args:
        index: an open one.
        only: the filter.
    """

    def __init__(self, index: Index, only: Filter) -> None:
        self.index, self.only = index, only
        without = {row for source in only.without for row in index.rows_resting_on(source)}
        self._sieve = Sieve(only, index.store, without)

    def others(
        self, number: int, exempt: AbstractSet[int], among: AbstractSet[int] | None = None
    ) -> list[int]:
        """Who stands at the other end of an edge that stays, each once, in order of the rows.

        Args:
            exempt: entities that may be of any type.
            among: only such others; None means all.
        """
        passes, stands = self._sieve.passes, self._sieve.stands
        first: dict[int, int] = {}
        shared: dict[int, list[int]] = {}
        for other, row in self.index.steps_of(number):
            if among is not None and other not in among:
                continue
            if stands(row) == ALONE:
                if other not in first and passes(row):
                    first[other] = row
            else:
                shared.setdefault(other, []).append(row)
        for other, rows in shared.items():
            if first.get(other, rows[0]) >= rows[0] and self._links(number, other, rows):
                first[other] = rows[0]
        if self.only.types:
            types = self._types
            first = {one: row for one, row in first.items() if one in exempt or types[one]}
        return sorted(first, key=first.__getitem__)

    def _links(self, one: int, other: int, rows: Sequence[int]) -> bool:
        """Whether rows that others share leave an edge between two."""
        sieve = self._sieve
        if all(sieve.stands(row) == SHARED and sieve.passes(row) for row in rows):
            return True
        ends = {self.index.id(one), self.index.id(other)}
        claims = (claim for row in rows for claim in self.index.claims(row))
        between = [claim for claim in claims if {claim.source, claim.target} == ends]
        return bool(self.only.edges(between))

    @cached_property
    def _types(self) -> list[bool]:
        wanted = [word in self.only.types for word in self.index.type_words]
        return [wanted[code] for code in self.index.types.whole()]
