"""Answers as one JSON document, keys as promised in docs/reference/json.md."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from actorgraph.formats.json import edge_object, entity_object

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.errors import Problem
    from actorgraph.queries.find import Candidate, Found
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.path import Paths
    from actorgraph.queries.show import Shown
    from actorgraph.queries.stats import Stats

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dumps(answer: Any) -> str:
    """JSON text, indented, readable in every script; no control or bidi character stands raw."""
    text = json.dumps(answer, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def candidates(found: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Candidates as [{entity, score, reason, name, level}]."""
    return [
        {
            "entity": entity_object(one.entity),
            "score": round(one.match.score, 4),
            "reason": one.match.reason,
            "name": one.match.matched_name,
            "level": one.match.level,
        }
        for one in found
    ]


def found(answer: Found) -> list[dict[str, Any]]:
    """The answer of `find`."""
    return candidates(answer.candidates)


def shown(answer: Shown) -> dict[str, Any]:
    """The answer of `show`: {entity, edges, entities}."""
    return {
        "entity": entity_object(answer.entity),
        "edges": [edge_object(edge) for edge in answer.edges],
        "entities": _by_id(answer.others),
    }


def neighborhood(answer: Neighborhood) -> dict[str, Any]:
    """The answer of `neighbors`: {center, depth, entities, edges, left_out}."""
    return {
        "center": answer.center.id,
        "depth": answer.depth,
        "entities": [
            entity_object(entity) | {"steps": answer.steps[entity.id]} for entity in answer.entities
        ],
        "edges": [edge_object(edge) for edge in answer.edges],
        "left_out": answer.left_out,
    }


def paths(answer: Paths) -> dict[str, Any]:
    """The answer of `path`: {paths: [{length, steps, weakest, ids}], entities}."""
    return {
        "source": answer.source.id,
        "target": answer.target.id,
        "paths": [
            {
                "length": len(one.steps),
                "ids": list(one.ids),
                "steps": [edge_object(edge) for edge in one.steps],
                "weakest": one.weakest,
            }
            for one in answer.paths
        ],
        "entities": _by_id(answer.others),
    }


def entities(answer: Iterable[Entity]) -> list[dict[str, Any]]:
    """The answer of `list`."""
    return [entity_object(entity) for entity in answer]


def stats(answer: Stats) -> dict[str, Any]:
    """The answer of `stats`."""
    return {name: getattr(answer, name) for name in answer.__slots__}


def problems(answer: Sequence[Problem]) -> list[dict[str, Any]]:
    """The answer of `check`: [{level, file, line, column, message}]."""
    return [problem._asdict() for problem in answer]


def _by_id(others: Mapping[str, Entity]) -> dict[str, Any]:
    return {entity_id: entity_object(entity) for entity_id, entity in others.items()}
