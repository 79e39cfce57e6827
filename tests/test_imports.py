"""Start-up is measured in milliseconds: what a short answer must not wait for."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from factory import write_text

import actorgraph

SRC = str(Path(actorgraph.__file__).parents[1])
PACKAGE = Path(actorgraph.__file__).parent
HEAVY = {"pandas", "networkx", "pyvis", "numpy", "scipy", "rich", "pyarrow"}
SCRIPT = """
import sys
from actorgraph import cli
sys.argv = ["actorgraph", *sys.argv[1:]]
try:
    cli.main()
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


def imported_by(folder: Path, *args: str) -> list[str]:
    """The modules that a command has imported when it ends."""
    write_text(folder, relations="source,target\na,b\n")
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "--data", str(folder), *args],
        capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": SRC},
    )  # fmt: skip
    return done.stderr.split()


@pytest.mark.parametrize("args", [["--help"], ["show", "a"], ["check"]], ids=lambda a: a[0])
@pytest.mark.process
def test_a_short_answer_imports_nothing_heavy(tmp_path, args):
    modules = imported_by(tmp_path, *args)
    assert "actorgraph.cli" in modules
    imported = {name.split(".")[0] for name in modules}
    assert imported & HEAVY == set()
    assert args == ["--help"] or "lzma" not in imported  # which shutil would bring


@pytest.mark.process
def test_a_card_waits_neither_for_dataclasses_nor_for_the_text_of_other_answers(tmp_path):
    modules = imported_by(tmp_path, "show", "a")
    assert {"dataclasses", "actorgraph.render.text"}.isdisjoint(modules)


@pytest.mark.process
def test_the_package_itself_is_the_program(tmp_path):
    write_text(tmp_path, relations="source,target\na,b\n")
    command = [sys.executable, "-m", "actorgraph", "--data", str(tmp_path), "show", "c"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")


@pytest.mark.process
def test_what_executors_import_works_out_of_an_archive(tmp_path):
    """Spark hands its executors this package as a zip file, in which no path can be opened."""
    package, archive = Path(actorgraph.__file__).parent, tmp_path / "actorgraph.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in package.rglob("*"):
            if file.is_file() and "page" not in file.parts:
                zipped.write(file, Path("actorgraph") / file.relative_to(package))
    code = "import actorgraph.engines.spark.executor_rows as rows; print(rows.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(archive)},
    )  # fmt: skip
    assert done.stdout.startswith(str(archive)), done.stderr


@pytest.mark.process
def test_a_card_asked_for_by_an_id_does_not_wait_for_how_names_compare(tmp_path):
    modules = imported_by(tmp_path, "show", "A")
    ours = {name for name in modules if name.startswith("actorgraph.names.")}
    assert ours == {f"actorgraph.names.{one}" for one in ("entries", "memory_index", "sureness")}
