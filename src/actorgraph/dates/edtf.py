"""One date as it is written, and the days that it can be: a part of EDTF (ISO 8601-2).

    2018-01-26  2018-01  2018    a day, a month, a year; -0043 is 44 BC
    2018-01-26T10:30:00Z         a time of day, which is kept and not compared
    198X  19XX                   some moment in that decade or century
    1984~                        about: one unit wider on either side
    1984?  1984%                 uncertain; uncertain and about
    [2018-01..2018-03]           some moment from the first to the second; either may be missing

Read by the package itself, which says when two of them make a period, and by date_forms.py, which
looks for the date that another form means. Leaves out what to write instead of any other date.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_DAYS_IN_CYCLE = 146_097
"""Days of 400 years, after which the calendar begins anew."""
_CYCLE = 400
_LAST_YEAR = 9999
EARLIEST = 1 - 25 * _DAYS_IN_CYCLE - 1
"""A day before all days, the last one before the year -9999: nothing is known about the earlier
side."""
LATEST = date.max.toordinal() + 1
"""A day after all days: nothing is known about the later side, or it is explicitly open."""
UNCERTAIN = frozenset("?%")
ABOUT = frozenset("~%")

_TIME = r"T(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?"
_POINT = re.compile(rf"(-?\d{{4}})(?:-(\d\d)(?:-(\d\d)({_TIME})?)?)?([?~%]?)\Z", re.ASCII)
_UNSPECIFIED = re.compile(r"(\d{2,3})(X{1,2})([?~%]?)\Z", re.ASCII)
_CHOICE = re.compile(r"\[([^\[\],]*)\.\.([^\[\],]*)\]\Z")
_MIDNIGHT = re.compile(r"T00:00(?::00(?:[.,]0+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)?\Z")
_WIDTH = 4
_DECEMBER = 12
_LIMITS = (25, 60, 61)
"""One more than the greatest hour (24:00 ends a day), minute and second (61 is a leap second)."""


class Bounds(NamedTuple):
    """The earliest and the latest possible day, as proleptic Gregorian ordinals."""

    earliest: int
    latest: int


class Point(NamedTuple):
    """The parts of a date that is written as one day, month or year; "" for those not given."""

    year: str
    month: str
    day: str
    time: str
    mark: str


@lru_cache(maxsize=65536)
def bounds_of(text: str) -> Bounds | None:
    """Return the bounds of a date; None where it is not written as one of ours.

    Raises:
        ValueError: if it is written as one and names no day of the calendar, or no time.
    """
    if point := point_of(text):
        return _of_point(point)
    if match := _UNSPECIFIED.match(text):
        return _of_digits(*match.groups())
    if match := _CHOICE.match(text):
        return _of_choice(match[1], match[2])
    return None


def point_of(text: str) -> Point | None:
    """Return the parts of a date that is written as one day, month or year."""
    match = _POINT.match(text)
    if match is None:
        return None
    year, month, day, time, *clock, mark = match.groups()
    for part, limit in zip(clock, _LIMITS, strict=True):
        if part and int(part) >= limit:
            raise ValueError(text)
    return Point(year, month or "", day or "", time or "", mark)


def sides_of(text: str) -> tuple[str, str] | None:
    """Return the two sides of `[a..b]`, some moment from a to b; None for any other date."""
    match = _CHOICE.match(text)
    return (match[1], match[2]) if match else None


def without_time(text: str) -> str:
    """Return a date without its time of day."""
    point = point_of(text) if "T" in text else None
    return text if point is None else text.replace(point.time, "")


def without_midnight(text: str) -> str:
    """Return a date without a time of day that is only the beginning of its day."""
    return _MIDNIGHT.sub("", text)


def spelled_out(text: str) -> str:
    """Return a decade or century such as `198X` as some moment from its first to its last year."""
    match = _UNSPECIFIED.match(text)
    if match is None:
        return text
    digits, unknown, mark = match.groups()
    first, last = (digits + digit * len(unknown) + mark for digit in "09")
    return f"[{first}..{last}]"


def is_uncertain(text: str) -> bool:
    """Return whether a date, or one of several in a text, is marked as uncertain."""
    return not UNCERTAIN.isdisjoint(text)


def ordinal(year: int, month: int, day: int) -> int:
    """Return the number of a day, also before the year 1, which `datetime` does not know.

    Raises:
        ValueError: if there is no such day.
    """
    cycles = 0 if year > 0 else -year // _CYCLE + 1
    return date(year + cycles * _CYCLE, month, day).toordinal() - cycles * _DAYS_IN_CYCLE


def day_text(number: int) -> str:
    """Return the day of a number as YYYY-MM-DD; "" where a side is unknown or open."""
    if number in (EARLIEST, LATEST):
        return ""
    cycles = 0 if number > 0 else -number // _DAYS_IN_CYCLE + 1
    day = date.fromordinal(number + cycles * _DAYS_IN_CYCLE)
    year = day.year - cycles * _CYCLE
    return f"{'-' if year < 0 else ''}{abs(year):04}-{day.month:02}-{day.day:02}"


def _of_point(point: Point) -> Bounds | None:
    year, wider = int(point.year), int(point.mark in ABOUT)
    if not year:
        return None
    if point.day:
        day = ordinal(year, int(point.month), int(point.day))
        return _within(day - wider, day + wider)
    if point.month:
        ordinal(year, int(point.month), 1)
        months = year * _DECEMBER + int(point.month) - 1
        return _within(_first_of(months - wider), _first_of(months + wider + 1) - 1)
    return _of_years(year - wider, year + wider)


def _of_digits(digits: str, unknown: str, mark: str) -> Bounds | None:
    """Return the bounds of a year of which only the first digits are given."""
    unit = 10 ** len(unknown)
    if len(digits) + len(unknown) != _WIDTH or not int(digits):
        return None
    wider = unit if mark in ABOUT else 0
    first = int(digits) * unit
    return _of_years(first - wider, first + unit - 1 + wider)


def _of_choice(first: str, last: str) -> Bounds | None:
    if not first and not last:
        return None
    low = bounds_of(first) if first else Bounds(EARLIEST, LATEST)
    high = bounds_of(last) if last else Bounds(EARLIEST, LATEST)
    return Bounds(low.earliest, high.latest) if low and high else None


def _of_years(first: int, last: int) -> Bounds:
    return _within(_first_of(first * _DECEMBER), _first_of((last + 1) * _DECEMBER) - 1)


def _first_of(months: int) -> int:
    """Return the number of the first day of a month, counted from the year 0."""
    year, month = divmod(months, _DECEMBER)
    if year > _LAST_YEAR:
        return LATEST
    return EARLIEST if year < -_LAST_YEAR else ordinal(year, month + 1, 1)


def _within(first: int, last: int) -> Bounds:
    """Return bounds inside of all days that can be written."""
    return Bounds(max(first, EARLIEST + 1), min(last, LATEST - 1))
