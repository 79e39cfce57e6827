"""LittleSis JSON: what its API answers and its bulk files hold, entities and relationships.

A relationship in these files names no sources, so its claim has LittleSis' own page as the
document. Read only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import read_json
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

CATEGORIES = {
    1: "position",
    2: "educated_at",
    3: "member_of",
    4: "relative_of",
    5: "donated_to",
    6: "transaction_with",
    7: "lobbies",
    8: "social_tie",
    9: "professional_tie",
    10: "owns",
    11: "part_of",
    12: "linked_to",
}
"""Our relation for each of their twelve categories."""
_WITHOUT_DIRECTION = frozenset({4, 8, 9, 12})
"""Kin, friends, colleagues and generic links, which are the same from either end."""
_TYPES = {"Person": "person", "Org": "organization"}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the entities and relationships of a file.

    Raises:
        DataError: if it is not JSON.
    """
    met: set[str] = set()
    for item in _objects(read_json(path, notes)):
        attributes = item.get("attributes") or item
        record = text_of(item.get("id", attributes.get("id")))
        record_type = "relationship" if "category_id" in attributes else "entity"
        if f"{record_type}/{record}" in met:
            continue
        met.add(f"{record_type}/{record}")
        page = text_of((item.get("links") or {}).get("self") or item.get("self"))
        if record_type == "relationship":
            yield _relation(record, dict(attributes), page, notes)
        elif "name" in attributes and item.get("type") in (None, "entities", "entity"):
            yield _entity(record, dict(attributes), page, notes)
        else:
            notes.add(text_of(item.get("type")) or "objects", "not read")


def _objects(document: Any) -> Iterator[dict[str, Any]]:
    """Yield every object, however deep it lies: in data, included, entity, related."""
    if isinstance(document, list):
        for part in document:
            yield from _objects(part)
    elif isinstance(document, dict):
        wrapped = [
            document[k] for k in ("data", "included", "entities", "relationships") if k in document
        ]
        if wrapped:
            yield from _objects(wrapped)
            return
        yield document
        for name in ("entity", "related"):
            if isinstance(document.get(name), dict):
                yield from _objects(document[name])


def _entity(record: str, given: dict[str, Any], page: str, notes: Notes) -> Row:
    builder = RowBuilder(ENTITY, notes, id=record, name=text_of(given.pop("name")))
    extension = text_of(given.pop("primary_ext", ""))
    types = given.pop("types", None) or []
    builder.put(
        "type",
        _TYPES.get(extension)
        or next((_TYPES[their_type] for their_type in types if their_type in _TYPES), ""),
    )
    builder.keep("types", [their_type for their_type in types if their_type not in _TYPES])
    builder.add_aliases(given.pop("aliases", None) or [])
    builder.put("description", given.pop("blurb", ""))
    builder.put_date("start_date", given.pop("start_date", ""))
    builder.put_date("end_date", given.pop("end_date", ""))
    builder.put("url", page or given.pop("website", ""))
    given.pop("id", None)
    for name, value in given.items():
        builder.keep(name, value)
    return Row(ENTITY, builder.cells, record)


def _relation(record: str, given: dict[str, Any], page: str, notes: Notes) -> Row:
    builder = RowBuilder(RELATION, notes, id=record, source=text_of(given.pop("entity1_id")))
    builder.put("target", given.pop("entity2_id"))
    category = int(given.pop("category_id") or 0)
    builder.put("relation", CATEGORIES.get(category, f"category_{category}"))
    if category in _WITHOUT_DIRECTION:
        builder.put("directed", "no")
    builder.put("role", given.pop("description1", ""))
    builder.put("amount", given.pop("amount", ""))
    builder.put("currency", text_of(given.pop("currency", "")).upper())
    builder.put_date("start_date", given.pop("start_date", ""))
    builder.put_date("end_date", given.pop("end_date", ""))
    if given.get("is_current") is True and not builder.cells.get("end_date"):
        builder.put("end_date", "..")
    attributes = given.pop("category_attributes", None)
    if isinstance(attributes, dict):
        given |= {name: value for name, value in attributes.items() if name not in given}
    builder.put_share(given.pop("percent_stake", ""), "percent_stake")
    builder.put("document", page or f"https://littlesis.org/relationships/{record}")
    given.pop("id", None)
    for name, value in given.items():
        builder.keep(name, value)
    return Row(RELATION, builder.cells, record, tenure=record)
