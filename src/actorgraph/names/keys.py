"""Under which keys a name is filed, and which keys a query asks for.

An index stores key -> entity for `keys` of every name and alias, and key -> word for `near_keys` of
every distinct word it has met; lookup.py asks for exact keys only, so that any store that finds a
string will do. The first letter of a key says what it is:

- `=` the folded words in order of the alphabet: the whole name, however ordered
- `s` the surname as spelled anywhere; `w` every other word
- `i` an initial and the surname
- `p` two words as they sound: what scripts and languages have in common
- `c` the first character of a name without blanks, and every two of its characters
- `a` the initials of an organisation's words
- `b` a word that none of these has, for names that are begun with it (unfinished.py)

The page files names under the same keys (render/page/keys.js).
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from actorgraph.names.fold import spelling_key
from actorgraph.names.generations import is_number
from actorgraph.names.parts import Name, content_of, initials_of, readings
from actorgraph.names.sounds import phonetic_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PAIRED_WORDS = 5
"""Of longer names only neighbouring words are paired: the others would file a title under all."""

FEW_WORDS = 4
"""Of no more words that say what an organisation is any two are paired."""

LONGEST_WORD = 100
"""No word is found by less than all its letters that has more of them, or is heard as so many."""

_CLASSES = "PTKSLMNHA"


def keys(name: str, *, entity_type: str = "") -> frozenset[str]:
    """Return the keys under which a name or alias is filed.

    Args:
        entity_type: of the entity; only a person has a surname and initials.
    """
    return keys_read(readings(name, entity_type))


def keys_read(names: Iterable[Name]) -> frozenset[str]:
    """Return the same for each way to read a name."""
    return frozenset().union(*map(keys_parsed, names))


def keys_parsed(name: Name) -> frozenset[str]:
    """Return the same for a name already taken apart."""
    return frozenset(word_keys(name) | pair_keys(name))


def pair_keys(name: Name) -> set[str]:
    """Return those of words as they sound, which take most of the time."""
    return {"p" + pair for pair in _filed_pairs(name)}


def word_keys(name: Name) -> set[str]:
    """Return those of words as they are spelled."""
    words = name.words
    found = {whole_key(words)}
    if len(words) > 1:
        found.add("=" + "".join(words))
    for word in words:
        if len(word) > 1 or not word.isascii() or len(words) == 1:
            found.add("w" + spelling_key(word))
    if name.surname:
        surname = spelling_key(name.surname)
        found.discard("w" + surname)
        found.add("s" + surname)
        found.update(f"i{word[0]}+{surname}" for word in words if word != name.surname)
    else:
        found.update("a" + initials for initials in initials_of(name))
    if name.characters:
        found.update(("c" + name.characters[0], *two_characters(name)))
    return found


def two_characters(name: Name) -> list[str]:
    """Return the keys of every two characters of a name without blanks, in its order."""
    return ["c" + a + b for a, b in pairwise(name.characters)]


def whole_key(words: tuple[str, ...]) -> str:
    """Return the key of a whole name in any order."""
    return "=" + " ".join(sorted(words))


def heard(name: Name) -> tuple[str, ...]:
    """Return the words of a name as they are heard, with its number: Louis, 14."""
    return (*name.spoken, name.generation.zfill(2)) if is_number(name.generation) else name.spoken


def _filed_pairs(name: Name) -> set[str]:
    """Pair any two words of a person or a short title, since any may be left out."""
    is_told = bool(name.surname or name.generation)
    words = heard(name) if is_told else content_of(name.spoken)
    if is_told or len(words) <= FEW_WORDS:
        return sound_pairs(words)
    sounds = [sound for word in words if len(word) > 1 and (sound := phonetic_key(word))]
    return {f"{a}+{b}" if a < b else f"{b}+{a}" for a, b in pairwise(sounds)}


def sound_pairs(words: tuple[str, ...], *, lost_r: bool = False) -> set[str]:
    """Return every two words of a name as they sound, in order of the alphabet."""
    pairs = [two for pair in _two(words) for two in (_with_r(*pair) if lost_r else (pair,))]
    return {f"{a}+{b}" if a < b else f"{b}+{a}" for a, b in pairs}


def near_keys(word: str) -> frozenset[str]:
    """Return the keys of a distinct word, under which it is found when one letter differs."""
    word = spelling_key(word)
    if len(word) > LONGEST_WORD:
        return frozenset({"-" + word})
    return frozenset({"-" + word, *("-" + word[:at] + word[at + 1 :] for at in range(len(word)))})


def near_pairs(words: tuple[str, ...], *, lost_r: bool = False) -> set[str]:
    """Return the sound pairs of a query and all that differ from one of them in one class.

    Args:
        lost_r: the query's script drops the r of Edwards, so that it may be missing besides.
    """
    found: set[str] = set()
    for a, b in _two(words):
        if max(len(a), len(b)) > LONGEST_WORD:
            continue
        for one, other in _with_r(a, b) if lost_r else ((a, b),):
            for near in _one_off(one):
                found.add(f"{near}+{other}" if near < other else f"{other}+{near}")
            for near in _one_off(other):
                found.add(f"{near}+{one}" if near < one else f"{one}+{near}")
    return found


def _two(words: tuple[str, ...]) -> list[tuple[str, str]]:
    sounds = [sound for word in words if len(word) > 1 and (sound := phonetic_key(word))]
    if len(sounds) <= PAIRED_WORDS:
        return list(combinations(sounds, 2))
    return list(pairwise(sounds))


def _with_r(one: str, other: str) -> list[tuple[str, str]]:
    """Return both sounds as they are and with one r put back in each place."""
    ones, others = (
        {sound, *(sound[:at] + "L" + sound[at:] for at in range(1, len(sound) + 1))}
        for sound in (one, other)
    )
    return [(a, b) for a in sorted(ones) for b in sorted(others)]


def _one_off(sound: str) -> Iterator[str]:
    for at in range(len(sound) + 1):
        for other in _CLASSES:
            yield sound[:at] + other + sound[at:]
            yield sound[:at] + other + sound[at + 1 :]
        if len(sound) > 1:
            yield sound[:at] + sound[at + 1 :]
