"""The commands about the index on disk, and the bar that shows how far its building is.

Part of the command line (cli.py), which hangs the group in; imports click only.
"""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from click._termui_impl import ProgressBar

    from actorgraph.index.progress import Progress

_PATIENCE = 2.0
"""Seconds before anything is shown."""

_STEPS = 100


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on stderr, on a terminal only, for what lasts longer than two seconds."""
    began = time.monotonic()
    with ExitStack() as stack:
        bar: ProgressBar[int] | None = None

        def show(done: float) -> None:
            nonlocal bar
            if bar is None and time.monotonic() - began > _PATIENCE and sys.stderr.isatty():
                made = click.progressbar(length=_STEPS, label=label, file=sys.stderr)
                bar = stack.enter_context(made)
            if bar is not None:
                bar.update(max(0, int(done * _STEPS) - bar.pos))

        yield show


@click.group()
def index() -> None:
    """The index that makes large data quick to ask: show it, build it, clear it away."""


@index.command()
def show() -> None:
    """Which indexes there are, and how large."""
    from actorgraph.index import freshness

    click.echo(f"Indexes lie in {freshness.cache_folder()}.", err=True)
    for _folder, files, size in freshness.folders():
        click.echo(
            f"{size / 1e6:10,.1f} MB  {', '.join(files) or 'broken off, or of another version'}"
        )


@index.command()
@click.pass_obj
def build(data: Path | None) -> None:
    """Build the index of the data anew, whatever its size."""
    from actorgraph.index.build import build_index
    from actorgraph.loading import inputs_of, locate

    with progress_bar("Building the index") as progress:
        made = build_index(inputs_of(locate(data).path), progress)
    click.echo(made.note or f"Built {made.store.name}: {len(made):,} entities.", err=True)


@index.command()
@click.option("--all", "everything", is_flag=True, help="Those of all other data too.")
@click.pass_obj
def clear(data: Path | None, /, everything: bool) -> None:
    """Delete the index of the data; it is built again when it is needed."""
    from actorgraph.index import freshness
    from actorgraph.loading import inputs_of, locate

    if everything:
        folders = [folder for folder, _, _ in freshness.folders()]
    else:
        folders = [inputs_of(locate(data).path).folder]
    freed = sum(freshness.remove(folder) for folder in folders)
    click.echo(f"Deleted {freed / 1e6:,.1f} MB.", err=True)
