"""The commands that write: the graph as a file, and a folder to start from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from actorgraph.cli.completion import ENTITY
from actorgraph.cli.leakcheck import redact_option, redacted
from actorgraph.cli.options import FILTERS
from actorgraph.cli.output import progress_bar, say
from actorgraph.errors import NotAnswered

if TYPE_CHECKING:
    from typing import Unpack

    from actorgraph.claims import Entity
    from actorgraph.cli.context import Context
    from actorgraph.engine import Subgraph
    from actorgraph.graph import Graph
    from actorgraph.publishing.redact import Redacted
    from actorgraph.queries.filter import Filters


class _Chosen(NamedTuple):
    """What is written: which graph, around whom, under which filters and words."""

    graph: Graph
    center: Entity | None
    filters: Filters
    title: str | None
    note: str


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--around", metavar="NAME", type=ENTITY, help="Only what surrounds NAME.")
@click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="With --around: so many steps.",
)
@click.option("--title", help="What the page is called.")
@click.option("--format", metavar="NAME", help="The format, if the suffix is not its own.")
@redact_option
@click.option(
    "--for-spreadsheet", is_flag=True, help="Put an apostrophe before cells that begin as formulas."
)
@click.option("--open", "open_it", is_flag=True, help="Open the file afterwards.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.pass_obj
def export(
    context: Context,
    /,
    file: Path,
    around: str | None,
    depth: int,
    title: str | None,
    format: str | None,
    redact: tuple[str, ...],
    for_spreadsheet: bool,
    open_it: bool,
    force: bool,
    **filters: Unpack[Filters],
) -> None:
    """Write FILE: .html to open, or a file for other tools by its suffix (see `formats`)."""
    from actorgraph.formats.files import refuse_to_replace

    refuse_to_replace(file, force=force)
    graph = context.graph()
    center = graph.entity(around) if around else None
    chosen = _Chosen(graph, center, filters, title, _note(around, depth, filters))
    if redact or for_spreadsheet:
        chosen = _publishable(chosen, redact, for_spreadsheet=for_spreadsheet)
    part = _part(chosen, file, depth)
    with progress_bar("Laying out the picture") as progress:
        losses = chosen.graph.export(
            file,
            part,
            title=chosen.title,
            note=chosen.note,
            format=format,
            force=force,
            progress=progress,
        )
    for sentence in losses:
        say(sentence)
    counts = f": {len(part.entities):,} entities, {len(part.edges):,} relations" if part else ""
    say(f"Wrote {file}{counts}.")
    if open_it:
        click.launch(file.resolve().as_uri())


export.params.extend(FILTERS)


def _publishable(chosen: _Chosen, redact: tuple[str, ...], *, for_spreadsheet: bool) -> _Chosen:
    """Take out what must not be published, and defuse formulas for spreadsheets."""
    from actorgraph.loading import graph_of_tables
    from actorgraph.publishing.spreadsheets import defused

    left = redacted(chosen.graph, redact)
    tables = [left.entities, left.relations]
    entities, relations = map(defused, tables) if for_spreadsheet else tables
    graph = graph_of_tables([entities], [relations])
    center = chosen.center
    if center is not None:
        center = graph.entity(left.ids.get(center.id, center.id))
    without = tuple(map(left.meaning, chosen.filters.get("without", ())))
    filters: Filters = {**chosen.filters, "without": without}
    if redact:
        _say_redacted(left)
    title = left.clean(chosen.title) if chosen.title else chosen.title
    return _Chosen(graph, center, filters, title, left.clean(chosen.note))


def _part(chosen: _Chosen, file: Path, depth: int) -> Subgraph | None:
    """Fetch what is to be written; None stands for everything, which need not be in memory.

    Raises:
        NotAnswered: if nothing is.
    """
    from actorgraph.export import PAGES

    everything = chosen.center is None and not any(chosen.filters.values())
    if everything and file.suffix.lower() not in PAGES:
        return None
    around = None if chosen.center is None else chosen.center.id
    part = chosen.graph.subgraph(around, depth=depth, **chosen.filters)
    if not part.entities:
        raise NotAnswered("The filters leave nothing to write.")
    return part


def _say_redacted(left: Redacted) -> None:
    """Say what was taken out, without saying it again."""
    from actorgraph.render.wording import counted

    parts = [f"{counted(len(left.ids), 'entity', 'entities')} under pseudonyms"] if left.ids else []
    parts += [f"{counted(left.dropped, 'sensitive row')} left out"] if left.dropped else []
    parts = parts or ["columns emptied"]
    say(f"Redacted: {', '.join(parts)}. `actorgraph leakcheck` looks for it.")


def _note(around: str | None, depth: int, filters: Filters) -> str:
    """Return what a page says under its title when it does not show everything."""
    parts = [f"around {around}, depth {depth}"] if around else []
    for option, value in filters.items():
        values = value if isinstance(value, tuple) else (value,)
        parts += [f"{option.replace('_', ' ')} {one}" for one in values if one]
    return f"Only: {'; '.join(parts)}" if parts else ""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make FOLDER to start from: two files with rows that work."""
    from actorgraph.starting import start_folder

    for path in start_folder(folder):
        say(f"Wrote {path}")
    say(f"Now ask: actorgraph --data {folder} show ann")
