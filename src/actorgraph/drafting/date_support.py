"""Whether words bear out a date: no part of it may be more exact than they are.

Looks for the day, the month and the year of each point of a date among the words. A year may come
from elsewhere in the document, and is then our reading. What is hedged ("about 1984", "before
2018") bears out no date without a mark or an interval.
"""

from __future__ import annotations

import re
from enum import StrEnum

from actorgraph.dates import date_lexicon

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_DATE = re.compile(r"[\d~?.\[\]/, -]*")
"""Dates that are looked at; one with a time of day, a season or unknown digits is not."""
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL = {"st", "nd", "rd", "th", "er", "º", "ª"}
_BETWEEN = {"of", "the", "de", "del", "di", "den"}
_DECADES = {"s", "er", "ern", "х"}
_FEWEST_LETTERS = 3
_NOT_ON = ("before", "by", "after", "not_before")


class Support(StrEnum):
    """What words say of a date."""

    YES = "yes"
    YEAR_FROM_ELSEWHERE = "the year from elsewhere in the document"
    NO = "no"


def support_of(date: str, words: str, years: frozenset[str]) -> Support:
    """Return whether words bear out a date as exactly as it is.

    Args:
        years: that stand elsewhere in the document, or that the data gives for it.
    """
    points = [match.groupdict() for match in _POINT.finditer(date)]
    if not points or not _DATE.fullmatch(date) or date.startswith("-"):
        return Support.NO
    tokens = _TOKEN.findall(date_lexicon.folded(words))
    is_loose = any(mark in date for mark in "~?.[")
    found = [_of_point(one, tokens, years, is_loose=is_loose) for one in points]
    if Support.NO in found:
        return Support.NO
    return max(found, key=lambda one: one is Support.YEAR_FROM_ELSEWHERE)


def _of_point(
    point: dict[str, str | None], tokens: list[str], years: frozenset[str], *, is_loose: bool
) -> Support:
    year, month, day = point["year"] or "", point["month"], point["day"]
    places = [at for at, token in enumerate(tokens) if token == year]
    exact = [at for at in places if _is_year(tokens, at, is_loose=is_loose)]
    if places and not exact:
        return Support.NO
    if not exact and (month is None or year not in years):
        return Support.NO
    support = Support.YES if exact else Support.YEAR_FROM_ELSEWHERE
    if month is None:
        return support
    months = [at for at, token in enumerate(tokens) if _month(token) == int(month)]
    if any(day is None or _has_day(tokens, at, int(day)) for at in months):
        return support
    by_numbers = (_in_numbers(tokens, at, int(month), day) for at in exact)
    return support if any(by_numbers) else Support.NO


def _is_year(tokens: list[str], at: int, *, is_loose: bool) -> bool:
    """Return whether a number is a year as it stands, neither a decade nor hedged."""
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if following in _DECADES:
        return False
    before = tokens[at - 1] if at else ""
    opening = date_lexicon.OPENING.fullmatch(before)
    is_bounded = opening is not None and any(opening[kind] for kind in _NOT_ON)
    is_hedged = bool(date_lexicon.CIRCA.fullmatch(before)) or bool(
        date_lexicon.DOUBT.fullmatch(before)
    )
    return is_loose or not (is_bounded or is_hedged)


def _month(token: str) -> int:
    """Return the month that a word names; 0 for none."""
    return date_lexicon.MONTHS.get(token, 0) if len(token) >= _FEWEST_LETTERS else 0


def _has_day(tokens: list[str], at: int, day: int) -> bool:
    """Return whether a day stands directly before or behind a month."""
    before = [one for one in tokens[max(0, at - 3) : at] if one not in _BETWEEN | _ORDINAL]
    after = tokens[at + 1 : at + 2]
    return any(one.isdigit() and len(one) <= 2 and int(one) == day  # noqa: PLR2004 -- 01 to 31
               for one in (*before[-1:], *after))  # fmt: skip


def _in_numbers(tokens: list[str], at: int, month: int, day: str | None) -> bool:
    """Return whether the numbers beside a year are its month and day, as in 30.1.2018."""
    for beside in (tokens[max(0, at - 2) : at], tokens[at + 1 : at + 3]):
        numbers = [int(one) for one in beside if one.isdigit()]
        if day is None and month in numbers[-1:] + numbers[:1]:
            return True
        if day is not None and sorted(numbers) == sorted((month, int(day))):
            return True
    return False
