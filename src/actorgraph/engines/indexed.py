"""A graph on this machine whose rows stay in their files: an index says where they are.

Means the same as the engine in memory; costs what an answer touches. An index that turns out
damaged is built again and asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from actorgraph.engines.rows import RowEngine
from actorgraph.engines.walk import Walk
from actorgraph.graph import NOTHING_LEFT_OUT, Filter, Links, Outline

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
        self._walked: Walk | None = None
        self._numbers: dict[str, int] = {}

    @property
    def note(self) -> str:
        """What whoever asks should know about how this is stored; "" as a rule."""
        return self._index.note

    def _sure(self, question: Callable[[], Answer]) -> Answer:
        """Ask; if the index turns out damaged, build it anew and ask again."""
        from actorgraph.index.store import DamagedError

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

    def touching(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """The edges with an end among these ids."""
        return self._sure(lambda: super(IndexedEngine, self).touching(ids, only))

    def adjacent(
        self,
        ids: Collection[str],
        only: Filter = NOTHING_LEFT_OUT,
        *,
        among: Collection[str] | None = None,
    ) -> dict[str, list[str]]:
        """For each id the other ends of its edges, each once."""
        return self._sure(lambda: self._adjacent(ids, only, among))

    def between(
        self, pairs: Collection[tuple[str, str]], only: Filter = NOTHING_LEFT_OUT
    ) -> list[Edge]:
        """The edges between the two of each pair, in either direction."""
        return self._sure(lambda: super(IndexedEngine, self).between(pairs, only))

    def resting_on(self, ids: Collection[str], only: Filter = NOTHING_LEFT_OUT) -> list[Edge]:
        """The edges with a claim that rests on one of these."""
        return self._sure(lambda: super(IndexedEngine, self).resting_on(ids, only))

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

    def links(self, only: Filter = NOTHING_LEFT_OUT) -> Links:
        """Who has any relation with whom, in the order of the data."""
        from actorgraph.engines.links import links_in

        return self._sure(lambda: links_in(self._index, only))

    def outline(self) -> Outline:
        """All entities and edges, by number; a row is read when its edge is asked for."""
        from actorgraph.engines.outline import outline_of

        return self._sure(lambda: outline_of(self._index))

    def _adjacent(
        self, ids: Collection[str], only: Filter, among: Collection[str] | None
    ) -> dict[str, list[str]]:
        asked = {one: self._number(one) for one in ids}
        exempt = {number for number in asked.values() if number is not None}
        met = map(self._number, among or ())
        wanted = None if among is None else {number for number in met if number is not None}
        found: dict[str, list[str]] = {}
        for one, number in asked.items():
            others = () if number is None else self._others(number, only, exempt, wanted)
            found[one] = list(map(self._index.id, others))
            self._numbers.update(zip(found[one], others, strict=True))
        return found

    def _others(
        self,
        number: int,
        only: Filter,
        exempt: set[int],
        wanted: set[int] | None,
    ) -> Collection[int]:
        if not only.is_empty:
            return self._walk(only).others(number, exempt, wanted)
        others = self._index.others_of(number)
        if wanted is not None and wanted.isdisjoint(others):
            return ()
        once = dict.fromkeys(others)
        return once if wanted is None else [other for other in once if other in wanted]

    def _number(self, entity_id: str) -> int | None:
        """The number of an entity; those met on the way here are known."""
        known = self._numbers.get(entity_id)
        return self._index.number(entity_id) if known is None else known

    def _walk(self, only: Filter) -> Walk:
        """A walk under a filter; the last one is kept, since a question takes many steps."""
        if self._walked is None or self._walked.only != only or self._walked.index != self._index:
            self._walked = Walk(self._index, only)
        return self._walked

    def _problems(self) -> Sequence[Problem]:
        return self._index.problems.checked()

    def _check_all(self) -> None:
        self._index.store.check_all()

    def _entities(self, ids: Sequence[str]) -> dict[str, Entity]:
        numbered = ((one, self._index.number(one)) for one in ids)
        return {one: self._index.entity(n) for one, n in numbered if n is not None}

    def _find(self, query: str, limit: int, *, also_similar: bool) -> list[Match]:
        from actorgraph.index.filing import Filing
        from actorgraph.names import lookup

        return lookup(Filing(self._index), query, limit, also_similar=also_similar)

    def _may_begin(self, text: str) -> Iterator[Entity]:
        from actorgraph.index.filing import Filing

        return map(self._index.entity, dict.fromkeys(Filing(self._index).beginning(text)))

    def _claims(self, row: int) -> Sequence[Claim]:
        return self._index.claims(row)

    def _rows_touching(self, entity_id: str) -> Sequence[int]:
        number = self._index.number(entity_id)
        return () if number is None else self._index.rows_of(number)

    def _rows_between(self, one: str, other: str) -> Sequence[int]:
        a, b = self._index.number(one), self._index.number(other)
        return () if a is None or b is None else self._index.rows_between(a, b)

    def _rows_resting_on(self, source: str) -> Sequence[int]:
        return self._index.rows_resting_on(source)

    def _type(self, entity_id: str) -> str:
        number = self._index.number(entity_id)
        return "" if number is None else self._index.type(number)
