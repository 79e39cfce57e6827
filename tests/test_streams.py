"""Any answer can be printed anywhere: nothing ends in a traceback and nothing is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from factory import write_text

COMMAND = [sys.executable, "-m", "actorgraph.cli"]
RELATIONS = "source,target,relation,note\nПомпео,Žižek 😀,met_with,é ß İ 王 \u0301\nb,c,knows,\n"

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return str(write_text(tmp_path_factory.mktemp("streams"), relations=RELATIONS))


def run(data, *args, **environment):
    return subprocess.run(
        [*COMMAND, "--data", data, *args],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def spelled(text, encoding):
    """A text with what an encoding lacks as JSON spells it."""
    return "".join(
        letter if letter.encode(encoding, "ignore") else json.dumps(letter)[1:-1] for letter in text
    )


@pytest.mark.parametrize(
    "encoding", ["cp1252", "latin-1", "cp437", "cp1251", "utf-16", "shift_jis"]
)
@pytest.mark.parametrize("args", [["show", "Помпео"], ["show", "--json", "Помпео"], ["list"]])
def test_what_a_stream_cannot_write_is_spelled_out(data, args, encoding):
    expected = run(data, *args, PYTHONIOENCODING="utf-8").stdout.decode()
    done = run(data, *args, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode(encoding) == spelled(expected, encoding)
    if "--json" in args:
        assert json.loads(done.stdout.decode(encoding)) == json.loads(expected)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
def test_where_only_ascii_is_said_utf_8_is_written(data, environment):
    expected = run(data, "list", PYTHONIOENCODING="utf-8").stdout
    assert run(data, "list", **environment).stdout == expected


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_an_error_is_said_in_any_encoding(data, encoding):
    done = run(data, "show", "Помпейо\udcff", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert b"\\udcff" in done.stderr


def closed(data, *args, stream):
    return subprocess.run(
        ["sh", "-c", f'"$@" {stream}>&-', "sh", *COMMAND, "--data", data, *args],
        capture_output=True,
        check=False,
    )


def test_an_answer_to_a_closed_stream_is_an_error(data):
    done = closed(data, "list", stream=1)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "The answer cannot be written: Bad file descriptor.\n"


def test_a_closed_standard_input_holds_nothing(data):
    done = closed("-", "list", stream=0)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"standard input:1: the file is empty; it needs at least a header line\n"


def test_a_file_is_written_though_nobody_listens(data, tmp_path):
    for stream in (1, 2):
        done = closed(data, "export", str(tmp_path / f"{stream}.csv"), stream=stream)
        assert (done.returncode, done.stdout) == (0, b"")
        assert b"Traceback" not in done.stderr
        assert (tmp_path / f"{stream}.csv").is_file()


@pytest.mark.parametrize(("words", "code"), [("list --csv --limit 1", 0), ("list --shwo", 2)])
def test_who_cannot_be_told_gets_the_answer_all_the_same(data, words, code):
    arguments = [*COMMAND, "--data", data, *words.split()]
    heard = subprocess.run(arguments, capture_output=True, check=False)
    full = subprocess.run(
        ["sh", "-c", '"$@" 2>/dev/full', "sh", *arguments], capture_output=True, check=False
    )
    assert (full.returncode, full.stdout) == (heard.returncode, heard.stdout)
    assert (heard.returncode, bool(heard.stderr)) == (code, True)


@pytest.mark.parametrize("words", ["--help", "show --help", "list"])
def test_who_reads_no_further_ends_it_quietly(data, words):
    script = '{ "$@"; echo $? >&2; } | true'
    arguments = [*COMMAND, "--data", data, *words.split()]
    done = subprocess.run(["sh", "-c", script, "sh", *arguments], capture_output=True, check=False)
    assert done.stderr == b"0\n"


@pytest.mark.parametrize("words", ["list --data {}", "diff {} {}", "import {} --to x.csv"])
def test_a_name_that_no_file_can_have_is_said(data, words):
    name = "x" * 300 + ".csv"
    done = run(data, *words.format(name, name).split())
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == f"{name} cannot be used: File name too long."
