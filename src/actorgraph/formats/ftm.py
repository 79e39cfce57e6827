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
from actorgraph.formats.content import ENTITY, RELATION, REMOVED, Row, made_id, plain_date
from actorgraph.formats.lines import lines_of
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_QID = re.compile(r"Q\d+\Z")
_ALIASES = ("alias", "weakAlias", "previousName", "abbreviation")
_COUNTRIES = ("country", "nationality", "jurisdiction", "mainCountry")
_OUTSIDE = ("datasets", "referents", "first_seen", "last_seen", "last_change", "target", "origin")
_NAMES_ELSEWHERE = ("title", "fileName", "full", "number", "registrationNumber", "username")
_ROLES = ("role", "relationship", "purpose")
_ROLE_OF = {"Family": "relationship", "Associate": "relationship", "Payment": "purpose"}
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
    """Consecutive statements about one entity, gathered into that entity."""

    def __init__(self) -> None:
        self._entity: dict[str, Any] = {}

    def take(self, statement: dict[str, Any], notes: Notes) -> Iterator[Row]:
        entity_id = text_of(statement.get("canonical_id") or statement.get("entity_id"))
        if entity_id != self._entity.get("id"):
            yield from self.rows(notes)
            self._entity = {"id": entity_id, "schema": "", "properties": {}}
        there = self._entity
        if statement["prop"] != "id":
            values = there["properties"].setdefault(statement["prop"], [])
            if statement["value"] not in values:
                values.append(statement["value"])
        there["schema"] = _narrower(there["schema"], text_of(statement.get("schema")))
        for ours, theirs in (("datasets", "dataset"), ("origin", "origin")):
            if statement.get(theirs):
                there.setdefault(ours, {})[text_of(statement[theirs])] = None
        for name in ("first_seen", "last_seen"):
            if statement.get(name):
                there[name] = statement[name]

    def rows(self, notes: Notes) -> Iterator[Row]:
        entity, self._entity = self._entity, {}
        if entity:
            for name in ("datasets", "origin"):
                entity[name] = list(entity.get(name, ()))
            yield from rows_of_entity(entity, notes)


def _narrower(schema: str, other: str) -> str:
    """Return the more specific of two schemata."""
    broad = ("", "Thing", "LegalEntity", "Organization", "Asset")
    if schema in broad and other in broad:
        return max(schema, other, key=broad.index)
    return other if schema in broad else schema


def rows_of_entity(
    entity: dict[str, Any], notes: Notes, parent: str = "", link: str = ""
) -> Iterator[Row]:
    """Yield an entity of theirs as rows of ours, with what is nested in it.

    Args:
        entity: {id, schema, properties, ...}.
        notes: remarks.
        parent, link: the entity it is nested in, and by which property.
    """
    entity_id = text_of(entity.get("id"))
    if not entity_id:
        notes.add("entities", "without an id; left out")
        return
    schema = text_of(entity.get("schema"))
    props: dict[str, list[str]] = {}
    for name, values in (entity.get("properties") or {}).items():
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                yield from rows_of_entity(value, notes, entity_id, name)
                if text_of(value.get("schema")) in model.EDGES or value.get("schema") == "Sanction":
                    continue
                value = value.get("id")  # noqa: PLW2901 - the id stands for what is nested
            if text := text_of(value):
                props.setdefault(name, []).append(text)
    outside = {name: entity[name] for name in _OUTSIDE if entity.get(name) not in (None, "", [])}
    if schema in model.EDGES:
        yield from _edge_rows(entity_id, schema, props, outside, parent, notes)
    elif schema == model.SANCTION and props.get("authority"):
        props.setdefault("entity", [parent] if parent else [])
        yield from _sanction_rows(entity_id, props, outside, notes)
    else:
        if parent and schema in model.REFERRING_ON and "entity" not in props and link:
            props["entity"] = [parent]
        yield from _node_rows(entity_id, schema, props, outside, entity.get("caption"), notes)


def _node_rows(
    entity_id: str,
    schema: str,
    props: dict[str, list[str]],
    outside: dict[str, Any],
    caption: Any,
    notes: Notes,
) -> Iterator[Row]:
    builder = RowBuilder(
        ENTITY, notes, id=entity_id, type=model.TYPES.get(schema) or _snake(schema)
    )
    names = props.pop("name", [])
    shown = text_of(caption)
    builder.put("name", shown if shown in names or not names else names[0])
    for other in _NAMES_ELSEWHERE:
        if not builder.cells.get("name") and other in props:
            builder.put("name", props.pop(other)[0])
    if props.get("fileName") == [builder.cells.get("name")]:
        del props["fileName"]  # what we write for a document without a file
    builder.add_aliases([name for name in names if name != builder.cells.get("name")])
    for prop in _ALIASES:
        builder.add_aliases(props.pop(prop, []))
    _countries(builder, props)
    for column, choices in (("start_date", model.START_DATES), ("end_date", model.END_DATES)):
        for prop in choices:
            if prop in props:
                _dates(builder, column, prop, props.pop(prop))
    _texts(builder, props)
    _dates(builder, "published_date", "publishedAt", props.pop("publishedAt", []))
    if _QID.match(entity_id):
        builder.put("wikidata_id", entity_id)
    links = [
        (prop, value)
        for prop in list(props)
        if prop in model.REFERRING or prop in model.REFERRING_ON.get(schema, ())
        for value in props.pop(prop)
    ]
    _rest(builder, props, outside)
    yield Row(ENTITY, builder.cells, entity_id)
    for prop, value in links:
        yield _link_row(entity_id, prop, value, outside)


_TEXTS = (
    ("description", "summary"),
    ("description", "description"),
    ("wikidata_id", "wikidataId"),
    ("url", "sourceUrl"),
    ("publisher", "publisher"),
)


def _texts(builder: RowBuilder, props: dict[str, list[str]]) -> None:
    """Fill our columns with the first value of their properties; further values are kept."""
    for column, prop in _TEXTS:
        if prop in props and not builder.cells.get(column):
            builder.put(column, props[prop][0])
            props[prop] = props[prop][1:]


def _link_row(entity_id: str, prop: str, value: str, outside: dict[str, Any]) -> Row:
    relation, turned = model.LINKS.get(prop, (_snake(prop), False))
    source, target = (value, entity_id) if turned else (entity_id, value)
    cells = {
        "source": source,
        "target": target,
        "relation": relation,
        "attributed_to": text_of(outside.get("datasets")),
    }
    return Row(RELATION, cells, f"{entity_id}.{prop}.{value}")


def _edge_rows(
    record: str,
    schema: str,
    props: dict[str, list[str]],
    outside: dict[str, Any],
    parent: str,
    notes: Notes,
) -> Iterator[Row]:
    edge = model.EDGES[schema]
    sources, targets = props.pop(edge.source, []), props.pop(edge.target, [])
    if parent and not (sources and targets):
        sources, targets = sources or [parent], targets or [parent]
    if not (sources and targets):
        notes.add(schema, "without both ends; kept as entities")
        props |= {edge.source: sources} if sources else {edge.target: targets} if targets else {}
        yield from _node_rows(record, schema, props, outside, None, notes)
        return
    builder = RowBuilder(RELATION, notes, relation=edge.relation, id=record)
    for prop in _ROLES:
        if prop in props:
            builder.put("role", text_of(props.pop(prop)))
    if "startDate" not in props and "endDate" not in props:
        _period_of_edge(builder, props)
    _dates(builder, "start_date", "startDate", props.pop("startDate", []))
    _dates(builder, "end_date", "endDate", props.pop("endDate", []))
    builder.put("as_named", text_of(props.pop("namesMentioned", [])))
    _provenance(builder, props, outside)
    _rest(builder, props, outside)
    yield from _product(builder.cells, sources, targets, record)


def _sanction_rows(
    record: str, props: dict[str, list[str]], outside: dict[str, Any], notes: Notes
) -> Iterator[Row]:
    """Yield sanctions as relations from the authority; the program is the role."""
    builder = RowBuilder(RELATION, notes, relation="sanctioned", id=record)
    authorities, targets = props.pop("authority"), props.pop("entity", [])
    builder.put("role", text_of(props.pop("program", [])))
    for column, prop in (("start_date", "startDate"), ("end_date", "endDate")):
        _dates(builder, column, prop, props.pop(prop, []))
    if "start_date" not in builder.cells:
        _dates(builder, "start_date", "listingDate", props.pop("listingDate", []))
    builder.put("note", text_of(props.pop("reason", [])))
    _provenance(builder, props, outside)
    _rest(builder, props, outside)
    yield from _product(builder.cells, authorities, targets, record)


def _product(
    cells: dict[str, str], sources: list[str], targets: list[str], record: str
) -> Iterator[Row]:
    """Yield a row for each pair of ends, because an edge of theirs may have several of each."""
    for number, (source, target) in enumerate((s, t) for s in sources for t in targets):
        own = {"id": f"{record}-{number + 1}"} if number else {}
        yield Row(RELATION, {**cells, **own, "source": source, "target": target}, record)


def _period_of_edge(builder: RowBuilder, props: dict[str, list[str]]) -> None:
    """Fill the dates of an edge that has none: from one day, or from the period of an office."""
    if "date" in props:
        days = props.pop("date")
        _dates(builder, "start_date", "date", days)
        builder.put("end_date", builder.cells.get("start_date", ""))
        return
    for column, prop in (("start_date", "periodStart"), ("end_date", "periodEnd")):
        if prop in props:
            builder.notes.add(prop, f"taken as {column}, for there is no other")
            _dates(builder, column, prop, props.pop(prop))


def _provenance(builder: RowBuilder, props: dict[str, list[str]], outside: dict[str, Any]) -> None:
    for prop in ("proof", "sourceUrl"):
        if prop in props and not builder.cells.get("document"):
            builder.put("document", props[prop][0])
            props[prop] = props[prop][1:]
    builder.put("attributed_to", text_of(props.pop("publisher", [])))
    if not builder.cells.get("attributed_to"):
        builder.put("attributed_to", text_of(outside.pop("datasets", "")))
    if "summary" in props:
        builder.put("note", text_of(props.pop("summary")))


def _countries(builder: RowBuilder, props: dict[str, list[str]]) -> None:
    for prop in _COUNTRIES:
        if prop in props and not builder.cells.get("country"):
            builder.put("country", text_of([code.upper() for code in props.pop(prop)]))
            if prop != "country":
                builder.notes.add(prop, "read as country")


def _dates(builder: RowBuilder, column: str, prop: str, values: list[str]) -> None:
    """Fill a date with the most exact of several; the others are kept under their own name."""
    for value in sorted(values, key=len, reverse=True):
        builder.put_date(column, value, prop)


def _rest(builder: RowBuilder, props: dict[str, list[str]], outside: dict[str, Any]) -> None:
    for name, values in {**props, **outside}.items():
        builder.keep(name, values)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


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
    for name in _OUTSIDE:
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
    props = {edge.source: [safe_id(cells["source"])], edge.target: [safe_id(cells["target"])]}
    if role and schema not in _WITHOUT_ROLE:
        props[_ROLE_OF.get(schema, "role")] = [role]
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
    for name, values in _own_properties(schema, cells):
        props[name] = [*props.get(name, []), *values]
    return {"id": safe_id(record), "schema": schema, "properties": props}


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"


def _silent() -> Notes:
    from actorgraph.formats.notes import Notes

    return Notes()
