"""Namesakes, posts and names in many scripts that were written down before they were first asked.

Nobody is taken for somebody else, whichever variant is asked and whoever is not there. Of the
variants nearly all are first; an entry without an id is a question, since several can be meant.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from actorgraph.names import NameIndex, decide

DATA = Path(__file__).parent / "data"
MOST_FIRST = 0.95
MOST_AMONG_FIVE = 0.98


def rows(folder: str, name: str) -> list[dict[str, str]]:
    with (DATA / folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["namesakes", "namesakes_of_history", "rulers"])
def asked(request: pytest.FixtureRequest) -> tuple[str, NameIndex]:
    """A folder, and the names of its entities."""
    named = ((row["id"], row["name"], [], row["type"]) for row in rows(request.param, "entities"))
    return request.param, NameIndex(named)


def test_no_variant_is_taken_for_somebody_else(asked: tuple[str, NameIndex]) -> None:
    folder, index = asked
    taken = {
        row["query"]: (decide(index.lookup(row["query"])), row["id"])
        for row in rows(folder, "variants")
    }
    assert [query for query, (sure, id_) in taken.items() if sure and sure.id != id_] == []


def test_nobody_who_is_not_there_is_taken_for_somebody(asked: tuple[str, NameIndex]) -> None:
    folder, index = asked
    absent = [row["query"] for row in rows(folder, "absent")]
    assert [query for query in absent if decide(index.lookup(query))] == []


def test_nearly_every_variant_finds_whom_it_means_first(asked: tuple[str, NameIndex]) -> None:
    folder, index = asked
    meant = [(row["query"], row["id"]) for row in rows(folder, "variants") if row["id"]]
    found = {query: [match.id for match in index.lookup(query, 5)] for query, _ in meant}
    assert sum(found[query][:1] == [id_] for query, id_ in meant) >= MOST_FIRST * len(meant)
    assert sum(id_ in found[query] for query, id_ in meant) >= MOST_AMONG_FIVE * len(meant)
