"""What is saved and printed is what the screen shows; the legend says what it means, and filters."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from conftest_page import export

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
COMPLETE = ".ag-stage[data-drawn=complete]"


@pytest.fixture(scope="module")
def credited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("credited")
    return export(folder / "seed.html", "--title", "Seed", "--credit", "By us", "--no-story")


def saved(page: Any, label: str) -> Path:
    page.click(".ag-save > button")
    with page.expect_download() as waiting:
        page.click(f"text={label}")
    return Path(waiting.value.path())


def texts(root: ET.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


def test_the_saved_drawing_has_all_that_the_screen_has(open_page: Any, credited: Path) -> None:
    page = open_page(credited, viewport={"width": 1440, "height": 900}).page
    page.wait_for_selector(COMPLETE)
    root = ET.parse(saved(page, "Drawing (SVG)")).getroot()  # noqa: S314 -- written by our page
    written = texts(root)
    assert {"Seed", "By us", page.inner_text(".ag-status")} <= set(written)
    legend = [row.split("\n")[0] for row in page.locator(".ag-legenditem").all_inner_texts()]
    assert {"person", "agency", "single origin", "denied"} <= set(legend)
    assert set(legend) - {"Colour tells"} <= set(written)
    names = page.evaluate(
        "actorgraph.renderer.drawn().named.map((i) => actorgraph.model.names[i].split(' ')[0])"
    )
    assert all(any(text.startswith(name) for text in written) for name in names)
    words = page.evaluate("actorgraph.renderer.drawn().words")
    assert words
    assert set(words) <= set(written), "words along lines"
    counts = page.evaluate(
        "actorgraph.renderer.drawn().lines.filter((line) => line.length > 1).length"
    )
    assert counts > 3
    badges = [text for text in written if text.isdigit()]
    assert 0 < len(badges) <= counts * 2
    heads = [path for path in root.iter(f"{SVG}path") if path.get("d", "").count("Z") > 1]
    assert heads, "arrowheads are closed shapes drawn together"
    assert root.find(f"{SVG}title") is not None


def test_a_drawing_without_who_is_hidden_does_not_name_him(open_page: Any, credited: Path) -> None:
    page = open_page(credited, "notype=person").page
    page.wait_for_selector(COMPLETE)
    root = ET.parse(saved(page, "Drawing (SVG)")).getroot()  # noqa: S314 -- written by our page
    assert not any(text.split(" ")[-1] == "Pompeo" for text in texts(root))


def test_print_has_the_drawing_unsquashed_and_the_screen_comes_back(
    open_page: Any, credited: Path
) -> None:
    page = open_page(credited, "id=pompeo", color_scheme="dark").page
    page.wait_for_selector(COMPLETE)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})
    svg = page.locator(".ag-print svg")
    box = svg.bounding_box()
    ratio = page.evaluate(
        "(() => { const [, , w, h] = document.querySelector('.ag-print svg')"
        ".getAttribute('viewBox').split(' ').map(Number); return w / h; })()"
    )
    assert abs(box["width"] / box["height"] / ratio - 1) < 0.02
    assert not page.is_visible(".ag-stage")
    assert page.is_visible(".ag-card >> text=Michael Pompeo")
    assert svg.locator("path").first.get_attribute("fill") == "#ffffff"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".ag-print").count() == 0
    assert page.is_visible(".ag-stage")
    assert page.locator(".ag-dark").count() == 1


def test_the_legend_filters_and_comes_back(open_page: Any, credited: Path) -> None:
    page = open_page(credited).page
    before = page.evaluate("actorgraph.view().relations")
    page.click(".ag-legend >> text=topic")
    fewer = page.evaluate("actorgraph.view().relations")
    assert fewer < before
    off = page.locator(".ag-legend button[aria-pressed=false]")
    assert off.all_inner_texts() == ["topic"]
    page.click(".ag-legend >> text=single origin")
    assert page.evaluate("actorgraph.view().relations") < fewer
    for _ in range(2):
        off.first.click()
    assert page.evaluate("actorgraph.view().relations") == before


def test_colours_tell_what_the_reader_asks_and_a_link_brings_them_back(
    open_page: Any, credited: Path
) -> None:
    page = open_page(credited).page
    assert page.locator(".ag-colouring option").all_inner_texts() == [
        "type",
        "group",
        "how well founded",
    ]
    page.select_option(".ag-colouring", "standing")
    page.wait_for_url(lambda url: "colour=standing" in url)
    named = "actorgraph.model.tints.named.map((tint) => tint.words)"
    assert "single origin" in page.evaluate(named)
    page.select_option(".ag-colouring", "group")
    assert page.evaluate(named)[0] == "Group 1"
    again = open_page(credited, "colour=group").page
    assert again.evaluate(named)[0] == "Group 1"
    assert again.input_value(".ag-colouring") == "group"
