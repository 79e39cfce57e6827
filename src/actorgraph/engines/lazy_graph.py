"""Every edge of an index by number: a row that is an edge of its own is read when asked for.

Stands for `queries.whole_graph.lazy_graph`, which compiles every edge; test_contract.py
and test_indexed.py (tests/engines) hold the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.edges import edge_of
from actorgraph.engine import LazyGraph
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.index.row_filter import ALONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from actorgraph.edges import Edge
    from actorgraph.index.reading import Index


def lazy_graph_of(index: Index) -> LazyGraph:
    """Return all entities and edges of an index; edges of several rows are compiled here."""
    row_filter = index.row_filter(NOTHING_LEFT_OUT)
    stands, passing = row_filter.passing()
    alone = np.flatnonzero((stands == ALONE) & passing)
    shared, firsts = _shared(index, np.flatnonzero(stands != ALONE).tolist())
    ends = np.asarray(index.store.column("ends").whole(), np.int64).reshape(-1, 2)
    numbers = [(index.number(edge.source), index.number(edge.target)) for edge in shared]
    ends = np.concatenate([ends[alone], np.array(numbers, np.int64).reshape(-1, 2)])
    # An edge stands where its first row does.
    order = np.argsort(np.concatenate([alone, firsts]), kind="stable")

    def edge(number: int) -> Edge:
        place = int(order[number])
        if place >= len(alone):
            return shared[place - len(alone)]
        return edge_of(index.claims(int(alone[place])))

    of_alone = row_filter.are(lambda kind: kind.is_symmetric)[alone]
    of_shared = np.array([edge.is_symmetric for edge in shared], bool)
    symmetric = np.concatenate([of_alone, of_shared])
    return LazyGraph(index.ids(), ends[order], symmetric[order], index.entity, edge)


def _shared(index: Index, rows: Sequence[int]) -> tuple[list[Edge], NDArray[np.int64]]:
    """Return the edges of rows that share some, each with its first row."""
    row_of = {index.relations.place(row)[1]: row for row in rows}
    claims = (claim for row in rows for claim in index.claims(row))
    edges = NOTHING_LEFT_OUT.edges_of_any_type(claims)
    return edges, np.array([row_of[edge.claims[0].line] for edge in edges], np.int64)
