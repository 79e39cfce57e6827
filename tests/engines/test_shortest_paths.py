"""Every engine finds the same shortest paths between two entities, and the same best-supported one."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise

import networkx as nx
import pytest
from engines.test_indexed import indexed, normalized
from factory import write_csv, write_text
from hypothesis import given, settings
from hypothesis import strategies as st

from actorgraph.engines import filtered_adjacency
from actorgraph.engines.local import LocalEngine
from actorgraph.filters import Filter
from actorgraph.index import adjacency
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of
from actorgraph.queries import path as path_module
from actorgraph.queries import routes
from actorgraph.queries.path import path

NODES = "abcdefgh"
TYPES = {"a": "person", "b": "person", "c": "event", "d": "Event", "e": "agency", "f": "person"}
TYPES |= {"g": "Place", "h": "state"}
ENTITIES = [{"id": one, "name": one.upper(), "type": TYPES.get(one, "")} for one in NODES]
ENDS = {"source": st.sampled_from(NODES), "target": st.sampled_from(NODES)}
SAID = {
    "relation": st.sampled_from(["knows", "knows", "participant", "holds_position", "quoted"]),
    "role": st.sampled_from(["", "", "", "Head"]),
    "start_date": st.sampled_from(["", "2017", "2018-01", "2018-02-10", "[2017..2018]"]),
    "end_date": st.sampled_from(["", "", "2018-02-20", "2019"]),
    "status": st.sampled_from(["", "", "denied", "confirmed"]),
    "certainty": st.sampled_from(["", "", "likely", "planned", "conditional"]),
    "attributed_to": st.sampled_from(["", "x", "y", "x|y"]),
    "document": st.sampled_from(["", "https://one.example/a", "https://two.example/b"]),
}
SAID_AGAIN = st.fixed_dictionaries({}, optional=SAID)
LINK = st.tuples(st.fixed_dictionaries(ENDS | SAID), st.lists(SAID_AGAIN, max_size=2)).map(
    lambda link: [link[0], *(link[0] | again for again in link[1])]
)
ROWS = st.lists(LINK, min_size=1, max_size=10).map(
    lambda links: [row for link in links for row in link]
)
FILTERS = [
    Filter(),
    Filter(as_of=736730),
    Filter(since=736330, until=736725),
    Filter(types=frozenset({"person", ""})),
    Filter(relations=frozenset({"knows"})),
    Filter(statuses=frozenset({"confirmed"}), as_of=736730),
    Filter(certainties=frozenset({"stated"})),
    Filter(statuses=frozenset({"denied"})),
    Filter(certainties=frozenset({"planned", "stated"})),
    Filter(without=frozenset({"x", "two.example"})),
    Filter(min_origins=1),
]
ROW_BY_ROW, ALL_AT_ONCE = 1, 1 << 20


@contextmanager
def filtering(few, long):
    """Filter rows one by one or all at once, and keep lists from some length on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filtered_adjacency, "FEW", few)
        patch.setattr(adjacency, "LONG", long)
        yield


def linked(engine, only, ends, avoiding=(), closed=(), *, linking=True):
    """The pairs of entities that a path may link, as a graph of NetworkX."""
    untyped = only._replace(types=frozenset(), linking=linking)
    graph = nx.Graph((edge.source, edge.target) for edge in engine.all_edges(untyped))
    for one in engine.all_entities():
        excluded = one.id in avoiding or one.type.lower() in closed
        if (excluded or (only.types and one.type not in only.types)) and one.id not in ends:
            graph.remove_nodes_from([one.id])
    graph.add_nodes_from(ends)
    return graph


def all_shortest(graph, source, target):
    if not nx.has_path(graph, source, target):
        return []
    return sorted(map(tuple, nx.all_shortest_paths(graph, source, target)))


def supports_of(engine, route, only):
    """The support of the best edge of each step, the weakest first."""
    supports = {}
    for edge in engine.all_edges(only._replace(types=frozenset(), linking=True)):
        supports.setdefault(frozenset((edge.source, edge.target)), []).append(edge.support)
    return sorted(max(supports[frozenset(pair)]) for pair in pairwise(route))


@settings(max_examples=12)
@pytest.mark.parametrize("only", FILTERS, ids=lambda only: repr(only)[7:40])
@given(rows=ROWS, avoiding=st.sampled_from(["", "b"]), derived=st.booleans())
def test_shortest_paths_are_those_of_networkx(only, tmp_path_factory, rows, avoiding, derived):
    folder = tmp_path_factory.mktemp("g")
    write_csv(folder, "relations", rows)
    write_csv(folder, "entities", ENTITIES)
    tables = LocalEngine(read_dataset(folder))
    ends = tables.entities([rows[0]["source"], rows[-1]["target"]])
    source, target = ends[rows[0]["source"]], ends[rows[-1]["target"]]
    asked = {"only": only, "without": frozenset(avoiding), "derived": derived}
    events = () if derived else ("event",)
    excluded = frozenset(avoiding), ("place", "state", *events)
    ways = all_shortest(linked(tables, only, ends, *excluded), source.id, target.id)
    every = path(tables, source, target, **asked, every=True)
    assert sorted(one.ids for one in every.paths) == ways
    of_all = linked(tables, only, ends, frozenset(avoiding), events, linking=False)
    shorter = all_shortest(of_all, source.id, target.id)
    is_shorter = bool(shorter) and (not ways or len(shorter[0]) < len(ways[0]))
    assert every.avoided.number == (len(shorter) if is_shorter else 0)
    best = path(tables, source, target, **asked)
    if ways:
        order = sorted(ways, key=lambda one: supports_of(tables, one, only), reverse=True)
        assert [one.ids for one in best.paths] == order[:1]
    for make, few, long in [
        (indexed, ALL_AT_ONCE, 1),
        (indexed, ROW_BY_ROW, 32),
        (normalized, ROW_BY_ROW, 1),
        (normalized, ALL_AT_ONCE, 32),
    ]:
        with filtering(few, long):
            engine = make(inputs_of(folder))
            for _ in range(2):
                assert path(engine, source, target, **asked, every=True) == every
            assert path(engine, source, target, **asked) == best


PARALLEL = "source,target\n" + "".join(f"a,m{n:02}\nm{n:02},z\n" for n in reversed(range(20)))


@pytest.mark.parametrize("make", [indexed, normalized, None])
def test_of_very_many_paths_the_first_in_order_of_ids_are_compared(make, tmp_path, monkeypatch):
    monkeypatch.setattr(path_module, "PATHS_COMPARED", 3)
    write_text(tmp_path, relations=PARALLEL)
    engine = make(inputs_of(tmp_path)) if make else LocalEngine(read_dataset(tmp_path))
    ends = engine.entities(["a", "z"])
    found = path(engine, ends["a"], ends["z"], every=True)
    assert [one.ids[1] for one in found.paths] == ["m00", "m01", "m02"]
    assert found.more


@pytest.mark.parametrize("judged", [0, 1000])
def test_a_web_too_large_to_judge_step_by_step_is_searched_again(tmp_path, monkeypatch, judged):
    monkeypatch.setattr(routes, "STEPS_JUDGED", judged)
    rows = "a,c,knows,\nc,b,knows,\na,d,knows,denied\nd,b,knows,\nd,z,knows,\na,y,knows,\n"
    write_text(tmp_path, relations=f"source,target,relation,status\n{rows}")
    engine = LocalEngine(read_dataset(tmp_path))
    ends = engine.entities(["a", "b", "z"])
    answer = path(engine, ends["a"], ends["b"], every=True)
    assert ([one.ids for one in answer.paths], answer.avoided.number) == ([("a", "c", "b")], 0)
    answer = path(engine, ends["a"], ends["z"], every=True)
    assert [one.ids for one in answer.paths] == [("a", "c", "b", "d", "z")]
    assert (answer.avoided.number, answer.avoided.through) == (1, ("denied",))


@pytest.mark.parametrize("make", [indexed, normalized])
def test_an_entity_that_is_not_there_is_linked_with_nothing(make, tmp_path):
    engine = make(inputs_of(write_text(tmp_path, relations="source,target\na,b\n")))
    assert engine.shortest_paths("a", "nobody") == engine.shortest_paths("nobody", "a") == {}
    assert engine.best_between([("a", "nobody")]) == {}


TWO_PERIODS = "source,target,relation,start_date\na,b,knows,2018-02-10\na,b,knows,2017\n"


@pytest.mark.parametrize("make", [indexed, normalized])
@pytest.mark.parametrize(("day", "is_linked"), [(736730, True), (736000, False)])
def test_a_link_holds_when_one_of_its_periods_does(make, tmp_path, day, is_linked):
    engine = make(inputs_of(write_text(tmp_path, relations=TWO_PERIODS)))
    paths = engine.shortest_paths("a", "b", Filter(as_of=day))
    assert paths == ({"a": ["b"]} if is_linked else {})
