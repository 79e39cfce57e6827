"""Who owns whom and who paid whom, as the page draws it: asked by buttons, keys, links and steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest_page import ROOT, export, rest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

EXAMPLES = ROOT / "docs" / "examples"
STORY = """\
# Who owns the yard

## The owners

A register names two owners of the yard.

Claims: k1 (confirmed), k2 (confirmed)
See: #owners=kelp&width=share
"""
LAID_OUT = "[...actorgraph.model.x, ...actorgraph.model.y]"
AXE = "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes[0].html.slice(0, 120)]))"


def words(page: Page) -> list[str]:
    rest(page)
    return sorted(page.evaluate("actorgraph.renderer.drawn().words"))


def places(page: Page) -> dict[str, dict[str, float]]:
    rest(page)
    return page.evaluate(
        "Object.fromEntries(actorgraph.model.ids.flatMap((id, i) =>"
        " actorgraph.view().node[i] ? [[id, actorgraph.renderer.position(i)]] : []))"
    )


def test_owners_stand_above_what_they_own(open_page: Callable[..., Any], tmp_path: Path) -> None:
    path = export(tmp_path / "p.html", data=EXAMPLES / "shipyard")
    watched = open_page(path, "id=kelp", viewport={"width": 1440, "height": 900})
    page = watched.page
    before = page.evaluate(LAID_OUT)
    page.focus(".ag-actions button:text-is('Owners')")
    page.keyboard.press("Enter")
    there = places(page)
    assert {*there} == {"kelp", "reef", "skerry", "teal", "olaf", "runa", "tern", "gannet", "mira"}
    for owner, company in (
        ("reef", "kelp"),
        ("runa", "reef"),
        ("gannet", "tern"),
        ("mira", "kelp"),
    ):
        assert there[owner]["y"] < there[company]["y"]
    assert there["reef"]["y"] == there["skerry"]["y"], "who own each other share a rank"
    said = words(page)
    assert {"60%", "25–50%", "(no share given)", "≥75% (contested)"} < {*said}
    assert {"60% (ended)", "100% (planned)", "30% → · ← 10%"} < {*said}
    assert page.inner_text(".ag-status").startswith("Who owns Kelp Shipyard Ltd: 9 entities")
    page.evaluate("actorgraph.setAsOf('2018-07-01')")
    then = places(page)
    assert {id_: then[id_] for id_ in then} == {id_: there[id_] for id_ in then}, "nobody moves"
    assert "60%" in words(page)
    page.go_back()
    assert places(page) == there
    page.select_option(".ag-widths", "share")
    rest(page)
    assert "width=share" in page.url
    assert "at most: a range, hedged or contested" in page.inner_text(".ag-legend")
    drawing = page.evaluate("actorgraph.renderer.drawing('').text()")
    assert "no share that counts" in drawing
    page.click(".ag-actions button:text-is('Show everything')")
    assert page.evaluate(LAID_OUT) == before, "everybody is where they were"
    assert watched.trespasses == []


def test_money_is_drawn_in_one_currency_at_a_time(
    open_page: Callable[..., Any], tmp_path: Path
) -> None:
    path = export(tmp_path / "p.html", data=EXAMPLES / "dredging")
    page = open_page(path, "id=brine").page
    page.click(".ag-actions button:text-is('Payments')")
    assert words(page) == [
        "75,000 EUR (×2) → · ← 25,000 EUR",
        "paid (no amount given)",
        "paid 2,000,000–2,050,000 NOK (×2) +1",
    ]
    assert page.input_value(".ag-widths") == "EUR"
    told = page.locator(".ag-widths option").all_inner_texts()
    assert told == ["how well founded", "amount, EUR", "amount, NOK", "amount, USD"]
    page.select_option(".ag-widths", "NOK")
    rest(page)
    legend = page.inner_text(".ag-legend")
    assert "2,050,000 NOK" in legend
    assert "no amount in NOK" in legend
    widest = "actorgraph.renderer.drawing('').text().match(/stroke-width=.([\\d.]+)/g)"
    thick = [float(one.split('"')[1]) for one in page.evaluate(widest)]
    assert max(thick) == 12
    page.select_option(".ag-widths", "")
    assert "NOK" not in page.inner_text(".ag-legend").replace("amount, NOK", "")
    assert "width=" not in page.url


def test_a_step_of_a_story_shows_owners(
    open_page: Callable[..., Any], axe: str, tmp_path: Path
) -> None:
    story = tmp_path / "story.md"
    story.write_text(STORY)
    path = export(tmp_path / "p.html", "--story", str(story), data=EXAMPLES / "shipyard")
    page = open_page(path, color_scheme="dark", bypass_csp=True).page
    assert "60%" in words(page)
    assert page.inner_text(".ag-status").startswith("Who owns Kelp Shipyard Ltd")
    there = places(page)
    assert there["runa"]["y"] < there["reef"]["y"] < there["kelp"]["y"]
    page.evaluate(axe)
    assert page.evaluate(AXE) == []


def test_a_page_without_figures_carries_none_of_this(seed_page: Path, tmp_path: Path) -> None:
    assert "treePlaces" not in seed_page.read_text("utf-8")
    yard = export(tmp_path / "p.html", data=EXAMPLES / "shipyard")
    assert "treePlaces" in yard.read_text("utf-8")
