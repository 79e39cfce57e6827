"""A part of the graph in memory: the neighborhood of an entity, or all that a filter leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.collector import collector_paused
from actorgraph.descriptions import cited_in
from actorgraph.engine import Subgraph
from actorgraph.errors import UsageError
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.queries.mentions import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.filters import Filter


MOST_CELLS = 3_000_000
"""In columns that are none of ours, of a graph that is held as a whole."""


def subgraph(
    engine: Engine,
    center: Entity | None = None,
    *,
    depth: int = 1,
    only: Filter = NOTHING_LEFT_OUT,
) -> Subgraph:
    """Fetch the whole graph, or the neighborhood of one entity.

    Under a filter, entities that keep no relation are left out.

    Raises:
        UsageError: if the whole graph has more than MOST_CELLS.
    """
    if center is not None:
        from actorgraph.queries.neighbors import neighbors

        return neighbors(engine, center, depth=depth, only=only).subgraph
    with collector_paused():
        edges = tuple(_bounded(engine.all_edges(only)))
        entities = engine.all_entities(None if only.is_empty else only)
        if not only.is_empty:
            ends = {end for edge in edges for end in (edge.source, edge.target)}
            entities = (entity for entity in entities if entity.id in ends)
        return Subgraph(tuple(entities), edges)


def _bounded(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield edges.

    Raises:
        UsageError: if their claims have more cells in columns of the user's own than can be held.
    """
    cells = 0
    for edge in edges:
        cells += sum(len(claim.extra) for claim in edge.claims)
        if cells > MOST_CELLS:
            raise UsageError(
                f"These relations have more than {MOST_CELLS:,} cells in columns of your own: "
                "no page can hold them.",
                hint="Take columns out of the table, or draw a part: a filter, or around=NAME.",
            )
        yield edge


def others_in(engine: Engine, part: Subgraph) -> Mapping[str, Entity]:
    """Return all entities that the claims of a part name, by id."""
    return engine.entities(named_by(part))


def named_by(part: Subgraph) -> Iterable[str]:
    """Return whom the claims, entities and descriptions of a part name, each once, known or not."""
    cited = (one for entity in part.entities for one in (entity.publisher, *cited_in(entity)))
    return dict.fromkeys((*named_in(part.edges), *filter(None, cited)))
