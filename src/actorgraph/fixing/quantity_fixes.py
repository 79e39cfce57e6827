"""Amounts and shares that can be rewritten as plain numbers without losing what stands beside them.

Called by cell_fixes.py. A currency moves to its own column, if the table has one and the row says
no other there; a fraction is left, for 1/4 may be rounded and `25` is exact.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import quantities
from actorgraph.editing.cell_edits import CellEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.tables import Table

_CURRENCY = "currency"


def quantity_edits(table: Table) -> tuple[list[tuple[str, CellEdit]], int]:
    """Return the cells of a table to change, and how many numbers somebody has to write."""
    width = len(table.header)  # what stands behind it is in no cell of the file
    places = {name: at for name, at in table.columns.items() if at < width}
    columns = [name for name in quantities.COLUMNS if name in places]
    edits: list[tuple[str, CellEdit]] = []
    left = 0
    for line, row in zip(table.lines, table.rows, strict=True):
        for column in columns:
            cell = row[places[column]]
            if not cell.strip() or quantities.is_plain(column, cell):
                continue
            changes = [*_changes(column, cell, row, places.get(_CURRENCY))]
            left += not changes
            for name, text in changes:
                at = places[name]
                edits.append((name, CellEdit(line, at, row[at], text)))
    return edits, left


def _changes(
    column: str, cell: str, row: Sequence[str], currency_at: int | None
) -> Iterator[tuple[str, str]]:
    """Yield the columns of a row to change with what they are to hold; none if that is not sure."""
    read = quantities.readings(column, cell)
    if len(read) != 1 or not read[0].is_whole:
        return
    currency = read[0].currency
    there = "" if currency_at is None else row[currency_at].strip()
    if currency and (currency_at is None or there not in ("", currency)):
        return
    yield column, read[0].text
    if currency and not there:
        yield _CURRENCY, currency
