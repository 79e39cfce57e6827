"""Wikidata entity JSON: answers of Special:EntityData and of the API, and lines of a dump.

Offices, memberships, employers, kin and ownership become claims, one for each reference, with the
dates of their qualifiers no more exact than Wikidata has them. A statement without a reference
rests on its item's page. A deprecated statement is kept as one that is rejected. Read only.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import read_json
from actorgraph.formats.lines import lines_of
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
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
_QUALIFIERS = {"P580": "start_date", "P582": "end_date"}
_HEDGES = frozenset(
    {
        "Q5727902",  # circa
        "Q18122778",  # presumably
        "Q18603603",  # hypothetically
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
    for item in _items(path):
        if item.get("id") and "missing" not in item:
            yield from _rows(item, notes)


def _items(path: Path) -> Iterator[dict[str, Any]]:
    lines = lines_of(path)
    first = next(lines, b"").strip()
    if first == b"[" or (first.endswith((b"}", b"},")) and _is_json(first) and next(lines, b"")):
        for line in lines_of(path):
            text = line.strip().rstrip(b",")
            if text not in (b"", b"[", b"]"):
                yield json.loads(text)
        return
    document = read_json(path)
    if isinstance(document, dict):
        document = list(document["entities"].values()) if "entities" in document else [document]
    yield from document


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line.rstrip(b","))
    except ValueError:
        return False
    return True


def _rows(item: dict[str, Any], notes: Notes) -> Iterator[Row]:
    record = text_of(item["id"])
    builder = RowBuilder(ENTITY, notes, id=record, wikidata_id=record)
    names = _texts(item.get("labels"))
    builder.put("name", names[0] if names else record)
    aliases = [alias for group in (item.get("aliases") or {}).values() for alias in group]
    builder.add_aliases([*names[1:], *(alias.get("value") for alias in aliases)])
    builder.put("description", next(iter(_texts(item.get("descriptions"))), ""))
    claims = item.get("claims") or {}
    classes = _values(claims, "P31")
    builder.put(
        "type", next((_TYPES[item_class] for item_class in classes if item_class in _TYPES), "")
    )
    builder.keep("instance_of", classes)
    for prop, column in _DATES.items():
        for value in _values(claims, prop):
            builder.put_date(column, value, prop)
    for prop, column in (("P297", "country"), ("P856", "url"), ("P123", "publisher")):
        builder.put(column, next(iter(_values(claims, prop)), ""))
    builder.put_date("published_date", next(iter(_values(claims, "P577")), ""), "P577")
    yield Row(ENTITY, builder.cells, record)
    read_here = {"P31", "P297", "P856", "P123", "P577", *_DATES}
    for prop, statements in claims.items():
        deprecated = sum(one.get("rank") == "deprecated" for one in statements)
        if prop in RELATIONS or prop in TURNED:
            for statement in statements:
                yield from _claims(record, prop, statement, notes)
        elif prop not in read_here:
            notes.add(prop, "statements not read", len(statements))
        elif deprecated:
            notes.add(prop, "deprecated statements not read", deprecated)


def _texts(by_language: Any) -> list[str]:
    """Return the labels, each once, the preferred languages first."""
    there = by_language or {}
    order = [*_LANGUAGES, *(language for language in there if language not in _LANGUAGES)]
    texts = [text_of(there[language].get("value")) for language in order if language in there]
    return list(dict.fromkeys(texts))


def _values(claims: dict[str, Any], prop: str) -> list[str]:
    """Return the values of a property, the preferred ones first, without the deprecated ones."""
    statements = [one for one in claims.get(prop) or [] if one.get("rank") != "deprecated"]
    statements.sort(key=lambda one: one.get("rank") != "preferred")
    return [_value(one.get("mainsnak")) for one in statements]


def _claims(record: str, prop: str, statement: dict[str, Any], notes: Notes) -> Iterator[Row]:
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
        builder.put("document", f"https://www.wikidata.org/wiki/{record}#{prop}")
        yield Row(RELATION, builder.cells, statement_id, tenure=statement_id)


def _qualify(builder: RowBuilder, qualifiers: dict[str, list[dict[str, Any]]]) -> None:
    """Fill dates, place, wording and hedge from qualifiers."""
    for prop, snaks in qualifiers.items():
        for snak in snaks:
            if prop in _QUALIFIERS:
                _bound(builder, prop, snak)
            elif prop == "P1932":
                builder.put("as_named", _value(snak))
            elif prop == "P768":
                builder.put("place", _value(snak))
            elif prop != "P585":
                builder.keep(prop, _value(snak))
                if prop in _HEDGING and _value(snak) in _HEDGES:
                    builder.put("certainty", "likely")
    for snak in qualifiers.get("P585") or []:
        builder.put_point_in_time(_value(snak), "P585")


def _bound(builder: RowBuilder, prop: str, snak: dict[str, Any]) -> None:
    """Fill a beginning or an end: one with no value is open, one that nobody knows is kept."""
    if snak.get("snaktype") == "novalue":
        builder.put(_QUALIFIERS[prop], "..")
    elif snak.get("snaktype") == "somevalue":
        builder.keep(prop, "unknown")
    else:
        builder.put_date(_QUALIFIERS[prop], _value(snak), prop)


_SOURCES = {"P1683": "quote", "P304": "locator", "P123": "attributed_to", "P50": "attributed_to"}


def _source(builder: RowBuilder, snaks: dict[str, list[dict[str, Any]]]) -> None:
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


def _time(time: dict[str, Any]) -> str:
    """Return a time no more exact than its precision; decades and centuries are spans."""
    text, precision = text_of(time["time"]), int(time.get("precision", _DAY))
    if text.startswith("-"):
        return text
    year, month, day = text.lstrip("+").partition("T")[0].rsplit("-", 2)
    if precision in _SPANS:
        span = _SPANS[precision]
        first = (
            int(year) // span * span if span == _SPANS[8] else (int(year) - 1) // span * span + 1
        )
        return f"[{max(first, 1):04}..{first + span - 1:04}]"
    parts = [year.zfill(4), month, day][: {_YEAR: 1, _MONTH: 2}.get(precision, 3)]
    return "-".join(part for part in parts if part != "00")
