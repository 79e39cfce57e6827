"""All shortest paths between two: breadth first from both ends, always from the smaller frontier.

Knows no engine and no filter: it is told the neighbors of nodes. Nodes are ids or numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Node = TypeVar("Node", str, int)


class _Search(Generic[Node]):
    """The search from one of the two ends.

    Attributes:
        frontiers: the nodes at each distance from the end; the last are not yet expanded.
        expanded: each frontier but the last, with the neighbors of each of its nodes.
    """

    __slots__ = ("expanded", "frontiers")

    def __init__(self, end: Node) -> None:
        self.frontiers: list[set[Node]] = [{end}]
        self.expanded: list[tuple[list[Node], list[Collection[Node]]]] = []

    def backtrack(self, nodes: set[Node]) -> Iterator[tuple[Node, set[Node]]]:
        """Yield each predecessor with its successors, from the frontier back to the end."""
        for frontier, neighbors in reversed(self.expanded):
            steps = steps_into(nodes, frontier, neighbors)
            yield from steps
            nodes = {predecessor for predecessor, _ in steps}


def shortest_paths(
    neighbors_of: Callable[[list[Node]], Iterable[Collection[Node]]],
    source: Node,
    target: Node,
    *,
    admitted: Callable[[set[Node]], set[Node]],
    max_length: int | None = None,
) -> dict[Node, list[Node]]:
    """Return for each node on a shortest path those that come next on one; {} if there is none.

    Args:
        neighbors_of: gives the neighbors of each of some nodes; one may be named several times.
        admitted: gives those of some nodes that a path may pass; both ends are exempt.
        max_length: at most so many steps.
    """
    forward, backward = _Search(source), _Search(target)
    smaller, larger = forward, backward
    while smaller.frontiers[-1] and (
        max_length is None or len(forward.expanded) + len(backward.expanded) < max_length
    ):
        frontier = list(smaller.frontiers[-1])
        neighbors = list(neighbors_of(frontier))
        # Most of the next frontier would be made in vain: first see whether the two touch.
        steps = steps_into(larger.frontiers[-1], frontier, neighbors)
        if steps:
            return _joined(forward, backward, steps if smaller is forward else _turned(steps))
        smaller.expanded.append((frontier, neighbors))
        reached = set().union(*neighbors).difference(*smaller.frontiers[-2:])
        smaller.frontiers.append(admitted(reached))
        if len(backward.frontiers[-1]) < len(forward.frontiers[-1]):
            smaller, larger = backward, forward
        else:
            smaller, larger = forward, backward
    return {}


def steps_into(
    nodes: set[Node], frontier: Iterable[Node], neighbors: Iterable[Collection[Node]]
) -> list[tuple[Node, set[Node]]]:
    """Return the nodes of a frontier that have some of these as neighbors, each with which."""
    return [
        (node, nodes.intersection(around))
        for node, around in zip(frontier, neighbors, strict=True)
        if not nodes.isdisjoint(around)
    ]


def _turned(steps: list[tuple[Node, set[Node]]]) -> list[tuple[Node, set[Node]]]:
    """Return the same steps as they are seen from the other end."""
    turned: dict[Node, set[Node]] = {}
    for node, successors in steps:
        for successor in successors:
            turned.setdefault(successor, set()).add(node)
    return list(turned.items())


def _joined(
    forward: _Search[Node], backward: _Search[Node], steps: list[tuple[Node, set[Node]]]
) -> dict[Node, list[Node]]:
    """Return the paths that cross from one search to the other by these steps."""
    onward = {node: list(successors) for node, successors in steps}
    onward |= {node: list(successors) for node, successors in forward.backtrack(set(onward))}
    for predecessor, nodes in backward.backtrack(set().union(*(after for _, after in steps))):
        for node in nodes:
            onward.setdefault(node, []).append(predecessor)
    return onward
