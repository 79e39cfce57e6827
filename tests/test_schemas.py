"""The JSON Schemas in docs/reference hold for the real answers to every question."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_questions import ASKED

import actorgraph

ROOT = Path(__file__).parent.parent
SCHEMAS = json.loads((ROOT / "docs/reference/answers.schema.json").read_text(encoding="utf-8"))


def problems(name, answer):
    import jsonschema  # reads grammars for two seconds

    schema = {**SCHEMAS, "$ref": f"#/$defs/{name}"}
    validator = jsonschema.Draft202012Validator(schema)
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
