"""Workspaces of Gephi Lite, whose graph stands apart from what is said of its nodes and edges.

Read by nodelink.py, as the graph of graphology that is in it. Looks and places stay behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actorgraph.formats.documents import JsonObject

_DATASET = "graphDataset"
_KEPT = ("label", "weight")
"""What is no drawing of how nodes and edges are drawn."""


def is_workspace(document: JsonObject) -> bool:
    """Return whether a document is a workspace with a graph in it."""
    dataset = document.get(_DATASET)
    return isinstance(dataset, dict) and isinstance(dataset.get("fullGraph"), dict)


def node_link_of(document: JsonObject) -> JsonObject:
    """Return the graph of a workspace with the attributes of its nodes and edges at each."""
    dataset = document[_DATASET]
    graph = dataset["fullGraph"]
    return {
        "options": graph.get("options") or {},
        "nodes": _with_data(graph.get("nodes") or [], dataset, "node"),
        "edges": _with_data(graph.get("edges") or [], dataset, "edge"),
    }


def _with_data(elements: list[JsonObject], dataset: JsonObject, kind: str) -> list[JsonObject]:
    """Return nodes or edges with what is said of each elsewhere by its key."""
    data = dict((dataset.get(f"{kind}Data") or {}).items())
    shown = dict((dataset.get(f"{kind}RenderingData") or {}).items())
    whole = []
    for element in elements:
        key = element.get("key")
        drawn = shown.get(key) or {}
        kept: dict[str, Any] = {name: drawn[name] for name in _KEPT if name in drawn}
        own = element.get("attributes") or {}
        whole.append({**element, "attributes": {**kept, **own, **(data.get(key) or {})}})
    return whole
