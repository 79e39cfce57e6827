"""Routes that follow each relation from its source to its target, for `path --directed`.

An inverse word (`owned_by`) is the relation from its other end, and a symmetric relation leads both
ways. Reads whole edges, level by level from both ends: no store keeps its adjacency by direction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.engine import BestEdge
from actorgraph.queries.routes import SearchSpace, Web, leading_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.edges import Edge

    Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class DirectedSpace(SearchSpace):
    """Where routes may lead that follow the direction of relations."""

    @classmethod
    def of(cls, space: SearchSpace) -> DirectedSpace:
        """Return the same space for those who follow the direction."""
        return cls(space.engine, space.only, space.ends, space.excluded, space.closed)

    def best_between(self, pairs: Iterable[Pair]) -> dict[Pair, BestEdge]:
        """Return the best-supported edge that leads from the first to the second of each pair."""
        wanted = list(pairs)
        new = {pair for pair in wanted if pair not in self.judged}
        if new:
            found: dict[Pair, BestEdge | None] = dict.fromkeys(new)
            ids = {one for pair in new for one in pair}
            for edge in self.engine.touching(ids, self.only, within=ids):
                for pair in new.intersection(_directions(edge)):
                    before = found[pair]
                    if before is None or before.support < edge.support:
                        found[pair] = _as_best(edge)
            self.judged.update(found)
        return {pair: best for pair in wanted if (best := self.judged[pair]) is not None}

    def shortest_paths(self, max_length: int | None) -> Web:
        """Return the web of all shortest routes; it is empty if there is none."""
        source, target = self.ends
        ahead, behind = (
            _Reached(self, source, is_forward=True),
            _Reached(self, target, is_forward=False),
        )
        while max_length is None or ahead.level + behind.level < max_length:
            side = ahead if len(ahead.frontier) <= len(behind.frontier) else behind
            side.expand()
            if ahead.distances.keys() & behind.distances.keys():
                onward: dict[str, list[str]] = {}
                for one, other in sorted({*ahead.steps, *behind.steps}):
                    onward.setdefault(one, []).append(other)
                return leading_to(onward, source, target)
            if not side.frontier:
                break
        return {}

    def towards(self, target: str, radius: int) -> tuple[Web, dict[str, int]]:
        """Return the steps to ids within `radius` steps of the target, and how far each id is."""
        side = _Reached(self, target, is_forward=False)
        onward: dict[str, list[str]] = {}
        for _ in range(radius):
            for one, other in side.expand():
                onward.setdefault(one, []).append(other)
        return onward, side.distances

    def steps(self, ids: set[str], *, is_forward: bool) -> set[Pair]:
        """Return the steps that leave some ids, or that lead to them."""
        exempt = set(self.ends) if self.only.types else set()
        pairs = {
            pair
            for edge in self.engine.touching(ids | exempt, self.only)
            for pair in _directions(edge)
            if pair[0 if is_forward else 1] in ids
        }
        excluded = self.excluded_among({one for pair in pairs for one in pair})
        return {pair for pair in pairs if excluded.isdisjoint(pair)}


class _Reached:
    """What is reached from one end, level by level.

    Attributes:
        distances: of each id that is reached, in steps.
        frontier: the ids of the last level.
        level: how many steps these are from the start.
        steps: those by which an id is reached first.
    """

    def __init__(self, space: DirectedSpace, start: str, *, is_forward: bool) -> None:
        self._space, self._is_forward = space, is_forward
        self.distances = {start: 0}
        self.frontier = {start}
        self.level = 0
        self.steps: set[Pair] = set()

    def expand(self) -> list[Pair]:
        """Reach one level more; return all steps that touch the last one, in order."""
        steps = sorted(self._space.steps(self.frontier, is_forward=self._is_forward))
        far = 1 if self._is_forward else 0
        first = {pair for pair in steps if pair[far] not in self.distances}
        self.frontier = {pair[far] for pair in first}
        self.level += 1
        self.distances |= dict.fromkeys(self.frontier, self.level)
        self.steps |= first
        return steps


def _directions(edge: Edge) -> Iterator[Pair]:
    """Yield from whom to whom an edge leads."""
    source, _, target = schema.by_main_word(edge.source, edge.relation, edge.target)
    yield source, target
    if edge.is_symmetric:
        yield target, source


def _as_best(edge: Edge) -> BestEdge:
    return BestEdge(edge.support, lambda: edge)
