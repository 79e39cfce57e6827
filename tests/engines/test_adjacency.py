"""A filtered adjacency checks the blocks that it reads of an index, and only those."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from factory import write_text

from actorgraph.engines import filtered_adjacency
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.filters import Filter
from actorgraph.index import adjacency, column_file
from actorgraph.index.build import build_index, open_index
from actorgraph.locating import inputs_of
from actorgraph.queries.path import path

CHAIN = [f"n{number:04}" for number in range(4000)]
RELATIONS = "source,target,relation,start_date\n" + "".join(
    f"{one},{other},knows,2017\n" for one, other in pairwise(CHAIN)
)
NEARBY = {"n0000": ["n0001"], "n0001": ["n0002"]}


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    return inputs_of(write_text(tmp_path, relations=RELATIONS))


@pytest.fixture
def flip(inputs):
    """Flip a byte of a column of the index on disk, from its beginning or its end; open it."""

    def flipped(column, place):
        build_index(inputs)
        (file,) = inputs.folder.glob("*.agx")
        whole = bytearray(file.read_bytes())
        body = bytes(column_file.open_columns(file).column(column).view)
        blocks = range(0, len(whole), column_file.BLOCK)
        start = next(block for block in blocks if whole.startswith(body, block))
        whole[start + place % len(body)] ^= 1
        file.write_bytes(whole)
        return IndexedEngine(open_index(inputs)), file

    return flipped


@pytest.mark.parametrize("column", ["adjacency.at", "adjacency.other", "adjacency.row"])
def test_damage_on_the_way_is_mended(flip, column):
    engine, file = flip(column, 0)
    ends = engine.entities(["n0000", "n0002"])
    (way,) = path(engine, *ends.values()).paths
    assert [(step.source, step.target) for step in way.steps] == [*pairwise(CHAIN[:3])]
    column_file.open_columns(file).check_all()


@pytest.mark.parametrize("column", ["adjacency.at", "adjacency.other", "adjacency.row"])
def test_a_short_way_does_not_read_what_lies_elsewhere(flip, column):
    engine, file = flip(column, -1)
    assert engine.shortest_paths("n0000", "n0002") == NEARBY
    assert engine.touching(["n0001"])[0].source == "n0000"
    with pytest.raises(column_file.DamagedError):
        column_file.open_columns(file).check_all()


@pytest.mark.parametrize("only", [Filter(), Filter(as_of=736700)], ids=["all", "as-of"])
def test_a_long_way_reads_and_mends_all(flip, only, monkeypatch):
    monkeypatch.setattr(filtered_adjacency, "FEW", 1 << 20)
    engine, file = flip("adjacency.other", -1)
    assert len(engine.shortest_paths(CHAIN[0], CHAIN[-1], only)) == len(CHAIN) - 1
    column_file.open_columns(file).check_all()


def test_lists_are_read_once_and_those_that_do_not_fit_again(monkeypatch):
    monkeypatch.setattr(adjacency, "MOST_KEPT", 2)
    read = []

    def rest(number):
        read.append(number)
        return [number + 1]

    nothing, many = memoryview(array("I")), memoryview(array("I", [0] * 4))
    lists = adjacency.Adjacency(many, nothing, unfinished=b"\1\1\1", rest=rest).lists
    for _ in range(2):
        assert lists([0, 1]) == [{1}, {2}]
    assert read == [0, 1]
    assert lists([2]) == [{3}]
    assert lists([2, 0]) == [{3}, {1}]
    assert read == [0, 1, 2, 0]


def test_evidence_is_found_again_when_the_index_had_to_be_built_anew(inputs):
    engine = IndexedEngine(build_index(inputs))
    ends = engine.entities(["n0000", "n0002"])
    first, second = (path(engine, *ends.values()).paths[0] for _ in range(2))
    steps = list(first.steps)
    engine.rebuild()
    assert list(second.steps) == steps
