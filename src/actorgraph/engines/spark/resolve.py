"""Who is meant by the cells of all rows, and the tables that they add up to, in SQL.

Stands for `Dataset` (dataset.py), which does the same for files on this machine: an id goes before
a name, a name that can be several is an error, an end that is nobody's is made an entity, the short
form makes an office. tests/engines/test_spark_files.py holds the two together. What comes out are
DataFrames; writer.py writes them sorted and split, the engine can ask them as they are.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.engines.spark import executor_rows, parquet_tables
from actorgraph.engines.spark.description_rows import ENTITY_ROWS
from actorgraph.engines.spark.session import collected, mapped
from actorgraph.engines.spark.united_rows import UnitedRows
from actorgraph.hosts import LOOKS_LIKE_AN_ADDRESS
from actorgraph.statements import NO_OFFICES_IN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyspark.sql import Column, DataFrame, SparkSession

    from actorgraph.engines.spark.reader import Keep, TableRows

MADE, OFFICES = 1 << 60, 1 << 61
"""From these numbers on stand entities that only relations name, and then offices."""


class Resolved:
    """What the rows of a graph mean.

    Args:
        keep: sets a table down where executors find it again.
        outlets: from hosts to the names of the entities they belong to.
    """

    def __init__(
        self,
        session: SparkSession,
        entities: TableRows | None,
        relations: TableRows,
        keep: Keep,
        outlets: Mapping[str, str],
    ) -> None:
        self._session, self._keep = session, keep
        self.named_outlets = {host: name.strip() for host, name in outlets.items()}
        self.rows = relations.rows.where("problem is null")
        self.united = UnitedRows(session, entities, keep)
        self.files = [(file.name, list(file.columns)) for file in relations.files]
        self._kinds = any(
            column in schema.TYPE_COLUMNS for _, columns in self.files for column in columns
        )

    @property
    def listed(self) -> DataFrame:
        """Every entity that rows of entities describe, once."""
        return self.united.listed

    @cached_property
    def cells(self) -> DataFrame:
        """Every distinct cell that names somebody, and who that is.

        Columns: cell; at, where it stands first as an end of a relation; ref, whether it stands
        anywhere else; id, type and publisher of who is meant, null if nobody is; other, another id
        that it can mean; is_id.
        """
        ends = self.rows.selectExpr(
            "explode(array(struct(source cell, shiftleft(row, 1) at),"
            " struct(target cell, shiftleft(row, 1) + 1 at))) end"
        ).selectExpr("end.cell", "end.at", "0 ref")
        others = self.rows.selectExpr(_BESIDE)
        publishers = self.listed.selectExpr("publisher cell")
        publishers = publishers.unionAll(self.united.rows.selectExpr("said_publisher cell"))
        if self.united.describing is not None:
            publishers = publishers.unionAll(self.united.describing.selectExpr(_BESIDE))
        if self.named_outlets:
            outlets = [(name,) for name in self.named_outlets.values()]
            publishers = publishers.unionAll(self._session.createDataFrame(outlets, "cell string"))
        refs = others.unionAll(publishers).where("cell <> ''")
        asked_for = ends.unionAll(refs.selectExpr("cell", "cast(null as bigint) at", "1 ref"))
        asked_for = self._keep(asked_for.groupBy("cell").agg(_first("at"), _any("ref")))
        ids = self.listed.select("id", "type", "publisher")
        by_id = asked_for.join(ids, asked_for["cell"] == ids["id"])
        by_id = by_id.selectExpr(
            "cell", "at", "ref", "id", "type", "publisher", "id other", "true is_id"
        )
        rest = asked_for.join(ids, asked_for["cell"] == ids["id"], "left_anti")
        names = self.listed.selectExpr("explode(names) name", "id", "type", "publisher")
        named = rest.select("cell").join(names, rest["cell"] == names["name"])
        named = named.groupBy("cell").agg(*_least_and_most()).select("cell", "least.*", "other")
        by_name = rest.join(named, "cell", "left")
        by_name = by_name.selectExpr(*by_id.columns[:-1], "false is_id")
        return self._keep(by_id.unionAll(by_name))

    @cached_property
    def ends(self) -> DataFrame:
        """From a cell that is an end to the id it means and its type."""
        if not self._kinds:
            ends = self.cells.where("at is not null")
            return ends.selectExpr("cell", "coalesce(id, cell) id", "coalesce(type, '') type")
        known = self.cells.where("id is not null and at is not null").select("cell", "id", "type")
        return known.unionAll(self._made.selectExpr("name cell", "name id", "kind type"))

    @cached_property
    def _made(self) -> DataFrame:
        """Ends that are nobody: number, row, name, kind."""
        new = self.cells.where("id is null and at is not null").select("cell", "at")
        if not self._kinds:
            return new.selectExpr(
                f"at + {MADE} number", "shiftright(at, 1) row", "cell name", "'' kind"
            )
        first = self._given_types.groupBy("cell").agg(_least("given_at", "kind"))
        made = new.join(first.selectExpr("cell", "least.kind"), "cell", "left")
        return self._keep(
            made.selectExpr(
                f"at + {MADE} number", "shiftright(at, 1) row", "cell name",
                "coalesce(kind, '') kind",
            )
        )  # fmt: skip

    @property
    def _given_types(self) -> DataFrame:
        """The types that rows give their ends: cell, given_at, kind.

        given_at is twice the row, and one more for the target; kind is the type as it is written.
        """
        kinds = self.rows.selectExpr(
            "explode(array("
            "struct(source cell, shiftleft(row, 1) given_at, source_kind kind),"
            " struct(target cell, shiftleft(row, 1) + 1 given_at, target_kind kind))) end"
        ).select("end.*")
        return kinds.where("kind <> ''")

    @property
    def other_types(self) -> DataFrame | None:
        """The types that rows give somebody who is of another: id, kept, kind, at (where first)."""
        if not self._kinds:
            return None
        ends = self.ends.selectExpr("cell", "id", "type kept")
        given = self._given_types.join(ends, "cell").where("kind <> kept")
        first = given.groupBy("id", "kept", "kind").agg({"given_at": "min"})
        return first.toDF("id", "kept", "kind", "at").orderBy("at")

    @cached_property
    def made(self) -> DataFrame:
        """The entities that only relations name."""
        names = [name for name, _ in self.files]
        return mapped(self._made, executor_rows.made_entities(names), ENTITY_ROWS)

    @cached_property
    def _short_forms(self) -> DataFrame:
        """Rows in the short form: row, role, body, office."""
        short = self.rows.where("slug is not null").select("row", "target", "role", "slug")
        ends = self.ends.selectExpr("cell target", "id body", "type")
        in_bodies = short.join(ends, "target").where(_makes_offices("type"))
        return self._keep(
            in_bodies.selectExpr("row", "role", "body", "concat(body, '-', slug) office")
        )

    @cached_property
    def _has_offices(self) -> bool:
        return not self.rows.where("slug is not null").isEmpty() and not self._short_forms.isEmpty()

    @cached_property
    def offices(self) -> DataFrame:
        """The offices that short forms make."""
        first = (
            self._short_forms.groupBy("office")
            .agg(_least("row", "role", "body"))
            .select("least.*", "office")
        )
        there = self.listed.selectExpr("id office").unionAll(self._made.selectExpr("name office"))
        new = first.join(there, "office", "left_anti")
        called = self.listed.selectExpr("id body", "names[0] name")
        called = called.unionAll(self._made.selectExpr("name body", "name"))
        new = new.join(called, "body").selectExpr(
            f"row + {OFFICES} number", "row", "role", "body", "name"
        )
        names = [name for name, _ in self.files]
        made = mapped(new, executor_rows.made_offices(names), ENTITY_ROWS)
        return self._keep(made)

    @cached_property
    def everybody(self) -> DataFrame:
        """All entities as rows: listed, made, offices."""
        entities = self.listed.unionAll(self.made)
        return entities.unionAll(self.offices) if self._has_offices else entities

    @cached_property
    def _references(self) -> DataFrame:
        """From cells beside the ends to whom they mean.

        Columns: cell, means, is_entity; is_listed, if that entity stands in a row of its own;
        publisher, of that entity.
        """
        refs = self.cells.where("ref = 1")
        refs = refs.selectExpr(
            "cell", "is_id", "if(other = id, id, null) named", "publisher",
            "is_id or (at is not null and id is null) is_own",
            "is_id or other = id is_listed",
        )  # fmt: skip
        if self._has_offices:
            offices = self.offices.selectExpr("names[0] cell", "id office")
            offices = (
                offices.groupBy("cell")
                .agg(*_least_and_most("office"))
                .select("cell", "least.*", "other")
            )
            is_office = self.offices.selectExpr("id cell", "true is_made").distinct()
            refs = refs.join(
                offices.selectExpr("cell", "office", "other other_office"), "cell", "left"
            )
            refs = refs.join(is_office, "cell", "left").selectExpr(
                "cell", "is_id", "publisher", "is_own or coalesce(is_made, false) is_own",
                "case when office is null then named"
                " when named is null and office = other_office then office end named",
                "is_id or (is_listed and office is null) is_listed",
            )  # fmt: skip
        return refs.selectExpr(
            "cell", "if(is_own, cell, coalesce(named, cell)) means",
            "is_own or named is not null is_entity", "coalesce(is_listed, false) is_listed",
            "if(is_id or named is not null, coalesce(publisher, ''), '') publisher",
        )  # fmt: skip

    @cached_property
    def _outlets(self) -> DataFrame | None:
        """From hosts that are somebody's own to the outlet; None if none is."""
        owners = self.listed.where("own_host <> ''").selectExpr("own_host host", "id")
        owners = owners.groupBy("host").agg({"id": "collect_list"}).toDF("host", "ids")
        own = owners.where("size(ids) = 1").selectExpr("host", "ids[0] outlet")
        if self.named_outlets:
            cells = self._references.where(
                self._references["cell"].isin(list(self.named_outlets.values()))
            )
            means = dict(collected(cells.select("cell", "means")))
            told = [(host, means[name]) for host, name in self.named_outlets.items()]
            named = self._session.createDataFrame(told, "host string, outlet string")
            own = own.join(named, "host", "left_anti").unionAll(named)
        own = self._keep(own)
        return None if own.isEmpty() else own

    @cached_property
    def _meant(self) -> DataFrame | None:
        """From cells beside the ends to whom they mean, where that is not just what they say.

        Columns: cell, means, published, which is who published it where it is an entity.
        """
        references = self._references
        is_address = references["is_entity"] & references["cell"].rlike(LOOKS_LIKE_AN_ADDRESS)
        is_changed = references["means"] != references["cell"]
        references = self._keep(
            references.where(is_changed | (references["publisher"] != "") | is_address)
        )
        if references.isEmpty():
            return None
        references = references.join(self._published, "publisher", "left")
        return references.selectExpr(
            "cell", "means", "if(is_entity, coalesce(published, ''), null) published"
        )

    @property
    def _published(self) -> DataFrame:
        """From what entities say is their publisher to whom that means."""
        whose = self._references.selectExpr("cell publisher", "means", "is_listed")
        if self._outlets is None:
            return whose.selectExpr("publisher", "means published")
        there = self.listed.select("publisher").distinct()
        means = whose.where("not is_listed").join(there, "publisher", "left_semi")
        means = means.selectExpr("means publisher").distinct()
        hosts = mapped(means, executor_rows.hosts_in, executor_rows.PUBLISHERS)
        owned = hosts.join(self._outlets, "host").selectExpr("publisher means", "outlet")
        return whose.join(owned, "means", "left").selectExpr(
            "publisher", "if(is_listed, means, coalesce(outlet, means)) published"
        )

    @cached_property
    def claims(self) -> DataFrame:
        """Every claim once: the columns of relations that are the same under either end."""
        one = self.ends.selectExpr("cell source", "id one", "type source_type")
        other = self.ends.selectExpr("cell target", "id other", "type target_type")
        claims = self.rows.drop("source_kind", "target_kind", "problem").join(one, "source")
        claims = self._with_meant(claims.join(other, "target"), self.rows)
        if not self._has_offices:
            claims = claims.selectExpr("*", "cast(null as string) office", "'' office_type")
            parts = "array(0)"
        else:
            there = self.everybody.selectExpr("id office", "type office_type")
            short_forms = self._short_forms.select("row", "office").join(there, "office")
            claims = claims.join(short_forms, "row", "left")
            parts = "if(office is null, array(0), array(0, 1))"
        claims = claims.selectExpr("*", f"explode({parts}) nth")
        return self._keep(claims.selectExpr(*_CLAIM))

    @cached_property
    def _described(self) -> DataFrame | None:
        """The rows that describe entities, with whom they mean by their sources."""
        rows = self.united.describing
        return None if rows is None else self._keep(self._with_meant(rows, rows))

    def _with_meant(self, joined: DataFrame, rows: DataFrame) -> DataFrame:
        """Rows with the cells beside the ends replaced by whom they mean.

        Args:
            joined: the rows, with whatever else is known of them.
            rows: the same as they were read.
        """
        if self._outlets is not None:
            others = [name for name in joined.columns if name != "host"]
            joined = joined.join(self._outlets, "host", "left")
            joined = joined.selectExpr(*others, "coalesce(outlet, host) host")
        meant = self._meant
        if meant is None:
            return joined.withColumnRenamed("host", "publisher")
        cells = rows.selectExpr("row", _BESIDE)
        by_row = cells.join(meant, "cell").selectExpr(
            "row", "struct(cell, struct(means, published)) one"
        )
        by_row = by_row.groupBy("row").agg({"one": "collect_set"}).toDF("row", "all")
        by_row = by_row.selectExpr("row", "map_from_entries(all) meant")
        others = [
            name
            for name in joined.columns
            if name not in ("place", "document", "host", "attributed_to", "via")
        ]
        return joined.join(by_row, "row", "left").selectExpr(
            *others,
            "coalesce(meant[place].means, place) place",
            "coalesce(meant[document].means, document) document",
            "if(meant[document].published is null, host, meant[document].published) publisher",
            "transform(attributed_to, one -> coalesce(meant[one].means, one)) attributed_to",
            "transform(via, one -> coalesce(meant[one].means, one)) via",
        )

    @cached_property
    def filed(self) -> DataFrame:
        """The keys of names, and the words among them."""
        everybody = self.everybody.select("number", "id", "type", "names")
        return self._keep(mapped(everybody, executor_rows.filed, executor_rows.FILED))

    def table(self, name: str) -> DataFrame:
        """One of the tables, unsorted; what shows only in order is left open."""
        made: DataFrame = getattr(self, f"_{name}")()
        return made.select(*parquet_tables.TABLES[name])

    def _entities(self) -> DataFrame:
        if self._described is None:
            return self.everybody.selectExpr("*", "cast(null as string) described")
        return self.everybody.join(self.united.described(self._described), "id", "left")

    def _describers(self) -> DataFrame:
        if self._described is None:
            return self.everybody.selectExpr("id name").where("false")
        named = self._described.selectExpr(f"explode({_CITED}) name")
        return named.where("name <> ''").distinct()

    def _relations(self) -> DataFrame:
        relations = self.claims.selectExpr(
            "*", "explode(if(source = target, array(true), array(true, false))) first"
        )
        return relations.selectExpr("*", "if(first, source, target) node", "false alone")

    def _sources(self) -> DataFrame:
        sources = self.claims.selectExpr(
            f"explode(array_distinct({_CITED})) name", "row", "source", "target"
        )
        return sources.where("name <> ''")

    def _names(self) -> DataFrame:
        return self.filed.where("key is not null").selectExpr("*", "0L place")

    def _words(self) -> DataFrame:
        words = self.filed.where("word is not null").select("word").distinct()
        return mapped(words, executor_rows.filed_words, parquet_tables.TABLES["words"])


_BESIDE = "explode(concat(array(place, document), attributed_to, via)) cell"
"""The cells of a row that name somebody, beside its ends."""
_CITED = "concat(attributed_to, via, array(document, publisher))"
_UNKNOWN = dict(
    zip(
        ("start_from", "start_to", "end_from", "end_to"),
        (day for side in dates.period("", "") for day in side),
        strict=True,
    )
)
"""The bounds of what is said without a date, as the claim that an office belongs to a body is."""
_PLAIN = ("place", "document", "publisher", "attributed_to", "via", "cells", "row", "nth")
_CLAIM = (
    *_PLAIN,
    "if(nth = 1, office, one) source",
    "if(nth = 0 and office is not null, office, other) target",
    "if(nth = 1, office_type, source_type) source_type",
    "if(nth = 0 and office is not null, office_type, target_type) target_type",
    f"if(nth = 1, '{schema.main_word(schema.POSITION_IN)}', word) word",
    "kinds[if(office is null, 0, nth + 1)] kind",
    *(f"if(nth = 1, '', {name}) {name}" for name in ("start_date", "end_date")),
    *(f"if(nth = 1, {day}, {name}) {name}" for name, day in _UNKNOWN.items()),
)


def _makes_offices(kind: str) -> str:
    """Whether the short form makes offices in entities of a type, as SQL."""
    return f"lower({kind}) not in ({', '.join(repr(word) for word in sorted(NO_OFFICES_IN))})"


def _first(name: str) -> Column:
    from pyspark.sql.functions import min as least

    return least(name).alias(name)


def _any(name: str) -> Column:
    from pyspark.sql.functions import max as most

    return most(name).alias(name)


def _least(*names: str) -> Column:
    from pyspark.sql.functions import min as least
    from pyspark.sql.functions import struct

    return least(struct(*names)).alias("least")


def _least_and_most(*names: str) -> tuple[Column, Column]:
    from pyspark.sql.functions import max as most

    names = names or ("id", "type", "publisher")
    return _least(*names), most(names[0]).alias("other")
