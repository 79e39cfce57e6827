"""Names found by what they share with a query, best first, and never guessed.

`lookup` works on any `NameStore` of keys (entries.py): `NameIndex` keeps one in memory, an engine
may keep one on disk. It asks in steps, each only if the one before found nothing sure: the whole
name; surname and initials; words as they sound; words one letter off. Leaves out how names compare
(compare.py).
"""

from __future__ import annotations

import re
from bisect import insort
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import product
from typing import TYPE_CHECKING

from actorgraph.names.compare import (
    ONE_LETTER,
    compare_parsed,
    compare_read,
    compare_surely,
    learn,
)
from actorgraph.names.entries import by_id
from actorgraph.names.fold import spelling_key
from actorgraph.names.keys import (
    near_keys,
    near_pairs,
    sound_pairs,
    two_characters,
    whole_key,
)
from actorgraph.names.lexicon import LOSE_R, pattern, short_forms, spellings
from actorgraph.names.likeness import Across, full_names
from actorgraph.names.parts import (
    Name,
    content_of,
    initials_of,
    is_person,
    parsed,
    query_readings,
    readings,
)
from actorgraph.names.sureness import (
    CLOSE_BUT_FOR_A_LETTER,
    EXACT,
    NONE,
    SIMILAR,
    STRONG,
    Match,
    decide,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.names.entries import Entry, NameStore

COMPARED = 100
"""How many candidates are compared in full after a first look at how they sound."""

MOST_TELLING = 32
"""How many of more candidates for a long name are read, by how much they share with it."""

MOST_SHARED = 1 << 20
"""What a key counts that one entity alone has; one that many have counts its share of this."""

LONG = 3
"""So many words tell a name apart by more than one pair of them."""

LEARNT_WORD_BY_WORD = 8
"""Of so few candidates words are looked at when they are needed: an exact name needs none."""

CLOSE = 0.8
"""A match as similar as this makes wider circles needless."""

NARROW = 1
"""The circle of names one letter off; in the one before are all that can be meant."""

KEPT = 1 << 15
"""The names of so many entities stay taken apart, which other queries come upon again."""

FEW = 200
FILED = 2000
"""How many entities under one key are looked at; more share only a common word."""


def lookup(
    store: NameStore,
    query: str,
    limit: int = 10,
    *,
    also_similar: bool = False,
    ids: bool = True,
) -> list[Match]:
    """Return the entities that a query can mean, best first; equals in the store's order.

    Args:
        also_similar: look for names that come near even if the one that is meant is found, as who
            looks for one entity filed twice does.
        ids: whether the query can be an id too.
    """
    found = _Found(query, limit, by_id(store, query) if ids else {})
    for circle, steps in enumerate((_sure, _narrow, _sounding, _wide)):
        waiting = steps(store, query)
        while also_similar or not found.is_done(circle):
            step = next(waiting, None)
            if step is None:
                break
            found.compare(store, step)
    return found.ranked()


@lru_cache(maxsize=16)
def _read(query: str, of_person: bool) -> tuple[Name, ...]:
    """Return the readings of a query, as a person's name or another's; a lookup asks again."""
    return query_readings(query, "person" if of_person else "organization")


class _Found:
    """What a query has met so far: each entity is compared once."""

    def __init__(self, query: str, limit: int, matches: dict[int, Match]) -> None:
        self.matches = matches
        self._limit = limit
        self._best_scores: list[float] = []
        self._seen: set[int] = set()
        self._query = query
        self._is_cut = False

    @property
    def is_exact(self) -> bool:
        """Whether one of the names is meant as it is written; all such are found together."""
        return any(
            match.level == EXACT and not match.is_transliterated for match in self.matches.values()
        )

    @property
    def is_enough(self) -> bool:
        """Whether one of the names can be meant; all such are found in the first circle."""
        return any(
            match.level in (EXACT, STRONG) and not match.is_heard for match in self.matches.values()
        )

    @property
    def is_close(self) -> bool:
        """Whether wider circles would only bring names less alike."""
        return any(
            match.score >= CLOSE
            or (match.score >= CLOSE_BUT_FOR_A_LETTER and match.reason.startswith(ONE_LETTER))
            for match in self.matches.values()
        )

    def is_done(self, circle: int) -> bool:
        """Whether a circle of steps need not be gone on with: it could bring nothing nearer."""
        if circle < NARROW:
            return self.is_exact
        return self.is_enough or (circle > NARROW and self.is_close)

    def compare(self, store: NameStore, step: Iterable[Sequence[int]]) -> None:
        """Compare the query with the names of entities not met before.

        Args:
            step: for each key that is asked for, the numbers of the entities under it.
        """
        under = [numbers for numbers in step if numbers]
        new = set().union(*under) - self._seen
        self._seen |= new
        self._is_cut = self._is_cut or len(new) >= FILED
        if len(new) > COMPARED and self._is_long:
            new = _telling(new, under)
        candidates = [_Candidate(entry) for entry in store.entries(sorted(new))]
        if len(candidates) > COMPARED:
            candidates = [*self._surely(candidates), *_closest(self._query, candidates)]
        if len(candidates) > LEARNT_WORD_BY_WORD:
            names = [name for candidate in candidates for name in candidate.names]
            learn(names, across=any(name.script for name in self._as("person")))
        for candidate in candidates:
            best = self._best(candidate)
            if best is not None:
                self.matches[candidate.entry.number] = best
                insort(self._best_scores, -best.score)
                del self._best_scores[self._limit :]

    @cached_property
    def _is_long(self) -> bool:
        """Whether so many words tell the name apart that entities can share some and not others."""
        (name,) = self._as("organization")
        return len([word for word in content_of(name.words) if len(word) > 1]) >= LONG

    @property
    def _least(self) -> float:
        """The score below which a match changes nothing: as many as are asked for are better.

        What is this close leaves a doubt or makes wider circles needless, and is always looked at.
        """
        if not 0 < self._limit == len(self._best_scores):
            return 0.0
        return min(-self._best_scores[-1], CLOSE_BUT_FOR_A_LETTER)

    def ranked(self) -> list[Match]:
        """Return the matches, best first; a strong one is none if others like it may be unseen."""
        order = sorted(self.matches.items(), key=lambda item: (-item[1].score, item[0]))
        ranked = [match for _, match in order]
        if self._is_cut and not self.is_exact and decide(ranked):
            ranked = [m._replace(level=SIMILAR) for m in ranked]
        return ranked[: self._limit]

    def _surely(self, candidates: list[_Candidate]) -> Iterator[_Candidate]:
        """Yield those that are exact or strong, which a first look at the spelling may miss."""
        words = self._words
        for candidate in candidates:
            if words and words.isdisjoint(candidate.spelled()):
                continue
            entity_type = candidate.entry.type
            both = product(self._as(entity_type), candidate.names)
            if any(
                compare_surely(asked, name, entity_type=entity_type).level in (EXACT, STRONG)
                for asked, name in both
            ):
                yield candidate

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of which an exact or strong match has one; none if that cannot be told."""
        names = (*self._as("person"), *self._as("organization"))
        if any(name.characters for name in names):
            return frozenset()
        return _spelled_words(names)

    def _as(self, entity_type: str) -> tuple[Name, ...]:
        return _read(self._query, is_person(entity_type))

    def _best(self, candidate: _Candidate) -> Match | None:
        entry = candidate.entry
        if entry.number in self.matches:
            return None
        asked = self._as(entry.type)
        best, least = None, self._least
        for name in candidate.names:
            if len(asked) == 1:
                score = compare_parsed(asked[0], name, entity_type=entry.type, least=least)
            else:
                score = compare_read(asked, (name,), entity_type=entry.type)
            if score.level == NONE or (best is not None and score.value <= best.score):
                continue
            reason = score.reason
            if name.text != entry.names[0] and score.level in (EXACT, STRONG):
                reason = reason.replace("same name", "also known so", 1)
            best = Match(entry.id, score.value, reason, name.text, score.level)
        return best


class _Candidate:
    """An entity with its names taken apart, once for all comparisons."""

    __slots__ = ("entry", "names")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.names = _names_of(entry.names, entry.type)

    def spelled(self) -> frozenset[str]:
        """Return all words of its names, as `_Found` has those of the query."""
        return _spelled(self.entry.names, self.entry.type)

    def plain(self) -> tuple[str, ...]:
        """Return each name as spelled anywhere, its words in order of the alphabet."""
        return _plain(self.entry.names, self.entry.type)


@lru_cache(maxsize=KEPT)
def _names_of(names: tuple[str, ...], entity_type: str) -> tuple[Name, ...]:
    return tuple(name for one in names for name in readings(one, entity_type))


@lru_cache(maxsize=KEPT)
def _spelled(names: tuple[str, ...], entity_type: str) -> frozenset[str]:
    return _spelled_words(_names_of(names, entity_type))


def _spelled_words(names: Iterable[Name]) -> frozenset[str]:
    """Return the words of names as they are, as spelled anywhere and as romanised, and joined."""
    names = tuple(names)
    words = {word for name in names for word in (*name.words, *name.spoken)}
    romanised = spellings()
    return frozenset(
        words.union(
            map(spelling_key, words),
            [romanised[word] for word in words if word in romanised],
            ["".join(name.words) for name in names],
        )
    )


@lru_cache(maxsize=KEPT)
def _plain(names: tuple[str, ...], entity_type: str) -> tuple[str, ...]:
    read = _names_of(names, entity_type)
    if not is_person(entity_type):
        read = tuple(parsed(name.text) for name in read)
    return tuple(" ".join(sorted(map(spelling_key, name.words))) for name in read)


def _sure(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield every entity that can be meant: by its name, surname, initials, or any one word."""
    persons, (other,) = _read(query, True), _read(query, False)
    wholes = {
        form
        for name in (*persons, other)
        for form in (whole_key(name.words), "=" + "".join(name.words))
    }
    yield store.filed(wholes, FILED)
    if len(other.words) == 1 < len(persons[0].words):
        # "N.A.T.O.": no initials of a person.
        yield store.filed(["a" + other.folded], FILED)
    for person in persons:
        yield from _sure_as(store, person, other)


def _sure_as(store: NameStore, person: Name, other: Name) -> Iterator[Iterable[Sequence[int]]]:
    if person.characters:
        # Who has the whole has its first two characters.
        asked = [*two_characters(person)[:1], "c" + person.characters][:1]
        yield store.filed(asked, FILED)
    if len(person.words) == 1:
        sounds = {spelling_key(person.words[0]), spelling_key(person.spoken[0])}
        keys = ["a" + person.folded, *(letter + sound for letter in "sw" for sound in sounds)]
        yield store.filed(keys, FILED)
        return
    initials = {word[0] for word in person.words}
    surnames = _surnames(person)
    yield store.filed([f"i{i}+{surname}" for surname in surnames for i in initials], FILED)
    for words in dict.fromkeys((person.spoken, content_of(other.spoken))):
        yield store.filed(["p" + pair for pair in sound_pairs(words)], FILED)


def _narrow(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities of which a surname or a word is one letter off, or that it abbreviates."""
    person = _read(query, True)[0]
    yield store.filed(["w" + spelling_key(one) for one in _initials(query)], FEW)
    near = _near(store, person)
    if len(person.words) == 1:
        yield store.filed([letter + word for word in near for letter in "sw"], FILED)
        return
    initials = {word[0] for word in person.words}
    yield store.filed([f"i{i}+{surname}" for surname in near for i in initials], FILED)


def _initials(query: str) -> list[str]:
    return sorted(initials_of(_read(query, False)[0]))


def _sounding(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities of which two words sound nearly as two words of the query."""
    person, (other,) = _read(query, True)[0], _read(query, False)
    if len(person.words) == 1:
        return
    lost_r = person.script in LOSE_R
    for words in dict.fromkeys(
        (person.spoken, content_of(other.spoken), _without_endings(person.spoken))
    ):
        pairs = near_pairs(words, lost_r=lost_r) | _other_forms(words, lost_r=lost_r)
        yield store.filed(["p" + pair for pair in pairs], FILED)


def _wide(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities that share any word with the query, a surname first."""
    person = _read(query, True)[0]
    yield store.filed(two_characters(person), FEW)
    words = _near(store, person) | _surnames(person)
    yield store.filed(["s" + word for word in words], FEW)
    titles = set(map(spelling_key, content_of(_read(query, False)[0].words)))
    yield store.filed(["w" + word for word in words | titles], FEW)


def _surnames(name: Name) -> set[str]:
    return {
        spelling_key(word) for words in (name.words, name.spoken) for word in words if len(word) > 1
    }


def _near(store: NameStore, name: Name) -> set[str]:
    return {near for word in name.words for near in store.words_near(near_keys(word))}


def _without_endings(words: tuple[str, ...]) -> tuple[str, ...]:
    """Latin and Latvian add -us or -s to foreign names: Gordonus, Kemerons."""
    ending = pattern("surnames", "endings")
    return tuple(re.sub(ending, "", word) for word in words)


def _other_forms(words: tuple[str, ...], *, lost_r: bool) -> set[str]:
    """Return the sound pairs of a query with a given name in another of its forms."""
    full = {word: full_names(word, across=Across.VOWELS) for word in words}
    pairs: set[str] = set()
    for at, word in enumerate(words):
        for form in full[word]:
            for short in short_forms().get(form, ()):
                pairs |= sound_pairs((*words[:at], short, *words[at + 1 :]), lost_r=lost_r)
    return pairs


def _telling(numbers: set[int], under: list[Sequence[int]]) -> set[int]:
    """Return those of many entities that share most with a long name, a rare key before a common.

    Thousands have two words of a title in common. Who is meant has more of them, or a rare one.
    """
    if len(under) == 1 and len(numbers) < FILED:
        return numbers
    weights: dict[int, int] = {}
    for some in under:
        for number in some:
            weights[number] = weights.get(number, 0) + MOST_SHARED // len(some)
    return set(nsmallest(MOST_TELLING, numbers, key=lambda one: (-weights[one], one)))


def _closest(query: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the entities whose names look most like the query when spelled alike."""
    from rapidfuzz import fuzz, process

    spelling_key.learn({word for one in candidates for name in one.names for word in name.words})
    names = [(at, name) for at, one in enumerate(candidates) for name in one.plain()]
    best = process.extract(
        " ".join(sorted(map(spelling_key, parsed(query).words))),
        [name for _, name in names],
        scorer=fuzz.ratio,
        limit=COMPARED,
        processor=None,
    )
    return [candidates[at] for at in sorted({names[number][0] for _, _, number in best})]
