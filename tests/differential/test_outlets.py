"""Whose outlet a document's host is: the same in memory, on an index and on Spark.

Data sets of every kind seldom hold a host, an entity that owns it and a document on it at once;
these hold little else.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from differential.answers import refused
from differential.stores import INDEXED, in_memory
from differential.strategies import DOCUMENTS, ROOTS, DataSet
from differential.written import PLAIN, written
from factory import write_text
from hypothesis import given, settings
from hypothesis import strategies as st

NAMES = ("x", "y", "Times", "x.org", "https://x.org/1")
ENTITIES = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(NAMES),
            "name": st.sampled_from(("", *NAMES)),
            "type": st.sampled_from(("", "media", "agency", "Person ", "document")),
            "url": st.sampled_from(("", *ROOTS, *DOCUMENTS)),
            "publisher": st.sampled_from(
                ("", "Times", "x.org", "https://www.x.org/", "X.org.", "z")
            ),
        }
    ),
    max_size=4,
    unique_by=lambda row: row["id"],
)
RELATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "source": st.sampled_from(("x", "a", "x.org")),
            "target": st.sampled_from(("y", "z", "Times")),
            "relation": st.just("holds_position"),
            "role": st.sampled_from(("", "Head")),
            "document": st.sampled_from(("", "x", "y", *DOCUMENTS, *ROOTS)),
        }
    ),
    min_size=1,
    max_size=6,
)
OUTLETS = st.dictionaries(
    st.sampled_from(("x.org", "https://www.y.org/1", "z", "www.times.example")),
    st.sampled_from((*NAMES, "Head, y", "nobody")),
    max_size=2,
)


@st.composite
def outlets(draw):
    """A data set whose hosts are somebody's own, or may be."""
    entities, relations = draw(ENTITIES), draw(RELATIONS)
    told = draw(OUTLETS)
    files = {
        f"{stem}.csv": written({name: name for name in rows[0]}, rows, PLAIN)
        for stem, rows in (("entities", entities), ("relations", relations))
        if rows
    }
    if told:
        lines = ["[outlets]", *(f"{json.dumps(one)} = {json.dumps(told[one])}" for one in told)]
        files["actorgraph.toml"] = "\n".join(lines).encode()
    return DataSet(tuple(entities), tuple(relations), None, files)


def publishers(graph):
    return [(claim.line, claim.publisher) for claim in graph.engine.all_claims()]


@pytest.mark.parametrize("indexed", INDEXED, ids=lambda make: make.__name__)
@settings(max_examples=settings.default.max_examples * 2, deadline=None)
@given(data=outlets())
def test_an_index_finds_the_publishers_that_memory_finds(indexed, data):
    with tempfile.TemporaryDirectory() as name:
        folder = data.write(Path(name))
        memory, index = refused(in_memory, folder), refused(indexed, folder)
        if isinstance(memory, list) or isinstance(index, list):
            assert index == memory
            return
        assert publishers(index) == publishers(memory)
        for publisher in {publisher for _, publisher in publishers(memory)} - {""}:
            cited = [len(graph.engine.citing([publisher])) for graph in (memory, index)]
            assert cited[0] == cited[1] > 0


@pytest.mark.parametrize("indexed", INDEXED, ids=lambda make: make.__name__)
def test_a_host_by_whose_name_several_are_called_stays_a_host(indexed, tmp_path):
    write_text(
        tmp_path,
        entities="id,name,url\nx,x.org,https://x.org\ny,x.org,\nd,D,https://x.org/1\n",
        relations="source,target,document\nx,y,d\nx,y,https://x.org/2\n",
    )
    assert publishers(indexed(tmp_path)) == publishers(in_memory(tmp_path)) == [(2, "x"), (3, "x")]
