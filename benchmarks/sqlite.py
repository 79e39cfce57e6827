"""What the index would cost in SQLite: the same lists under the same keys, and our file beside it.

    python benchmarks/sqlite.py DATA [DATA ...]

DATA is a folder with entities.csv and relations.csv, whose index is there or built. Each list is a
row: its key and its numbers as a blob, inserted in order of the keys, in one transaction, without
a journal. "rows" are the rows of both CSV files copied besides, in place of offsets into them.
What both need alike, reading the files and making the lists, is not counted. CPU seconds.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from actorgraph.index import column_file
from actorgraph.index.build import open_index
from actorgraph.locating import inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.index.reading import Index

ALONE = 1 << 31
ASKED = 2000


def main() -> None:
    for folder in sys.argv[1:]:
        index = open_index(inputs_of(Path(folder)))
        print(f"{folder}: {len(index.relations):,} relations")
        with tempfile.TemporaryDirectory() as place:
            ours(index, Path(place) / "ours")
            for rows in (False, True):
                in_sqlite(index, Path(place) / f"sqlite{int(rows)}", rows=rows)


def ours(index: Index, path: Path) -> None:
    """Our columns written again as they are."""
    columns = {name: index.store.column(name) for name in index.store.names}
    began = time.process_time()
    with column_file.writing(path) as writer:
        for name, column in columns.items():
            writer.add(name, column.view.format, column.whole())
        writer.close(index.store.about)
    spent = time.process_time() - began
    draw = np.random.default_rng(1).integers(0, len(index), ASKED).tolist()
    began = time.process_time()
    for number in draw:
        index.adjacency.rows(number)
    each = (time.process_time() - began) / ASKED * 1e6
    print(
        f"  columns            {spent:6.1f} s  {path.stat().st_size / 1e6:8.0f} MB  {each:5.1f} us"
    )


def in_sqlite(index: Index, path: Path, *, rows: bool) -> None:
    base = sqlite3.connect(path, isolation_level=None)
    base.executescript("pragma journal_mode=off; pragma synchronous=off; pragma cache_size=-400000")
    began = time.process_time()
    base.execute("begin")
    for name in ("exact", "filed", "near_words", "sources"):
        fill(base, name, lists(index.store, name))
    fill(base, "near", neighbours(index.store))
    fill(base, "row", offsets(index.store))
    if rows:
        for name in ("entities", "relations"):
            fill(base, f"{name}_text", texts(index, name))
    base.execute("commit")
    spent = time.process_time() - began
    draw = np.random.default_rng(1).integers(0, len(index), ASKED).tolist()
    began = time.process_time()
    for number in draw:
        base.execute("select held from near where key = ?", (number,)).fetchone()
    each = (time.process_time() - began) / ASKED * 1e6
    base.close()
    what = "SQLite, rows" if rows else "SQLite, offsets"
    print(f"  {what:17}  {spent:6.1f} s  {path.stat().st_size / 1e6:8.0f} MB  {each:5.1f} us")


def fill(base: sqlite3.Connection, name: str, rows: Iterator[tuple[int, Any]]) -> None:
    base.execute(f"create table {name} (key integer primary key, held blob)")
    base.executemany(f"insert or ignore into {name} values (?, ?)", rows)


def lists(kept: column_file.ColumnFile, name: str) -> Iterator[tuple[int, Any]]:
    """Keys of a table with their lists."""
    sums, values = kept.column(f"{name}.sums").whole(), kept.column(f"{name}.values").whole()
    if f"{name}.list" not in kept:
        yield from zip(sums, (value.to_bytes(4, "little") for value in values), strict=True)
        return
    listed = kept.column(f"{name}.list").whole()
    for key, value in zip(sums, values, strict=True):
        if value & ALONE:
            yield key, (value ^ ALONE).to_bytes(4, "little")
        else:
            yield key, listed[value + 1 : value + 1 + listed[value]].cast("B")


def neighbours(kept: column_file.ColumnFile) -> Iterator[tuple[int, Any]]:
    """For each entity both columns of its steps."""
    at = kept.column("adjacency.at").whole()
    both = np.stack([np.asarray(kept.column(f"near.{n}").whole()) for n in ("other", "row")], 1)
    held = memoryview(np.ascontiguousarray(both)).cast("B")
    for number in range(len(at) - 1):
        yield number, held[8 * at[number] : 8 * at[number + 1]]


def offsets(kept: column_file.ColumnFile) -> Iterator[tuple[int, Any]]:
    """Offsets and what a filter must know of rows, a thousand rows together."""
    at, kind = kept.column("relations.at").whole(), kept.column("row.kind").whole()
    for first in range(0, len(kind), 1000):
        yield first, bytes(at[first : first + 1001]) + bytes(kind[first : first + 1000])


def texts(index: Index, name: str) -> Iterator[tuple[int, str]]:
    records = getattr(index, name)
    with Path(records.file).open("rb") as file:
        next(file)
        yield from enumerate(file)


if __name__ == "__main__":
    main()
