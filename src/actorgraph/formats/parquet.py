"""Parquet: relations in the file, entities in `NAME.entities.parquet` beside it; all columns text.

Written and read in batches with pyarrow, for engines that read columns.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.documents import refuse
from actorgraph.formats.files import write_file as write_beside
from actorgraph.formats.tabular import (
    NAMES,
    cell_of,
    kind_of,
    read_row,
    tables_of,
    understood_table,
)
from actorgraph.limits import Allowance

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.tabular import Tables

_BATCH = 16_384


def beside(path: Path) -> Path:
    """Return the path of the entities that belong to a file of relations."""
    return path.with_name(f"{path.name.removesuffix('.parquet')}.{NAMES[ENTITY]}.parquet")


def write_file(path: Path, content: Content, losses: ExportLoss) -> None:  # noqa: ARG001 - all is held
    """Write the relations; `write_companions` writes the entities."""
    _write(path, tables_of(content), RELATION)


def write_companions(path: Path, content: Content) -> None:
    """Write the entities beside the relations."""
    tables = tables_of(content)
    write_beside(beside(path), lambda place: _write(place, tables, ENTITY), force=True)


def _write(path: Path, tables: Tables, kind: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = tables.columns[kind]
    table_schema = pa.schema([(name, pa.string()) for name in columns])
    with pq.ParquetWriter(path, table_schema, compression="zstd") as writer:
        rows = (row.cells for row in tables.rows(kind))
        while batch := list(islice(rows, _BATCH)):
            arrays = [pa.array([cells.get(name, "") for cells in batch]) for name in columns]
            writer.write_batch(pa.record_batch(arrays, schema=table_schema))


def read(path: Path, notes: Notes, renamed: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield the rows of a file, and of the entities beside it.

    Args:
        renamed: from our column names to the headers of relations in the file.

    Raises:
        DataError: if it is not Parquet, or neither entities nor relations.
    """
    if beside(path).is_file():
        yield from _rows(beside(path), NAMES[ENTITY], notes, {})
    yield from _rows(path, "", notes, renamed or {})


def _rows(path: Path, name: str, notes: Notes, told: Mapping[str, str]) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file: Any = pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise refuse(path, f"this is not Parquet: {error}") from None
    with file:
        _check_size(file.metadata, path)
        header = file.schema_arrow.names
        kind = kind_of(name, header)
        constants: dict[str, str] = {}
        if told or not kind:
            kind = RELATION
            sample = [[cell_of(one) for one in row] for row in islice(_values(file), _SAMPLE)]
            header, constants = understood_table(str(path), header, sample, notes, told)
        for values in _values(file):
            row = read_row(kind, [*header, *constants], [*values, *constants.values()], notes)
            if row is not None:
                yield row


_LEAST = 16
"""Bytes that a cell takes at least, when it is read."""


def _check_size(metadata: Any, path: Path) -> None:
    """Refuse a file of more than it may unpack to; equal cells take no room in it, but here.

    Raises:
        DataError: if it is too large.
    """
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    size = sum(group.total_byte_size for group in groups)
    cells = metadata.num_rows * metadata.num_columns
    Allowance(str(path), path.stat().st_size).take(max(size, cells * _LEAST))


_SAMPLE = 200
"""Rows by whose cells the columns are understood."""


def _values(file: Any) -> Iterator[tuple[Any, ...]]:
    for batch in file.iter_batches(_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
