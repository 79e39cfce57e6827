"""The page's modules hold to their JSDoc types, and their functions stay short."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actorgraph.render import html

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.process
RENDER = Path(__file__).parent.parent.parent / "src" / "actorgraph" / "render"
MODULES = sorted(
    file for folder in ("page", "money", "workspace") for file in (RENDER / folder).glob("*.js")
)
LONGEST_FUNCTION = 50
SCRIPTS = (("shell",), ("widget",), ("workspace", html.WITH_MONEY))


def output_of(*command: object) -> str:
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False
    ).stdout


def test_the_types_hold(from_npm: Callable[[str], Path]) -> None:
    tsc = from_npm("typescript@5") / ".bin" / "tsc"
    options = ["--noEmit", "--allowJs", "--checkJs", "--target", "es2022", "--module", "es2022"]
    options += ["--lib", "dom,dom.iterable,es2023", "--moduleResolution", "bundler", "--strict"]
    assert output_of(tsc, *options, *MODULES) == ""


def test_no_function_is_longer_than_a_screen(from_npm: Callable[[str], Path]) -> None:
    script = Path(__file__).parent / "long_functions.js"
    typescript = from_npm("typescript@5") / "typescript"
    assert output_of("node", script, typescript, LONGEST_FUNCTION, *MODULES) == ""


def test_no_text_of_a_script_changes_when_it_is_made_short(
    from_npm: Callable[[str], Path], tmp_path: Path
) -> None:
    """rjsmin takes a template in a template for code, and blanks at its begin for blanks of code."""
    script = Path(__file__).parent / "changed_texts.js"
    typescript = from_npm("typescript@5") / "typescript"
    before, after = tmp_path / "before.js", tmp_path / "after.js"
    for modules in SCRIPTS:
        source = html.viewer_source(*modules)
        before.write_text(source, encoding="utf-8")
        after.write_text(html.minified(source), encoding="utf-8")
        assert output_of("node", script, typescript, before, after) == "", modules
