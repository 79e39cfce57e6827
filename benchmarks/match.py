"""How long it takes to match 5,000 entities against a million, and who is found, beside rapidfuzz.

    python benchmarks/match.py ENTITIES.csv [--mine 5000] [--rival 100]

ENTITIES.csv has id, name, type. Every 200th of its names is written otherwise (as it is, surname
first, a letter lost or doubled, two letters swapped, initials, titles, in Cyrillic, Greek, Hebrew)
into a file of one's own, of which names of nobody there are a tenth; both are matched from cold,
the index of the list built among it. The rival asks the same list with `rapidfuzz.process.cdist`,
whose time for some names is extrapolated: two cores, ratio of sorted words. Prints times, hits and
what was falsely sure.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import tempfile
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from names.variants import (
    doubled,
    dropped,
    plain,
    surname_first,
    swapped,
    with_initials,
    with_titles,
    written_in,
)
from rapidfuzz import fuzz, process

import actorgraph
from actorgraph.names.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    Row = dict[str, str]
    Variant = Callable[[str, random.Random], str]

ABSENT = 10
"""Every so many of one's own are nobody of the list."""


def _in(script: str) -> Variant:
    return lambda name, _: written_in(script, plain(name)).title()


VARIANTS: dict[str, Variant] = {
    "as it is": lambda name, _: name,
    "surname first": surname_first,
    "a letter lost": dropped,
    "a letter doubled": doubled,
    "two letters swapped": swapped,
    "initials": with_initials,
    "titles": with_titles,
    "Russian": _in("Russian"),
    "Greek": _in("Greek"),
    "Hebrew": _in("Hebrew"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("entities", type=Path)
    parser.add_argument("--mine", type=int, default=5000)
    parser.add_argument("--rival", type=int, default=100)
    asked = parser.parse_args()
    with asked.entities.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    mine = written_otherwise(rows, asked.mine)
    print(f"{len(mine):,} against {len(rows):,}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()}")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ACTORGRAPH_CACHE"] = f"{folder}/cache"
        answer = matched(Path(folder), mine, asked.entities)
    report(answer, mine, rows)
    rival([one["name"] for one in mine[: asked.rival]], rows, len(mine))


def written_otherwise(rows: list[Row], count: int) -> list[Row]:
    """Return some of the entities under names written otherwise, and some that are nobody."""
    chance, kinds = random.Random(11), cycle(VARIANTS)
    people = [row for row in rows if row["type"] == "person" and len(row["name"].split()) > 1]
    known = {_joined(row["name"]) for row in rows}
    some = chance.sample(people, min(count, len(people)))
    mine = []
    for at, (row, other) in enumerate(zip(some, reversed(some), strict=True)):
        if at % ABSENT == ABSENT - 1:
            name = f"{row['name'].split()[0]} {chance.choice('AEIOU')}{other['name'].split()[-1]}"
            if _joined(name) not in known:
                mine.append({"name": name, "how": "absent", "expected": ""})
            continue
        how = next(kinds)
        name = VARIANTS[how](row["name"], chance)
        mine.append({"name": name, "how": how, "expected": row["name"]})
    return mine


def _joined(name: str) -> str:
    """Return a name in one word: an initial before a surname reads as its first letter."""
    return fold(name).replace(" ", "")


def matched(folder: Path, mine: list[Row], listed: Path) -> actorgraph.render.answers.Answer:
    lines = [f'm{at},"{one["name"]}",person\n' for at, one in enumerate(mine)]
    (folder / "entities.csv").write_text("".join(["id,name,type\n", *lines]), encoding="utf-8")
    (folder / "relations.csv").write_text("source,target\nm0,m1\n", encoding="utf-8")
    begun, before = time.perf_counter(), _spent()
    graph = actorgraph.load(folder)
    others = actorgraph.load_list(listed)
    read, read_cpu = time.perf_counter() - begun, _spent() - before
    answer = graph.match(others, limit=8)
    took, cpu = time.perf_counter() - begun, _spent() - before
    print(f"read and indexed in {read:.1f} s ({read_cpu:.1f} s CPU), matched in {took:.1f} s "
          f"({cpu:.1f} s CPU)")  # fmt: skip
    return answer


def _spent() -> float:
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in times)


def report(answer: actorgraph.render.answers.Answer, mine: list[Row], rows: list[Row]) -> None:
    """Print who is first, whatever namesake, among those who have one name in the list."""
    counts: dict[str, list[int]] = {}
    found = {int(one.entity.id[1:]): one for one in answer.found}
    names = {}
    for row in rows:
        names.setdefault(" ".join(sorted(fold(row["name"]).split())), row["id"])
    for at, one in enumerate(mine):
        there = found.get(at)
        expected = " ".join(sorted(fold(one["expected"]).split()))
        ranked = [] if there is None else [_sorted(c) for c in there.counterparts]
        first, fifth = expected in ranked[:1], expected in ranked[:5]
        sure = there is not None and there.sure is not None
        wrong = sure and _name(there.sure.name) not in (expected, _name(one["name"]))
        for how in (one["how"], "all that are there" if one["expected"] else "none that is there"):
            so_far = counts.setdefault(how, [0] * 5)
            counts[how] = [
                a + b for a, b in zip(so_far, (1, first, fifth, sure, wrong), strict=True)
            ]
    for how, (number, first, fifth, sure, wrong) in counts.items():
        print(f"{how:22} {number:5}  first {first / number:.3f}  among five {fifth / number:.3f}  "
              f"sure {sure}, falsely {wrong}")  # fmt: skip


def _name(text: str) -> str:
    return " ".join(sorted(fold(text).split()))


def _sorted(counterpart: actorgraph.queries.match.Counterpart) -> str:
    return _name(counterpart.entity.name)


def rival(asked: list[str], rows: list[Row], count: int) -> None:
    listed = [_name(row["name"]) for row in rows]
    begun, before = time.perf_counter(), _spent()
    for at in range(0, len(asked), 10):
        some = [_name(name) for name in asked[at : at + 10]]
        scores = process.cdist(some, listed, scorer=fuzz.ratio, workers=2, dtype=np.uint8)
        scores.argmax(axis=1)
    took, cpu = time.perf_counter() - begun, _spent() - before
    times = count / len(asked)
    print(f"rapidfuzz cdist: {took * times:.1f} s ({cpu * times:.1f} s CPU) for as many, "
          f"extrapolated from {len(asked)}")  # fmt: skip


if __name__ == "__main__":
    main()
