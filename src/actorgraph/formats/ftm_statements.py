"""FollowTheMoney statements, as CSV: one value of one entity a row, said by one dataset.

Each statement is read as a description of its entity, or as a claim, and comes back as it was. Rows
that come from elsewhere become statements whose origin says so; what is denied, contested, planned
or our own reading is not written, for there is no word for that. Leaves out the checks of their
model.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

from actorgraph import schema as columns
from actorgraph.attributes import contested_values
from actorgraph.dataset import MERGED_FROM
from actorgraph.descriptions import adds
from actorgraph.errors import DataError, Problem
from actorgraph.formats import ftm
from actorgraph.formats import ftm_model as model
from actorgraph.formats.content import (
    ENTITY,
    Row,
    claim_cells,
    description_rows,
    entity_row,
    is_fact,
    without_readings,
    without_values,
)
from actorgraph.formats.ftm_groups import (
    CANONICAL_VALUE,
    NOBODY,
    OURS,
    RELATION_SCHEMA,
    StatementSpool,
    claims_of,
    ends_of,
    narrowest,
    rows_of_group,
    rows_of_ours,
)
from actorgraph.formats.ftm_rows import ROLE_OF_TARGET, is_link, link_row, type_of
from actorgraph.formats.ftm_statement import (
    BASE,
    Statement,
    holds_statement,
    identified,
    stated_by,
    statement_of,
)
from actorgraph.formats.lines import lines_of
from actorgraph.formats.notes import Notes
from actorgraph.limits import LARGEST_CELL
from actorgraph.records import record_line, record_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.claims import Claim, Entity
    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss

_NEEDED = {"entity_id", "prop", "schema", "value"}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of a file of statements.

    Raises:
        DataError: if a column is missing.
    """
    spool = StatementSpool()
    try:
        for fields in _records(path):
            spool.add(statement_of(fields))
        for group in spool.groups():
            yield from rows_of_group(group, spool.canonical, notes)
    finally:
        spool.close()


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a table of statements, by header.

    Raises:
        DataError: if a column is missing.
    """
    limit = csv.field_size_limit(LARGEST_CELL)
    try:
        reader = csv.DictReader((line.decode("utf-8-sig") for line in lines_of(path)), restval="")
        there = {
            "entity_id" if name == "canonical_id" else name for name in reader.fieldnames or ()
        }
        if missing := ", ".join(sorted(_NEEDED - there)):
            message = f"a table of statements has no column {missing}"
            raise DataError([Problem("error", str(path), 1, "", message)])
        yield from reader
    finally:
        csv.field_size_limit(limit)


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield the statements of entities, then those of relations."""
    writer = _Writer(content, losses)
    yield record_line(Statement._fields)
    for statements in (writer.of_entities(), writer.of_claims()):
        yield from record_lines(list(one) for one in statements)


class _Writer:
    """The statements of a graph.

    Args:
        content: the graph.
        losses: receives what statements cannot hold.
    """

    def __init__(self, content: Content, losses: ExportLoss) -> None:
        self._content = content
        self._losses = losses
        self._notes = Notes()
        self._written: set[int] = set()
        self._made: dict[str, Entity] = {}
        self._names: dict[str, str] | None = None

    def of_entities(self) -> Iterator[Statement]:
        """Yield what is said of entities."""
        for entity in self._content.all_entities():
            if entity.descriptions:
                yield from self._described(entity)
            elif not entity.derived:
                yield from self._of_entity(entity)
            elif _is_worth_a_statement(entity):
                self._made[entity.id] = entity

    def of_claims(self) -> Iterator[Statement]:
        """Yield what is said of relations, each statement once."""
        offices = frozenset(one.id for one in self._made.values() if one.type == "position")
        for claim, row, is_contested in self._content.assertions(offices):
            held = _held(claim, self._notes)
            if held is None:
                yield from self._of_claim(claim, row, is_contested=is_contested)
            elif is_fact(claim, is_contested=is_contested, is_reading=False):
                statements, is_one_of_several, cells = held
                self._losses.account(row, {**row.cells, **cells})
                if not (is_one_of_several and hash(tuple(statements)) in self._written):
                    yield from map(identified, statements)
                if is_one_of_several:
                    self._written.add(hash(tuple(statements)))
            else:
                self._losses.account(row, None)

    def _of_entity(self, entity: Entity) -> Iterator[Statement]:
        cells = {name: cell for name, cell in entity_row(entity).items() if cell}
        yield from self._of_row(entity.id, cells, "", is_derived=entity.derived)

    def _described(self, entity: Entity) -> Iterator[Statement]:
        contested = contested_values(entity)
        for number, cells in enumerate(description_rows(entity), start=1):
            undoubted = without_values(cells, contested) if adds(cells) else {}
            if not undoubted:
                self._losses.account(Row(ENTITY, cells, f"{entity.id} {number}"), None)
            elif holds_statement(cells):
                yield from self._kept(entity.id, cells, undoubted, number)
            else:
                yield from self._of_row(
                    entity.id, undoubted, str(number), stated=cells, usual_type=entity.type
                )

    def _kept(
        self, entity_id: str, stated: dict[str, str], cells: dict[str, str], number: int
    ) -> Iterator[Statement]:
        """Yield the statement that a row holds, and what somebody has added to the row since."""
        statement, added = stated_by(entity_id, cells)
        if statement is not None:
            yield identified(statement)
        record = statement.record if statement else f"{entity_id} {number}"
        lost = {
            name for name in stated if name in _WHO_SAYS or (name in added or name not in cells)
        }
        if lost or statement is None:
            back = {name: cell for name, cell in stated.items() if name not in lost}
            self._losses.account(Row(ENTITY, stated, record), back if statement else None)
        if added:
            added |= {"id": entity_id, "attributed_to": cells["attributed_to"]}
            yield from self._of_row(
                entity_id,
                added,
                f"{number} added",
                usual_type=type_of(cells["ftm_schema"]),
                is_derived=True,
            )

    def _of_row(
        self,
        entity_id: str,
        cells: dict[str, str],
        number: str,
        *,
        stated: dict[str, str] | None = None,
        usual_type: str = "",
        is_derived: bool = False,
    ) -> Iterator[Statement]:
        """Yield the statements that a row makes which is none itself.

        Args:
            cells: of the row, without what is contested.
            number: tells the row from others of its entity; "" where there are no others.
            stated: the row with what is contested.
            usual_type: of the entity, for a row that does not say it: its statements have a schema
                all the same, and none says that the entity is of it.
        """
        theirs = ftm.entity_object({"type": usual_type, **cells, "id": entity_id})
        own_id = ftm.safe_id(cells.get(MERGED_FROM) or entity_id)
        origin = f"{OURS} {number}".strip()
        statements = list(_statements_of(theirs, _dataset(cells), origin, own_id))
        if number and not cells.get("type"):
            del statements[0]
        yield from statements
        back = next(rows_of_ours(statements, self._notes))
        row = Row(ENTITY, stated or cells, back.record, derived=is_derived)
        self._losses.account(row, back.cells)

    def _of_claim(self, claim: Claim, row: Row, *, is_contested: bool) -> Iterator[Statement]:
        if not is_fact(claim, is_contested=is_contested):
            self._losses.account(row, None)
            return
        for end in (claim.source, claim.target):
            if (made := self._made.pop(end, None)) is not None:
                yield from self._of_entity(made)
        cells = without_readings(claim, row.cells)
        if self._names is None:
            self._names = {one.id: one.name for one in self._content.all_entities()}
        edge = ftm.edge_object(cells, row.record, self._names)
        if len(claim.attributed_to) == 1:
            edge["properties"].pop("publisher", None)
        statements = list(_statements_of(edge, _dataset(cells), OURS, edge["id"]))
        yield from statements
        back = next(rows_of_ours(statements, self._notes))
        self._losses.account(row._replace(record=edge["id"]), back.cells)


_WHO_SAYS = {column.name for column in columns.WHO_SAYS} - {"attributed_to"}


def _is_worth_a_statement(entity: Entity) -> bool:
    """Return whether an entity that relations made has more to it than an id to refer to."""
    is_named = entity.name != entity.id or ftm.safe_id(entity.id) != entity.id
    return is_named or bool(entity.type)


def _dataset(cells: Mapping[str, str]) -> str:
    """Return the first who says a row, as the dataset of its statements."""
    speakers = cells.get("attributed_to", "").split(columns.SEPARATOR)
    return speakers[0].strip() or cells.get("document", "") or NOBODY


def _statements_of(
    entity: dict[str, Any], dataset: str, origin: str, entity_id: str
) -> Iterator[Statement]:
    """Yield an entity of FollowTheMoney as statements."""
    schema = entity["schema"]
    fields = {"canonical_id": entity["id"], "entity_id": entity_id, "schema": schema}
    fields |= {"dataset": dataset, "origin": origin, "external": "false"}
    given = ((prop, value) for prop, values in entity["properties"].items() for value in values)
    for prop, value in ((BASE, entity_id), *given):
        said = statement_of({**fields, "prop": prop, "value": value, "prop_type": _type_of(prop)})
        if value:
            yield identified(said)


def _type_of(prop: str) -> str:
    """Return the type of a property, as far as we name it ourselves."""
    if prop in (BASE, "country", "name"):
        return prop
    if prop in ("alias", "weakAlias", "previousName"):
        return "name"
    if prop in (*model.START_DATES, *model.END_DATES, "publishedAt"):
        return "date"
    if prop == "sourceUrl":
        return "url"
    return "entity" if prop in model.REFERRING or prop in _ENDS else "string"


_ENDS = {end for edge in model.EDGES.values() for end in edge[:2]}


def _held(claim: Claim, notes: Notes) -> tuple[list[Statement], bool, dict[str, str]] | None:
    """Return the statements that a claim was read from, if it still says what they say.

    Returns:
        The statements; whether they make several claims; the cells that reading them gives.
    """
    text = claim.extra.get(columns.STATEMENTS_COLUMN, "")
    if not text or claim.derived:
        return None
    try:
        given = json.loads(text)
        statements = [statement_of(fields) for fields in given]
        canonical = {one["value"]: one[CANONICAL_VALUE] for one in given if CANONICAL_VALUE in one}
        schema = given[0].get(RELATION_SCHEMA) or narrowest(one.schema for one in statements)
        readings = (
            [list(_link_reading(statements[0], canonical))] if _is_link_alone(statements) else []
        )
        if ends_of(schema):
            readings.append(list(_readings(claim, statements, schema, canonical, notes)))
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        return None  # somebody has changed the cell
    row = {name: cell for name, cell in claim.row.items() if cell}
    for claims in readings:
        for cells in claims:
            if all(row.get(name) == cell for name, cell in cells.items() if name not in _NAMING):
                again = {n: c for n, c in claim_cells(claim).items() if n in cells or n in _NAMING}
                lost = dict.fromkeys(claim_cells(claim).keys() - again.keys(), "")
                # An end that others give can be several: each makes a claim of the same statements.
                return statements, len(claims) > 1 or "inferred" in cells, lost
    return None


_NAMING = ("id", "tenure", columns.STATEMENTS_COLUMN)


def _is_link_alone(statements: Sequence[Statement]) -> bool:
    return len(statements) == 1 and is_link(statements[0].prop, statements[0].schema)


def _link_reading(said: Statement, canonical: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the cells of the claim that a property which leads to another entity is read as."""
    target = canonical.get(said.value, said.value)
    yield link_row(said.canonical_id, said.prop, target, {"datasets": said.dataset}).cells


def _readings(
    claim: Claim,
    statements: list[Statement],
    schema: str,
    canonical: Mapping[str, str],
    notes: Notes,
) -> Iterator[dict[str, str]]:
    """Yield the cells of the claims that statements of a relation are read as."""
    ends = ends_of(schema)
    given = [claim.row["source"], claim.row["target"]]
    if schema in ROLE_OF_TARGET and claim.role:
        given.reverse()
    of_all = {end: [value] for end, value in zip(ends, given, strict=True)}
    for cells, _ in claims_of(statements, schema, ends, of_all, canonical, notes):
        yield cells
