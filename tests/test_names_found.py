"""Every entity of every data set at hand is found first by each of its names, as it is written."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from actorgraph.names import NameIndex, decide

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
GIVEN = ROOT.parent / "shared" / "data"
"""Data sets that are too large to ship, or not ours to."""

Named = tuple[str, str, tuple[str, ...], str]


def named_in(path: Path) -> list[Named]:
    opened = gzip.open if path.suffix == ".gz" else Path.open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        return list(entities_of(csv.DictReader(file)))


def entities_of(rows: Iterator[dict[str, str]] | csv.DictReader[str]) -> Iterator[Named]:
    """Yield each id once, with the names of all its rows."""
    names: dict[str, list[str]] = {}
    types: dict[str, str] = {}
    for row in rows:
        some = [row["name"], *(row.get("aliases") or "").split("|")]
        names.setdefault(row["id"], []).extend(filter(None, some))
        types[row["id"]] = types.get(row["id"]) or row.get("type", "person")
    for id_, (name, *aliases) in names.items():
        yield id_, name, tuple(dict.fromkeys(aliases)), types[id_]


@pytest.mark.parametrize(
    ("path", "step"),
    [
        (ROOT / "data" / "entities.csv", 1),
        (ROOT / "docs" / "examples" / "openstates" / "entities.csv.gz", 9),
        pytest.param(GIVEN / "openstates" / "entities.csv.gz", 9, marks=pytest.mark.slow),
        (GIVEN / "names" / "roster.csv", 1),
    ],
    ids=lambda value: "-".join(value.parts[-2:]) if isinstance(value, Path) else "",
)
def test_every_entity_is_found_first_by_each_of_its_names(
    path: Path, step: int, request: pytest.FixtureRequest
) -> None:
    """Of the largest one name in nine is asked; all are with --full.

    A name on display that nobody else has is sure; an alias may be near another's.
    """
    if not path.exists():
        pytest.skip(f"needs {path.name}")
    named = named_in(path)
    index = NameIndex(named)
    known = Counter(name for _, name, more, _ in named for name in {name, *more})
    asked = [(one[0], name) for one in named for name in (one[1], *one[2])]
    shown = {name for _, name, _, _ in named}
    lost, unsure = [], []
    for id_, name in asked[:: 1 if request.config.getoption("--full") else step]:
        matches = index.lookup(name, max(known[name], 10))
        first = [match.id for match in matches[: known[name]]]
        if id_ not in first:
            lost.append((id_, name, first))
        meant = decide(matches)
        if known[name] == 1 and name in shown and (meant is None or meant.id != id_):
            unsure.append((id_, name))
    assert (lost, unsure) == ([], [])
