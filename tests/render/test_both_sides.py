"""Who says and who denies are told apart wherever an answer lists, counts or writes rows."""

from __future__ import annotations

import pytest
from factory import graph_of

ROWS = (
    "source,target,relation,attributed_to,status,document,quote\n"
    'ann,bo,met_with,Ed,,post,"They met."\n'
    'bo,ann,met_with,Ann,denied,letter,"Never."\n'
    "ann,cy,knows,Ed,,post,\n"
    "ann,di,knows,Ed,,post,\n"
    "ann,di,knows,Flo,,star,\n"
)
NAMES = "id,name,type,publisher\npost,Post,document,daily\ndaily,The Daily,media,\n"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return graph_of(tmp_path_factory.mktemp("both"), relations=ROWS, entities=NAMES)


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        (
            "Ed",
            [
                "Rests on Ed alone: 1 relation",
                "Rests on Ed alone, denied by others: 1 relation",
                "Rests on Ed and others: 1 relation",
            ],
        ),
        ("letter", ["Denied through letter: 1 relation"]),
    ],
)
def test_what_a_source_denies_does_not_rest_on_it(graph, source, headings):
    lines = graph.sources(source).text().splitlines()
    assert [line for line in lines if line.startswith(("Rests", "Denied"))] == headings


def test_a_row_keeps_the_words_of_who_denies_apart_from_those_of_who_says(graph):
    (row,) = [one for one in graph.show("ann").rows() if one["relation"] == "met_with"]
    assert (row["speakers"], row["quote"], row["document"]) == ("Ed", "They met.", "Post")
    assert (row["denied_by"], row["quote of denials"]) == ("Ann", "Never.")
    assert row["document of denials"] == "letter"


def test_one_relation_rests_and_data_without_sources_has_no_empty_table(tmp_path):
    graph = graph_of(tmp_path, relations="source,target\na,b\n", entities="id,name\nz,Zoe\n")
    text = graph.sources().text()
    assert "1 of 1 relation rests on one origin or none." in text
    assert "No source is named." in text
    assert graph.sources("z").text() == "Nothing here rests on it or is said of it."


def test_counts_of_publishers_name_them(graph):
    assert "  3  The Daily (daily)" in graph.stats().text().splitlines()
    assert graph.stats().json()["publishers"] == {"daily": 3}
