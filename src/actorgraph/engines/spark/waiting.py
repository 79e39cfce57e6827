"""A line on the terminal while somebody waits for Spark: that it works, and how far it is.

Shown only where `show_on` names a stream, which the command line does for a terminal; erased before
anything else is printed. Spark knows only the tasks of the steps that it has planned, so the line
counts them and foretells nothing.
"""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import SparkSession

PATIENCE = 2.0
"""Seconds without an answer until the line is shown."""
_PAUSE = 0.5


class _Watch:
    """Who watches, since when, and whether a line is shown for them now."""

    stream: TextIO | None = None
    began = 0.0
    is_shown = False


_WATCH = _Watch()


def show_on(stream: TextIO | None) -> None:
    """Show from now on how far Spark is on this stream, if it is a terminal.

    Args:
        stream: as a rule sys.stderr; None ends it.
    """
    _WATCH.stream = stream if stream is not None and stream.isatty() else None
    _WATCH.began = time.monotonic()


@contextmanager
def waited(session: SparkSession | None = None) -> Iterator[None]:
    """Show that Spark works, until what is done here is done; nothing where nobody watches.

    Args:
        session: that does it; None while Spark starts.
    """
    stream = _WATCH.stream
    if stream is None or _WATCH.is_shown:
        yield
        return
    _WATCH.is_shown = True
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(stream, session, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()
        _WATCH.is_shown = False


def _tell(stream: TextIO, session: SparkSession | None, done: threading.Event) -> None:
    before, shown = "", 0
    while not done.wait(_PAUSE):
        spent = time.monotonic() - _WATCH.began
        if spent < PATIENCE:
            continue
        line = f"{_doing(session)} ({_minutes(spent)})"[: shutil.get_terminal_size().columns - 1]
        if line != before:
            stream.write(f"\r{line.ljust(shown)}")
            stream.flush()
            before, shown = line, max(shown, len(line))
    if shown:
        stream.write(f"\r{' ' * shown}\r")
        stream.flush()


def _doing(session: SparkSession | None) -> str:
    """Return what Spark does now; of a session elsewhere, which does not say, that it works."""
    if session is None:
        return "Spark starts"
    with suppress(Exception):  # a line about an answer must not end it
        tracker = session.sparkContext.statusTracker()
        stages = [tracker.getStageInfo(one) for one in tracker.getActiveStageIds()]
        there = [stage for stage in stages if stage is not None]
        done, all_tasks = (
            sum(stage.numCompletedTasks for stage in there),
            sum(stage.numTasks for stage in there),
        )
        if all_tasks:
            return f"Spark works: {done:,} of {all_tasks:,} tasks of this step"
    return "Spark works"


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
