"""The filter of a question: it alone decides which edges stay.

Engines pass their claims to it. An engine that filters single rows for speed calls `keeps_kind`,
`keeps_type` and `window`, so that its answer is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.edges import DENIED, as_of, edges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge


class Filter(NamedTuple):
    """The edges that a question leaves out. Every part that is empty or None leaves out nothing.

    Attributes:
        as_of: a day; edges that cannot have held on it are left out, the others are marked yes,
            possible or planned; what everybody denies is marked no.
        since, until: days; edges of which no claim can have held between them are left out.
        types: entity types; an edge stays when its ends, other than those asked about, have one.
        relations: relation words; an inverse word (owned_by) is the relation itself (owns).
        statuses: an edge stays, with all its claims, when one of its claims has one of these.
        certainties: an edge stays when its certainty is one of these.
        assessments: an edge stays when one of its claims has one of these; rejected claims are used
            only when this names them.
        speakers: ids or names; only claims that one of them says are used.
        without: ids or names of speakers, relays, documents or publishers that are not trusted:
            claims that cite one are left out, and verdicts and origins are computed without them.
        min_origins: edges with fewer independent origins are left out.
        linking: edges of what is said of another claim are left out, and denied, planned and
            conditional edges and those of reporting, unless
            `through`, `statuses`, `certainties` or `relations` name them: what happened links two
            entities, a plan, a denial or a report does not.
        through: the words of THROUGH_RELATIONS that link nevertheless.
    """

    as_of: int | None = None
    since: int | None = None
    until: int | None = None
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    certainties: frozenset[str] = frozenset()
    assessments: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    min_origins: int = 0
    linking: bool = False
    through: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Return whether the filter leaves out nothing."""
        return self == NOTHING_LEFT_OUT

    @property
    def window(self) -> tuple[int, int]:
        """The first and the last day on one of which an edge must be able to have held."""
        since = max(day for day in (self.since, self.as_of, dates.EARLIEST) if day is not None)
        until = min(day for day in (self.until, self.as_of, dates.LATEST) if day is not None)
        return since, until

    @property
    def of_links(self) -> Filter:
        """The same filter, which also leaves out the edges that link nothing."""
        return self._replace(linking=True)

    def edges(
        self,
        claims: Iterable[Claim],
        type_of: Callable[[str], str],
        asked: Collection[str] = (),
    ) -> list[Edge]:
        """Group claims into edges and return the edges that stay.

        Args:
            type_of: returns the type of the entity with an id.
            asked: ids of entities that the question is about; they may have any type.
        """
        edges = self.edges_of_any_type(claims)
        if not self.types:
            return edges

        def stays(end: str) -> bool:
            return end in asked or self.keeps_type(type_of(end))

        return [edge for edge in edges if stays(edge.source) and stays(edge.target)]

    def edges_of_any_type(self, claims: Iterable[Claim]) -> list[Edge]:
        """Return the edges that stay whatever the types of their ends.

        Called by engines that have filtered entity types themselves.
        """
        edges = [edge for edge in edges_of(filter(self.uses, claims)) if self._keeps(edge)]
        return edges if self.as_of is None else as_of(edges, self.as_of)

    def uses(self, claim: Claim) -> bool:
        """Return whether a claim is used at all; what it adds up to with others comes later."""
        return self.keeps_relation(claim.relation) and self.uses_source(claim)

    def uses_source(self, claim: Claim) -> bool:
        """Return whether a claim, of a relation or of an entity alone, is used for who says it."""
        return (
            (claim.assessment != schema.REJECTED or schema.REJECTED in self.assessments)
            and (not self.without or not claim.sources & self.without)
            and (not self.speakers or not self.speakers.isdisjoint(claim.speakers))
        )

    def keeps_claim(self, claim: Claim) -> bool:
        """Return whether a claim by itself is of the kinds and the time that are asked for."""
        return (
            (not self.statuses or claim.status in self.statuses)
            and (not self.certainties or claim.certainty in self.certainties)
            and (not self.assessments or claim.assessment in self.assessments)
            and dates.can_overlap(claim.period, *self.window)
        )

    def keeps_relation(self, relation: str) -> bool:
        """Return whether a relation word, or the word that it inverts, is among those asked for."""
        return not self.relations or schema.main_word(relation) in map(
            schema.main_word, self.relations
        )

    def keeps_type(self, entity_type: str) -> bool:
        """Return whether an entity of this type can be an end of an edge that stays."""
        return not self.types or entity_type in self.types

    def keeps_kind(self, edge: Edge) -> bool:
        """Return whether an edge can stay, whatever its dates and its ends are."""
        return (
            edge.origins >= self.min_origins
            and self.keeps_relation(edge.relation)
            and (not self.certainties or edge.certainty in self.certainties)
            and (not self.statuses or any(c.status in self.statuses for c in edge.claims))
            and (not self.assessments or any(c.assessment in self.assessments for c in edge.claims))
            and (not self.linking or not self.barriers(edge))
        )

    def is_in_window(self, edge: Edge) -> bool:
        """Return whether one of the claims of an edge allows that it held in the window."""
        since, until = self.window
        return (since, until) == (dates.EARLIEST, dates.LATEST) or any(
            dates.can_overlap(claim.period, since, until)
            for claim in edge.supporting or edge.claims
        )

    def barriers(self, edge: Edge) -> list[str]:
        """Return why an edge links nothing: about, or a word of THROUGH_RELATIONS not asked for."""
        return self._barriers(edge.lead, is_denied=edge.verdict == DENIED)

    def why_uncounted(self, claim: Claim) -> str:
        """Return why a claim that is asked for links nothing by itself.

        Returns:
            A word of THROUGH_RELATIONS, about or rejected; "" if it links, or is not asked for.
        """
        if claim.assessment == schema.REJECTED and not self.assessments:
            asked, reasons = (
                self._replace(assessments=frozenset({schema.REJECTED})),
                [schema.REJECTED],
            )
        else:
            asked, reasons = self, self._barriers(claim, is_denied=claim.status == DENIED)
        return reasons[0] if reasons and asked.uses(claim) and asked.keeps_claim(claim) else ""

    def _barriers(self, lead: Claim, *, is_denied: bool) -> list[str]:
        barriers = [schema.ABOUT] if lead.about else []
        if is_denied and DENIED not in self.statuses:
            barriers.append(DENIED)
        if lead.mode and lead.certainty not in self.certainties:
            barriers.append(lead.mode)
        if lead.relation in schema.REPORTING_RELATIONS and not self.relations:
            barriers.append(schema.REPORTING)
        return [barrier for barrier in barriers if barrier not in self.through]

    def _keeps(self, edge: Edge) -> bool:
        return self.keeps_kind(edge) and self.is_in_window(edge)


NOTHING_LEFT_OUT = Filter()
