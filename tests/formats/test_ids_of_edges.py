"""An edge's own id that somebody gave is counted as left; a number of the file is none."""

from __future__ import annotations

import json

import pytest

from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files
from actorgraph.loading import load
from actorgraph.locating import seed_folder


def written(form, edge_id):
    nodes = [{"id": "a"}, {"id": "b"}]
    edge = {"source": "a", "target": "b"}
    if form == "x.gexf":
        return (
            '<gexf><graph><nodes><node id="a"/><node id="b"/></nodes><edges>'
            f'<edge id="{edge_id}" source="a" target="b"/></edges></graph></gexf>'
        )
    if form == "x.graphml":
        return (
            '<graphml><graph edgedefault="directed"><node id="a"/><node id="b"/>'
            f'<edge id="{edge_id}" source="a" target="b"/></graph></graphml>'
        )
    if form == "x.cyjs":
        elements = {"nodes": [{"data": one} for one in nodes]}
        return json.dumps({"elements": elements | {"edges": [{"data": edge | {"id": edge_id}}]}})
    if form == "x.csv":
        return f"Source,Target,Type,Id,Label\na,b,Directed,{edge_id},knows\n"
    key = "key" if form == "graphology.json" else "id"
    return json.dumps({"nodes": nodes, "edges": [edge | {key: edge_id}]})


@pytest.mark.parametrize(
    "form", ["x.gexf", "x.graphml", "x.cyjs", "x.csv", "sigma.json", "graphology.json"]
)
@pytest.mark.parametrize(
    ("edge_id", "is_counted"),
    [("0", False), ("e12", False), ("edge_7", False), ("Ann's word", True), ("GB-COH/1", True)],
)
def test_an_id_that_somebody_gave_is_counted(tmp_path, form, edge_id, is_counted):
    (tmp_path / form).write_text(written(form, edge_id), encoding="utf-8")
    notes = Notes()
    import_files([tmp_path / form], tmp_path / "to", notes)
    said = f"ids of edges: 1 not taken over ({edge_id})."
    assert (said in notes.sentences()) == is_counted


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs", "nodelink.json", "gephi.zip"])
def test_no_id_of_ours_is_counted(tmp_path, suffix):
    load(seed_folder()).export(tmp_path / f"x.{suffix}")
    notes = Notes()
    import_files([tmp_path / f"x.{suffix}"], tmp_path / "to", notes)
    assert not [one for one in notes.sentences() if "ids of edges" in one]
