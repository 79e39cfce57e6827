"""Rank entities by a measure of the graph, with a sentence on what the measure means."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import nsmallest
from math import isclose
from typing import TYPE_CHECKING

from actorgraph.engine import WholeGraphMeasures
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.progress import unreported
from actorgraph.queries import measures
from actorgraph.queries.arguments import limit_given, values_among
from actorgraph.queries.whole_graph import edge_pairs, in_order_of_ids, uncounted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine

DEGREE = "degree"
PAGERANK = "pagerank"
BETWEENNESS = "betweenness"
MEASURES = {
    DEGREE: "how many other entities an entity has relations with",
    PAGERANK: "how much an entity is pointed at by entities that are pointed at themselves",
    BETWEENNESS: "how often an entity lies on the shortest paths between others",
}
CAUTION = "A high number says how the data was collected as much as who matters."
EXACT_BETWEENNESS = 2_000
"""Beyond this many entities betweenness is estimated from a sample of them."""
SAMPLE = 200
EVERYBODY = 2**31 - 2
"""One less than the largest limit that every store takes: the next entity is asked for too."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity with its value under a measure."""

    entity: Entity
    value: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entities from the highest value down.

    Attributes:
        meaning: what the measure says, in a sentence.
        sampled: the number of entities from which the measure was estimated; 0 when it is exact.
        uncounted: the number of rows that link nothing and do not count, by the reason.
        is_cut: whether more entities follow.
        is_tied: whether the first of them has the value of the last one here.
    """

    measure: str
    meaning: str
    ranked: tuple[Ranked, ...]
    sampled: int = 0
    uncounted: Mapping[str, int] = field(default_factory=dict)
    is_cut: bool = False
    is_tied: bool = False


def rank(
    engine: Engine,
    *,
    measure: str = DEGREE,
    limit: int | None = 20,
    only: Filter = NOTHING_LEFT_OUT,
    seed: int = 0,
    warn: Callable[[str], None] = unreported,
) -> Ranking:
    """Rank all entities by one of MEASURES.

    What links nothing does not count: relations that are denied, planned or conditional, and
    reporting. PageRank follows the direction of relations, the others do not.

    Args:
        limit: the largest number of entities; None means all.
        seed: seed of the sample from which betweenness is estimated where the graph is large.
        warn: called with the expected cost before a slow computation begins.

    Raises:
        ArgumentError: if there is no such measure, or the limit is not a whole number from 1 on.
    """
    (measure,) = values_among(MEASURES, measure, argument="measure")
    most = limit_given(limit) or EVERYBODY
    sampled = 0
    best = _of_the_store(engine, measure, most + 1, only)
    if best is None:
        linked = in_order_of_ids(edge_pairs(engine, only))
        if measure == PAGERANK:
            values = measures.pagerank(linked)
        elif measure == BETWEENNESS:
            sampled = SAMPLE if len(linked.ids) > EXACT_BETWEENNESS else 0
            measures.say_cost(linked, "Betweenness", sources=sampled or len(linked.ids), warn=warn)
            values = measures.betweenness(linked, sample=sampled, seed=seed)
        else:
            values = measures.degrees(linked)
        pairs = zip(values.tolist(), linked.ids, strict=True)
        least = nsmallest(most + 1, ((-value, one) for value, one in pairs))
        best = [(one, -value) for value, one in least]
    best, further = best[:most], best[most:]
    entities = engine.entities([one for one, _ in best], only)
    return Ranking(
        measure,
        MEASURES[measure],
        tuple(Ranked(entities[one], value) for one, value in best),
        sampled,
        uncounted(engine, only),
        is_cut=bool(further),
        is_tied=any(isclose(value, best[-1][1]) for _, value in further),
    )


def _of_the_store(
    engine: Engine, measure: str, limit: int, only: Filter
) -> list[tuple[str, float]] | None:
    """Return the highest values, or None where the store does not compute the measure itself."""
    if not isinstance(engine, WholeGraphMeasures):
        return None
    if measure == DEGREE:
        return engine.highest_degrees(limit, only)
    if measure == PAGERANK:
        return engine.highest_pageranks(limit, only)
    return None
