"""A reader clicks through the story: each step shows its words, who says so, and its picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_page import ROOT, export, rest

from actorgraph.story import read_story

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
STORY = read_story(ROOT / "data" / "story.md")
NEXT, BACK, LEAVE, AGAIN = (
    f".ag-story >> button:has-text('{words}')"
    for words in ("Next", "Back", "Look around", "Back to the story")
)
SHOWN = """() => {
  const { model, state } = actorgraph;
  return {
    step: state.step, selected: state.selected === null ? null : model.ids[state.selected],
    marked: state.marked.map((i) => model.ids[i]), day: document.querySelector(".ag-date").value,
  };
}"""


def told(page: Any) -> tuple[str, str, str]:
    rest(page)
    return (
        page.inner_text(".ag-storyplace").upper(),
        page.inner_text(".ag-storytitle"),
        page.inner_text(".ag-storytext").replace("\n", " "),
    )


def expected(number: int) -> tuple[str, str, str]:
    place = f"{STORY.title} · Step {number} of {len(STORY.steps)}".upper()
    return place, STORY.steps[number - 1].title, STORY.steps[number - 1].text


def test_the_page_opens_with_the_first_step(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page).page
    assert told(page) == expected(1)
    assert page.is_disabled(BACK)
    assert page.is_hidden(".ag-welcome h2")
    assert page.is_visible(".ag-starts")


def test_a_reader_clicks_through_and_back(open_page: Open, story_page: Path) -> None:
    watched = open_page(story_page)
    page = watched.page
    for number, step in enumerate(STORY.steps, start=1):
        assert told(page) == expected(number)
        asked = dict(step.asked)
        marks = [text for name, text in step.asked if name == "mark"]
        assert page.evaluate(SHOWN) == {
            "step": number - 1,
            "selected": asked.get("id"),
            "marked": marks,
            "day": asked.get("asof", ""),
        }
        if number < len(STORY.steps):
            page.click(NEXT)
    assert page.is_disabled(NEXT)
    page.click(BACK)
    assert told(page) == expected(len(STORY.steps) - 1)
    page.go_back()
    assert told(page) == expected(len(STORY.steps))
    assert watched.trespasses == []


def test_arrow_keys_go_from_step_to_step(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page).page
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        page.keyboard.press(key)
        assert told(page) == expected(number)


def test_the_camera_shows_whom_a_step_is_about(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page).page
    for _ in STORY.steps[1:]:
        page.click(NEXT)
        told(page)
        outside = page.evaluate(
            """() => { const { state, renderer } = actorgraph;
            const { clientWidth, clientHeight } = document.querySelector(".ag-stage");
            return [...state.marked, state.selected].filter((i) => i !== null).map((i) => renderer.position(i))
              .filter(({ x, y }) => x < 0 || y < 0 || x > clientWidth || y > clientHeight); }"""
        )
        assert outside == []


def test_each_claim_of_a_step_is_cited_and_leads_to_its_relation(
    open_page: Open, story_page: Path
) -> None:
    page = open_page(story_page, "step=4").page
    cited = page.locator(".ag-cites li").all_inner_texts()
    assert cited == [
        "Jon Huntsman says · EIR article of 5 February, p8 · our reading",
        "EIR says · EIR article of 5 February, p8 (4 claims)",
    ]
    page.click(".ag-cites >> text=Jon Huntsman says")
    assert page.is_visible(".ag-card >> text=met with")
    assert page.is_visible(AGAIN)
    page.click(AGAIN)
    assert told(page) == expected(4)


@pytest.mark.parametrize("leave", ["button", "Escape", "search"])
def test_a_reader_leaves_at_any_time_and_comes_back(
    open_page: Open, story_page: Path, leave: str
) -> None:
    page = open_page(story_page, "step=2").page
    if leave == "button":
        page.click(LEAVE)
    elif leave == "Escape":
        page.keyboard.press("Escape")
    else:
        page.fill(".ag-search", "Volker")
        page.keyboard.press("Enter")
    assert page.evaluate("actorgraph.state.step") is None
    assert page.is_hidden(".ag-storystep")
    assert page.is_visible(".ag-card")
    page.click(AGAIN)
    assert told(page) == expected(2)


def test_a_link_of_a_step_brings_it_back(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page).page
    page.click(NEXT)
    told(page)
    shown, fragment = page.evaluate(SHOWN), page.evaluate("location.hash.slice(1)")
    again = open_page(story_page, fragment).page
    assert told(again) == expected(2)
    assert again.evaluate(SHOWN) == shown


def test_a_link_elsewhere_goes_there(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page, "id=volker").page
    assert page.inner_text(".ag-card h2") == "Kurt Volker"
    assert page.is_hidden(".ag-storystep")
    assert page.is_visible(AGAIN)


def test_what_is_left_out_is_marked_in_the_citations(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page, "step=4").page
    page.evaluate("actorgraph.setFilters({without: ['huntsman']})")
    cited = page.locator(".ag-cites li").all_inner_texts()
    assert [("left out now" in line) for line in cited] == [True, False]
    assert page.locator(".ag-cites li button").count() == 1


def test_on_a_phone_the_story_leaves_room_for_the_picture(
    open_page: Open, story_page: Path
) -> None:
    page = open_page(story_page, viewport={"width": 390, "height": 844}).page
    for number in range(1, len(STORY.steps) + 1):
        assert told(page) == expected(number)
        assert page.locator(".ag-stage").bounding_box()["height"] >= 844 * 0.38
        assert page.is_hidden(".ag-cardbox")
        if number < len(STORY.steps):
            page.click(NEXT)


def test_a_page_without_a_story_has_none(open_page: Open, tmp_path: Path) -> None:
    page = open_page(export(tmp_path / "plain.html", "--no-story")).page
    assert page.is_hidden(".ag-story")
    assert page.is_visible(".ag-welcome")


def test_hostile_words_are_only_shown(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "relations.csv").write_text("id,source,target,relation\nc,ann,bo,met_with\n")
    bad = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) \u202e {n} </script>"
    (folder / "story.md").write_text(
        f"# {bad}\n\n## {bad}\n\n{bad}\n\nClaims: c (claimed)\nSee: #asof=%3Cb%3E&at=1,2,{bad}\n"
    )
    watched = open_page(export(tmp_path / "hostile.html", data=folder))
    assert "<img src=x onerror=alert(1)>" in watched.page.inner_text(".ag-storytext")
    assert watched.page.locator(".ag-story img, .ag-story a").count() == 0
    assert watched.trespasses == []


def test_who_leaves_a_step_of_one_day_sees_every_day(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page, "step=6").page
    assert page.input_value(".ag-date") == "2018-01-26"
    page.keyboard.press("Escape")
    assert page.input_value(".ag-date") == ""


def test_arrow_keys_in_a_list_of_choices_choose(open_page: Open, story_page: Path) -> None:
    page = open_page(story_page).page
    page.focus(".ag-colouring")
    page.keyboard.press("ArrowRight")
    assert told(page) == expected(1)


def test_the_buttons_of_a_step_are_in_sight_where_it_has_little_room(
    open_page: Open, story_page: Path
) -> None:
    page = open_page(story_page, "step=5", viewport={"width": 600, "height": 420}).page
    box, button = page.locator(".ag-story").bounding_box(), page.locator(NEXT).bounding_box()
    assert button["y"] + button["height"] <= box["y"] + box["height"]
    assert not page.evaluate("document.querySelector('.ag-said').open")


def test_the_camera_comes_as_close_as_the_lines_of_a_step_can_say_what_they_are(
    open_page: Open, story_page: Path
) -> None:
    page = open_page(story_page, "step=6").page
    rest(page)
    assert ">met with" in page.evaluate("actorgraph.renderer.drawing('').text()")


def test_the_list_of_keys_names_those_of_the_story(
    open_page: Open, story_page: Path, seed_page: Path
) -> None:
    for path, listed in ((story_page, True), (seed_page, False)):
        page = open_page(path).page
        page.keyboard.press("?")
        assert ("in the story" in page.inner_text(".ag-help")) == listed
