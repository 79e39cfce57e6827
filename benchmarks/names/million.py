"""How long names take among a million that are on disk: one by one, and all for twins.

    python benchmarks/names/million.py ENTITIES.csv [ROUNDS]

ENTITIES.csv has id, name, type. A graph of it is indexed beside it once; names are then asked of
it in one process, warm, each once: exact, a letter lost, transliterated. Then all are looked
through for twins. Each round is a process of its own; prints the best of them, and the load.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from variants import written_in

import actorgraph
from actorgraph.filters import NOTHING_LEFT_OUT
from actorgraph.names.twins import twins

if TYPE_CHECKING:
    from collections.abc import Callable

    from actorgraph.engine import Engine

ASKED = 300
EVERY = 997


def main() -> None:
    path, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as alone:
        measured = list(alone.map(one_round, [path] * rounds))
    print(f"best of {rounds} rounds, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for what in KINDS:
        middle, mean, worst = min(times[what] for times in measured)
        print(f"{what:16} median {middle:.3f} ms, mean {mean:.3f} ms, worst {worst:.1f} ms CPU")
    spent, waited, found = min(times["twins"] for times in measured)
    print(f"{'twins':16} {spent:.1f} s CPU, {waited:.1f} s by the clock, {found:,} found")


def one_round(path: Path) -> dict[str, tuple[float, float, float]]:
    with path.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in islice(csv.DictReader(file), 0, None, EVERY)]
    chance = random.Random(7)
    some = chance.sample([name for name in names if len(name) > 8], ASKED)
    engine = actorgraph.load(path.parent).engine
    asked = {what: [write(name, chance) for name in some] for what, write in KINDS.items()}
    times = {what: asking(engine.find, queries) for what, queries in asked.items()}
    return times | {"twins": looking_for_twins(engine)}


def asking(find: Callable[[str], object], queries: list[str]) -> tuple[float, float, float]:
    for query in queries[: ASKED // 6]:
        find(query)
    spent = []
    for query in queries[ASKED // 6 :]:
        start = time.process_time()
        find(query)
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent), statistics.mean(spent), max(spent)


def looking_for_twins(engine: Engine) -> tuple[float, float, float]:
    begun, start = time.perf_counter(), time.process_time()
    found = len(twins(engine.all_names(NOTHING_LEFT_OUT)))
    return time.process_time() - start, time.perf_counter() - begun, found


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
