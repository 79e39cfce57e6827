"""The neighborhood of an entity: all entities within some steps, and what links them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actorgraph.engine import Engine, Subgraph
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import limit_given, whole_number
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.through_offices import through_offices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.queries.through_offices import ThroughOffice


@dataclass(frozen=True, slots=True)
class Neighborhood:
    """The neighborhood of an entity.

    Attributes:
        entities: the centre, then the entities reached, nearest first.
        steps: the number of steps from the centre, by id.
        edges: every edge between two of the entities that lies within the depth.
        others: all entities that the claims name, by id.
        through: of those who are one step away by an office that one end holds and that is in the
            other, the id of that office.
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
    through: Mapping[str, str] = field(default_factory=dict)

    @property
    def subgraph(self) -> Subgraph:
        """The entities and edges, as a graph to export or draw."""
        return Subgraph(self.entities, self.edges, self.center.id)


def neighbors(
    engine: Engine,
    center: Entity,
    *,
    depth: int = 1,
    only: Filter = NOTHING_LEFT_OUT,
    limit: int | None = None,
    by_offices: bool = False,
) -> Neighborhood:
    """Search breadth-first from an entity, one batch of ids per step.

    Args:
        depth: the number of steps.
        limit: the largest number of neighbors; the nearest stay, of those the first in the data.
            None means all.
        by_offices: whether the holder of an office is one step from the body that it is in.

    Raises:
        ArgumentError: if the depth or the limit is not a whole number from 1 on.
    """
    depth = whole_number(depth, argument="depth")
    limit = limit_given(limit)
    steps = {center.id: 0}
    through: dict[str, ThroughOffice] = {}
    frontier = [center.id]
    left_out = 0
    for step in range(1, depth + 1):
        reached, by_office = _reached(engine, frontier, only, steps, by_offices=by_offices)
        frontier = list(reached)
        room = len(frontier) if limit is None else limit - len(steps) + 1
        left_out = len(frontier) - len(frontier[:room])
        frontier = frontier[:room]
        steps.update(dict.fromkeys(frontier, step))
        through |= {one: by_office[one] for one in frontier if one in by_office}
        if left_out or not frontier:
            break
    inner = [one for one, step in steps.items() if step < depth]
    edges = _with_offices(engine.touching(inner, only, within=steps), through.values(), steps)
    return Neighborhood(
        center=center,
        depth=depth,
        entities=tuple(engine.entities(steps, only).values()),
        steps=steps,
        edges=edges,
        others=engine.entities(named_in(edges), only),
        left_out=left_out,
        rejected=rejected_claims(only, lambda asked: engine.touching(inner, asked)),
        is_filtered=not only.is_empty,
        through={one: link.office for one, link in through.items()},
    )


def _reached(
    engine: Engine,
    frontier: list[str],
    only: Filter,
    steps: Mapping[str, int],
    *,
    by_offices: bool,
) -> tuple[dict[str, None], dict[str, ThroughOffice]]:
    """Return the ids one step further, and the links of those whom only an office links."""
    adjacent = engine.neighbors(frontier, only)
    reached = dict.fromkeys(o for one in frontier for o in adjacent[one] if o not in steps)
    if not by_offices:
        return reached, {}
    linked = through_offices(engine, frontier, only)
    by_office = {
        other: links[0]
        for one in reversed(frontier)
        for other, links in linked.get(one, {}).items()
        if other not in reached and other not in steps
    }
    return reached | dict.fromkeys(by_office), by_office


def _with_offices(
    edges: Sequence[Edge], links: Iterable[ThroughOffice], steps: Mapping[str, int]
) -> tuple[Edge, ...]:
    """Return edges and those of offices that link others, each once, if both ends were reached."""
    there = {edge.id for edge in edges}
    of_offices = {
        edge.id: edge
        for link in links
        for edge in (link.within, link.holds)
        if edge.source in steps and edge.target in steps and edge.id not in there
    }
    return (*edges, *of_offices.values())
