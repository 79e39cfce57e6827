"""Entities whose names can belong to one, at any size; a person has to judge.

Called by conflicts.py. Twins are found among any number of entities (names/twins.py); names that
are merely alike only among few people, where each is compared with all others.
"""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import names
from actorgraph.names.parts import is_person
from actorgraph.names.scores import WORTH_PROPOSING
from actorgraph.names.twins import twins
from actorgraph.queries.lookups import processors_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from actorgraph.engine import Engine
    from actorgraph.filters import Filter
    from actorgraph.names import Entry, Match

NEAREST = 5
"""How many similar names are compared with each name."""
COMPARED_BY_LIKENESS = 500
"""Up to this many people, each is compared with all others; one comparison takes about 20 ms."""
ONLY_LATIN = "same in Latin letters only"


class SimilarNames(NamedTuple):
    """Entities whose names can belong to one.

    Attributes:
        likelihood: to sort by; from 0 to 1.
        numbers: of those that are known by number, in the order of the data.
        ids: two or more.
        reason: why, in words.
    """

    likelihood: float
    numbers: tuple[int, ...]
    ids: tuple[str, ...]
    reason: str


def similar_names(
    engine: Engine, only: Filter, most: int | None = None
) -> tuple[list[SimilarNames], bool]:
    """Return entities whose names can belong to one, the most likely first, and whether all are.

    Everybody is compared by names that are surely the same or leave a part out; few people by any
    similarity; a person called by a surname alone with the only one who has it. Those whom somebody
    judged to be two are left out.

    Args:
        most: so many entities are compared at most, the first of the data; None compares all.
    """
    apart = set(engine.judged_apart)
    people = _People()
    entries = engine.all_names(only)
    compared = islice(entries, most)
    similar = {
        frozenset(one.ids): SimilarNames(one.likelihood, one.numbers, one.ids, one.reason)
        for one in twins(people.among(compared), processors_for(engine))
        if not _are_judged(one.ids, apart)
    }
    for one in _alike(engine, people):
        pair = frozenset(one.ids)
        if len(pair) > 1 and pair not in apart:
            similar.setdefault(pair, one)
    is_whole = next(iter(entries), None) is None
    ordered = sorted(similar.values(), key=lambda one: (-one.likelihood, len(one.ids), one.numbers))
    return ordered, is_whole


def _are_judged(ids: Collection[str], apart: Collection[frozenset[str]]) -> bool:
    """Return whether any two of these were judged to be two."""
    if not apart:
        return False
    return all(frozenset(pair) in apart for pair in combinations(ids, 2))


class _People:
    """The first people on the way through all entities, as many as can be compared with all.

    Attributes:
        everybody: all of them, or more than COMPARED_BY_LIKENESS.
        of_one_word: those who are called by one word.
    """

    def __init__(self) -> None:
        self.everybody: dict[int, Entry] = {}
        self.of_one_word: dict[int, Entry] = {}

    def among(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        """Yield the entries, and keep the people among them."""
        for one in entries:
            if is_person(one.type):
                if len(self.everybody) <= COMPARED_BY_LIKENESS:
                    self.everybody[one.number] = one
                is_free = len(self.of_one_word) <= COMPARED_BY_LIKENESS
                if is_free and " " not in one.names[0].strip():
                    self.of_one_word[one.number] = one
            yield one


def _alike(engine: Engine, people: _People) -> Iterator[SimilarNames]:
    """Yield pairs of people whose names are alike, if there are few, or one of which is a surname.

    A name of one word has to be the same: it is like too many.
    """
    is_few = len(people.everybody) <= COMPARED_BY_LIKENESS
    asked = people.everybody if is_few else people.of_one_word
    for entry in asked.values() if len(asked) <= COMPARED_BY_LIKENESS else ():
        matches = engine.find(entry.names[0], NEAREST, also_similar=True)
        others = [match for match in matches if match.id != entry.id]
        meant = names.decide(others)
        types = {one.id: one.type for one in engine.entities([m.id for m in others]).values()}
        for match in others:
            if is_person(types.get(match.id, "?")):
                is_surname = match is meant and match.is_surname
                if is_surname or (is_few and _can_be_one(entry, match)):
                    ids = (entry.id, match.id)
                    yield SimilarNames(match.score, (entry.number,), ids, match.reason)


def _can_be_one(entry: Entry, match: Match) -> bool:
    """Return whether a person is worth a look as the same as another of a similar name."""
    is_told_apart = "but another" in match.reason or match.reason == ONLY_LATIN
    has_two_words = " " in entry.names[0].strip() and " " in match.matched_name.strip()
    return has_two_words and not is_told_apart and match.score >= WORTH_PROPOSING
