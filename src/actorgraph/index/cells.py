"""Columns of cells in bulk: read by Arrow, each distinct cell looked at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph.index.scan import NotPlainError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from actorgraph.index.scan import Shape

_CHUNK = 4 << 20


@dataclass(slots=True)
class Coded:
    """A column as its distinct cells, and for each row which of them it holds."""

    distinct: list[str]
    codes: Any

    def mapped(self, value_of: Callable[[str], Any], dtype: Any) -> Any:
        """A value per row, computed once for each distinct cell."""
        import numpy as np

        values = np.fromiter(map(value_of, self.distinct), dtype, len(self.distinct))
        return values[self.codes]


def read_columns(shape: Shape, plain: Collection[str], coded: Collection[str]) -> dict[str, Any]:
    """Columns by our names, as Arrow arrays or `Coded`; those that are not there are left out.

    Raises:
        NotPlainError: if Arrow and the shape of the file do not agree.
    """
    import pyarrow as arrow
    from pyarrow import csv

    names = list(shape.table.columns)
    there = [name for name in names if name in plain or name in coded]
    dictionary = arrow.dictionary(arrow.int32(), arrow.string())
    types = {name: dictionary if name in coded else arrow.string() for name in there}
    try:
        table = csv.read_csv(
            shape.path,
            csv.ReadOptions(column_names=names, skip_rows=shape.skipped, block_size=_CHUNK),
            csv.ParseOptions(delimiter=shape.delimiter, newlines_in_values=shape.breaks_in_cells),
            csv.ConvertOptions(
                column_types=types,
                include_columns=there,
                null_values=[],
                strings_can_be_null=False,
                quoted_strings_can_be_null=False,
            ),
        )
    except (arrow.ArrowInvalid, arrow.ArrowKeyError) as error:
        raise NotPlainError(str(error)) from None
    if table.num_rows != len(shape.starts) - 1:
        raise NotPlainError("rows and lines do not agree")
    return {
        name: _coded(table.column(name)) if name in coded else table.column(name).combine_chunks()
        for name in there
    }


def _coded(column: Any) -> Coded:
    import numpy as np

    column = column.unify_dictionaries()
    codes = [chunk.indices.to_numpy(zero_copy_only=False) for chunk in column.chunks]
    distinct = column.chunk(0).dictionary.to_pylist() if column.num_chunks else []
    return Coded(distinct, np.concatenate([*codes, np.empty(0, np.int32)]))


def stripped(column: Any) -> Any:
    """Texts without blanks around them, as Python takes them away."""
    import pyarrow as arrow
    import pyarrow.compute as pc

    doubtful = pc.match_substring_regex(column, r"^[^!-~]|[^!-~]$")
    doubtful = pc.and_(doubtful, pc.greater(pc.binary_length(column), 0))
    if not pc.any(doubtful).as_py():
        return column
    plain = [text.strip() for text in column.filter(doubtful).to_pylist()]
    return pc.replace_with_mask(column, doubtful, arrow.array(plain, arrow.string()))


def parts_of_cells(column: Any, separator: str) -> tuple[Any, Any]:
    """The several values of each cell, stripped, with the number of the row each stands in."""
    import pyarrow.compute as pc

    there = pc.greater(pc.binary_length(column), 0)
    rows = pc.indices_nonzero(there)
    lists = pc.split_pattern(column.filter(there), separator)
    values = stripped(pc.list_flatten(lists))
    owners = rows.take(pc.list_parent_indices(lists))
    kept = pc.greater(pc.binary_length(values), 0)
    return values.filter(kept), owners.filter(kept).to_numpy().astype("int64")
