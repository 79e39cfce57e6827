from __future__ import annotations

import json
import math
import os
from contextlib import closing

import networkx as nx
import pytest
from factory import claim, entity, graph_of

from actorgraph.edges import edges_of
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.formats.content import Content
from actorgraph.formats.csv import write
from actorgraph.formats.export_loss import ExportLoss
from actorgraph.formats.files import write_text
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import import_files
from actorgraph.loading import load
from actorgraph.temporary_files import hidden_beside

ENTITIES = 'id,name,type,viz,pid,parents,weight,label\na,"A\u2028\u0085<&>",person,v,p,q,w,l\nb,,person,,,,,\n'
RELATIONS = '''source,target,relation,start_date,note,attributed_to,start
a,b,knows,2017,,x|y,1
a,b,knows,2018,"two
lines, ""quoted""",,
b,a,knows,,NA,,
a,a,admires,,001,,
a,b,met_with,,"lone\rreturn",,
'''

UNDIRECTED = "source,target,relation,note,start\na,b,met_with,,1\nb,a,relative_of,x,\n"


@pytest.fixture
def graph(tmp_path):
    return graph_of(tmp_path, relations=RELATIONS, entities=ENTITIES)


def test_networkx_has_one_edge_per_edge_with_its_claims(graph):
    made = graph.to_networkx()
    assert type(made) is nx.MultiDiGraph
    ids = {said["id"] for *_, said in made.edges(data=True)}
    assert (made.number_of_nodes(), len(ids)) == (2, 5)
    assert made.number_of_edges() == 6  # a meeting has no direction: it stands in both
    assert made.edges["a", "b", 0]["claims"][0]["attributed_to"] == ["x", "y"]


@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
@pytest.mark.parametrize("is_directed", [True, False])
def test_networkx_reads_back_every_edge_and_text(tmp_path, suffix, is_directed):
    """It refuses files in which some edges have a direction and others not."""
    rows = RELATIONS.replace("met_with", "admires") if is_directed else UNDIRECTED
    graph = graph_of(tmp_path, relations=rows, entities=ENTITIES)
    path = tmp_path / f"graph.{suffix}"
    graph.export(path)
    read = (nx.read_graphml if suffix == "graphml" else nx.read_gexf)(path)
    assert read.is_directed() == is_directed
    assert sorted(map(sorted, read.edges())) == sorted(
        sorted((edge.source, edge.target)) for edge in graph.engine.all_edges()
    )
    assert read.nodes["a"]["label"] == "A\u2028\u0085<&>"
    claims = [c for *_, e in read.edges(data=True) for c in json.loads(e["claims"])]
    assert sorted(c.get("note", "") for c in claims) == sorted(
        c.note for c in graph.engine.all_claims()
    )


def test_a_csv_round_trip_gives_the_same_rows(graph, tmp_path):
    again = tmp_path / "again.csv"
    graph.export(again)
    before, after = ([dict(c.row) for c in g.engine.all_claims()] for g in (graph, load(again)))
    assert after == before


def test_a_claim_without_a_row_is_written_too():
    (edge,) = edges_of([claim(attributed_to=("x", "y"), extra={"colour": "red"})])
    content = Content(lambda: [entity("a"), entity("b")], lambda: [edge], lambda: list(edge.claims))
    with closing(ExportLoss()) as losses:
        text = "".join(write(content, losses))
    assert text.splitlines()[0].startswith("source,target,relation")
    assert "x|y" in text and text.rstrip().endswith("red")  # noqa: PT018


def test_json_holds_every_entity_edge_and_claim(graph, tmp_path):
    graph.export(tmp_path / "g.json")
    said = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))
    assert [len(said["entities"]), len(said["edges"])] == [2, 5]


CONTESTED = """source,target,relation,role,date,status,certainty,directed,amount,assessment
a,b,met_with,host,2018-01-05,,implied,,,
b,a,met_with,,2018-02-05,confirmed,,,,
b,a,met_with,,,denied,,,,
b,a,met_with,,,denied,,,,
a,b,chess,,,,,no,5,
b,a,chess,,2019,,,,,rejected
"""


def test_an_answer_in_json_reads_back_with_each_claim_once_and_as_it_was_said(tmp_path):
    graph = graph_of(tmp_path, relations=CONTESTED)
    answer = {"entities": [], "edges": graph.show("a").json()["edges"]}
    (tmp_path / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    graph.export(tmp_path / "whole.json")

    def stated(path):
        claims = load(path).engine.all_claims()
        return sorted(repr(claim._replace(extra={}, file="", line=0, row={})) for claim in claims)

    assert stated(tmp_path / "whole.json") == stated(tmp_path / "relations.csv")
    used = [text for text in stated(tmp_path / "relations.csv") if "rejected" not in text]
    assert stated(tmp_path / "answer.json") == used


def test_frames_hold_strings_only(graph):
    for frame in (graph.entities, graph.relations):
        assert {type(cell) for row in frame.values for cell in row} == {str}
    assert list(graph.relations["note"])[2:4] == ["NA", "001"]
    assert not any(isinstance(c, float) and math.isnan(c) for c in graph.relations["note"])


def test_a_failure_on_the_way_leaves_what_was_there(tmp_path):
    path = tmp_path / "kept.txt"
    path.write_text("before")

    def pieces():
        yield "half"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_text(path, pieces(), force=True)
    assert (path.read_text(), [p.name for p in tmp_path.iterdir()]) == ("before", ["kept.txt"])


def test_a_file_in_the_way_is_kept(tmp_path):
    (tmp_path / "there").write_text("")
    with pytest.raises(FileExistsAlreadyError):
        write_text(tmp_path / "there", [])
    with pytest.raises(UsageError, match="is a folder"):
        write_text(tmp_path, [])


@pytest.mark.parametrize(
    ("name", "beside"),
    [("x.gexf", "x.gexf.actorgraph.csv"), ("x.parquet", "x.entities.parquet")],
)
def test_a_file_of_somebody_else_beside_it_is_kept(graph, tmp_path, name, beside):
    (tmp_path / beside).write_text("theirs")
    with pytest.raises(FileExistsAlreadyError, match=beside):
        graph.export(tmp_path / name)
    assert ((tmp_path / beside).read_text(), (tmp_path / name).exists()) == ("theirs", False)


def test_a_pipe_is_never_replaced(graph, tmp_path):
    for name in ("pipe.csv", "pipe.md", "x.gexf.actorgraph.csv"):
        os.mkfifo(tmp_path / name)
    for force in (False, True):
        for name in ("pipe.csv", "x.gexf"):
            with pytest.raises(UsageError, match="no regular file"):
                graph.export(tmp_path / name, force=force)
        with pytest.raises(UsageError, match="no regular file"):
            graph.dossier(tmp_path / "pipe.md", "a", force=force)
    assert all(path.is_fifo() for path in tmp_path.glob("*pipe*"))


NOBODY = 2**22 + 1
"""The number of no process: beyond the highest that Linux gives."""


def begun(path, process):
    place = hidden_beside(path)
    return place.with_name(place.name.replace(f".{os.getpid()}.", f".{process}."))


def test_what_a_killed_writer_began_goes_with_the_next_write(tmp_path):
    path = tmp_path / "x.csv"
    left = begun(path, NOBODY)
    kept = [begun(path, os.getpid()), begun(tmp_path / "y.csv", NOBODY), tmp_path / ".x.csv.part"]
    for one in (left, *kept):
        one.write_text("half a")
    write_text(path, ["whole"])
    assert {*tmp_path.iterdir()} == {path, *kept}


def test_the_room_of_a_killed_import_goes_with_the_next_import(tmp_path):
    source = tmp_path / "from.csv"
    source.write_text("source,target\na,b\n")
    left = begun(tmp_path / "actorgraph-import", NOBODY)
    left.mkdir()
    (left / "relations.csv").write_text("half a")
    import_files([source], tmp_path / "to", Notes())
    assert {*tmp_path.iterdir()} == {source, tmp_path / "to"}


@pytest.mark.parametrize("name", ["x" * 251 + ".csv", "ж" * 125 + ".csv", "x.csv"])
def test_a_file_of_any_name_is_written(tmp_path, name):
    write_text(tmp_path / name, ["whole"])
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_an_import_names_every_file_that_it_would_replace_and_says_which_it_removes(tmp_path):

    there, new = tmp_path / "there", tmp_path / "x.csv"
    there.mkdir()
    (there / "entities.csv").write_text("id,name\na,Ann\n")
    (there / "relations.csv").write_text("source,target\na,b\n")
    new.write_text("source,target\nx,y\n")
    with pytest.raises(FileExistsAlreadyError, match=r"entities\.csv and .*relations\.csv exist"):
        import_files([new], there, Notes())
    notes = Notes()
    import_files([new], there, notes, force=True)
    assert [path.name for path in there.iterdir()] == ["relations.csv"]
    (said,) = [one for one in notes.sentences() if "removed" in one]
    assert said == f"{there / 'entities.csv'}: 1 file removed, since what was read has no entities."
