"""All links of a graph at once, as numbers: for measures that look at the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph import claims
from actorgraph.engine import EdgePairs
from actorgraph.index import NOBODY
from actorgraph.index.row_filter import ALONE, RowFilter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actorgraph.filters import Filter
    from actorgraph.index.reading import Index


def edge_pairs_in(index: Index, only: Filter) -> EdgePairs:
    """The links of an index: rows that speak for themselves as numbers, the others as edges.

    Rows that share an edge with others need no reading where nothing is filtered or denied.
    """
    without = {row for source in only.without for row in index.rows_citing(source)}
    row_filter = RowFilter(only, index.store, without)
    stands, passing = row_filter.passing()
    ends = np.asarray(index.store.column("ends").whole(), np.int64).reshape(-1, 2)
    plain = stands == ALONE
    if only.is_empty and not row_filter.is_shared_denied:
        plain = np.ones(len(ends), bool)
    kept = np.flatnonzero(plain & passing & ~row_filter.denied())
    found = [_through_offices(index, kept, ends)]
    together = np.flatnonzero(~plain).tolist()
    edges = only.edges_of_any_type(claim for row in together for claim in index.claims(row))
    said = [(edge.source, edge.target) for edge in edges if edge.verdict != claims.DENIED]
    numbered = [(index.number(source), index.number(target)) for source, target in said]
    found.append(np.array(numbered, np.int64).reshape(-1, 2))
    pairs = np.concatenate(found)
    if only.types:
        wanted = np.array([only.keeps_type(word) for word in index.type_words])
        has = wanted[np.asarray(index.types.whole())]
        pairs = pairs[has[pairs].all(axis=1)]
    pairs = np.unique(pairs, axis=0) if len(pairs) else pairs
    numbers = np.arange(len(index)) if only.is_empty else np.unique(pairs)
    ids = index.ids()
    ids = ids if only.is_empty else [ids[number] for number in numbers.tolist()]
    return EdgePairs(ids, np.searchsorted(numbers, pairs))


def _through_offices(
    index: Index, rows: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The ends of rows; an office that a row makes is linked with its source and its target."""
    pairs = ends[rows]
    if "offices" not in index.store:
        return pairs
    offices = np.asarray(index.store.column("offices").whole(), np.int64)[rows]
    made = offices != NOBODY
    holds = np.stack([pairs[made, 0], offices[made]], axis=1)
    within = np.stack([offices[made], pairs[made, 1]], axis=1)
    return np.concatenate([pairs[~made], holds, within])
