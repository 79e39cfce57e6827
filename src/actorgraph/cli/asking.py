"""What every command shares: its options, the graph it asks, the one who is meant, the printing."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from actorgraph.errors import ActorgraphError, AmbiguousNameError, NotFoundError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sized
    from pathlib import Path

    from click._termui_impl import ProgressBar

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.filters import Filter
    from actorgraph.loading import Graph
    from actorgraph.progress import Progress
    from actorgraph.render.words import Style

NOTHING_FOUND = 1
PATIENCE = 2.0
"""Seconds before a bar is shown."""
STEPS = 100


class Spark(NamedTuple):
    """That Spark is asked.

    Attributes:
        folders: as given with --data, as Spark names them.
        master: as given with --master.
    """

    folders: tuple[str, ...]
    master: str | None


class Asked(NamedTuple):
    """Which data a command is about, as the command line says.

    Attributes:
        paths: as given with --data; empty when it was not.
        columns: from our column name to the header in the file, as given with --column.
        spark: None unless Spark is asked.
    """

    paths: tuple[Path, ...] = ()
    columns: tuple[str, ...] = ()
    spark: Spark | None = None


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on stderr, on a terminal only, for what lasts longer than two seconds."""
    began = time.monotonic()
    with ExitStack() as stack:
        bar: ProgressBar[int] | None = None

        def show(done: float) -> None:
            nonlocal bar
            if bar is None and time.monotonic() - began > PATIENCE and sys.stderr.isatty():
                made = click.progressbar(length=STEPS, label=label, file=sys.stderr)
                bar = stack.enter_context(made)
            if bar is not None:
                bar.update(max(0, int(done * STEPS) - bar.pos))

        yield show


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the one filter, the same on every command that can take them."""
    for option in reversed(
        (
            click.option("--as-of", metavar="DAY", help="Only what held, or possibly held, then."),
            click.option("--since", metavar="DATE", help="Only what can have held on or after."),
            click.option("--until", metavar="DATE", help="Only what can have held on or before."),
            click.option("--type", "types", multiple=True, help="Only entities of this type."),
            click.option("--relation", "relations", multiple=True, help="Only this relation."),
            click.option(
                "--status",
                "statuses",
                multiple=True,
                type=click.Choice(["claimed", "confirmed", "denied"]),
                help="Only relations with a claim of this status.",
            ),
            click.option(
                "--certainty",
                "certainties",
                multiple=True,
                type=click.Choice(["stated", "likely", "implied", "planned"]),
                help="Only relations of this certainty.",
            ),
            click.option(
                "--without",
                metavar="SOURCE",
                multiple=True,
                help="Leave out what rests on this speaker, relay, document or publisher.",
            ),
            click.option(
                "--min-origins",
                metavar="N",
                type=click.IntRange(min=0),
                default=0,
                help="Only relations with at least N independent origins.",
            ),
        )
    ):
        command = option(command)
    return command


json_option = click.option("--json", "as_json", is_flag=True, help="The whole answer as JSON.")


def located(data: Asked) -> list[Path]:
    """Where the data is; says so when the data that ships with us answers."""
    from actorgraph.locating import locate

    if data.spark:
        raise UsageError("This command reads the files themselves; Spark cannot answer it.")
    if data.paths:
        return list(data.paths)
    location = locate()
    if location.why == "seed":
        click.echo(
            "No relations.csv here: answering from the data that ships with actorgraph "
            "(one 2018 article). Use --data PATH for your own.",
            err=True,
        )
    return [location.path]


def columns_of(data: Asked) -> dict[str, str]:
    """The columns given with --column."""
    from actorgraph.settings import relation_columns

    return relation_columns(data.columns) if data.columns else {}


def graph_quietly(data: Asked) -> Graph:
    """The graph asked, without a word on anything."""
    from actorgraph.loading import load

    return load(list(data.paths) or None, columns=columns_of(data))


def load_graph(data: Asked) -> Graph:
    """The graph asked, with a word on what is unusual about the data."""
    from actorgraph.loading import load

    if data.spark:
        folders = data.spark.folders
        graph = load(
            folders[0] if len(folders) == 1 else None,
            columns=columns_of(data),
            engine="spark",
            master=data.spark.master,
        )
    else:
        with progress_bar("Building the index") as progress:
            graph = load(located(data), columns=columns_of(data), progress=progress)
    if note := graph.engine.note:
        click.echo(note, err=True)
    say_warnings(len(graph.engine.problems))
    if merged := len(graph.engine.merged):
        words = "1 entity is" if merged == 1 else f"{merged:,} entities are"
        click.echo(f"{words} merged into others by judgements.csv.", err=True)
    return graph


def say_warnings(count: int) -> None:
    """Say how many warnings the data has, if it has any."""
    if count:
        words = "1 warning" if count == 1 else f"{count:,} warnings"
        click.echo(f"The data has {words}; `actorgraph check` lists them.", err=True)


def filter_from(engine: Engine, filters: dict[str, Any]) -> Filter:
    """The filter that the options add up to."""
    from actorgraph.queries.filter import filter_of

    return filter_of(engine, **filters)


def the_one_named(engine: Engine, name: str, as_json: bool) -> Entity:
    """The entity that is surely meant; as JSON, candidates are the answer, and exit 1."""
    from actorgraph.queries.find import the_one

    try:
        return the_one(engine, name)
    except (AmbiguousNameError, NotFoundError) as error:
        if as_json:
            from actorgraph.render import json

            near = error.candidates if isinstance(error, AmbiguousNameError) else error.similar
            click.echo(json.dumps({"error": error.message, "candidates": json.candidates(near)}))
        raise


def print_answer(as_object: str, as_lines: str, answer: object, as_json: bool) -> None:
    """One answer on stdout, for programs or for people."""
    if as_json:
        from actorgraph.render import json

        click.echo(json.dumps(getattr(json, as_object)(answer)))
    else:
        from actorgraph.render import text

        echo_lines(getattr(text, as_lines)(answer, style_for(sys.stdout)))


def say(sentence: str) -> None:
    """A word to whoever asked, beside the answer."""
    click.echo(sentence, err=True)


def leave_if_nothing(found: Sized) -> None:
    """Leave with grep's exit code for "nothing" when an answer is empty."""
    if not len(found):
        sys.exit(NOTHING_FOUND)


def echo_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines that are dressed already, or plain."""
    for line in lines:
        click.echo(line, err=err, color=True)


def style_for(stream: Any) -> Style:
    """Colours for a terminal that wants them."""
    from actorgraph.render.words import Style

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(color=wanted and stream.isatty())


def report(error: ActorgraphError) -> None:
    """An error as a sentence, with candidates where there are some."""
    from actorgraph.render import text
    from actorgraph.render.words import clean_lines

    click.echo(clean_lines(str(error)), err=True)
    echo_lines(text.near(error, style_for(sys.stderr)), err=True)
