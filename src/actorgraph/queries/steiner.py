"""Steiner trees: the cheapest way to link several nodes, at most twice as dear as the least.

Called by `connect`. Knows no engine and no evidence: it is told what each pair of nodes costs.
Takahashi and Matsuyama's path heuristic from every terminal, which has that bound, and from the
nodes that are nearest to all terminals, which finds what they have in the middle.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Pair = tuple[str, str]
Adjacency = dict[str, dict[str, int]]

MIDDLES = 10
"""A tree is grown also from so many nodes that are no terminals."""


def steiner_forest(costs: Mapping[Pair, int], terminals: Sequence[str]) -> list[Pair]:
    """Return the sorted pairs of a cheap forest; terminals that can be linked are in one tree.

    Args:
        costs: what it costs to link two nodes, by their ids in order; it is more than nothing.
        terminals: the nodes to link.
    """
    adjacency: Adjacency = {}
    for (one, other), cost in sorted(costs.items()):
        adjacency.setdefault(one, {})[other] = cost
        adjacency.setdefault(other, {})[one] = cost
    forest: list[Pair] = []
    left = sorted(set(terminals))
    while left:
        distances = _distances(adjacency, left[0])
        together = [one for one in left if one in distances]
        left = [one for one in left if one not in distances]
        if len(together) > 1:
            forest += _tree(adjacency, together)
    return sorted(forest)


def _tree(adjacency: Adjacency, terminals: Sequence[str]) -> list[Pair]:
    """Return the pairs of the cheapest of some trees; of equals the one that is first by ids."""
    roots = [*terminals, *_middles(adjacency, terminals)]
    trees = (
        _pruned(_minimum_tree(adjacency, _grown(adjacency, root, terminals)), terminals)
        for root in roots
    )
    return min(trees, key=lambda tree: (_cost(adjacency, tree), tree))


def _middles(adjacency: Adjacency, terminals: Sequence[str]) -> list[str]:
    """Return the nodes that are nearest to all terminals together, the nearest first."""
    far: dict[str, int] = {}
    for terminal in terminals:
        for node, distance in _distances(adjacency, terminal).items():
            far[node] = far.get(node, 0) + distance
    others = set(far).difference(terminals)
    return sorted(others, key=lambda node: (far[node], node))[:MIDDLES]


def _distances(adjacency: Adjacency, start: str) -> dict[str, int]:
    """Return what it costs to reach each node from one."""
    reached: dict[str, int] = {}
    queue = [(0, start)]
    while queue:
        distance, node = heappop(queue)
        if node not in reached:
            reached[node] = distance
            for other, cost in adjacency.get(node, {}).items():
                if other not in reached:
                    heappush(queue, (distance + cost, other))
    return reached


def _grown(adjacency: Adjacency, root: str, terminals: Iterable[str]) -> set[str]:
    """Return the nodes of a tree that always takes the nearest terminal next."""
    nodes, left = {root}, set(terminals) - {root}
    while left:
        path = _path_to_nearest(adjacency, nodes, left)
        nodes.update(path)
        left.difference_update(path)
    return nodes


def _path_to_nearest(
    adjacency: Adjacency, nodes: Collection[str], wanted: Collection[str]
) -> list[str]:
    """Return the cheapest path from some nodes to the nearest of others; ties go by ids."""
    came_from: dict[str, str] = {}
    queue = [(0, node, node) for node in sorted(nodes)]
    while queue:
        distance, node, before = heappop(queue)
        if node in came_from:
            continue
        came_from[node] = before
        if node in wanted:
            break
        for other, cost in adjacency[node].items():
            if other not in came_from:
                heappush(queue, (distance + cost, other, node))
    path = [node]
    while came_from[path[-1]] != path[-1]:
        path.append(came_from[path[-1]])
    return path


def _minimum_tree(adjacency: Adjacency, nodes: Collection[str]) -> list[Pair]:
    """Return the cheapest pairs that link nodes which the graph links, by Prim."""
    start = min(nodes)
    tree: list[Pair] = []
    inside: set[str] = set()
    queue = [(0, start, start)]
    while queue:
        _, node, before = heappop(queue)
        if node in inside:
            continue
        inside.add(node)
        if node != before:
            tree.append((min(node, before), max(node, before)))
        for other, cost in adjacency[node].items():
            if other in nodes and other not in inside:
                heappush(queue, (cost, other, node))
    return tree


def _pruned(tree: list[Pair], terminals: Collection[str]) -> list[Pair]:
    """Return a tree without ends that are no terminals."""
    while True:
        degrees: dict[str, int] = {}
        for node in (end for pair in tree for end in pair):
            degrees[node] = degrees.get(node, 0) + 1
        ends = {node for node, degree in degrees.items() if degree == 1}.difference(terminals)
        if not ends:
            return sorted(tree)
        tree = [pair for pair in tree if ends.isdisjoint(pair)]


def _cost(adjacency: Adjacency, tree: Iterable[Pair]) -> int:
    return sum(adjacency[one][other] for one, other in tree)
