"""Rows of the data as Spark's executors read them: cells checked and made columns, line by line.

The functions here run inside `mapInArrow`, on any machine of a cluster, and use the same reader,
checks and rules as files on this machine. What is wrong with a row is a row of its own, with only
`problem` filled. Called by reader.py; leaves out who is meant by a cell, which needs all entities.
"""

from __future__ import annotations

import gc
import json
from dataclasses import dataclass
from functools import partial
from itertools import compress, groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from actorgraph import checks, dates, quantities, schema
from actorgraph.cells import documents_of
from actorgraph.claims import Entity
from actorgraph.engines.spark import parquet_tables
from actorgraph.engines.spark.claim_kinds import DECISIVE, kinds_of
from actorgraph.engines.spark.description_rows import (
    AT_ONCE,
    DESCRIPTION_ROWS,
    ENTITY_ROWS,
    description_rows,
    entity_row,
)
from actorgraph.engines.spark.parquet_tables import LONG, NUMBER, TEXT, TEXTS
from actorgraph.hosts import host_in, host_of
from actorgraph.statements import dates_of, derived_office, slug_of, values_of
from actorgraph.tables import Table, keep, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pyarrow as arrow

    from actorgraph.engines.spark.parquet_tables import Batches, OfBatches

FILED_AT_ONCE = 100_000
RELATION_ROWS = {
    "row": LONG, "source": TEXT, "target": TEXT, "source_kind": TEXT, "target_kind": TEXT,
    "relation": TEXT, "word": TEXT, "role": TEXT, "kinds": TEXTS,
    "start_date": TEXT, "end_date": TEXT,
    "start_from": NUMBER, "start_to": NUMBER, "end_from": NUMBER, "end_to": NUMBER,
    "place": TEXT, "document": TEXT, "host": TEXT, "attributed_to": TEXTS, "via": TEXTS,
    "slug": TEXT, "cells": TEXT, "problem": TEXT,
}  # fmt: skip
"""`kinds` are those of the claims that a row may state: as it stands and, in the short form, that
somebody holds an office and that it belongs to a body."""
PUBLISHERS = {"publisher": TEXT, "host": TEXT}
FILED = {"key": LONG, "number": LONG, "id": TEXT, "word": TEXT}
SHAPES = {
    "file": TEXT, "block": LONG, "lines": LONG, "quotes": LONG, "backslashes": LONG, "head": TEXT,
}  # fmt: skip
_HEAD = 201
Value = TypeVar("Value")


class File(NamedTuple):
    """A file of the data.

    Attributes:
        number: its place among the files of its kind.
        name: as the user named it.
        header: as it stands in the file.
        columns: from our column name to its position.
        lines_before: how many lines stand before each of the blocks that Spark reads apart.
    """

    number: int
    name: str
    header: list[str]
    columns: dict[str, int]
    delimiter: str = ","
    skipped: int = 0
    backslashes: bool = False
    lines_before: Mapping[int, int] = MappingProxyType({})


@dataclass(slots=True)
class Reader:
    """What an executor needs to know to read rows: by file, and which rows they are.

    Attributes:
        symmetric: relations that actorgraph.toml calls symmetric.
    """

    files: dict[int, File]
    relations: bool
    symmetric: frozenset[str] = frozenset()


def shapes(batches: Batches) -> Iterator[arrow.RecordBatch]:
    """Of every block of a file: how many lines and quotes, and how it begins.

    Args:
        batches: of value, file and block.
    """
    import pyarrow.compute as pc

    for (file, block), parts in groupby(_pieces(batches), key=lambda piece: piece[0]):
        lines = quotes = backslashes = 0
        head: list[bytes] = []
        for _, values in parts:
            lines += len(values) + _returns_inside(values)
            quotes += pc.sum(pc.count_substring(values, '"')).as_py() or 0
            backslashes += pc.sum(pc.count_substring(values, '\\"')).as_py() or 0
            if block == 0 and len(head) < _HEAD:
                head += values.slice(0, _HEAD - len(head)).to_pylist()
        text = b"\n".join(head).decode("latin-1")
        shape = (file, block, lines, quotes, backslashes, text)
        yield parquet_tables.batch_of_rows(SHAPES, [shape])


def read_lines(reader: Reader) -> OfBatches:
    """What makes rows of lines: value, file and block."""

    def read(batches: Batches) -> Iterator[arrow.RecordBatch]:
        gc.disable()  # many rows and no cycles: a third of the time would go into looking for them
        for (number, block), parts in groupby(_pieces(batches), key=lambda piece: piece[0]):
            file = reader.files[number]
            table = Table(file.name, file.header, file.columns)
            before = file.lines_before[block] + (file.skipped if block == 0 else 0)
            lines = _lines((values for _, values in parts), table, before, first=block == 0)
            for _ in range(file.skipped if block == 0 else 0):
                next(lines, None)
            numbered_records = records(
                lines, file.delimiter, before, table, backslashes=file.backslashes
            )
            if block == 0:
                next(numbered_records, None)
            for line, cells in numbered_records:
                keep(table, line, cells)
                if len(table.rows) >= AT_ONCE:
                    yield _batch(reader, file, table)
            yield _batch(reader, file, table)

    return read


def read_columns(reader: Reader) -> OfBatches:
    """What makes rows of columns of text: file, place in it, and the cells."""

    def read(batches: Batches) -> Iterator[arrow.RecordBatch]:
        for batch in batches:
            file = next(iter(reader.files.values()))
            _, places, *columns = (column.to_pylist() for column in batch.columns)
            numbers = batch.column(0).to_pylist()
            for number, indices in groupby(range(len(places)), key=numbers.__getitem__):
                file = reader.files[number]
                table = Table(file.name, file.header, file.columns)
                for index in indices:
                    keep(table, places[index] + 1, [column[index] or "" for column in columns])
                yield _batch(reader, file, table)

    return read


def _pieces(batches: Batches) -> Iterator[tuple[tuple[int, int], arrow.BinaryArray]]:
    """The lines of batches, each piece from one block of one file."""
    for batch in batches:
        values, files, blocks = batch.columns
        last = len(files) - 1
        if files[0] == files[last] and blocks[0] == blocks[last]:
            yield (files[0].as_py(), blocks[0].as_py()), values
            continue
        keys = list(zip(files.to_pylist(), blocks.to_pylist(), strict=True))
        start = 0
        for key, run in groupby(keys):
            size = sum(1 for _ in run)
            yield key, values.slice(start, size)
            start += size


def _returns_inside(values: arrow.BinaryArray) -> int:
    """How many lines end in a carriage return alone."""
    import pyarrow.compute as pc

    inside = pc.sum(pc.count_substring(values, "\r")).as_py() or 0
    return inside - (pc.sum(pc.ends_with(values, "\r").cast("int8")).as_py() or 0) if inside else 0


def _lines(
    parts: Iterable[arrow.BinaryArray], table: Table, before: int, *, first: bool
) -> Iterator[str]:
    """Lines as text, each with its end; what is no text is noted and left out."""
    import io

    line = before
    for values in parts:
        for text in _texts(values, table, line):
            line += 1
            if first:
                text = text.removeprefix("\ufeff")  # noqa: PLW2901
                first = False
            if "\r" in text[:-1]:
                pieces = list(io.StringIO(text, newline=""))
                line += len(pieces) - 1
                yield from pieces[:-1]
                text = pieces[-1]  # noqa: PLW2901
            yield text + "\n"


def _texts(values: arrow.BinaryArray, table: Table, before: int) -> list[str]:
    import pyarrow as arrow
    import pyarrow.compute as pc

    try:
        texts = values.cast(arrow.string())
        if not pc.any(pc.match_substring(texts, "\0")).as_py():
            return list(texts.to_pylist())
    except arrow.ArrowInvalid:
        pass
    cleaned = []
    for line, raw in enumerate(values.to_pylist(), start=before + 1):
        text = raw.decode(errors="replace")
        if "\0" in text:
            message = "a NUL byte; if this is UTF-16, save the file as CSV UTF-8"
            table.problem("error", line, "", message)
        elif raw.decode(errors="ignore") != text:
            message = "what stands here is not UTF-8; save the file as CSV UTF-8"
            table.problem("error", line, "", message)
        cleaned.append(text.replace("\0", ""))
    return cleaned


def _batch(reader: Reader, file: File, table: Table) -> arrow.RecordBatch:
    """The rows read so far as columns; they are taken out of the table."""
    form = RELATION_ROWS if reader.relations else DESCRIPTION_ROWS
    if reader.relations:
        made = _relation_columns(table, file, reader.symmetric)
    else:
        made = parquet_tables.turned(list(description_rows(table, file.number)), form)
    if table.problems:
        begin = file.number << parquet_tables.LINE_BITS
        places = [begin | problem.line for problem in table.problems]
        nothing = [[None] * len(places)] * (len(form) - 2)
        wrong: list[Sequence[object]] = [places, *nothing, list(map(json.dumps, table.problems))]
        made = [[*one, *other] for one, other in zip(made, wrong, strict=True)]
    table.rows, table.lines, table.problems = [], [], []
    return parquet_tables.batch_of(form, made)


def made_entities(files: Sequence[str]) -> OfBatches:
    """What makes entities of names that only relations have: number, row, name and type."""

    def made(batches: Batches) -> Iterator[arrow.RecordBatch]:
        for batch in batches:
            entities = []
            for number, row, name, kind in _tuples(batch):
                file, line = _place(row, files)
                one = Entity(name, name, kind, derived=True, file=file, line=line)
                entities.append(entity_row(number, one))
            yield parquet_tables.batch_of_rows(ENTITY_ROWS, entities)

    return made


def made_offices(files: Sequence[str]) -> OfBatches:
    """What makes offices: number, row, role, and the id and name of the body."""

    def made(batches: Batches) -> Iterator[arrow.RecordBatch]:
        for batch in batches:
            offices = []
            for number, row, role, body, name in _tuples(batch):
                one = derived_office(Entity(body, name), role.strip(), _place(row, files))
                offices.append(entity_row(number, one))
            yield parquet_tables.batch_of_rows(ENTITY_ROWS, offices)

    return made


def hosts_in(batches: Batches) -> Iterator[arrow.RecordBatch]:
    """The hosts that publishers stand for."""
    for batch in batches:
        publishers = [(publisher, host_in(publisher)) for (publisher,) in _tuples(batch)]
        yield parquet_tables.batch_of_rows(PUBLISHERS, list(publishers))


def filed(batches: Batches) -> Iterator[arrow.RecordBatch]:
    """The keys of entities, and the words among them: of number, id, type and names."""
    waiting: list[tuple[Any, ...]] = []
    for batch in batches:
        waiting += _tuples(batch)
        if len(waiting) >= FILED_AT_ONCE:
            yield from _filed(waiting)
            waiting = []
    yield from _filed(waiting)


def filed_words(batches: Batches) -> Iterator[arrow.RecordBatch]:
    """The keys of words."""
    for batch in batches:
        words = parquet_tables.filed_words(batch.column(0).to_pylist())
        yield parquet_tables.batch_of_rows(parquet_tables.TABLES["words"], list(words))


def _filed(named: list[tuple[Any, ...]]) -> Iterator[arrow.RecordBatch]:
    import pyarrow as arrow

    if not named:
        return
    keys, owners, words = parquet_tables.filed(named)
    numbers = arrow.array([number for number, *_ in named], arrow.int64())
    ids = arrow.array([one for _, one, *_ in named], arrow.string())
    whose = arrow.array(owners)
    nothing = arrow.nulls(len(keys), arrow.string())
    columns = [arrow.array(keys), numbers.take(whose), ids.take(whose), nothing]
    yield arrow.RecordBatch.from_arrays(columns, list(FILED))
    yield parquet_tables.batch_of_rows(FILED, [(None, None, None, word) for word in sorted(words)])


def _tuples(batch: arrow.RecordBatch) -> Iterator[tuple[Any, ...]]:
    return zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _place(row: int, files: Sequence[str]) -> tuple[str, int]:
    return files[row >> parquet_tables.LINE_BITS], row & ((1 << parquet_tables.LINE_BITS) - 1)


def _relation_columns(
    table: Table, file: File, symmetric: frozenset[str]
) -> list[Sequence[object]]:
    """The rows of a table column by column: each distinct word is looked at once."""
    count, at = len(table.rows), table.columns
    columns = list(zip(*table.rows, strict=True))
    nothing = [""] * count
    cells = {name: columns[at[name]] if name in at and columns else nothing for name in _READ}
    ends = [_mapped(str.strip, cells[name]) for name in ("source", "target")]
    relations = _mapped(str.strip, cells["relation"])
    dated = _dated(cells)
    periods = [period for _, _, period in dated]
    good = _check_relations(table, periods, ends, _doubtful(cells))
    roles = cells["role"]
    slugs = [
        slug_of(role.strip()) if relation == schema.HOLDS_POSITION and role.strip() else None
        for relation, role in zip(relations, roles, strict=True)
    ]
    begin = file.number << parquet_tables.LINE_BITS
    documents = _mapped(str.strip, cells["document"])
    speakers = _mapped(values_of, cells["attributed_to"])
    sourced = [bool(names or one) for names, one in zip(speakers, documents, strict=True)]
    made: list[Sequence[object]] = [
        [begin | line for line in table.lines], *ends,
        *(_mapped(str.strip, cells[name]) for name in schema.TYPE_COLUMNS),
        relations, _mapped(schema.main_word, relations), roles,
        _kinds(cells, sourced, slugs, symmetric),
        [start for start, _, _ in dated], [end for _, end, _ in dated], *_bounds(periods),
        _mapped(str.strip, cells["place"]), documents, _mapped(host_of, documents),
        speakers, _mapped(values_of, cells["via"]), slugs,
        list(map(parquet_tables.cells_text, table.rows)), [None] * count,
    ]  # fmt: skip
    return made if all(good) else [list(compress(column, good)) for column in made]


_DATES = ("start_date", "end_date", schema.DATE_COLUMN)
_WORDS = (*schema.CLOSED_SETS, "inferred", "statement_date", "checked_date")
_READ = (
    "source", "target", *schema.TYPE_COLUMNS, "role", "place", "document", *quantities.COLUMNS,
    "attributed_to", "via", *_DATES, *DECISIVE,
)  # fmt: skip
_GOOD: set[tuple[str, ...]] = set()
"""Words of rows that were checked and found good."""


def _mapped(value_of: Callable[[str], Value], cells: Sequence[str]) -> list[Value]:
    values = {cell: value_of(cell) for cell in set(cells)}
    return [values[cell] for cell in cells]


def _kinds(
    cells: Mapping[str, Sequence[str]],
    sourced: Sequence[bool],
    slugs: Sequence[str | None],
    symmetric: frozenset[str],
) -> list[list[str]]:
    """The kinds of the claims that each row may state; each combination is looked at once."""
    kinds: dict[tuple[object, ...], list[str]] = {}
    columns = []
    for *words, is_sourced, slug in zip(
        *(cells[name] for name in DECISIVE), sourced, slugs, strict=True
    ):
        key = (*words, is_sourced, slug is None)
        if key not in kinds:
            decisive = dict(zip(DECISIVE, words, strict=True))
            kinds[key] = kinds_of(
                decisive, symmetric, is_sourced=is_sourced, is_short=slug is not None
            )
        columns.append(kinds[key])
    return columns


def _dated(cells: Mapping[str, Sequence[str]]) -> list[tuple[str, str, dates.Period | None]]:
    """What each row gives as start and end, and the period; None where that cannot be read."""
    names = ("relation", *_DATES) if any(cells[schema.DATE_COLUMN]) else _DATES
    known: dict[tuple[str, ...], tuple[str, str, dates.Period | None]] = {}
    dated = []
    for row in zip(*(cells[name] for name in names), strict=True):
        if row not in known:
            known[row] = _dates_and_period(dict(zip(names, row, strict=True)))
        dated.append(known[row])
    return dated


def _dates_and_period(cells: dict[str, str]) -> tuple[str, str, dates.Period | None]:
    try:
        start, end = dates_of(cells)
        return start, end, dates.period(start, end)
    except ValueError:
        return "", "", None


def _bounds(periods: Sequence[dates.Period | None]) -> Iterator[list[int]]:
    known = [dates.ALWAYS_UNKNOWN if one is None else one for one in periods]
    yield [one.start.earliest for one in known]
    yield [one.start.latest for one in known]
    yield [one.end.earliest for one in known]
    yield [one.end.latest for one in known]


def _doubtful(cells: Mapping[str, Sequence[str]]) -> list[bool]:
    """Whether a cell of each row names nobody, or several; several documents are an error here."""
    columns = [
        _mapped(partial(_is_doubtful, name), cells[name]) for name in checks.COLUMNS_OF_CLAIMS
    ]
    return [any(found) for found in zip(*columns, strict=True)]


def _is_doubtful(column: str, cell: str) -> bool:
    may_be_several = checks.COLUMNS_OF_CLAIMS[column] is checks.SEVERAL
    if column == "document" and len(documents_of(cell)) > 1:
        return True
    return bool(cell.strip()) and bool(
        checks.doubtful_cell(column, cell.strip(), may_be_several=may_be_several)
    )


def _check_relations(
    table: Table,
    periods: Sequence[dates.Period | None],
    ends: Sequence[Sequence[str]],
    doubtful: Sequence[bool],
) -> list[bool]:
    """Whether each row can be used; what is wrong is noted in the table.

    Rows whose dates can be read and whose words have been found good before need no second look.
    """
    at, good = table.columns, []
    words_at = [at[name] for name in _WORDS if name in at]
    both_at = [at[name] for name in _DATES if name in at]
    names = list(at)
    rows = zip(table.lines, table.rows, periods, doubtful, *ends, strict=True)
    for line, row, period, is_doubtful, *both in rows:
        words = tuple([row[place] for place in words_at])
        is_plain = (
            period is not None
            and not is_doubtful
            and words in _GOOD
            and not (schema.DATE_COLUMN in at and row[at[schema.DATE_COLUMN]])
            and period.end.latest >= period.start.earliest
        )
        if not is_plain or any("/" in row[place] for place in both_at):
            count = len(table.problems)
            named = dict(zip(names, row, strict=True))
            checks.check_relation(table, line, named)
            if several := documents_of(named.get("document", ""))[1:]:
                table.problem("error", line, "document", checks.rows_of_documents(len(several) + 1))
            if len(table.problems) == count and len(_GOOD) < AT_ONCE:
                _GOOD.add(words)
        for column, end in zip(("source", "target"), both, strict=True):
            if not end:
                table.problem("error", line, column, checks.empty_end())
        good.append(period is not None and all(both))
    return good
