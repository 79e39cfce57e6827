"""The names of an index after an edit: those filed in it, and those of entities that came or moved.

Called by overlay.py; tests/differential/test_edits.py compares what is found.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from actorgraph.index.name_keys import keys_of, number_of
from actorgraph.names.entries import Entry
from actorgraph.names.keys import near_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from actorgraph.index.name_index import CompletingNames
    from actorgraph.index.overlay import OverlaidIndex
    from actorgraph.names.unfinished import UnfinishedName


class OverlaidNames:
    """The names of an index and an edit.

    Args:
        index: after the edit.
        filed: the names of the index as it was built.
    """

    def __init__(self, index: OverlaidIndex, filed: CompletingNames) -> None:
        self._index, self._filed = index, filed
        new = index.new_entities.items()
        keys = keys_of((one.name, one.type, number) for number, one in new)
        self._spelled = keys.spelled
        self._under: dict[int, list[int]] = {}
        for key, number in zip(keys.numbers, keys.owners, strict=True):
            self._under.setdefault(key, []).append(number)

    def filed(self, keys: Collection[str], limit: int) -> Iterator[Sequence[int]]:
        """Return for each key the numbers of the entities under it, at most `limit`."""
        numbers = self._index.entity_numbers
        former = self._filed.filed(keys, limit + numbers.gone_count)
        for key, old in zip(keys, former, strict=True):
            new = self._under.get(number_of(key), ())
            yield sorted(dict.fromkeys([*numbers.kept(old), *new]))[:limit]

    def words_near(self, near: Collection[str]) -> Iterator[str]:
        """Yield the words filed under these near keys."""
        yield from self._filed.words_near(near)
        yield from (word for word in self._spelled if not near_keys(word).isdisjoint(near))

    def entries(self, numbers: Collection[int]) -> Iterator[Entry]:
        """Return the entities of these numbers."""
        index = self._index
        for number in numbers:
            if one := index.new_entities.get(number):
                yield Entry(number, one.id, (one.name, *one.aliases), one.type)
                continue
            former = [old for old in (index.entity_numbers.old(number),) if old is not None]
            yield from (entry._replace(number=number) for entry in self._filed.entries(former))

    def spelled(self, numbers: Collection[int]) -> Iterator[str]:
        """Yield for each entity its names as they are spelled anywhere, if they are plain."""
        for number in numbers:
            old = self._index.entity_numbers.old(number)
            if old is None or number in self._index.new_entities:
                yield ""
            else:
                yield from self._filed.spelled([old])

    def of_id(self, entity_id: str) -> Sequence[int]:
        """Return the numbers of entities of that id in any case."""
        return self._index.with_folded_id(entity_id.casefold())

    def starting_with(self, begun: UnfinishedName) -> Iterator[int]:
        """Yield each once the numbers of entities that an unfinished name can mean, and of others.

        All that are new are among these.
        """
        kept = self._index.entity_numbers.kept(self._filed.starting_with(begun))
        new = self._index.new_entities
        yield from chain((number for number in kept if number not in new), new)
