"""A graph on this machine: the checked tables in memory, edges compiled when they are asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from actorgraph.engines.row_engine import RowEngine
from actorgraph.filters import NOTHING_LEFT_OUT, Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.dataset import Dataset
    from actorgraph.engine import StatedRow
    from actorgraph.errors import Problem
    from actorgraph.names import Match, NameIndex


_CLAIMS_AT_HAND = 1 << 12
"""So many claims are kept: a question comes to one row on several ways."""


class LocalEngine(RowEngine):
    """Answers from a dataset in memory.

    Args:
        dataset: checked tables.

    Raises:
        DataError: if the tables have errors.
    """

    def __init__(self, dataset: Dataset) -> None:
        dataset.raise_errors()
        self._dataset = dataset
        self._claims_of_row = lru_cache(_CLAIMS_AT_HAND)(dataset.claims)

    @property
    def problems(self) -> Sequence[Problem]:
        """Warnings and notes about the data."""
        return self._dataset.problems

    @property
    def note(self) -> str:
        """Nothing to know."""
        return ""

    @property
    def merged(self) -> Mapping[str, str]:
        """From the id of each merged entity to the one that stands for it."""
        return self._dataset.merged

    @property
    def judged_apart(self) -> Collection[frozenset[str]]:
        """Pairs of ids that somebody judged not to be one."""
        return self._dataset.judgements.apart

    def find(
        self, query: str, limit: int = 10, *, also_similar: bool = False, by_id: bool = True
    ) -> list[Match]:
        """Return entities by id, name or alias in any spelling, best first."""
        return self._names.lookup(query, limit, also_similar=also_similar, ids=by_id)

    def all_claims(self) -> Iterator[Claim]:
        """Yield every claim, in the order of the data."""
        return self._dataset.all_claims()

    def statements_with(self, words: Collection[str]) -> Iterator[StatedRow]:  # noqa: ARG002 -- all
        """Yield every row."""
        from actorgraph.engine import StatedRow

        data = self._dataset
        rows = range(len(data.rows))
        return (StatedRow(data.cells(row), partial(data.claims, row)) for row in rows)

    def _entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        data = self._dataset
        return {one: data.described(one) for one in ids if one in data.entities}

    def _all_entities(self) -> Iterator[Entity]:
        return map(self._dataset.described, self._dataset.entities)

    def words(self, column: str) -> Collection[str]:
        """Return the words that rows hold under relation, or under type."""
        return self._dataset.words(column)

    def describes(self, source: str) -> bool:
        """Whether a description of an entity cites this."""
        return source in self._dataset.describers

    def _claims(self, row: int) -> Sequence[Claim]:
        return self._claims_of_row(row)

    def neighbors(
        self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT, *, limit: int | None = None
    ) -> dict[str, list[str]]:
        """Return for each id the other ends of its edges; without a filter no edge is made."""
        if not only.is_empty:
            return super().neighbors(ids, only, limit=limit)
        neighbors: dict[str, dict[str, None]] = {one: {} for one in ids}
        for row in sorted(self._rows_within(frozenset(ids), None)):
            for claim in filter(only.uses, self._claims(row)):
                if claim.source in neighbors:
                    neighbors[claim.source][claim.target] = None
                if claim.target in neighbors:
                    neighbors[claim.target][claim.source] = None
        return {one: list(others)[:limit] for one, others in neighbors.items()}

    def _leaves_nothing(self, only: Filter) -> bool:
        return bool(only.assessments) and only.assessments.isdisjoint(self._assessments)

    @cached_property
    def _assessments(self) -> set[str]:
        return {word.lower() for word in self._dataset.words("assessment")}

    def _rows_touching(self, entity_id: str) -> Sequence[int]:
        return self._dataset.touching(entity_id)

    def _rows_between(self, one: str, other: str) -> Sequence[int]:
        return min(self._dataset.touching(one), self._dataset.touching(other), key=len)

    def _rows_citing(self, source: str) -> Sequence[int]:
        return self._dataset.rows_by_source.get(source, ())

    def _type(self, entity_id: str) -> str:
        return self._dataset.entities[entity_id].type

    @cached_property
    def _names(self) -> NameIndex:
        from actorgraph.names import NameIndex

        return NameIndex(
            (entity.id, entity.name, entity.aliases, entity.type)
            for entity in self._dataset.entities.values()
        )
