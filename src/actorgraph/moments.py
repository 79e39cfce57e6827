"""What has a moment on a timeline, and what only held: one rule for every store.

A bound is no moment: that something had begun by a day says nothing of when it began. A plan is a
moment of its own kind, and so is each statement with a date. Called edge by edge by the query
`timeline`, and by a store that sees most of it from its columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.edges import DENIED, is_given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter

BEGAN = "began"
ENDED = "ended"
WAS = "was"
SAID = "said"
NO_DAY = ("", dates.OPEN)
"""What a cell holds that names no day."""

UNDATED = "undated"
BY_THEN = "by then"
HELD = "held"
POSSIBLE = "possible"
"""How an edge stands on a timeline beside its moments; see `standing`."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, or was said, on one day or on some day of a span.

    Attributes:
        what: began, ended, was (begun and ended on the same date), said, planned or conditional.
        date: as the claim states it.
        earliest, latest: days; "" where a side is unknown.
        claim: the claim that gives the date: of a statement, what was said.
    """

    what: str
    date: str
    earliest: str
    latest: str
    edge: Edge
    claim: Claim


def moments_within(edge: Edge, only: Filter) -> list[Moment]:
    """Return the moments of an edge that can lie in the window of a filter."""
    return [one for one in _moments(edge) if _is_within(one.date, only)]


def standing(edge: Edge, moments: list[Moment], only: Filter) -> str:
    """Return how an edge stands beside its moments in the window of a filter.

    Args:
        moments: those of the edge that lie in the window.

    Returns:
        UNDATED: its own dates name no day.
        BY_THEN: it is known to have held, by a bound or a day on which it was seen to hold; with a
            window, by one that lies in it.
        HELD: it had begun before the window, and no date of it lies there.
        POSSIBLE: it can have held in the window, though its dates do not say that it had begun.
        "": its moments say all, or it cannot have held in the window.
    """
    if not only.is_in_window(edge):
        return ""
    if not edge.named_days:
        return UNDATED
    if any(one.what != SAID for one in moments):
        return ""
    if only.since is None and only.until is None:
        return BY_THEN
    since, until = window(only)
    if edge.lead.mode:  # what is planned had not begun
        return ""
    if edge.period.start.latest > until or not dates.can_overlap(edge.period, since, until):
        return POSSIBLE
    return BY_THEN if any(since <= day <= until for day in edge.named_days) else HELD


def place_in_time(moment: Moment) -> tuple[int, int, bool]:
    """Return a sort key: the last possible day, then the first; statements come last."""
    earliest, latest = dates.span(moment.date)
    known = latest if latest != dates.LATEST else earliest
    return known, earliest, moment.what == SAID


def window(only: Filter) -> tuple[int, int]:
    """Return the first and the last day of the moments that a filter keeps."""
    since = dates.EARLIEST if only.since is None else only.since
    return since, dates.LATEST if only.until is None else only.until


def is_day(date: str) -> bool:
    """Return whether a date names a day or a span, and not only a bound."""
    return date != dates.OPEN and is_given(date)


def _is_within(date: str, only: Filter) -> bool:
    earliest, latest = dates.span(date)
    since, until = window(only)
    return latest >= since and earliest <= until


def _moments(edge: Edge) -> Iterator[Moment]:
    start, end = edge.start_date, edge.end_date
    if edge.lead.mode:
        if date := _planned_for(start, end):
            yield _moment(edge.lead.mode, date, edge, edge.dated_by)
    elif start == end and is_day(start):
        yield _moment(WAS, start, edge, edge.dated_by)
    else:
        # What nobody says to have been has neither begun nor ended.
        began, ended = (WAS, WAS) if edge.verdict == DENIED else (BEGAN, ENDED)
        if is_day(start):
            yield _moment(began, start, edge, edge.dated_by)
        if is_day(end):
            yield _moment(ended, end, edge, edge.dated_by)
    for claim in edge.claims:
        if claim.statement_date not in NO_DAY and not claim.derived:
            yield _moment(SAID, claim.statement_date, edge, claim)


def _planned_for(start: str, end: str) -> str:
    """Return the date that a plan gives; of a state on some day that day, and no bound of it."""
    if start.startswith("[..") and end.endswith("..]"):
        first, last = end[1:-3], start[3:-1]
        return last if first == last else f"[{first}..{last}]" if first < last else start
    return next((one for one in (start, end) if one not in NO_DAY), "")


def _moment(what: str, date: str, edge: Edge, claim: Claim) -> Moment:
    earliest, latest = dates.span(date)
    return Moment(what, date, dates.day_text(earliest), dates.day_text(latest), edge, claim)
