from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=100)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in ("ACTORGRAPH_DATA", "ACTORGRAPH_INDEX", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="the full form of the slow suites")
    parser.addoption("--update-docs", action="store_true", help="write examples' output anew")


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Whether the full form of a suite is asked for."""
    return bool(request.config.getoption("--full"))
