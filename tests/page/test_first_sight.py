"""The first picture of the seed: whoever looks for ten seconds reads who matters and who is linked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest_page import export

pytestmark = pytest.mark.browser

NAMED = {"pompeo", "cia", "naryshkin", "svr", "volker", "surkov", "washington-meetings"}
LINKED = [
    ("naryshkin", "svr"),
    ("pompeo", "cia"),
    ("volker", "surkov"),
    ("naryshkin", "washington-meetings"),
    ("pompeo", "washington-meetings"),
]
SIZES = [(1440, 900), (1280, 720), (390, 844)]
LARGEST_PAGE = 450_000

DRAWN = """() => {
  const { model, renderer } = actorgraph, { named, lines } = renderer.drawn();
  const ends = ([k]) => [model.ids[model.source[k]], model.ids[model.target[k]]].sort().join(" ");
  return [named.map((i) => model.ids[i]), lines.map(ends)];
}"""


@pytest.mark.parametrize("page_of", ["seed_page", "story_page"])
@pytest.mark.parametrize("size", SIZES)
def test_the_first_picture_names_who_matters_and_shows_their_links_as_one_line_each(
    open_page: Any, request: pytest.FixtureRequest, page_of: str, size: tuple[int, int]
) -> None:
    viewport = {"width": size[0], "height": size[1]}
    page = open_page(request.getfixturevalue(page_of), viewport=viewport).page
    page.wait_for_selector(".ag-stage[data-drawn=complete]")
    named, lines = page.evaluate(DRAWN)
    assert set(named) >= NAMED
    assert [lines.count(" ".join(sorted(pair))) for pair in LINKED] == [1] * len(LINKED)


def test_the_page_of_the_seed_is_small(story_page: Path) -> None:
    assert story_page.stat().st_size <= LARGEST_PAGE


def test_three_in_a_row_fill_the_stage(open_page: Any, tmp_path: Path) -> None:
    (tmp_path / "relations.csv").write_text("source,target,relation\nAnn,Bob,met\nBob,Cy,met\n")
    page = open_page(export(tmp_path / "three.html", data=tmp_path)).page
    page.wait_for_selector(".ag-stage[data-drawn=complete]")
    across = page.evaluate(
        "[0, 1, 2].map((i) => actorgraph.renderer.position(i)).map(({x, y}) => [x, y])"
    )
    extent = max(max(xy[d] for xy in across) - min(xy[d] for xy in across) for d in (0, 1))
    assert extent > 400
    assert ">met" in page.evaluate("actorgraph.renderer.drawing('').text()")
