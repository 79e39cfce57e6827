"""Dates no more exact than their source, in EDTF (ISO 8601-2), and what they say of a day.

A date is a pair of days, the earliest and the latest it can be; a period is such a pair for its
start and one for its end. Whether something held on a day is answered in three values.

    >>> read_date("2018-02")
    Bounds(earliest=736726, latest=736753)
    >>> holds_on(period("2017", ""), day_number("2018-06-01"))
    <Holds.POSSIBLE: 'possible'>

Called by the tables (to check) and by the claims (to compare). edtf.py lists how a date is written;
anything else is an error that proposes what to write (date_forms.py).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from actorgraph.dates import edtf
from actorgraph.dates.edtf import Bounds as Bounds

EARLIEST = edtf.EARLIEST
LATEST = edtf.LATEST
TODAY = "today"
OPEN = ".."
"""A side that is explicitly open: it has no day."""


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
    """A date that cannot be read; the message says what to write instead.

    Args:
        readings: the dates of ours that it can mean; of several, somebody has to choose.
        side: the column that they belong under, where the text speaks of a beginning or of an end.
    """

    def __init__(self, message: str, readings: tuple[str, ...] = (), side: str = "") -> None:
        super().__init__(message)
        self.readings = readings
        self.side = side


UNKNOWN = Bounds(EARLIEST, LATEST)
ALWAYS_UNKNOWN = Period(UNKNOWN, UNKNOWN)


def day_number(text: str) -> int:
    """Return the ordinal of one exact day written as YYYY-MM-DD.

    Raises:
        DateError: if it is anything but one day.
    """
    bounds = read_date(text)
    if bounds.earliest != bounds.latest or edtf.is_uncertain(text):
        raise DateError(f"{text!r} is not one day; write it as YYYY-MM-DD, such as 2018-01-26")
    return bounds.earliest


def day_meant(text: str) -> str:
    """Return the day of today for the word today, as a question may ask; any other text as it is.

    No date of the data is read so: what it says must not change from day to day.
    """
    return date.today().isoformat() if text.strip().lower() == TODAY else text  # noqa: DTZ011


def day_text(ordinal: int) -> str:
    """Return an ordinal as YYYY-MM-DD; "" where a side is unknown or open."""
    return edtf.day_text(ordinal)


@lru_cache(maxsize=65536)
def read_date(text: str) -> Bounds:
    """Return the bounds of a point in time: a day, a month, a year or `[a..b]`, some day between.

    Args:
        text: a date as edtf.py lists them; "" is unknown.

    Raises:
        DateError: if it is none of them.
    """
    if not text:
        return UNKNOWN
    try:
        bounds = edtf.bounds_of(text)
    except ValueError:
        bounds = None
    if bounds is None:
        if "/" in text and all(map(_is_side, text.split("/"))):
            raise DateError(f"{text!r} is not one date but an interval")
        raise _refused(text)
    if bounds.earliest > bounds.latest:
        raise DateError(f"{text!r} ends before it begins; turn the two dates round")
    return bounds


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
    sides = text.split("/")
    if len(sides) != len(("start", "end")) or not all(map(_is_side, sides)):
        raise _refused(text)
    return period(*sides)


def _is_side(text: str) -> bool:
    if text == OPEN:
        return True
    try:
        bounds = edtf.bounds_of(text)
    except ValueError:
        return False
    return bounds is not None and bounds.earliest <= bounds.latest


def _refused(text: str) -> DateError:
    from actorgraph.dates.date_forms import advice_on  # heavy, and hardly ever needed

    readings, message, side = advice_on(text)
    return DateError(message, readings, side)
