"""Print answers on stdout, and errors, warnings and progress on stderr."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, TextIO

import click

from actorgraph.errors import ActorgraphError, AmbiguousNameError, NotFoundError
from actorgraph.plurals import counted
from actorgraph.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from click._termui_impl import ProgressBar

    from actorgraph.progress import Bars, Progress
    from actorgraph.render.answers import Answer
    from actorgraph.render.flat_rows import Row
    from actorgraph.render.terminal import Style

PATIENCE = 2.0
"""Where more seconds than these are left, a progress bar is shown."""
FIRST_LOOK = 0.5
"""Seconds after which it is estimated how many are left."""
STEPS = 100
PIECES_AT_ONCE = 1000
FROM_SHIPPED = "From the data that ships with actorgraph, one 2018 article; no relations.csv here."


def print_answer(
    answer: Answer[object],
    *,
    as_json: bool,
    as_csv: bool,
    for_spreadsheet: bool = False,
    is_shipped: bool = False,
) -> None:
    """Print one answer as JSON, CSV or text, and leave with its exit code unless that is 0.

    Args:
        for_spreadsheet: print CSV that a spreadsheet program reads as UTF-8, and as text alone.
        is_shipped: whether it is about the data that ships with actorgraph; the first line of a
            text says so, unless it has just been said on the same terminal.
    """
    if as_json:
        _print_together(answer.json_pieces())
        click.echo()
    elif as_csv or for_spreadsheet:
        print_csv(answer.each_row(), for_spreadsheet=for_spreadsheet)
        _say_unused(answer)
    else:
        if is_shipped and not (sys.stdout.isatty() and sys.stderr.isatty()):
            click.echo(FROM_SHIPPED)
        page_lines(answer.lines(style_for(sys.stdout)))
    if answer.exit_code:
        sys.exit(answer.exit_code)


def _say_unused(answer: Answer[object]) -> None:
    """Say beside rows, which have no place for it, what they leave out."""
    from actorgraph.render.wording import begun_before_lines, left_out_line, rejected_lines

    left_out = answer.beyond_limit or getattr(answer.result, "left_out", 0)
    lines = (
        *begun_before_lines(getattr(answer.result, "begun_before", 0)),
        *rejected_lines(getattr(answer.result, "rejected", 0)),
        left_out_line(left_out),
    )
    echo_lines(filter(None, lines), err=True)


def print_json(answer: object) -> None:
    """Print one JSON document."""
    from actorgraph.render.objects import dumps

    click.echo(dumps(answer))


def _print_together(pieces: Iterable[str], *, err: bool = False, color: bool | None = None) -> None:
    """Print pieces of text, many at a time; where there is an error, those before it too."""
    held: list[str] = []
    try:
        for number, piece in enumerate(pieces, start=1):
            held.append(piece)
            if not number % PIECES_AT_ONCE:
                text = "".join(held)
                held.clear()
                click.echo(text, nl=False, err=err, color=color)
    finally:
        if held:
            click.echo("".join(held), nl=False, err=err, color=color)


def print_csv(rows: Iterable[Row], *, for_spreadsheet: bool = False) -> None:
    """Print rows of the same columns as CSV, with a header; nothing if there are none."""
    from actorgraph.records import record_lines

    each = iter(rows)
    first = list(islice(each, 1))
    table = chain(map(list, first), (map(str, row.values()) for row in chain(first, each)))
    if for_spreadsheet and first:
        from actorgraph.publishing.spreadsheets import MARK, defused_cell

        # Its own encoding would do for a terminal, not for a file that a spreadsheet opens.
        sys.stdout.buffer.write(MARK)
        for line in record_lines(map(defused_cell, row) for row in table):
            sys.stdout.buffer.write(line.encode())
        sys.stdout.buffer.flush()
        return
    _print_together(record_lines(table))


@contextmanager
def candidates_as_json(*, wanted: bool) -> Iterator[None]:
    """Print the candidates as the answer when a name is unsure, then raise the error."""
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
    """Show a progress bar on stderr, on a terminal only, once more than two seconds are left."""
    began = time.monotonic()
    with ExitStack() as stack:
        bar: ProgressBar[int] | None = None

        def show(done: float) -> None:
            nonlocal bar
            spent = time.monotonic() - began
            if bar is None and sys.stderr.isatty() and _is_much_left(spent, done):
                bar = stack.enter_context(
                    click.progressbar(length=STEPS, label=label, file=sys.stderr)
                )
                bar.start -= spent  # or all that is done would seem to be done in no time
                bar.last_eta -= spent
            if bar is not None:
                bar.update(max(0, int(done * STEPS) - bar.pos))

        yield show


def _is_much_left(spent: float, done: float) -> bool:
    """Return whether it seems, after some seconds, that work goes on for longer than we wait."""
    return spent > FIRST_LOOK and spent * (1 - done) > PATIENCE * done


def wants_rows() -> bool:
    """Whether the running command was given --json, --csv or --for-spreadsheet."""
    given = click.get_current_context().params
    return any(given.get(one) for one in ("as_json", "as_csv", "for_spreadsheet"))


def bars_of_reading() -> Bars:
    """Return what shows how far the running command is with what it reads.

    That is nothing where rows are printed on a terminal while others are read.
    """
    return unshown if wants_rows() and sys.stdout.isatty() else progress_bar


def say(sentence: str) -> None:
    """Print a sentence on stderr."""
    click.echo(sentence, err=True)


def say_warnings(count: int) -> None:
    """Print the number of warnings of the data, if it has any."""
    if count:
        words = counted(count, "warning")
        say(f"The data has {words}; `actorgraph check` lists them.")


def echo_lines(lines: Iterable[str], *, err: bool = False) -> None:
    """Print lines that are plain or styled already."""
    _print_together((f"{line}\n" for line in lines), err=err, color=True)


def page_lines(lines: Iterable[str]) -> None:
    """Print an answer; on a terminal wrapped to its width and, if it is longer, in a pager."""
    if not sys.stdout.isatty():
        echo_lines(lines)
        return
    import shutil

    from actorgraph.render.terminal import wrapped_line

    size = shutil.get_terminal_size()
    shown = [part for line in lines for part in wrapped_line(line, size.columns)]
    if len(shown) < size.lines:
        echo_lines(shown)
        return
    os.environ.setdefault("LESS", "FRX")  # what is styled stays styled, and a short answer stays
    click.echo_via_pager((f"{line}\n" for line in shown), color=True)


def style_for(stream: TextIO) -> Style:
    """Return a style with colours for a terminal that supports them."""
    from actorgraph.render.terminal import Style

    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if not stream.isatty():
        return Style()
    import shutil

    return Style(bool(wanted), shutil.get_terminal_size().columns)


def report(error: ActorgraphError) -> None:
    """Print an error as a sentence, with candidates where there are some."""
    from actorgraph.render import text
    from actorgraph.render.terminal import clean_lines

    click.echo(clean_lines(str(error)), err=True)
    echo_lines(text.similar(error, style_for(sys.stderr)), err=True)
