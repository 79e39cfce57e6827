"""Entities, edges and claims as JSON objects with stable keys, and a graph as one JSON file.

The keys are promised to others: they are in docs/reference/json.md. Used by every `--json` answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.documents import listed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_ENTITY_TEXTS = (
    "description",
    "country",
    "start_date",
    "end_date",
    "wikidata_id",
    "url",
    "publisher",
    "published_date",
)
_CLAIM_TEXTS = (
    "document",
    "locator",
    "statement_date",
    "start_date",
    "end_date",
    "place",
    "publisher",
    "quote",
    "as_named",
    "assessment",
    "note",
    "id",
)


def entity_object(entity: Entity) -> dict[str, Any]:
    """An entity as {id, name, type, aliases, ...}; unknown columns under their own header."""
    said: dict[str, Any] = {"id": entity.id, "name": entity.name, "type": entity.type}
    said["aliases"] = list(entity.aliases)
    said |= {name: getattr(entity, name) for name in _ENTITY_TEXTS}
    said |= {name: cell for name, cell in entity.extra.items() if name not in said}
    if entity.derived:
        said["derived"] = True
    return said


def claim_object(claim: Claim) -> dict[str, Any]:
    """A claim as {status, attributed_to, via, document, locator, ...}, with its place in the file.

    `attributed_to` is who says so: the speakers named, else the document's publisher.
    """
    said: dict[str, Any] = {
        "status": claim.status,
        "certainty": claim.certainty,
        "attributed_to": list(claim.speakers),
        "via": list(claim.via),
    }
    said |= {name: getattr(claim, name) for name in _CLAIM_TEXTS}
    said["file"], said["line"] = claim.file, claim.line
    said |= {name: cell for name, cell in claim.extra.items() if name not in said}
    if claim.derived:
        said["derived"] = True
    return said


def edge_object(edge: Edge) -> dict[str, Any]:
    """An edge as {source, relation, target, role, ..., verdict, origins, claims}."""
    said: dict[str, Any] = {
        "source": edge.source,
        "relation": edge.relation,
        "target": edge.target,
        "role": edge.role,
        "tenure": edge.tenure,
        "start_date": edge.start_date,
        "end_date": edge.end_date,
        "certainty": edge.certainty,
        "verdict": edge.verdict,
        "origins": edge.origins,
    }
    if edge.holds is not None:
        said["holds"] = str(edge.holds)
    if edge.derived:
        said["derived"] = True
    said["claims"] = [claim_object(claim) for claim in edge.claims]
    return said


def write(content: Content, losses: ExportLoss) -> Iterator[str]:  # noqa: ARG001 - nothing is lost
    """The graph as one JSON document, {"entities": [...], "edges": [...]}, in pieces.

    A claim has under `row` the cells of relations.csv that it was stated with.
    """
    from actorgraph.formats.content import stated_cells

    offices = content.offices_made()
    yield '{"entities": ['
    yield from listed(entity_object(entity) for entity in content.all_entities())
    yield '\n], "edges": ['
    for number, edge in enumerate(content.all_edges()):
        said = edge_object(edge)
        for claim, one in zip(edge.claims, said["claims"], strict=True):
            one["row"] = stated_cells(claim, offices)
        yield from listed([said], after=number)
    yield "\n]}\n"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """The entities and claims of such a file, also of one written by hand.

    Raises:
        DataError: if it is not such a file.
    """
    from actorgraph.formats.content import ENTITY, RELATION, Row
    from actorgraph.formats.documents import read_json, refuse
    from actorgraph.formats.row_builder import RowBuilder

    said = read_json(path)
    if not isinstance(said, dict) or not isinstance(said.get("entities"), list):
        raise refuse(path, "there is no list of entities in it")
    for entity in said["entities"]:
        if not entity.pop("derived", False):
            cells = RowBuilder(ENTITY, notes)
            cells.take(entity)
            yield Row(ENTITY, cells.cells, cells.cells.get("id", ""))
    for edge in said.get("edges", []):
        for claim in edge.get("claims") or [{}]:
            if claim.get("derived") or (edge.get("derived") and not claim):
                continue
            row = claim.get("row")
            if row is None:
                of_edge = {name: edge.get(name) for name in _EDGE_TEXTS}
                stated = {name: cell for name, cell in claim.items() if name not in _PLACE}
                row = of_edge | {name: cell for name, cell in stated.items() if cell}
            cells = RowBuilder(RELATION, notes)
            cells.take(row)
            yield Row(RELATION, cells.cells, cells.cells.get("id", ""))


_EDGE_TEXTS = ("source", "target", "relation", "role", "tenure", "start_date", "end_date")
_PLACE = ("file", "line", "publisher", "derived")
