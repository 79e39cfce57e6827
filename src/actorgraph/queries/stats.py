"""Counts of a graph: its entities, edges and claims, by type, verdict, publisher, ..."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.whole_graph import counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine


MOST_PUBLISHERS = 10
"""So many publishers are named, those with the most claims."""


@dataclass(frozen=True, slots=True)
class Stats:
    """The counts of a graph; each mapping is sorted from the largest number to the smallest.

    Attributes:
        entities, edges, claims: how many there are.
        earliest, latest: the outermost dates of edges, as they are written, or "".
        levels: the number of problems in the data, by level.
        rejected: the number of rejected claims that are not used.
        others: of the first publishers those that are entities, by id.
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
    rejected: int = 0
    others: Mapping[str, Entity] = field(default_factory=dict)


def stats(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT) -> Stats:
    """Count the whole graph; under a filter, only the entities that keep a relation."""
    counted = counts(engine, only)
    return Stats(
        entities=sum(counted.types.values()),
        edges=sum(counted.verdicts.values()),
        claims=sum(counted.statuses.values()),
        types=_ranked(counted.types),
        relations=_ranked(counted.relations),
        verdicts=_ranked(counted.verdicts),
        statuses=_ranked(counted.statuses),
        certainties=_ranked(counted.certainties),
        documents=counted.documents,
        publishers=_ranked(counted.publishers),
        speakers=counted.speakers,
        earliest=counted.earliest,
        latest=counted.latest,
        levels=_ranked(Counter(problem.level for problem in engine.problems)),
        rejected=rejected_claims(only, engine.all_edges),
        others=engine.entities([*_ranked(counted.publishers)][:MOST_PUBLISHERS], only),
    )


def _ranked(numbers: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0])))
