"""What an index answers from its columns is what the rule says of every claim, one by one.

Here each question about the whole graph is asked under many filters of one data set, with hundreds
of rows and few names in it, so that rows stand alone, share edges, make offices and deny. Sizes
from which rows are looked at in bulk are lowered, so that small data is.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from differential.stores import in_memory, indexed
from differential.strategies import data_sets, filters, large_data_sets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actorgraph.engines import counted_citations
from actorgraph.engines import indexed as indexed_engine
from actorgraph.errors import DataError
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.index import cell_columns, reading, stored_rows
from actorgraph.queries.sources import sources
from actorgraph.queries.stats import stats

SETTINGS = settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def of_the_whole_graph(engine, only):
    yield "all edges", list(engine.all_edges(only))
    yield "stats", stats(engine, only=only)
    yield "sources", sources(engine, only=only)


def compare(data, draw):
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "WORTH_A_LOOK", 0)
        patch.setattr(stored_rows, "READ_AT_ONCE", 3)
        patch.setattr(cell_columns, "AT_ONCE", 5)
        patch.setattr(counted_citations, "AT_ONCE", 4)
        patch.setattr(indexed_engine, "MANY_IDS", 0)
        folder = data.write(Path(name))
        try:
            memory, index = in_memory(folder).engine, indexed(folder).engine
        except DataError:
            return
        assert list(index.all_claims()) == list(memory.all_claims())
        for only in (NOTHING_LEFT_OUT, *(draw.draw(filters(memory)) for _ in range(6))):
            pairs = zip(
                of_the_whole_graph(index, only), of_the_whole_graph(memory, only), strict=True
            )
            for (question, found), (_, expected) in pairs:
                assert found == expected, f"{question} under {only}"


@SETTINGS
@given(data=data_sets(sound=True), draw=st.data())
def test_columns_say_of_a_few_rows_what_the_rule_says(data, draw):
    compare(data, draw)


@pytest.mark.slow
@settings(SETTINGS, max_examples=settings.default.max_examples // 10)
@given(data=large_data_sets(groups=12), draw=st.data())
def test_columns_say_of_many_rows_what_the_rule_says(data, draw):
    compare(data, draw)
