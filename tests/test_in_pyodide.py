"""In a browser: the wheel under Pyodide, in node, gives the answers that it gives anywhere."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from node import node_here
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.process, pytest.mark.long("starts Python in WebAssembly")]

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PURE = ("click", "anyascii")
"""What the core needs beside Python itself."""
CORE = (
    "show Pompeo",
    "show Нарышкин",
    "show Nobody",
    "find Pompeyo",
    "find 'Wladislaw Surkow' --json",
    "path Volker Surkov",
    "connect Pompeo Naryshkin Coats",
    "neighbors Pompeo --depth 2",
    "timeline Surkov",
    "holders CIA",
    "claims Pompeo --json",
    "search Dubai",
    "sources",
    "list --csv",
    "check",
    "export - --format graphml",
)
WHOLE = ("stats", "conflicts", "rank", "communities", "export - --format html")
"""What needs NumPy and SciPy too, which Pyodide fetches from its own address."""


class Asked(NamedTuple):
    """What was asked in Pyodide, and the exit code, standard output and error of each."""

    answers: dict[str, tuple[int, str, str]]
    is_whole: bool


@pytest.fixture(scope="module")
def modules(from_npm: Callable[[str], Path]) -> Path:
    node_here()
    return from_npm("pyodide")


@pytest.fixture(scope="module")
def in_pyodide(modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder = tmp_path_factory.mktemp("pyodide")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    for package in PURE:
        (where,) = find_spec(package).submodule_search_locations
        shutil.copytree(where, folder / "packages" / package)
    questions = [*CORE, *WHOLE]
    command = [
        node_here(),
        ROOT / "tests" / "in_pyodide.mjs",
        modules,
        wheel,
        folder / "packages",
        ROOT / "data",
        json.dumps([f"--data /data {line}" for line in questions]),
    ]
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout.splitlines()[-1])
    answers = dict(zip(questions, map(tuple, said["answers"]), strict=True))
    return Asked(answers, said["isWhole"])


def asked_here(line: str) -> tuple[int, str]:
    """What this Python answers, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "actorgraph", "--data", ROOT / "data", *shlex.split(line)],
        capture_output=True,
        check=False,
        env={**os.environ, "COLUMNS": "100", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "src")},
    )
    return done.returncode, done.stdout.decode("utf-8")


@pytest.mark.every_case
@pytest.mark.parametrize("line", CORE)
def test_the_core_answers_the_same_without_any_compiled_package(
    in_pyodide: Asked, line: str
) -> None:
    code, out, err = in_pyodide.answers[line]
    assert (code, out.replace('"/data/', f'"{ROOT}/data/')) == asked_here(line), err


@pytest.mark.every_case
@pytest.mark.parametrize("line", WHOLE)
def test_with_what_pyodide_distributes_all_of_it_answers(in_pyodide: Asked, line: str) -> None:
    if not in_pyodide.is_whole:
        pytest.skip("NumPy for Pyodide is not to be had here: no way to where Pyodide keeps it")
    code, out, err = in_pyodide.answers[line]
    assert (code, bool(out)) == (0, True), err
    if line.startswith("export"):
        assert "Director of the CIA" in out
    else:
        assert out == asked_here(line)[1]


def test_each_package_that_is_needed_there_is_to_be_had_there(modules: Path) -> None:
    lock = json.loads((modules / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    distributed = {name: one["version"] for name, one in lock["packages"].items()}
    environment = {"sys_platform": "emscripten", "python_version": "3.14", "extra": ""}
    waiting, seen = [*PROJECT["dependencies"]], set[str]()
    while waiting:
        wanted = Requirement(waiting.pop())
        name = wanted.name.lower().replace("_", "-")
        if name in seen or (wanted.marker and not wanted.marker.evaluate(environment)):
            continue
        seen.add(name)
        if name in distributed:
            assert wanted.specifier.contains(distributed[name]), name
            continue
        package = distribution(name)
        assert "Root-Is-Purelib: true" in package.read_text("WHEEL"), name
        waiting += package.requires or []
    assert {"numpy", "pandas", "pyvis", "click"} <= seen
    assert not {"rapidfuzz", "rjsmin"} & seen
