"""The picture that the page saves: an arrowhead on each directed edge, and on no other."""

from __future__ import annotations

import shutil

import pytest
from differential.page_in_node import PageInNode
from factory import graph_of

from actorgraph.render.payload import payload

pytestmark = pytest.mark.process

ROWS = """source,target,relation,document
a,b,owns,x
b,c,met_with,x
c,a,knows,
a,a,praised,x
"""


@pytest.fixture
def svg(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no Node: tests/install_tools.sh installs it")
    graph = graph_of(tmp_path, relations=ROWS)
    page = PageInNode(node, "page_svg.js", "model", "state", "view", "picture")
    yield page.ask("svg", payload(graph.subgraph(), title="T"))
    page.close()


def elements(svg, tag):
    below = [one for child in svg["children"] for one in elements(child, tag)]
    return [svg["attributes"]] * (svg["tag"] == tag) + below


def test_each_directed_edge_points_with_an_arrowhead_of_its_colour(svg):
    lines = elements(svg, "line")
    pointing = [line for line in lines if "marker-end" in line]
    assert (len(lines), len(pointing)) == (4, 2)
    (defs,) = [one for one in svg["children"] if one["tag"] == "defs"]
    colours = {
        f"url(#{marker['attributes']['id']})": marker["children"][0]["attributes"]["fill"]
        for marker in defs["children"]
    }
    assert [line["stroke"] for line in pointing] == [
        colours[line["marker-end"]] for line in pointing
    ]
    assert colours.keys() == {line["marker-end"] for line in pointing}


def test_an_arrowhead_ends_at_the_border_of_its_node(svg):
    circles = {(float(one["cx"]), float(one["cy"])): one["r"] for one in elements(svg, "circle")}
    for line in elements(svg, "line"):
        x1, y1, x2, y2 = (float(line[name]) for name in ("x1", "y1", "x2", "y2"))
        (distance, radius) = min(
            (((x - x2) ** 2 + (y - y2) ** 2) ** 0.5, float(r))
            for (x, y), r in circles.items()
            if (x, y) != (x1, y1) or (x1, y1) == (x2, y2)
        )
        expected = radius if "marker-end" in line else 0
        assert distance == pytest.approx(expected, abs=1e-3)
