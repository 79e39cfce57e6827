"""What the edges of a graph add up to, counted one by one where a store does not count itself."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.engine import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.claims import Edge, Entity


def count(edges: Iterable[Edge], entities: Iterable[Entity], *, connected: bool) -> Counts:
    """Count edges and entities.

    Args:
        connected: count only entities that have one of the edges.
    """
    counts = _Counts()
    for edge in edges:
        counts.add(edge)
    types = Counter(one.type for one in entities if not connected or one.id in counts.ends)
    return Counts(
        types=types,
        relations=counts.relations,
        verdicts=counts.verdicts,
        statuses=counts.statuses,
        certainties=counts.certainties,
        publishers=counts.publishers,
        documents=len(counts.documents),
        speakers=len(counts.speakers),
        earliest=counts.earliest,
        latest=counts.latest,
    )


class _Counts:
    def __init__(self) -> None:
        self.relations: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.statuses: Counter[str] = Counter()
        self.certainties: Counter[str] = Counter()
        self.publishers: Counter[str] = Counter()
        self.documents: set[str] = set()
        self.ends: set[str] = set()
        self.speakers: set[str] = set()
        self.earliest, self.latest = dates.LATEST, dates.EARLIEST

    def add(self, edge: Edge) -> None:
        self.ends |= {edge.source, edge.target}
        self.relations[edge.relation] += 1
        self.verdicts[edge.verdict] += 1
        self.certainties[edge.certainty] += 1
        for claim in edge.claims:
            self.statuses[claim.status] += 1
            self.documents |= {claim.document} - {""}
            self.speakers |= set(claim.speakers)
            if claim.publisher:
                self.publishers[claim.publisher] += 1
        named = edge.named_days
        self.earliest = min(named | {self.earliest})
        self.latest = max(named | {self.latest})
