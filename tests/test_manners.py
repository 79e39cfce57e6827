"""How the command line takes what one types: where options stand, what is suggested, what is piped."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from factory import write_text

from actorgraph import cli
from actorgraph.cli.commands import CommandGroup
from actorgraph.cli.options import names_given
from actorgraph.errors import UsageError
from actorgraph.locating import seed_folder

SRC = str(Path(__file__).parent.parent / "src")
ENTITIES = (
    'id,name,type\nann,Ann,person\nbo,Bo,person\nhead,"Head, Registry",position\nlone,Lone,person\n'
)
EXAMPLES = Path(__file__).parent.parent / "docs" / "examples"
RELATIONS = "source,target,relation,attributed_to\nann,bo,met_with,Cy\nbo,ann,=cmd(),Cy\n"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    return str(write_text(folder, relations=RELATIONS, entities=ENTITIES))


@pytest.fixture
def run(monkeypatch, capsysbinary, tmp_path):
    """Run the command line in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str, stdin: str = ""):
        monkeypatch.setattr(sys, "argv", ["actorgraph", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as left:
            cli.main()
        out, err = capsysbinary.readouterr()
        return left.value.code or 0, out.decode(), err.decode()

    return call


def commands(group=cli.cli, prefix=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield " ".join((*prefix, name)), command
        if isinstance(command, CommandGroup):
            yield from commands(command, (*prefix, name))


COMMANDS = {name: one for name, one in commands() if not isinstance(one, CommandGroup)}


@pytest.mark.parametrize(
    "args",
    ["--data {} show ann", "show ann --data {}", "show --data={} ann", "index --data {} build"],
)
def test_the_data_is_named_on_either_side_of_a_command(run, data, args):
    assert run(*args.format(data).split())[0] == 0


def test_data_named_on_both_sides_is_united(run, data, tmp_path):
    (tmp_path / "more.csv").write_text("source,target\nann,Di\n")
    both = run("--data", data, "neighbors", "ann", "--data", "more.csv", "--json")[1]
    assert {one["id"] for one in json.loads(both)["entities"]} == {"ann", "bo", "Di"}


def test_columns_are_named_after_a_command_too(run, tmp_path):
    (tmp_path / "x.csv").write_text("A,B\nann,bo\n")
    renamed = ("--column", "source=A", "--column", "target=B")
    assert run("show", "ann", "--data", "x.csv", *renamed)[0] == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_the_options_of_the_data_and_shows_an_example(run, name):
    options = {option for param in COMMANDS[name].params for option in param.opts}
    assert {"--data", "--column", "--documents", "--engine", "--master"} <= options
    assert f"\nExamples:\n  actorgraph {name}" in run(*name.split(), "--help")[1]


NEEDS_MORE = {"import", "convert", "diff", "match", "mentions", "seal", "leakcheck", "draft"}
"""Commands whose examples name files that only their readers have."""
SERVING = {"serve", "mcp"}
"""Commands that go on until somebody ends them; tests/serving and tests/assistants start them."""


@pytest.mark.slow
@pytest.mark.parametrize(
    "example",
    [
        one
        for name, command in COMMANDS.items()
        if name not in NEEDS_MORE | SERVING
        for one in command.examples
    ],
)
def test_every_example_of_the_help_runs(run, example, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_DATA", str(seed_folder()))
    words = shlex.split(example.partition(" > ")[0], comments=True)
    if "mydata" in example or "big/" in example:
        Path("mydata/documents").mkdir(parents=True)
        write_text(Path("mydata"), relations=RELATIONS)
        words = [word.replace("big/", "mydata") for word in words]
    for folder in EXAMPLES.iterdir():
        if folder.name in words:
            Path(folder.name).symlink_to(folder)
    if words[0] == "init":
        words = ["init", "new"]
    assert run(*words)[0] == 0


def test_every_command_is_in_one_section_of_the_help(run):
    listed = cli.cli.list_commands(click.Context(cli.cli))
    assert len(listed) == len(set(listed))
    screen = run("--help")[1]
    assert [screen.count(f"\n  {name} ") for name in listed] == [1] * len(listed)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("shwo Ann", "No such command 'shwo'. Did you mean show?"),
        ("index biuld", "No such command 'biuld'. Did you mean build?"),
        ("zzz", "No such command 'zzz'."),
        ("show Ann --relaton x", "No such option '--relaton'."),
        ("show Ann --relation met_wth", "--relation: no relation here is called 'met_wth'.\nDid you mean met_with?"),
        ("show Ann --type persn", "--type: no type here is called 'persn'.\nDid you mean person?"),
        ("show Ann --status denyed", "--status: no status is called 'denyed'.\nDid you mean denied?"),
        ("conflicts --kind contest", "--kind: no kind of conflict is called 'contest'.\nDid you mean contested"),
        ("path Ann Bo --through places", "--through: no kind of step is called 'places'.\nDid you mean place"),
        ("rank --by closeness", "--by: no measure is called 'closeness'.\nThere are: degree, pagerank"),
        ("show Ann --since 2019 --until 2018", "--since: '2019' is after the end, '2018'."),
        ("export x --format jsn", "--format: no format is called 'jsn'.\nDid you mean json?"),
        ("show Ann Bo", 'Got unexpected extra argument (Bo)\nA name of several words stands in quotes: "Ann Bo".'),
        ("path Ann Bo Lone", "Got unexpected extra argument (Lone)\nA name of several words stands in quotes."),
        ("--csv show Ann", "No such option '--csv'.\nIt belongs to a command, and stands after its name: actorgraph show --csv ..."),
        ("--limit 3 rank", "No such option '--limit'.\nIt belongs to a command"),
        ("--cvs show Ann", "No such option '--cvs'."),
        ("dossier Ann", "No such command 'dossier'. See `actorgraph export --help`"),
        ("the Ann", "No such command 'the'.\n"),
        ("connect Ann", "NAME...: name at least two that are not the same."),
    ],
)  # fmt: skip
def test_what_is_not_known_gets_a_suggestion(run, data, args, said):
    code, out, err = run("--data", data, *args.split())
    assert (code, out, said in err) == (2, "", True), err


@pytest.mark.parametrize("word", ["met_with", "met with", "Met-With"])
def test_a_relation_is_asked_for_as_it_is_displayed(run, data, word):
    rows = csv.DictReader(
        io.StringIO(run("claims", "--data", data, "--relation", word, "--csv")[1])
    )
    assert [row["relation"] for row in rows] == ["met_with"]


def test_relations_come_on_standard_input(run):
    text = "source,target,relation\nann,bo,knows\n"
    assert run("show", "ann", "--data", "-", stdin=text)[0] == 0
    code, out, _ = run("check", "--data", "-", stdin="source,target,status\na,b,odd\n")
    assert (code, out.startswith("standard input:2:status: error: 'odd' is none of")) == (2, True)


def test_relations_on_standard_input_are_united_with_others(run, data):
    text = "source,target,relation\nann,Di,knows\n"
    found = run("neighbors", "ann", "--data", "-", "--data", data, "--json", stdin=text)[1]
    assert {one["id"] for one in json.loads(found)["entities"]} == {"ann", "bo", "Di"}


@pytest.mark.process
@pytest.mark.parametrize("format", ["csv", "json", "graphml", "html", "gexf", "xlsx"])
def test_an_export_goes_to_standard_output_and_into_no_file(data, format, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", "export", "-", "--format", format, "--data", data],
        capture_output=True, check=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": SRC},
    )  # fmt: skip
    beginning = {"csv": b"source,", "json": b"{", "html": b"<!", "xlsx": b"PK"}
    assert done.stdout.startswith(beginning.get(format, b"<?xml"))
    assert b"Wrote standard output" in done.stderr
    assert b"keeps all of that" not in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]


def test_an_export_to_standard_output_needs_a_format(run, data):
    assert "--format" in run("export", "-", "--data", data)[2]
    assert run("export", "-", "--data", data, "--format", "csv", "--open")[0] == 2


@pytest.mark.process
def test_a_closed_standard_output_is_quiet(data, tmp_path):
    command = f"{sys.executable} -m actorgraph.cli export - --format json --data {data} | head -c 1"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True,
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": SRC},
    )  # fmt: skip
    assert (done.stdout, "Traceback" in done.stderr) == ("{", False)


@pytest.mark.parametrize("made", [os.mkfifo, lambda path: path.symlink_to("nowhere")])
def test_what_is_no_regular_file_is_never_replaced(run, data, tmp_path, made):
    file = tmp_path / "out.json"
    made(file)
    code, _, err = run("export", str(file), "--force", "--data", data)
    assert (code, "is no regular file, and is not replaced" in err) == (2, True)
    assert file.is_fifo() or file.is_symlink()


@pytest.mark.parametrize("other", ["notes.txt", "tables/relations/mine.csv", "drafts/part-1.md"])
def test_a_folder_for_spark_with_something_else_in_it_is_left_alone(tmp_path, other):
    from actorgraph.engines.spark.local_writer import refuse_to_replace

    folder = tmp_path / "x.spark"
    for name in ("about.json", "tables/relations/part-00000.parquet"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("{}")
    refuse_to_replace(folder, force=True)
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / other).write_text("mine")
    with pytest.raises(UsageError, match="which `convert` did not write; it is left alone"):
        refuse_to_replace(folder, force=True)


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(run, data, tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    assert run("export", "link.json", "--force", "--data", data)[0] == 0
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() != "old"


def test_an_import_of_a_folder_reads_its_tables_and_says_what_it_wants(run, data, tmp_path):
    assert run("import", data, "--to", "new") == (0, "", "Wrote new: 4 entities, 2 relations.\n")
    other = tmp_path / "other"
    other.mkdir()
    code, _, err = run("import", str(other), "--to", "newer")
    assert (code, err) == (
        2,
        (
            f"{other} is a folder; import reads files: name those in it that you want.\n"
            f"A folder with our own tables needs no import: --data {other}\n"
        ),
    )


def test_the_first_line_says_that_shipped_data_answers(run):
    code, out, err = run("show", "Pompeo")
    first = out.splitlines()[0]
    assert (code, first) == (
        0, "From the data that ships with actorgraph, one 2018 article; no relations.csv here."
    )  # fmt: skip
    assert err.startswith("No relations.csv here")
    json.loads(run("show", "Pompeo", "--json")[1])


def test_named_data_is_not_said_to_be_shipped(run, data):
    assert not run("show", "Ann", "--data", data)[1].startswith("From")
    assert not run("diff", data, data)[1].startswith("From")


@pytest.mark.slow
@pytest.mark.parametrize("args", [("check",), ("export", "x.html")])
def test_shipped_data_is_neither_checked_nor_exported_unasked(run, tmp_path, args):
    (tmp_path / "Relations.CSV").write_text("source,target\na,b\n")
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.startswith("There is no relations.csv here, but there is Relations.CSV.\n")
    assert "say --data Relations.CSV; the data that ships with actorgraph is --data " in err
    (tmp_path / "Relations.CSV").rename(tmp_path / "board.csv")
    code, out, err = run(*args)
    assert (code, out) == (2, "")
    assert err.startswith("No relations.csv here to ")
    assert "Here are board.csv: name one with --data." in err
    assert run(*args, "--data", str(seed_folder()))[0] == 0


def test_rows_for_a_spreadsheet_have_a_mark_and_no_formula(run, data):
    out = run("claims", "--data", data, "--for-spreadsheet")[1]
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert out.startswith("\ufeff")
    assert [row["relation"] for row in rows] == ["met_with", "'=cmd()"]
    assert run("claims", "--data", data, "--for-spreadsheet", "--json")[0] == 2
    assert run("claims", "lone", "--data", data, "--for-spreadsheet")[1] == ""


def test_a_csv_for_a_spreadsheet_has_the_mark_in_the_file(run, data, tmp_path):
    assert run("export", "x.csv", "--data", data, "--for-spreadsheet")[0] == 0
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert run("show", "ann", "--data", "x.csv")[0] == 0


def test_names_come_one_by_one_in_lists_and_from_a_file(data, tmp_path):
    from actorgraph import load

    graph = load(data)
    file = tmp_path / "names.txt"
    file.write_text("\ufeff# whom we follow\nAnn\n\nHead, Registry\n", encoding="utf-8")
    assert names_given(graph, ["Ann, Bo", "Lone"]) == ["Ann", "Bo", "Lone"]
    assert names_given(graph, ["Head, Registry", "head,bo"]) == ["Head, Registry", "head", "bo"]
    assert names_given(graph, ["Bo"], file) == ["Bo", "Ann", "Head, Registry"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\n# x\n", "holds no name"),
        (b"\xff\xfe\xff", "is not text in UTF-8"),
        (None, "cannot be read"),
    ],
)
def test_a_file_of_names_that_is_none_is_refused(data, tmp_path, content, message):
    from actorgraph import load

    file = tmp_path / "names.txt"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        names_given(load(data), [], file)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        ("show lone", 0, "Lone  person, id lone: No relation is recorded here.\n"),
        ("neighbors lone", 0, "Lone  person, id lone: No relation is recorded here.\n"),
        ("claims lone", 0, "Lone  person, id lone: No claim is recorded here.\n"),
        ("timeline lone", 1, "No date is recorded here.\n"),
        ("path lone ann", 1, "No path links Lone and Ann.\n"),
        ("show ann --status denied", 1, "nor does any description that names its source.\n"),
        ("neighbors ann --status denied", 1, "No relation is recorded that passes the filters.\n"),
        ("claims ann --status denied", 1, "No claim is recorded that passes the filters.\n"),
        (
            "path lone ann --status denied",
            1,
            "No path links Lone and Ann in what the filters leave.\n",
        ),
    ],
)
def test_an_entity_without_relations_answers_so_and_blames_no_filter(run, data, args, code, said):
    answered, out, _ = run(*args.split(), "--data", data)
    assert (answered, out.endswith(said)) == (code, True), out


def test_a_dossier_takes_names_from_a_file(run, data, tmp_path):
    (tmp_path / "names.txt").write_text("Ann\nBo\n")
    code, _, err = run("export", "x.md", "--names", "names.txt", "--data", data)
    assert (code, err.splitlines()[-1]) == (0, "Wrote x.md: a dossier on Ann, Bo.")


def test_a_page_of_today_names_the_day(run, data, tmp_path):
    today = datetime.now(UTC).astimezone().date().isoformat()
    assert run("export", "x.html", "--as-of", "today", "--data", data)[0] == 0
    assert f"as of {today}" in (tmp_path / "x.html").read_text(encoding="utf-8")


def test_leaks_are_rows_too(run, data):
    run("export", "x.csv", "--data", data)
    code, out, _ = run("leakcheck", "x.csv", "--redact", "bo", "--csv", "--data", data)
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, {row["where"] for row in rows}) == (2, {""})
    assert "Bo" in {row["text"] for row in rows}
    assert run("leakcheck", "x.csv", "--redact", "bo", "--csv", "--json", "--data", data)[0] == 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-16"])
@pytest.mark.process
def test_a_spreadsheet_gets_utf_8_whatever_the_terminal_has(data, tmp_path, encoding):
    done = subprocess.run(
        [sys.executable, "-m", "actorgraph.cli", "claims", "--for-spreadsheet", "--data", data],
        capture_output=True, check=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert done.stdout.decode("utf-8").startswith("\ufeffsource,")
