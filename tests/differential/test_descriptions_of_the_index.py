"""An index knows of many described entities the few that can be in conflict, and whom rows cite."""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path

import pytest
from differential.answers import said
from differential.stores import INDEXED, in_memory
from differential.test_description_rows import described, graph_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph.engines.indexed import IndexedEngine
from actorgraph.index import build
from actorgraph.locating import inputs_of

BENCHMARK = Path(__file__).parents[2] / "benchmarks/descriptions.py"
CITED = ("Register", "b", "Anna", "wire", "https://x.org/1", "x.org", "nobody")
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "without": st.sampled_from(["Register", "Anna", "https://x.org/1"]),
        "speakers": st.sampled_from(["Register", "wire"]),
        "min_origins": st.integers(1, 2),
        "assessments": st.sampled_from(["open", "rejected"]),
    },
)


@pytest.mark.parametrize("indexed", INDEXED, ids=lambda make: make.__name__)
@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(rows=described(), only=FILTERS)
def test_what_is_in_conflict_and_who_is_cited_is_the_same(indexed, rows, only):
    with tempfile.TemporaryDirectory() as folder:
        memory = graph_of(rows, Path(folder))
        if memory is None:
            return
        index = indexed(Path(folder))
        cited = [memory.engine.describes(one) for one in CITED]
        assert [index.engine.describes(one) for one in CITED] == cited
        expected = said(memory.conflicts, kinds="attributes", **only)
        assert said(index.conflicts, kinds="attributes", **only) == expected
        assert list(index.engine.problems) == list(memory.engine.problems)


@pytest.fixture(scope="module")
def registers(tmp_path_factory):
    """Three registers that sometimes differ, as the benchmark makes them."""
    spec = importlib.util.spec_from_file_location("registers", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.made(tmp_path_factory.mktemp("registers"), 3000)


def test_only_who_may_be_in_conflict_is_read(registers, monkeypatch, tmp_path):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path))
    index = build.build_index(inputs_of(registers))
    engine = IndexedEngine(index)
    memory = in_memory(registers)
    expected = memory.conflicts(kinds="attributes")
    in_doubt = {entity.id for entity in engine.entities_in_doubt()}
    assert {conflict.entities[0] for conflict in expected.found} == in_doubt
    assert 0 < len(in_doubt) < len(index) / 10
