"""The commands about the data itself: check it, compare versions, write it, start it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actorgraph.cli.asking import (
    Asked,
    columns_of,
    filter_from,
    filter_options,
    json_option,
    load_graph,
    located,
    print_answer,
    progress_bar,
    the_one_named,
)
from actorgraph.cli.completion import ENTITY
from actorgraph.cli.publishing import redact_option, redacted
from actorgraph.errors import DataError, NotAnswered

if TYPE_CHECKING:
    from actorgraph.publishing.redact import Redacted


@click.command()
@click.option(
    "--documents",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Look up quotes and locators in the documents: FOLDER/ID.txt for the document ID.",
)
@json_option
@click.pass_obj
def check(data: Asked, /, documents: Path | None, as_json: bool) -> None:
    """Every problem of the data, with file, line and column."""
    from actorgraph.engines.local import LocalEngine
    from actorgraph.loading import read_dataset
    from actorgraph.queries.check import check as ask

    try:
        dataset = read_dataset(located(data), columns=columns_of(data))
        problems = dataset.problems
        if not any(problem.level == "error" for problem in problems):
            problems = list(ask(LocalEngine(dataset), documents=documents).problems)
    except DataError as error:
        problems = error.problems
    print_answer("problems", "problems", problems, as_json)
    if any(problem.level == "error" for problem in problems):
        sys.exit(DataError.exit_code)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--around", metavar="NAME", type=ENTITY, help="Only what surrounds NAME.")
@click.option("--depth", metavar="N", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--title", help="What the page is called.")
@click.option("--format", "form", metavar="NAME", help="The format, if the suffix is not its own.")
@redact_option
@click.option(
    "--for-spreadsheet", is_flag=True, help="Put an apostrophe before cells that begin as formulas."
)
@click.option("--open", "open_it", is_flag=True, help="Open the file afterwards.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@filter_options
@click.pass_obj
def export(
    data: Asked,
    /,
    file: Path,
    around: str | None,
    depth: int,
    title: str | None,
    form: str | None,
    redact: tuple[str, ...],
    for_spreadsheet: bool,
    open_it: bool,
    force: bool,
    **filters: Any,
) -> None:
    """Write FILE: .html to open, or a file for other tools by its suffix (see `formats`)."""
    from actorgraph.formats.files import refuse_to_replace

    refuse_to_replace(file, force=force)
    graph = load_graph(data)
    center = the_one_named(graph.engine, around, as_json=False) if around else None
    note = _note(around, depth, filters)
    if redact or for_spreadsheet:
        from actorgraph.loading import graph_of_tables
        from actorgraph.publishing.spreadsheets import defused

        left = redacted(graph.engine, redact)
        tables = [left.entities, left.relations]
        entities, relations = map(defused, tables) if for_spreadsheet else tables
        graph = graph_of_tables([entities], [relations])
        note, title = left.clean(note), left.clean(title) if title else title
        filters = {**filters, "without": tuple(map(left.meaning, filters["without"]))}
        if center is not None:
            center_id = left.ids.get(center.id, center.id)
            center = graph.engine.entities([center_id])[center_id]
        if redact:
            _say_redacted(left)
    only = filter_from(graph.engine, filters)
    if center is None:
        whole = only.is_empty and file.suffix.lower() not in (".html", ".htm")
        part = None if whole else graph.subgraph(only=only)
    else:
        from actorgraph.queries.neighbors import neighbors as ask

        part = ask(graph.engine, center, depth=depth, only=only).subgraph
    if part is not None and not part.entities:
        raise NotAnswered("The filters leave nothing to write.")
    with progress_bar("Laying out the picture") as progress:
        lost = graph.export(
            file,
            part,
            title=title,
            note=note,
            form=form,
            force=force,
            progress=progress,
        )
    for sentence in lost:
        click.echo(sentence, err=True)
    counts = f": {len(part.entities):,} entities, {len(part.edges):,} relations" if part else ""
    click.echo(f"Wrote {file}{counts}.", err=True)
    if open_it:
        click.launch(file.resolve().as_uri())


def _say_redacted(left: Redacted) -> None:
    """What was taken out, without saying it again."""
    from actorgraph.render.words import counted

    said = [f"{counted(len(left.ids), 'entity', 'entities')} under pseudonyms"] if left.ids else []
    said += [f"{counted(left.dropped, 'sensitive row')} left out"] if left.dropped else []
    said = said or ["columns emptied"]
    click.echo(f"Redacted: {', '.join(said)}. `actorgraph leakcheck` looks for it.", err=True)


def _note(around: str | None, depth: int, filters: dict[str, Any]) -> str:
    """What a page says under its title when it does not show everything."""
    said = [f"around {around}, depth {depth}"] if around else []
    for option, value in filters.items():
        values = value if isinstance(value, tuple) else (value,)
        said += [f"{option.replace('_', ' ')} {one}" for one in values if one]
    return f"Only: {'; '.join(said)}" if said else ""


@click.command()
@click.argument("old")
@click.argument("new")
@json_option
@click.pass_obj
def diff(data: Asked, /, old: str, new: str, as_json: bool) -> None:
    """What changed from OLD to NEW, claim by claim: folders, files, or REVISION:PATH in git."""
    from actorgraph.loading import load
    from actorgraph.queries.diff import diff as ask
    from actorgraph.versions import version

    columns = columns_of(data)
    with version(old) as before, version(new) as after:
        one, other = (load([path], columns=columns).engine for path in (before, after))
        print_answer("difference", "difference", ask(one, other), as_json)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Make FOLDER to start from: two files with rows that work."""
    from actorgraph.starting import start_folder

    for path in start_folder(folder):
        click.echo(f"Wrote {path}", err=True)
    click.echo(f"Now ask: actorgraph --data {folder} show ann", err=True)
