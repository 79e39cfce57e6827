"""How alike two words of names are, by their letters, their sounds and their short forms.

Called by compare.py, which weighs the words of a name; leaves out names as a whole.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache
from typing import NamedTuple

from actorgraph.names.fold import FIRST_GROUP, spelling_key
from actorgraph.names.letter_distances import distances
from actorgraph.names.lexicon import WEIGHTS, full_forms, letters, short_forms
from actorgraph.names.sounds import consonants, phonetic_key, without_r

LEAST_SOUND = 3
LONGEST_COMPARED = 1_000
"""Texts of more letters are equal or differ: to compare them letter by letter would take long."""
_LEAST_AS_NICKNAME, _SHARE_AS_NICKNAME = 0.45, 0.42
_MOST_AS_NICKNAME = _LEAST_AS_NICKNAME + _SHARE_AS_NICKNAME
_TWICE = r"(.)\1+"
_NO_FORMS: frozenset[str] = frozenset()


class Across(IntEnum):
    """What is lost on the way from one name's script to the other's."""

    NOTHING = 0
    VOWELS = 1
    VOWELS_AND_R = 2


class _Word(NamedTuple):
    """A word with all that it is compared by, told once for all words that it is compared with.

    Attributes:
        spelled: as it is spelled anywhere.
        code: the classes of its consonants.
        fine: its consonants.
        forms: the full given names that it can stand for.
    """

    text: str
    spelled: str
    code: str
    fine: str
    forms: frozenset[str]


@lru_cache(maxsize=65536)
def _word(text: str) -> _Word:
    forms = full_forms().get(text, _NO_FORMS)
    return _Word(text, spelling_key(text), phonetic_key(text), consonants(text), forms)


def are_forms(one: str, other: str) -> bool:
    """Tell whether two given names can stand for one full name."""
    full = full_forms()
    return bool(full.get(one, _NO_FORMS) & full.get(other, _NO_FORMS))


@lru_cache(maxsize=65536)
def once(word: str) -> str:
    """A word without doubled letters, which other scripts seldom double."""
    return re.sub(_TWICE, FIRST_GROUP, word)


@lru_cache(maxsize=65536)
def word_likeness(one: str, other: str, *, across: Across) -> float:
    """Return how alike two words are, from 0 to 1, whatever script they came from."""
    if across:
        one, other = once(one), once(other)
    if one == other:
        return 1.0
    if max(len(one), len(other)) > LONGEST_COMPARED:
        return 0.0
    if len(one) == 1 or len(other) == 1:
        return 0.85 if one[0] == other[0] else 0.0
    first, second = _word(one), _word(other)
    if first.spelled == second.spelled:
        if first.code == second.code:
            return 0.97
        return 0.75 if across else 0.88
    if first.forms and not first.forms.isdisjoint(second.forms):
        return 0.93
    spelled = _letters_alike(first, second)
    sounded = _sound_likeness(first, second, across=across)
    if across:
        # Scripts keep the consonants; vowels are guesses.
        otherwise = _otherwise_heard(first, second, sounded, across=across)
        sounded = max(sounded, WEIGHTS["otherwise"] * otherwise)
        spelled = max(spelled, spelled + (sounded - spelled) * WEIGHTS["across"])
    alike = max(spelled, sounded * WEIGHTS["sounded"])
    if alike < _MOST_AS_NICKNAME and (first.forms or second.forms):
        alike = max(alike, _nickname_likeness(first, second, across=across))
    return float(alike)


def most_alike(one: str, other: str) -> float:
    """Return no less than how alike two words of one script are: nobody listens to them."""
    if are_forms(one, other):
        return 1.0
    if max(len(one), len(other)) > LONGEST_COMPARED:
        return float(one == other)
    return max(_letters_alike(_word(one), _word(other)), WEIGHTS["sounded"])


def _letters_alike(first: _Word, second: _Word) -> float:
    similarity = distances().OSA.normalized_similarity
    alike = similarity(first.text, second.text)
    if first.spelled == first.text and second.spelled == second.text:
        return float(alike)
    return float(max(alike, similarity(first.spelled, second.spelled) * 0.97))


def _otherwise_heard(first: _Word, second: _Word, sounded: float, *, across: Across) -> float:
    """The likeness of the sounds where a script has no silent r, no h or no soft g.

    Args:
        sounded: as they are.
    """
    one, other = first.text, second.text
    begun = [(one, other)]
    for letter, begins in letters("sounds", "beginnings").items():
        if letter not in (one[0], other[0]):
            continue
        if re.match(begins, one) and re.match(begins, other):
            begun.append((letter + one[1:], letter + other[1:]))
    pairs = [*begun[1:], *((without_r(a), without_r(b)) for a, b in begun)]
    if pairs == [(one, other)]:
        return sounded
    return max(_sound_likeness(_word(a), _word(b), across=across) for a, b in pairs)


def _nickname_likeness(first: _Word, second: _Word, *, across: Across) -> float:
    """How alike one word is to another form of the given name that the other word is."""
    best, measures = 0.0, distances()
    for known, alone in ((first, second), (second, first)):
        if not known.forms:
            continue
        for codes, forms in _forms_by_code(known.text).items():
            if not _sounds_as(codes, alone.code):
                continue
            for form in forms:
                alike = measures.OSA.normalized_similarity(form.spelled, alone.spelled)
                if across:
                    fine = measures.JaroWinkler.similarity(form.fine, alone.fine)
                    alike = max(alike, 0.9 * fine)
                best = max(best, _LEAST_AS_NICKNAME + _SHARE_AS_NICKNAME * alike)
    return best


@lru_cache(maxsize=4096)
def _forms_by_code(known: str) -> dict[tuple[str, str], list[_Word]]:
    """Return all forms of the given names that a word can stand for, by how they sound.

    That is with each r, and without those that are not heard.
    """
    found: dict[tuple[str, str], list[_Word]] = {}
    for form in {form for one in full_forms()[known] for form in short_forms()[one]}:
        codes = phonetic_key(form), phonetic_key(without_r(form))
        found.setdefault(codes, []).append(_word(form))
    return found


def _sounds_as(codes: tuple[str, str], sound: str) -> bool:
    if sound in codes:
        return True
    if len(sound) <= LEAST_SOUND:
        return False
    return bool(distances().OSA.distance(codes[0], sound, score_cutoff=1) == 1)


def _sound_likeness(first: _Word, second: _Word, *, across: Across) -> float:
    """How alike the consonants are, as classes and as letters."""
    one_fine, other_fine = first.fine, second.fine
    if across is Across.VOWELS_AND_R:
        one_fine, other_fine = one_fine.replace("r", "l"), other_fine.replace("r", "l")
    measures = distances()
    fine = measures.JaroWinkler.similarity(one_fine, other_fine)
    if first.code == second.code:
        return float(0.65 + 0.35 * fine)
    return float(0.6 * measures.Indel.normalized_similarity(first.code, second.code) + 0.35 * fine)


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
