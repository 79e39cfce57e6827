"""What several entities have in common: whom all are linked with, bodies and events.

Two are in one body if each holds an office in it or is linked with it otherwise. Denied, planned
and conditional relations and those of reporting count only where a filter names them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import limit_given, several_entities
from actorgraph.queries.mentions import named_in
from actorgraph.queries.participations import Participation, participations
from actorgraph.queries.through_offices import through_offices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.queries.through_offices import Links

LINKED = "linked"
BODY = "body"
EVENT = "event"
KINDS = (LINKED, BODY, EVENT)


class Shared(NamedTuple):
    """Something that several have in common.

    Attributes:
        kind: linked, body (by an office of at least one) or event (all took part in it).
        links: for each of those who share it, the edges that link them with it.
        together: of an event, what says of each two of them that they took part.
    """

    kind: str
    entity: Entity
    links: tuple[tuple[Edge, ...], ...]
    together: tuple[tuple[str, str, Participation], ...] = ()


@dataclass(frozen=True, slots=True)
class Common:
    """What several have in common, by kind, of each the best founded first.

    Attributes:
        asked: those who are compared, each once.
        others: all entities that the edges and their claims name, by id.
        left_out: the number of those with whom all are linked that the limit leaves out.
        unlinked: the number of those whom all share only by what did not happen or by reporting.
        is_filtered: whether a filter may have left something out.
    """

    asked: tuple[Entity, ...]
    shared: tuple[Shared, ...]
    others: Mapping[str, Entity]
    left_out: int = 0
    unlinked: int = 0
    is_filtered: bool = False


def common(
    engine: Engine,
    asked: Iterable[Entity],
    *,
    only: Filter = NOTHING_LEFT_OUT,
    limit: int | None = None,
) -> Common:
    """Find what entities have in common.

    Args:
        limit: the largest number of those with whom all are linked; None means all.

    Raises:
        ArgumentError: if there are not two to compare.
    """
    entities = several_entities(asked)
    ids = [entity.id for entity in entities]
    limit = limit_given(limit)
    words = only.of_links
    neighbors = engine.neighbors(ids, words)
    linked = set.intersection(*map(set, neighbors.values())).difference(ids)
    of_any_kind = set.intersection(*map(set, engine.neighbors(ids, only).values()))
    by_office = through_offices(engine, ids, only)
    reached = (set(neighbors[one]).union(by_office.get(one, ())) for one in ids)
    bodies = set.intersection(*reached).difference(ids, linked)
    ordered = _best_founded_first(engine, ids, linked, words)
    kept = [*ordered[:limit], *sorted(bodies)]
    edges = engine.touching(ids, words, within={*ids, *kept})
    there = engine.entities(kept, only)
    shared = [_shared(engine, there[one], ids, edges, by_office, words) for one in kept]
    shared.sort(key=lambda one: KINDS.index(one.kind))
    return Common(
        entities,
        tuple(shared),
        engine.entities([*ids, *kept, *_named(shared)], only),
        len(ordered) - len(ordered[:limit]),
        len(of_any_kind.difference(ids, linked, bodies)),
        is_filtered=not only.is_empty,
    )


def _best_founded_first(
    engine: Engine, ids: Sequence[str], others: Iterable[str], words: Filter
) -> list[str]:
    """Sort those with whom all are linked by the weakest of these links; ties go by ids."""
    ordered = sorted(others)
    pairs = [(one, other) for other in ordered for one in ids]
    best = engine.best_between(pairs, words)
    weakest = {other: min(best[one, other].support for one in ids) for other in ordered}
    return sorted(ordered, key=weakest.__getitem__, reverse=True)


def _shared(
    engine: Engine,
    other: Entity,
    ids: Sequence[str],
    edges: Iterable[Edge],
    by_office: Links,
    words: Filter,
) -> Shared:
    direct: dict[str, list[Edge]] = {one: [] for one in ids}
    for edge in edges:
        for one in {edge.source, edge.target}.intersection(ids):
            if edge.other(one) == other.id:
                direct[one].append(edge)
    links = tuple(
        tuple(direct[one])
        or tuple(edge for link in by_office[one][other.id] for edge in (link.holds, link.within))
        for one in ids
    )
    if not all(direct.values()):
        return Shared(BODY, other, links)
    if all(any(_took_part(edge, other.id) for edge in of_one) for of_one in links):
        return Shared(EVENT, other, links, tuple(_together(engine, other.id, ids, words)))
    return Shared(LINKED, other, links)


def _took_part(edge: Edge, event: str) -> bool:
    _, word, target = schema.by_main_word(edge.source, edge.relation, edge.target)
    return (word, target) == (schema.PARTICIPANT, event)


def _together(
    engine: Engine, event: str, ids: Sequence[str], words: Filter
) -> Iterator[tuple[str, str, Participation]]:
    for one, other in combinations(ids, 2):
        yield one, other, participations(engine, words, one, event, other)


def _named(shared: Iterable[Shared]) -> Iterator[str]:
    for one in shared:
        yield from named_in(edge for edges in one.links for edge in edges)
        for _, _, two in one.together:
            yield from two.named
