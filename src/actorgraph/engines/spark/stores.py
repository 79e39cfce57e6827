"""Where the tables of a graph are: a folder that was converted, or files asked as they lie.

Both answer with DataFrames and know what is told about the graph as a whole; the engine asks no
further. Needs pyspark.
"""

from __future__ import annotations

import atexit
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from actorgraph.engines.spark import parquet_tables, places, reader
from actorgraph.engines.spark.faults import said_plainly
from actorgraph.engines.spark.murmur import part_of
from actorgraph.engines.spark.parquet_tables import declared
from actorgraph.engines.spark.places import check_version
from actorgraph.engines.spark.resolved_files import ResolvedFiles
from actorgraph.engines.spark.scratch import Scratch
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pyspark.sql import DataFrame, SparkSession


_CHECKED = "parquet.page.verify-checksum.enabled"
"""Whether what a page of a Parquet file holds is compared with its checksum."""


class TableStore(Protocol):
    """Tables to ask.

    Attributes:
        about: what is told about the graph as a whole.
        note: what whoever asks should know; "" as a rule.
    """

    about: dict[str, Any]
    note: str

    def table(self, name: str) -> DataFrame:
        """Return a whole table."""

    def pruned(self, name: str, keys: Collection[Any]) -> DataFrame:
        """Return as little of a table as holds all rows under these keys."""


class ConvertedTables:
    """A folder that `convert` wrote.

    Raises:
        UsageError: if there is no such folder of this version.
    """

    note = ""

    def __init__(self, session: SparkSession, folder: str) -> None:
        self._session = session
        self._folder = folder.rstrip("/")
        self._tables: dict[str, DataFrame] = {}
        self.about = about_in(session, self._folder)
        check_version(self._folder, self.about)

    def table(self, name: str) -> DataFrame:
        """Return a whole table; its folder is listed once."""
        if name not in self._tables:
            self._tables[name] = self._whole(name)
        return self._tables[name]

    def _whole(self, name: str) -> DataFrame:
        """The files of a table that about.json names: all of them, and no others.

        Raises:
            UsageError: if one is missing; Spark would answer from the rest.
        """
        from pyspark.sql.functions import col

        form = declared(parquet_tables.TABLES[name])
        place = f"{self._folder}/{self.about['tables']}/{name}"
        placed = {*self.about["placed"][name].values()}
        with said_plainly(f"{place} cannot be read"):
            reading = self._session.read.option(_CHECKED, "true").schema(form)
            table = reading.parquet(place)
            there = {file.rpartition("/")[2] for file in table.inputFiles()}
        if missing := sorted(placed - there):
            raise UsageError(f"{place}/{missing[0]} is gone.", hint=places.BRING_BACK)
        is_whole = there == placed
        return table if is_whole else table.where(col("_metadata.file_name").isin(sorted(placed)))

    def pruned(self, name: str, keys: Collection[Any]) -> DataFrame:
        """Return the files of a table where these keys stand; the others are not opened."""
        from pyspark.sql.functions import col

        placed: dict[str, str] = self.about["placed"][name]
        parts = {part_of(key, self.about["parts"][name]) for key in keys}
        files = {placed[str(part)] for part in parts if str(part) in placed}
        return self.table(name).where(col("_metadata.file_name").isin(sorted(files)))


class FilesAsTheyLie:
    """Files of the data as they lie: understood anew by every session, and read whole every time.

    What is set down on the way lies in a work folder until Python ends.

    Raises:
        UsageError: if nothing is there.
        DataError: with every error up to a sane number.
    """

    def __init__(
        self, session: SparkSession, path: str, columns: Mapping[str, str], base: str | None
    ) -> None:
        self._scratch = Scratch(session, base)
        atexit.register(self._scratch.close)
        read = ResolvedFiles(session, path, columns, self._scratch.keep)
        self._resolved = read.resolved
        self._kept: dict[str, DataFrame] = {}
        self.note = (
            f"{path} is read whole for every step; converted once it answers far sooner: "
            "actorgraph --engine spark convert DATA FOLDER.spark"
        )
        self.about = {
            **parquet_tables.files_told(read.resolved.files),
            "problems": read.problems,
            "merged": {},
            "apart": [],
        }

    def table(self, name: str) -> DataFrame:
        """Return a whole table."""
        if name not in self._kept:
            table = self._resolved.table(name)
            # Claims and keys are set down already; the others cost a reading of everything.
            plain = name in ("relations", "sources", "names")
            self._kept[name] = table if plain else self._scratch.keep(table)
        return self._kept[name]

    def pruned(self, name: str, keys: Collection[Any]) -> DataFrame:  # noqa: ARG002 -- nothing is near
        """Return the whole table."""
        return self.table(name)


def opened(
    session: SparkSession, path: str, columns: Mapping[str, str], base: str | None
) -> TableStore:
    """Open the tables at a path: converted ones, or else those of the files there.

    Raises:
        UsageError: if there is neither.
        DataError: if the files have errors.
    """
    path = path.rstrip("/")
    holds_files = False
    if not about_in(session, path):
        with suppress(UsageError):
            holds_files = reader.holds_relations(reader.listed(session, path))
    return (
        FilesAsTheyLie(session, path, columns, base)
        if holds_files
        else ConvertedTables(session, path)
    )


def about_in(session: SparkSession, folder: str) -> dict[str, Any]:
    """Return what a folder says of its tables; nothing if it is none that `convert` wrote."""
    from pyspark.errors import PySparkException

    try:
        read = session.read.text(f"{folder}/{places.ABOUT}", wholetext=True)
        about: dict[str, Any] = json.loads(read.collect()[0][0])
    except (PySparkException, ValueError, IndexError):
        return {}
    return about
