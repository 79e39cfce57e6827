"""Whether words bear out a date: no part of it may be more exact than they are.

The date has to leave open all that some date of the words leaves open (dates/text_dates.py): "about
1984" bears out no year without a mark, "3 or 4 May" no day, "3/4/2018" neither of the two. A year
that does not stand with its day or month may come from elsewhere, and is then our reading.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.dates import edtf
from actorgraph.dates.text_dates import dates_in, years_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.dates.text_dates import TextDate

_DATE = re.compile(r"[\d~?%.\[\]/, -]*")
"""Dates that are looked at; one with a time of day, a season or unknown digits is not."""
_SIDES = ("start_date", "end_date")


class Support(StrEnum):
    """What words say of a date."""

    YES = "yes"
    YEAR_FROM_ELSEWHERE = "the year from elsewhere in the words or the document"
    NO = "no"


def support_of(date: str, words: str, years: frozenset[str], column: str = "date") -> Support:
    """Return whether words bear out a date as exactly as it is.

    Args:
        years: that stand elsewhere in the document, or that the data gives for it.
        column: of the date; of "from 3 to 5 May", start_date is the first day, end_date the last.
    """
    if not _DATE.fullmatch(date) or date.startswith("-") or not re.search(r"\d", date):
        return Support.NO
    whole = _support_of_one(date, words, years, column)
    sides = [one for one in edtf.sides_of(date) or date.split("/") if re.search(r"\d", one)]
    if whole is not Support.NO or len(sides) < len(_SIDES):
        return whole
    found = [_support_of_one(one, words, years, side)
             for one, side in zip(sides, _SIDES, strict=False)]  # fmt: skip
    return max(found, key=list(Support).index)


def _support_of_one(date: str, words: str, years: frozenset[str], column: str) -> Support:
    """Return the best support that one date of the words gives."""
    support = Support.NO
    of_words = years_in(words)
    for found in _found_in(date, words):
        if not _bears_out(found, date, years, column):
            continue
        if found.has_year:
            return Support.YES
        if years_in(date) <= years | of_words:
            support = Support.YEAR_FROM_ELSEWHERE
    return support


def _found_in(date: str, words: str) -> Iterator[TextDate]:
    """Yield the dates of words, those without a year with that of a date that is a day or month."""
    is_finer = re.search(r"\d{4}-\d\d", date)
    years = sorted(years_in(date)) if is_finer else []
    yield from (one for one in dates_in(words) if one.has_year or not years)
    for year in years:
        yield from (one for one in dates_in(words, year) if not one.has_year)


def _bears_out(found: TextDate, date: str, years: frozenset[str], column: str) -> bool:
    """Return whether a date is no more exact than one of the words, however that is read."""
    if column in _SIDES and found.side not in ("", column):
        return False
    readings = found.readings
    if not found.has_year:  # of 3.5.18, the century that the document speaks of
        readings = tuple(one for one in readings if years_in(one) <= years) or readings
    return all(_is_within(_side_of(one, column), date) for one in readings)


def _side_of(reading: str, column: str) -> str:
    """Return the side of an interval that a column tells."""
    if "/" in reading and column in _SIDES:
        return reading.split("/")[_SIDES.index(column)]
    return reading


def _is_within(reading: str, date: str) -> bool:
    if edtf.is_uncertain(reading) and not any(mark in date for mark in "?%~["):
        return False
    found, given = dates.span(reading), dates.span(date)
    return given.earliest <= found.earliest and found.latest <= given.latest
