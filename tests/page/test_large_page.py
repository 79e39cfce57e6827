"""A page of thousands, drawn by the canvas: OpenStates, as a reader uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest_page import ROOT, export

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = ROOT / "docs" / "examples" / "openstates"
    return export(tmp_path_factory.mktemp("states") / "states.html", data=folder)


def test_it_opens_without_a_request_or_an_error_and_is_small(open_page, states) -> None:
    watched = open_page(states)
    watched.page.wait_for_timeout(300)
    assert watched.trespasses == []
    status = "2,865 entities, 8,128 relations shown; 596 offices drawn as lines"
    assert watched.page.inner_text(".ag-status") == status
    assert states.stat().st_size < 1_200_000


def test_a_person_is_found_and_shown_with_evidence(open_page, states) -> None:
    page = open_page(states).page
    page.fill(".ag-search", "looney")
    assert page.inner_text(".ag-hits li:first-child .ag-hitname") == "Martin Looney"
    page.keyboard.press("Enter")
    assert "no date given · Open States" in page.inner_text(".ag-card")


def test_clicking_the_picture_chooses_who_is_there(open_page, states) -> None:
    page = open_page(states, "id=party-republican").page
    at = page.evaluate("actorgraph.renderer.position(actorgraph.state.selected)")
    page.keyboard.press("Escape")
    box = page.locator(".ag-stage").bounding_box()
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert page.inner_text(".ag-card h2") == "Republican"


def test_filters_and_the_day_narrow_it(open_page, states) -> None:
    page = open_page(states, "asof=2007-11-20").page
    shown = page.evaluate("[actorgraph.view().relations, actorgraph.view().possible]")
    assert 0 < shown[1] <= shown[0] < 8128


def test_a_path_through_thousands(open_page, states) -> None:
    page = open_page(states).page
    page.evaluate("actorgraph.path('party-republican', 'party-democratic')")
    assert "step" in page.inner_text(".ag-card")


def test_the_table_shows_more_on_demand(open_page, states) -> None:
    page = open_page(states, "view=table").page
    assert page.locator(".ag tbody tr").count() == 200
    page.click(".ag-tablewrap > .ag-button")
    assert page.locator(".ag tbody tr").count() == 400


def test_the_picture_is_saved(open_page, states) -> None:
    page = open_page(states).page
    page.click("button:has-text('Save')")
    with page.expect_download() as waiting:
        page.click("text=Picture (PNG)")
    assert Path(waiting.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hub")
    words = ("met_with", "owns", "member_of", "accused", "advises")
    said = [f"hub,{words[n % 5]},other{n},paper,https://p.example/{n}" for n in range(300)]
    rows = ["source,relation,target,attributed_to,document", *said]
    (folder / "relations.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return export(folder / "hub.html", data=folder)


SECTIONS = """() => [...document.querySelectorAll('.ag-card > section')].map((one) => [
  one.querySelector('h3').firstChild.textContent, one.querySelectorAll('.ag-line').length])"""


def test_the_sections_of_a_long_card_follow_in_order_before_its_end(open_page, hub) -> None:
    page = open_page(hub).page
    at_first = page.evaluate(f"(actorgraph.select('hub'), ({SECTIONS})())")
    page.wait_for_selector(".ag-card:not(:has([aria-busy]))")
    shown = page.evaluate(SECTIONS)
    assert shown == [["Ties", 10], ["Meetings and events", 10], ["Other relations", 10]]
    assert at_first == shown[:1]
    assert page.inner_text(".ag-card > :last-child") == "300 relations."


def test_a_long_card_stays_where_nothing_on_it_has_changed(open_page, hub) -> None:
    page = open_page(hub, "id=hub").page
    page.wait_for_selector(".ag-card:not(:has([aria-busy]))")
    page.evaluate("window.card = document.querySelector('.ag-card')")
    page.evaluate("actorgraph.setFilters({hidden_verdicts: ['contested']})")
    assert page.evaluate("window.card === document.querySelector('.ag-card')")
