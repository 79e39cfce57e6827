"""The two tables written back as they came: every cell, every unknown column, every claim."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Claim, Entity
    from actorgraph.graph import Subgraph


def entity_row(entity: Entity) -> dict[str, str]:
    """An entity as a row of entities.csv, by column name."""
    row = {column.name: getattr(entity, column.name) for column in schema.ENTITY_COLUMNS}
    row["aliases"] = schema.SEPARATOR.join(entity.aliases)
    return {**row, **entity.extra}


def claim_row(claim: Claim) -> dict[str, str]:
    """A claim as a row of relations.csv, by column name: its cells as they stood there."""
    return dict(claim.row) if claim.row else _made_row(claim)


def write_entities(graph: Subgraph) -> Iterator[str]:
    """entities.csv, in pieces; entities that we made ourselves are left to be made again."""
    stated = (entity_row(entity) for entity in graph.entities if not entity.derived)
    yield from _written(list(stated), [column.name for column in schema.ENTITY_COLUMNS])


def write_relations(graph: Subgraph) -> Iterator[str]:
    """relations.csv, in pieces: every claim of the edges, in the order of the files."""
    claims = {
        (claim.file, claim.line, id(claim) if not claim.line else 0): claim
        for edge in graph.edges
        for claim in edge.claims
        if not claim.derived
    }
    rows = [claim_row(claims[place]) for place in sorted(claims)]
    known = [column.name for column in schema.RELATION_COLUMNS]
    yield from _written(rows, [*known[:3], schema.DATE_COLUMN, *known[3:]])


def lost_in_relations(graph: Subgraph) -> list[str]:
    """What relations.csv alone does not hold, in sentences."""
    stated = [entity for entity in graph.entities if not entity.derived]
    ends = {end for edge in graph.edges for end in (edge.source, edge.target)}
    alone = sum(entity.id not in ends for entity in graph.entities)
    said = []
    if stated:
        said.append(f"A .csv holds the relations only: {len(stated):,} entities are not in it.")
    if alone:
        said.append(f"{alone:,} entities without a relation are not in it by name either.")
    return said


def _made_row(claim: Claim) -> dict[str, str]:
    row = {column.name: getattr(claim, column.name) for column in schema.RELATION_COLUMNS}
    for column in schema.RELATION_COLUMNS:
        if column.several:
            row[column.name] = schema.SEPARATOR.join(row[column.name])
    return {**row, **claim.extra}


def _written(rows: list[dict[str, str]], known: list[str]) -> Iterator[str]:
    """CSV text with the known columns that anything uses, then the others in order of meeting."""
    used = dict.fromkeys(name for row in rows for name, cell in row.items() if cell)
    always = known[:2]
    columns = [name for name in known if name in used or name in always]
    columns += [name for name in used if name not in known]
    yield line(columns)
    for row in rows:
        yield line([row.get(name, "") for name in columns])


def line(cells: Iterable[str]) -> str:
    """One line of CSV."""
    buffer = io.StringIO()
    # csv quotes the characters of its line end: with "\r\n" a lone "\r" in a cell survives too.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n") + "\n"
