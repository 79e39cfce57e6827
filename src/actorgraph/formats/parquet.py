"""Parquet: relations in the file, entities in `NAME.entities.parquet` beside it; all columns text.

Written and read in batches with pyarrow, for engines that read columns.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.documents import refuse
from actorgraph.formats.files import write_file as write_beside
from actorgraph.formats.tabular import NAMES, kind_of, read_row, tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator
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


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of a file, and of the entities beside it.

    Raises:
        DataError: if it is not Parquet, or neither entities nor relations.
    """
    if beside(path).is_file():
        yield from _rows(beside(path), NAMES[ENTITY], notes)
    yield from _rows(path, "", notes)


def _rows(path: Path, name: str, notes: Notes) -> Iterator[Row]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file: Any = pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise refuse(path, f"this is not Parquet: {error}") from None
    with file:
        header = file.schema_arrow.names
        kind = kind_of(name, header)
        if not kind:
            raise refuse(path, "its columns are neither those of entities nor of relations")
        for batch in file.iter_batches(_BATCH):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                row = read_row(kind, header, values, notes)
                if row is not None:
                    yield row
