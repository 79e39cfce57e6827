"""Exports of Neo4j's APOC library: nodes and relationships in one CSV, or as JSON.

A row or an object of it is either: `_id` and `_labels` stand for a node, `_start`, `_end` and
`_type` for a relationship. Called by neo4j.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import read_json
from actorgraph.formats.row_builder import RowBuilder, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

_OF_NODES = frozenset({"_id", "_labels"})
_OF_LINKS = frozenset({"_start", "_end", "_type"})


def is_apoc_table(header: Mapping[str, str]) -> bool:
    """Return whether a line of a table is one of APOC's, by its columns."""
    return header.keys() >= _OF_NODES or header.keys() >= _OF_LINKS


def row_of_line(given: Mapping[str, str], notes: Notes) -> Row:
    """Return a line of APOC's CSV as a node or a relationship."""
    properties = {name: cell for name, cell in given.items() if name not in _OF_NODES | _OF_LINKS}
    if given.get("_start"):
        ends = given["_start"], given.get("_end", "")
        return _relation(ends, given.get("_type", ""), properties, notes)
    labels = [label for label in given.get("_labels", "").split(":") if label]
    return _entity(given.get("_id", ""), labels, properties, notes)


def rows_of_json(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and relationships of APOC's JSON: lines, a list, or an object of both.

    Raises:
        DataError: if it is not JSON.
    """
    document = read_json(path, notes, ("id",))
    if isinstance(document, dict) and "type" not in document:
        document = [*_members(document.get("nodes")), *_members(document.get("rels"))]
    for item in document if isinstance(document, list) else [document]:
        if item.get("type") == "relationship":
            yield from _linked(item, notes)
        else:
            yield _entity(
                text_of(item.get("id")),
                item.get("labels") or [],
                item.get("properties") or {},
                notes,
            )


def _members(part: object) -> list[JsonObject]:
    """Return the members of a list, or of an object whose keys are the ids of its members."""
    if isinstance(part, dict):
        return list(part.values())
    return list(part) if isinstance(part, list) else []


def _linked(item: JsonObject, notes: Notes) -> Iterator[Row]:
    """Yield a relationship, with what it says of its ends."""
    ends = [item.get(name) or {} for name in ("start", "end")]
    for end in ends:
        if properties := end.get("properties"):
            yield _entity(text_of(end.get("id")), end.get("labels") or [], properties, notes)
        end.get("labels")  # the node says them too
    ids = text_of(ends[0].get("id")), text_of(ends[1].get("id"))
    yield _relation(ids, text_of(item.get("label")), item.get("properties") or {}, notes)


def _entity(record: str, labels: list[str], properties: Mapping[str, object], notes: Notes) -> Row:
    builder = RowBuilder(ENTITY, notes, id=record)
    builder.put("type", schema.SEPARATOR.join(labels))
    builder.take(properties)
    return Row(ENTITY, builder.cells, record)


def _relation(
    ends: tuple[str, str], relation: str, properties: Mapping[str, object], notes: Notes
) -> Row:
    builder = RowBuilder(RELATION, notes, source=ends[0], target=ends[1], relation=relation)
    builder.take(properties)
    return Row(RELATION, builder.cells)
