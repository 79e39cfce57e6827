"""What every page of ours holds is no leak, and everything else in a page is one."""

from __future__ import annotations

import pytest
from factory import write_csv

from actorgraph.loading import Graph, graph_of_tables, load
from actorgraph.publishing.leaks import leaks
from actorgraph.publishing.redact import redact
from actorgraph.queries.find import the_one

ENTITIES = [
    {"id": "a1", "name": "Ann Leeman", "type": "person", "description": "absolute"},
    {"id": "b1", "name": "Bo", "type": "document", "url": "https://b.example"},
    {"id": "c1", "name": "Chief", "type": "position"},
    {"id": "d1", "name": "Paris", "type": "place"},
]
ROWS = [
    {"source": "a1", "target": "b1", "relation": "knows", "start_date": "2018", "status": "denied"},
    {"source": "a1", "target": "c1", "relation": "holds_position", "start_date": "2019-02"},
    {"source": "a1", "target": "d1", "relation": "married_to", "certainty": "likely"},
    {"source": "a1", "target": "d1", "relation": "interviewed", "note": "claims, target"},
]
COLUMNS = (
    "type", "relation", "start_date", "status", "certainty", "note", "description", "url",
)  # fmt: skip


@pytest.fixture
def graph(tmp_path):
    write_csv(tmp_path, "entities", ENTITIES)
    write_csv(tmp_path, "relations", ROWS)
    return load(tmp_path)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_page_without_a_column_passes(graph, tmp_path, column, language):
    left = redact(graph.engine, [f"column:{column}"], lambda one: the_one(graph.engine, one))
    public = graph_of_tables([left.entities], [left.relations])
    public.export(tmp_path / "x.html", language=language)
    assert leaks(tmp_path / "x.html", left.secrets) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_a_page_with_the_column_does_not(graph, tmp_path, column):
    left = redact(graph.engine, [f"column:{column}"], lambda one: the_one(graph.engine, one))
    Graph(graph.engine).export(tmp_path / "x.html")
    assert leaks(tmp_path / "x.html", left.secrets) != []


def test_a_word_of_ours_in_a_text_is_a_leak_all_the_same(graph, tmp_path):
    left = redact(graph.engine, ["column:relation"], lambda one: the_one(graph.engine, one))
    (tmp_path / "x.txt").write_text("she holds_position there")
    assert [leak.secret.text for leak in leaks(tmp_path / "x.txt", left.secrets)] == [
        "holds_position"
    ]
