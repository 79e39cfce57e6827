"""FollowTheMoney JSON lines: entities, interstitial edges, statements, OpenSanctions' deltas.

Read one line at a time. An edge of theirs (Occupancy, Ownership, ...) is a relation of ours, a
property that names an entity is one too; unknown schemata and properties are kept under their own
names. Written so that Aleph takes it; what is denied, contested, planned or our own reading is not
written, for there it would be a fact. Leaves out checking against their model.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from actorgraph import schema as columns
from actorgraph.errors import DataError, Problem
from actorgraph.formats import ftm_model as model
from actorgraph.formats.accounting import Document
from actorgraph.formats.content import REMOVED, Row, made_id, plain_date
from actorgraph.formats.documents import numbered_lines, parsed_json
from actorgraph.formats.ftm_groups import StatementSpool, rows_of_group
from actorgraph.formats.ftm_rows import OUTSIDE, ROLE_OF, ROLE_OF_TARGET, rows_of_entity
from actorgraph.formats.ftm_statement import BASE, holds_statement, stated_by, statement_of
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_WITHOUT_ROLE = {"Occupancy", "Debt", "Call", "Similar"}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of a file, line by line.

    Raises:
        DataError: naming the first line that is not JSON.
    """
    spool = StatementSpool()
    try:
        for item in _items(path, notes):
            yield from _item_rows(item, spool, notes)
        for group in spool.groups():
            yield from rows_of_group(group, spool.canonical, notes)
    finally:
        spool.close()


def _items(path: Path, notes: Notes) -> Iterator[Any]:
    """Yield what the lines of a file hold, or the items of one JSON document.

    Raises:
        DataError: naming the first line that is not JSON.
    """
    for number, text in numbered_lines(path):
        try:
            document = parsed_json(text)
        except (ValueError, RecursionError) as error:
            if number == 1:
                yield from _whole(path, notes)
                return
            raise DataError([Problem("error", str(path), number, "", _broken(error))]) from None
        yield from document if isinstance(document, list) else [document]
        notes.account(Document(document))


def _whole(path: Path, notes: Notes) -> Iterator[Any]:
    """Yield the items of one JSON document: a list of entities, or an object that has one."""
    from actorgraph.formats.documents import read_json

    document = read_json(path, notes)
    if isinstance(document, dict):
        lists = (document[key] for key in ("entities", "results") if key in document)
        document = next(lists, [document])
    yield from document


def _broken(error: Exception) -> str:
    return f"this line is not JSON ({error}); FollowTheMoney files hold one object a line"


def _item_rows(item: Any, spool: StatementSpool, notes: Notes) -> Iterator[Row]:
    """Yield the rows of an item; a statement is kept until all of its entity are there."""
    if not isinstance(item, dict):
        notes.add("lines", "that are no object; left out")
    elif "op" in item:
        yield from _corrected(item, notes)
    elif isinstance(item.get("statements"), list):
        of_one = {"canonical_id": item.get("id")}
        statements = [statement_of({**fields, **of_one}) for fields in item["statements"]]
        yield from rows_of_group(statements, {}, notes)
    elif "prop" in item and "value" in item:
        spool.add(statement_of(item))
    else:
        yield from rows_of_entity(item, notes)


def _corrected(correction: JsonObject, notes: Notes) -> Iterator[Row]:
    """Yield the rows of one line of a delta: ADD and MOD state an entity, DEL takes it back."""
    entity = correction.get("entity")
    entity = {"id": entity} if isinstance(entity, str) else entity or correction
    operation = text_of(correction["op"]).upper()
    entity_id = text_of(entity.get("id"))
    if operation in ("MOD", "DEL"):
        yield Row(REMOVED, {"op": operation} if operation == "DEL" else {}, entity_id)
    if operation != "DEL":
        yield from rows_of_entity(entity, notes)


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield entities, then edges, one a line."""
    notes = _silent()
    for row in content.entities():
        entity = described_object(row) if row.facts else entity_object(row.cells)
        back = next(rows_of_entity(json.loads(json.dumps(entity)), notes)).cells
        losses.account_entity(row._replace(record=entity["id"]), back)
        yield _line(entity)
    names = {row.record: row.cells.get("name", "") for row in content.entities()}
    for row, is_fact in content.facts():
        if not is_fact:
            losses.account(row, None)
            continue
        edge = edge_object(row.cells, row.record, names)
        row = row._replace(record=edge["id"])  # noqa: PLW2901 - as the file calls it
        losses.account(row, next(rows_of_entity(json.loads(json.dumps(edge)), notes)).cells)
        yield _line(edge)


def entity_object(cells: dict[str, str]) -> JsonObject:
    """Return an entity of ours as one of theirs."""
    entity_type = cells.get("type", "")
    schema = model.SCHEMATA.get(entity_type) or _schema_named(entity_type)
    country = cells.get("country", "")
    props = {"name": [cells.get("name", "")]}
    if schema in ("Document", "Article"):
        props |= {"fileName": props["name"]}
        if date := plain_date(cells.get("published_date", "")):
            props["publishedAt"] = [date]
    starts, ends = model.DATES_OF.get(schema, ("", ""))
    given = (
        ("alias", cells.get("aliases", "").split("|")),
        ("summary", [cells.get("description", "")]),
        ("country", [model.COUNTRIES.get(country, country.lower())]),
        (starts, [plain_date(cells.get("start_date", ""))]),
        (ends, [plain_date(cells.get("end_date", ""))]),
        ("wikidataId", [cells.get("wikidata_id", "")]),
        ("sourceUrl", [cells.get("url", "")]),
        ("publisher", [cells.get("publisher", "")]),
    )
    props |= {prop: cell for prop, cell in given if prop and any(cell)}
    for name, values in _own_properties(schema, cells):
        props[name] = [*props.get(name, []), *values]
    entity: JsonObject = {"id": safe_id(cells["id"]), "schema": schema, "properties": props}
    for name in OUTSIDE:
        if cells.get(name):
            several = name in ("datasets", "referents", "origin")
            entity[name] = cells[name].split("|") if several else cells[name]
    return entity


def described_object(row: Row) -> JsonObject:
    """Return an entity that several describe as one of theirs, with the values of all."""
    entity = entity_object({name: row.cells.get(name, "") for name in ("id", "name", "type")})
    props: dict[str, dict[str, None]] = {"name": dict.fromkeys(entity["properties"]["name"])}
    datasets: dict[str, None] = {}
    for cells in row.facts:
        rest, stated = cells, None
        if holds_statement(cells):
            stated, rest = stated_by(row.cells["id"], cells)
            datasets[cells.get("attributed_to", "")] = None
        given = entity_object({**rest, "id": row.cells["id"], "type": row.cells.get("type", "")})
        for prop, values in given["properties"].items():
            props.setdefault(prop, {}).update(dict.fromkeys(value for value in values if value))
        if stated and stated.prop != BASE:
            props.setdefault(stated.prop, {})[stated.value] = None
    entity["properties"] = {prop: list(values) for prop, values in props.items() if values}
    return entity | ({"datasets": list(filter(None, datasets))} if any(datasets) else {})


def _schema_named(entity_type: str) -> str:
    """Return the schema that our type names, else LegalEntity, which fits anybody."""
    name = "".join(part.capitalize() for part in entity_type.split("_"))
    return name if name in model.NODES else "LegalEntity"


def _own_properties(schema: str, cells: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the columns that are properties of the schema, under the names they have there."""
    theirs = model.properties_of(schema)
    for column, cell in cells.items():
        name = column.removesuffix("_as_given")
        if name in theirs and column not in _COLUMNS:
            yield name, cell.split("|")


_COLUMNS = {column.name for column in (*columns.ENTITY_COLUMNS, *columns.RELATION_COLUMNS)}
_SCHEMA_OF = {edge.relation: name for name, edge in model.EDGES.items()}


def safe_id(entity_id: str) -> str:
    """Return an id of letters, digits, dots and dashes, as their model asks; else a digest."""
    if _ID.match(entity_id):
        return entity_id
    return made_id({"id": entity_id})


_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?\Z")


def edge_object(cells: dict[str, str], record: str, names: dict[str, str]) -> JsonObject:
    """Return a claim that is a fact as an edge of theirs."""
    relation, role = cells.get("relation", ""), cells.get("role", "")
    schema = _SCHEMA_OF.get(relation) or model.RELATIONS_WRITTEN_AS.get(relation, "UnknownLink")
    edge = model.EDGES[schema]
    if schema == "UnknownLink" and relation != edge.relation:
        role = role or relation.replace("_", " ")
    ends = (edge.target, edge.source) if schema in ROLE_OF_TARGET and role else edge[:2]
    props = {ends[0]: [safe_id(cells["source"])], ends[1]: [safe_id(cells["target"])]}
    if role and schema not in _WITHOUT_ROLE:
        props[ROLE_OF.get(schema, "role")] = [role]
    document = cells.get("document", "")
    speakers = [part for part in cells.get("attributed_to", "").split("|") if part]
    given = (
        ("startDate", [plain_date(cells.get("start_date", ""))]),
        ("endDate", [plain_date(cells.get("end_date", ""))]),
        ("sourceUrl", [document if "://" in document else ""]),
        ("proof", [safe_id(document) if document in names else ""]),
        ("publisher", [names.get(speaker, speaker) for speaker in speakers]),
        ("summary", [cells.get("note", "")]),
        ("namesMentioned", [cells.get("as_named", "")]),
    )
    props |= {prop: cell for prop, cell in given if any(cell)}
    theirs = model.properties_of(schema)
    for column, prop in (("share", "percentage"), ("amount", "amount"), ("currency", "currency")):
        if cells.get(column) and prop in theirs:
            props[prop] = [cells[column]]
    for name, values in _own_properties(schema, cells):
        props[name] = [*props.get(name, []), *values]
    return {"id": safe_id(record), "schema": schema, "properties": props}


def _line(entity: JsonObject) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"


def _silent() -> Notes:
    from actorgraph.formats.notes import Notes

    return Notes()
