"""An index behind its file by some edits answers what the tables in memory answer of the file now.

Blocks are small here, so that files of a few rows have many. The small form tries the same edits
each time; `--full` and `make differential` try others.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from differential.answers import EVERYBODY, questions, refused, said
from differential.stores import in_memory
from differential.strategies import data_sets, dialects
from differential.written import written
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from actorgraph import Graph
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.index import difference, scan, texts
from actorgraph.index.build import open_index
from actorgraph.index.overlay import OverlaidIndex
from actorgraph.locating import inputs_of

KINDS = ("append", "append", "insert first", "insert", "remove", "change", "change", "reorder")


@st.composite
def edits(draw, rows):
    """The rows after each of several edits, one after the other."""
    pool = list(rows)
    columns = sorted({name for row in rows for name in row})
    versions = [draw(st.lists(st.sampled_from(pool), min_size=1, max_size=12))]
    for _ in range(draw(st.integers(1, 3))):
        now = list(versions[-1])
        for _ in range(draw(st.integers(1, 2))):
            kind = draw(st.sampled_from(KINDS))
            at = draw(st.integers(0, len(now)))
            if kind in ("append", "insert first", "insert"):
                place = {"append": len(now), "insert first": 0}.get(kind, at)
                now.insert(place, draw(st.sampled_from(pool)))
            elif now and kind == "remove":
                del now[at - 1]
            elif now and kind == "change":
                column = draw(st.sampled_from([*columns, "source", "target"]))
                cell = draw(st.sampled_from([row.get(column, "") for row in pool]))
                now[at - 1] = now[at - 1] | {column: cell}
            elif kind == "reorder":
                now = draw(st.permutations(now))
        versions.append(now)
    return versions


@st.composite
def edited_data(draw):
    """A data set and what its file of relations holds, one after the other."""
    data = draw(data_sets(sound=True, only_plain=True, most_rows=12))
    rows = data.relations or ({"source": "a", "target": "b"},)
    how = draw(dialects(only_plain=True))
    columns = {name: name for name in dict.fromkeys(name for row in rows for name in row)}
    versions = draw(edits(rows))
    return data.with_relations(rows), [written(columns, version, how) for version in versions]


def answers_about_some(graph, asked):
    """What is answered without a look at the whole graph."""
    engine = graph.engine
    yield "problems", list(engine.problems)
    yield "entities", engine.entities(reversed(asked.ids))
    for name in (*asked.called, *asked.ids):
        yield f"find {name!r}", engine.find(name)
        yield f"similar to {name!r}", engine.find(name, also_similar=True)
        for begun in (name, name[:1], name[:3]):
            yield f"starting with {begun!r}", sorted(engine.starting_with(begun, EVERYBODY))
    for source in (*asked.sources, *asked.ids[:2]):
        yield f"is {source!r} a source", engine.is_source(source), engine.speaks(source)
        yield f"is {source!r} described by", engine.describes(source)
    for only in asked.filters:
        yield f"entities under {only}", engine.entities(asked.ids, only)
        yield f"touching all under {only}", engine.touching(asked.ids, only)
        yield f"within {only}", engine.touching(asked.ids[:2], only, within=asked.ids[1:4])
        for one in asked.ids:
            yield f"touching {one!r} under {only}", engine.touching([one], only)
            neighbors = {n: sorted(o) for n, o in engine.neighbors([one], only).items()}
            yield f"neighbors of {one!r} under {only}", neighbors
        between = [(one, other) for one in asked.ids[:4] for other in asked.ids[:4]]
        best = engine.best_between(between, only)
        yield f"best under {only}", {pair: (b.support, b.edge) for pair, b in best.items()}
        for one, other in between:
            if one < other:
                paths = engine.shortest_paths(one, other, only)
                yield f"paths {one!r} to {other!r} under {only}", paths
        for source in asked.sources:
            yield f"citing {source!r} under {only}", engine.citing([source], only)


def answers_about_all(graph, asked):
    """What needs the whole graph, and what people read."""
    engine = graph.engine
    for column in ("relation", "type"):
        yield f"words under {column}", set(engine.words(column)) - {""}
    for name in (*asked.called, *asked.ids[:3]):
        for question in (graph.show, graph.holders, graph.timeline, graph.neighbors):
            yield f"{question.__name__} {name!r}", said(question, name)
        yield f"path to {name!r}", said(graph.path, asked.ids[0], name, every=True)
    yield "entities", list(engine.all_entities())
    yield "claims", list(engine.all_claims())
    yield "edges", list(engine.all_edges(NOTHING_LEFT_OUT))
    yield "check", said(graph.check)


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    for module in (scan, texts, difference):
        monkeypatch.setattr(module, "BLOCK", 32)


def edited(folder):
    return Graph(IndexedEngine(open_index(inputs_of(folder))))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(edited_data=edited_data(), draw=st.data())
def test_an_edited_index_answers_as_the_tables_in_memory_do(edited_data, draw):
    data, versions = edited_data
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = data.write(Path(name))
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        for version in versions:
            (folder / "relations.csv").write_bytes(version)
            memory, index = refused(in_memory, folder), refused(edited, folder)
            if isinstance(memory, list) or isinstance(index, list):
                assert index == memory
                continue
            is_edited = isinstance(index.engine._index, OverlaidIndex)
            event(type(index.engine._index).__name__)
            asked = draw.draw(questions(memory.engine))
            for ask in (answers_about_some, answers_about_all):
                for (question, *expected), (_, *found) in zip(
                    ask(memory, asked), ask(index, asked), strict=True
                ):
                    assert found == expected, question
                if ask is answers_about_some:
                    assert isinstance(index.engine._index, OverlaidIndex) is is_edited
