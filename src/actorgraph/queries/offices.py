"""Who held any office on a day, or ever: by body and office, each with who says so.

Of large data only what sorts an edge is held, and the edges are read as they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.engine import OfficeStore
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.office_edges import of_edges
from actorgraph.queries.lazy import BatchedTuple
from actorgraph.queries.mentions import named_in
from actorgraph.queries.named_on_the_way import NamedOnTheWay
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.through_offices import office_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.office_edges import OfficeEdge, OfficeEdges

MOST_HELD = 8192
"""So many edges are read at once and held."""


class HeldOffice(NamedTuple):
    """An office with one who holds it.

    Attributes:
        bodies: those that the office is in, by name.
        edge: from the holder to the office.
    """

    office: Entity
    bodies: tuple[Entity, ...]
    edge: Edge


@dataclass(frozen=True, slots=True)
class HeldOffices:
    """All offices with their holders, by body, office and time; of large data read when displayed.

    Attributes:
        unheld: the offices as whose holder nobody is recorded, by name.
        others: all entities that the claims name, by id.
        day: the day that was asked for.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
    """

    held: Sequence[HeldOffice]
    unheld: Sequence[Entity]
    others: Mapping[str, Entity]
    day: int | None = None
    rejected: int = 0
    is_filtered: bool = False


def offices(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT) -> HeldOffices:
    """Fetch who holds or held which office.

    A filter of types chooses the holders. Who is only planned to hold an office, or denied to, is
    listed as such and does not count as its holder.
    """
    words = only._replace(relations=schema.OFFICE_WORDS, types=frozenset(), as_of=None)
    found, edges = _found(engine, words, only.as_of)
    named = _names(engine, found, only)
    there = [edge for edge in found.edges if edge.stays]
    bodies = _bodies(there, named)
    held = [
        edge
        for edge in there
        if edge.relation != schema.POSITION_IN
        and only.keeps_relation(edge.relation)
        and only.keeps_type(named[edge.source].type)
    ]
    held.sort(key=lambda edge: _place(edge, bodies, named))
    filled = {edge.target for edge in held if edge.is_done}
    known = dict.fromkeys(map(office_of, found.edges))
    unheld = sorted((one for one in known if one not in filled), key=named.__getitem__)
    reading = _HeldReader(engine, only, found, held, bodies, unheld)
    parts = reading.streamed(words) if edges is None else reading.at_once(edges)
    rejected = rejected_claims(words, engine.all_edges)
    return HeldOffices(*parts, only.as_of, rejected, is_filtered=not only.is_empty)


def _found(
    engine: Engine, words: Filter, day: int | None
) -> tuple[OfficeEdges, Sequence[Edge] | None]:
    """Return what is known of the edges of offices, and the edges unless they are many."""
    if isinstance(engine, OfficeStore):
        found = engine.office_edges(words, day)
        if len(found.edges) > MOST_HELD:
            return found, None
    edges = list(engine.all_edges(words))
    return of_edges(edges, day), edges


class _Sorted(NamedTuple):
    """The name of an entity, to sort by, and its type."""

    name: str
    id: str
    type: str


def _names(engine: Engine, found: OfficeEdges, only: Filter) -> dict[str, _Sorted]:
    """Return the names of all ends; of many, by a way through all names of the graph."""
    ids = {end for edge in found.edges for end in (edge.source, edge.target)}
    if len(ids) <= MOST_HELD:
        entities = engine.entities(ids, only).values()
        return {one.id: _Sorted(one.name.casefold(), one.id, one.type) for one in entities}
    return {
        one.id: _Sorted(one.names[0].casefold(), one.id, one.type)
        for one in engine.all_names(only)
        if one.id in ids
    }


def _bodies(
    edges: Iterable[OfficeEdge], named: Mapping[str, _Sorted]
) -> dict[str, tuple[str, ...]]:
    """Return the bodies that each office is said to be in, by name."""
    bodies: dict[str, dict[str, None]] = {}
    for edge in edges:
        if edge.relation == schema.POSITION_IN and edge.is_done:
            bodies.setdefault(edge.source, {})[edge.target] = None
    return {
        office: tuple(sorted(of_office, key=named.__getitem__))
        for office, of_office in bodies.items()
    }


def _place(
    edge: OfficeEdge, bodies: Mapping[str, tuple[str, ...]], named: Mapping[str, _Sorted]
) -> tuple[object, ...]:
    """Return a sort key: by body, office, time and holder; offices without a body come last."""
    within = tuple(named[body] for body in bodies.get(edge.target, ()))
    return (not within, within, named[edge.target], edge.begins, named[edge.source])


_Parts = tuple[Sequence[HeldOffice], Sequence["Entity"], Mapping[str, "Entity"]]


class _HeldReader:
    """Reads what an answer lists, some at a time."""

    def __init__(
        self,
        engine: Engine,
        only: Filter,
        found: OfficeEdges,
        held: Sequence[OfficeEdge],
        bodies: Mapping[str, tuple[str, ...]],
        unheld: Sequence[str],
    ) -> None:
        self._engine, self._only, self._found = engine, only, found
        self._held, self._bodies, self._unheld = held, bodies, unheld

    def at_once(self, edges: Iterable[Edge]) -> _Parts:
        """Return holders, offices without one, and whom all these edges name."""
        everybody = self._entities(named_in(edges))
        return self._offices(0, len(self._held)), self._without(0, len(self._unheld)), everybody

    def streamed(self, words: Filter) -> _Parts:
        """Return the same, of which little is held at a time."""

        def named() -> Iterator[Iterable[str]]:
            return (named_in([edge]) for edge in self._engine.all_edges(words))

        others = NamedOnTheWay(self._entities, named, BatchedTuple.AT_ONCE)

        def some_offices(first: int, stop: int) -> tuple[HeldOffice, ...]:
            some = self._offices(first, stop)
            others.meet(named_in(one.edge for one in some))
            return some

        held = BatchedTuple(len(self._held), some_offices)
        return held, BatchedTuple(len(self._unheld), self._without), others

    def _entities(self, ids: Iterable[str]) -> Mapping[str, Entity]:
        return self._engine.entities(ids, self._only)

    def _offices(self, first: int, stop: int) -> tuple[HeldOffice, ...]:
        """Return who holds an office from one number to another."""
        some = self._held[first:stop]
        edges = self._found.read([one.place for one in some])
        within = [self._bodies.get(one.target, ()) for one in some]
        ids = (*(one.target for one in some), *chain.from_iterable(within))
        named = self._entities(dict.fromkeys(ids))
        return tuple(
            HeldOffice(named[one.target], tuple(named[body] for body in bodies), edges[one.place])
            for one, bodies in zip(some, within, strict=True)
        )

    def _without(self, first: int, stop: int) -> tuple[Entity, ...]:
        """Return the offices without a holder from one number to another."""
        return tuple(self._entities(self._unheld[first:stop]).values())
