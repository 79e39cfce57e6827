"""The drawn data sets are worth comparing on: mostly sound, with claims that meet on an edge."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from differential.strategies import data_sets
from hypothesis import given, settings

from actorgraph.edges import VERDICTS
from actorgraph.engines.local import LocalEngine
from actorgraph.errors import DataError
from actorgraph.loading import read_dataset


def test_most_data_sets_are_sound_and_their_claims_meet():
    counts: Counter[str] = Counter()

    @settings(max_examples=800, derandomize=True)
    @given(data_sets())
    def count(data):
        counts["drawn"] += 1
        with tempfile.TemporaryDirectory() as folder:
            try:
                engine = LocalEngine(read_dataset(data.write(Path(folder))))
            except DataError:
                counts["refused"] += 1
                return
        edges = list(engine.all_edges())
        counts["met"] += any(len(edge.claims) > 1 for edge in edges)
        counts["offices"] += any(edge.derived for edge in edges)
        counts.update({f"verdict {edge.verdict}" for edge in edges})

    count()
    # Some have an error on purpose, in others a name can mean several.
    assert 0 < counts["refused"] < counts["drawn"] / 2
    assert counts["met"] > counts["drawn"] / 8
    assert counts["offices"] > 3
    assert {name for name in counts if name.startswith("verdict")} == {
        f"verdict {verdict}" for verdict in VERDICTS
    }
