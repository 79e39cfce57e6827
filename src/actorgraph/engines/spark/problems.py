"""What is wrong with a graph that Spark reads, beyond what each row shows by itself.

An id twice, a name that can be several, a row twice, an end that no row of the entities knows: each
with its file and line, in the words of the dataset. Errors refuse the data, all at once up to a
sane number; warnings are kept with the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import checks
from actorgraph.dataset import host_of
from actorgraph.engines.spark import tables
from actorgraph.engines.spark.raw import problems_of
from actorgraph.engines.spark.session import collected
from actorgraph.errors import DataError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame

    from actorgraph.engines.spark.meaning import Meaning
    from actorgraph.engines.spark.raw import Found

MOST = tables.MOST_PROBLEMS
_LINE = (1 << tables.LINE_BITS) - 1


def problems(entities: Found | None, relations: Found, meaning: Meaning) -> list[Problem]:
    """The warnings and notes, the first of them if there are very many.

    Raises:
        DataError: if there are errors, with all of them up to that number.
    """
    found = [] if entities is None else problems_of(entities.rows, MOST)
    if entities is not None:
        found += _same_ids(meaning, entities)
    found += problems_of(relations.rows, MOST)
    found += _ambiguous(meaning, entities, relations)
    errors = [problem for problem in found if problem.level == "error"]
    if errors:
        raise DataError(errors)
    found += _twins(meaning, relations)
    found += _made(meaning, entities, relations)
    count = len(found)
    if count > MOST:
        count = sum(
            one.rows.where("problem is not null").count() for one in (entities, relations) if one
        )
        count = max(count, len(found))
    return tables.problems_kept(found, count)


def _same_ids(meaning: Meaning, entities: Found) -> Iterator[Problem]:
    several = meaning.listed.groupBy("id").count().where("count > 1").select("id").limit(MOST)
    wrong = meaning.listed.join(several, "id").select("id", "number").orderBy("number")
    first: dict[str, int] = {}
    for one, number in collected(wrong):
        before = first.setdefault(one, number)
        if before != number:
            message = checks.taken(one, *_place(before, entities))
            yield Problem("error", *_place(number, entities), "id", message)


def _ambiguous(meaning: Meaning, entities: Found | None, relations: Found) -> Iterator[Problem]:
    """Where a cell stands that can mean several."""
    wrong = meaning.cells.where("other <> id").select("cell").limit(MOST)
    if wrong.isEmpty():
        return
    can_be: dict[str, list[str]] = {}
    names = meaning.listed.selectExpr("explode(names) cell", "id", "number").join(wrong, "cell")
    for cell, one, _ in sorted(collected(names), key=lambda row: row[2]):
        can_be.setdefault(cell, []).append(one)
    for column, found in _cells_by_column(meaning):
        for cell, row in collected(found.join(wrong, "cell").orderBy("row").limit(MOST)):
            said = checks.ambiguous(cell, can_be[cell])
            yield Problem("error", *_place(row, relations), column, said)
    if entities is None:
        return
    found = meaning.listed.selectExpr("publisher cell", "number row").join(wrong, "cell")
    for cell, row in collected(found.orderBy("row").limit(MOST)):
        message = f"{cell!r} can be {', '.join(can_be[cell][:5])}; write the id"
        yield Problem("error", *_place(row, entities), "publisher", message)


def _cells_by_column(meaning: Meaning) -> Iterator[tuple[str, DataFrame]]:
    for column in ("source", "target", "place", "document"):
        yield column, meaning.rows.selectExpr(f"{column} cell", "row")
    for column in ("attributed_to", "via"):
        yield column, meaning.rows.selectExpr(f"explode({column}) cell", "row")


def _twins(meaning: Meaning, relations: Found) -> Iterator[Problem]:
    """Rows that stand twice in a file."""
    hashed = meaning.rows.selectExpr(
        f"shiftright(row, {tables.LINE_BITS}) file", "xxhash64(cells) sum"
    )
    several = hashed.groupBy("file", "sum").count().where("count > 1").select("file", "sum")
    several = several.limit(MOST)
    rows = meaning.rows.selectExpr(
        f"shiftright(row, {tables.LINE_BITS}) file", "xxhash64(cells) sum", "cells", "row"
    )
    first: dict[tuple[int, str], int] = {}
    same = rows.join(several, ["file", "sum"]).select("file", "cells", "row").orderBy("row")
    for file, cells, row in collected(same):
        before = first.setdefault((file, cells), row)
        if before != row:
            yield Problem("warning", *_place(row, relations), "", checks.twin(before & _LINE))


def _made(meaning: Meaning, entities: Found | None, relations: Found) -> Iterator[Problem]:
    """Ends that no row of the entities knows, or that look like documents."""
    new = meaning.cells.where("id is null and at is not null").select("at", "cell")
    if entities is None:
        new = new.where("at % 2 = 0 and cell like '%://%'")
    for at, name in collected(new.orderBy("at").limit(MOST)):
        column = "target" if at % 2 else "source"
        if column == "source" and host_of(name):
            message = checks.like_a_document(name)
        elif entities is not None:
            message = checks.unlisted(name, entities.files[0].name)
        else:
            continue
        yield Problem("warning", *_place(at >> 1, relations), column, message)


def _place(row: int, found: Found) -> tuple[str, int]:
    return found.files[row >> tables.LINE_BITS].name, row & _LINE
