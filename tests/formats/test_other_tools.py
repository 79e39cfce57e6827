"""Files of ours in the tools that they are for, where these are installed."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import pytest
from factory import graph_of
from foreign import links_under

from actorgraph.loading import load
from actorgraph.locating import seed_folder

RELATIONS = """source,target,relation,start_date,end_date
a,b,knows,2017,2018-03
a,b,knows,2020-02-03,
a,c,"x < ""y"" & z",,
"""


@pytest.fixture
def graph(tmp_path):
    return graph_of(tmp_path, relations=RELATIONS, entities="id,name,start_date\na,Ann,1950\n")


def test_networkx_reads_the_days_of_a_dynamic_gexf(graph, tmp_path):
    import networkx as nx

    graph.export(tmp_path / "x.gexf")
    read = nx.read_gexf(tmp_path / "x.gexf")
    spells = sorted(
        (edge.get("start", ""), edge.get("end", "")) for *_, edge in read.edges(data=True)
    )
    assert spells == [("", ""), ("2017-01-01", "2018-03-31"), ("2020-02-03", "")]
    assert read.nodes["a"]["start"] == "1950-01-01"


@pytest.mark.parametrize("suffix", ["gexf", "graphml", "cyjs", "gephi.zip", "nodelink.json"])
def test_what_is_denied_or_planned_is_labelled_so_where_it_is_drawn(tmp_path, suffix):
    rows = "a,b,met_with,denied,\na,c,met_with,,planned\n"
    graph = graph_of(tmp_path, relations=f"source,target,relation,status,certainty\n{rows}")
    path = tmp_path / f"x.{suffix}"
    graph.export(path)
    raw = zipfile.ZipFile(path).read("edges.csv") if suffix == "gephi.zip" else path.read_bytes()
    assert b"met with (denied)" in raw
    assert b"met with (planned)" in raw


def test_networkx_opens_node_link_json(graph, tmp_path):
    import networkx as nx

    graph.export(tmp_path / "x.nodelink.json")
    said = json.loads((tmp_path / "x.nodelink.json").read_text())
    read = nx.node_link_graph(said, **links_under("links"))
    assert (type(read), read.number_of_edges()) == (nx.MultiDiGraph, 3)


@pytest.mark.process  # igraph imports matplotlib, which on a fresh machine asks for the fonts
def test_igraph_opens_graphml(tmp_path):
    igraph = pytest.importorskip("igraph")
    graph = load(seed_folder())
    graph.export(tmp_path / "x.graphml")
    read = igraph.Graph.Read_GraphML(str(tmp_path / "x.graphml"))
    whole = graph.subgraph()
    assert (read.vcount(), read.ecount()) == (len(whole.entities), len(whole.edges))
    assert read.is_directed()
    assert "Michael Pompeo" in read.vs["name"]


@pytest.mark.process
def test_followthemoney_finds_what_is_written_valid(tmp_path):
    pytest.importorskip("followthemoney")
    load(seed_folder()).export(tmp_path / "x.ftm.json")
    command = [str(Path(sys.executable).parent / "ftm"), "validate", "-i", "x.ftm.json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)
    written = (tmp_path / "x.ftm.json").read_text().splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(written) > 90


@pytest.mark.process
def test_datasette_answers_with_foreign_keys_and_full_text_search(tmp_path):
    pytest.importorskip("datasette")
    path = tmp_path / "x.db"
    load(seed_folder()).export(path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", str(path), "--port", str(port), "-h", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            found = _asked(port, "x/entities.json?_search=Sergey&_shape=array")
            keys = _asked(port, "x/relations.json?source=pompeo&_labels=on&_shape=array")
        finally:
            server.terminate()
    assert "naryshkin" in {row["id"] for row in found}
    assert keys[0]["source"] == {"value": "pompeo", "label": "Michael Pompeo"}


@pytest.mark.process
def test_cytoscape_js_draws_what_is_written(graph, tmp_path, from_npm):
    graph.export(tmp_path / "x.cyjs")
    script = """
        const cytoscape = require('cytoscape');
        const said = JSON.parse(require('fs').readFileSync(process.argv[1]));
        const drawn = cytoscape({headless: true, elements: said.elements});
        console.log(JSON.stringify([drawn.nodes().length, drawn.edges().length,
            drawn.getElementById('a').data('name')]));
    """
    command = ["node", "-e", script, str(tmp_path / "x.cyjs")]
    environment = {**os.environ, "NODE_PATH": str(from_npm("cytoscape@3"))}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert json.loads(done.stdout) == [3, 3, "Ann"]


def _asked(port, address):
    """An answer of the server, which takes a moment to be there."""
    for _ in range(1200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}") as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")
