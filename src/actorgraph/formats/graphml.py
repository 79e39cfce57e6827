"""GraphML, read and written one element at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.formats import graph_attributes
from actorgraph.formats.row_builder import text_of
from actorgraph.formats.xml import NOT_IN_XML, attributes, clean, escaped, events

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_LABELS = ("NodeLabel", "EdgeLabel")


def node_attribute_names(content: Content) -> list[str]:
    """Return every attribute that a node can have, to declare them first."""
    ours = [c.name for c in schema.ENTITY_COLUMNS if c not in schema.STATEMENT_COLUMNS][1:]
    extra = [name for name in content.extra_columns() if name not in graph_attributes.RESERVED]
    return ["label", *ours, *extra, *graph_attributes.WHOLES, "derived"]


def account_node(row: Row, losses: ExportLoss) -> None:
    """Say that an id has characters that XML cannot hold; everything else is kept as JSON too."""
    if NOT_IN_XML.search(row.record):
        losses.say(f"The id {clean(row.record)!r} had characters that XML cannot hold.")


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield the graph as GraphML, in pieces; undirected as a whole where no edge has a direction.

    NetworkX refuses a file in which some edges have a direction and others not.
    """
    yield _HEAD
    node_keys = {name: f"n{n}" for n, name in enumerate(node_attribute_names(content))}
    edge_names = graph_attributes.edge_attribute_names(content)
    edge_keys = {name: f"e{n}" for n, name in enumerate(edge_names)}
    yield from _declared("node", node_keys, {})
    yield from _declared("edge", edge_keys, edge_names)
    default = "undirected" if content.is_undirected() else "directed"
    yield f'<graph edgedefault="{default}">\n'
    for row in content.entities():
        account_node(row, losses)
        data = _data(graph_attributes.node_attributes(row), node_keys)
        yield f'<node id="{escaped(row.record)}">{data}</node>\n'
    offices = content.offices_made()
    for edge, claims in content.edges():
        values = graph_attributes.edge_attributes(edge, claims, offices)
        own = values.pop("directed", "") if default == "directed" else ""
        head = attributes(id=edge.id, source=edge.source, target=edge.target, directed=own)
        yield f"<edge{head}>{_data(values, edge_keys)}</edge>\n"
    yield "</graph>\n</graphml>\n"
    losses.account_rejected(content)


def _declared(domain: str, keys: dict[str, str], numbers: dict[str, bool]) -> Iterator[str]:
    for name, key in keys.items():
        value_type = "double" if numbers.get(name) else "string"
        if name in graph_attributes.WHOLE_NUMBERS:
            value_type = "int"
        yield (
            f'<key id="{key}" for="{domain}" attr.name="{escaped(name)}"'
            f' attr.type="{value_type}"/>\n'
        )


def _data(attributes: dict[str, Any], keys: dict[str, str]) -> str:
    return "".join(
        f'<data key="{keys[name]}">{escaped(text_of(value))}</data>'
        for name, value in attributes.items()
    )


def read(path: Path, notes: Notes) -> Iterator[Row]:  # noqa: C901, PLR0912 - a case an element
    """Yield the nodes and edges of a file; a file of another tool as well as one of ours.

    Raises:
        DataError: if it is not sound XML.
    """
    keys: dict[str, str] = {}
    defaults: dict[str, dict[str, Any]] = {"node": {}, "edge": {}}
    valid_for: list[str] = []
    values: dict[str, Any] = {}
    place: dict[str, str] = {}
    key, directed = "", "directed"
    for event in events(path):
        name, given = event.name, event.attributes
        if event.begins:
            if name == "key":
                key = given.get("attr.name") or given.get("id", "")
                keys[given.get("id", "")] = key
                valid_for = [one for one in defaults if given.get("for", "all") in (one, "all")]
            elif name == "graph":
                directed = given.get("edgedefault", "directed")
            elif name in ("node", "edge"):
                values, place = {}, given
            elif name == "data":
                key = keys.get(given.get("key", ""), given.get("key", ""))
            elif name in ("hyperedge", "port"):
                notes.add(name, "not read")
        elif name == "default" and event.text.strip():
            for one in valid_for:
                defaults[one][key] = event.text
        elif name == "data" and (event.text.strip() or "\n" not in event.text):
            values[key] = event.text
        elif name in _LABELS and event.text.strip():
            values.setdefault("label", event.text.strip())
        elif name == "node" and place:
            values = defaults[name] | values
            yield from graph_attributes.node_row(place.get("id", ""), values, notes)
            place = {}
        elif name == "edge":
            values = defaults[name] | values
            direction = graph_attributes.directed_cell(place.get("directed", ""), directed)
            values["directed"] = direction or values.get("directed", "")
            yield from graph_attributes.edge_rows(
                place.get("source", ""), place.get("target", ""), values, notes
            )
