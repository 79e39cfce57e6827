"""The table of relations of an index, row by row as it stands in the file, without its claims.

Stands for `claim_row` of every claim that a row states (formats/content.py), in a tenth of the
time. tests/differential holds the two together.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from actorgraph import statements
from actorgraph.engine import RelationTable
from actorgraph.engines.edge_rows import ends_in
from actorgraph.index import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.index.reading import Index

DIRECTED = "directed"


def relation_table(index: Index) -> RelationTable:
    """Return the rows of an index with the direction that settings or an office give them."""
    records, symmetric = index.relations, index.inputs.symmetric
    columns = list(records.columns)
    if DIRECTED not in columns:
        if not symmetric:
            return RelationTable(columns, records.all_cells)
        columns.append(DIRECTED)
    relation_at, directed_at = _place(columns, "relation"), columns.index(DIRECTED)
    offices = _offices(index)

    @lru_cache(None)
    def direction(relation: str, directed: str, *, makes_office: bool) -> str:
        word = relation.strip()
        is_symmetric = statements.is_symmetric(word, directed, symmetric) and not makes_office
        if is_symmetric == statements.is_symmetric(word, directed):
            return directed
        return "no" if is_symmetric else "yes"

    def rows() -> Iterator[list[str]]:
        width = len(columns)
        for number, row in enumerate(records.all_cells()):
            if len(row) < width:
                row.append("")
            relation = row[relation_at] if relation_at is not None else ""
            makes_office = offices is not None and offices[number] != NOBODY
            row[directed_at] = direction(relation, row[directed_at], makes_office=makes_office)
            yield row

    return RelationTable(columns, rows)


def count_unconnected(index: Index) -> int:
    """Count the entities of an index that are an end of no claim."""
    is_end = np.zeros(len(index), bool)
    is_end[ends_in(index).ravel()] = True
    offices = _offices(index)
    if offices is not None:
        made = np.asarray(offices)
        is_end[made[made != NOBODY]] = True
    return int((~is_end).sum())


def _offices(index: Index) -> memoryview[int] | None:
    """Return for each row the office that it makes; None where no row makes any."""
    return index.store.column("offices").whole() if "offices" in index.store else None


def _place(columns: list[str], name: str) -> int | None:
    return columns.index(name) if name in columns else None
