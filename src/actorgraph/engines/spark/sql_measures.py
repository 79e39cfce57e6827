"""Measures of a whole graph in SQL, from its linked pairs; what lies between steps is set down.

Stands for queries/measures.py and queries/whole_graph.py, where numpy and scipy measure the same;
tests/engines/test_spark.py and test_spark_files.py hold them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import random_walk

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from actorgraph.engines.spark.scratch import Keep


def degrees(pairs: DataFrame, ids: DataFrame) -> DataFrame:
    """Count for each id how many different others it is linked with: columns id, value."""
    others = pairs.where("source <> target")
    once = others.selectExpr("least(source, target) a", "greatest(source, target) b").distinct()
    ends = once.selectExpr("a id").unionAll(once.selectExpr("b id")).groupBy("id").count()
    counted = ids.join(ends, "id", "left")
    return counted.selectExpr("id", "cast(coalesce(`count`, 0) as double) value")


def pagerank(pairs: DataFrame, ids: DataFrame, keep: Keep) -> DataFrame:
    """Compute the share of a random walk that each id gets: columns id, value.

    After Page, Brin, Motwani, Winograd (1999), by join and group, one table a round, in whole
    numbers (random_walk.py).
    """
    from pyspark.sql.functions import broadcast

    out = pairs.groupBy("source").count().selectExpr("source id", "`count` links")
    nodes = keep(ids.join(out, "id", "left"))
    n = nodes.count()
    if n == 0:
        return nodes.selectExpr("id", "0D value")
    walk = random_walk.walk_over(n)
    goes_on, of = random_walk.DAMPING
    ranks = keep(nodes.selectExpr("id", "links", f"{walk.first}L value"))
    for _ in range(random_walk.MOST_ROUNDS):
        stuck = ranks.where("links is null").selectExpr("coalesce(sum(value), 0L) stuck")
        shares = ranks.selectExpr("id source", "value div links share")
        given = pairs.join(shares, "source").groupBy("target").sum("share")
        given = given.selectExpr("target id", "`sum(share)` given")
        every = ranks.join(given, "id", "left").crossJoin(broadcast(stuck))
        share = f"(coalesce(given, 0L) + stuck div {n}L) * {goes_on}L div {of}L + {walk.anew}L"
        next_ranks = keep(every.selectExpr("id", "links", f"{share} value", "value before"))
        [(moved,)] = next_ranks.selectExpr("coalesce(sum(abs(value - before)), 0L)").collect()
        ranks = next_ranks.select("id", "links", "value")
        if moved < random_walk.AT_REST:
            break
    grains = f"(value + {walk.grain // 2}L) div {walk.grain}L"
    return ranks.selectExpr("id", f"cast({grains} as double) / {walk.grains}D value")


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
