"""What rests on each source of an index, from its columns wherever a row is an edge of its own.

Stands for `count_citations` over every edge: such an edge has one claim, so that each source of it
is its only one. A million relations take 5 s of CPU instead of 105. tests/differential holds the
two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.citation_counts import PARTS, CitationColumns, count_citations
from actorgraph.engines.edge_rows import EdgeRows
from actorgraph.index.arrays import picked, slices
from actorgraph.index.cell_meanings import places_known
from actorgraph.index.cited_columns import NOBODY_CITED, CitedColumns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from actorgraph.citation_counts import CitationCount
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Numbers
    from actorgraph.index.reading import Index

AT_ONCE = 1 << 16
_NEVER = np.iinfo(np.int64).max


def citations_in(index: Index, only: Filter) -> CitationColumns:
    """Count what rests on each source of the edges that stay under a filter."""
    edges = EdgeRows(index, only)
    cited = CitedColumns(index)
    counted = _CitationsOfRows(cited)
    # Each look at some rows takes as long as there are sources: no more looks than are needed.
    at_once = max(AT_ONCE, len(cited.names))
    with index.relations.bars("Counting sources") as progress:
        for part in slices(len(edges.alone), at_once):
            counted.add(edges.alone[part])
            progress(min(1, part.stop / len(edges.alone)))
    of_shared = count_citations(edge for _, edge in edges.shared)
    counted.add_counted(of_shared.sources, _first_cited(edges.shared))
    # Who says a claim alone is one origin at most.
    total, single = (len(edges.alone) + n for n in (of_shared.total, of_shared.single))
    there = counted.there()
    ids = picked(cited.names, there)
    return CitationColumns(
        ids,
        counted.parts[:, there].T,
        counted.claims[there],
        counted.edges[there],
        counted.sole[there],
        known=places_known(index, ids),
        total=total,
        single=single,
    )


class _CitationsOfRows:
    """The citations of rows that are edges of their own, and of other edges.

    Attributes:
        parts: (4, n) array, for each number of a source the claims that cite it as a speaker, ...
        claims, edges, sole: (n,) arrays, as of CitationCount; the last two once all are added.
    """

    def __init__(self, cited: CitedColumns) -> None:
        self._cited, many = cited, len(cited.names)
        self.parts = np.zeros((len(PARTS), many), np.int64)
        self.claims = np.zeros(many, np.int64)
        self._row = np.full(many, _NEVER)
        self._place = np.zeros(many, np.int64)

    def add(self, rows: Numbers) -> None:
        """Count some rows; they come in order."""
        parts, many = self._cited.parts(rows), len(self.claims)
        for place, part in enumerate(parts):
            self.parts[place] += np.bincount(part.ravel(), minlength=many)
        numbers = np.concatenate(parts, axis=1)
        for place in range(numbers.shape[1]):
            is_first = ~(numbers[:, :place] == numbers[:, place, None]).any(axis=1)
            self.claims += np.bincount(numbers[is_first, place], minlength=many)
        self._note_first(rows, numbers)

    def _note_first(self, rows: Numbers, numbers: NDArray[np.int32]) -> None:
        """Note of each source that was not met before where it is: of equals the last counts."""
        flat = numbers.ravel()[::-1]
        at = np.arange(len(flat))[::-1]
        first = np.full(len(self._row), -1)
        first[flat] = at
        new = np.flatnonzero((first >= 0) & (self._row == _NEVER))
        self._row[new] = rows[first[new] // numbers.shape[1]]
        self._place[new] = first[new] % numbers.shape[1]

    def add_counted(
        self, counted: Mapping[str, CitationCount], first_cited: Mapping[str, tuple[int, int]]
    ) -> None:
        """Add what is counted edge by edge.

        Args:
            first_cited: each source with the first row of an edge that cites it, and its place.
        """
        numbers = self._cited.numbers(counted)
        self.edges, self.sole = self.claims.copy(), self.claims.copy()
        for number, (name, count) in zip(numbers.tolist(), counted.items(), strict=True):
            self.claims[number] += count.claims
            self.edges[number] += count.edges
            self.sole[number] += count.sole
            for place, part in enumerate(PARTS):
                self.parts[place, number] += count.parts.get(part, 0)
            before = self._row[number], self._place[number]
            self._row[number], self._place[number] = min(before, first_cited[name])

    def there(self) -> Numbers:
        """Return the numbers of the sources that are cited, in the order in which they are."""
        self._row[NOBODY_CITED] = _NEVER
        there = np.flatnonzero(self._row != _NEVER)
        return there[np.lexsort((self._place[there], self._row[there]))]


def _first_cited(edges: list[tuple[int, Edge]]) -> dict[str, tuple[int, int]]:
    """Return each source of edges with the first row of the edge that first cites it."""
    first_cited: dict[str, tuple[int, int]] = {}
    for row, edge in edges:
        for name in count_citations([edge]).sources:
            first_cited.setdefault(name, (row, len(first_cited)))
    return first_cited
