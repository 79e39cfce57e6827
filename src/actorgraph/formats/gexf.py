"""GEXF, read and written one element at a time; dynamic, so that Gephi's timeline moves.

An edge is there from the first day it can have held to the last: a date that is only a year takes
the whole of it. Written as 1.2draft, which Gephi and NetworkX both read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import dates
from actorgraph.formats import graph_attributes
from actorgraph.formats.graphml import account_node, node_attribute_names
from actorgraph.formats.row_builder import text_of
from actorgraph.formats.xml import attributes, escaped, events

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.dates import Period
    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">
<meta><creator>actorgraph</creator></meta>
<graph mode="dynamic" defaultedgetype="{default}" timeformat="date">
"""


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


def read(path: Path, notes: Notes) -> Iterator[Row]:  # noqa: C901 - a case an element
    """Yield the nodes and edges of a file; a file of another tool as well as one of ours.

    Raises:
        DataError: if it is not sound XML.
    """
    titles: dict[tuple[str, str], str] = {}
    defaults: dict[str, dict[str, Any]] = {"node": {}, "edge": {}}
    key = ""
    domain, directed = "node", "directed"
    place: dict[str, str] = {}
    values: dict[str, Any] = {}
    for event in events(path):
        name, given = event.name, event.attributes
        if event.begins:
            if name == "graph":
                directed = given.get("defaultedgetype", "directed")
            elif name == "attributes":
                domain = given.get("class", "node")
            elif name == "attribute":
                key = given.get("title") or given.get("id", "")
                titles[domain, given.get("id", "")] = given.get("title", "")
            elif name in ("node", "edge"):
                domain, place, values = name, given, {}
            elif name == "attvalue":
                key = given.get("for") or given.get("id", "")
                _add(values, titles.get((domain, key)) or key, given.get("value", ""), notes)
            elif name == "spell" and place:
                _add(values, "spells", f"{given.get('start', '')}/{given.get('end', '')}", notes)
        elif name == "default" and event.text.strip():
            defaults.setdefault(domain, {})[key] = event.text
        elif name == "node" and place:
            values = defaults[name] | values
            ours = graph_attributes.WHOLE in titles.values()
            merged = _attributes(place, values, ours=ours)
            yield from graph_attributes.node_row(place.get("id", ""), merged, notes)
            place = {}
        elif name == "edge" and place:
            values = defaults[name] | values
            direction = graph_attributes.directed_cell(place.get("type", ""), directed)
            values["directed"] = direction or values.get("directed", "")
            merged = _attributes(place, values, ours=graph_attributes.CLAIMS in values)
            ends = place.get("source", ""), place.get("target", "")
            yield from graph_attributes.edge_rows(*ends, merged, notes)
            place = {}


def _add(values: dict[str, Any], name: str, value: str, notes: Notes) -> None:
    """Add a value; one that changes over time comes several times, and all are kept."""
    if values.get(name) and values[name] != value:
        notes.add(name, "values that change over time: kept together")
        values[name] += f"|{value}"
    else:
        values[name] = value


def _attributes(place: dict[str, str], values: dict[str, Any], *, ours: bool) -> dict[str, Any]:
    """Return the attributes together with those on the element itself.

    Where we wrote it, the days on the element only say from when to when it can be drawn.
    """
    merged = dict(values)
    for theirs, column in (("start", "start_date"), ("end", "end_date")):
        if place.get(theirs) and not ours:
            merged.setdefault(column, place[theirs])
    if place.get("label"):
        merged["label"] = place["label"]
    for name in ("weight", "pid"):
        if place.get(name):
            merged[name] = place[name]
    if place.get("kind") and "relation" not in merged:
        merged["relation"] = place["kind"]
    return merged
