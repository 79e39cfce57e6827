"""Dates no more exact than their source: a strict subset of EDTF (ISO 8601-2) and its bounds.

A date is a pair of days, the earliest and the latest it can be; a period is such a pair for its
start and one for its end. Whether something held on a day is answered in three values.

    >>> read_date("2018-02")
    Bounds(earliest=736726, latest=736753)
    >>> holds_on(period("2017", ""), day_number("2018-06-01"))
    <Holds.POSSIBLE: 'possible'>

Called by the tables (to check) and by the claims (to compare). Leaves out times of day, seasons,
uncertainty marks (`?`, `~`) and years outside 0001 to 9999: each is an error that says so.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

EARLIEST = 0
"""A day before all days: nothing is known about the earlier side."""
LATEST = date.max.toordinal() + 1
"""A day after all days: nothing is known about the later side, or it is explicitly open."""
TODAY = "today"
OPEN = ".."
"""A side that is explicitly open: it has no day."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?\Z", re.ASCII)
_CHOICE = re.compile(r"\[([^\[\],]*)\.\.([^\[\],]*)\]\Z")
_MONTHS = {
    name: number
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(),
        start=1,
    )
}
_DECEMBER = 12


class Bounds(NamedTuple):
    """The earliest and the latest possible day, as proleptic Gregorian ordinals."""

    earliest: int
    latest: int


class Period(NamedTuple):
    """When something held: the bounds of its start and of its end."""

    start: Bounds
    end: Bounds


class Holds(StrEnum):
    """The answer to whether something held on a day."""

    YES = "yes"
    POSSIBLE = "possible"
    PLANNED = "planned"
    NO = "no"


class DateError(ValueError):
    """A date that cannot be read; the message says what to write instead."""


UNKNOWN = Bounds(EARLIEST, LATEST)
ALWAYS_UNKNOWN = Period(UNKNOWN, UNKNOWN)


def day_number(text: str) -> int:
    """Return the ordinal of one exact day written as YYYY-MM-DD.

    Raises:
        DateError: if it is anything but one day.
    """
    bounds = read_date(text)
    if bounds.earliest != bounds.latest or bounds == UNKNOWN:
        raise DateError(f"{text!r} is not one day; write it as YYYY-MM-DD, such as 2018-01-26")
    return bounds.earliest


def day_meant(text: str) -> str:
    """Return the day of today for the word today, as a question may ask; any other text as it is.

    No date of the data is read so: what it says must not change from day to day.
    """
    return date.today().isoformat() if text.strip().lower() == TODAY else text  # noqa: DTZ011


def day_text(ordinal: int) -> str:
    """Return an ordinal as YYYY-MM-DD; "" where a side is unknown or open."""
    return "" if ordinal in (EARLIEST, LATEST) else date.fromordinal(ordinal).isoformat()


@lru_cache(maxsize=65536)
def read_date(text: str) -> Bounds:
    """Return the bounds of a point in time: a day, a month, a year or `[a..b]`, some day between.

    Args:
        text: EDTF; "" is unknown.

    Raises:
        DateError: if the text is not in the subset.
    """
    if not text:
        return UNKNOWN
    if match := _DAY.match(text):
        return _calendar(text, *match.groups())
    if match := _CHOICE.match(text):
        return _choice(text, match[1], match[2])
    raise DateError(_advice(text))


@lru_cache(maxsize=65536)
def period(start: str, end: str) -> Period:
    """Return the period between two date cells.

    Either may be a whole interval `a/b` when the other is empty or the same: it then says both.
    An end of `..` is explicitly open, an empty one unknown.

    Raises:
        DateError: if either cannot be read or the two cannot go together.
    """
    if "/" in start or "/" in end:
        return _interval(start, end)
    opened = Bounds(EARLIEST, EARLIEST) if start == OPEN else read_date(start)
    closed = Bounds(LATEST, LATEST) if end == OPEN else read_date(end)
    return _tightened(opened, closed)


def span(text: str) -> Bounds:
    """Return the first and the last day of a date, an interval or, for `..`, of all time.

    Raises:
        DateError: if the text cannot be read.
    """
    if "/" in text:
        when = period(text, "")
        return Bounds(when.start.earliest, when.end.latest)
    return UNKNOWN if text == OPEN else read_date(text)


def holds_on(when: Period, day: int) -> Holds:
    """Return whether it held on a day: yes, no, or possible when the dates do not decide."""
    if day < when.start.earliest or day > when.end.latest:
        return Holds.NO
    return Holds.YES if when.start.latest <= day <= when.end.earliest else Holds.POSSIBLE


def can_overlap(when: Period, since: int, until: int) -> bool:
    """Return whether it can have held on some day from since to until, both included."""
    return when.start.earliest <= until and when.end.latest >= since


def is_inverted(when: Period) -> bool:
    """Return whether it ended before it began, however the dates are read."""
    return when.end.latest < when.start.earliest


def _tightened(start: Bounds, end: Bounds) -> Period:
    """Tighten each side by the other: no end before the start, no start after the end."""
    if end.latest < start.earliest:
        return Period(start, end)
    return Period(
        Bounds(start.earliest, min(start.latest, end.latest)),
        Bounds(max(end.earliest, start.earliest), end.latest),
    )


def _interval(start: str, end: str) -> Period:
    if start and end and start != end:
        raise DateError(
            f"{start!r} to {end!r}: an interval says start and end at once; "
            "leave the other cell empty or write one date in each"
        )
    text = start or end
    if proposals := _proposals(text):
        raise DateError(f"{text!r} cannot be read as a date; write {' or '.join(proposals)}")
    first, _, last = text.partition("/")
    if "/" in last or not (first and last):
        raise DateError(f"{text!r} is not an interval; write start/end, with .. for an open side")
    return period(first, last)


def _calendar(text: str, year: str, month: str | None, day: str | None) -> Bounds:
    try:
        if day:
            number = date(int(year), int(month or 1), int(day)).toordinal()
            return Bounds(number, number)
        first = date(int(year), int(month or 1), 1)
        return Bounds(first.toordinal(), _last_day(first, whole_year=month is None))
    except ValueError:
        raise DateError(f"{text!r} is no day of the calendar; check year, month and day") from None


def _last_day(first: date, *, whole_year: bool) -> int:
    if whole_year or first.month == _DECEMBER:
        return date(first.year, 12, 31).toordinal()
    return date(first.year, first.month + 1, 1).toordinal() - 1


def _choice(text: str, first: str, last: str) -> Bounds:
    if not first and not last:
        raise DateError(f"{text!r} names no day; leave the cell empty for an unknown date")
    low, high = read_date(first), read_date(last)
    if low.earliest > high.latest:
        raise DateError(f"{text!r} ends before it begins; turn the two dates round")
    return Bounds(low.earliest, high.latest)


def _advice(text: str) -> str:
    """Return advice on what to write instead, as far as the text can be understood."""
    proposals = _proposals(text)
    if proposals:
        return f"{text!r} cannot be read as a date; write {' or '.join(proposals)}"
    if text.strip() != text:
        return f"{text!r} has blanks around the date; remove them"
    if text.rstrip("?~%") != text:
        return (
            f"{text!r}: marks of doubt are not read; write {text.rstrip('?~%')} and say so under "
            "certainty, or give a span [earliest..latest]"
        )
    return (
        f"{text!r} is not a date; write 2018, 2018-01, 2018-01-26, a span for an interval "
        "(2018-01-22/2018-01-28), [2018-01-22..2018-01-28] for some day in it, "
        ".. for an open end, or nothing if it is unknown"
    )


def _proposals(text: str) -> list[str]:
    """Return the EDTF forms that a common spreadsheet form can mean."""
    plain = text.strip()
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)[T ]\d\d:?\d\d", plain):
        return ["-".join(match.groups())]
    if match := re.match(r"(\d{4})[./](\d{1,2})[./](\d{1,2})\Z", plain):
        return _days(match[1], [(match[2], match[3])])
    if match := re.match(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})\Z", plain):
        return _days(match[3], [(match[2], match[1]), (match[1], match[2])])
    if match := re.match(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\Z", plain):
        return _days(match[3], [(_month(match[1]), match[2])])
    if match := re.match(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\Z", plain):
        return _days(match[3], [(_month(match[2]), match[1])])
    if (match := re.match(r"([A-Za-z]{3,9})\.?,?\s+(\d{4})\Z", plain)) and _month(match[1]):
        return [f"{match[2]}-{int(_month(match[1])):02}"]
    if match := re.match(r"(\d{4})(\d\d)(\d\d)\Z", plain):
        return _days(match[1], [(match[2], match[3])])
    if match := re.match(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?\Z", plain):
        return _days(match[1], [(match[2], match[3])]) if match[3] else _months(match[1], match[2])
    first, _, last = plain.partition("/")
    year, month = (first, last) if len(first) == len("2018") else (last, first)
    return _months(year, month) if re.match(r"\d{4}/\d{1,2}\Z", f"{year}/{month}") else []


def _month(name: str) -> str:
    return str(_MONTHS.get(name[:3].lower(), ""))


def _months(year: str, month: str) -> list[str]:
    return [f"{year}-{int(month):02}"] if 1 <= int(month) <= _DECEMBER else []


def _days(year: str, choices: list[tuple[str, str]]) -> list[str]:
    proposals = []
    for month, day in choices:
        try:
            proposal = date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
        if proposal not in proposals:
            proposals.append(proposal)
    return proposals
