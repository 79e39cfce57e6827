"""The words of all names of a graph, so that a text's other words are not looked up.

Words are compared as they are spelled anywhere, and two together as they sound.
Called by queries/document_mentions.py; who is meant is looked up by the engine alone.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph.names.fold import fold, folded_words, spelling_key
from actorgraph.names.keys import sound_pairs
from actorgraph.names.lexicon import full_forms, pattern
from actorgraph.names.parts import is_person
from actorgraph.names.sounds import sounded
from actorgraph.names.unspaced import characters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from actorgraph.names import Entry

COMMON = 50
"""A word that so many entities have in their names means none of them by itself."""


class KnownWords:
    """What the names of a graph are made of.

    Args:
        entries: all names of a graph.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._names: list[str] = []
        self._owners: list[int] = []
        self._of_person: list[bool] = []
        for number, entry in enumerate(entries):
            of_person = is_person(entry.type)
            for name in entry.names:
                self._names.append(name.replace("\n", " "))
                self._owners.append(number)
                self._of_person.append(of_person)
        self._sets: dict[str, frozenset[int]] = {}

    @cached_property
    def _words(self) -> list[list[str]]:
        """The folded words of each name."""
        return folded_words(self._names)

    @cached_property
    def _having(self) -> dict[str, list[int]]:
        """The entities that have a word, by how it is spelled anywhere."""
        spelling_key.learn({word for words in self._words for word in words})
        having: dict[str, list[int]] = {}
        for owner, words in zip(self._owners, self._words, strict=True):
            for word in words:
                having.setdefault(spelling_key(word), []).append(owner)
        return having

    @cached_property
    def _alone(self) -> frozenset[str]:
        """The words that are whole names."""
        return frozenset(spelling_key(words[0]) for words in self._words if len(words) == 1)

    @cached_property
    def _given(self) -> frozenset[str]:
        """The words that a person's name of several begins with."""
        both = zip(self._words, self._of_person, strict=True)
        first = {words[0] for words, is_given in both if is_given and len(words) > 1}
        return frozenset(first.union(full_forms()))

    @cached_property
    def _pairs(self) -> frozenset[str]:
        """Every two words of a name as they sound."""
        sounded.learn({word for words in self._words for word in words})
        return frozenset().union(
            *(sound_pairs(tuple(words)) for words in self._words if 1 < len(words) <= COMMON)
        )

    def is_given_name(self, word: str) -> bool:
        """Whether a word is known as a given name."""
        return fold(word) in self._given

    def can_mean(self, text: str) -> bool:
        """Whether somebody can be called so: by one word that few have, or two as they sound.

        Where neither is there, no more than a given name or a like word agrees.
        """
        words = fold(text).split()
        return any(map(self._is_telling, words)) or self._sounds_known(words)

    def _is_telling(self, word: str) -> bool:
        key = spelling_key(word)
        known = self._having.get(key)
        return known is not None and (len(known) <= COMMON or key in self._alone)

    def _sounds_known(self, words: Sequence[str]) -> bool:
        return len(words) > 1 and not self._pairs.isdisjoint(sound_pairs(tuple(words)))

    def has_all(self, text: str) -> bool:
        """Whether one entity has all words of a text."""
        keys = {spelling_key(word) for word in fold(text).split()}
        if not keys or any(key not in self._having for key in keys):
            return False
        rare, *others = sorted(keys, key=lambda key: len(self._having[key]))
        common = self._set(rare)
        for key in others:
            common &= self._set(key)
        return bool(common)

    def can_name(self, text: str) -> bool:
        """Whether one entity can have all words of a text; a word that many have names nobody.

        Two words that sound so are enough, in any script.
        """
        words = fold(text).split()
        if len(words) == 1:
            return self._is_telling(words[0])
        return self._sounds_known(words) or self.has_all(text)

    def _set(self, key: str) -> frozenset[int]:
        if key not in self._sets:
            self._sets[key] = frozenset(self._having[key])
        return self._sets[key]

    @cached_property
    def _unspaced(self) -> dict[str, list[str]]:
        """The names in scripts without blanks, by their first two characters, the longest first."""
        letter = re.compile(pattern("unspaced", "letters"))
        found: dict[str, set[str]] = {}
        for name in self._names:
            if not name.isascii() and letter.match(name) and len(whole := characters_of(name)) > 1:
                found.setdefault(whole[:2], set()).add(whole)
        return {first: sorted(names, key=len, reverse=True) for first, names in found.items()}

    def within(self, characters: str) -> Sequence[tuple[int, int]]:
        """Return where names stand in a text without blanks, the longest of those at one place.

        Args:
            characters: as `characters_of` returns them.
        """
        found = []
        at = 0
        while at < len(characters) - 1:
            names = self._unspaced.get(characters[at : at + 2], ())
            name = next((one for one in names if characters.startswith(one, at)), "")
            if name:
                found.append((at, at + len(name)))
            at += len(name) or 1
        return found
