"""Who says what an entity is, in every format: kept, or counted; what somebody denies is no fact."""

from __future__ import annotations

import json
import re

import pytest
from factory import graph_of

from actorgraph.attributes import attributes_of
from actorgraph.formats.export_loss import sidecar_of
from actorgraph.formats.notes import Notes
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import import_files
from actorgraph.loading import load

WRITTEN = [one for one in FORMATS if one.writes]
BOTH_WAYS = [one for one in WRITTEN if one.reads and one.name != "csv"]
WITHOUT_A_PLACE = {"csv", "ftm", "popolo", "vis", "mermaid", "dot"}
"""Formats that cannot say who says what an entity is."""
PLACES_ALL = {"ftm", "vis", "ftm-statements"}
"""Formats that hold several values of a property."""

RELATIONS = "source,target,relation,attributed_to\nobama,cia,member_of,EIR\n"
ENTITIES = """id,name,type,aliases,description,country,start_date,status,attributed_to,via,document,locator,quote,assessment,colour
obama,Barack Obama,person,,,,,,,,,,,,
obama,Barack Hussein Obama,,Renegade,A president,US,1961-08-04,,EIR,press,eir,para 3,so it is,,blue
obama,,,Barry|Kenyan,,KE,1961-08-05,,Register B,,,,,,
obama,,,,,GB,,,Register C,,,,,,
obama,,,Kenyan,,KE,,denied,Register D,,,,,,
obama,,,,,FR,,,Register E,,,,,rejected,
cia,CIA,agency,,,XX,,,Register C,,,,,,
cia,,,,,XX,,denied,Register D,,,,,,
club,Club,organization,,,NL,1950,,Register C,,,,,,
plain,Plain,organization,,,BE,1951,,,,,,,,
"""


@pytest.fixture
def graph(tmp_path):
    (tmp_path / "data").mkdir()
    return graph_of(tmp_path / "data", relations=RELATIONS, entities=ENTITIES)


def values(graph):
    """Every value of every entity with who states and who denies it, and in which document."""
    return {
        (entity.id, one.column, value.text): (
            sorted(map(source_of, value.stated_by)),
            sorted(map(source_of, value.denied_by)),
        )
        for entity in graph.engine.all_entities()
        for one in attributes_of(entity)
        for value in one.values
    }


def source_of(claim):
    cited = (*claim.speakers, *claim.via, claim.document, claim.locator)
    return (*cited, claim.quote, claim.assessment)


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_every_value_comes_back_with_who_says_it(graph, tmp_path, form):
    path = tmp_path / f"graph{form.suffixes[0]}"
    graph.export(path)
    import_files([path], tmp_path / "back", Notes())
    assert values(load(tmp_path / "back")) == values(graph)


@pytest.mark.parametrize("form", WRITTEN, ids=lambda one: one.name)
def test_what_has_no_place_is_counted(graph, tmp_path, form):
    losses = " ".join(graph.export(tmp_path / f"graph{form.suffixes[0]}"))
    counted = re.search(r"\d+ descriptions? (is|are) not in it", losses)
    partly = form.name == "ftm-statements"  # has no word for what is denied
    assert bool(counted) == (form.name in WITHOUT_A_PLACE or partly)


@pytest.mark.parametrize("form", BOTH_WAYS, ids=lambda one: one.name)
def test_what_somebody_denies_is_no_fact_in_any_format(graph, tmp_path, form):
    path = tmp_path / f"graph{form.suffixes[0]}"
    graph.export(path)
    sidecar_of(path).unlink(missing_ok=True)
    back = load(path)
    for entity_id, text in (("obama", "KE"), ("obama", "Kenyan"), ("obama", "FR"), ("cia", "XX")):
        entity = back.engine.entities([entity_id])[entity_id]
        stated = [
            value
            for one in attributes_of(entity)
            for value in one.values
            if value.text == text and not value.denied_by
        ]
        assert all(one.assessment == "rejected" for v in stated for one in v.stated_by)
        if not entity.descriptions:
            assert text not in entity.country.split("|")
            assert text not in entity.aliases


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "cyjs", "nodelink.json", "sqlite"])
def test_a_tool_that_shows_one_value_shows_one_that_nobody_denies(graph, tmp_path, suffix):
    from actorgraph.formats.content import Content

    content = Content(graph.engine.all_entities, list, list)
    cells = {row.record: row.cells for row in content.entities()}
    assert cells["obama"]["country"] == "US"
    assert cells["obama"]["aliases"] == "Barack Hussein Obama|Renegade|Barry"
    assert "country" not in cells["cia"]
    assert graph.export(tmp_path / f"x.{suffix}") in ([], ())


@pytest.mark.parametrize(
    "form", [o for o in BOTH_WAYS if o.name in PLACES_ALL], ids=lambda o: o.name
)
def test_several_values_of_a_property_are_all_there(graph, tmp_path, form):
    path = tmp_path / f"graph{form.suffixes[0]}"
    graph.export(path)
    text = path.read_text(encoding="utf-8")
    for value in ("us", "gb", "1961-08-04", "1961-08-05", "Renegade", "Barry"):
        assert value in text
    assert "Kenyan" not in text


def test_popolo_names_the_documents_of_what_it_says(tmp_path):
    entities = "id,name,type,country,document\nann,Ann,person,,https://a.example/1\n"
    (tmp_path / "data").mkdir()
    graph = graph_of(tmp_path / "data", relations="source,target\nann,b\n", entities=entities)
    path = tmp_path / "x.popolo.json"
    graph.export(path)
    assert '"sources": [{"url": "https://a.example/1"}]' in path.read_text(encoding="utf-8")
    sidecar_of(path).unlink(missing_ok=True)
    (description,) = load(path).engine.entities(["ann"])["ann"].descriptions
    assert description.claim.document == "https://a.example/1"


def test_an_entity_of_bods_has_who_asserts_it(tmp_path):
    statement = {
        "statementId": "s1",
        "recordId": "p1",
        "recordType": "person",
        "statementDate": "2020-01-02",
        "recordDetails": {"names": [{"fullName": "Ann"}], "birthDate": "1950"},
        "source": {"url": "https://r.example/1", "type": ["selfDeclaration"],
                   "assertedBy": [{"name": "Register"}]},
    }  # fmt: skip
    path = tmp_path / "x.bods.json"
    path.write_text(json.dumps([statement]), encoding="utf-8")
    graph = load(path)
    assert "From: 1950 (Register)" in graph.show("Ann").text()
    (description,) = graph.entity("Ann").descriptions
    claim = description.claim
    assert (claim.document, claim.statement_date, claim.note) == (
        "https://r.example/1",
        "2020-01-02",
        "source type: selfDeclaration",
    )


def test_what_is_said_of_who_says_it_in_the_table_of_sqlite_can_be_asked(graph, tmp_path):
    import sqlite3
    from contextlib import closing

    graph.export(tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as base:
        query = (
            "SELECT country, attributed_to FROM descriptions WHERE id = 'obama' AND country > ''"
        )
        assert dict(base.execute(query)) | {"KE": ""} == {
            "US": "EIR", "KE": "", "GB": "Register C", "FR": "Register E"
        }  # fmt: skip
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
