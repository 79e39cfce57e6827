"""The names of entities in memory, filed when they are first asked for by more than an id.

Leaves out how names are found (lookup.py). What files and finds is imported where it is needed: a
card asked for by an id waits for none of it, which is measured.
"""

from __future__ import annotations

from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

from actorgraph.names.entries import Entry, by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from actorgraph.names.parts import Name
    from actorgraph.names.sureness import Match


class NameIndex:
    """Names in memory.

    Args:
        named: (id, name, aliases, type) of every entity.
    """

    def __init__(self, named: Iterable[tuple[str, str, Sequence[str], str]]) -> None:
        self._entries: list[Entry] = []
        self._by_id: dict[str, list[int]] = {}
        for number, (entity_id, name, aliases, entity_type) in enumerate(named):
            self._entries.append(Entry(number, entity_id, (name, *aliases), entity_type))
            self._by_id.setdefault(entity_id.casefold(), []).append(number)

    def lookup(
        self, query: str, limit: int = 10, *, also_similar: bool = False, ids: bool = True
    ) -> list[Match]:
        """Return the entities that a query can mean, best first: `lookup` of this store."""
        if ids and not also_similar and (meant := by_id(self, query)):
            # Nothing comes nearer than an id, so that nothing more is looked for.
            return list(meant.values())[:limit]
        from actorgraph.names.lookup import lookup

        return lookup(self, query, limit, also_similar=also_similar, ids=ids)

    def filed(self, keys: Collection[str], limit: int) -> Iterator[Sequence[int]]:
        """Yield for each key the numbers of the entities under it, at most `limit`."""
        for key in keys:
            filed = self._pairs if key[0] == "p" else self._filed
            yield filed.get(key, ())[:limit]

    def words_near(self, near: Collection[str]) -> Iterator[str]:
        """Return the words filed under these near keys."""
        for key in near:
            yield from self._near.get(key, ())

    def entries(self, numbers: Collection[int]) -> Iterator[Entry]:
        """Return the entities of these numbers."""
        return (self._entries[number] for number in numbers)

    def spelled(self, numbers: Collection[int]) -> Iterator[str]:
        """Yield nothing of each entity: its names are at hand."""
        return repeat("", len(numbers))

    def of_id(self, entity_id: str) -> Sequence[int]:
        """Return the numbers of entities of that id in any case."""
        return self._by_id.get(entity_id.casefold(), ())

    @cached_property
    def _filed(self) -> dict[str, list[int]]:
        """What is filed by words, made when it is first asked for: an id needs none of it."""
        from actorgraph.names.keys import word_keys

        filed: dict[str, list[int]] = {}
        self._file(filed, word_keys)
        return filed

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """What is filed by sound, made when it is first asked for."""
        from actorgraph.names.keys import pair_keys

        filed: dict[str, list[int]] = {}
        self._file(filed, pair_keys)
        return filed

    def _file(self, filed: dict[str, list[int]], keys: Callable[[Name], set[str]]) -> None:
        from actorgraph.names.fold import spelling_key
        from actorgraph.names.parts import readings

        named = [
            [name for one in entry.names for name in readings(one, entry.type)]
            for entry in self._entries
        ]
        spelling_key.learn({word for names in named for name in names for word in name.words})
        for entry, names in zip(self._entries, named, strict=True):
            for key in {key for name in names for key in keys(name)}:
                filed.setdefault(key, []).append(entry.number)

    @cached_property
    def _near(self) -> dict[str, list[str]]:
        from actorgraph.names.keys import near_keys

        # A number one digit off is another number.
        words = {key[1:] for key in self._filed if key[0] in "sw" and not key[1:].isdigit()}
        near: dict[str, list[str]] = {}
        for word in words:
            for key in near_keys(word):
                near.setdefault(key, []).append(word)
        return near
