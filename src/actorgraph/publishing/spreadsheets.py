"""Tables that a spreadsheet program takes for text alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actorgraph.tables import Table

LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that a spreadsheet program may take for a formula (OWASP's list)."""


def defused(table: Table) -> Table:
    """Return a table in which an apostrophe precedes each cell that begins as a formula does."""
    rows = [[_defused(cell) for cell in row] for row in table.rows]
    columns = {_defused(name): at for name, at in table.columns.items()}
    return replace(table, header=[*map(_defused, table.header)], columns=columns, rows=rows)


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(LIVE) else cell
