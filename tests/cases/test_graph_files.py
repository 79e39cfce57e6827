"""Files of programs that draw graphs: dynamic GEXF, GraphML of yEd and others, nested graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign import read

from actorgraph.loading import load

CASES = Path(__file__).parent.parent / "data" / "cases"


def written(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def gexf(folder, inside, graph='defaultedgetype="directed" timeformat="date"'):
    return written(
        folder,
        "x.gexf",
        f'<gexf xmlns:viz="v"><graph {graph}><nodes><node id="a"/><node id="b"/></nodes>'
        f"<edges>{inside}</edges></graph></gexf>",
    )


def test_two_spells_are_two_periods_of_one_relation():
    graph = load(CASES / "gexf-over-time" / "spells.gexf")
    edges = [edge for edge in graph.show("Ruling Council").edges if edge.relation == "member of"]
    assert [(edge.start_date, edge.end_date) for edge in edges] == [
        ("2003-01-01", "2005-12-31"),
        ("2008-01-01", "2010-12-31"),
    ]
    assert len({edge.tenure for edge in edges}) == len(edges)


@pytest.mark.parametrize(("day", "count"), [("2004-06-01", 1), ("2007-06-01", 0), ("2009", 1)])
def test_between_two_spells_a_relation_does_not_hold(day, count):
    day = day if len(day) > 4 else f"{day}-06-01"
    graph = load(CASES / "gexf-over-time" / "spells.gexf")
    edges = graph.show("Ruling Council", as_of=day).edges
    held = [edge for edge in edges if edge.relation == "member of" and str(edge.holds) != "no"]
    assert len(held) == count


def test_values_that_change_over_time_keep_their_times():
    entities, relations, _ = read(CASES / "gexf-over-time" / "spells.gexf")
    assert entities["0"]["role"] == ("Deputy (2003-01-01/2005-12-31)|Minister (2006-01-01/)")
    assert relations[2]["weight"] == "1 (2004/2005)|7 (2005/)"


def test_an_open_side_of_a_spell_excludes_its_day_at_most():
    _, relations, _ = read(CASES / "gexf-over-time" / "spells.gexf")
    assert relations[3] == {
        "source": "1",
        "target": "2",
        "directed": "no",
        "start_date": "[2001-01-01..2001-01-02]",
        "end_date": "[2001-12-31..2002-01-01]",
        "startopen": "2001-01-01",
        "endopen": "2002-01-01",
    }


def test_numbers_on_a_time_line_are_no_years():
    entities, relations, said = read(CASES / "gexf-over-time" / "numbers.gexf")
    assert entities["0"] == {"id": "0", "name": "Odile", "timeline_start": "1204"}
    assert relations == [
        {
            "source": "0",
            "target": "1",
            "weight": "2",
            "timeline_start": "3.0",
            "timeline_end": "7.0",
        }
    ]
    assert said == ["timeline: 2 times that are numbers and no dates: kept as they are."]


def test_a_timestamp_is_a_point_in_time_and_several_are_several_claims():
    entities, relations, _ = read(CASES / "gexf-over-time" / "stamps.gexf")
    assert entities["1"]["timestamp"] == "2012-01-12T15:00:00+03:00"
    assert [(row["start_date"][:10], row["timestamp"]) for row in relations] == [
        ("2012-01-12", "2012-01-12T23:30:00"),
        ("2013-01-01", "2013-01-01"),
        ("2014-01-01", "2014-01-01"),
    ]
    assert relations[0]["timezone"] == "America/Los_Angeles"


@pytest.mark.parametrize(
    "inside",
    [
        '<edge source="a" target="b" intervals="&lt;[2001-01-01, 2002-01-01]; [2004-01-01, 2005-01-01]&gt;"/>',
        """<edge source="a" target="b"><slices><slice start="2001-01-01" end="2002-01-01"/>
        <slice start="2004-01-01" end="2005-01-01"/></slices></edge>""",
    ],
)
def test_intervals_and_slices_are_spells(tmp_path, inside):
    _, relations, said = read(gexf(tmp_path, inside))
    assert [(row["start_date"], row["end_date"]) for row in relations] == [
        ("2001-01-01", "2002-01-01"),
        ("2004-01-01", "2005-01-01"),
    ]
    assert said == []


def test_timestamps_as_a_list_of_elements_and_in_an_attribute(tmp_path):
    inside = (
        '<edge source="a" target="b"><spells><spell timestamp="2001-02-03"/></spells></edge>'
        '<edge source="a" target="b" timestamps="&lt;[2002-01-01, 2003-01-01]&gt;"/>'
    )
    _, relations, _ = read(gexf(tmp_path, inside))
    assert [row["timestamp"] for row in relations] == ["2001-02-03", "2002-01-01", "2003-01-01"]


def test_what_a_drawing_shows_is_counted(tmp_path):
    inside = '<edge source="a" target="b"><viz:color r="1"/><viz:thickness value="2"/></edge>' * 3
    _, _, said = read(gexf(tmp_path, inside))
    assert said == [
        "<viz:color>: 3 elements not taken over.",
        "<viz:thickness>: 3 elements not taken over.",
    ]


def test_a_node_in_a_node_is_an_entity_and_part_of_it():
    entities, relations, said = read(CASES / "nested-gexf" / "nested.gexf")
    assert {one: cells["name"] for one, cells in entities.items()} == {"a": "Runa", "a1": "Inner"}
    assert relations[0] == {"source": "a1", "target": "a", "relation": "part_of"}
    assert relations[1]["weight"] == "0.5"
    assert said == []


@pytest.mark.parametrize(
    "node",
    [
        '<node id="a1" pid="a"/>',
        '<node id="a1"><parents><parent for="a"/></parents></node>',
    ],
)
def test_a_parent_named_by_its_id_is_what_a_node_is_part_of(tmp_path, node):
    path = written(tmp_path, "x.gexf", f"<gexf><graph><nodes>{node}</nodes></graph></gexf>")
    _, relations, _ = read(path)
    assert relations == [{"source": "a1", "target": "a", "relation": "part_of"}]


def test_groups_of_yed_are_entities_and_what_is_in_them_is_part_of_them():
    entities, relations, _ = read(CASES / "yed-graphml" / "yed.graphml")
    assert {one: cells["name"] for one, cells in entities.items()} == {
        "n0": "Ministry of Tides",
        "n0::n0": "Runa Falk",
        "n0::n1": "Joss Ember",
        "n1": "Kelp Ltd",
        "n2": "n2",
    }
    assert [row for row in relations if row.get("relation") == "part_of"] == [
        {"source": "n0::n0", "target": "n0", "relation": "part_of"},
        {"source": "n0::n1", "target": "n0", "relation": "part_of"},
    ]
    assert {"source": "n0", "target": "n1"} in relations


def test_labels_notes_and_addresses_of_yed_are_read():
    entities, relations, said = read(CASES / "yed-graphml" / "yed.graphml")
    runa, kelp = entities["n0::n0"], entities["n1"]
    assert (runa["description"], runa["further_labels"]) == (
        "Deputy minister since 2011",
        "(b. 1960)",
    )
    assert kelp["url"] == "https://example.org/kelp"
    owns, friend = relations[2:4]
    assert (owns["relation"], owns["description"]) == ("owns 25%", "from the 2014 register")
    assert (friend["relation"], friend["directed"]) == ("friend", "no")
    assert "<y:Geometry>: 1 element not taken over." in said


def test_defaults_of_graphml_are_applied():
    entities, relations, said = read(CASES / "yed-graphml" / "defaults.graphml")
    assert {one: cells["type"] for one, cells in entities.items()} == {
        "Runa": "person",
        "Kelp": "company",
    }
    assert [(row["status"], row["weight"]) for row in relations] == [
        ("denied", "1.0"),
        ("claimed", "3"),
    ]
    assert said == []


def test_descriptions_of_graphml_are_kept_and_hyperedges_counted():
    entities, relations, said = read(CASES / "yed-graphml" / "desc.graphml")
    assert entities["n0"]["description"] == "Runa Falk"
    assert relations[0]["description"] == "owns a quarter of"
    assert said == ["<hyperedge>: 1 element not taken over."]


def test_ports_of_graphml_are_counted(tmp_path):
    text = (
        '<graphml><graph edgedefault="directed"><node id="a"><port name="North"/></node>'
        '<node id="b"/><edge source="a" target="b" sourceport="North"/></graph></graphml>'
    )
    _, _, said = read(written(tmp_path, "x.graphml", text))
    assert sorted(said) == [
        "<edge> sourceport: 1 attribute not taken over.",
        "<port>: 1 element not taken over.",
    ]


def test_an_arrow_at_the_source_says_the_direction(tmp_path):
    arrows = (
        '<data key="d"><y:PolyLineEdge><y:Arrows source="{}" target="{}"/></y:PolyLineEdge></data>'
    )
    edges = "".join(
        f'<edge source="a" target="b">{arrows.format(*ends)}</edge>'
        for ends in (("none", "standard"), ("delta", "none"), ("delta", "delta"))
    )
    text = (
        '<graphml xmlns:y="y"><key id="d" for="edge" yfiles.type="edgegraphics"/>'
        f'<graph edgedefault="directed"><node id="a"/><node id="b"/>{edges}</graph></graphml>'
    )
    _, relations, said = read(written(tmp_path, "x.graphml", text))
    assert relations == [
        {"source": "a", "target": "b"},
        {"source": "b", "target": "a"},
        {"source": "a", "target": "b", "directed": "no"},
    ]
    assert said == ["edges: 1 with their arrow at the source: read from there."]


CYTOSCAPE = """{"format_version": "1.0", "data": {"shared_name": "N", "name": "Net"},
"elements": {"nodes": [
{"data": {"id": "80", "shared_name": "Runa", "name": "Runa Falk", "SUID": 80},
 "position": {"x": 1, "y": 2}, "classes": "minister  suspect"},
{"data": {"id": "81", "parent": "80", "name": "Kelp", "shared_name": "Kelp"},
 "classes": ["company"]},
{"data": {"id": "82", "parent": "nobody", "name": "Joss"}}],
"edges": [{"data": {"id": "99", "source": "80", "target": "81", "interaction": "owns"},
 "classes": "hidden"}]}}"""


def test_classes_and_compound_nodes_of_cytoscape_are_read(tmp_path):
    entities, relations, said = read(written(tmp_path, "x.cyjs", CYTOSCAPE))
    assert entities["80"] == {
        "id": "80",
        "name": "Runa Falk",
        "shared_name": "Runa",
        "classes": "minister|suspect",
    }
    assert entities["82"]["parent"] == "nobody"
    assert relations == [
        {"source": "81", "target": "80", "relation": "part_of"},
        {"source": "80", "target": "81", "relation": "owns", "classes": "hidden"},
    ]
    assert said == [
        "data: 1 value not taken over.",
        "elements/nodes/position: 1 value not taken over.",
    ]


def test_a_line_of_gephi_that_is_longer_than_its_header_loses_no_cell(tmp_path):
    text = "Source,Target,Type,Label,Weight\na,b,Directed,knows,2,spare\n"
    _, (relation,), said = read(written(tmp_path, "edges.csv", text))
    assert (relation["Weight"], relation["column 6"], said) == ("2", "spare", [])


def test_a_label_in_html_is_its_text(tmp_path):
    label = "&lt;html&gt;Bo&lt;br&gt;&lt;b&gt;Lee &amp;amp; Co&lt;/b&gt;&lt;/html&gt;"
    text = (
        '<graphml xmlns:y="y"><key id="d" for="node"/><graph><node id="a"><data key="d">'
        f"<y:ShapeNode><y:NodeLabel>{label}</y:NodeLabel></y:ShapeNode></data></node>"
        "</graph></graphml>"
    )
    entities, _, _ = read(written(tmp_path, "x.graphml", text))
    assert entities["a"]["name"] == "Bo Lee & Co"


def test_a_group_that_is_closed_shows_the_label_of_its_closed_state(tmp_path):
    states = "".join(
        f"<y:GroupNode><y:NodeLabel>{name}</y:NodeLabel></y:GroupNode>" for name in ("Open", "Shut")
    )
    text = (
        '<graphml xmlns:y="y"><graph><node id="g"><data key="d"><y:ProxyAutoBoundsNode>'
        f'<y:Realizers active="1">{states}</y:Realizers></y:ProxyAutoBoundsNode></data>'
        "<graph><node id='m'/></graph></node></graph></graphml>"
    )
    entities, relations, _ = read(written(tmp_path, "x.graphml", text))
    assert entities["g"]["name"] == "Shut"
    assert relations == [{"source": "m", "target": "g", "relation": "part_of"}]


def test_a_side_without_a_bound_is_not_given(tmp_path):
    inside = (
        '<edge source="a" target="b" start="2009-03-01" end="Infinity"/>'
        '<edge source="a" target="b" intervals="&lt;[-Infinity, 2010]&gt;"/>'
    )
    _, relations, said = read(gexf(tmp_path, inside))
    assert relations == [
        {"source": "a", "target": "b", "start_date": "2009-03-01"},
        {"source": "a", "target": "b", "end_date": "2010"},
    ]
    assert said == []


def test_a_mutual_edge_is_the_same_from_either_end(tmp_path):
    _, (relation,), _ = read(gexf(tmp_path, '<edge source="a" target="b" type="mutual"/>'))
    assert relation["directed"] == "no"


def test_what_is_no_date_is_said_under_the_name_it_is_kept_by(tmp_path):
    _, (relation,), said = read(gexf(tmp_path, '<edge source="a" target="b" start="soon"/>'))
    assert relation["start_date_as_given"] == "soon"
    (sentence,) = said
    assert sentence.startswith("start_date: 1 not read as a date: kept under start_date_as_given (")
    assert "'soon' is not a date; write 2018" in sentence


def test_a_word_for_a_date_over_a_date_that_is_not_read_is_said_too(tmp_path):
    text = "nodedef>name VARCHAR\na\nb\nedgedef>node1,node2,since VARCHAR\na,b,26.1.2018\n"
    _, (relation,), said = read(written(tmp_path, "x.gdf", text))
    assert (relation["since"], relation.get("start_date", "")) == ("26.1.2018", "")
    what = "'26.1.2018' cannot be read as a date; write 2018-01-26"
    assert f"since: 1 not read as a date: kept under since ({what})." in said


def test_an_unreadable_date_of_another_tool_is_said_with_what_to_write(tmp_path):
    dates = ('start="26.1.2018"', 'start="Mai 1984"')
    edges = "".join(f'<edge source="a" target="b" {one}/>' for one in dates)
    _, _, said = read(gexf(tmp_path, edges))
    what = "'26.1.2018' cannot be read as a date; write 2018-01-26"
    kept = "start_date: 2 not read as a date: kept under start_date_as_given"
    assert said == [f"{kept} ({what})."]


def test_an_undirected_graph_of_igraph_keeps_the_edge_that_differs(tmp_path):
    text = (
        '<graphml><key id="r" for="edge" attr.name="relation"/>'
        '<key id="t" for="graph" attr.name="title"/><graph edgedefault="undirected">'
        '<data key="t">Board</data><node id="a"/><node id="b"/>'
        '<edge source="a" target="b" directed="true"><data key="r">owns</data></edge>'
        '<edge source="a" target="b"><data key="r">knows</data></edge></graph></graphml>'
    )
    _, relations, said = read(written(tmp_path, "x.graphml", text))
    assert [row["directed"] for row in relations] == ["yes", "no"]
    assert said == ["<data>: 1 element not taken over."]
