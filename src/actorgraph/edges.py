"""Edges: what claims that state the same thing add up to, and never more than one of them says.

An edge shows one of its claims as a whole, the lead. Dates are never combined across claims, and
each claim by itself answers what held on a day. Every engine passes its rows to these functions, so
that all follow one rule. Leaves out where rows come from and how answers look;
docs/explanation/verdicts.md explains the rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.dates import edtf
from actorgraph.origins import origins

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from actorgraph.claims import Claim
    from actorgraph.dates import Holds, Period

CONTESTED = "contested"
CONFIRMED = schema.CONFIRMED
DENIED = schema.DENIED
CORROBORATED = "corroborated"
SINGLE_ORIGIN = "single-origin"
OUR_READING = "our-reading"
UNSOURCED = "unsourced"
VERDICTS = (CORROBORATED, SINGLE_ORIGIN, UNSOURCED, OUR_READING, CONTESTED, DENIED)

FROM_WEAK_TO_STRONG = (OUR_READING, UNSOURCED, CONTESTED, SINGLE_ORIGIN, CONFIRMED, CORROBORATED)
"""How well founded what happened is; one origin that confirms is stronger than another one."""

ENOUGH_TO_CORROBORATE = 2

Support = tuple[int, int, int]
"""How well founded an edge is; to compare, not to add."""


class Edge(NamedTuple):
    """An edge: the sum of the claims that state the same relation.

    Attributes:
        source, target, relation, role, certainty: those of the lead.
        start_date, end_date: those of the lead or, if it gives none, of `dated_by`.
        lead: the claim that the edge shows as a whole.
        dated_by: the claim whose dates are shown: the lead, or the best of those that give a date.
        claims: every claim, denials included, in the order of the file.
        verdict: one of VERDICTS, computed from the claims.
        origins: the number of independent origins that support it.
        holds: whether it held on the day that was asked for; None when no day was.
        day: the day that was asked for.
        derived: True when no row states the edge itself.
    """

    source: str
    target: str
    relation: str
    role: str
    tenure: str
    start_date: str
    end_date: str
    certainty: str
    verdict: str
    origins: int
    claims: tuple[Claim, ...]
    lead: Claim
    dated_by: Claim
    holds: Holds | None = None
    derived: bool = False
    day: int | None = None

    @property
    def is_symmetric(self) -> bool:
        """Whether it is the same from either end."""
        return self.lead.is_symmetric

    @property
    def inferred(self) -> tuple[str, ...]:
        """The parts of what it shows that the compiler of the data reads into what was said."""
        parts = tuple(part for part in self.lead.inferred if part != "date")
        return (*parts, "date") if "date" in self.dated_by.inferred else parts

    @property
    def period(self) -> Period:
        """When the relation held, as the claim that dates it says."""
        return self.dated_by.period

    @property
    def supporting(self) -> tuple[Claim, ...]:
        """The claims that do not deny it."""
        return tuple(claim for claim in self.claims if claim.status != DENIED)

    @property
    def is_done(self) -> bool:
        """Whether somebody says that it is so, and not only that it is planned or conditional."""
        return bool(self.supporting) and not self.lead.mode

    @property
    def confirming(self) -> tuple[Claim, ...]:
        """The claims that confirm it."""
        return tuple(claim for claim in self.claims if claim.status == CONFIRMED)

    @property
    def denying(self) -> tuple[Claim, ...]:
        """The claims that deny it."""
        return tuple(claim for claim in self.claims if claim.status == DENIED)

    @property
    def confirmed_by(self) -> tuple[str, ...]:
        """The speakers who confirm it, each once, in the order of the claims."""
        return _speakers(self.confirming)

    @property
    def denied_by(self) -> tuple[str, ...]:
        """The speakers who deny it, each once, in the order of the claims."""
        return _speakers(self.denying)

    @property
    def origins_of_date(self) -> int:
        """The number of independent origins that give the dates that it shows.

        Dates that the compiler of the data reads into a statement are given by nobody else.
        """
        return origins(self.giving_dates)

    @property
    def giving_dates(self) -> tuple[Claim, ...]:
        """The supporting claims that themselves give the dates that it shows."""
        dates_shown = _days((self.start_date, self.end_date))
        return tuple(
            claim
            for claim in self.supporting
            if _days((claim.start_date, claim.end_date)) == dates_shown
            and "date" not in claim.inferred
        )

    @property
    def holding(self) -> tuple[Claim, ...]:
        """The claims that by themselves say of the day asked for what the edge says."""
        if self.day is None:
            return ()
        day = self.day
        return tuple(claim for claim in self.supporting if claim.holds_on(day) is self.holds)

    @property
    def excluding(self) -> tuple[Claim, ...]:
        """The claims that say no to the day asked for: by their dates, or by denying it."""
        if self.day is None:
            return ()
        day = self.day
        return tuple(
            claim
            for claim in self.claims
            if (claim.holds_on(day) is dates.Holds.NO) != (claim.status == DENIED)
        )

    @property
    def named_days(self) -> set[int]:
        """The first and last days of its start and end date; open and unknown sides have none."""
        return {day for side in self.period for day in side} - {dates.EARLIEST, dates.LATEST}

    @property
    def support(self) -> Support:
        """How well founded the edge is."""
        return _support(self)

    @property
    def key(self) -> tuple[str, ...]:
        """What the edge states: the same in every run and order of rows."""
        return (*edge_key(self.lead), self.start_date, self.end_date)

    @property
    def id(self) -> str:
        """A digest of what the edge states."""
        from hashlib import blake2b

        return blake2b("\x1f".join(self.key).encode(), digest_size=8).hexdigest()

    def other(self, entity_id: str) -> str:
        """Return the end that is not the given one; for a loop, the same one."""
        return self.target if self.source == entity_id else self.source


def edges_of(claims: Iterable[Claim]) -> list[Edge]:
    """Group claims into edges, in the order of their first claims.

    Claims form one edge when relation, role, tenure, ends and the claim that they speak of are
    equal (in a symmetric relation the ends in either order and whatever the role), their periods
    can be the same, and all of them say that it happened, or all that it is planned, or all that it
    depends on a condition. A denial belongs to every edge of its relation and ends that its date,
    role and tenure allow; an empty cell allows all. The order of the claims changes only the order
    of the edges.
    """
    groups: dict[tuple[str, ...], list[tuple[int, Claim]]] = {}
    for numbered in enumerate(claims):
        groups.setdefault(group_key(numbered[1]), []).append(numbered)
    edges = [
        (min(map(_number, members)), edge_of([claim for _, claim in sorted(members, key=_number)]))
        for group in groups.values()
        for members in ([group] if len(group) == 1 else _members(group))
    ]
    return [edge for _, edge in sorted(edges, key=_number)]


def edge_of(claims: Sequence[Claim]) -> Edge:
    """Make one edge of claims that are known to state the same relation, denials included."""
    supporting = [claim for claim in claims if claim.status != DENIED]
    lead = claims[0] if len(claims) == 1 else min(claims, key=rank)
    dated = [claim for claim in supporting or claims if claim.is_dated]
    dated_by = lead if lead.is_dated or not dated else min(dated, key=rank)
    number = origins(supporting)
    return Edge(
        source=lead.source,
        target=lead.target,
        relation=lead.relation,
        role=lead.role,
        tenure=lead.tenure,
        start_date=dated_by.start_date,
        end_date=dated_by.end_date,
        certainty=lead.certainty,
        verdict=_verdict(claims, supporting, number),
        origins=number,
        claims=tuple(claims),
        lead=lead,
        dated_by=dated_by,
        derived=all(claim.derived for claim in claims),
    )


def group_key(claim: Claim) -> tuple[str, ...]:
    """Return what claims have in common if one can be part of the edge of the other or contest it.

    A store that knows which rows are alone with their key knows which are edges of their own.
    """
    word = schema.main_word(claim.relation)
    # What is said of another claim is no part of any verdict but its own.
    of = (claim.about,) if claim.about else ()
    if claim.is_symmetric:
        return (word, *sorted((claim.source, claim.target)), "symmetric", *of)
    if word != claim.relation:
        return (word, claim.target, claim.source, "", *of)
    return (word, claim.source, claim.target, "", *of)


def edge_key(claim: Claim) -> tuple[str, ...]:
    """Return what the claims of one edge have in common, apart from periods that agree."""
    role = "" if claim.is_symmetric else claim.role
    return (*group_key(claim), role, claim.tenure, claim.mode)


def rank(claim: Claim) -> tuple[object, ...]:
    """Return a sort key: the lead of some claims has the least, by what they say, not by rows."""
    width, *sides = _exactness(claim.period)
    return (
        claim.status == DENIED,
        schema.MODES.index(claim.mode),
        not claim.is_sourced,
        bool(claim.inferred),
        claim.status != CONFIRMED,
        schema.CERTAINTIES.index(claim.certainty),
        not claim.is_dated,
        width,
        dates.span(claim.statement_date) if claim.statement_date else (dates.LATEST,) * 2,
        *sides,
        claim.speakers,
        claim.document,
        claim.locator,
        (claim.source, claim.role, claim.start_date, claim.end_date, claim.quote, claim.id),
        (claim.via, claim.place, claim.as_named, claim.note, claim.target, claim.relation),
        (claim.inferred, claim.status, claim.assessment, tuple(sorted(claim.row.items()))),
    )


def can_be_same(one: Period, two: Period) -> bool:
    """Return whether no day that either period names excludes the other."""
    return all(
        a.earliest <= b.latest and b.earliest <= a.latest for a, b in zip(one, two, strict=True)
    )


def is_given(date: str) -> bool:
    """Return whether a cell gives a date, not only a bound such as `[..2018]`."""
    if date in ("", dates.OPEN):
        return bool(date)
    earliest, latest = dates.span(date)
    return earliest != dates.EARLIEST and latest != dates.LATEST


def _days(cells: tuple[str, str]) -> list[str]:
    """Return dates without their times of day, which are not compared."""
    return [edtf.without_time(date) for date in cells]


def _verdict(claims: Sequence[Claim], supporting: Sequence[Claim], origins: int) -> str:
    if not supporting:
        return DENIED
    if len(supporting) < len(claims):
        return CONTESTED
    if origins:
        return CORROBORATED if origins >= ENOUGH_TO_CORROBORATE else SINGLE_ORIGIN
    return OUR_READING if all(claim.is_reading for claim in claims) else UNSOURCED


def _support(edge: Edge) -> Support:
    if edge.verdict == DENIED:
        order = 0
    elif edge.lead.mode:
        order = 1
    elif edge.verdict == SINGLE_ORIGIN and edge.confirming:
        order = 2 + FROM_WEAK_TO_STRONG.index(CONFIRMED)
    else:
        order = 2 + FROM_WEAK_TO_STRONG.index(edge.verdict)
    return (order, -schema.CERTAINTIES.index(edge.certainty), edge.origins)


def as_of(edges: Iterable[Edge], day: int) -> list[Edge]:
    """Return the edges that can have held on a day, each marked with the surest of its claims.

    An edge that everybody denies stays, marked no, if its dates allow the day.
    """
    marked = []
    for edge in edges:
        if edge.supporting:
            holds = max((claim.holds_on(day) for claim in edge.supporting), key=_HOLDS.index)
            stays = holds is not dates.Holds.NO
        else:
            holds = dates.Holds.NO
            stays = any(claim.holds_on(day) is not dates.Holds.NO for claim in edge.claims)
        if stays:
            marked.append(edge._replace(holds=holds, day=day))
    return marked


def in_order(edges: Iterable[Edge]) -> list[Edge]:
    """Sort edges by the latest day on which each can have begun; undated edges come last."""
    return sorted(edges, key=lambda edge: beginning(edge.period))


def beginning(period: Period) -> tuple[int, int]:
    """Return the latest and the earliest day on which a period can have begun, to sort by."""
    start = period.start
    if start.latest != dates.LATEST:
        return start.latest, start.earliest
    return start.earliest if start.earliest != dates.EARLIEST else dates.LATEST, start.earliest


_HOLDS = (dates.Holds.NO, dates.Holds.PLANNED, dates.Holds.POSSIBLE, dates.Holds.YES)
"""The answers to whether something held, from the weakest to the surest."""


def _members(group: list[tuple[int, Claim]]) -> list[list[tuple[int, Claim]]]:
    """Return the numbered claims of each edge of a group; a denial may be in several."""
    denials = [numbered for numbered in group if numbered[1].status == DENIED]
    edges = _clusters([numbered for numbered in group if numbered[1].status != DENIED])
    contesting: set[int] = set()
    for members in edges:
        against = [denial for denial in denials if _contests(denial[1], members)]
        contesting.update(number for number, _ in against)
        members.extend(against)
    return edges + _clusters([denial for denial in denials if denial[0] not in contesting])


def _contests(denial: Claim, members: list[tuple[int, Claim]]) -> bool:
    """Return whether the cells of a denial allow it to speak of an edge."""
    first = members[0][1]
    if denial.mode != first.mode or denial.tenure not in ("", first.tenure):
        return False
    if not denial.is_symmetric and denial.role not in ("", first.role):
        return False
    return all(can_be_same(denial.period, claim.period) for _, claim in members)


def _clusters(claims: list[tuple[int, Claim]]) -> list[list[tuple[int, Claim]]]:
    """Return the numbered claims of each edge, told apart by their keys and their periods."""
    by_key: dict[tuple[str, ...], list[tuple[int, Claim]]] = {}
    for numbered in claims:
        by_key.setdefault(edge_key(numbered[1]), []).append(numbered)
    return [cluster for same_key in by_key.values() for cluster in _by_period(same_key)]


def _by_period(claims: list[tuple[int, Claim]]) -> list[list[tuple[int, Claim]]]:
    """Return numbered claims of one key, joined where their periods can be the same.

    Grouping goes from the most exact period to the least. A period that can be the same as several
    which exclude each other is not assigned to one of them by guess: it stands alone. So do two
    claims of which one gives only a beginning and the other only an end: nobody states the
    interval between.
    """
    clusters: list[_Cluster] = []
    cluster_of: dict[_Dated, _Cluster] = {}
    for dated in sorted({_Dated.of(claim) for _, claim in claims}, key=_Dated.order):
        fitting = [cluster for cluster in clusters if cluster.takes(dated)]
        if len(fitting) != 1:
            fitting = [_Cluster([], [])]
            clusters += fitting
        fitting[0].periods.append(dated)
        cluster_of[dated] = fitting[0]
    for numbered in claims:
        cluster_of[_Dated.of(numbered[1])].members.append(numbered)
    return [cluster.members for cluster in clusters]


class _Dated(NamedTuple):
    """A period, and whether a claim gives its beginning and its end or at most bounds of them."""

    period: Period
    has_start: bool
    has_end: bool

    @classmethod
    def of(cls, claim: Claim) -> _Dated:
        return cls(claim.period, is_given(claim.start_date), is_given(claim.end_date))

    def order(self) -> tuple[int, ...]:
        return (*_exactness(self.period), not self.has_start, not self.has_end)

    def is_opposite(self, other: _Dated) -> bool:
        """Return whether one gives only a beginning and the other only an end."""
        sides = (self.has_start, self.has_end)
        return self.has_start != self.has_end and sides == (other.has_end, other.has_start)


class _Cluster(NamedTuple):
    """Periods that can all be the same, the most exact first, and the claims that state them."""

    periods: list[_Dated]
    members: list[tuple[int, Claim]]

    def takes(self, dated: _Dated) -> bool:
        if not all(can_be_same(dated.period, other.period) for other in self.periods):
            return False
        is_whole = self.periods[0].has_start and self.periods[0].has_end
        return is_whole or not any(map(dated.is_opposite, self.periods))


def _exactness(period: Period) -> tuple[int, int, int, int, int]:
    """Return a sort key: the most exact periods first, then by time."""
    width = sum(side.latest - side.earliest for side in period)
    return (width, *period.start, *period.end)


def _number(numbered: tuple[int, object]) -> int:
    return numbered[0]


def _speakers(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(speaker for claim in claims for speaker in claim.speakers))
