"""The canvas renderer in a real Chromium: what it draws, what it finds under a pointer."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

MOUNT = """(graph) => {
  const model = {
    n: graph.x.length, total: graph.source.length, names: graph.names,
    x: Float32Array.from(graph.x), y: Float32Array.from(graph.y),
    size: Float32Array.from(graph.size ?? graph.x.map(() => 10)),
    kinds: palette.kindsOf(["person", "agency"]),
    kind: Uint8Array.from(graph.kind ?? graph.x.map(() => 0)),
    source: Uint32Array.from(graph.source), target: Uint32Array.from(graph.target),
    style: Uint8Array.from(graph.style ?? graph.source.map(() => 0)),
    symmetric: Uint8Array.from(graph.symmetric ?? graph.source.map(() => 0)),
    data: { verdicts: [], types: ["person", "agency"] }, title: "Three", note: "", credit: "By nobody", room: 0,
    turn() { [this.x, this.y] = [this.y, this.x]; }, unturned: (place) => place,
  };
  window.said = [];
  const say = (word) => (value) => said.push(value === undefined ? [word] : [word, value]);
  const host = document.getElementById("host");
  const all = (count, value) => new Uint8Array(count).fill(value);
  window.view = { node: all(model.n, 1), edge: all(model.total, dates.YES) };
  window.marks = { selected: null, path: [], near: null, lit: null };
  window.renderer = canvas.canvasRenderer(host, model, {
    onNode: say("node"), onEdge: say("edge"), onHover: say("hover"),
    onBackground: say("background"), told: (line) => [`told of ${line}`],
  });
  renderer.show(view, marks);
}"""
COMPLETE = "#host[data-drawn=complete]"
PIXELS = """([x, y, reach]) => {
  const screen = document.querySelector("#host canvas").getContext("2d");
  const { data } = screen.getImageData(x - reach, y - reach, 2 * reach + 1, 2 * reach + 1);
  const colours = [];
  for (let p = 0; p < data.length; p += 4) colours.push([data[p], data[p + 1], data[p + 2]].join());
  return colours;
}"""
PERSON, PAPER, INK_PAPER = "31,95,168", "255,255,255", "18,22,28"

TRIANGLE = {
    "x": [0, 400, 200],
    "y": [0, 0, 300],
    "names": ["Mike Pompeo", "Sergei Naryshkin", "CIA"],
    "kind": [0, 0, 1],
    "source": [0, 0],
    "target": [1, 2],
}


class Drawn:
    """A mounted renderer, asked through the page."""

    def __init__(self, page: Page, graph: dict) -> None:
        self.page = page
        page.evaluate(MOUNT, graph)
        self.rest()

    def rest(self) -> None:
        self.page.wait_for_selector(COMPLETE)

    def after(self, script: str) -> None:
        """Run a script that changes the picture, and wait until it is complete again."""
        self.page.evaluate(
            f"() => {{ delete document.getElementById('host').dataset.drawn; {script} }}"
        )
        self.rest()

    def at(self, node: int) -> tuple[float, float]:
        place = self.page.evaluate(f"renderer.position({node})")
        return place["x"], place["y"]

    def colours(self, x: float, y: float, reach: int = 0) -> list[str]:
        return self.page.evaluate(PIXELS, [round(x), round(y), reach])

    def said(self) -> list:
        return [one for one in self.page.evaluate("said") if one[0] != "hover"]


@pytest.fixture
def triangle(bare_page: Page) -> Drawn:
    return Drawn(bare_page, TRIANGLE)


def test_a_node_is_drawn_in_the_colour_of_its_kind(triangle) -> None:
    assert triangle.colours(*triangle.at(0)) == [PERSON]


def test_the_whole_graph_is_in_view_at_first(triangle) -> None:
    assert all(0 < x < 900 and 0 < y < 600 for x, y in map(triangle.at, range(3)))


def test_clicking_a_node_names_it(triangle) -> None:
    triangle.page.mouse.click(*triangle.at(1))

    assert triangle.said() == [["node", 1]]


def test_clicking_a_line_names_the_edge(triangle) -> None:
    (ax, ay), (bx, by) = triangle.at(0), triangle.at(2)

    triangle.page.mouse.click((ax + bx) / 2, (ay + by) / 2)

    assert triangle.said() == [["edge", [1]]]


def test_clicking_nothing_says_so(triangle) -> None:
    triangle.page.mouse.click(5, 595)

    assert triangle.said() == [["background"]]


def test_hovering_names_a_node_once_and_leaving_it_names_nobody(triangle) -> None:
    x, y = triangle.at(2)
    triangle.page.mouse.move(x, y)
    triangle.page.mouse.move(x + 1, y)
    triangle.page.mouse.move(5, 595)

    assert triangle.page.evaluate("said") == [["hover", 2], ["hover", None]]


def test_a_hidden_node_is_neither_drawn_nor_found(triangle) -> None:
    triangle.after("view.node[1] = 0; view.edge[0] = 0; renderer.show(view, marks)")

    assert set(triangle.colours(*triangle.at(1), 12)) == {PAPER}
    triangle.page.mouse.click(*triangle.at(1))
    assert triangle.said() == [["background"]]


def test_a_hidden_edge_is_neither_drawn_nor_found(triangle) -> None:
    (ax, ay), (bx, by) = triangle.at(0), triangle.at(2)
    triangle.after("view.edge[1] = 0; renderer.show(view, marks)")

    assert set(triangle.colours((ax + bx) / 2, (ay + by) / 2, 4)) == {PAPER}
    triangle.page.mouse.click((ax + bx) / 2, (ay + by) / 2)
    assert triangle.said() == [["background"]]


def test_a_possible_edge_has_gaps_where_a_certain_one_has_none(triangle) -> None:
    (ax, y), (bx, _) = triangle.at(0), triangle.at(1)
    across = [ax + (bx - ax) * (0.3 + 0.002 * step) for step in range(200)]
    certain = [triangle.colours(x, y) == [PAPER] for x in across[:60]]
    triangle.after("view.edge[0] = dates.POSSIBLE; renderer.show(view, marks)")
    possible = [triangle.colours(x, y) == [PAPER] for x in across[:60]]

    assert not any(certain)
    assert 0.2 < sum(possible) / len(possible) < 0.95


def test_denied_and_corroborated_edges_differ_in_dashes_not_in_colour_alone(bare_page) -> None:
    drawn = Drawn(bare_page, {**TRIANGLE, "style": [6, 0]})
    (ax, y), (bx, _) = drawn.at(0), drawn.at(1)
    gaps = [
        drawn.colours(ax + (bx - ax) * (0.3 + 0.002 * step), y) == [PAPER] for step in range(60)
    ]

    assert any(gaps)
    assert not all(gaps)


@pytest.mark.parametrize("symmetric", [0, 1])
def test_an_arrow_points_where_a_relation_has_a_direction(bare_page, symmetric: int) -> None:
    drawn = Drawn(bare_page, {**TRIANGLE, "symmetric": [symmetric, symmetric]})
    (bx, y) = drawn.at(1)
    beside = [drawn.colours(bx - x, y - 3) == [PAPER] for x in range(26, 41)]
    assert all(beside) == bool(symmetric)


def test_parallel_edges_are_one_line_that_names_them_all(bare_page) -> None:
    graph = {
        "x": [0, 400],
        "y": [0, 0],
        "names": ["A", "B"],
        "source": [0, 1, 0],
        "target": [1, 0, 1],
    }
    drawn = Drawn(bare_page, graph)
    (ax, y), (bx, _) = drawn.at(0), drawn.at(1)
    drawn.page.mouse.click((ax + bx) / 2, y)

    assert drawn.said() == [["edge", [0, 1, 2]]]


def test_a_line_under_the_pointer_says_what_it_says(bare_page) -> None:
    drawn = Drawn(bare_page, TRIANGLE)
    (ax, ay), (bx, by) = drawn.at(0), drawn.at(1)
    tip = drawn.page.locator(".ag-tip")
    drawn.page.mouse.move((ax + bx) / 2, (ay + by) / 2)
    assert tip.inner_text() == "told of 0"
    drawn.page.mouse.move(5, 595)
    assert tip.is_hidden()


def test_only_the_lines_of_who_is_chosen_are_lit(bare_page) -> None:
    graph = {
        "x": [0, 400, 200],
        "y": [0, 0, 300],
        "names": ["A", "B", "C"],
        "source": [0, 0, 1],
        "target": [1, 2, 2],
        "symmetric": [1, 1, 1],
    }
    drawn = Drawn(bare_page, graph)
    drawn.after(
        "marks.selected = 0; marks.near = new Set([0, 1, 2]); marks.lit = new Set([0, 1]);"
        "renderer.show(view, marks)"
    )

    def darkest(one: int, two: int) -> int:
        (ax, ay), (bx, by) = drawn.at(one), drawn.at(two)
        at = [part / 100 for part in range(30, 71)]
        seen = [drawn.colours(ax + (bx - ax) * t, ay + (by - ay) * t, 1) for t in at]
        return min(int(colour.split(",")[0]) for colours in seen for colour in colours)

    assert darkest(1, 2) > darkest(0, 2) + 50, "a line among the neighbors is not one's own"


def test_those_not_near_the_selected_fade(triangle) -> None:
    triangle.after("marks.selected = 0; marks.near = new Set([0, 2]); renderer.show(view, marks)")

    assert triangle.colours(*triangle.at(0)) == [PERSON]
    faded = [int(channel) for channel in triangle.colours(*triangle.at(1))[0].split(",")]
    assert min(faded) > 200


def test_a_path_is_drawn_over_everything(triangle) -> None:
    (ax, ay), (bx, by) = triangle.at(0), triangle.at(1)
    triangle.after("marks.path = [0]; renderer.show(view, marks)")

    assert triangle.colours((ax + bx) / 2, (ay + by) / 2) == ["17,24,39"]


def test_dragging_moves_the_picture_with_the_hand(triangle) -> None:
    x, y = triangle.at(0)
    triangle.page.mouse.move(450, 560)
    triangle.page.mouse.down()
    triangle.page.mouse.move(480, 540, steps=4)
    triangle.page.mouse.up()

    # The first pixels tell a drag from a click and are not made up for.
    assert triangle.at(0) == pytest.approx((x + 30, y - 20), abs=8)
    assert triangle.said() == []


def test_the_wheel_zooms_around_the_pointer(triangle) -> None:
    x, y = triangle.at(2)
    before = triangle.page.evaluate("renderer.viewport().scale")
    triangle.page.mouse.move(x, y)
    triangle.page.mouse.wheel(0, -200)
    triangle.page.wait_for_function(f"renderer.viewport().scale > {before}")

    assert triangle.at(2) == pytest.approx((x, y), abs=0.5)


@pytest.mark.parametrize(
    ("key", "moves"), [("Shift+ArrowLeft", (60, 0)), ("Shift+ArrowDown", (0, -60))]
)
def test_keys_move_the_picture(triangle, key, moves) -> None:
    x, y = triangle.at(0)
    triangle.page.evaluate("document.getElementById('host').tabIndex = 0")
    triangle.page.focus("#host")
    triangle.page.keyboard.press(key)

    assert triangle.at(0) == pytest.approx((x + moves[0], y + moves[1]))


def test_key_zero_shows_the_whole_again(triangle) -> None:
    x, y = triangle.at(0)
    triangle.page.evaluate("document.getElementById('host').tabIndex = 0")
    triangle.page.focus("#host")
    for key in ("+", "+", "Shift+ArrowLeft", "0"):
        triangle.page.keyboard.press(key)

    assert triangle.at(0) == pytest.approx((x, y))


def test_two_fingers_zoom(bare_page) -> None:
    drawn = Drawn(bare_page, TRIANGLE)
    before = bare_page.evaluate("renderer.viewport().scale")
    touch = bare_page.context.new_cdp_session(bare_page)
    for kind, apart in (("touchStart", 40), ("touchMove", 80), ("touchMove", 80.5)):
        points = [{"x": 450 - apart, "y": 500, "id": 0}, {"x": 450 + apart, "y": 500, "id": 1}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    assert bare_page.evaluate("renderer.viewport().scale") > 1.5 * before
    assert drawn.said() == []


def test_focus_brings_a_node_to_the_middle(triangle) -> None:
    triangle.page.emulate_media(reduced_motion="reduce")
    triangle.after("renderer.focus(1)")

    assert triangle.at(1) == pytest.approx((450, 300))


def test_with_motion_a_flight_ends_at_the_same_place(triangle) -> None:
    triangle.page.evaluate("renderer.focus(1)")
    triangle.page.wait_for_function("Math.abs(renderer.position(1).x - 450) < 0.01")

    assert triangle.at(1) == pytest.approx((450, 300), abs=0.01)


def test_dark_changes_the_ground(triangle) -> None:
    triangle.after("renderer.setTheme(true)")

    assert triangle.colours(3, 3) == [INK_PAPER]


def test_a_resized_window_shows_the_whole_again(triangle) -> None:
    triangle.page.set_viewport_size({"width": 390, "height": 700})
    triangle.page.wait_for_function("document.querySelector('#host canvas').width === 390")
    triangle.rest()

    assert all(0 < x < 390 and 0 < y < 700 for x, y in map(triangle.at, range(3)))
    assert triangle.colours(*triangle.at(0)) == [PERSON]


def test_a_fine_screen_gets_a_fine_picture(browser, bare_page) -> None:
    bare_page.evaluate("Object.defineProperty(window, 'devicePixelRatio', { value: 2 })")
    drawn = Drawn(bare_page, TRIANGLE)
    x, y = drawn.at(0)

    assert bare_page.evaluate("document.querySelector('#host canvas').width") == 1800
    assert drawn.colours(2 * x, 2 * y) == [PERSON]


def test_the_picture_is_a_png(triangle) -> None:
    start = triangle.page.evaluate(
        "renderer.picture().then((blob) => blob.arrayBuffer())"
        ".then((raw) => btoa(String.fromCharCode(...new Uint8Array(raw).slice(0, 8))))"
    )

    assert base64.b64decode(start) == b"\x89PNG\r\n\x1a\n"


def test_destroyed_it_leaves_nothing_behind(triangle) -> None:
    triangle.page.evaluate("renderer.destroy()")
    triangle.page.mouse.click(450, 300)

    assert triangle.page.evaluate("document.getElementById('host').children.length") == 0
    assert triangle.said() == []


def test_a_graph_of_one_is_drawn_in_the_middle(bare_page) -> None:
    drawn = Drawn(bare_page, {"x": [7], "y": [9], "names": ["Alone"], "source": [], "target": []})

    assert drawn.at(0) == (450, 300)
    assert drawn.colours(450, 300) == [PERSON]
