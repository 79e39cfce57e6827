"""What happened and what was said, in order of time; then what is only known to have held by then.

Imprecise dates stay imprecise. What has a moment is decided in moments.py. In a window of the whole
graph what had merely begun before is counted, unless it is asked for: in large data it is most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from actorgraph import moments
from actorgraph.engine import TimelineStore
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.lazy import BatchedTuple
from actorgraph.queries.mentions import named_in
from actorgraph.queries.named_on_the_way import NamedOnTheWay
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine, PlacedMoments
    from actorgraph.moments import Moment

MOST_HELD = 8192
"""So many moments and edges are read at once and held: a month of a million relations."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments in order of time, and what held by then; those of large data are read when displayed.

    Attributes:
        about: the entity whose timeline it is; None for the whole graph.
        by_then: the dated edges that have no moment of their own here: seen to hold, bounded, or
            begun before the window.
        undated: the number of edges whose own dates name no day.
        possible: the number of the other edges that can have held in the window, though the dates
            that they show do not say that they had begun.
        begun_before: the number of edges that had begun before the window and are not in by_then.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
    """

    about: Entity | None
    moments: Sequence[Moment]
    by_then: Sequence[Edge]
    undated: int
    others: Mapping[str, Entity]
    rejected: int = 0
    possible: int = 0
    begun_before: int = 0
    is_filtered: bool = False


def timeline(
    engine: Engine,
    about: Entity | None = None,
    *,
    held: bool = False,
    only: Filter = NOTHING_LEFT_OUT,
) -> Timeline:
    """Sort what happened and what was said, of an entity or of the whole graph, by time.

    The window of the filter clips the moments: what was said in it of another time is a moment.

    Args:
        held: list what had begun before the window in the whole graph too; of an entity it is
            listed in any case.
    """
    if about is None and isinstance(engine, TimelineStore):
        return _of_store(engine, engine.placed_moments(only, held=held), only)

    def edges_under(words: Filter) -> Iterable[Edge]:
        return engine.all_edges(words) if about is None else engine.touching({about.id}, words)

    is_listed, counted = held or about is not None, Counter[str]()
    placed: list[tuple[tuple[int, int, bool], Moment]] = []
    by_then: list[Edge] = []
    for edge in edges_under(only._replace(since=None, until=None)):
        within = moments.moments_within(edge, only)
        placed += [(moments.place_in_time(one), one) for one in within]
        standing = moments.standing(edge, within, only)
        if standing == moments.BY_THEN or (standing == moments.HELD and is_listed):
            by_then.append(edge)
        else:
            counted[standing] += 1
    in_order = tuple(moment for _, moment in sorted(placed, key=lambda pair: pair[0]))
    return Timeline(
        about,
        in_order,
        tuple(by_then),
        counted[moments.UNDATED],
        engine.entities(named_in([*(moment.edge for moment in in_order), *by_then]), only),
        rejected_claims(only, edges_under),
        counted[moments.POSSIBLE],
        counted[moments.HELD],
        is_filtered=not only.is_empty,
    )


def _of_store(engine: Engine, placed: PlacedMoments, only: Filter) -> Timeline:
    """Return the timeline of the whole graph; a long one is read when it is shown."""
    read = _PlacedEdges(placed, only)
    length, others_length = len(placed.places), len(placed.by_then)
    listed: Sequence[Moment]
    by_then: Sequence[Edge]
    others: Mapping[str, Entity]
    if length + others_length <= MOST_HELD:
        listed, by_then = read.moments(0, length), read.by_then(0, others_length)
        others = engine.entities(named_in([*(one.edge for one in listed), *by_then]), only)
    else:
        listed, by_then, others = _streamed(engine, read, only)
    return Timeline(
        None,
        listed,
        by_then,
        placed.counted[moments.UNDATED],
        others,
        rejected_claims(only, engine.all_edges),
        placed.counted[moments.POSSIBLE],
        placed.counted[moments.HELD],
        is_filtered=not only.is_empty,
    )


class _PlacedEdges:
    """What a timeline lists of edges that are read by their places."""

    def __init__(self, placed: PlacedMoments, only: Filter) -> None:
        self.placed, self._only = placed, only

    def moments(self, first: int, stop: int) -> tuple[Moment, ...]:
        """Return the moments from one number to another."""
        places, nth = self.placed.places[first:stop], self.placed.nth[first:stop]
        within = {
            place: moments.moments_within(edge, self._only)
            for place, edge in self.placed.edges(places).items()
        }
        return tuple(within[at][n] for at, n in zip(places.tolist(), nth.tolist(), strict=True))

    def by_then(self, first: int, stop: int) -> tuple[Edge, ...]:
        """Return the edges that held by then from one number to another."""
        places = self.placed.by_then[first:stop]
        edges = self.placed.edges(places)
        return tuple(edges[place] for place in places.tolist())


def _streamed(
    engine: Engine, read: _PlacedEdges, only: Filter
) -> tuple[Sequence[Moment], Sequence[Edge], Mapping[str, Entity]]:
    """Return moments, what held by then and whom they name, of which little is held at a time."""
    placed = read.placed

    def listed(
        see: Callable[[Iterable[Edge]], object],
    ) -> tuple[Sequence[Moment], Sequence[Edge]]:
        """Return both; whoever goes through them lets others see first what is read together."""

        def some_moments(first: int, stop: int) -> tuple[Moment, ...]:
            some = read.moments(first, stop)
            see(moment.edge for moment in some)
            return some

        def some_edges(first: int, stop: int) -> tuple[Edge, ...]:
            some = read.by_then(first, stop)
            see(some)
            return some

        shown = placed.bars, "Reading the timeline"
        return (
            BatchedTuple(len(placed.places), some_moments, *shown),
            BatchedTuple(len(placed.by_then), some_edges, *shown),
        )

    def named() -> Iterator[Iterable[str]]:
        in_order, by_then = listed(lambda _: None)
        for edge in chain((moment.edge for moment in in_order), by_then):
            yield named_in([edge])

    others = NamedOnTheWay(lambda ids: engine.entities(ids, only), named, BatchedTuple.AT_ONCE)
    return *listed(lambda edges: others.meet(named_in(edges))), others
