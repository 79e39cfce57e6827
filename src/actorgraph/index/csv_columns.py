"""Columns of cells in bulk: read by Arrow, part by part, each distinct cell looked at once.

Stands for the cells of tables.py. tests/engines/test_indexed.py compares both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc
from pyarrow import csv

from actorgraph.index.arrays import bytes_of, kept, lengths, numbers_in, picked, slices, texts
from actorgraph.index.scan import NotPlainError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from numpy.typing import NDArray

    from actorgraph.index.array_types import Numbers
    from actorgraph.index.scan import CsvShape

Scalar = TypeVar("Scalar", np.bool_, np.uint8, np.int32, np.int64)
Texts = TypeVar("Texts", arrow.StringArray, arrow.ChunkedArray)
BLOCK = 4 << 20
WHOLE = 200 << 20
"""Files of fewer bytes than this are read as a whole."""
AT_ONCE = 48 << 20
"""Of larger ones so many bytes together."""
_DISTINCT = 0.7
"""From this share of distinct cells on a column is longer with numbers for them than without."""
_FEW = 1 << 16
_BLANK, _ASCII = 32, 127


@dataclass
class EncodedColumn:
    """A column as its distinct cells, and for each row which of them it holds.

    Attributes:
        cells: Arrow array, each once if that is worth it.
        codes: for each row the number of its cell.
    """

    cells: arrow.StringArray
    codes: Numbers

    @cached_property
    def distinct(self) -> list[str]:
        """The distinct cells."""
        return list(self.cells.to_pylist())

    def mapped(self, value_of: Callable[[str], float], dtype: type[Scalar]) -> NDArray[Scalar]:
        """A value per row, computed once for each distinct cell."""
        values = np.fromiter(map(value_of, self.distinct), dtype, len(self.distinct))
        return values[self.codes]


def nothing(count: int) -> EncodedColumn:
    """A column that is not there: so many empty cells."""
    return EncodedColumn(texts([""]), np.zeros(count, np.int32))


class Part(NamedTuple):
    """Some rows of a file.

    Attributes:
        first, stop: the numbers of the first of them and of the row after the last.
        plain: columns as they are; coded: such whose distinct cells are looked at once.
    """

    first: int
    stop: int
    plain: dict[str, arrow.ChunkedArray]
    coded: dict[str, EncodedColumn]


class CsvColumns:
    """The cells of a file.

    Args:
        shape: of the file.
        plain: columns to be had as chunked Arrow arrays, those of them that are there.
        coded: columns to be had as `EncodedColumn`.
    """

    def __init__(self, shape: CsvShape, plain: Collection[str], coded: Collection[str]) -> None:
        self._shape = shape
        self._header = list(shape.table.columns)  # names that reading changes stay readable
        self._plain = plain
        self.names = [name for name in shape.table.columns if name in plain or name in coded]
        self._whole: arrow.Table | None = None
        self._in_parts = shape.size >= WHOLE
        longest = int(np.diff(shape.starts).max(initial=0))
        self._block = max(BLOCK, 2 * longest)

    def parts(self, names: Collection[str]) -> Iterator[Part]:
        """Read the columns of these names, some rows at a time.

        Raises:
            NotPlainError: if Arrow and the shape of the file do not agree.
        """
        wanted = [name for name in self.names if name in names]
        first = 0
        for table in self._tables(wanted):
            stop = first + table.num_rows
            columns = {name: table.column(name) for name in wanted}
            plain = {name: columns[name] for name in wanted if name in self._plain}
            rest = {name: coded(columns[name]) for name in wanted if name not in plain}
            yield Part(first, stop, plain, rest)
            first = stop
        if first != len(self._shape):
            raise NotPlainError("rows and lines do not agree")

    def _tables(self, names: list[str]) -> Iterator[arrow.Table]:
        if not len(self._shape):  # which Arrow takes for an error
            empty = dict.fromkeys(names, texts([]))
            yield arrow.Table.from_arrays([*empty.values()], [*empty])
            return
        try:
            if self._in_parts:
                with self._shape.open() as file:
                    yield from self._some(csv.open_csv(file, **self._options(names)))
            else:
                if self._whole is None:
                    with self._shape.open() as file:
                        self._whole = csv.read_csv(file, **self._options(self.names))
                yield self._whole
        except (arrow.ArrowInvalid, arrow.ArrowKeyError) as error:
            raise NotPlainError(str(error)) from None

    @staticmethod
    def _some(batches: csv.CSVStreamingReader) -> Iterator[arrow.Table]:
        """Several batches as one table."""
        held: list[arrow.RecordBatch] = []
        for batch in batches:
            held.append(batch)
            if len(held) * BLOCK >= AT_ONCE:
                yield arrow.Table.from_batches(held)
                held.clear()
        if held:
            yield arrow.Table.from_batches(held)

    def _options(self, names: list[str]) -> dict[str, object]:
        shape = self._shape
        return {
            "read_options": csv.ReadOptions(
                column_names=self._header,
                skip_rows=shape.header_lines,
                block_size=self._block,
            ),
            "parse_options": csv.ParseOptions(
                delimiter=shape.delimiter, newlines_in_values=shape.breaks_in_cells
            ),
            "convert_options": csv.ConvertOptions(
                column_types=dict.fromkeys(names, arrow.string()),
                include_columns=names,
                check_utf8=False,  # the shape is that of a file in UTF-8
                null_values=[],
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        }


def coded(column: arrow.ChunkedArray) -> EncodedColumn:
    """A chunked Arrow array with each distinct cell once."""
    column = column.dictionary_encode()
    codes = [numbers_in(chunk.indices) for chunk in column.chunks]
    cells = column.chunk(0).dictionary if codes else texts([])
    return EncodedColumn(cells, np.concatenate([*codes, np.empty(0, np.int32)]))


def coded_if_worth(column: arrow.ChunkedArray) -> EncodedColumn:
    """The same; as it is, if hardly any cell of its first chunk is there twice."""
    if column.num_chunks:
        first = column.chunk(0)
        if len(first.unique()) > len(first) * _DISTINCT:
            return EncodedColumn(column.combine_chunks(), np.arange(len(column), dtype=np.int32))
    return coded(column)


class EncodedBuilder:
    """A column put together from parts, whose distinct cells are few."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._parts: list[NDArray[np.int32]] = []

    def add(self, part: EncodedColumn) -> None:
        """The next rows."""
        numbers = [self._numbers.setdefault(one, len(self._numbers)) for one in part.distinct]
        self._parts.append(np.array(numbers, np.int32)[part.codes])

    def count_distinct(self) -> int:
        """Return how many distinct cells there are so far."""
        return len(self._numbers)

    def whole(self) -> EncodedColumn:
        """The column."""
        return EncodedColumn(
            texts(self._numbers), np.concatenate([*self._parts, np.empty(0, np.int32)])
        )


def stripped(column: Texts) -> Texts:
    """Texts without blanks around them, in as many chunks if it is chunked."""
    if isinstance(column, arrow.ChunkedArray):
        return arrow.chunked_array(map(stripped, column.chunks), column.type)
    parts = (column[part] for part in slices(len(column), _FEW))
    return column if all(map(_is_stripped, parts)) else pc.utf8_trim_whitespace(column)


def _is_stripped(some: arrow.StringArray) -> bool:
    import numpy as np

    content, at = bytes_of(some)
    if not len(content):
        return True
    there = np.flatnonzero(at[:-1] < at[1:])
    first, last = content[at[there]], content[at[there + 1] - 1]
    # Only the bytes of other letters than ASCII's may be part of a blank or not.
    doubtful = there[(first <= _BLANK) | (last <= _BLANK) | (first > _ASCII) | (last > _ASCII)]
    kept = picked(some, doubtful)
    return bool((lengths(pc.utf8_trim_whitespace(kept)) == lengths(kept)).all())


def parts_of_cells(
    column: arrow.StringArray, separator: str
) -> tuple[arrow.StringArray, NDArray[np.int64]]:
    """The several values of each cell, stripped, with the number of the row each stands in."""
    import numpy as np

    rows = np.flatnonzero(lengths(column))
    lists = pc.split_pattern(picked(column, rows), separator)
    values = stripped(pc.list_flatten(lists))
    owners = np.repeat(rows, np.diff(numbers_in(lists.offsets)))
    there = lengths(values) > 0
    return kept(values, there), owners[there]
