"""Who matters, by which measure: each with a sentence on what it means and what it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import claims
from actorgraph.graph import NOTHING_LEFT_OUT, Engine, Filter

if TYPE_CHECKING:
    import networkx

    from actorgraph.claims import Entity

DEGREE = "degree"
PAGERANK = "pagerank"
BETWEENNESS = "betweenness"
MEASURES = {
    DEGREE: "how many different others an entity has relations with",
    PAGERANK: "how much an entity is pointed at by others who are pointed at themselves",
    BETWEENNESS: "how often an entity lies on the shortest ways between others",
}
CAUTION = "A high number says how the data was collected as much as who matters."
EXACT_BETWEENNESS = 2_000
"""Beyond this many entities betweenness is estimated from a sample of them."""
SAMPLE = 200


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
        sampled: from how many entities the measure was estimated; 0 when it is exact.
    """

    measure: str
    meaning: str
    ranked: tuple[Ranked, ...]
    sampled: int = 0


def rank(
    engine: Engine,
    *,
    measure: str = DEGREE,
    limit: int = 20,
    only: Filter = NOTHING_LEFT_OUT,
    seed: int = 0,
) -> Ranking:
    """Rank all entities by one of MEASURES.

    Denied relations do not count; PageRank follows the direction of relations, the others do not.

    Args:
        seed: of the sample that betweenness is estimated from where the graph is large.
    """
    graph = simple_graph(engine, only)
    sampled = 0
    if measure == PAGERANK:
        import networkx as nx

        values = nx.pagerank(graph)
    elif measure == BETWEENNESS:
        import networkx as nx

        sampled = SAMPLE if len(graph) > EXACT_BETWEENNESS else 0
        values = nx.betweenness_centrality(
            graph.to_undirected(as_view=True), k=sampled or None, seed=seed
        )
    else:
        values = {one: len({*graph.succ[one], *graph.pred[one]} - {one}) for one in graph}
    best = sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    entities = engine.entities([one for one, _ in best])
    ranked = tuple(Ranked(entities[one], float(value)) for one, value in best)
    return Ranking(measure, MEASURES[measure], ranked, sampled)


def simple_graph(engine: Engine, only: Filter) -> networkx.DiGraph:
    """Who has any relation with whom, each pair once, denied relations left out."""
    import networkx as nx

    graph = nx.DiGraph()
    if only.is_empty:
        graph.add_nodes_from(entity.id for entity in engine.all_entities())
    graph.add_edges_from(
        (edge.source, edge.target)
        for edge in engine.all_edges(only)
        if edge.verdict != claims.DENIED
    )
    return graph
