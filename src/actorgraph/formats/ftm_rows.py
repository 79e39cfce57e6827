"""An entity of FollowTheMoney as rows of ours: what it is, and the relations that it states.

An edge of theirs (Occupancy, Ownership, ...) is a relation of ours, a property that names an entity
is one too. Called by ftm.py and vis.py, which read the files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from actorgraph import dates
from actorgraph.claims import MADE_ID
from actorgraph.formats import ftm_model as model
from actorgraph.formats.content import ENTITY, RELATION, Row, read_date
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

_QID = re.compile(r"Q\d+\Z")
ALIASES = ("alias", "weakAlias", "previousName", "abbreviation")
COUNTRIES = ("country", "nationality", "jurisdiction", "mainCountry")
OUTSIDE = ("datasets", "referents", "first_seen", "last_seen", "last_change", "target", "origin")
NAMES_ELSEWHERE = ("title", "fileName", "full", "number", "registrationNumber", "username")
_ROLES = ("role", "relationship", "purpose")
ROLE_OF = {"Family": "relationship", "Associate": "relationship", "Payment": "purpose"}
ROLE_OF_TARGET = {"Family", "Associate"}
"""Schemata whose role is said of the second end: it is our source."""


def rows_of_entity(
    entity: JsonObject, notes: Notes, parent: str = "", link: str = ""
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
    outside = {name: entity[name] for name in OUTSIDE if entity.get(name) not in (None, "", [])}
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
    outside: JsonObject,
    caption: Any,
    notes: Notes,
) -> Iterator[Row]:
    builder = RowBuilder(ENTITY, notes, id=entity_id, type=type_of(schema))
    names = props.pop("name", [])
    shown = text_of(caption)
    builder.put("name", shown if shown in names or not names else names[0])
    for other in NAMES_ELSEWHERE:
        if not builder.cells.get("name") and other in props:
            builder.put("name", props.pop(other)[0])
    if props.get("fileName") == [builder.cells.get("name")]:
        del props["fileName"]  # what we write for a document without a file
    builder.add_aliases([name for name in names if name != builder.cells.get("name")])
    for prop in ALIASES:
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
        (prop, value) for prop in list(props) if is_link(prop, schema) for value in props.pop(prop)
    ]
    _rest(builder, props, outside)
    yield Row(ENTITY, builder.cells, entity_id)
    for prop, value in links:
        yield link_row(entity_id, prop, value, outside)


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


def is_link(prop: str, schema: str) -> bool:
    """Return whether the values of a property are ids of entities."""
    return prop in model.REFERRING or prop in model.REFERRING_ON.get(schema, ())


def link_row(entity_id: str, prop: str, value: str, outside: JsonObject) -> Row:
    """Return the relation that a property states whose value is an entity."""
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
    outside: JsonObject,
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
    if schema in ROLE_OF_TARGET and builder.cells.get("role"):
        sources, targets = targets, sources
    if "startDate" not in props and "endDate" not in props:
        _period_of_edge(builder, props)
    for column, prop in (("start_date", "startDate"), ("end_date", "endDate")):
        _dates(builder, column, prop, compatible_dates(props.pop(prop, []), builder, prop))
    _money(builder, props)
    builder.put("as_named", text_of(props.pop("namesMentioned", [])))
    _provenance(builder, props, outside)
    _rest(builder, props, outside)
    yield from _product(builder.cells, sources, targets, record)


_IN_ONE_CURRENCY = {"amountEur": "EUR", "amountUsd": "USD"}


def _money(builder: RowBuilder, props: dict[str, list[str]]) -> None:
    """Fill share, amount and currency with the first value of their properties.

    An amount that is given in euros or dollars alone is one in that currency.
    """
    for value in props.pop("percentage", []):
        builder.put_share(value, "percentage")
    in_one = [prop for prop in _IN_ONE_CURRENCY if prop in props]
    if in_one and "amount" not in props and "currency" not in props:
        props["amount"] = props.pop(in_one[0])
        props["currency"] = [_IN_ONE_CURRENCY[in_one[0]]]
    for column in ("amount", "currency"):
        if column in props:
            builder.put(column, props[column][0])
            props[column] = props[column][1:]


def compatible_dates(values: list[str], builder: RowBuilder, prop: str) -> list[str]:
    """Return dates of which one is more exact than the others; else the span of all of them.

    An entity that was merged from several sources does not tell which of them gives which date.
    """
    read = {value: read_date(value)[0] for value in values}
    spans = {value: dates.span(date) for value, date in read.items() if date and date != dates.OPEN}
    if not spans:
        return values
    first, last = min(low for low, _ in spans.values()), max(high for _, high in spans.values())
    inmost = max(low for low, _ in spans.values()), min(high for _, high in spans.values())
    if inmost[0] <= inmost[1]:
        return values
    builder.keep(prop, values)
    builder.notes.add(prop, "of several values: read as the span of all of them")
    early = next(read[value] for value, (low, _) in spans.items() if low == first)
    late = next(read[value] for value, (_, high) in spans.items() if high == last)
    return [f"[{early}..{late}]"]


def _sanction_rows(
    record: str, props: dict[str, list[str]], outside: JsonObject, notes: Notes
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
        row = Row(RELATION, {**cells, **own, "source": source, "target": target}, record)
        is_ours = record.startswith(MADE_ID)
        teller = cells.get("attributed_to", "")
        yield row if is_ours else row._replace(tenure=record, teller=teller)


def _period_of_edge(builder: RowBuilder, props: dict[str, list[str]]) -> None:
    """Fill the dates of an edge that has none: from one day, or from the period of an office."""
    if "date" in props:
        for day in sorted(props.pop("date"), key=len, reverse=True):
            builder.put_point_in_time(day, "date")
        return
    for column, prop in (("start_date", "periodStart"), ("end_date", "periodEnd")):
        if prop in props:
            builder.notes.add(prop, f"taken as {column}, for there is no other")
            _dates(builder, column, prop, props.pop(prop))


def _provenance(builder: RowBuilder, props: dict[str, list[str]], outside: JsonObject) -> None:
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
    for prop in COUNTRIES:
        if prop in props and not builder.cells.get("country"):
            builder.put("country", text_of([code.upper() for code in props.pop(prop)]))
            if prop != "country":
                builder.notes.add(prop, "read as country")


def _dates(builder: RowBuilder, column: str, prop: str, values: list[str]) -> None:
    """Fill a date with the most exact of several; the others are kept under their own name."""
    for value in sorted(values, key=len, reverse=True):
        builder.put_date(column, value, prop)


def _rest(builder: RowBuilder, props: dict[str, list[str]], outside: JsonObject) -> None:
    for name, values in {**props, **outside}.items():
        builder.keep(name, values)


def type_of(schema: str) -> str:
    """Return our type for a schema: its own name in small letters where we have no word."""
    return model.TYPES.get(schema) or _snake(schema)


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
