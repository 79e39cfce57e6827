"""The evidence of a path is read when it is first used, and is then plain data."""

from __future__ import annotations

import copy
import pickle
from dataclasses import asdict

import pytest
from engines.test_indexed import indexed
from factory import write_text

from actorgraph.engines.local import LocalEngine
from actorgraph.index.texts import ChangedError
from actorgraph.loading import read_dataset
from actorgraph.locating import inputs_of
from actorgraph.queries.path import path

RELATIONS = "source,target,relation,start_date\na,b,knows,2017\nb,c,met_with,2018-01\n"
EDITED = RELATIONS.replace("knows", "hates")


@pytest.fixture
def folder(tmp_path):
    return write_text(tmp_path, relations=RELATIONS)


def from_a_to_c(engine):
    ends = engine.entities(["a", "c"])
    return path(engine, ends["a"], ends["c"])


@pytest.fixture
def found(folder):
    return from_a_to_c(indexed(inputs_of(folder)))


@pytest.fixture
def expected(folder):
    return from_a_to_c(LocalEngine(read_dataset(folder)))


def test_the_parts_are_those_of_plain_data(found, expected):
    (way,) = found.paths
    steps = tuple(expected.paths[0].steps)
    assert way.steps == steps
    assert steps == way.steps
    assert (len(way.steps), way.steps[1], way.steps[:1]) == (2, steps[1], steps[:1])
    assert (repr(way.steps), hash(way.together)) == (repr(steps), hash(("possible",)))
    assert (list(way.together), list(way.co_participants)) == (["possible"], [])
    assert dict(found.others) == {one: expected.others[one] for one in "acb"}
    assert (len(found.others), "x" in found.others) == (3, False)
    assert repr(found.others) == repr(dict(found.others))


def test_an_answer_equals_the_same_answer(found, expected):
    assert found == expected
    assert found.paths != (expected.paths[0], expected.paths[0])


def stored(one):
    return pickle.loads(pickle.dumps(one))  # noqa: S301


@pytest.mark.parametrize("copied", [copy.deepcopy, stored])
def test_a_copy_has_been_read_and_needs_no_file(found, expected, folder, copied):
    kept = copied(found)
    (folder / "relations.csv").write_text("gone")
    assert type(kept.paths[0].steps) is tuple
    assert kept == expected


def test_an_answer_can_be_taken_apart(found, expected):
    assert asdict(found)["paths"][0]["ids"] == ("a", "b", "c")
    assert asdict(found)["paths"][0]["steps"] == tuple(expected.paths[0].steps)


def test_evidence_that_changed_before_it_was_looked_at_is_an_error(found, folder):
    with (folder / "relations.csv").open("r+") as file:
        file.write(EDITED)
    with pytest.raises(ChangedError, match="changed while"):
        list(found.paths[0].steps)


def test_evidence_that_was_looked_at_stays(found, expected, folder):
    assert found.others
    with (folder / "relations.csv").open("r+") as file:
        file.write(EDITED)
    assert found == expected


@pytest.mark.parametrize("part_of_b", ["b,m,participant", "m,b,has_participant"])
def test_no_way_through_an_event_is_none_of_any_length_either(tmp_path, part_of_b):
    entities = "id,name,type\na,A,person\nb,B,person\nm,M,Event\n"
    rows = f"source,target,relation\na,m,participant\n{part_of_b}\na,c,\nc,b,\n"
    folder = write_text(tmp_path, relations=rows, entities=entities)
    for engine in (LocalEngine(read_dataset(folder)), indexed(inputs_of(folder))):
        ends = engine.entities(["a", "b"]).values()
        found = path(engine, *ends, every=True, max_length=3)
        assert [way.ids for way in found.paths] == [("a", "c", "b"), ("a", "m", "b")]
        assert list(found.paths[1].co_participants) == [0]
        assert [list(map(len, two)) for two in found.paths[1].participations] == [[1, 1]]
        found = path(engine, *ends, every=True, max_length=3, derived=False)
        assert [way.ids for way in found.paths] == [("a", "c", "b")]


def test_no_route_is_sought_that_is_longer_than_there_are_entities(tmp_path):
    """A search of a length beyond all others ends as soon."""
    rows = "source,target,relation\n" + "".join(
        f"{one},{(one + 1) % 5},knows\n" for one in range(5)
    )
    folder = write_text(tmp_path, relations=rows)
    engine = LocalEngine(read_dataset(folder))
    ends = engine.entities(["0", "2"]).values()
    found = path(engine, *ends, every=True, max_length=10**15)
    assert [way.ids for way in found.paths] == [("0", "1", "2"), ("0", "4", "3", "2")]
