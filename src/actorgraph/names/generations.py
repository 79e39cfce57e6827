"""What tells a person from others of the name, on a throne or in a family: XIV, the Younger, Jr.

Called by parts.py with the folded words of a person's name. A number is read in Roman letters,
digits and ordinals, as the languages and scripts of names.json write it. What can be a name or an
initial too (Xi, V, Segundo) is read both ways. Leaves out what a generation decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from actorgraph.names.fold import fold
from actorgraph.names.lexicon import FACTS, GENERATIONS, PARTICLES, letters, pattern, words

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = tuple[str, ...]
Told = tuple[Words, str]
"""The words of a name without its generation, and that; "" where nothing says one."""

_NUMERALS = FACTS["numerals"]
ROMAN = {word: str(at) for at, word in enumerate(_NUMERALS["roman"].split(), 1)}
AMBIGUOUS = words("numerals", "ambiguous")
ARTICLES = words("numerals", "articles")
RULERS = words("titles", "rulers")
"""Titles that are left out beside a number only, since people are called so: Martin Luther King."""

_DIGITS = {
    f"{number}{suffix}": number
    for number in ROMAN.values()
    for suffix in ("", *_NUMERALS["suffixes"].split())
}
GENERATION_WORDS = {
    **_DIGITS,
    **{word: number for word, number in ROMAN.items() if word not in AMBIGUOUS},
    **GENERATIONS,
}
"""What a word says wherever it stands but at the beginning."""
ORDINALS = {word: at for line in _NUMERALS["ordinals"] for at, word in enumerate(line.split(), 1)}
TENS = {word: int(number) for word, number in letters("numerals", "tens").items()}
TEENS = words("numerals", "teens")


def _by_word(name: str) -> dict[str, str]:
    return {word: key for key, some in letters("numerals", name).items() for word in some.split()}


LAST, FIRST = _by_word("last"), _by_word("first")
PHRASES: dict[Words, str] = {
    tuple(phrase.split()): generation
    for generation, phrases in _NUMERALS["phrases"].items()
    for phrase in phrases
}
TELLING = frozenset(
    {*GENERATION_WORDS, *ROMAN, *ORDINALS, *TEENS, *LAST, *FIRST, *(one[-1] for one in PHRASES)}
)
"""Each name that says a generation has one of these words, or says it by how it is written."""


def is_number(generation: str) -> bool:
    """Tell whether a generation is a number, as a ruler has."""
    return generation.isdigit()


def is_byname(word: str) -> bool:
    """Tell whether a word after a ruler's name begins where from or whose child that is."""
    return word in PARTICLES or bool(re.search(pattern("given_names", "patronymics"), word))


def without_generation(text: str, whole: Words) -> Told:
    """Return the words of a name without what surely says its generation, and that.

    Args:
        text: the name as it is written.
        whole: its folded words.
    """
    if len(whole) == 1 or TELLING.isdisjoint(whole):
        return whole, ""
    told = _at_the_beginning(text, whole) or _at_the_end(whole) or _within(text, whole)
    return _without_title(*told) if told else (whole, "")


def doubtful_generation(text: str, whole: Words) -> Told | None:
    """Return the same where the words can be a name too, or an initial: Felipe Segundo, George V.

    Args:
        text: the name as it is written.
        whole: its folded words, without what surely says a generation.
    """
    if len(whole) == 1 or TELLING.isdisjoint(whole):
        return None
    if whole[-1] in LAST:
        return whole[:-1], LAST[whole[-1]]
    for count in (2, 1):
        read, number = _ordinal(whole[-count:])
        if number and read == count < len(whole):
            return _without_title(whole[:-count], number)
    return _roman_letter(text, whole)


def written_generation(text: str) -> tuple[str, str]:
    """Return a name without what says the generation by how it is written, and that.

    >>> written_generation("ルイ14世")
    ('ルイ', '14')
    """
    if (text.isascii() and " d." not in text) or not _any_written().search(text):
        return text, ""
    for written, generation in letters("numerals", "written").items():
        found = re.search(written, text)
        said = found and (generation or _value(found[1]))
        if found and said:
            return (text[: found.start()] + text[found.end() :]).strip(), said
    return text, ""


@cache
def _any_written() -> re.Pattern[str]:
    return re.compile("|".join(letters("numerals", "written")))


def _value(digits: str) -> str:
    """Return the number that digits of a script say, "" if that is none: 十二 is 12, 二十 is 20."""
    if digits.isdigit() and digits.isascii():
        return str(int(digits))
    value = 0
    for letter in digits.lower():
        one = _values().get(letter, 0)
        is_many = value > 0 and letter == "十"
        value = value * one if is_many else value + one
    return str(value)


@cache
def _values() -> Mapping[str, int]:
    values = letters("numerals", "values")
    return {one: int(value) for value, some in values.items() for one in some}


def _at_the_beginning(text: str, whole: Words) -> Told | None:
    """Read what Hungarian and Turkish begin with: IV. Béla, ifj. Nagy János."""
    first, rest = whole[0], whole[1:]
    found = re.match(r"\s*(\w+)\.\s", text)
    if found is None or fold(found[1]) != first:
        return None
    generation = FIRST.get(first) or (ROMAN.get(first) if len(first) > 1 else None)
    return (rest, generation) if generation else None


def _at_the_end(whole: Words) -> Told | None:
    for count in (3, 2):
        generation = PHRASES.get(whole[-count:])
        if generation and len(whole) > count:
            return whole[:-count], generation
    last, rest = whole[-1], whole[:-1]
    return (rest, LAST[last]) if last in LAST and len(rest) > 1 else None


def _within(text: str, whole: Words) -> Told | None:
    for at, word in enumerate(whole[1:], 1):
        has_article = at > 1 and whole[at - 1] in ARTICLES
        read, number = _ordinal(whole[at:]) if has_article else (1, "")
        generation = number or GENERATION_WORDS.get(word, "")
        if not generation and word in AMBIGUOUS and _is_roman(text, whole, at):
            generation = ROMAN[word]
        if generation:
            return (*whole[: at - has_article], *whole[at + read :]), generation
    return None


def _ordinal(some: Words) -> tuple[int, str]:
    """Return how many of the first words are an ordinal, and its number; "" if none are."""
    first, second = some[0], some[1] if len(some) > 1 else ""
    if first in TENS and second in ORDINALS:
        return 2, str(TENS[first] + ORDINALS[second])
    if first not in ORDINALS:
        return 1, ""
    return (2, str(10 + ORDINALS[first])) if second in TEENS else (1, str(ORDINALS[first]))


def _is_roman(text: str, whole: Words, at: int) -> bool:
    """Tell whether a word is surely a number: Pius XI is a Pope, Xi Jinping is not.

    Of the letters that can be initials, only those are that follow a ruler and his title.
    """
    written = whole[at].upper()
    is_titled = at > 1 and whole[0] in RULERS
    is_told = is_titled or (len(written) > 1 and text.upper() != text)
    return is_told and re.search(rf"(?<!\w){written}(?!\w)", text) is not None


def _roman_letter(text: str, whole: Words) -> Told | None:
    """Read a Roman number at the end, or before a country or a father: Christian X of Denmark."""
    for at, word in enumerate(whole[1:], 1):
        if word not in AMBIGUOUS or len(whole[at - 1]) == 1:
            continue
        after = whole[at + 1] if at + 1 < len(whole) else ""
        if after and not is_byname(after):
            continue
        written = word if text.lower() == text else word.upper()
        if re.search(rf"(?<!\w){written}(?!\w)(?!\.\s*\w)", text):
            return _without_title((*whole[:at], *whole[at + 1 :]), ROMAN[word])
    return None


def _without_title(rest: Words, generation: str) -> Told:
    is_titled = is_number(generation) and len(rest) > 1 and rest[0] in RULERS
    return (rest[1:] if is_titled else rest), generation
