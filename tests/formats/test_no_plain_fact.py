"""No format writes as a plain fact what is denied, contested, planned, conditional or our reading."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from factory import graph_of

from actorgraph.formats.export_loss import sidecar_of
from actorgraph.formats.registry import FORMATS
from actorgraph.loading import load

WRITTEN = [one for one in FORMATS if one.writes]
ENTITIES = """id,name,type
ann,Ann,person
club,Club,organization
bank,Bank,organization
firm,Firm,organization
union,Union,organization
party,Party,organization
board,Board,organization
press,Press,organization
"""
COLUMNS = "source,target,relation,status,certainty,inferred,assessment,attributed_to\n"
ROWS = {
    "denied": "ann,club,member_of,denied,,,,x\n",
    "contested": "ann,bank,member_of,,,,,x\nann,bank,member_of,denied,,,,y\n",
    "planned": "ann,firm,member_of,,planned,,,x\n",
    "conditional": "ann,union,member_of,,conditional,,,x\n",
    "likely": "ann,party,member_of,,likely,,,x\n",
    "inferred": "ann,board,member_of,,,relation,,x\n",
    "rejected": "ann,press,member_of,,,,rejected,x\n",
}
FACT = "ann,Ann's choir,member_of,,,,,x\n"
WORDS = {"contested": "contested|denied", "inferred": r"inferred\W+relation|relation|our reading"}
"""What a reader of a file finds beside an edge; the word itself for the others."""
TABLES = {"csv", "xlsx", "sqlite", "parquet", "neo4j"}
"""Formats of rows, where the column says it."""


def text_of(path):
    """Everything in a file that somebody can read."""
    raw = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(raw)):
        archive = zipfile.ZipFile(io.BytesIO(raw))
        return "\n".join(archive.read(name).decode() for name in archive.namelist())
    return raw.decode("utf-8", "replace")


@pytest.mark.parametrize("doubt", ROWS)
@pytest.mark.parametrize("form", WRITTEN, ids=lambda one: one.name)
def test_what_is_no_fact_says_so_or_is_left_out_and_counted(tmp_path, form, doubt):
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations=COLUMNS + ROWS[doubt] + FACT, entities=ENTITIES)
    path = tmp_path / f"graph{form.suffixes[0]}"
    losses = " ".join(graph.export(path))
    if form.reads:
        sidecar_of(path).unlink(missing_ok=True)
        claims = [claim for claim in load(path).engine.all_claims() if claim.target in ENDS]
        stated = [claim for claim in graph.engine.all_claims() if claim.target in ENDS]
        marks = sorted(map(marks_of, claims))
        assert marks in ([], sorted(map(marks_of, stated)))
        assert bool(marks) or re.search(r"\d relations? (is|are) not in it", losses)
    if form.name not in TABLES and (ends := lines_with(path, doubt)):
        assert all(re.search(WORDS.get(doubt, doubt), line) for line in ends)


ENDS = {row.split(",")[1] for row in ROWS.values()}


def marks_of(claim):
    return (claim.status, claim.certainty, claim.inferred, claim.assessment)


def lines_with(path, doubt):
    """The lines of a text file with an edge from ann to the end of that row."""
    target = ROWS[doubt].split(",")[1]
    number = list(ROWS).index(doubt) + 1
    edges = (rf"ann\W.*\W{target}\W", rf"n0 .*n{number}\Z", rf"\W{target}\W.*\bann\W")
    return [
        line
        for line in text_of(path).splitlines()
        if any(re.search(edge, line) for edge in edges) and '"layout"' not in line
    ]


@pytest.mark.parametrize("form", WRITTEN, ids=lambda one: one.name)
def test_what_nobody_doubts_is_written(tmp_path, form):
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations=COLUMNS + FACT, entities=ENTITIES)
    path = tmp_path / f"graph{form.suffixes[0]}"
    losses = " ".join(graph.export(path))
    assert "not in it at all" not in losses
    if form.reads:
        assert len(list(load(path).engine.all_claims())) == 1


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "cyjs", "nodelink.json", "gephi.zip"])
def test_a_drawing_says_who_confirms_denies_and_dates_an_edge(tmp_path, suffix):
    rows = (
        "source,target,relation,start_date,end_date,status,attributed_to,document,inferred\n"
        "a,b,met_with,,,confirmed,conny,https://one.example/1,\n"
        "a,b,met_with,2018-01-05,2018-01-05,,dora,https://two.example/2,\n"
        "b,a,met_with,,,denied,denis,,\n"
    )
    (tmp_path / "data").mkdir()
    graph_of(tmp_path / "data", relations=rows).export(tmp_path / f"x.{suffix}")
    text = text_of(tmp_path / f"x.{suffix}")
    for said in ("contested", "conny", "denis", "dora", "confirmed_by", "denied_by", "dated_by"):
        assert said in text
    if suffix == "nodelink.json":
        (link,) = json.loads(text)["links"]
        named = ("confirmed_by", "denied_by", "dated_by", "origins", "origins_of_date", "directed")
        assert [link[name] for name in named] == ["conny", "denis", "dora", 2, 1, False]


def test_ftm_leaves_out_a_date_that_is_our_reading(tmp_path):
    rows = "source,target,relation,start_date,inferred\nann,club,member_of,2018,date\n"
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations=rows, entities=ENTITIES)
    losses = " ".join(graph.export(tmp_path / "x.ftm.json"))
    assert "2018" not in (tmp_path / "x.ftm.json").read_text()
    assert "start_date (1)" in losses


DATED = "source,target,relation,date,status,certainty,inferred,attributed_to,document,assessment\n"


@pytest.mark.parametrize(
    ("rows", "label", "marks"),
    [
        ("a,b,met,2018,,,,x,d,\n", "met\\n2018/2018", {}),
        (
            "a,b,met,2018,,,,x,d,\na,b,met,,,,,y,e,\n",
            "met\\n2018/2018, by x",
            {"origins_of_date": 1},
        ),
        (
            "a,b,met,2018,,,date,x,d,\na,b,met,,,,,y,e,\n",
            "met\\n2018/2018, our reading of x",
            {"origins_of_date": 0, "inferred": "date", "dated_by": "x"},
        ),
        ("a,b,met,2018,,,date,x,d,\n", "met (date: our reading)\\n2018/2018", {"inferred": "date"}),
        (
            "a,b,met,2018,,likely,,x,d,\na,b,met,,confirmed,,,y,e,\n",
            "met\\n2018/2018, by x (likely)",
            {"dated_by": "x", "origins_of_date": 1},
        ),
        (
            "a,b,met,2018,,,,,http://a.example/1,\na,b,met,,,,,x,d,\n",
            "met\\n2018/2018, by a.example",
            {"origins_of_date": 1},
        ),
        ("a,b,met,2018,,,,,,\na,b,met,,,,,y,e,\n", "met\\n2018/2018, by nobody named", {}),
    ],
)
def test_a_label_says_whose_date_it_shows(tmp_path, rows, label, marks):
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations=DATED + rows)
    graph.export(tmp_path / "x.dot")
    assert f'label="{label}"' in (tmp_path / "x.dot").read_text()
    graph.export(tmp_path / "x.nodelink.json")
    (link,) = json.loads((tmp_path / "x.nodelink.json").read_text())["links"]
    assert {name: link.get(name) for name in marks} == marks


@pytest.mark.parametrize(
    ("dates", "label"),
    [
        ("2001,", "owns\\n2001/"),
        (",2009", "owns\\n/2009"),
        (",", "owns"),
        ("2001,..", "owns\\n2001/.."),
    ],
)
def test_a_label_tells_a_beginning_from_an_end(tmp_path, dates, label):
    (tmp_path / "data").mkdir()
    rows = f"source,target,relation,start_date,end_date\na,b,owns,{dates}\n"
    graph_of(tmp_path / "data", relations=rows).export(tmp_path / "x.dot")
    assert f'label="{label}"' in (tmp_path / "x.dot").read_text()


@pytest.mark.parametrize("suffix", ["dot", "mmd", "graphml", "cyjs"])
def test_what_is_rejected_and_asked_for_says_so_in_its_label(tmp_path, suffix):
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations=DATED + "a,b,met,2018,,,,x,d,rejected\n")
    graph.export(tmp_path / f"x.{suffix}", graph.subgraph(assessments="rejected"))
    assert "met (rejected)" in (tmp_path / f"x.{suffix}").read_text()
