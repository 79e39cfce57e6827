"""What every format that goes both ways has to do, stated once and run on each of them."""

from __future__ import annotations

import csv
import io
import re

import pytest
from factory import graph_of, write_csv

from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.export_loss import sidecar_of
from actorgraph.formats.notes import Notes
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import import_files
from actorgraph.loading import load

BOTH_WAYS = [one for one in FORMATS if one.reads and one.writes and one.name != "csv"]

ENTITIES = """id,name,type,aliases,description,country,start_date,end_date,wikidata_id,url,publisher,published_date,colour,label,title,start
ana,Ána <Ω & "x">,person,A. Ω|Анна,"two
lines",NA,1961-02,..,Q42,,,,red,L,Dr,1
bo,Bo,person,,,de,[1950..1955],2001-02-03,,,,,,,,
cia,Agency,agency,CIA,,US,1947,,,,,,,,,
club,Club,group,,,,1990/1995,,,,,,,,,
seat,The seat,position,,,,,,,,,,,,,
talks,Talks,event,,,,2018-01-26,2018-01-26,,,,,,,,
paper,A paper,document,,,,,,,https://example.org/p?a=1&b=2,press,2018-02-05,,,,
press,Press,media,,,,,,,,,,,,,
nobody,Nobody,,,,,,,,,,,,,,
"""
RELATIONS = """source,target,relation,role,start_date,end_date,date,place,status,attributed_to,via,statement_date,document,locator,quote,certainty,as_named,assessment,tenure,id,note,shade
ana,seat,holds_position,,2017-01-23,2018-04-26,,,confirmed,press,,2018-02-05,paper,p8,"He said ""so"",
and more",,the chief,accepted,,c1,n,dark
ana,seat,holds_position,,2017-01,,,,,bo|press,club|press,,paper,p9,,,,,,,,
ana,cia,holds_position,Director,2017,..,,,,,,,https://example.org/x,,,,,,,,,
bo,ana,met_with,,,,2018-01-26,Berlin,denied,,,,,,,,,,,,,
bo,ana,met_with,,,,2018-01-22/2018-01-28,,,,,,,,,likely,,,,,,
bo,club,member_of,treasurer,[2018-01-22..2018-01-28],,,,,,,,,,,planned,,conflict,,,,
bo,club,member_of,clerk,2010,2012,,,,,,,,,,,,,,,,
bo,club,member_of,clerk,2014,2016,,,,,,,,,,,,open,second,,,
ana,talks,participant,,2018-01-26,2018-01-26,,,,,,,paper,,,,,,,,,
club,bo,owns,51%,,,,,,,,,,,,,,,,,,
ana,Outsider,relative_of,aunt,,,,,,,,,,,,,,,,,,
Outsider,cia,employed_by,,1999,,,,,,,,,,,,,,,,,
ana,bo,sanctioned,,,,,,,,,,,,,implied,,rejected,,c2,,
ana,ana,admires,,,,,,,,,,,,,,,,,,,
cia,club,successor_of,,,,,,,,,,,,,,,,,,,
A man/no name,club,holds,,,,,,,,,,,free text,,,,,,c/3 $x,,
"""

READING = {"inferred": "date|place", "about": "c1", "checked_by": "Dora", "checked_date": "2024-05"}
MONEY = {"amount": "1000.50", "currency": "EUR", "share": "25-50"}
MORE = [
    {"source": "club", "target": "bo", "relation": "met_with", "date": "2001", **READING},
    {"source": "bo", "target": "club", "relation": "met_with", "date": "2003", **MONEY},
    {"source": "club", "target": "bo", "relation": "met_with", "status": "denied"},
    {"source": "bo", "target": "club", "relation": "met_with", "date": "2003", "status": "denied"},
    {"source": "ana", "target": "club", "relation": "knows", "directed": "no", "shade": "4"},
    {"source": "club", "target": "ana", "relation": "knows", "directed": "undirected"},
    {"source": "ana", "target": "bo", "relation": "met_with", "directed": "yes"},
    {"source": "club", "target": "cia", "relation": "owned_by", "inferred": "source"},
    {"source": "cia", "target": "club", "relation": "owns", "certainty": "conditional"},
    {"source": "cia", "target": "club", "relation": "owns", "tenure": "2", "status": "denied"},
]
"""Denials of several edges, ends in either order, inverse words, the columns beside the old ones."""


@pytest.fixture
def graph(tmp_path):
    rows = [*csv.DictReader(io.StringIO(RELATIONS)), *MORE]
    write_csv(tmp_path, "relations", rows)
    (tmp_path / "entities.csv").write_text(ENTITIES, encoding="utf-8", newline="")
    return load(tmp_path)


def stated(graph):
    """Everything that the tables state, whatever file and line it came from."""
    entities = [
        entity._replace(extra={n: c for n, c in entity.extra.items() if c}, file="", line=0)
        for entity in graph.engine.all_entities()
    ]
    claims = [
        claim._replace(extra={n: c for n, c in claim.extra.items() if c}, file="", line=0, row={})
        for claim in graph.engine.all_claims()
    ]
    return sorted(entities, key=str), sorted(claims, key=str)


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_what_is_written_loads_as_the_same_graph(graph, tmp_path, form):
    path = tmp_path / f"graph{form.suffixes[0]}"
    graph.export(path)
    assert stated(load(path)) == stated(graph)


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_what_is_imported_is_the_same_two_tables(graph, tmp_path, form):
    path, folder = tmp_path / f"graph{form.suffixes[0]}", tmp_path / "again"
    graph.export(path)
    written = import_files([path], folder, Notes())
    assert stated(load(folder)) == stated(graph)
    assert written == {ENTITY: 9, RELATION: 26}


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_every_loss_is_named(graph, tmp_path, form):
    path = tmp_path / f"graph{form.suffixes[0]}"
    said = " ".join(graph.export(path))
    sidecar_of(path).unlink(missing_ok=True)
    mine, theirs = stated(graph), stated(load(path))
    assert (mine == theirs) == (not said)
    lost = {
        name
        for ours, others in zip(mine, theirs, strict=True)
        for one in ours
        for other in others
        if one.id and one.id == other.id
        for name, cell in one._asdict().items()
        if getattr(other, name) != cell
    }
    derived = {"extra", "publisher", "row"}  # named by its columns; follows from the document
    assert lost - derived - set(re.findall(r"(\w+) \(", said)) == set()


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_what_is_written_is_recognised_by_looking_inside(graph, tmp_path, form):
    from actorgraph.formats.recognition import format_to_read

    path, bare = tmp_path / f"graph{form.suffixes[0]}", tmp_path / "bare"
    graph.export(path)
    path.rename(bare)
    assert format_to_read(bare) == form


OURS = "derived,derived_,columns,row,file,line,publisher,stated_target,steps,verdict,claims,entity"
"""Keys that some format writes of its own accord, as headers of unknown columns."""


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_unknown_columns_may_have_any_name(tmp_path, form):
    cells = ",".join(f"my {name}" for name in OURS.split(","))
    entity_columns, entity_cells = (
        OURS.replace(",publisher", ""),
        cells.replace(",my publisher", ""),
    )
    graph = graph_of(
        tmp_path,
        entities=f"id,name,type,{entity_columns}\nana,Ana,person,{entity_cells}\n",
        relations=f"source,target,relation,{OURS}\nana,bo,met_with,{cells}\n",
    )
    path = tmp_path / f"graph{form.suffixes[0]}"
    graph.export(path)
    assert stated(load(path)) == stated(graph)


ODD = [
    " blanks ",
    "\t\ttabs",
    "a\r\nb\rc\nd",
    "\u2028\u0085\u200f",
    "]]>&amp;<b>",
    "_x0041_",
    "=1+1",
    "true",
    "1e5",
    "007",
    "NULL",
    "a|b||c",
    '{"claims": []}',
    "\ufffe\x01\x7f",
    "\U0001f600é\u0301",
]


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_odd_texts_come_back_as_they_were(tmp_path, form):
    rows = [{"id": f"e{n}", "name": f"E{n}", "odd": text} for n, text in enumerate(ODD)]
    write_csv(tmp_path, "entities", rows)
    claims = [
        {"source": "e0", "target": "e1", "relation": "owns", "note": text, "tenure": str(n)}
        for n, text in enumerate(ODD)
    ]
    write_csv(tmp_path, "relations", claims)
    graph, path = load(tmp_path), tmp_path / f"graph{form.suffixes[0]}"
    graph.export(path)
    assert stated(load(path)) == stated(graph)


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_a_part_holds_each_denial_once_though_several_edges_have_it(tmp_path, form):
    rows = "source,target,relation,date,status\n"
    rows += "a,b,met_with,2001,\nb,a,met_with,2003,\nb,a,met_with,,denied\n"
    graph, path = graph_of(tmp_path, relations=rows), tmp_path / f"x{form.suffixes[0]}"
    graph.export(path, graph.subgraph("a"))
    assert [edge.verdict for edge in graph.subgraph("a").edges] == ["contested", "contested"]
    assert stated(load(path))[1] == stated(graph)[1]


ONE_OUTLET = (
    "source,target,relation,attributed_to,document\n"
    "a,b,owns,x,https://ft.com/1\na,b,owns,y,https://markets.ft.com/2\n"
)
OUTLETS = '[outlets]\n"ft.com" = "FT"\n"markets.ft.com" = "FT"\n'


@pytest.mark.parametrize(
    "form", [one for one in FORMATS if one.writes and one.reads], ids=lambda one: one.name
)
def test_outlets_that_only_the_settings_name_are_said_not_to_be_in_a_file(tmp_path, form):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actorgraph.toml").write_text(OUTLETS)
    graph = graph_of(tmp_path / "data", relations=ONE_OUTLET)
    losses = graph.export(tmp_path / f"x{form.suffixes[0]}")
    assert (
        "Whose hosts ft.com and markets.ft.com are stands in actorgraph.toml alone: "
        "without it beside the file, origins can be more." in losses
    )


def test_settings_beside_a_file_of_another_tool_name_its_outlets(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "actorgraph.toml").write_text(OUTLETS)
    graph_of(tmp_path / "data", relations=ONE_OUTLET).export(tmp_path / "x.graphml")
    (tmp_path / "actorgraph.toml").write_text(OUTLETS)
    (edge,) = load(tmp_path / "x.graphml").engine.all_edges()
    assert edge.origins == 1


def test_an_outlet_with_a_url_of_its_own_is_in_a_file(tmp_path):
    entities = "id,name,type,url\nft,FT,media,https://ft.com/\n"
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations=ONE_OUTLET, entities=entities)
    assert not any("actorgraph.toml" in one for one in graph.export(tmp_path / "x.graphml"))
