"""One entity and all its relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.edges import in_order
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine


@dataclass(frozen=True, slots=True)
class Shown:
    """An entity with its edges.

    Attributes:
        entity: as the descriptions that the filter uses describe it.
        edges: in the order of the data, but the offices among them in order of time.
        others: all entities that its edges and their claims name, by id.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
    """

    entity: Entity
    edges: tuple[Edge, ...]
    others: Mapping[str, Entity]
    rejected: int = 0
    is_filtered: bool = False


def show(engine: Engine, entity: Entity, *, only: Filter = NOTHING_LEFT_OUT) -> Shown:
    """Fetch an entity's edges and the entities that they name."""
    edges = _offices_in_order(engine.touching({entity.id}, only))
    entity = next(iter(engine.entities([entity.id], only).values()), entity)
    rejected = rejected_claims(only, lambda asked: engine.touching({entity.id}, asked))
    cited = (name for one in entity.descriptions for name in one.claim.sources)
    others = engine.entities(dict.fromkeys((*named_in(edges), *cited)), only)
    return Shown(entity, edges, others, rejected, is_filtered=not only.is_empty)


def _offices_in_order(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Return edges in the order of the data, but the offices among them in order of time."""
    offices = iter(in_order([edge for edge in edges if _is_office(edge)]))
    return tuple(next(offices) if _is_office(edge) else edge for edge in edges)


def _is_office(edge: Edge) -> bool:
    return edge.relation in schema.OFFICE_RELATIONS


def named_in(edges: Iterable[Edge]) -> list[str]:
    """Return the ids that edges and their claims name, each once, in order."""
    ids: dict[str, None] = {}
    for edge in edges:
        ids[edge.source] = ids[edge.target] = None
        for claim in edge.claims:
            named = (*claim.attributed_to, *claim.via, claim.document, claim.publisher, claim.place)
            ids.update(dict.fromkeys(name for name in named if name))
    return list(ids)
