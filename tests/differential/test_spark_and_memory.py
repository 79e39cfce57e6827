"""Spark answers what the tables in memory answer, about files converted and as they lie.

A data set costs Spark a minute however small it is, so that each is hundreds of rows, and only
`--full` and `make differential` try any.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from differential.answers import questions, whole_answers
from differential.stores import in_memory
from differential.strategies import data_sets, large_data_sets
from engines.on_spark import on_spark_as_it_lies
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actorgraph import Graph
from actorgraph.engines.spark.spark_engine import SparkEngine
from actorgraph.engines.spark.writer import convert
from actorgraph.errors import DataError

EXAMPLES = max(1, settings.default.max_examples // 100)
pytestmark = pytest.mark.skipif(
    EXAMPLES < 2, reason="asks Spark for minutes a data set: make differential, pytest --full"
)
ROUGH = settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],  # to shrink one would take hours
    suppress_health_check=list(HealthCheck),
)


@st.composite
def cases(draw):
    """A data set with what is asked about it."""
    data = draw(large_data_sets().filter(lambda data: len(data.relations) > 60))
    with tempfile.TemporaryDirectory() as name:
        return data, draw(questions(in_memory(data.write(Path(name))).engine))


def converted(session, folder):
    convert(session, str(folder), f"{folder}/x.spark")
    return Graph(SparkEngine(session, f"{folder}/x.spark"))


def as_it_lies(_session, folder):
    return Graph(on_spark_as_it_lies(folder))


@pytest.mark.parametrize("on_spark", [converted, as_it_lies])
@ROUGH
@given(case=cases())
def test_spark_answers_as_the_tables_in_memory_do(spark, on_spark, tmp_path_factory, case):
    data, asked = case
    folder = data.write(tmp_path_factory.mktemp("large"))  # stays, to be looked at
    memory, there = in_memory(folder), on_spark(spark, folder)
    for (question, expected), (_, found) in zip(
        whole_answers(memory, asked), whole_answers(there, asked), strict=True
    ):
        assert found == expected, f"{question}, of {folder}"


@ROUGH
@given(data=data_sets(only_plain=True).filter(lambda data: len(data.relations) > 2))
def test_spark_refuses_what_the_tables_in_memory_refuse(spark, data):
    with tempfile.TemporaryDirectory() as name:
        folder = data.write(Path(name))
        assert errors(as_it_lies, spark, folder) == errors(lambda _, f: in_memory(f), spark, folder)


def errors(make, session, folder):
    try:
        make(session, folder)
    except DataError as error:
        return sorted(problem for problem in error.problems if problem.level == "error")
    return []
