"""Routes between two entities, as ids, without their edges.

Called by `path`, which adds the edges and decides which route is best supported.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from actorgraph.engine import Engine
    from actorgraph.filters import Filter


@dataclass(frozen=True, slots=True)
class SearchSpace:
    """Where routes may lead.

    Attributes:
        ends: ids of both ends, which are never excluded.
        excluded: ids that no route passes.
        closed: types, in lower case, of entities that no route passes.
    """

    engine: Engine
    only: Filter
    ends: tuple[str, str]
    excluded: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()

    def neighbors(self, ids: list[str]) -> dict[str, list[str]]:
        """Return the ids to which a route may continue from each id."""
        exempt = self.ends if self.only.types else ()
        neighbors = self.engine.neighbors([*ids, *exempt], self.only)
        excluded = self._excluded({other for one in ids for other in neighbors[one]})
        return {one: [o for o in neighbors[one] if o not in excluded] for one in ids}

    def _excluded(self, ids: set[str]) -> set[str]:
        excluded = set(self.excluded)
        if self.closed:
            entities = self.engine.entities(ids).values()
            excluded |= {entity.id for entity in entities if entity.type.lower() in self.closed}
        return excluded - set(self.ends)


def shortest_routes(space: SearchSpace, max_length: int | None) -> Iterator[tuple[str, ...]]:
    """Yield every shortest route, in order of the ids on it."""
    source, target = space.ends
    onward: Mapping[str, list[str]] = {}
    if source != target:
        onward = space.engine.shortest_paths(
            source,
            target,
            space.only,
            avoiding=space.excluded,
            closed=space.closed,
            max_length=max_length,
        )
    unfinished: list[tuple[str, ...]] = [(source,)]
    while unfinished:
        route = unfinished.pop()
        if route[-1] == target:
            yield route
        unfinished += [(*route, other) for other in reversed(onward.get(route[-1], ()))]


def all_routes(space: SearchSpace, max_length: int) -> Iterator[tuple[str, ...]]:
    """Yield every route of at most `max_length` steps without a repeated id, shorter ones first."""
    source, target = space.ends
    onward, distances = _around(space, target, max_length)

    def extended(route: tuple[str, ...], steps_left: int) -> Iterator[tuple[str, ...]]:
        if route[-1] == target:
            if steps_left == 0:
                yield route
            return
        for other in sorted(onward.get(route[-1], ())):
            if other not in route and distances.get(other, steps_left) < steps_left:
                yield from extended((*route, other), steps_left - 1)

    for length in range(1 if source != target else 0, max_length + 1):
        yield from extended((source,), length)


def _around(
    space: SearchSpace, center: str, radius: int
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Return the neighbors and the distance of every id within `radius` steps."""
    onward: dict[str, list[str]] = {}
    distances = {center: 0}
    frontier = [center]
    for step in range(1, radius + 1):
        neighbors = space.neighbors(frontier)
        onward |= neighbors
        reached = (o for one in frontier for o in neighbors[one] if o not in distances)
        frontier = list(dict.fromkeys(reached))
        distances.update(dict.fromkeys(frontier, step))
    return onward | space.neighbors(frontier), distances
