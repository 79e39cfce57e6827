"""What an item of Wikidata says of its entity by itself: who says it, where, and how it is ranked."""

from __future__ import annotations

import json

import pytest

from actorgraph.attributes import attributes_of
from actorgraph.formats import wikidata
from actorgraph.formats.notes import Notes
from actorgraph.loading import load

PAGE = "https://www.wikidata.org/wiki/Q1"


def item(entity_id):
    return {"entity-type": "item", "id": entity_id}


def year(number):
    return {"time": f"+{number}-00-00T00:00:00Z", "precision": 9}


def snak(prop, value):
    return {"snaktype": "value", "property": prop, "datavalue": {"value": value}}


def statement(prop, value, *references, rank="normal", **qualifiers):
    """A statement with its references, each {property: value}."""
    return {
        "mainsnak": snak(prop, value),
        "rank": rank,
        "qualifiers": {name: [snak(name, said)] for name, said in qualifiers.items()},
        "references": [
            {"snaks": {name: [snak(name, said)] for name, said in reference.items()}}
            for reference in references
        ],
    }


def written(folder, **claims):
    path = folder / "x.wikidata.json"
    ann = {"id": "Q1", "labels": {"en": {"value": "Ann"}}, "claims": claims}
    path.write_text(json.dumps({"entities": {"Q1": ann}}), encoding="utf-8")
    return path


def rows(folder, **claims):
    """The rows that describe the item, the first one left out."""
    found = [row.cells for row in wikidata.read(written(folder, **claims), Notes())]
    assert found[0]["document"] == PAGE
    return found[1:]


def test_each_reference_is_a_description(tmp_path):
    stated_in = {"P248": item("Q55"), "P304": "12"}
    url = {"P854": "https://example.org/x", "P813": year(2020), "P1683": {"text": "born in 1950"}}
    born = statement("P569", year(1950), stated_in, url)
    assert rows(tmp_path, P569=[born]) == [
        {"id": "Q1", "start_date": "1950", "document": "Q55", "locator": "12"},
        {
            "id": "Q1",
            "start_date": "1950",
            "document": "https://example.org/x",
            "quote": "born in 1950",
            "note": "retrieved 2020",
        },
    ]


def test_ranks_are_kept_and_the_preferred_value_is_shown(tmp_path):
    born = [
        statement("P569", year(1949), rank="deprecated"),
        statement("P569", year(1950)),
        statement("P569", year(1951), {"P248": item("Q55")}, rank="preferred"),
    ]
    assert [
        (row["start_date"], row.get("note"), row.get("assessment"), row["document"])
        for row in rows(tmp_path, P569=born)
    ] == [
        ("1951", "preferred rank", None, "Q55"),
        ("1950", None, None, f"{PAGE}#P569"),
        ("1949", None, "rejected", f"{PAGE}#P569"),
    ]
    graph = load(tmp_path / "x.wikidata.json")
    assert graph.entity("Ann").start_date == "1951"
    assert "1949" not in graph.show("Ann").text()
    assert "start date: 1951 (Q55); 1950" in graph.conflicts(kinds="attributes").text()


def test_a_country_and_a_name_have_their_references(tmp_path):
    source = {"P854": "https://example.org/x"}
    claims = {
        "P27": [statement("P27", item("Q159"), source), statement("P27", item("Q99999999"))],
        "P1477": [statement("P1477", {"text": "Анна", "language": "ru"}, source)],
    }
    graph = load(written(tmp_path, **claims))
    values = {
        (one.column, value.text): [claim.document for claim in value.stated_by]
        for one in attributes_of(graph.entity("Q1"))
        for value in one.values
        if one.column in ("country", "aliases", "P27")
    }
    assert values == {
        ("country", "RU"): ["https://example.org/x"],
        ("P27", "Q99999999"): [f"{PAGE}#P27"],
        ("aliases", "Анна"): ["https://example.org/x"],
    }
    assert graph.entity("Анна").id == "Q1"


@pytest.mark.parametrize(
    ("time", "read"),
    [(year(1950), "1950~"), ({"time": "+1950-03-04T00:00:00Z", "precision": 11}, "1950-03-04~")],
)
def test_a_date_that_is_meant_roughly_is_no_exact_one(tmp_path, time, read):
    born = statement("P569", time, {"P248": item("Q55")}, P1480=item("Q5727902"))
    (row,) = rows(tmp_path, P569=[born])
    assert (row["start_date"], row["note"]) == (read, "sourcing circumstances Q5727902")


def test_a_value_that_nobody_knows_is_counted(tmp_path):
    notes = Notes()
    unknown = {"mainsnak": {"snaktype": "somevalue", "property": "P569"}}
    list(wikidata.read(written(tmp_path, P569=[unknown]), notes))
    assert notes.sentences() == ["P569: 1 statement whose value is unknown or none; left out."]
