"""Claims, and what they add up to: edges, verdicts, independent origins, what held on a day.

Pure data and functions on it. Every engine passes its rows to these functions, so that all follow
one rule. Leaves out where rows come from and how answers look.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from actorgraph import dates, schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.dates import Holds, Period

CONTESTED = "contested"
DENIED = "denied"
CONFIRMED = "confirmed"
CORROBORATED = "corroborated"
SINGLE_ORIGIN = "single-origin"
UNSOURCED = "unsourced"
VERDICTS = (CONFIRMED, CORROBORATED, SINGLE_ORIGIN, UNSOURCED, CONTESTED, DENIED)

Support = tuple[int, int, int]
"""The support of an edge; to compare, not to add."""

_VERDICTS_BY_SUPPORT = (DENIED, CONTESTED, UNSOURCED, SINGLE_ORIGIN, CORROBORATED, CONFIRMED)
"""Verdicts from the weakest to the strongest."""

GROUPED_BY = ("source", "relation", "target", "role", "tenure")
"""The columns of `group_key`, for stores that group rows by columns."""
_GROUP = attrgetter(*GROUPED_BY)
ENOUGH_TO_CORROBORATE = 2
SEARCHED_COMBINATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything that can be named: a row of entities.csv, or made from a name in relations.csv.

    Attributes:
        extra: the cells of unknown columns, unchanged.
        derived: True when no row of entities.csv states it.
    """

    id: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    country: str = ""
    start_date: str = ""
    end_date: str = ""
    wikidata_id: str = ""
    url: str = ""
    publisher: str = ""
    published_date: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    derived: bool = False
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by someone, in a document, at a place in it: a row of relations.csv.

    Attributes:
        source, target: entity ids, resolved.
        attributed_to: the speakers that the row names; empty when the document's publisher speaks.
        publisher: the publisher of the document; the host when the document is a bare URL.
        row: the cells as they stand in the file, by our column names; unknown columns included.
        file, line: the file, and the physical line where the row begins.
    """

    source: str
    target: str
    relation: str = ""
    role: str = ""
    tenure: str = ""
    start_date: str = ""
    end_date: str = ""
    place: str = ""
    status: str = "claimed"
    certainty: str = "stated"
    attributed_to: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    statement_date: str = ""
    document: str = ""
    publisher: str = ""
    locator: str = ""
    quote: str = ""
    as_named: str = ""
    assessment: str = ""
    note: str = ""
    id: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)
    derived: bool = False
    row: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    file: str = ""
    line: int = 0

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers that the claim names, else the document's publisher, else nobody."""
        return self.attributed_to or ((self.publisher,) if self.publisher else ())

    @property
    def period(self) -> Period:
        """When the relation held, as far as this claim says."""
        return dates.period(self.start_date, self.end_date)

    @property
    def sources(self) -> frozenset[str]:
        """All that this claim cites: speakers, relays, document, publisher."""
        cited = (*self.attributed_to, *self.via, self.document, self.publisher)
        return frozenset(name for name in cited if name)


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge: the sum of the claims that state the same relation.

    Attributes:
        start_date, end_date: the most exact date that one of the claims states.
        certainty: the strongest among the claims that support the edge.
        claims: every claim, in the order of the file.
        verdict: one of VERDICTS, computed from the claims.
        origins: the number of independent origins that support it.
        holds: whether it held on the day that was asked for; None when no day was.
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
    holds: Holds | None = None
    derived: bool = False

    @property
    def period(self) -> Period:
        """When the relation held."""
        return dates.period(self.start_date, self.end_date)

    @property
    def named_days(self) -> set[int]:
        """The first and last days of its start and end date; open and unknown sides have none."""
        return {day for side in self.period for day in side} - {dates.EARLIEST, dates.LATEST}

    @property
    def support(self) -> Support:
        """The support of the edge."""
        return support(self.verdict, self.certainty, self.origins)

    @property
    def id(self) -> str:
        """A digest of what the edge states: the same in every run and order of rows."""
        from hashlib import blake2b

        parts = (self.source, self.relation, self.target, self.role, self.tenure)
        text = "\x1f".join((*parts, self.start_date, self.end_date, self.certainty))
        return blake2b(text.encode(), digest_size=8).hexdigest()

    def other(self, entity_id: str) -> str:
        """Return the end that is not the given one; for a loop, the same one."""
        return self.target if self.source == entity_id else self.source


def edges_of(claims: Iterable[Claim]) -> list[Edge]:
    """Group claims into edges, in the order of their first claims.

    Claims form one edge when source, relation, target, role and tenure are equal, their dates do
    not contradict each other, and all or none of them are planned. A claim whose dates fit several
    periods of the same relation is not assigned to one of them by guess: it stands alone. The
    order of the claims changes only the order of the edges.
    """
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault(edge_key(claim), []).append(claim)
    return [
        edge_of(cluster)
        for group in groups.values()
        for cluster in ([group] if len(group) == 1 else _clusters(group))
    ]


def edge_key(one: Claim | Edge) -> tuple[str, ...]:
    """Return what the claims of one edge have in common, apart from dates that agree."""
    planned = "planned" if one.certainty == "planned" else ""
    return (*group_key(one), planned)


def group_key(one: Claim | Edge) -> tuple[str, ...]:
    """Return what claims must have in common for one to affect the edge of the other.

    By it a store knows which rows are edges of their own; the columns are GROUPED_BY.
    """
    key: tuple[str, ...] = _GROUP(one)
    return key


def edge_of(claims: list[Claim]) -> Edge:
    """Make one edge of claims that are known to state the same relation."""
    first = claims[0]
    if len(claims) == 1:
        return _edge_of_one(first)
    supporting = [claim for claim in claims if claim.status != DENIED] or claims
    number = origins(supporting)
    return Edge(
        source=first.source,
        target=first.target,
        relation=first.relation,
        role=first.role,
        tenure=first.tenure,
        start_date=_most_exact(supporting, 0),
        end_date=_most_exact(supporting, 1),
        certainty=min((c.certainty for c in supporting), key=schema.CERTAINTIES.index),
        verdict=verdict({claim.status for claim in claims}, number),
        origins=number,
        claims=tuple(claims),
        derived=all(claim.derived for claim in claims),
    )


def _edge_of_one(claim: Claim) -> Edge:
    """Make the edge of a claim that stands alone; it has one origin if anybody says it."""
    number = 1 if claim.speakers or claim.document else 0
    return Edge(
        source=claim.source,
        target=claim.target,
        relation=claim.relation,
        role=claim.role,
        tenure=claim.tenure,
        start_date=claim.start_date,
        end_date=claim.end_date,
        certainty=claim.certainty,
        verdict=verdict({claim.status}, number),
        origins=number,
        claims=(claim,),
        derived=claim.derived,
    )


def verdict(statuses: set[str], number_of_origins: int) -> str:
    """Return the verdict that statuses and the number of independent origins add up to."""
    if DENIED in statuses:
        return CONTESTED if len(statuses) > 1 else DENIED
    if CONFIRMED in statuses:
        return CONFIRMED
    if number_of_origins >= ENOUGH_TO_CORROBORATE:
        return CORROBORATED
    return SINGLE_ORIGIN if number_of_origins else UNSOURCED


def support(verdict: str, certainty: str, origins: int) -> Support:
    """Return how well supported an edge is; planned edges are weaker than all others."""
    planned = certainty == schema.CERTAINTIES[-1]
    less_certain = schema.CERTAINTIES.index(certainty)
    return (-1 if planned else _VERDICTS_BY_SUPPORT.index(verdict), -less_certain, origins)


def origins(claims: Iterable[Claim]) -> int:
    """Count the independent origins of claims.

    It is the largest number of claims of which no two share a speaker, an outlet (the publisher of
    the document at hand), a first relay or a quote. Without relays and quotes this is a maximum
    matching between distinct speakers and distinct outlets. Fewer claims never have more origins.
    """
    voices = set()
    for claim in claims:
        outlet = claim.publisher or claim.document
        relay = claim.via[0] if claim.via else ""
        quote = wording(claim.quote)
        for speaker in claim.speakers or ((outlet,) if outlet else ()):
            voices.add((speaker, outlet, relay, quote))
    outlets_of: dict[str, set[str]] = {}
    for speaker, outlet, _, _ in voices:
        outlets_of.setdefault(speaker, set()).add(outlet)
    if len(outlets_of) <= 1:
        return len(outlets_of)
    most = _matching(outlets_of)
    if most == 1 or not any(relay or quote for _, _, relay, quote in voices):
        return most
    return _most_apart(sorted(voices), most)


def wording(quote: str) -> str:
    """Normalise a quote: quotes of the same words are equal, whatever their case and blanks."""
    return " ".join(quote.casefold().split())


def as_of(edges: Iterable[Edge], day: int) -> list[Edge]:
    """Return the edges that held, or possibly held, on a day, each marked yes or possible."""
    marked = ((edge, dates.holds_on(edge.period, day)) for edge in edges)
    return [replace(edge, holds=holds) for edge, holds in marked if holds is not dates.Holds.NO]


def _matching(outlets_of: dict[str, set[str]]) -> int:
    """Return the size of a maximum bipartite matching, by augmenting paths (Kuhn 1955)."""
    speaker_of: dict[str, str] = {}

    def place(speaker: str, tried: set[str]) -> bool:
        for outlet in sorted(outlets_of[speaker] - tried):
            tried.add(outlet)
            if outlet not in speaker_of or place(speaker_of[outlet], tried):
                speaker_of[outlet] = speaker
                return True
        return False

    return sum(place(speaker, set()) for speaker in sorted(outlets_of))


def _most_apart(voices: list[tuple[str, str, str, str]], most: int) -> int:
    """Search for the largest number of voices that share nothing, at most `most`.

    The search is exact for all data seen so far. Where hundreds of claims quote each other it ends
    early, with a number that is never too large but may be too small.
    """
    best = 0
    tries = SEARCHED_COMBINATIONS

    def take(start: int, chosen: int, used: frozenset[tuple[int, str]]) -> None:
        nonlocal best, tries
        best = max(best, chosen)
        for number in range(start, len(voices)):
            tries -= 1
            if best == most or tries < 0 or chosen + len(voices) - number <= best:
                return
            marks = {(part, text) for part, text in enumerate(voices[number]) if text or part == 1}
            if not marks & used:
                take(number + 1, chosen + 1, used | marks)

    take(0, 0, frozenset())
    return best


def _clusters(group: list[Claim]) -> list[list[Claim]]:
    """Separate claims of one relation whose dates contradict each other."""
    periods = sorted({claim.period for claim in group}, key=_exactness)
    common_periods: list[Period] = []
    cluster_of: dict[Period, int] = {}
    for when in periods:
        fitting = [number for number, other in enumerate(common_periods) if _agree(when, other)]
        if len(fitting) == 1:
            cluster_of[when] = fitting[0]
            common_periods[fitting[0]] = _common(when, common_periods[fitting[0]])
        else:
            cluster_of[when] = len(common_periods)
            common_periods.append(when)
    clusters: dict[int, list[Claim]] = {}
    for claim in group:
        clusters.setdefault(cluster_of[claim.period], []).append(claim)
    return list(clusters.values())


def _exactness(when: Period) -> tuple[int, int, int, int, int]:
    """Return a sort key: the most exact periods first, then by time."""
    width = sum(side.latest - side.earliest for side in when)
    return (width, *when.start, *when.end)


def _agree(one: Period, two: Period) -> bool:
    return all(
        a.earliest <= b.latest and b.earliest <= a.latest for a, b in zip(one, two, strict=True)
    )


def _common(one: Period, two: Period) -> Period:
    sides = (
        dates.Bounds(max(a.earliest, b.earliest), min(a.latest, b.latest))
        for a, b in zip(one, two, strict=True)
    )
    return dates.Period(*sides)


def _most_exact(claims: list[Claim], side: int) -> str:
    """Return the narrowest start (0) or end (1) that a claim states; of equals the earliest."""

    def width(claim: Claim) -> tuple[int, dates.Bounds, str]:
        bounds = claim.period[side]
        return bounds.latest - bounds.earliest, bounds, _cell(claim, side)

    stated = [claim for claim in claims if _cell(claim, side)]
    return _cell(min(stated, key=width), side) if stated else ""


def _cell(claim: Claim, side: int) -> str:
    return claim.end_date if side else claim.start_date
