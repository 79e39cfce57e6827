"""The page's modules parse, and those that ask for it are held to their JSDoc types."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent.parent.parent / "src" / "actorgraph" / "render" / "page"


@pytest.mark.process
def test_the_types_hold(from_npm: Callable[[str], Path]) -> None:
    tsc = from_npm("typescript@5") / ".bin" / "tsc"
    options = ["--noEmit", "--allowJs", "--target", "es2022", "--module", "es2022", "--strict"]
    options += ["--lib", "dom,dom.iterable,es2023", "--moduleResolution", "bundler"]
    done = subprocess.run(
        [str(tsc), *options, *map(str, sorted(FOLDER.glob("*.js")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
