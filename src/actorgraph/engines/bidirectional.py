"""All shortest ways between two: breadth first from both ends, always from the smaller rim.

Knows no engine and no filter: it is told who stands around whom. Nodes are ids or numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

Node = TypeVar("Node", str, int)


class _Side(Generic[Node]):
    """What has been walked from one of two ends.

    Attributes:
        rims: who is how many steps away: first the end alone, last those not yet walked from.
        walked: each rim but the last, with who stands around each of it.
    """

    __slots__ = ("rims", "walked")

    def __init__(self, end: Node) -> None:
        self.rims: list[set[Node]] = [{end}]
        self.walked: list[tuple[list[Node], list[Collection[Node]]]] = []

    def back_from(self, ones: set[Node]) -> Iterator[tuple[Node, set[Node]]]:
        """Every step from some at the last rim to the end: who is nearer, and to whom of them."""
        for rim, around in reversed(self.walked):
            links = links_between(rim, around, ones)
            yield from links
            ones = {nearer for nearer, _ in links}


def shortest_paths(
    around: Callable[[list[Node]], Iterable[Collection[Node]]],
    source: Node,
    target: Node,
    *,
    admitted: Callable[[set[Node]], set[Node]],
    max_length: int | None = None,
) -> dict[Node, list[Node]]:
    """From each node on a shortest way to those that come next on one; {} if there is none.

    Args:
        around: for each of some nodes who stands around it, however often.
        admitted: those of some nodes that a way may pass; the ends are exempt.
        max_length: at most so many steps.
    """
    before, after = _Side(source), _Side(target)
    near, far = before, after
    while near.rims[-1] and (
        max_length is None or len(before.walked) + len(after.walked) < max_length
    ):
        rim = list(near.rims[-1])
        lists = list(around(rim))
        # Most of the last rim would be reached in vain: first see whether the two rims touch.
        links = links_between(rim, lists, far.rims[-1])
        if links:
            return _onward(before, after, links if near is before else _turned(links))
        near.walked.append((rim, lists))
        near.rims.append(admitted(set().union(*lists).difference(*near.rims[-2:])))
        if len(after.rims[-1]) < len(before.rims[-1]):
            near, far = after, before
        else:
            near, far = before, after
    return {}


def links_between(
    rim: Iterable[Node], around: Iterable[Collection[Node]], others: set[Node]
) -> list[tuple[Node, set[Node]]]:
    """Those of a rim around whom some of the others stand, and which."""
    return [
        (one, others.intersection(there))
        for one, there in zip(rim, around, strict=True)
        if not others.isdisjoint(there)
    ]


def _turned(links: list[tuple[Node, set[Node]]]) -> list[tuple[Node, set[Node]]]:
    """The same links as seen from the other end."""
    found: dict[Node, set[Node]] = {}
    for one, others in links:
        for other in others:
            found.setdefault(other, set()).add(one)
    return list(found.items())


def _onward(
    before: _Side[Node], after: _Side[Node], links: list[tuple[Node, set[Node]]]
) -> dict[Node, list[Node]]:
    """The ways that lead over links from the one side to the other."""
    onward = {one: list(others) for one, others in links}
    onward |= {nearer: list(ones) for nearer, ones in before.back_from(set(onward))}
    for nearer, ones in after.back_from(set().union(*(others for _, others in links))):
        for one in ones:
            onward.setdefault(one, []).append(nearer)
    return onward
