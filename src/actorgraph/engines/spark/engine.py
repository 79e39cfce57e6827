"""Answers from tables (tables.py) on any path that Spark reads.

SQL only fetches: for the ids of a step it reads the parts of a table where they stand, in one
query. What the rows add up to is decided here by the same code as everywhere, so that answers are
those of the local engine. Needs pyspark; a session is made or handed in.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actorgraph.engines.rows import RowEngine
from actorgraph.engines.spark import measures, tables
from actorgraph.engines.spark.session import said_plainly
from actorgraph.errors import UsageError
from actorgraph.graph import NOTHING_LEFT_OUT, Filter, Links
from actorgraph.names.lookup import FEW, Entry, lookup

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.errors import Problem
    from actorgraph.names import Match

LITERALS = 500
"""Up to so many keys are written into a query; more are joined."""
MOST_KEYS = 2_000_000
"""A step that asks for more ids at once is refused: they and their rows come to this machine."""


class SparkEngine(RowEngine):
    """Answers from a folder of Parquet tables.

    Args:
        session: of Spark, classic or Connect.
        folder: where `actorgraph convert DATA FOLDER.spark` wrote, as Spark names it.
        work: a folder that all executors reach, for what measures set down on their way; None
            means the system's own for temporary files, if all is on this machine.

    Raises:
        UsageError: if there is no such folder of this version.
    """

    def __init__(self, session: SparkSession, folder: str, work: str | None = None) -> None:
        self.session = session
        self.work = work
        self.folder = folder.rstrip("/")
        self._about = self._read_about()
        self._rows: dict[int, list[Claim]] = {}
        self._near: dict[str, list[int]] = {}
        self._types: dict[str, str] = {}

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data."""
        return tables.problems_in(self._about)

    @property
    def merged(self) -> Mapping[str, str]:
        """From the id of each merged entity to the one that stands for it."""
        merged: dict[str, str] = self._about["merged"]
        return merged

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Pairs of ids that somebody judged not to be one."""
        return frozenset(frozenset(pair) for pair in self._about["apart"])

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities of these ids, in the order asked."""
        asked = list(dict.fromkeys(ids))
        rows = self.collected(self.under("entities", asked).select("id", "entity"))
        there = {one: tables.entity_in(text) for one, text in rows}
        return {one: there[one] for one in asked if one in there}

    def all_entities(self) -> Iterator[Entity]:
        """Every entity, in the order of the data."""
        found = self.table("entities").orderBy("number").select("entity")
        return (tables.entity_in(row[0]) for row in self._streamed(found))

    def all_claims(self) -> Iterator[Claim]:
        """Every claim, in the order of the data."""
        columns = ("claim", "source", "source_type", "target", "target_type")
        found = self.table("relations").where("first").orderBy("row", "nth").select(*columns)
        for text, source, source_type, target, target_type in self._streamed(found):
            self._types |= {source: source_type, target: target_type}
            yield tables.claim_in(text)

    def find(self, query: str, limit: int = 10, *, also_similar: bool = False) -> list[Match]:
        """Entities by id, name or alias in any spelling, best first."""
        return lookup(_Names(self), query, limit, also_similar=also_similar)

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """The edges with an end among these ids."""
        self._fetch(ids)
        return super().touching(ids, only, within=within)

    def between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> list[Edge]:
        """The edges between the two of each pair, in either direction."""
        self._fetch({one for one, _ in pairs})
        return super().between(pairs, only)

    def is_source(self, name: str) -> bool:
        """Whether a claim rests on this as speaker, relay, document or publisher."""
        return bool(self.collected(self.under("sources", [name]).select("row").limit(1)))

    def links(self, only: Filter = NOTHING_LEFT_OUT) -> Links:
        """Who has any relation with whom; without a filter the pairs are found in SQL."""
        if not only.is_empty:
            return super().links(only)
        import numpy as np

        listed = self.table("entities").orderBy("number").select("id")
        ids = [row[0] for row in self._streamed(listed)]
        numbers = {one: number for number, one in enumerate(ids)}
        pairs = [(numbers[row[0]], numbers[row[1]]) for row in self._streamed(self.pairs())]
        return Links(ids, np.array(pairs, np.int64).reshape(-1, 2))

    def highest_degrees(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]] | None:
        """Who has links with the most others, counted by Spark."""
        return self._highest(measures.degrees(self), limit) if only.is_empty else None

    def highest_pageranks(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT, **rule: Any
    ) -> list[tuple[str, float]] | None:
        """Who gets the largest shares of a random walk, computed by Spark."""
        if not only.is_empty:
            return None
        with measures.work(self) as keep:
            return self._highest(measures.pagerank(self, keep, **rule), limit)

    def components(self) -> dict[str, list[str]]:
        """Ids of entities that hang together, by the least of them."""
        found: dict[str, list[str]] = {}
        with measures.work(self) as keep:
            for one, component in self._streamed(measures.components(self, keep)):
                found.setdefault(component, []).append(one)
        return found

    def _highest(self, values: DataFrame, limit: int) -> list[tuple[str, float]]:
        found = values.orderBy(values["value"].desc(), "id").limit(limit)
        return [(one, value) for one, value in self.collected(found)]

    def table(self, name: str) -> DataFrame:
        """A whole table."""
        return self.session.read.schema(_form(name)).parquet(f"{self.folder}/{name}")

    def pairs(self) -> DataFrame:
        """Source and target of everything that somebody does not deny, each pair once."""
        stated = self.table("relations").where("first and status <> 'denied'")
        return stated.select("source", "target").distinct()

    def under(self, name: str, keys: Collection[str]) -> DataFrame:
        """The rows of a table under these keys, from the parts where they stand.

        Raises:
            UsageError: if there are too many.
        """
        from pyspark.sql.functions import col

        if len(keys) > MOST_KEYS:
            raise UsageError(
                f"This step would ask for {len(keys):,} entities at once.",
                hint="Ask for less: a smaller --depth, or a filter.",
            )
        parts = sorted({tables.part_of(key, self._about["parts"]) for key in keys})
        form = tables.TABLES[name]
        first = next(iter(form))
        paths = [f"{self.folder}/{name}/part={part}" for part in parts or [0]]
        read = self.session.read.schema(_form(name)).parquet(*paths)
        if len(keys) <= LITERALS:
            return read.where(col(first).isin(list(keys)))
        import pyarrow as arrow

        asked = self.session.createDataFrame(arrow.table({first: sorted(keys)}))
        return read.join(asked, first, "left_semi")

    def _fetch(self, ids: Collection[str]) -> None:
        """The claims around these ids, for the question that comes now."""
        columns = ("node", "row", "nth", "source", "source_type", "target", "target_type", "claim")
        found = self.collected(self.under("relations", ids).select(*columns))
        self._rows, self._near, self._types = {}, {}, {}
        claims: dict[tuple[int, int], Claim] = {}
        for node, row, nth, source, source_type, target, target_type, text in found:
            self._near.setdefault(node, []).append(row)
            self._types |= {source: source_type, target: target_type}
            if (row, nth) not in claims:
                claims[row, nth] = tables.claim_in(text)
        for (row, _), claim in sorted(claims.items(), key=lambda pair: pair[0]):
            self._rows.setdefault(row, []).append(claim)

    def _claims(self, row: int) -> Sequence[Claim]:
        return self._rows[row]

    def _rows_touching(self, entity_id: str) -> Collection[int]:
        return self._near.get(entity_id, ())

    def _rows_between(self, one: str, other: str) -> Collection[int]:
        there = self._near.get(one, ())
        ends = {one, other}
        return [n for n in there if any({c.source, c.target} == ends for c in self._rows[n])]

    def _rows_resting_on(self, source: str) -> Collection[int]:
        return [row for (row,) in self.collected(self.under("sources", [source]).select("row"))]

    def _pairs_resting_on(self, ids: Collection[str]) -> set[tuple[str, str]]:
        found = self.under("sources", ids).select("source", "target").distinct()
        return {(source, target) for source, target in self.collected(found)}

    def _type(self, entity_id: str) -> str:
        return self._types.get(entity_id, "")

    def _may_begin(self, text: str) -> Iterable[Entity]:
        from pyspark.sql.functions import col

        from actorgraph.names.fold import fold, skeleton

        begun = skeleton((fold(text).split() or [""])[-1])
        key = col("key")
        there = key.startswith("#" + text.strip().casefold())
        if begun:
            there = there | key.startswith("s" + begun) | key.startswith("w" + begun)
        found = self.table("names").where(there & (col("place") < FEW)).select("number", "entity")
        rows = dict(self.collected(found.distinct()))
        return [tables.entity_in(rows[number]) for number in sorted(rows)]

    def collected(self, found: DataFrame) -> list[tuple[Any, ...]]:
        """Rows of an answer.

        Raises:
            UsageError: with Spark's reason, if it cannot answer.
        """
        with said_plainly("Spark could not answer"):
            return [tuple(row) for row in found.collect()]

    def _streamed(self, found: DataFrame) -> Iterator[tuple[Any, ...]]:
        """Rows as they come, a part of the table at a time."""
        with said_plainly("Spark could not answer"):
            yield from found.toLocalIterator()

    def _read_about(self) -> dict[str, Any]:
        from pyspark.errors import PySparkException

        place = f"{self.folder}/{tables.ABOUT}"
        try:
            text = self.session.read.text(place, wholetext=True).collect()[0][0]
            about: dict[str, Any] = json.loads(text)
        except (PySparkException, ValueError, IndexError):
            about = {}
        if about.get("version") != tables.VERSION:
            raise UsageError(
                f"{self.folder} is no folder of tables for Spark of this version.",
                hint="Write one first: actorgraph convert DATA FOLDER.spark",
            )
        return about


class _Names:
    """The names of a graph on Spark, as a store of keys that the lookup of names asks."""

    def __init__(self, engine: SparkEngine) -> None:
        self._engine = engine
        self._met: dict[int, Entry] = {}

    def filed(self, keys: Collection[str], limit: int) -> list[int]:
        """The numbers of the entities under these keys, at most `limit` for each key."""
        from pyspark.sql.functions import col

        if not keys:
            return []
        found = self._engine.under("names", list(keys)).where(col("place") < limit)
        numbers = []
        for number, text in self._engine.collected(found.select("number", "entity")):
            numbers.append(number)
            if number not in self._met:
                one = tables.entity_in(text)
                self._met[number] = Entry(number, one.id, (one.name, *one.aliases), one.type)
        return numbers

    def words_near(self, near: Collection[str]) -> list[str]:
        """The words filed under these near keys."""
        found = self._engine.under("words", list(near)).select("word").distinct()
        return [row[0] for row in self._engine.collected(found)]

    def entries(self, numbers: Collection[int]) -> list[Entry]:
        """The entities of these numbers, which have been met under a key."""
        return [self._met[number] for number in numbers]

    def of_id(self, entity_id: str) -> list[int]:
        """The numbers of entities of that id in any case."""
        return sorted(self.filed(["#" + entity_id.casefold()], FEW))


def _form(name: str) -> str:
    """The columns of a table as Spark declares them."""
    words = {tables.TEXT: "string", tables.LONG: "bigint", tables.FLAG: "boolean"}
    return ", ".join(f"`{column}` {words[kind]}" for column, kind in tables.TABLES[name].items())
