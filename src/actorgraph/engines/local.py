"""A graph on this machine: the checked tables in memory, edges compiled when they are asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph.graph import NOTHING_LEFT_OUT, Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.dataset import Dataset
    from actorgraph.errors import Problem
    from actorgraph.names import Match, NameIndex


class LocalEngine:
    """Answers from a dataset in memory.

    Args:
        dataset: checked tables.

    Raises:
        DataError: if the tables have errors.
    """

    def __init__(self, dataset: Dataset) -> None:
        dataset.raise_errors()
        self._dataset = dataset

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data."""
        return self._dataset.problems

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities of these ids, in the order asked."""
        there = self._dataset.entities
        return {entity_id: there[entity_id] for entity_id in ids if entity_id in there}

    def find(self, query: str, limit: int = 10) -> list[Match]:
        """Entities by id, name or alias in any spelling, best first."""
        return self._names.lookup(query, limit)

    def touching(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """The edges with an end among these ids."""
        numbers = {number for one in ids for number in self._dataset.touching(one)}
        wanted = frozenset(ids)
        claims = (
            claim
            for number in sorted(numbers)
            for claim in self._dataset.claims(number)
            if claim.source in wanted or claim.target in wanted
        )
        return self._of_types(only.edges(claims), only, wanted)

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

    def between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> list[Edge]:
        """The edges between the two of each pair, in either direction."""
        wanted = {frozenset(pair) for pair in pairs}
        numbers = {
            number
            for one, other in pairs
            for number in set(self._dataset.touching(one)) & set(self._dataset.touching(other))
        }
        claims = (
            claim
            for number in sorted(numbers)
            for claim in self._dataset.claims(number)
            if frozenset((claim.source, claim.target)) in wanted
        )
        return only.edges(claims)

    def resting_on(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """The edges with a claim that rests on one of these."""
        numbers = sorted({n for one in ids for n in self._rows_by_source.get(one, ())})
        ends = {claim.source for n in numbers for claim in self._dataset.claims(n)}
        wanted = frozenset(ids)
        return [
            edge
            for edge in self.touching(ends, only)
            if any(claim.sources & wanted for claim in edge.claims)
        ]

    def all_entities(self) -> Iterator[Entity]:
        """Every entity, in the order of the data."""
        return iter(self._dataset.entities.values())

    def all_edges(self, only: Filter = NOTHING_LEFT_OUT) -> Iterator[Edge]:
        """Every edge, in the order of the data."""
        return iter(self._of_types(only.edges(self._dataset.all_claims()), only, frozenset()))

    def all_claims(self) -> Iterator[Claim]:
        """Every claim, in the order of the data."""
        return self._dataset.all_claims()

    def _of_types(self, edges: list[Edge], only: Filter, asked: frozenset[str]) -> list[Edge]:
        if not only.types:
            return edges
        there = self._dataset.entities
        return [
            edge
            for edge in edges
            if all(
                end in asked or there[end].type in only.types for end in (edge.source, edge.target)
            )
        ]

    @cached_property
    def _names(self) -> NameIndex:
        from actorgraph.names import NameIndex

        return NameIndex(
            (entity.id, entity.name, entity.aliases, entity.type)
            for entity in self._dataset.entities.values()
        )

    @cached_property
    def _rows_by_source(self) -> dict[str, list[int]]:
        rows: dict[str, list[int]] = {}
        for number in range(len(self._dataset.rows)):
            for source in self._dataset.claims(number)[0].sources:
                rows.setdefault(source, []).append(number)
        return rows
