"""An index answers what the tables in memory answer, whichever way it was built.

The small form tries the same data sets each time; `--full` and `make differential` try others.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from differential.answers import answers, questions, refused
from differential.stores import INDEXED, in_memory
from differential.strategies import data_sets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("indexed", INDEXED, ids=lambda make: make.__name__)
@settings(
    max_examples=settings.default.max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=data_sets(), draw=st.data())
def test_an_index_answers_as_the_tables_in_memory_do(indexed, data, draw):
    with tempfile.TemporaryDirectory() as name:
        folder = data.write(Path(name))
        memory, index = refused(in_memory, folder), refused(indexed, folder)
        if isinstance(memory, list) or isinstance(index, list):
            assert index == memory
            return
        asked = draw.draw(questions(memory.engine))
        for (question, expected), (_, found) in zip(
            answers(memory, asked), answers(index, asked), strict=True
        ):
            assert found == expected, question
