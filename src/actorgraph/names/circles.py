"""In which steps a query asks a store for those that it can mean, each circle less alike.

Each circle yields steps, and each step the entities under some keys (keys.py). Called by lookup.py,
which says when a circle need not be gone on with; leaves out how names compare.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from actorgraph.names.fold import spelling_key
from actorgraph.names.generations import is_number
from actorgraph.names.keys import (
    heard,
    near_keys,
    near_pairs,
    sound_pairs,
    two_characters,
    whole_key,
)
from actorgraph.names.lexicon import LOSE_R, pattern, short_forms
from actorgraph.names.likeness import Across, full_names
from actorgraph.names.parts import (
    Name,
    body_words,
    content_of,
    initials_of,
    plain_words,
    query_readings,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from actorgraph.names.entries import NameStore

FEW = 200
FILED = 2000
"""How many entities under one key are looked at; more share only a common word."""
ALL = 1 << 20
"""Where two lists are compared, each has to be whole."""


@lru_cache(maxsize=16)
def read(query: str, of_person: bool) -> tuple[Name, ...]:
    """Return the readings of a query, as a person's name or another's; a lookup asks again."""
    return query_readings(query, "person" if of_person else "organization")


@lru_cache(maxsize=16)
def read_plainly(query: str) -> tuple[str, ...] | None:
    """Return the words of a query that no rule has to tell; None of any other."""
    words = plain_words(query)
    return None if words is None else words[0]


def sure(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield every entity that can be meant: by its name, surname, initials, or any one word."""
    yield store.filed(_wholes(query), FILED)
    persons, (other,) = read(query, True), read(query, False)
    if len(other.words) == 1 < len(persons[0].words):
        # "N.A.T.O.": no initials of a person.
        yield store.filed(["a" + other.folded], FILED)
    for person in persons:
        yield from _sure_as(store, person, other)


def _wholes(query: str) -> set[str]:
    """Return the keys of the whole name, its words joined too; of a plain one without parsing it.

    Most names are exact, and this is all that is asked for them.
    """
    words = read_plainly(query)
    if words is None:
        names = {name.words for of_person in (True, False) for name in read(query, of_person)}
    else:
        names = {words, body_words(words)}
    return {form for words in names for form in (whole_key(words), "=" + "".join(words))}


def _sure_as(store: NameStore, person: Name, other: Name) -> Iterator[Iterable[Sequence[int]]]:
    if person.characters:
        # Who has the whole has its first two characters.
        asked = [*two_characters(person)[:1], "c" + person.characters][:1]
        yield store.filed(asked, FILED)
    if len(person.words) == 1:
        sounds = {spelling_key(person.words[0]), spelling_key(person.spoken[0])}
        keys = ["a" + person.folded, *(letter + sound for letter in "sw" for sound in sounds)]
        yield store.filed(keys, FILED)
        yield store.filed(["p" + pair for pair in sound_pairs(heard(person))], FILED)
        return
    for words in dict.fromkeys((heard(person), content_of(other.spoken))):
        yield store.filed(["p" + pair for pair in sound_pairs(words)], FILED)
    if has_two_words(person):
        yield [sorted(_with_all_words(store, person))]


def shortened(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities that have a surname of the query and an initial of its other words."""
    for person in read(query, True):
        if len(person.words) > 1:
            yield store.filed(_with_initials(person.words, _surnames(person)), FILED)


def intact(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities that have one word of the query, and another but for a letter."""
    person = read(query, True)[0]
    if not has_two_words(person):
        return
    words = _long_words(person)
    whole_words = [_under(store, [spelling_key(word)]) for word in words]
    under: list[Sequence[int]] = []
    for place, word in enumerate(words):
        others = [lists for at, lists in enumerate(whole_words) if lists and at != place]
        if others:
            near = _under(store, store.words_near(near_keys(word)))
            under += [sorted(_common(near, lists)) for lists in others]
    yield under


def _long_words(name: Name) -> list[str]:
    """Return the words that are no initials, each once."""
    return [word for word in dict.fromkeys(name.words) if len(word) > 1]


def has_two_words(name: Name) -> bool:
    """Tell whether a name has two words that are no initials."""
    return len(_long_words(name)) > 1


def is_found_by_words(store: NameStore, name: Name) -> bool:
    """Tell whether a store keeps all entities with each word: Spark's keeps the first of many."""
    keys = [letter + spelling_key(word) for word in _long_words(name) for letter in "sw"]
    return all(len(numbers) != FILED for numbers in store.filed(keys, ALL))


def _with_all_words(store: NameStore, name: Name) -> set[int]:
    """Return the entities that have each word, as it is spelled anywhere."""
    words = []
    for word in _long_words(name):
        words.append(_under(store, [spelling_key(word)]))
        if not words[-1]:
            return set()
    first, *others = sorted(words, key=_count)
    found = set().union(*first)
    for lists in others:
        found = _common([found], lists)
    return found


def _common(some: Sequence[Collection[int]], others: Sequence[Collection[int]]) -> set[int]:
    """Return the entities that stand in a list of both; only of the fewer a set is made."""
    fewer, more = sorted((some, others), key=_count)
    found = set().union(*fewer)
    return set().union(*map(found.intersection, more))


def _count(lists: Sequence[Collection[int]]) -> int:
    return sum(map(len, lists))


def _under(store: NameStore, words: Iterable[str]) -> list[Sequence[int]]:
    """Return the entities that have one of these words, as a surname or otherwise, in lists."""
    keys = [letter + word for word in words for letter in "sw"]
    return [numbers for numbers in store.filed(keys, ALL) if numbers]


def narrow(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities of which a surname or a word is one letter off, or that it abbreviates."""
    person = read(query, True)[0]
    yield store.filed(["w" + spelling_key(one) for one in _initials(query)], FEW)
    near = _near(store, person)
    if len(person.words) == 1:
        yield store.filed([letter + word for word in near[0] for letter in "sw"], FILED)
        return
    yield store.filed(_with_initials(person.words, near), FILED)


def _with_initials(words: tuple[str, ...], surnames: Sequence[set[str]]) -> set[str]:
    """Return the keys of the surnames that each word can be, with the initial of any other word."""
    return {
        f"i{other[0]}+{surname}"
        for at, some in enumerate(surnames)
        for surname in some
        for place, other in enumerate(words)
        if place != at
    }


def _initials(query: str) -> list[str]:
    return sorted(initials_of(read(query, False)[0]))


def sounding(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities of which two words sound nearly as two words of the query."""
    persons, (other,) = read(query, True), read(query, False)
    lost_r = persons[0].script in LOSE_R
    numbered = [heard(person) for person in persons[1:] if is_number(person.generation)]
    own = heard(persons[0])
    for words in dict.fromkeys((own, content_of(other.spoken), _without_endings(own), *numbered)):
        if len(words) == 1:
            continue
        pairs = near_pairs(words, lost_r=lost_r) | _other_forms(words, lost_r=lost_r)
        yield store.filed(["p" + pair for pair in pairs], FILED)


def wide(store: NameStore, query: str) -> Iterator[Iterable[Sequence[int]]]:
    """Yield entities that share any word with the query, a surname first."""
    person = read(query, True)[0]
    yield store.filed(two_characters(person), FEW)
    words = set().union(*_near(store, person), *_surnames(person))
    yield store.filed(["s" + word for word in words], FEW)
    titles = set(map(spelling_key, content_of(read(query, False)[0].words)))
    yield store.filed(["w" + word for word in words | titles], FEW)


def _surnames(name: Name) -> list[set[str]]:
    """Return how each word is filed as a surname, as it is written and as it is heard."""
    both = zip(name.words, name.spoken, strict=True)
    return [{spelling_key(word) for word in one if len(word) > 1} for one in both]


def _near(store: NameStore, name: Name) -> list[set[str]]:
    """Return the words of the store that are each word but for a letter."""
    return [set(store.words_near(near_keys(word))) for word in name.words]


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
