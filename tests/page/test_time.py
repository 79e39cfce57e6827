"""The bar of time: dated moments as bars, a window of days on them, and play."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_page import export, rest

from actorgraph.dates import EARLIEST, LATEST

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
DAYS = "[actorgraph.state.asOf, actorgraph.state.since, actorgraph.state.until]"
TEXT = """() => Object.fromEntries(new URLSearchParams(location.hash.slice(1)))"""


def bars(page: Any, name: str = ".ag-bars >> nth=0") -> int:
    return page.get_attribute(name, "d").count("M")


def drag(page: Any, start: float, end: float) -> None:
    """Drag on the bars, from one share of their width to another."""
    box = page.locator(".ag-area").bounding_box()
    at = [(box["x"] + share * box["width"], box["y"] + box["height"] / 2) for share in (start, end)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()


def shown(page: Any) -> dict[str, str]:
    """The days in the address, once it says them."""
    rest(page)
    return page.evaluate(TEXT)


def test_it_looks_off_until_it_is_touched(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    assert page.locator(".ag-time.ag-on").count() == 0
    assert page.is_visible(".ag-histogram.ag-off")
    assert page.input_value(".ag-date") == ""
    assert page.is_hidden(".ag-time >> button:has-text('Any day')")
    assert page.get_attribute(".ag-barschosen", "d") == ""
    assert bars(page) > 5


def test_the_axis_names_its_days(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    words = page.locator(".ag-axis span:not([hidden])").all_inner_texts()
    assert words
    assert all(word.endswith(" 2018") for word in words)
    boxes = [one.bounding_box() for one in page.locator(".ag-axis span:not([hidden])").all()]
    assert all(a["x"] + a["width"] < b["x"] for a, b in itertools.pairwise(boxes))


def test_what_has_no_date_stands_apart_and_is_counted(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    undated = page.evaluate(
        """() => { const m = actorgraph.model;
        return [...Array(m.m).keys()].filter((k) => !m.start(k) && !m.end(k)).length; }"""
    )
    assert page.inner_text(".ag-undated") == f"{undated} undated"


def test_a_range_is_dragged_and_taken_away(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    drag(page, 0.3, 0.6)
    days = shown(page)
    assert set(days) == {"since", "until"}
    assert days["since"] < days["until"]
    assert page.input_value(".ag-date") == f"{days['since']}/{days['until']}"
    assert "may have held on one of these days" in page.inner_text(".ag-status")
    chosen = bars(page, ".ag-barschosen")
    assert 0 < chosen < bars(page)
    page.click(".ag-time >> button:has-text('Any day')")
    assert shown(page) == {}
    assert page.evaluate(DAYS) == [None, None, None]


def test_a_window_is_moved_and_its_handles_too(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    drag(page, 0.3, 0.5)
    begun = shown(page)
    drag(page, 0.4, 0.6)
    moved = shown(page)
    assert moved["since"] > begun["since"]
    assert moved["until"] > begun["until"]
    box = page.locator(".ag-area").bounding_box()
    handle = page.locator(".ag-handle >> nth=1").bounding_box()
    drag(page, (handle["x"] + handle["width"] / 2 - box["x"]) / box["width"], 0.95)
    wider = shown(page)
    assert wider["since"] == moved["since"]
    assert wider["until"] > moved["until"]


def test_a_click_chooses_a_day(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    box = page.locator(".ag-area").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 10)
    assert set(shown(page)) == {"asof"}
    assert " yes, " in page.inner_text(".ag-status")


def test_keys_move_the_handles(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.focus("[role=slider][aria-label=From]")
    assert page.get_attribute("[role=slider][aria-label=From]", "aria-valuetext") == "Any day"
    page.keyboard.press("ArrowRight")
    first = shown(page)
    assert set(first) == {"since", "until"}
    page.keyboard.press("PageUp")
    second = shown(page)
    assert second["since"] > first["since"]
    assert second["until"] == first["until"]
    text = page.get_attribute("[role=slider][aria-label=From]", "aria-valuetext")
    assert text.endswith("2018")
    page.keyboard.press("Home")
    assert shown(page) == {}
    page.keyboard.press("End")
    assert set(shown(page)) == {"asof"}


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("2018-01-26", {"asof": "2018-01-26"}),
        ("2018-01-20/2018-01-27", {"since": "2018-01-20", "until": "2018-01-27"}),
        ("2018-01", {"since": "2018-01-01", "until": "2018-01-31"}),
        ("2016-02/2016", {"since": "2016-02-01", "until": "2016-12-31"}),
        ("2017", {"since": "2017-01-01", "until": "2017-12-31"}),
        ("2018-12", {"since": "2018-12-01", "until": "2018-12-31"}),
    ],
)
def test_days_are_typed(open_page: Open, seed_page: Path, typed: str, days: dict[str, str]) -> None:
    page = open_page(seed_page).page
    page.fill(".ag-date", typed)
    page.keyboard.press("Enter")
    assert shown(page) == days


@pytest.mark.parametrize("typed", ["26.01.2018", "2018-13", "2018-02-01/2018-01-01", "1/2/3"])
def test_what_is_no_day_is_said(open_page: Open, seed_page: Path, typed: str) -> None:
    page = open_page(seed_page, "asof=2018-01-26").page
    page.fill(".ag-date", typed)
    page.keyboard.press("Enter")
    assert page.evaluate(DAYS) == [None, None, None]
    assert page.inner_text(".ag-advice").startswith(f"{typed} is no day.")
    assert page.input_value(".ag-date") == typed


def test_play_stops_where_something_changes_and_can_be_watched(
    open_page: Open, seed_page: Path
) -> None:
    """The clock of the page is ours: what it shows when is asked at each of its ticks."""
    page = open_page(seed_page).page
    page.clock.install()
    page.reload()
    page.wait_for_selector(".ag-status:has-text('shown')", state="attached")
    page.evaluate("actorgraph.select('pompeo')")
    page.clock.run_for(2000)
    page.evaluate(
        """() => {
          window.cards = 0;
          new MutationObserver(() => window.cards++).observe(document.querySelector(".ag-cardinner"), { childList: true });
        }"""
    )
    steps = page.evaluate("history.length")
    page.click("[aria-label='Play through time']")
    seen, length = [], 0
    while page.locator("[aria-label='Stop playing']").count():
        day = page.evaluate("actorgraph.state.asOf")
        if not seen or seen[-1][0] != day:
            seen.append((day, page.evaluate("actorgraph.view().edge.join()")))
        page.clock.run_for(100)
        length += 100
    seen.append(
        (page.evaluate("actorgraph.state.asOf"), page.evaluate("actorgraph.view().edge.join()"))
    )
    days = [day for day, _ in seen]
    assert days == sorted(set(days))
    assert length / (len(days) - 1) >= 400
    assert 15_000 <= length <= 60_000
    assert all(one != other for (_, one), (_, other) in itertools.pairwise(seen))
    assert page.evaluate("history.length") <= steps + 1
    assert page.evaluate("window.cards") < len(days)


def test_without_a_source_its_moments_go(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "relations.csv").write_text(
        "source,target,relation,date,attributed_to\n"
        "ann,bo,met_with,2001-05-01,x\nann,cy,met_with,2003-05-01,y\nbo,cy,met_with,,y\n"
    )
    page = open_page(export(tmp_path / "two.html", data=folder)).page
    assert (bars(page), page.inner_text(".ag-undated")) == (2, "1 undated")
    page.evaluate("actorgraph.setFilters({without: ['y']})")
    assert bars(page) == 1
    assert page.is_hidden(".ag-undated")
    page.evaluate("actorgraph.setFilters({})")
    assert bars(page) == 2


def test_data_without_a_date_has_no_bar_of_time(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "none"
    folder.mkdir()
    (folder / "relations.csv").write_text("source,target,relation\nann,bo,met_with\n")
    assert open_page(export(tmp_path / "none.html", data=folder)).page.is_hidden(".ag-time")


MOMENTS = {
    "event": ([100, 100, 100, 100], [[100, 100]]),
    "year to year": ([100, 465, 831, 1195], [[100, 465], [831, 1195]]),
    "begun": ([100, 100, 100, LATEST], [[100, 100]]),
    "ended": ([EARLIEST, 200, 200, 200], [[200, 200]]),
    "attested on a day": ([EARLIEST, 150, 150, LATEST], [[150, 150]]),
    "attested on some day": ([EARLIEST, 160, 150, LATEST], [[150, 160]]),
    "known from one day to another": ([EARLIEST, 150, 170, LATEST], [[150, 150], [170, 170]]),
    "undated": ([EARLIEST, LATEST, EARLIEST, LATEST], []),
    "open on both sides": ([EARLIEST, EARLIEST, LATEST, LATEST], []),
}


@pytest.mark.parametrize(("period", "spans"), MOMENTS.values(), ids=MOMENTS)
def test_moments_are_as_vague_as_their_dates(bare_page: Any, period: Any, spans: Any) -> None:
    assert bare_page.evaluate("(period) => moments.momentsIn(period)", period) == spans


def test_a_vague_moment_is_spread(bare_page: Any) -> None:
    spread = "([spans, parts]) => [...moments.counts(spans, 1, 10, parts)]"
    assert bare_page.evaluate(spread, [[[1, 10], [3, 3]], 5]) == pytest.approx(
        [0.2, 1.2, 0.2, 0.2, 0.2]
    )


@pytest.mark.parametrize(
    ("first", "last", "most", "words"),
    [
        ("2018-01-03", "2018-01-06", 9, ["3 Jan 2018", "4 Jan 2018", "5 Jan 2018", "6 Jan 2018"]),
        ("2018-01-01", "2018-02-05", 8, ["1 Jan 2018", "6 Jan 2018", "11 Jan 2018", "16 Jan 2018", "21 Jan 2018", "26 Jan 2018", "1 Feb 2018"]),
        ("2017-11-20", "2018-06-10", 4, ["Jan 2018", "Apr 2018"]),
        ("1998-03-01", "2019-01-01", 5, ["2000", "2005", "2010", "2015"]),
        ("0900-03-01", "2019-01-01", 3, ["1000", "1500", "2000"]),
    ],
)  # fmt: skip
def test_an_axis_is_marked_at_readable_steps(
    bare_page: Any, first: str, last: str, most: int, words: list[str]
) -> None:
    marked = bare_page.evaluate(
        """([first, last, most]) => axis.marks(dates.dayNumber(first), dates.dayNumber(last), most).map((one) => one.words)""",
        [first, last, most],
    )
    assert marked == words
