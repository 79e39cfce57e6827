"""The types that rows give their ends are kept, or a warning says which: in memory, index and edits.

Few names and many types, so that rows agree, fill in and contradict each other in most data sets.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from differential.stores import INDEXED, in_memory
from differential.test_edits import edited, edits
from factory import write_csv
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from actorgraph.index import difference, scan, texts

GIVEN = ("", "", "", "", "", "person", "Person ", "company")
ROW = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["ann", "bo", "Bo B.", "cy", "dee", "gus"]),
        "target": st.sampled_from(["ann", "eva", "cy", "fay", "hal"]),
        "source_type": st.sampled_from(GIVEN),
        "target_type": st.sampled_from(GIVEN),
    }
)
IDS = ("ann", "bo", "Bo B.", "cy", "dee", "eva", "fay", "gus", "hal")
ROWS = st.lists(ROW, min_size=1, max_size=12)
LISTED = ({"id": "ann", "name": "Ann", "type": "person"}, {"id": "bo", "name": "Bo B.", "type": ""})


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch):
    for module in (scan, texts, difference):
        monkeypatch.setattr(module, "BLOCK", 32)


def answered(graph):
    """What can be answered without a new index."""
    return graph.engine.entities(IDS), list(graph.engine.problems)


def given_in(rows, ids):
    """Each type that rows give somebody, as types are compared."""
    return {
        (ids.get(row[end], row[end]), row[f"{end}_type"].strip().lower())
        for row in rows
        for end in ("source", "target")
        if row[f"{end}_type"]
    }


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(versions=ROWS.flatmap(edits), listed=st.sampled_from([LISTED, ()]))
def test_a_type_that_a_row_gives_is_kept_or_a_warning_says_so(versions, listed):
    ids = {row["name"]: row["id"] for row in listed}
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setenv("ACTORGRAPH_CACHE", str(folder / "cache"))
        if listed:
            write_csv(folder, "entities", listed)
        for number, rows in enumerate(filter(None, versions)):
            write_csv(folder, "relations", rows)
            entities, problems = answered(in_memory(folder))
            for store in (edited,) if number else (*INDEXED, edited):
                graph = store(folder)
                event(type(graph.engine._index).__name__)
                assert answered(graph) == (entities, problems)
            given_types = given_in(rows, ids)
            kept = {(entity.id, entity.kind) for entity in entities.values()}
            about_types = [one for one in problems if one.column.endswith("_type")]
            assert len(about_types) == len(given_types - kept)
            untyped = {(one, "") for one, _ in given_types} & kept
            assert untyped <= ({("bo", "")} if listed else set())
