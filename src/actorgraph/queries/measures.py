"""Measures of a whole graph of numbered nodes: PageRank, betweenness, groups, and their cost.

Betweenness and groups are computed by igraph where it is installed (it is GPL, so we do not depend
on it), else by NetworkX. PageRank is computed by sparse matrices, which are faster than both.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from actorgraph import random_walk
from actorgraph.linked_pairs import distinct_pairs
from actorgraph.progress import unreported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from actorgraph.engine import EdgePairs

    Floats = NDArray[np.float64]

NETWORKX, IGRAPH = "NetworkX", "igraph"
SECONDS_PER_STEP = {NETWORKX: 1.5e-6, IGRAPH: 9e-8}
"""CPU seconds to visit one entity or relation, measured by benchmarks/measures.py."""
FEW = 5_000
DIGITS = 10
"""Significant digits of betweenness: the last ones of a float come from the order of the sum."""
SLOW = 5.0
"""A computation that takes at least so many seconds is announced."""
LOUVAIN_VISITS = {NETWORKX: 40.0, IGRAPH: 120.0}
"""About how often the search for groups visits each entity and relation."""


def library() -> str:
    """Name the library that betweenness and groups are computed with."""
    return IGRAPH if find_spec("igraph") else NETWORKX


def degrees(linked: EdgePairs) -> Floats:
    """Count the distinct neighbors of each entity."""
    pairs = _undirected(linked)
    return np.bincount(pairs.ravel(), minlength=len(linked.ids)).astype(np.float64)


def pagerank(linked: EdgePairs) -> Floats:
    """Compute the share of a random walk that each entity gets, along the direction of relations.

    After Page, Brin, Motwani, Winograd (1999), by power iteration in whole numbers (see
    random_walk). An entity that points at nothing passes its share on to all entities equally.
    """
    from scipy.sparse import csr_matrix

    n = len(linked.ids)
    if n == 0:
        return np.zeros(0)
    source, target = linked.pairs.T
    out = np.bincount(source, minlength=n)
    steps = csr_matrix((np.ones(len(source), np.int64), (target, source)), shape=(n, n))
    walk = random_walk.walk_over(n)
    goes_on, of = random_walk.DAMPING
    rank = np.full(n, walk.first)
    for _ in range(random_walk.MOST_ROUNDS):
        before = rank
        dangling = rank[out == 0].sum()
        given = steps @ (rank // np.maximum(out, 1))
        rank = (given + dangling // n) * goes_on // of + walk.anew
        if np.abs(rank - before).sum() < random_walk.AT_REST:
            break
    return (rank + walk.grain // 2) // walk.grain / walk.grains


def betweenness(linked: EdgePairs, *, sample: int, seed: int) -> Floats:
    """Compute the share of undirected shortest paths between others that pass each entity.

    After Brandes (2001), or from a sample of entities after Brandes and Pich (2007). Rounded, so
    that entities in the same position have the same value.

    Args:
        sample: the number of entities from which paths are computed; 0 means all.
    """
    n = len(linked.ids)
    if n <= 2:  # noqa: PLR2004 -- nothing lies between
        return np.zeros(n)
    if library() == NETWORKX:
        import networkx as nx

        graph = in_networkx(linked)
        values = nx.betweenness_centrality(graph, k=sample or None, seed=seed)
        return _rounded([values[number] for number in range(n)])
    drawn = sorted(np.random.default_rng(seed).choice(n, sample, replace=False)) if sample else None
    paths = np.array(in_igraph(linked).betweenness(directed=False, sources=drawn))
    pairs_of_others = 0.5 * (n - 1) * (n - 2)
    return _rounded(paths / pairs_of_others * (n / sample if sample else 1.0))


def _rounded(values: Iterable[float]) -> Floats:
    return np.array([float(f"{value:.{DIGITS}g}") for value in values])


def groups(linked: EdgePairs, *, seed: int) -> tuple[list[list[int]], float]:
    """Find groups with more links inside than by chance, and the modularity they reach.

    After Blondel, Guillaume, Lambiotte, Lefebvre (2008). Up to FEW links NetworkX finds the groups
    even where igraph is installed: the two break ties differently, and small answers are compared.
    """
    if not (linked.pairs[:, 0] != linked.pairs[:, 1]).any():
        return [[number] for number in range(len(linked.ids))], 0.0
    if len(linked.pairs) <= FEW or library() == NETWORKX:
        import networkx as nx

        graph = in_networkx(linked)
        parts = nx.community.louvain_communities(graph, seed=seed)
        return [sorted(group) for group in parts], float(nx.community.modularity(graph, parts))
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 -- chance, no secret
    parts = in_igraph(linked).community_multilevel()
    return [sorted(part) for part in parts], float(parts.modularity)


def say_cost(
    linked: EdgePairs, what: str, *, sources: int = 0, warn: Callable[[str], None] = unreported
) -> None:
    """Warn of a slow computation before it begins, and say what would make it faster.

    Args:
        sources: the number of entities from which paths are computed; 0 for groups.
    """
    using = library()
    cost = _seconds(linked, sources, using)
    if cost < SLOW:
        return
    sentence = f"{what} in {len(linked.ids):,} entities takes about {_duration(cost)} with {using}"
    if using == NETWORKX:
        faster = _duration(_seconds(linked, sources, IGRAPH))
        sentence += f", about {faster} if igraph is installed (pip install igraph)"
    warn(f"{sentence}.")


def _seconds(linked: EdgePairs, sources: int, using: str) -> float:
    visits = sources or LOUVAIN_VISITS[using]
    return (len(linked.ids) + 2 * len(linked.pairs)) * visits * SECONDS_PER_STEP[using]


def _duration(seconds: float) -> str:
    if seconds < 100:  # noqa: PLR2004
        return f"{seconds:.0f} seconds" if seconds >= 2 else "a second"  # noqa: PLR2004
    minutes = seconds / 60
    return f"{minutes:.0f} minutes" if minutes < 100 else f"{minutes / 60:.0f} hours"  # noqa: PLR2004


def _undirected(linked: EdgePairs) -> NDArray[np.int64]:
    """Return each linked pair once, whatever its direction; loops are left out."""
    pairs = np.sort(linked.pairs, axis=1)
    return distinct_pairs(pairs[pairs[:, 0] != pairs[:, 1]], len(linked.ids))


def in_networkx(linked: EdgePairs) -> Any:
    """Return the pairs as an undirected NetworkX graph whose nodes are numbers."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(linked.ids)))
    graph.add_edges_from(_undirected(linked).tolist())
    return graph


def in_igraph(linked: EdgePairs) -> Any:
    """Return the pairs as an undirected igraph graph."""
    import igraph

    return igraph.Graph(n=len(linked.ids), edges=_undirected(linked))
