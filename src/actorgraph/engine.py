"""What a graph answers, wherever it is stored.

Every store implements `Engine`: queries ask it in batches of ids and never learn which engine it is
or whether the whole graph is in memory. The other protocols are for stores that can answer a
question about the whole graph without reading every edge; `queries.whole_graph` uses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from actorgraph.filters import NOTHING_LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from actorgraph.citation_counts import CitationColumns
    from actorgraph.claims import Claim, Entity
    from actorgraph.counts import Counts
    from actorgraph.edges import Edge, Support
    from actorgraph.errors import Problem
    from actorgraph.filters import Filter
    from actorgraph.names import Entry, Match
    from actorgraph.office_edges import OfficeEdges
    from actorgraph.progress import Bars


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A part of a graph, or the whole of it, fetched into memory: what is exported and drawn.

    Attributes:
        entities: each once, in the order of the data.
        edges: every end of an edge is among the entities.
        center: the id of the entity around which it was cut out; "" for none.
    """

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]
    center: str = ""


class StatedRow(NamedTuple):
    """A row of relations of which the claims are made when somebody asks for them.

    Attributes:
        cells: as they stand in the file, by our column names; unknown columns included.
        claims: returns the claims that the row states, the one that it words itself first.
    """

    cells: Mapping[str, str]
    claims: Callable[[], Sequence[Claim]]


class CellPlace(NamedTuple):
    """Where a cell stands: the file, the line on which its row begins, and its column."""

    file: str
    line: int
    column: str


class DistinctCells(NamedTuple):
    """What some rows of relations hold under some columns.

    Attributes:
        rows: the number of these rows.
        first: the number of the first of them among all rows; file, line: where it stands.
    """

    cells: tuple[str, ...]
    rows: int
    first: int
    file: str
    line: int


class Published(NamedTuple):
    """A document that rows cite.

    Attributes:
        publisher: as claims that cite it have it; "" for none.
        host: of the document, where it is an address; else "".
        file, line: the first such row.
    """

    document: str
    publisher: str
    host: str
    file: str
    line: int


class CellsOfRows(Protocol):
    """The cells of all rows of relations under some columns, as they stand in the file."""

    def distinct(self, *columns: str) -> Sequence[DistinctCells]:
        """Return the different cells of the rows of each file, in the order of their rows."""

    def where(
        self, asked: Mapping[str, Callable[[str], bool]]
    ) -> Iterator[tuple[int, CellPlace, Mapping[str, str]]]:
        """Yield the rows whose cells are as asked, by column: number, place, and all cells."""

    def speakers(self) -> Mapping[str, CellPlace]:
        """Return each speaker and relay that rows name, in order, with the last cell that does."""

    def published(self) -> Sequence[Published]:
        """Return the documents that rows cite, in order."""


class BestEdge:
    """The best-supported edge between two entities.

    Args:
        support: how well supported the edge is.
        read: returns the edge; called once, when `edge` is first used.
    """

    def __init__(self, support: Support, read: Callable[[], Edge]) -> None:
        self.support = support
        self._read = read

    @cached_property
    def edge(self) -> Edge:
        """The edge with its claims."""
        return self._read()


class Engine(Protocol):
    """What every store of a graph answers.

    Unknown ids are left out of an answer and are no error: `find` reports unknown names before.
    """

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data; data with errors never becomes a graph."""

    @property
    def note(self) -> str:
        """What a user should know about how the graph is stored; usually ""."""

    def show_progress(self, bars: Bars) -> None:
        """Show from now on how far each reading of many rows is."""

    @property
    def merged(self) -> Mapping[str, str]:
        """The id of each entity that a judgement merged, with the id that it has now."""

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Pairs of ids that somebody judged to be two entities."""

    def entities(self, ids: Iterable[str], only: Filter | None = None) -> dict[str, Entity]:
        """Return the entities of these ids, in the order asked.

        Args:
            only: uses only descriptions of the entities by those it trusts; None uses all.
        """

    def find(
        self, query: str, limit: int = 10, *, also_similar: bool = False, by_id: bool = True
    ) -> list[Match]:
        """Return entities by id, name or alias in any spelling, best first, each with its reason.

        With `also_similar`, similar names are returned even where one entity is surely meant;
        without `by_id` a query is a name, also where it is an id.
        """

    def starting_with(self, text: str, limit: int) -> list[str]:
        """Return ids of entities that an unfinished text can name, in any order.

        Either the id starts with the text, or a name has all its words and starts of the last.
        """

    def words(self, column: str) -> Collection[str]:
        """Return the words that rows hold under relation, or under type: each once, in any order.

        Rejected rows count, and so do offices that a row makes; "" if a row holds none.
        """

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """Return the edges with an end among these ids, each once, in the order of the data.

        Args:
            within: ids among which both ends have to be; None means all.
        """

    def neighbors(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT, *, limit: int | None = None
    ) -> dict[str, list[str]]:
        """Return for each id the other ends of its edges, each once; of each the first `limit`."""

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
        """Return all shortest paths between two entities, in either direction of the edges.

        The answer maps each id on such a path to the ids that follow it on one. It is empty if
        there is no path of at most `max_length` steps.

        Args:
            avoiding: ids that no path passes.
            closed: entity types, in lower case, that no path passes.
            max_length: the largest number of steps; None means any.
        """

    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """Return the best-supported edge between the two ids of each pair; of equals the first."""

    def citing(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT, most_rows: int | None = None
    ) -> list[Edge]:
        """Return the edges with a claim that cites a speaker, relay, document or publisher.

        Each comes with all its claims, also those that cite others.

        Args:
            most_rows: looks at no more of the rows that cite one, the first of the data; None at
                all.
        """

    def is_source(self, name: str) -> bool:
        """Whether a claim or a description of an entity cites this id or literal name."""

    def speaks(self, name: str) -> bool:
        """Whether this id or literal name says a claim, rejected ones too, or describes one."""

    def describes(self, source: str) -> bool:
        """Whether a description of an entity cites this id or literal name."""

    def all_entities(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield every entity, in the order of the data; `only` as for `entities`."""

    def all_names(self, only: Filter | None = None) -> Iterator[Entry]:
        """Yield the names of every entity, numbered in the order of the data; `only` as there."""

    def entities_in_doubt(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield every entity of whose values not all can be right, and perhaps others, in order."""

    def entities_holding(self, columns: Collection[str]) -> Iterator[Entity]:
        """Yield every entity with a cell under one of these columns, perhaps among others."""

    def described_entities(self, only: Filter | None = None) -> Iterator[Entity]:
        """Yield every entity of which rows say who describes it, and perhaps others, in order."""

    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield every edge, in the order of the data."""

    def edges_in_doubt(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield every edge that a conflict may rest on, and perhaps others, in order.

        Of two edges that can be at odds both are there.
        """

    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim, in the order of the data."""

    def cells(self, columns: Collection[str]) -> CellsOfRows:
        """Return the cells of all rows of relations under some columns."""

    def statements_with(self, words: Collection[str]) -> Iterator[StatedRow]:
        """Yield every row with a claim that has all of these folded words, perhaps among others.

        One of them is in its own cells, the others there or in the names of its ends.
        """

    def entities_with(self, words: Collection[str], only: Filter | None = None) -> Iterator[Entity]:
        """Yield every entity whose cells have one of these, perhaps among others; `only` as above.

        Both come in the order of the data. A word may be the beginning of one in a cell.
        """


class EdgePairs(NamedTuple):
    """Distinct pairs of entities that an edge links, by number.

    Denied, planned, conditional and reporting edges link nothing, unless the filter names them.

    Attributes:
        ids: the ids of all entities; under a filter, of the linked ones.
        pairs: (m, 2) array of positions in ids, source and target; of a symmetric edge both ways.
    """

    ids: Sequence[str]
    pairs: NDArray[np.int64]


class LazyGraph(NamedTuple):
    """All entities and edges by number; each is read when it is first used.

    Attributes:
        ids: the ids of all entities, in the order of the data.
        ends: (m, 2) array of positions in ids: source and target of each edge, in order.
        symmetric: of each edge, whether it is the same from either end.
        entity, edge: functions that read one by its number.
    """

    ids: Sequence[str]
    ends: NDArray[np.int64]
    symmetric: NDArray[np.bool_]
    entity: Callable[[int], Entity]
    edge: Callable[[int], Edge]


@runtime_checkable
class EdgePairStore(Protocol):
    """A store that lists linked pairs without reading every edge."""

    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Return the distinct pairs of linked entities."""

    def uncounted(self, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, int]:
        """Count the rows that a filter asks for and that link nothing, by the reason."""


@runtime_checkable
class LazyGraphStore(Protocol):
    """A store that numbers its edges without reading them."""

    def lazy_graph(self) -> LazyGraph:
        """Return all entities and edges by number."""


@runtime_checkable
class DirectedStore(Protocol):
    """A store that tells the edges that lead to entities from those that lead away unread."""

    def entering(
        self, ids: Collection[str], only: Filter, *, turned: Collection[str] = ()
    ) -> list[Edge]:
        """Return the edges of `touching` that lead to one of these, perhaps among others.

        An edge leads to its target as its main word states it.

        Args:
            turned: main words that lead to their source.
        """


@runtime_checkable
class CountingStore(Protocol):
    """A store that counts without making every edge."""

    def counts(self, only: Filter = NOTHING_LEFT_OUT) -> Counts:
        """Count edges, claims and entities, by type, verdict, status, ..."""


@runtime_checkable
class BusiestStore(Protocol):
    """A store that knows without measuring who has the most claims."""

    def busiest(self) -> str:
        """Return the id of the entity that most claims link, also rejected ones; "" for nobody."""


@runtime_checkable
class CitationStore(Protocol):
    """A store that counts who cites whom without making every edge."""

    def citations(self, only: Filter = NOTHING_LEFT_OUT) -> CitationColumns:
        """Count what rests on each source, in the order of the data."""


class PlacedMoments(NamedTuple):
    """The moments of a timeline of the whole graph, of which the edges are read later.

    Attributes:
        places: (m,) array: for each moment, in order of time, the place of its edge.
        nth: (m,) array: which of `moments.moments_within` of its edge each is.
        by_then: (k,) array: the places of the edges that are listed by then, in order of the data.
        counted: how many of the other edges stand how (`moments.standing`).
        edges: returns the edges at some places; what they need is checked before.
        bars: show how far a reading of all of them is.
    """

    places: NDArray[np.int64]
    nth: NDArray[np.int64]
    by_then: NDArray[np.int64]
    counted: Mapping[str, int]
    edges: Callable[[NDArray[np.int64]], Mapping[int, Edge]]
    bars: Bars


@runtime_checkable
class TimelineStore(Protocol):
    """A store that sees when the moments of edges are without making every edge."""

    def placed_moments(self, only: Filter, *, held: bool) -> PlacedMoments:
        """Place the moments of all edges in time.

        Args:
            held: list what had begun before the window, too; it is counted otherwise.
        """


@runtime_checkable
class OfficeStore(Protocol):
    """A store that sees who holds which office without making every edge."""

    def office_edges(self, words: Filter, day: int | None) -> OfficeEdges:
        """Return the edges under a filter of the relations of offices.

        Args:
            day: the day that is asked for; edges that cannot have held on it are there too.
        """


class RelationTable(NamedTuple):
    """Rows of one file.

    Attributes:
        columns: by our names, in the order of the file; unknown ones included.
        rows: returns the cells of each row, one for each column; each call starts anew.
    """

    columns: Sequence[str]
    rows: Callable[[], Iterator[Sequence[str]]]


@runtime_checkable
class RelationTableStore(Protocol):
    """A store whose table of relations need not be made of claims."""

    def relation_table(self) -> RelationTable:
        """Return the rows that state claims as they stand in the file.

        Where only the settings of the folder say whether a row has a direction, its cell does.
        """

    def count_listed(self) -> int:
        """Count the entities that a row of entities states."""

    def count_unconnected(self) -> int:
        """Count the entities that are an end of no claim, rejected ones included."""


@runtime_checkable
class WholeGraphMeasures(CountingStore, Protocol):
    """A store that measures the whole graph itself."""

    def components(self, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, Sequence[str]]:
        """Return the ids of each connected component, by its smallest id."""

    def highest_degrees(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]]:
        """Return the ids with the most neighbors, and how many; of equals the smallest id first."""

    def highest_pageranks(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]]:
        """Return the ids with the highest PageRanks; of equals the smallest id first."""
