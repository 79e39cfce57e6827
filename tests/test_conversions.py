"""The commands about files of other tools, run as a user runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from factory import write_text

import actorgraph
from actorgraph.cli import cli
from actorgraph.formats.registry import FORMATS, reference

pytestmark = pytest.mark.process

SRC = str(Path(actorgraph.__file__).parents[1])
DOCS = Path(actorgraph.__file__).parents[2] / "docs" / "reference"
FTM = [
    {"id": "a", "schema": "Person", "properties": {"name": ["Ann"], "birthDate": ["long ago"]}},
    {"id": "b", "schema": "Company", "properties": {"name": ["Bo Ltd"]}},
    {"id": "e", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"]}},
]


def run(*args):
    """Exit code, stdout and stderr of a command."""
    done = subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", *map(str, args)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": SRC},
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "x.ftm.json"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in FTM), encoding="utf-8")
    return path


def test_import_writes_two_tables_and_says_what_it_could_not_take(file, tmp_path):
    code, out, err = run("import", file, "--to", tmp_path / "new")
    assert (code, out) == (0, "")
    assert err == (
        "birthDate: 1 not read as a date: kept under birthDate ('long ago' is not a date; write "
        "2018, 2018-01, 2018-01-26, a span for an interval (2018-01-22/2018-01-28), "
        "[2018-01-22..2018-01-28] for some day in it, .. for an open end, or nothing if it is "
        "unknown).\n"
        f"Wrote {tmp_path / 'new'}: 2 entities, 1 relation.\n"
    )
    assert (tmp_path / "new" / "entities.csv").read_text() == (
        "id,name,type,start_date,birthDate\na,Ann,person,,long ago\nb,Bo Ltd,company,,\n"
    )
    assert (tmp_path / "new" / "relations.csv").read_text() == (
        "source,target,relation,id\na,b,owns,e\n"
    )


def test_import_refuses_to_replace_tables_unless_forced(file, tmp_path):
    assert run("import", file, "--to", tmp_path)[0] == 0
    code, _, err = run("import", file, "--to", tmp_path)
    assert code == 2
    assert "exist already" in err
    assert run("import", file, "--to", tmp_path, "--force")[0] == 0


def test_import_joins_several_files(file, tmp_path):
    (tmp_path / "y.graphml").write_text(
        '<graphml><key id="l" attr.name="label"/><graph><node id="a"><data key="l">Anna</data>'
        "</node></graph></graphml>"
    )
    assert run("import", file, tmp_path / "y.graphml", "--to", tmp_path / "new")[0] == 0
    assert "a,Ann,person,Anna" in (tmp_path / "new" / "entities.csv").read_text()


def test_a_file_of_another_tool_answers_questions_as_it_is(file):
    code, out, _ = run("--data", file, "show", "Ann", "--json")
    assert code == 0
    assert [edge["relation"] for edge in json.loads(out)["edges"]] == ["owns"]


def test_convert_says_what_the_target_cannot_hold(tmp_path):
    write_text(
        tmp_path, relations="source,target,relation,quote,status\na,b,owns,q,\na,b,x,,denied\n"
    )
    target = tmp_path / "y.ftm.json"
    code, out, err = run("convert", tmp_path, target)
    assert (code, out) == (0, "")
    assert "1 relation is not in it at all." in err
    assert "Relations not in it: quote (1)." in err
    assert (tmp_path / "y.ftm.json.actorgraph.csv").is_file()
    assert '"UnknownLink"' not in target.read_text()


def test_a_side_car_of_a_file_that_is_replaced_goes(tmp_path):
    write_text(tmp_path, relations="source,target,relation,quote\na,b,owns,q\n")
    run("--data", tmp_path, "export", tmp_path / "y.ftm.json")
    beside = tmp_path / "y.ftm.json.actorgraph.csv"
    assert beside.is_file()
    (tmp_path / "relations.csv").write_text("source,target,relation,id\na,b,owns,c1\n")
    (tmp_path / "entities.csv").write_text("id,type\na,person\nb,company\n")
    run("--data", tmp_path, "export", tmp_path / "y.ftm.json", "--force")
    assert not beside.exists()


def test_what_is_changed_in_the_file_wins_over_the_side_car(tmp_path):
    write_text(
        tmp_path, relations="source,target,relation,start_date\na,b,owns,[2018-01-02..2018-01-05]\n"
    )
    target = tmp_path / "y.ftm.json"
    run("--data", tmp_path, "export", target)
    target.write_text(target.read_text().replace('"2018-01"', '"2019"'))
    run("import", target, "--to", tmp_path / "new")
    assert "2019" in (tmp_path / "new" / "relations.csv").read_text()


def test_a_format_can_be_named(file, tmp_path):
    other = file.rename(tmp_path / "x.bin")
    assert run("import", other, "--to", tmp_path / "n", "--format", "ftm")[0] == 0
    code, _, err = run("import", other, "--to", tmp_path / "m", "--format", "nonsense")
    assert code == 2
    assert "There are: csv, json, ftm" in err


def test_an_unknown_suffix_is_refused_before_anything_is_written(tmp_path):
    write_text(tmp_path, relations="source,target\na,b\n")
    code, _, err = run("--data", tmp_path, "export", tmp_path / "x.foo")
    assert code == 2
    assert ".graphml" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["relations.csv"]


@pytest.mark.parametrize("suffix", [".docx", ".md"])
def test_a_dossier_on_nobody_asks_for_a_name(tmp_path, suffix):
    write_text(tmp_path, relations="source,target\na,b\n")
    code, _, err = run("--data", tmp_path, "export", tmp_path / f"x{suffix}")
    assert code == 2
    assert f"x{suffix}: a dossier is on somebody: give a name." in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["relations.csv"]


WRITTEN = {suffix for form in FORMATS if form.writes for suffix in form.suffixes} | {".md"}
"""Suffixes that a file can be written under: DOT has another format for reading, .md is a dossier."""
ONLY_READ = [one for one in FORMATS if not one.writes and one.suffixes[0] not in WRITTEN]


@pytest.mark.parametrize("form", ONLY_READ, ids=lambda f: f.name)
def test_a_suffix_of_a_format_that_is_only_read_is_refused(tmp_path, form):
    write_text(tmp_path, relations="source,target\na,b\n")
    code, _, err = run("--data", tmp_path, "export", tmp_path / f"x{form.suffixes[0]}")
    assert code == 2
    assert f"{form.title} is only read here, not written." in err
    assert "Name it .html or one of .csv" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["relations.csv"]


@pytest.mark.parametrize("form", [one for one in FORMATS if not one.reads], ids=lambda f: f.name)
def test_a_drawing_shows_what_is_denied_and_lets_no_text_out(tmp_path, form):
    evil = 'A"]; x -> y [label="'
    text = '"' + evil.replace('"', '""') + '"'
    write_text(tmp_path, relations=f"source,target,relation,status\n{text},b,owns,denied\n")
    path = tmp_path / f"x{form.suffixes[0]}"
    assert run("--data", tmp_path, "export", path)[0] == 0
    drawn = path.read_text()
    assert "(denied)" in drawn
    assert evil not in drawn


def test_formats_lists_every_one():
    _, out, _ = run("formats")
    assert [line.split(":")[0] for line in out.splitlines() if line[0] != " "] == [
        one.name for one in FORMATS
    ]


def test_the_reference_page_is_what_the_registry_says():
    assert (DOCS / "formats.md").read_text(encoding="utf-8") == reference(), (
        "write it anew: actorgraph formats --markdown > docs/reference/formats.md"
    )


@pytest.mark.parametrize("source", [".", "../vault"])
def test_a_folder_of_another_tool_is_read_where_one_stands(tmp_path, monkeypatch, source):
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "Ann.md").write_text("knows [[Bob]]\n")
    (vault / "Bob.md").write_text("\n")
    monkeypatch.chdir(vault)
    done = CliRunner().invoke(cli, ["convert", source, "../out.csv", "--format", "vault"])
    assert done.exit_code == 0, done.output
