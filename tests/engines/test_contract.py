"""What every engine answers, with NetworkX as the oracle. A new engine joins EVERY_ENGINE."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from engines.on_spark import on_spark, on_spark_as_it_lies
from factory import write_text
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.engines.indexed import IndexedEngine
from actorgraph.engines.local import LocalEngine
from actorgraph.filters import Filter
from actorgraph.index.build import open_index
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of
from actorgraph.queries.owners import edges_leading_to
from actorgraph.queries.path import path
from actorgraph.queries.whole_graph import edge_pairs, lazy_graph


def local(folder):
    return LocalEngine(read_dataset(folder))


def indexed(folder):
    return IndexedEngine(open_index(inputs_of(folder)))


ENGINES = [local, indexed]
ON_SPARK = [on_spark, on_spark_as_it_lies]
ANEW = pytest.mark.long("makes the tables that are converted anew for each question")
EVERY_ENGINE = [
    *ENGINES,
    pytest.param(on_spark, marks=pytest.mark.spark),
    pytest.param(on_spark_as_it_lies, marks=[pytest.mark.spark, ANEW]),
]
NODES = "abcdefg"
PAIRS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), min_size=1, max_size=14)

ENTITIES = """id,name,type,aliases
a,Anna,person,Dr. Anna J. Wołoszczuk
b,Boris,person,
cia,CIA,agency,
doc,Article,document,Cicero Quickly 1122 Ltd
"""
RELATIONS = """source,target,relation,role,start_date,document,attributed_to,status
a,b,met_with,,2018,doc,b,
a,b,met_with,,2017,,,denied
b,a,knows,,,,,confirmed
a,cia,holds_position,Director,2017,doc,,
b,b,admires,,,,,
"""


@pytest.fixture(params=EVERY_ENGINE, ids=lambda make: make.__name__)
def make(request):
    if request.param in ON_SPARK:
        request.getfixturevalue("spark")
    return request.param


@pytest.fixture(scope="module")
def made():
    """Engines on Spark, which take seconds to make and are not changed by being asked."""
    return {}


@pytest.fixture
def engine(make, made, tmp_path):
    if make not in made or make not in ON_SPARK:
        made[make] = make(write_text(tmp_path, relations=RELATIONS, entities=ENTITIES))
    return made[make]


def ends(edges):
    return [(edge.source, edge.relation, edge.target, edge.start_date) for edge in edges]


ALL = [
    ("a", "met_with", "b", "2018"),
    ("a", "met_with", "b", "2017"),
    ("b", "knows", "a", ""),
    ("a", "holds_position", "cia-director", "2017"),
    ("cia-director", "position_in", "cia", ""),
    ("b", "admires", "b", ""),
]


def test_all_edges_come_in_the_order_of_the_data(engine):
    assert ends(engine.all_edges()) == ALL


def test_entities_come_in_the_order_asked_and_unknown_ids_are_left_out(engine):
    assert list(engine.entities(["b", "nobody", "a"])) == ["b", "a"]


def test_all_entities_come_in_the_order_of_the_data(engine):
    ids = [one.id for one in engine.all_entities()]
    assert ids == ["a", "b", "cia", "doc", "cia-director"]


def test_the_words_of_relations_and_types_are_known_offices_included(engine):
    relations = {"met_with", "knows", "holds_position", "position_in", "admires"}
    assert (set(engine.words("relation")) | {""}) == relations | {""}
    assert (set(engine.words("type")) | {""}) == {"person", "agency", "document", "position", ""}


@pytest.mark.parametrize("begun", ["do", "DO"])
def test_an_id_may_be_begun_in_any_case(engine, begun):
    assert engine.starting_with(begun, 9) == ["doc"]


@pytest.mark.parametrize(
    ("begun", "ids"),
    [
        ("Cic", ["doc"]),
        ("c", ["cia", "cia-director", "doc"]),
        ("Qui", ["doc"]),
        ("112", ["doc"]),
        ("lt", ["doc"]),
        ("dr", ["a"]),
        ("j", ["a"]),
        ("wolosz", ["a"]),
        ("J. Anna Wołoszcz", ["a"]),
        ("Boris Wołoszcz", []),
        ("Ciz", []),
        (" ", []),
    ],
)
def test_a_name_is_begun_by_any_of_its_words_as_they_are_written(engine, begun, ids):
    assert sorted(engine.starting_with(begun, 9)) == ids


def test_edges_that_lead_to_some_are_those_of_their_relations_with_that_target(engine):
    only = Filter(relations=frozenset({"knows", "admires", "holds_position"}))
    assert ends(edges_leading_to(engine, ["a", "b"], only)) == [
        ("b", "knows", "a", ""),
        ("b", "admires", "b", ""),
    ]


def test_touching_gives_each_edge_once(engine):
    assert sorted(ends(engine.touching({"a", "b"}))) == sorted(e for e in ALL if e[2] != "cia")


def test_touching_can_be_asked_for_edges_within_some_ids(engine):
    assert ends(engine.touching({"a", "b"}, within={"a", "cia-director"})) == [ALL[3]]
    assert ends(engine.touching({"b"}, within={"b", "nobody"})) == [ALL[5]]


def test_touching_a_made_office_gives_both_its_edges(engine):
    assert ends(engine.touching({"cia-director"})) == ALL[3:5]


def test_an_unknown_id_touches_nothing(engine):
    assert engine.touching({"nobody"}) == []
    assert engine.neighbors(["nobody"]) == {"nobody": []}


def test_adjacent_gives_each_other_end_once(engine):
    assert engine.neighbors(["a", "b"]) == {"a": ["b", "cia-director"], "b": ["a", "b"]}
    assert engine.neighbors(["a", "b"], limit=1) == {"a": ["b"], "b": ["a"]}


def test_the_best_between_two_is_sought_in_both_directions(engine):
    best = engine.best_between([("b", "a")])
    assert ends([best["b", "a"].edge]) == [ALL[0]]


@pytest.mark.parametrize("source", ["doc", "b"])
def test_citing_finds_documents_and_speakers(engine, source):
    expected = {"doc": [ALL[0], ALL[3], ALL[4]], "b": [ALL[0]]}[source]
    assert sorted(ends(engine.citing({source}))) == sorted(expected)


@pytest.mark.parametrize(
    ("only", "kept"),
    [
        (Filter(relations=frozenset({"knows"})), [ALL[2]]),
        (Filter(statuses=frozenset({"denied"})), [ALL[1]]),
        (Filter(without=frozenset({"doc"})), [ALL[1], ALL[2], ALL[5]]),
        (Filter(min_origins=1), [ALL[0], ALL[3], ALL[4]]),
        (Filter(types=frozenset({"person"})), [*ALL[:3], ALL[5]]),
        (Filter(as_of=736330), [ALL[1], ALL[2], ALL[3], ALL[4], ALL[5]]),
    ],
    ids=["relation", "status", "without", "origins", "type", "as-of"],
)
def test_a_filter_leaves_the_same_edges_everywhere(engine, only, kept):
    assert ends(engine.all_edges(only)) == kept


@pytest.mark.parametrize(
    "only",
    [
        Filter(),
        Filter(relations=frozenset({"knows", "met_with"})),
        Filter(without=frozenset({"doc"})),
        Filter(types=frozenset({"person"})),
        Filter(min_origins=1),
        Filter(as_of=736330),
    ],
)
def test_edge_pairs_are_the_ends_of_all_edges_that_link(engine, only):
    links = edge_pairs(engine, only)
    found = {(links.ids[a], links.ids[b]) for a, b in links.pairs.tolist()}
    edges = list(engine.all_edges(only.of_links))
    one_way = {(edge.source, edge.target) for edge in edges}
    other_way = {(edge.target, edge.source) for edge in edges if edge.is_symmetric}
    assert found == one_way | other_way
    assert len(links.pairs) == len(found)
    if only.is_empty:
        assert sorted(links.ids) == sorted(one.id for one in engine.all_entities())


def test_a_pair_that_is_only_denied_is_not_linked(make, tmp_path):
    rows = "source,target,relation,status\na,b,knows,denied\nc,d,knows,denied\nc,d,knows,\n"
    links = edge_pairs(make(write_text(tmp_path, relations=rows)))
    pairs = [(links.ids[a], links.ids[b]) for a, b in links.pairs.tolist()]
    assert (pairs, len(links.ids)) == ([("c", "d")], 4)


def test_an_edge_stated_by_inverse_words_is_one_pair(make, tmp_path):
    rows = "source,target,relation,document\na,b,owns,\nb,a,owned_by,\nc,d,owns,\nd,c,owned_by,x\n"
    engine = make(write_text(tmp_path, relations=rows))
    links = edge_pairs(engine)
    pairs = sorted((links.ids[a], links.ids[b]) for a, b in links.pairs.tolist())
    assert pairs == [("a", "b"), ("d", "c")]
    assert pairs == sorted((edge.source, edge.target) for edge in engine.all_edges())


def test_the_lazy_graph_numbers_all_entities_and_edges(engine):
    outline = lazy_graph(engine)
    entities, edges = list(engine.all_entities()), list(engine.all_edges())
    assert list(outline.ids) == [one.id for one in entities]
    assert [outline.entity(number) for number in range(len(entities))] == entities
    assert [outline.edge(number) for number in range(len(outline.ends))] == edges
    named = [(outline.ids[a], outline.ids[b]) for a, b in outline.ends.tolist()]
    assert named == [(edge.source, edge.target) for edge in edges]
    assert outline.symmetric.tolist() == [edge.is_symmetric for edge in edges]


def test_a_type_filter_exempts_those_asked_about(engine):
    only = Filter(types=frozenset({"position"}))
    assert ends(engine.touching({"a"}, only)) == [ALL[3]]


@pytest.mark.slow
@pytest.mark.parametrize("make", ENGINES)
@given(pairs=PAIRS)
def test_adjacency_and_paths_are_those_of_networkx(make, tmp_path_factory, pairs):
    rows = "".join(f"{one},{other}\n" for one, other in pairs)
    engine = make(write_text(tmp_path_factory.mktemp("g"), relations=f"source,target\n{rows}"))
    oracle = nx.Graph(pairs)
    assert {n: set(found) for n, found in engine.neighbors(list(oracle)).items()} == {
        n: set(oracle[n]) for n in oracle
    }
    source, target = pairs[0][0], pairs[-1][1]
    one = engine.entities([source, target])
    ways = path(engine, one[source], one[target], every=True).paths
    expected = (
        {tuple(way) for way in nx.all_shortest_paths(oracle, source, target)}
        if nx.has_path(oracle, source, target)
        else set()
    )
    assert {way.ids for way in ways} == expected
    for way in ways:
        stepped = [{step.source, step.target} for step in way.steps]
        assert stepped == [set(pair) for pair in pairwise(way.ids)]
