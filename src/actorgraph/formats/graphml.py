"""GraphML, read (graphml_rows.py) and written one element at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.formats import graph_attributes
from actorgraph.formats.graphml_rows import rows_of_graphml
from actorgraph.formats.row_builder import text_of
from actorgraph.formats.xml import NOT_IN_XML, attributes, clean, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns \
http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


read = rows_of_graphml


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
