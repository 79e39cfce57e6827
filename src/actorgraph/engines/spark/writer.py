"""From files to tables, by Spark from end to end: nothing passes through this machine.

The tables come from resolve.py; here they are split by key and sorted, so that a lookup reads few
row groups. What makes a folder of tables of them, about.json, is written last; what was there
before is replaced by it and removed after.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from actorgraph.engines.spark import parquet_tables, places, reader
from actorgraph.engines.spark.local_writer import left_alone
from actorgraph.engines.spark.murmur import part_of
from actorgraph.engines.spark.resolved_files import ResolvedFiles, in_pieces
from actorgraph.engines.spark.scratch import remove, scratch
from actorgraph.engines.spark.session import collected
from actorgraph.engines.spark.stores import about_in
from actorgraph.engines.spark.waiting import waited
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.names.circles import FILED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyspark.sql import DataFrame, SparkSession

    from actorgraph.errors import Problem

_BYTES_OF_A_ROW = 128
_FOLDER = "tables-"


def convert(
    session: SparkSession,
    source: str,
    target: str,
    *,
    columns: Mapping[str, str] | None = None,
    base: str | None = None,
    force: bool = False,
) -> list[Problem]:
    """Write the files at one path as a folder of tables at another.

    Args:
        base: a folder that all executors reach, for what is set down on the way; None means the
            target itself.

    Returns:
        Warnings and notes about the data.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        DataError: with every error up to a sane number; nothing is written then.
        UsageError: if nothing is there to read, or Spark cannot write.
    """
    target = target.rstrip("/")
    before = _refuse_to_replace(session, target, force=force)
    folder = f"{_FOLDER}{uuid4().hex[:8]}"
    with (
        waited(session),
        _whole_or_not(session, target, folder),
        scratch(session, base or target) as keep,
    ):
        read = ResolvedFiles(session, source, columns or {}, keep)
        with in_pieces(session, read.size):
            about = _write(session, read, f"{target}/{folder}")
        about = {"version": places.VERSION, "tables": folder, **about}
        text = session.createDataFrame([(json.dumps(about),)], "value string").coalesce(1)
        text.write.mode("overwrite").text(f"{target}/{places.ABOUT}")
    if before:
        remove(session, f"{target}/{before['tables']}")
    return read.problems


def _refuse_to_replace(session: SparkSession, target: str, *, force: bool) -> dict[str, Any]:
    """What is there already, if it is to be replaced."""
    about = about_in(session, target)
    if about:
        if not force:
            raise FileExistsAlreadyError(target)
        return about
    try:
        there = reader.listed(session, target)
    except UsageError:
        return {}
    if not all(there.named(file).startswith(f"{target}/{_FOLDER}") for file in there.files):
        raise left_alone(target) if force else FileExistsAlreadyError(target)
    return {}


@contextmanager
def _whole_or_not(session: SparkSession, target: str, folder: str) -> Iterator[None]:
    """Remove the tables again if they do not come to an end."""
    done = False
    try:
        yield
        done = True
    finally:
        if not done:
            remove(session, f"{target}/{folder}")


def _write(session: SparkSession, read: ResolvedFiles, place: str) -> dict[str, Any]:
    resolved = read.resolved
    entities, claims = resolved.everybody.count(), resolved.claims.count()
    parts = parquet_tables.parts_for(entities, claims)
    placed = {}
    for name in parquet_tables.TABLES:
        _write_table(resolved.table(name), name, f"{place}/{name}", parts[name])
        placed[name] = _placed(session, name, f"{place}/{name}", parts[name])
    return {
        "parts": parts,
        "placed": placed,
        "entities": entities,
        "claims": claims,
        **parquet_tables.files_told(resolved.files),
        "problems": [list(problem) for problem in read.problems],
        "merged": {},
        "apart": [],
    }


def _write_table(table: DataFrame, name: str, place: str, parts: int) -> None:
    """Write a table sorted, a file for each part: Spark's shuffle splits by the hash of the key."""
    key, *_ = order = list(parquet_tables.IN_ORDER[name])
    split = table.repartition(parts, key)
    if name == "relations":
        split = split.selectExpr("*", f"if(first, target, source) {parquet_tables.OTHER_END}")
        split = split.withColumn("alone", _alone(order))
    if name == "names":
        split = split.withColumn("place", _place()).where(f"place < {FILED}")
    split = split.sortWithinPartitions(*order).select(*parquet_tables.TABLES[name])
    together = parquet_tables.ROWS_TOGETHER[name] * _BYTES_OF_A_ROW
    split.write.option("compression", "zstd").option("parquet.block.size", together).parquet(place)


def _alone(order: list[str]) -> Any:
    from pyspark.sql import Window
    from pyspark.sql.functions import count, lit

    at = order.index("row")
    same = Window.partitionBy(*order[:at]).orderBy(*order[at:])
    everything = (Window.unboundedPreceding, Window.unboundedFollowing)
    return count(lit(1)).over(same.rowsBetween(*everything)) == 1


def _place() -> Any:
    from pyspark.sql import Window
    from pyspark.sql.functions import row_number

    return row_number().over(Window.partitionBy("key").orderBy("number")).cast("bigint") - 1


def _placed(session: SparkSession, name: str, place: str, parts: int) -> dict[int, str]:
    """From each part that holds anything to its file."""
    key = next(iter(parquet_tables.TABLES[name]))
    table = session.read.schema(parquet_tables.declared(parquet_tables.TABLES[name])).parquet(place)
    first_keys = table.selectExpr(key, "_metadata.file_name file").groupBy("file").agg({key: "min"})
    return {part_of(one, parts): file for file, one in collected(first_keys)}
