"""The warnings about large files: only suspected rows are read, and judged by the checks.

Columns tell which rows those are (a period that ends before it begins, cells that another row
seems to have too) and which entities rows have made; each is then judged and worded by the same
functions that judge a table in memory. tests/differential holds both together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from actorgraph import checks, descriptions, schema
from actorgraph.errors import Problem
from actorgraph.index import ENTITIES, RELATIONS
from actorgraph.index.arrays import picked, truths_in
from actorgraph.index.periods import is_inverted, periods_of
from actorgraph.index.texts import cells_of
from actorgraph.input_tables import REQUIRED_COLUMNS
from actorgraph.statements import entity_of
from actorgraph.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.claims import Entity
    from actorgraph.index.array_types import Numbers
    from actorgraph.index.endpoints import Endpoints
    from actorgraph.index.entity_columns import EntityColumns
    from actorgraph.index.scan import CsvShape


def warnings_of(
    entities: EntityColumns, shape: CsvShape, endpoints: Endpoints, suspected: Sequence[Numbers]
) -> list[Problem]:
    """Return every warning in the order of the dataset, with signs in place of the files' names.

    Args:
        shape: of the file of relations.
        suspected: rows that end before they begin, rows with doubtful cells or seeming twins.
    """
    about_entities = [] if entities.shape is None else _about_entities(entities, entities.shape)
    about_rows = [
        *_about_made_entities(entities, shape, endpoints),
        *_about_other_types(shape, endpoints),
        *_about_relations(shape, np.unique(np.concatenate(suspected))),
    ]
    about_rows.sort(key=lambda placed: placed[:2])
    about_header = [problem._replace(file=RELATIONS) for problem in shape.table.problems]
    problems = (*about_entities, *about_header, *(problem for _, _, problem in about_rows))
    return list(dict.fromkeys(problems))


def _about_entities(entities: EntityColumns, shape: CsvShape) -> list[Problem]:
    """Return the warnings about entities: periods that end before they begin, rows of two."""
    table = Table(ENTITIES)
    table.problems = [problem._replace(file=ENTITIES) for problem in shape.table.problems]
    for column in entities.renamed:
        table.problem("note", 1, column, checks.no_word_of_ours(column))
    dates = {name: entities.dates[name] for name in _PERIOD if name in entities.dates}
    inverted = np.flatnonzero(is_inverted(periods_of(dates, None, len(shape))))
    suspected = (inverted, _rows_in_doubt(entities), entities.doubtful)
    first: dict[str, Entity] = {}
    unknown = schema.unknown_columns(shape.table.columns)
    for row, cells in _cells(shape, np.unique(np.concatenate(suspected))):
        line = _line(shape, row)
        checks.check_entity(table, line, cells)
        if entities.rows is None:
            continue
        entity = entity_of(cells, unknown, (ENTITIES, line))
        first[entity.id], warning = descriptions.described_again(
            first.get(entity.id), entity, is_adding=descriptions.adds(cells)
        )
        if warning:
            table.problem("warning", line, "id", warning)
    return table.problems


_PERIOD = ("start_date", "end_date")


def _rows_in_doubt(entities: EntityColumns) -> Numbers:
    """Return the rows of the entities that rows describe differently."""
    rows = entities.rows
    if rows is None or entities.in_doubt is None:
        return np.empty(0, np.int64)
    in_doubt = np.zeros(len(rows.first), bool)
    in_doubt[entities.in_doubt] = True
    return np.flatnonzero(in_doubt[rows.owner])


def _about_made_entities(
    entities: EntityColumns, shape: CsvShape, endpoints: Endpoints
) -> Iterator[tuple[int, int, Problem]]:
    """Yield the warnings about entities that no row states, with the row that makes each, and end.

    The end is 0 for the source and 1 for the target.
    """
    listed_in = "" if entities.shape is None else ENTITIES
    made = np.arange(len(endpoints.made_ids))
    if not listed_in:
        suspected = truths_in(pc.match_substring_regex(endpoints.made_ids, r"[;|\r\n]|://"))
        made = np.flatnonzero(endpoints.made_at_source | suspected)
    names = picked(endpoints.made_ids, made).to_pylist()
    rows, columns = endpoints.first_rows[made].tolist(), (~endpoints.made_at_source[made]).tolist()
    for name, row, column in zip(names, rows, columns, strict=True):
        end = REQUIRED_COLUMNS[column]
        if message := checks.made_warning(name, end, listed_in):
            yield row, column, Problem("warning", RELATIONS, _line(shape, row), end, message)


def _about_other_types(shape: CsvShape, endpoints: Endpoints) -> Iterator[tuple[int, int, Problem]]:
    """Yield the warnings about types that entities are not of, each with its row and end."""
    for row, end, said, kept in endpoints.other_types():
        column, message = schema.TYPE_COLUMNS[end], checks.other_type(said, kept)
        yield row, end, Problem("warning", RELATIONS, _line(shape, row), column, message)


def _about_relations(shape: CsvShape, rows: Numbers) -> Iterator[tuple[int, int, Problem]]:
    """Yield the warnings about some rows of relations, twins included, each with its row.

    They come after those about both ends of the row.
    """
    table = Table(RELATIONS)
    seen: dict[tuple[str, ...], int] = {}
    for row, cells in _cells(shape, rows):
        line = _line(shape, row)
        checks.check_relation(table, line, cells)
        twin = seen.setdefault(tuple(cells.values()), line)
        if twin != line:
            table.problem("warning", line, "", checks.twin(twin))
        yield from ((row, len(REQUIRED_COLUMNS), problem) for problem in table.problems)
        table.problems.clear()


def _cells(shape: CsvShape, rows: Numbers) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the cells of some rows of a file, by our column names."""
    columns = list(shape.table.columns)
    with shape.open() as file:
        for row in rows.tolist():
            start, stop = int(shape.starts[row]), int(shape.starts[row + 1])
            file.seek(start)
            cells = cells_of(file.read(stop - start), shape.delimiter)
            yield row, dict(zip(columns, cells, strict=True))


def _line(shape: CsvShape, row: int) -> int:
    return int(shape.lines_of(np.array(row)))
