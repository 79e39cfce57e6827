"""What is redacted is gone from every row that describes an entity, and its sources with it."""

from __future__ import annotations

import pytest
from factory import graph_of

from actorgraph.formats.registry import FORMATS
from actorgraph.loading import graph_of_tables
from actorgraph.publishing.leaks import leaks
from actorgraph.publishing.redact import redact
from actorgraph.queries.find import the_one

HEADER = (
    "id,name,type,aliases,country,status,attributed_to,document,quote,note,assessment,"
    "sensitivity,ftm_prop,ftm_value,ftm_original_value\n"
)
ENTITIES = HEADER + (
    "ann,Ann Lee,person,,,,,,,,,,,,\n"
    "ann,,,,KE,,Register A,https://a.example/1,born in Nairobi,ask Zbyněk Roezl,,,,,\n"
    "ann,,,Anna Secretova,FR,denied,Zbyněk Roezl,,,,,,,,\n"
    "src-9,Zbyněk Roezl,person,,,,Register A,,,,,,,,\n"
    "src-9,Zdeněk Quux,,Zbyszko Zed,,,Register B,,,,rejected,,,,\n"
    "src-9,Роберт Ро,,,,,Register B,,,,,,name,Роберт Ро,Ро Роберт\n"
    "cid,Cid,person,,,,Register A,,,,,,,,\n"
    "cid,,,,,,Register B,,,,rejected,secret,,,\n"
    "dee,Dee,person,,US,,Register A,,,,,,nationality,us,United States\n"
)
RELATIONS = (
    "source,target,relation,attributed_to,ftm_statements\n"
    'ann,src-9,met_with,Register B,"[{""value"":""Zbyněk Roezl""}]"\n'
)
WRITTEN = sorted({one.suffixes[0] for one in FORMATS if one.writes})


@pytest.fixture
def engine(tmp_path):
    (tmp_path / "data").mkdir()
    return graph_of(tmp_path / "data", relations=RELATIONS, entities=ENTITIES).engine


def redacted(engine, *what):
    return redact(engine, what, lambda name: the_one(engine, name))


def rows(table, entity_id):
    names = list(table.columns)
    cells = (dict(zip(names, row, strict=True)) for row in table.rows)
    return [
        {name: cell for name, cell in row.items() if cell}
        for row in cells
        if row["id"] == entity_id
    ]


def test_every_row_keeps_its_source_and_loses_who_is_hidden(engine):
    left = redacted(engine, "src-9")
    assert rows(left.entities, "ann") == [
        {"id": "ann", "name": "Ann Lee", "type": "person"},
        {
            "id": "ann",
            "country": "KE",
            "attributed_to": "Register A",
            "document": "https://a.example/1",
            "quote": "born in Nairobi",
            "note": "ask Person 1",
        },
        {
            "id": "ann",
            "aliases": "Anna Secretova",
            "country": "FR",
            "status": "denied",
            "attributed_to": "redacted-1",
        },
    ]
    assert rows(left.entities, "redacted-1") == [
        {"id": "redacted-1", "name": "Person 1", "type": "person"}
    ]


def test_every_name_in_every_row_is_a_secret(engine):
    secrets = {secret.text for secret in redacted(engine, "src-9").secrets}
    assert {"Zbyněk Roezl", "Zdeněk Quux", "Zbyszko Zed", "Роберт Ро", "Ро Роберт"} <= secrets


def test_a_row_that_is_marked_sensitive_hides_its_entity_though_nothing_uses_it(engine):
    assert redacted(engine, "sensitivity").ids == {"cid": "redacted-1"}


def test_a_column_is_emptied_in_every_row_and_in_the_statement_that_it_was(engine):
    left = redacted(engine, "column:country", "column:quote")
    assert {"KE", "FR", "US", "born in Nairobi"} <= {secret.text for secret in left.secrets}
    assert rows(left.entities, "dee") == [
        {"id": "dee", "name": "Dee", "type": "person", "attributed_to": "Register A"}
    ]
    assert "ftm_statements" not in left.relations.columns


def test_rows_that_lose_their_sources_become_one_without_what_they_deny(engine):
    left = redacted(engine, "column:attributed_to", "column:document")
    assert rows(left.entities, "ann") == [
        {
            "id": "ann",
            "name": "Ann Lee",
            "type": "person",
            "country": "KE",
            "quote": "born in Nairobi",
            "note": "ask Zbyněk Roezl",
        }
    ]
    assert graph_of_tables([left.entities], [left.relations]).entity("Ann Lee").country == "KE"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [*WRITTEN, ".html"])
def test_no_file_holds_what_was_redacted(engine, tmp_path, suffix):
    left = redacted(engine, "src-9", "sensitivity", "column:quote")
    path = tmp_path / f"closed{suffix}"
    graph_of_tables([left.entities], [left.relations]).export(path)
    assert leaks(path, left.secrets) == []
