"""The holders of an office in order, with the gaps and overlaps that its dates make certain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.edges import in_order
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims

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
        role: what tells the office from others in one body, where it is no entity of its own.
        before, after: where nobody held it on the day asked for, the last edges that end before
            that day and the first that begin after it.
        renamed: offices that can be this one under another name, each with the reason.
    """

    position: Entity
    role: str
    holders: tuple[Holder, ...]
    before: tuple[Edge, ...] = ()
    after: tuple[Edge, ...] = ()
    renamed: tuple[tuple[Entity, str], ...] = ()

    @property
    def is_held(self) -> bool:
        """Whether somebody is recorded as its holder, not only denied or planned to be."""
        return any(holder.edge.is_done for holder in self.holders)


@dataclass(frozen=True, slots=True)
class Offices:
    """The office that was asked for, or all offices of the body that was asked for.

    Attributes:
        rejected: the number of rejected claims about them that are not used.
        day: the day that was asked for.
    """

    asked: Entity
    offices: tuple[Office, ...]
    others: Mapping[str, Entity]
    rejected: int = 0
    day: int | None = None

    @property
    def edges(self) -> list[Edge]:
        """Every edge that says who holds, held or will hold one of the offices."""
        return [edge for office in self.offices for edge in _edges_of(office)]


def holders(engine: Engine, asked: Entity, *, only: Filter = NOTHING_LEFT_OUT) -> Offices:
    """Fetch the holders of an office, or of all offices of a body.

    Where nobody is recorded on the day asked for, an office names its neighbors in time.
    """
    on_any_day = only._replace(as_of=None)
    edges = engine.touching({asked.id}, on_any_day)
    positions = [asked]
    is_held = any(_holds(edge, asked.id) for edge in edges)
    if not is_held or asked.kind not in ("", "position"):
        inside = [e.source for e in engine.touching({asked.id}, only) if _belongs(e, asked.id)]
        of_the_body = engine.entities(dict.fromkeys(inside)).values()
        positions = [*of_the_body, *([asked] if is_held or not of_the_body else [])]
        edges = engine.touching({one.id for one in positions}, on_any_day)
    asked_about = {one.id for one in positions}
    on_the_day = edges if only.as_of is None else engine.touching(asked_about, only)
    offices = tuple(
        office for one in positions for office in _offices(engine, one, on_the_day, edges, only)
    )
    held = (edge for office in offices for edge in _edges_of(office))
    ids = {asked.id, *(one.id for one in positions)}

    def about_offices(under: Filter) -> list[Edge]:
        edges = engine.touching(ids, under)
        return [e for e in edges if any(_holds(e, one) or _belongs(e, one) for one in ids)]

    rejected = rejected_claims(only, about_offices)
    others = engine.entities([asked.id, *named_in(held)], only)
    return Offices(asked, offices, others, rejected, only.as_of)


def _edges_of(office: Office) -> Iterator[Edge]:
    yield from (holder.edge for holder in office.holders)
    yield from office.before
    yield from office.after


def overlap_surely(one: Edge, other: Edge) -> bool:
    """Whether two edges, as dated, surely share more than the single day of a handover."""
    return _overlap(one.period, other.period)


def _holds(edge: Edge, position: str) -> bool:
    return edge.target == position and edge.relation in schema.OFFICE_RELATIONS


def _belongs(edge: Edge, body: str) -> bool:
    return edge.target == body and edge.relation == schema.POSITION_IN


def _offices(
    engine: Engine,
    position: Entity,
    on_the_day: Sequence[Edge],
    on_any_day: Sequence[Edge],
    only: Filter,
) -> Iterator[Office]:
    """Yield the office that an entity is, or, of a body, one for each role that it gives."""
    of_any_day = _by_role(position, on_any_day)
    of_the_day = _by_role(position, on_the_day)
    renamed = _renamed(engine, position, on_the_day)
    for role in of_any_day or ("",):
        held = in_order(of_the_day.get(role, ()))
        office = Office(position, role, _holders(engine, held, only), renamed=renamed)
        renamed = ()
        if only.as_of is None or office.is_held:
            yield office
        else:
            before, after = _beside(of_any_day.get(role, ()), only.as_of)
            yield replace(office, before=before, after=after)


def _by_role(position: Entity, edges: Sequence[Edge]) -> dict[str, list[Edge]]:
    """Return who holds an entity, by the role in it; the holders of an office have one role."""
    is_office = position.kind == "position"
    by_role: dict[str, list[Edge]] = {}
    for edge in edges:
        if _holds(edge, position.id):
            by_role.setdefault("" if is_office else edge.role, []).append(edge)
    return by_role


def _beside(edges: Sequence[Edge], day: int) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """Return the edges that end last before a day and those that begin first after it."""
    stated = [edge for edge in edges if edge.is_done]
    before = [edge for edge in stated if edge.period.end.latest < day]
    after = [edge for edge in stated if edge.period.start.earliest > day]
    last = max((edge.period.end.latest for edge in before), default=day)
    first = min((edge.period.start.earliest for edge in after), default=day)
    return (
        tuple(edge for edge in before if edge.period.end.latest == last),
        tuple(edge for edge in after if edge.period.start.earliest == first),
    )


def _holders(engine: Engine, held: Sequence[Edge], only: Filter) -> tuple[Holder, ...]:
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
    return tuple(holders)


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
        if entity.kind == position.kind and one != position.id
    )
