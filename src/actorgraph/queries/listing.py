"""All entities, or those of some types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine


@dataclass(frozen=True, slots=True)
class Listing:
    """Entities in the order of the data.

    Attributes:
        types: all types that entities of the graph have, also those that were not asked for.
    """

    entities: tuple[Entity, ...]
    types: tuple[str, ...]


def listing(engine: Engine, *, types: Collection[str] = ()) -> Listing:
    """List the entities of these types; without types, all of them."""
    entities = tuple(engine.all_entities())
    all_types = tuple(sorted({entity.type for entity in entities} - {""}))
    if types:
        entities = tuple(entity for entity in entities if entity.type in types)
    return Listing(entities, all_types)
