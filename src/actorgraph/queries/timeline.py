"""What happened and what was said, in order of time; then what is only known to have held by then.

Imprecise dates stay imprecise. What has a moment is decided in moments.py. In a window of the whole
graph what had merely begun before is counted, unless it is asked for: in large data it is most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from actorgraph import moments
from actorgraph.engine import TimelineStore
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.lazy import ReadInParts
from actorgraph.queries.mentions import named_in
from actorgraph.queries.named_on_the_way import NamedOnTheWay
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine, PlacedMoments
    from actorgraph.moments import Moment

Item = TypeVar("Item")


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
    """Return the timeline of the whole graph, of which the edges are read when they are shown."""

    def read_moments(first: int, stop: int) -> tuple[Moment, ...]:
        places = placed.places[first:stop]
        within = {
            place: moments.moments_within(edge, only)
            for place, edge in placed.edges(places).items()
        }
        return tuple(
            within[place][nth]
            for place, nth in zip(places.tolist(), placed.nth[first:stop].tolist(), strict=True)
        )

    def read_edges(first: int, stop: int) -> tuple[Edge, ...]:
        places = placed.by_then[first:stop]
        edges = placed.edges(places)
        return tuple(edges[place] for place in places.tolist())

    def met_moments(first: int, stop: int) -> tuple[Moment, ...]:
        read = read_moments(first, stop)
        others.meet(named_in(one.edge for one in read))
        return read

    def met_edges(first: int, stop: int) -> tuple[Edge, ...]:
        read = read_edges(first, stop)
        others.meet(named_in(read))
        return read

    def named() -> Iterator[Iterable[str]]:
        for one in in_parts(len(placed.places), read_moments):
            yield named_in([one.edge])
        for edge in in_parts(len(placed.by_then), read_edges):
            yield named_in([edge])

    def in_parts(length: int, read: Callable[[int, int], tuple[Item, ...]]) -> ReadInParts[Item]:
        return ReadInParts(length, read, placed.bars, "Reading the timeline")

    others = NamedOnTheWay(lambda ids: engine.entities(ids, only), named, ReadInParts.AT_ONCE)
    return Timeline(
        None,
        in_parts(len(placed.places), met_moments),
        in_parts(len(placed.by_then), met_edges),
        placed.counted[moments.UNDATED],
        others,
        rejected_claims(only, engine.all_edges),
        placed.counted[moments.POSSIBLE],
        placed.counted[moments.HELD],
        is_filtered=not only.is_empty,
    )
