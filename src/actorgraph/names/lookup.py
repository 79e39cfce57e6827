"""Names in memory, found by what they share: whole, by word, by sound, by three letters."""

from __future__ import annotations

from functools import cached_property
from heapq import nlargest
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.names.compare import (
    EXACT,
    NONE,
    SIMILAR,
    STRONG,
    Name,
    Score,
    compare_parsed,
    parsed,
)
from actorgraph.names.fold import consonants, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CANDIDATES = 250
"""How many names that share letters with a query are compared with it in full."""


class Match(NamedTuple):
    """An entity that a query can mean, and why.

    Attributes:
        matched_name: which of its names agreed.
        level: exact, strong or similar.
    """

    id: str
    score: float
    reason: str
    matched_name: str
    level: str


class _Entry(NamedTuple):
    id: str
    name: Name
    kind: str
    alias: bool


class NameIndex:
    """Names in memory.

    Args:
        named: (id, name, aliases, type) of every entity.
    """

    def __init__(self, named: Iterable[tuple[str, str, Sequence[str], str]]) -> None:
        self._entries: list[_Entry] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_id: dict[str, list[int]] = {}
        for entity_id, name, aliases, kind in named:
            self._add(entity_id, name, kind, alias=False)
            for alias in aliases:
                self._add(entity_id, alias, kind, alias=True)

    def lookup(self, query: str, limit: int = 10) -> list[Match]:
        """The entities that a query can mean, best first, each once."""
        best: dict[str, Match] = {}
        self._compare(query, self._sharing_words(query), best)
        for number in self._by_id.get(query.strip().casefold(), ()):
            one = self._entries[number]
            best[one.id] = Match(one.id, 1.0, "id", one.name.text, EXACT)
        if not any(match.level in (EXACT, STRONG) for match in best.values()):
            self._compare(query, self._sharing_sounds(query), best)
        ranked = sorted(
            best.values(), key=lambda match: (-match.score, match.matched_name, match.id)
        )
        return ranked[:limit]

    def _add(self, entity_id: str, text: str, kind: str, *, alias: bool) -> None:
        number = len(self._entries)
        name = parsed(text, kind)
        self._entries.append(_Entry(entity_id, name, kind, alias))
        for key in {*name.words, "".join(name.words)}:
            self._by_word.setdefault(key, []).append(number)
        if not alias:
            self._by_id.setdefault(entity_id.casefold(), []).append(number)

    def _sharing_words(self, query: str) -> set[int]:
        words = parsed(query).words or tuple(query.casefold().split())
        keys = {*words, "".join(words), *parsed(query, "organization").words}
        return {number for key in keys for number in self._by_word.get(key, ())}

    def _sharing_sounds(self, query: str) -> list[int]:
        counted: dict[int, float] = {}
        for gram in set(_grams(parsed(query).words)):
            found = self._by_gram.get(gram, ())
            weight = 1.0 / (1 + len(found)) ** 0.5
            for number in found:
                counted[number] = counted.get(number, 0.0) + weight
        return nlargest(CANDIDATES, counted, key=counted.__getitem__)

    def _compare(self, query: str, numbers: Iterable[int], best: dict[str, Match]) -> None:
        as_kind: dict[str, Name] = {}
        for number in numbers:
            one = self._entries[number]
            asked = as_kind.setdefault(one.kind, parsed(query, one.kind))
            score = compare_parsed(asked, one.name, kind=one.kind)
            if score.level != NONE and (one.id not in best or score.value > best[one.id].score):
                best[one.id] = _match(one, score)

    @cached_property
    def _by_gram(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self._entries):
            for gram in set(_grams(one.name.words)):
                found.setdefault(gram, []).append(number)
        return found


def decide(matches: Sequence[Match]) -> Match | None:
    """The one that is surely meant: the only exact match, or the only strong one.

    An exact match outranks strong ones (a full name outranks a shared surname); matches that are
    merely similar are never an answer.
    """
    for level in (EXACT, STRONG):
        of_level = {match.id: match for match in matches if match.level == level}
        if of_level:
            return next(iter(of_level.values())) if len(of_level) == 1 else None
    return None


def _match(one: _Entry, score: Score) -> Match:
    reason = score.reason
    if one.alias and score.level != SIMILAR:
        reason = reason.replace("same name", "also known so", 1)
    return Match(one.id, score.value, reason, one.name.text, score.level)


def _grams(words: tuple[str, ...]) -> Iterator[str]:
    """Threes of letters of each word as it sounds, and its consonants whole."""
    for word in words:
        sound = f"^{skeleton(word)}$"
        yield from (sound[at : at + 3] for at in range(len(sound) - 2))
        yield f"={consonants(word)}"
