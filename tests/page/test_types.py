"""The page's modules hold to their JSDoc types, and their functions stay short."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.process
FOLDER = Path(__file__).parent.parent.parent / "src" / "actorgraph" / "render" / "page"
LONGEST_FUNCTION = 50
SEARCH = ("keys.js", "likeness.js", "names.js", "search.js")
"""The modules of the search by name have no types yet."""


def output_of(*command: object) -> str:
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False
    ).stdout


def test_the_types_hold(from_npm: Callable[[str], Path]) -> None:
    tsc = from_npm("typescript@5") / ".bin" / "tsc"
    options = ["--noEmit", "--allowJs", "--checkJs", "--target", "es2022", "--module", "es2022"]
    options += ["--lib", "dom,dom.iterable,es2023", "--moduleResolution", "bundler", "--strict"]
    errors = output_of(tsc, *options, *sorted(FOLDER.glob("*.js"))).splitlines()
    names = tuple(f"/{name}(" for name in SEARCH)
    assert [line for line in errors if line[0] != " " and not any(n in line for n in names)] == []


def test_no_function_is_longer_than_a_screen(from_npm: Callable[[str], Path]) -> None:
    script = Path(__file__).parent / "long_functions.js"
    typescript = from_npm("typescript@5") / "typescript"
    files = sorted(FOLDER.glob("*.js"))
    assert output_of("node", script, typescript, LONGEST_FUNCTION, *files) == ""
