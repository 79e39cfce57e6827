"""Node-link JSON as NetworkX, D3, sigma.js, graphology and Gephi Lite have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats import gephi_lite, graph_attributes, json_graph
from actorgraph.formats.actorgraph_json import stated_in
from actorgraph.formats.content import RELATION, Row
from actorgraph.formats.documents import listed, read_json, refuse
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield the graph in pieces; `nx.node_link_graph(document, edges="links")` opens it."""
    yield '{"directed": true, "multigraph": true, "graph": {}, "nodes": ['
    yield from listed(
        {"id": row.record} | graph_attributes.node_attributes(row) for row in content.entities()
    )
    yield '\n], "links": ['
    names = graph_attributes.edge_attribute_names(content)
    offices = content.offices_made()
    yield from listed(
        {"source": edge.source, "target": edge.target, "key": number}
        | graph_attributes.json_attributes(edge, claims, offices, names)
        for number, (edge, claims) in enumerate(content.edges())
    )
    yield "\n]}\n"
    losses.account_rejected(content)


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and links of a file, also those of a graph that `to_networkx` made.

    Such a graph has an edge without a direction twice, under one id.

    Raises:
        DataError: if it is not such a file.
    """
    document = read_json(path, notes)
    if (
        isinstance(document, dict)
        and "nodes" not in document
        and json_graph.is_json_graph(document)
    ):
        yield from json_graph.rows_of(document, path, notes)
        return
    if isinstance(document, dict) and gephi_lite.is_workspace(document):
        document = gephi_lite.node_link_of(document)
    if not isinstance(document, dict) or "nodes" not in document:
        raise refuse(path, "there are no nodes in it")
    ids: dict[str, None] = {}
    for number, node in enumerate(document["nodes"]):
        node_id = text_of(node.get("id", node.get("key", node.get("name", number))))
        ids[node_id] = None
        attributes = _attributes(node, ("id", "key"))
        yield from graph_attributes.node_row(node_id, attributes, notes)
    default = text_of(document.get("directed", (document.get("options") or {}).get("type")))
    whole = []
    links = document.get("links") or document.get("edges") or []
    places = _places(links, ids, notes)
    for link in links:
        if "lead" in link and isinstance(link.get("claims"), list):
            whole.append(link)
            continue
        attributes = _attributes(link, ("source", "target", "key", "from", "to", "id"))
        own_id = text_of(link.get("id", link.get("key")))
        graph_attributes.leave_id(own_id, attributes, notes)
        own = text_of(attributes.pop("undirected", "")) and "undirected"
        own = own or text_of(attributes.get("directed"))
        attributes["directed"] = graph_attributes.directed_cell(own, default)
        source, target = (_end(end, places) for end in _ends(link))
        yield from graph_attributes.edge_rows(source, target, attributes, notes)
    for claim in stated_in({text_of(link.get("id")): link for link in reversed(whole)}.values()):
        cells = RowBuilder(RELATION, notes)
        cells.take(claim)
        yield Row(RELATION, cells.cells)


def _attributes(element: dict[str, Any], without: tuple[str, ...]) -> dict[str, Any]:
    """Return the attributes, also those that some tools nest under `attributes` or `data`."""
    attributes = {name: value for name, value in element.items() if name not in without}
    for home in ("attributes", "data"):
        if isinstance(attributes.get(home), dict):
            attributes |= attributes.pop(home)
    return attributes


def _ends(link: dict[str, Any]) -> tuple[Any, Any]:
    return link.get("source", link.get("from")), link.get("target", link.get("to"))


def _places(links: Sequence[dict[str, Any]], ids: dict[str, None], notes: Notes) -> list[str]:
    """Return the nodes in their order where links name them by their places in it, as old D3 does.

    That is so where all numbers of links are places and one at least is no id: ids from 1 on would
    otherwise be taken for places from 0 on, and links would lead from a node to itself.
    """
    numbers = {end for link in links for end in _ends(link) if isinstance(end, int)}
    if not numbers or all(text_of(one) in ids for one in numbers):
        return []
    if not all(0 <= one < len(ids) for one in numbers):
        return []
    if any(text_of(one) in ids for one in numbers):
        notes.add("ends of links", "read as places of nodes in their list, since not all are ids")
    return [*ids]


def _end(end: Any, places: Sequence[str]) -> str:
    """Return the id of an end: an id, a node put there by D3, or (old D3) a place."""
    if isinstance(end, dict):
        return text_of(end.get("id"))
    return places[end] if places and isinstance(end, int) else text_of(end)
