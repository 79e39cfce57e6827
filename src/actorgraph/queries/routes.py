"""Routes between two entities, as ids, without their edges.

Called by `path`, which adds the edges and decides which route is best supported. The shortest
routes are a web: for each id on one of them, the ids that come next on one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.queries.arguments import values_among

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.engine import BestEdge, Engine
    from actorgraph.filters import Filter

Web = dict[str, list[str]]

EVENT = "event"
STEPS_JUDGED = 1_000
"""A web of more steps than this is searched again, which then costs less than judging each step."""


@dataclass(frozen=True, slots=True)
class SearchSpace:
    """Where routes may lead.

    Attributes:
        ends: ids of both ends, which are never excluded.
        excluded: ids that no route passes.
        closed: types, in lower case, of entities that no route passes.
        judged: the best edge of each pair that was asked for; None if there is none.
    """

    engine: Engine
    only: Filter
    ends: tuple[str, str]
    excluded: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    judged: dict[tuple[str, str], BestEdge | None] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )

    def best_between(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], BestEdge]:
        """Return the best-supported edge of each pair that has one; the engine is asked once."""
        wanted = list(pairs)
        new = [pair for pair in wanted if pair not in self.judged]
        if new:
            self.judged.update(dict.fromkeys(new) | self.engine.best_between(new, self.only))
        return {pair: best for pair in wanted if (best := self.judged[pair]) is not None}

    def neighbors(self, ids: list[str]) -> dict[str, list[str]]:
        """Return the ids to which a route may continue from each id."""
        exempt = self.ends if self.only.types else ()
        neighbors = self.engine.neighbors([*ids, *exempt], self.only)
        excluded = self.excluded_among({other for one in ids for other in neighbors[one]})
        return {one: [o for o in neighbors[one] if o not in excluded] for one in ids}

    def shortest_paths(self, max_length: int | None) -> Web:
        """Return the web of all shortest routes between the ends, which are two."""
        return self.engine.shortest_paths(
            *self.ends,
            self.only,
            avoiding=self.excluded,
            closed=self.closed,
            max_length=max_length,
        )

    def towards(self, target: str, radius: int) -> tuple[Web, dict[str, int]]:
        """Return the steps between ids within `radius` steps of one, and how far each is."""
        return _around(self, target, radius)

    @property
    def opened(self) -> SearchSpace:
        """The same space where routes may lead through all that THROUGH lists."""
        only = self.only._replace(through=frozenset(schema.THROUGH_RELATIONS))
        closed = self.closed.difference(schema.THROUGH_TYPES)
        return replace(self, only=only, closed=closed)

    def excluded_among(self, ids: set[str]) -> set[str]:
        """Return those of some ids that no route passes."""
        excluded = set(self.excluded)
        if self.closed:
            entities = self.engine.entities(ids).values()
            excluded |= {entity.id for entity in entities if entity.kind in self.closed}
        return excluded - set(self.ends)


def search_space(
    engine: Engine,
    only: Filter,
    ends: tuple[str, str],
    *,
    without: frozenset[str] = frozenset(),
    derived: bool = True,
    through: str | Iterable[str] = (),
) -> SearchSpace:
    """Return where routes may lead that say how two are linked.

    No route leads through what THROUGH lists unless the filter or `through` names it.

    Args:
        without: ids that no route passes.
        derived: whether a route may link two entities by an event in which both took part.
        through: words of THROUGH.

    Raises:
        ArgumentError: if a word is not known.
    """
    opened = frozenset(values_among(schema.THROUGH, through, argument="through"))
    only = only._replace(linking=True, through=opened.intersection(schema.THROUGH_RELATIONS))
    closed = frozenset(schema.THROUGH_TYPES) - opened - {one.lower() for one in only.types}
    closed |= frozenset() if derived else {EVENT}
    return SearchSpace(engine, only, ends, without, closed)


def shortest_web(space: SearchSpace, max_length: int | None) -> Web:
    """Return the web of all shortest routes; it is empty if there is none or both ends are one."""
    source, target = space.ends
    if source == target:
        return {}
    return space.shortest_paths(max_length)


def shortest_web_within(space: SearchSpace, open_web: Web, max_length: int | None) -> Web:
    """Return the web of all shortest routes in a space, given that of the same space opened.

    A route of the opened space that leads only through what the space admits is a shortest one
    there too, and no other is. Only if there is none the space is searched by itself.
    """
    if not open_web:
        return {}
    return _admitted_part(space, open_web) or shortest_web(space, max_length)


def routes_along(web: Mapping[str, list[str]], ends: tuple[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield every route of a web, in order of the ids on it."""
    source, target = ends
    unfinished: list[tuple[str, ...]] = [(source,)]
    while unfinished:
        route = unfinished.pop()
        if route[-1] == target:
            yield route
        unfinished += [(*route, other) for other in reversed(web.get(route[-1], ()))]


def _admitted_part(space: SearchSpace, web: Web) -> Web:
    """Return the part of a web that leads from end to end through what the space admits.

    It is empty if no part does, and if there are too many steps to judge.
    """
    pairs = [(one, other) for one, others in web.items() for other in others]
    if len(pairs) > STEPS_JUDGED:
        return {}
    linked = space.best_between(pairs)
    excluded = space.excluded_among({other for _, other in pairs})
    onward: Web = {}
    for one, other in pairs:
        if (one, other) in linked and other not in excluded:
            onward.setdefault(one, []).append(other)
    return leading_to(onward, *space.ends)


def leading_to(onward: Mapping[str, list[str]], source: str, target: str) -> Web:
    """Return the steps by which one can go from source to target, without dead ends."""
    backward: dict[str, list[str]] = {}
    for one, others in onward.items():
        for other in others:
            backward.setdefault(other, []).append(one)
    alive = _reached(backward, target) & _reached(onward, source)
    if source not in alive:
        return {}
    return {
        one: [other for other in others if other in alive]
        for one, others in onward.items()
        if one in alive
    }


def _reached(onward: Mapping[str, list[str]], start: str) -> set[str]:
    """Return all ids to which steps lead from one."""
    reached, unfinished = {start}, [start]
    while unfinished:
        further = set(onward.get(unfinished.pop(), ())) - reached
        reached |= further
        unfinished += further
    return reached


def all_routes(space: SearchSpace, max_length: int) -> Iterator[tuple[str, ...]]:
    """Yield every route of at most `max_length` steps without a repeated id, shorter ones first."""
    source, target = space.ends
    onward, distances = space.towards(target, max_length)

    def extended(route: tuple[str, ...], steps_left: int) -> Iterator[tuple[str, ...]]:
        if route[-1] == target:
            if steps_left == 0:
                yield route
            return
        for other in sorted(onward.get(route[-1], ())):
            if other not in route and distances.get(other, steps_left) < steps_left:
                yield from extended((*route, other), steps_left - 1)

    longest = min(max_length, len(distances))  # no id comes twice
    for length in range(1 if source != target else 0, longest + 1):
        yield from extended((source,), length)


def _around(
    space: SearchSpace, center: str, radius: int
) -> tuple[dict[str, list[str]], dict[str, int]]:
    """Return the neighbors and the distance of every id within `radius` steps."""
    onward: dict[str, list[str]] = {}
    distances = {center: 0}
    frontier = [center]
    for step in range(1, radius + 1):
        if not frontier:
            break
        neighbors = space.neighbors(frontier)
        onward |= neighbors
        reached = (o for one in frontier for o in neighbors[one] if o not in distances)
        frontier = list(dict.fromkeys(reached))
        distances.update(dict.fromkeys(frontier, step))
    return onward | space.neighbors(frontier), distances
