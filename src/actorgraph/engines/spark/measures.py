"""Measures of a whole graph in SQL; what lies between two steps is set down (working.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

    from actorgraph.engines.spark.engine import SparkEngine
    from actorgraph.engines.spark.working import Keep
    from actorgraph.filters import Filter


def degrees(engine: SparkEngine, only: Filter) -> DataFrame:
    """How many different others each entity is linked with: columns id, value."""
    every = engine.pairs(only)
    pairs = every.where("source <> target")
    once = pairs.selectExpr("least(source, target) a", "greatest(source, target) b").distinct()
    ends = once.selectExpr("a id").unionAll(once.selectExpr("b id")).groupBy("id").count()
    found = engine.nodes(every, only).join(ends, "id", "left")
    return found.selectExpr("id", "cast(coalesce(`count`, 0) as double) value")


def pagerank(
    engine: SparkEngine, keep: Keep, only: Filter, *, damping: float, tolerance: float, rounds: int
) -> DataFrame:
    """The share of a random walk that each entity gets: columns id, value.

    After Page, Brin, Motwani, Winograd (1999), by join and group, one table a round.
    """
    from pyspark.sql.functions import broadcast, col, lit

    pairs = keep(engine.pairs(only))
    out = pairs.groupBy("source").count().selectExpr("source id", "`count` links")
    nodes = keep(engine.nodes(pairs, only).join(out, "id", "left"))
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


def components(engine: SparkEngine, keep: Keep, only: Filter) -> DataFrame:
    """Which entities hang together: columns id, component, the least id of those that do.

    Large-star and small-star after Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii (2014).
    """
    pairs = keep(engine.pairs(only))
    stars = (
        pairs.where("source <> target")
        .selectExpr("greatest(source, target) a", "least(source, target) b")
        .distinct()
    )
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
    every = engine.nodes(pairs, only)
    found = stars.selectExpr("a id", "b component")
    return every.join(found, "id", "left").selectExpr("id", "coalesce(component, id) component")


def _or_nothing(name: str) -> Column:
    from pyspark.sql.functions import coalesce, col, lit

    return coalesce(col(name), lit(0.0))
