"""How two entities are linked: the shortest ways between them, each step with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from actorgraph import claims, schema
from actorgraph.graph import NOTHING_LEFT_OUT, Engine, Filter
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    """

    ids: tuple[str, ...]
    steps: tuple[Edge, ...]
    weakest: int | None


@dataclass(frozen=True, slots=True)
class Paths:
    """The ways found between two entities, the best founded first.

    Attributes:
        others: everybody and everything on the way, by id.
    """

    source: Entity
    target: Entity
    paths: tuple[Path, ...]
    others: Mapping[str, Entity]


def path(
    engine: Engine,
    source: Entity,
    target: Entity,
    *,
    only: Filter = NOTHING_LEFT_OUT,
    max_length: int | None = None,
    every: bool = False,
) -> Paths:
    """Find the shortest ways, in either direction of the edges.

    Args:
        max_length: give up beyond this many steps.
        every: all shortest ways, not only the best founded.
    """
    ways = islice(_shortest_ways(engine, source.id, target.id, only, max_length), WAYS_COMPARED)
    routes = sorted(ways)
    pairs = {pair for route in routes for pair in pairwise(route)}
    best = _best_edges(engine, pairs, only)
    found = sorted((_path(route, best) for route in routes), key=_foundation, reverse=True)
    kept = tuple(found if every else found[:1])
    named = named_in(edge for one in kept for edge in one.steps)
    return Paths(source, target, kept, engine.entities([source.id, target.id, *named]))


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
    return Path(route, steps, weakest)


def _best_edges(
    engine: Engine, pairs: set[tuple[str, str]], only: Filter
) -> dict[frozenset[str], Edge]:
    best: dict[frozenset[str], Edge] = {}
    for edge in engine.between(pairs, only):
        ends = frozenset((edge.source, edge.target))
        if ends not in best or strength(edge) > strength(best[ends]):
            best[ends] = edge
    return best


def _shortest_ways(
    engine: Engine, source: str, target: str, only: Filter, max_length: int | None
) -> Iterator[tuple[str, ...]]:
    """Every shortest way: breadth first from both ends, always from the smaller rim."""
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
        asked = (source, target) if only.types else ()
        rims[side] = _next_rim(engine, rims[side], came_from, only, asked)
        length += 1
        meeting = [one for one in rims[side] if one in other_side]
        if meeting:
            for one in sorted(meeting):
                for head in _trails(one, before):
                    for tail in _trails(one, after):
                        yield (*reversed(head), *tail[1:])
            return


def _next_rim(
    engine: Engine,
    rim: list[str],
    came_from: dict[str, list[str]],
    only: Filter,
    asked: tuple[str, ...],
) -> list[str]:
    """One step outward; those asked about are exempt from a filter by type, on either side."""
    adjacent = engine.adjacent([*rim, *asked], only)
    reached: dict[str, list[str]] = {}
    for one in rim:
        for other in adjacent[one]:
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
