"""What is installed is what stands here: the wheel holds all of it, answers anywhere, has its extras."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from email import message_from_bytes
from pathlib import Path

import pytest
from hatchling.metadata.core import ProjectMetadata
from hatchling.plugin.manager import PluginManager

import actorgraph

pytestmark = pytest.mark.process

ROOT = Path(__file__).parent.parent
PROJECT_FILE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PROJECT_FILE["project"]
NEEDS = {
    "jupyter": ("python", "-c", "import actorgraph.render.widget"),
    "spark": ("python", "-c", "import pyspark.sql"),
    "spark-connect": ("python", "-c", "import pyspark.sql, grpc"),
    "xlsx": ("actorgraph", "export", "graph.xlsx"),
    "docx": ("actorgraph", "export", "surkov.docx", "Surkov"),
    "documents": ("python", "-c", "import pypdfium2"),
    "serve": ("python", "-c", "import actorgraph.serving.app"),
    "mcp": ("python", "-c", "import actorgraph.assistants.server"),
}
"""What works with an extra and not without it."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The wheel and the source distribution, by how their names end."""
    folder = tmp_path_factory.mktemp("packages")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return {path.suffix: path for path in folder.iterdir()}


def belongs(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def test_the_wheel_holds_each_file_and_the_seed(built: dict[str, Path]) -> None:
    source = ROOT / "src"
    expected = {str(path.relative_to(source)) for path in source.rglob("*") if belongs(path)}
    expected |= {f"actorgraph/data/{path.name}" for path in (ROOT / "data").iterdir()}
    with zipfile.ZipFile(built[".whl"]) as wheel:
        names = set(wheel.namelist())
        assert {name for name in names if name.startswith("actorgraph/")} == expected
        assert any(name.endswith("share/man/man1/actorgraph.1") for name in names)
        assert any(name.endswith("licenses/LICENSE") for name in names)
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        said = message_from_bytes(wheel.read(metadata))
    assert said["Version"] == actorgraph.__version__
    extras = PROJECT["optional-dependencies"]
    assert set(said.get_all("Provides-Extra", [])) == set(extras) == set(NEEDS)
    assert said["Requires-Python"] == PROJECT["requires-python"]
    assert said.get_payload(decode=True) == (ROOT / "README.md").read_bytes()
    assert said["Project-URL"] is None


def test_a_release_shows_readme_with_addresses_that_lead_somewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = "https://example.org/owner/actorgraph"
    monkeypatch.setenv("PROJECT_URL", url)
    core = ProjectMetadata(str(ROOT), PluginManager(), PROJECT_FILE).core
    assert core.urls == {"Repository": url}
    to = re.findall(r"\]\(([^)]+)\)", core.readme)
    own = [one for one in to if one.startswith(f"{url}/")]
    assert [one for one in to if one not in own and not one.startswith("https://")] == []
    at = f"v{actorgraph.__version__}/"
    for one in own:
        kind, _, path = one.removeprefix(f"{url}/").partition(f"/{at}")
        assert (ROOT / path).exists(), one
        assert kind == ("raw" if path.endswith(".png") else "blob")
    assert "![" in core.readme


def test_the_image_is_built_from_all_that_a_wheel_needs(tmp_path: Path) -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    for line in (line for line in lines if line.startswith("COPY ")):
        *sources, to = line.split()[1:]
        for source in sources:
            place = tmp_path / (source if to == "./" else to)
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place)
            else:
                shutil.copy(ROOT / source, place)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "dist"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").iterdir()
    assert actorgraph.__version__ in wheel.name


def test_the_source_distribution_makes_the_same_wheel(
    built: dict[str, Path], tmp_path: Path
) -> None:
    with tarfile.open(built[".gz"]) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    assert (folder / "tests" / Path(__file__).name).is_file()
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == built[".whl"].read_bytes()


def test_the_newest_change_is_of_this_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in changes.splitlines() if line.startswith("## "))
    assert newest.split()[1] == actorgraph.__version__


def test_installed_alone_it_answers_anywhere_and_each_extra_adds_its_part(
    built: dict[str, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--full"):
        pytest.skip(
            "installs all extras, one by one: pytest --full (make lowest installs the wheel)"
        )
    where = tmp_path / "venv"
    venv.create(where, with_pip=True)
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    binary = where / ("Scripts" if sys.platform == "win32" else "bin")

    def run(program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        command = [binary / program, *words]
        return subprocess.run(command, cwd=tmp_path, env=own, capture_output=True, check=False)

    def install(what: str) -> None:
        done = run("python", "-m", "pip", "install", "--quiet", what)
        assert done.returncode == 0, done.stderr.decode()

    install(str(built[".whl"]))
    shown = run("actorgraph", "show", "Pompeo")
    assert shown.returncode == 0
    assert b"Director of the CIA" in shown.stdout
    (tmp_path / "data").symlink_to(ROOT / "data")
    assert run("actorgraph", "export", "graph.html").returncode == 0
    for extra, words in NEEDS.items():
        assert run(*words).returncode != 0, extra
        install(f"{built['.whl']}[{extra}]")
        done = run(*words)
        assert done.returncode == 0, done.stderr.decode()
