"""SIF, Cytoscape's simple interactions: `A relation B C`, between tabs or blanks. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes

_SHORTEST = 3


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield whoever is named in a file, once, and how they are linked.

    Raises:
        DataError: if a line has a relation and no target; with its number.
    """
    file = text_file(path)
    lines = [line for line in file.lines() if line.text.strip()]
    separator = "\t" if any("\t" in line.text for line in lines) else None
    rows = GraphRows(notes, directed=True)
    named: set[str] = set()
    for line in lines:
        parts = [part.strip() for part in line.text.split(separator) if part.strip()]
        if 1 < len(parts) < _SHORTEST:
            raise file.refuse(line.number, "two words; it needs a source, a relation and a target")
        source, relation, targets = parts[0], "".join(parts[1:2]), parts[2:]
        for name in (source, *targets):
            if name not in named:
                named.add(name)
                yield from rows.node(name, {"label": name})
        for target in targets:
            yield from rows.edge(source, target, {"relation": relation})
