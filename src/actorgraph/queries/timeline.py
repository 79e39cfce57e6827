"""What happened and what was said, in order of time; then what is only known to have held by then.

Imprecise dates stay imprecise. What has a moment is decided in moments.py. In a window of the whole
graph what had merely begun before is counted, unless it is asked for: in large data it is most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import dates, moments
from actorgraph.engine import TimelineStore
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.moments import Moment


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
        begun_before: the number of edges that had begun before the window and are not in by_then.
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

    def edges_under(words: Filter) -> Iterable[Edge]:
        return engine.all_edges(words) if about is None else engine.touching({about.id}, words)

    is_listed, counted = held or about is not None, Counter[str]()
    has_window = (only.since, only.until) != (None, None)
    edges: Iterable[Edge]
    if not is_listed and has_window and isinstance(engine, TimelineStore):
        edges, beside = engine.edges_of_window(only)
        counted.update(beside)
    else:
        edges = edges_under(only._replace(since=None, until=None))
    placed: list[tuple[tuple[int, int, bool], Moment]] = []
    by_then: list[Edge] = []
    for edge in edges:
        within = moments.moments_within(edge, only)
        placed += [(_place(one), one) for one in within]
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


def _place(moment: Moment) -> tuple[int, int, bool]:
    """Return a sort key: the last possible day, then the first; statements come last."""
    earliest, latest = dates.span(moment.date)
    known = latest if latest != dates.LATEST else earliest
    return (known, earliest, moment.what == moments.SAID)
