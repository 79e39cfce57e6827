"""Two registers describe a hundred people: in every output each value stands under its register."""

from __future__ import annotations

import csv
import re

import pytest
from factory import write_csv

from actorgraph import Graph
from actorgraph.attributes import attributes_of
from actorgraph.formats.export_loss import sidecar_of
from actorgraph.formats.ftm_statement import Statement
from actorgraph.formats.notes import Notes
from actorgraph.formats.registry import FORMATS
from actorgraph.formats.writing import import_files
from actorgraph.loading import load
from actorgraph.render.payload import payload

pytestmark = pytest.mark.slow
WRITTEN = [one for one in FORMATS if one.writes]
KEEPING = {
    "json", "ftm-statements", "graphml", "gexf", "node-link", "gephi", "neo4j", "xlsx",
    "sqlite", "cytoscape", "parquet",
}  # fmt: skip
"""Formats that have a place for who says what an entity is; the others count what they lose."""
PEOPLE = range(100)
BORN, COUNTRY, NAME = "start_date", "country", "name"


def said_by(register, number):
    """What a register says of a person: they differ in a birth date, a country, a name, or not."""
    east = register == "east"
    return {
        NAME: f"Person {number}" if number % 4 else f"Person {number} of the {register}",
        BORN: f"{1950 + number % 40 + (east and number % 3 == 0)}-0{1 + number % 9}",
        COUNTRY: "RU" if east and number % 5 == 0 else "US",
    }


EXPECTED = {
    (f"p{number}", column, text, register)
    for register in ("north", "east")
    for number in PEOPLE
    for column, text in said_by(register, number).items()
}


def as_csv(folder):
    rows = [
        {
            "id": f"p{number}",
            "type": "person",
            "attributed_to": register,
            **said_by(register, number),
        }
        for register in ("north", "east")
        for number in PEOPLE
    ]
    write_csv(folder, "entities", rows)
    write_csv(folder, "relations", [{"source": "p1", "target": "p2", "relation": "knows"}])
    return folder


PROPERTIES = {NAME: "name", BORN: "birthDate", COUNTRY: "nationality"}


def as_statements(folder):
    blank = dict.fromkeys(Statement._fields, "")
    path = folder / "registers.statements.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, Statement._fields)
        writer.writeheader()
        for register in ("north", "east"):
            for number in PEOPLE:
                own = {"canonical_id": f"p{number}", "entity_id": f"{register}-{number}"}
                values = {
                    PROPERTIES[c]: text.lower() if c == COUNTRY else text
                    for c, text in said_by(register, number).items()
                }
                for prop, value in {"id": own["entity_id"], **values}.items():
                    about = {"schema": "Person", "dataset": register, "prop": prop, "value": value}
                    writer.writerow({**blank, **own, **about, "external": "f"})
    return path


def as_tables(given):
    """The folder of tables that is given, or that an import of the statements makes."""
    if given.is_dir():
        return given
    import_files([given], given.parent / "tables", Notes())
    return given.parent / "tables"


@pytest.fixture(params=[as_csv, as_statements], ids=["csv", "statements"])
def given_as(request, tmp_path):
    (tmp_path / "given").mkdir()
    return request.param(tmp_path / "given")


@pytest.fixture
def graph(given_as):
    return load(given_as)


def values(graph):
    """Every value of the people with the register that states it, "" for nobody."""
    return {
        (entity.id, one.column, value.text, speaker)
        for entity in graph.engine.all_entities()
        for one in attributes_of(entity)
        for value in one.values
        for claim in value.stated_by
        for speaker in claim.speakers or ("",)
        if one.column in PROPERTIES
    }


def with_register(rows):
    """The values of rows that describe people, each with its register."""
    return {
        (row["id"], column, row[column], row["attributed_to"])
        for row in rows
        for column in PROPERTIES
        if row.get(column) and row["id"] in {one[0] for one in EXPECTED}
    }


def test_the_graph_holds_each_value_under_its_register(graph):
    assert values(graph) == EXPECTED


def test_an_index_holds_each_value_under_its_register(given_as, tmp_path, monkeypatch):
    monkeypatch.setenv("ACTORGRAPH_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("ACTORGRAPH_INDEX", "always")
    assert values(load(as_tables(given_as))) == EXPECTED


LABELS = {"Country": COUNTRY, "From": BORN, "Also": NAME}


def test_cards_say_each_value_with_its_register(graph):
    shown = set()
    for number in PEOPLE:
        for line in graph.show(f"p{number}").text().splitlines():
            label, _, text = line.partition(": ")
            for words in text.split("; ") if label in LABELS else ():
                names, registers = re.fullmatch(r"(.*) \((.*)\)", words).groups()
                shown |= {
                    (f"p{number}", LABELS[label], name, register)
                    for name in names.split(", ")
                    for register in registers.split(" and ")
                }
    assert shown == EXPECTED


def test_json_says_each_value_with_its_register(graph):
    found = set()
    for number in PEOPLE:
        entity = graph.show(f"p{number}").json()["entity"]
        found |= with_register(
            {"id": entity["id"], **one["values"], "attributed_to": "|".join(one["attributed_to"])}
            for one in entity["descriptions"]
        )
    assert found == EXPECTED


def test_rows_in_a_frame_say_each_value_with_its_register(graph):
    assert with_register(graph.descriptions.to_dict("records")) == EXPECTED


def test_rows_of_conflicts_name_both_registers(graph):
    found = graph.conflicts(kinds="attributes", limit=1000).rows()
    messages = {row["entities"]: row["message"] for row in found}
    assert set(messages) == {f"p{number}" for number in PEOPLE if number % 3 == 0}
    for number in range(0, 100, 3):
        for register in ("north", "east"):
            assert f"{said_by(register, number)[BORN]} ({register})" in messages[f"p{number}"]


def test_the_page_gets_each_value_with_its_register(graph):
    data = payload(graph.subgraph(), title="x")
    columns = data["descriptions"]
    found = {
        (data["entities"]["id"][entity], column, text, data["names"][speaker][1])
        for entity, cells, speakers in zip(
            columns["entity"], columns["values"], columns["speakers"], strict=True
        )
        for column, text, *_ in cells
        for speaker in speakers
        if column in PROPERTIES
    }
    assert found == EXPECTED


@pytest.mark.parametrize("form", WRITTEN, ids=lambda one: one.name)
def test_each_format_keeps_or_counts_them(graph, tmp_path, form):
    path = tmp_path / f"graph{form.suffixes[0]}"
    losses = " ".join(graph.export(path))
    counted = re.findall(r"(\d+) descriptions are not in it|attributed_to \((\d+)\)", losses)
    if form.name not in KEEPING:
        assert sum(int(one or other) for one, other in counted) >= len(PEOPLE) * 2
    if form.name in KEEPING:
        assert not counted
        sidecar_of(path).unlink(missing_ok=True)
        assert values(load(path)) == EXPECTED
    elif sidecar_of(path).exists():
        import_files([path], tmp_path / "back", Notes())
        assert values(load(tmp_path / "back")) == EXPECTED


def test_spark_holds_each_value_under_its_register(spark, given_as, graph):
    from engines.on_spark import on_spark_as_it_lies

    there = Graph(on_spark_as_it_lies(as_tables(given_as)))
    assert values(there) == EXPECTED
    expected = graph.conflicts(kinds="attributes", limit=1000).rows()
    assert there.conflicts(kinds="attributes", limit=1000).rows() == expected


def test_a_list_as_rows_has_each_value_in_the_row_of_who_says_it(graph):
    rows = graph.list().rows()
    said = {(row["id"], row["attributed_to"], row["country"]) for row in rows if row["country"]}
    expected = {
        (entity.id, one.claim.attributed_to[0], one.values["country"])
        for entity in graph.engine.all_entities()
        for one in entity.descriptions
        if "country" in one.values
    }
    assert said == expected != set()
