"""XGMML, as Cytoscape writes it: nodes and edges with `att` elements. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.content import RELATION, Row
from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.xml import elements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes
    from actorgraph.formats.xml import Element

_FORMAL = frozenset("type equation hidden xmlns documentVersion elementType layoutApplied".split())
_OWN = ("id", "label", "source", "target", "directed", "href")


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes, groups and edges of a file; a node in a group is part of it.

    Raises:
        DataError: if it is not sound XML.
    """
    rows = GraphRows(notes, directed=True)
    for element in elements(path, notes, containers=("graph",), formal=_FORMAL):
        if element.name == "graph":
            rows = GraphRows(notes, directed=element.get("directed", "0") != "0")
        else:
            yield from _rows(element, rows, "")
    rows.finish()


def _rows(element: Element, rows: GraphRows, group: str) -> Iterator[Row]:
    if element.name == "edge":
        element.get("id")  # a number of the file
        direction = {"0": "false", "1": "true"}.get(element.get("directed"), "")
        given = _attributes(element)
        yield from rows.edge(element.get("source"), element.get("target"), given, direction)
    elif element.name == "node":
        reference = element.get("href").removeprefix("#")
        node_id = reference or element.get("id")
        if not reference:
            yield from rows.node(node_id, _attributes(element))
        if group:
            cells = {"source": node_id, "target": group, "relation": "part_of"}
            yield Row(RELATION, cells)
        for holder in element.children("att"):
            for graph in holder.children("graph"):
                for inner in graph.children("node", "edge"):
                    yield from _rows(inner, rows, node_id)


def _attributes(element: Element) -> dict[str, str]:
    """Return the attributes of an element and those in its `att` elements, lists as one."""
    given = {name: value for name, value in element.attributes().items() if name not in _OWN}
    given["label"] = element.get("label")
    for att in element.children("att"):
        name = att.get("name")
        values = [inner.get("value") for inner in att.children("att")]
        value = "|".join(filter(None, [att.get("value"), att.text.strip(), *values]))
        if value and name:
            key = name if name not in given else f"{name} (att)"
            given[key] = value
    return _relation(given)


def _relation(given: dict[str, str]) -> dict[str, str]:
    """Name the relation by Cytoscape's `interaction`; its label then only repeats the ends."""
    if interaction := given.pop("interaction", ""):
        label = given.pop("label", "")
        return {"relation": interaction, "edge label": label, **given}
    return given
