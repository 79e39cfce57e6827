"""A graph as a plain NetworkX MultiDiGraph, and from there as GraphML and GEXF."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from actorgraph.formats.json import claim_object, edge_object, entity_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx

    from actorgraph.graph import Subgraph

_RESERVED = frozenset({"start", "end", "id", "label", "key", "viz", "pid", "parents", "slices"})
"""Attributes that NetworkX's writers read as something of their own."""
_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def write_graphml(graph: Subgraph) -> Iterator[str]:
    """The graph as GraphML; claims are a JSON text on each edge."""
    import networkx as nx

    # Not generate_graphml: it splits at every Unicode line end and so changes texts.
    yield f"{nx.readwrite.graphml.GraphMLWriter(graph=_scalars(graph), prettyprint=True)}\n"


def write_gexf(graph: Subgraph) -> Iterator[str]:
    """The graph as GEXF 1.2; claims are a JSON text on each edge."""
    import networkx as nx

    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f"{nx.readwrite.gexf.GEXFWriter(graph=_scalars(graph), prettyprint=True)}\n"


def _scalars(graph: Subgraph) -> networkx.MultiDiGraph:
    """The graph with attributes that every XML format can hold: texts and numbers."""
    import networkx as nx

    made = nx.MultiDiGraph()
    for entity in graph.entities:
        said = _without_id(entity_object(entity))
        name = said.pop("name")
        said["aliases"] = "|".join(said["aliases"])
        made.add_node(_xml(entity.id), label=_xml(name), **_texts(said))
    for number, edge in enumerate(graph.edges):
        said = edge_object(edge)
        source, target = _xml(said.pop("source")), _xml(said.pop("target"))
        claims = [claim_object(claim) for claim in edge.claims]
        said["claims"] = json.dumps(claims, ensure_ascii=False)
        made.add_edge(source, target, key=str(number), edge_id=edge.id, **_texts(said))
    return made


def _without_id(said: dict[str, Any]) -> dict[str, Any]:
    del said["id"]
    return said


def _texts(said: dict[str, Any]) -> dict[str, Any]:
    """Dates and all else as text, numbers as numbers; GEXF keeps some names for itself."""
    return {
        f"{name}_" if name in _RESERVED else _xml(name): value
        if isinstance(value, int)
        else _xml(str(value))
        for name, value in said.items()
    }


def _xml(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
