from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph import dates
from actorgraph.errors import AmbiguousNameError, NotFoundError, UsageError
from actorgraph.filters import Filter
from actorgraph.queries.check import check
from actorgraph.queries.filter import filter_of
from actorgraph.queries.find import find, the_one
from actorgraph.queries.listing import listing
from actorgraph.queries.neighbors import neighbors
from actorgraph.queries.path import path
from actorgraph.queries.show import show
from actorgraph.queries.stats import stats

ENTITIES = "id,name\na,Anna Berg\nb,Boris Berg\nc,Clara Dorn\nd,Dora Fall\neir,EIR\n"
RELATIONS = """source,target,relation,attributed_to,certainty,status,start_date
a,b,knows,eir,,,2017
b,c,met_with,,planned,,
b,c,met_with,eir,,confirmed,2018-01
c,d,knows,,,denied,
"""


@pytest.fixture
def engine(tmp_path):
    return graph_of(tmp_path, relations=RELATIONS, entities=ENTITIES).engine


def one(engine, entity_id):
    return engine.entities([entity_id])[entity_id]


def test_an_id_or_a_full_name_is_sure(engine):
    assert [the_one(engine, name).id for name in ("a", "Anna Berg", "Dorn")] == ["a", "a", "c"]


def test_a_shared_surname_is_never_guessed(engine):
    with pytest.raises(AmbiguousNameError) as several:
        the_one(engine, "Berg")
    assert sorted(one.entity.id for one in several.value.candidates) == ["a", "b"]


def test_an_unknown_name_is_not_found(engine):
    with pytest.raises(NotFoundError, match="Nothing here is called 'Xyzzyx'"):
        the_one(engine, "Xyzzyx")


def test_show_names_everybody_its_claims_name(engine):
    shown = show(engine, one(engine, "a"))
    assert ([e.target for e in shown.edges], [*shown.others]) == (["b"], ["a", "b", "eir"])


def test_neighbors_are_nearest_first_and_their_rim_is_not_joined(engine):
    found = neighbors(engine, one(engine, "a"), depth=2)
    assert found.steps == {"a": 0, "b": 1, "c": 2}
    assert [(e.source, e.target) for e in found.edges] == [("a", "b"), ("b", "c"), ("b", "c")]


def test_neighbors_say_how_many_the_limit_left_out(engine):
    found = neighbors(engine, one(engine, "b"), limit=1)
    assert ([e.id for e in found.entities], found.left_out) == (["b", "a"], 1)


def test_a_name_is_no_surer_because_fewer_candidates_are_listed(engine):
    found = find(engine, "Berg", limit=1)
    assert (len(found.candidates), found.left_out, found.sure) == (1, 1, None)


def test_a_path_takes_the_best_founded_edge_of_each_step_and_names_the_weakest(engine):
    (way,) = path(engine, one(engine, "a"), one(engine, "d"), through="denied").paths
    assert [(s.relation, s.verdict, s.certainty) for s in way.steps] == [
        ("knows", "single-origin", "stated"),
        ("met_with", "single-origin", "stated"),
        ("knows", "denied", "stated"),
    ]
    assert (way.steps[1].confirmed_by, way.weakest) == (("eir",), 2)


def test_a_path_longer_than_allowed_is_not_found(engine):
    assert path(engine, one(engine, "a"), one(engine, "d"), max_length=2).paths == ()


def test_a_path_to_oneself_has_no_step(engine):
    (way,) = path(engine, one(engine, "a"), one(engine, "a")).paths
    assert (way.ids, way.steps, way.weakest) == (("a",), (), None)


def test_stats_count_claims_edges_and_outer_days(engine):
    counted = stats(engine)
    assert (counted.entities, counted.edges, counted.claims) == (5, 4, 4)
    assert (counted.earliest, counted.latest) == ("2017", "2018-01")
    assert counted.relations == {"knows": 2, "met_with": 2}


def test_a_filter_reads_dates_and_resolves_sources(engine):
    only = filter_of(engine, since="2017", until="2018-02", without=["EIR"])
    assert (dates.day_text(only.since), dates.day_text(only.until)) == ("2017-01-01", "2018-02-28")
    assert only.without == {"eir"}


def test_an_id_that_is_cited_by_nobody_is_a_source_though_another_is_like_it(tmp_path):
    entities = "id,name\neir,EIR\nEir,Norse\na,Anna\n"
    engine = graph_of(tmp_path, relations="source,target\na,eir\n", entities=entities).engine
    assert filter_of(engine, without=["eir"]).without == {"eir"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"as_of": "2018"}, "^as_of: '2018' is not one day"),
        ({"until": "spring"}, "^until: 'spring' has no year"),
        ({"without": ["Xyzzyx"]}, "^without: no claim cites a source called 'Xyzzyx'"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(engine, words, message):
    with pytest.raises(UsageError, match=message):
        filter_of(engine, **words)


TYPED = "id,name,type\na,Anna,person\ncia,CIA,agency\nx,X,\n"


def test_a_listing_names_all_types_whichever_are_asked_for(tmp_path):
    engine = graph_of(tmp_path, relations="source,target\na,cia\n", entities=TYPED).engine
    people = listing(engine, only=Filter(types=frozenset(["person"])))
    assert ([one.id for one in people.entities], people.types) == (["a"], ("agency", "person"))
    assert [one.id for one in listing(engine).entities] == ["a", "cia", "x"]


def test_a_check_reports_warnings_and_quotes_that_no_document_bears_out(tmp_path):
    rows = "source,target,document,quote\na,b,doc,never said\n"
    engine = graph_of(tmp_path, relations=rows, entities="id,name\ndoc,Article\n").engine
    (tmp_path / "doc.txt").write_text("Something else.")
    checked = check(engine, documents=tmp_path)
    assert checked.problems[: len(engine.problems)] == tuple(engine.problems)
    assert len(checked.problems) > len(check(engine).problems)


def test_a_neighborhood_ends_where_nobody_is_left(tmp_path):
    graph = graph_of(tmp_path, relations="source,target\na,b\nb,c\n")
    answer = graph.neighbors("a", depth=10**14)
    assert dict(answer.steps) == {"a": 0, "b": 1, "c": 2}
    assert str(answer).splitlines()[0] == "Around a: 2 within 100,000,000,000,000 steps"
