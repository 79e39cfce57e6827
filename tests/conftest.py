from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from pyspark.sql import SparkSession
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(os.path.exists, ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")),
    "/usr/bin/chromium",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=20)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=10)
settings.register_profile("full", deadline=None, max_examples=3000)
settings.register_profile("differential", deadline=None, max_examples=200, database=None)
settings.register_profile(  # to make a failure small takes a minute, and nobody reads it
    "mutation",
    derandomize=True,
    deadline=None,
    max_examples=50,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile("fuzz", deadline=None, max_examples=2000, database=None)
settings.load_profile("repeatable")


MOST_CASES = {"spark": 3, "browser": 3}
"""How many cases of one test the gate asks of what takes seconds for each."""
FEW_CASES = 5
"""How many cases of any test `make quick` asks."""
IN_MEMORY = Path("/dev/shm")  # noqa: S108
"""Where tests keep their files if there is room: they write and remove some ten thousand."""
ROOM = 4 << 30
QUICK_SPARK = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.shuffle.partitions": "2",
}
"""For a few rows each plan is interpreted: to compile it takes a sixth of the processor's time."""

_children: list[str] = []
"""Child processes that the running test has started, by program."""


def _note_child(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("subprocess.Popen", "os.forkpty") and "lscpu" not in arguments:  # as NumPy 1 does
        _children.append(str(arguments[0]) if arguments else "a program on a terminal")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--full"):
        settings.load_profile("full")
    if _has_room(IN_MEMORY):
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
    sys.addaudithook(_note_child)
    os.fsync = _not_waited_for


def _has_room(folder: Path) -> bool:
    """Whether the files of all tests fit into a folder, and programs among them may run."""
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return False
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize > ROOM and not about.f_flag & os.ST_NOEXEC


def _not_waited_for(_: int) -> None:
    """Stand for os.fsync: no test cuts the power, and the disk takes a tenth of their time."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what a test needs beyond Python."""
    for item in items:
        long = item.get_closest_marker("long")
        if long and not config.getoption("--full"):
            item.add_marker(pytest.mark.skip(reason=f"{long.args[0]}: pytest --full"))
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if "spark" in getattr(item, "fixturenames", ()):
            item.add_marker("spark")
        if "differential" in item.path.parts or item.path.stem == "test_shortest_paths":
            item.add_marker("slow")
    if not config.getoption("--full"):
        for marker, most in MOST_CASES.items():
            left_out = pytest.mark.skip(reason=f"one of many cases ({marker}): pytest --full")
            marked = [item for item in items if item.get_closest_marker(marker)]
            for item in _cases_beyond(marked, most):
                item.add_marker(left_out)
    if config.getoption("--few-cases"):
        left = set(_cases_beyond(items, FEW_CASES))
        config.hook.pytest_deselected(items=list(left))
        items[:] = [item for item in items if item not in left]


def _cases_beyond(items: list[pytest.Item], most: int) -> Iterator[pytest.Item]:
    """Give the cases of a test beyond some, which are chosen evenly.

    A test marked `every_case` is tried with all.
    """
    by_test: dict[str, list[pytest.Item]] = {}
    for item in items:
        if not item.get_closest_marker("every_case"):
            by_test.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in by_test.values():
        step = -(-len(cases) // most)
        yield from (case for number, case in enumerate(cases) if number % step)


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what five thousand tests are made of: a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Keep all that needs Spark in one worker: a second session takes the cores from the first.

    The notebooks too, of which one is run for two tests, and what reads all source at once. xdist_group does not do it: its names do
    not reach the scheduler under pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class SparkTogether(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            together = ("spark", "test_notebooks.py", "test_house.py")
            return next((scope for scope in together if scope in nodeid), nodeid)

    return SparkTogether(config, log)


@pytest.fixture(autouse=True)
def _children_are_announced(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep `make quick` quick: a test that starts a program says so by a marker."""
    _children.clear()
    yield
    if _children and not any(map(request.node.get_closest_marker, ("process", "browser", "spark"))):
        pytest.fail(f"starts {_children[0]}: mark it @pytest.mark.process")


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("ACTORGRAPH_DATA", "ACTORGRAPH_INDEX", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the full form of the slow suites")
    parser.addoption("--few-cases", action="store_true", help="of each test some cases")
    parser.addoption("--update-docs", action="store_true", help="write examples' output anew")


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest) -> Iterator[SparkSession]:
    if shutil.which("java") is None:
        pytest.skip("no Java: make test installs it (tests/install_tools.sh)")
    from engines.on_spark import MASTER

    from actorgraph.engines.spark.session import session

    with pytest.MonkeyPatch.context() as patch:
        # Tests ask each question once: to compile it a second time, and better, takes two fifths
        # of the processor's time and never pays.
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        made = session(MASTER)
        if not request.config.getoption("--full"):
            for name, value in QUICK_SPARK.items():
                made.conf.set(name, value)
        yield made
        made.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: make test installs it, or set CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def from_npm(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Install a package of npm in a folder of its own; gives that folder's node_modules."""
    made: dict[str, Path] = {}

    def install(package: str) -> Path:
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("no npm: tests/install_tools.sh installs it")
        if package not in made:
            folder = tmp_path_factory.mktemp("npm")
            options = ["--loglevel=error", "--no-audit", "--no-fund", "--prefix", str(folder)]
            done = subprocess.run(
                [npm, "install", *options, package], check=False, capture_output=True
            )
            if any(word in done.stderr for word in (b"ENOTFOUND", b"EAI_AGAIN", b"ETIMEDOUT")):
                pytest.skip("no way to the registry of npm")
            assert done.returncode == 0, done.stderr
            made[package] = folder / "node_modules"
        return made[package]

    return install


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the full form of a suite is asked for."""
    return bool(request.config.getoption("--full"))
