"""The edges of a whole graph under a filter, without bringing the graph to this machine.

A claim that no other can share an edge with is judged by its kind: the filter decides in Python,
once for each distinct kind (filters.py, edges.py), and SQL joins what it decides. Claims that may
be one edge are brought together on the executors and handed to the same functions as everywhere.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates
from actorgraph.counts import facts
from actorgraph.engines.spark import parquet_tables
from actorgraph.engines.spark.claim_kinds import kind_in
from actorgraph.engines.spark.parquet_tables import FLAG, LONG, TEXT, ClaimRow
from actorgraph.engines.spark.session import collected, mapped
from actorgraph.schema import main_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import pyarrow as arrow
    from pyspark.sql import Column, DataFrame

    from actorgraph.edges import Edge
    from actorgraph.engines.spark.parquet_tables import Batches, OfBatches
    from actorgraph.filters import Filter

    Files = Sequence[tuple[str, list[str]]]

GROUPED_BY = {"word": "word", "low": "least(source, target)", "high": "greatest(source, target)"}
"""What claims have in common that may be one edge: the word and the ends, in either order."""
_ENDS = {"source": TEXT, "target": TEXT}
_REASONS = {"kind": TEXT, "reason": TEXT}
_COUNTS = {"what": TEXT, "word": TEXT, "n": LONG}
_KINDS = {
    "kind": TEXT, "stays": FLAG, "is_symmetric": FLAG,
    "relation": TEXT, "verdict": TEXT, "certainty": TEXT, "status": TEXT,
}  # fmt: skip


class _ClaimKind(NamedTuple):
    """What a filter decides about a kind of claims that it uses.

    Attributes:
        kind: the text of the kind.
        stays: whether a claim that is an edge of its own stays, whatever its dates are.
        relation, verdict, certainty, status: of such an edge.
    """

    kind: str
    stays: bool
    is_symmetric: bool
    relation: str
    verdict: str
    certainty: str
    status: str


def pairs(relations: DataFrame, only: Filter, files: Files) -> DataFrame:
    """Return source and target of every edge that links two, each pair once.

    The ends of an edge without a direction are a pair in either order.

    Args:
        relations: the table.
        files: in which rows stand.
    """
    from pyspark.sql.functions import col

    only = only.of_links
    kinds = _kinds(relations, only)
    claims = _claims(relations, only, kinds)
    is_single = col("alone")
    words = {(kind.relation, main_word(kind.relation)) for kind in kinds}
    turned = {word for relation, word in words if relation != word}
    if not _looks_at_edges(only):
        # What links by itself links, whatever others say; of an edge that some rows state by the
        # inverse word only its lead tells which way.
        is_single |= ~col("word").isin(sorted(turned))
    single = claims.where(is_single & col("stays") & _in_window(only))
    ends = "array(struct(source, target))"
    both = "array(struct(source, target), struct(target source, source target))"
    linked = single.selectExpr(f"explode(if(is_symmetric, {both}, {ends})) ends").select("ends.*")
    if turned or _looks_at_edges(only):
        several = mapped(_candidates(claims.where(~is_single)), _ends_of_edges(only, files), _ENDS)
        linked = linked.unionAll(several)
    return linked.distinct()


def uncounted(relations: DataFrame, only: Filter) -> DataFrame:
    """Count the rows that a filter asks for and that link nothing: columns reason and n."""
    from pyspark.sql.functions import broadcast

    anybody = only._replace(without=frozenset(), speakers=frozenset())
    texts = [text for (text,) in collected(relations.select("kind").distinct())]
    reasons = [(text, anybody.why_uncounted(kind_in(text).claim)) for text in texts]
    judged = relations.sparkSession.createDataFrame(
        [one for one in reasons if one[1]], parquet_tables.declared(_REASONS)
    )
    claims = _used_claims(relations, only).where(_in_window(only)).join(broadcast(judged), "kind")
    rows = claims.select("row", "reason").distinct()
    return rows.groupBy("reason").count()


def counts(relations: DataFrame, only: Filter, files: Files) -> DataFrame:
    """Count the facts of all edges, as counts.py has them: columns what, word and n."""
    from pyspark.sql.functions import col

    claims = _claims(relations, only, _kinds(relations, only))
    plain = ("relation", "verdict", "certainty", "status", "publisher", "document")
    words = ", ".join(f"struct('{name}' what, {name} word)" for name in plain)
    speakers = "if(size(attributed_to) > 0, attributed_to, array(publisher))"
    single = claims.where(col("alone") & col("stays") & _in_window(only)).selectExpr(
        f"explode(concat(array({words}),"
        f" transform(array_distinct({speakers}), one -> struct('speaker' what, one word)),"
        " transform(array_distinct(array(source, target)), one -> struct('end' what, one word)),"
        " transform(array_distinct(array(start_date, end_date)),"
        " one -> struct('date' what, one word)))) fact"
    )
    several = mapped(_candidates(claims.where("not alone")), _counts_of_edges(only, files), _COUNTS)
    facts_of_all = single.selectExpr("fact.what", "fact.word", "1L n").unionAll(several)
    return facts_of_all.groupBy("what", "word").sum("n").toDF("what", "word", "n")


def _kinds(relations: DataFrame, only: Filter) -> list[_ClaimKind]:
    """Return what a filter decides about each kind of claims that it uses."""
    anybody = only._replace(without=frozenset(), speakers=frozenset())
    kinds = []
    for (text,) in collected(relations.select("kind").distinct()):
        kind = kind_in(text)
        edge = kind.edge
        if anybody.uses(kind.claim):
            words = kind.relation, edge.verdict, kind.certainty, kind.status
            kinds.append(_ClaimKind(text, anybody.keeps_kind(edge), kind.is_symmetric, *words))
    return kinds


def _claims(relations: DataFrame, only: Filter, kinds: Sequence[_ClaimKind]) -> DataFrame:
    """Return every claim once that a filter uses, with what it decides about its kind."""
    from pyspark.sql.functions import broadcast

    judged = relations.sparkSession.createDataFrame(kinds, parquet_tables.declared(_KINDS))
    return _used_claims(relations, only).join(broadcast(judged), "kind")


def _used_claims(relations: DataFrame, only: Filter) -> DataFrame:
    """Return every claim once whose types and speakers a filter keeps."""
    from pyspark.sql.functions import array, arrays_overlap, col, concat, lit

    claims = relations.where("first")
    if only.types:
        types = sorted(only.types)
        claims = claims.where(col("source_type").isin(types) & col("target_type").isin(types))
    if only.without:
        cited = concat(col("attributed_to"), col("via"), array("document", "publisher"))
        claims = claims.where(~arrays_overlap(cited, array(*map(lit, sorted(only.without)))))
    return said_by(claims, only.speakers) if only.speakers else claims


def said_by(claims: DataFrame, speakers: Collection[str]) -> DataFrame:
    """Return the claims that one of some speakers says."""
    from pyspark.sql.functions import array, arrays_overlap, expr, lit

    there = expr("if(size(attributed_to) > 0, attributed_to, array(publisher))")
    return claims.where(arrays_overlap(there, array(*map(lit, sorted(speakers)))))


def _looks_at_edges(only: Filter) -> bool:
    """Whether it takes more than single claims to say which edges stay."""
    has_window = only.window != (dates.EARLIEST, dates.LATEST)
    words = only.statuses or only.certainties or only.assessments
    return bool(words or only.min_origins or has_window)


def _in_window(only: Filter) -> Column:
    """Whether the dates of a claim allow that it held in the window of a filter."""
    from pyspark.sql.functions import col

    since, until = only.window
    return (col("start_from") <= until) & (col("end_to") >= since)


def _candidates(claims: DataFrame) -> DataFrame:
    """Return claims that may share an edge, partitioned by what they have in common then."""
    together = (f"{sql} {name}" for name, sql in GROUPED_BY.items())
    rows = claims.selectExpr(*together, *(f"{name} `_{name}`" for name in ClaimRow._fields))
    order = ("_row", "_nth")
    return rows.repartition(*GROUPED_BY).sortWithinPartitions(*GROUPED_BY, *order)


def _edges_in(batches: Batches, only: Filter, files: Files) -> Iterator[Edge]:
    """Yield the edges that stay, of claims in the order of `_candidates`."""
    size = len(GROUPED_BY)
    rows = (
        row
        for batch in batches
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)
    )
    for _, group in groupby(rows, key=lambda row: row[:size]):
        claims = (parquet_tables.claim_in(ClaimRow(*row[size:]), files) for row in group)
        yield from only.edges_of_any_type(claims)


def _ends_of_edges(only: Filter, files: Files) -> OfBatches:
    def ends(batches: Batches) -> Iterator[arrow.RecordBatch]:
        linked: set[tuple[str, str]] = set()
        for edge in _edges_in(batches, only, files):
            linked.add((edge.source, edge.target))
            linked |= {(edge.target, edge.source)} if edge.is_symmetric else set()
        yield _columns(_ENDS, linked)

    return ends


def _counts_of_edges(only: Filter, files: Files) -> OfBatches:
    def counted(batches: Batches) -> Iterator[arrow.RecordBatch]:
        occurrences = Counter(facts(_edges_in(batches, only, files)))
        yield _columns(_COUNTS, [(*fact, n) for fact, n in occurrences.items()])

    return counted


def _columns(form: dict[str, str], rows: Iterable[tuple[object, ...]]) -> arrow.RecordBatch:
    import pyarrow as arrow

    columns = list(zip(*rows, strict=True)) or [()] * len(form)
    kinds = parquet_tables.arrow_kinds(form)
    arrays = [arrow.array(column, kind) for column, kind in zip(columns, kinds, strict=True)]
    return arrow.RecordBatch.from_arrays(arrays, list(form))
