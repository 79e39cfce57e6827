"""Groups that have more relations inside than across, found by modularity (Louvain, seeded)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.graph import NOTHING_LEFT_OUT, Engine, Filter
from actorgraph.queries.rank import simple_graph

if TYPE_CHECKING:
    from actorgraph.claims import Entity


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups, the largest first.

    Attributes:
        groups: each with its best connected members first.
        modularity: how much denser the groups are inside than chance would have it, up to 1.
        alone: how many entities have no relation and so no group.
    """

    groups: tuple[tuple[Entity, ...], ...]
    modularity: float
    alone: int


def communities(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT, seed: int = 0) -> Communities:
    """Find the groups of the graph; the same seed finds the same groups.

    After Blondel, Guillaume, Lambiotte, Lefebvre (2008), as NetworkX implements it.
    """
    import networkx as nx

    graph = simple_graph(engine, only).to_undirected()
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))
    alone = [one for one, degree in graph.degree if degree == 0]
    graph.remove_nodes_from(alone)
    if not graph:
        return Communities((), 0.0, len(alone))
    found = nx.community.louvain_communities(graph, seed=seed)
    modularity = nx.community.modularity(graph, found)
    groups = [sorted(group, key=lambda one: (-graph.degree[one], one)) for group in found]
    groups.sort(key=lambda group: (-len(group), group[0]))
    entities = engine.entities(one for group in groups for one in group)
    members = tuple(tuple(entities[one] for one in group) for group in groups)
    return Communities(members, float(modularity), len(alone))
