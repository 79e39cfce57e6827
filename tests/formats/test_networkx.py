"""to_networkx returns a plain MultiDiGraph whose attributes are read when they are first used."""

from __future__ import annotations

import copy
import json
import pickle

import networkx as nx
import pytest
from factory import write_text
from foreign import links_under

from actorgraph import load
from actorgraph.formats.actorgraph_json import edge_object, entity_object
from actorgraph.formats.networkx import Attributes
from actorgraph.index.texts import ChangedError

ENTITIES = "id,name,type\na,Anna,person\nb,Boris,person\ncia,CIA,agency\n"
RELATIONS = """source,target,relation,role,start_date,attributed_to,status
a,b,met_with,,2018,b,
b,a,knows,,,,confirmed
a,b,met_with,,2018,a,denied
a,cia,holds_position,Director,2017,,
a,b,met_with,,2015,,
b,b,admires,,,,
"""


@pytest.fixture(params=["never", "always"])
def folder(request, tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_INDEX", request.param)
    return write_text(tmp_path, relations=RELATIONS, entities=ENTITIES)


def eager(graph):
    """The same graph by NetworkX's own ways."""
    made = nx.MultiDiGraph()
    for one in graph.engine.all_entities():
        said = entity_object(one)
        made.add_node(said.pop("id"), **said)
    for edge in graph.engine.all_edges():
        said = edge_object(edge)
        ends = said.pop("source"), said.pop("target")
        made.add_edges_from([(*ends, {"id": edge.id, **said})])
        if edge.is_symmetric and edge.source != edge.target:
            made.add_edges_from([(*reversed(ends), {"id": edge.id, **said})])
    return made


def test_it_is_the_graph_that_networkx_would_make(folder):
    graph = load(folder)
    made, other = graph.to_networkx(), eager(graph)
    assert type(made) is nx.MultiDiGraph
    assert list(made) == list(other)
    assert list(made.edges(keys=True)) == list(other.edges(keys=True))
    assert nx.utils.graphs_equal(made, other)
    assert list(made.in_edges("b", data=True)) == list(other.in_edges("b", data=True))
    assert made["a"]["b"][1] is made.pred["b"]["a"][1]


@pytest.mark.parametrize(
    "again",
    [
        lambda made: made.copy(),
        copy.deepcopy,
        lambda made: pickle.loads(pickle.dumps(made)),  # noqa: S301 -- our own
        lambda made: made.subgraph(list(made)).copy(),
        nx.MultiDiGraph,
        lambda made: made.reverse().reverse(),
        lambda made: nx.node_link_graph(
            nx.node_link_data(made, **links_under("edges")), **links_under("edges")
        ),
    ],
    ids=["copy", "deepcopy", "pickle", "subgraph", "made of it", "reverse", "node-link"],
)
def test_it_can_be_copied(folder, again):
    graph = load(folder)
    made = again(graph.to_networkx())
    assert sorted(made) == sorted(eager(graph))
    for one, said in eager(graph).nodes(data=True):
        assert made.nodes[one] == said
    for *ends, said in eager(graph).edges(data=True):
        assert said in [data for *those, data in made.edges(data=True) if those == ends]


def test_a_copy_no_longer_needs_the_files(folder):
    made = load(folder).to_networkx()
    kept = copy.deepcopy(made)
    assert {type(said) for *_, said in kept.edges(data=True)} == {dict}


def test_attributes_are_read_once_and_only_where_they_are_looked_at():
    asked = []

    def read(number):
        asked.append(number)
        return {"a": number}

    one, other = Attributes(read, 1), Attributes(read, 2)
    assert asked == []
    assert (one["a"], one["a"], asked) == (1, 1, [1])
    with pytest.raises(KeyError):
        one["b"]
    with pytest.raises(KeyError):
        other["b"]
    assert asked == [1, 2]


@pytest.mark.parametrize(
    "look",
    [
        len, list, dict, repr, bool, json.dumps, lambda d: json.dumps([d], indent=1),
        lambda d: [(a, b) for a, b in dict(**d).items()], lambda d: {**d}, lambda d: d | {}, lambda d: {} | d,
        lambda d: d.copy(), lambda d: d.get("b"), lambda d: d.get("x", 0), lambda d: "b" in d,
        lambda d: d == {"a": 1, "b": 2}, lambda d: d != {}, lambda d: [d] == [{"a": 1, "b": 2}],
        lambda d: list(d.items()), lambda d: list(d.values()), lambda d: list(reversed(d)),
        lambda d: d.pop("a"), lambda d: d.popitem(), lambda d: d.setdefault("a", 5),
        lambda d: list(map(d.__getitem__, "ab")), {}.update, lambda d: d.keys() - {"a"},
    ],
)  # fmt: skip
def test_whichever_way_they_are_looked_at_they_are_those_of_a_dict(look):
    said = {"a": 1, "b": 2}
    assert look(Attributes(lambda _: dict(said), 0)) == look(dict(said))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(b=5, c=6), lambda d: d.__setitem__("a", 7), lambda d: d.__delitem__("a"),
        lambda d: d.clear(), lambda d: d.pop("a"), lambda d: d.setdefault("c", 1),
        lambda d: d.__ior__({"a": 9}),
    ],
)  # fmt: skip
def test_a_change_is_kept_beside_what_is_read(change):
    made, plain = Attributes(lambda _: {"a": 1, "b": 2}, 0), {"a": 1, "b": 2}
    change(made)
    change(plain)
    assert (made, len(made), dict(made)) == (plain, len(plain), plain)


@pytest.mark.slow
def test_a_file_that_changed_is_an_error_and_not_an_answer(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    rows = "source,target,relation,role\n" + "a,b,met_with,first\n" * 60_000
    folder = write_text(
        tmp_path, relations=rows.replace("met_with", "followed", 1), entities=ENTITIES
    )
    made = load(folder).to_networkx()
    with (folder / "relations.csv").open("r+b") as file:
        file.seek(29)
        file.write(b"c")
    with pytest.raises(ChangedError):
        made.edges["a", "b", 0]["role"]


def test_measures_work_on_it(folder):
    made = load(folder).to_networkx()
    assert nx.pagerank(made) == nx.pagerank(eager(load(folder)))
    assert nx.shortest_path(made, "a", "cia")
    assert nx.to_pandas_edgelist(made)["id"].tolist() == [
        d["id"] for *_, d in made.edges(data=True)
    ]


UNDIRECTED = """Source,Target,Type,id,weight
Abel,Bea,Undirected,0,9
Abel,Cyd,Undirected,1,9
Abel,Dov,Undirected,2,9
Abel,Zed,Undirected,3,1
Bea,Zed,Undirected,4,1
"""


def test_what_has_no_direction_stands_in_both_and_counts_in_both(tmp_path):
    made = load(write_text(tmp_path, relations=UNDIRECTED)).to_networkx()
    assert made.number_of_edges() == 10
    assert made.edges["Abel", "Bea", 0] is made.edges["Bea", "Abel", 0]
    edge = made.edges["Zed", "Bea", 0]
    assert (edge["directed"], edge["weight"]) == (False, 1)
    ranks = nx.pagerank(made, weight=None)
    said = {"Abel": 0.3861, "Bea": 0.1949, "Zed": 0.1949, "Cyd": 0.1121, "Dov": 0.1121}
    assert {name: round(rank, 4) for name, rank in ranks.items()} == said


def test_a_loop_without_a_direction_is_there_once(tmp_path):
    rows = "source,target,relation\na,a,met_with\n"
    assert load(write_text(tmp_path, relations=rows)).to_networkx().number_of_edges() == 1


def test_node_link_data_of_it_is_read_as_the_same_claims(folder, tmp_path):
    graph, path = load(folder), tmp_path / "x.nodelink.json"
    data = nx.node_link_data(graph.to_networkx(), **links_under("links"))
    path.write_text(json.dumps(data, default=dict), encoding="utf-8")
    assert stated(load(path)) == stated(graph)


def stated(graph):
    return sorted(
        (claim.source, claim.relation, claim.target, claim.role, claim.start_date, claim.speakers)
        for claim in graph.engine.all_claims()
        if not claim.derived
    )
