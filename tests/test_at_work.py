"""Where people work: the hook for pre-commit, the step for GitHub, the recipe, the files of the house."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner
from factory import write_text

import actorgraph
from actorgraph.cli import cli

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FAULTY = "source,target,relation,start_date\na,b,met_with,31/02/2018\na,,knows,\n"
ASKING = "source,target,relation,start_date\na,b,met_with,2018\n"


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_the_hook_calls_a_command_that_exists_when_data_changes() -> None:
    (hook,) = read(".pre-commit-hooks.yaml")
    program, command = hook["entry"].split()
    assert program in PROJECT["scripts"]
    assert command in cli.list_commands(None)
    data = ["data/relations.csv", "entities.csv.gz", "a/b/judgements.csv", "actorgraph.toml"]
    assert all(re.search(hook["files"], name) for name in data)
    assert not re.search(hook["files"], "data/relations.csv.bak")


def test_the_matcher_finds_each_problem_and_nothing_else(tmp_path: Path) -> None:
    said = json.loads((ROOT / ".github" / "actorgraph-matcher.json").read_text(encoding="utf-8"))
    (pattern,) = said["problemMatcher"][0]["pattern"]

    def problems(relations: str) -> list[tuple[str, str, str]]:
        folder = write_text(tmp_path, relations=relations)
        printed = CliRunner().invoke(cli, ["--data", str(folder), "check"]).output.splitlines()
        found = [match for line in printed if (match := re.search(pattern["regexp"], line))]
        assert len(printed) == len(found) + 1
        parts = [pattern[part] for part in ("file", "line", "severity")]
        return [match.group(*parts) for match in found]

    file = str(tmp_path / "relations.csv")
    assert problems(FAULTY) == [(file, "2", "error"), (file, "3", "error")]
    assert problems(ASKING) == [(file, "2", "warning")]


def test_each_action_of_others_is_fixed_to_a_commit_and_names_its_version() -> None:
    files = [*(ROOT / ".github" / "workflows").glob("*.yml"), ROOT / "action.yml"]
    used = [
        line.partition("uses: ")[2]
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if "uses: " in line
    ]
    fixed = [one for one in used if re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}  # v[\d.]+", one)]
    assert len(fixed) > len(files)
    assert {one.partition("@")[0] for one in used if one not in fixed} == {
        "pypa/gh-action-pypi-publish"  # its branch: see there
    }


def scripts() -> dict[str, str]:
    return {
        step["name"]: step["run"] for step in read("action.yml")["runs"]["steps"] if "run" in step
    }


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


@pytest.mark.process
@pytest.mark.parametrize("where", ["my data", "./my data", "my data/", ".", "./"])
def test_the_step_for_github_finds_the_folder_however_it_is_written(
    tmp_path: Path, where: str
) -> None:
    repository = tmp_path / "repository"
    folder = repository / where
    folder.mkdir(parents=True)
    write_text(folder, relations="source,target,relation\na,b,knows\n")
    git(repository, "init", "--quiet")
    git(repository, "commit", "--quiet", "--allow-empty", "-m", "nothing yet")
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "x")
    environment = working_as_github_does(tmp_path, where, git(repository, "rev-parse", "HEAD"))
    write_text(folder, relations="source,target,relation\na,b,knows\na,c,knows\n")
    summary = Path(environment["GITHUB_STEP_SUMMARY"])
    assert run_step("Diff", repository, environment).returncode == 0
    assert "a — knows — c" in summary.read_text(encoding="utf-8")
    assert run_step("Diff", repository, {**environment, "BASE": before}).returncode == 0
    said = summary.read_text(encoding="utf-8").splitlines()[-1]
    assert said == f"There was nothing at {where} before."


def working_as_github_does(folder: Path, data: str, base: str) -> dict[str, str]:
    """The environment of a step, with the command that its first step installs."""
    program = folder / "bin" / "actorgraph"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m actorgraph "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{program.parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(folder / "summary"),
        "DATA": data,
        "BASE": base,
    }


@pytest.mark.process
def test_the_step_for_github_checks_and_tells_what_changed(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    (repository / "my data").mkdir(parents=True)
    write_text(repository / "my data", relations="source,target,relation\na,b,knows\n")
    git(repository, "init", "--quiet")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "x")
    summary = tmp_path / "summary"
    environment = working_as_github_does(tmp_path, "my data", git(repository, "rev-parse", "HEAD"))
    good = run_step("Check", repository, environment)
    assert good.returncode == 0, good.stderr
    write_text(repository / "my data", relations="source,target,relation\na,b,knows\na,c,knows\n")
    done = run_step("Diff", repository, environment)
    assert done.returncode == 0, done.stderr
    assert "a — knows — c" in summary.read_text(encoding="utf-8")
    write_text(repository / "my data", relations=FAULTY)
    assert run_step("Check", repository, environment).returncode != 0


def run_step(
    name: str, folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Run a step as GitHub does: bash, which ends at the first command that fails."""
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", scripts()[name]]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)


def test_the_recipe_needs_what_the_package_needs() -> None:
    recipe = read("recipe/recipe.yaml")
    assert recipe["context"]["version"] == actorgraph.__version__
    needed = {one.replace(" ", "") for one in recipe["requirements"]["run"]}
    python = "python" + PROJECT["requires-python"]
    assert needed == {python, *(one.partition(";")[0] for one in PROJECT["dependencies"])}
