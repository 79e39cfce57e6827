"""Whether a table is an adjacency matrix: names on both sides, a number or a mark in a cell.

Asked by the readers of matrices, and by table_headers to say how a matrix is read that was taken
for a table. Leaves out what the numbers mean, which no matrix says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.headings.cell_kinds import is_date_like
from actorgraph.headings.column_meanings import meaning_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?\Z")
_NOTHING = re.compile(r"[-+]?0*(?:[.,]0*)?\Z|[.\u2013-]\Z|n/?a\Z|nan\Z|none\Z", re.IGNORECASE)
_MARK = re.compile(r"[x\u00d7*\u2713\u2714]\Z", re.IGNORECASE)
_FEWEST = 2
"""Rows and columns that a matrix has at least."""


def is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first rows of a table are those of a matrix."""
    if len(rows) <= _FEWEST or len(rows[0]) <= _FEWEST:
        return False
    header, *body = rows
    across = [name.strip() for name in header[1:]]
    if not _are_names(across) or any(len(row) != len(header) for row in body):
        return False
    corner = header[0].strip()
    down = [row[0].strip() for row in body]
    cells = [cell.strip() for row in body for cell in row[1:]]
    if not _are_names(down) or not all(map(is_weight, cells)):
        return False
    if set(down) <= set(across) and down == across[: len(down)]:
        return True
    return _is_two_mode(corner, across, cells)


def lacks_side(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether rows are those of a square matrix without names down the side."""
    header, *body = [[cell.strip() for cell in row] for row in rows] or [[]]
    cells = [cell for row in body for cell in row]
    is_square = _FEWEST <= len(body) <= len(header) and all(len(r) == len(header) for r in body)
    known = (*schema.RELATION_COLUMNS, *schema.ENTITY_COLUMNS)
    is_own = any(meaning_of(name, known) for name in header)
    is_marked = {weight_of(cell) for cell in cells} == {"", "1"}
    return (
        is_square and not is_own and _are_names(header) and all(map(is_weight, cells)) and is_marked
    )


def is_weight(cell: str) -> bool:
    """Return whether a cell is a number, a mark or nothing."""
    return bool(_NUMBER.match(cell) or _NOTHING.match(cell) or _MARK.match(cell))


def weight_of(cell: str) -> str:
    """Return the number of a cell as text; "" for none."""
    if _NOTHING.match(cell):
        return ""
    return "1" if _MARK.match(cell) else cell.replace(",", ".")


def _are_names(names: Sequence[str]) -> bool:
    """Return whether these can be names along a side: each once, none of them empty or a year."""
    return (
        all(names)
        and len(set(names)) == len(names)
        and not any(is_date_like(name) for name in names)
    )


def _is_two_mode(corner: str, across: Sequence[str], cells: Sequence[str]) -> bool:
    known = (*schema.RELATION_COLUMNS, *schema.ENTITY_COLUMNS)
    if any(meaning_of(name, known) for name in (corner, *across) if name):
        return False
    if any(_NUMBER.match(name) for name in across):
        return False
    empty = sum(not weight_of(cell) for cell in cells)
    only_marks = {weight_of(cell) for cell in cells} <= {"", "1"}
    return bool(empty) and (only_marks or (not corner and empty * 3 >= len(cells)))
