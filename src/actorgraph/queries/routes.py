"""Routes between two entities, as ids, without the edges.

Called by `path`, which sets the edges in. Leaves out what makes one route better than another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from actorgraph.engine import Engine
    from actorgraph.filters import Filter

EVENT = "event"


@dataclass(frozen=True, slots=True)
class SearchSpace:
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

    def around(self, ids: list[str]) -> dict[str, list[str]]:
        """For each id where a route may go next."""
        exempt = self.asked if self.only.types else ()
        adjacent = self.engine.neighbors([*ids, *exempt], self.only)
        shut = self._shut({other for one in ids for other in adjacent[one]})
        return {one: [o for o in adjacent[one] if o not in shut] for one in ids}

    def _shut(self, ids: set[str]) -> set[str]:
        shut = set(self.avoiding)
        if not self.events:
            entities = self.engine.entities(ids)
            shut |= {one for one, entity in entities.items() if entity.type.lower() == EVENT}
        return shut - set(self.asked)


def shortest_routes(ground: SearchSpace, max_length: int | None) -> Iterator[tuple[str, ...]]:
    """Every shortest route, in order of the ids on it."""
    source, target = ground.asked
    ways: Mapping[str, list[str]] = {}
    if source != target:
        ways = ground.engine.shortest_paths(
            source,
            target,
            ground.only,
            avoiding=ground.avoiding,
            closed=() if ground.events else (EVENT,),
            max_length=max_length,
        )
    begun: list[tuple[str, ...]] = [(source,)]
    while begun:
        route = begun.pop()
        if route[-1] == target:
            yield route
        begun += [(*route, other) for other in reversed(ways.get(route[-1], ()))]


def all_routes(ground: SearchSpace, max_length: int) -> Iterator[tuple[str, ...]]:
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
