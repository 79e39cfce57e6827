"""The pictures of the documents show the page as it is: `make pictures` takes them anew."""

from __future__ import annotations

import io
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from conftest_page import ROOT, export, rest
from PIL import Image, ImageChops, ImageStat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

IMAGES = ROOT / "docs" / "images"
EXAMPLES = ROOT / "docs" / "examples"
PHONE = {"viewport": {"width": 390, "height": 780}}
SEED, SHIPYARD, DREDGING = ROOT / "data", EXAMPLES / "shipyard", EXAMPLES / "dredging"
DARK = {"color_scheme": "dark"}
PICTURES: dict[str, tuple[Path, str, dict[str, Any]]] = {
    "page.png": (SEED, "", {}),
    "page-card.png": (SEED, "id=pompeo", {}),
    "page-path.png": (SEED, "from=pompeo&to=naryshkin", DARK),
    "page-table.png": (SEED, "view=table", {}),
    "page-as-of.png": (SEED, "asof=2018-01-30", {}),
    "page-without.png": (SEED, "without=antonov&id=naryshkin", {}),
    "page-phone.png": (SEED, "id=volker", PHONE),
    "page-owners.png": (SHIPYARD, "owners=kelp", {"viewport": {"width": 1440, "height": 900}}),
    "page-flows.png": (DREDGING, "flows=brine&width=NOK", DARK),
}
FEW = (64, 40)
LARGEST_DIFFERENCE = 4
"""Of two pictures shrunk to a few points, in steps of brightness of 256: fonts differ by less."""
AS_A_LARGE_GRAPH = """
import sys
from actorgraph.serving import page_questions
page_questions.WHOLE = 0
sys.argv = ["actorgraph", "--data", sys.argv[1], "serve", "--no-browser", "--around", "surkov"]
from actorgraph import cli
cli.main()
"""
"""Serves the demo data as if it were more than a page is sent as a whole."""


def difference(picture: bytes, kept: Path) -> float:
    """How much two pictures differ where they differ most, seen from afar."""
    seen, known = (Image.open(one).convert("L") for one in (io.BytesIO(picture), kept))
    assert seen.size == known.size, kept.name
    apart = ImageChops.difference(seen.resize(FEW, Image.BOX), known.resize(FEW, Image.BOX))
    return ImageStat.Stat(apart).mean[0]


def hold(page: Page, name: str, request: pytest.FixtureRequest) -> None:
    """Compare what a page shows with the picture in the documents, or take the picture anew."""
    picture = page.screenshot()
    if request.config.getoption("--update-docs"):
        (IMAGES / name).write_bytes(picture)
    assert difference(picture, IMAGES / name) <= LARGEST_DIFFERENCE


def test_pictures_of_the_page_are_of_today(
    open_page: Callable[..., Any], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    for name, (data, fragment, options) in PICTURES.items():
        path = tmp_path / f"{data.name}.html"
        if not path.exists():
            export(path, data=data)
        page = open_page(path, fragment, **options).page
        page.wait_for_selector(".ag-stage[data-drawn=complete]", state="attached")
        rest(page)
        hold(page, name, request)


@pytest.fixture
def served(browser: Browser) -> Iterator[Page]:
    """What `serve` shows of a large graph."""
    command = [sys.executable, "-c", AS_A_LARGE_GRAPH, str(ROOT / "data")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(re.findall(r"http\S+", serving.stdout.readline())[0])
        yield page
        page.close()
        serving.send_signal(signal.SIGINT)


def test_the_picture_of_a_served_graph_is_of_today(
    served: Page, request: pytest.FixtureRequest
) -> None:
    served.wait_for_selector(".ag-stage[data-drawn=complete]")
    served.evaluate("actorgraph.expand(actorgraph.model.numberOf.get('volker'))")
    served.wait_for_function("actorgraph.model.numberOf.has('dubai-package')")
    rest(served)
    served.evaluate("actorgraph.renderer.fit()")
    served.fill(".ag-search", "Naryshkin")
    served.wait_for_selector("#ag-hit-0")
    rest(served)
    hold(served, "serve.png", request)


def test_a_picture_of_something_else_is_noticed() -> None:
    card = (IMAGES / "page-card.png").read_bytes()
    assert difference(card, IMAGES / "page-card.png") == 0
    assert difference(card, IMAGES / "page-path.png") > LARGEST_DIFFERENCE
    assert difference(card, IMAGES / "page-table.png") > LARGEST_DIFFERENCE
