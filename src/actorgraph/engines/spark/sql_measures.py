"""Measures of a whole graph in SQL, from its linked pairs; what lies between steps is set down.

Stands for queries/measures.py and queries/whole_graph.py, where numpy and scipy measure the same;
tests/engines/test_spark.py and test_spark_files.py hold them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

    from actorgraph.engines.spark.scratch import Keep


def degrees(pairs: DataFrame, ids: DataFrame) -> DataFrame:
    """Count for each id how many different others it is linked with: columns id, value."""
    others = pairs.where("source <> target")
    once = others.selectExpr("least(source, target) a", "greatest(source, target) b").distinct()
    ends = once.selectExpr("a id").unionAll(once.selectExpr("b id")).groupBy("id").count()
    counted = ids.join(ends, "id", "left")
    return counted.selectExpr("id", "cast(coalesce(`count`, 0) as double) value")


def pagerank(
    pairs: DataFrame, ids: DataFrame, keep: Keep, *, damping: float, tolerance: float, rounds: int
) -> DataFrame:
    """Compute the share of a random walk that each id gets: columns id, value.

    After Page, Brin, Motwani, Winograd (1999), by join and group, one table a round.
    """
    from pyspark.sql.functions import broadcast, col, lit

    out = pairs.groupBy("source").count().selectExpr("source id", "`count` links")
    nodes = keep(ids.join(out, "id", "left"))
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
        next_ranks = every.select("id", "links", share.alias("value"), col("value").alias("before"))
        next_ranks = keep(next_ranks)
        moved = next_ranks.selectExpr("coalesce(sum(abs(value - before)), 0D) moved").collect()[0][
            0
        ]
        ranks = next_ranks.select("id", "links", "value")
        if moved < n * tolerance:
            break
    return ranks.select("id", "value")


def components(pairs: DataFrame, ids: DataFrame, keep: Keep) -> DataFrame:
    """Find the connected components: columns id, component, which is the least id in it.

    Large-star and small-star after Kiveris, Lattanzi, Mirrokni, Rastogi, Vassilvitskii (2014).
    """
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
        leaves = stars.groupBy("a").count()
        inner = stars.selectExpr("b a").join(leaves, "a", "left_semi")
        if inner.isEmpty() and leaves.where("`count` > 1").isEmpty():
            break
    members = stars.selectExpr("a id", "b component")
    return ids.join(members, "id", "left").selectExpr("id", "coalesce(component, id) component")


def _or_nothing(name: str) -> Column:
    from pyspark.sql.functions import coalesce, col, lit

    return coalesce(col(name), lit(0.0))
