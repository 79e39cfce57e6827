"""Who surrounds an entity, to a number of steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.engine import Engine, Subgraph
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Edge, Entity


@dataclass(frozen=True, slots=True)
class Neighborhood:
    """An entity's surroundings.

    Attributes:
        entities: those reached, nearest first, the centre itself first of all.
        steps: from id to the number of steps from the centre.
        edges: every edge between two of the entities that lies within the depth.
        others: everybody and everything the claims name, by id.
        left_out: how many entities were reached but left out because of the limit.
    """

    center: Entity
    depth: int
    entities: tuple[Entity, ...]
    steps: Mapping[str, int]
    edges: tuple[Edge, ...]
    others: Mapping[str, Entity]
    left_out: int = 0

    @property
    def subgraph(self) -> Subgraph:
        """What was reached, as a graph to export or draw."""
        return Subgraph(self.entities, self.edges)


def neighbors(
    engine: Engine,
    center: Entity,
    *,
    depth: int = 1,
    only: Filter = NOTHING_LEFT_OUT,
    limit: int | None = None,
) -> Neighborhood:
    """Search outward from an entity, a batch of ids a step.

    Args:
        depth: how many steps.
        limit: at most this many entities; those nearest and first in the data stay.
    """
    steps = {center.id: 0}
    frontier = [center.id]
    left_out = 0
    for step in range(1, depth + 1):
        next_to = engine.neighbors(frontier, only)
        reached = dict.fromkeys(o for one in frontier for o in next_to[one] if o not in steps)
        frontier = list(reached)
        if limit is not None and len(steps) + len(frontier) > limit:
            room = max(0, limit - len(steps))
            left_out += len(frontier) - room
            frontier = frontier[:room]
        steps.update(dict.fromkeys(frontier, step))
        if left_out or not frontier:
            break
    edges = _edges_within(engine, steps, depth, only)
    return Neighborhood(
        center=center,
        depth=depth,
        entities=tuple(engine.entities(steps).values()),
        steps=steps,
        edges=edges,
        others=engine.entities(named_in(edges)),
        left_out=left_out,
    )


def _edges_within(
    engine: Engine, steps: Mapping[str, int], depth: int, only: Filter
) -> tuple[Edge, ...]:
    """Return the edges among those reached, save those between two of the last frontier."""
    inner = [one for one, step in steps.items() if step < depth]
    return tuple(engine.touching(inner, only, within=steps))
