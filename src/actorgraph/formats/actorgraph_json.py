"""Entities, edges and claims as JSON objects with stable keys, and a graph as one JSON file.

The keys are promised to others: they are in docs/reference/json.md. Used by every `--json` answer.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.formats.documents import JsonObject, listed
from actorgraph.statements import is_symmetric

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from actorgraph.claims import Claim, Description, Entity
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
_DESCRIPTION_TEXTS = (
    "statement_date", "document", "locator", "publisher", "quote", "assessment", "note",
)  # fmt: skip
_COLUMNS = "columns"
_LATER_KEYS = frozenset({_COLUMNS, "derived", "descriptions", "row", "rows", "steps"})
"""Keys that some answers and files add to entities and claims."""
_ENDS = ("source", "relation", "target")
_CLAIM_TEXTS = (
    "role",
    "tenure",
    "directed",
    "about",
    "amount",
    "currency",
    "share",
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
    "checked_by",
    "checked_date",
    "note",
    "id",
)


def entity_object(entity: Entity) -> JsonObject:
    """Return an entity as {id, name, type, aliases, ...}; unknown columns keep their header.

    Those whose header is a key of ours are under `columns`.
    """
    fields: JsonObject = {"id": entity.id, "name": entity.name, "type": entity.type}
    fields["aliases"] = list(entity.aliases)
    fields |= {name: getattr(entity, name) for name in _ENTITY_TEXTS}
    _add_columns(fields, entity.extra)
    if entity.derived:
        fields["derived"] = True
    if entity.descriptions:
        fields["descriptions"] = [description_object(one) for one in entity.descriptions]
    return fields


def description_object(description: Description) -> JsonObject:
    """Return a description as {values, status, attributed_to, via, document, ...}.

    `attributed_to` names the speakers, else the document's publisher.
    """
    claim = description.claim
    return {
        "values": dict(description.values),
        "status": claim.status,
        "attributed_to": list(claim.speakers),
        "via": list(claim.via),
        **{name: getattr(claim, name) for name in _DESCRIPTION_TEXTS},
        "file": claim.file,
        "line": claim.line,
    }


def claim_object(claim: Claim) -> JsonObject:
    """Return a claim as {status, attributed_to, via, document, ...}, with its place in the file.

    `attributed_to` names the speakers, else the document's publisher. Unknown columns keep their
    header; those whose header is a key of ours are under `columns`.
    """
    fields: JsonObject = {
        "claim_id": claim.claim_id,
        "status": claim.status,
        "certainty": claim.certainty,
        "inferred": list(claim.inferred),
        "symmetric": claim.is_symmetric,
        "attributed_to": list(claim.speakers),
        "via": list(claim.via),
    }
    fields |= {name: getattr(claim, name) for name in _CLAIM_TEXTS}
    fields["file"], fields["line"] = claim.file, claim.line
    _add_columns(fields, claim.extra)
    if claim.derived:
        fields["derived"] = True
    return fields


def _add_columns(fields: JsonObject, extra: Mapping[str, str]) -> None:
    """Add unknown columns, so that none takes the place of a key of ours or is lost to one."""
    ours = fields.keys() | _LATER_KEYS
    fields |= {name: cell for name, cell in extra.items() if name not in ours}
    if taken := {name: cell for name, cell in extra.items() if name in ours}:
        fields[_COLUMNS] = taken


def edge_object(edge: Edge) -> JsonObject:
    """Return an edge as {source, relation, target, role, ..., verdict, origins, claims}.

    `lead` is the number of the claim that the edge shows, `dated_by` that of the claim whose dates
    it shows; both count from 0. A claim that states the relation from the other end, or by another
    word, has a source, a relation and a target of its own.
    """
    fields: JsonObject = {name: getattr(edge, name) for name in (*_ENDS, *_EDGE_TEXTS)}
    fields |= {
        "directed": not edge.is_symmetric,
        "certainty": edge.certainty,
        "inferred": list(edge.inferred),
        "lead": edge.claims.index(edge.lead),
        "dated_by": edge.claims.index(edge.dated_by) if edge.dated_by.is_dated else None,
        "verdict": edge.verdict,
        "origins": edge.origins,
        "origins_of_date": edge.origins_of_date if edge.dated_by.is_dated else 0,
        "confirmed_by": list(edge.confirmed_by),
        "denied_by": list(edge.denied_by),
    }
    if edge.holds is not None:
        fields["holds"] = str(edge.holds)
        fields["holds_by"] = [edge.claims.index(claim) for claim in edge.holding]
        fields["excluded_by"] = [edge.claims.index(claim) for claim in edge.excluding]
    if edge.derived:
        fields["derived"] = True
    fields["claims"] = [_own_ends(claim, edge) | claim_object(claim) for claim in edge.claims]
    return fields


def _own_ends(claim: Claim, edge: Edge) -> dict[str, str]:
    """Return how a claim states the relation, where that is not how its edge shows it."""
    stated = {name: getattr(claim, name) for name in _ENDS}
    return {} if stated == {name: getattr(edge, name) for name in _ENDS} else stated


def write(content: Content, losses: ExportLoss) -> Iterator[str]:  # noqa: ARG001 - nothing is lost
    """Yield the graph as one JSON document, {"entities": [...], "edges": [...]}, in pieces.

    A claim has under `row` the cells of relations.csv that it was stated with. Claims that are
    rejected, and so are part of no edge, stand under `rejected`.
    """
    from actorgraph.formats.content import stated_cells

    offices = content.offices_made()
    yield '{"entities": ['
    yield from listed(_with_rows(entity) for entity in content.all_entities())
    yield '\n], "edges": ['
    written: list[Claim] = []
    for number, edge in enumerate(content.all_edges()):
        fields = edge_object(edge)
        for claim, claim_fields in zip(edge.claims, fields["claims"], strict=True):
            claim_fields["row"] = stated_cells(claim, offices)
        yield from listed([fields], after=number)
        written += filter(_is_rejected, edge.claims)
    yield '\n], "rejected": ['
    yield from listed(
        claim_object(claim) | {"row": stated_cells(claim, offices)}
        for claim in filter(_is_rejected, content.all_claims())
        if claim not in written
    )
    yield "\n]}\n"


def _with_rows(entity: Entity) -> JsonObject:
    """Return an entity with the rows of entities.csv that describe it, where there are several."""
    from actorgraph.formats.content import description_rows

    fields = entity_object(entity)
    if entity.descriptions:
        fields["rows"] = list(description_rows(entity))
    return fields


def _is_rejected(claim: Claim) -> bool:
    return claim.assessment == schema.REJECTED


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the entities and claims of such a file, also of one written by hand.

    Raises:
        DataError: if it is not such a file.
    """
    from actorgraph.formats.content import ENTITY, RELATION, Row
    from actorgraph.formats.documents import read_json, refuse
    from actorgraph.formats.row_builder import RowBuilder

    document = read_json(path, notes)
    if not isinstance(document, dict) or not isinstance(document.get("entities"), list):
        raise refuse(path, "there is no list of entities in it")
    for entity in document["entities"]:
        if not entity.pop("derived", False):
            entity.pop("descriptions", None)
            for described in entity.pop("rows", None) or [_with_columns(entity)]:
                cells = RowBuilder(ENTITY, notes)
                cells.take(described)
                yield Row(ENTITY, cells.cells, cells.cells.get("id", ""))
    rejected = document.get("rejected")
    unused = [{"claims": rejected}] if rejected else []
    for claim in stated_in([*document.get("edges", []), *unused]):
        cells = RowBuilder(RELATION, notes)
        cells.take(claim)
        yield Row(RELATION, cells.cells, cells.cells.get("id", ""))


_EDGE_TEXTS = ("role", "tenure", "start_date", "end_date")
_NO_CELLS = frozenset({"claim_id", "file", "line", "publisher", "derived", "symmetric"})


def stated_in(edges: Iterable[JsonObject]) -> Iterator[JsonObject]:
    """Yield the cells of each claim that a row states; a denial in several edges comes once."""
    read: Counter[str] = Counter()
    for edge in edges:
        again: Counter[str] = Counter()
        for claim in edge.get("claims") or [{}]:
            if claim.get("derived") or (edge.get("derived") and not claim):
                continue
            cells = _cells(claim, edge)
            if str(claim.get("status", "")).lower() == schema.DENIED:
                place = repr((claim.get("file"), claim.get("line"), sorted(cells.items())))
                again[place] += 1
                if again[place] <= read[place]:
                    continue
                read[place] += 1
            yield cells


def _cells(claim: JsonObject, edge: JsonObject) -> JsonObject:
    """Return the cells that a claim was stated with; its edge fills those that it leaves out."""
    cells = claim.get("row")
    if cells is None:
        of_edge = {name: edge.get(name) for name in (*_ENDS, *_EDGE_TEXTS)}
        cells = of_edge | _with_columns(claim)
        cells = {name: cell for name, cell in cells.items() if cell and name not in _NO_CELLS}
    relation, directed = str(cells.get("relation", "")), str(cells.get("directed", ""))
    if claim.get("symmetric") and not is_symmetric(relation, directed):
        cells = cells | {"directed": "no"}
    return cells


def _with_columns(fields: JsonObject) -> JsonObject:
    """Return cells with those that `columns` keeps apart from our keys."""
    columns = fields.get(_COLUMNS)
    if not isinstance(columns, dict):
        return fields
    return {name: cell for name, cell in fields.items() if name != _COLUMNS} | columns
