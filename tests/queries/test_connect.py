"""The web between several: at most twice the least cost, well founded, and never over what links nobody."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from engines.test_contract import indexed, local
from factory import graph_of, write_text

from actorgraph.errors import ArgumentError
from actorgraph.queries.connect import connect, cost_of
from actorgraph.queries.steiner import steiner_forest
from actorgraph.schema import THROUGH_TYPES

HEADER = "source,target,relation,attributed_to,status,certainty,inferred\n"


def web_of(tmp_path, rows, *names, entities="", **words):
    columns = HEADER.count(",")
    whole = "".join(f"{row}{',' * (columns - row.count(','))}\n" for row in rows.splitlines())
    graph = graph_of(tmp_path, relations=HEADER + whole, entities=entities)
    return graph.connect(*names, **words)


def pairs(answer):
    return [tuple(sorted(pair)) for pair in answer.pairs]


def least_cost(costs, terminals):
    """The least cost of a tree between terminals, by Dreyfus and Wagner."""
    nodes = sorted({end for pair in costs for end in pair})
    far = 10**9
    near = {(a, b): 0 if a == b else far for a in nodes for b in nodes}
    for (a, b), cost in costs.items():
        near[a, b] = near[b, a] = min(cost, near[a, b])
    for middle in nodes:
        for a in nodes:
            for b in nodes:
                near[a, b] = min(near[a, b], near[a, middle] + near[middle, b])
    first, *rest = terminals
    best = {(frozenset([one]), node): near[one, node] for one in rest for node in nodes}
    for size in range(2, len(rest) + 1):
        for group in map(frozenset, combinations(rest, size)):
            split = {
                node: min(
                    best[frozenset(part), node] + best[group - frozenset(part), node]
                    for part_size in range(1, size)
                    for part in combinations(sorted(group), part_size)
                )
                for node in nodes
            }
            for node in nodes:
                best[group, node] = min(split[other] + near[other, node] for other in nodes)
    return best[frozenset(rest), first]


RELATIONS = [
    "x,claimed,stated,",
    ",claimed,stated,",
    "x,claimed,likely,",
    "x,claimed,stated,relation",
]


def random_rows(seed):
    draw = random.Random(seed)
    nodes = [f"n{number}" for number in range(draw.randint(4, 11))]
    rows = [(nodes[n], draw.choice(nodes[:n])) for n in range(1, len(nodes))]
    rows += [tuple(draw.sample(nodes, 2)) for _ in range(draw.randint(0, 12))]
    text = "".join(f"{a},{b},knows,{draw.choice(RELATIONS)}\n" for a, b in rows)
    return text, draw.sample(nodes, draw.randint(2, 4))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("make", [local, indexed])
def test_a_web_costs_at_most_twice_the_least_and_links_all(tmp_path, make, seed):
    rows, asked = random_rows(seed)
    engine = make(write_text(tmp_path, relations=HEADER + rows))
    answer = connect(engine, list(engine.entities(asked).values()))
    costs = {}
    for edge in engine.all_edges():
        pair = (edge.source, edge.target)
        costs[pair] = min(cost_of(edge.support), costs.get(pair, 10**9))
    found = sum(cost_of(edge.support) for edge in answer.steps)
    assert least_cost(costs, asked) <= found <= 2 * least_cost(costs, asked)
    assert len(answer.parts) == 1
    ends = {end for pair in answer.pairs for end in pair}
    assert set(asked) <= ends
    assert len(ends) == len(answer.pairs) + 1


def test_a_hub_between_three_is_found_rather_than_paths_from_one_to_the_next(tmp_path):
    rows = "a,m,knows\nm,b,knows\nb,n,knows\nn,c,knows\na,z,knows\nb,z,knows\nc,z,knows\n"
    answer = web_of(tmp_path, rows, "a", "b", "c")
    assert pairs(answer) == [("a", "z"), ("b", "z"), ("c", "z")]


def test_of_two_webs_of_one_size_the_better_founded_is_shown(tmp_path):
    rows = "a,m,knows,,,,\nm,b,knows,,,,\na,n,knows,x,,,\nn,b,knows,x,,,\n"
    answer = web_of(tmp_path, rows, "a", "b")
    assert pairs(answer) == [("a", "n"), ("b", "n")]


def test_ties_are_broken_by_ids_and_not_by_the_order_of_rows(tmp_path):
    rows = ["a,m,knows\n", "m,b,knows\n", "a,n,knows\n", "n,b,knows\n", "b,c,knows\n"]
    (tmp_path / "back").mkdir()
    one = web_of(tmp_path, "".join(rows), "a", "b", "c")
    other = web_of(tmp_path / "back", "".join(reversed(rows)), "c", "b", "a")
    assert sorted(pairs(one)) == sorted(pairs(other)) == [("a", "m"), ("b", "c"), ("b", "m")]


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ("x,denied,,", "denied"),
        ("x,,planned,", "planned"),
        ("x,,conditional,", "conditional"),
    ],
)
def test_no_web_leads_over_what_did_not_happen_unless_asked(tmp_path, step, word):
    rows = f"a,b,knows,x,,,\nb,c,knows,{step}\n"
    answer = web_of(tmp_path, rows, "a", "b", "c")
    assert (pairs(answer), answer.parts) == ([("a", "b")], (("a", "b"), ("c",)))
    assert answer.avoided.through == (word,)
    assert f"--through {word}" in answer.text()
    assert "c is not linked" in answer.text()
    opened = web_of(tmp_path, rows, "a", "b", "c", through=word)
    assert pairs(opened) == [("a", "b"), ("b", "c")]


@pytest.mark.parametrize("word", THROUGH_TYPES)
def test_no_web_leads_through_places_states_or_documents_unless_asked(tmp_path, word):
    rows = "a,m,knows\nb,m,knows\nc,m,knows\na,b,knows\nb,d,knows\nd,c,knows\n"
    entities = f"id,name,type\nm,M,{word}\n"
    answer = web_of(tmp_path, rows, "a", "b", "c", entities=entities)
    assert pairs(answer) == [("a", "b"), ("b", "d"), ("c", "d")]
    assert (answer.avoided.pairs, answer.avoided.through) == (1, (word,))
    opened = web_of(tmp_path, rows, "a", "b", "c", entities=entities, through=word)
    assert len(opened.pairs) == 3
    assert opened.avoided.pairs == 0


def test_an_entity_that_is_asked_for_may_be_passed_whatever_it_is(tmp_path):
    rows = "a,m,knows\nb,m,knows\n"
    answer = web_of(tmp_path, rows, "a", "m", "b", entities="id,name,type\nm,M,state\n")
    assert pairs(answer) == [("a", "m"), ("b", "m")]


def test_no_web_leads_through_reporting_or_a_rejected_row(tmp_path):
    rows = "p,a,quoted\np,b,quoted\n"
    answer = web_of(tmp_path, rows, "a", "b")
    assert (answer.steps, answer.exit_code) == ((), 1)
    assert answer.avoided.through == ("reporting",)
    text = "source,target,relation,assessment\na,b,knows,rejected\na,c,knows,\n"
    assert graph_of(tmp_path, relations=text).connect("a", "b").steps == ()


def test_it_says_which_step_is_the_weakest_and_why(tmp_path):
    rows = "a,b,knows,Cy,,,\na,b,knows,Di,confirmed,,\nb,c,knows,Cy,,,\n"
    answer = web_of(tmp_path, rows, "a", "b", "c")
    assert answer.weakest == 1
    assert "Weakest: step 2 (one origin, Cy)." in answer.text()


@pytest.mark.parametrize(
    ("locators", "said"),
    [
        (("p1", "p1"), "Cy p1 names both as taking part. Whether they met each other alone is not"),
        (("p1", "p2"), "No one place here names both as taking part: a by Cy (p1), b by Cy (p2)"),
    ],
)
def test_two_who_took_part_in_one_event_are_never_said_to_have_met(tmp_path, locators, said):
    text = "source,target,relation,attributed_to,locator\n"
    text += "".join(
        f"{who},talks,participant,Cy,{at}\n" for who, at in zip("ab", locators, strict=True)
    )
    graph = graph_of(
        tmp_path, relations=f"{text}b,c,knows,Cy,p3\n", entities="id,name,type\ntalks,Talks,event\n"
    )
    answer = graph.connect("a", "b", "c")
    assert f"Steps 1 and 2 lead through one event. {said}" in " ".join(answer.text().split())
    assert [(one.one, one.other) for one in answer.co_participants] == [("a", "b")]
    assert graph.connect("a", "b", derived=False).steps == ()


def test_it_takes_two_at_least(tmp_path):
    with pytest.raises(ArgumentError, match=r"^names: name at least two"):
        web_of(tmp_path, "a,b,knows\n", "a", "a")


def test_who_stands_apart_costs_nothing():
    costs = {("a", "b"): 3, ("c", "d"): 4, ("d", "e"): 1}
    assert steiner_forest(costs, ["a", "b", "c", "e", "f"]) == [("a", "b"), ("c", "d"), ("d", "e")]
