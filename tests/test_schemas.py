"""The JSON Schemas in docs/reference hold for the real answers to every question, and for the data."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from test_questions import ASKED

import actorgraph
from actorgraph import schema
from actorgraph.column_hints import HINTS

ROOT = Path(__file__).parent.parent
SCHEMAS = json.loads((ROOT / "docs/reference/answers.schema.json").read_text(encoding="utf-8"))
ROWS = ROOT / "docs/reference/rows.schema.json"


def problems(name, answer, schemas=SCHEMAS):
    import jsonschema  # reads grammars for two seconds

    validator = jsonschema.Draft202012Validator({**schemas, "$ref": f"#/$defs/{name}"})
    return [
        f"{list(one.absolute_path)}: {one.message[:200]}" for one in validator.iter_errors(answer)
    ]


@pytest.fixture(scope="module")
def graph():
    return actorgraph.load()


def test_every_question_has_a_schema():
    assert ASKED.keys() <= SCHEMAS["$defs"].keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", ASKED)
def test_the_answer_of_the_seed_fits_its_schema(graph, name):
    assert problems(name, ASKED[name](graph).json()) == []


@pytest.mark.parametrize("example", ["meeting", pytest.param("openstates", marks=pytest.mark.slow)])
def test_answers_about_other_data_fit_their_schemas(example):
    graph = actorgraph.load(ROOT / "docs" / "examples" / example)
    first, second = graph.relations.iloc[0][["source", "target"]]
    asked = {
        "show": graph.show(first, as_of="2018-01-05"),
        "neighbors": graph.neighbors(first),
        "path": graph.path(first, second),
        "timeline": graph.timeline(),
        "claims": graph.claims(),
        "sources": graph.sources(),
        "conflicts": graph.conflicts(),
        "stats": graph.stats(),
        "list": graph.list(),
        "check": graph.check(),
    }
    found = {name: problems(name, answer.json()) for name, answer in asked.items()}
    assert not any(found.values()), found


def test_a_schema_refuses_what_is_not_promised(graph):
    answer = graph.show("pompeo").json()
    assert problems("show", {**answer, "more": 1})
    assert problems("show", {**answer, "rejected": "none"})
    del answer["edges"][0]["claims"][0]["claim_id"]
    assert problems("show", answer)


def row_schemas():
    """What a row of either table may hold: every cell is text, some of a closed set."""
    columns = {"entities": schema.ENTITY_COLUMNS, "relations": schema.RELATION_COLUMNS}
    rows = {}
    for table, ours in columns.items():
        cells = {column.name: {"type": "string"} for column in ours}
        for column, cell in cells.items():
            if hint := HINTS[table].get(column):
                cell["description"] = hint
            if words := schema.CLOSED_SETS.get(column):
                cell["enum"] = ["", *words]
        rows[table] = {
            "type": "object",
            "properties": cells,
            "additionalProperties": {"type": "string"},
        }
    rows["relations"]["required"] = [*schema.END_COLUMNS]
    for column in schema.END_COLUMNS:
        rows["relations"]["properties"][column]["minLength"] = 1
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A row of entities.csv and of relations.csv, by the names of its columns",
        "$defs": rows,
    }


def test_the_schema_of_rows_is_what_is_read(request):
    text = json.dumps(row_schemas(), ensure_ascii=False, indent=2) + "\n"
    if request.config.getoption("--update-docs"):
        ROWS.write_text(text, encoding="utf-8")
    assert ROWS.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("table", ["entities", "relations"])
def test_rows_of_the_seed_and_of_the_examples_fit_it(table):
    known = json.loads(ROWS.read_text(encoding="utf-8"))
    known["$defs"]["rows"] = {"type": "array", "items": {"$ref": f"#/$defs/{table}"}}
    files = [ROOT / "data" / f"{table}.csv", *(ROOT / "docs/examples").glob(f"*/{table}.csv")]
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
        assert rows
        assert problems("rows", rows, known) == [], path


@pytest.mark.parametrize(
    "row",
    [
        {"target": "b"},
        {"source": "", "target": "b"},
        {"source": "a", "target": "b", "status": "perhaps"},
    ],
)
def test_a_row_that_check_refuses_does_not_fit_it(row, tmp_path):
    known = json.loads(ROWS.read_text(encoding="utf-8"))
    assert problems("relations", row, known)
    with (tmp_path / "relations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row)
    with pytest.raises(actorgraph.DataError):
        actorgraph.load(tmp_path)
