"""What the formats of network analysis hold beside nodes and edges, and what is wrong with some."""

from __future__ import annotations

import json

import pytest
from foreign import problems_of_import, tables_of, written

from actorgraph.errors import DataError
from actorgraph.formats.content import RELATION
from actorgraph.formats.notes import Notes
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.writing import rows_of


def read(tmp_path, name, text, form):
    """Entities by id, relations, and what is said of the rest."""
    notes = Notes()
    entities, relations = tables_of(written(tmp_path, name, text), form, notes)
    notes.settle()
    return entities, relations, notes.sentences()


GML = """# a comment
Creator "tide"
graph [
  directed 1
  node [ id 1 label "Runa &quot;Eel&quot; F&#228;lk" type "person" born 1960
         graphics [ x 1.0 y 2.0 ] seat [ town "Port" zip "1" ] tag "a" tag "b" ]
  node [ id 2 label "Kelp
Ltd" ]
  edge [ source 1 target 2 label "owns" start_date "2001" weight 2.50 ]
  edge [ source 1 target 9 ]
]
"""


def test_gml_has_nested_attributes_and_texts_as_they_stand(tmp_path):
    entities, relations, said = read(tmp_path, "x.txt", GML, "gml")
    assert entities["1"] == {
        "id": "1",
        "type": "person",
        "born": "1960",
        "seat.town": "Port",
        "seat.zip": "1",
        "tag": "a|b",
        "name": 'Runa "Eel" Fälk',
    }
    assert relations[0] == {
        "source": "1",
        "target": "2",
        "relation": "owns",
        "start_date": "2001",
        "weight": "2.50",
    }
    assert sorted(said) == [
        "Creator of the file: 1 not taken over.",
        "ends of edges: 1 that are no node of the file.",
        "graphics of nodes: 2 not taken over: drawing.",
    ]


PAJEK = """*Network Tide
*Vertices 4 2
1 "Runa Falk" 0.1 0.2 0.5 box ic Red
2 "Joss"
3 "Kelp" [1998-2001]
*Arcs :1 "advises"
1 2 2.5 [2003] l "for years" c Blue
*Edges :2 "kin"
1 2
*Arcslist :3 "sits in"
2 3 4
*Matrix :4 "owns"
1 0
0 0.5
*Partition town
*Vertices 4
7
7
8
9
*Vector too_short
*Vertices 2
1
2
*Permutation p
*Vertices 1
1
"""


def test_pajek_has_several_relations_modes_and_partitions(tmp_path):
    entities, relations, said = read(tmp_path, "x.paj", PAJEK, "pajek")
    assert entities["1"] == {"id": "1", "mode": "1", "town": "7", "name": "Runa Falk"}
    assert entities["3"]["time"] == "1998-2001"
    assert (entities["4"]["name"], entities["4"]["mode"]) == ("4", "2")
    shown = [
        tuple(row.get(name, "") for name in ("source", "target", "relation", "directed", "weight"))
        for row in relations
    ]
    assert shown == [
        ("1", "2", "advises", "", "2.5"),
        ("1", "2", "kin", "no", ""),
        ("2", "3", "sits in", "", ""),
        ("2", "4", "sits in", "", ""),
        ("1", "3", "owns", "", "1"),
        ("2", "4", "owns", "", "0.5"),
    ]
    assert (relations[0]["time"], relations[0]["label"]) == ("2003", "for years")
    assert sorted(said) == [
        "*Permutation: 1 line not taken over.",
        "names of networks: 1 not taken over.",
        "places and looks of ties: 1 not taken over: drawing.",
        "places and looks of vertices: 1 not taken over: drawing.",
        "values of *vector too_short: 1 not taken over: they do not fit the network before them.",
    ]


def test_the_networks_of_a_pajek_project_stay_apart(tmp_path):
    text = '*Vertices 1\n1 "a"\n*Arcs\n1 1\n*Vertices 1\n1 "b"\n*Arcs\n1 1\n'
    entities, relations, said = read(tmp_path, "x.paj", text, "pajek")
    assert {one: row["name"] for one, row in entities.items()} == {"1": "a", "network2/1": "b"}
    assert [row["source"] for row in relations] == ["1", "network2/1"]
    assert said == ["networks: 2 in one file: their vertices are kept apart."]


def test_gdf_has_commas_in_quotes_defaults_and_arcs(tmp_path):
    text = (
        "nodedef>name VARCHAR(32),label VARCHAR,color VARCHAR,town VARCHAR default 'Port'\n"
        "a,'Falk, Runa','1,2,3'\nb,\"Kelp \\\"Ltd\\\"\",,Reef\n"
        "edgedef>tag VARCHAR,user VARCHAR,directed BOOLEAN,weight DOUBLE\n"
        "a,b,true,1.5\na,b\n"
    )
    entities, relations, said = read(tmp_path, "x.csv", text, "gdf")
    assert entities["a"] == {"id": "a", "name": "Falk, Runa", "town": "Port"}
    assert entities["b"] == {"id": "b", "name": 'Kelp "Ltd"', "town": "Reef"}
    assert relations == [
        {"source": "a", "target": "b", "directed": "yes", "weight": "1.5"},
        {"source": "a", "target": "b", "directed": "no"},
    ]
    assert said == ["color of nodes: 1 not taken over: drawing."]


DOT = """// tide
strict digraph g {
  rankdir=LR; title="The tide";
  node [shape=box, type="person"];
  "runa" [label="Runa\\nFalk", color=red];
  subgraph cluster_a { kelp [label=<<b>Kelp</b> &amp; Co>]; reef:port }
  runa -> kelp -> {reef joss} [label="owns"];
  joss -> runa [dir=back] /* who is told by whom */
  runa -> joss [dir=none, since=2001];
}
"""


def test_dot_has_chains_clusters_and_directions(tmp_path):
    entities, relations, said = read(tmp_path, "x.txt", DOT, "graphviz")
    assert entities["runa"] == {"id": "runa", "type": "person", "name": "Runa Falk"}
    assert entities["kelp"]["cluster"] == "cluster_a"
    shown = [(row["source"], row["target"], row.get("directed", "")) for row in relations]
    assert shown == [
        ("runa", "kelp", ""),
        ("kelp", "reef", ""),
        ("kelp", "joss", ""),
        ("runa", "joss", ""),
        ("runa", "joss", "no"),
    ]
    assert [row.get("relation") for row in relations] == ["owns", "owns", "owns", None, None]
    assert relations[4]["start_date"] == "2001"
    assert "title of the graph: 1 not taken over." in said
    assert "color of nodes: 1 not taken over: drawing." in said


def test_dot_that_we_wrote_is_refused_for_it_leaves_claims_out(tmp_path):
    path = written(tmp_path, "x.dot", "digraph actorgraph {\n a -> b\n}\n")
    with pytest.raises(DataError, match="read the data instead"):
        list(rows_of(path, Notes()))


@pytest.mark.parametrize(
    ("data", "ties"),
    [
        ("dl n=2 format=fullmatrix\nlabels:\nrun,joss\ndata:\n0 1\n2 0\n", 2),
        ("dl n=2\nlabels embedded\ndata:\n run joss\nrun 0 1\njoss 2 0\n", 2),
        ("DL N=2 FORMAT=LOWERHALF DIAGONAL=ABSENT\nLABELS:\nrun joss\nDATA:\n1\n", 1),
        ("dl n=2 format=nodelist1\nlabels:\nrun\njoss\ndata:\n1 2\n2\n", 1),
        ("dl nr=1, nc=1 format=edgelist2\nlabels embedded\ndata:\nrun joss 4\n", 1),
        (
            "dl n=2 nm=2\nlabels:\nrun,joss\nmatrix labels:\nlikes,pays\ndata:\n0 1 0 0\n0 1 1 0\n",
            3,
        ),
    ],
)
def test_dl_is_read_in_each_of_its_layouts(tmp_path, data, ties):
    entities, relations, _ = read(tmp_path, "x.txt", data, "ucinet")
    assert sorted(entity["name"] for entity in entities.values()) == ["joss", "run"]
    assert len(relations) == ties
    assert {row["source"] for row in relations} <= {"run", "joss"}


def test_a_half_matrix_has_no_direction_and_a_matrix_has_a_name(tmp_path):
    half = "dl n=2 format=upperhalf diagonal=absent\nlabels:\na b\ndata:\n3\n"
    _, (row,), _ = read(tmp_path, "half.dl", half, "ucinet")
    assert row == {"source": "a", "target": "b", "directed": "no", "weight": "3"}
    named = "dl n=1 nm=2\nmatrix labels:\nlikes,pays\ndata:\n0\n5\n"
    _, (row,), _ = read(tmp_path, "named.dl", named, "ucinet")
    assert (row["relation"], row["weight"]) == ("pays", "5")


def test_each_column_of_strengths_in_vna_is_a_relation(tmp_path):
    text = (
        "*node data\nid label town\n1 'x' Port\n"
        '*node properties\nID x y\n1 2 3\n*tie data\nfrom to friends advice note\n1 2 1 0 "a b"\n'
    )
    _, relations, said = read(tmp_path, "x.vna", text, "vna")
    assert relations == [
        {"source": "1", "target": "2", "relation": "friends", "weight": "1", "note": "a b"}
    ]
    assert sorted(said) == [
        "*node properties: 1 row not taken over: drawing.",
        "ends of edges: 1 that are no node of the file.",
        "ties of strength 0: 1 left out: they are no ties.",
    ]


XGMML = """<?xml version="1.0"?>
<graph label="g" directed="1" xmlns="http://www.cs.rpi.edu/XGMML"
 xmlns:xlink="http://www.w3.org/1999/xlink">
<node id="1" label="Runa"><att name="type" value="person" type="string"/>
 <att name="tags" type="list"><att value="a"/><att value="b"/></att><graphics x="1"/></node>
<node id="3" label="Board"><att><graph><node xlink:href="#1"/><node id="4" label="Ida"/></graph>
 </att></node>
<edge source="1" target="3" label="Runa (sits in) Board"><att name="interaction" value="sits in"/>
</edge></graph>"""


def test_xgmml_has_attributes_lists_and_groups(tmp_path):
    entities, relations, said = read(tmp_path, "x.xml", XGMML, "xgmml")
    assert entities["1"] == {"id": "1", "type": "person", "tags": "a|b", "name": "Runa"}
    assert [(row["source"], row["relation"], row["target"]) for row in relations] == [
        ("1", "part_of", "3"),
        ("4", "part_of", "3"),
        ("1", "sits in", "3"),
    ]
    assert relations[2]["edge label"] == "Runa (sits in) Board"
    assert "<graphics>: 1 element not taken over." in said


def jgf(nodes, **graph):
    """A document with one edge from a to b."""
    edge = {"source": "a", "target": "b", "relation": "owns", "metadata": {"share": "51"}}
    return {"graph": {"nodes": nodes, "edges": [edge], **graph}}


@pytest.mark.parametrize("name", ["x.jgf", "x.json"])
@pytest.mark.parametrize(
    "nodes",
    [
        {"a": {"label": "Runa", "metadata": {"town": "Port"}}, "b": {}},
        [{"id": "a", "label": "Runa", "metadata": {"town": "Port"}}, {"id": "b"}],
    ],
)
def test_json_graphs_of_both_versions_are_read(tmp_path, name, nodes):
    form = "json-graph" if name.endswith("jgf") else "node-link"
    text = json.dumps(jgf(nodes, label="tide", hyperedges=[{"nodes": ["a", "b"]}]))
    entities, relations, said = read(tmp_path, name, text, form)
    assert entities["a"] == {"id": "a", "name": "Runa", "town": "Port"}
    assert relations == [{"source": "a", "target": "b", "relation": "owns", "share": "51"}]
    assert sorted(said) == [
        "graph/hyperedges: 1 value not taken over.",
        "graph/label: 1 value not taken over.",
    ]


def test_several_json_graphs_stay_apart_and_say_their_direction(tmp_path):
    text = json.dumps(
        {"graphs": [jgf({"a": {}})["graph"], jgf({"a": {}}, directed=False)["graph"]]}
    )
    _, relations, _ = read(tmp_path, "x.jgf", text, "json-graph")
    assert [(row["source"], row.get("directed")) for row in relations] == [
        ("a", None),
        ("graph2/a", "no"),
    ]


MALTEGO = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d0" for="node"/>
<graph edgedefault="directed" id="G">
<node id="n0"><data key="d0"><mtg:MaltegoEntity xmlns:mtg="http://maltego.paterva.com/xml/mtgx"
 type="maltego.Person"><mtg:Properties><mtg:Property name="person.fullname" displayName="Full Name">
<mtg:Value>Runa Falk</mtg:Value></mtg:Property><mtg:Property name="lastname">
<mtg:Value>Falk</mtg:Value></mtg:Property></mtg:Properties><mtg:Notes>seen twice</mtg:Notes>
</mtg:MaltegoEntity></data><data key="d1"><mtg:EntityRenderer xmlns:mtg="m"><mtg:Position x="1"/>
</mtg:EntityRenderer></data></node>
<node id="n1"><data key="d0"><mtg:MaltegoEntity xmlns:mtg="m" type="maltego.EmailAddress">
<mtg:Properties><mtg:Property name="email"><mtg:Value>r@kelp.example</mtg:Value></mtg:Property>
</mtg:Properties></mtg:MaltegoEntity></data></node>
<edge id="e0" source="n0" target="n1"><data key="d2"><mtg:MaltegoLink xmlns:mtg="m"
 type="maltego.link.manual-link"><mtg:Properties><mtg:Property name="maltego.link.manual.type">
<mtg:Value>writes from</mtg:Value></mtg:Property><mtg:Property name="maltego.link.color">
<mtg:Value>8421505</mtg:Value></mtg:Property></mtg:Properties></mtg:MaltegoLink></data></edge>
</graph></graphml>"""


@pytest.mark.parametrize("name", ["x.mtgx", "x.zip"])
def test_a_maltego_graph_has_names_properties_notes_and_labels(tmp_path, name):
    files = {"Graphs/Graph1.graphml": MALTEGO, "Icons/a.png": "x"}
    entities, relations, said = read(tmp_path, name, files, "maltego")
    assert entities["n0"] == {
        "id": "n0",
        "name": "Runa Falk",
        "type": "person",
        "lastname": "Falk",
        "description": "seen twice",
    }
    assert (entities["n1"]["name"], entities["n1"]["type"]) == ("r@kelp.example", "emailaddress")
    assert relations == [
        {
            "source": "n0",
            "target": "n1",
            "relation": "writes from",
            "maltego_type": "maltego.link.manual-link",
        }
    ]
    assert "looks of links: 1 not taken over: drawing." in said
    assert "files of icons, settings and the like: 1 not taken over." in said
    assert any("EntityRenderer" in sentence or "<data>" in sentence for sentence in said)


KUMU = {
    "name": "tide",
    "elements": [
        {"_id": "e1", "label": "Runa", "type": "person", "attributes": {"town": "Port"}},
        {"label": "Kelp", "tags": ["a", "b"]},
    ],
    "connections": [
        {"from": "Runa", "to": "Kelp", "direction": "mutual", "type": "owns", "label": "most"},
        {"from": "e1", "to": "Kelp", "label": "advises"},
    ],
}


def test_kumu_has_elements_and_connections(tmp_path):
    entities, relations, said = read(tmp_path, "x.json", json.dumps(KUMU), "kumu")
    assert entities == {
        "e1": {"id": "e1", "name": "Runa", "type": "person", "town": "Port"},
        "Kelp": {"id": "Kelp", "name": "Kelp", "tags": "a|b"},
    }
    assert relations == [
        {"source": "e1", "target": "Kelp", "relation": "owns", "role": "most", "directed": "no"},
        {"source": "e1", "target": "Kelp", "relation": "advises"},
    ]
    assert said == ["name: 1 value not taken over."]


RECORDS = '{"source":"Runa","target":"Kelp","relation":"owns","via":{"town":"Port"}}\n{"name":"Ida"}\n{"x":1}\n'


def test_json_that_is_a_table_is_read_as_one(tmp_path):
    path = written(tmp_path, "x.jsonl", RECORDS)
    notes = Notes()
    rows = [row.cells for row in rows_of(path, notes)]
    assert format_to_read(path).name == "records"
    assert rows == [
        {"source": "Runa", "target": "Kelp", "relation": "owns", "via.town": "Port"},
        {"name": "Ida"},
    ]
    assert "objects: 1 without ends, id or name: not read." in notes.sentences()


def test_json_lines_that_are_nothing_of_ours_are_refused_with_their_keys(tmp_path):
    path = written(tmp_path, "x.jsonl", '{"foo": 1}\n')
    with pytest.raises(DataError, match="keys: foo"):
        list(rows_of(path, Notes()))


VAULT = {
    "People/Runa Falk.md": '---\naliases: ["the Eel", Falk]\ntype: person\nborn: 1960-04\n'
    "employer: '[[Kelp Ltd]]'\ntags:\n  - tide\n  - reef # two\n---\n# Runa\n"
    "She met [[joss ember|Joss]] in [the board](../Kelp%20Ltd.md).\n"
    "owns:: [[Reef SA]]\n```\n[[not a link]]\n```\n![[photo.png]] and ![[Kelp Ltd#Staff]]\n",
    "Kelp Ltd.md": "Sits at [[people/runa falk]] and [[Joss Ember]].\n",
    ".obsidian/app.json": "{}",
    "photo.png": "x",
}


@pytest.fixture(params=["folder", "zip"])
def vault(request, tmp_path):
    """The same notes as a folder and as a zip."""
    if request.param == "zip":
        return written(tmp_path, "vault.zip", VAULT)
    for name, text in VAULT.items():
        written(tmp_path, f"vault/{name}", text)
    return tmp_path / "vault"


def test_a_note_is_an_entity_with_its_front_matter(vault):
    entities, _ = tables_of(vault, "vault")
    assert entities["Runa Falk"] == {
        "id": "Runa Falk",
        "name": "Runa Falk",
        "aliases": "the Eel|Falk",
        "type": "person",
        "start_date": "1960-04",
        "tags": "tide|reef",
        "folder": "People",
    }
    assert sorted(entities) == ["Joss Ember", "Kelp Ltd", "Reef SA", "Runa Falk"]
    assert entities["Reef SA"] == {"id": "Reef SA", "name": "Reef SA", "no_note": "true"}


def test_a_link_is_a_relation_with_its_line(vault):
    notes = Notes()
    _, relations = tables_of(vault, "vault", notes)
    shown = [(row["source"], row["relation"], row["target"], row["locator"]) for row in relations]
    assert sorted(shown) == [
        ("Kelp Ltd", "links_to", "Joss Ember", "line 1"),
        ("Kelp Ltd", "links_to", "Runa Falk", "line 1"),
        ("Runa Falk", "embeds", "Kelp Ltd", "line 16"),
        ("Runa Falk", "employer", "Kelp Ltd", "front matter"),
        ("Runa Falk", "links_to", "Joss Ember", "line 11"),
        ("Runa Falk", "links_to", "Kelp Ltd", "line 11"),
        ("Runa Falk", "owns", "Reef SA", "line 12"),
    ]
    (joss,) = [row for row in relations if row.get("as_named") == "Joss"]
    assert joss["quote"] == "She met [[joss ember|Joss]] in [the board](../Kelp%20Ltd.md)."
    assert joss["document"] == "People/Runa Falk.md"
    assert sorted(notes.sentences()) == [
        "attachments: 1 linked from notes: not taken over.",
        "links: 2 to names without a note: entities without more.",
        "texts of notes: 2 not taken over, but for the lines with links.",
    ]


def test_notes_of_one_name_are_told_apart_by_their_folders(tmp_path):
    for name in ("a/Same.md", "b/Same.md"):
        written(tmp_path, f"v/{name}", "[[b/Same]]\n")
    entities, relations = tables_of(tmp_path / "v", "vault")
    assert sorted(entities) == ["a/Same", "b/Same"]
    assert [row["target"] for row in relations] == ["b/Same", "b/Same"]


PACKAGE = {
    "datapackage.json": json.dumps(
        {
            "name": "tide",
            "resources": [
                {
                    "name": "people",
                    "path": "data/people.csv",
                    "schema": {"fields": [], "primaryKey": "pid"},
                },
                {
                    "name": "companies",
                    "schema": {"primaryKey": ["id"]},
                    "data": [{"id": 1, "name": "Kelp Ltd"}],
                },
                {
                    "name": "directs",
                    "path": "data/directs.csv",
                    "schema": {
                        "foreignKeys": [
                            {
                                "fields": "person",
                                "reference": {"resource": "people", "fields": "pid"},
                            },
                            {"fields": ["firm"], "reference": {"resource": "companies"}},
                        ]
                    },
                },
                {"name": "map", "path": "https://tide.example/map.geojson"},
            ],
        }
    ),
    "data/people.csv": "pid,name,town\n1,Runa Falk,Port\n",
    "data/directs.csv": "person,firm,start_date,seat\n1,1,2001-05,2\n",
}


@pytest.mark.parametrize("shape", ["folder", "zip", "file"])
def test_a_data_package_has_entities_and_what_its_keys_link(tmp_path, shape):
    for name, text in PACKAGE.items():
        written(tmp_path, f"p/{name}", text)
    folder = tmp_path / "p"
    places = {
        "folder": folder,
        "zip": written(tmp_path, "p.zip", {f"tide/{name}": one for name, one in PACKAGE.items()}),
        "file": folder / "datapackage.json",
    }
    notes = Notes()
    entities, relations = tables_of(places[shape], "datapackage", notes)
    assert entities == {
        "people/1": {"id": "people/1", "name": "Runa Falk", "town": "Port", "type": "people"},
        "companies/1": {"id": "companies/1", "name": "Kelp Ltd", "type": "companies"},
    }
    assert relations == [
        {
            "source": "people/1",
            "target": "companies/1",
            "relation": "directs",
            "start_date": "2001-05",
            "seat": "2",
        }
    ]
    place = "https://tide.example/map.geojson"
    assert notes.sentences() == [f"resource map: 1 not read: no table in the package ({place})."]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.gml", "graph [ node [ id 1\n", "x.gml:1: the file breaks off: a [ is never closed"),
        ("x.gml", "graph [\nnode [ label 2 ] edge [ source 1 ] ]", "x.gml:2: an edge without"),
        ("x.gml", 'graph [\nnode [ id "1 ]', "x.gml:2: a text begins with"),
        ("x.gml", "graph [\nnode [ id 1 ]\nnode [ id 1 ] ]", "x.gml:3: a second node of the id 1"),
        ("x.net", "*Vertices 1\n1 a\n*Arcs\n1 2\n", "x.net:4: a tie needs two of the vertices"),
        ("x.net", "*Vertices many\n", "x.net:1: *Vertices needs their number"),
        ("x.net", "*Vertices 99999999999\n", "x.net:1: 99999999999 vertices, more than"),
        ("x.net", "*Arcs\n1 2\n", "x.net:1: *Arcs stands before *Vertices"),
        ("x.net", "*Vertices 2\n*Matrix\n0 1 1\n", "x.net:3: a row of 3 values"),
        ("x.gdf", "nodedef>name\na,b\n", "x.gdf:2: 2 cells, and the header has 1"),
        ("x.tgf", "1 a\n2 b\n", "x.tgf:1: there is no line #"),
        ("x.tgf", "1 a\n#\n1\n", "x.tgf:3: an edge of a single end"),
        ("x.sif", "a owns b\nc knows\n", "x.sif:2: two words"),
        ("x.vna", "from to\n", "x.vna:1: a VNA file begins with"),
        ("x.dl", "dl n=2\ndata:\n0 1\n1\n", "x.dl:4: the matrix breaks off"),
        ("x.dl", "dl n=1\ndata:\n0 x\n", "x.dl:3: more values than the matrix has places"),
        ("x.dl", "dl n=1 format=cube\ndata:\n", "x.dl:1: format=cube is not read"),
        ("x.dot", "graph {\n a -- \n}", "x.dot:3: a name is expected here, not '}'"),
        ("x.dot", "graph {\n a [label=<b\n", "x.dot:2: a text begins with < here"),
        ("x.jgf", '{"graph": {}}', "x.jgf: there is no graph with nodes in it"),
        ("x.mtgx", {"a.txt": "x"}, "x.mtgx: there is no graph in it"),
        ("x.gml", b"graph [\n node [ label \xe4 ] ]", "x.gml:2: byte 0xe4 is not UTF-8"),
        ("datapackage.json", "{\n,}", "datapackage.json:2: this is not JSON"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, name, text, said):
    path = written(tmp_path, name, text)
    with pytest.raises(DataError) as caught:
        list(rows_of(path, Notes()))
    assert said in str(caught.value).replace(f"{tmp_path}/", "")


@pytest.mark.parametrize("deep", ["graph [ " * 5000, "graph { " + "{ " * 5000])
def test_lists_in_lists_without_end_are_refused(tmp_path, deep):
    path = written(tmp_path, "x.gml" if "[" in deep else "x.dot", deep)
    with pytest.raises(DataError, match="too many levels"):
        list(rows_of(path, Notes()))


def test_our_own_folder_is_no_vault(tmp_path):
    written(tmp_path, "relations.csv", "source,target\na,b\n")
    written(tmp_path, "story.md", "# A story\n")
    from actorgraph.loading import load

    assert [edge.target for edge in load(tmp_path).engine.all_edges()] == ["b"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.gml", GML),
        ("x.paj", PAJEK),
        ("x.dot", DOT),
        ("x.xgmml", XGMML),
        ("x.mtgx", {"Graphs/Graph1.graphml": MALTEGO}),
        ("v.zip", VAULT),
        ("p.zip", PACKAGE),
    ],
)
def test_what_is_imported_passes_check(tmp_path, name, text):
    problems = problems_of_import(tmp_path / "out", written(tmp_path, name, text))
    assert [one for one in problems if one.startswith("error")] == []


def test_a_folder_of_no_known_kind_is_refused(tmp_path):
    from actorgraph.errors import UsageError

    with pytest.raises(UsageError, match="is a folder"):
        format_to_read(tmp_path)


def test_a_workspace_of_gephi_lite_has_its_graph_and_what_is_said_of_it(tmp_path):
    dataset = {
        "nodeData": {"n1": {"kind": "person"}},
        "nodeRenderingData": {"n1": {"label": "Ann", "x": 1}, "n2": {"label": "Kelp", "x": 2}},
        "edgeData": {"e1": {"relation": "runs", "since": "2014"}},
        "edgeRenderingData": {"e1": {"weight": 2}},
        "fullGraph": {
            "options": {"type": "mixed"},
            "nodes": [{"key": "n1"}, {"key": "n2"}],
            "edges": [{"key": "e1", "source": "n1", "target": "n2", "attributes": {}}],
        },
    }
    text = json.dumps({"type": "gephi-lite", "version": "1", "graphDataset": dataset})
    entities, relations, said = read(tmp_path, "x.json", text, "node-link")
    assert entities == {
        "n1": {"id": "n1", "type": "person", "name": "Ann"},
        "n2": {"id": "n2", "name": "Kelp"},
    }
    assert relations == [
        {
            "source": "n1",
            "target": "n2",
            "relation": "runs",
            "start_date": "2014",
            "weight": "2",
        }
    ]
    assert "graphDataset/nodeRenderingData/*/x: 2 values not taken over." in said


@pytest.mark.parametrize(
    ("ids", "links", "read_as"),
    [
        ([1, 2, 3], [(0, 1), (1, 2)], [("1", "2"), ("2", "3")]),
        ([1, 2, 3], [(1, 2), (2, 3)], [("1", "2"), ("2", "3")]),
        ([2, 1, 0], [(0, 1)], [("0", "1")]),
        ([1, 2, 3], [(0, 3)], [("0", "3")]),
        (["a", "b"], [(0, 1)], [("a", "b")]),
        (["a", "b"], [("a", 1)], [("a", "b")]),
    ],
)
def test_links_name_nodes_by_id_or_all_by_place(tmp_path, ids, links, read_as):
    document = {
        "nodes": [{"id": one, "name": f"node {one}"} for one in ids],
        "links": [{"source": source, "target": target} for source, target in links],
    }
    path = tmp_path / "x.json"
    path.write_text(json.dumps(document))
    rows = [row.cells for row in rows_of(path, Notes()) if row.kind == RELATION]
    assert [(one["source"], one["target"]) for one in rows] == read_as


def test_objects_that_name_no_ends_say_what_to_call_them(tmp_path):
    path = tmp_path / "x.json"
    path.write_text('[{"person": "Ida", "company": "Kelp"}, {"person": "Joss", "company": "Kelp"}]')
    with pytest.raises(DataError, match="keys: person, company; call two of them source and"):
        list(rows_of(path, Notes()))
