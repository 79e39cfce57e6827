"""What is in here: counts of what the data holds and of what it rests on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.filters import NOTHING_LEFT_OUT, Filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.engine import Engine


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
    tally = engine.counts(only)
    return Stats(
        entities=sum(tally.types.values()),
        edges=sum(tally.verdicts.values()),
        claims=sum(tally.statuses.values()),
        types=_ranked(tally.types),
        relations=_ranked(tally.relations),
        verdicts=_ranked(tally.verdicts),
        statuses=_ranked(tally.statuses),
        certainties=_ranked(tally.certainties),
        documents=tally.documents,
        publishers=_ranked(tally.publishers),
        speakers=tally.speakers,
        earliest=dates.day_text(tally.earliest),
        latest=dates.day_text(tally.latest),
        levels=_ranked(Counter(problem.level for problem in engine.problems)),
    )


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
