"""Pajek: networks (.net) and projects of several objects (.paj), also two-mode. Read only.

A partition or vector that has a value for each vertex of the network before it becomes an
attribute of these. Where a project has several networks, their vertices stay apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import is_numeral, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.text_lines import TextFile, TextLine

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\[[^\]]*\])|([^\s"]+)')
_RELATION = re.compile(r':?\s*(\d+)?\s*(?:"([^"]*)")?')
_TIES = ("arcs", "edges", "arcslist", "edgeslist", "matrix")
_OF_VERTICES = ("partition", "vector")
_FROM_WEIGHT = 2
"""The tokens before the weight of a tie: its two ends."""


@dataclass
class _Network:
    """A network while its file is read."""

    prefix: str
    vertices: dict[str, dict[str, str]] = field(default_factory=dict)
    ties: list[tuple[str, str, dict[str, str], bool]] = field(default_factory=list)
    rows: int = 0


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the vertices and ties of every network in a file.

    Raises:
        DataError: if it is not Pajek; with the line.
    """
    networks = _Sections(text_file(path), notes).networks()
    if len(networks) > 1:
        notes.add("networks", "in one file: their vertices are kept apart", len(networks))
    for network in networks:
        rows = GraphRows(notes, directed=True)
        for number, given in network.vertices.items():
            yield from rows.node(network.prefix + number, given)
        for source, target, given, is_arc in network.ties:
            ends = network.prefix + source, network.prefix + target
            yield from rows.edge(*ends, given, "" if is_arc else "false")
        rows.finish()


class _Sections:
    """Reads the sections of one file, a line at a time."""

    def __init__(self, file: TextFile, notes: Notes) -> None:
        self._file = file
        self._notes = notes
        self._networks: list[_Network] = []
        self._section = self._title = self._relation = ""
        self._values: list[str] = []

    def networks(self) -> list[_Network]:
        """Return what is in the file."""
        for line in self._file.lines():
            text = line.text.strip()
            if not text or text.startswith("%"):
                continue
            if text.startswith("*"):
                self._begin(line)
            elif not self._section:
                raise self._file.refuse(line.number, "a Pajek file begins with *Vertices")
            else:
                self._take(line)
        self._end_of_values()
        if not self._networks:
            raise self._file.refuse(1, "there are no *Vertices in it; Pajek needs them")
        return self._networks

    def _begin(self, line: TextLine) -> None:
        word, _, rest = line.text.strip()[1:].partition(" ")
        word, _, glued = word.partition(":")
        section, rest = word.lower(), (f":{glued} {rest}" if glued else rest).strip()
        if section == "vertices" and self._section in (*_OF_VERTICES, "permutation"):
            return
        self._end_of_values()
        self._section, self._title = section, rest
        if section == "network":
            self._notes.add("names of networks", "not taken over", 1 if rest else 0)
        elif section == "vertices":
            self._declare(rest, line.number)
        elif section in _TIES:
            match = _RELATION.match(rest)
            self._relation = (match[2] or match[1] or "") if match else ""
            if not self._networks:
                raise self._file.refuse(line.number, f"*{word} stands before *Vertices")
            self._networks[-1].rows = 0

    def _declare(self, rest: str, line: int) -> None:
        """Make the vertices that a line announces; those of a second mode say so."""
        numbers = rest.split()
        if not numbers or not all(one.isdigit() and one.isascii() for one in numbers):
            raise self._file.refuse(line, "*Vertices needs their number")
        if int(numbers[0]) > self._file.most_nodes:
            raise self._file.refuse(
                line, f"{numbers[0][:20]} vertices, more than the file can name"
            )
        known = len(self._networks)
        network = _Network(f"network{known + 1}/" if known else "")
        count, first = int(numbers[0]), int(numbers[1]) if numbers[1:] else 0
        for number in range(1, count + 1):
            mode = {"mode": "1" if number <= first else "2"} if first else {}
            network.vertices[str(number)] = dict(mode)
        self._networks.append(network)

    def _take(self, line: TextLine) -> None:
        if self._section in _OF_VERTICES:
            self._values.append(line.text.strip())
            return
        if self._section not in (*_TIES, "vertices"):
            self._notes.add(f"*{self._section.capitalize()}", "lines not taken over")
            return
        tokens = [
            next(part for part in match.groups() if part is not None)
            for match in _TOKEN.finditer(line.text)
        ]
        if self._section == "vertices":
            self._vertex(tokens, line.number)
        elif self._section == "matrix":
            self._matrix_row(tokens, line.number)
        elif self._section.endswith("list"):
            for target in tokens[1:]:
                self._tie([tokens[0], target], line.number)
        else:
            self._tie(tokens, line.number)

    def _vertex(self, tokens: list[str], line: int) -> None:
        number, *rest = tokens
        vertices = self._networks[-1].vertices
        if number not in vertices:
            raise self._file.refuse(line, f"vertex {number[:40]} is not among those announced")
        given = vertices[number]
        if rest:
            given["label"] = rest[0].replace("\\n", " ")
        self._attributes(rest[1:], given, "vertices")

    def _attributes(self, tokens: list[str], given: dict[str, str], what: str) -> None:
        """Take over when something holds; the place and the looks are counted."""
        looks = 0
        for token in tokens:
            if token.startswith("["):
                given["time"] = token[1:-1]
            else:
                looks += 1
        if looks:
            self._notes.add(f"places and looks of {what}", "not taken over: drawing")

    def _tie(self, tokens: list[str], line: int) -> None:
        network = self._networks[-1]
        ends = [token.lstrip("-") for token in tokens[:2]]
        if len(ends) < _FROM_WEIGHT or any(end not in network.vertices for end in ends):
            named = " ".join(tokens[:2])[:60]
            raise self._file.refuse(line, f"a tie needs two of the vertices: {named!r} are not")
        given = {"relation": self._relation}
        rest = tokens[_FROM_WEIGHT:]
        if rest and not rest[0].startswith("[") and is_numeral(rest[0]):
            given["weight"] = rest.pop(0)
        if "l" in rest[:-1]:
            at = rest.index("l")
            given["label"] = rest[at + 1]
            del rest[at : at + 2]
        self._attributes(rest, given, "ties")
        is_arc = self._section.startswith("arc")
        network.ties.append((ends[0], ends[1], given, is_arc))

    def _matrix_row(self, tokens: list[str], line: int) -> None:
        network = self._networks[-1]
        columns = list(network.vertices)
        sources = columns
        if any(given.get("mode") for given in network.vertices.values()):
            sources = [n for n in columns if network.vertices[n]["mode"] == "1"]
            columns = [n for n in columns if network.vertices[n]["mode"] == "2"]
        if network.rows >= len(sources) or len(tokens) != len(columns):
            message = f"a row of {len(tokens)} values, and the matrix has {len(columns)} columns"
            raise self._file.refuse(line, message)
        source = sources[network.rows]
        network.rows += 1
        for target, value in zip(columns, tokens, strict=True):
            if not is_numeral(value):
                raise self._file.refuse(line, f"{value[:40]!r} is not a number")
            if float(value):
                given = {"relation": self._relation, "weight": value}
                network.ties.append((source, target, given, True))

    def _end_of_values(self) -> None:
        """Give the vertices the values of a partition or vector that fits them."""
        if self._section in _OF_VERTICES:
            vertices = self._networks[-1].vertices if self._networks else {}
            name = self._title or self._section
            if len(vertices) == len(self._values):
                for given, value in zip(vertices.values(), self._values, strict=True):
                    given[name] = value
            else:
                what = "not taken over: they do not fit the network before them"
                self._notes.add(f"values of *{self._section} {self._title}".strip(), what)
        self._values = []
