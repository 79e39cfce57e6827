"""A name taken apart: its words without titles, its surname, its script.

Called by keys.py and compare.py. Leaves out how words compare.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.names.fold import fold, folded_together, pieces_of
from actorgraph.names.generations import (
    ARTICLES,
    TELLING,
    doubtful_generation,
    without_generation,
    written_generation,
)
from actorgraph.names.lexicon import (
    GENERATIONS,
    HONORIFICS,
    LEGAL_FORMS,
    LONG_LEGAL_FORMS,
    PERSON_TYPES,
    SMALL_WORDS,
    UNSPACED,
    pattern,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT = 1 << 10
"""So many names that were taken apart last are not taken apart again."""
LEAST_ACRONYM = 3
FULL = 3
"""The words of a name with given name, father's name and surname."""
_INITIAL = r"\b(\w)\."
_JOINED_INITIAL = re.compile(r"\b\w\.\S")
_TITLES = HONORIFICS - GENERATIONS.keys() - ARTICLES
_RULED = HONORIFICS | TELLING
_OF_FORMS = LEGAL_FORMS.union(*map(str.split, LONG_LEGAL_FORMS))


class Name(NamedTuple):
    """A name taken apart once, to be compared often.

    Attributes:
        words: folded words that tell names apart, in the order written.
        surname: the folded family name of a person; "" for others and for single words.
        script: the script it is written in; "" for Latin.
        spoken: the words with the marks of Latin letters spelled out as they sound.
        generation: what tells a person from others of that name: a number, jr, sr; "" if nothing.
        forms: the legal forms of an organisation's name.
        characters: of a name in a script without blanks, all of them; "" for others.
        family: the family name among them, which stands first.
        is_guess: this is a way to hear or read it that may find who is meant, and decides nothing.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    surname: str
    script: str
    spoken: tuple[str, ...]
    generation: str = ""
    forms: tuple[str, ...] = ()
    characters: str = ""
    family: str = ""
    is_guess: bool = False


def readings(text: str, entity_type: str = "") -> tuple[Name, ...]:
    """Take a name apart in each way: without blanks, it can be one word or begin with a family's.

    Some can be read in another way besides.

    Args:
        entity_type: of who has it.
    """
    name = parsed(text, entity_type)
    if not name.family:
        is_plain = TELLING.isdisjoint(name.words) and name.script != "Arabic"
        return (name,) if is_plain or not is_person(entity_type) else (name, *_otherwise_read(name))
    from actorgraph.names.unspaced import romanised_parts, split_family

    words = romanised_parts(*(split_family(text) or ("", "")))
    if not all(words):
        return (name,)
    return name, name._replace(folded=" ".join(words), words=words, surname=words[0], spoken=words)


def _otherwise_read(name: Name) -> Iterator[Name]:
    """Yield how else a name can be read, which finds who is meant and decides nothing.

    A last word can be a number, and the article of Arabic can stand by itself or be left out.
    """
    told = None if name.generation else doubtful_generation(name.text, name.words)
    if told is not None:
        words, generation = told
        surname = surname_of(name.text, words)
        yield name._replace(
            words=words, surname=surname, spoken=words, generation=generation, is_guess=True
        )
    if name.script == "Arabic":
        bare = re.sub(pattern("arabic", "article"), " ", name.text)
        if bare != name.text:
            yield parsed(bare, "person")._replace(is_guess=True)


def query_readings(text: str, entity_type: str = "") -> tuple[Name, ...]:
    """Take a query apart in each way, and as it can be heard: what is filed is not read so.

    The syllables of a given name can be words: Kim Jong-un.

    Args:
        entity_type: of who can be meant.
    """
    found = readings(text, entity_type)
    if not is_person(entity_type) or not found[0].family or len(found) == 1:
        return found
    from actorgraph.names.unspaced import syllables

    words = syllables(text, found[1].surname)
    folded = " ".join(words)
    heard = found[1]._replace(folded=folded, words=words, spoken=words, is_guess=True)
    return (*found, heard)


def parsed(text: str, entity_type: str = "") -> Name:
    """Take a name apart as it is written: an entity of this type has it."""
    return _taken_apart(text, of_person=is_person(entity_type))


@lru_cache(maxsize=KEPT)
def _taken_apart(text: str, *, of_person: bool) -> Name:
    folded, script = _written(text)
    kept, generation = written_generation(text) if of_person else (text, "")
    if generation:
        name = _taken_apart(kept, of_person=True)
        return name._replace(text=text, folded=folded, generation=generation)
    if script in UNSPACED:
        return _unspaced(text, folded, script, of_person=of_person)
    return _spaced(text, folded, script, of_person=of_person)


@lru_cache(maxsize=KEPT)
def _written(text: str) -> tuple[str, str]:
    """Return a name folded, and its script: a query is read as a person's and as a body's."""
    return fold(text), "" if text.isascii() else _script(text)


def plain_words(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the words of a person's name, and as they are spoken, as `parsed` does.

    None where a rule has to tell them: titles, numbers, initials, scripts read as a whole.
    """
    if ("." in text and _JOINED_INITIAL.search(text)) or written_generation(text)[1]:
        return None
    if text.isascii():
        words = spoken = tuple(fold(text).split())
    else:
        pieces = pieces_of(text)
        if pieces is None:
            return None
        words = tuple(" ".join([piece.folded for piece in pieces]).split())
        spoken = tuple(" ".join([piece.spoken for piece in pieces]).split())
    if not _RULED.isdisjoint(words) or not _RULED.isdisjoint(spoken):
        return None
    return words, spoken if len(spoken) == len(words) else words


def body_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the words of a plain name that an organisation has beside its legal form."""
    return words if _OF_FORMS.isdisjoint(words) else _without_forms(" ".join(words))[0]


def _unspaced(text: str, folded: str, script: str, *, of_person: bool) -> Name:
    from actorgraph.names.unspaced import characters_of, split_family, without_legal_forms

    if of_person:
        family, _ = split_family(text) or ("", "")
        name = _spaced(text, folded, script, of_person=True)
        return name._replace(characters=characters_of(text), family=characters_of(family))
    short, forms = without_legal_forms(text)
    name = _spaced(short, fold(short), script, of_person=False)
    return name._replace(
        text=text, folded=folded, forms=(*name.forms, *forms), characters=characters_of(short)
    )


def _spaced(text: str, folded: str, script: str, *, of_person: bool) -> Name:
    if not of_person:
        words, forms = _without_forms(folded)
        return Name(text, folded, words, "", script, words, forms=forms)
    is_joined = "." in text and _JOINED_INITIAL.search(text)
    written = fold(re.sub(_INITIAL, r"\1 ", text)) if is_joined else folded
    words, generation = _without_titles(text, written)
    surname = surname_of(text, words)
    return Name(text, folded, words, surname, script, _spoken(text, words), generation)


def surname_of(text: str, words: tuple[str, ...]) -> str:
    """Return the surname in a person's name.

    Args:
        words: of the name, without titles.
    """
    if len(words) <= 1:
        return ""
    if "," in text:
        # "Biden, Jr." and "Brown, Baron Brown" too have the surname last before the comma.
        family = [word for word in fold(text.partition(",")[0]).split() if word in words]
        if family:
            return family[-1]
    if len(words) == FULL and _is_patronymic(words[2]) and not _is_patronymic(words[1]):
        # "Poroshenko Petro Oleksiyovych": the father's name is last, the family's first.
        return words[0]
    return words[-1] if len(words[-1]) > 1 else words[0]


def _without_titles(text: str, written: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a person's name without titles, if any are left, and the generation."""
    whole = tuple(written.split())
    if _RULED.isdisjoint(whole):
        return whole, ""
    if HONORIFICS.issuperset(whole):
        return whole, ""
    named = tuple([word for word in whole if word not in _TITLES])
    words, generation = without_generation(text, named)
    return tuple([word for word in words if word not in HONORIFICS]) or words, generation


def content_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a title or an organisation without its small ones, if any are left."""
    return tuple(word for word in words if word not in SMALL_WORDS) or words


def initials_of(name: Name) -> frozenset[str]:
    """The abbreviations of a name of several words, with and without its small words."""
    if len(name.words) < LEAST_ACRONYM:
        return frozenset()
    large = [word for word in name.words if word not in SMALL_WORDS]
    return frozenset("".join(w[0] for w in words) for words in (name.words, large)) - {""}


@lru_cache(maxsize=65536)
def _is_patronymic(word: str) -> bool:
    return re.search(pattern("given_names", "patronymics"), word) is not None


def _script(text: str) -> str:
    pieces = pieces_of(text)
    if pieces is not None:
        return next((piece.script for piece in pieces if piece.script), "")
    from actorgraph.names.scripts import script_of

    return script_of(text)


def _spoken(text: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words as they are spoken, if those are as many."""
    if text.isascii():
        return words
    sounded, _ = _without_titles(text, _folded_as_spoken(text))
    return sounded if len(sounded) == len(words) else words


def _folded_as_spoken(text: str) -> str:
    pieces = None if _JOINED_INITIAL.search(text) else pieces_of(text)
    if pieces is not None:
        return folded_together(piece.spoken for piece in pieces)
    from actorgraph.names.scripts import spoken

    return fold(spoken(re.sub(_INITIAL, r"\1 ", text)))


def is_person(entity_type: str) -> bool:
    """Whether entities of this type have surnames; a type that is not said may."""
    return entity_type in PERSON_TYPES or entity_type.lower() in PERSON_TYPES


def _without_forms(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of an organisation's name, and the legal forms that it has."""
    short, forms = folded, []
    for form in LONG_LEGAL_FORMS:
        if form in short and f" {form} " in f" {short} ":
            short = f" {short} ".replace(f" {form} ", " ").strip()
            forms.append(form)
    words = tuple(word for word in short.split() if word not in LEGAL_FORMS)
    if not words:
        return tuple(folded.split()), ()
    return words, (*forms, *(word for word in short.split() if word in LEGAL_FORMS))
