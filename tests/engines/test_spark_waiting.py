"""While somebody waits for Spark on a terminal, a line says that it works; it leaves nothing."""

from __future__ import annotations

import io
import threading
from contextlib import suppress
from types import SimpleNamespace

import pytest

from actorgraph.engines.spark import waiting


class Screen(io.StringIO):
    """A stream that says whether it is a terminal, and when something was written."""

    def __init__(self, *, terminal):
        super().__init__()
        self.terminal = terminal
        self.written = threading.Event()

    def isatty(self):
        return self.terminal

    def write(self, text):
        super().write(text)
        self.written.set()
        return len(text)


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE", 0)
    monkeypatch.setattr(waiting, "_PAUSE", 0.001)
    yield
    waiting.show_on(None)


def session_with(stages):
    tracker = SimpleNamespace(
        getActiveStageIds=lambda: [*range(len(stages))], getStageInfo=stages.__getitem__
    )
    return SimpleNamespace(sparkContext=SimpleNamespace(statusTracker=lambda: tracker))


STAGES = [SimpleNamespace(numTasks=1200, numCompletedTasks=1000), None]


@pytest.mark.parametrize(
    ("session", "said"),
    [
        (None, "Spark starts (0 s)"),
        (session_with(STAGES), "Spark works: 1,000 of 1,200 tasks of this step (0 s)"),
        (session_with([]), "Spark works (0 s)"),
        (object(), "Spark works (0 s)"),
    ],
    ids=["start", "tasks", "between", "elsewhere"],
)
@pytest.mark.usefixtures("impatient")
def test_a_terminal_shows_what_spark_does_and_nothing_is_left(session, said):
    screen = Screen(terminal=True)
    waiting.show_on(screen)
    with waiting.waited(session), waiting.waited(session):
        assert screen.written.wait(60)
    lines = screen.getvalue().split("\r")
    assert lines[1] == said
    assert lines[-2:] == [" " * len(said), ""]


@pytest.mark.usefixtures("impatient")
def test_the_line_goes_when_the_wait_is_broken_off():
    screen = Screen(terminal=True)
    waiting.show_on(screen)
    with suppress(KeyboardInterrupt), waiting.waited():
        assert screen.written.wait(60)
        raise KeyboardInterrupt
    assert screen.getvalue().endswith(f"\r{' ' * len('Spark starts (0 s)')}\r")


@pytest.mark.usefixtures("impatient")
def test_nothing_is_shown_where_no_terminal_is():
    screen = Screen(terminal=False)
    waiting.show_on(screen)
    with waiting.waited():
        assert not screen.written.wait(0.05)
    assert not screen.getvalue()


def test_minutes_are_told_as_such():
    assert waiting._minutes(59.9) == "59 s"
    assert waiting._minutes(61) == "1 min 01 s"
