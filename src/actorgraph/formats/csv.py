"""One CSV file of relations, written back as it came: every cell, every unknown column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.checks import check_entity, check_relation, empty_end
from actorgraph.engine import RelationTable, RelationTableStore
from actorgraph.errors import DataError, Problem
from actorgraph.formats.content import ENTITY, RELATION, Row, claim_row
from actorgraph.formats.kumu_sheet import part_ends
from actorgraph.headings.column_meanings import folded
from actorgraph.headings.column_options import option
from actorgraph.headings.column_words import OF_RELATIONS
from actorgraph.headings.table_headers import PROPOSED
from actorgraph.input_tables import REQUIRED_COLUMNS, entity_table, put_in_order, relation_table
from actorgraph.plurals import counted
from actorgraph.records import record_line, record_lines
from actorgraph.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes
    from actorgraph.tables import Table


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield relations.csv in pieces; note that what entities.csv would hold is missing."""
    stated, alone = _count_entities(content)
    if stated:
        subject = counted(stated, "entity is", "entities are")
        losses.say(f"A .csv holds the relations only: {subject} not in it.")
    if alone:
        subject = counted(alone, "unconnected entity is", "unconnected entities are")
        losses.say(f"{subject} left out, name included.")
    losses.say_descriptions(content)
    yield from _written(content)


def read(path: Path, notes: Notes, renamed: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield the rows of one CSV file: relations where it has both ends, else entities.

    They are read as `--data` reads them: actorgraph.toml beside the file counts, and every cell
    stays as it is or is an error.

    Args:
        renamed: from our column name to the header it has in this file.

    Raises:
        DataError: with every error of the file.
    """
    kind, table = _table(path, renamed or {})
    put_in_order(table, notes.date_order)
    if kind == RELATION:
        part_ends(table, notes)
    check = check_relation if kind == RELATION else check_entity
    names = list(table.columns)
    for line, row in zip(table.lines, table.rows, strict=True):
        cells = dict(zip(names, row, strict=True))
        check(table, line, cells)
        if kind == RELATION:
            for end in REQUIRED_COLUMNS:
                if not cells[end].strip():
                    table.problem("error", line, end, empty_end())
    if errors := [problem for problem in table.problems if problem.level == "error"]:
        raise DataError(errors)
    for problem in table.problems:
        notes.add(problem.column or str(path), f"column {problem.message}")
    for line, row in zip(table.lines, table.rows, strict=True):
        filled = {name: cell for name, cell in zip(names, row, strict=True) if cell}
        yield Row(kind, filled, filled.get("id", ""), line=line)


def _table(path: Path, renamed: Mapping[str, str]) -> tuple[str, Table]:
    """Return a file as a table of relations, or of entities where it can be nothing else."""
    settings = read_settings(path.parent)
    of_entities = {**settings.entities, **renamed}
    if renamed.keys() - {*schema.RELATION_NAMES}:
        return ENTITY, entity_table(path, of_entities)
    try:
        return RELATION, relation_table(path, {**settings.columns, **renamed})
    except DataError as refused:
        if renamed.keys() - {*schema.ENTITY_NAMES} or not _lacks_ends(refused):
            raise
        table = entity_table(path, of_entities)
        if not {"id", "name"} & table.columns.keys():
            raise
        if _proposes_ends(refused) or _tells_periods(table):
            name = next(
                table.header[table.columns[one]] for one in ("name", "id") if one in table.columns
            )
            message = f"if each row is an entity, read it with {option('name', name)}"
            problems = [*refused.problems, Problem("error", str(path), 1, "", message)]
            raise DataError(problems) from None
        return ENTITY, table


def _lacks_ends(refused: DataError) -> bool:
    """Return whether a table was refused because its header names no ends."""
    return any("the header has no column" in one.message for one in refused.problems)


def _tells_periods(table: Table) -> bool:
    """Return whether headers say when a relation held, as `From` and `To` do, and no life."""
    return len(OF_RELATIONS.intersection(map(folded, table.header))) > 1


def _proposes_ends(refused: DataError) -> bool:
    """Return whether a table was refused that can have both ends under other headers."""
    proposed = next((one.message for one in refused.problems if PROPOSED in one.message), "")
    return all(f"{end}=" in proposed for end in REQUIRED_COLUMNS)


def _written(content: Content) -> Iterator[str]:
    """Yield CSV text: the known columns that any row uses, then the others as they come."""
    known = [column.name for column in schema.RELATION_COLUMNS]
    known.insert(3, schema.DATE_COLUMN)
    table = _relation_table(content)
    used, always = _filled(table), known[:2]
    columns = [name for name in known if name in used or name in always]
    columns += [name for name in used if name not in known]
    yield record_line(columns)
    if columns == list(table.columns):
        yield from record_lines(table.rows())
        return
    places = [used.get(name, -1) for name in columns]
    yield from record_lines([row[at] if at >= 0 else "" for at in places] for row in table.rows())


def _relation_table(content: Content) -> RelationTable:
    """Return the rows of relations.csv that state claims, each once."""
    if isinstance(content.store, RelationTableStore):
        return content.store.relation_table()
    columns: dict[str, None] = {}
    for claim in content.all_claims():
        if not claim.derived:
            columns.update(dict.fromkeys(name for name, cell in claim_row(claim).items() if cell))

    def rows() -> Iterator[list[str]]:
        for claim in content.all_claims():
            if not claim.derived:
                row = claim_row(claim)
                yield [row.get(name, "") for name in columns]

    return RelationTable([*columns], rows)


def _count_entities(content: Content) -> tuple[int, int]:
    """Count the entities that rows of their own state, and those that no claim names."""
    if isinstance(content.store, RelationTableStore):
        return content.store.count_listed(), content.store.count_unconnected()
    ends = {end for claim in content.all_claims() for end in (claim.source, claim.target)}
    stated = alone = 0
    for entity in content.all_entities():
        stated += not entity.derived
        alone += entity.id not in ends
    return stated, alone


def _filled(table: RelationTable) -> dict[str, int]:
    """Return the columns in which a row has a cell, as they are met, each with its place."""
    filled: dict[str, int] = {}
    empty = dict(enumerate(table.columns))
    for row in table.rows():
        for at in [at for at in empty if row[at]]:
            filled[empty.pop(at)] = at
        if not empty:
            break
    return filled
