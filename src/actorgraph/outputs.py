"""A graph and what it becomes: parts, NetworkX and pyvis graphs, data frames, files and pictures.

The base of `Graph`, which adds the questions.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.progress import unreported
from actorgraph.render import answers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Unpack

    import networkx
    import pandas
    from pyvis.network import Network

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine, Subgraph
    from actorgraph.filters import Filter
    from actorgraph.page_settings import PageSettings
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.progress import Progress
    from actorgraph.queries.filter import Filters
    from actorgraph.render.notebook import Picture
    from actorgraph.render.widget import View
    from actorgraph.story import Story

HEIGHT = 600  # of a picture, in CSS pixels


class Outputs:
    """A graph that can be written, drawn and handed to other libraries.

    Args:
        engine: where the graph is stored.

    Attributes:
        places: the files and folders that it was read from.
        tell: called with a sentence on whom a name was taken for, if it is not written so.
        read_passages: returns the passages of a folder of documents, of a redacted graph as they
            may be published; None reads them as they stand.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.places: Sequence[Path] = ()
        self.tell: Callable[[str], None] = unreported
        self.read_passages: Callable[[Path], CitedPassages] | None = None

    @property
    def story(self) -> Story | None:
        """What story.md beside the data tells; None where there is none."""
        from actorgraph.locating import story_of
        from actorgraph.story import read_story

        files = filter(None, map(story_of, self.places))
        return next(map(read_story, files), None)

    @property
    def page_settings(self) -> PageSettings:
        """What actorgraph.toml beside the data says of a page: its title, credit and language."""
        from actorgraph.locating import settings_of
        from actorgraph.page_settings import PageSettings

        about = PageSettings()
        for place in self.places:
            about = about.or_else(settings_of(place).page or about)
        return about

    def entity(self, name: str) -> Entity:
        """Return the entity that a name or id surely means.

        Raises:
            AmbiguousNameError: if the name can mean several; the error lists them.
            NotFoundError: if it means none; the error lists similar names.

        Example:
            >>> load().entity("Pompeo").type
            'person'
        """
        from actorgraph.queries.find import the_one

        with answers.similar_names_noted():
            return the_one(self.engine, name, self.tell)

    def subgraph(
        self, around: str | None = None, *, depth: int = 1, **filters: Unpack[Filters]
    ) -> Subgraph:
        """Fetch the neighborhood of an entity, or the whole graph, under the filters.

        Example:
            >>> load().subgraph("Surkov").entities[0].name
            'Vladislav Surkov'
        """
        from actorgraph.queries.subgraph import subgraph

        center = None if around is None else self.entity(around)
        return subgraph(self.engine, center, depth=depth, only=self._filter(filters))

    def to_networkx(
        self, around: str | None = None, *, depth: int = 1, **filters: Unpack[Filters]
    ) -> networkx.MultiDiGraph:
        """Return a NetworkX graph whose edges carry their claims as an attribute.

        The attributes are dicts that are read from the files when they are first used.

        Example:
            >>> type(load().to_networkx()).__name__
            'MultiDiGraph'
        """
        from actorgraph.formats.networkx import to_networkx
        from actorgraph.queries.whole_graph import lazy_graph

        whole = around is None and not any(filters.values())
        part = None if whole else self.subgraph(around, depth=depth, **filters)
        return to_networkx(lazy_graph(self.engine, part))

    def to_pyvis(
        self, around: str | None = None, *, depth: int = 1, **filters: Unpack[Filters]
    ) -> Network:
        """Return a pyvis Network with fixed positions, to edit by hand; its page works offline.

        Example:
            >>> "volker" in load().to_pyvis("Surkov").get_nodes()
            True
        """
        from actorgraph.render.pyvis_network import to_pyvis

        return to_pyvis(self.subgraph(around, depth=depth, **filters))

    def export(
        self,
        path: str | Path,
        part: Subgraph | None = None,
        *,
        title: str | None = None,
        note: str = "",
        credit: str = "",
        language: str = "",
        embed: bool = False,
        story: Story | str | Path | bool = True,
        documents: CitedPassages | str | Path | None = None,
        format: str | None = None,
        force: bool = False,
        sidecar: bool = True,
        progress: Progress = unreported,
    ) -> Sequence[str]:
        """Write the graph, or a part of it, to a file in the format of its suffix.

        Args:
            path: a .html file, or one of a format that `actorgraph formats` lists.
            part: what to write (`subgraph`); None writes all.
            title, credit: of a page; by default what actorgraph.toml beside the data says.
            note: a sentence under a page's title, such as what was left out.
            language: of a page's own words: en, de, fr, es or ru.
            embed: make a page for a frame in an article.
            story: of a page, or its file; True takes story.md beside the data, if it is there.
            documents: the folder of the documents, of which a page shows the passages that claims
                cite; None shows none.
            format: the name of the format, where the suffix does not show it.
            force: replace an existing file, and draw a page of any size.
            sidecar: whether to write what the format cannot hold to a file beside it.
            progress: called with the part of a page's layout that is done, from 0 to 1.

        Returns:
            A sentence for each loss, such as what this format cannot hold.

        Raises:
            UsageError: if the part is none, the suffix is not known or the file cannot be written.
            FileExistsAlreadyError: if a file is there and force is not given.
            DataError: if a file with a story tells none as it is written.
        """
        from actorgraph.export import PageContent, export, is_page

        write = partial(export, format=format, force=force, sidecar=sidecar, progress=progress)
        page = PageContent(self._about(title, credit, language), note, embed)
        if is_page(Path(path), format):
            told, passages = self._story(story), self._passages(documents)
            page = page._replace(story=told, passages=passages)
        return write(self.engine, path, part, page=page)

    def dossier(
        self,
        path: str | Path,
        *names: str,
        title: str | None = None,
        documents: CitedPassages | str | Path | None = None,
        force: bool = False,
        **filters: Unpack[Filters],
    ) -> Sequence[str]:
        """Write a dossier on some entities: their cards, numbered sources, and what is not known.

        Where owners are recorded, it says who owns them in the end, and what they own; where
        payments are, what they paid and were paid.

        Args:
            path: a .md, .html or .docx file; .docx needs the extra `docx`.
            names: names or ids, in the order of the dossier.
            title: the title; by default the names.
            documents: the folder of the documents, of which it shows the passages that it cites.
            force: replace an existing file.

        Returns:
            A sentence for each loss: what this format cannot hold.

        Raises:
            UsageError: if the suffix is another, no name is given, a document cannot be read or the
                file not be written.
            FileExistsAlreadyError: if a file is there and force is not given.
        """
        from actorgraph.errors import UsageError
        from actorgraph.queries.flows import flows
        from actorgraph.queries.owners import owned, owners
        from actorgraph.queries.show import show
        from actorgraph.render.dossier import dossier
        from actorgraph.render.dossier_files import write

        if not names:
            raise UsageError("A dossier is on somebody: give a name.")
        only, entities = self._filter(filters), [self.entity(name) for name in names]
        shown = [show(self.engine, entity, only=only) for entity in entities]
        heading = title or ", ".join(entity.name for entity in entities)
        ownerships = [
            ask(self.engine, entity, only=only) for entity in entities for ask in (owners, owned)
        ]
        money = [flows(self.engine, entity, only=only) for entity in entities]
        blocks = dossier(shown, self._passages(documents), ownerships, money)
        return write(Path(path), heading, blocks, force=force)

    def picture(
        self,
        around: str | None = None,
        *,
        depth: int = 1,
        title: str = "",
        height: int = HEIGHT,
        documents: CitedPassages | str | Path | None = None,
        **filters: Unpack[Filters],
    ) -> Picture:
        """Return the page of the graph, or of an entity's neighborhood, in a frame.

        The picture needs no kernel and no network, so it stays in saved and converted notebooks.

        Args:
            documents: the folder of the documents, of which it shows the passages that claims cite.

        Example:
            >>> load().picture("Surkov").title
            'Around Vladislav Surkov'
        """
        from actorgraph.render.html import page
        from actorgraph.render.notebook import Picture

        part, about, note, others = self._drawn(around, depth, title, filters)
        passages = self._passages(documents)
        text = page(part, **about._asdict(), note=note, others=others, passages=passages)
        return Picture(text, about.title, height)

    def view(
        self,
        around: str | None = None,
        *,
        depth: int = 1,
        title: str = "",
        height: int = HEIGHT,
        documents: CitedPassages | str | Path | None = None,
        **filters: Unpack[Filters],
    ) -> View | Picture:
        """Return the page as a live widget: Python sees what is clicked, and can select too.

        `view.selection`, `view.as_of`, `view.highlight` and `view.filters` work both ways;
        `view.picture` is a picture of what is chosen. Without the extra `jupyter` this returns a
        picture.

        Args:
            documents: as for `picture`.

        Example:
            >>> view = load().view("Surkov")
            >>> view.selection = "volker"
        """
        try:
            from actorgraph.render.widget import View
        except ImportError:
            return self.picture(
                around, depth=depth, title=title, height=height, documents=documents, **filters
            )
        part, about, note, others = self._drawn(around, depth, title, filters)
        passages = self._passages(documents)
        return View.of(part, about, note=note, others=others, height=height, passages=passages)

    @property
    def entities(self) -> pandas.DataFrame:
        """All entities, one row each, under our column names; every cell is a string.

        Example:
            >>> load().entities.set_index("id").loc["pompeo", "type"]
            'person'
        """
        from actorgraph.formats.frames import entity_frame

        return entity_frame(self.engine.all_entities())

    @property
    def edges(self) -> pandas.DataFrame:
        """All edges, one row each: ids and names of both ends, verdict, origins, who says so.

        Where `relations` has the rows as they stand, this has what they add up to. The claims one
        by one, with resolved ids, are `claims().frame()`: a question, since who is trusted and
        which claims are asked for decide it, and every answer has its `frame()`.

        Example:
            >>> load().edges.query("source == 'volker' and target == 'surkov'")["relation"].tolist()
            ['met_with']
        """
        import pandas as pd

        from actorgraph.queries.mentions import named_in
        from actorgraph.render.flat_rows import edges_with_names

        edges = list(self.engine.all_edges())
        names = self.engine.entities(named_in(edges))
        return pd.DataFrame(edges_with_names(edges, names))

    @property
    def descriptions(self) -> pandas.DataFrame:
        """The rows that describe the entities, one for each that somebody gives of one.

        Example:
            >>> load().descriptions["id"].nunique() == len(load().entities)
            True
        """
        from actorgraph.formats.frames import description_frame

        return description_frame(self.engine.all_entities())

    @property
    def relations(self) -> pandas.DataFrame:
        """All claims, one row each; every cell is a string as it stands in the file.

        Example:
            >>> {"source", "target", "quote"} <= set(load().relations.columns)
            True
        """
        from actorgraph.formats.frames import relation_frame

        return relation_frame(self.engine.all_claims())

    def _about(self, title: str | None, credit: str, language: str) -> PageSettings:
        from actorgraph.page_settings import PageSettings

        return PageSettings(title or "", credit, language).or_else(self.page_settings)

    def _story(self, story: Story | str | Path | bool) -> Story | None:
        from actorgraph.story import Story, asked_story

        if isinstance(story, bool):
            return self.story if story else None
        return story if isinstance(story, Story) else asked_story(Path(story))

    def _passages(self, documents: CitedPassages | str | Path | None) -> CitedPassages | None:
        from actorgraph.locating import document_folder
        from actorgraph.passages.cited_passages import CitedPassages

        if documents is None or isinstance(documents, CitedPassages):
            return documents
        folder = document_folder(documents)
        return None if folder is None else (self.read_passages or CitedPassages)(folder)

    def _below(self, documents: CitedPassages | str | Path | None) -> Callable[[object], str]:
        """Return what writes the passages of an answer below it."""
        passages = self._passages(documents)
        if passages is None:
            return lambda _: ""
        from actorgraph.render.answer_passages import passages_html

        def title(document: str) -> str:
            known = self.engine.entities([document]).get(document)
            return known.name if known else document

        return lambda answer: passages_html(answer, passages, title)

    def _filter(self, filters: Filters) -> Filter:
        from actorgraph.queries.filter import Filters as Known
        from actorgraph.queries.filter import filter_of

        for name in filters:
            if name not in Known.__annotations__:
                from actorgraph.queries.arguments import nearest_words

                nearest = nearest_words(name, Known.__annotations__)
                hint = f"; did you mean {nearest[0]}=?" if nearest else ""
                raise TypeError(f"there is no filter {name}={hint}")
        return filter_of(self.engine, tell=self.tell, **filters)

    def _drawn(
        self, around: str | None, depth: int, title: str, filters: Filters
    ) -> tuple[Subgraph, PageSettings, str, Mapping[str, Entity]]:
        """Fetch the part that a picture shows, what it says of itself, and whom its claims name."""
        from actorgraph.page_settings import PageSettings
        from actorgraph.queries.rejected import rejected_between
        from actorgraph.queries.subgraph import others_in
        from actorgraph.render.wording import with_rejected

        part = self.subgraph(around, depth=depth, **filters)
        names = (one.name for one in part.entities if one.id == part.center)
        name = next(names, around) if around else ""
        own = PageSettings(title=title or (f"Around {name}" if name else ""))
        about = own.or_else(self.page_settings).or_else(PageSettings(title="Graph"))
        note = with_rejected("", rejected_between(self.engine, part))
        return part, about, note, others_in(self.engine, part)
