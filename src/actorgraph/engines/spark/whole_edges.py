"""The edges of a whole graph under a filter, without bringing the graph to this machine.

A claim that no other can share an edge with is judged by its columns, in SQL that stands for
`Filter` (filters.py) and `verdict` (claims.py) where one claim is the edge. Claims that may be one
edge are brought together on the executors and handed to the same functions as everywhere.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from actorgraph import dates
from actorgraph.counts import facts
from actorgraph.edges import CONFIRMED, DENIED, SINGLE_ORIGIN, UNSOURCED
from actorgraph.engines.spark import parquet_tables
from actorgraph.engines.spark.parquet_tables import GROUPED_BY, LONG, PLANNED, TEXT, Said
from actorgraph.engines.spark.session import mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyspark.sql import Column, DataFrame

    from actorgraph.edges import Edge
    from actorgraph.filters import Filter

    Files = Sequence[tuple[str, list[str]]]
    Batches = Iterable[Any]

_ENDS = {"source": TEXT, "target": TEXT}
_COUNTS = {"what": TEXT, "word": TEXT, "n": LONG}
_ORIGIN = "(size(attributed_to) > 0 or publisher <> '' or document <> '')"
_VERDICT = (
    f"case status when '{DENIED}' then '{DENIED}'"
    f" when '{CONFIRMED}' then '{CONFIRMED}'"
    f" else if({_ORIGIN}, '{SINGLE_ORIGIN}', '{UNSOURCED}') end"
)


def pairs(relations: DataFrame, only: Filter, files: Files) -> DataFrame:
    """Return source and target of every edge that is not denied by all, each pair once.

    Args:
        relations: the table.
        files: in which rows stand.
    """
    found = _claims(relations, only)
    if not _looks_at_edges(only):
        return found.where("status <> 'denied'").select(*_ENDS).distinct()
    one = _passing(found.where("alone"), only).where("status <> 'denied'").select(*_ENDS)
    several = mapped(_candidates(found), _ends_of_edges(only, files), _ENDS)
    return one.unionAll(several).distinct()


def counts(relations: DataFrame, only: Filter, files: Files) -> DataFrame:
    """Count the facts of all edges, as counts.py has them: columns what, word and n."""
    found = _claims(relations, only)
    one = _passing(found.where("alone"), only).selectExpr(
        "relation", f"{_VERDICT} verdict", "certainty", "status", "publisher", "document",
        "if(size(attributed_to) > 0, attributed_to, array(publisher)) speakers",
        "source", "target", "array(start_from, start_to, end_from, end_to) days",
    )  # fmt: skip
    plain = ("relation", "verdict", "certainty", "status", "publisher", "document")
    words = ", ".join(f"struct('{name}' what, {name} word)" for name in plain)
    one = one.selectExpr(
        f"explode(concat(array({words}),"
        " transform(array_distinct(speakers), one -> struct('speaker' what, one word)),"
        " transform(array_distinct(array(source, target)), one -> struct('end' what, one word)),"
        " transform(array_distinct(days), one -> struct('day' what, string(one) word)))) said"
    ).selectExpr("said.what", "said.word", "1L n")
    several = mapped(_candidates(found), _counts_of_edges(only, files), _COUNTS)
    return one.unionAll(several).groupBy("what", "word").sum("n").toDF("what", "word", "n")


def _claims(relations: DataFrame, only: Filter) -> DataFrame:
    """Return every claim once, without those that a filter takes out one by one."""
    from pyspark.sql.functions import array, arrays_overlap, col, concat, lit

    found = relations.where("first")
    if only.relations:
        found = found.where(col("relation").isin(sorted(only.relations)))
    if only.types:
        kinds = sorted(only.types)
        found = found.where(col("source_type").isin(kinds) & col("target_type").isin(kinds))
    if only.without:
        rests_on = concat(col("attributed_to"), col("via"), array("document", "publisher"))
        gone = array(*(lit(one) for one in sorted(only.without)))
        found = found.where(~arrays_overlap(rests_on, gone))
    return found


def _looks_at_edges(only: Filter) -> bool:
    """Whether it takes more than single claims to say which edges stay."""
    has_window = only.window != (dates.EARLIEST, dates.LATEST)
    return bool(only.statuses or only.certainties or only.min_origins or has_window)


def _passing(alone: DataFrame, only: Filter) -> DataFrame:
    """Return the claims that are edges of their own and stay, as `Filter` has it."""
    from pyspark.sql.functions import col, lit

    since, until = only.window
    tests: list[Column] = [(col("start_from") <= until) & (col("end_to") >= since)]
    if only.statuses:
        tests.append(col("status").isin(sorted(only.statuses)))
    if only.certainties:
        tests.append(col("certainty").isin(sorted(only.certainties)))
    if only.min_origins > 1:
        tests.append(lit(False))
    found = alone.where(_ORIGIN) if only.min_origins == 1 else alone
    for test in tests:
        found = found.where(test)
    return found


def _candidates(found: DataFrame) -> DataFrame:
    """Return multi-claim candidates, partitioned and sorted by edge key."""
    several = found.where("not alone").selectExpr(
        *GROUPED_BY, "certainty = 'planned' planned", *_SAID
    )
    order = (*GROUPED_BY, PLANNED)
    return several.repartition(*order).sortWithinPartitions(*order, "row", "nth")


_SAID = tuple(name for name in Said._fields if name not in GROUPED_BY)


def _edges_in(batches: Batches, only: Filter, files: Files) -> Iterator[Edge]:
    """Yield the edges that stay, of claims in the order of `_candidates`."""
    names = (*GROUPED_BY, PLANNED, *_SAID)
    at = [names.index(name) for name in Said._fields]
    size = len(GROUPED_BY) + 1
    rows = (
        row
        for batch in batches
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    for _, group in groupby(rows, key=lambda row: row[:size]):
        told = (Said(*(row[n] for n in at)) for row in group)
        yield from only.edges_of_any_type(parquet_tables.claim_in(said, files) for said in told)


def _ends_of_edges(only: Filter, files: Files) -> Callable[[Batches], Iterator[Any]]:
    def found(batches: Batches) -> Iterator[Any]:
        edges = _edges_in(batches, only, files)
        yield _columns(_ENDS, {(one.source, one.target) for one in edges if one.verdict != DENIED})

    return found


def _counts_of_edges(only: Filter, files: Files) -> Callable[[Batches], Iterator[Any]]:
    def found(batches: Batches) -> Iterator[Any]:
        counted: Counter[tuple[str, str]] = Counter()
        for edge in _edges_in(batches, only, files):
            counted.update(facts(edge))
        yield _columns(_COUNTS, [(*fact, n) for fact, n in counted.items()])

    return found


def _columns(form: dict[str, str], rows: Iterable[tuple[Any, ...]]) -> Any:
    import pyarrow as arrow

    columns = list(zip(*rows, strict=True)) or [()] * len(form)
    kinds = parquet_tables.arrow_kinds(form)
    arrays = [arrow.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return arrow.RecordBatch.from_arrays(arrays, list(form))
