from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from factory import graph_of
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.engine import EdgePairs
from actorgraph.filters import Filter
from actorgraph.loading import load
from actorgraph.locating import seed_folder
from actorgraph.queries import measures
from actorgraph.queries.communities import communities, connected
from actorgraph.queries.rank import BETWEENNESS, PAGERANK, rank
from actorgraph.queries.whole_graph import components_of

NODES = st.integers(0, 8)
LINKS = st.lists(st.tuples(NODES, NODES), max_size=25)


def edge_pairs_of(pairs):
    known = list(dict.fromkeys(pairs))
    return EdgePairs([str(number) for number in range(9)], np.array(known, np.int64).reshape(-1, 2))


def of_networkx(pairs):
    graph = nx.DiGraph()
    graph.add_nodes_from(range(9))
    graph.add_edges_from(pairs)
    return graph


def without_loops(graph):
    found = graph.to_undirected()
    found.remove_edges_from(list(nx.selfloop_edges(found)))
    return found


@given(LINKS)
def test_pagerank_is_networkxs(pairs):
    said = nx.pagerank(of_networkx(pairs), tol=1e-12, max_iter=1000)
    assert measures.pagerank(edge_pairs_of(pairs)) == pytest.approx(
        [said[n] for n in range(9)], abs=1e-5
    )


@given(LINKS, st.randoms(use_true_random=False))
def test_pagerank_is_the_same_to_the_last_digit_in_any_order_of_pairs(pairs, draw):
    shuffled = draw.sample(pairs, len(pairs))
    found = measures.pagerank(edge_pairs_of(shuffled)).tolist()
    assert found == measures.pagerank(edge_pairs_of(pairs)).tolist()


@pytest.mark.parametrize("copies", [10, 100_000])
def test_pagerank_of_many_is_as_near_as_that_of_few(copies):
    pairs = np.array([(0, 1), (1, 2), (2, 0), (3, 1), (2, 4)])
    many = np.concatenate([pairs + 5 * number for number in range(copies)])
    one = measures.pagerank(EdgePairs([*"abcde"], pairs))
    found = measures.pagerank(EdgePairs(["x"] * (5 * copies), many)).reshape(copies, 5)
    assert (found == found[0]).all()
    assert found.sum(axis=0) == pytest.approx(one, abs=1e-5)


@pytest.mark.slow
@pytest.mark.parametrize("library", [measures.NETWORKX, measures.IGRAPH])
@given(pairs=LINKS)
def test_betweenness_is_networkxs_by_either_library(library, pairs):
    said = nx.betweenness_centrality(without_loops(of_networkx(pairs)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measures, "library", lambda: library)
        found = measures.betweenness(edge_pairs_of(pairs), sample=0, seed=0)
        every = measures.betweenness(edge_pairs_of(pairs), sample=9, seed=0)
    assert found == pytest.approx([said[n] for n in range(9)])
    assert every == pytest.approx(found)


@given(LINKS)
def test_a_degree_counts_each_other_once(pairs):
    graph = without_loops(of_networkx(pairs))
    assert measures.degrees(edge_pairs_of(pairs)).tolist() == [graph.degree[n] for n in range(9)]


@pytest.mark.slow
@pytest.mark.parametrize("library", [measures.NETWORKX, measures.IGRAPH])
def test_two_cliques_are_two_groups_the_same_every_time(library, monkeypatch):
    monkeypatch.setattr(measures, "library", lambda: library)
    monkeypatch.setattr(measures, "FEW", 0)
    clique = [(a, b) for a in range(4) for b in range(a)]
    links = edge_pairs_of([*clique, *((a + 4, b + 4) for a, b in clique), (0, 4)])
    found, modularity = measures.groups(links, seed=0)
    assert sorted(found) == [[0, 1, 2, 3], [4, 5, 6, 7], [8]]
    assert measures.groups(links, seed=0) == (found, modularity)
    assert 0.4 < modularity < 0.5


@given(LINKS)
def test_what_hangs_together_is_networkxs(pairs):
    found = components_of(edge_pairs_of(pairs))
    expected = nx.connected_components(of_networkx(pairs).to_undirected())
    assert sorted(found.values()) == sorted(sorted(map(str, one)) for one in expected)
    assert all(least == ids[0] for least, ids in found.items())


def test_groups_of_all_that_hangs_together_are_the_largest_first_and_leave_out_who_is_alone(
    tmp_path,
):
    rows = "source,target,status\nd,e,\na,b,\nb,c,\nx,y,denied\n"
    engine = graph_of(tmp_path, relations=rows).engine
    found = connected(engine)
    assert [[one.id for one in group] for group in found.groups] == [["a", "b", "c"], ["d", "e"]]
    assert (found.modularity, found.alone) == (None, 2)
    nobody = Filter(relations=frozenset(["married"]))
    assert connected(engine, only=nobody).groups == ()


def test_of_nobody_there_is_no_rank(tmp_path):
    engine = graph_of(tmp_path, relations="source,target\na,b\n").engine
    nobody = Filter(relations=frozenset(["married"]))
    for measure in (PAGERANK, BETWEENNESS, "degree"):
        assert rank(engine, measure=measure, only=nobody).ranked == ()
    assert communities(engine, only=nobody).groups == ()


def test_who_is_only_denied_to_know_others_has_no_rank_by_it(tmp_path):
    rows = "source,target,relation,status\na,b,knows,denied\nb,c,knows,\n"
    ranked = rank(graph_of(tmp_path, relations=rows).engine).ranked
    assert [(one.entity.id, one.value) for one in ranked] == [("b", 1), ("c", 1), ("a", 0)]


ROWS_THAT_LINK_NOBODY = """\
source,target,relation,status,certainty,assessment,document
a,b,knows,,,,x
a,c,knows,,planned,,x
a,d,knows,,conditional,,x
a,e,knows,denied,,,x
a,f,reported_on,,,,x
a,g,knows,,,rejected,x
a,b,knows,denied,,,y
"""


def test_plans_denials_and_reports_rank_nobody_and_the_answer_counts_them(tmp_path):
    graph = graph_of(tmp_path, relations=ROWS_THAT_LINK_NOBODY)
    for measure in ("degree", PAGERANK, BETWEENNESS):
        answer = graph.rank(measure)
        assert answer.uncounted == {
            "reporting": 1, "denied": 2, "planned": 1, "conditional": 1, "rejected": 1
        }  # fmt: skip
    degrees = {one.entity.id: one.value for one in graph.rank("degree").ranked}
    assert degrees == {"a": 1, "b": 1, **dict.fromkeys("cdefg", 0)}
    line = "claims (1 reporting, 2 denied, 1 planned, 1 conditional, 1 rejected)."
    assert line in graph.rank("degree").text()
    groups = graph.communities(connected=True)
    assert [[one.id for one in group] for group in groups.groups] == [["a", "b"]]
    assert groups.alone == 5
    assert line in groups.text()
    assert graph.communities().uncounted["planned"] == 1
    assert graph.rank("degree").json()["uncounted"]["denied"] == 2


@pytest.mark.parametrize(
    ("filters", "linked", "uncounted"),
    [
        ({"certainties": "planned"}, {"a", "c"}, {}),
        ({"statuses": "denied"}, {"a", "b", "e"}, {}),
        ({"relations": "reported_on"}, {"a", "f"}, {}),
        ({"assessments": "rejected"}, {"a", "g"}, {}),
        ({"without": "x"}, set(), {"denied": 1}),
    ],
)
def test_what_is_asked_for_counts(tmp_path, filters, linked, uncounted):
    graph = graph_of(tmp_path, relations=ROWS_THAT_LINK_NOBODY)
    answer = graph.rank("degree", **filters)
    assert {one.entity.id for one in answer.ranked} == linked
    assert answer.uncounted == uncounted


def test_a_slow_measure_says_first_what_it_will_cost(monkeypatch):
    said: list[str] = []
    links = EdgePairs(range(500_000), np.zeros((1_000_000, 2), np.int64))
    monkeypatch.setattr(measures, "library", lambda: measures.NETWORKX)
    measures.say_cost(links, "Betweenness", sources=200, warn=said.append)
    measures.say_cost(edge_pairs_of([(0, 1)]), "Betweenness", sources=9, warn=said.append)
    assert said == [
        (
            "Betweenness in 500,000 entities takes about 12 minutes with NetworkX, about 45 seconds "
            "if igraph is installed (pip install igraph)."
        )
    ]


def test_the_seeds_ranks_are_those_of_its_networkx_graph():
    graph = load(seed_folder())
    plain = nx.DiGraph(graph.to_networkx())
    edges = list(graph.engine.all_edges(Filter(linking=True)))
    linked = {(edge.source, edge.target) for edge in edges}
    linked |= {(edge.target, edge.source) for edge in edges if edge.is_symmetric}
    plain.remove_edges_from([pair for pair in plain.edges if pair not in linked])
    said = nx.pagerank(plain, tol=1e-12, max_iter=1000)
    for one in rank(graph.engine, measure=PAGERANK).ranked:
        assert one.value == pytest.approx(said[one.entity.id], abs=1e-5)


def test_relations_without_a_direction_pass_rank_both_ways(tmp_path):
    rows = "a,b,Undirected\na,c,Undirected\na,d,Undirected\na,z,Undirected\nb,z,Undirected\n"
    graph = graph_of(tmp_path, relations=f"Source,Target,Type\n{rows}")
    ranked = rank(graph.engine, measure=PAGERANK).ranked
    said = {"a": 0.3861, "b": 0.1949, "z": 0.1949, "c": 0.1121, "d": 0.1121}
    assert {one.entity.id: round(one.value, 4) for one in ranked} == said


UNDIRECTED = (
    "Source,Target,Type\nAbel,Bea,{0}\nAbel,Cyd,{0}\nDov,Abel,{0}\nZed,Abel,{0}\nBea,Zed,{0}\n"
)


@pytest.mark.parametrize(
    "table",
    [
        UNDIRECTED.format("Undirected"),
        UNDIRECTED.replace("Type", "directed").format("no"),
        UNDIRECTED.replace("Type", "relation").format("met_with"),
    ],
)
def test_an_undirected_relation_is_walked_from_either_end(tmp_path, table):
    graph = graph_of(tmp_path, relations=table)
    ranks = {one.entity.id: round(one.value, 4) for one in graph.rank("pagerank").ranked}
    assert ranks == {"Abel": 0.3861, "Bea": 0.1949, "Zed": 0.1949, "Cyd": 0.1121, "Dov": 0.1121}
    degrees = {one.entity.id: one.value for one in graph.rank("degree").ranked}
    assert degrees == {"Abel": 4, "Bea": 2, "Zed": 2, "Cyd": 1, "Dov": 1}


RING = [f"{one},{(one + 1) % 7},knows\n" for one in range(7)]


@pytest.mark.parametrize("only", [{}, {"relations": "knows"}])
@given(rows=st.permutations(RING))
def test_groups_do_not_depend_on_the_order_of_rows(tmp_path_factory, only, rows):
    def groups_of(lines):
        folder = tmp_path_factory.mktemp("ring")
        graph = graph_of(folder, relations="source,target,relation\n" + "".join(lines))
        return [[one.id for one in group] for group in graph.communities(**only).groups]

    assert groups_of(rows) == groups_of(RING)


@pytest.mark.parametrize(
    ("limit", "is_cut", "is_tied"),
    [(1, True, False), (2, True, True), (4, False, False), (None, False, False)],
)
def test_a_cut_ranking_says_so_and_whether_it_parts_equals(tmp_path, limit, is_cut, is_tied):
    graph = graph_of(tmp_path, relations="source,target\na,b\na,c\na,d\n")
    answer = graph.rank(limit=limit)
    assert (answer.is_cut, answer.is_tied) == (is_cut, is_tied)
    last = answer.text().splitlines()[-1]
    assert last.startswith("... and more") == is_cut
    assert ("the same value" in last) == is_tied
