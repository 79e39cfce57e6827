"""GEXF of any tool as rows, with all its times: spells, timestamps, open ends, values that change.

An edge of several spells is a claim for each. A node in a node is part of it. Numbers on a time
line are no dates: they are kept under `timeline_start`, `timeline_end` and `timeline_at`. Called
by gexf.py.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.formats import graph_attributes
from actorgraph.formats.content import ENTITY
from actorgraph.formats.graphml_rows import part_of
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.xml import elements

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.xml import Element

_CONTAINERS = ("gexf", "graph", "nodes", "edges")
_FORMAL = frozenset("version variant mode timerepresentation idtype count".split())
"""Attributes that say how the file is written."""
_MUTUAL = "mutual"
"""An edge in both directions."""
_NO_BOUND = frozenset({"infinity", "-infinity", "inf", "-inf"})
"""What Gephi writes where a spell has no start or no end."""
_NUMBERS = ("double", "integer", "float", "long")
_INTERVAL = re.compile(r"[\[(]([^\[\]()]*)[\])]")


class _Time(NamedTuple):
    """A spell or a point in time, as the file writes it.

    Attributes:
        start, end: of a spell.
        at: the point in time.
        opens, closes: whether the start, the end is excluded.
    """

    start: str = ""
    end: str = ""
    at: str = ""
    opens: bool = False
    closes: bool = False

    def __str__(self) -> str:
        """Say it as it is kept beside what it holds for."""
        excluded = [name for name, is_so in (("start", self.opens), ("end", self.closes)) if is_so]
        mark = f" ({' and '.join(excluded)} excluded)" if excluded else ""
        return self.at or f"{self.start}/{self.end}{mark}"


def rows_of_gexf(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of a file.

    Raises:
        DataError: if it is not sound XML.
    """
    reader = _Gexf(notes)
    for element in elements(path, notes, containers=_CONTAINERS, formal=_FORMAL):
        if element.name == "graph":
            reader.begin(element)
        elif element.name == "attributes":
            reader.declare(element)
        elif element.name == "node":
            yield from reader.node_rows(element, "")
        elif element.name == "edge":
            yield from reader.edge_rows(element)


class _Gexf:
    """What a file has declared so far, and how its elements are read by that."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._titles: dict[tuple[str, str], str] = {}
        self._defaults: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self._directed = "directed"
        self._counts_in_numbers = False
        self._timezone = ""

    def begin(self, graph: Element) -> None:
        """Take over what a graph says of all its elements."""
        self._directed = graph.get("defaultedgetype", "directed")
        self._counts_in_numbers = graph.get("timeformat").lower() in _NUMBERS
        self._timezone = graph.get("timezone")

    def declare(self, element: Element) -> None:
        """Take over the declaration of attributes."""
        domain = element.get("class", "node")
        for attribute in element.children("attribute"):
            key = attribute.get("id")
            title = attribute.get("title") or key
            self._titles[domain, key] = title
            attribute.get("type")
            if (default := attribute.child("default")) and default.text.strip():
                self._defaults.setdefault(domain, {})[title] = default.text

    def node_rows(self, element: Element, group: str) -> Iterator[Row]:
        """Yield a node and everything in it.

        Args:
            group: the id of the node that holds it, if any does.
        """
        node_id, values = element.get("id"), self._values(element, "node")
        is_ours = graph_attributes.WHOLE in self._titles.values()
        times = [] if is_ours else list(_times_of(element))
        for row in graph_attributes.node_row(node_id, values, self._notes):
            yield row._replace(cells=self._dated_entity(row, times)) if times else row
        parents = [group, element.get("pid")]
        for listed in element.children("parents"):
            parents += [parent.get("for") for parent in listed.children("parent")]
        yield from (part_of(node_id, parent) for parent in dict.fromkeys(parents) if parent)
        for nodes in element.children("nodes"):
            for node in nodes.children("node"):
                yield from self.node_rows(node, node_id)
        for edges in element.children("edges"):
            for edge in edges.children("edge"):
                yield from self.edge_rows(edge)

    def edge_rows(self, element: Element) -> Iterator[Row]:
        """Yield a claim for each time at which an edge is there."""
        values = self._values(element, "edge")
        edge_id = element.get("id")
        own = element.get("type")
        own = "undirected" if own.lower() == _MUTUAL else own
        direction = graph_attributes.directed_cell(own, self._directed)
        values["directed"] = direction or values.get("directed", "")
        if kind := element.get("kind"):
            values.setdefault("relation", kind)
        is_ours = graph_attributes.CLAIMS in values
        times = [] if is_ours else list(_times_of(element))
        if not times[1:]:
            graph_attributes.leave_id(edge_id, values, self._notes)
        ends = element.get("source"), element.get("target")
        for row in graph_attributes.edge_rows(*ends, values, self._notes):
            for number, time in enumerate(times or [None], start=1):
                cells = self._dated(row, time) if time else row.cells
                tenure = f"{edge_id} {number}".strip() if len(times) > 1 else ""
                yield row._replace(cells=cells, tenure=tenure)

    def _values(self, element: Element, domain: str) -> dict[str, str]:
        """Return the attributes of an element, those by default and those on its tag included."""
        values = dict(self._defaults.get(domain, {}))
        given: dict[str, dict[str, None]] = {}
        for several in element.children("attvalues"):
            for one in several.children("attvalue"):
                key = one.get("for") or one.get("id")
                title = self._titles.get((domain, key)) or key
                times = " and ".join(map(str, _times_of(one)))
                text = one.get("value") + (f" ({times})" if times else "")
                given.setdefault(title, {})[text] = None
        for title, texts in given.items():
            if len(texts) > 1:
                what = "values that change over time: kept together"
                self._notes.add(title, what, len(texts) - 1)
            values[title] = schema.SEPARATOR.join(texts)
        for name in ("label", "weight"):
            if text := element.get(name):
                values[name] = text
        return values

    def _dated(self, row: Row, time: _Time) -> dict[str, str]:
        """Return the cells of a row with a time; dates that it has already are not replaced."""
        builder = RowBuilder(row.kind, self._notes, **row.cells)
        if self._counts_in_numbers:
            self._notes.add("timeline", "times that are numbers and no dates: kept as they are")
            builder.keep("timeline_at", time.at)
            builder.keep("timeline_start", time.start)
            builder.keep("timeline_end", time.end)
            return builder.cells
        if time.at and row.kind != ENTITY:
            builder.put_point_in_time(time.at, "timestamp")
            builder.keep("timestamp", time.at)
        else:
            builder.keep("timestamp", time.at)
            builder.put_date("start_date", _after(time.start) if time.opens else time.start)
            builder.put_date("end_date", _before(time.end) if time.closes else time.end)
        if time.opens:
            builder.keep("startopen", time.start)
        if time.closes:
            builder.keep("endopen", time.end)
        if self._timezone and "T" in f"{time.start}{time.end}{time.at}":
            builder.keep("timezone", self._timezone)
        return builder.cells

    def _dated_entity(self, row: Row, times: list[_Time]) -> dict[str, str]:
        """Return a node with the time from its first to its last spell, and all spells if several.

        A point in time at which a node is there is neither its beginning nor its end.
        """
        first, last = times[0], times[-1]
        whole = _Time(first.start, last.end, "", first.opens, last.closes)
        cells = self._dated(row, whole)
        builder = RowBuilder(row.kind, self._notes, **cells)
        if len(times) > 1:
            builder.keep("spells", schema.SEPARATOR.join(map(str, times)))
        else:
            builder.keep("timestamp", first.at)
        return builder.cells


def _times_of(element: Element) -> Iterator[_Time]:
    """Yield every time that an element gives, on its tag or in it."""
    yield from _times_on(element)
    for several in element.children("spells", "slices"):
        for spell in several.children("spell", "slice"):
            yield from _times_on(spell)


_TIMES = frozenset("start end startopen endopen timestamp timestamps intervals".split())


def _times_on(element: Element) -> Iterator[_Time]:
    if not element.has_any(_TIMES):
        return
    start, opens = _side(element, "start")
    end, closes = _side(element, "end")
    if start or end:
        yield _Time(start, end, "", opens, closes)
    if at := element.get("timestamp"):
        yield _Time(at=at)
    for at in re.split(r"[,;\s]+", element.get("timestamps").strip("<>[] ")):
        if at:
            yield _Time(at=at)
    for inside in _INTERVAL.finditer(element.get("intervals")):
        start, _, end = map(_bound, inside[1].partition(","))
        yield _Time(start, end, "", inside[0].startswith("("), inside[0].endswith(")"))


def _side(element: Element, name: str) -> tuple[str, bool]:
    """Return a start or an end, and whether it is excluded itself."""
    text, excluded = _bound(element.get(name)), _bound(element.get(f"{name}open"))
    return (text, False) if text or not excluded else (excluded, True)


def _bound(text: str) -> str:
    text = text.strip()
    return "" if text.lower() in _NO_BOUND else text


def _after(text: str) -> str:
    """Return when something begins that begins after a day: on it or on the next one."""
    return _beside(text, 1)


def _before(text: str) -> str:
    """Return when something ends that ends before a day: on it or on the one before."""
    return _beside(text, -1)


def _beside(text: str, days: int) -> str:
    try:
        day = dates.day_number(text.partition("T")[0])
    except dates.DateError:
        return text
    first, last = sorted((day, day + days))
    return f"[{dates.day_text(first)}..{dates.day_text(last)}]"
