"""How alike two words of names are, by their letters, their sounds and their short forms.

Called by compare.py, which weighs the words of a name; leaves out names as a whole.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from actorgraph.names.fold import spelling_key
from actorgraph.names.lexicon import WEIGHTS, full_forms, letters, short_forms
from actorgraph.names.sounds import consonants, phonetic_key, without_r

if TYPE_CHECKING:
    from types import ModuleType

LEAST_SOUND = 3
_TWICE = r"(.)\1+"
_NO_FORMS: frozenset[str] = frozenset()


class Across(IntEnum):
    """What is lost on the way from one name's script to the other's."""

    NOTHING = 0
    VOWELS = 1
    VOWELS_AND_R = 2


def are_forms(one: str, other: str) -> bool:
    """Tell whether two given names can stand for one full name."""
    full = full_forms()
    return bool(full.get(one, _NO_FORMS) & full.get(other, _NO_FORMS))


@lru_cache(maxsize=65536)
def once(word: str) -> str:
    """A word without doubled letters, which other scripts seldom double."""
    return re.sub(_TWICE, r"\1", word)


@lru_cache(maxsize=65536)
def word_likeness(one: str, other: str, *, across: Across) -> float:
    """Return how alike two words are, from 0 to 1, whatever script they came from."""
    if across:
        one, other = once(one), once(other)
    if one == other:
        return 1.0
    if len(one) == 1 or len(other) == 1:
        return 0.85 if one[0] == other[0] else 0.0
    one_spelled, other_spelled = spelling_key(one), spelling_key(other)
    if one_spelled == other_spelled:
        if phonetic_key(one) == phonetic_key(other):
            return 0.97
        return 0.75 if across else 0.88
    if are_forms(one, other):
        return 0.93
    spelled = _letters_alike(one, other)
    sounded = _sound_likeness(one, other, across=across)
    if across:
        # Scripts keep the consonants; vowels are guesses.
        sounded = max(sounded, WEIGHTS["otherwise"] * _otherwise_heard(one, other, across=across))
        spelled = max(spelled, spelled + (sounded - spelled) * WEIGHTS["across"])
    return float(
        max(spelled, sounded * WEIGHTS["sounded"], _nickname_likeness(one, other, across=across))
    )


def most_alike(one: str, other: str) -> float:
    """Return no less than how alike two words of one script are: nobody listens to them."""
    if are_forms(one, other):
        return 1.0
    return max(_letters_alike(one, other), WEIGHTS["sounded"])


def _letters_alike(one: str, other: str) -> float:
    similarity = distances().OSA.normalized_similarity
    spelled = similarity(spelling_key(one), spelling_key(other)) * 0.97
    return float(max(similarity(one, other), spelled))


def _otherwise_heard(one: str, other: str, *, across: Across) -> float:
    """The likeness of the sounds where a script has no silent r, no h or no soft g."""
    begun = [(one, other)]
    for letter, begins in letters("sounds", "beginnings").items():
        if letter not in (one[0], other[0]):
            continue
        if re.match(begins, one) and re.match(begins, other):
            begun.append((letter + one[1:], letter + other[1:]))
    pairs = [*begun[1:], *((without_r(a), without_r(b)) for a, b in begun)]
    return max(_sound_likeness(*pair, across=across) for pair in pairs)


def _nickname_likeness(one: str, other: str, *, across: Across) -> float:
    """How alike one word is to another form of the given name that the other word is."""
    best, forms = 0.0, full_forms()
    if one not in forms and other not in forms:
        return best
    measures = distances()
    for known, alone in ((one, other), (other, one)):
        for full in forms.get(known, ()):
            for form in short_forms()[full]:
                if _sounds_as(form, phonetic_key(alone)):
                    alike = measures.OSA.normalized_similarity(
                        spelling_key(form), spelling_key(alone)
                    )
                    if across:
                        fine = measures.JaroWinkler.similarity(consonants(form), consonants(alone))
                        alike = max(alike, 0.9 * fine)
                    best = max(best, 0.45 + 0.42 * alike)
    return best


def _sounds_as(form: str, sound: str) -> bool:
    own = phonetic_key(form)
    if own == sound or phonetic_key(without_r(form)) == sound:
        return True
    return len(sound) > LEAST_SOUND and distances().OSA.distance(own, sound, score_cutoff=1) == 1


def _sound_likeness(one: str, other: str, *, across: Across) -> float:
    """How alike the consonants are, as classes and as letters."""
    one_code, other_code = phonetic_key(one), phonetic_key(other)
    one_fine, other_fine = consonants(one), consonants(other)
    if across is Across.VOWELS_AND_R:
        one_fine, other_fine = one_fine.replace("r", "l"), other_fine.replace("r", "l")
    measures = distances()
    fine = measures.JaroWinkler.similarity(one_fine, other_fine)
    if one_code == other_code:
        return float(0.65 + 0.35 * fine)
    return float(0.6 * measures.Indel.normalized_similarity(one_code, other_code) + 0.35 * fine)


@cache
def distances() -> ModuleType:
    """What measures how alike two words are: imported when it is first needed, and only once."""
    from rapidfuzz import distance

    return distance


def full_names(word: str, *, across: Across) -> frozenset[str]:
    """The full given names that a word can stand for, by its sound if that is long enough."""
    known = full_forms().get(word)
    if known is not None:
        return known
    sound = phonetic_key(word)
    return (
        forms_by_sound().get(sound, _NO_FORMS) if across or len(sound) >= LEAST_SOUND else _NO_FORMS
    )


@cache
def forms_by_sound() -> dict[str, frozenset[str]]:
    """From how a short form sounds to the full forms it can stand for."""
    found: dict[str, set[str]] = {}
    for short, full in full_forms().items():
        for sound in {phonetic_key(short), phonetic_key(without_r(short))}:
            found.setdefault(sound, set()).update(full)
    return {sound: frozenset(full) for sound, full in found.items()}
