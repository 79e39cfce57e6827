"""Answers from tables (parquet_tables.py) on any path that Spark reads.

SQL only fetches: for the ids of a step it reads the parts of a table where they stand, in one
query. What the rows add up to is decided here by the same code as everywhere, so that answers are
those of the local engine; what looks at the whole graph is counted by Spark
(sql_measures.py, whole_edges.py). Needs pyspark; a session is made or handed in.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.counts import Counts, counts_of
from actorgraph.engine import EdgePairs
from actorgraph.engines.row_engine import RowEngine
from actorgraph.engines.spark import parquet_tables, sql_measures, whole_edges
from actorgraph.engines.spark.claim_kinds import kind_in
from actorgraph.engines.spark.description_rows import (
    IN_DOUBT,
    TYPES,
    in_doubt,
    types_given,
    types_under,
)
from actorgraph.engines.spark.faults import said_plainly
from actorgraph.engines.spark.parquet_tables import ClaimRow
from actorgraph.engines.spark.scratch import scratch
from actorgraph.engines.spark.session import collected, mapped, ship
from actorgraph.engines.spark.stores import opened
from actorgraph.engines.spark.waiting import waited
from actorgraph.errors import UsageError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.index.name_keys import number_of
from actorgraph.names.entries import Entry
from actorgraph.names.lookup import lookup
from actorgraph.names.unfinished import keys_of_written_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from pyspark.sql import DataFrame, SparkSession

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.errors import Problem
    from actorgraph.names import Match
    from actorgraph.names.unfinished import UnfinishedName

LITERALS = 500
"""Up to so many keys are written into a query; more are joined."""
WORDS_AT_ONCE = 10_000
"""The entities of so many words that begin alike are fetched together."""
MOST_KEYS = 2_000_000
"""A step that asks for more ids at once is refused: they and their rows come to this machine."""


class SparkEngine(RowEngine):
    """Answers from a folder of Parquet tables, or from files as they lie.

    Args:
        session: of Spark, classic or Connect.
        folder: where `convert` wrote its tables, or where the files are, as Spark names it.
        base: a folder that all executors reach, for what is set down on the way; None means the
            system's own for temporary files, if all is on this machine.
        columns: from our column name to the header it has in files of relations.

    Raises:
        UsageError: if there is no such folder of this version.
        DataError: if files have errors.
    """

    def __init__(
        self,
        session: SparkSession,
        folder: str,
        base: str | None = None,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self.session = session
        self.base = base
        # So many keys are looked for in a file's statistics; more only between least and most.
        session.conf.set("spark.sql.parquet.pushdown.inFilterThreshold", str(LITERALS))
        self._store = opened(session, folder, columns or {}, base)
        self._about = self._store.about
        self._files = parquet_tables.files_in(self._about)
        self._rows: dict[int, list[Claim]] = {}
        self._rows_of_node: dict[str, list[int]] = {}
        self._types: dict[str, str] = {}
        self._words: dict[str, frozenset[str]] = {}

    @property
    def note(self) -> str:
        """What whoever asks should know."""
        return self._store.note

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data."""
        return parquet_tables.problems_in(self._about)

    @property
    def merged(self) -> Mapping[str, str]:
        """From the id of each merged entity to the one that stands for it."""
        merged: dict[str, str] = self._about["merged"]
        return merged

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Pairs of ids that somebody judged not to be one."""
        return frozenset(frozenset(pair) for pair in self._about["apart"])

    def _entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        asked = list(dict.fromkeys(ids))
        keys = {one.casefold() for one in asked}
        rows = collected(self.under("entities", keys).select("id", "entity", "described"))
        there = {one: parquet_tables.entity_in(*texts) for one, *texts in rows}
        return {one: there[one] for one in asked if one in there}

    def _all_entities(self) -> Iterator[Entity]:
        ordered = self.table("entities").orderBy("number").select("entity", "described")
        return (parquet_tables.entity_in(*texts) for texts in self._streamed(ordered))

    def _in_doubt(self) -> Iterator[Entity]:
        described = self.table("entities").where("described is not null")
        rows = described.select("number", "entity", "described")
        ordered = mapped(rows, in_doubt, IN_DOUBT).orderBy("number").select("entity", "described")
        return (parquet_tables.entity_in(*texts) for texts in self._streamed(ordered))

    def words(self, column: str) -> Collection[str]:
        """Return the words that rows hold under relation, or under type; asked of Spark once."""
        if column not in self._words:
            words = self._relation_words() if column == "relation" else self._type_words()
            self._words[column] = frozenset(words)
        return self._words[column]

    def _relation_words(self) -> Iterator[str]:
        kinds = collected(self.table("relations").select("kind").distinct())
        return (kind_in(kind).relation for (kind,) in kinds)

    def _type_words(self) -> Iterator[str]:
        people = self.table("entities")
        described = people.where("described is not null").select("entity", "described")
        given = people.select("type").unionAll(mapped(described, types_given, TYPES))
        return (word or "" for (word,) in collected(given.distinct()))

    def describes(self, source: str) -> bool:
        """Whether a description of an entity cites this."""
        return bool(collected(self.under("describers", [source]).limit(1)))

    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim, in the order of the data."""
        return self._claims_in(self.table("relations"))

    def _claims_stating(self, only: Filter) -> Iterator[Claim]:
        table = self.table("relations")
        if only.relations:
            from pyspark.sql.functions import col

            table = table.where(col("word").isin({*map(schema.main_word, only.relations)}))
        return self._claims_in(table)

    def _claims_in(self, table: DataFrame) -> Iterator[Claim]:
        """Yield the claims of some rows, in the order of the data."""
        columns = (*ClaimRow._fields, "source_type", "target_type")
        ordered = table.where("first").orderBy("row", "nth").select(*columns)
        for *cells, source_type, target_type in self._streamed(ordered):
            row = ClaimRow(*cells)
            self._types |= {row.source: source_type, row.target: target_type}
            yield parquet_tables.claim_in(row, self._files)

    def find(
        self, query: str, limit: int = 10, *, also_similar: bool = False, by_id: bool = True
    ) -> list[Match]:
        """Return entities by id, name or alias in any spelling, best first."""
        return lookup(_NamesOnSpark(self), query, limit, also_similar=also_similar, ids=by_id)

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """Return the edges with an end among these ids."""
        self._fetch(ids)
        return super().touching(ids, only, within=within)

    def _between(
        self, pairs: Collection[tuple[str, str]], only: Filter, asked: Collection[str]
    ) -> list[Edge]:
        self._fetch({one for one, _ in pairs})
        return super()._between(pairs, only, asked)

    def is_source(self, name: str) -> bool:
        """Whether a claim or a description cites this: speaker, relay, document, publisher."""
        is_cited = bool(collected(self.under("sources", [name]).select("row").limit(1)))
        return is_cited or self.describes(name)

    def speaks(self, name: str) -> bool:
        """Whether this says a claim, not only passes one on, or describes an entity."""
        ends = {source for source, _ in self._pairs_citing([name], None)}
        claims = whole_edges.said_by(self.under("relations", ends), [name]) if ends else None
        says = claims is not None and bool(collected(claims.select("row").limit(1)))
        return says or self.describes(name)

    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Return the distinct pairs of linked entities, which Spark looks for."""
        import numpy as np

        pairs = [(source, target) for source, target in self._streamed(self.pairs(only))]
        ends = None if only.is_empty else {end for pair in pairs for end in pair}
        listed = self.table("entities").orderBy("number").select("id")
        ids = [one for (one,) in self._streamed(listed) if ends is None or one in ends]
        numbers = {one: number for number, one in enumerate(ids)}
        numbered = [(numbers[source], numbers[target]) for source, target in pairs]
        return EdgePairs(ids, np.array(numbered, np.int64).reshape(-1, 2))

    def uncounted(self, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, int]:
        """Count the rows that a filter asks for and that link nothing, by the reason."""
        return dict(collected(whole_edges.uncounted(self.table("relations"), only)))

    def counts(self, only: Filter = NOTHING_LEFT_OUT) -> Counts:
        """Count what the edges add up to, on Spark."""
        ship(self.session)
        with scratch(self.session, self.base) as keep:
            counts = keep(whole_edges.counts(self.table("relations"), only, self._files))
            everybody = self.table("entities")
            if not only.is_empty:
                ends = counts.where("what = 'end'").selectExpr("word id")
                everybody = everybody.join(ends, "id", "left_semi")
            types = dict(collected(_types(everybody, only).groupBy("type").count()))
            counted: dict[str, dict[str, int]] = {}
            few = counts.where("what not in ('document', 'speaker', 'end', 'publisher')")
            publishers = counts.where("what = 'publisher' and word <> ''")
            for what, word, n in collected(few.unionAll(publishers)):
                counted.setdefault(what, {})[word] = n
            many = counts.where("what in ('document', 'speaker') and word <> ''")
            different = dict(collected(many.groupBy("what").count()))
        documents, speakers = (different.get(what, 0) for what in ("document", "speaker"))
        return counts_of(types, counted, documents, speakers)

    def highest_degrees(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]]:
        """Return the ids linked with the most others, counted by Spark."""
        pairs = self.pairs(only)
        return self._highest(sql_measures.degrees(pairs, self.linked_ids(pairs, only)), limit)

    def highest_pageranks(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]]:
        """Return the ids with the largest shares of a random walk, computed by Spark."""
        with scratch(self.session, self.base) as keep:
            pairs = keep(self.pairs(only))
            ids = self.linked_ids(pairs, only)
            return self._highest(sql_measures.pagerank(pairs, ids, keep), limit)

    def components(self, only: Filter = NOTHING_LEFT_OUT) -> dict[str, list[str]]:
        """Return the ids of each connected component, by the least of them."""
        by_component: dict[str, list[str]] = {}
        with scratch(self.session, self.base) as keep:
            pairs = keep(self.pairs(only))
            members = sql_measures.components(pairs, self.linked_ids(pairs, only), keep)
            for one, component in self._streamed(members):
                by_component.setdefault(component, []).append(one)
        return by_component

    def _highest(self, values: DataFrame, limit: int) -> list[tuple[str, float]]:
        highest = values.orderBy(values["value"].desc(), "id").limit(limit)
        return [(one, value) for one, value in collected(highest)]

    def table(self, name: str) -> DataFrame:
        """Return a whole table."""
        return self._store.table(name)

    def pairs(self, only: Filter = NOTHING_LEFT_OUT) -> DataFrame:
        """Return source and target of every edge that links two, each pair once."""
        ship(self.session)
        return whole_edges.pairs(self.table("relations"), only, self._files)

    def linked_ids(self, pairs: DataFrame, only: Filter) -> DataFrame:
        """Return the ids that a measure is about: all, or under a filter those that are linked."""
        if only.is_empty:
            return self.table("entities").select("id")
        return pairs.selectExpr("source id").unionAll(pairs.selectExpr("target id")).distinct()

    def under(self, name: str, keys: Collection[Any]) -> DataFrame:
        """Return the rows of a table under these keys, from the parts where they stand.

        Raises:
            UsageError: if there are too many.
        """
        from pyspark.sql.functions import col

        if len(keys) > MOST_KEYS:
            raise UsageError(
                f"This step would ask for {len(keys):,} entities at once.",
                hint="Ask for less: a smaller --depth, or a filter.",
            )
        key = next(iter(parquet_tables.TABLES[name]))
        table = self._store.pruned(name, keys)
        if len(keys) <= LITERALS:
            return table.where(col(key).isin(list(keys)))
        import pyarrow as arrow

        kind = parquet_tables.arrow_kinds(parquet_tables.TABLES[name])[0]
        wanted = arrow.table({key: arrow.array(sorted(keys), kind)})
        return table.join(self.session.createDataFrame(wanted), key, "left_semi")

    def _fetch(self, ids: Collection[str]) -> None:
        """Fetch the claims around these ids, for the question that comes now."""
        columns = ("node", "source_type", "target_type", *ClaimRow._fields)
        rows = collected(self.under("relations", ids).select(*columns))
        self._rows, self._rows_of_node, self._types = {}, {}, {}
        claims: dict[tuple[int, int], Claim] = {}
        for node, source_type, target_type, *cells in rows:
            row = ClaimRow(*cells)
            self._rows_of_node.setdefault(node, []).append(row.row)
            self._types |= {row.source: source_type, row.target: target_type}
            if (row.row, row.nth) not in claims:
                claims[row.row, row.nth] = parquet_tables.claim_in(row, self._files)
        for (number, _), claim in sorted(claims.items(), key=lambda pair: pair[0]):
            self._rows.setdefault(number, []).append(claim)

    def _claims(self, row: int) -> Sequence[Claim]:
        return self._rows[row]

    def _rows_touching(self, entity_id: str) -> Collection[int]:
        return self._rows_of_node.get(entity_id, ())

    def _rows_between(self, one: str, other: str) -> Collection[int]:
        touching = self._rows_of_node.get(one, ())
        ends = {one, other}
        return [n for n in touching if any({c.source, c.target} == ends for c in self._rows[n])]

    def _rows_citing(self, source: str) -> Collection[int]:
        rows = self.under("sources", [source]).select("row").distinct()
        return [row for (row,) in collected(rows)]

    def _pairs_citing(self, ids: Collection[str], most_rows: int | None) -> set[tuple[str, str]]:
        rows = self.under("sources", ids)
        if most_rows is not None:
            rows = rows.orderBy("row").limit(most_rows)
        rows = rows.select("source", "target").distinct()
        return {(source, target) for source, target in collected(rows)}

    def _type(self, entity_id: str) -> str:
        return self._types.get(entity_id, "")

    def _may_start_with(self, begun: UnfinishedName) -> Iterator[Entity]:
        from pyspark.sql.functions import col

        by_id = self.table("entities").where(col("key").startswith(begun.folded_id))
        entities: dict[int, str] = {}
        for rows in (self._streamed(by_id.select("number", "entity")), self._named(begun)):
            for number, text in rows:
                if number not in entities:
                    entities[number] = text
                    yield parquet_tables.entity_in(text)

    def _named(self, begun: UnfinishedName) -> Iterator[tuple[int, str]]:
        """Yield the entities that have a word as an unfinished name can go on, and its others."""
        from pyspark.sql.functions import col

        if not begun.last_word:
            return
        start = parquet_tables.WRITTEN + begun.last_word
        matching = (
            self.table("words").where(col("near").startswith(start)).select("word").distinct()
        )
        words = [word for (word,) in collected(matching)]
        for at in range(0, len(words), WORDS_AT_ONCE):
            names = self._with_words(words[at : at + WORDS_AT_ONCE])
            for word in begun.whole_words:
                there = self._with_words([word]).select("number").distinct()
                names = names.join(there, "number", "left_semi")
            ids = {one.casefold() for (one,) in collected(names.select("id").distinct())}
            if ids:
                yield from collected(self.under("entities", ids).select("number", "entity"))

    def _with_words(self, words: Iterable[str]) -> DataFrame:
        keys = {number_of(key) for word in words for key in keys_of_written_word(word)}
        return self.under("names", keys)

    def _streamed(self, rows: DataFrame) -> Iterator[tuple[Any, ...]]:
        """Yield rows as they come, a part of the table at a time."""
        with said_plainly("Spark could not answer"):
            coming = rows.toLocalIterator()
            with waited(rows.sparkSession):
                first = list(islice(coming, 1))
            yield from first
            yield from coming


def _types(entities: DataFrame, only: Filter) -> DataFrame:
    """Return the type of each entity, as far as a filter trusts those who describe it."""
    described = entities.where("described is not null").select("entity", "described")
    trusted = mapped(described, types_under(only), TYPES)
    return entities.where("described is null").select("type").unionAll(trusted)


class _NamesOnSpark:
    """The names of a graph on Spark, as a store of keys that the lookup of names asks."""

    def __init__(self, engine: SparkEngine) -> None:
        self._engine = engine
        self._ids: dict[int, str] = {}
        self._entries: dict[int, Entry] = {}

    def filed(self, keys: Collection[str], limit: int) -> list[list[int]]:
        """Return for each key the numbers of the entities under it, at most `limit`."""
        from pyspark.sql.functions import col

        if not keys:
            return []
        names = self._engine.under("names", {number_of(key) for key in keys})
        names = names.where(col("place") < limit).select("key", "number", "id").distinct()
        under: dict[int, list[int]] = {}
        for key, number, entity_id in collected(names):
            under.setdefault(key, []).append(number)
            self._ids[number] = entity_id
        return list(under.values())

    def words_near(self, keys: Collection[str]) -> list[str]:
        """Return the words filed under these near keys."""
        words = self._engine.under("words", list(keys)).select("word").distinct()
        return [row[0] for row in collected(words)]

    def entries(self, numbers: Collection[int]) -> list[Entry]:
        """Return the entities of these numbers, which have been met under a key."""
        new = [self._ids[number] for number in numbers if number not in self._entries]
        if new:
            self._meet([one.casefold() for one in new])
        return [self._entries[number] for number in numbers]

    def spelled(self, numbers: Collection[int]) -> list[str]:
        """Return nothing of each entity: names are read with all that is asked for."""
        return [""] * len(numbers)

    def of_id(self, entity_id: str) -> list[int]:
        """Return the numbers of entities of that id in any case."""
        return sorted(self._meet([entity_id.casefold()]))

    def _meet(self, keys: Collection[str]) -> list[int]:
        entities = self._engine.under("entities", keys).select("number", "entity")
        numbers = []
        for number, text in collected(entities):
            one = parquet_tables.entity_in(text)
            self._entries[number] = Entry(number, one.id, (one.name, *one.aliases), one.type)
            numbers.append(number)
        return numbers
