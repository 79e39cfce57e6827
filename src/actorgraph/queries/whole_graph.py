"""A whole graph at once: linked pairs, components, counts, edges by number.

A store that answers faster (`EdgePairStore`, `LazyGraphStore`, `CountingStore`, ...) is asked; any
other engine is read edge by edge, with the same result.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from actorgraph import schema
from actorgraph.counts import count
from actorgraph.engine import (
    CountingStore,
    EdgePairs,
    EdgePairStore,
    LazyGraph,
    LazyGraphStore,
    Subgraph,
    WholeGraphMeasures,
)
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.linked_pairs import distinct_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.counts import Counts
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine


def edge_pairs(engine: Engine, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
    """Return the distinct pairs of linked entities; without a direction, a pair in both orders."""
    if isinstance(engine, EdgePairStore):
        return engine.edge_pairs(only)
    numbers: dict[str, int] = {}
    if only.is_empty:
        numbers = {one.id: number for number, one in enumerate(engine.all_entities())}
    pairs = {
        (numbers.setdefault(one, len(numbers)), numbers.setdefault(other, len(numbers))): None
        for edge in engine.all_edges(only.of_links)
        for one, other in directions(edge)
    }
    return EdgePairs(list(numbers), np.array(list(pairs), np.int64).reshape(-1, 2))


def in_order_of_ids(linked: EdgePairs) -> EdgePairs:
    """Number entities by their ids: what is found must not depend on rows or on the engine."""
    order = sorted(range(len(linked.ids)), key=linked.ids.__getitem__)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order))
    ids = [linked.ids[number] for number in order]
    return EdgePairs(ids, distinct_pairs(numbers[linked.pairs], len(ids)))


def uncounted(engine: Engine, only: Filter = NOTHING_LEFT_OUT) -> dict[str, int]:
    """Count the rows that a measure does not count, by the reason (Filter.why_uncounted)."""
    if isinstance(engine, EdgePairStore):
        counted = engine.uncounted(only)
    else:
        reasons = ((claim, only.why_uncounted(claim)) for claim in engine.all_claims())
        claims = [(claim, reason) for claim, reason in reasons if reason]
        ends = {end for claim, _ in claims for end in (claim.source, claim.target)}
        kept = {one.id for one in engine.entities(ends).values() if only.keeps_type(one.type)}
        counted = Counter(
            reason
            for _, _, reason in {
                (claim.file, claim.line, reason)
                for claim, reason in claims
                if claim.source in kept and claim.target in kept
            }
        )
    return {reason: counted[reason] for reason in schema.UNCOUNTED if counted.get(reason)}


def directions(edge: Edge) -> list[tuple[str, str]]:
    """Return the ends of an edge, in both orders if it is the same from either end."""
    ends = edge.source, edge.target
    return [ends, ends[::-1]] if edge.is_symmetric else [ends]


def lazy_graph(engine: Engine, part: Subgraph | None = None) -> LazyGraph:
    """Return the entities and edges of a part by number; None means all."""
    if part is None and isinstance(engine, LazyGraphStore):
        return engine.lazy_graph()
    if part is None:
        part = Subgraph(tuple(engine.all_entities()), tuple(engine.all_edges()))
    entities, edges = part.entities, part.edges
    ids = [one.id for one in entities]
    numbers = {one: number for number, one in enumerate(ids)}
    ends = [(numbers[edge.source], numbers[edge.target]) for edge in edges]
    pairs = np.array(ends, np.int64).reshape(-1, 2)
    symmetric = np.array([edge.is_symmetric for edge in edges], bool)
    return LazyGraph(ids, pairs, symmetric, entities.__getitem__, edges.__getitem__)


def counts(engine: Engine, only: Filter = NOTHING_LEFT_OUT) -> Counts:
    """Count edges, claims and entities, by type, verdict, status, ..."""
    if isinstance(engine, CountingStore):
        return engine.counts(only)
    edges, entities = engine.all_edges(only), engine.all_entities(only)
    return count(edges, entities, connected=not only.is_empty)


def components(engine: Engine, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, Sequence[str]]:
    """Return the ids of each connected component, by its smallest id."""
    if isinstance(engine, WholeGraphMeasures):
        return engine.components(only)
    return components_of(edge_pairs(engine, only))


def components_of(linked: EdgePairs) -> dict[str, list[str]]:
    """Return the ids of each component of linked pairs, by its smallest id."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    n = len(linked.ids)
    if n == 0:
        return {}
    source, target = linked.pairs.T
    graph = coo_matrix((np.ones(len(source), np.int8), (source, target)), shape=(n, n))
    _, labels = connected_components(graph, directed=False)
    by_id = np.array(sorted(range(n), key=linked.ids.__getitem__))
    order = by_id[np.argsort(labels[by_id], kind="stable")]
    ids = [linked.ids[number] for number in order.tolist()]
    begins = np.flatnonzero(np.diff(labels[order], prepend=-1)).tolist()
    return {ids[begin]: ids[begin:end] for begin, end in pairwise([*begins, n])}
