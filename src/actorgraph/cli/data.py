"""The commands that write: `export` writes the graph as a file, `init` a folder to start from."""

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
    """What is written: a graph, its centre, its filters, its title and note."""

    graph: Graph
    center: Entity | None
    filters: Filters
    title: str | None
    note: str


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--around", metavar="NAME", type=ENTITY, help="Only the neighborhood of NAME.")
@click.option(
    "--depth",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="With --around: the number of steps.",
)
@click.option("--title", help="The title of the page.")
@click.option("--format", metavar="NAME", help="The format, if the suffix does not show it.")
@redact_option
@click.option(
    "--for-spreadsheet",
    is_flag=True,
    help="Put an apostrophe before cells that look like formulas.",
)
@click.option("--open", "open_it", is_flag=True, help="Open the file afterwards.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
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
    """Write the graph to FILE: a page (.html), or another tool's format (see `formats`)."""
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
    """Redact what must not be published, and defuse formulas for spreadsheets."""
    from actorgraph.loading import graph_of_tables
    from actorgraph.publishing.spreadsheets import defused

    public = redacted(chosen.graph, redact)
    tables = [public.entities, public.relations]
    entities, relations = map(defused, tables) if for_spreadsheet else tables
    graph = graph_of_tables([entities], [relations], public.outlets)
    center = chosen.center
    if center is not None:
        center = graph.entity(public.ids.get(center.id, center.id))
    speakers = tuple(map(public.meaning, chosen.filters.get("speakers", ())))
    without = tuple(map(public.meaning, chosen.filters.get("without", ())))
    filters: Filters = {**chosen.filters, "speakers": speakers, "without": without}
    if redact:
        _say_redacted(public)
    title = public.clean(chosen.title) if chosen.title else chosen.title
    return _Chosen(graph, center, filters, title, public.clean(chosen.note))


def _part(chosen: _Chosen, file: Path, depth: int) -> Subgraph | None:
    """Fetch the part to write; None stands for the whole graph, which need not be in memory.

    Raises:
        NotAnswered: if the filters leave nothing.
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


def _say_redacted(public: Redacted) -> None:
    """Say how much was redacted, without repeating it."""
    from actorgraph.render.wording import counted

    hidden = len(public.ids)
    parts = [f"{counted(hidden, 'entity', 'entities')} under pseudonyms"] if hidden else []
    parts += [f"{counted(public.dropped, 'sensitive row')} left out"] if public.dropped else []
    parts = parts or ["columns emptied"]
    say(f"Redacted: {', '.join(parts)}. `actorgraph leakcheck` looks for it.")


def _note(around: str | None, depth: int, filters: Filters) -> str:
    """Return the note under the title of a page that does not show everything."""
    parts = [f"around {around}, depth {depth}"] if around else []
    for option, value in filters.items():
        values = value if isinstance(value, tuple) else (value,)
        parts += [f"{option.replace('_', ' ')} {one}" for one in values if one]
    return f"Only: {'; '.join(parts)}" if parts else ""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Create FOLDER with two small files to start from."""
    from actorgraph.starting import start_folder

    for path in start_folder(folder):
        say(f"Wrote {path}")
    say(f"Now ask: actorgraph --data {folder} show ann")
