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
from actorgraph.formats.content import RELATION, REMOVED, Row, made_id, plain_date
from actorgraph.formats.ftm_rows import OUTSIDE, ROLE_OF, ROLE_OF_TARGET, rows_of_entity
from actorgraph.formats.lines import lines_of
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_WITHOUT_ROLE = {"Occupancy", "Debt", "Call", "Similar"}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of a file, line by line.

    Raises:
        DataError: naming the first line that is not JSON.
    """
    statements = _Statements()
    file_lines = lines_of(path)
    for number, line in enumerate(file_lines, start=1):
        text = line.strip().removeprefix(b"\xef\xbb\xbf").rstrip(b",")
        if text in (b"", b"[", b"]"):
            continue
        if number == 1 and text[:1] not in (b"{", b"[") and b"canonical_id" in text:
            for statement in _table_of_statements(line, file_lines):
                yield from statements.take(statement, notes)
            break
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as error:
            if number == 1:
                yield from _whole(path, notes)
                return
            raise DataError([Problem("error", str(path), number, "", _broken(error))]) from None
        for item in document if isinstance(document, list) else [document]:
            yield from _line_rows(item, statements, notes)
    yield from statements.rows(notes)


def _table_of_statements(first: bytes, following: Iterator[bytes]) -> Iterator[dict[str, str]]:
    """Yield statements as OpenSanctions publishes them in CSV."""
    import csv
    from itertools import chain

    texts = (line.decode("utf-8-sig") for line in chain([first], following))
    yield from csv.DictReader(texts)


def _whole(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of one JSON document: a list of entities, or an object that has one."""
    from actorgraph.formats.documents import read_json

    document = read_json(path)
    if isinstance(document, dict):
        document = next(
            (document[key] for key in ("entities", "results") if key in document), [document]
        )
    statements = _Statements()
    for item in document:
        yield from _line_rows(item, statements, notes)
    yield from statements.rows(notes)


def _broken(error: Exception) -> str:
    return f"this line is not JSON ({error}); FollowTheMoney files hold one object a line"


def _line_rows(item: Any, statements: _Statements, notes: Notes) -> Iterator[Row]:
    if not isinstance(item, dict):
        notes.add("lines", "are not an object; left out")
    elif "op" in item:
        yield from statements.rows(notes)
        yield from _corrected(item, notes)
    elif isinstance(item.get("statements"), list):
        of_one = _Statements()
        for statement in item["statements"]:
            yield from of_one.take({**statement, "canonical_id": item.get("id")}, notes)
        yield from of_one.rows(notes)
    elif "prop" in item and "value" in item:
        yield from statements.take(item, notes)
    else:
        yield from rows_of_entity(item, notes)


def _corrected(correction: dict[str, Any], notes: Notes) -> Iterator[Row]:
    """Yield the rows of one line of a delta: ADD and MOD state an entity, DEL takes it back."""
    entity = correction.get("entity")
    entity = {"id": entity} if isinstance(entity, str) else entity or correction
    operation = text_of(correction["op"]).upper()
    entity_id = text_of(entity.get("id"))
    if operation in ("MOD", "DEL"):
        yield Row(REMOVED, {"op": operation} if operation == "DEL" else {}, entity_id)
    if operation != "DEL":
        yield from rows_of_entity(entity, notes)


class _Statements:
    """Consecutive statements about one entity: all of them, and what each source says."""

    def __init__(self) -> None:
        self._entity: dict[str, Any] = {}
        self._by_source: dict[str, dict[str, Any]] = {}

    def take(self, statement: dict[str, Any], notes: Notes) -> Iterator[Row]:
        entity_id = text_of(statement.get("canonical_id") or statement.get("entity_id"))
        if entity_id != self._entity.get("id"):
            yield from self.rows(notes)
            self._entity = _unstated(entity_id)
        source = text_of(statement.get("dataset"))
        own = self._by_source.setdefault(source, _unstated(entity_id))
        for entity in (self._entity, own):
            _state(entity, statement)

    def rows(self, notes: Notes) -> Iterator[Row]:
        """Yield the rows of the entity; a relation that several sources state once for each."""
        entity, by_source = self._entity, self._by_source
        self._entity, self._by_source = {}, {}
        if not entity:
            return
        for one in (entity, *by_source.values()):
            for name in ("datasets", "origin"):
                one[name] = list(one.get(name, ()))
        if len(by_source) == 1:
            yield from rows_of_entity(entity, notes)
        elif entity["schema"] in model.EDGES or entity["schema"] == model.SANCTION:
            yield from _by_source_rows(entity, by_source, notes)
        else:
            for row in rows_of_entity(entity, notes):
                if row.kind == RELATION:
                    yield from _links_by_source(row, entity["id"], by_source)
                else:
                    yield row


def _unstated(entity_id: str) -> dict[str, Any]:
    return {"id": entity_id, "schema": "", "properties": {}}


def _state(entity: dict[str, Any], statement: dict[str, Any]) -> None:
    """Add what a statement says to an entity."""
    if statement["prop"] != "id":
        values = entity["properties"].setdefault(statement["prop"], [])
        if statement["value"] not in values:
            values.append(statement["value"])
    entity["schema"] = _narrower(entity["schema"], text_of(statement.get("schema")))
    for ours, theirs in (("datasets", "dataset"), ("origin", "origin")):
        if statement.get(theirs):
            entity.setdefault(ours, {})[text_of(statement[theirs])] = None
    for name in ("first_seen", "last_seen"):
        if statement.get(name):
            entity[name] = statement[name]


def _by_source_rows(
    entity: dict[str, Any], by_source: dict[str, dict[str, Any]], notes: Notes
) -> Iterator[Row]:
    """Yield a relation once for each source, with its values; ends that it leaves to others."""
    edge = model.EDGES.get(entity["schema"])
    ends = (edge.source, edge.target) if edge else ("authority", "entity")
    of_all = {name: entity["properties"][name] for name in ends if name in entity["properties"]}
    for number, (source, own) in enumerate(by_source.items()):
        stated = own | {"schema": entity["schema"], "properties": of_all | own["properties"]}
        for row in rows_of_entity(stated, notes):
            if number and row.kind == RELATION:
                cells = {**row.cells, "id": f"{row.cells['id']}-{source}"}
                yield row._replace(cells=cells)
            elif not number or row.kind == RELATION:
                yield row


def _links_by_source(
    row: Row, entity_id: str, by_source: dict[str, dict[str, Any]]
) -> Iterator[Row]:
    """Yield a link of an entity once for each source that states it."""
    prop, _, value = row.record.removeprefix(f"{entity_id}.").partition(".")
    for source, own in by_source.items():
        if value in own["properties"].get(prop, ()):
            yield row._replace(cells={**row.cells, "attributed_to": source})


def _narrower(schema: str, other: str) -> str:
    """Return the more specific of two schemata."""
    broad = ("", "Thing", "LegalEntity", "Organization", "Asset")
    if schema in broad and other in broad:
        return max(schema, other, key=broad.index)
    return other if schema in broad else schema


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield entities, then edges, one a line."""
    notes = _silent()
    for row in content.entities():
        entity = entity_object(row.cells)
        back = next(rows_of_entity(json.loads(json.dumps(entity)), notes)).cells
        losses.account(row._replace(record=entity["id"]), back)
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


def entity_object(cells: dict[str, str]) -> dict[str, Any]:
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
    entity: dict[str, Any] = {"id": safe_id(cells["id"]), "schema": schema, "properties": props}
    for name in OUTSIDE:
        if cells.get(name):
            several = name in ("datasets", "referents", "origin")
            entity[name] = cells[name].split("|") if several else cells[name]
    return entity


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


def edge_object(cells: dict[str, str], record: str, names: dict[str, str]) -> dict[str, Any]:
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


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"


def _silent() -> Notes:
    from actorgraph.formats.notes import Notes

    return Notes()
