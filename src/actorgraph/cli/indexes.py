"""The commands about the index on disk. Only click is imported until one of them runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from actorgraph.cli.commands import DATA_OPTIONS, CommandGroup
from actorgraph.cli.output import progress_bar, say
from actorgraph.errors import UsageError
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from actorgraph.cli.context import Context
    from actorgraph.index.freshness import Inputs


@click.group(cls=CommandGroup)
def index() -> None:
    """Show, build or delete the index that makes large data fast to query."""


index.params += DATA_OPTIONS


@index.command(examples=("index show",))
def show() -> None:
    """List all indexes with their sizes."""
    from actorgraph.index import freshness

    say(f"Indexes lie in {freshness.cache_folder()}.")
    unused = []
    for _folder, files, size in freshness.folders():
        if files:
            click.echo(f"{size / 1e6:10,.1f} MB  {', '.join(files)}")
        else:
            unused.append(size)
    if unused:
        click.echo(
            f"{sum(unused) / 1e6:10,.1f} MB  {len(unused):,} broken off or of another version"
        )


@index.command(examples=("index build", "index build --data big/"))
@click.pass_obj
def build(context: Context) -> None:
    """Build the index of the data again, whatever the size of the data."""
    from actorgraph.index.build import build_index

    with progress_bar("Building the index") as progress:
        built = build_index(_inputs(context), progress)
    say(built.note or f"Built {built.store.name}: {counted(len(built), 'entity', 'entities')}.")


@index.command(examples=("index clear", "index clear --all"))
@click.option("--all", "everything", is_flag=True, help="Also the indexes of all other data.")
@click.pass_obj
def clear(context: Context, /, everything: bool) -> None:
    """Delete the index of the data; it is built again when needed."""
    from actorgraph.index import freshness

    if everything:
        folders = [folder for folder, _, _ in freshness.folders()]
    else:
        folders = [_inputs(context).folder]
    freed = sum(freshness.remove(folder) for folder in folders)
    say(f"Deleted {freed / 1e6:,.1f} MB.")


def _inputs(context: Context) -> Inputs:
    from actorgraph.locating import inputs_of

    path = context.located()[0]
    if path == "-":
        raise UsageError("An index stands for files; name one with --data.")
    return inputs_of(Path(path), context.columns)
