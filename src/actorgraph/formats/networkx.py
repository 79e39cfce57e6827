"""A graph as a plain NetworkX MultiDiGraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.json import edge_object, entity_object

if TYPE_CHECKING:
    import networkx

    from actorgraph.graph import Subgraph


def to_networkx(graph: Subgraph) -> networkx.MultiDiGraph:
    """A NetworkX graph: nodes are entity ids, one edge per edge, nothing overwritten.

    Node attributes are the entity's columns; edge attributes the keys of the JSON edge, with
    `claims` a list of dicts.
    """
    import networkx as nx

    made = nx.MultiDiGraph()
    for entity in graph.entities:
        made.add_node(entity.id, **_without_id(entity_object(entity)))
    for edge in graph.edges:
        said = edge_object(edge)
        source, target = said.pop("source"), said.pop("target")
        made.add_edges_from([(source, target, {"id": edge.id, **said})])
    return made


def _without_id(said: dict[str, Any]) -> dict[str, Any]:
    del said["id"]
    return said
