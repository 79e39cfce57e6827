"""Measures of a whole graph in SQL; what lies between two steps is Parquet in a folder all share.

Never `localCheckpoint`: a table that only an executor held is lost with it, and the answer too.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

from actorgraph.engines.spark.session import LOCAL, said_plainly
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyspark.sql import Column, DataFrame

    from actorgraph.engines.spark.engine import SparkEngine

    Keep = Callable[[DataFrame], DataFrame]


@contextmanager
def work(engine: SparkEngine) -> Iterator[Keep]:
    """What sets a table down as Parquet and gives it back, for as long as a measure takes.

    Raises:
        UsageError: if executors may be elsewhere and no folder is named that they reach, or with
            Spark's reason if it cannot answer.
    """
    master = engine.session.conf.get("spark.master", "") or ""
    if engine.work is None and not master.startswith(LOCAL):
        raise UsageError(
            "This measure sets tables down on its way, where all executors reach them.",
            hint="Name such a folder: ACTORGRAPH_WORK=s3a://bucket/work, or a shared one.",
        )
    base, name = engine.work or tempfile.gettempdir(), f"actorgraph-{uuid4().hex}"
    is_here = "://" not in base
    numbers = count()

    def keep(table: DataFrame) -> DataFrame:
        place = f"{'file://' if is_here else ''}{base}/{name}/{next(numbers)}"
        table.write.parquet(place)
        return engine.session.read.schema(table.schema).parquet(place)

    try:
        with said_plainly("Spark could not answer"):
            yield keep
    finally:
        if is_here:
            shutil.rmtree(f"{base}/{name}", ignore_errors=True)


def degrees(engine: SparkEngine) -> DataFrame:
    """How many different others each entity is linked with: columns id, value."""
    pairs = engine.pairs().where("source <> target")
    once = pairs.selectExpr("least(source, target) a", "greatest(source, target) b").distinct()
    ends = once.selectExpr("a id").unionAll(once.selectExpr("b id")).groupBy("id").count()
    every = engine.table("entities").select("id").join(ends, "id", "left")
    return every.selectExpr("id", "cast(coalesce(`count`, 0) as double) value")


def pagerank(
    engine: SparkEngine, keep: Keep, *, damping: float, tolerance: float, rounds: int
) -> DataFrame:
    """The share of a random walk that each entity gets: columns id, value.

    After Page, Brin, Motwani, Winograd (1999), by join and group, one table a round.
    """
    from pyspark.sql.functions import broadcast, col, lit

    pairs = keep(engine.pairs())
    out = pairs.groupBy("source").count().selectExpr("source id", "`count` links")
    nodes = keep(engine.table("entities").select("id").join(out, "id", "left"))
    n = nodes.count()
    ranks = keep(nodes.select("id", "links", lit(1.0 / max(n, 1)).alias("value")))
    for _ in range(rounds):
        stuck = ranks.where("links is null").selectExpr("coalesce(sum(value), 0D) stuck")
        shares = ranks.selectExpr("id source", "value / links share")
        given = pairs.join(shares, "source").groupBy("target").sum("share")
        given = given.selectExpr("target id", "`sum(share)` given")
        every = ranks.join(given, "id", "left").crossJoin(broadcast(stuck))
        share = (
            damping * (_or_nothing("given") + col("stuck") / lit(float(n))) + (1.0 - damping) / n
        )
        found = every.select("id", "links", share.alias("value"), col("value").alias("before"))
        found = keep(found)
        moved = found.selectExpr("coalesce(sum(abs(value - before)), 0D) moved").collect()[0][0]
        ranks = found.select("id", "links", "value")
        if moved < n * tolerance:
            break
    return ranks.select("id", "value")


def components(engine: SparkEngine, keep: Keep) -> DataFrame:
    """Which entities hang together: columns id, component, the least id of those that do.

    Large-star and small-star after Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii (2014).
    """
    pairs = engine.pairs().where("source <> target")
    stars = pairs.selectExpr("greatest(source, target) a", "least(source, target) b").distinct()
    stars = keep(stars)
    while True:
        both = stars.unionAll(stars.selectExpr("b a", "a b"))
        least = both.groupBy("a").agg({"b": "min"}).selectExpr("a", "least(a, `min(b)`) m")
        large = keep(both.where("b > a").join(least, "a").selectExpr("b a", "m b").distinct())
        least = large.groupBy("a").agg({"b": "min"}).selectExpr("a", "`min(b)` m")
        small = large.join(least, "a").where("b <> m").selectExpr("b a", "m b")
        stars = keep(small.unionAll(least.selectExpr("a", "m b")).distinct())
        inner = stars.selectExpr("b a").join(stars.select("a").distinct(), "a", "left_semi")
        if inner.isEmpty():
            break
    every = engine.table("entities").select("id")
    found = stars.selectExpr("a id", "b component")
    return every.join(found, "id", "left").selectExpr("id", "coalesce(component, id) component")


def _or_nothing(name: str) -> Column:
    from pyspark.sql.functions import coalesce, col, lit

    return coalesce(col(name), lit(0.0))
