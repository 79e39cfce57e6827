"""Every edge of an index by number: a row that is an edge of its own is read when asked for.

Stands for `queries.whole_graph.lazy_graph`, which compiles every edge; test_contract.py
and test_indexed.py (tests/engines) hold the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.edges import edge_of
from actorgraph.engine import LazyGraph
from actorgraph.engines.edge_rows import EdgeRows, ends_in
from actorgraph.filters import NOTHING_LEFT_OUT

if TYPE_CHECKING:
    from actorgraph.edges import Edge
    from actorgraph.index.reading import Index


def lazy_graph_of(index: Index) -> LazyGraph:
    """Return all entities and edges of an index; edges of several rows are compiled here."""
    rows = EdgeRows(index, NOTHING_LEFT_OUT)
    alone, shared = rows.alone, [edge for _, edge in rows.shared]
    numbers = [(index.number(edge.source), index.number(edge.target)) for edge in shared]
    ends = np.concatenate([ends_in(index)[alone], np.array(numbers, np.int64).reshape(-1, 2)])
    # An edge stands where its first row does.
    firsts = np.array([row for row, _ in rows.shared], np.int64)
    order = np.argsort(np.concatenate([alone, firsts]), kind="stable")

    def edge(number: int) -> Edge:
        place = int(order[number])
        if place >= len(alone):
            return shared[place - len(alone)]
        return edge_of(index.claims(int(alone[place])))

    row_filter = index.row_filter(NOTHING_LEFT_OUT)
    of_alone = row_filter.are(lambda kind: kind.is_symmetric)[alone]
    of_shared = np.array([edge.is_symmetric for edge in shared], bool)
    symmetric = np.concatenate([of_alone, of_shared])
    return LazyGraph(index.ids(), ends[order], symmetric[order], index.entity, edge)
