"""The names of an index, as a store of keys that the lookup of names (names/lookup.py) asks."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Protocol

from actorgraph.index.name_keys import number_of
from actorgraph.index.postings import Postings
from actorgraph.index.stored_rows import Texts
from actorgraph.names.entries import NameStore
from actorgraph.names.keys import near_keys
from actorgraph.names.unfinished import keys_of_written_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from actorgraph.index.reading import Index
    from actorgraph.names.entries import Entry
    from actorgraph.names.unfinished import UnfinishedName


class CompletingNames(NameStore, Protocol):
    """A store of names that completes them, too."""

    def starting_with(self, begun: UnfinishedName) -> Iterator[int]:
        """Yield each once the numbers of entities that an unfinished name can mean, and others."""


KEPT = 1 << 15
"""So many entities are kept, which questions in bulk come upon again and again."""


class IndexedNames:
    """The names of an index.

    Args:
        index: an open one.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._filed = Postings(index.store, "filed")
        self._near = Postings(index.store, "near_words")
        self._words = Texts(index.store, "words")
        self._written = Texts(index.store, "written_words")
        self._lines = Texts(index.store, "spelled_lines")
        self._named = lru_cache(KEPT)(index.named)

    def filed(self, keys: Collection[str], limit: int) -> Iterator[Sequence[int]]:
        """Return for each key the numbers of the entities under it, at most `limit`."""
        return (self._filed.numbers_of(number_of(key), limit) for key in keys)

    def words_near(self, near: Collection[str]) -> Iterator[str]:
        """Yield the words filed under these near keys."""
        lists = (self._near.numbers_of(number_of(key)) for key in near)
        for number in chain.from_iterable(lists):
            word = self._words[number]
            if not near_keys(word).isdisjoint(near):
                yield word

    def starting_with(self, begun: UnfinishedName) -> Iterator[int]:
        """Yield each once the numbers of entities that an unfinished name can mean, and of others.

        Others have a word that is spelled alike. Nothing is read before it is asked for.
        """
        met: set[int] = set()
        by_id = self._index.with_id_beginning(begun.folded_id)
        for number in chain(by_id, self._with_a_name_starting(begun)):
            if number not in met:
                met.add(number)
                yield number

    def _with_a_name_starting(self, begun: UnfinishedName) -> Iterator[int]:
        if not begun.last_word:
            return
        wholes = [set(self._with_word(word)) for word in begun.whole_words]
        for place in range(bisect_left(self._written, begun.last_word), len(self._written)):
            word = self._written[place]
            if not word.startswith(begun.last_word):
                break
            for number in self._with_word(word):
                if all(number in whole for whole in wholes):
                    yield number

    def _with_word(self, word: str) -> Iterator[int]:
        lists = (self._filed.numbers_of(number_of(key)) for key in keys_of_written_word(word))
        return chain.from_iterable(lists)

    def entries(self, numbers: Collection[int]) -> Iterator[Entry]:
        """Return the entities of these numbers."""
        return map(self._named, numbers)

    def spelled(self, numbers: Collection[int]) -> Iterator[str]:
        """Yield for each entity its names as they are spelled anywhere, if they are plain."""
        return self._lines.several(numbers)

    def of_id(self, entity_id: str) -> Sequence[int]:
        """Return the numbers of entities of that id in any case."""
        return self._index.with_folded_id(entity_id.casefold())
