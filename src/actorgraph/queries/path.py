"""How two entities are linked: the shortest ways between them, each step with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from actorgraph import claims, dates, schema
from actorgraph.graph import NOTHING_LEFT_OUT, Engine, Filter
from actorgraph.queries.routes import Ground, all_routes, shortest_routes
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Edge, Entity

WAYS_COMPARED = 200
"""Among how many equally short paths the best founded one is sought."""

_STRENGTH = (
    claims.DENIED,
    claims.CONTESTED,
    claims.UNSOURCED,
    claims.SINGLE_ORIGIN,
    claims.CORROBORATED,
    claims.CONFIRMED,
)
"""Verdicts from the weakest to the strongest."""


@dataclass(frozen=True, slots=True)
class Path:
    """One way from an entity to another.

    Attributes:
        ids: the entities passed, both ends included.
        steps: the best founded edge of each step.
        weakest: the number of the weakest step, from 0; None when there is no step.
        together: for each step but the last, whether it and the next held on a common day.
        co_participants: numbers of steps that with the next one say no more than that two took
            part in one event: a derived link, nobody says that they met.
    """

    ids: tuple[str, ...]
    steps: tuple[Edge, ...]
    weakest: int | None
    together: tuple[str, ...] = ()
    co_participants: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways found between two entities, the shortest and best founded first.

    Attributes:
        others: everybody and everything on the way, by id.
        more: whether there were more ways than are compared.
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
    """Find the shortest ways, in either direction of the edges.

    Args:
        max_length: give up beyond this many steps.
        every: all ways of at most `max_length` steps; all shortest ways if that is None.
        without: ids of entities that no way may pass.
        derived: whether a way may pass through an event that both merely took part in.
    """
    ground = Ground(engine, only, (source.id, target.id), without, derived)
    if every and max_length is not None:
        ways = all_routes(ground, max_length)
    else:
        ways = shortest_routes(ground, max_length)
    routes = sorted(islice(ways, WAYS_COMPARED), key=lambda route: (len(route), route))
    more = len(routes) == WAYS_COMPARED and next(ways, None) is not None
    pairs = {pair for route in routes for pair in pairwise(route)}
    best = _best_edges(engine, pairs, only)
    found = sorted((_path(route, best) for route in routes), key=_foundation, reverse=True)
    found.sort(key=lambda way: len(way.steps))
    kept = tuple(found if every else found[:1])
    named = named_in(edge for one in kept for edge in one.steps)
    others = engine.entities([source.id, target.id, *named])
    return Paths(source, target, kept, others, more=more and every)


def strength(edge: Edge) -> tuple[int, int, int]:
    """How well founded an edge is; compare, do not add."""
    certainty = -schema.CERTAINTIES.index(edge.certainty)
    planned = edge.certainty == schema.CERTAINTIES[-1]
    return (-1 if planned else _STRENGTH.index(edge.verdict), certainty, edge.origins)


def _foundation(found: Path) -> tuple[tuple[int, int, int], ...]:
    return tuple(sorted(strength(edge) for edge in found.steps))


def _path(route: tuple[str, ...], best: Mapping[frozenset[str], Edge]) -> Path:
    steps = tuple(best[frozenset(pair)] for pair in pairwise(route))
    weakest = min(range(len(steps)), key=lambda n: strength(steps[n])) if steps else None
    together = tuple(_together(one, other) for one, other in pairwise(steps))
    return Path(route, steps, weakest, together, _co_participants(steps))


def _best_edges(
    engine: Engine, pairs: set[tuple[str, str]], only: Filter
) -> dict[frozenset[str], Edge]:
    best: dict[frozenset[str], Edge] = {}
    for edge in engine.between(pairs, only):
        ends = frozenset((edge.source, edge.target))
        if ends not in best or strength(edge) > strength(best[ends]):
            best[ends] = edge
    return best


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


def _co_participants(steps: tuple[Edge, ...]) -> tuple[int, ...]:
    """Steps that with the next one only say: both took part in one event."""
    return tuple(
        number
        for number, (one, other) in enumerate(pairwise(steps))
        if one.relation == other.relation == schema.PARTICIPANT and one.target == other.target
    )
