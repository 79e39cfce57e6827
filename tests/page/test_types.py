"""The page's modules parse, and those that ask for it are held to their JSDoc types."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent.parent / "src" / "actorgraph" / "render" / "page"


def test_the_types_hold(tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("no npm: tests/install_browser.sh installs it")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(tmp_path)]
    done = subprocess.run([*install, "typescript@5"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    options = ["--noEmit", "--allowJs", "--target", "es2022", "--module", "es2022", "--strict"]
    options += ["--lib", "dom,dom.iterable,es2023", "--moduleResolution", "bundler"]
    tsc = tmp_path / "node_modules" / ".bin" / "tsc"
    done = subprocess.run(
        [str(tsc), *options, *map(str, sorted(FOLDER.glob("*.js")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == ""
