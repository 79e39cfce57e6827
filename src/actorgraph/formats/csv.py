"""One CSV file of relations, written back as it came: every cell, every unknown column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.errors import DataError
from actorgraph.formats.content import ENTITY, RELATION, Row, claim_row
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.records import record_line, record_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield relations.csv in pieces; note that what entities.csv would hold is missing."""
    stated = alone = 0
    ends = {end for claim in content.all_claims() for end in (claim.source, claim.target)}
    for entity in content.all_entities():
        stated += not entity.derived
        alone += entity.id not in ends
    if stated:
        losses.say(f"A .csv holds the relations only: {stated:,} entities are not in it.")
    if alone:
        subject = "1 unconnected entity is" if alone == 1 else f"{alone:,} unconnected entities are"
        losses.say(f"{subject} left out, name included.")
    losses.say_descriptions(content)
    yield from _written(content)


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of one CSV file: relations where it has both ends, else entities.

    Also Gephi's and Neo4j's files, whose headers mean our columns.

    Raises:
        DataError: if it is not a table.
    """
    from actorgraph.tables import read_table

    table = read_table(path, schema.RELATION_COLUMNS)
    kind = RELATION
    if not {"source", "target"} <= table.columns.keys():
        table, kind = read_table(path, schema.ENTITY_COLUMNS), ENTITY
    errors = [problem for problem in table.problems if problem.level == "error"]
    if errors:
        raise DataError(errors)
    names = list(table.columns)
    for row in table.rows:
        builder = RowBuilder(kind, notes)
        builder.take(dict(zip(names, row, strict=True)))
        yield Row(kind, builder.cells, builder.cells.get("id", ""))


def _written(content: Content) -> Iterator[str]:
    """Yield CSV text: the known columns that any row uses, then the others as they come."""
    known = [column.name for column in schema.RELATION_COLUMNS]
    known.insert(3, schema.DATE_COLUMN)
    used: dict[str, None] = {}
    for claim in content.all_claims():
        if not claim.derived:
            used.update(dict.fromkeys(name for name, cell in claim_row(claim).items() if cell))
    always = known[:2]
    columns = [name for name in known if name in used or name in always]
    columns += [name for name in used if name not in known]
    yield record_line(columns)
    rows = (claim_row(claim) for claim in content.all_claims() if not claim.derived)
    yield from record_lines([row.get(name, "") for name in columns] for row in rows)
