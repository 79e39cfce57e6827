"""Kumu's JSON: elements and connections, whose ends are labels or ids. Read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.documents import read_json, refuse
from actorgraph.formats.graph_rows import GraphRows
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Row
    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

_WITHOUT_DIRECTION = ("undirected", "mutual")


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the elements and connections of a file.

    Raises:
        DataError: if it has neither.
    """
    document = read_json(path, notes)
    if not isinstance(document, dict) or not isinstance(document.get("elements"), list):
        raise refuse(path, "there are no elements in it")
    rows = GraphRows(notes, directed=True)
    ids: dict[str, str] = {}
    for element in document["elements"]:
        given = _attributes(element)
        node_id = given.pop("_id", "") or given.pop("id", "") or given.get("label", "")
        ids |= {given.get("label", node_id): node_id, node_id: node_id}
        yield from rows.node(node_id, given)
    for connection in document.get("connections") or []:
        given = _attributes(connection)
        for name in ("_id", "id"):
            given.pop(name, "")
        source, target = (ids.get(end, end) for end in (given.pop("from", ""), given.pop("to", "")))
        direction = given.pop("direction", "")
        own = "false" if direction in _WITHOUT_DIRECTION else ""
        if given.get("type") and given.get("label"):
            given["role"] = given.pop("label")
        yield from rows.edge(source, target, given, own)
    rows.finish()


def _attributes(element: JsonObject) -> dict[str, str]:
    """Return the attributes of an element, those under `attributes` among them."""
    given = dict(element)
    inner = given.pop("attributes", None)
    if isinstance(inner, dict):
        given |= {name: value for name, value in inner.items() if name not in given}
    return {name: text_of(value) for name, value in given.items()}
