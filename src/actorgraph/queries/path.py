"""Shortest paths between two entities, with the evidence for each step."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise, starmap
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.edges import DENIED
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import whole_number
from actorgraph.queries.avoided import NOTHING_AVOIDED, Avoided, avoided_routes
from actorgraph.queries.directed_routes import DirectedSpace
from actorgraph.queries.lazy import LazyDict, LazyTuple
from actorgraph.queries.mentions import named_in
from actorgraph.queries.participations import Participation, participations
from actorgraph.queries.routes import (
    all_routes,
    routes_along,
    search_space,
    shortest_web,
    shortest_web_within,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.dates import Period
    from actorgraph.edges import Edge, Support
    from actorgraph.engine import BestEdge, Engine

PATHS_COMPARED = 200
"""The best-supported path is chosen among so many shortest paths."""


@dataclass(frozen=True, slots=True)
class Path:
    """A path from one entity to another; the evidence of its steps is read when it is first used.

    Attributes:
        ids: the entities on the path, both ends included.
        steps: the best-supported edge of each step.
        weakest: the number of the weakest step, from 0; None when there is no step.
        together: for each step but the last, whether it and the next held on a common day.
        co_participants: the numbers of steps that, with the next step, say only that two took part
            in one event.
        participations: for each of these, who says so of the one and of the other.
    """

    ids: tuple[str, ...]
    steps: Sequence[Edge]
    weakest: int | None
    together: Sequence[str] = ()
    co_participants: Sequence[int] = ()
    participations: Sequence[Participation] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths between two entities, the shortest and best supported first.

    Attributes:
        others: all entities that the paths name, by id.
        more: whether there are more paths than are compared.
        avoided: the shorter paths that are not shown, because of what they lead through.
        is_filtered: whether a filter may have left something out.
        is_directed: whether they follow the direction of the relations.
    """

    source: Entity
    target: Entity
    paths: tuple[Path, ...]
    others: Mapping[str, Entity]
    more: bool = False
    avoided: Avoided = NOTHING_AVOIDED
    is_filtered: bool = False
    is_directed: bool = False


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
    through: str | Iterable[str] = (),
    directed: bool = False,
) -> Paths:
    """Find the shortest paths, in either direction of the edges unless `directed`.

    No path leads through what THROUGH lists unless the filter or `through` names it.

    Args:
        max_length: the largest number of steps.
        every: find all paths of at most `max_length` steps; all shortest paths if that is None.
        without: ids of entities that no path may pass.
        derived: whether a path may link two entities by an event in which both took part.
        through: words of THROUGH.
        directed: follow each relation from its source to its target; a symmetric one leads both
            ways.

    Raises:
        ArgumentError: if `max_length` is not a whole number from 1 on, or a word is not known.
    """
    longest = None if max_length is None else whole_number(max_length, argument="max_length")
    is_filtered = not only.is_empty or bool(without) or longest is not None or not derived
    ends = (source.id, target.id)
    space = search_space(engine, only, ends, without=without, derived=derived, through=through)
    space = DirectedSpace.of(space) if directed else space
    only = space.only
    open_web = shortest_web(space.opened, longest)
    if every and longest is not None:
        candidates = all_routes(space, longest)
    else:
        candidates = routes_along(shortest_web_within(space, open_web, longest), space.ends)
    routes = list(islice(candidates, PATHS_COMPARED))
    more = every and len(routes) == PATHS_COMPARED and next(candidates, None) is not None
    best = space.best_between({pair for route in routes for pair in pairwise(route)})
    answered = _best_supported_first(routes, best)[: None if every else 1]
    paths = tuple(_path(engine, only, route, best) for route in answered)

    others = LazyDict(lambda: engine.entities([source.id, target.id, *_named(paths)], only))
    shortest = len(routes[0]) - 1 if routes else None
    avoided = avoided_routes(space, open_web, shortest, most=PATHS_COMPARED)
    return Paths(source, target, paths, others, more, avoided, is_filtered, directed)


def _best_supported_first(
    routes: list[tuple[str, ...]], best: Mapping[tuple[str, str], BestEdge]
) -> list[tuple[str, ...]]:
    """Sort routes by length, then by their weakest steps, the strongest first."""

    def supports(route: tuple[str, ...]) -> list[Support]:
        return sorted([best[pair].support for pair in pairwise(route)])

    if len(routes) > 1:
        routes = sorted(sorted(routes, key=supports, reverse=True), key=len)
    return routes


def _named(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the ids that steps and participations name."""
    yield from named_in(edge for one in paths for edge in one.steps)
    for two in (one for path in paths for one in path.participations):
        yield from two.named


def _path(
    engine: Engine, only: Filter, route: tuple[str, ...], best: Mapping[tuple[str, str], BestEdge]
) -> Path:
    pairs = tuple(pairwise(route))
    weakest = min(range(len(pairs)), key=lambda n: best[pairs[n]].support) if pairs else None
    steps = LazyTuple(lambda: tuple(best[pair].edge for pair in pairs))
    together = LazyTuple(lambda: tuple(starmap(_together, pairwise(steps))))
    common = LazyTuple(lambda: _co_participants(steps))
    both = LazyTuple(lambda: tuple(participations(engine, only, *route[n : n + 3]) for n in common))
    return Path(route, steps, weakest, together, common, both)


def _together(one: Edge, other: Edge) -> str:
    """Return whether two edges held on a common day: yes, possible, no, or unknown if undated.

    They surely did if a claim of each says so, and did not if no claims of the two allow it.
    """
    if not (one.dated_by.is_dated and other.dated_by.is_dated):
        return "unknown"
    pairs = [(a, b) for a in one.supporting or one.claims for b in other.supporting or other.claims]
    if any(_share_a_day_surely(a, b) for a, b in pairs):
        return str(dates.Holds.YES)
    can_share = any(_can_share_a_day(a.period, b.period) for a, b in pairs)
    return str(dates.Holds.POSSIBLE if can_share else dates.Holds.NO)


def _share_a_day_surely(one: Claim, other: Claim) -> bool:
    if any(claim.surest is not dates.Holds.YES or claim.status == DENIED for claim in (one, other)):
        return False
    begun = max(one.period.start.latest, other.period.start.latest)
    return begun <= min(one.period.end.earliest, other.period.end.earliest)


def _can_share_a_day(one: Period, other: Period) -> bool:
    begins = max(one.start.earliest, other.start.earliest)
    return begins <= min(one.end.latest, other.end.latest)


def _co_participants(steps: Sequence[Edge]) -> tuple[int, ...]:
    """Return the steps that, with the next one, say only that two took part in one event."""
    stated = [schema.by_main_word(step.source, step.relation, step.target) for step in steps]
    return tuple(
        number
        for number, (one, other) in enumerate(pairwise(stated))
        if one[1:] == other[1:] and one[1] == schema.PARTICIPANT
    )
