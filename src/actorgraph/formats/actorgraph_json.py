"""Entities, edges and claims as JSON objects with stable keys, and a graph as one JSON file.

The keys are promised to others: they are in docs/reference/json.md. Used by every `--json` answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph.formats.documents import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
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
_COLUMNS = "columns"
_LATER_KEYS = frozenset({_COLUMNS, "derived", "row", "steps"})
"""Keys that some answers and files add to entities and claims."""
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
    """Return an entity as {id, name, type, aliases, ...}; unknown columns keep their header.

    Those whose header is a key of ours are under `columns`.
    """
    fields: dict[str, Any] = {"id": entity.id, "name": entity.name, "type": entity.type}
    fields["aliases"] = list(entity.aliases)
    fields |= {name: getattr(entity, name) for name in _ENTITY_TEXTS}
    _add_columns(fields, entity.extra)
    if entity.derived:
        fields["derived"] = True
    return fields


def claim_object(claim: Claim) -> dict[str, Any]:
    """Return a claim as {status, attributed_to, via, document, ...}, with its place in the file.

    `attributed_to` names the speakers, else the document's publisher. Unknown columns keep their
    header; those whose header is a key of ours are under `columns`.
    """
    fields: dict[str, Any] = {
        "status": claim.status,
        "certainty": claim.certainty,
        "attributed_to": list(claim.speakers),
        "via": list(claim.via),
    }
    fields |= {name: getattr(claim, name) for name in _CLAIM_TEXTS}
    fields["file"], fields["line"] = claim.file, claim.line
    _add_columns(fields, claim.extra)
    if claim.derived:
        fields["derived"] = True
    return fields


def _add_columns(fields: dict[str, Any], extra: Mapping[str, str]) -> None:
    """Add unknown columns, so that none takes the place of a key of ours or is lost to one."""
    ours = fields.keys() | _LATER_KEYS
    fields |= {name: cell for name, cell in extra.items() if name not in ours}
    if taken := {name: cell for name, cell in extra.items() if name in ours}:
        fields[_COLUMNS] = taken


def edge_object(edge: Edge) -> dict[str, Any]:
    """Return an edge as {source, relation, target, role, ..., verdict, origins, claims}."""
    fields: dict[str, Any] = {
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
        fields["holds"] = str(edge.holds)
    if edge.derived:
        fields["derived"] = True
    fields["claims"] = [claim_object(claim) for claim in edge.claims]
    return fields


def write(content: Content, losses: ExportLoss) -> Iterator[str]:  # noqa: ARG001 - nothing is lost
    """Yield the graph as one JSON document, {"entities": [...], "edges": [...]}, in pieces.

    A claim has under `row` the cells of relations.csv that it was stated with.
    """
    from actorgraph.formats.content import stated_cells

    offices = content.offices_made()
    yield '{"entities": ['
    yield from listed(entity_object(entity) for entity in content.all_entities())
    yield '\n], "edges": ['
    for number, edge in enumerate(content.all_edges()):
        fields = edge_object(edge)
        for claim, claim_fields in zip(edge.claims, fields["claims"], strict=True):
            claim_fields["row"] = stated_cells(claim, offices)
        yield from listed([fields], after=number)
    yield "\n]}\n"


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the entities and claims of such a file, also of one written by hand.

    Raises:
        DataError: if it is not such a file.
    """
    from actorgraph.formats.content import ENTITY, RELATION, Row
    from actorgraph.formats.documents import read_json, refuse
    from actorgraph.formats.row_builder import RowBuilder

    document = read_json(path)
    if not isinstance(document, dict) or not isinstance(document.get("entities"), list):
        raise refuse(path, "there is no list of entities in it")
    for entity in document["entities"]:
        if not entity.pop("derived", False):
            cells = RowBuilder(ENTITY, notes)
            cells.take(_with_columns(entity))
            yield Row(ENTITY, cells.cells, cells.cells.get("id", ""))
    for edge in document.get("edges", []):
        for claim in edge.get("claims") or [{}]:
            if claim.get("derived") or (edge.get("derived") and not claim):
                continue
            row = claim.get("row")
            if row is None:
                of_edge = {name: edge.get(name) for name in _EDGE_TEXTS}
                stated = {name: cell for name, cell in claim.items() if name not in _PLACE}
                stated = _with_columns(stated)
                row = of_edge | {name: cell for name, cell in stated.items() if cell}
            cells = RowBuilder(RELATION, notes)
            cells.take(row)
            yield Row(RELATION, cells.cells, cells.cells.get("id", ""))


_EDGE_TEXTS = ("source", "target", "relation", "role", "tenure", "start_date", "end_date")
_PLACE = ("file", "line", "publisher", "derived")


def _with_columns(fields: dict[str, Any]) -> dict[str, Any]:
    """Return cells with those that `columns` keeps apart from our keys."""
    columns = fields.get(_COLUMNS)
    if not isinstance(columns, dict):
        return fields
    return {name: cell for name, cell in fields.items() if name != _COLUMNS} | columns
