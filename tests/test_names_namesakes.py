"""Namesakes, posts and names in many scripts that were written down before they were first asked.

Nobody is taken for somebody else, whichever variant is asked and whoever is not there. Of the
variants nearly all are first; an entry without an id is a question, since several can be meant.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from actorgraph.names import NameIndex, decide

DATA = Path(__file__).parent / "data" / "namesakes"
MOST_FIRST = 0.95


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex((row["id"], row["name"], [], row["type"]) for row in rows("entities"))


def test_no_variant_is_taken_for_somebody_else(index: NameIndex) -> None:
    taken = {
        row["query"]: (decide(index.lookup(row["query"])), row["id"]) for row in rows("variants")
    }
    assert [query for query, (sure, id_) in taken.items() if sure and sure.id != id_] == []


def test_nobody_who_is_not_there_is_taken_for_somebody(index: NameIndex) -> None:
    absent = [row["query"] for row in rows("absent")]
    assert [query for query in absent if decide(index.lookup(query))] == []


def test_nearly_every_variant_finds_whom_it_means_first(index: NameIndex) -> None:
    meant = [(row["query"], row["id"]) for row in rows("variants") if row["id"]]
    first = [query for query, id_ in meant if [m.id for m in index.lookup(query)][:1] == [id_]]
    assert len(first) >= MOST_FIRST * len(meant)
