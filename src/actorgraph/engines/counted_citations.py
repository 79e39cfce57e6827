"""What rests on each source of an index, from its columns wherever a row is an edge of its own.

Stands for `count_citations` over every edge: such an edge has one claim, so that each source of it
is its only one. A million relations take 5 s of CPU instead of 105. tests/differential holds the
two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.citation_counts import PARTS, CitationCount, CitationCounts, count_citations
from actorgraph.engines.edge_rows import EdgeRows
from actorgraph.index.arrays import slices
from actorgraph.index.cited_columns import NOBODY_CITED, CitedColumns

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Numbers
    from actorgraph.index.reading import Index

AT_ONCE = 1 << 16
_NEVER = np.iinfo(np.int64).max


def citations_in(index: Index, only: Filter) -> CitationCounts:
    """Count what rests on each source of the edges that stay under a filter."""
    edges = EdgeRows(index, only)
    cited = CitedColumns(index)
    of_alone = _CitationsOfRows(cited)
    # Each look at some rows takes as long as there are sources: no more looks than are needed.
    at_once = max(AT_ONCE, len(cited.names))
    with index.relations.bars("Counting sources") as progress:
        for part in slices(len(edges.alone), at_once):
            of_alone.add(edges.alone[part])
            progress(min(1, part.stop / len(edges.alone)))
    of_shared = count_citations(edge for _, edge in edges.shared)
    sources, first_cited = of_alone.counts(), of_alone.first_cited()
    for name, place in _first_cited(edges.shared).items():
        first_cited[name] = min(place, first_cited.get(name, place))
        sources.setdefault(name, CitationCount()).add(of_shared.sources[name])
    sources = {name: sources[name] for name in sorted(first_cited, key=first_cited.__getitem__)}
    # Who says a claim alone is one origin at most.
    total, single = (len(edges.alone) + n for n in (of_shared.total, of_shared.single))
    return CitationCounts(sources, total, single)


class _CitationsOfRows:
    """The citations of rows that are edges of their own."""

    def __init__(self, cited: CitedColumns) -> None:
        self._cited = cited
        self._parts = np.zeros((len(PARTS), len(cited.names)), np.int64)
        self._claims = np.zeros(len(cited.names), np.int64)
        self._row = np.full(len(cited.names), _NEVER)
        self._place = np.zeros(len(cited.names), np.int64)

    def add(self, rows: Numbers) -> None:
        """Count some rows; they come in order."""
        parts, many = self._cited.parts(rows), len(self._claims)
        for place, part in enumerate(parts):
            self._parts[place] += np.bincount(part.ravel(), minlength=many)
        numbers = np.concatenate(parts, axis=1)
        for place in range(numbers.shape[1]):
            is_first = ~(numbers[:, :place] == numbers[:, place, None]).any(axis=1)
            self._claims += np.bincount(numbers[is_first, place], minlength=many)
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

    def first_cited(self) -> dict[str, tuple[int, int]]:
        """Return each source with the first row that cites it, and its place there."""
        self._row[NOBODY_CITED] = _NEVER
        there = np.flatnonzero(self._row != _NEVER)
        # In this order they are hardly to be sorted any more.
        there = there[np.argsort(self._row[there], kind="stable")]
        places = zip(self._row[there].tolist(), self._place[there].tolist(), strict=True)
        return dict(zip(map(self._cited.names.__getitem__, there.tolist()), places, strict=True))

    def counts(self) -> dict[str, CitationCount]:
        """Return the counts of each source that one of the rows cites."""
        self._claims[NOBODY_CITED] = 0
        there = np.flatnonzero(self._claims)
        counted: dict[str, CitationCount] = {}
        claims, parts = self._claims[there].tolist(), self._parts[:, there].T.tolist()
        for number, times, by_part in zip(there.tolist(), claims, parts, strict=True):
            count = counted[self._cited.names[number]] = CitationCount()
            count.parts = {part: n for part, n in zip(PARTS, by_part, strict=True) if n}
            count.claims = count.edges = count.sole = times
        return counted


def _first_cited(edges: list[tuple[int, Edge]]) -> dict[str, tuple[int, int]]:
    """Return each source of edges with the first row of the edge that first cites it."""
    first_cited: dict[str, tuple[int, int]] = {}
    for row, edge in edges:
        for name in count_citations([edge]).sources:
            first_cited.setdefault(name, (row, len(first_cited)))
    return first_cited
