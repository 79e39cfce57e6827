"""What is in here: counts of what the data holds and of what it rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.graph import NOTHING_LEFT_OUT, Engine, Filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Edge


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, each mapping from the most to the least.

    Attributes:
        entities, edges, claims: how many there are.
        earliest, latest: the outermost days that any edge names, as YYYY-MM-DD, or "".
        levels: how many problems of which level the data has.
    """

    entities: int
    edges: int
    claims: int
    types: Mapping[str, int]
    relations: Mapping[str, int]
    verdicts: Mapping[str, int]
    statuses: Mapping[str, int]
    certainties: Mapping[str, int]
    documents: int
    publishers: Mapping[str, int]
    speakers: int
    earliest: str
    latest: str
    levels: Mapping[str, int]


def stats(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT) -> Stats:
    """Count the whole graph once; under a filter, those who still have a relation."""
    tally = _Tally()
    for edge in engine.all_edges(only):
        tally.add(edge)
    types = Counter(
        entity.type for entity in engine.all_entities() if only.is_empty or entity.id in tally.ends
    )
    return Stats(
        entities=types.total(),
        edges=tally.verdicts.total(),
        claims=tally.statuses.total(),
        types=_ranked(types),
        relations=_ranked(tally.relations),
        verdicts=_ranked(tally.verdicts),
        statuses=_ranked(tally.statuses),
        certainties=_ranked(tally.certainties),
        documents=len(tally.documents),
        publishers=_ranked(tally.publishers),
        speakers=len(tally.speakers),
        earliest=dates.day_text(tally.earliest),
        latest=dates.day_text(tally.latest),
        levels=_ranked(Counter(problem.level for problem in engine.problems)),
    )


class _Tally:
    """What is counted edge by edge."""

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
        named = {day for side in edge.period for day in side} - {dates.EARLIEST, dates.LATEST}
        self.earliest = min(named | {self.earliest})
        self.latest = max(named | {self.latest})


def _ranked(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
