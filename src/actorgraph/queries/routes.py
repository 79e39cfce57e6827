"""Routes between two entities, as ids: walked in batches, from both ends, without the edges.

Called by `path`, which sets the edges in. Leaves out what makes one route better than another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from actorgraph.graph import Engine, Filter

EVENT = "event"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where routes may lead.

    Attributes:
        avoiding: ids that no route passes.
        events: whether a route may pass through an event.
        asked: the two ends, exempt from all of this.
    """

    engine: Engine
    only: Filter
    asked: tuple[str, str]
    avoiding: frozenset[str] = frozenset()
    events: bool = True

    def around(self, ids: list[str], among: list[str] | None = None) -> dict[str, list[str]]:
        """For each id where a route may go next; only to such as are named, if some are."""
        exempt = self.asked if self.only.types else ()
        adjacent = self.engine.adjacent([*ids, *exempt], self.only, among=among)
        shut = self._shut({other for one in ids for other in adjacent[one]})
        return {one: [o for o in adjacent[one] if o not in shut] for one in ids}

    def _shut(self, ids: set[str]) -> set[str]:
        shut = set(self.avoiding)
        if not self.events:
            entities = self.engine.entities(ids)
            shut |= {one for one, entity in entities.items() if entity.type.lower() == EVENT}
        return shut - set(self.asked)


def shortest_routes(ground: Ground, max_length: int | None) -> Iterator[tuple[str, ...]]:
    """Every shortest route: breadth first from both ends, always from the smaller rim."""
    source, target = ground.asked
    if source == target:
        yield (source,)
        return
    before: dict[str, list[str]] = {source: []}
    after: dict[str, list[str]] = {target: []}
    rims = [[source], [target]]
    length = 0
    while all(rims) and (max_length is None or length < max_length):
        side = 0 if len(rims[0]) <= len(rims[1]) else 1
        came_from, other_side = (before, after) if side == 0 else (after, before)
        # Most of the last rim would be reached in vain: first see whether the two rims touch.
        meets = _next_rim(ground, rims[side], came_from, among=rims[1 - side])
        rims[side] = meets or _next_rim(ground, rims[side], came_from)
        length += 1
        meeting = sorted(one for one in rims[side] if one in other_side)
        for one in meeting:
            for head in _trails(one, before):
                for tail in _trails(one, after):
                    yield (*reversed(head), *tail[1:])
        if meeting:
            return


def all_routes(ground: Ground, max_length: int) -> Iterator[tuple[str, ...]]:
    """Every route of at most so many steps that passes no entity twice, shorter ones first."""
    source, target = ground.asked
    to_go = {target: 0}
    rim = [target]
    onward: dict[str, list[str]] = {}
    for step in range(1, max_length + 1):
        around = ground.around(rim)
        onward |= around
        rim = list(dict.fromkeys(o for one in rim for o in around[one] if o not in to_go))
        to_go.update(dict.fromkeys(rim, step))
    onward |= ground.around(rim)

    def walk(route: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
        if route[-1] == target:
            if length == 0:
                yield route
            return
        for other in sorted(onward.get(route[-1], ())):
            if other not in route and to_go.get(other, length) < length:
                yield from walk((*route, other), length - 1)

    for length in range(1 if source != target else 0, max_length + 1):
        yield from walk((source,), length)


def _next_rim(
    ground: Ground,
    rim: list[str],
    came_from: dict[str, list[str]],
    among: list[str] | None = None,
) -> list[str]:
    around = ground.around(rim, among)
    reached: dict[str, list[str]] = {}
    for one in rim:
        for other in around[one]:
            if other not in came_from:
                reached.setdefault(other, []).append(one)
    came_from.update(reached)
    return list(reached)


def _trails(one: str, came_from: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """Every trail from a node back to where the walk began."""
    if not came_from[one]:
        yield (one,)
        return
    for previous in came_from[one]:
        for rest in _trails(previous, came_from):
            yield (one, *rest)
