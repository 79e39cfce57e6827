"""GEXF, written one element at a time (gexf_rows.py reads it); dynamic for Gephi's timeline.

An edge is there from the first day it can have held to the last: a date that is only a year takes
the whole of it. Written as 1.2draft, which Gephi and NetworkX both read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import dates
from actorgraph.formats import graph_attributes
from actorgraph.formats.gexf_rows import rows_of_gexf
from actorgraph.formats.graphml import account_node, node_attribute_names
from actorgraph.formats.row_builder import text_of
from actorgraph.formats.xml import attributes, escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.dates import Period
    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<meta><creator>actorgraph</creator></meta>
<graph mode="dynamic" defaultedgetype="{default}" timeformat="date">
"""


read = rows_of_gexf


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield the graph as GEXF, in pieces."""
    default = "undirected" if content.is_undirected() else "directed"
    yield _HEAD.format(default=default)
    node_keys = {name: f"n{n}" for n, name in enumerate(node_attribute_names(content)) if n}
    edge_names = graph_attributes.edge_attribute_names(content)
    edge_keys = {name: f"e{n}" for n, name in enumerate(edge_names) if n}
    yield from _declared("node", node_keys, {})
    yield from _declared("edge", edge_keys, edge_names)
    yield "<nodes>\n"
    for row in content.entities():
        account_node(row, losses)
        yield _node(row, node_keys)
    yield "</nodes>\n<edges>\n"
    offices = content.offices_made()
    weight = graph_attributes.weight_of(edge_names)
    for number, (edge, claims) in enumerate(content.edges()):
        values = graph_attributes.edge_attributes(edge, claims, offices)
        own = "undirected" if values.pop("directed", "") and default == "directed" else ""
        head = attributes(
            id=number,
            source=edge.source,
            target=edge.target,
            type=own,
            label=values.pop("label"),
            kind=edge.relation,
            weight=values.get(weight, ""),
            **_spell(edge.period),
        )
        yield f"<edge{head}>{_values(values, edge_keys)}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"
    losses.account_rejected(content)


def _declared(domain: str, keys: dict[str, str], numbers: dict[str, bool]) -> Iterator[str]:
    yield f'<attributes class="{domain}" mode="static">\n'
    for name, key in keys.items():
        value_type = "double" if numbers.get(name) else "string"
        if name in graph_attributes.WHOLE_NUMBERS:
            value_type = "integer"
        yield f'<attribute id="{key}" title="{escaped(name)}" type="{value_type}"/>\n'
    yield "</attributes>\n"


def _node(row: Row, keys: dict[str, str]) -> str:
    values = graph_attributes.node_attributes(row)
    try:
        when = dates.period(row.cells.get("start_date", ""), row.cells.get("end_date", ""))
    except dates.DateError:
        when = dates.ALWAYS_UNKNOWN
    head = attributes(id=row.record, label=values.pop("label") or row.record, **_spell(when))
    return f"<node{head}>{_values(values, keys)}</node>\n"


def _spell(when: Period) -> dict[str, str]:
    """Return the first and the last possible day; an unknown or open side is left out."""
    if dates.is_inverted(when):
        return {}
    return {"start": dates.day_text(when.start.earliest), "end": dates.day_text(when.end.latest)}


def _values(values: dict[str, Any], keys: dict[str, str]) -> str:
    elements = "".join(
        f'<attvalue for="{keys[name]}" value="{escaped(text_of(value))}"/>'
        for name, value in values.items()
    )
    return f"<attvalues>{elements}</attvalues>" if elements else ""
