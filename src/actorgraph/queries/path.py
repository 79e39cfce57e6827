"""How two entities are linked: the shortest paths between them, each step with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise, starmap
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.lazy import LazyDict, LazyTuple
from actorgraph.queries.routes import SearchSpace, all_routes, shortest_routes
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.claims import Edge, Entity, Support
    from actorgraph.engine import BestEdge, Engine

PATHS_COMPARED = 200
"""Among how many equally short paths the best-supported one is sought."""


@dataclass(frozen=True, slots=True)
class Path:
    """One path from an entity to another; what its steps say is read when it is looked at.

    Attributes:
        ids: the entities passed, both ends included.
        steps: the best-supported edge of each step.
        weakest: the number of the weakest step, from 0; None when there is no step.
        together: for each step but the last, whether it and the next held on a common day.
        co_participants: numbers of steps that with the next one say no more than that two took
            part in one event: a derived link, nobody says that they met.
    """

    ids: tuple[str, ...]
    steps: Sequence[Edge]
    weakest: int | None
    together: Sequence[str] = ()
    co_participants: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths between two entities, the shortest and best supported first.

    Attributes:
        others: everybody and everything on the way, by id.
        more: whether there were more paths than are compared.
    """

    source: Entity
    target: Entity
    paths: tuple[Path, ...]
    others: Mapping[str, Entity]
    more: bool = False


def path(
    engine: Engine,
    source: Entity,
    target: Entity,
    *,
    only: Filter = NOTHING_LEFT_OUT,
    max_length: int | None = None,
    every: bool = False,
    without: frozenset[str] = frozenset(),
    derived: bool = True,
) -> Paths:
    """Find the shortest paths, in either direction of the edges.

    Args:
        max_length: give up beyond this many steps.
        every: all paths of at most `max_length` steps; all shortest paths if that is None.
        without: ids of entities that no path may pass.
        derived: whether a path may pass through an event that both merely took part in.
    """
    space = SearchSpace(engine, only, (source.id, target.id), without, derived)
    if every and max_length is not None:
        unread = all_routes(space, max_length)
    else:
        unread = shortest_routes(space, max_length)
    routes = list(islice(unread, PATHS_COMPARED))
    more = every and len(routes) == PATHS_COMPARED and next(unread, None) is not None
    best = engine.best_between({pair for route in routes for pair in pairwise(route)}, only)
    kept = _best_supported_first(routes, best)[: None if every else 1]
    paths = tuple(_path(route, best) for route in kept)

    def others() -> dict[str, Entity]:
        named = named_in(edge for one in paths for edge in one.steps)
        return engine.entities([source.id, target.id, *named])

    return Paths(source, target, paths, LazyDict(others), more=more)


def _best_supported_first(
    routes: list[tuple[str, ...]], best: Mapping[tuple[str, str], BestEdge]
) -> list[tuple[str, ...]]:
    """Sort shorter routes first; of equally short ones that whose weakest steps are strongest."""

    def supports(route: tuple[str, ...]) -> list[Support]:
        return sorted([best[pair].support for pair in pairwise(route)])

    if len(routes) > 1:
        routes = sorted(sorted(routes, key=supports, reverse=True), key=len)
    return routes


def _path(route: tuple[str, ...], best: Mapping[tuple[str, str], BestEdge]) -> Path:
    pairs = tuple(pairwise(route))
    weakest = min(range(len(pairs)), key=lambda n: best[pairs[n]].support) if pairs else None
    steps = LazyTuple(lambda: tuple(best[pair].edge for pair in pairs))
    together = LazyTuple(lambda: tuple(starmap(_together, pairwise(steps))))
    return Path(route, steps, weakest, together, LazyTuple(lambda: _co_participants(steps)))


def _together(one: Edge, other: Edge) -> str:
    """Whether two edges held on a day in common: yes, possible, no, or unknown without dates."""
    if not (one.start_date or one.end_date) or not (other.start_date or other.end_date):
        return "unknown"
    first, second = one.period, other.period
    if max(first.start.latest, second.start.latest) <= min(first.end.earliest, second.end.earliest):
        return str(dates.Holds.YES)
    if max(first.start.earliest, second.start.earliest) > min(first.end.latest, second.end.latest):
        return str(dates.Holds.NO)
    return str(dates.Holds.POSSIBLE)


def _co_participants(steps: Sequence[Edge]) -> tuple[int, ...]:
    """Steps that with the next one only say: both took part in one event."""
    return tuple(
        number
        for number, (one, other) in enumerate(pairwise(steps))
        if one.relation == other.relation == schema.PARTICIPANT and one.target == other.target
    )
