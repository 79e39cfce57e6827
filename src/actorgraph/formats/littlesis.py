"""LittleSis JSON: what its API answers and its bulk files hold, entities and relationships.

A relationship of theirs says nothing of its sources in these files, so its claim names LittleSis'
own page as the document. Read only.
"""

from __future__ import annotations

import json
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
_TYPES = {"Person": "person", "Org": "organization"}


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """The entities and relationships of a file.

    Raises:
        DataError: if it is not JSON.
    """
    met: set[str] = set()
    for one in _objects(_documents(path)):
        attributes = one.get("attributes") or one
        record = text_of(one.get("id", attributes.get("id")))
        kind = "relationship" if "category_id" in attributes else "entity"
        if f"{kind}/{record}" in met:
            continue
        met.add(f"{kind}/{record}")
        page = text_of((one.get("links") or {}).get("self") or one.get("self"))
        if kind == "relationship":
            yield _relation(record, dict(attributes), page, notes)
        elif "name" in attributes and one.get("type") in (None, "entities", "entity"):
            yield _entity(record, dict(attributes), page, notes)
        else:
            notes.add(text_of(one.get("type")) or "objects", "not read")


def _documents(path: Path) -> list[Any]:
    """One JSON document, or one a line."""
    with path.open("rb") as file:
        lines = [file.readline().strip(), file.readline().strip()]
    if all(line.startswith(b"{") and line.endswith(b"}") for line in lines):
        with path.open("rb") as file:
            return [json.loads(line) for line in file if line.strip()]
    return [read_json(path)]


def _objects(said: Any) -> Iterator[dict[str, Any]]:
    """Every object, whatever it lies in: data, included, entity, related."""
    if isinstance(said, list):
        for one in said:
            yield from _objects(one)
    elif isinstance(said, dict):
        wrapped = [said[k] for k in ("data", "included", "entities", "relationships") if k in said]
        if wrapped:
            yield from _objects(wrapped)
            return
        yield said
        for name in ("entity", "related"):
            if isinstance(said.get(name), dict):
                yield from _objects(said[name])


def _entity(record: str, given: dict[str, Any], page: str, notes: Notes) -> Row:
    said = RowBuilder(ENTITY, notes, id=record, name=text_of(given.pop("name")))
    kind = text_of(given.pop("primary_ext", ""))
    types = given.pop("types", None) or []
    said.put("type", _TYPES.get(kind) or next((_TYPES[one] for one in types if one in _TYPES), ""))
    said.keep("types", [one for one in types if one not in _TYPES])
    said.add_aliases(given.pop("aliases", None) or [])
    said.put("description", given.pop("blurb", ""))
    said.put_date("start_date", given.pop("start_date", ""))
    said.put_date("end_date", given.pop("end_date", ""))
    said.put("url", page or given.pop("website", ""))
    given.pop("id", None)
    for name, value in given.items():
        said.keep(name, value)
    return Row(ENTITY, said.cells, record)


def _relation(record: str, given: dict[str, Any], page: str, notes: Notes) -> Row:
    said = RowBuilder(RELATION, notes, id=record, source=text_of(given.pop("entity1_id")))
    said.put("target", given.pop("entity2_id"))
    category = int(given.pop("category_id") or 0)
    said.put("relation", CATEGORIES.get(category, f"category_{category}"))
    said.put("role", given.pop("description1", ""))
    said.put_date("start_date", given.pop("start_date", ""))
    said.put_date("end_date", given.pop("end_date", ""))
    if given.get("is_current") is True and not said.cells.get("end_date"):
        said.put("end_date", "..")
    said.put("document", page or f"https://littlesis.org/relationships/{record}")
    given.pop("id", None)
    for name, value in given.items():
        said.keep(name, value)
    return Row(RELATION, said.cells, record)
