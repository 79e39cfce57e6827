"""GML, the graph modelling language: nested lists of keys and values. Read only."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import text_file
from actorgraph.limits import DEEPEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.text_lines import TextFile

LOOKS = frozenset({"graphics", "labelgraphics", "edgeanchor", "root_index", "is_visible"})
_TOKEN = re.compile(r'\s+|#[^\n]*|(\[)|(\])|"([^"]*)"|([^\s\[\]"#]+)')


class Pair(NamedTuple):
    """A key with its value, and the line on which it stands."""

    key: str
    value: Value
    line: int


Value: TypeAlias = "str | list[Pair]"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of every graph in a file.

    Raises:
        DataError: if it is not GML; with the line.
    """
    file = text_file(path)
    graphs = 0
    for pair in _pairs(file):
        if pair.key.lower() == "graph" and isinstance(pair.value, list):
            graphs += 1
            yield from _graph(pair.value, notes, file, f"graph{graphs}/" if graphs > 1 else "")
        else:
            notes.add(f"{pair.key} of the file", "not taken over")
    if not graphs:
        raise file.refuse(1, "there is no graph [ ... ] in it; GML needs one")


def _graph(pairs: list[Pair], notes: Notes, file: TextFile, prefix: str) -> Iterator[Row]:
    by_key = {pair.key.lower(): pair.value for pair in pairs}
    rows = GraphRows(notes, directed=by_key.get("directed") == "1", looks=LOOKS)
    for pair in pairs:
        key = pair.key.lower()
        if key in ("node", "edge") and isinstance(pair.value, list):
            given = dict(_flat(pair.value))
            if key == "node":
                yield from _node(given, pair, rows, file, prefix)
            else:
                yield from _edge(given, pair, rows, file, prefix)
        elif key != "directed":
            notes.add(f"{pair.key} of the graph", "not taken over")
    rows.finish()


def _node(
    given: dict[str, str], pair: Pair, rows: GraphRows, file: TextFile, prefix: str
) -> Iterator[Row]:
    node_id = given.pop("id", "") or given.get("label", "")
    if not node_id:
        raise file.refuse(pair.line, "a node without an id")
    if rows.has(prefix + node_id):
        raise file.refuse(pair.line, f"a second node of the id {node_id[:40]}")
    yield from rows.node(prefix + node_id, given)


def _edge(
    given: dict[str, str], pair: Pair, rows: GraphRows, file: TextFile, prefix: str
) -> Iterator[Row]:
    source, target = given.pop("source", ""), given.pop("target", "")
    if not source or not target:
        raise file.refuse(pair.line, "an edge without a source or a target")
    direction = {"1": "true", "0": "false"}.get(given.pop("directed", ""), "")
    yield from rows.edge(prefix + source, prefix + target, given, direction)


def _flat(pairs: list[Pair], name: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts in nested lists, each once, under the keys that lead to it."""
    values: dict[str, list[str]] = {}
    for pair in pairs:
        key = f"{name}.{pair.key}" if name else pair.key
        inner = _flat(pair.value, key) if isinstance(pair.value, list) else [(key, pair.value)]
        for full, text in inner:
            values.setdefault(full, []).append(text)
    for key, texts in values.items():
        yield key, "|".join(dict.fromkeys(filter(None, texts)))


def _pairs(file: TextFile) -> list[Pair]:
    """Return the outermost pairs of a file."""
    pairs: list[Pair] = []
    open_lists: list[list[Pair]] = [pairs]
    key, begins = "", 0
    for line, kind, text in _tokens(file):
        if kind == "]":
            if len(open_lists) == 1 or key:
                raise file.refuse(line, "a ] that closes nothing, or a key without a value")
            open_lists.pop()
        elif not key:
            if kind != "word":
                raise file.refuse(line, f"a key is expected here, not {text[:40]!r}")
            key, begins = text, line
        elif kind == "[":
            if len(open_lists) > DEEPEST:
                raise file.refuse(line, "lists within lists, too many levels of them")
            inner: list[Pair] = []
            open_lists[-1].append(Pair(key, inner, begins))
            open_lists.append(inner)
            key = ""
        else:
            open_lists[-1].append(Pair(key, html.unescape(text), begins))
            key = ""
    if len(open_lists) > 1 or key:
        raise file.refuse(begins, "the file breaks off: a [ is never closed")
    return pairs


def _tokens(file: TextFile) -> Iterator[tuple[int, str, str]]:
    """Yield each token with its line and its kind: [, ], word, text."""
    text = file.text()
    at, line = 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise file.refuse(line, 'a text begins with " here and never ends')
        opening, closing, quoted, word = match.groups()
        if opening or closing:
            yield line, match[0], match[0]
        elif quoted is not None:
            yield line, "text", quoted
        elif word:
            yield line, "word", word
        line += match[0].count("\n")
        at = match.end()
