"""The picture that the page saves: an arrowhead on each directed edge, and on no other."""

from __future__ import annotations

import math
import re

import pytest
from differential.page_in_node import page_in_node
from factory import graph_of

from actorgraph.render.payload import payload

pytestmark = pytest.mark.process

ROWS = """source,target,relation,document
a,b,owns,x
b,c,met_with,x
c,a,knows,
a,a,praised,x
"""
HEAD = re.compile(r"M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)Z")


@pytest.fixture
def picture(tmp_path):
    graph = graph_of(tmp_path, relations=ROWS)
    with page_in_node("page_svg.js", "model", "state", "view", "painter", "svgpen") as page:
        yield page.ask("picture", payload(graph.subgraph(), title="T"))


def paths(picture):
    return [one["attributes"] for one in picture["svg"]["children"] if one["tag"] == "path"]


def heads(picture):
    """The tip and the colour of each arrowhead."""
    filled = [path for path in paths(picture) if path["fill"] != "none"]
    found = [(HEAD.findall(path["d"]), path["fill"]) for path in filled]
    return [(float(x), float(y), fill) for corners, fill in found for x, y, *_ in corners]


def test_each_directed_edge_ends_in_an_arrowhead_at_the_border_of_its_node(picture):
    pointed_at = []
    for x, y, _ in heads(picture):
        beyond, id_ = min(
            (abs(math.hypot(x - at_x, y - at_y) - radius), id_)
            for id_, at_x, at_y, radius in picture["nodes"]
        )
        assert beyond == pytest.approx(1, abs=0.05)
        pointed_at.append(id_)
    assert sorted(pointed_at) == ["a", "b"], "who is owned and who is known, nobody else"


def test_an_arrowhead_has_the_colour_of_its_line(picture):
    strokes = {path["stroke"] for path in paths(picture) if path["fill"] == "none"}
    assert {fill for *_, fill in heads(picture)} <= strokes


def test_a_loop_is_a_circle(picture):
    loops = [
        p
        for p in paths(picture)
        if p["fill"] == "none" and "a" in p["d"] and "stroke-dasharray" not in p
    ]
    assert any(path["stroke"] != "#ffffff" for path in loops)
