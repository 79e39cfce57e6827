"""Neo4j's export as JSON: nodes and relationships, one a line or in a list. Read only.

APOC writes `type`, `id`, `labels`, `properties`, and of a relationship its `start` and `end`. A
node without an id is known by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.row_builder import text_of
from actorgraph.formats.text_lines import leaves, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

_NAMES = ("name", "fullName", "full_name", "title", "label", "caption")


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and relationships of a file.

    Raises:
        DataError: if it is not JSON.
    """
    rows = GraphRows(notes, directed=True)
    for record in text_file(path).objects(notes):
        if "start" in record and "end" in record:
            record.get("id")  # a number of the database
            source, target = (_id(record[end]) for end in ("start", "end"))
            their_type, label = text_of(record.get("type")), text_of(record.get("label"))
            given = {**_properties(record), "relation": (label or their_type).lower()}
            for end in ("start", "end"):
                _look_at(record[end])
            yield from rows.edge(source, target, given)
        else:
            yield from _node(record, rows)
    rows.finish()


def _node(record: JsonObject, rows: GraphRows) -> Iterator[Row]:
    record.get("type")
    labels = record.get("labels") or []
    given = _properties(record)
    name = next((given[one] for one in _NAMES if given.get(one)), "")
    kept = {one: value for one, value in given.items() if one != "id" and value != name}
    types = [text_of(label).lower() for label in labels] if isinstance(labels, list) else []
    attributes = {"label": name, **kept}
    if "type" not in attributes and types:
        attributes |= {"type": types[0], "labels": "|".join(types[1:])}
    yield from rows.node(_id(record), attributes)


def _properties(record: JsonObject) -> dict[str, str]:
    return dict(leaves(record.get("properties")))


def _id(record: Any) -> str:
    """Return the id of a node, else its name."""
    if not isinstance(record, dict):
        return text_of(record)
    if number := text_of(record.get("id", record.get("identity"))):
        return number
    properties = _properties(record)
    return next((properties[one] for one in _NAMES if properties.get(one)), "")


def _look_at(end: Any) -> None:
    """Mark what an end repeats of its node."""
    if isinstance(end, dict):
        end.get("labels")
        _properties(end)
