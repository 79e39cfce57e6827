"""Columns of SQLite, Parquet and workbooks under headers of others: read, named, or proposed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from actorgraph.errors import DataError
from actorgraph.formats.content import RELATION
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files, rows_of

ROWS = (("Runa", "Kelp", "Chair", "2010"), ("Joss", "Kelp", "Clerk", None))
OF_A_KIND = ("Person", "Firma", "Funktion", "Seit")
STRANGE = ("Accionista", "Sociedad", "Cargo", "Seit")


@pytest.fixture(params=["sqlite", "parquet", "xlsx"])
def suffix(request):
    """A kind of file with typed tables."""
    return request.param


def written(folder, suffix, header, rows=ROWS):
    path = folder / f"x.{suffix}"
    if suffix == "sqlite":
        with closing(sqlite3.connect(path)) as base:
            base.execute(f"CREATE TABLE list ({', '.join(header)})")
            base.executemany("INSERT INTO list VALUES (?, ?, ?, ?)", rows)
            base.commit()
    elif suffix == "parquet":
        pa = pytest.importorskip("pyarrow")
        columns = dict(zip(header, map(list, zip(*rows, strict=True)), strict=True))
        import pyarrow.parquet as pq

        pq.write_table(pa.table(columns), path)
    else:
        book = pytest.importorskip("openpyxl").Workbook()
        for row in (header, *rows):
            book.active.append(row)
        book.save(path)
    return path


def relations(path, **told):
    return [
        {name: cell for name, cell in row.cells.items() if name != "id"}
        for row in rows_of(path, Notes(), renamed=told)
        if row.kind == RELATION
    ]


def test_headers_are_understood_with_their_cells(tmp_path, suffix):
    found = relations(written(tmp_path, suffix, OF_A_KIND))
    assert [(row["source"], row["target"], row["role"]) for row in found] == [
        ("Runa", "Kelp", "Chair"), ("Joss", "Kelp", "Clerk"),
    ]  # fmt: skip
    assert [row.get("start_date", "") for row in found] == ["2010", ""]


def test_columns_can_be_named(tmp_path, suffix):
    path = written(tmp_path, suffix, STRANGE)
    found = relations(path, source="Accionista", target="Sociedad", relation="=owns")
    assert [(row["source"], row["target"], row["relation"]) for row in found] == [
        ("Runa", "Kelp", "owns"), ("Joss", "Kelp", "owns"),
    ]  # fmt: skip


def test_a_column_that_is_not_there_is_refused(tmp_path, suffix):
    with pytest.raises(DataError, match="Accionistas"):
        relations(written(tmp_path, suffix, STRANGE), source="Accionistas", target="Sociedad")


def test_a_table_that_is_not_understood_says_how_to_read_it(tmp_path, suffix):
    path = written(tmp_path, suffix, STRANGE)
    with pytest.raises(DataError, match="--column source=Accionista --column target=Sociedad"):
        import_files([path], tmp_path / "new", Notes())
    assert not (tmp_path / "new").exists()
