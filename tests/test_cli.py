from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from factory import write_text

from actorgraph import cli
from actorgraph.cli import output

SRC = str(Path(__file__).parent.parent / "src")
ENTITIES = """id,name,type,url,publisher
pompeo,Michael Pompeo,person,,
coats,Dan Coats,person,,
coats2,Eve Coats,person,,
cia,CIA,agency,,
alone,Alone,person,,
eir,EIR,media,,
article,Article,document,https://e.example/1,eir
"""
RELATIONS = """source,target,relation,role,start_date,document,locator,status
pompeo,cia,holds_position,Director,2017-01-23,article,p1,
coats,pompeo,met_with,,[2018-01-22..2018-01-28],article,p2,confirmed
coats,pompeo,met_with,,,article,p9,denied
"""
SHOWN = """Dan Coats  person, id coats

Meetings and events
  met with Michael Pompeo [CONTESTED]  begun between 22 January 2018 and 28      confirmed by EIR p2
                                       January 2018, end not given
    DISPUTED: denied by EIR p9

1 relation. `--full` prints every claim with its quote and note.
"""


@pytest.fixture
def data(tmp_path):
    return write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)


@pytest.fixture
def run(data, monkeypatch, capsys):
    """Run the command line with its error boundary: exit code, stdout, stderr."""

    def call(*args: str, at: Path = data):
        monkeypatch.setattr(sys, "argv", ["actorgraph", "--data", str(at), *args])
        with pytest.raises(SystemExit) as left:
            cli.main()
        said = capsys.readouterr()
        return left.value.code or 0, said.out, said.err

    return call


def process(*args, cwd=None, **env):
    return subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", *args],
        capture_output=True, encoding="utf-8", cwd=cwd, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": SRC, **env},
    )  # fmt: skip


def test_show_says_who_says_so_and_where(run):
    assert run("show", "coats") == (0, SHOWN, "")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("show", "coats"), 0),
        (("show", "Coats"), 1),
        (("show", "Xyzzyx"), 1),
        (("show",), 2),
        (("show", "coats", "--as-of", "2018"), 2),
        (("show", "coats", "--without", "Xyzzyx"), 2),
        (("find", "Xyzzyx"), 1),
        (("path", "pompeo", "alone"), 1),
        (("list", "--type", "ship"), 2),
        (("list", "--type", "ship", "--json"), 2),
        (("list", "--type", "media", "--relation", "met with"), 1),
        (("check",), 0),
        (("nonsense",), 2),
        (("--help",), 0),
    ],
)
def test_the_exit_code_says_answered_not_answered_or_wrong(run, args, code):
    if args == ("show", "Coats"):  # an id in any case is that id; two surnames are not
        args = ("show", "coats dan eve")
    assert run(*args)[0] == code


def test_the_help_screen_shows_its_examples_a_line_each(run):
    lines = run("--help")[1].splitlines()
    examples = [line.split()[:2] for line in lines if line.startswith("  actorgraph ")]
    assert examples == [["actorgraph", one] for one in ("show", "path", "export")]


@pytest.mark.parametrize("command", cli.cli.list_commands(click.Context(cli.cli)))
def test_no_help_screen_shows_a_mark_of_the_code(run, command):
    shown = run(command, "--help")[1]
    assert not [mark for mark in ("\\b", "\b", "\\f", "\f") if mark in shown]


def test_bad_data_is_exit_2_with_its_place_on_stderr(run, tmp_path):
    write_text(tmp_path, relations="source,target,status\na,b,maybe\n")
    code, out, err = run("show", "a", at=tmp_path)
    assert (code, out) == (2, "")
    assert err.endswith("relations.csv:2:status: 'maybe' is none of claimed, confirmed, denied\n")
    assert run("check", at=tmp_path)[0] == 2


def test_too_little_memory_is_a_sentence(run, monkeypatch):
    def load(*_args, **_more):
        raise MemoryError

    monkeypatch.setattr("actorgraph.loading.load", load)
    assert run("stats") == (2, "", "There is not enough memory on this machine for that.\n")


def test_a_wrong_value_is_said_under_the_name_of_the_option(run):
    assert run("show", "coats", "--as-of", "2018")[2].startswith("--as-of: ")
    assert run("show", "coats", "--without", "Xyzzyx")[2].startswith("--without: no claim")


EDGE = {"source", "relation", "target", "role", "start_date", "end_date", "certainty", "verdict",
        "origins", "claims"}  # fmt: skip
CLAIM = {"status", "attributed_to", "via", "document", "locator", "statement_date"}


@pytest.mark.parametrize(
    ("args", "keys"),
    [
        (("show", "coats"), {"entity", "edges"}),
        (("neighbors", "coats", "--depth", "2"), {"entities", "edges"}),
        (("path", "coats", "cia"), {"paths"}),
        (("stats",), {"entities", "edges", "claims"}),
        (("find", "Pompeo"), {"entity", "score", "reason"}),
        (("list",), {"entities", "rejected"}),
    ],
)
def test_json_is_one_document_with_the_promised_keys(run, args, keys):
    code, out, err = run(*args, "--json")
    answer = json.loads(out)
    first = answer[0] if isinstance(answer, list) else answer
    assert (code, err, keys - set(first)) == (0, "", set())


def test_json_edges_and_claims_have_the_promised_keys(run):
    edge = json.loads(run("show", "coats", "--as-of", "2018-02-01", "--json")[1])["edges"][0]
    assert (EDGE | {"holds"}) - set(edge) == set()
    assert CLAIM - set(edge["claims"][0]) == set()
    assert edge["holds"] == "possible"


def test_json_paths_have_length_steps_and_the_weakest(run):
    (way,) = json.loads(run("path", "coats", "cia", "--json")[1])["paths"]
    assert (way["length"], len(way["steps"]), way["weakest"]) == (3, 3, 0)


def test_json_of_check_lists_level_place_and_message(run, tmp_path):
    write_text(tmp_path, relations="source,target,status\na,b,maybe\n")
    problem = json.loads(run("check", "--json", at=tmp_path)[1])[0]
    assert [*problem] == ["level", "file", "line", "column", "message"]


def test_json_of_an_unknown_name_says_so_and_leaves_with_1(run):
    code, out, _ = run("show", "Xyzzyx", "--json")
    assert (code, [*json.loads(out)]) == (1, ["error", "candidates"])


def test_a_path_may_end_at_a_type_that_the_filter_leaves_out(run):
    args = ("path", "coats", "cia", "--type", "person", "--type", "position", "--json")
    assert len(json.loads(run(*args)[1])["paths"]) == 1
    back = ("path", "cia", "coats", "--type", "person", "--type", "position", "--json")
    assert len(json.loads(run(*back)[1])["paths"]) == 1


def test_csv_is_the_rows_of_an_answer_under_a_header(run):
    code, out, err = run("claims", "coats", "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err, [row["status"] for row in rows]) == (0, "", ["confirmed", "denied"])
    assert rows[0]["source_name"] == "Dan Coats"
    assert run("claims", "eir", "--status", "denied", "--csv") == (1, "", "")
    assert run("list", "--csv", "--json")[0] == 2


def test_options_of_speakers_and_assessments_are_on_every_question(run):
    listed = run("list", "--speaker", "EIR", "--status", "denied", "--json")[1]
    assert [one["id"] for one in json.loads(listed)["entities"]] == ["pompeo", "coats"]
    assert run("show", "coats", "--speaker", "Pompeo")[2].startswith("--speaker: no claim is said")
    assert run("show", "coats", "--assessment", "rejected")[0] == 1


def test_rows_say_beside_them_how_many_rejected_claims_are_left_out(run, tmp_path):
    rows = "source,target,relation,assessment\na,b,owns,\na,c,owns,rejected\n"
    (tmp_path / "relations.csv").write_text(rows)
    code, out, err = run("list", "--relation", "owns", "--csv", at=tmp_path)
    assert (code, out.count("\n")) == (0, 3)
    assert err.endswith("\n1 claim is rejected and not used; --assessment rejected shows it.\n")


def test_export_refuses_to_replace_a_file_unless_forced(run, tmp_path):
    file = str(tmp_path / "graph.json")
    assert [run("export", file)[0], run("export", file)[0]] == [0, 2]
    assert run("export", file, "--force")[0] == 0


@pytest.mark.process
def test_without_data_the_seed_answers_and_says_so_on_stderr(tmp_path):
    done = process("stats", "--json", cwd=tmp_path)
    assert (done.returncode, json.loads(done.stdout)["entities"] > 0) == (0, True)
    assert done.stderr.startswith("No relations.csv here: answering from the data that ships")


@pytest.mark.process
def test_a_pipe_gets_no_colour(data):
    done = process("--data", str(data), "show", "coats")
    assert (done.returncode, done.stdout, done.stderr) == (0, SHOWN, "")


class _Terminal:
    def isatty(self):
        return True


@pytest.mark.parametrize(("height", "paged"), [(200, False), (5, True)])
def test_an_answer_longer_than_the_terminal_is_wrapped_and_paged(run, monkeypatch, height, paged):
    shown = []
    monkeypatch.setattr(
        output.click, "echo_via_pager", lambda text, **_: shown.append("".join(text))
    )
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("LINES", str(height))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    printed = run("show", "coats")[1]
    assert bool(shown) is paged
    text = re.sub("\x1b\\[[0-9;]*m", "", shown[0] if paged else printed)
    assert "Meetings and events" in text
    assert max(map(len, text.splitlines())) <= 60


def test_no_color_is_respected(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    assert output.style_for(_Terminal()).color
    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.style_for(_Terminal()).color


@pytest.mark.process
def test_a_closed_pipe_is_quiet(tmp_path):
    rows = "".join(f"a,person {number},knows\n" for number in range(3000))
    write_text(tmp_path, relations=f"source,target,relation\n{rows}")
    command = [sys.executable, "-m", "actorgraph.cli", "--data", str(tmp_path), "show", "a"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": SRC},
    ) as running:
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait(timeout=60)) == (b"", 0)


def test_a_spark_that_is_gone_is_not_taken_for_an_answer_that_cannot_be_written(
    monkeypatch, capsys
):
    def ask(**_):
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(cli.cli, "main", ask)
    with pytest.raises(SystemExit) as leaving:
        cli.main()
    assert leaving.value.code == 2
    assert capsys.readouterr().err == "Spark ended before it answered; its own messages say why.\n"
