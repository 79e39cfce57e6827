"""A real Chromium with the page's modules, one browser for all tests."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from actorgraph.render import html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run --disable-quic"
).split()
DRAWING = ("columns", "dom", "palette", "model", "verdict", "words", "view", "filters")
CANVAS = (
    "camera",
    "gestures",
    "grid",
    "shapes",
    "density",
    "lines",
    "labels",
    "painter",
    "canvas",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


def joined(names: tuple[str, ...]) -> str:
    """The modules as one script, as the page joins them; each is then `window.<name>`."""
    folder = html.resources.files("actorgraph.render") / "page"
    scripts = [
        html._enclosed(name, (folder / f"{name}.js").read_text(encoding="utf-8")) for name in names
    ]
    return "\n".join([*scripts, *(f"window.{name} = module_{name};" for name in names)])


@pytest.fixture
def bare_page(browser: Browser) -> Iterator[Page]:
    """An empty page with the modules loaded; any error in it fails the test."""
    errors: list[str] = []
    page = browser.new_page(viewport={"width": 900, "height": 600})
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_content(
        "<!doctype html><style>*{margin:0}#host{position:absolute;inset:0}</style>"
        "<div id=host></div>"
    )
    page.add_script_tag(content=joined(DRAWING + CANVAS))
    yield page
    page.close()
    assert errors == []
