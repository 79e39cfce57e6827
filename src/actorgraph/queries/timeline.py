"""What happened in order: every date that edges state, imprecise ones as imprecise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Edge, Entity
    from actorgraph.dates import Bounds
    from actorgraph.engine import Engine

BEGAN = "began"
ENDED = "ended"
WAS = "was"
_NO_DAY = ("", dates.OPEN)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on one day, or on some day of a span.

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
    """Moments in order.

    Attributes:
        about: whose timeline; None for everybody's.
        undated: edges that name no day at all.
    """

    about: Entity | None
    moments: tuple[Moment, ...]
    undated: int
    others: Mapping[str, Entity]


def timeline(
    engine: Engine, about: Entity | None = None, *, only: Filter = NOTHING_LEFT_OUT
) -> Timeline:
    """Put the dated edges of an entity, or of all, in order."""
    edges: Iterable[Edge] = (
        engine.all_edges(only) if about is None else engine.touching({about.id}, only)
    )
    dated: list[tuple[tuple[int, int], Moment]] = []
    undated = 0
    for edge in edges:
        moments = list(_moments(edge))
        undated += not moments
        dated += moments
    dated.sort(key=lambda pair: pair[0])
    kept = tuple(moment for _, moment in dated)
    others = engine.entities(named_in(moment.edge for moment in kept))
    return Timeline(about, kept, undated, others)


def _moments(edge: Edge) -> Iterator[tuple[tuple[int, int], Moment]]:
    if edge.start_date == edge.end_date and edge.start_date not in _NO_DAY:
        yield _moment(WAS, edge.start_date, dates.read_date(edge.start_date), edge)
        return
    if edge.start_date not in _NO_DAY:
        yield _moment(BEGAN, edge.start_date, dates.read_date(edge.start_date), edge)
    if edge.end_date not in _NO_DAY:
        yield _moment(ENDED, edge.end_date, dates.read_date(edge.end_date), edge)


def _moment(what: str, date: str, when: Bounds, edge: Edge) -> tuple[tuple[int, int], Moment]:
    """With its place in the order: by the last day it can be, open spans by the day they name."""
    known = when.latest if when.latest != dates.LATEST else when.earliest
    moment = Moment(what, date, dates.day_text(when.earliest), dates.day_text(when.latest), edge)
    return (known, when.earliest), moment
