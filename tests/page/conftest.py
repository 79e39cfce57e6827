from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from conftest_page import export

from actorgraph.render import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


class Watched:
    """A page with everything it did that an offline page must not do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.trespasses: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.trespasses.append(f"error: {error}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.trespasses.append(f"console {message.type}: {message.text}")

    def _dialog(self, dialog: Any) -> None:
        self.trespasses.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file://", "blob:", "data:")):
            self.trespasses.append(f"request: {request.url}")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    contexts = []

    def opened(path: Path, fragment: str = "", **options: Any) -> Watched:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "accept_downloads": True, **options}
        )
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(path.as_uri() + (f"#{fragment}" if fragment else ""))
        watched.page.wait_for_selector(".ag-status:not(:empty)", state="attached")
        return watched

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def seed_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as it is without its story, which would stand before everything else."""
    return export(tmp_path_factory.mktemp("page") / "seed.html", "--title", "Seed", "--no-story")


@pytest.fixture(scope="session")
def story_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("story") / "seed.html", "--title", "Seed")


def joined() -> str:
    """The viewer as one script, as the page joins it; each module is then `window.<name>`."""
    script = html.viewer_source()
    names = re.findall(r"^const module_(\w+)", script, re.MULTILINE)
    return "\n".join([script, *(f"window.{name} = module_{name};" for name in names)])


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
    page.add_script_tag(content=joined())
    yield page
    page.close()
    assert errors == []


@pytest.fixture(scope="session")
def axe(from_npm: Callable[[str], Path]) -> str:
    """axe-core from npm."""
    return (from_npm("axe-core@4") / "axe-core" / "axe.min.js").read_text("utf-8")
