"""Aleph's network diagrams (.vis): FollowTheMoney entities and where they stand on the page.

Written with places on circles, for Aleph wants some; read for its entities, whose places are kept
as columns x and y. What a diagram loses, FollowTheMoney loses (ftm.py).
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from actorgraph.formats import ftm
from actorgraph.formats import ftm_model as model
from actorgraph.formats.content import ENTITY, Row
from actorgraph.formats.documents import listed, read_json, refuse
from actorgraph.formats.ftm_rows import rows_of_entity
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_STEP = 4
_FORMAL = frozenset("edges fixed hidden id label selection type viewport".split())
"""Keys of the drawing, which repeat what the entities say."""


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the entities of a diagram.

    Raises:
        DataError: if it is none.
    """
    document = read_json(path, notes, _FORMAL)
    layout = document.get("layout", document) if isinstance(document, dict) else {}
    entities = layout.get("entities") or (
        document.get("entities") if isinstance(document, dict) else None
    )
    if not isinstance(entities, list):
        raise refuse(path, "there are no entities in it")
    places = {
        text_of(vertex.get("entityId")): vertex.get("position") or {}
        for vertex in layout.get("vertices") or []
    }
    for entity in entities:
        for row in rows_of_entity(entity, notes):
            place = places.get(row.record) if row.kind == ENTITY else None
            if place and not document.get("actorgraph"):
                cells = {axis: text_of(place.get(axis)) for axis in ("x", "y")}
                row = row._replace(cells={**row.cells, **cells})  # noqa: PLW2901
            yield row


def write(content: Content, losses: ExportLoss) -> Iterator[str]:
    """Yield a diagram in pieces."""
    entities = (json.loads(line) for line in ftm.write(content, losses))
    yield '{"actorgraph": true, "layout": {"entities": ['
    yield from listed(entities)
    yield '\n], "vertices": ['
    yield from listed(
        _vertex(ftm.safe_id(row.record), row.cells.get("name", ""), number)
        for number, row in enumerate(content.entities())
    )
    yield '\n], "edges": ['
    yield from listed(_edges(content))
    yield '\n], "groupings": [], "selection": []}}\n'


def _vertex(entity_id: str, name: str, number: int) -> dict[str, Any]:
    """Return a vertex on a spiral, where no vertex covers another."""
    radius = _STEP * math.sqrt(number)
    angle = number * math.pi * (3 - math.sqrt(5))
    return {
        "id": f"entity:{entity_id}",
        "type": "entity",
        "label": name,
        "fixed": True,
        "hidden": False,
        "position": {"x": round(radius * math.cos(angle)), "y": round(radius * math.sin(angle))},
        "entityId": entity_id,
    }


def _edges(content: Content) -> Iterator[dict[str, Any]]:
    for row, is_fact in content.facts():
        if not is_fact:
            continue
        written = ftm.edge_object(row.cells, row.record, {})
        edge = model.EDGES[written["schema"]]
        ends = [f"entity:{written['properties'][end][0]}" for end in (edge.source, edge.target)]
        yield {
            "id": f"{written['id']}({', '.join(ends)})",
            "type": "entity",
            "label": row.cells.get("role") or row.cells.get("relation", "").replace("_", " "),
            "sourceId": ends[0],
            "targetId": ends[1],
            "entityId": written["id"],
        }
