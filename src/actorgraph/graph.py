"""The public graph: each question is one method, and each answer displays itself.

Made by `load` and `from_frames`; used by the command line, notebooks and programs. An ambiguous or
unknown name raises an error that lists the candidates. Questions take the filters of the command
line as keywords (`Filters`). Answers are computed by queries and displayed by render.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.links import Links
from actorgraph.progress import Progress, unreported
from actorgraph.render import answers
from actorgraph.render.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.queries.check import Checked
    from actorgraph.queries.claim_list import ClaimList
    from actorgraph.queries.communities import Communities
    from actorgraph.queries.conflicts import Conflicts
    from actorgraph.queries.diff import Difference
    from actorgraph.queries.document_mentions import DocumentMentions
    from actorgraph.queries.filter import Filters
    from actorgraph.queries.find import Found
    from actorgraph.queries.holders import Offices
    from actorgraph.queries.listing import Listing
    from actorgraph.queries.match import Matched
    from actorgraph.queries.offices import HeldOffices
    from actorgraph.queries.rank import Ranking
    from actorgraph.queries.search import TextFound
    from actorgraph.queries.show import Shown
    from actorgraph.queries.sources import Sources
    from actorgraph.queries.stats import Stats
    from actorgraph.queries.timeline import Timeline


class Graph(Links):
    """A graph to ask: `load()` makes one."""

    def show(
        self,
        name: str,
        *,
        full: bool = False,
        sentences: bool = False,
        limit: int | None = None,
        documents: CitedPassages | str | Path | None = None,
        **filters: Unpack[Filters],
    ) -> Answer[Shown]:
        """Say who or what this is: offices, relations, what it says, and who says so.

        Args:
            full: display every claim with all its cells, one a line.
            sentences: display sentences for a memo, and what is not known.
            limit: the largest number of lines in a section; of an entity with very many neighbors
                only some are read. None means all.
            documents: the folder of the documents, whose passages a notebook shows below.

        Raises:
            UsageError: if both full and sentences are asked for.

        Example:
            >>> load().show("Pompeo").entity.name
            'Michael Pompeo'
        """
        from actorgraph.errors import UsageError
        from actorgraph.queries.show import show

        if full and sentences:
            raise UsageError("full and sentences exclude each other.")
        entity, only = self.entity(name), self._filter(filters)
        shown, below = show(self.engine, entity, only=only, limit=limit), self._below(documents)
        displayed = answers.SHOWN_FULL if full else answers.SHOWN
        return Answer(shown, answers.SHOWN_SENTENCES if sentences else displayed, 0, below)

    def find(self, query: str, *, limit: int | None = 10) -> Answer[Found]:
        """Rank the entities that a name can mean, best first, each with its reason.

        Args:
            limit: the largest number of candidates; None means all.

        Example:
            >>> load().find("Нарышкин").candidates[0].match.reason
            'surname, transliterated from Cyrillic'
        """
        from actorgraph.queries.find import find

        return Answer(find(self.engine, query, limit=limit), answers.FOUND)

    def search(self, words: str, **filters: Unpack[Filters]) -> Answer[TextFound]:
        """Find words in quotes, notes, roles, names and all else that claims and entities say.

        Args:
            words: all of them have to be there, in any case or script; each may be a beginning.

        Raises:
            ArgumentError: if there is no word to look for.

        Example:
            >>> [one.entity.name for one in load().search("Dubai package").entities]
            ['Dubai Package']
        """
        from actorgraph.queries.search import search

        return Answer(search(self.engine, words, only=self._filter(filters)), answers.TEXT_FOUND)

    def list(self, **filters: Unpack[Filters]) -> Answer[Listing]:
        """List all entities, those of some types, or those with relations of some kind.

        Example:
            >>> load().list(types="position").entities[0].name
            'President of the United States'
        """
        from actorgraph.queries.listing import listing

        return Answer(listing(self.engine, only=self._filter(filters)), answers.LISTING)

    def timeline(
        self, name: str | None = None, *, held: bool = False, **filters: Unpack[Filters]
    ) -> Answer[Timeline]:
        """List what happened and what was said about an entity, or in the whole graph, by time.

        Args:
            held: list what had begun before the window in the whole graph too, which is counted
                otherwise; of an entity it is listed in any case.

        Example:
            >>> len(load().timeline("Schumer").moments) > 0
            True
        """
        from actorgraph.queries.timeline import timeline

        about = None if name is None else self.entity(name)
        found = timeline(self.engine, about, held=held, only=self._filter(filters))
        return Answer(found, answers.TIMELINE)

    def holders(
        self, position: str, *, full: bool = False, **filters: Unpack[Filters]
    ) -> Answer[Offices]:
        """List the holders of an office in order; for an agency, the holders of its offices.

        Args:
            full: display every claim with all its cells.

        Example:
            >>> [holder.entity.id for holder in load().holders("CIA").offices[0].holders]
            ['pompeo']
        """
        from actorgraph.queries.holders import holders

        asked = self.entity(position)
        offices = holders(self.engine, asked, only=self._filter(filters))
        return Answer(offices, answers.OFFICES_FULL if full else answers.OFFICES)

    def offices(self, **filters: Unpack[Filters]) -> Answer[HeldOffices]:
        """List who held any office, by body and office: on a day with `as_of`, or ever.

        Example:
            >>> load().offices(as_of="2018-01-30").held[0].office.name
            'Director of the CIA'
        """
        from actorgraph.queries.offices import offices

        return Answer(offices(self.engine, only=self._filter(filters)), answers.HELD_OFFICES)

    def sources(self, name: str | None = None, **filters: Unpack[Filters]) -> Answer[Sources]:
        """Count what each source says; for one source, show what it says and who speaks about it.

        Args:
            name: an entity, or a source by the exact name that claims give it.

        Example:
            >>> len(load().sources("surkov").says) > 0
            True
        """
        from actorgraph.queries.find import source_called
        from actorgraph.queries.sources import sources

        with answers.similar_names_noted():
            asked = source_called(self.engine, name, self.tell) if name else ""
        return Answer(sources(self.engine, asked, only=self._filter(filters)), answers.SOURCES)

    def claims(
        self, name: str | None = None, *, citing: str | None = None, **filters: Unpack[Filters]
    ) -> Answer[ClaimList]:
        """List every claim that touches an entity, or all, with quote and place; rejected ones too.

        Args:
            citing: a speaker, relay, document or publisher; only claims that cite it are listed.

        Example:
            >>> len(load().claims(citing="TASS").claims) > 5
            True
        """
        from actorgraph.queries.claim_list import claim_list
        from actorgraph.queries.find import source_called

        about = None if name is None else self.entity(name)
        with answers.similar_names_noted():
            cited = source_called(self.engine, citing, self.tell) if citing else ""
        listed = claim_list(self.engine, about, citing=cited, only=self._filter(filters))
        return Answer(listed, answers.CLAIMS)

    def conflicts(
        self,
        *,
        kinds: str | Iterable[str] = (),
        limit: int | None = 50,
        most_names: int | None = None,
        **filters: Unpack[Filters],
    ) -> Answer[Conflicts]:
        """Find contradictions, and names that can belong to one entity, the most likely first.

        Args:
            kinds: the kinds of conflicts to find; none means all.
            limit: how many of each kind are listed; all are counted. None lists all.
            most_names: of so many entities, the first, names are compared; None means of all.

        Example:
            >>> sorted({one.kind for one in load().conflicts().found})
            ['contested', 'said-too-early']
        """
        from actorgraph.queries.conflicts import conflicts

        only = self._filter(filters)
        contradictions = conflicts(
            self.engine, only=only, kinds=kinds, limit=limit, most_names=most_names
        )
        return Answer(contradictions, answers.CONFLICTS)

    def rank(
        self,
        measure: str = "degree",
        *,
        limit: int | None = 20,
        warn: Callable[[str], None] = unreported,
        **filters: Unpack[Filters],
    ) -> Answer[Ranking]:
        """Rank entities by degree, pagerank or betweenness, and say what the measure means.

        Args:
            limit: the largest number of entities; None means all.
            warn: called with the expected cost before a slow computation begins.

        Example:
            >>> load().rank("pagerank", limit=1).ranked[0].entity.name
            'Russia'
        """
        from actorgraph.queries.rank import rank

        only = self._filter(filters)
        ranking = rank(self.engine, measure=measure, limit=limit, only=only, warn=warn)
        return Answer(ranking, answers.RANKING)

    def communities(
        self,
        *,
        connected: bool = False,
        warn: Callable[[str], None] = unreported,
        **filters: Unpack[Filters],
    ) -> Answer[Communities]:
        """Find groups that have more relations inside than between them.

        Args:
            connected: find connected components instead.
            warn: called with the expected cost before a slow computation begins.

        Example:
            >>> load().communities().modularity > 0.4
            True
        """
        from actorgraph.queries import communities as query

        only = self._filter(filters)
        if connected:
            return Answer(query.connected(self.engine, only=only), answers.COMMUNITIES)
        return Answer(query.communities(self.engine, only=only, warn=warn), answers.COMMUNITIES)

    def stats(self, **filters: Unpack[Filters]) -> Answer[Stats]:
        """Count entities, relations and claims by type, verdict, status, publisher, ...

        Example:
            >>> load().stats().entities
            148
        """
        from actorgraph.queries.stats import stats

        return Answer(stats(self.engine, only=self._filter(filters)), answers.STATS)

    def check(self, documents: str | Path | None = None) -> Answer[Checked]:
        """List the warnings and notes about the data, and what is wrong with the story beside it.

        Data with errors never becomes a graph.

        Args:
            documents: the folder with the documents' texts, to look up quotes and locators in.

        Raises:
            UsageError: if there is no such folder.

        Example:
            >>> load().check().problems
            ()
        """
        from actorgraph.locating import document_folder
        from actorgraph.queries.check import check

        folder = document_folder(documents)
        checked = check(self.engine, documents=folder, story=self.story)
        return Answer(checked, answers.CHECKED)

    def diff(self, newer: Graph) -> Answer[Difference]:
        """Compare with a newer version of the data, claim by claim.

        Example:
            >>> load().diff(load())
            No difference.
        """
        from actorgraph.queries.diff import diff

        newer = _graph_given(newer, "newer")
        return Answer(diff(self.engine, newer.engine), answers.DIFFERENCE)

    def match(
        self,
        listed: Graph,
        *,
        limit: int | None = 3,
        least: float = 0.65,
        judgements: str | Path | None = None,
        progress: Progress = unreported,
    ) -> Answer[Matched]:
        """Look for each entity in a list of others: candidates with reasons, the most likely first.

        Args:
            listed: the list, as `load_list` reads it.
            limit: the largest number of candidates for each entity; None means all that are looked
                at.
            least: the score below which nobody is proposed.
            judgements: a file of judgements; who is in it is judged, and left out.
            progress: told how far it is.

        Example:
            >>> graph = load()
            >>> graph.match(graph).sure > 100
            True
        """
        from actorgraph.judgements import pairs_judged
        from actorgraph.queries.match import match

        listed = _graph_given(listed, "listed")
        judged = {
            *self.engine.judged_apart,
            *(pairs_judged(Path(judgements)) if judgements else ()),
        }
        matched = match(
            self.engine, listed.engine, limit=limit, least=least, judged=judged, progress=progress
        )
        return Answer(matched, answers.MATCHED)

    def mentions(
        self, *documents: str | Path, progress: Progress = unreported
    ) -> Answer[DocumentMentions]:
        """Find who of the graph is named in documents and where, and who is not in the graph.

        Args:
            documents: texts, HTML or PDF, or folders of them.
            progress: told how far it is.
        """
        from actorgraph.passages.document_folder import read_documents
        from actorgraph.queries.document_mentions import document_mentions

        texts = read_documents(map(Path, documents))
        return Answer(document_mentions(self.engine, texts, progress=progress), answers.MENTIONS)

    def __repr__(self) -> str:
        """Return the first lines of `stats`."""
        return "\n".join(self.stats().text().splitlines()[:3])

    def _repr_html_(self) -> str:
        return self.stats()._repr_html_()


def _graph_given(value: object, argument: str) -> Graph:
    """Return a value, after checking that it is a graph.

    Raises:
        ArgumentError: if it is not.
    """
    if isinstance(value, Graph):
        return value
    from actorgraph.errors import ArgumentError

    raise ArgumentError(argument, f"{value!r} is no graph; `actorgraph.load` makes one of files.")
