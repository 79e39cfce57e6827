"""The linked pairs of an index as numbers, without reading the rows that are edges of their own.

Stands for `queries.whole_graph.edge_pairs`, which compiles every edge; test_contract.py
and test_indexed.py (tests/engines) hold the two together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from actorgraph.engine import EdgePairs
from actorgraph.engines.edge_rows import ends_in, of_types
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.index import NOBODY
from actorgraph.index.arrays import keep_freed_room
from actorgraph.index.row_filter import ALONE, OFFICE
from actorgraph.linked_pairs import distinct_pairs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actorgraph.filters import Filter
    from actorgraph.index.reading import Index
    from actorgraph.index.row_filter import RowFilter


def edge_pairs_in(index: Index, only: Filter) -> EdgePairs:
    """Return the distinct pairs of linked entities of an index.

    Rows that share an edge with others need no reading where nothing is filtered, denied, rejected
    or stated by an inverse word: whether the others link is then what their kind says. A row that
    makes an office and links nobody with it, since it is a plan, still says where the office is.
    """
    keep_freed_room()
    row_filter = index.row_filter(only.of_links)
    stands, passing = row_filter.passing()
    ends = ends_in(index)
    alone = stands == ALONE
    if only.is_empty and not row_filter.shared_need_reading:
        alone = passing | (stands != OFFICE)
    kept = alone & passing
    shared = _pairs_of_shared(index, only, np.flatnonzero(~alone).tolist())
    both_ways = np.flatnonzero(
        kept & row_filter.are(lambda kind: kind.is_symmetric and kind.stands != OFFICE)
    )
    through = _through_offices(index, np.flatnonzero(kept), ends)
    pairs = np.concatenate([through, ends[both_ways][:, ::-1], shared])
    pairs = pairs[of_types(index, only, pairs)] if only.types else pairs
    pairs, ids = distinct_pairs(pairs, len(index)), index.ids()
    if only.is_empty:
        return EdgePairs(ids, pairs)
    is_linked = np.zeros(len(index), bool)
    is_linked[pairs] = True
    ids = [ids[number] for number in np.flatnonzero(is_linked).tolist()]
    return EdgePairs(ids, (np.cumsum(is_linked) - 1)[pairs])


def uncounted_in(index: Index, only: Filter) -> dict[str, int]:
    """Count the rows of an index that a filter asks for and that link nothing, by the reason."""
    row_filter = index.row_filter(only)
    by_anybody = only._replace(without=frozenset(), speakers=frozenset())
    reasons = {kind: by_anybody.why_uncounted(kind.claim) for kind in row_filter.kinds}
    ends = ends_in(index)
    counted = Counter(_of_uncounted_offices(index, only, row_filter))
    for reason in set(reasons.values()) - {""}:
        kinds = {
            kind
            for kind in row_filter.kinds
            if reasons[kind] == reason and (only.is_empty or kind.stands != OFFICE)
        }
        rows = row_filter.kept(kinds.__contains__)
        counted[reason] += int(of_types(index, only, ends[rows]).sum())
    return counted


def _of_uncounted_offices(index: Index, only: Filter, row_filter: RowFilter) -> list[str]:
    """Return why rows that make offices are not counted under a filter, which asks each claim."""
    if only.is_empty:
        return []
    may_be = row_filter.are(
        lambda kind: kind.stands == OFFICE and bool(NOTHING_LEFT_OUT.why_uncounted(kind.claim))
    )
    reasons = {
        (row, only.why_uncounted(claim))
        for row in np.flatnonzero(may_be).tolist()
        for claim in index.claims(row)
        if all(only.keeps_type(index.type_of(end)) for end in (claim.source, claim.target))
    }
    return [reason for _, reason in reasons if reason]


def _pairs_of_shared(index: Index, only: Filter, rows: list[int]) -> NDArray[np.int64]:
    """Return the pairs that rows with common edges link, by the edges that they add up to."""
    claims = (claim for row in rows for claim in index.claims(row))
    edges = only.of_links.edges_of_any_type(claims)
    numbers = [(index.number(edge.source), index.number(edge.target)) for edge in edges]
    numbers += [(index.number(e.target), index.number(e.source)) for e in edges if e.is_symmetric]
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
