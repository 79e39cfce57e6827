"""Contradictions between claims, dates, holders of offices and names.

Each conflict names the claims it rests on, so that a reader can decide. Nothing is corrected and
nothing is merged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.attributes import attributes_of, exclusive
from actorgraph.edges import CONTESTED, DENIED, can_be_same, edge_key, in_order
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import limit_given, values_among
from actorgraph.queries.holders import overlap_surely
from actorgraph.queries.mentions import named_in
from actorgraph.queries.overowned import Overowned, overowned
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.similar_names import similar_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.attributes import Attribute
    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

DATES_DIFFER = "dates-differ"
IMPOSSIBLE_DATES = "impossible-dates"
TWO_HOLDERS = "two-holders"
SAID_TOO_EARLY = "said-too-early"
OVEROWNED = "more-than-100-percent"
SIMILAR_NAMES = "similar-names"
ATTRIBUTES = "attributes"
KINDS = (
    CONTESTED,
    DATES_DIFFER,
    IMPOSSIBLE_DATES,
    TWO_HOLDERS,
    SAID_TOO_EARLY,
    OVEROWNED,
    ATTRIBUTES,
    SIMILAR_NAMES,
)

LISTED = 50
"""How many conflicts of one kind are listed; the others are counted."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that cannot both be true, or hardly.

    Attributes:
        kind: one of KINDS.
        entities: the ids of the entities it is about; first the one outside of whose time it lies.
            Of similar names two or, where a name is common, more.
        edges: the edges it rests on; of what was said too early the announcement comes second.
        claims: what was said too early.
        reason: why names can be one.
        attribute: values of one column of the entity of which not all can be right.
        overowned: the company, which comes first, with what its owners are said to have of it.
    """

    kind: str
    entities: tuple[str, ...]
    edges: tuple[Edge, ...] = ()
    claims: tuple[Claim, ...] = ()
    reason: str = ""
    attribute: Attribute | None = None
    overowned: Overowned | None = None


@dataclass(frozen=True, slots=True)
class Conflicts:
    """All conflicts of a graph, kind by kind; of similar names the most likely first.

    Attributes:
        found: at most as many of each kind as were asked for.
        counts: the number of all conflicts of each kind that has any, also of those not listed.
        likenesses: the number of all similar names, by why they can be one.
        rejected: the number of rejected claims that are not used.
        kinds: the kinds that were looked for.
        is_filtered: whether a filter may have left something out.
        names_compared: of how many entities, the first of the data, names were compared; None means
            of all of them.
    """

    found: tuple[Conflict, ...]
    others: Mapping[str, Entity]
    counts: Mapping[str, int]
    likenesses: Mapping[str, int]
    rejected: int = 0
    kinds: tuple[str, ...] = KINDS
    is_filtered: bool = False
    names_compared: int | None = None

    @property
    def left_out(self) -> int:
        """The number of conflicts that are counted and not listed."""
        return sum(self.counts.values()) - len(self.found)


def conflicts(
    engine: Engine,
    *,
    only: Filter = NOTHING_LEFT_OUT,
    kinds: str | Iterable[str] = (),
    limit: int | None = LISTED,
    most_names: int | None = None,
) -> Conflicts:
    """Find the conflicts of the whole graph.

    Args:
        kinds: the kinds to look for, of KINDS; none means all.
        limit: how many of one kind are listed; all are counted. None means all.
        most_names: of so many entities, the first of the data, names are compared; None means of
            all.

    Raises:
        ArgumentError: if there is no such kind, or a number is not a whole one from 1 on.
    """
    kinds = values_among(KINDS, kinds, argument="kinds") or KINDS
    limit, most_names = limit_given(limit), limit_given(most_names, "most_names")
    names = _Names(most_names)
    found: list[Conflict] = []
    counts: dict[str, int] = {}
    likenesses: Counter[str] = Counter()
    for one in _all_conflicts(engine, only, kinds, names):
        counts[one.kind] = counts.get(one.kind, 0) + 1
        if one.kind == SIMILAR_NAMES:
            likenesses[likeness(one.reason)] += 1
        if limit is None or counts[one.kind] <= limit:
            found.append(one)
    ids = named_in(edge for conflict in found for edge in conflict.edges)
    ids += [one for conflict in found for one in conflict.entities]
    attributes = filter(None, (conflict.attribute for conflict in found))
    ids += [one for attribute in attributes for one in attribute.cited]
    others = engine.entities(dict.fromkeys(ids), only)
    uses_claims = set(kinds) != {SIMILAR_NAMES}
    rejected = rejected_claims(only, engine.all_edges) if uses_claims else 0
    by_likeness = dict(likenesses.most_common())
    return Conflicts(
        tuple(found),
        others,
        counts,
        by_likeness,
        rejected,
        tuple(kinds),
        is_filtered=not only.is_empty,
        names_compared=None if names.are_all_compared else names.most,
    )


class _Names:
    """How many names are compared.

    Args:
        most: of so many entities at most; None means of all.

    Attributes:
        are_all_compared: known after they were.
    """

    def __init__(self, most: int | None) -> None:
        self.most = most
        self.are_all_compared = True

    def similar(self, engine: Engine, only: Filter) -> Iterator[Conflict]:
        """Yield those that can belong to one."""
        found, self.are_all_compared = similar_names(engine, only, self.most)
        for one in found:
            yield Conflict(SIMILAR_NAMES, one.ids, reason=one.reason)


def likeness(reason: str) -> str:
    """Return why names can be one without the words that differ, to count by."""
    return reason.partition(":")[0].partition(" of ")[0]


def _all_conflicts(
    engine: Engine, only: Filter, kinds: Iterable[str], names: _Names
) -> Iterator[Conflict]:
    """Yield conflicts kind by kind; edges are read only for kinds that rest on them."""
    searches = {
        CONTESTED: _contested,
        DATES_DIFFER: _dates_differ,
        IMPOSSIBLE_DATES: _impossible_dates,
        TWO_HOLDERS: _two_holders,
        SAID_TOO_EARLY: _said_too_early,
    }
    asked = [search for kind, search in searches.items() if kind in kinds]
    if asked or OVEROWNED in kinds:
        edges = list(engine.edges_in_doubt(only))
        ends = dict.fromkeys(end for edge in edges for end in (edge.source, edge.target))
        entities = engine.entities(ends, only)
        for search in asked:
            yield from search(edges, entities)
        if OVEROWNED in kinds:
            yield from _overowned(edges, only)
    if ATTRIBUTES in kinds:
        yield from _attributes(engine.entities_in_doubt(only))
    if SIMILAR_NAMES in kinds:
        yield from names.similar(engine, only)


def _contested(edges: Sequence[Edge], _: Mapping[str, Entity]) -> Iterator[Conflict]:
    for edge in edges:
        if edge.verdict == CONTESTED:
            yield Conflict(CONTESTED, (edge.source, edge.target), (edge,))


def _dates_differ(edges: Sequence[Edge], _: Mapping[str, Entity]) -> Iterator[Conflict]:
    """Yield edges of one relation whose dates exclude each other though they can overlap.

    Two half-dated claims, one with the beginning and one with the end, exclude nothing. A denial
    gives no dates.
    """
    groups: dict[tuple[str, ...], list[Edge]] = {}
    for edge in edges:
        if edge.verdict != DENIED and (edge.start_date or edge.end_date):
            groups.setdefault(edge_key(edge.lead), []).append(edge)
    for group in groups.values():
        ordered = in_order(group)
        for number, one in enumerate(ordered):
            for other in ordered[number + 1 :]:
                if _contradict(one, other):
                    yield Conflict(DATES_DIFFER, (one.source, one.target), (one, other))


def _contradict(one: Edge, other: Edge) -> bool:
    """Whether two edges can be one period with two datings, not one period after the other."""
    first, second = one.period, other.period
    if dates.is_inverted(first) or dates.is_inverted(second) or can_be_same(first, second):
        return False
    return not (_can_precede(first, second) or _can_precede(second, first))


def _can_precede(one: dates.Period, other: dates.Period) -> bool:
    """Whether dates given allow that one period ended by the day on which the other began.

    It surely did where no date allows a common day. A date that is not given allows nothing here:
    two beginnings without an end are two datings of one period.
    """
    if one.end.latest < other.start.earliest:
        return True
    is_given = {dates.EARLIEST, dates.LATEST}.isdisjoint((*one.end, *other.start))
    return is_given and one.end.earliest <= other.start.latest


def _impossible_dates(edges: Sequence[Edge], entities: Mapping[str, Entity]) -> Iterator[Conflict]:
    for edge in edges:
        ends = (edge.source, edge.target)
        if dates.is_inverted(edge.period):
            yield Conflict(IMPOSSIBLE_DATES, ends, (edge,))
            continue
        for one in ends:
            entity = entities[one]
            if entity.kind != "event" and (entity.start_date or entity.end_date):
                life = dates.period(entity.start_date, entity.end_date)
                if _outside(edge, life):
                    yield Conflict(IMPOSSIBLE_DATES, (one, edge.other(one)), (edge,))


def _outside(edge: Edge, life: dates.Period) -> bool:
    if edge.verdict == DENIED or not (edge.start_date or edge.end_date):
        return False
    when = edge.period
    return when.end.latest < life.start.earliest or when.start.earliest > life.end.latest


def _two_holders(edges: Sequence[Edge], entities: Mapping[str, Entity]) -> Iterator[Conflict]:
    held: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        if edge.relation in schema.OFFICE_RELATIONS and edge.is_done:
            role = "" if entities[edge.target].kind == "position" else edge.role
            held.setdefault((edge.target, role), []).append(edge)
    for (position, _role), tenures in held.items():
        if len(tenures) < 2 or entities[position].extra.get("seats", "1") not in ("", "1"):  # noqa: PLR2004
            continue
        for one, other in _overlapping(tenures):
            ids = (position, one.source, other.source)
            yield Conflict(TWO_HOLDERS, ids, (one, other))


def _overlapping(edges: Sequence[Edge]) -> Iterator[tuple[Edge, Edge]]:
    ordered = sorted(edges, key=lambda edge: edge.period.start.latest)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.period.start.latest >= one.period.end.earliest:
                break
            if one.source != other.source and overlap_surely(one, other):
                yield one, other


def _said_too_early(edges: Sequence[Edge], _: Mapping[str, Entity]) -> Iterator[Conflict]:
    """Yield what was said before it happened, plans aside, or before its first announcement."""
    announced = {
        edge.target: edge
        for edge in edges
        if edge.relation in schema.ANNOUNCING_RELATIONS
        and edge.start_date
        and "first" in _announcement(edge)
    }
    for edge in edges:
        if not edge.lead.mode and edge.start_date:
            for claim in edge.supporting:
                stated = _stated_on(claim)
                if stated is not None and stated.latest < edge.period.start.earliest:
                    yield Conflict(SAID_TOO_EARLY, (edge.source, edge.target), (edge,), (claim,))
                    break
    for event, first in announced.items():
        yield from _before_announcement(event, first, edges)


def _announcement(edge: Edge) -> str:
    return f"{edge.relation} {edge.role}".lower()


def _before_announcement(event: str, first: Edge, edges: Sequence[Edge]) -> Iterator[Conflict]:
    """Yield claims about an event or its participants that precede its first announcement."""
    day = first.period.start.earliest
    relations = (schema.by_main_word(e.source, e.relation, e.target) for e in edges)
    at_the_event = {event} | {
        who for who, *what in relations if what == [schema.PARTICIPANT, event]
    }
    seen = set()
    for edge in edges:
        touches = event in (edge.source, edge.target) or (
            edge.source in at_the_event or edge.target in at_the_event
        )
        if edge is first or not touches:
            continue
        for claim in edge.claims:
            stated = _stated_on(claim)
            key = (claim.speakers, claim.statement_date)
            if stated is None or stated.latest >= day or key in seen:
                continue
            if event not in (edge.source, edge.target) and edge.relation not in _VISITING:
                continue
            seen.add(key)
            yield Conflict(SAID_TOO_EARLY, (event, edge.source), (edge, first), (claim,))


_VISITING = frozenset({"invited", "visited", "present_in", "met_with"})


def _stated_on(claim: Claim) -> dates.Bounds | None:
    return dates.span(claim.statement_date) if claim.statement_date else None


def _overowned(edges: Sequence[Edge], only: Filter) -> Iterator[Conflict]:
    for one in overowned(edges, only):
        ids = (one.company, *(link.owner for link in one.links))
        its = tuple(edge for link in one.links for edge in link.edges)
        yield Conflict(OVEROWNED, ids, its, overowned=one)


def _attributes(entities: Iterable[Entity]) -> Iterator[Conflict]:
    """Yield what descriptions of one entity say differently though one at most can be right."""
    for entity in entities:
        for attribute in attributes_of(entity):
            if values := exclusive(attribute):
                conflicting = attribute._replace(values=values)
                yield Conflict(ATTRIBUTES, (entity.id,), attribute=conflicting)
