"""Write a graph, or a part of it, as a page, as tables for Spark, or in another tool's format.

Called by `Graph.export`. Leaves out what a format holds (formats) and how a page looks (render).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.engine import Subgraph
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.engine import Engine
    from actorgraph.formats.content import Content
    from actorgraph.page_settings import PageSettings
    from actorgraph.passages.cited_passages import CitedPassages
    from actorgraph.progress import Progress
    from actorgraph.story import Story

PAGE = "html"
"""The name under which a page can be asked for, where no suffix shows it."""
PYVIS = "pyvis"
"""The name of a page that pyvis draws."""
PAGES = (".html", ".htm")
SPARK = ".spark"
"""The suffix of a folder of tables for Spark."""


class PageContent(NamedTuple):
    """What a page shows beside the graph.

    Attributes:
        about: what it says of itself.
        note: a sentence under its title.
        embed: make it for a frame in an article.
        story: what it leads its reader through, as far as what is written bears it out.
        passages: of the documents that claims cite.
    """

    about: PageSettings
    note: str = ""
    embed: bool = False
    story: Story | None = None
    passages: CitedPassages | None = None


def export(
    engine: Engine,
    path: str | Path,
    part: Subgraph | None,
    *,
    page: PageContent,
    format: str | None,
    force: bool,
    progress: Progress,
    sidecar: bool = True,
) -> Sequence[str]:
    """Write a file in the format of its suffix; without a part, write the whole graph.

    Args:
        page: what a page shows beside the graph.

    Returns:
        A sentence for each loss: what this format cannot hold.

    Raises:
        UsageError: if the part is none, the suffix is not known or the file cannot be written.
        FileExistsAlreadyError: if a file is there and force is not given.
    """
    if part is not None and not isinstance(part, Subgraph):
        raise UsageError(
            f"{part!r} is no part of a graph: subgraph() gives one. "
            "`format=` takes the name of a format."
        )
    path = Path(path)
    if is_page(path, format):
        return _write_page(engine, path, part, page, force=force, progress=progress)
    if format == PYVIS:
        return _write_network(engine, path, part, force=force)
    if path.suffix.lower() == SPARK and part is None:
        from actorgraph.engines.spark.local_writer import write

        write(path, engine, force=force)
        return ()
    if not format:
        _refuse_dossier_on_nobody(path)
    from actorgraph.formats.writing import export

    return export(path, _content(engine, part), name=format, force=force, sidecar=sidecar)


def _refuse_dossier_on_nobody(path: Path) -> None:
    from actorgraph.render.dossier_files import SUFFIXES

    if path.suffix.lower() in SUFFIXES:
        raise UsageError(
            f"{path}: a dossier is on somebody: give a name.",
            hint="Such as: `actorgraph export FILE NAME`; in Python `graph.dossier(FILE, NAME)`.",
        )


def is_page(path: Path, format: str | None) -> bool:
    """Return whether a page is to be written, by the name of a format or else by the suffix."""
    return format == PAGE if format else path.suffix.lower() in PAGES


def _write_page(
    engine: Engine,
    path: Path,
    part: Subgraph | None,
    content: PageContent,
    *,
    force: bool,
    progress: Progress,
) -> Sequence[str]:
    from actorgraph.formats.files import write_text
    from actorgraph.queries.rejected import rejected_between
    from actorgraph.queries.subgraph import others_in, subgraph
    from actorgraph.render.html import page
    from actorgraph.render.wording import with_rejected
    from actorgraph.story import borne_out

    drawn = subgraph(engine) if part is None else part
    story = content.story
    story = story and borne_out(story, drawn.edges, {entity.id for entity in drawn.entities})
    others = others_in(engine, drawn)
    note = with_rejected(content.note, rejected_between(engine, drawn))
    text = page(
        drawn,
        **content.about._asdict(),
        note=note,
        embed=content.embed,
        others=others,
        story=story,
        passages=content.passages,
        force=force,
        progress=progress,
    )
    write_text(path, [text], force=force)
    return _left_out_of(story)


def _write_network(
    engine: Engine, path: Path, part: Subgraph | None, *, force: bool
) -> Sequence[str]:
    """Write the page of a pyvis Network, to edit by hand."""
    from actorgraph.formats.files import write_text
    from actorgraph.queries.subgraph import subgraph
    from actorgraph.render.pyvis_network import to_pyvis

    network = to_pyvis(subgraph(engine) if part is None else part)
    write_text(path, [network.generate_html()], force=force)
    return ("A page of pyvis shows no claims: who says so is in the page that we draw.",)


def _left_out_of(story: Story | None) -> Sequence[str]:
    """Return a sentence on the steps of a story that are not in the page, if there are any."""
    if story is None or not story.left_out:
        return ()
    all_steps = len(story.steps) + story.left_out
    sentence = (
        f"Left out {story.left_out} of {all_steps} steps of {story.file}: what they name is not "
        "in this page as they name it; `actorgraph check` lists what is wrong with a story."
    )
    return (sentence,)


def _content(engine: Engine, part: Subgraph | None) -> Content:
    """Return the content to write: a part, or the whole graph as iterators."""
    from actorgraph.formats.content import Content

    if part is None:
        return Content(engine.all_entities, engine.all_edges, engine.all_claims, engine)
    whole = Content(lambda: part.entities, lambda: part.edges, tuple)
    stated = (claim for _, claims in whole.edges() for claim in claims)
    claims = sorted(stated, key=lambda claim: (claim.file, claim.line))
    return Content(lambda: part.entities, lambda: part.edges, lambda: claims)
