"""Columns of cells of an open index: each distinct cell once, and for each row the number of its.

Stands for a look at `Records.cells` of every row, in a fiftieth of the time (a million rows of ten
columns): Arrow reads the text of many rows at once, after the checksums of its blocks are compared.
tests/differential holds what is made of them to the rows one by one.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
from pyarrow import csv

from actorgraph.index.arrays import keep_freed_room, numbers_in
from actorgraph.index.column_file import DamagedError
from actorgraph.index.csv_columns import EncodedColumn, nothing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from actorgraph.index.stored_rows import Records

AT_ONCE = 1 << 16
"""So many rows are read together."""
FEWER_AT_ONCE = 1 << 13
"""So many, where their cells are made texts of Python."""
_CELLS = arrow.dictionary(arrow.int32(), arrow.string())


def columns_of(records: Records, names: Collection[str]) -> dict[str, EncodedColumn]:
    """Return columns by our names; one that the file does not have holds empty cells.

    Raises:
        DamagedError: if the rows are not where the index says.
        ChangedError: if the file is no longer the one that was indexed.
    """
    keep_freed_room()
    there = [name for name in records.columns if name in names]
    chunks: dict[str, list[arrow.DictionaryArray]] = {name: [] for name in there}
    for table in _tables(records, there, _CELLS, AT_ONCE):
        for name in there:
            chunks[name] += table.column(name).chunks
    absent = nothing(len(records))
    return {name: _united(chunks.pop(name)) if chunks.get(name) else absent for name in names}


def rows_under(records: Records, names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield for each row its cells under some columns; under one that is not there, an empty one.

    Stands for `Records.all_cells`, in half of the time.

    Raises:
        DamagedError, ChangedError: as `columns_of` does.
    """
    there = [name for name in records.columns if name in names]
    if not there:
        yield from repeat(("",) * len(names), len(records))
    for table in _tables(records, there, arrow.string(), FEWER_AT_ONCE):
        absent = [""] * table.num_rows
        cells = (table.column(name).to_pylist() if name in there else absent for name in names)
        yield from zip(*cells, strict=True)


def _tables(
    records: Records, names: list[str], kind: arrow.DataType, at_once: int
) -> Iterator[arrow.Table]:
    """Yield some columns, so many rows at once."""
    for _, text, starts in records.parts(at_once) if names else ():
        table = _table(text, records, names, kind)
        if table.num_rows != len(starts) - 1:
            raise DamagedError(f"{records.file}: rows and lines do not agree")
        yield table


def _table(text: bytes, records: Records, names: list[str], kind: arrow.DataType) -> arrow.Table:
    return csv.read_csv(
        arrow.BufferReader(text),
        read_options=csv.ReadOptions(column_names=records.columns, block_size=len(text) + 1),
        parse_options=csv.ParseOptions(delimiter=records.delimiter, newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, kind),
            include_columns=names,
            check_utf8=False,  # it was when the index was built
            null_values=[],
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    )


def _united(chunks: list[arrow.DictionaryArray]) -> EncodedColumn:
    column = arrow.chunked_array(chunks, _CELLS).unify_dictionaries()
    codes = np.concatenate([numbers_in(chunk.indices) for chunk in column.chunks])
    return EncodedColumn(column.chunk(0).dictionary, codes)
