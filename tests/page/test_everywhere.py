"""The page in an article, on a phone and by keyboard, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest_page import export, rest

pytestmark = pytest.mark.browser
Open = Callable[..., Any]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCALE = "actorgraph.renderer.viewport().scale"
FOCUSED = """(() => { const e = document.activeElement;
    return e.tagName + ' ' + (e.getAttribute('aria-label') || e.textContent).trim(); })()"""
ARTICLE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<body style="margin: 0"><p style="height: 200px">Before.</p>
<iframe src="graph.html" title="Graph" style="width: 100%; height: 500px; border: 0"></iframe>
<p style="height: 3000px">After.</p>
<script>window.told = []; addEventListener("message", (event) => told.push(event.data));</script>"""
CREDIT = "Research: Ann <b>Example"


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("article")
    export(folder / "graph.html", "--embed", "--no-story", "--title", "Seed", "--credit", CREDIT)
    (folder / "article.html").write_text(ARTICLE)
    return folder / "article.html"


@pytest.fixture
def framed(browser: Any, article: Path) -> Any:
    """The frame in the article, drawn; its errors fail the test."""
    opened = []

    def open_it(**options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 900, "height": 700}, **options})
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text))
        opened.append((context, errors))
        page.goto(article.as_uri())
        frame = page.frames[1]
        frame.wait_for_selector(".ag-stage[data-drawn=complete]")
        return page, frame

    yield open_it
    for context, errors in opened:
        context.close()
        assert errors == []


def scrolled(page: Any) -> float:
    """How far the article is scrolled, once it rests."""
    page.wait_for_timeout(150)
    return float(page.evaluate("scrollY"))


def test_the_wheel_scrolls_the_article_until_the_reader_comes_into_the_picture(framed: Any) -> None:
    page, frame = framed()
    before = frame.evaluate(SCALE)
    page.mouse.move(60, 400)
    page.mouse.wheel(0, 100)
    assert scrolled(page) == 100
    assert frame.evaluate(SCALE) == before
    assert frame.inner_text(".ag-gesture") == "Ctrl + scroll to zoom"
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    assert scrolled(page) == 100
    closer = frame.evaluate(SCALE)
    assert closer > before
    page.mouse.click(60, 300)
    page.mouse.wheel(0, -100)
    assert scrolled(page) == 100
    assert frame.evaluate(SCALE) > closer
    page.mouse.move(60, 60)
    page.mouse.move(60, 300)
    page.mouse.wheel(0, 100)
    assert scrolled(page) == 200


def test_the_article_hears_one_number_and_is_never_obeyed(framed: Any) -> None:
    page, frame = framed()
    page.wait_for_function("told.length > 0")
    state = "JSON.stringify([actorgraph.state, location.hash])"
    before = frame.evaluate(state)
    for message in ("'#id=pompeo'", "{ type: 'select', id: 'pompeo' }", "{ actorgraphHeight: 9 }"):
        page.evaluate(f"document.querySelector('iframe').contentWindow.postMessage({message}, '*')")
    page.wait_for_timeout(100)
    assert frame.evaluate(state) == before
    told = page.evaluate("told")
    assert [list(message) for message in told] == [["actorgraphHeight"]]
    assert all(400 < message["actorgraphHeight"] < 800 for message in told)


def test_a_story_in_a_low_frame_leaves_the_picture_half_of_it(browser: Any, tmp_path: Path) -> None:
    export(tmp_path / "graph.html", "--embed")
    article = tmp_path / "article.html"
    article.write_text(ARTICLE.replace("height: 500px", "height: 560px"))
    page = browser.new_page(viewport={"width": 720, "height": 900})
    page.goto(article.as_uri())
    frame = page.frames[1]
    frame.wait_for_selector(".ag-stage[data-drawn=complete]")
    stage, moves, title = (
        frame.locator(selector).bounding_box()
        for selector in (".ag-stage", ".ag-storymoves", ".ag-storytitle")
    )
    page.close()
    assert stage["height"] > 280
    assert moves["y"] + moves["height"] <= stage["y"]
    assert title["height"] < 30


def test_a_frame_is_condensed_and_leads_to_the_whole_page(
    framed: Any, article: Path, open_page: Open
) -> None:
    _, frame = framed()
    assert frame.is_hidden(".ag-cardbox")
    assert frame.is_hidden(".ag-filters")
    assert frame.inner_text(".ag-credit") == f"{CREDIT} · Open the whole page"
    address = frame.get_attribute(".ag-credit a", "href")
    assert address == (article.parent / "graph.html").as_uri()
    frame.fill(".ag-search", "Surkov")
    frame.press(".ag-search", "Enter")
    assert frame.is_visible(".ag-card h2")
    whole = open_page(article.parent / "graph.html").page
    assert whole.is_visible(".ag-card h2")
    assert whole.inner_text(".ag-credit") == CREDIT


def test_one_finger_scrolls_the_article_and_two_move_the_picture(framed: Any) -> None:
    page, frame = framed(**PHONE)
    touch = page.context.new_cdp_session(page)

    def drag(*fingers: int) -> None:
        for kind, y in (("touchStart", 450), *(("touchMove", 450 - 20 * n) for n in range(1, 8))):
            points = [{"x": x, "y": y, "id": x} for x in fingers]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    place = "JSON.stringify(actorgraph.renderer.viewport())"
    before = frame.evaluate(place)
    drag(100)
    down = scrolled(page)
    assert down > 50
    assert frame.evaluate(place) == before
    drag(100, 200)
    assert frame.evaluate(place) != before
    assert scrolled(page) == down


def test_on_a_phone_the_picture_has_most_of_the_height(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, **PHONE).page
    assert page.evaluate("document.querySelector('.ag-stage').clientHeight") >= 0.6 * 844
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_whoever_is_searched_on_a_phone_lies_above_the_sheet(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, **PHONE).page
    page.fill(".ag-search", "Surkov")
    page.keyboard.press("Enter")
    page.wait_for_selector(".ag-stage[data-drawn=complete]")
    place = "actorgraph.renderer.position(actorgraph.state.selected)"
    top = "document.querySelector('.ag-cardbox').getBoundingClientRect().top"
    stage = "document.querySelector('.ag-stage').getBoundingClientRect().top"
    page.evaluate(
        f"""() => new Promise((done) => {{
          const ask = () => (Math.abs({place}.x - 195) < 2 ? done() : requestAnimationFrame(ask));
          ask();
        }})"""
    )
    assert 20 < page.evaluate(f"{place}.y") < page.evaluate(f"{top} - {stage}") - 20
    page.tap(".ag-sheetsize")
    assert page.get_attribute(".ag-sheetsize", "aria-expanded") == "true"
    assert page.evaluate(f"{top} - {stage}") < 60
    page.tap(".ag-close")
    assert page.is_hidden(".ag-cardbox")


def test_the_sheet_follows_the_finger_and_closes_below(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=surkov", **PHONE).page
    height = "document.querySelector('.ag-cardbox').offsetHeight"
    usual = page.evaluate(height)
    box = page.locator(".ag-sheethead").bounding_box()

    def drag(to: float) -> None:
        box = page.locator(".ag-sheethead").bounding_box()
        page.mouse.move(40, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(40, (box["y"] + to) / 2)
        page.mouse.move(40, to)
        page.mouse.up()

    drag(box["y"] - 250)
    assert page.evaluate(height) > 1.6 * usual
    drag(box["y"])
    assert page.evaluate(height) == usual
    drag(box["y"] + usual - 20)
    assert page.evaluate("actorgraph.state.selected") is None


def test_a_finger_beside_a_node_or_a_line_means_it(open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "relations.csv").write_text("source,target,relation\nann,bo,met_with\n")
    page = open_page(export(tmp_path / "two.html", data=tmp_path), **PHONE).page
    page.wait_for_selector(".ag-stage[data-drawn=complete]")
    rest(page)
    ends = """(() => { const { top } = document.querySelector('.ag-stage').getBoundingClientRect();
        return [0, 1].map((i) => { const { x, y } = actorgraph.renderer.position(i); return [x, y + top]; }); })()"""
    (x, y), (other_x, other_y) = page.evaluate(ends)
    length = ((other_x - x) ** 2 + (other_y - y) ** 2) ** 0.5
    along, across = (other_x - x) / length, (other_y - y) / length
    middle = (x + other_x) / 2, (y + other_y) / 2
    page.touchscreen.tap(middle[0] - 14 * across, middle[1] + 14 * along)
    assert page.inner_text(".ag-kicker") == "1 RELATION"
    page.tap(".ag-close")
    rest(page)
    (x, y), _ = page.evaluate(ends)
    page.touchscreen.tap(x - 24 * along, y - 24 * across)
    assert page.evaluate("actorgraph.model.ids[actorgraph.state.selected]") == "ann"


def test_focus_goes_to_what_was_opened(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page, "id=surkov").page
    page.click(".ag-card .ag-name:has-text('Vladimir Putin') >> nth=0")
    assert page.evaluate(FOCUSED) == "H2 Vladimir Putin"
    page.click("text=Only surroundings")
    assert page.evaluate(FOCUSED) == "BUTTON Only surroundings"
    page.keyboard.press("t")
    page.click(".ag tbody .ag-name >> nth=0")
    page.keyboard.press("t")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("/")
    page.keyboard.type("Surkov")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "ag-stage"
    page.click(".ag-filterbutton")
    page.focus(".ag-filters input >> nth=0")
    page.keyboard.press("f")
    assert page.evaluate("document.activeElement.className") == "ag-stage"


def test_keys_work_wherever_the_focus_is(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.wait_for_selector(".ag-stage[data-drawn=complete]")
    whole = page.evaluate(SCALE)
    page.focus(".ag-filterbutton")
    page.keyboard.press("+")
    assert page.evaluate(SCALE) > whole
    page.keyboard.press("-")
    assert page.evaluate(SCALE) == pytest.approx(whole)
    page.keyboard.press("+")
    page.keyboard.press("0")
    assert page.evaluate(SCALE) == pytest.approx(whole)
    page.focus(".ag-stage")
    x = "actorgraph.renderer.viewport().x"
    before = page.evaluate(x)
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate(x) > before


def test_menus_and_the_list_of_keys_close_by_escape_and_give_focus_back(
    open_page: Open, seed_page: Path
) -> None:
    page = open_page(seed_page, "id=surkov").page
    page.focus(".ag-save > button")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "BUTTON Save the picture as PNG"
    page.keyboard.press("Escape")
    assert page.is_hidden(".ag-save .ag-menulist")
    assert page.evaluate(FOCUSED) == "BUTTON Save"
    page.keyboard.press("?")
    assert page.is_visible(".ag-help")
    page.keyboard.press("Escape")
    assert page.is_hidden(".ag-help")
    assert page.evaluate(FOCUSED) == "BUTTON Save"
    assert page.evaluate("actorgraph.state.selected") is not None


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_every_stop_of_the_keyboard_has_a_name(
    open_page: Open, seed_page: Path, options: dict[str, Any]
) -> None:
    page = open_page(seed_page, "id=surkov", **options).page
    nameless = []
    for _ in range(50):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """(() => { const e = document.activeElement; if (e === document.body) return 'body';
            const label = e.getAttribute('aria-label') || e.textContent || e.labels?.[0]?.textContent;
            return (label || '').trim() ? '' : e.outerHTML.slice(0, 90); })()"""
        )
        if stop == "body":
            break
        nameless += [stop] if stop else []
    assert nameless == []


def test_whoever_is_not_surely_meant_is_marked(open_page: Open, seed_page: Path) -> None:
    page = open_page(seed_page).page
    page.fill(".ag-search", "Vladimir")
    rows, marked = page.locator(".ag-hits li").count(), page.locator(".ag-unsure").count()
    assert rows == marked == 1
    page.fill(".ag-search", "Vladislav Surkov")
    assert page.locator(".ag-hits li >> nth=0").locator(".ag-unsure").count() == 0


HEADINGS = {
    "de": ("Beziehungen", "Wie gut belegt", "ohne Datum"),
    "fr": ("Relations", "Solidité des sources", "sans date"),
    "es": ("Relaciones", "Qué tan fundado", "sin fecha"),
    "ru": ("Связи", "Насколько обосновано", "без даты"),
}


@pytest.mark.parametrize("language", HEADINGS)
def test_a_page_speaks_its_language(open_page: Open, tmp_path: Path, language: str) -> None:
    watched = open_page(export(tmp_path / "page.html", "--language", language), "id=pompeo")
    page = watched.page
    page.keyboard.press("f")
    text = page.inner_text(".ag").casefold()
    assert page.get_attribute(".ag-card ul >> nth=0", "lang") == "en"
    for words in HEADINGS[language]:
        assert words.casefold() in text
    page.keyboard.press("t")
    page.keyboard.press("?")
    everything = page.evaluate(
        "[...document.querySelectorAll('.ag *')].flatMap((e) => [e.title, e.ariaLabel, e.placeholder, ...[...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.data)]).join('\\n')"
    )
    assert re.findall(r"^(?:[a-z]+\.)+[a-z-]+$|\{\w+\}", everything, re.MULTILINE) == []
    assert page.evaluate("document.documentElement.lang") == language
    assert page.title().casefold() in text
    assert watched.trespasses == []


AXE = "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes[0].html.slice(0, 120)]))"


LINKS = ("", "id=pompeo", "view=table", "from=volker&to=pompeo", "asof=2018-01-26")


@pytest.mark.parametrize(
    ("options", "links"),
    [({}, LINKS), ({"color_scheme": "dark"}, LINKS[1:3]), (PHONE, LINKS[1:3])],
    ids=["light", "dark", "phone"],
)
def test_axe_finds_no_violation(
    open_page: Open, seed_page: Path, axe: str, options: dict[str, Any], links: tuple[str, ...]
) -> None:
    for link in links:
        page = open_page(seed_page, link, bypass_csp=True, **options).page
        page.keyboard.press("f")
        page.evaluate(axe)
        assert page.evaluate(AXE) == [], link
    page.keyboard.press("?")
    assert page.evaluate(AXE) == [], "keys"


def test_axe_finds_no_violation_in_an_article(framed: Any, axe: str) -> None:
    _, frame = framed(bypass_csp=True)
    frame.evaluate(axe)
    assert frame.evaluate(AXE) == []
    frame.click(".ag-tools > button")
    frame.click(".ag-filterbutton")
    assert frame.evaluate(AXE) == []


def test_the_day_can_be_asked_for_in_an_article(framed: Any) -> None:
    _, frame = framed()
    frame.fill(".ag-date", "2018-01-26")
    frame.press(".ag-date", "Enter")
    assert "26 January 2018" in frame.inner_text(".ag-status")
    frame.click(".ag-time button:has-text('Any day')")
    assert frame.input_value(".ag-date") == ""


@pytest.mark.parametrize("width", [660, 800, 1000])
def test_nothing_of_the_foot_lies_over_another(
    open_page: Open, seed_page: Path, width: int
) -> None:
    page = open_page(seed_page, viewport={"width": width, "height": 600}).page
    undated, status = (page.locator(of).bounding_box() for of in (".ag-undated", ".ag-status"))
    beside = undated["x"] + undated["width"] <= status["x"]
    assert beside or undated["y"] + undated["height"] <= status["y"]
    play = page.locator(".ag-time .ag-round").bounding_box()
    assert play["width"] == play["height"]


def test_the_legend_names_types_in_the_language_of_the_page(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(export(tmp_path / "de.html", "--no-story", "--language", "de")).page
    assert "Gruppe" in page.inner_text(".ag-legend")


@pytest.mark.parametrize("options", [{}, PHONE, {"color_scheme": "dark"}])
def test_axe_finds_no_violation_in_a_story(
    open_page: Open, story_page: Path, axe: str, options: dict[str, Any]
) -> None:
    page = open_page(story_page, "step=5", bypass_csp=True, **options).page
    page.evaluate(axe)
    assert page.evaluate(AXE) == []
    page.keyboard.press("Escape")
    assert page.evaluate(AXE) == [], "left"
