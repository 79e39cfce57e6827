"""Every entity, or those of some types."""

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
        types: every type that an entity of the graph has, those not asked for included.
    """

    entities: tuple[Entity, ...]
    types: tuple[str, ...]


def listing(engine: Engine, *, types: Collection[str] = ()) -> Listing:
    """List the entities of these types, or all of them where no type is given."""
    everything = tuple(engine.all_entities())
    there = tuple(sorted({entity.type for entity in everything} - {""}))
    if types:
        everything = tuple(entity for entity in everything if entity.type in types)
    return Listing(everything, there)
