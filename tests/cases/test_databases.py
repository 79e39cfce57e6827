"""Databases: ids count within a table, tables link others by foreign keys; exports of Neo4j."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from foreign import read

from actorgraph.loading import load

CASE = Path(__file__).parent.parent / "data" / "cases" / "graph-db-csv"


def database(folder, script):
    with closing(sqlite3.connect(folder / "x.db")) as base, base:
        base.executescript(script)
    base.close()
    return folder / "x.db"


def test_one_id_in_two_tables_is_two_entities_and_a_table_of_keys_links_them():
    entities, relations, said = read(CASE / "gen.sqlite")
    assert {one: (cells["name"], cells["type"]) for one, cells in entities.items()} == {
        "people-1": ("Runa Falk", "person"),
        "organisations-1": ("Kelp Ltd", "organization"),
    }
    assert relations == [
        {
            "source": "people-1",
            "target": "organisations-1",
            "relation": "memberships",
            "role": "Chair",
            "start_date": "2011",
        }
    ]
    assert said == []


@pytest.mark.parametrize("name", ["apoc.csv", "apoc.json"])
def test_an_export_of_apoc_has_nodes_and_relationships(name):
    entities, relations, said = read(CASE / name)
    assert {one: cells["name"] for one, cells in entities.items()} == {
        "188": "Runa Falk",
        "189": "Kelp Ltd",
    }
    assert entities["188"]["born"] == "1960"
    assert relations == [
        {"source": "188", "target": "189", "relation": "OWNS", "start_date": "2011"}
    ]
    assert said == []


def test_an_export_of_apoc_is_asked_without_an_import():
    (edge,) = load(CASE / "apoc.csv").show("Runa Falk").edges
    assert (edge.relation, edge.start_date) == ("OWNS", "2011")


NODES = [
    {"type": "node", "id": "1", "labels": ["Person"], "properties": {"name": "Ann"}},
    {"type": "node", "id": "2", "labels": ["Firm"], "properties": {"name": "Bo", "id": "own"}},
]
LINK = {
    "type": "relationship",
    "id": "9",
    "label": "PAID",
    "start": {"id": "1", "labels": ["Person"], "properties": {"name": "Ann"}},
    "end": {"id": "2"},
    "properties": {"amount": 5},
}


@pytest.mark.parametrize(
    "document",
    [
        [*NODES, LINK],
        {"nodes": NODES, "rels": [LINK]},
        {"nodes": {"1": NODES[0], "2": NODES[1]}, "rels": {"9": LINK}},
    ],
)
def test_json_of_apoc_is_lines_a_list_or_an_object(tmp_path, document):
    text = json.dumps(document, separators=(",", ":"))
    (tmp_path / "x.json").write_text(text)
    entities, relations, said = read(tmp_path / "x.json")
    assert {one: cells["name"] for one, cells in entities.items()} == {"1": "Ann", "2": "Bo"}
    assert entities["2"]["id_as_given"] == "own"
    assert relations == [{"source": "1", "target": "2", "relation": "PAID", "amount": "5"}]
    assert said == []


def test_ids_that_no_two_tables_share_stay_as_they_are(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE people(id TEXT PRIMARY KEY, name TEXT);
        CREATE TABLE firms(id TEXT PRIMARY KEY, name TEXT);
        CREATE TABLE owns(owner TEXT REFERENCES people(id), firm TEXT REFERENCES firms(id));
        INSERT INTO people VALUES ('p1', 'Ann'); INSERT INTO firms VALUES ('f1', 'Bo');
        INSERT INTO owns VALUES ('p1', 'f1');""",
    )
    entities, relations, _ = read(path)
    assert list(entities) == ["p1", "f1"]
    assert relations == [{"source": "p1", "target": "f1", "relation": "owns"}]


def test_a_foreign_key_of_a_table_with_names_is_a_relation(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE people(id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT,
          employer_id INTEGER REFERENCES firms(id));
        CREATE TABLE firms(id INTEGER PRIMARY KEY, name TEXT, parent_id REFERENCES firms(id));
        INSERT INTO firms VALUES (1, 'Bo', NULL), (2, 'Cy', 1);
        INSERT INTO people VALUES (1, 'Ann', 'Lee', 2);""",
    )
    entities, relations, _ = read(path)
    assert entities["people-1"] == {"id": "people-1", "name": "Ann Lee", "type": "person"}
    assert relations == [
        {"source": "people-1", "target": "firms-2", "relation": "employer"},
        {"source": "firms-2", "target": "firms-1", "relation": "parent"},
    ]


def test_keys_that_are_not_declared_are_known_by_their_names_and_values(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE people(id INTEGER, name TEXT); CREATE TABLE organisations(id, name);
        CREATE TABLE board(id INTEGER, person_id INTEGER, org_id INTEGER, title TEXT);
        INSERT INTO people VALUES (1, 'Ann'); INSERT INTO organisations VALUES (1, 'Bo');
        INSERT INTO board VALUES (7, 1, 1, 'Chair');""",
    )
    _, relations, said = read(path)
    assert relations == [
        {
            "source": "people-1",
            "target": "organisations-1",
            "relation": "board",
            "board id": "7",
            "role": "Chair",
        }
    ]
    assert said == [
        "board.person_id: 1 column read as a row of people.",
        "board.org_id: 1 column read as a row of organisations.",
    ]


def test_tables_views_and_blobs_that_are_not_read_are_counted(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT, photo BLOB);
        CREATE TABLE log(at TEXT, what TEXT); CREATE VIEW everybody AS SELECT name FROM people;
        INSERT INTO people VALUES (1, 'Ann', x'ff00'); INSERT INTO log VALUES ('a', 'b'), ('c', '');
        """,
    )
    entities, _, said = read(path)
    assert entities == {"1": {"id": "1", "name": "Ann"}}
    assert sorted(said) == [
        "binary values: 1 not taken over.",
        "table log: 2 rows not read: neither entities nor relations.",
        "view everybody: 1 not read.",
    ]


def test_a_claim_of_a_database_names_its_table(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE links(source TEXT, target TEXT); INSERT INTO links VALUES ('a', 'b');""",
    )
    (claim,) = load(path).engine.all_claims()
    assert (claim.file, claim.line) == (f"{path}, table links", 1)


def test_a_third_key_of_a_table_that_links_is_said_by_its_name(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE person(person_id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE company(company_id INTEGER PRIMARY KEY, title TEXT);
        CREATE TABLE role(id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE seat(person_id INT REFERENCES Person, company_id INT REFERENCES company,
          role_id INT REFERENCES role, start_year INT, end_year INT,
          PRIMARY KEY(person_id, company_id, role_id));
        INSERT INTO person VALUES (1, 'Ann'); INSERT INTO company VALUES (1, 'Kelp');
        INSERT INTO role VALUES (1, 'Chair'); INSERT INTO seat VALUES (1, 1, 1, 2010, 2012);""",
    )
    _, relations, _ = read(path)
    assert relations == [
        {
            "source": "person-1",
            "target": "company-1",
            "relation": "seat",
            "role": "Chair",
            "start_date": "2010",
            "end_date": "2012",
        }
    ]


def test_a_key_that_names_another_column_than_the_id_is_followed(tmp_path):
    path = database(
        tmp_path,
        """CREATE TABLE people(id INTEGER PRIMARY KEY, name TEXT UNIQUE);
        CREATE TABLE marriages(husband REFERENCES people(name), wife REFERENCES people(name));
        INSERT INTO people VALUES (1, 'Ann'), (2, 'Bo'); INSERT INTO marriages VALUES ('Bo', 'Ann');
        """,
    )
    _, relations, _ = read(path)
    assert relations == [{"source": "2", "target": "1", "relation": "marriages"}]
