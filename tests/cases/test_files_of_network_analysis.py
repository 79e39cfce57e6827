"""The small files in which networks are taught and exchanged: each has the same few actors."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign import problems_of_import, tables_of

CASE = Path(__file__).parent.parent / "data" / "cases" / "classic-sna-files"
RUNA, KELP = "Runa Falk", "Kelp Ltd"


def edge(source, target, relation="", **cells):
    """The row of an edge, without what is empty."""
    given = {"source": source, "target": target, "relation": relation, **cells}
    return {name: cell for name, cell in given.items() if cell}


@pytest.mark.parametrize(
    ("name", "form", "names", "edges"),
    [
        ("n.gml", "gml", [RUNA, "Kelp & Sons"], [edge("0", "1", directed="no", value="31")]),
        (
            "n.net",
            "pajek",
            [RUNA, KELP, "Joss Ember"],
            [edge("1", "2", weight="3"), edge("1", "3", directed="no", weight="1")],
        ),
        ("n.gdf", "gdf", [RUNA, KELP], [edge("n0", "n1", directed="no", weight="2.0")]),
        ("n.tgf", "tgf", [RUNA, KELP], [edge("1", "2", "owns")]),
        (
            "n.sif",
            "sif",
            [RUNA, KELP, "Joss Ember"],
            [edge(RUNA, KELP, "owns"), edge("Joss Ember", KELP, "owns")],
        ),
        ("n.vna", "vna", [RUNA, KELP], [edge(RUNA, KELP, "owns", strength="2")]),
        ("n.xgmml", "xgmml", [RUNA, KELP], [edge("1", "2", "owns")]),
        ("n.dot", "graphviz", [RUNA, "kelp"], [edge("runa", "kelp", "owns")]),
        (
            "n.dl",
            "ucinet",
            ["runa", "kelp", "joss"],
            [edge("runa", "kelp", weight="3"), edge("joss", "kelp", weight="1")],
        ),
        (
            "twomode.dl",
            "ucinet",
            ["runa", "joss", "ida", "kelp", "dawn"],
            [
                edge("runa", "kelp", weight="1"),
                edge("joss", "kelp", weight="1"),
                edge("joss", "dawn", weight="1"),
                edge("ida", "dawn", weight="1"),
            ],
        ),
    ],
)
def test_every_actor_and_tie_is_read(tmp_path, name, form, names, edges):
    entities, relations = tables_of(CASE / name, form)
    assert [entity["name"] for entity in entities.values()] == names
    assert relations == edges
    assert problems_of_import(tmp_path / "out", CASE / name) == []


def test_a_node_that_holds_another_is_read_as_well():
    entities, _ = tables_of(CASE / "nested.gexf", "gexf")
    assert [entity["name"] for entity in entities.values()] == ["Runa", "Inner"]
