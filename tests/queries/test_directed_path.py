"""Paths that follow the direction of relations: those of NetworkX on random directed graphs."""

from __future__ import annotations

import random

import networkx as nx
import pytest
from differential.stores import indexed
from factory import graph_of

WORDS = {
    "paid": (True, False),
    "paid_by": (False, True),
    "knows": (True, False),
    "met_with": (True, True),
}


def random_graph(folder, rng):
    """Return a graph of random rows, and the directed graph of what they state."""
    rows, digraph = ["source,target,relation"], nx.DiGraph()
    for _ in range(rng.randrange(6, 16)):
        source, target = rng.sample("abcdefg", 2)
        word = rng.choice([*WORDS])
        rows.append(f"{source},{target},{word}")
        ahead, back = WORDS[word]
        digraph.add_edges_from([(source, target)] * ahead + [(target, source)] * back)
    return graph_of(folder, relations="\n".join(rows) + "\n"), digraph


def ids_of(answer):
    return {one.ids for one in answer.paths}


@pytest.mark.parametrize("seed", range(12))
def test_directed_paths_are_those_of_networkx(tmp_path, seed):
    graph, digraph = random_graph(tmp_path, random.Random(seed))
    for source in digraph:
        for target in set(digraph) - {source}:
            has_path = nx.has_path(digraph, source, target)
            shortest = (
                {*map(tuple, nx.all_shortest_paths(digraph, source, target))} if has_path else set()
            )
            every = {*map(tuple, nx.all_simple_paths(digraph, source, target, cutoff=3))}
            assert ids_of(graph.path(source, target, directed=True, every=True)) == shortest
            assert (
                ids_of(graph.path(source, target, directed=True, every=True, max_length=3)) == every
            )
            (one,) = graph.path(source, target, directed=True).paths or (None,)
            assert (one and one.ids) in (shortest or {None})
            limited = graph.path(source, target, directed=True, max_length=1).paths
            assert bool(limited) == digraph.has_edge(source, target)


def test_each_step_of_a_directed_path_leads_its_way(tmp_path):
    rows = (
        "source,target,relation,attributed_to,document\n"
        "b,a,paid,x,d1\nb,a,paid,y,d2\na,b,paid,x,d1\n"
    )
    graph = graph_of(tmp_path, relations=rows)
    (step,) = graph.path("a", "b", directed=True).paths[0].steps
    assert (step.source, step.target, step.origins) == ("a", "b", 1)
    assert graph.path("a", "b").paths[0].steps[0].origins == 2
    assert (
        indexed(tmp_path).path("a", "b", directed=True).json()
        == graph.path("a", "b", directed=True).json()
    )


def test_where_nothing_leads_the_answer_says_in_which_direction(tmp_path):
    graph = graph_of(tmp_path, relations="source,target,relation\nb,a,paid\n")
    assert graph.path("a", "b", directed=True).text() == (
        "No path leads from a to b along the direction of relations."
    )
    assert graph.path("b", "a", directed=True).text().startswith("Path: b to a, 1 step")


def test_a_directed_path_that_is_avoided_is_said(tmp_path):
    rows = "source,target,relation,certainty\na,b,paid,planned\n"
    graph = graph_of(tmp_path, relations=rows)
    assert (
        "1 path through planned relations is not shown"
        in graph.path("a", "b", directed=True).text()
    )
    assert "planned" not in graph.path("b", "a", directed=True).text()
    assert graph.path("a", "b", directed=True, through="planned").paths


def test_a_directed_path_keeps_to_types_and_avoids_whom_it_may_not_pass(tmp_path):
    rows = "source,target,relation\na,b,paid\nb,d,paid\na,c,paid\nc,d,paid\n"
    entities = "id,name,type\na,a,person\nb,b,person\nc,c,organization\nd,d,state\n"
    graph = graph_of(tmp_path, relations=rows, entities=entities)
    by_type = graph.path("a", "d", directed=True, every=True, types="organization")
    assert ids_of(by_type) == {("a", "c", "d")}
    assert ids_of(graph.path("a", "d", directed=True, every=True, without_entities="c")) == {
        ("a", "b", "d")
    }


def test_of_several_edges_along_the_way_the_best_supported_is_shown(tmp_path):
    rows = "source,target,relation,attributed_to,document\na,b,paid,x,d1\na,b,helped,y,d2\na,b,helped,z,d3\na,b,led,x,d1\n"
    (step,) = graph_of(tmp_path, relations=rows).path("a", "b", directed=True).paths[0].steps
    assert (step.relation, step.origins) == ("helped", 2)
