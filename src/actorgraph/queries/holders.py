"""The holders of an office in order, with the gaps and overlaps that its dates make certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates, names, schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

SUCCESSIONS = frozenset({"successor_of", "renamed_to", "renamed_from", "replaced", "formerly"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of an office, for a time.

    Attributes:
        vacant_from, vacant_to: the days before it on which the office was surely vacant, or "".
        overlaps: ids of other holders who surely held the office on one of the same days.
    """

    entity: Entity
    edge: Edge
    vacant_from: str = ""
    vacant_to: str = ""
    overlaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """An office and its holders in order.

    Attributes:
        renamed: offices that can be this one under another name, each with the reason.
    """

    position: Entity
    holders: tuple[Holder, ...]
    renamed: tuple[tuple[Entity, str], ...]


@dataclass(frozen=True, slots=True)
class Offices:
    """The office that was asked for, or all offices of the body that was asked for."""

    asked: Entity
    offices: tuple[Office, ...]
    others: Mapping[str, Entity]


def holders(engine: Engine, asked: Entity, *, only: Filter = NOTHING_LEFT_OUT) -> Offices:
    """Fetch the holders of an office, or of all offices of a body."""
    edges = engine.touching({asked.id}, only)
    positions = [asked]
    if not any(_holds(edge, asked.id) for edge in edges):
        inside = [e.source for e in edges if _belongs(e, asked.id)]
        positions = list(engine.entities(dict.fromkeys(inside)).values()) or [asked]
        edges = engine.touching({one.id for one in positions}, only)
    offices = tuple(_office(engine, one, edges) for one in positions)
    named = named_in(edge for edge in edges if any(_holds(edge, one.id) for one in positions))
    return Offices(asked, offices, engine.entities([asked.id, *named]))


def in_order(edges: Sequence[Edge]) -> list[Edge]:
    """Sort edges by the latest day on which each can have begun; undated edges come last."""
    return sorted(edges, key=lambda edge: (_begun(edge), edge.period.start.earliest))


def overlap_surely(one: Edge, other: Edge) -> bool:
    """Whether two edges surely share more than the single day of a handover."""
    begins = max(one.period.start.latest, other.period.start.latest)
    ends = min(one.period.end.earliest, other.period.end.earliest)
    return begins < ends


def _holds(edge: Edge, position: str) -> bool:
    return edge.target == position and edge.relation in schema.OFFICE_RELATIONS


def _belongs(edge: Edge, body: str) -> bool:
    return edge.target == body and edge.relation == schema.POSITION_IN


def _begun(edge: Edge) -> int:
    start = edge.period.start
    if start.latest != dates.LATEST:
        return start.latest
    return start.earliest if start.earliest != dates.EARLIEST else dates.LATEST


def _office(engine: Engine, position: Entity, edges: Sequence[Edge]) -> Office:
    held = in_order([edge for edge in edges if _holds(edge, position.id)])
    people = engine.entities([edge.source for edge in held])
    holders = []
    last = dates.EARLIEST
    for number, edge in enumerate(held):
        start = edge.period.start.earliest
        vacant = dates.EARLIEST < last < dates.LATEST and last + 1 < start
        holders.append(
            Holder(
                entity=people[edge.source],
                edge=edge,
                vacant_from=dates.day_text(last + 1) if vacant else "",
                vacant_to=dates.day_text(start - 1) if vacant else "",
                overlaps=tuple(
                    other.source
                    for at, other in enumerate(held)
                    if at != number and other.source != edge.source and overlap_surely(edge, other)
                ),
            )
        )
        last = max(last, edge.period.end.latest)
    return Office(position, tuple(holders), _renamed(engine, position, edges))


def _renamed(
    engine: Engine, position: Entity, edges: Sequence[Edge]
) -> tuple[tuple[Entity, str], ...]:
    """Return the offices that a succession names, and those with similar names."""
    reasons: dict[str, str] = {}
    for edge in edges:
        if edge.relation in SUCCESSIONS and position.id in (edge.source, edge.target):
            reasons[edge.other(position.id)] = edge.relation.replace("_", " ")
    for match in engine.find(position.name, 6):
        near = match.id != position.id and match.level in (names.EXACT, names.SIMILAR)
        if near and match.score > 0.75:  # noqa: PLR2004 - near enough to be worth a look
            reasons.setdefault(match.id, match.reason)
    others = engine.entities(reasons)
    return tuple(
        (entity, reasons[one])
        for one, entity in others.items()
        if entity.type == position.type and one != position.id
    )
