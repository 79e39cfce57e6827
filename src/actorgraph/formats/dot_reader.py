"""Graphviz DOT of other tools, read: nodes, edges, chains of edges, clusters.

What `export` writes as DOT leaves claims out, so it is refused: the data it came from says more.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import text_file
from actorgraph.limits import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.text_lines import TextFile

LOOKS = frozenset(
    """arrowhead arrowsize arrowtail bgcolor center charset color colorscheme concentrate
    constraint decorate distortion fillcolor fixedsize fontcolor fontname fontsize gradientangle
    group headclip headport height image imagescale labelangle labeldistance labelfloat
    labelfontcolor labelfontname labelfontsize labeljust labelloc layer len lhead ltail margin
    minlen nodesep nojustify ordering orientation overlap pad penwidth peripheries pin pos rank
    rankdir ranksep ratio regular samehead sametail shape shapefile showboxes sides size skew
    sortv splines style tailclip tailport target_ vertices width xlp lp z rects""".split()
)
_TOKEN = re.compile(
    r"""\s+|//[^\n]*|/\*.*?\*/|(?m:^\#[^\n]*)
    |"((?:[^"\\]|\\.)*)"|(->|--|[{}\[\];,=:+])
    |([^\W\d][\w.]*|-?(?:\.\d+|\d+(?:\.\d*)?))""",
    re.VERBOSE | re.DOTALL,
)
_OURS = "actorgraph"


class _Token(NamedTuple):
    """A piece of the text: a mark of the syntax, or a name (also one in quotes)."""

    line: int
    text: str
    is_mark: bool


class _Scope(NamedTuple):
    """What holds within one pair of braces: the cluster, and the attributes by default."""

    cluster: str
    node: dict[str, str]
    edge: dict[str, str]


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of a file.

    Raises:
        DataError: if it is not DOT; with the line.
    """
    parser = _Parser(text_file(path), notes)
    parser.graph()
    rows = GraphRows(notes, directed=parser.is_directed, looks=LOOKS)
    for node_id, given in parser.nodes.items():
        label = given.get("label", "").replace("\\N", node_id)
        yield from rows.node(node_id, {**given, "label": _plain(label)})
    for source, target, given in parser.edges:
        direction = given.pop("dir", "")
        ends = (target, source) if direction == "back" else (source, target)
        own = "false" if direction in ("none", "both") else ""
        yield from rows.edge(*ends, {**given, "label": _plain(given.get("label", ""))}, own)
    rows.finish()


def _plain(label: str) -> str:
    """Return a label with blanks where it breaks a line."""
    return " ".join(re.sub(r"\\[nlr]", " ", label).split())


class _Parser:
    """Reads one graph.

    Attributes:
        nodes: the attributes of each, by its id.
        edges: source, target and attributes of each.
    """

    def __init__(self, file: TextFile, notes: Notes) -> None:
        self._file = file
        self._notes = notes
        self._tokens = list(_tokens(file))
        self._at = 0
        self.is_directed = False
        self.nodes: dict[str, dict[str, str]] = {}
        self.edges: list[tuple[str, str, dict[str, str]]] = []

    def graph(self) -> None:
        """Read the whole file."""
        word = self._name().lower()
        if word == "strict":
            word = self._name().lower()
        if word not in ("graph", "digraph"):
            raise self._refuse("a DOT file begins with graph or digraph")
        self.is_directed = word == "digraph"
        name = "" if self._is("{") else self._name()
        if name == _OURS:
            message = "actorgraph wrote this to be drawn, without its claims; read the data instead"
            raise self._refuse(message)
        self._body(_Scope("", {}, {}), 1)
        if self._at < len(self._tokens):
            self._notes.add("graphs", "after the first in the file: not read")

    def _body(self, scope: _Scope, depth: int) -> list[str]:
        """Read what stands in braces; return the nodes named there."""
        if depth > DEEPEST:
            raise self._refuse("braces within braces, too many levels of them")
        self._expect("{")
        named: list[str] = []
        while not self._is("}"):
            if self._is(";") or self._is(","):
                self._at += 1
            else:
                named += self._statement(scope, depth)
        self._at += 1
        return named

    def _statement(self, scope: _Scope, depth: int) -> list[str]:
        word = self._peek()
        if not word.is_mark and word.text.lower() in ("node", "edge", "graph") and self._is("[", 1):
            self._at += 1
            given = self._attributes()
            if word.text.lower() == "graph":
                self._about_graph(given)
            else:
                (scope.node if word.text.lower() == "node" else scope.edge).update(given)
            return []
        if self._is("=", 1):
            name = self._name()
            self._expect("=")
            self._about_graph({name: self._name()})
            return []
        return self._chain(scope, depth)

    def _about_graph(self, given: dict[str, str]) -> None:
        for name in given:
            if name not in LOOKS:
                self._notes.add(f"{name} of the graph", "not taken over")

    def _chain(self, scope: _Scope, depth: int) -> list[str]:
        """Read a node, or nodes linked by edges; each may be several in braces."""
        groups = [self._nodes(scope, depth)]
        while self._is("->") or self._is("--"):
            self._at += 1
            groups.append(self._nodes(scope, depth))
        given = self._attributes()
        for sources, targets in pairwise(groups):
            self.edges += [(a, b, {**scope.edge, **given}) for a in sources for b in targets]
        if len(groups) == 1:
            for node_id in groups[0]:
                self.nodes[node_id].update(given)
        return [node_id for group in groups for node_id in group]

    def _nodes(self, scope: _Scope, depth: int) -> list[str]:
        is_subgraph = not self._peek().is_mark and self._peek().text.lower() == "subgraph"
        if is_subgraph or self._is("{"):
            self._at += is_subgraph
            name = "" if self._is("{") else self._name()
            cluster = name if name.lower().startswith("cluster") else scope.cluster
            inner = _Scope(cluster, dict(scope.node), dict(scope.edge))
            return self._body(inner, depth + 1)
        node_id = self._name()
        while self._is(":"):
            self._at += 1
            self._name()
        placed = {"cluster": scope.cluster} if scope.cluster else {}
        self.nodes.setdefault(node_id, dict(scope.node)).update(placed)
        return [node_id]

    def _attributes(self) -> dict[str, str]:
        given = {}
        while self._is("["):
            self._at += 1
            while not self._is("]"):
                if self._is(",") or self._is(";"):
                    self._at += 1
                    continue
                name = self._name()
                if self._is("="):
                    self._at += 1
                    given[name] = self._name()
                else:
                    given[name] = "true"
            self._at += 1
        return given

    def _peek(self, ahead: int = 0) -> _Token:
        if self._at + ahead >= len(self._tokens):
            last = self._tokens[-1].line if self._tokens else 1
            raise self._file.refuse(last, "the file breaks off here")
        return self._tokens[self._at + ahead]

    def _is(self, mark: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token.is_mark and token.text == mark

    def _expect(self, mark: str) -> None:
        if not self._is(mark):
            raise self._refuse(f"{mark} is expected here, not {self._peek().text[:40]!r}")
        self._at += 1

    def _name(self) -> str:
        """Read a name; texts in quotes that are added up with + are one."""
        token = self._peek()
        if token.is_mark:
            raise self._refuse(f"a name is expected here, not {token.text!r}")
        self._at += 1
        text = token.text
        while self._at + 1 < len(self._tokens) and self._is("+"):
            self._at += 1
            text += self._name()
        return text

    def _refuse(self, message: str) -> Exception:
        return self._file.refuse(self._peek().line, message)


def _tokens(file: TextFile) -> Iterator[_Token]:
    text = file.text()
    at, line = 0, 1
    while at < len(text):
        if text[at] == "<":
            ends = _end_of_html(text, at)
            if ends < 0:
                raise file.refuse(line, "a text begins with < here and never ends")
            words = " ".join(re.sub(r"<[^<>]*>", " ", text[at + 1 : ends - 1]).split())
            yield _Token(line, words, is_mark=False)
        else:
            match = _TOKEN.match(text, at)
            if match is None:
                raise file.refuse(line, f"{text[at : at + 20]!r} is not DOT")
            quoted, mark, name = match.groups()
            if mark:
                yield _Token(line, mark, is_mark=True)
            elif quoted is not None:
                yield _Token(line, quoted.replace('\\"', '"').replace("\\\n", ""), is_mark=False)
            elif name:
                yield _Token(line, name, is_mark=False)
            ends = match.end()
        line += text.count("\n", at, ends)
        at = ends


def _end_of_html(text: str, at: int) -> int:
    """Return where a text in angle brackets ends, brackets within it closed; -1 if nowhere."""
    depth = 0
    for match in re.compile("[<>]").finditer(text, at):
        depth += 1 if match[0] == "<" else -1
        if depth == 0:
            return match.end()
    return -1
