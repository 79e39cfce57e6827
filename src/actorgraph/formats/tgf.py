"""TGF, the trivial graph format: `id label`, a line `#`, `source target label`. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of a file.

    Raises:
        DataError: if a line is neither; with its number.
    """
    file = text_file(path)
    rows = GraphRows(notes, directed=True)
    of_edges = False
    for line in file.lines():
        text = line.text.strip()
        if text == "#" and not of_edges:
            of_edges = True
        elif text and of_edges:
            source, target, label, *_ = [*text.split(None, 2), "", "", ""]
            if not target:
                raise file.refuse(line.number, "an edge of a single end; it needs two")
            yield from rows.edge(source, target, {"label": label})
        elif text:
            node_id, label, *_ = [*text.split(None, 1), ""]
            yield from rows.node(node_id, {"label": label})
    if not of_edges:
        raise file.refuse(1, "there is no line # between nodes and edges")
    rows.finish()
