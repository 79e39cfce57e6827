"""How long one name takes among a million that are on disk: exact, a letter lost, transliterated.

    python benchmarks/names/million.py ENTITIES.csv

ENTITIES.csv has id, name, type. A graph of it is indexed beside it once; names are then asked of
it in one process, warm, each once. Prints medians, means and the worst, in milliseconds.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from variants import written_in

import actorgraph

if TYPE_CHECKING:
    from collections.abc import Callable

ASKED = 300
EVERY = 997


def main() -> None:
    path = Path(sys.argv[1])
    with path.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in islice(csv.DictReader(file), 0, None, EVERY)]
    chance = random.Random(7)
    some = chance.sample([name for name in names if len(name) > 8], ASKED)
    engine = actorgraph.load(path.parent).engine
    for what, write in KINDS.items():
        report(what, engine.find, [write(name, chance) for name in some])


def report(what: str, find: Callable[[str], object], queries: list[str]) -> None:
    for query in queries[: ASKED // 6]:
        find(query)
    spent = []
    for query in queries[ASKED // 6 :]:
        start = time.process_time()
        find(query)
        spent.append((time.process_time() - start) * 1000)
    middle, mean = statistics.median(spent), statistics.mean(spent)
    print(f"{what:16} median {middle:.3f} ms, mean {mean:.3f} ms, worst {max(spent):.1f} ms CPU")


def a_letter_lost(name: str, chance: random.Random) -> str:
    at = chance.choice([n for n in range(1, len(name)) if name[n - 1 : n + 1].isalpha()])
    return name[:at] + name[at + 1 :]


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "exact": lambda name, _: name,
    "a letter lost": a_letter_lost,
    "transliterated": lambda name, _: written_in("Russian", name).title(),
}


if __name__ == "__main__":
    main()
