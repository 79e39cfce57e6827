"""JSON Graph Format: {"graph": {...}} or {"graphs": [...]}, nodes by id or in a list. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.documents import read_json, refuse
from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes


def is_json_graph(document: Any) -> bool:
    """Return whether a document is of this format."""
    return bool(_graphs(document))


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of every graph in a file.

    Raises:
        DataError: if there is none in it.
    """
    yield from rows_of(read_json(path, notes), path, notes)


def rows_of(document: Any, path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of every graph in a document.

    Raises:
        DataError: if there is none in it.
    """
    graphs = _graphs(document)
    if not graphs:
        raise refuse(path, "there is no graph with nodes in it")
    for number, graph in enumerate(graphs):
        prefix = f"graph{number + 1}/" if number else ""
        rows = GraphRows(notes, directed=graph.get("directed") is not False)
        for node_id, node in _nodes(graph.get("nodes")):
            yield from rows.node(prefix + node_id, _attributes(node, ("id",)))
        for edge in graph.get("edges") or []:
            ends = [prefix + text_of(edge.get(end)) for end in ("source", "target")]
            own = text_of(edge.get("directed"))
            given = _attributes(edge, ("source", "target", "directed"))
            yield from rows.edge(ends[0], ends[1], given, own)
        rows.finish()


def _graphs(document: Any) -> list[JsonObject]:
    if not isinstance(document, dict):
        return []
    if "graphs" in document:
        found = document["graphs"]
    else:
        found = [document["graph"]] if "graph" in document else []
    several = found if isinstance(found, list) else [found]
    return [one for one in several if isinstance(one, dict) and "nodes" in one]


def _nodes(nodes: Any) -> Iterator[tuple[str, JsonObject]]:
    """Yield nodes with their ids: version 2 has them by id, version 1 in a list."""
    if isinstance(nodes, dict):
        yield from nodes.items()
    else:
        yield from ((text_of(node.get("id")), node) for node in nodes or [])


def _attributes(element: JsonObject, own: tuple[str, ...]) -> dict[str, Any]:
    """Return the attributes of an element, those in its metadata among them."""
    given = {name: value for name, value in element.items() if name not in own}
    metadata = given.pop("metadata", None)
    for name, value in metadata.items() if isinstance(metadata, dict) else ():
        given[name if name not in given else f"metadata.{name}"] = value
    return given
