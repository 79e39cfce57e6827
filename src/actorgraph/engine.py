"""What a graph answers, wherever it is stored.

Every store implements `Engine`: queries ask it in batches of ids and never learn which engine it is
or whether the whole graph is in memory. The other protocols are for stores that answer something
about a whole graph faster than its edges one by one do; `queries.whole_graph` asks them where a
store has them. Leaves out names of commands, files and looks.
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

    from actorgraph.claims import Claim, Edge, Entity, Support
    from actorgraph.counts import Counts
    from actorgraph.errors import Problem
    from actorgraph.filters import Filter
    from actorgraph.names import Match


@dataclass(frozen=True, slots=True)
class Subgraph:
    """A part of a graph, or the whole of it, fetched into memory: what is exported and drawn.

    Attributes:
        entities: each once, in the order of the data.
        edges: every end of an edge is among the entities.
    """

    entities: tuple[Entity, ...]
    edges: tuple[Edge, ...]


class BestEdge:
    """The best-supported edge between two entities.

    Args:
        support: how well founded the edge is.
        read: gives the edge; called once, when `edge` is first used.
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

    Ids that are not there are left out of an answer, never an error: whoever resolves a name
    (`find`) reports those.
    """

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data; what is an error never becomes a graph."""

    @property
    def note(self) -> str:
        """What whoever asks should know about how the graph is stored; "" as a rule."""

    @property
    def merged(self) -> Mapping[str, str]:
        """From the id of each entity that a judgement merged to the one that stands for it."""

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Pairs of ids that somebody judged not to be one."""

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """Return the entities of these ids, in the order asked."""

    def find(self, query: str, limit: int = 10, *, also_similar: bool = False) -> list[Match]:
        """Return entities by id, name or alias in any spelling, best first, each with its reason.

        With `also_similar`, names that come near are sought even where one is surely meant.
        """

    def starting_with(self, text: str, limit: int) -> list[str]:
        """Return ids of entities that an unfinished text can name, in no order of merit.

        Either the id starts with the text, or a name has all its words, the last one as a start.
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
            within: both ends are among these; None means all.
        """

    def neighbors(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[str, list[str]]:
        """Return for each id the other ends of its edges, each once."""

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
        """Return all shortest paths between two, whichever way the edges point.

        The answer leads from each entity on such a path to those that come next on one; it is
        empty if there is no path, or none that short.

        Args:
            avoiding: ids that no path passes.
            closed: entity types, in lower case, that no path passes.
            max_length: at most so many steps.
        """

    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """Return the best-supported edge between the two of each pair; of equals the first."""

    def citing(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """Return the edges with a claim that cites a speaker, relay, document or publisher.

        Each comes with all its claims, also those that cite others.
        """

    def is_source(self, name: str) -> bool:
        """Whether a claim cites this id or literal name."""

    def all_entities(self) -> Iterator[Entity]:
        """Yield every entity, in the order of the data."""

    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Yield every edge, in the order of the data."""

    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim, in the order of the data."""


class EdgePairs(NamedTuple):
    """Distinct pairs of linked entities by number; an edge that all its claims deny links nobody.

    Attributes:
        ids: of the entities; without a filter all of them, else those that are linked.
        pairs: (m, 2) array of numbers of ids, source and target.
    """

    ids: Sequence[str]
    pairs: NDArray[np.int64]


class LazyGraph(NamedTuple):
    """Every entity and every edge by number; what they say is read when it is asked for.

    Attributes:
        ids: of all entities, in the order of the data.
        ends: (m, 2) array of numbers of ids: source and target of each edge, in order.
        entity, edge: read one by its number.
    """

    ids: Sequence[str]
    ends: NDArray[np.int64]
    entity: Callable[[int], Entity]
    edge: Callable[[int], Edge]


@runtime_checkable
class EdgePairStore(Protocol):
    """A store that tells linked pairs without compiling every edge."""

    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Return the distinct pairs of linked entities."""


@runtime_checkable
class LazyGraphStore(Protocol):
    """A store that numbers its edges without reading them."""

    def lazy_graph(self) -> LazyGraph:
        """Return all entities and edges by number."""


@runtime_checkable
class WholeGraphMeasures(Protocol):
    """A store that measures a whole graph where its rows lie."""

    def counts(self, only: Filter = NOTHING_LEFT_OUT) -> Counts:
        """Count what the edges add up to."""

    def components(self, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, Sequence[str]]:
        """Return the ids of each connected component, by the least of them."""

    def highest_degrees(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]]:
        """Return the ids linked with the most others, and with how many; of equals the least."""

    def highest_pageranks(
        self,
        limit: int,
        only: Filter = NOTHING_LEFT_OUT,
        *,
        damping: float,
        tolerance: float,
        rounds: int,
    ) -> list[tuple[str, float]]:
        """Return the ids with the largest shares of a random walk; of equals the least."""
