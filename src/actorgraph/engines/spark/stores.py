"""Where the tables of a graph are: a folder that was converted, or files asked as they lie.

Both answer with DataFrames and know what is told about the graph as a whole; the engine asks no
further. Needs pyspark.
"""

from __future__ import annotations

import atexit
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from actorgraph.engines.spark import tables
from actorgraph.engines.spark.hashing import part_of
from actorgraph.engines.spark.tables import declared
from actorgraph.engines.spark.working import Work
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from pyspark.sql import DataFrame, SparkSession


class Store(Protocol):
    """Tables to ask.

    Attributes:
        about: what is told about the graph as a whole.
        note: what whoever asks should know; "" as a rule.
    """

    about: dict[str, Any]
    note: str

    def table(self, name: str) -> DataFrame:
        """A whole table."""

    def near(self, name: str, keys: Collection[Any]) -> DataFrame:
        """As little of a table as holds all rows under these keys."""


class Stored:
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
        if self.about.get("version") != tables.VERSION:
            raise UsageError(
                f"{self._folder} is no folder of tables for Spark of this version.",
                hint="Write one first: actorgraph convert DATA FOLDER.spark",
            )

    def table(self, name: str) -> DataFrame:
        """A whole table; its folder is listed once."""
        if name not in self._tables:
            form = declared(tables.TABLES[name])
            place = f"{self._folder}/{self.about['tables']}/{name}"
            self._tables[name] = self._session.read.schema(form).parquet(place)
        return self._tables[name]

    def near(self, name: str, keys: Collection[Any]) -> DataFrame:
        """The files of a table where these keys stand; the others are not opened."""
        from pyspark.sql.functions import col

        placed: dict[str, str] = self.about["placed"][name]
        parts = {part_of(key, self.about["parts"][name]) for key in keys}
        files = {placed[str(part)] for part in parts if str(part) in placed}
        return self.table(name).where(col("_metadata.file_name").isin(sorted(files)))


class Unsorted:
    """Files of the data as they lie: understood anew by every session, and read whole every time.

    What is set down on the way lies in a work folder until Python ends.

    Raises:
        UsageError: if nothing is there.
        DataError: with every error up to a sane number.
    """

    def __init__(
        self, session: SparkSession, path: str, columns: Mapping[str, str], base: str | None
    ) -> None:
        from actorgraph.engines.spark.convert import Read

        self._work = Work(session, base)
        atexit.register(self._work.close)
        read = Read(session, path, columns, self._work.keep)
        self._meaning = read.meaning
        self._kept: dict[str, DataFrame] = {}
        self.note = (
            f"{path} is read whole for every step; converted once it answers far sooner: "
            "actorgraph --engine spark convert DATA FOLDER.spark"
        )
        self.about = {
            **tables.files_told(read.meaning.files),
            "problems": read.problems,
            "merged": {},
            "apart": [],
        }

    def table(self, name: str) -> DataFrame:
        """A whole table."""
        if name not in self._kept:
            found = self._meaning.table(name)
            # Claims and keys are set down already; the others cost a reading of everything.
            plain = name in ("relations", "sources", "names")
            self._kept[name] = found if plain else self._work.keep(found)
        return self._kept[name]

    def near(self, name: str, keys: Collection[Any]) -> DataFrame:  # noqa: ARG002 -- nothing is near
        """The whole table."""
        return self.table(name)


def opened(session: SparkSession, path: str, columns: Mapping[str, str], base: str | None) -> Store:
    """The tables at a path: converted ones, or else those of the files there.

    Raises:
        UsageError: if there is neither.
        DataError: if the files have errors.
    """
    from actorgraph.engines.spark import raw

    path = path.rstrip("/")
    holds_files = False
    if not about_in(session, path):
        with suppress(UsageError):
            holds_files = raw.holds_relations(raw.listed(session, path))
    return Unsorted(session, path, columns, base) if holds_files else Stored(session, path)


def about_in(session: SparkSession, folder: str) -> dict[str, Any]:
    """What a folder says of its tables; nothing if it is none that `convert` wrote."""
    from pyspark.errors import PySparkException

    try:
        read = session.read.text(f"{folder}/{tables.ABOUT}", wholetext=True)
        about: dict[str, Any] = json.loads(read.collect()[0][0])
    except (PySparkException, ValueError, IndexError):
        return {}
    return about
