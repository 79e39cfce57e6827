"""One entity: its relations, its offices from every side, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.edges import in_order
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import limit_given
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

MANY = 500
"""Of an entity with more neighbors than this, only some edges are read where a limit is given."""
NEIGHBORS_OF_A_HUB = 40
CLAIMS_OF_A_SOURCE = 1000
"""Of an entity that says more, no more rows are read where a limit is given."""


class Shown(NamedTuple):
    """An entity with its edges.

    Attributes:
        entity: as the descriptions that the filter uses describe it.
        edges: those of which it is an end, in the order of the data; offices in order of time.
        others: all entities that the edges and their claims name, by id.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
        beyond: edges of its offices and events: who else holds, belongs and takes part.
        says: edges with a claim that it makes, not only passes on.
        left_out: the number of neighbors whose edges were not read.
        says_more: whether it says more, or more rests on it, than was read.
        rest_on_it: the number of other claims that cite it: it passed them on, holds or published
            them.
        limit: the largest number of lines in a section; None means all.
    """

    entity: Entity
    edges: tuple[Edge, ...]
    others: Mapping[str, Entity]
    rejected: int = 0
    is_filtered: bool = False
    beyond: tuple[Edge, ...] = ()
    says: tuple[Edge, ...] = ()
    left_out: int = 0
    says_more: bool = False
    rest_on_it: int = 0
    limit: int | None = None

    @property
    def statements(self) -> list[Claim]:
        """The claims that it makes, each once, in the order of the data."""
        id_ = self.entity.id
        claims = (claim for edge in self.says for claim in edge.claims if id_ in claim.speakers)
        return list({claim.row_key: claim for claim in claims}.values())


class _Touching(NamedTuple):
    edges: list[Edge]
    left_out: int


def show(
    engine: Engine,
    entity: Entity,
    *,
    only: Filter = NOTHING_LEFT_OUT,
    limit: int | None = None,
) -> Shown:
    """Fetch an entity's edges, those of its offices and events, and what it says.

    Args:
        limit: the largest number of lines in a section; of an entity with very many neighbors, a
            few and all its offices are read. None means all.
    """
    limit = limit_given(limit)
    id_ = entity.id
    edges, left_out = _touching(engine, {id_}, only, limit)
    beyond = _beyond(engine, id_, edges, only, limit)
    most = None if limit is None else CLAIMS_OF_A_SOURCE
    citing = engine.citing({id_}, only, most)
    says = tuple(edge for edge in citing if _is_said_by(id_, edge))
    entity = next(iter(engine.entities([id_], only).values()), entity)
    rejected = rejected_claims(only, lambda words: _touching(engine, {id_}, words, limit).edges)
    cited = [name for one in entity.descriptions for name in one.claim.sources]
    cited += [entity.publisher, *(one.values.get("publisher", "") for one in entity.descriptions)]
    named = named_in((*edges, *beyond, *says))
    return Shown(
        entity,
        _offices_in_order(edges),
        engine.entities(dict.fromkeys(filter(None, (*named, *cited))), only),
        rejected,
        is_filtered=not only.is_empty,
        beyond=beyond,
        says=says,
        left_out=left_out,
        says_more=most is not None and sum(len(edge.claims) for edge in citing) >= most,
        rest_on_it=_resting_on(id_, citing),
        limit=limit,
    )


def _touching(engine: Engine, ids: set[str], only: Filter, limit: int | None) -> _Touching:
    """Fetch the edges of some entities; of hubs, under a limit, their offices and some others."""
    if limit is None:
        return _Touching(engine.touching(ids, only), 0)
    neighbors = engine.neighbors(ids, only)
    others = {one for near in neighbors.values() for one in near}
    if len(others) <= MANY:
        return _Touching(engine.touching(ids, only, within=ids | others), 0)
    most = max(limit, NEIGHBORS_OF_A_HUB)
    kept = {one for near in neighbors.values() for one in near[:most]}
    if not only.relations:
        offices = engine.neighbors(ids, only._replace(relations=schema.OFFICE_WORDS))
        kept.update(one for near in offices.values() for one in near[:MANY])
    edges = engine.touching(ids, only, within=ids | kept)
    return _Touching(edges, len(others) - len(kept))


def _beyond(
    engine: Engine, id_: str, edges: Iterable[Edge], only: Filter, limit: int | None
) -> tuple[Edge, ...]:
    """Fetch the edges of an entity's offices and events that lead to others than itself."""
    offices, events = set[str](), set[str]()
    for edge in edges:
        is_office = edge.relation in schema.OFFICE_RELATIONS and edge.source == id_
        if is_office or (edge.relation == schema.POSITION_IN and edge.target == id_):
            offices.add(edge.other(id_))
        elif edge.relation == schema.PARTICIPANT and edge.source == id_:
            events.add(edge.target)
    if not offices and not events:
        return ()

    def is_beyond(edge: Edge) -> bool:
        if id_ in (edge.source, edge.target):
            return False
        if edge.relation == schema.PARTICIPANT:
            return edge.target in events
        return edge.relation in schema.OFFICE_WORDS and not offices.isdisjoint(
            (edge.source, edge.target)
        )

    return tuple(filter(is_beyond, _touching(engine, offices | events, only, limit).edges))


def _resting_on(id_: str, citing: Iterable[Edge]) -> int:
    claims = (claim for edge in citing for claim in edge.claims)
    return len({one.row_key for one in claims if id_ in one.sources and id_ not in one.speakers})


def _is_said_by(id_: str, edge: Edge) -> bool:
    return any(id_ in claim.speakers for claim in edge.claims)


def _offices_in_order(edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Return edges in the order of the data, but the offices among them in order of time."""
    offices = iter(in_order([edge for edge in edges if _is_office(edge)]))
    return tuple(next(offices) if _is_office(edge) else edge for edge in edges)


def _is_office(edge: Edge) -> bool:
    return edge.relation in schema.OFFICE_RELATIONS
