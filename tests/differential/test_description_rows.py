"""What Spark's executors make of the rows of one id is what the tables in memory make of them.

Asked of the functions that executors run, without Spark, so that every data set can be tried.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from differential.stores import in_memory
from factory import write_csv
from hypothesis import given
from hypothesis import strategies as st

from actorgraph.engines.spark import description_rows, parquet_tables
from actorgraph.engines.spark.description_rows import DESCRIPTION_ROWS, ENTITY_ROWS
from actorgraph.errors import DataError, Problem
from actorgraph.input_tables import entity_table

CELLS = {
    "id": ("a", "a", "b", "c"),
    "name": ("Anna", "Ann", "", "a"),
    "aliases": ("", "Anna|Änne", "Ann"),
    "type": ("", "person", "Person", "agency"),
    "start_date": ("", "1970", "[1969..1971]", "1980"),
    "wikidata_id": ("", "Q1", "q2"),
    "country": ("", "de", " fr"),
    "our own": ("", "x", "y|x"),
    "status": ("", "claimed", "Denied"),
    "assessment": ("", "", "open", " Rejected"),
    "attributed_to": ("Register", "b|Anna", "wire"),
    "document": ("", "", "https://x.org/1"),
}


@st.composite
def described(draw):
    """Rows of entities, many of one id, each with its source."""
    columns = ["id", "name", *draw(st.lists(st.sampled_from(list(CELLS)[2:-2]), unique=True))]
    columns += ["attributed_to", "document"]
    row = st.fixed_dictionaries({name: st.sampled_from(CELLS[name]) for name in columns})
    return draw(st.lists(row, min_size=2, max_size=7))


def graph_of(rows, folder):
    """The graph in memory; None where a name can be several."""
    write_csv(folder, "entities", rows)
    write_csv(folder, "relations", [{"source": "a", "target": "b"}])
    try:
        return in_memory(folder)
    except DataError:
        return None


@given(rows=described())
def test_tables_keep_of_an_entity_all_of_it(rows):
    with tempfile.TemporaryDirectory() as name:
        graph = graph_of(rows, Path(name))
        for one in graph.engine.all_entities() if graph else ():
            text = parquet_tables.described_text(one.id, one.descriptions)
            assert parquet_tables.entity_in(parquet_tables.entity_text(one), text) == one


@given(rows=described())
def test_rows_of_one_id_are_united_as_in_memory(rows):
    with tempfile.TemporaryDirectory() as name:
        graph = graph_of(rows, Path(name))
        if graph is None:
            return
        entities, doubts = united(Path(name) / "entities.csv")
        listed = [one._replace(descriptions=()) for one in graph.engine.all_entities()]
        assert entities == [one for one in listed if not one.derived]
        expected = [one for one in graph.engine.problems if one.message.startswith("differs from")]
        assert doubts == expected


def united(path):
    """The entities of a file and the doubts about them, as executors unite its rows."""
    table = entity_table(path)
    rows = [
        dict(zip(DESCRIPTION_ROWS, row, strict=True))
        for row in description_rows.description_rows(table, 0)
    ]
    ordered = sorted(rows, key=lambda row: (row["id"], row["number"]))
    form = {name: DESCRIPTION_ROWS[name] for name in ("id", "number", "cells")}
    batch = parquet_tables.batch_of_rows(form, [[row[name] for name in form] for row in ordered])
    unite = description_rows.united([(table.file, list(table.columns))])
    made = [row for found in unite([batch]) for row in found.to_pylist()]
    assert all(row.keys() == ENTITY_ROWS.keys() for row in made)
    made.sort(key=lambda row: row["number"])
    entities = [parquet_tables.entity_in(row["entity"]) for row in made if not row["problem"]]
    return entities, [Problem(*json.loads(row["problem"])) for row in made if row["problem"]]
