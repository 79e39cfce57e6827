"""Long answers are read when they are displayed, and say the same as if they were held."""

from __future__ import annotations

import pytest

from actorgraph import load
from actorgraph.queries.lazy import BatchedTuple
from actorgraph.render.objects import dumps


@pytest.fixture(scope="module")
def seed():
    return load()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("communities", {"connected": True}),
        ("communities", {}),
        ("communities", {"until": "1900"}),
        ("sources", {}),
        ("sources", {"name": "Antonov"}),
        ("timeline", {}),
        ("timeline", {"until": "1900"}),
        ("list", {}),
        ("claims", {}),
    ],
)
def test_the_text_that_comes_in_pieces_is_that_of_the_whole(seed, question, words):
    answer = getattr(seed, question)(**words)
    assert "".join(answer.json_pieces()) == dumps(answer.json())


def test_a_part_reads_no_other_and_a_way_through_all_holds_nothing(monkeypatch):
    monkeypatch.setattr(BatchedTuple, "AT_ONCE", 2)
    read = []

    def numbers(first, stop):
        read.append((first, stop))
        return tuple(range(first, stop))

    parts = BatchedTuple(5, numbers)
    assert list(parts) == [0, 1, 2, 3, 4]
    assert (parts[-1], parts[1], parts[1:3], parts[::-2], parts[4:2]) == (
        4,
        1,
        (1, 2),
        (4, 2, 0),
        (),
    )
    assert read == [(0, 2), (2, 4), (4, 5), (4, 5), (1, 2), (1, 3), (0, 5), (0, 0)]
    with pytest.raises(IndexError):
        parts[5]
    assert (list(parts), len(parts), parts) == ([0, 1, 2, 3, 4], 5, (0, 1, 2, 3, 4))
