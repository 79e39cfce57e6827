"""Measures of a whole graph, on numbers: PageRank, betweenness, groups, and what they will cost.

Each by the best that is installed: igraph (python-igraph, GPL, no dependency of ours) where it is
there, else NetworkX; PageRank by sparse matrices, since that beats both.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from actorgraph.engine import EdgePairs

    Floats = NDArray[np.float64]

DAMPING, TOLERANCE, MOST_ROUNDS = 0.85, 1e-6, 100
"""As in NetworkX and in Page, Brin, Motwani, Winograd (1999)."""
NETWORKX, IGRAPH = "NetworkX", "igraph"
SECONDS_PER_STEP = {NETWORKX: 1.5e-6, IGRAPH: 9e-8}
"""CPU seconds of one entity or relation looked at, measured by benchmarks/measures.py."""
FEW = 5_000
SLOW = 5.0
"""Seconds from which a cost is said."""
LOUVAIN_LOOKS = {NETWORKX: 40.0, IGRAPH: 120.0}
"""How often finding groups looks at each, about."""


def library() -> str:
    """The library that betweenness and groups are computed with."""
    return IGRAPH if find_spec("igraph") else NETWORKX


def degrees(links: EdgePairs) -> Floats:
    """How many different others each entity has links with."""
    pairs = _undirected(links)
    return np.bincount(pairs.ravel(), minlength=len(links.ids)).astype(np.float64)


def pagerank(links: EdgePairs) -> Floats:
    """The share of a random walk that each entity gets, along the direction of relations.

    After Page, Brin, Motwani, Winograd (1999), by power iteration; who points at nobody passes on
    to everybody alike.
    """
    from scipy.sparse import csr_matrix

    n = len(links.ids)
    if n == 0:
        return np.zeros(0)
    source, target = links.pairs.T
    out = np.bincount(source, minlength=n)
    steps = csr_matrix((1.0 / out[source], (target, source)), shape=(n, n))
    rank = np.full(n, 1.0 / max(n, 1))
    for _ in range(MOST_ROUNDS):
        before = rank
        stuck = rank[out == 0].sum()
        rank = DAMPING * (steps @ rank + stuck / n) + (1.0 - DAMPING) / n
        if np.abs(rank - before).sum() < n * TOLERANCE:
            break
    return rank


def betweenness(links: EdgePairs, *, sample: int, seed: int) -> Floats:
    """The share of shortest ways between others that each entity lies on, direction aside.

    After Brandes (2001); from a sample of entities, Brandes and Pich (2007).

    Args:
        sample: from how many entities ways are sought; 0 means all.
    """
    n = len(links.ids)
    if n <= 2:  # noqa: PLR2004 -- nobody lies between
        return np.zeros(n)
    if library() == NETWORKX:
        import networkx as nx

        graph = in_networkx(links)
        found = nx.betweenness_centrality(graph, k=sample or None, seed=seed)
        return np.array([found[one] for one in range(n)])
    drawn = sorted(np.random.default_rng(seed).choice(n, sample, replace=False)) if sample else None
    ways = np.array(in_igraph(links).betweenness(directed=False, sources=drawn))
    every = 0.5 * (n - 1) * (n - 2)
    return ways / every * (n / sample if sample else 1.0)


def groups(links: EdgePairs, *, seed: int) -> tuple[list[list[int]], float]:
    """Groups with more links inside than chance would have, and the modularity they reach.

    After Blondel, Guillaume, Lambiotte, Lefebvre (2008). NetworkX finds the groups of up to FEW
    links, whatever is installed: libraries break ties otherwise, and small answers are compared.
    """
    if not len(links.pairs):
        return [[one] for one in range(len(links.ids))], 0.0
    if len(links.pairs) <= FEW or library() == NETWORKX:
        import networkx as nx

        graph = in_networkx(links)
        found = nx.community.louvain_communities(graph, seed=seed)
        return [sorted(group) for group in found], float(nx.community.modularity(graph, found))
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 -- chance, no secret
    parts = in_igraph(links).community_multilevel()
    return [sorted(part) for part in parts], float(parts.modularity)


def nobody(_said: str) -> None:
    """Tell nobody."""


def say_cost(
    links: EdgePairs, what: str, *, sources: int = 0, warn: Callable[[str], None] = nobody
) -> None:
    """Say what is about to begin if that is slow, and what would make it faster.

    Args:
        sources: from how many entities ways are sought; 0 when groups are.
    """
    using = library()
    cost = _seconds(links, sources, using)
    if cost < SLOW:
        return
    said = f"{what} in {len(links.ids):,} entities takes about {_duration(cost)} with {using}"
    if using == NETWORKX:
        faster = _duration(_seconds(links, sources, IGRAPH))
        said += f", about {faster} if igraph is installed (pip install igraph)"
    warn(f"{said}.")


def _seconds(links: EdgePairs, sources: int, using: str) -> float:
    looks = sources or LOUVAIN_LOOKS[using]
    return (len(links.ids) + 2 * len(links.pairs)) * looks * SECONDS_PER_STEP[using]


def _duration(seconds: float) -> str:
    if seconds < 100:  # noqa: PLR2004
        return f"{seconds:.0f} seconds" if seconds >= 2 else "a second"  # noqa: PLR2004
    minutes = seconds / 60
    return f"{minutes:.0f} minutes" if minutes < 100 else f"{minutes / 60:.0f} hours"  # noqa: PLR2004


def _undirected(links: EdgePairs) -> NDArray[np.int64]:
    """Each two that are linked, once, whichever way; nobody with themselves."""
    pairs = np.sort(links.pairs, axis=1)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    keys = np.unique(pairs[:, 0] * np.int64(len(links.ids)) + pairs[:, 1])
    return np.stack([keys // len(links.ids), keys % len(links.ids)], axis=1)


def in_networkx(links: EdgePairs) -> Any:
    """An undirected graph of NetworkX; nodes are numbers."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(len(links.ids)))
    graph.add_edges_from(_undirected(links).tolist())
    return graph


def in_igraph(links: EdgePairs) -> Any:
    """The same of igraph."""
    import igraph

    return igraph.Graph(n=len(links.ids), edges=_undirected(links))
