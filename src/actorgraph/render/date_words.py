"""Dates and periods in words that are no more exact than they are; a bound begins nothing."""

from __future__ import annotations

from actorgraph import dates


def moment(date: str) -> str:
    """Return a date in words that are no more exact than it is."""
    if date == dates.OPEN:
        return "on a day left open"
    if "/" in date:
        first, last = date.split("/")
        if date.strip("[].") == date:
            return f"throughout {day_words(first)} to {day_words(last)}"
        return f"{_since(first)}, {_until(last)}"
    if date.startswith("["):
        first, last = map(day_words, date[1:-1].split(".."))
        if not first:
            return f"by {last}"
        return f"some day from {first} to {last}" if last else f"some day from {first} on"
    return f"{'on' if date.count('-') == 2 else 'in'} {day_words(date)}"  # noqa: PLR2004 - Y-M-D


def day_words(date: str) -> str:
    """Return a day or a month with the name of its month: `30 January 2018`; others unchanged."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= len(_MONTHS)):
        return date
    words = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {words}" if day.isdigit() else words


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
    if not start and end[:1].isdigit():
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
    if date.startswith("["):
        first, last = map(day_words, date[1:-1].split(".."))
        if not first:
            return f"by {last}"
        return f"begun between {first} and {last}" if last else f"not before {first}"
    return f"from {day_words(date)}" if date else "beginning not given"


def _until(date: str) -> str:
    if date == dates.OPEN:
        return "end left open"
    if date.startswith("["):
        first, last = map(day_words, date[1:-1].split(".."))
        if not first:
            return f"ended by {last}"
        return f"ended between {first} and {last}" if last else f"until {first} at least"
    return f"to {day_words(date)}" if date else "end not given"
