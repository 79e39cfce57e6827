"""Dates and periods in words that are no more exact than they are; a bound begins nothing."""

from __future__ import annotations

import re

from actorgraph import dates
from actorgraph.dates import edtf


def moment(date: str) -> str:
    """Return a date in words that are no more exact than it is."""
    if date == dates.OPEN:
        return "on a day left open"
    if "/" in date:
        first, last = date.split("/")
        if date.strip("[].") == date and not _between(first) and not _between(last):
            return f"throughout {day_words(first)} to {day_words(last)}"
        return f"{_since(first)}, {_until(last)}"
    if sides := _between(date):
        first, last = sides
        if not first:
            return f"by {last}"
        return f"some day from {first} to {last}" if last else f"some day from {first} on"
    point = edtf.point_of(date)
    if point is not None and point.mark in edtf.ABOUT:
        return day_words(date)
    return f"{'on' if point and point.day else 'in'} {day_words(date)}"


def day_words(date: str) -> str:
    """Return a day or a month with the name of its month: `30 January 2018`; others unchanged."""
    point = edtf.point_of(date)
    if point is None:
        return date
    year, month, day, time, mark = point
    words = f"{1 - int(year)} BC" if year.startswith("-") else year
    if month:
        words = f"{_MONTHS[int(month) - 1]} {words}"
    if day:
        words = f"{int(day)} {words}"
    if clock := _clock(time):
        words = f"{words}, {clock}"
    words = f"about {words}" if mark in edtf.ABOUT else words
    return f"{words} (uncertain)" if mark in edtf.UNCERTAIN else words


def _clock(time: str) -> str:
    """Return a time of day without parts of a second; "" for midnight, where the day begins."""
    match = _TIME.match(time)
    if match is None or match[1] in ("00:00", "00:00:00"):
        return ""
    return f"{match[1]} {'UTC' if match[2] == 'Z' else match[2]}".strip()


def _between(date: str) -> tuple[str, str] | None:
    """Return the two sides of some moment between, in words; None for any other date."""
    sides = edtf.sides_of(edtf.spelled_out(date))
    return None if sides is None else (day_words(sides[0]), day_words(sides[1]))


_TIME = re.compile(r"T([\d:]+)(?:[.,]\d+)?(.*)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def period_words(start: str, end: str) -> str:
    """Return a period in words that are no more exact than its dates; a bound begins nothing."""
    if not start and not end:
        return "no date given"
    if start == end and start != dates.OPEN:
        return moment(start)
    if start.startswith("[..") and end.startswith("[") and end.endswith("..]"):
        return _attested(end[1:-3], start[3:-1])
    if not start and edtf.point_of(end):
        return f"until {day_words(end)}, beginning not given"
    return f"{_since(start)}, {_until(end)}"


def _attested(first: str, last: str) -> str:
    """Return when something held that began by the last date and did not end before the first."""
    if first > last:
        return f"by {day_words(last)}, until {day_words(first)} at least"
    between = f"some day from {day_words(first)} to {day_words(last)}"
    day = moment(first) if first == last else between
    return f"{day}; beginning and end not given"


def _since(date: str) -> str:
    if date == dates.OPEN:
        return "from an open beginning"
    if sides := _between(date):
        first, last = sides
        if not first:
            return f"by {last}"
        return f"begun between {first} and {last}" if last else f"not before {first}"
    return f"from {day_words(date)}" if date else "beginning not given"


def _until(date: str) -> str:
    if date == dates.OPEN:
        return "end left open"
    if sides := _between(date):
        first, last = sides
        if not first:
            return f"ended by {last}"
        return f"ended between {first} and {last}" if last else f"until {first} at least"
    return f"to {day_words(date)}" if date else "end not given"
