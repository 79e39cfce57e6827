"""The parts of the canvas renderer by themselves: names, density, the grid, curves."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SCENE = """const scene = (count, zoom, more = {}) => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const places = Array.from({ length: count }, () => ({ x: random() * 900, y: random() * 600 }));
  return {
    order: Uint32Array.from({ length: count }, (_, i) => i), width: 900, height: 600, inView: count,
    wanted: () => true, radius: () => 3, weight: (i) => 1 - i / count,
    at: (i) => ({ x: 450 + (places[i].x - 450) * zoom, y: 300 + (places[i].y - 300) * zoom }),
    name: (i) => `Name of number ${i}`, first: [], ...more };
};
const drawn = (chooser, at) => {
  const nothing = new Proxy({}, { get: () => () => {}, set: () => true, has: () => true });
  chooser.draw(nothing, at, { ink: "#000", paper: "#fff", unit: 1 });
  const boxes = chooser.boxes(at).map((box, j) => ({ node: chooser.shown[j].node, ...box }));
  return boxes.filter(({ node }) => chooser.drawn.includes(node));
};
"""


def run(page, body: str):
    return page.evaluate(f"() => {{ {SCENE} {body} }}")


@pytest.mark.parametrize("count", [50, 2_000])
def test_no_name_lies_over_another(bare_page, count) -> None:
    boxes = run(
        bare_page,
        f"const chooser = new labels.Labels(), s = scene({count}, 1);"
        "chooser.choose(s); return drawn(chooser, s);",
    )
    over = [
        (one["node"], two["node"])
        for one in boxes
        for two in boxes
        if one["node"] < two["node"]
        and one["left"] < two["right"]
        and two["left"] < one["right"]
        and one["top"] < two["bottom"]
        and two["top"] < one["bottom"]
    ]

    assert len(boxes) > 15
    assert over == []


def test_zooming_out_without_choosing_anew_drops_names_rather_than_piling_them(bare_page) -> None:
    counts = run(
        bare_page,
        "const chooser = new labels.Labels(); chooser.choose(scene(300, 1));"
        "return [1, 0.5, 0.1].map((zoom) => drawn(chooser, scene(300, zoom)).length);",
    )

    assert counts == sorted(counts, reverse=True)
    assert counts[2] < counts[0]


def test_the_most_important_is_named(bare_page) -> None:
    first = run(
        bare_page,
        "const chooser = new labels.Labels(); chooser.choose(scene(2000, 1));"
        "return chooser.shown[0].node;",
    )

    assert first == 0


def test_who_is_asked_for_is_named_before_the_important(bare_page) -> None:
    first = run(
        bare_page,
        "const chooser = new labels.Labels(); chooser.choose(scene(500, 0.5, { first: [499] }));"
        "return [chooser.shown[0].node, chooser.shown[0].bold];",
    )

    assert first == [499, True]


def test_density_keeps_ink_inside_the_picture_whatever_the_line(bare_page) -> None:
    """A line that leaves the picture must not come in again on the other side."""
    spilled = bare_page.evaluate(
        """() => {
          const wide = 40, high = 30, spilled = [];
          let seed = 3;
          const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
          for (let trial = 0; trial < 3000; trial++) {
            const picture = new density.Density(wide, high), ink = picture.layer("#000000");
            const reach = (j) => (random() * 5 - 2) * (j % 2 ? high : wide);
            const line = [0, 1, 2, 3].map(reach);
            picture.line(ink, ...line, 1);
            const [x0, y0, x1, y1] = line, long = Math.hypot(x1 - x0, y1 - y0);
            for (let y = 0; y < high; y++) for (let x = 0; x < wide; x++) {
              if (!ink[y * picture.stride + x]) continue;
              const far = Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / long;
              if (far > 1.01) spilled.push([trial, x, y, far]);
            }
          }
          return spilled;
        }"""
    )

    assert spilled == []


def test_density_darkens_with_every_line(bare_page) -> None:
    greys = bare_page.evaluate(
        """() => [1, 2, 4].map((count) => {
          const picture = new density.Density(20, 20), ink = picture.layer("#000000");
          picture.line(picture.layer("#000000"), 0, 15, 19, 15, 1);
          for (let j = 0; j < count; j++) picture.line(ink, 0, 10, 19, 10, 1);
          return picture.developed("#ffffff", 1).data[(10 * 20 + 10) * 4];
        })"""
    )

    assert greys[0] > greys[1] > greys[2]


def test_the_grid_finds_whom_a_search_of_everybody_finds(bare_page) -> None:
    differing = bare_page.evaluate(
        """() => {
          let seed = 5;
          const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
          const x = Float32Array.from({ length: 500 }, () => random() * 90);
          const y = Float32Array.from({ length: 500 }, () => random() * 40);
          const cells = new grid.Grid(x, y, 500, camera.boxAround(x, y, 500, null));
          const differing = [];
          for (let trial = 0; trial < 200; trial++) {
            const left = random() * 100 - 5, top = random() * 50 - 5;
            const box = { left, top, right: left + random() * 20, bottom: top + random() * 9 };
            const across = (i) => x[i] >= box.left && x[i] <= box.right;
            const inside = (i) => across(i) && y[i] >= box.top && y[i] <= box.bottom;
            const found = [];
            cells.within(box, (i) => inside(i) && found.push(i));
            const all = [...x.keys()].filter(inside);
            if (found.sort((a, b) => a - b).join() !== all.join()) differing.push(trial);
          }
          return differing;
        }"""
    )

    assert differing == []


LINES = """() => {
  const style = (verdict) => palette.edgeStyle({ verdict, mode: "", reading: false, derived: false });
  const model = {
    n: 3, total: 5, source: [0, 1, 0, 2, 2], target: [1, 0, 2, 2, 0], symmetric: [0, 0, 1, 0, 1],
    style: ["denied", "single-origin", "corroborated", "single-origin", "corroborated"].map(style),
  };
  const all = new links.Links(model, Uint8Array.from([2, 2, 2, 2, 2]));
  const some = new links.Links(model, Uint8Array.from([2, 0, 2, 2, 1]));
  const told = (of) => [...of.drawn.keys()].filter((k) => of.drawn[k])
    .map((k) => [k, of.edges(k), of.heads(k), of.hidesDispute(k)]);
  return [told(all), told(some)];
}"""


def test_relations_between_the_same_two_are_one_line_that_looks_like_the_best_founded(
    bare_page,
) -> None:
    everything, some = bare_page.evaluate(LINES)

    assert everything == [
        [1, [1, 0], [True, True], True],
        [2, [2, 4], [False, False], False],
        [3, [3], [True, False], False],
    ]
    assert some[0] == [0, [0], [True, False], False]
    assert some[1][:2] == [2, [2, 4]]


def test_who_matters_is_named_though_there_is_no_room_beside(bare_page) -> None:
    crowd = """() => {
      const chooser = new labels.Labels();
      const place = (i) => ({ x: 300 + (i % 5) * 6, y: 300 + Math.floor(i / 5) * 6 });
      const scene = { order: Uint32Array.from({ length: 30 }, (_, i) => i), width: 900, height: 600,
        inView: 30, wanted: () => true, at: place, radius: () => 6, weight: () => 0.5,
        name: (i) => `Somebody of Some Standing ${i}`, first: [] };
      chooser.choose(scene);
      const boxes = chooser.boxes(scene);
      const hit = boxes.some((a, i) => boxes.some((b, j) => i < j && a.left < b.right &&
        b.left < a.right && a.top < b.bottom && b.top < a.bottom));
      return [chooser.shown.length, chooser.shown.some((one) => one.apart), hit];
    }"""

    shown, apart, hit = bare_page.evaluate(crowd)

    assert shown >= 26
    assert apart
    assert not hit


def test_words_stand_along_a_line_only_where_they_fit(bare_page) -> None:
    placed = bare_page.evaluate(
        """() => {
          const writer = new captions.Captions(), stage = { width: 800, height: 600 };
          const line = (ax, ay, bx, by, text) => ({ course: { ax, ay, bx, by }, radii: [10, 10], text });
          writer.place([line(100, 100, 400, 100, "met with"), line(400, 300, 100, 500, "Director"),
            line(10, 10, 40, 10, "too long for it"), line(-900, 50, 300, 50, "from afar"),
            line(100, 100, 400, 100, "met with")], stage, []);
          return writer.shown.map(({ text, x, y, angle }) => [text, x, y, angle]);
        }"""
    )

    assert [text for text, *_ in placed] == ["met with", "Director", "from afar", "met with"]
    assert placed[0][1:] == [250, 100, 0]
    assert abs(placed[1][3]) < 1.6, "no text stands on its head"
    assert 0 < placed[2][1] < 300, "the words stand where the line is seen"
    assert placed[3][1] != placed[0][1], "and never on each other"


def test_a_name_apart_keeps_clear_of_nodes_that_would_seem_to_bear_it(bare_page) -> None:
    least = bare_page.evaluate(
        """() => {
          const chooser = new labels.Labels(), places = [[300, 300], [286, 300], [314, 300], [300, 286], [300, 314]];
          const tall = [[300, 250], [300, 350], [220, 300], [380, 300]], all = [...places, ...tall];
          const at = (i) => ({ x: all[i][0], y: all[i][1] });
          chooser.choose({ order: Uint32Array.from(all.keys()), width: 600, height: 600, inView: all.length,
            wanted: () => true, at, radius: () => 8, weight: () => 0.5, name: (i) => (i ? "" : "Somebody"), first: [] });
          const box = chooser.boxes({ at, radius: () => 8 })[0];
          const gap = ([x, y]) => Math.hypot(x - Math.max(box.left, Math.min(box.right, x)), y - Math.max(box.top, Math.min(box.bottom, y))) - 8;
          return Math.min(...all.slice(1).map(gap));
        }"""
    )

    assert least >= 6


OVERLAY = """([text, middle]) => {
  const ends = { source: [0, 0], target: [1, 1], m: 2 }, nodes = [[100, 100], [400, 100], [250, middle]];
  const course = () => ({ ax: 100, ay: 100, bx: 400, by: 100 });
  const painter = { drawnLines: [0], links: { edges: () => [0, 1] }, radius: () => 12, course, isLit: () => true };
  const over = new overlay.Overlay(ends, painter, () => text);
  over.choose({ order: Uint32Array.from([0, 1, 2]), width: 500, height: 200, inView: 3, wanted: () => true,
    at: (i) => ({ x: nodes[i][0], y: nodes[i][1] }), radius: () => 12, weight: () => 0, name: () => "A", first: [] },
    { scale: 1, left: 0, top: 0 }, { selected: null, path: [], near: null, lit: null });
  return [[...over.counted.keys()], over.captions.shown.map(({ text, x }) => [text, x])];
}"""


@pytest.mark.parametrize(
    ("text", "middle", "counted", "words"),
    [
        ("met with ×2", 180, [], [["met with ×2", 250]]),
        ("met with ×2", 100, [], [["met with ×2", 194.8]]),
        ("words that are far too long to stand along this line", 180, [0], []),
    ],
    ids=["words count", "words keep off nodes", "no room for words"],
)
def test_a_line_says_its_words_or_how_many_it_stands_for(
    bare_page, text: str, middle: int, counted: list[int], words: list[list[object]]
) -> None:
    assert bare_page.evaluate(OVERLAY, [text, middle]) == [counted, words]


def test_one_origin_is_not_coloured_as_well_founded(bare_page) -> None:
    named = bare_page.evaluate(
        """() => colouring.colouring({ n: 2, total: 1, source: [0], target: [1], style: [1] },
          { edge: [1] }, "standing").named.map(({ color }) => color)"""
    )

    red, green = (int(named[0][at : at + 2], 16) for at in (1, 3))
    assert green < red


def test_the_line_to_a_name_crosses_no_large_node(bare_page) -> None:
    crossed = bare_page.evaluate(
        """() => {
          const chooser = new labels.Labels(), all = [[300, 300], [300, 270], [300, 330], [262, 300], [338, 300], [262, 270], [338, 330], [262, 330], [338, 270]];
          const at = (i) => ({ x: all[i][0], y: all[i][1] });
          chooser.choose({ order: Uint32Array.from(all.keys()), width: 700, height: 600, inView: all.length, wanted: () => true, at,
            radius: () => 9, weight: () => 0.5, name: (i) => (i ? "" : "Somebody of Standing"), first: [] });
          const { apart } = chooser.shown[0], box = chooser.boxes({ at, radius: () => 9 })[0];
          const course = { ax: 300, ay: 300, bx: Math.max(box.left, Math.min(box.right, 300)), by: Math.max(box.top, Math.min(box.bottom, 300)) };
          return [Boolean(apart), all.slice(1).some(([x, y]) => lines.distance(course, x, y) < 9)];
        }"""
    )

    assert crossed == [True, False]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Michael Pompeo", ["Michael Pompeo"]),
        (
            "Meetings of Russian and US intelligence officials",
            ["Meetings of Russian and", "US intelligence officials"],
        ),
        (
            "Meetings to which Trump invited the heads of Russian services",
            ["Meetings to which Trump", "invited the heads of…"],
        ),
        (
            "Economic Development and Policy – Permanent-Subcommittee",
            ["Economic Development and", "Policy…"],
        ),
        (
            "Donaudampfschifffahrtsgesellschaftskapitän",
            ["Donaudampfschifffahrtsge", "sellschaftskapitän"],
        ),
    ],
)
def test_a_long_name_is_cut_between_words(bare_page: Page, name: str, lines: list[str]) -> None:
    assert bare_page.evaluate("(name) => labels.linesOf(name, 24)", name) == lines


def test_a_number_on_a_line_stands_beside_a_name_that_covers_its_middle(bare_page: Page) -> None:
    place = """(taken) => captions.placeOfBadge(
      {course: {ax: 0, ay: 50, bx: 200, by: 50}, radii: [0, 0]}, taken)"""
    name = {"left": 85, "top": 40, "right": 115, "bottom": 60}
    assert bare_page.evaluate(place, []) == 0.5
    assert bare_page.evaluate(place, [name]) == 0.3
