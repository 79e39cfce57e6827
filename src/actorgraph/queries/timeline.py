"""What happened and what was said, in order of time; then what is only known to have held by then.

Imprecise dates stay imprecise. A bound is no moment: that something had begun by a day says nothing
of when it began. A plan is a moment of its own kind, and so is each statement with a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.edges import DENIED, is_given
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

BEGAN = "began"
ENDED = "ended"
WAS = "was"
SAID = "said"
_NO_DAY = ("", dates.OPEN)


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


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order of time, and what held by then.

    Attributes:
        about: the entity whose timeline it is; None for the whole graph.
        by_then: the dated edges that have no moment of their own here: seen to hold, bounded, or
            begun before the window.
        undated: the number of edges whose own dates name no day.
        possible: the number of the other edges that can have held in the window, though the dates
            that they show do not say that they had begun.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
    """

    about: Entity | None
    moments: tuple[Moment, ...]
    by_then: tuple[Edge, ...]
    undated: int
    others: Mapping[str, Entity]
    rejected: int = 0
    possible: int = 0
    is_filtered: bool = False


def timeline(
    engine: Engine, about: Entity | None = None, *, only: Filter = NOTHING_LEFT_OUT
) -> Timeline:
    """Sort what happened and what was said, of an entity or of the whole graph, by time.

    The window of the filter clips the moments: what was said in it of another time is a moment.
    """

    def edges_under(words: Filter) -> Iterable[Edge]:
        return engine.all_edges(words) if about is None else engine.touching({about.id}, words)

    placed: list[tuple[tuple[int, int, bool], Moment]] = []
    by_then: list[Edge] = []
    undated = possible = 0
    for edge in edges_under(only._replace(since=None, until=None)):
        moments = [one for one in _moments(edge) if _is_within(one.date, only)]
        placed += [(_place(one), one) for one in moments]
        if only.is_in_window(edge):
            undated += not edge.named_days
            if edge.named_days and all(one.what == SAID for one in moments):
                if _had_begun(edge, only):
                    by_then.append(edge)
                else:
                    possible += not edge.lead.mode
    placed.sort(key=lambda pair: pair[0])
    moments_in_order = tuple(moment for _, moment in placed)
    others = engine.entities(
        named_in([*(moment.edge for moment in moments_in_order), *by_then]), only
    )
    rejected = rejected_claims(only, edges_under)
    return Timeline(
        about,
        moments_in_order,
        tuple(by_then),
        undated,
        others,
        rejected,
        possible,
        is_filtered=not only.is_empty,
    )


def _had_begun(edge: Edge, only: Filter) -> bool:
    """Return whether an edge, as it is dated, had begun by the end of the window, if there is one.

    What is planned, and what had ended before the window, had not.
    """
    if only.since is None and only.until is None:
        return True
    since = dates.EARLIEST if only.since is None else only.since
    until = dates.LATEST if only.until is None else only.until
    begins = edge.period.start
    return (
        not edge.lead.mode
        and begins.latest <= until
        and dates.can_overlap(edge.period, since, until)
    )


def _moments(edge: Edge) -> Iterator[Moment]:
    start, end = edge.start_date, edge.end_date
    if edge.lead.mode:
        if date := _planned_for(start, end):
            yield _moment(edge.lead.mode, date, edge, edge.dated_by)
    elif start == end and _is_day(start):
        yield _moment(WAS, start, edge, edge.dated_by)
    else:
        # What nobody says to have been has neither begun nor ended.
        began, ended = (WAS, WAS) if edge.verdict == DENIED else (BEGAN, ENDED)
        if _is_day(start):
            yield _moment(began, start, edge, edge.dated_by)
        if _is_day(end):
            yield _moment(ended, end, edge, edge.dated_by)
    for claim in edge.claims:
        if claim.statement_date not in _NO_DAY and not claim.derived:
            yield _moment(SAID, claim.statement_date, edge, claim)


def _planned_for(start: str, end: str) -> str:
    """Return the date that a plan gives; of a state on some day that day, and no bound of it."""
    if start.startswith("[..") and end.endswith("..]"):
        first, last = end[1:-3], start[3:-1]
        return last if first == last else f"[{first}..{last}]" if first < last else start
    return next((one for one in (start, end) if one not in _NO_DAY), "")


def _is_day(date: str) -> bool:
    """Return whether a date names a day or a span, and not only a bound."""
    return date != dates.OPEN and is_given(date)


def _is_within(date: str, only: Filter) -> bool:
    earliest, latest = dates.span(date)
    return (only.since is None or latest >= only.since) and (
        only.until is None or earliest <= only.until
    )


def _moment(what: str, date: str, edge: Edge, claim: Claim) -> Moment:
    earliest, latest = dates.span(date)
    return Moment(what, date, dates.day_text(earliest), dates.day_text(latest), edge, claim)


def _place(moment: Moment) -> tuple[int, int, bool]:
    """Return a sort key: the last possible day, then the first; statements come last."""
    earliest, latest = dates.span(moment.date)
    known = latest if latest != dates.LATEST else earliest
    return (known, earliest, moment.what == SAID)
