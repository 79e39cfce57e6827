"""The holders of an office in order, with the gaps and overlaps that its dates make certain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.dates import Period
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

SUCCESSIONS = frozenset({"successor_of", "renamed_to", "renamed_from", "replaced", "formerly"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A holder of an office, for a time.

    Attributes:
        vacant_from, vacant_to: the days before it for which no claim allows a holder, or "".
        overlaps: ids of other holders of whom a claim says for sure that they held the office on
            days on which one says so of this holder.
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
    """The office that was asked for, or all offices of the body that was asked for.

    Attributes:
        rejected: the number of rejected claims about them that are not used.
    """

    asked: Entity
    offices: tuple[Office, ...]
    others: Mapping[str, Entity]
    rejected: int = 0


def holders(engine: Engine, asked: Entity, *, only: Filter = NOTHING_LEFT_OUT) -> Offices:
    """Fetch the holders of an office, or of all offices of a body."""
    edges = engine.touching({asked.id}, only)
    positions = [asked]
    if not any(_holds(edge, asked.id) for edge in edges):
        inside = [e.source for e in edges if _belongs(e, asked.id)]
        positions = list(engine.entities(dict.fromkeys(inside)).values()) or [asked]
        edges = engine.touching({one.id for one in positions}, only)
    offices = tuple(_office(engine, one, edges, only) for one in positions)
    named = named_in(edge for edge in edges if any(_holds(edge, one.id) for one in positions))
    ids = {asked.id, *(one.id for one in positions)}

    def about_offices(under: Filter) -> list[Edge]:
        edges = engine.touching(ids, under)
        return [e for e in edges if any(_holds(e, one) or _belongs(e, one) for one in ids)]

    rejected = rejected_claims(only, about_offices)
    return Offices(asked, offices, engine.entities([asked.id, *named], only), rejected)


def in_order(edges: Sequence[Edge]) -> list[Edge]:
    """Sort edges by the latest day on which each can have begun; undated edges come last."""
    return sorted(edges, key=lambda edge: (_begun(edge), edge.period.start.earliest))


def overlap_surely(one: Edge, other: Edge) -> bool:
    """Whether two edges, as dated, surely share more than the single day of a handover."""
    return _overlap(one.period, other.period)


def _holds(edge: Edge, position: str) -> bool:
    return edge.target == position and edge.relation in schema.OFFICE_RELATIONS


def _belongs(edge: Edge, body: str) -> bool:
    return edge.target == body and edge.relation == schema.POSITION_IN


def _begun(edge: Edge) -> int:
    start = edge.period.start
    if start.latest != dates.LATEST:
        return start.latest
    return start.earliest if start.earliest != dates.EARLIEST else dates.LATEST


def _office(engine: Engine, position: Entity, edges: Sequence[Edge], only: Filter) -> Office:
    held = in_order([edge for edge in edges if _holds(edge, position.id)])
    people = engine.entities([edge.source for edge in held], only)
    sure = [[claim.period for claim in edge.supporting if _is_sure(claim)] for edge in held]
    holders = []
    for number, (edge, vacant) in enumerate(zip(held, _vacancies(held), strict=True)):
        overlaps = (
            other.source
            for at, other in enumerate(held)
            if other.source != edge.source and _any_overlap(sure[number], sure[at])
        )
        holders.append(Holder(people[edge.source], edge, *vacant, overlaps=tuple(overlaps)))
    return Office(position, tuple(holders), _renamed(engine, position, edges))


def _is_sure(claim: Claim) -> bool:
    return claim.surest is dates.Holds.YES


def _any_overlap(ones: Sequence[Period], others: Sequence[Period]) -> bool:
    return any(_overlap(one, other) for one in ones for other in others)


def _overlap(one: Period, other: Period) -> bool:
    begins = max(one.start.latest, other.start.latest)
    return begins < min(one.end.earliest, other.end.earliest)


def _vacancies(held: Sequence[Edge]) -> Iterator[tuple[str, str]]:
    """Yield the first and last day before each holder on which no claim allows any; "" for none."""
    periods = [[claim.period for claim in edge.supporting or edge.claims] for edge in held]
    last = dates.EARLIEST
    for allowed in periods:
        start = min(one.start.earliest for one in allowed)
        first, before = last + 1, start - 1
        is_vacant = dates.EARLIEST < last < dates.LATEST and first <= before
        if is_vacant and not any(
            dates.can_overlap(one, first, before) for others in periods for one in others
        ):
            yield dates.day_text(first), dates.day_text(before)
        else:
            yield "", ""
        last = max(last, *(one.end.latest for one in allowed))


def _renamed(
    engine: Engine, position: Entity, edges: Sequence[Edge]
) -> tuple[tuple[Entity, str], ...]:
    """Return the offices that a succession names, and those with similar names."""
    reasons: dict[str, str] = {}
    for edge in edges:
        if edge.relation in SUCCESSIONS and position.id in (edge.source, edge.target):
            reasons[edge.other(position.id)] = edge.relation.replace("_", " ")
    for match in engine.find(position.name, 6):
        if match.id != position.id and match.score > 0.75:  # noqa: PLR2004 - near enough to be worth a look
            reasons.setdefault(match.id, match.reason)
    others = engine.entities(reasons)
    return tuple(
        (entity, reasons[one])
        for one, entity in others.items()
        if entity.type == position.type and one != position.id
    )
