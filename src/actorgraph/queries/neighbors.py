"""The neighborhood of an entity: all entities within some steps, and what links them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.engine import Engine, Subgraph
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import whole_number
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge


@dataclass(frozen=True, slots=True)
class Neighborhood:
    """The neighborhood of an entity.

    Attributes:
        entities: the centre, then the entities reached, nearest first.
        steps: the number of steps from the centre, by id.
        edges: every edge between two of the entities that lies within the depth.
        others: all entities that the claims name, by id.
        left_out: the number of entities that were reached but left out because of the limit.
        rejected: the number of rejected claims of the entities within the depth that are not used.
        is_filtered: whether a filter may have left something out.
    """

    center: Entity
    depth: int
    entities: tuple[Entity, ...]
    steps: Mapping[str, int]
    edges: tuple[Edge, ...]
    others: Mapping[str, Entity]
    left_out: int = 0
    rejected: int = 0
    is_filtered: bool = False

    @property
    def subgraph(self) -> Subgraph:
        """The entities and edges, as a graph to export or draw."""
        return Subgraph(self.entities, self.edges)


def neighbors(
    engine: Engine,
    center: Entity,
    *,
    depth: int = 1,
    only: Filter = NOTHING_LEFT_OUT,
    limit: int | None = None,
) -> Neighborhood:
    """Search breadth-first from an entity, one batch of ids per step.

    Args:
        depth: the number of steps.
        limit: the largest number of entities; the nearest stay, of those the first in the data.

    Raises:
        ArgumentError: if the depth or the limit is not a whole number from 1 on.
    """
    depth = whole_number(depth, argument="depth")
    limit = None if limit is None else whole_number(limit, argument="limit")
    steps = {center.id: 0}
    frontier = [center.id]
    left_out = 0
    for step in range(1, depth + 1):
        adjacent = engine.neighbors(frontier, only)
        reached = dict.fromkeys(o for one in frontier for o in adjacent[one] if o not in steps)
        frontier = list(reached)
        if limit is not None and len(steps) + len(frontier) > limit:
            room = max(0, limit - len(steps))
            left_out += len(frontier) - room
            frontier = frontier[:room]
        steps.update(dict.fromkeys(frontier, step))
        if left_out or not frontier:
            break
    inner = [one for one, step in steps.items() if step < depth]
    edges = tuple(engine.touching(inner, only, within=steps))
    rejected = rejected_claims(only, lambda asked: engine.touching(inner, asked))
    return Neighborhood(
        center=center,
        depth=depth,
        entities=tuple(engine.entities(steps, only).values()),
        steps=steps,
        edges=edges,
        others=engine.entities(named_in(edges), only),
        left_out=left_out,
        rejected=rejected,
        is_filtered=not only.is_empty,
    )
