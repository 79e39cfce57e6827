"""GraphML of any tool as rows: attributes with their defaults, groups, and the labels of yEd.

A node that holds a graph is a group, and every node in it is part of it. Of what yEd draws, the
labels and the arrows are read; shapes, colours and places are counted. Called by graphml.py.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.formats import graph_attributes
from actorgraph.formats.content import RELATION, Row
from actorgraph.formats.xml import elements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes
    from actorgraph.formats.xml import Element

PART_OF = "part_of"
_CONTAINERS = ("graphml", "graph")
_FORMAL = frozenset(
    """attr.type schemaLocation yfiles.type yfiles.foldertype parse.nodeids parse.edgeids
    parse.order parse.nodes parse.edges parse.maxindegree parse.maxoutdegree""".split()
)
"""Attributes that say how the file is written."""


def rows_of_graphml(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes, groups and edges of a file.

    Raises:
        DataError: if it is not sound XML.
    """
    reader = _Graphml(notes)
    directed = "directed"
    for element in elements(path, notes, containers=_CONTAINERS, formal=_FORMAL):
        if element.name == "key":
            reader.declare(element)
        elif element.name == "graph":
            directed = _direction_of(element)
        elif element.name in ("node", "edge"):
            yield from reader.rows(element, directed, "")


def _direction_of(graph: Element) -> str:
    graph.get("id")  # the name of the drawing
    return graph.get("edgedefault", "directed")


class _Key(NamedTuple):
    """An attribute that a file declares: its name, what can have it, and its value by default."""

    name: str
    domains: tuple[str, ...]
    default: str


class _Graphml:
    """What a file has declared so far, and how its elements are read by that."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._keys: dict[str, _Key] = {}

    def declare(self, element: Element) -> None:
        """Take over the declaration of an attribute."""
        key, domain = element.get("id"), element.get("for", "all")
        domains = ("node", "edge") if domain == "all" else (domain,)
        default = element.child("default")
        name = element.get("attr.name") or key
        self._keys[key] = _Key(name, domains, default.text if default else "")

    def rows(self, element: Element, directed: str, group: str) -> Iterator[Row]:
        """Yield the rows of a node, with everything in it, or of an edge.

        Args:
            directed: whether edges have a direction where they do not say so.
            group: the id of the node that holds it, if any does.
        """
        if element.name == "edge":
            yield from self._edge(element, directed)
            return
        node_id = element.get("id")
        values = self._values(element, "node")
        yield from graph_attributes.node_row(node_id, values, self._notes)
        if group:
            yield part_of(node_id, group)
        for graph in element.children("graph"):
            inner = _direction_of(graph)
            for child in graph.children("node", "edge"):
                yield from self.rows(child, inner, node_id)

    def _edge(self, element: Element, directed: str) -> Iterator[Row]:
        values = self._values(element, "edge")
        graph_attributes.leave_id(element.get("id"), values, self._notes)
        ends = element.get("source"), element.get("target")
        direction = graph_attributes.directed_cell(element.get("directed"), directed)
        values["directed"] = direction or values.get("directed", "")
        arrows = _arrows(element)
        if arrows == ("none", "none") or (arrows and "none" not in arrows):
            values["directed"] = values["directed"] or "no"
        elif arrows and arrows[1] == "none":
            self._notes.add("edges", "with their arrow at the source: read from there")
            ends = ends[1], ends[0]
        yield from graph_attributes.edge_rows(*ends, values, self._notes)

    def _values(self, element: Element, domain: str) -> dict[str, str]:
        """Return the attributes of an element, those by default included."""
        keys = self._keys.values()
        values = {key.name: key.default for key in keys if key.default and domain in key.domains}
        for data in element.children("data"):
            key = self._keys.get(data.get("key"))
            if any(True for _ in data.parts()):
                continue  # a drawing, whose labels are read below
            text = data.text
            if text.strip() or "\n" not in text:
                values[key.name if key else data.get("key")] = text
        for described in element.children("desc"):
            _add(values, "description", described.text)
        labels = [label for label in map(_plain, _labels(element)) if label]
        if labels:
            values.setdefault("label", labels[0])
            further = [label for label in labels if label != values["label"]]
            _add(values, "further_labels", schema.SEPARATOR.join(further))
        return values


def part_of(member: str, group: str) -> Row:
    """Return that a node is part of the group that holds it."""
    return Row(RELATION, {"source": member, "target": group, "relation": PART_OF})


def _labels(element: Element) -> Iterator[str]:
    """Yield what yEd writes on an element; of a group, what it shows while it is open."""
    for data in element.children("data"):
        for drawing in data.children():
            shown = [drawing]
            if realizers := drawing.child("Realizers"):
                active = realizers.get("active", "0")
                states = list(realizers.parts())
                shown = states[int(active) if active.isdecimal() else 0 :][:1]
                for state in shown:
                    state.is_taken = True
            for one in shown:
                yield from (label.text for label in one.within("NodeLabel", "EdgeLabel"))


def _arrows(element: Element) -> tuple[str, str] | tuple[()]:
    """Return what yEd draws at the source and at the target of an edge."""
    for data in element.children("data"):
        for arrows in data.within("Arrows"):
            return arrows.get("source", "none"), arrows.get("target", "none")
    return ()


def _plain(text: str) -> str:
    """Return a label in one line; yEd takes HTML in one, whose marks are not shown."""
    if text.lstrip()[: len(_HTML)].lower() == _HTML:
        text = html.unescape(_MARK.sub(" ", text))
    return " ".join(text.split())


_HTML = "<html>"
_MARK = re.compile(r"<[^<>]*>")


def _add(values: dict[str, str], name: str, text: str) -> None:
    """Add a text to what stands under a name already."""
    if text := text.strip():
        values[name] = f"{values[name]}\n{text}" if values.get(name) else text
