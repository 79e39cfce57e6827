"""FollowTheMoney's model as far as we name it ourselves, read from ftm_model.json.

Used by ftm.py and vis.py. A schema that is not in it is kept under its own name.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class EdgeSchema(NamedTuple):
    """A schema that links two entities: the properties of its ends, and our relation."""

    source: str
    target: str
    relation: str


class Link(NamedTuple):
    """A property of an entity that names another: our relation, and whether it is reversed."""

    relation: str
    reversed: bool


_MODEL: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))

EDGES = {name: EdgeSchema(**ends) for name, ends in _MODEL["edges"].items()}
RELATIONS_WRITTEN_AS: dict[str, str] = _MODEL["relations_written_as"]
"""The schema that further relations of ours are written as."""

LINKS = {name: Link(**link) for name, link in _MODEL["links"].items()}
REFERRING = frozenset(_MODEL["referring"]).union(LINKS)
"""Properties whose values are ids of entities, whatever schema they stand on."""

REFERRING_ON: dict[str, list[str]] = _MODEL["referring_on"]
"""Properties that hold ids on these schemata and plain text on others."""

TYPES: dict[str, str] = _MODEL["types"]
"""Our type for a schema; any other becomes its own name in small letters."""

SCHEMATA: dict[str, str] = {
    **{type_: name for name, type_ in TYPES.items()},
    **_MODEL["types_written_as"],
}
"""The schema that a type of ours is written as; LegalEntity when there is none."""

START_DATES: list[str] = _MODEL["start_dates"]
END_DATES: list[str] = _MODEL["end_dates"]
DATES_OF: dict[str, list[str]] = _MODEL["dates_of"]
"""The properties that the dates of an entity are written to."""

COUNTRIES: dict[str, str] = _MODEL["countries"]
"""Country codes that FollowTheMoney writes differently."""

NODES = frozenset(_MODEL["nodes"])
"""Schemata of which there are entities that are no edges."""

SANCTION = "Sanction"


@cache
def properties_of(schema: str) -> frozenset[str]:
    """Return the text properties of a schema and its parents that no column of ours holds."""
    own = frozenset(_MODEL["properties"].get(schema, ()))
    return own.union(*(properties_of(parent) for parent in _MODEL["parents"].get(schema, ())))


@cache
def ancestors_of(schema: str) -> frozenset[str]:
    """Return the schemata of which a schema is a special case."""
    parents = frozenset(_MODEL["parents"].get(schema, ()))
    return parents.union(*map(ancestors_of, parents))
