"""Kumu's sheet of connections, in which an end may name several elements: a row stands for each.

Kumu parts them by `|`, so that nothing is guessed here; elsewhere such an end is an error.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from actorgraph.statements import values_of

if TYPE_CHECKING:
    from actorgraph.formats.notes import Notes
    from actorgraph.tables import Table

_HEADERS = frozenset({"from", "to", "direction"})
_DIRECTIONS = frozenset({"directed", "undirected", "mutual", ""})


def part_ends(table: Table, notes: Notes) -> None:
    """Let a row of Kumu's connections stand once for each two elements that it connects."""
    header = [name.strip().lower() for name in table.header]
    if not set(header) >= _HEADERS:
        return
    direction = header.index("direction")
    if not {row[direction].strip().lower() for row in table.rows} <= _DIRECTIONS:
        return
    source, target = table.columns["source"], table.columns["target"]
    rows: list[list[str]] = []
    lines: list[int] = []
    for row, line in zip(table.rows, table.lines, strict=True):
        ends = (values_of(row[at]) or ("",) for at in (source, target))
        for one, other in product(*ends):
            parted = [*row]
            parted[source], parted[target] = one, other
            rows.append(parted)
            lines.append(line)
    notes.add("To", "in further rows: a cell names several elements", len(rows) - len(table.rows))
    table.rows, table.lines = rows, lines
