"""The entities that a long stream names, read as the stream goes on and not held.

Called by queries whose answers are streamed. Leaves out what is streamed.
"""

from __future__ import annotations

from collections.abc import ItemsView, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from actorgraph.claims import Entity


class NamedOnTheWay(Mapping[str, "Entity"]):
    """The entities that items of a stream name, by id.

    Args:
        read: returns those entities of some ids that are there.
        named: starts an iteration over the ids that each item names.
        at_once: so many ids are looked up together on a way through all.
    """

    def __init__(
        self,
        read: Callable[[Iterable[str]], Mapping[str, Entity]],
        named: Callable[[], Iterable[Iterable[str]]],
        at_once: int,
    ) -> None:
        self._read, self._named, self._at_once = read, named, at_once
        self._next: dict[str, Entity | None] = {}
        self._is_read = True

    def meet(self, ids: Iterable[str]) -> None:
        """Forget the ids of the items before; look these up together when one is asked for."""
        self._next, self._is_read = dict.fromkeys(ids), False

    def __getitem__(self, key: str) -> Entity:
        """Return the entity of an id."""
        if key in self._next and not self._is_read:
            self._next.update(self._read(self._next))
            self._is_read = True
        entity = self._next[key] if key in self._next else self._read([key]).get(key)
        if entity is None:
            raise KeyError(key)
        return entity

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of all entities that are named, each once, in the order of the items."""
        return (entity_id for entity_id, _ in self.each())

    def __len__(self) -> int:
        """Return the number of entities that are named, counted on a way through all."""
        return sum(1 for _ in self.each())

    def items(self) -> ItemsView[str, Entity]:
        """Return all entities that are named with their ids, read some at a time."""
        return _Items(self)

    def each(self) -> Iterator[tuple[str, Entity]]:
        """Yield all entities that are named, each once with its id, in the order of the items."""
        seen: set[str] = set()
        new: dict[str, None] = {}
        for ids in self._named():
            new.update((one, None) for one in ids if one not in seen)
            if len(new) >= self._at_once:
                yield from self._read(new).items()
                seen.update(new)
                new = {}
        yield from self._read(new).items()


class _Items(ItemsView[str, "Entity"]):
    _mapping: NamedOnTheWay

    def __iter__(self) -> Iterator[tuple[str, Entity]]:
        return self._mapping.each()
