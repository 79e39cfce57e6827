"""What is the same for every engine that numbers its rows: from rows to edges under a filter.

Whether rows lie in memory or in files, one rule says which edges they add up to.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from actorgraph.engine import BestEdge, Counts, EdgePairs, LazyGraph
from actorgraph.engines.bidirectional import shortest_paths
from actorgraph.filters import NOTHING_LEFT_OUT, Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim, Edge, Entity


class RowEngine(ABC):
    """Answers from rows that have numbers, in the order of the data."""

    @abstractmethod
    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities of these ids, in the order asked."""

    @abstractmethod
    def all_entities(self) -> Iterator[Entity]:
        """Every entity, in the order of the data."""

    @abstractmethod
    def all_claims(self) -> Iterator[Claim]:
        """Every claim, in the order of the data."""

    @abstractmethod
    def _claims(self, row: int) -> Sequence[Claim]:
        """The claims that a row states."""

    @abstractmethod
    def _rows_touching(self, entity_id: str) -> Collection[int]:
        """The rows with a claim that has this end."""

    @abstractmethod
    def _rows_between(self, one: str, other: str) -> Collection[int]:
        """The rows with a claim between two; it may be more."""

    @abstractmethod
    def _rows_citing(self, source: str) -> Collection[int]:
        """The rows that rest on a source."""

    @abstractmethod
    def _type(self, entity_id: str) -> str:
        """The type of an entity that is there."""

    def touching(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        within: Collection[str] | None = None,
    ) -> list[Edge]:
        """The edges with an end among these ids."""
        wanted, there = frozenset(ids), None if within is None else frozenset(within)
        claims = (
            claim
            for number in sorted(self._rows_within(wanted, there))
            for claim in self._claims(number)
            if (claim.source in wanted or claim.target in wanted)
            and (there is None or (claim.source in there and claim.target in there))
        )
        return only.edges(claims, self._type, wanted)

    def _rows_within(self, ids: frozenset[str], within: frozenset[str] | None) -> set[int]:  # noqa: ARG002
        """The rows with a claim that has an end among ids, and both within; it may be more."""
        return {number for one in ids for number in self._rows_touching(one)}

    def adjacent(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[str, list[str]]:
        """For each id the other ends of its edges, each once."""
        found: dict[str, dict[str, None]] = {one: {} for one in ids}
        for edge in self.touching(ids, only):
            if edge.source in found:
                found[edge.source][edge.target] = None
            if edge.target in found:
                found[edge.target][edge.source] = None
        return {one: list(others) for one, others in found.items()}

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
        untyped = replace(only, types=frozenset())

        def around(ids: list[str]) -> list[list[str]]:
            adjacent = self.adjacent(ids, untyped)
            return [adjacent[one] for one in ids]

        def is_open(entity_id: str) -> bool:
            entity_type = self._type(entity_id)
            return only.keeps_type(entity_type) and entity_type.lower() not in closed

        def admitted(ids: set[str]) -> set[str]:
            return {one for one in ids.difference(avoiding) if is_open(one)}

        ways = shortest_paths(around, source, target, admitted=admitted, max_length=max_length)
        return {one: sorted(others) for one, others in ways.items()}

    def best_between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> dict[tuple[str, str], BestEdge]:
        """The best founded edge between the two of each pair; the first of those equally so."""
        best: dict[frozenset[str], Edge] = {}
        for edge in self._between(pairs, only, {end for pair in pairs for end in pair}):
            ends = frozenset((edge.source, edge.target))
            if ends not in best or edge.support > best[ends].support:
                best[ends] = edge
        there = {pair: best[frozenset(pair)] for pair in pairs if frozenset(pair) in best}
        return {pair: BestEdge(edge.support, partial(_read, edge)) for pair, edge in there.items()}

    def citing(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """Return the edges with a claim that rests on one of these."""
        pairs, wanted = self._pairs_citing(ids), frozenset(ids)
        edges = self._between(pairs, only, {source for source, _ in pairs})
        return [edge for edge in edges if any(claim.sources & wanted for claim in edge.claims)]

    def _between(
        self, pairs: Collection[tuple[str, str]], only: Filter, asked: Collection[str]
    ) -> list[Edge]:
        """Return the edges between the two of each pair, in either direction."""
        wanted = {frozenset(pair) for pair in pairs}
        numbers = {number for pair in pairs for number in self._rows_between(*pair)}
        claims = (
            claim
            for number in sorted(numbers)
            for claim in self._claims(number)
            if frozenset((claim.source, claim.target)) in wanted
        )
        return only.edges(claims, self._type, asked)

    def _pairs_citing(self, ids: Collection[str]) -> set[tuple[str, str]]:
        """Source and target of every claim of a row that rests on one of these."""
        numbers = {number for one in ids for number in self._rows_citing(one)}
        claims = (claim for number in numbers for claim in self._claims(number))
        return {(claim.source, claim.target) for claim in claims}

    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Every edge, in the order of the data."""
        return iter(only.edges(self.all_claims(), self._type))

    def edge_pairs(self, only: Filter = NOTHING_LEFT_OUT) -> EdgePairs:
        """Who has any relation with whom, in the order of the data."""
        from actorgraph.engines.edge_pairs import edge_pairs_of

        ids = [one.id for one in self.all_entities()] if only.is_empty else []
        return edge_pairs_of(ids, self.all_edges(only))

    def components(self, only: Filter = NOTHING_LEFT_OUT) -> dict[str, list[str]]:
        """The ids of entities that hang together, by the least of them."""
        from actorgraph.engines.edge_pairs import components_of

        return components_of(self.edge_pairs(only))

    def counts(self, only: Filter = NOTHING_LEFT_OUT) -> Counts:
        """What all edges add up to."""
        from actorgraph.engines.counting import counts_of

        edges, everybody = self.all_edges(only), self.all_entities()
        return counts_of(edges, everybody, connected=not only.is_empty)

    def highest_degrees(
        self,
        limit: int,  # noqa: ARG002 -- whoever counts there overrides
        only: Filter = NOTHING_LEFT_OUT,  # noqa: ARG002
    ) -> list[tuple[str, float]] | None:
        """None: these are counted from the links."""
        return None

    def highest_pageranks(
        self,
        limit: int,  # noqa: ARG002
        only: Filter = NOTHING_LEFT_OUT,  # noqa: ARG002
        **_rule: Any,
    ) -> list[tuple[str, float]] | None:
        """None: these are computed from the links."""
        return None

    def lazy_graph(self) -> LazyGraph:
        """All entities and edges, by number."""
        import numpy as np

        entities, edges = list(self.all_entities()), list(self.all_edges())
        ids = [one.id for one in entities]
        numbers = {one: number for number, one in enumerate(ids)}
        ends = [(numbers[edge.source], numbers[edge.target]) for edge in edges]
        pairs = np.array(ends, np.int64).reshape(-1, 2)
        return LazyGraph(ids, pairs, entities.__getitem__, edges.__getitem__)

    def beginning(self, text: str, limit: int) -> list[str]:
        """Ids of entities whose id or name begins so."""
        from itertools import islice

        from actorgraph.names import begins

        asked = self._may_begin(text)
        found = (one.id for one in asked if begins(one.id, (one.name, *one.aliases), text))
        return list(islice(found, limit))

    def _may_begin(self, text: str) -> Iterable[Entity]:  # noqa: ARG002 -- who knows better overrides
        """The entities among which those are whose id or name begins so."""
        return self.all_entities()

    def is_source(self, name: str) -> bool:
        """Whether a claim rests on this as speaker, relay, document or publisher."""
        return bool(self._rows_citing(name))


def _read(edge: Edge) -> Edge:
    return edge
