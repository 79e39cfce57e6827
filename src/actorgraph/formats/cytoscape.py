"""Cytoscape JSON: {"elements": {"nodes": [{"data": ...}], "edges": [...]}}, or one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats import graph_attributes
from actorgraph.formats.documents import listed, read_json, refuse
from actorgraph.formats.graphml_rows import part_of
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.edges import Edge
    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_CYTOSCAPES_OWN = ("id", "SUID", "shared_name", "shared_interaction", "selected")
"""Numbers and copies that Cytoscape adds to every element."""
_FORMAL = frozenset("format_version generated_by target_cytoscapejs_version group".split())
"""Keys that say how the file is written."""


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield the graph in pieces; `cytoscape({elements: document.elements})` draws it."""
    yield '{"data": {"name": "actorgraph"}, "elements": {"nodes": ['
    yield from listed({"data": _node(row)} for row in content.entities())
    yield '\n], "edges": ['
    names = graph_attributes.edge_attribute_names(content)
    offices = content.offices_made()
    yield from listed(
        {
            "data": _edge(
                number, edge, graph_attributes.json_attributes(edge, claims, offices, names)
            )
        }
        for number, (edge, claims) in enumerate(content.edges())
    )
    yield "\n]}}\n"
    losses.account_rejected(content)


def _node(row: Row) -> dict[str, Any]:
    attributes = graph_attributes.node_attributes(row)
    return {"id": row.record, "name": attributes["label"], **attributes}


def _edge(number: int, edge: Edge, attributes: dict[str, Any]) -> dict[str, Any]:
    ends = {"id": f"edge-{number}", "source": edge.source, "target": edge.target}
    return {**ends, **attributes, "interaction": attributes.get("relation", "")}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of a file.

    Raises:
        DataError: if there are no elements in it.
    """
    document = read_json(path, notes, _FORMAL)
    elements = document.get("elements") if isinstance(document, dict) else document
    if isinstance(elements, dict):
        nodes, edges = elements.get("nodes") or [], elements.get("edges") or []
    elif isinstance(elements, list):
        edges = [element for element in elements if "source" in element.get("data", {})]
        nodes = [element for element in elements if "source" not in element.get("data", {})]
    else:
        raise refuse(path, "there are no elements in it")
    ids = {text_of((node.get("data") or {}).get("id")) for node in nodes}
    for node in nodes:
        given = _attributes(node)
        node_id = text_of(given.get("id"))
        is_in_group = text_of(given.get("parent")) in ids - {"", node_id}
        group = text_of(given.pop("parent")) if is_in_group else ""
        yield from graph_attributes.node_row(node_id, _without_own(given), notes)
        if group:
            yield part_of(node_id, group)
    for edge in edges:
        given = _attributes(edge)
        ends = text_of(given.pop("source")), text_of(given.pop("target"))
        graph_attributes.leave_id(text_of(given.get("id")), given, notes)
        given = _without_own(given)
        interaction = given.pop("interaction", "")
        given.setdefault("relation", interaction)
        yield from graph_attributes.edge_rows(*ends, given, notes)


def _attributes(element: JsonObject) -> JsonObject:
    """Return the data of an element with its classes, which say of what kind it is."""
    given = dict(element.get("data", {}))
    classes = element.get("classes") or ()
    several = classes.split() if isinstance(classes, str) else classes
    return {**given, "classes": list(several)} if several else given


def _without_own(given: JsonObject) -> JsonObject:
    """Return attributes without copies of Cytoscape's; one that was changed since is kept."""
    copies = {"shared_name": "name", "shared_interaction": "interaction"}
    return {
        name: value
        for name, value in given.items()
        if name not in _CYTOSCAPES_OWN
        or (name in copies and text_of(value) != text_of(given.get(copies[name])))
    }
