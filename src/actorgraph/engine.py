"""What a graph answers, wherever it is stored.

An engine implements `Engine`; queries ask it in batches of ids and never learn which engine it is
or whether the whole graph is in memory. Leaves out names of commands, files and looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from actorgraph.filters import NOTHING_LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from actorgraph.claims import Claim, Edge, Entity, Support
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


class EdgePairs(NamedTuple):
    """Who has any relation with whom, each pair once: what measures of a whole graph need.

    Attributes:
        ids: of the entities; without a filter all of them, else those that have a link.
        pairs: (m, 2) array of numbers of ids, source and target.
    """

    ids: Sequence[str]
    pairs: NDArray[np.int64]


class LazyGraph(NamedTuple):
    """Every entity and every edge by number; what they say is fetched when it is asked for.

    Attributes:
        ids: of all entities, in the order of the data.
        ends: (m, 2) array of numbers of ids: source and target of each edge, in order.
        entity, edge: by number.
    """

    ids: Sequence[str]
    ends: NDArray[np.int64]
    entity: Callable[[int], Entity]
    edge: Callable[[int], Edge]


class BestEdge(NamedTuple):
    """The best founded edge between two.

    Attributes:
        support: how well founded it is, known without reading it.
        edge: reads it.
    """

    support: Support
    edge: Callable[[], Edge]


class Counts(NamedTuple):
    """What the edges of a graph add up to.

    Attributes:
        types: of entities; under a filter of those that have an edge left.
        relations, verdicts, certainties: of edges.
        statuses, publishers: of claims.
        documents, speakers: how many different ones.
        earliest, latest: the outermost days that an edge names.
    """

    types: Mapping[str, int]
    relations: Mapping[str, int]
    verdicts: Mapping[str, int]
    statuses: Mapping[str, int]
    certainties: Mapping[str, int]
    publishers: Mapping[str, int]
    documents: int
    speakers: int
    earliest: int
    latest: int


class Engine(Protocol):
    """What every store of a graph answers.

    Ids that are not there are left out of an answer, never an error: whoever resolves a name
    (`find`) reports those.
    """

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data; what is an error never becomes a graph."""

    @property
    def merged(self) -> Mapping[str, str]:
        """From the id of each entity that a judgement merged to the one that stands for it."""

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Pairs of ids that somebody judged not to be one."""

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities of these ids, in the order asked."""

    def find(self, query: str, limit: int = 10, *, also_similar: bool = False) -> list[Match]:
        """Entities by id, name or alias in any spelling, best first, each with its reason.

        With `also_similar`, names that come near are sought even where one is surely meant.
        """

    def beginning(self, text: str, limit: int) -> list[str]:
        """Ids of entities whose id begins so, or that have a name with a word that begins so.

        Of a text of several words the last may be begun, the others are whole. Not ranked.
        """

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """The edges with an end among these ids, each once, in the order of the data.

        Args:
            within: both ends are among these; None means all.
        """

    def adjacent(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[str, list[str]]:
        """For each id the other ends of its edges, each once: what a walk needs, and no more."""

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
        """All shortest ways between two, whichever way the edges point.

        From each entity that lies on one to those that come next on one; {} if there is no way, or
        none that short.

        Args:
            avoiding: ids that no way passes.
            closed: entity types, in lower case, that no way passes.
            max_length: at most so many steps.
        """

    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """The best founded edge between the two of each pair; the first of those equally so."""

    def citing(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """The edges with a claim that rests on one of these as speaker, relay, document, publisher.

        Each with all its claims, also those that rest on others.
        """

    def is_source(self, name: str) -> bool:
        """Whether a claim rests on this id or literal name."""

    def all_entities(self) -> Iterator[Entity]:
        """Every entity, in the order of the data."""

    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Every edge, in the order of the data."""

    def all_claims(self) -> Iterator[Claim]:
        """Every claim, in the order of the data."""

    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Who has any relation with whom; what is denied by all who speak of it is none."""

    def lazy_graph(self) -> LazyGraph:
        """All entities and edges, by number."""

    def components(self, only: Filter = NOTHING_LEFT_OUT) -> Mapping[str, Sequence[str]]:
        """The ids of entities that hang together, by the least of them."""

    def counts(self, only: Filter = NOTHING_LEFT_OUT) -> Counts:
        """What all edges add up to."""

    def highest_degrees(
        self, limit: int, only: Filter = NOTHING_LEFT_OUT
    ) -> list[tuple[str, float]] | None:
        """Who has links with the most others, if the store counts that itself; else None."""

    def highest_pageranks(
        self,
        limit: int,
        only: Filter = NOTHING_LEFT_OUT,
        *,
        damping: float,
        tolerance: float,
        rounds: int,
    ) -> list[tuple[str, float]] | None:
        """Who gets the largest shares of a random walk, if the store computes that itself."""
