"""Entities as names are filed under, what a store of them answers, and who is meant by an id.

Light, since a card asked for by an id waits for nothing else of names: that costs a twentieth of
its time. Leaves out how names are found (lookup.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from actorgraph.names.sureness import EXACT, Match

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence


class Entry(NamedTuple):
    """An entity as a store returns it: the display name first, then its aliases."""

    number: int
    id: str
    names: tuple[str, ...]
    type: str


class NameStore(Protocol):
    """Where keys are filed. Numbers follow the order of the entities."""

    def filed(self, keys: Collection[str], limit: int) -> Iterable[Sequence[int]]:
        """Return for each key the numbers of the entities under it, at most `limit`."""

    def words_near(self, near: Collection[str]) -> Iterable[str]:
        """Return the words filed under these near keys, as spelled anywhere."""

    def entries(self, numbers: Collection[int]) -> Iterable[Entry]:
        """Return the entities of these numbers."""

    def spelled(self, numbers: Collection[int]) -> Iterable[str]:
        """Return for each entity a line for each of its names, if they are plain and a person's.

        A line has the spelling keys of the words in order of the alphabet and, after a tab, those
        of words as they are heard otherwise. An empty text says that the names have to be read.
        """

    def of_id(self, entity_id: str) -> Iterable[int]:
        """Return the numbers of entities of that id in any case."""


def by_id(store: NameStore, query: str) -> dict[int, Match]:
    """Return the entities whose id a query is, in any case, by their numbers."""
    return {
        number: Match(entry.id, 1.0, "id", entry.names[0], EXACT)
        for number in store.of_id(query.strip())
        for entry in store.entries([number])
    }
