"""The dates of edges in order of time; imprecise dates stay imprecise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Entity
    from actorgraph.dates import Bounds
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

BEGAN = "began"
ENDED = "ended"
WAS = "was"
_NO_DAY = ("", dates.OPEN)


@dataclass(frozen=True, slots=True)
class Moment:
    """The beginning or end of an edge, on one day or on some day of a span.

    Attributes:
        what: began, ended, or was (begun and ended on the same date).
        date: as the claims state it.
        earliest, latest: days; "" where a side is unknown.
    """

    what: str
    date: str
    earliest: str
    latest: str
    edge: Edge


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order of time.

    Attributes:
        about: the entity whose timeline it is; None for the whole graph.
        undated: the number of edges that name no day.
    """

    about: Entity | None
    moments: tuple[Moment, ...]
    undated: int
    others: Mapping[str, Entity]


def timeline(
    engine: Engine, about: Entity | None = None, *, only: Filter = NOTHING_LEFT_OUT
) -> Timeline:
    """Sort the dated edges of an entity, or of the whole graph, by time."""
    edges: Iterable[Edge] = (
        engine.all_edges(only) if about is None else engine.touching({about.id}, only)
    )
    placed: list[tuple[tuple[int, int], Moment]] = []
    undated = 0
    for edge in edges:
        of_edge = list(_moments(edge))
        undated += not of_edge
        placed += of_edge
    placed.sort(key=lambda pair: pair[0])
    moments = tuple(moment for _, moment in placed)
    others = engine.entities(named_in(moment.edge for moment in moments))
    return Timeline(about, moments, undated, others)


def _moments(edge: Edge) -> Iterator[tuple[tuple[int, int], Moment]]:
    if edge.start_date == edge.end_date and edge.start_date not in _NO_DAY:
        yield _moment(WAS, edge.start_date, dates.read_date(edge.start_date), edge)
        return
    if edge.start_date not in _NO_DAY:
        yield _moment(BEGAN, edge.start_date, dates.read_date(edge.start_date), edge)
    if edge.end_date not in _NO_DAY:
        yield _moment(ENDED, edge.end_date, dates.read_date(edge.end_date), edge)


def _moment(what: str, date: str, when: Bounds, edge: Edge) -> tuple[tuple[int, int], Moment]:
    """Return a moment with its place in the order: its last possible day, or the day it names."""
    known = when.latest if when.latest != dates.LATEST else when.earliest
    moment = Moment(what, date, dates.day_text(when.earliest), dates.day_text(when.latest), edge)
    return (known, when.earliest), moment
