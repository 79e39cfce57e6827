"""GDF, the tables of GUESS: `nodedef>` and its rows, `edgedef>` and its rows. Read only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes

LOOKS = frozenset(
    "x y visible color fixed style width height labelvisible labelcolor labelsize image".split()
)
_CELL = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,]*?))\s*(?:,|\Z)""")
_DEFINES = re.compile(r"\s*(node|edge|arc)def\s*>\s*", re.IGNORECASE)
_TYPES = re.compile(
    r"\s+(?:VARCHAR|BOOLEAN|BOOL|TINYINT|SMALLINT|INTEGER|INT|BIGINT|FLOAT|DOUBLE|LONG|DATE|TEXT)"
    r"(?:\s*\(\s*\d+\s*\))?(?:\s+default\s+(.*))?\s*\Z",
    re.IGNORECASE,
)


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of a file; an edge has a direction where it says so.

    Raises:
        DataError: if it is not GDF; with the line.
    """
    file = text_file(path)
    rows = GraphRows(notes, directed=False, looks=LOOKS)
    kind, columns = "", [""]
    defaults: dict[str, str] = {}
    for line in file.lines():
        if not line.text.strip() or line.text.startswith("#"):
            continue
        if match := _DEFINES.match(line.text):
            kind = match[1].lower()
            columns, defaults = _columns(line.text[match.end() :])
            first = ("name",) if kind == "node" else ("node1", "node2")
            if not set(first) <= set(columns):
                columns[: len(first)] = first
            continue
        if not kind:
            raise file.refuse(line.number, "a GDF file begins with nodedef>")
        cells = _cells(line.text)
        if len(cells) > len(columns):
            message = f"{len(cells)} cells, and the header has {len(columns)}"
            raise file.refuse(line.number, message)
        given = defaults | {name: cell for name, cell in zip(columns, cells, strict=False) if cell}
        if kind == "node":
            yield from rows.node(given.pop("name", cells[0]), given)
            continue
        source, target = given.pop("node1", ""), given.pop("node2", "")
        if not source or not target:
            raise file.refuse(line.number, "an edge without node1 or node2")
        direction = given.pop("directed", "true" if kind == "arc" else "")
        yield from rows.edge(source, target, given, _direction(direction))
    rows.finish()


def _direction(cell: str) -> str:
    return "undirected" if cell.lower() in ("false", "0") else "yes" if cell else ""


def _columns(text: str) -> tuple[list[str], dict[str, str]]:
    """Return the names in a header and the values that columns have by default.

    The first column of nodes is the name and the first two of edges are the ends, however they
    are called.
    """
    names: list[str] = []
    defaults = {}
    for definition in re.split(r",(?![^(]*\))", text):
        match = _TYPES.search(f" {definition}")
        name = f" {definition}"[: match.start()].strip() if match else definition.strip()
        names.append(name)
        if match and match[1]:
            defaults[name] = match[1].strip("'\" ")
    return names, defaults


def _cells(text: str) -> list[str]:
    """Return the cells of a row; those with a comma stand in quotes of either kind."""
    cells: list[str] = []
    at = 0
    while at < len(text):
        match = _CELL.match(text, at)
        if match is None or match.end() == at:
            cells.append(text[at:].strip())
            break
        quoted = match[1] if match[1] is not None else match[2]
        cells.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match[3].strip())
        at = match.end()
    return cells
