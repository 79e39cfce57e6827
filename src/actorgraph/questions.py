"""The questions of the command line as methods, for notebooks and programs.

Names are found as on the command line: who is not surely meant raises an error that lists the
candidates. Every method takes the filters of every command as keywords: `as_of`, `since`,
`until`, `types`, `relations`, `statuses`, `certainties`, `without`, `min_origins`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actorgraph.claims import Entity
    from actorgraph.engine import Engine, Subgraph
    from actorgraph.filters import Filter
    from actorgraph.render.notebook import Answer, Picture

HEIGHT = 600
"""Of a picture, in CSS pixels."""


class Questions:
    """What can be asked of a graph; each answer shows itself in a notebook."""

    engine: Engine

    def show(self, name: str, **filters: Any) -> Answer:
        """Who or what this is: offices with dates, relations, and who says so.

        Raises:
            AmbiguousNameError: if several are meant; it lists them.
            NotFoundError: if nobody is.

        Example:
            >>> from actorgraph import load
            >>> load().show("Pompeo").entity.name
            'Michael Pompeo'
        """
        from actorgraph.queries.show import show

        found = show(self.engine, self._named(name), only=self._filter(filters))
        return _answer(found, "show", "shown")

    def find(self, query: str, *, limit: int = 10) -> Answer:
        """Who can be meant, best first, each with the reason.

        Example:
            >>> from actorgraph import load
            >>> load().find("Нарышкин").candidates[0].match.reason
            'surname, transliterated from Cyrillic'
        """
        from actorgraph.queries.find import find

        return _answer(find(self.engine, query, limit=limit), "found", "found")

    def neighbors(self, name: str, *, depth: int = 1, limit: int = 1000, **filters: Any) -> Answer:
        """Who surrounds somebody, to some steps.

        Example:
            >>> from actorgraph import load
            >>> load().neighbors("Surkov").steps["volker"]
            1
        """
        from actorgraph.queries.neighbors import neighbors

        center, only = self._named(name), self._filter(filters)
        found = neighbors(self.engine, center, depth=depth, limit=limit, only=only)
        return _answer(found, "neighborhood", "neighborhood")

    def path(
        self,
        a: str,
        b: str,
        *,
        every: bool = False,
        max_length: int | None = None,
        without_entities: tuple[str, ...] = (),
        derived: bool = True,
        **filters: Any,
    ) -> Answer:
        """How two are linked: each step with its evidence, and the weakest link.

        Args:
            every: all shortest paths, not one.
            max_length: at most so many steps.
            without_entities: nobody of these on the way.
            derived: also through an event that both took part in.

        Example:
            >>> from actorgraph import load
            >>> load().path("Volker", "Surkov").paths[0].ids
            ('volker', 'surkov')
        """
        from actorgraph.queries.path import path

        found = path(
            self.engine,
            self._named(a),
            self._named(b),
            only=self._filter(filters),
            every=every,
            max_length=max_length,
            without=frozenset(self._named(one).id for one in without_entities),
            derived=derived,
        )
        return _answer(found, "paths", "paths")

    def timeline(self, name: str | None = None, **filters: Any) -> Answer:
        """What happened in order, for one or for all.

        Example:
            >>> from actorgraph import load
            >>> len(load().timeline("Schumer").moments) > 0
            True
        """
        from actorgraph.queries.timeline import timeline

        about = None if name is None else self._named(name)
        found = timeline(self.engine, about, only=self._filter(filters))
        return _answer(found, "timeline", "timeline")

    def holders(self, position: str, **filters: Any) -> Answer:
        """Who held an office, in order; of an agency, who held its offices.

        Example:
            >>> from actorgraph import load
            >>> [holder.entity.id for holder in load().holders("CIA").offices[0].holders]
            ['pompeo']
        """
        from actorgraph.queries.holders import holders

        found = holders(self.engine, self._named(position), only=self._filter(filters))
        return _answer(found, "offices", "offices")

    def sources(self, name: str | None = None, **filters: Any) -> Answer:
        """Who says what; of one source, what it says and who speaks of it.

        Example:
            >>> from actorgraph import load
            >>> len(load().sources("surkov").says) > 0
            True
        """
        from actorgraph.queries.sources import sources

        asked = "" if name is None else name
        if asked and not self.engine.is_source(asked):
            asked = self._named(asked).id
        return _answer(
            sources(self.engine, asked, only=self._filter(filters)), "sources", "sources"
        )

    def conflicts(self, **filters: Any) -> Answer:
        """What contradicts what, and names that can be of one entity.

        Example:
            >>> from actorgraph import load
            >>> sorted({one.kind for one in load().conflicts().found})
            ['contested', 'said-too-early']
        """
        from actorgraph.queries.conflicts import conflicts

        found = conflicts(self.engine, only=self._filter(filters))
        return _answer(found, "conflicts", "conflicts")

    def rank(self, measure: str = "degree", *, limit: int = 20, **filters: Any) -> Answer:
        """Who matters: by degree, pagerank or betweenness, and what that means.

        Example:
            >>> from actorgraph import load
            >>> load().rank("pagerank", limit=1).ranked[0].entity.name
            'Russia'
        """
        from actorgraph.queries.rank import rank

        found = rank(self.engine, measure=measure, limit=limit, only=self._filter(filters))
        return _answer(found, "ranking", "ranking")

    def communities(self, *, connected: bool = False, **filters: Any) -> Answer:
        """Groups that have more relations inside than across, or whatever is connected at all.

        Example:
            >>> from actorgraph import load
            >>> load().communities().modularity > 0.4
            True
        """
        from actorgraph.queries import communities as query

        find = query.connected if connected else query.communities
        found = find(self.engine, only=self._filter(filters))
        return _answer(found, "communities", "communities")

    def stats(self, **filters: Any) -> Answer:
        """What is in here, counted.

        Example:
            >>> from actorgraph import load
            >>> load().stats().entities
            90
        """
        from actorgraph.queries.stats import stats

        return _answer(stats(self.engine, only=self._filter(filters)), "stats", "stats")

    def picture(
        self,
        around: str | None = None,
        *,
        depth: int = 1,
        title: str = "",
        height: int = HEIGHT,
        **filters: Any,
    ) -> Picture:
        """The page of the graph, or of somebody's surroundings, in a frame.

        It needs no kernel and no network, so it stays in saved and converted notebooks.

        Args:
            height: in CSS pixels.

        Example:
            >>> from actorgraph import load
            >>> load().picture("Surkov").title
            'Around Surkov'
        """
        from actorgraph.render.html import page
        from actorgraph.render.notebook import Picture

        part, heading = self._part(around, depth, filters), title or _heading(around)
        text = page(part, title=heading, others=self._others(part))
        return Picture(text, heading, height)

    def view(
        self,
        around: str | None = None,
        *,
        depth: int = 1,
        title: str = "",
        height: int = HEIGHT,
        **filters: Any,
    ) -> Any:
        """The same as a live widget: Python hears what is clicked, and can click itself.

        `view.selection`, `view.as_of`, `view.highlight` and `view.filters` go both ways. Without
        the extra `jupyter` it is a picture.

        Example:
            >>> from actorgraph import load
            >>> view = load().view("Surkov")
            >>> view.selection = "volker"
        """
        part, heading = self._part(around, depth, filters), title or _heading(around)
        try:
            from actorgraph.render.widget import View
        except ImportError:
            return self.picture(around, depth=depth, title=title, height=height, **filters)
        return View.of(part, title=heading, others=self._others(part), height=height)

    def _repr_html_(self) -> str:
        return str(self.stats()._repr_html_())

    def _named(self, name: str) -> Entity:
        from actorgraph.errors import NotAnswered
        from actorgraph.queries.find import the_one
        from actorgraph.render import text

        try:
            return the_one(self.engine, name)
        except NotAnswered as error:
            if said := "\n".join(text.near(error)):
                error.add_note(said)
            raise

    def _filter(self, filters: dict[str, Any]) -> Filter:
        from actorgraph.queries.filter import filter_of

        return filter_of(self.engine, **filters)

    def _part(self, around: str | None, depth: int, filters: dict[str, Any]) -> Subgraph:
        only = self._filter(filters)
        if around is None:
            return self.subgraph(only=only)
        from actorgraph.queries.neighbors import neighbors

        return neighbors(self.engine, self._named(around), depth=depth, only=only).subgraph

    def _others(self, part: Subgraph) -> dict[str, Entity]:
        from actorgraph.queries.show import named_in

        return self.engine.entities(named_in(part.edges))

    def subgraph(self, *, only: Filter) -> Subgraph:
        """The whole graph, as far as a filter leaves it."""
        raise NotImplementedError


def _answer(found: Any, lines: str, as_object: str) -> Answer:
    from actorgraph.render import json, text
    from actorgraph.render.notebook import Answer

    return Answer(found, getattr(text, lines), getattr(json, as_object))


def _heading(around: str | None) -> str:
    return f"Around {around}" if around else "Graph"
