"""What is the same for every engine that numbers its rows: from rows to edges under a filter.

Whether rows lie in memory or in files, one rule says which edges they add up to.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import partial
from itertools import groupby, islice
from typing import TYPE_CHECKING

from actorgraph.filters import NOTHING_LEFT_OUT, Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import BestEdge, CellsOfRows, StatedRow
    from actorgraph.names import Entry
    from actorgraph.names.unfinished import UnfinishedName
    from actorgraph.progress import Bars


class RowEngine(ABC):
    """Answers from rows that have numbers, in the order of the data."""

    def show_progress(self, bars: Bars) -> None:  # noqa: B027 -- most have nothing to show
        """Show nothing: an engine that reads long shows how far it is."""

    def entities(self, ids: Iterable[str], only: Filter | None = None) -> dict[str, Entity]:
        """Return the entities of these ids, in the order asked, as far as they are trusted."""
        there = self._entities(list(ids))
        return {one: under(entity, only) for one, entity in there.items()}

    def all_entities(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield every entity, in the order of the data, as far as it is trusted."""
        return (under(entity, only) for entity in self._all_entities())

    def all_names(self, only: Filter | None = None) -> Iterator[Entry]:
        """Yield the names of every entity, as far as who gives them is trusted."""
        from actorgraph.names import Entry

        for number, one in enumerate(self.all_entities(only)):
            yield Entry(number, one.id, (one.name, *one.aliases), one.type)

    def entities_in_doubt(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield the entities of whose values not all can be right, and perhaps others."""
        return (under(entity, only) for entity in self._in_doubt())

    def entities_holding(self, columns: Collection[str]) -> Iterator[Entity]:  # noqa: ARG002 -- an index knows better
        """Yield every entity with a cell under one of these columns, and perhaps others."""
        return self.all_entities()

    def described_entities(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield the entities of which rows say who describes them, and perhaps others."""
        return self.all_entities(only)

    def _in_doubt(self) -> Iterator[Entity]:
        """Return them with all their descriptions; an engine that knows no better returns all."""
        return self._all_entities()

    @abstractmethod
    def _entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        """Return the entities of these ids with all their descriptions, in the order asked."""

    @abstractmethod
    def _all_entities(self) -> Iterator[Entity]:
        """Return every entity with all its descriptions."""

    @abstractmethod
    def words(self, column: str) -> Collection[str]:
        """Return the words that rows hold under relation, or under type."""

    @abstractmethod
    def describes(self, source: str) -> bool:
        """Return whether a description of an entity cites this."""

    @abstractmethod
    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim, in the order of the data."""

    @abstractmethod
    def _claims(self, row: int) -> Sequence[Claim]:
        """Return the claims that a row states."""

    @abstractmethod
    def _rows_touching(self, entity_id: str) -> Collection[int]:
        """Return the rows with a claim that has this end."""

    @abstractmethod
    def _rows_between(self, one: str, other: str) -> Collection[int]:
        """Return the rows with a claim between two; it may be more."""

    @abstractmethod
    def _rows_citing(self, source: str) -> Collection[int]:
        """Return the rows that cite a source."""

    @abstractmethod
    def _type(self, entity_id: str) -> str:
        """Return the type of an entity that is there."""

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """Return the edges with an end among these ids."""
        if self._leaves_nothing(only):
            return []
        wanted, there = frozenset(ids), None if within is None else frozenset(within)
        return self._edges_in(self._rows_within(wanted, there), only, wanted, there)

    def _edges_in(
        self,
        rows: Collection[int],
        only: Filter,
        wanted: frozenset[str],
        there: frozenset[str] | None = None,
    ) -> list[Edge]:
        """Return the edges of some rows with an end among some ids, and both ends there."""
        claims = (
            claim
            for row in sorted(rows)
            for claim in self._claims(row)
            if (claim.source in wanted or claim.target in wanted)
            and (there is None or (claim.source in there and claim.target in there))
        )
        return only.edges(claims, self._type, wanted)

    def _leaves_nothing(self, only: Filter) -> bool:  # noqa: ARG002 -- an index knows better
        """Return whether it is known, before any row is read, that a filter leaves no edge."""
        return False

    def _rows_within(self, ids: frozenset[str], within: frozenset[str] | None) -> set[int]:  # noqa: ARG002
        """Return the rows with a claim that has an end among ids, and both within; or more."""
        return {row for one in ids for row in self._rows_touching(one)}

    def neighbors(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT, *, limit: int | None = None
    ) -> dict[str, list[str]]:
        """Return for each id the other ends of its edges, each once; of each the first `limit`."""
        neighbors: dict[str, dict[str, None]] = {one: {} for one in ids}
        for edge in self.touching(ids, only):
            if edge.source in neighbors:
                neighbors[edge.source][edge.target] = None
            if edge.target in neighbors:
                neighbors[edge.target][edge.source] = None
        return {one: list(others)[:limit] for one, others in neighbors.items()}

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

        untyped = only._replace(types=frozenset())

        def neighbors_of(ids: list[str]) -> Iterable[list[str]]:
            return self.neighbors(ids, untyped).values()

        def is_open(entity_id: str) -> bool:
            entity_type = self._type(entity_id)
            return only.keeps_type(entity_type) and entity_type.lower() not in closed

        def admitted(ids: set[str]) -> set[str]:
            return {one for one in ids.difference(avoiding) if is_open(one)}

        onward = shortest_paths(
            neighbors_of, source, target, admitted=admitted, max_length=max_length
        )
        return {one: sorted(others) for one, others in onward.items()}

    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """Return the best-supported edge between the two of each pair; of equals the first."""
        best: dict[frozenset[str], Edge] = {}
        for edge in self._between(pairs, only, {end for pair in pairs for end in pair}):
            ends = frozenset((edge.source, edge.target))
            if ends not in best or edge.support > best[ends].support:
                best[ends] = edge
        there = {pair: best[frozenset(pair)] for pair in pairs if frozenset(pair) in best}
        return {pair: _read_already(edge) for pair, edge in there.items()}

    def citing(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT, most_rows: int | None = None
    ) -> list[Edge]:
        """Return the edges with a claim that cites one of these."""
        if self._leaves_nothing(only):
            return []
        pairs, wanted = self._pairs_citing(ids, most_rows), frozenset(ids)
        edges = self._between(pairs, only, {source for source, _ in pairs})
        return [edge for edge in edges if any(claim.sources & wanted for claim in edge.claims)]

    def _pairs_citing(self, ids: Collection[str], most_rows: int | None) -> set[tuple[str, str]]:
        """Return source and target of the claims of the first rows that cite one of these."""
        rows = sorted({row for one in ids for row in self._rows_citing(one)})[:most_rows]
        claims = (claim for row in rows for claim in self._claims(row))
        return {(claim.source, claim.target) for claim in claims}

    def _between(
        self, pairs: Collection[tuple[str, str]], only: Filter, asked: Collection[str]
    ) -> list[Edge]:
        """Return the edges between the two of each pair, in either direction."""
        wanted = {frozenset(pair) for pair in pairs}
        rows = {row for pair in pairs for row in self._rows_between(*pair)}
        claims = (
            claim
            for row in sorted(rows)
            for claim in self._claims(row)
            if frozenset((claim.source, claim.target)) in wanted
        )
        return only.edges(claims, self._type, asked)

    def is_source(self, name: str) -> bool:
        """Whether a claim or a description cites this: speaker, relay, document, publisher."""
        return bool(self._rows_citing(name)) or self.describes(name)

    def speaks(self, name: str) -> bool:
        """Whether this says a claim, not only passes one on, or describes an entity."""
        rows = self._rows_citing(name)
        says = any(name in claim.speakers for row in rows for claim in self._claims(row))
        return says or self.describes(name)

    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield every edge, in the order of the data."""
        if self._leaves_nothing(only):
            return iter(())
        return iter(only.edges(self._claims_stating(only), self._type))

    def edges_in_doubt(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield the edges that a conflict may rest on; an engine that knows no better, all."""
        return self.all_edges(only)

    def _claims_stating(self, only: Filter) -> Iterator[Claim]:  # noqa: ARG002 -- Spark knows better
        """Yield every claim of the relations that a filter keeps, perhaps among others."""
        return self.all_claims()

    def cells(self, columns: Collection[str]) -> CellsOfRows:
        """Return the cells of all rows of relations under some columns, seen from the claims."""
        from actorgraph.engines.row_cells import RowCells

        return RowCells(columns, self.all_claims)

    def statements_with(self, words: Collection[str]) -> Iterator[StatedRow]:  # noqa: ARG002 -- an index knows better
        """Yield every row with a claim that has all of these words, perhaps among others."""
        from actorgraph.engine import StatedRow

        for _, claims in groupby(self.all_claims(), lambda claim: (claim.file, claim.line)):
            stated = tuple(claims)
            yield StatedRow(stated[0].row, partial(tuple, stated))

    def entities_with(self, words: Collection[str], only: Filter | None = None) -> Iterator[Entity]:
        """Yield every entity whose cells have one of these words, perhaps among others."""
        return (under(entity, only) for entity in self._entities_with(words))

    def _entities_with(self, words: Collection[str]) -> Iterator[Entity]:  # noqa: ARG002 -- an index knows better
        return self._all_entities()

    def starting_with(self, text: str, limit: int) -> list[str]:
        """Return ids of entities that an unfinished text can name."""
        from actorgraph.names.unfinished import UnfinishedName

        begun = UnfinishedName(text)
        matches = (
            one.id
            for one in self._may_start_with(begun)
            if begun.can_be(one.id, (one.name, *one.aliases))
        )
        return list(islice(matches, limit))

    def _may_start_with(self, begun: UnfinishedName) -> Iterable[Entity]:  # noqa: ARG002 -- an index knows better
        """Return each once the entities that an unfinished name can mean, perhaps among others."""
        return self.all_entities()


def under(entity: Entity, only: Filter | None) -> Entity:
    """Return an entity as the descriptions that a filter uses describe it."""
    if only is None or not entity.descriptions:
        return entity
    from actorgraph import attributes  # which `show` need not import

    return attributes.under(entity, only)


def _read_already(edge: Edge) -> BestEdge:
    from actorgraph.engine import BestEdge  # protocols take 2 ms, which `show` need not spend

    return BestEdge(edge.support, lambda: edge)
