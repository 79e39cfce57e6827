"""What the guide says of marimo, done as it says: answers, pictures and views in an app of its own."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from notebook_server import free_port, running

GUIDE = Path(__file__).parent.parent.parent / "docs" / "guide" / "notebooks.md"
APP = """import marimo

app = marimo.App()
"""
CELL = """

@app.cell
def _({takes}):
{code}
    return ({gives})
"""


def cells_of_guide() -> list[str]:
    """Return the cells that the guide gives for marimo, separated there by empty lines."""
    section = GUIDE.read_text(encoding="utf-8").partition("**marimo.**")[2]
    return re.findall(r"```python\n(.*?)```", section, re.DOTALL)[0].strip().split("\n\n")


def app_of(cells: list[str]) -> str:
    """Return a notebook of marimo, in which each cell takes what those above it made."""
    made: list[str] = []
    written = APP
    for cell in cells:
        own = re.findall(r"^(?:import (?:\w+ as )?)?(\w+)(?: =|$)", cell, re.MULTILINE)
        new = [name for name in dict.fromkeys(own) if name not in made]
        code = "".join(f"    {line}\n" for line in cell.splitlines())
        takes = ", ".join(name for name in made if re.search(rf"\b{name}\b", cell))
        written += CELL.format(
            takes=takes, code=code.rstrip(), gives="".join(f"{name}, " for name in new)
        )
        made += new
    return written


@pytest.mark.process
@pytest.mark.long("starts marimo, where that is installed, once for each theme")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marimo_shows_answers_pictures_and_views_and_hears_clicks(theme, browser, tmp_path):
    pytest.importorskip("marimo")
    (tmp_path / "app.py").write_text(app_of(cells_of_guide()), encoding="utf-8")
    settings = tmp_path / ".config" / "marimo"
    settings.mkdir(parents=True)
    (settings / "marimo.toml").write_text(f'[display]\ntheme = "{theme}"\n', encoding="utf-8")
    port = free_port()
    command = [sys.executable, "-m", "marimo", "run", str(tmp_path / "app.py"), "--headless"]
    command += ["--no-token", f"--port={port}"]
    environment = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
    }
    with running(command, port, "/health", environment, tmp_path / "log"):
        page = browser.new_page(color_scheme="null", viewport={"width": 480, "height": 900})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"http://127.0.0.1:{port}/")
        view = page.locator(".ag")
        view.locator(".ag-stage canvas").first.wait_for(timeout=60_000)
        assert page.locator(".ag-answer b", has_text="Michael Pompeo").first.is_visible()
        view.locator(".ag-card .ag-name", has_text="Director of the CIA").first.click()
        page.get_by_text("'cia-director'").wait_for(timeout=20_000)
        page.locator("iframe").scroll_into_view_if_needed()
        picture = page.frame_locator("iframe").locator(".ag")
        picture.locator(".ag-stage canvas").first.wait_for(timeout=20_000)
        is_dark = "one => one.classList.contains('ag-dark')"
        assert [one.evaluate(is_dark) for one in (view, picture)] == [theme == "dark"] * 2
        assert page.evaluate("document.documentElement.scrollWidth") == 480
        assert errors == []
        page.close()
