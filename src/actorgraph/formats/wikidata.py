"""Wikidata entity JSON: answers of Special:EntityData and of the API, and lines of a dump.

Offices, memberships, employers, kin and ownership become claims, and what an item says of its
entity by itself (dates, countries, names) descriptions: one for each reference, with dates no more
exact than Wikidata has them. A statement without a reference rests on its item's page. A deprecated
statement is kept as one that is rejected. Read only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.dates import edtf
from actorgraph.formats.accounting import skip
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import JsonObject, read_json, read_json_lines
from actorgraph.formats.lines import lines_of
from actorgraph.formats.row_builder import DATE_COLUMNS, RowBuilder, text_of
from actorgraph.formats.wikidata_countries import COUNTRIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

RELATIONS = {
    "P39": ("holds_position", ""),
    "P463": ("member_of", ""),
    "P102": ("member_of", "party"),
    "P108": ("employed_by", ""),
    "P361": ("part_of", ""),
    "P749": ("part_of", "parent organization"),
    "P1365": ("successor_of", ""),
    "P155": ("successor_of", ""),
    "P26": ("relative_of", "spouse"),
    "P3373": ("relative_of", "sibling"),
    "P1038": ("relative_of", "relative"),
    "P69": ("educated_at", ""),
    "P159": ("located_in", "headquarters"),
    "P1344": ("participant", ""),
    "P2389": ("directs_office_of", "organization directed"),
    "P2388": ("headed_by_office", ""),
    "P50": ("written_by", ""),
}
"""Our relation for a property whose value is an item, and the role that it implies."""

TURNED = {
    "P1366": ("successor_of", ""),
    "P156": ("successor_of", ""),
    "P127": ("owns", ""),
    "P1830": ("owned_by", ""),
    "P488": ("chairs", ""),
    "P169": ("employed_by", "chief executive officer"),
    "P112": ("founded", ""),
    "P710": ("participant", ""),
    "P22": ("relative_of", "father"),
    "P25": ("relative_of", "mother"),
    "P40": ("relative_of", "child"),
}
"""The same where the value is where our relation begins: a role is said of that end."""

_TYPES = {
    "Q5": "person",
    "Q43229": "organization",
    "Q4830453": "company",
    "Q783794": "company",
    "Q327333": "agency",
    "Q7278": "organization",
    "Q4164871": "position",
    "Q294414": "position",
    "Q1190554": "event",
    "Q6256": "state",
    "Q3624078": "state",
    "Q49848": "document",
    "Q13442814": "document",
    "Q11032": "media",
}
_DATES = {"P569": "start_date", "P571": "start_date", "P570": "end_date", "P576": "end_date"}
_NAMES = ("P1559", "P1477", "P742", "P1448", "P1813", "P1705")
"""Names in the native language, at birth, of a pen, official, short, native labels."""
_STATES = ("P27", "P17")
"""Citizenship and country: their values are items."""
_ATTRIBUTES = {
    "P31": "instance_of",
    **_DATES,
    "P297": "country",
    **dict.fromkeys(_STATES, "country"),
    "P856": "url",
    "P123": "publisher",
    "P577": "published_date",
    **dict.fromkeys(_NAMES, "aliases"),
}
"""Properties that say something of the entity by itself, with our column."""
_CIRCA = "Q5727902"
_WIDTH_OF_YEAR = 4
_QUALIFIERS = {"P580": "start_date", "P582": "end_date"}
_HEDGES = frozenset(
    {
        _CIRCA,
        "Q18122778",  # presumably
        "Q18603603",  # hypothetically
        "Q18912752",  # disputed
        "Q28831311",  # unconfirmed
        "Q30230067",  # possibly
        "Q32188232",  # allegedly
        "Q56644435",  # probably
    }
)
_HEDGING = ("P1480", "P5102")
"""Sourcing circumstances and nature of statement: what they say of one that is hedged is above."""

_LANGUAGES = ("en", "mul", "de", "fr", "es", "ru")
_YEAR, _MONTH, _DAY = 9, 10, 11
_SPANS = {8: 10, 7: 100, 6: 1000}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the items of a file: one document, or one item a line.

    Raises:
        DataError: if it is not JSON.
    """
    for item in _items(path, notes):
        if item.get("id") and "missing" not in item:
            yield from _rows(item, notes)


def _items(path: Path, notes: Notes) -> Iterator[JsonObject]:
    lines = lines_of(path)
    first = next(lines, b"").strip()
    if first == b"[" or (first.endswith((b"}", b"},")) and _is_json(first) and next(lines, b"")):
        yield from read_json_lines(path, notes, _FORMAL)
        return
    document = read_json(path, notes, _FORMAL)
    if isinstance(document, dict):
        document = list(document["entities"].values()) if "entities" in document else [document]
    yield from document


_FORMAL = frozenset(
    """pageid ns title lastrevid modified type hash property datatype language site snaktype rank id
    snaks-order qualifiers-order entity-type numeric-id timezone before after success""".split()
)
"""Keys that repeat others, or number what they stand in."""


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line.rstrip(b","))
    except ValueError:
        return False
    return True


def _rows(item: JsonObject, notes: Notes) -> Iterator[Row]:
    record = text_of(item["id"])
    builder = RowBuilder(ENTITY, notes, id=record, wikidata_id=record, document=_page(record))
    names = _texts(item.get("labels"))
    builder.put("name", names[0] if names else record)
    aliases = [alias for group in (item.get("aliases") or {}).values() for alias in group]
    builder.add_aliases([*names[1:], *(alias.get("value") for alias in aliases)])
    builder.put("description", next(iter(_texts(item.get("descriptions"))), ""))
    claims = item.get("claims") or {}
    described = list(_descriptions(builder, record, claims))
    yield Row(ENTITY, builder.cells, record)
    for number, cells in enumerate(described, start=2):
        yield Row(ENTITY, cells, f"{record} {number}")
    for prop, statements in claims.items():
        if prop in RELATIONS or prop in TURNED:
            for statement in statements:
                yield from _claims(record, prop, statement, notes)
        elif prop not in _ATTRIBUTES:
            notes.add(prop, "statements not read", len(statements))
            skip(claims, prop)


def _page(record: str) -> str:
    return f"https://www.wikidata.org/wiki/{record}"


def _descriptions(first: RowBuilder, record: str, claims: JsonObject) -> Iterator[dict[str, str]]:
    """Yield a row for each reference of what an item says of its entity, preferred ones first.

    Args:
        first: the row of the item's page; it takes a value that has no reference and no rank, where
            no other statement comes before it.
    """
    for prop, column in _ATTRIBUTES.items():
        statements = sorted(claims.get(prop) or [], key=lambda one: _RANKS.get(one.get("rank"), 1))
        for number, statement in enumerate(statements):
            value = _value(statement.get("mainsnak"))
            if not value:
                first.notes.add(prop, "statements whose value is unknown or none; left out")
                continue
            is_plain = not statement.get("references") and statement.get("rank") not in _RANKS
            if is_plain and (prop in _NAMES or not (number or column in first.cells)):
                _fill(first, prop, value, statement)
                continue
            for reference in statement.get("references") or [{}]:
                yield _description(first.notes, record, prop, statement, reference)


_RANKS = {"preferred": 0, "deprecated": 2}


def _before_christ(text: str, precision: int) -> str:
    """Return a time before Christ: Wikidata counts no year 0, we do as ISO 8601 does."""
    year, month, day = text[1:].partition("T")[0].rsplit("-", 2)
    if precision not in (_YEAR, _MONTH, _DAY) or int(year) <= 1 or len(year) > _WIDTH_OF_YEAR:
        return text
    parts = [f"-{int(year) - 1:04}", month, day][: {_YEAR: 1, _MONTH: 2}.get(precision, 3)]
    return "-".join(part for part in parts if part != "00")


def _description(
    notes: Notes, record: str, prop: str, statement: JsonObject, reference: JsonObject
) -> dict[str, str]:
    """Return what one reference of a statement says, as a row of entities.csv."""
    builder = RowBuilder(ENTITY, notes, id=record)
    _fill(builder, prop, _value(statement.get("mainsnak")), statement)
    source = RowBuilder(RELATION, notes)
    _source(source, reference.get("snaks") or {})
    source.put("document", f"{_page(record)}#{prop}")
    remarks = [f"{statement['rank']} rank"] if statement.get("rank") == "preferred" else []
    for name, cell in source.cells.items():
        if name in _WHO_SAYS:
            builder.put(name, cell)
        else:
            remarks.append(f"{_WORDS.get(name, name)} {cell}")
    for name, snaks in (statement.get("qualifiers") or {}).items():
        remarks += [f"{_WORDS.get(name, name)} {_value(one)}" for one in snaks if _value(one)]
    builder.put("note", "; ".join(remarks))
    if statement.get("rank") == "deprecated":
        builder.put("assessment", "rejected")
    return builder.cells


_WHO_SAYS = {column.name for column in schema.WHO_SAYS}
_WORDS = {"P813": "retrieved", "P1480": "sourcing circumstances", "P5102": "nature of statement"}


def _fill(builder: RowBuilder, prop: str, value: str, statement: JsonObject) -> None:
    """Fill the cells that a statement gives a value for."""
    column = _ATTRIBUTES[prop]
    if prop in _NAMES:
        builder.add_aliases([value])
    elif prop == "P31":
        builder.put("type", _TYPES.get(value, ""))
        builder.keep(column, value)
    elif prop in _STATES:
        builder.put(column, COUNTRIES.get(value, ""))
        if value not in COUNTRIES:
            builder.keep(prop, value)
    elif column in DATE_COLUMNS:
        builder.put_date(column, _about(value) if _is_about(statement) else value, prop)
    else:
        builder.put(column, value)


def _is_about(statement: JsonObject) -> bool:
    snaks = (statement.get("qualifiers") or {}).get("P1480") or []
    return any(_value(one) == _CIRCA for one in snaks)


def _about(date: str) -> str:
    """Return a date that is meant roughly, marked so."""
    sides = [f"{side}~" if side else "" for side in edtf.sides_of(date) or ()]
    return f"[{'..'.join(sides)}]" if sides else f"{date}~" if date else ""


def _as_it_is(date: str) -> str:
    return date


def _texts(by_language: Any) -> list[str]:
    """Return the labels, each once, the preferred languages first."""
    there = by_language or {}
    order = [*_LANGUAGES, *(language for language in there if language not in _LANGUAGES)]
    texts = [text_of(there[language].get("value")) for language in order if language in there]
    return list(dict.fromkeys(texts))


def _claims(record: str, prop: str, statement: JsonObject, notes: Notes) -> Iterator[Row]:
    other = _value(statement.get("mainsnak"))
    if not other:
        notes.add(prop, "statements whose value is unknown or none; left out")
        return
    relation, role = (TURNED if prop in TURNED else RELATIONS)[prop]
    ends = (other, record) if prop in TURNED else (record, other)
    references = statement.get("references") or [{}]
    for number, reference in enumerate(references):
        builder = RowBuilder(RELATION, notes, relation=relation, role=role)
        builder.cells |= {"source": ends[0], "target": ends[1]}
        statement_id = text_of(statement.get("id"))
        builder.put("id", f"{statement_id}-{number + 1}" if number else statement_id)
        if statement.get("rank") == "deprecated":
            builder.put("assessment", "rejected")
        elif statement.get("rank") == "preferred":
            builder.keep("rank", "preferred")
        _qualify(builder, statement.get("qualifiers") or {})
        _source(builder, reference.get("snaks") or {})
        builder.put("document", f"{_page(record)}#{prop}")
        yield Row(RELATION, builder.cells, statement_id, tenure=statement_id)


def _qualify(builder: RowBuilder, qualifiers: dict[str, list[JsonObject]]) -> None:
    """Fill dates, place, wording and hedge from qualifiers; circa is said of the dates."""
    dated = {*_QUALIFIERS, "P585"}.intersection(qualifiers)
    about = _about if dated and _is_about({"qualifiers": qualifiers}) else _as_it_is
    for prop, snaks in qualifiers.items():
        for snak in snaks:
            if prop in _QUALIFIERS:
                _bound(builder, prop, snak, about)
            elif prop == "P1932":
                builder.put("as_named", _value(snak))
            elif prop == "P768":
                builder.put("place", _value(snak))
            elif prop != "P585":
                builder.keep(prop, _value(snak))
                is_hedge = prop in _HEDGING and _value(snak) in _HEDGES
                if is_hedge and not (about is _about and _value(snak) == _CIRCA):
                    builder.put("certainty", "likely")
    for snak in qualifiers.get("P585") or []:
        builder.put_point_in_time(about(_value(snak)), "P585")


def _bound(builder: RowBuilder, prop: str, snak: JsonObject, about: Callable[[str], str]) -> None:
    """Fill a beginning or an end: one with no value is open, one that nobody knows is kept."""
    if snak.get("snaktype") == "novalue":
        builder.put(_QUALIFIERS[prop], "..")
    elif snak.get("snaktype") == "somevalue":
        builder.keep(prop, "unknown")
    else:
        builder.put_date(_QUALIFIERS[prop], about(_value(snak)), prop)


_SOURCES = {"P1683": "quote", "P304": "locator", "P123": "attributed_to", "P50": "attributed_to"}


def _source(builder: RowBuilder, snaks: dict[str, list[JsonObject]]) -> None:
    """Fill the document of a reference: an item, else a URL; everything else is kept."""
    for prop in ("P248", "P854"):
        for snak in snaks.get(prop) or []:
            if builder.cells.get("document"):
                builder.keep(prop, _value(snak))
            else:
                builder.put("document", _value(snak))
    for prop, several in snaks.items():
        for snak in several:
            value = _value(snak)
            if prop == "P577":
                builder.put_date("statement_date", value, prop)
            elif prop in _SOURCES:
                builder.put(_SOURCES[prop], value)
            elif prop not in ("P248", "P854"):
                builder.keep(prop, value)


def _value(snak: Any) -> str:
    """Return the value of a snak as a cell; "" where it is unknown or none."""
    value = (snak or {}).get("datavalue", {}).get("value")
    if not isinstance(value, dict):
        return text_of(value)
    if "time" in value:
        return _time(value)
    if "entity-type" in value:
        return text_of(value.get("id") or f"Q{value.get('numeric-id')}")
    return text_of(value.get("text") or value.get("amount") or value)


def _time(time: JsonObject) -> str:
    """Return a time no more exact than its precision; decades and centuries are spans."""
    text, precision = text_of(time["time"]), int(time.get("precision", _DAY))
    if text.startswith("-"):
        return _before_christ(text, precision)
    year, month, day = text.lstrip("+").partition("T")[0].rsplit("-", 2)
    if precision in _SPANS:
        span = _SPANS[precision]
        first = (
            int(year) // span * span if span == _SPANS[8] else (int(year) - 1) // span * span + 1
        )
        return f"[{max(first, 1):04}..{first + span - 1:04}]"
    parts = [year.zfill(4), month, day][: {_YEAR: 1, _MONTH: 2}.get(precision, 3)]
    return "-".join(part for part in parts if part != "00")
