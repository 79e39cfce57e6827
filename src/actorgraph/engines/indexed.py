"""A graph on this machine whose rows stay in their files: an index says where they are.

Means the same as the engine in memory; costs what an answer touches. An index that turns out
damaged is built again and asked again.
"""

from __future__ import annotations

from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from actorgraph.engines.row_engine import RowEngine, under
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.index.column_file import DamagedError
from actorgraph.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from actorgraph.citation_counts import CitationColumns
    from actorgraph.claims import Claim, Entity
    from actorgraph.counts import Counts
    from actorgraph.edges import Edge
    from actorgraph.engine import (
        BestEdge,
        CellsOfRows,
        EdgePairs,
        LazyGraph,
        PlacedMoments,
        RelationTable,
        StatedRow,
    )
    from actorgraph.engines.filtered_adjacency import FilteredAdjacency
    from actorgraph.errors import Problem
    from actorgraph.index.name_index import CompletingNames
    from actorgraph.index.reading import Index
    from actorgraph.names import Entry, Match
    from actorgraph.names.unfinished import UnfinishedName
    from actorgraph.office_edges import OfficeEdges
    from actorgraph.progress import Bars

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

MANY_IDS = 1000
"""More ids are first looked up together, to leave out those that nobody has."""
FILTERS_KEPT = 2
"""A path asks under two filters in turn: what it may lead through, and what it may not."""


def rebuilt_if_damaged(
    question: Callable[Concatenate[IndexedEngine, Arguments], Answer],
) -> Callable[Concatenate[IndexedEngine, Arguments], Answer]:
    """Make a method of the engine build a damaged index again and ask once more.

    Whatever the method reads of the index it reads before it returns.
    """

    @wraps(question)
    def answer(
        engine: IndexedEngine, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Answer:
        try:
            return question(engine, *args, **kwargs)
        except DamagedError:
            engine.rebuild()
            return question(engine, *args, **kwargs)

    return answer


class IndexedEngine(RowEngine):
    """Answers from an index.

    Args:
        index: an open one.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._bars: Bars = unshown
        self._names: CompletingNames | None = None
        self._filtered = lru_cache(FILTERS_KEPT)(self._filtered_anew)
        self._numbers: dict[str, int] = {}

    def rebuild(self) -> None:
        """Build the index anew from its files.

        Raises:
            ChangedError: if they are not those that an edited index was opened for.
        """
        from actorgraph.index.build import build_index

        self._index.refuse_other_files()
        reprints = self._index.reprints
        with self._bars("Building the index") as progress:
            self._index = build_index(self._index.inputs, progress)
        self._index.reprints = reprints
        self._index.show_progress(self._bars)
        self._names = None
        self._numbers.clear()
        self._filtered.cache_clear()

    def show_progress(self, bars: Bars) -> None:
        """Show from now on how far a reading of many rows is."""
        self._bars = bars
        self._index.show_progress(bars)

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data."""
        return self._problems()

    @rebuilt_if_damaged
    def _problems(self) -> Sequence[Problem]:
        return self._index.problems.checked()

    @property
    def note(self) -> str:
        """What whoever asks should know about how this is stored; "" as a rule."""
        return self._index.note

    @property
    def merged(self) -> Mapping[str, str]:
        """Nothing: data with judgements is held in memory."""
        return {}

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Nothing: data with judgements is held in memory."""
        return ()

    @rebuilt_if_damaged
    def _entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        if len(ids) > MANY_IDS:  # most sources are addresses, and no entities
            ids = self._index.may_be_known(ids)
        if len(ids) > MANY_IDS:
            return self._index.entities_with_ids(ids)
        numbered = ((one, self._number(one)) for one in ids)
        return {one: self._index.entity(n) for one, n in numbered if n is not None}

    @rebuilt_if_damaged
    def find(
        self, query: str, limit: int = 10, *, also_similar: bool = False, by_id: bool = True
    ) -> list[Match]:
        """Return entities by id, name or alias in any spelling, best first."""
        from actorgraph.names.lookup import lookup

        return lookup(self._named(), query, limit, also_similar=also_similar, ids=by_id)

    def _named(self) -> CompletingNames:
        """Return the names of the index, opened when they are first asked for."""
        if self._names is None:
            self._names = self._index.open_names()
        return self._names

    starting_with = rebuilt_if_damaged(RowEngine.starting_with)
    touching = rebuilt_if_damaged(RowEngine.touching)
    citing = rebuilt_if_damaged(RowEngine.citing)
    is_source = rebuilt_if_damaged(RowEngine.is_source)
    speaks = rebuilt_if_damaged(RowEngine.speaks)

    @rebuilt_if_damaged
    def entering(
        self, ids: Collection[str], only: Filter, *, turned: Collection[str] = ()
    ) -> list[Edge]:
        """Return the edges of `touching` that lead to one of these, perhaps among others."""
        from actorgraph.engines.entering_rows import entering_rows

        if self._leaves_nothing(only):
            return []
        numbers = [number for one in ids if (number := self._number(one)) is not None]
        rows = {*entering_rows(self._index, numbers, only, turned)}
        return self._edges_in(rows, only, frozenset(ids))

    @rebuilt_if_damaged
    def neighbors(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT, *, limit: int | None = None
    ) -> dict[str, list[str]]:
        """Return for each id the other ends of its edges, each once; of each the first `limit`."""
        if self._leaves_nothing(only):
            return {one: [] for one in ids}
        index, adjacency = self._index, self._filtered(only)
        asked = {one: self._number(one) for one in ids}
        neighbors: dict[str, list[str]] = {}
        for one, number in asked.items():
            first = None if only.types else limit
            others = [] if number is None else adjacency.others(number, first)
            if only.types:
                kept = {*index.of_types(others, only.keeps_type), *asked.values()}
                others = [other for other in others if other in kept][:limit]
            neighbors[one] = list(map(index.id, others))
            self._numbers.update(zip(neighbors[one], others, strict=True))
        return neighbors

    @rebuilt_if_damaged
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
        """Return all shortest paths between two, whichever way the edges point."""
        from actorgraph.engines.bidirectional import shortest_paths

        index = self._index
        start, end = self._number(source), self._number(target)
        if start is None or end is None:
            return {}
        avoided = {self._number(one) for one in avoiding}

        def is_open(entity_type: str) -> bool:
            return only.keeps_type(entity_type) and entity_type.lower() not in closed

        def admitted(numbers: set[int]) -> set[int]:
            return set(index.of_types(numbers.difference(avoided), is_open))

        onward = shortest_paths(
            self._filtered(only).lists,
            start,
            end,
            admitted=admitted if avoided or closed or only.types else _all,
            max_length=max_length,
        )
        ids = {number: index.id(number) for number in (*onward, end)}
        self._numbers.update((one, number) for number, one in ids.items())
        return {ids[one]: sorted([ids[other] for other in onward[one]]) for one in onward}

    @rebuilt_if_damaged
    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """Return the best-supported edge between the two of each pair; of equals the first."""
        from actorgraph.engine import BestEdge  # protocols take 2 ms, which `show` need not spend

        adjacency = self._filtered(only)
        best_edges: dict[tuple[str, str], BestEdge] = {}
        for pair in pairs:
            one, two = map(self._number, pair)
            rows = [] if one is None or two is None else adjacency.alone_between(one, two)
            if rows is None:
                best_edges |= super().best_between([pair], only)
            elif rows:
                row = max(rows, key=adjacency.support)
                read = partial(self._edge_of_row, self._index, row, pair, only)
                best_edges[pair] = BestEdge(adjacency.support(row), read)
        return best_edges

    @rebuilt_if_damaged
    def _edge_of_row(self, index: Index, row: int, pair: tuple[str, str], only: Filter) -> Edge:
        """Return the edge that a row is, or was if the index had to be built anew since."""
        if self._index is not index:
            return super().best_between([pair], only)[pair].edge
        return only.edges_of_any_type(index.claims(row))[0]

    @rebuilt_if_damaged
    def _all_entities(self) -> Iterator[Entity]:
        self._index.store.check_all()
        return self._index.all_entities()

    @rebuilt_if_damaged
    def all_names(self, only: Filter | None = None) -> Iterator[Entry]:
        """Yield the names of every entity, read by themselves where nobody is named for them."""
        index = self._index
        index.store.check_all()
        return index.all_names(lambda number: under(index.entity(number), only))

    @rebuilt_if_damaged
    def _in_doubt(self) -> Iterator[Entity]:
        self._index.store.check_all()
        return self._index.in_doubt()

    @rebuilt_if_damaged
    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim, in the order of the data."""
        index = self._index
        index.store.check_all()
        rows = range(len(index.relations))
        return (claim for _, claims in index.claims_of(rows) for claim in claims)

    @rebuilt_if_damaged
    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield every edge, in the order of the data, and read no row that is left out."""
        from actorgraph.engines.edge_rows import EdgeRows

        self._index.store.check_all()
        return EdgeRows(self._index, only).edges()

    @rebuilt_if_damaged
    def cells(self, columns: Collection[str]) -> CellsOfRows:
        """Return the cells of all rows of relations under some columns, read as columns."""
        from actorgraph.engines.indexed_cells import IndexedCells

        self._index.store.check_all()
        return IndexedCells(self._index, columns)

    @rebuilt_if_damaged
    def statements_with(self, words: Collection[str]) -> Iterator[StatedRow]:
        """Yield every row with a claim that has all of these words, perhaps among others."""
        from actorgraph.engine import StatedRow
        from actorgraph.index.text_search import rows_of_claims

        index = self._index
        index.store.check_all()
        columns, rows = index.relations.columns, [*rows_of_claims(index, words)]
        return (
            StatedRow(dict(zip(columns, cells, strict=True)), partial(index.claims, row))
            for row, cells in index.relations.rows(rows)
        )

    @rebuilt_if_damaged
    def _entities_with(self, words: Collection[str]) -> Iterator[Entity]:
        from actorgraph.index.text_search import entities_with

        index = self._index
        index.store.check_all()
        return index.entities_of([*entities_with(index, words)])

    @rebuilt_if_damaged
    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Return the distinct pairs of linked entities, in the order of the data."""
        from actorgraph.engines.edge_pairs import edge_pairs_in

        return edge_pairs_in(self._index, only)

    @rebuilt_if_damaged
    def uncounted(self, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, int]:
        """Count the rows that a filter asks for and that link nothing, by the reason."""
        from actorgraph.engines.edge_pairs import uncounted_in

        return uncounted_in(self._index, only)

    @rebuilt_if_damaged
    def edges_in_doubt(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield the edges that a conflict may rest on, judged by their columns."""
        from actorgraph.engines.doubtful_edges import edges_in_doubt

        self._index.store.check_all()
        return edges_in_doubt(self._index, only)

    @rebuilt_if_damaged
    def counts(self, only: Filter = NOTHING_LEFT_OUT) -> Counts:
        """Count edges, claims and entities, by type, verdict, status, ..."""
        from actorgraph.engines.counted_columns import counts_in

        self._index.store.check_all()
        return counts_in(self._index, only, partial(self.all_entities, only))

    @rebuilt_if_damaged
    def busiest(self) -> str:
        """Return the id of the entity that most claims link, as far as was indexed."""
        index = self._index
        return index.id(index.adjacency.longest()) if len(index) else ""

    @rebuilt_if_damaged
    def citations(self, only: Filter = NOTHING_LEFT_OUT) -> CitationColumns:
        """Count what rests on each source, in the order of the data."""
        from actorgraph.engines.counted_citations import citations_in

        self._index.store.check_all()
        return citations_in(self._index, only)

    @rebuilt_if_damaged
    def placed_moments(self, only: Filter, *, held: bool) -> PlacedMoments:
        """Place the moments of all edges in time, seen from the columns."""
        from actorgraph.engines.dated_rows import placed_moments

        self._index.store.check_all()
        return placed_moments(self._index, only, held=held)

    @rebuilt_if_damaged
    def office_edges(self, words: Filter, day: int | None) -> OfficeEdges:
        """Return the edges of offices, seen from the columns; see `OfficeStore`."""
        from actorgraph.engines.office_rows import office_edges

        self._index.store.check_all()
        return office_edges(self._index, words, day)

    @rebuilt_if_damaged
    def relation_table(self) -> RelationTable:
        """Return the rows that state claims as they stand in the file."""
        from actorgraph.engines.stored_table import relation_table

        self._index.store.check_all()
        return relation_table(self._index)

    @rebuilt_if_damaged
    def count_listed(self) -> int:
        """Count the entities that a row of entities states."""
        return self._index.listed

    @rebuilt_if_damaged
    def count_unconnected(self) -> int:
        """Count the entities that are an end of no claim."""
        from actorgraph.engines.stored_table import count_unconnected

        return count_unconnected(self._index)

    @rebuilt_if_damaged
    def entities_holding(self, columns: Collection[str]) -> Iterator[Entity]:
        """Yield every entity with a cell under one of these columns, and perhaps others."""
        self._index.store.check_all()
        if self._index.has_descriptions:
            return self._index.all_entities()
        from actorgraph.engines.indexed_cells import entities_holding

        return entities_holding(self._index, columns)

    def described_entities(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield the entities of which rows say who describes them; often there are none."""
        return self.all_entities(only) if self._index.has_descriptions else iter(())

    @rebuilt_if_damaged
    def lazy_graph(self) -> LazyGraph:
        """Return all entities and edges by number; a row is read when its edge is asked for."""
        from actorgraph.engines.lazy_graph import lazy_graph_of

        return lazy_graph_of(self._index)

    def _number(self, entity_id: str) -> int | None:
        """Return the number of an entity; those met on the way here are known."""
        known = self._numbers.get(entity_id)
        return self._index.number(entity_id) if known is None else known

    def _filtered_anew(self, only: Filter) -> FilteredAdjacency:
        """Return the adjacency under a filter; the last are kept, for the next step or search."""
        from actorgraph.engines.filtered_adjacency import FilteredAdjacency

        return FilteredAdjacency(self._index, only)

    def _may_start_with(self, begun: UnfinishedName) -> Iterator[Entity]:
        return map(self._index.entity, self._named().starting_with(begun))

    @rebuilt_if_damaged
    def words(self, column: str) -> Collection[str]:
        """Return the words that rows hold under relation, or under type; the index keeps them."""
        return self._index.type_words if column == "type" else self._index.relation_words

    @rebuilt_if_damaged
    def describes(self, source: str) -> bool:
        """Whether a description of an entity cites this."""
        return self._index.describes(source)

    def _leaves_nothing(self, only: Filter) -> bool:
        return self._index.leaves_nothing(only)

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
        return self._index.type_of(entity_id)


def _all(numbers: set[int]) -> set[int]:
    return numbers
