"""Who holds which office in an index, seen from its columns.

Stands for a look at every edge by office_edges.py: what sorts the edge of a row that is one by
itself comes from its kind and its dates, and the edge is read when it is shown. tests/differential
holds the two together.
"""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING

import numpy as np

from actorgraph.dates import Holds, holds_on
from actorgraph.edges import beginning
from actorgraph.engines.doubtful_edges import periods_of
from actorgraph.engines.edge_rows import EdgeRows, ends_in
from actorgraph.index.arrays import slices
from actorgraph.office_edges import OfficeEdge, OfficeEdges, office_edge, on_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from actorgraph.edges import Edge
    from actorgraph.filters import Filter
    from actorgraph.index.array_types import Numbers
    from actorgraph.index.reading import Index

AT_ONCE = 1 << 16


def office_edges(index: Index, words: Filter, day: int | None) -> OfficeEdges:
    """Return the edges of offices; see `OfficeStore`.

    The place of a row that is an edge of its own is its number; other edges follow.
    """
    rows, first_place = EdgeRows(index, words), len(index.relations)
    shared = {place: edge for place, (_, edge) in enumerate(rows.shared, first_place)}
    others = (
        (row, office_edge(place, edge, day))
        for place, (row, edge) in enumerate(rows.shared, first_place)
    )
    alone = ((one.place, one) for one in _alone(index, rows.alone, day))
    in_order = merge(alone, others, key=lambda numbered: numbered[0])

    def read(places: Sequence[int]) -> Mapping[int, Edge]:
        own = np.array(sorted(place for place in places if place < first_place), np.int64)
        edges = dict(rows.made_of(own))
        edges |= {place: shared[place] for place in places if place >= first_place}
        return on_day(edges, day)

    return OfficeEdges([one for _, one in in_order], read)


def _alone(index: Index, rows: Numbers, day: int | None) -> Iterator[OfficeEdge]:
    """Yield what the columns say of rows that are edges of their own."""
    ends, kinds = ends_in(index), np.asarray(index.store.column("row.kind").whole())
    of_kinds = [(edge.relation, edge.is_done) for _, edge in index.kinds]
    periods, period = periods_of(index, rows)
    begins = [beginning(when) for when in periods]
    stays = [day is None or holds_on(when, day) is not Holds.NO for when in periods]
    for part in slices(len(rows), AT_ONCE):
        some = rows[part]
        read = (some, ends[some], kinds[some], period[part])
        for row, (source, target), kind, when in zip(*(one.tolist() for one in read), strict=True):
            known = *of_kinds[kind], begins[when], stays[when]
            yield OfficeEdge(row, index.id(source), index.id(target), *known)
