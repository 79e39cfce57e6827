"""How far long work is: who reports it, and when it is shown."""

from __future__ import annotations

import io
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from factory import write_text

from actorgraph import cli, load
from actorgraph.cli import output
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.loading import check_files
from actorgraph.queries import timeline

ENTITIES = "id,name,type\nann,Ann,person\nbob,Bob,person\n"
RELATIONS = (
    "source,target,relation,start_date,attributed_to,document\n"
    "ann,bob,met_with,2018-01-05,Times,https://x.org/1\n"
    "ann,bob,met_with,2018-01-05,bob,\n"
    "bob,cia,works_for,2017,,\n"
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


class Watch:
    """Bars that nobody sees: what was done, and the parts of it that were reported."""

    def __init__(self):
        self.parts = []

    @contextmanager
    def bars(self, what):
        reported = []
        self.parts.append((what, reported))
        yield reported.append


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    return write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)


@pytest.fixture
def clock(monkeypatch):
    times = SimpleNamespace(now=0.0)
    monkeypatch.setattr(output, "time", SimpleNamespace(monotonic=lambda: times.now))
    return times


QUESTIONS = {
    "stats": lambda graph, _: graph.stats(),
    "sources": lambda graph, _: graph.sources(),
    "conflicts": lambda graph, _: graph.conflicts(),
    "timeline": lambda graph, _: graph.timeline(),
    "timeline of a month": lambda graph, _: graph.timeline(since="2018-01", until="2018-01"),
    "claims": lambda graph, _: graph.claims().text(),
    "export .csv": lambda graph, folder: graph.export(folder / "new.csv"),
    "export .graphml": lambda graph, folder: graph.export(folder / "new.graphml"),
}


@pytest.mark.parametrize("ask", QUESTIONS.values(), ids=list(QUESTIONS))
def test_a_question_about_all_tells_how_far_its_reading_is(folder, ask):
    graph, watch = load(folder), Watch()
    assert isinstance(graph.engine, IndexedEngine)
    graph.engine.show_progress(watch.bars)
    ask(graph, folder)
    read = [parts for what, parts in watch.parts if what == "Reading relations.csv" and parts]
    assert read
    assert all(parts == sorted(parts) and parts[-1] == 1 for parts in read)


def test_lists_and_checks_tell_it_of_entities_too(folder):
    graph, watch = load(folder), Watch()
    graph.engine.show_progress(watch.bars)
    list(graph.list().lines(output.style_for(io.StringIO())))
    check_files(folder, bars=watch.bars)
    told = {what for what, parts in watch.parts if parts}
    assert told == {"Reading entities.csv", "Reading relations.csv"}


@pytest.mark.parametrize(
    ("ask", "what"),
    [
        (lambda graph: graph.sources(), "Counting sources"),
        (lambda graph: graph.timeline(), "Sorting moments"),
        (lambda graph: graph.timeline().text(), "Reading the timeline"),
    ],
    ids=["sources", "timeline", "timeline as text"],
)
def test_what_is_done_with_all_rows_once_they_are_read_is_told_too(folder, monkeypatch, ask, what):
    monkeypatch.setattr(timeline, "MOST_HELD", 0)
    graph, watch = load(folder), Watch()
    graph.engine.show_progress(watch.bars)
    ask(graph)
    assert (what, [1]) in watch.parts


def test_a_new_index_after_an_edit_is_shown(folder):
    graph, watch = load(folder), Watch()
    with (folder / "relations.csv").open("a") as file:
        file.write("bob,dee,knows,,,\n")
    graph = load(folder)
    graph.engine.show_progress(watch.bars)
    assert graph.stats().edges == 3
    assert [what for what, _ in watch.parts][:2] == ["Building the index", "Reading relations.csv"]


def test_a_bar_is_shown_where_more_than_two_seconds_seem_to_be_left(monkeypatch, clock):
    monkeypatch.setattr("sys.stderr", Terminal())
    with output.progress_bar("Reading") as progress:
        clock.now = 0.4
        progress(0.01)
        clock.now = 3.0
        progress(0.9)
        assert output.sys.stderr.getvalue() == ""
        clock.now = 9.0
        progress(0.75)
    shown = output.sys.stderr.getvalue()
    assert "Reading" in shown
    assert "75%" in shown
    assert "00:00:03" in shown


def test_nothing_is_shown_where_stderr_is_no_terminal(monkeypatch, clock):
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with output.progress_bar("Reading") as progress:
        clock.now = 10.0
        progress(0.1)
    assert output.sys.stderr.getvalue() == ""


@pytest.mark.parametrize(
    ("words", "stdout", "is_shown"),
    [
        (("stats",), Terminal, True),
        (("check",), Terminal, True),
        (("list", "--json"), io.StringIO, True),
        (("list", "--json"), Terminal, False),
        (("check", "--csv"), Terminal, False),
    ],
)
def test_commands_show_it_but_not_among_rows(folder, monkeypatch, words, stdout, is_shown):
    watch = Watch()
    monkeypatch.setattr(output, "progress_bar", watch.bars)
    monkeypatch.setattr("sys.argv", ["actorgraph", "--data", str(folder), *words])
    monkeypatch.setattr("sys.stdout", stdout())
    monkeypatch.setenv("PAGER", "cat")
    with pytest.raises(SystemExit):
        cli.main()
    assert any(what.startswith("Reading ") for what, _ in watch.parts) is is_shown
