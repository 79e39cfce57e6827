"""Killed at any moment, an editor loses no edit that it has confirmed, and makes none twice.

    pytest --full tests/editing/test_killed.py

kills it in 500 moments; the gate in a dozen.
"""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from factory import write_text

from actorgraph.editing.workspace import Workspace

SRC = str(Path(__file__).parents[2] / "src")
ROWS = 300
HEADER = "source,target,relation,note\n"
RELATIONS = HEADER + "".join(f"p{n},q{n},knows,\n" for n in range(ROWS))
SORTED = HEADER + "".join(f"p{n:03},q{n},knows,\n" for n in range(ROWS))
EDITOR = """
import sys
from pathlib import Path
from actorgraph.editing.edits import Edit
from actorgraph.editing.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
first = int(sys.argv[2])
print("open", flush=True)
for number in range(first, first + 40):
    at = f"p{number * 7 % 300:03}+" if "sorted" in sys.argv else ""
    cells = {"source": f"{at}new{number}", "target": "p1", "relation": "knows"}
    workspace.apply([Edit("relations", "add", cells=cells)])
    print(number, flush=True)
    row = workspace.row("relations", 2 + number % 200)
    workspace.apply([Edit("relations", "change", row.line, row.digest, {"note": f"n{number}"})])
    print("note", number, flush=True)
print("done", flush=True)
sys.stdin.read()
"""


def added_in(text):
    return [name for line in text.splitlines() if (name := line.split(",")[0]).find("new") >= 0]


def killed(folder, first, moment, *, is_sorted):
    """Edit until so many lines are said and some time has passed; return what was confirmed."""
    command = [sys.executable, "-c", EDITOR, str(folder), str(first), "sorted" * is_sorted]
    pipe = subprocess.PIPE
    said = []
    lines = moment.randrange(1, 82)
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env={"PYTHONPATH": SRC}
    ) as process:
        while len(said) < lines and (line := process.stdout.readline()):
            said.append(line.strip())
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=moment.random() * 0.02)
        process.kill()
        rest, errors = process.stdout.read(), process.stderr.read()
    assert errors == ""
    return [*said, *rest.split("\n")]


def check_after_kill(folder, done, first, moment, *, is_sorted):
    said = killed(folder, first, moment, is_sorted=is_sorted)
    confirmed = [int(one) for one in said if one.isdecimal()]
    noted = [int(one.partition(" ")[2]) for one in said if one.startswith("note ")]
    whole = (folder / "relations.csv").read_text()
    assert whole.startswith("source,target,relation,note\n")
    assert whole.endswith("\n")
    with Workspace(folder) as workspace:
        workspace.wait_until_saved()
        text = (folder / "relations.csv").read_text()
        found = added_in(text)
        sources = [line.split(",")[0] for line in text.splitlines()[1:]]
        assert not is_sorted or sources == sorted(sources)
        assert len(found) == len(set(found)), "made twice"
        numbers = [int(name.partition("new")[2]) for name in found]
        missing = {*done, *confirmed} - {*numbers}
        assert not missing, "lost"
        assert len(found) - len(done) - len(confirmed) in (0, 1)  # the last may be logged, not told
        for number in noted[-1:]:
            # A row that is put before it moves it to where the next note goes, which may be logged.
            assert text.count(f",n{number}\n") == 1 or text.count(f",n{number + 1}\n") == is_sorted
            assert is_sorted or text.splitlines()[1 + number % 200].endswith(f",n{number}")
        steps = workspace.history()
        assert all(step.is_saved for step in steps)
    return numbers


def kill_in_turn(folder, times, seed, *, is_sorted):
    """Kill an editor again and again, then undo all that it made."""
    before = SORTED if is_sorted else RELATIONS
    write_text(folder, relations=before)
    moment, done = random.Random(seed), []
    for turn in range(times):
        done = check_after_kill(folder, done, turn * 40, moment, is_sorted=is_sorted)
    with Workspace(folder) as workspace:
        while any(not step.is_undone for step in workspace.history()):
            workspace.undo()
        workspace.wait_until_saved()
    assert (folder / "relations.csv").read_text() == before
    assert sorted(path.name for path in folder.iterdir()) == [".actorgraph", "relations.csv"]


@pytest.mark.process
@pytest.mark.parametrize("is_sorted", [False, True], ids=["rows at the end", "rows in order"])
def test_an_editor_that_is_killed_in_some_moments_loses_and_repeats_nothing(tmp_path, is_sorted):
    kill_in_turn(tmp_path, 6, 1, is_sorted=is_sorted)


@pytest.mark.process
@pytest.mark.slow
@pytest.mark.long("500 moments of being killed take some minutes")
def test_an_editor_that_is_killed_in_500_moments_loses_and_repeats_nothing(tmp_path):
    for seed in range(20):
        folder = tmp_path / str(seed)
        folder.mkdir()
        kill_in_turn(folder, 25, seed, is_sorted=seed % 2 > 0)
