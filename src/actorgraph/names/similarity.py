"""How much of two names is alike, word by word, where they are not the same name.

Called by compare.py, which knows the same names; leaves out how alike two words are (likeness.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.names.alignment import (
    HALF,
    alignment,
    given_names_cross,
    in_other_order,
    surnames_differ,
)
from actorgraph.names.generations import is_number
from actorgraph.names.letter_distances import distances
from actorgraph.names.lexicon import LOSE_R, PARTICLES, WEIGHTS
from actorgraph.names.likeness import (
    Across,
    are_forms,
    most_alike,
    once,
    word_likeness,
)
from actorgraph.names.scores import (
    DIFFERENT,
    LEAST_SIMILAR,
    MOST_SIMILAR,
    NO_NUMBER,
    ONE_LETTER,
    OTHER_NUMBER,
    TOLD_APART,
    Score,
)
from actorgraph.names.sureness import NICKNAME, PART, SIMILAR

if TYPE_CHECKING:
    from actorgraph.names.parts import Name


MOST_WORDS_COMPARED = 64
"""A text of more words is no name, and fits only what is written the same."""


def similar(query: Name, candidate: Name, *, person: bool, least: float = 0.0) -> Score:
    """How much of the name agrees, word by word, in the best order."""
    if max(len(query.words), len(candidate.words)) > MOST_WORDS_COMPARED:
        return DIFFERENT
    least = max(least, LEAST_SIMILAR)
    across = _across(query, candidate)
    pairs = alignment(query, candidate, across=across)
    if person and surnames_differ(query, candidate, pairs):
        return DIFFERENT
    weights = [_weight(a, b, across=across) for a, b, _ in pairs]
    total = sum(weights) + _left_over(query, candidate, pairs, person=person)
    value = sum(w * how for w, (_, _, how) in zip(weights, pairs, strict=True)) / total
    if min((how for _, _, how in pairs), default=0.0) < HALF:
        value *= WEIGHTS["unlike"]
    if person and in_other_order(query, candidate, pairs):
        value *= WEIGHTS["other_order"]
    if person and given_names_cross(query, candidate, pairs):
        value *= TOLD_APART
    if person and (not across or (query.generation and candidate.generation)):
        value *= share_of_generation(query, candidate)
    joined = _joined_likeness(
        query, candidate, across=across, least=max(value, least / MOST_SIMILAR)
    )
    value = MOST_SIMILAR * max(value, joined)
    if value < least:
        return DIFFERENT
    script = f", transliterated from {across_from(query, candidate)}" if across else ""
    unlike = [(a, b) for a, b, how in pairs if how < 1]
    if not unlike:
        return Score(value, PART + script, SIMILAR)
    return Score(value, _difference(unlike) + script, SIMILAR)


def share_of_generation(query: Name, candidate: Name) -> float:
    """Return what another generation leaves of a likeness."""
    if query.generation == candidate.generation:
        return 1.0
    if numbers_differ(query, candidate):
        return OTHER_NUMBER
    is_lacking = is_number(query.generation) and not candidate.generation
    return NO_NUMBER if is_lacking else TOLD_APART


def numbers_differ(query: Name, candidate: Name) -> bool:
    """Tell whether both names have a number, and not the same."""
    generations = query.generation, candidate.generation
    return generations[0] != generations[1] and all(map(is_number, generations))


def _joined_likeness(query: Name, candidate: Name, *, across: Across, least: float) -> float:
    """What the likeness of the names without blanks counts; 0 if that is less than is asked for."""
    one, other = "".join(query.words), "".join(candidate.words)
    if not across and most_alike(one, other) * WEIGHTS["joined"] < least:
        return 0.0
    return word_likeness(one, other, across=across) * WEIGHTS["joined"]


def _across(query: Name, candidate: Name) -> Across:
    scripts = {query.script, candidate.script}
    if scripts & LOSE_R:
        return Across.VOWELS_AND_R
    return Across.NOTHING if scripts == {""} else Across.VOWELS


def across_from(query: Name, candidate: Name) -> str:
    """The script that one of the two is written in."""
    return query.script or candidate.script


def _difference(unlike: list[tuple[str, str]]) -> str:
    """What differs, in words."""
    one, other = unlike[0]
    if len(unlike) == 1 and are_forms(one, other):
        return f"{NICKNAME}: {one.title()} for {other.title()}"
    shown = ", ".join(f"{a} for {b}" for a, b in unlike[:2])
    if len(unlike) == 1 and distances().OSA.distance(one, other) == 1:
        return f"{ONE_LETTER}: {shown}"
    return f"similar spelling: {shown}"


def _left_over(
    query: Name, candidate: Name, pairs: list[tuple[str, str, float]], *, person: bool
) -> float:
    """What words without a partner cost: middle names little, all else their share."""
    partners = {word for a, b, _ in pairs for word in (a, b)}
    alone = [word for word in (*query.words, *candidate.words) if word not in partners]
    is_ruler = is_number(query.generation) and query.generation == candidate.generation
    if person and len([1 for _, _, how in pairs if how > HALF]) > 1 - is_ruler:
        surnames = {query.surname, candidate.surname}
        return sum(_alone(word, is_surname=word in surnames) for word in alone)
    return 4.0 * len(alone)


def _alone(word: str, *, is_surname: bool) -> float:
    """What a word of a person's name costs that has no partner."""
    if is_surname:
        return WEIGHTS["other_surname"]
    is_name = len(word) > 1 and word not in PARTICLES
    return WEIGHTS["middle_name" if is_name else "middle_initial"]


def _weight(one: str, other: str, *, across: Across) -> float:
    if across:
        one, other = once(one), once(other)
    if len(one) == 1 or len(other) == 1 or (one in PARTICLES and other in PARTICLES):
        return 1.0
    return 2.0 + min(max(len(one), len(other)), 9)
