"""Names written by other standards and with slips find who has them, and nobody else is sure.

A short form of benchmarks/names: what is asked here are variants made by rule of people of the
example that ships.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from actorgraph.names import NameIndex, decide
from actorgraph.names.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
LEGISLATORS = ROOT / "docs" / "examples" / "openstates" / "entities.csv.gz"
EACH = 4
"""How many people are asked for in each way to write a name."""
ABSENT = 200


@pytest.fixture(scope="module")
def benchmark() -> Iterator[SimpleNamespace]:
    """The modules of benchmarks/names, which are scripts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks" / "names")
        names = ("lookup", "variants")
        yield SimpleNamespace(**{name: __import__(name) for name in names})
    for name in names:
        sys.modules.pop(name)


@pytest.fixture(scope="module")
def people() -> list[dict[str, str]]:
    with gzip.open(LEGISLATORS, "rt", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["type"] == "person"]


@pytest.fixture(scope="module")
def index(people: list[dict[str, str]]) -> NameIndex:
    return NameIndex((row["id"], row["name"], (), "person") for row in people)


@pytest.mark.slow
def test_who_has_a_name_is_found_by_other_standards_and_with_slips(
    benchmark: SimpleNamespace, people: list[dict[str, str]], index: NameIndex
) -> None:
    named = [(row["id"], row["name"]) for row in people]
    found, missed, false = Counter[str](), [], []
    for variant in benchmark.variants.variants_of(named, each=EACH):
        matches = index.lookup(variant.query)
        same = [fold(match.matched_name) == fold(variant.expected_name) for match in matches]
        found["asked"] += 1
        found["first"] += same[:1] == [True]
        found["among five"] += any(same[:5])
        if same[:1] != [True]:
            missed.append(variant)
        sure = decide(matches)
        if sure is not None and not same[0] and fold(sure.matched_name) != fold(variant.query):
            false.append((variant, sure))
    assert false == []
    assert found["first"] >= 0.93 * found["asked"], missed
    assert found["among five"] >= 0.97 * found["asked"], missed


@pytest.mark.slow
def test_nobody_is_sure_by_a_name_that_nobody_has(
    benchmark: SimpleNamespace, people: list[dict[str, str]], index: NameIndex
) -> None:
    """Recombined, one letter changed, of another generation, with another initial."""
    known = benchmark.lookup.by_word(people)
    absent = (
        (how, name)
        for how, name in benchmark.lookup.invented(people)
        if not benchmark.lookup.is_somebody(name, known)
    )
    asked = list(islice(absent, ABSENT))
    assert len({how for how, _ in asked}) == 4
    assert [(how, name) for how, name in asked if decide(index.lookup(name)) is not None] == []
