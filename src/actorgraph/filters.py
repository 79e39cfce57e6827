"""The filter of a question: it alone decides which edges stay.

Engines pass their claims to it. An engine that filters single rows for speed calls `keeps_kind`,
`keeps_type` and `window`, so that its answer is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.claims import as_of, edges_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from actorgraph.claims import Claim, Edge


@dataclass(frozen=True, slots=True)
class Filter:
    """The edges that a question leaves out. Every part that is empty or None leaves out nothing.

    Attributes:
        as_of: a day; edges that cannot have held on it are left out, the others are marked yes or
            possible.
        since, until: days; edges that cannot have held between them are left out.
        types: entity types; an edge stays when its ends, other than those asked about, have one.
        relations: relation words.
        statuses: an edge stays, with all its claims, when one of its claims has one of these.
        certainties: an edge stays when its certainty is one of these.
        without: ids or names of speakers, relays, documents or publishers that are not trusted:
            claims that cite one are left out, and verdicts and origins are computed without them.
        min_origins: edges with fewer independent origins are left out.
    """

    as_of: int | None = None
    since: int | None = None
    until: int | None = None
    types: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    certainties: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    min_origins: int = 0

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
        if self.without:
            claims = (claim for claim in claims if not claim.sources & self.without)
        if self.relations:
            claims = (claim for claim in claims if claim.relation in self.relations)
        edges = [edge for edge in edges_of(claims) if self._keeps(edge)]
        return edges if self.as_of is None else as_of(edges, self.as_of)

    def keeps_type(self, entity_type: str) -> bool:
        """Return whether an entity of this type can be an end of an edge that stays."""
        return not self.types or entity_type in self.types

    def keeps_kind(
        self, relation: str, statuses: Collection[str], certainty: str, origins: int
    ) -> bool:
        """Return whether an edge can stay, whatever its dates and its ends are.

        Args:
            statuses: the statuses of its claims.
        """
        return (
            origins >= self.min_origins
            and (not self.relations or relation in self.relations)
            and (not self.certainties or certainty in self.certainties)
            and (not self.statuses or not self.statuses.isdisjoint(statuses))
        )

    def _keeps(self, edge: Edge) -> bool:
        statuses = {claim.status for claim in edge.claims}
        return self.keeps_kind(
            edge.relation, statuses, edge.certainty, edge.origins
        ) and dates.can_overlap(edge.period, *self.window)


NOTHING_LEFT_OUT = Filter()
