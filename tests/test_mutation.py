"""Each guard that docs/security.md vouches for can be broken, and a test notices."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from mutation import GUARDS, ROOT, Guard, StaleError, check, copied, is_noticed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

AT_ONCE = 5
BROWSER = "tests/page/"


def in_turn() -> list[Guard]:
    """The guards whose turn it is: five with each commit, those in the page apart."""
    guards = [guard for guard in GUARDS if not guard.test.startswith(BROWSER)]
    first = 0
    if shutil.which("git"):
        command = ["git", "rev-list", "--count", "HEAD"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        first = int(done.stdout or 0) * AT_ONCE
    return [guards[(first + number) % len(guards)] for number in range(AT_ONCE)]


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    with copied() as folder:
        yield folder


def promises() -> list[tuple[str, str]]:
    """What docs/security.md promises, and what it says by which test."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    return re.findall(r"^\| (\*\*.+) \| (.+) \|$", text, re.MULTILINE)


@pytest.mark.parametrize("promise", promises(), ids=lambda promise: promise[0][:40])
def test_each_promise_names_tests_that_are_there_and_break_a_guard(
    promise: tuple[str, str],
) -> None:
    named = re.findall(r"`(tests/[\w./]+)`", promise[1])
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert any(guard.test.startswith(name) for guard in GUARDS for name in named), named


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.says)
def test_a_guard_stands_once_where_it_says_and_has_its_test(guard: Guard) -> None:
    check(guard)


def test_a_guard_that_is_gone_or_stands_twice_is_stale() -> None:
    guard = GUARDS[0]
    with pytest.raises(StaleError, match=r"stands 0 times in claims\.py.*it is in: render/"):
        check(guard._replace(file="claims.py"))
    with pytest.raises(StaleError, match="has to stand once"):
        check(guard._replace(whole="return"))
    with pytest.raises(StaleError, match="has no test test_nothing"):
        check(guard._replace(test="tests/test_edges.py::test_nothing"))


@pytest.mark.process
@pytest.mark.parametrize("guard", in_turn(), ids=lambda guard: guard.says)
def test_a_broken_guard_is_noticed(guard: Guard, copy: Path) -> None:
    assert is_noticed(guard, copy), f"{guard.says}: {guard.test} passes though it is broken"


@pytest.mark.process
def test_a_guard_that_is_whole_is_not_said_to_be_broken(copy: Path) -> None:
    guard = next(one for one in GUARDS if one.file == "edges.py")
    assert not is_noticed(guard._replace(broken=guard.whole), copy)
