"""The columns that say when rows held and were said, kept in an index as numbers of their cells.

Stands for `columns_of` of cell_columns.py, which reads them out of the text again: a third of what
a timeline of a month takes at a million relations. tests/differential holds the answers together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow

from actorgraph.index.arrays import bytes_of
from actorgraph.index.cell_columns import columns_of
from actorgraph.index.csv_columns import EncodedBuilder, EncodedColumn
from actorgraph.index.row_filter import in_few_bytes

if TYPE_CHECKING:
    from collections.abc import Collection

    from actorgraph.index.column_file import ColumnFile
    from actorgraph.index.csv_columns import Part
    from actorgraph.index.postings import Columns
    from actorgraph.index.reading import Index

DATING = ("relation", "date", "start_date", "end_date")
"""The columns that say when something held."""
SAID = "statement_date"
KEPT = (*DATING, SAID)
MOST_DISTINCT = 1 << 20
"""A column of more distinct cells is not kept: they would be held while the index is built."""


class KeptColumns:
    """The columns KEPT of a file, put together part by part."""

    def __init__(self) -> None:
        self._columns: dict[str, EncodedBuilder] = {}
        self._left_out: set[str] = set()

    def take(self, part: Part) -> None:
        """Take the next rows."""
        for name in KEPT:
            if name in part.coded and name not in self._left_out:
                column = self._columns.setdefault(name, EncodedBuilder())
                column.add(part.coded[name])
                if column.count_distinct() > MOST_DISTINCT:
                    self._left_out.add(name)
                    del self._columns[name]

    def written(self) -> Columns:
        """Yield what is kept of each column: codes, and the distinct cells."""
        for name, column in self._columns.items():
            whole = column.whole()
            content, at = bytes_of(whole.cells)
            yield f"cells.{name}", *in_few_bytes(whole.codes)
            yield f"cells.{name}.at", "i", at.astype(np.int32)
            yield f"cells.{name}.text", "B", content


def cells_of(index: Index, names: Collection[str]) -> dict[str, EncodedColumn]:
    """Return columns of the relations by our names, those that are kept from the index.

    Raises:
        DamagedError, ChangedError: as `columns_of` does.
    """
    kept = {name: _kept(index.store, name) for name in names if f"cells.{name}" in index.store}
    rest = [name for name in names if name not in kept]
    return {**kept, **(columns_of(index.relations, rest) if rest else {})}


def _kept(store: ColumnFile, name: str) -> EncodedColumn:
    codes, at, content = (
        store.column(f"cells.{name}{part}").whole() for part in ("", ".at", ".text")
    )
    buffers = arrow.py_buffer(np.array(at)), arrow.py_buffer(np.array(content, np.uint8))
    return EncodedColumn(arrow.StringArray.from_buffers(len(at) - 1, *buffers), np.asarray(codes))
