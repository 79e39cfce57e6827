"""What goes wrong around us is one line and the right exit code, and never half a file."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from actorgraph.errors import UsageError
from actorgraph.loading import load
from actorgraph.locating import seed_folder
from actorgraph.tables import read_table

pytestmark = pytest.mark.process

COMMAND = [sys.executable, "-m", "actorgraph.cli"]
SEED = str(seed_folder())
ROWS = 10_000


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    rows = "".join(f"a{n},b{n % 97},knows,{1950 + n % 70}\n" for n in range(ROWS))
    (folder / "relations.csv").write_text("source,target,relation,start_date\n" + rows)
    return folder


def run(*args, env=None, **more):
    return subprocess.run(
        [*COMMAND, *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **(env or {})},
        **more,
    )


def cpu_seconds(pid):
    """What a process has worked: tells that it is past its start, however busy the machine is."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def one_line(done, code):
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    said = [one for one in done.stderr.splitlines() if "warning" not in one]
    assert 1 <= len(said) <= 2, done.stderr
    return said


def test_ctrl_c_is_one_word_and_130(data, tmp_path):
    # The installed command: `python -m` may say -SIGINT, a shell's 130 too, where the signal came
    # while Python ran a text by exec(), as dataclasses do.
    command = Path(sys.executable).with_name("actorgraph")
    process = subprocess.Popen(
        [command, "--data", str(data), "export", str(tmp_path / "x.html")],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ACTORGRAPH_INDEX": "never"},
    )
    while cpu_seconds(process.pid) < 0.6:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)[1]
    assert (process.returncode, said.strip().splitlines()[-1]) == (130, "Stopped.")
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


WAITING = """
import os, signal, sys, time
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # whoever runs the tests by nohup ignores it
import actorgraph.cli as cli
os.fsync = lambda _: (print("ready", flush=True), time.sleep(60))
cli.main()
"""


@pytest.mark.parametrize("ended_by", ["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("command", ["export x.csv", "index build"])
def test_who_is_ended_leaves_no_part_of_a_file(data, tmp_path, ended_by, command):
    process = subprocess.Popen(
        [sys.executable, "-c", WAITING, "--data", str(data), *command.split()],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ACTORGRAPH_INDEX": "never", "ACTORGRAPH_CACHE": str(tmp_path / "c")},
    )
    assert process.stdout.readline() == "ready\n"
    assert any(path.suffix != ".csv" and path.is_file() for path in tmp_path.rglob("*"))
    process.send_signal(getattr(signal, ended_by))
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 128 + getattr(signal, ended_by), said
    assert "Traceback" not in said
    left = [path.name for path in tmp_path.rglob("*") if path.is_file()]
    assert left == ([] if "export" in command else ["actorgraph-index"])


def test_a_full_disk_leaves_the_old_file_and_says_so(data, tmp_path):
    (tmp_path / "x.graphml").write_text("the old one")

    def small():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = run(
        "--data", data, "export", "--force", tmp_path / "x.graphml",
        env={"ACTORGRAPH_INDEX": "never"}, preexec_fn=small,
    )  # fmt: skip
    assert "cannot be written" in one_line(done, 2)[-1]
    assert [path.name for path in tmp_path.iterdir()] == ["x.graphml"]
    assert (tmp_path / "x.graphml").read_text() == "the old one"


def test_an_answer_to_a_full_device_is_an_error_not_a_traceback(data):
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(
            [*COMMAND, "--data", str(data), "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("cache", ["/proc/nowhere", "/dev/null"])
def test_without_a_cache_folder_it_answers_and_says_so_once(data, cache):
    done = run(
        "--data", data, "show", "a7", env={"ACTORGRAPH_CACHE": cache, "ACTORGRAPH_INDEX": "always"}
    )
    assert done.returncode == 0
    assert "a7" in done.stdout
    assert len([one for one in done.stderr.splitlines() if "cannot be kept" in one]) == 1


def test_without_a_home_it_answers(data):
    done = subprocess.run(
        [*COMMAND, "--data", str(data), "show", "a7"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["export", "FOLDER"], "is a folder"),
        (["export", "FOLDER/none/x.csv"], "There is no folder"),
        (["--data", "FOLDER/nothing", "stats"], "There is no file or folder"),
        (["--data", "FOLDER", "stats"], "holds no relations.csv"),
        (["leakcheck", "FOLDER", "--redact", "Pompeo"], "is empty"),
        (["leakcheck", "FOLDER/none", "--redact", "Pompeo"], "cannot be read"),
        (["check", "--data", SEED, "--documents", "FOLDER/none"], "There is no folder"),
        (["import", "FOLDER", "--to", "FOLDER/x"], "is a folder; import reads files"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_a_folder_or_nothing_where_a_file_should_be(tmp_path, args, said):
    done = run(*(one.replace("FOLDER", str(tmp_path)) for one in args), cwd=tmp_path)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert said in done.stderr


def test_read_only_data_answers(data, tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "relations.csv").write_bytes((data / "relations.csv").read_bytes())
    (folder / "relations.csv").chmod(0o444)
    folder.chmod(0o555)
    try:
        assert run("--data", folder, "show", "a7").returncode == 0
    finally:
        folder.chmod(0o755)


def test_two_exports_to_one_file_at_once_leave_one_whole_file(data, tmp_path):
    path = tmp_path / "x.json"
    command = [*COMMAND, "--data", str(data), "export", "--force", str(path)]
    both = [subprocess.Popen(command, stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert json.loads(path.read_text())
    assert [one.name for one in tmp_path.iterdir()] == ["x.json"]


def test_an_export_of_what_is_no_part_of_a_graph_says_how_to_get_one(data, tmp_path):
    path = tmp_path / "x.txt"
    with pytest.raises(UsageError, match=r"'text' is no part of a graph: subgraph\(\) gives one"):
        load(data).export(path, "text")
    assert not path.exists()


def test_the_spectrum_of_csv_is_read_as_it_is_meant(from_npm):
    """csv-spectrum: each file beside what it means, as JSON."""
    folder = from_npm("csv-spectrum") / "csv-spectrum"
    files = sorted(folder.glob("csvs/*.csv"))
    assert len(files) >= 12
    for path in files:
        table = read_table(path, ())
        found = [dict(zip(table.header, row, strict=True)) for row in table.rows]
        meant = json.loads((folder / "json" / f"{path.stem}.json").read_text("utf-8"))
        if path.stem == "location_coordinates":
            # Its JSON is one object and has another telephone number than its CSV.
            meant = [{**meant, "Contact Phone Number": "2095257564"}]
        assert found == meant, path.name
        assert [problem for problem in table.problems if problem.level == "error"] == []
