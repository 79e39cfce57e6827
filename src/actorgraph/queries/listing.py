"""All entities, or those of some types, or those that have relations of some kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.lazy import LazyTuple, Streamed
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine


@dataclass(frozen=True, slots=True)
class Listing:
    """Entities in the order of the data; those of large data are read when they are displayed.

    Attributes:
        types: all types that entities of the graph have, also those that were not asked for.
        rejected: the number of rejected claims that are not used; 0 if no relations were asked for.
    """

    entities: Sequence[Entity]
    types: Sequence[str]
    rejected: int = 0


def listing(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT) -> Listing:
    """List the entities of the filter's types that have a relation that it leaves.

    Types are of the entities that are listed, not of the other ends. A filter of types alone lists
    entities without relations too.
    """
    relations = only._replace(types=frozenset())

    def of_types() -> Iterator[Entity]:
        return (one for one in engine.all_entities(only) if only.keeps_type(one.type))

    all_types = LazyTuple(
        lambda: tuple(sorted({entity.type for entity in engine.all_entities(only)} - {""}))
    )
    if relations.is_empty:
        return Listing(Streamed(of_types), all_types)
    edges = engine.all_edges(relations)
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    entities = Streamed(lambda: (entity for entity in of_types() if entity.id in ends))
    return Listing(entities, all_types, rejected_claims(relations, engine.all_edges))
