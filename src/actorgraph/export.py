"""Write a graph, or a part of it, as a page, as tables for Spark, or in another tool's format.

Called by `Graph.export`. Leaves out what a format holds (formats) and how a page looks (render).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.engine import Engine, Subgraph
    from actorgraph.formats.content import Content
    from actorgraph.page_settings import PageSettings
    from actorgraph.progress import Progress

PAGE = "html"
"""The name under which a page can be asked for, where no suffix shows it."""
PAGES = (".html", ".htm")
SPARK = ".spark"
"""The suffix of a folder of tables for Spark."""


def export(
    engine: Engine,
    path: str | Path,
    part: Subgraph | None,
    *,
    about: PageSettings,
    note: str,
    embed: bool,
    format: str | None,
    force: bool,
    progress: Progress,
    sidecar: bool = True,
) -> Sequence[str]:
    """Write a file in the format of its suffix; without a part, write the whole graph.

    Args:
        about: what a page says of itself.
        embed: make a page for a frame in an article.

    Returns:
        A sentence for each loss: what this format cannot hold.

    Raises:
        UsageError: if the suffix is not known or the file cannot be written.
        FileExistsAlreadyError: if a file is there and force is not given.
    """
    path = Path(path)
    if is_page(path, format):
        _write_page(engine, path, part, about, note, embed=embed, force=force, progress=progress)
        return ()
    if path.suffix.lower() == SPARK and part is None:
        from actorgraph.engines.spark.local_writer import write

        write(path, engine, force=force)
        return ()
    from actorgraph.formats.writing import export

    return export(path, _content(engine, part), name=format, force=force, sidecar=sidecar)


def is_page(path: Path, format: str | None) -> bool:
    """Return whether a page is to be written, by the name of a format or else by the suffix."""
    return format == PAGE if format else path.suffix.lower() in PAGES


def _write_page(
    engine: Engine,
    path: Path,
    part: Subgraph | None,
    about: PageSettings,
    note: str,
    *,
    embed: bool,
    force: bool,
    progress: Progress,
) -> None:
    from actorgraph.formats.files import write_text
    from actorgraph.queries.rejected import rejected_between
    from actorgraph.queries.subgraph import others_in, subgraph
    from actorgraph.render.html import page
    from actorgraph.render.wording import with_rejected

    drawn = subgraph(engine) if part is None else part
    others = others_in(engine, drawn)
    note = with_rejected(note, rejected_between(engine, drawn))
    text = page(
        drawn,
        **about._asdict(),
        note=note,
        embed=embed,
        others=others,
        force=force,
        progress=progress,
    )
    write_text(path, [text], force=force)


def _content(engine: Engine, part: Subgraph | None) -> Content:
    """Return the content to write: a part, or the whole graph as iterators."""
    from actorgraph.formats.content import Content

    if part is None:
        return Content(engine.all_entities, engine.all_edges, engine.all_claims)
    whole = Content(lambda: part.entities, lambda: part.edges, tuple)
    stated = (claim for _, claims in whole.edges() for claim in claims)
    claims = sorted(stated, key=lambda claim: (claim.file, claim.line))
    return Content(lambda: part.entities, lambda: part.edges, lambda: claims)
