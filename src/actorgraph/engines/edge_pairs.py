"""The linked pairs of an index as numbers, without reading the rows that are edges of their own.

Stands for `queries.whole_graph.edge_pairs`, which compiles every edge; test_contract.py
and test_indexed.py (tests/engines) hold the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.edges import DENIED
from actorgraph.engine import EdgePairs
from actorgraph.index import NOBODY
from actorgraph.index.row_filter import ALONE, OFFICE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actorgraph.filters import Filter
    from actorgraph.index.reading import Index


def edge_pairs_in(index: Index, only: Filter) -> EdgePairs:
    """Return the distinct pairs of linked entities of an index.

    Rows that share an edge with others need no reading where nothing is filtered, denied, rejected
    or stated by an inverse word.
    """
    row_filter = index.row_filter(only)
    stands, passing = row_filter.passing()
    ends = np.asarray(index.store.column("ends").whole(), np.int64).reshape(-1, 2)
    alone = stands == ALONE
    if only.is_empty and not row_filter.shared_need_reading:
        alone = np.ones(len(ends), bool)
    kept = alone & passing & ~row_filter.are(lambda kind: kind.status == DENIED)
    shared = _pairs_of_shared(index, only, np.flatnonzero(~alone).tolist())
    both_ways = np.flatnonzero(
        kept & row_filter.are(lambda kind: kind.is_symmetric and kind.stands != OFFICE)
    )
    through = _through_offices(index, np.flatnonzero(kept), ends)
    pairs = np.concatenate([through, ends[both_ways][:, ::-1], shared])
    if only.types:
        keeps = np.array([only.keeps_type(word) for word in index.type_words])
        is_kept = keeps[np.asarray(index.types.whole())]
        pairs = pairs[is_kept[pairs].all(axis=1)]
    pairs = np.unique(pairs, axis=0) if len(pairs) else pairs
    numbers = np.arange(len(index)) if only.is_empty else np.unique(pairs)
    ids = index.ids()
    ids = ids if only.is_empty else [ids[number] for number in numbers.tolist()]
    return EdgePairs(ids, np.searchsorted(numbers, pairs))


def _pairs_of_shared(index: Index, only: Filter, rows: list[int]) -> NDArray[np.int64]:
    """Return the pairs that rows with common edges link, by the edges that they add up to."""
    edges = only.edges_of_any_type(claim for row in rows for claim in index.claims(row))
    linking = [edge for edge in edges if edge.verdict != DENIED]
    numbers = [(index.number(edge.source), index.number(edge.target)) for edge in linking]
    numbers += [(index.number(e.target), index.number(e.source)) for e in linking if e.is_symmetric]
    return np.array(numbers, np.int64).reshape(-1, 2)


def _through_offices(
    index: Index, rows: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return the ends of rows; an office that a row makes is linked with source and target."""
    pairs = ends[rows]
    if "offices" not in index.store:
        return pairs
    offices = np.asarray(index.store.column("offices").whole(), np.int64)[rows]
    made = offices != NOBODY
    holds = np.stack([pairs[made, 0], offices[made]], axis=1)
    within = np.stack([offices[made], pairs[made, 1]], axis=1)
    return np.concatenate([pairs[~made], holds, within])
