"""Who held any office on a day, or ever: by body and office, each with who says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.edges import as_of, beginning
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.through_offices import office_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine


class HeldOffice(NamedTuple):
    """An office with one who holds it.

    Attributes:
        bodies: those that the office is in, by name.
        edge: from the holder to the office.
    """

    office: Entity
    bodies: tuple[Entity, ...]
    edge: Edge


@dataclass(frozen=True, slots=True)
class HeldOffices:
    """All offices with their holders, by body, office and time.

    Attributes:
        unheld: the offices as whose holder nobody is recorded, by name.
        others: all entities that the claims name, by id.
        day: the day that was asked for.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
    """

    held: tuple[HeldOffice, ...]
    unheld: tuple[Entity, ...]
    others: Mapping[str, Entity]
    day: int | None = None
    rejected: int = 0
    is_filtered: bool = False


def offices(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT) -> HeldOffices:
    """Fetch who holds or held which office.

    A filter of types chooses the holders. Who is only planned to hold an office, or denied to, is
    listed as such and does not count as its holder.
    """
    words = only._replace(relations=schema.OFFICE_WORDS, types=frozenset(), as_of=None)
    edges = list(engine.all_edges(words))
    there = edges if only.as_of is None else as_of(edges, only.as_of)
    entities = engine.entities(named_in(edges), only)
    bodies = _bodies(there, entities)
    held = [
        HeldOffice(entities[edge.target], bodies.get(edge.target, ()), edge)
        for edge in there
        if edge.relation != schema.POSITION_IN
        and only.keeps_relation(edge.relation)
        and only.keeps_type(entities[edge.source].type)
    ]
    held.sort(key=lambda one: _place(one, entities))
    filled = {one.office.id for one in held if one.edge.is_done}
    known = dict.fromkeys(map(office_of, edges))
    unheld = sorted((entities[one] for one in known if one not in filled), key=_name)
    rejected = rejected_claims(words, engine.all_edges)
    return HeldOffices(
        tuple(held), tuple(unheld), entities, only.as_of, rejected, is_filtered=not only.is_empty
    )


def _bodies(edges: Iterable[Edge], entities: Mapping[str, Entity]) -> dict[str, tuple[Entity, ...]]:
    """Return the bodies that each office is said to be in, by name."""
    bodies: dict[str, dict[str, Entity]] = {}
    for edge in edges:
        if edge.relation == schema.POSITION_IN and edge.is_done:
            bodies.setdefault(edge.source, {})[edge.target] = entities[edge.target]
    return {
        office: tuple(sorted(of_office.values(), key=_name)) for office, of_office in bodies.items()
    }


def _name(entity: Entity) -> tuple[str, str]:
    return entity.name.casefold(), entity.id


def _place(one: HeldOffice, entities: Mapping[str, Entity]) -> tuple[object, ...]:
    """Return a sort key: by body, office, time and holder; offices without a body come last."""
    bodies = tuple(map(_name, one.bodies))
    holder = _name(entities[one.edge.source])
    return (not bodies, bodies, _name(one.office), beginning(one.edge.period), holder)
