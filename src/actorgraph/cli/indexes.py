"""The commands about the index on disk; click alone is imported until one of them runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from actorgraph.cli.asking import Asked, columns_of, located, progress_bar

if TYPE_CHECKING:
    from actorgraph.index.freshness import Inputs


@click.group()
def index() -> None:
    """The index that makes large data quick to ask: show it, build it, clear it away."""


@index.command()
def show() -> None:
    """Which indexes there are, and how large."""
    from actorgraph.index import freshness

    click.echo(f"Indexes lie in {freshness.cache_folder()}.", err=True)
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


@index.command()
@click.pass_obj
def build(data: Asked) -> None:
    """Build the index of the data anew, whatever its size."""
    from actorgraph.index.build import build_index

    with progress_bar("Building the index") as progress:
        made = build_index(_inputs(data), progress)
    click.echo(made.note or f"Built {made.store.name}: {len(made):,} entities.", err=True)


@index.command()
@click.option("--all", "everything", is_flag=True, help="Those of all other data too.")
@click.pass_obj
def clear(data: Asked, /, everything: bool) -> None:
    """Delete the index of the data; it is built again when it is needed."""
    from actorgraph.index import freshness

    if everything:
        folders = [folder for folder, _, _ in freshness.folders()]
    else:
        folders = [_inputs(data).folder]
    freed = sum(freshness.remove(folder) for folder in folders)
    click.echo(f"Deleted {freed / 1e6:,.1f} MB.", err=True)


def _inputs(data: Asked) -> Inputs:
    from actorgraph.locating import inputs_of

    return inputs_of(located(data)[0], columns_of(data))
