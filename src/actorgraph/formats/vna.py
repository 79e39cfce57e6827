"""VNA, the tables of NetDraw: `*Node data`, `*Tie data`, each with a header. Read only.

Where a tie has no word for what it is, each column of strengths is a relation of its own, and a
strength of 0 is no tie.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.text_lines import is_numeral, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.notes import Notes

_CELL = re.compile(r'"([^"]*)"|([^\s,"]+)')
_WORDS = ("kind", "type", "relation", "relationship", "label", "tie")
_STRENGTHS = ("strength", "weight", "value", "")
_ENDS = 2


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and ties of a file.

    Raises:
        DataError: if a row does not fit its header; with the line.
    """
    file = text_file(path)
    rows = GraphRows(notes, directed=True)
    section, header = "", [""]
    for line in file.lines():
        text = line.text.strip()
        if not text:
            continue
        if text.startswith("*"):
            section, header = " ".join(text[1:].lower().split()), []
            continue
        cells = [match[1] if match[1] is not None else match[2] for match in _CELL.finditer(text)]
        if not section:
            raise file.refuse(line.number, "a VNA file begins with *Node data or *Tie data")
        if not header:
            header = cells
        elif len(cells) > len(header):
            raise file.refuse(line.number, f"{len(cells)} cells, and the header has {len(header)}")
        elif section == "node data":
            node_id, *rest = cells
            attributes = dict(zip(header[1:], rest, strict=False))
            label = attributes.get("label", "") or node_id
            yield from rows.node(node_id, {**attributes, "label": label})
        elif section == "tie data":
            if len(cells) < _ENDS:
                raise file.refuse(line.number, "a tie of a single end; it needs two")
            yield from _tie(dict(zip(header, cells, strict=False)), cells, rows, notes)
        else:
            notes.add(f"*{section}", "rows not taken over: drawing")
    rows.finish()


def _tie(given: dict[str, str], cells: list[str], rows: GraphRows, notes: Notes) -> Iterator[Row]:
    source, target = cells[:2]
    attributes = dict(list(given.items())[2:])
    word = next((name for name in attributes if name.lower() in _WORDS), "")
    if word:
        relation = attributes.pop(word)
        yield from rows.edge(source, target, {"relation": relation, **attributes})
        return
    strengths = {name: cell for name, cell in attributes.items() if is_numeral(cell)}
    rest = {name: cell for name, cell in attributes.items() if name not in strengths}
    for name, cell in (strengths or {"": ""}).items():
        if cell and not float(cell):
            notes.add("ties of strength 0", "left out: they are no ties")
            continue
        relation = "" if name.lower() in _STRENGTHS else name
        yield from rows.edge(source, target, {"relation": relation, "weight": cell, **rest})
