"""A graph on this machine whose rows stay in their files: an index says where they are.

Means the same as the engine in memory; costs what an answer touches. An index that turns out
damaged is built again and asked again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from actorgraph.engine import BestEdge, EdgePairs, LazyGraph
from actorgraph.engines.bidirectional import shortest_paths
from actorgraph.engines.filtered_adjacency import FilteredAdjacency
from actorgraph.engines.row_engine import RowEngine
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.index.column_file import DamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.errors import Problem
    from actorgraph.index.reading import Index
    from actorgraph.names import Match

Answer = TypeVar("Answer")


class IndexedEngine(RowEngine):
    """Answers from an index.

    Args:
        index: an open one.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._walked: FilteredAdjacency | None = None
        self._numbers: dict[str, int] = {}

    @property
    def note(self) -> str:
        """What whoever asks should know about how this is stored; "" as a rule."""
        return self._index.note

    def _sure(self, question: Callable[[], Answer]) -> Answer:
        """Ask; if the index turns out damaged, build it anew and ask again."""
        try:
            return question()
        except DamagedError:
            from actorgraph.index.build import build_index

            self._index = build_index(self._index.inputs)
            self._numbers.clear()
            return question()

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data."""
        return self._sure(self._problems)

    @property
    def merged(self) -> Mapping[str, str]:
        """Nothing: data with judgements is held in memory."""
        return {}

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Nothing: data with judgements is held in memory."""
        return ()

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities of these ids, in the order asked."""
        asked = list(ids)
        return self._sure(lambda: self._entities(asked))

    def find(self, query: str, limit: int = 10, *, also_similar: bool = False) -> list[Match]:
        """Entities by id, name or alias in any spelling, best first."""
        return self._sure(lambda: self._find(query, limit, also_similar=also_similar))

    def beginning(self, text: str, limit: int) -> list[str]:
        """Ids of entities whose id is this, or whose name begins so."""
        return self._sure(lambda: super(IndexedEngine, self).beginning(text, limit))

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """The edges with an end among these ids."""
        return self._sure(lambda: super(IndexedEngine, self).touching(ids, only, within=within))

    def adjacent(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[str, list[str]]:
        """For each id the other ends of its edges, each once."""
        return self._sure(lambda: self._adjacent(ids, only))

    def shortest_paths(
        self,
        source: str,
        target: str,
        only: Filter = NOTHING_LEFT_OUT,
        *,
        avoiding: Collection[str] = (),
        closed: Collection[str] = (),
        max_length: int | None = None,
    ) -> dict[str, list[str]]:
        """All shortest ways between two, whichever way the edges point."""
        asked = source, target
        shut = avoiding, closed
        return self._sure(lambda: self._shortest_paths(asked, only, shut, max_length))

    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """The best founded edge between the two of each pair; the first of those equally so."""
        return self._sure(lambda: self._best_between(pairs, only))

    def citing(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """The edges with a claim that rests on one of these."""
        return self._sure(lambda: super(IndexedEngine, self).citing(ids, only))

    def is_source(self, name: str) -> bool:
        """Whether a claim rests on this as speaker, relay, document or publisher."""
        return self._sure(lambda: super(IndexedEngine, self).is_source(name))

    def all_entities(self) -> Iterator[Entity]:
        """Every entity, in the order of the data."""
        self._sure(self._check_all)
        return (self._index.entity(number) for number in range(len(self._index)))

    def all_claims(self) -> Iterator[Claim]:
        """Every claim, in the order of the data."""
        self._sure(self._check_all)
        for row in range(len(self._index.relations)):
            yield from self._index.claims(row)

    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Who has any relation with whom, in the order of the data."""
        from actorgraph.engines.edge_pairs import edge_pairs_in

        return self._sure(lambda: edge_pairs_in(self._index, only))

    def lazy_graph(self) -> LazyGraph:
        """All entities and edges, by number; a row is read when its edge is asked for."""
        from actorgraph.engines.lazy_graph import lazy_graph_of

        return self._sure(lambda: lazy_graph_of(self._index))

    def _adjacent(self, ids: Collection[str], only: Filter) -> dict[str, list[str]]:
        index, walk = self._index, self._walk(only)
        asked = {one: self._number(one) for one in ids}
        found: dict[str, list[str]] = {}
        for one, number in asked.items():
            others = [] if number is None else walk.others(number)
            if only.types:
                kept = {*index.of_types(others, only.keeps_type), *asked.values()}
                others = [other for other in others if other in kept]
            found[one] = list(map(index.id, others))
            self._numbers.update(zip(found[one], others, strict=True))
        return found

    def _shortest_paths(
        self,
        asked: tuple[str, str],
        only: Filter,
        shut: tuple[Collection[str], Collection[str]],
        max_length: int | None,
    ) -> dict[str, list[str]]:
        index, (avoiding, closed) = self._index, shut
        source, target = map(self._number, asked)
        if source is None or target is None:
            return {}
        shunned = {self._number(one) for one in avoiding}

        def is_open(entity_type: str) -> bool:
            return only.keeps_type(entity_type) and entity_type.lower() not in closed

        def admitted(numbers: set[int]) -> set[int]:
            return set(index.of_types(numbers.difference(shunned), is_open))

        ways = shortest_paths(
            self._walk(only).lists,
            source,
            target,
            admitted=admitted if shunned or closed or only.types else _all,
            max_length=max_length,
        )
        ids = {number: index.id(number) for number in (*ways, target)}
        self._numbers.update((one, number) for number, one in ids.items())
        return {ids[one]: sorted([ids[other] for other in ways[one]]) for one in ways}

    def _best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter
    ) -> dict[tuple[str, str], BestEdge]:
        walk = self._walk(only)
        found: dict[tuple[str, str], BestEdge] = {}
        for pair in pairs:
            one, two = map(self._number, pair)
            best = None if one is None or two is None else walk.best(one, two)
            if best is None:
                found |= super().best_between([pair], only)
            else:
                found[pair] = BestEdge(
                    best[0], partial(self._edge, self._index, best[1], pair, only)
                )
        return found

    def _edge(self, index: Index, row: int, pair: tuple[str, str], only: Filter) -> Edge:
        """The edge that a row is, or was when the index had to be built anew since."""

        def read() -> Edge:
            if self._index is not index:
                return super(IndexedEngine, self).best_between([pair], only)[pair].edge()
            return only.edges_of_any_type(index.claims(row))[0]

        return self._sure(read)

    def _number(self, entity_id: str) -> int | None:
        """The number of an entity; those met on the way here are known."""
        known = self._numbers.get(entity_id)
        return self._index.number(entity_id) if known is None else known

    def _walk(self, only: Filter) -> FilteredAdjacency:
        """A walk under a filter; the last one is kept, since a question takes many steps."""
        if self._walked is None or self._walked.only != only or self._walked.index != self._index:
            self._walked = FilteredAdjacency(self._index, only)
        return self._walked

    def _problems(self) -> Sequence[Problem]:
        return self._index.problems.checked()

    def _check_all(self) -> None:
        self._index.store.check_all()

    def _entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        numbered = ((one, self._number(one)) for one in ids)
        return {one: self._index.entity(n) for one, n in numbered if n is not None}

    def _find(self, query: str, limit: int, *, also_similar: bool) -> list[Match]:
        from actorgraph.index.name_index import IndexedNames
        from actorgraph.names import lookup

        return lookup(IndexedNames(self._index), query, limit, also_similar=also_similar)

    def _may_begin(self, text: str) -> Iterator[Entity]:
        from actorgraph.index.name_index import IndexedNames

        return map(self._index.entity, dict.fromkeys(IndexedNames(self._index).beginning(text)))

    def _claims(self, row: int) -> Sequence[Claim]:
        return self._index.claims(row)

    def _rows_touching(self, entity_id: str) -> Sequence[int]:
        number = self._index.number(entity_id)
        return () if number is None else self._index.adjacency.rows(number)

    def _rows_within(self, ids: frozenset[str], within: frozenset[str] | None) -> set[int]:
        if within is None:
            return super()._rows_within(ids, within)
        there = set(map(self._number, within))
        return {
            row
            for number in map(self._number, ids)
            if number is not None
            for other, row in zip(*self._index.adjacency.steps(number), strict=True)
            if other in there
        }

    def _rows_between(self, one: str, other: str) -> Sequence[int]:
        a, b = self._index.number(one), self._index.number(other)
        return () if a is None or b is None else self._index.adjacency.rows_between(a, b)

    def _rows_citing(self, source: str) -> Sequence[int]:
        return self._index.rows_citing(source)

    def _type(self, entity_id: str) -> str:
        number = self._index.number(entity_id)
        return "" if number is None else self._index.type(number)


def _all(numbers: set[int]) -> set[int]:
    return numbers
