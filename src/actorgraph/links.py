"""The questions of a graph that follow its edges from entity to entity.

A base of `Graph`, which adds all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.outputs import Outputs
from actorgraph.render import answers
from actorgraph.render.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Unpack

    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.queries.common import Common
    from actorgraph.queries.connect import Connection
    from actorgraph.queries.filter import Filters
    from actorgraph.queries.flows import Flows
    from actorgraph.queries.neighbors import Neighborhood
    from actorgraph.queries.owners import Ownership
    from actorgraph.queries.path import Paths


class Links(Outputs):
    """A graph to ask how its entities are linked."""

    def neighbors(
        self, name: str, *, depth: int = 1, limit: int | None = 1000, **filters: Unpack[Filters]
    ) -> Answer[Neighborhood]:
        """Fetch the entities within some steps of one entity, and what links them.

        The holder of an office and the body that it is in are one step apart.

        Args:
            limit: the largest number of neighbors; the nearest stay. None means all.

        Example:
            >>> load().neighbors("Surkov").steps["volker"]
            1
        """
        from actorgraph.queries.neighbors import neighbors

        center, only = self.entity(name), self._filter(filters)
        neighborhood = neighbors(
            self.engine, center, depth=depth, limit=limit, only=only, by_offices=True
        )
        return Answer(neighborhood, answers.NEIGHBORHOOD)

    def path(
        self,
        a: str,
        b: str,
        *,
        every: bool = False,
        max_length: int | None = None,
        without_entities: str | Iterable[str] = (),
        derived: bool = True,
        through: str | Iterable[str] = (),
        directed: bool = False,
        documents: CitedPassages | str | Path | None = None,
        **filters: Unpack[Filters],
    ) -> Answer[Paths]:
        """Find how two entities are linked: each step with its evidence, and the weakest step.

        No path leads through documents, places, states or reporting, or over a relation that is
        denied, planned or conditional, unless that is asked for.

        Args:
            every: find all shortest paths, not one; with `max_length`, all paths up to it.
            max_length: the largest number of steps.
            without_entities: names of entities that no path may pass.
            derived: allow paths that link two entities by an event in which both took part.
            through: what paths may lead through as well: document, place, state, reporting, denied,
                planned, conditional.
            directed: follow each relation from its source to its target.
            documents: as for `show`.

        Example:
            >>> load().path("Volker", "Surkov").paths[0].ids
            ('volker', 'surkov')
        """
        from actorgraph.queries.arguments import values_of
        from actorgraph.queries.path import path

        paths = path(
            self.engine,
            self.entity(a),
            self.entity(b),
            only=self._filter(filters),
            every=every,
            max_length=max_length,
            without=frozenset(self.entity(one).id for one in values_of(without_entities)),
            derived=derived,
            through=values_of(through),
            directed=directed,
        )
        return Answer(paths, answers.PATHS, 0, self._below(documents))

    def connect(
        self,
        *names: str,
        without_entities: str | Iterable[str] = (),
        derived: bool = True,
        through: str | Iterable[str] = (),
        **filters: Unpack[Filters],
    ) -> Answer[Connection]:
        """Find the smallest well-founded web between several entities, and its weakest step.

        Args:
            without_entities: names of entities that the web does not pass.
            derived: allow steps through an event in which two took part.
            through: what the web may lead through as well, as for `path`.

        Example:
            >>> load().connect("Putin", "Surkov", "Volker").pairs
            (('putin', 'surkov'), ('surkov', 'volker'))
        """
        from actorgraph.queries.arguments import values_of
        from actorgraph.queries.connect import connect

        connection = connect(
            self.engine,
            [self.entity(name) for name in names],
            only=self._filter(filters),
            without=frozenset(self.entity(one).id for one in values_of(without_entities)),
            derived=derived,
            through=values_of(through),
        )
        return Answer(connection, answers.CONNECTION)

    def common(
        self, *names: str, limit: int | None = None, **filters: Unpack[Filters]
    ) -> Answer[Common]:
        """Find what several have in common: whom all are linked with, bodies and events.

        Args:
            limit: the largest number of those with whom all are linked; None means all.

        Example:
            >>> [one.entity.id for one in load().common("Naryshkin", "Coats").shared]
            ['washington-meetings']
        """
        from actorgraph.queries.common import common

        asked, only = [self.entity(name) for name in names], self._filter(filters)
        return Answer(common(self.engine, asked, only=only, limit=limit), answers.COMMON)

    def owners(
        self, name: str, *, threshold: float | str = 25, **filters: Unpack[Filters]
    ) -> Answer[Ownership]:
        """Find who owns a company in the end: all chains, direct and indirect shares as ranges.

        Each owner reaches the threshold for certain, possibly or not. What is denied, planned or
        conditional counts nothing and is named; what is contested, hedged or inferred is possible.

        Args:
            threshold: in percent, above 0 and at most 100.

        Example:
            >>> load().owners("TASS").holdings
            []
        """
        from actorgraph.queries.owners import owners

        company, only = self.entity(name), self._filter(filters)
        return Answer(
            owners(self.engine, company, threshold=threshold, only=only), answers.OWNERSHIP
        )

    def owned(
        self, name: str, *, threshold: float | str = 25, **filters: Unpack[Filters]
    ) -> Answer[Ownership]:
        """Find what an owner has in the end: directly, through others, and through circles.

        Args:
            threshold: as for `owners`.

        Example:
            >>> load().owned("Putin").holdings
            []
        """
        from actorgraph.queries.owners import owned

        owner, only = self.entity(name), self._filter(filters)
        return Answer(owned(self.engine, owner, threshold=threshold, only=only), answers.OWNERSHIP)

    def flows(
        self,
        name: str,
        to: str | None = None,
        *,
        per: str = "year",
        max_length: int = 5,
        **filters: Unpack[Filters],
    ) -> Answer[Flows]:
        """Add up what an entity pays and is paid, and find chains of payments in order of time.

        A payment that several tell of counts once; amounts that differ are a range; nothing is
        added across currencies. What is denied, planned or conditional is named apart.

        Args:
            to: to whom chains lead; None asks for round trips, and for the totals of everybody.
            per: year, month or all.
            max_length: the largest number of payments in a chain.

        Example:
            >>> load().flows("Surkov").sums
            ()
        """
        from actorgraph.queries.flows import flows

        asked, only = self.entity(name), self._filter(filters)
        target = None if to is None else self.entity(to)
        answer = flows(self.engine, asked, target, per=per, longest=max_length, only=only)
        return Answer(answer, answers.FLOWS)
