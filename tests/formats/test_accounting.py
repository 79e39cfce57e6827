"""What a reader does not take over is counted, whatever the file and whoever wrote the reader."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import actorgraph.formats
from actorgraph.formats.accounting import Document, Marked, records
from actorgraph.formats.documents import parsed_json, read_json, read_json_lines
from actorgraph.formats.notes import Notes
from actorgraph.formats.writing import rows_of
from actorgraph.formats.xml import elements

READERS = sorted(Path(actorgraph.formats.__file__).parent.glob("*.py"))
RAW = {"loads", "load", "reader", "DictReader", "ParserCreate", "iterparse", "fromstring"}
"""Functions that hand out what a file holds without marking what is looked at."""
ALLOWED = {
    "documents": "is where JSON is read",
    "xml": "is where XML is read",
    "export_loss": "reads sidecars, which are ours",
    "writing": "reads back what it has written, to say where a problem stands",
    "ftm": "reads back what it is about to write",
    "ftm_model": "reads its own model",
    "ftm_statements": "keeps every column of a statement",
    "graph_attributes": "reads texts of ours in attributes",
    "text_lines": "splits the values in a cell",
    "vis": "reads back what it is about to write",
    "wikidata": "looks only whether a line is JSON",
    "zipped": "keeps every column of a line",
}


def said_of(document, *looks):
    notes = Notes()
    notes.watch(Document(document))
    for look in looks:
        look(document)
    notes.settle()
    return notes.sentences()


def test_a_key_that_nobody_looks_at_is_counted_by_its_place():
    document = parsed_json(b'{"nodes": [{"id": 1, "x": 4}, {"id": 2, "x": 5, "y": null}]}')
    assert said_of(document, lambda d: [n["id"] for n in d["nodes"]]) == [
        "nodes/x: 2 values not taken over."
    ]


@pytest.mark.parametrize(
    "look",
    [
        dict,
        lambda d: {**d},
        lambda d: {} | d,
        lambda d: d | {},
        lambda d: list(d.items()),
        lambda d: list(d.values()),
        json.dumps,
        {}.update,
        lambda d: [d[name] for name in d],
        lambda d: [d.pop(name) for name in list(d)],
        lambda d: d.copy(),
    ],
)
def test_what_takes_a_whole_object_has_looked_at_all_its_keys(look):
    assert said_of(parsed_json(b'{"a": 1, "b": 2}'), look) == []


def test_what_is_in_a_value_that_was_popped_is_looked_into():
    document = parsed_json(b'{"a": {"b": 1}}')
    assert said_of(document, lambda d: d.pop("a")) == ["a/b: 1 value not taken over."]


def test_a_key_that_comes_twice_is_counted_for_the_last_one_holds():
    document = parsed_json(b'{"a": 1, "a": 2}')
    assert said_of(document, dict) == ["a (given twice): 1 value not taken over."]


def test_many_keys_of_one_object_are_one_remark():
    document = parsed_json(json.dumps({"a": {str(n): n for n in range(20)}}).encode())
    (said,) = said_of(document, lambda d: d["a"])
    assert said.startswith("a: 20 values under 20 names not taken over: a/0, a/1, ")


def test_names_that_carry_nothing_and_what_is_empty_are_not_counted(tmp_path):
    (tmp_path / "x.json").write_text('{"hash": 1, "empty": {"a": [], "b": ""}, "n": 1}')
    notes = Notes()
    read_json(tmp_path / "x.json", notes, formal={"hash"})
    notes.settle()
    assert notes.sentences() == ["n: 1 value not taken over."]


def test_each_line_of_json_is_accounted_for_as_soon_as_the_next_is_read(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"a": 1, "b": 1}\n\n{"a": 1, "b": 1}\n')
    notes = Notes()
    assert [line["a"] for line in read_json_lines(tmp_path / "x.jsonl", notes)] == [1, 1]
    assert notes.sentences() == ["b: 2 values not taken over."]


def test_cells_without_a_header_or_beyond_it_have_a_name():
    (line,) = records("sheet", ["a", "", "a"], [["1", "2", "3", "4"]], Notes())
    assert line == {"a": "1", "column 2": "2", "a column 3": "3", "column 4": "4"}


def test_a_column_that_nobody_looks_at_is_counted():
    notes = Notes()
    for line in records("sheet", ["a", "b"], [["1", "2"], ["3", ""]], notes):
        line["a"]
    assert notes.sentences() == ["sheet: column b: 1 cell not taken over."]


def test_what_of_an_element_nobody_looks_at_is_counted(tmp_path):
    (tmp_path / "x.xml").write_text(
        """<r xmlns:v="v"><n id="1" size="4">words<v:color r="1"/><v:color r="2"/><kept/></n>
        <n id="2"><v:empty/></n><other a="1"/></r>"""
    )
    notes = Notes()
    for element in elements(tmp_path / "x.xml", notes, containers=("r",)):
        if element.name == "n":
            element.get("id")
            list(element.children("kept"))
    assert notes.sentences() == [
        "<v:color>: 2 elements not taken over.",
        "<other>: 1 element not taken over.",
        "<n> size: 1 attribute not taken over.",
        "<n>: 1 text not taken over.",
    ]


UNKNOWN = {
    "graphml": '<graphml><graph><node id="a"{0}>{1}</node></graph></graphml>',
    "gexf": '<gexf><graph><nodes><node id="a" label="A"{0}>{1}</node></nodes></graph></gexf>',
}


@pytest.mark.parametrize("suffix", UNKNOWN)
def test_an_attribute_and_an_element_of_another_tool_are_counted(tmp_path, suffix):
    text = UNKNOWN[suffix].format(' zz="1"', "<yy>1</yy>")
    (tmp_path / f"x.{suffix}").write_text(text)
    notes = Notes()
    list(rows_of(tmp_path / f"x.{suffix}", notes))
    assert sorted(notes.sentences()) == [
        "<node> zz: 1 attribute not taken over.",
        "<yy>: 1 element not taken over.",
    ]


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.stem)
def test_a_reader_takes_its_input_from_where_it_is_marked(path):
    """A reader that parses by itself would lose without a word what it does not know."""
    called = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("json", "csv", "expat")
    }
    assert not called & RAW or path.stem in ALLOWED


def test_equality_looks_at_everything():
    assert Marked([("a", 1)]) == {"a": 1}
