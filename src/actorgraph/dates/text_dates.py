"""The dates that a running text names, each with what it can mean: "met before 3 May 2018".

Called by the drafts, for which a date may be no more exact than the words. The longest words that
date_forms.py reads as a date are one, so that what hedges it ("no later than", "3 or 4") is read
with it. Leaves out dates without any digits that are no months ("last Tuesday").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.dates import date_lexicon as lexicon
from actorgraph.dates.date_forms import readings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST = 9
"""A date has at most so many words: "between the 3rd of May and the 5th of June 2018"."""
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2}(?!\d)")
_FEWEST_LETTERS = 3
_NOT_MONTHS = {"set", "ago"}
"""Words of English that also begin months of Italian and Spanish; with a day they are these."""
_MONTH_LAST = re.compile(r"\d{4}[,.]?\s[^\W\d_]+[.,]?")
"""A year and a month behind it: hardly "2018 May", but "in 2018 may"."""
_BEFORE_MONTH = re.compile(
    r"(?:in|im|en|nel|в|since|seit|depuis|desde|dal|с|before|vor|avant|after|nach|apres|by|until|"
    r"early|mid|late|anfang|mitte|ende|debut|fin|about|around|between|from)[- ].+"
)
"""What a month without a day and a year begins with; else it is the verb, or a name: may, Jan."""
_NOT_A_DATE_AFTER = re.compile(
    r"(?:not|nicht|pas|non|не|than|except|§+|№|no\.|nr\.|#|[$€£¥]|\S*[\u7d04\u7ea6])\Z"
)
_VAGUE_BEFORE = re.compile(
    r"\s*,?\s*(?:or|oder|ou|o|или|oppure|at the latest|at the earliest|spatestens|fruhestens)\b"
)
_IN_CHARACTERS = re.compile(r"\d{4}\u5e74(?!\u4ee3)(?:\d{1,2}\u6708(?:\d{1,2}\u65e5)?)?")
"""A date in Chinese or Japanese, which no blank parts from the words around it."""
_CHARACTERS = "\u5e74\u6708\u65e5"
_VAGUE_AFTER_CHARACTERS = re.compile(
    r"\s*(?:\u9803|\u3054\u308d|\u3053\u308d|\u5de6\u53f3|\u4ee5?[\u524d\u5f8c\u540e]|\u4ee5\u964d|\u4e4b?[\u524d\u5f8c\u540e])"
)
_ANOTHER_ERA = re.compile(r"\W*(?:ah|a\.h|hijri|h|sh|s\.h|be|b\.e|am|a\.m|هـ|ه|ش)\b\.?")
_OURS = range(1600, 2101)
"""A year outside of these that another era's sign follows, or its month, is not of our calendar."""
_NEAR = 30
"""So many letters before and after a year are looked at for a month of another calendar."""


class TextDate(NamedTuple):
    """A date that a text names.

    Attributes:
        readings: what it can mean, as dates of ours.
        side: "start_date" after "since", "end_date" after "until", else "".
        has_year: whether its words give the year; else it is the year that was asked for.
    """

    readings: tuple[str, ...]
    side: str = ""
    has_year: bool = True


def years_in(text: str) -> frozenset[str]:
    """Return the numbers of a text that can be years."""
    return frozenset(_YEAR.findall(lexicon.folded(text)))


@lru_cache(maxsize=256)
def dates_in(text: str, year: str = "") -> tuple[TextDate, ...]:
    """Return the dates that a text names, in its order.

    Args:
        year: of days and months without one, which are left out if this is "".
    """
    plain = lexicon.folded(text.replace("\u2014", "; "))
    plain = _IN_CHARACTERS.sub(r" \g<0> ", plain)
    words = [match.span() for match in re.finditer(r"\S+", plain)]
    return tuple(_dates(plain, words, year))


def _dates(plain: str, words: Sequence[tuple[int, int]], year: str) -> Iterator[TextDate]:
    at = 0
    while at < len(words):
        size, found = _longest_at(plain, words[at : at + _LONGEST], year)
        if found and _is_date_there(plain, words[at][0], words[at + size - 1][1]):
            yield found
        at += max(1, size)


def _longest_at(
    plain: str, words: Sequence[tuple[int, int]], year: str
) -> tuple[int, TextDate | None]:
    """Return the longest date that begins with the first word, and of how many words it is."""
    start = words[0][0]
    for size in range(len(words), 0, -1):
        text = _bare(plain[start : words[size - 1][1]])
        if found := _read(text, year):
            return size, found
    return 0, None


def _bare(text: str) -> str:
    """Return words without what stands around them, such as one bracket of two."""
    text = text.strip("\"'“”„«»,;:!")
    if text.count("(") != text.count(")"):
        text = text.strip("()")
    return text.strip("\"'“”„«»,;:!")


def _read(text: str, year: str) -> TextDate | None:
    """Return what words mean as one date; None if anything else."""
    if not text or not (text[0].isalnum() or text[0] in "(~?<>≈") or text[-1] in "-/":
        return None
    has_year = bool(_YEAR.search(text))
    words = _WORD.findall(text)
    if _MONTH_LAST.search(text) and _is_month(words[-1]):
        return None
    if not (_DAY.search(text) or _NOT_MONTHS.isdisjoint(words)):
        return None
    is_told = _DAY.search(text) or _BEFORE_MONTH.fullmatch(text)
    if has_year or _NUMERIC.search(text):
        readings, side = readings_of(text)
    elif year and any(map(_is_month, words)) and is_told:
        readings, side = readings_of(f"{text.rstrip('.,')} {year}")
    else:
        return None
    if not any(map(_YEAR.search, readings)):
        return None
    return TextDate(readings, side, has_year=has_year)


def _is_month(word: str) -> bool:
    return len(word) >= _FEWEST_LETTERS and word in lexicon.MONTHS


def _is_date_there(plain: str, start: int, stop: int) -> bool:
    """Return whether nothing beside the words of a date makes them less, or something else."""
    before, after = plain[:start].rstrip(), plain[stop:]
    if _NOT_A_DATE_AFTER.search(before.rpartition(" ")[2]) or _VAGUE_BEFORE.match(after):
        return False
    if plain[stop - 1] in _CHARACTERS and _VAGUE_AFTER_CHARACTERS.match(after):
        return False
    years = [int(one) for one in _YEAR.findall(plain[start:stop])]
    if all(one in _OURS for one in years):
        return True
    around = plain[max(0, start - _NEAR) : stop + _NEAR]
    return not (_ANOTHER_ERA.match(after) or lexicon.OTHER_CALENDAR.search(around)
                or re.search(r"\b(?:ah|be|am|sh)\Z", before))  # fmt: skip
