"""What commands print: answers on stdout; errors, warnings and progress on stderr."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from actorgraph.errors import ActorgraphError, AmbiguousNameError, ArgumentError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from click._termui_impl import ProgressBar

    from actorgraph.progress import Progress
    from actorgraph.render.answers import Answer
    from actorgraph.render.terminal import Style

PATIENCE = 2.0
"""Seconds before a bar is shown."""
STEPS = 100


def print_answer(answer: Answer[object], *, as_json: bool) -> None:
    """Print one answer, for programs or for people, and leave as it says."""
    if as_json:
        print_json(answer.json())
    else:
        echo_lines(answer.lines(style_for(sys.stdout)))
    if answer.exit_code:
        sys.exit(answer.exit_code)


def print_json(answer: object) -> None:
    """Print one JSON document."""
    from actorgraph.render.objects import dumps

    click.echo(dumps(answer))


@contextmanager
def candidates_as_json(*, wanted: bool) -> Iterator[None]:
    """Print who can be meant as the answer when a name is not sure; the error goes on."""
    try:
        yield
    except (AmbiguousNameError, NotFoundError) as error:
        if wanted:
            from actorgraph.render.objects import candidates

            similar = error.candidates if isinstance(error, AmbiguousNameError) else error.similar
            print_json({"error": error.message, "candidates": candidates(similar)})
        raise


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar on stderr, on a terminal only, for what lasts longer than two seconds."""
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


def say(sentence: str) -> None:
    """Say something beside the answer."""
    click.echo(sentence, err=True)


def say_warnings(count: int) -> None:
    """Say how many warnings the data has, if it has any."""
    if count:
        words = "1 warning" if count == 1 else f"{count:,} warnings"
        say(f"The data has {words}; `actorgraph check` lists them.")


def echo_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines that are dressed already, or plain."""
    for line in lines:
        click.echo(line, err=err, color=True)


def style_for(stream: TextIO) -> Style:
    """Return colours for a terminal that wants them."""
    from actorgraph.render.terminal import Style

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(color=wanted and stream.isatty())


def report(error: ActorgraphError, options: Mapping[str, str]) -> None:
    """Print an error as a sentence, with candidates where there are some.

    Args:
        options: from the name of an argument to the option that says it here.
    """
    from actorgraph.render import text
    from actorgraph.render.terminal import clean_lines

    message = str(error)
    if isinstance(error, ArgumentError) and error.argument in options:
        message = message.replace(error.argument, options[error.argument], 1)
    click.echo(clean_lines(message), err=True)
    echo_lines(text.similar(error, style_for(sys.stderr)), err=True)
