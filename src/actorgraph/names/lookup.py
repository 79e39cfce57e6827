"""Names found by what they share with a query, best first, and never guessed.

`lookup` works on any `NameStore` of keys (entries.py): `NameIndex` keeps one in memory, an engine
may keep one on disk. It asks in steps (circles.py), each only if the one before found nothing
sure: the whole name; words as they sound; surname and initials; one word as it is and another a
letter off; then whoever is less alike. Leaves out how names compare (compare.py).
"""

from __future__ import annotations

from bisect import insort
from functools import cached_property, lru_cache
from heapq import nsmallest
from itertools import chain, product, repeat
from typing import TYPE_CHECKING, cast

from actorgraph.names.circles import (
    FILED,
    has_two_words,
    intact,
    is_found_by_words,
    narrow,
    read,
    read_plainly,
    shortened,
    sounding,
    sure,
    wide,
)
from actorgraph.names.compare import (
    compare_parsed,
    compare_read,
    compare_surely,
    learn,
)
from actorgraph.names.entries import by_id
from actorgraph.names.first_look import has_all, names_in, needed_in_lines
from actorgraph.names.fold import fold, spelling_key
from actorgraph.names.letter_distances import closest
from actorgraph.names.lexicon import spellings
from actorgraph.names.parts import (
    Name,
    content_of,
    is_person,
    parsed,
    plain_words,
    readings,
    surname_of,
)
from actorgraph.names.scores import ONE_LETTER
from actorgraph.names.similarity import MOST_WORDS_COMPARED
from actorgraph.names.sureness import (
    ANOTHER_GENERATION,
    CLOSE_BUT_FOR_A_LETTER,
    EXACT,
    NONE,
    SAME_NAME,
    SIMILAR,
    STRONG,
    Match,
    decide,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

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

SURE, SHORTENED, INTACT, NARROW, SOUNDING, WIDE = range(6)
"""The circles of steps; in the first two are all that can be meant."""

_Words = tuple[tuple[str, ...], tuple[str, ...]]

KEPT = 1 << 15
"""The names of so many entities stay taken apart, which other queries come upon again."""


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
    found = _Found(store, query, limit, by_id(store, query) if ids else {})
    circles = [sure, shortened, intact, narrow, sounding, wide]
    if len(fold(query).split()) > MOST_WORDS_COMPARED:
        del circles[1:]
    for circle, steps in enumerate(circles):
        waiting = steps(store, query)
        while also_similar or not found.is_done(circle):
            step = next(waiting, None)
            if step is None:
                break
            found.compare(step)
        if found.is_exact and not also_similar:
            break
    return found.ranked()


class _Found:
    """What a query has met so far: each entity is compared once.

    Attributes:
        is_exact: whether one of the names is meant as it is written; all such are found together.
        is_enough: whether one of the names can be meant; all such are found in the first circles.
        is_close: whether wider circles would only bring names less alike.
    """

    def __init__(
        self, store: NameStore, query: str, limit: int, matches: Mapping[int, Match]
    ) -> None:
        self._store = store
        self.matches: dict[int, Match] = {}
        self.is_exact = self.is_enough = self.is_close = False
        self._is_whole = self._is_strong = self._is_a_letter_off = False
        self._near = 0
        self._limit = limit
        self._best_scores: list[float] = []
        self._seen: set[int] = set()
        self._query = query
        self._is_cut = False
        self._all_joined: bool | None = None
        for number, match in matches.items():
            self._add(number, match)

    def _add(self, number: int, match: Match) -> None:
        self.matches[number] = match
        if match.level in (EXACT, STRONG):
            self._is_strong = True
            self._is_whole = self._is_whole or match.level == EXACT
            self.is_exact = self.is_exact or (match.level == EXACT and not match.is_transliterated)
            self.is_enough = self.is_enough or not match.is_heard
        self._near += match.score >= CLOSE_BUT_FOR_A_LETTER
        is_a_letter_off = match.reason.startswith(ONE_LETTER)
        is_told_apart = ANOTHER_GENERATION in match.reason
        if not is_told_apart and match.score >= (
            CLOSE_BUT_FOR_A_LETTER if is_a_letter_off else CLOSE
        ):
            self.is_close = True
            self._is_a_letter_off = self._is_a_letter_off or is_a_letter_off

    def is_done(self, circle: int) -> bool:
        """Whether a circle of steps need not be gone on with: it could bring nothing nearer."""
        if self.is_exact or circle == SURE:
            return self.is_exact
        person = self._as("person")[0]
        is_long = has_two_words(person)
        if is_long and self._is_question:
            return True
        if circle == SHORTENED:
            # Whoever sounds so too has been found by all words; an initial says less.
            return self._is_whole and is_long and is_found_by_words(self._store, person)
        if circle == NARROW and self._is_a_letter_off and not self._is_strong:
            return True
        return self.is_enough or (circle > NARROW and self.is_close)

    @property
    def _is_question(self) -> bool:
        """Whether a name that merely sounds so is doubtful already by another that is near."""
        return self._is_strong and not self.is_enough and self._near > 1

    def compare(self, step: Iterable[Sequence[int]]) -> None:
        """Compare the query with the names of entities not met before.

        Args:
            step: for each key that is asked for, the numbers of the entities under it.
        """
        under = [numbers for numbers in step if numbers]
        there = set().union(*under)
        new = there - self._seen
        self._seen |= new
        self._is_cut = self._is_cut or len(there) >= FILED
        if len(new) > COMPARED and self._is_long:
            new = _telling(new, under)
        candidates = self._nearest(sorted(new)) if len(new) > COMPARED else self._read(new)
        if len(candidates) > LEARNT_WORD_BY_WORD:
            names = [name for candidate in candidates for name in candidate.names]
            learn(names, across=any(name.script for name in self._as("person")))
        for candidate in candidates:
            best = self._best(candidate)
            if best is not None:
                self._add(candidate.entry.number, best)
                insort(self._best_scores, -best.score)
                del self._best_scores[self._limit :]
        if self._all_joined is None:
            self._all_joined = len(there) < FILED

    def _read(self, numbers: Iterable[int]) -> list[_Candidate]:
        return [_Candidate(entry) for entry in self._store.entries(sorted(numbers))]

    def _nearest(self, numbers: Sequence[int]) -> list[_Candidate]:
        """Return of many those that can surely be meant, and those that look most like the query.

        Names are looked at as the store has them spelled, and read only where it has not.
        """
        spelled = self._store.spelled(numbers) if self._all_joined else repeat("", len(numbers))
        lines = dict(zip(numbers, spelled, strict=True))
        unknown = {one.entry.number: one for one in self._read(n for n in numbers if not lines[n])}
        spelling_key.learn({word for one in unknown.values() for word in one.all_words()})
        plain = [
            (number, name)
            for number, text in lines.items()
            for name in (names_in(text) if text else unknown[number].plain())
        ]
        closest = _closest(self._query, plain)
        words, needed = self._words, self._needed
        possible = [
            number
            for number, text in lines.items()
            if (has_all(text, needed) if text else not words or unknown[number].has_one_of(words))
        ]
        new = closest.union(possible).difference(unknown)
        known = unknown | {one.entry.number: one for one in self._read(new)}
        surely = [known[number] for number in possible if self._is_surely_meant(known[number])]
        return [*surely, *(known[number] for number in sorted(closest))]

    def _is_surely_meant(self, candidate: _Candidate) -> bool:
        """Whether one is exact or strong, which a first look at the spelling may miss."""
        entity_type = candidate.entry.type
        both = product(self._as(entity_type), candidate.names)
        return any(
            compare_surely(asked, name, entity_type=entity_type).level in (EXACT, STRONG)
            for asked, name in both
        )

    @cached_property
    def _needed(self) -> list[list[frozenset[str]]]:
        """What has to be in a line of a store for a sure match, in one of the ways to read a query.

        Those whose words are the same when they are joined have been met in the first step.
        """
        if not self._words:
            return [[]]
        return [needed_in_lines(name) for name in self._as("person")]

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

    @cached_property
    def _words(self) -> frozenset[str]:
        """The words of which an exact or strong match has one; none if that cannot be told."""
        names = (*self._as("person"), *self._as("organization"))
        if any(name.characters for name in names):
            return frozenset()
        words = {word for name in names for word in (*name.words, *name.spoken)}
        return _in_each_spelling(words, names)

    def _as(self, entity_type: str) -> tuple[Name, ...]:
        return read(self._query, is_person(entity_type))

    def _best(self, candidate: _Candidate) -> Match | None:
        entry = candidate.entry
        if entry.number in self.matches:
            return None
        if self._query in entry.names and read_plainly(self._query):
            return Match(entry.id, 1.0, _same_name(entry, self._query), self._query, EXACT)
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
            if score.level in (EXACT, STRONG):
                reason = reason.replace(SAME_NAME, _same_name(entry, name.text), 1)
            best = Match(entry.id, score.value, reason, name.text, score.level)
        return best


def _same_name(entry: Entry, name: str) -> str:
    """Return what to say of a name that is meant as it is written: another than on display."""
    return SAME_NAME if name == entry.names[0] else "also known so"


class _Candidate:
    """An entity with its names taken apart when they are compared, once for all comparisons.

    Of many candidates most are only looked at, and the words of most names need no rule.
    """

    __slots__ = ("_of_person", "_words", "entry")

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._of_person = is_person(entry.type)
        self._words: list[_Words | None] | None = None

    @property
    def names(self) -> tuple[Name, ...]:
        """Its names in each way to read them."""
        return _names_of(self.entry.names, self.entry.type)

    @property
    def words(self) -> list[_Words] | None:
        """The words of each name, as spoken too, if all are plain; None if a rule tells them."""
        if self._words is None:
            names = self.entry.names
            self._words = [plain_words(name) for name in names] if self._of_person else [None]
        return None if None in self._words else cast("list[_Words]", self._words)

    def all_words(self) -> Iterator[str]:
        """Yield the words of all names."""
        own = self.words
        if own is None:
            return chain.from_iterable(name.words for name in self.names)
        return chain.from_iterable(written for written, _ in own)

    def has_one_of(self, words: frozenset[str]) -> bool:
        """Tell whether a word is one of these that an exact or strong match has in common.

        That is the surname, if there is one.

        Args:
            words: those of the query, as `_Found` has them.
        """
        own = self.words
        if own is None:
            return not words.isdisjoint(_spelled(self.entry.names, self.entry.type))
        romanised = spellings()
        for text, (written, spoken) in zip(self.entry.names, own, strict=True):
            for word in _deciding(written, spoken, surname_of(text, written)):
                if word in words or spelling_key(word) in words or romanised.get(word) in words:
                    return True
            if "".join(written) in words:
                return True
        return False

    def plain(self) -> Iterable[str]:
        """Return each name as spelled anywhere, its words in order of the alphabet."""
        own = self.words
        if own is None:
            return _plain(self.entry.names, self.entry.type)
        return [" ".join(sorted(map(spelling_key, written))) for written, _ in own]


@lru_cache(maxsize=KEPT)
def _names_of(names: tuple[str, ...], entity_type: str) -> tuple[Name, ...]:
    return tuple(name for one in names for name in readings(one, entity_type))


@lru_cache(maxsize=KEPT)
def _spelled(names: tuple[str, ...], entity_type: str) -> frozenset[str]:
    read = _names_of(names, entity_type)
    words = [one for name in read for one in _deciding(name.words, name.spoken, name.surname)]
    return _in_each_spelling(words, read)


def _deciding(words: tuple[str, ...], spoken: tuple[str, ...], surname: str) -> tuple[str, ...]:
    """Return the words of which one is the query's if a match with the name is exact or strong."""
    if surname not in words:
        return words if spoken is words else (*words, *spoken)
    heard = spoken[words.index(surname)]
    return (surname,) if heard == surname else (surname, heard)


def _in_each_spelling(words: Collection[str], names: Iterable[Name]) -> frozenset[str]:
    """Return words as they are, as spelled anywhere and as romanised, and names without blanks."""
    romanised = spellings()
    return frozenset(words).union(
        map(spelling_key, words),
        [romanised[word] for word in words if word in romanised],
        ["".join(name.words) for name in names],
    )


@lru_cache(maxsize=KEPT)
def _plain(names: tuple[str, ...], entity_type: str) -> tuple[str, ...]:
    read = _names_of(names, entity_type)
    if not is_person(entity_type):
        read = tuple(parsed(name.text) for name in read)
    return tuple(" ".join(sorted(map(spelling_key, name.words))) for name in read)


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


def _closest(query: str, plain: Sequence[tuple[int, str]]) -> set[int]:
    """Return the numbers of those whose names look most like the query when spelled alike.

    Args:
        plain: numbers of entities, each with a name as `_Candidate.plain` has it.
    """
    words = " ".join(sorted(map(spelling_key, parsed(query).words)))
    return {plain[place][0] for place in closest(words, [name for _, name in plain], COMPARED)}
