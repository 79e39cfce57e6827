"""A link brings back all that can be seen, and Back brings back what was seen before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_page import export, rest

pytestmark = pytest.mark.browser
Open = Callable[..., Any]

SEEN = """() => {
  const { model, state, renderer } = actorgraph;
  const sorted = (numbers) => [...numbers].map((i) => model.ids[i]).sort();
  const camera = renderer.framing();
  return {
    selected: state.selected === null ? null : model.ids[state.selected],
    line: state.line.map((k) => model.claims(k).map((claim) => claim.number)),
    path: state.path && [model.ids[state.path.from], model.ids[state.path.to]], through: state.through,
    marked: sorted(state.marked), only: state.only && sorted(state.only), around: sorted(state.around),
    types: [...state.hiddenTypes], relations: [...state.hiddenRelations], verdicts: [...state.hiddenVerdicts],
    without: [...state.without], origins: state.minOrigins, days: [state.asOf, state.since, state.until],
    offices: state.collapsed, table: state.table, field: document.querySelector(".ag-date").value,
    view: [actorgraph.view().entities, actorgraph.view().relations],
    card: document.querySelector(".ag-cardinner").innerText,
    camera: camera && [camera.x, camera.y, camera.span].map((value) => Number(value.toPrecision(4))),
  };
}"""
"""All that can be seen, but for what the size of the window decides."""


def edge_between(page: Any, source: str, word: str, target: str) -> int:
    return page.evaluate(
        """([source, word, target]) => { const m = actorgraph.model;
        return [...m.source.keys()].find((k) => k < m.m && m.ids[m.source[k]] === source
          && m.relations[m.relation[k]] === word && m.ids[m.target[k]] === target); }""",
        [source, word, target],
    )


def zoom_in(page: Any) -> None:
    box = page.locator(".ag-stage").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)
    page.mouse.wheel(0, -400)


ACTS: dict[str, Callable[[Any], object]] = {
    "selection": lambda page: page.evaluate("actorgraph.select('volker')"),
    "relation": lambda page: page.evaluate(
        "(k) => actorgraph.selectLine([k])", edge_between(page, "naryshkin", "was_in", "washington")
    ),
    "path": lambda page: page.evaluate("actorgraph.path('volker', 'pompeo')"),
    "path through all": lambda page: (
        page.evaluate("actorgraph.path('nauert', 'bbc')"),
        page.click("button:has-text('Show it')"),
    ),
    "marks": lambda page: page.evaluate("actorgraph.highlight(['volker', 'surkov'])"),
    "surroundings": lambda page: (
        page.evaluate("actorgraph.select('surkov')"),
        page.click("text=Only surroundings"),
    ),
    "expanded": lambda page: (
        page.evaluate("actorgraph.select('surkov')"),
        page.click("text=Only surroundings"),
        page.click(".ag-card .ag-name:has-text('Kurt Volker')"),
        page.click(".ag-actions >> text=Expand"),
    ),
    "folded": lambda page: (
        page.evaluate("actorgraph.select('surkov')"),
        page.click("text=Only surroundings"),
        page.click(".ag-card .ag-name:has-text('Vladimir Putin')"),
        page.click(".ag-actions >> text=Expand"),
        page.click(".ag-actions >> text=Collapse"),
    ),
    "filters": lambda page: page.evaluate(
        """actorgraph.setFilters({hidden_types: ['place'], hidden_relations: ['met_with'],
        hidden_verdicts: ['contested'], without: ['antonov'], min_origins: 1})"""
    ),
    "day": lambda page: (page.fill(".ag-date", "2018-01-26"), page.keyboard.press("Enter")),
    "range": lambda page: (
        page.fill(".ag-date", "2018-01-20/2018-01-27"),
        page.keyboard.press("Enter"),
    ),
    "table": lambda page: page.click(".ag-tools >> text=Table"),
    "camera": zoom_in,
}


@pytest.mark.parametrize("act", ACTS)
def test_a_link_brings_back(open_page: Open, seed_page: Path, act: str) -> None:
    page = open_page(seed_page).page
    before = page.evaluate(SEEN)
    ACTS[act](page)
    rest(page)
    seen, fragment = page.evaluate(SEEN), page.evaluate("location.hash.slice(1)")
    assert seen != before
    again = open_page(seed_page, fragment).page
    rest(again)
    assert again.evaluate(SEEN) == seen


@pytest.mark.parametrize("act", [act for act in ACTS if act != "camera"])
def test_back_brings_back_what_was_seen_before(open_page: Open, seed_page: Path, act: str) -> None:
    page = open_page(seed_page, "id=huntsman").page
    rest(page)
    seen = [page.evaluate(SEEN)]
    page.evaluate("actorgraph.select('pompeo')")
    rest(page)
    seen.append(page.evaluate(SEEN))
    length = page.evaluate("history.length")
    ACTS[act](page)
    rest(page)
    after = page.evaluate(SEEN)
    for _ in range(page.evaluate("history.length") - length):
        page.go_back()
    rest(page)
    assert page.evaluate(SEEN) == seen[1]
    page.go_back()
    rest(page)
    assert page.evaluate(SEEN) == seen[0]
    assert after != seen[1]


def test_moving_the_picture_is_no_step(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=volker").page
    rest(page)
    length = page.evaluate("history.length")
    for _ in range(3):
        zoom_in(page)
        rest(page)
    assert page.evaluate("history.length") == length


def test_a_link_is_followed_within_the_page(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=volker").page
    page.evaluate("location.hash = '#id=pompeo&asof=2018-01-26'")
    page.wait_for_selector(".ag-card h2:has-text('Michael Pompeo')")
    assert page.input_value(".ag-date") == "2018-01-26"
    assert page.evaluate("actorgraph.state.selected") is not None


def test_the_day_is_text(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.fill(".ag-date", "2018-01-26")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "asof=2018-01-26" in url)


@pytest.mark.parametrize("day", ["asof=2018-02-30", "since=736720", "until=26.01.2018"])
def test_a_link_with_a_wrong_day_says_so(open_page: Open, seed_page: Path, day: str) -> None:
    page = open_page(seed_page, f"id=pompeo&{day}").page
    text = day.partition("=")[2]
    assert page.inner_text(".ag-advice").startswith(f"{text} is no day.")
    assert page.get_attribute(".ag-date", "aria-invalid") == "true"
    assert page.input_value(".ag-date") == text
    assert page.evaluate("[actorgraph.state.asOf, actorgraph.state.since]") == [None, None]


def test_a_link_that_names_who_is_not_here_says_so(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=nobody&edge=pompeo&edge=married&edge=surkov").page
    assert page.inner_text(".ag-hint") == "Not in this picture: nobody, pompeo married surkov."


def test_a_link_names_one_of_several_relations(open_page: Open, tmp_path: Path) -> None:
    """Relations of one word between the same two are told apart by role, tenure, dates and mode."""
    folder = tmp_path / "several"
    folder.mkdir()
    (folder / "relations.csv").write_text(
        "source,target,relation,role,tenure,start_date,certainty\n"
        "ann,club,holds_position,chair,,2001,\nann,club,holds_position,chair,,2011,\n"
        "ann,club,holds_position,clerk,,,\nann,club,holds_position,chair,second,2021,\n"
        "ann,club,holds_position,chair,,,planned\nann,bo,met_with,,,2001,\nann,bo,met_with,,,,\n"
    )
    page = open_page(export(tmp_path / "several.html", data=folder)).page
    edges = page.evaluate("[...Array(actorgraph.model.m).keys()]")
    links = [
        page.evaluate("(k) => { actorgraph.selectLine([k]); return location.href; }", k)
        for k in edges
    ]
    assert len(edges) >= 6
    assert len(set(links)) == len(edges)
    for k, link in zip(edges, links, strict=True):
        again = open_page(tmp_path / "several.html", link.partition("#")[2]).page
        assert again.evaluate("actorgraph.state.line") == [k]


def test_an_article_keeps_its_own_back(open_page: Open, seed_page: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.html"
    article.write_text(f"<p class=ag-status>shown</p><iframe src='{seed_page.as_uri()}'></iframe>")
    page = open_page(article).page
    frame = page.frames[1]
    frame.wait_for_selector(".ag-status:has-text('shown')", state="attached")
    length = page.evaluate("history.length")
    frame.evaluate("actorgraph.select('volker')")
    frame.wait_for_url(lambda url: "id=volker" in url)
    assert page.evaluate("history.length") == length
