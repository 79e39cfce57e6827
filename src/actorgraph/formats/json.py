"""Entities, edges and claims as JSON objects with stable keys, and a graph as one JSON file.

The keys are promised to others: they are in docs/reference/json.md. Used by every `--json` answer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.graph import Subgraph

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


def write_json(graph: Subgraph) -> Iterator[str]:
    """The graph as one JSON document, {"entities": [...], "edges": [...]}, in pieces."""
    yield '{"entities": ['
    yield from _listed(entity_object(entity) for entity in graph.entities)
    yield '\n], "edges": ['
    yield from _listed(edge_object(edge) for edge in graph.edges)
    yield "\n]}\n"


def _listed(objects: Iterator[dict[str, Any]]) -> Iterator[str]:
    for number, one in enumerate(objects):
        yield (",\n" if number else "\n") + json.dumps(one, ensure_ascii=False)
