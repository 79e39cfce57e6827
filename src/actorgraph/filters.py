"""The one filter that every question can carry: which edges stay.

Leaves out which engine stores the edges; engines hand their claims here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import claims as claims_module
from actorgraph import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.claims import Claim, Edge


@dataclass(frozen=True, slots=True)
class Filter:
    """What a question leaves out. Every part that is empty or None leaves out nothing.

    Attributes:
        as_of: a day; edges that cannot have held on it go, the others are marked yes or possible.
        since, until: days; edges that cannot have held between them go.
        types: entity types; an edge stays when its ends, other than those asked about, have one.
        relations: relation words.
        statuses: an edge stays, with all its claims, when one of its claims has one of these.
        certainties: an edge stays when its certainty is one of these.
        without: ids or names of speakers, relays, documents or publishers that are not trusted:
            claims that rest on one of them go, and verdicts and origins are computed without them.
        min_origins: edges with fewer independent origins go.
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
        """Whether it leaves out nothing."""
        return self == NOTHING_LEFT_OUT

    def edges(self, claims: Iterable[Claim]) -> list[Edge]:
        """The edges that the claims add up to and that stay; entity types are the engine's part."""
        if self.without:
            claims = (claim for claim in claims if not claim.sources & self.without)
        if self.relations:
            claims = (claim for claim in claims if claim.relation in self.relations)
        edges = [edge for edge in claims_module.edges_of(claims) if self._keeps(edge)]
        return edges if self.as_of is None else claims_module.as_of(edges, self.as_of)

    def _keeps(self, edge: Edge) -> bool:
        return (
            edge.origins >= self.min_origins
            and (not self.certainties or edge.certainty in self.certainties)
            and (not self.statuses or any(c.status in self.statuses for c in edge.claims))
            and (
                (self.since is None and self.until is None)
                or dates.can_overlap(
                    edge.period,
                    dates.EARLIEST if self.since is None else self.since,
                    dates.LATEST if self.until is None else self.until,
                )
            )
        )


NOTHING_LEFT_OUT = Filter()
