"""Rows of entities as Spark's executors read them, and the entity that several of one id describe.

What rows add up to is decided by descriptions.py and attributes.py, here as everywhere. Called by
executor_rows.py, united_rows.py and resolve.py; leaves out who is meant by a cell.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from actorgraph import attributes, checks, descriptions, schema
from actorgraph.engines.spark import parquet_tables
from actorgraph.engines.spark.parquet_tables import FLAG, LINE_BITS, LONG, TEXT, TEXTS, MeantRow
from actorgraph.errors import Problem
from actorgraph.hosts import host_of
from actorgraph.outlets import own_host, publisher_in
from actorgraph.statements import entity_of, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as arrow

    from actorgraph.claims import Entity
    from actorgraph.engines.spark.parquet_tables import Batches, OfBatches
    from actorgraph.filters import Filter
    from actorgraph.tables import Table

    Files = Sequence[tuple[str, list[str]]]
    """Name and columns of each file of entities."""
    Placed = tuple[dict[str, str], tuple[str, int]]
    """The cells of a row, with its file and line."""

AT_ONCE = 20_000
ENTITY_ROWS = {
    "number": LONG, "key": TEXT, "id": TEXT, "type": TEXT, "names": TEXTS,
    "publisher": TEXT, "own_host": TEXT, "entity": TEXT, "problem": TEXT,
}  # fmt: skip
DESCRIPTION_ROWS = {
    **{name: kind for name, kind in ENTITY_ROWS.items() if name != "problem"},
    "given": FLAG, "sourced": FLAG, "evidence": FLAG, "adding": FLAG,
    "status": TEXT, "assessment": TEXT, "said_publisher": TEXT,
    "document": TEXT, "host": TEXT, "attributed_to": TEXTS, "via": TEXTS,
    "cells": TEXT, "problem": TEXT,
}  # fmt: skip
"""A row of entities: what it states by itself, and who says so.

`given`: it has an id of its own; `sourced`, `evidence` and `adding` are what descriptions.py says
of it; `said_publisher` is the cell, where `publisher` may be the host of the url.
"""
DESCRIBED = {"id": TEXT, "described": TEXT}
TYPES = {"type": TEXT}
IN_DOUBT = {"number": LONG, "entity": TEXT, "described": TEXT}


def description_rows(table: Table, file_number: int) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table, in the columns of DESCRIPTION_ROWS; what is wrong is noted."""
    unknown = schema.unknown_columns(table.columns)
    names = list(table.columns)
    for line, row in zip(table.lines, table.rows, strict=True):
        cells = dict(zip(names, row, strict=True))
        one = descriptions.stated([(cells, (table.file, line))], unknown)
        checks.check_entity(table, line, cells)
        if not one.id:
            table.problem("error", line, "id", checks.nameless())
            continue
        *stated, _ = entity_row((file_number << LINE_BITS) | line, one)
        yield *stated, *_who_says(cells), parquet_tables.cells_text(row), None


def _who_says(cells: dict[str, str]) -> tuple[object, ...]:
    document = cells.get("document", "").strip()
    return (
        bool(cells.get("id", "").strip()),
        descriptions.is_sourced(cells),
        descriptions.has_evidence(cells),
        descriptions.adds(cells),
        *(cells.get(column, "").strip().lower() for column in schema.WORDS_OF_DESCRIPTIONS),
        cells.get("publisher", "").strip(),
        document,
        host_of(document),
        values_of(cells.get("attributed_to", "")),
        values_of(cells.get("via", "")),
    )


def entity_row(number: int, one: Entity) -> tuple[object, ...]:
    """Return an entity in the columns of ENTITY_ROWS."""
    called = list(dict.fromkeys((one.name, *one.aliases)))
    key, text = one.id.casefold(), parquet_tables.entity_text(one)
    own = own_host(one.type, one.url)
    return number, key, one.id, one.type, called, publisher_in(one), own, text, None


def united(files: Files) -> OfBatches:
    """What makes one entity of the rows of one id: of id, number and cells, in this order.

    Rows of which not both can describe one entity are told of in rows with `problem` alone.
    """

    def unite(batches: Batches) -> Iterator[arrow.RecordBatch]:
        made: list[tuple[object, ...]] = []
        for _, rows in groupby(_tuples(batches), key=lambda row: row[0]):
            numbered = [(number, _placed(number, cells, files)) for _, number, cells in rows]
            made += _united([*numbered])
            if len(made) >= AT_ONCE:
                yield parquet_tables.batch_of_rows(ENTITY_ROWS, made)
                made = []
        yield parquet_tables.batch_of_rows(ENTITY_ROWS, made)

    return unite


def _united(rows: Sequence[tuple[int, Placed]]) -> Iterator[tuple[object, ...]]:
    (begin, first), *others = rows
    known = _stated(first)
    for number, further in others:
        cells, place = further
        one = entity_of(cells, schema.unknown_columns(cells), place)
        known, warning = descriptions.described_again(
            known, one, is_adding=descriptions.adds(cells)
        )
        if warning:
            problem = json.dumps(Problem("warning", *place, "id", warning))
            yield number, *[None] * (len(ENTITY_ROWS) - 2), problem
    yield entity_row(begin, known)


def _stated(row: Placed) -> Entity:
    return descriptions.stated([row], schema.unknown_columns(row[0]))


def described(files: Files, *, among_sourced: bool) -> OfBatches:
    """What makes the descriptions of entities: of id, number, cells and whom these mean.

    Args:
        among_sourced: whether any row of the data names its source.
    """

    def describe(batches: Batches) -> Iterator[arrow.RecordBatch]:
        made: list[tuple[str, str | None]] = []
        for one, rows in groupby(_tuples(batches), key=lambda row: row[0]):
            meant = [_meant(number, cells, files, means) for _, number, cells, *means in rows]
            stated = [row.description(one, among_sourced=among_sourced) for row in meant]
            made.append((one, parquet_tables.described_text(one, stated)))
            if len(made) >= AT_ONCE:
                yield parquet_tables.batch_of_rows(DESCRIBED, made)
                made = []
        yield parquet_tables.batch_of_rows(DESCRIBED, made)

    return describe


def _meant(number: int, text: str, files: Files, means: Sequence[object]) -> MeantRow:
    cells, place = _placed(number, text, files)
    return MeantRow._make((*place, *means, cells))


def types_under(only: Filter) -> OfBatches:
    """What gives the types of entities under a filter: of entity and described."""

    def types(batches: Batches) -> Iterator[arrow.RecordBatch]:
        for batch in batches:
            entities = (parquet_tables.entity_in(*row) for row in _tuples([batch]))
            trusted = [(attributes.under(one, only).type,) for one in entities]
            yield parquet_tables.batch_of_rows(TYPES, trusted)

    return types


def in_doubt(batches: Batches) -> Iterator[arrow.RecordBatch]:
    """Yield the entities of whose values not all can be right: of the columns of IN_DOUBT."""
    for batch in batches:
        there = [
            (number, *texts)
            for number, *texts in _tuples([batch])
            if any(map(attributes.exclusive, _attributes(*texts)))
        ]
        yield parquet_tables.batch_of_rows(IN_DOUBT, there)


def _attributes(entity: str, described: str | None) -> list[attributes.Attribute]:
    return attributes.attributes_of(parquet_tables.entity_in(entity, described))


def types_given(batches: Batches) -> Iterator[arrow.RecordBatch]:
    """Yield the types that the descriptions of entities give: of entity and described."""
    for batch in batches:
        entities = (parquet_tables.entity_in(*row) for row in _tuples([batch]))
        given = [
            (description.values.get("type", "").strip(),)
            for one in entities
            for description in one.descriptions
        ]
        yield parquet_tables.batch_of_rows(TYPES, given)


def _placed(number: int, text: str, files: Files) -> Placed:
    file, columns = files[number >> LINE_BITS]
    cells = dict(zip(columns, parquet_tables.cells_in(text), strict=True))
    return cells, (file, number & ((1 << LINE_BITS) - 1))


def _tuples(batches: Batches) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
