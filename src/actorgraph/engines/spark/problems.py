"""What is wrong with a graph that Spark reads, beyond what each row shows by itself.

An id twice, a name that can be several, a row twice, an end that no row of the entities knows: each
with its file and line, in the words of the dataset. Errors refuse the data, all at once up to a
sane number; warnings are kept with the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import checks, schema
from actorgraph.cells import TRIMMED, words_for_nobody
from actorgraph.engines.spark import parquet_tables
from actorgraph.engines.spark.reader import problems_of
from actorgraph.engines.spark.session import collected
from actorgraph.errors import DataError, Problem
from actorgraph.hosts import LOOKS_LIKE_AN_ADDRESS
from actorgraph.settings import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import Column, DataFrame

    from actorgraph.engines.spark.reader import TableRows
    from actorgraph.engines.spark.resolve import Resolved

MOST = parquet_tables.MOST_PROBLEMS
_LINE = (1 << parquet_tables.LINE_BITS) - 1


def problems(entities: TableRows | None, relations: TableRows, resolved: Resolved) -> list[Problem]:
    """The warnings and notes, the first of them if there are very many.

    Raises:
        DataError: if there are errors, with all of them up to that number.
    """
    all_problems = [] if entities is None else problems_of(entities.rows, MOST)
    if entities is not None:
        all_problems += entities.notes
        all_problems += _same_ids(resolved, entities)
        all_problems += problems_of(resolved.united.united, MOST)
    all_problems += problems_of(relations.rows, MOST)
    all_problems += _ambiguous(resolved, entities, relations)
    made = list(_made(resolved, entities, relations))
    all_problems += [problem for problem in made if problem.level == "error"]
    errors = [problem for problem in all_problems if problem.level == "error"]
    if errors:
        raise DataError(errors)
    all_problems += _twins(resolved, relations)
    all_problems += made
    all_problems += _other_types(resolved, relations)
    count = len(all_problems)
    if count > MOST:
        count = sum(
            one.rows.where("problem is not null").count() for one in (entities, relations) if one
        )
        count = max(count, len(all_problems))
    return parquet_tables.problems_kept(all_problems, count)


def _same_ids(resolved: Resolved, entities: TableRows) -> Iterator[Problem]:
    for one, number, first in collected(resolved.united.taken.orderBy("number").limit(MOST)):
        message = checks.taken(one, *_place(first, entities))
        yield Problem("error", *_place(number, entities), "id", message)


def _ambiguous(
    resolved: Resolved, entities: TableRows | None, relations: TableRows
) -> Iterator[Problem]:
    """Where a cell stands that can mean several."""
    wrong = resolved.cells.where("other <> id").select("cell").limit(MOST)
    if wrong.isEmpty():
        return
    can_be: dict[str, list[str]] = {}
    names = resolved.united.named.join(wrong, "cell").select("cell", "id", "number")
    for cell, one, _ in sorted(collected(names), key=lambda row: row[2]):
        ids = can_be.setdefault(cell, [])
        if one not in ids:
            ids.append(one)
    tables = [(relations, _cells_by_column(resolved))]
    tables += [(entities, _cited_by_column(resolved))] if entities else []
    for table, columns in tables:
        for column, cells in columns:
            for cell, row in collected(cells.join(wrong, "cell").orderBy("row").limit(MOST)):
                message = checks.ambiguous(cell, can_be[cell])
                yield Problem("error", *_place(row, table), column, message)
    for host, name in resolved.named_outlets.items():
        if name in can_be:
            yield Problem("error", FILE, 0, host, checks.ambiguous(name, can_be[name]))


def _cells_by_column(resolved: Resolved) -> Iterator[tuple[str, DataFrame]]:
    for column in ("source", "target", "place", "document"):
        yield column, resolved.rows.selectExpr(f"{column} cell", "row")
    for column in ("attributed_to", "via"):
        yield column, resolved.rows.selectExpr(f"explode({column}) cell", "row")


def _cited_by_column(resolved: Resolved) -> Iterator[tuple[str, DataFrame]]:
    yield "publisher", resolved.united.rows.selectExpr("said_publisher cell", "number row")
    rows = resolved.united.describing
    if rows is not None:
        yield "document", rows.selectExpr("document cell", "row")
        for column in ("attributed_to", "via"):
            yield column, rows.selectExpr(f"explode({column}) cell", "row")


def _twins(resolved: Resolved, relations: TableRows) -> Iterator[Problem]:
    """Rows that stand twice in a file."""
    hashed = resolved.rows.selectExpr(
        f"shiftright(row, {parquet_tables.LINE_BITS}) file", "xxhash64(cells) sum"
    )
    several = hashed.groupBy("file", "sum").count().where("count > 1").select("file", "sum")
    several = several.limit(MOST)
    rows = resolved.rows.selectExpr(
        f"shiftright(row, {parquet_tables.LINE_BITS}) file", "xxhash64(cells) sum", "cells", "row"
    )
    first: dict[tuple[int, str], int] = {}
    same = rows.join(several, ["file", "sum"]).select("file", "cells", "row").orderBy("row")
    for file, cells, row in collected(same):
        before = first.setdefault((file, cells), row)
        if before != row:
            yield Problem("warning", *_place(row, relations), "", checks.twin(before & _LINE))


def _made(
    resolved: Resolved, entities: TableRows | None, relations: TableRows
) -> Iterator[Problem]:
    """Ends that no row of the entities knows, that look like documents, are nobody or several."""
    new = resolved.cells.where("id is null and at is not null").select("at", "cell")
    is_suspected = new["cell"].rlike(f"{LOOKS_LIKE_AN_ADDRESS}|[;|\\r\\n]|://") | _folded(
        new["cell"]
    ).isin(list(words_for_nobody()))
    if entities is None:
        new = new.where(is_suspected)
    listed_in = "" if entities is None else entities.files[0].name
    first = new.orderBy(is_suspected.desc(), new["at"]).limit(MOST)
    refused: dict[str, str] = {}
    for at, name in sorted(collected(first)):
        column = schema.END_COLUMNS[at % 2]
        if message := checks.refused_end(name):
            refused[name] = message
        elif message := checks.made_warning(name, column, listed_in):
            yield Problem("warning", *_place(at >> 1, relations), column, message)
    for column, cells in _cells_by_column(resolved) if refused else ():
        if column in schema.END_COLUMNS:
            wrong = cells.where(cells["cell"].isin(list(refused)))
            for name, row in collected(wrong.orderBy("row").limit(MOST)):
                yield Problem("error", *_place(row, relations), column, refused[name])


def _other_types(resolved: Resolved, relations: TableRows) -> Iterator[Problem]:
    """Yield where rows give somebody a type of whom another is kept."""
    other_types = resolved.other_types
    if other_types is None:
        return
    seen: set[tuple[str, str]] = set()
    for one, kept, said, at in collected(other_types.limit(MOST)):
        if said.lower() != kept.lower() and (one, said.lower()) not in seen:
            seen.add((one, said.lower()))
            column = schema.TYPE_COLUMNS[at % 2]
            message = checks.other_type(said, kept)
            yield Problem("warning", *_place(at >> 1, relations), column, message)


def _folded(cell: Column) -> Column:
    """A cell as words for nobody are compared."""
    from pyspark.sql import functions

    return functions.lower(functions.btrim(cell, functions.lit(TRIMMED)))


def _place(row: int, table: TableRows) -> tuple[str, int]:
    return table.files[row >> parquet_tables.LINE_BITS].name, row & _LINE
