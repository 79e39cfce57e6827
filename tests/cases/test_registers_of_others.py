"""Registers and a watch list as they are published, with invented names."""

from __future__ import annotations

from pathlib import Path

import pytest
from foreign import problems_of_import, tables_of

from actorgraph.loading import load

CASES = Path(__file__).parent.parent / "data" / "cases"
CONTROL = CASES / "control-register-jsonl"


@pytest.mark.parametrize("name", ["psc.jsonl", "psc.txt", "psc.csv"])
def test_a_register_of_control_gives_two_owners_with_shares_from_and_to(name):
    _, relations = tables_of(CONTROL / name, "psc")
    columns = ("relation", "target", "share", "start_date", "end_date")
    assert [tuple(row.get(column, "") for column in columns) for row in relations] == [
        ("owns", "00000001", ">25-50", "2016-04-06", "2019-05-01"),
        ("owns", "00000001", "75-100", "2019-05-01", ""),
    ]


def test_a_register_of_control_names_each_nature_and_who_says_so():
    entities, relations = tables_of(CONTROL / "psc.jsonl", "psc")
    assert relations[0]["role"] == (
        "ownership of shares 25 to 50 percent; voting rights 25 to 50 percent as trust"
    )
    assert relations[0]["attributed_to"] == "Companies House"
    assert entities["aa"] == {
        "id": "aa",
        "name": "Mrs Runa Ida Falk",
        "type": "person",
        "psc_kind": "individual-person-with-significant-control",
        "start_date": "1960-04",
        "aliases": "Runa Ida Falk",
        "country": "England",
        "nationality": "Swedish",
        "address": "Port Kelp",
    }
    assert entities["00000002"]["psc_statement"] == (
        "no-individual-or-entity-with-signficant-control; notified_on: 2017-01-01"
    )


def test_relations_between_legal_entities_have_their_period_and_percentage():
    _, relations = tables_of(CASES / "lei-relationships" / "rr.csv", "gleif")
    assert [(row["start_date"], row.get("end_date")) for row in relations] == [
        ("2012-11-29", None),
        ("2012-11-29", "2019-06-30"),
    ]
    graph = load(CASES / "lei-relationships" / "rr.csv")
    assert "51.00 PERCENTAGE" in graph.show("LEI00000000000000A01").text()


def test_a_watch_list_gives_each_alias_and_finds_them():
    path = CASES / "watchlist-simple-csv" / "targets.simple.csv"
    entities, _ = tables_of(path, "watchlist")
    assert entities["zz-1"]["aliases"].split("|") == [
        "Руна Фальк",
        "رونا فالك",
        "FALK, Runa",
        'Falk Runa "the Eel"',
    ]
    graph = load(path)
    assert "zz-1" in graph.find("the Eel").text()
    assert graph.show("Falk, Runa").entity.name == "Runa Falk"


@pytest.mark.parametrize(
    "name",
    [
        "control-register-jsonl/psc.txt",
        "control-register-jsonl/psc.csv",
        "lei-relationships/rr.csv",
        "watchlist-simple-csv/targets.simple.csv",
    ],
)
def test_what_is_imported_passes_check(tmp_path, name):
    assert problems_of_import(tmp_path / "out", CASES / name) == []
