"""The names of an index, as a store of keys that the lookup of names (names/lookup.py) asks."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from actorgraph.index.name_keys import number_of
from actorgraph.index.postings import Postings
from actorgraph.index.reading import Texts
from actorgraph.names.fold import fold, spelling_key
from actorgraph.names.keys import near_keys
from actorgraph.names.lookup import FEW, Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from actorgraph.index.reading import Index


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

    def filed(self, keys: Collection[str], limit: int) -> Iterator[int]:
        """The numbers of the entities under these keys, at most `limit` for each key."""
        lists = (self._filed.numbers_of(number_of(key), limit) for key in keys)
        return chain.from_iterable(lists)

    def words_near(self, near: Collection[str]) -> Iterator[str]:
        """The words filed under these near keys."""
        lists = (self._near.numbers_of(number_of(key)) for key in near)
        for number in chain.from_iterable(lists):
            word = self._words[number]
            if not near_keys(word).isdisjoint(near):
                yield word

    def beginning(self, text: str) -> Iterator[int]:
        """Numbers of entities whose id may begin so, or a word as the last word of a text does."""
        yield from self._index.with_id_beginning(text.casefold())
        begun = spelling_key((fold(text).split() or [""])[-1])
        if not begun:
            return
        for place in range(bisect_left(self._words, begun), len(self._words)):
            word = self._words[place]
            if not word.startswith(begun):
                break
            yield from self.filed((f"s{word}", f"w{word}"), FEW)

    def entries(self, numbers: Collection[int]) -> Iterator[Entry]:
        """The entities of these numbers."""
        for number in numbers:
            one = self._index.entity(number)
            yield Entry(number, one.id, (one.name, *one.aliases), one.type)

    def of_id(self, entity_id: str) -> Sequence[int]:
        """The numbers of entities of that id in any case."""
        return self._index.with_folded_id(entity_id.casefold())
