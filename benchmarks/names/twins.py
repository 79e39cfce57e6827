"""Who is filed twice in two registers: time, memory and how many are found, beside two rivals.

    python benchmarks/names/twins.py ENTITIES.csv [ROWS]

ENTITIES.csv has id, name, aliases, type. The second register holds the same entities in capitals,
each with a middle initial, the words in another order, without marks, or as they are. The rivals
see the same names: blocks of surname and first letter in pandas, all pairs of a block compared by
rapidfuzz; and a sorted neighbourhood, each name compared with the ten that follow it.
"""

from __future__ import annotations

import csv
import random
import sys
import time
import tracemalloc
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from actorgraph.names import Entry
from actorgraph.names.fold import fold
from actorgraph.names.twins import twins

WINDOW = 10
ALIKE = 92
MOST_PAIRS = 30_000_000


def main() -> None:
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else None
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        first = [
            (row["name"], tuple(filter(None, row["aliases"].split("|"))), row["type"])
            for row in islice(csv.DictReader(file), rows)
        ]
    chance = random.Random(3)
    second = [(written_otherwise(name, chance), (), kind.upper()) for name, _, kind in first]
    entries = [
        Entry(number, str(number), (name, *aliases), kind)
        for number, (name, aliases, kind) in enumerate(first + second)
    ]
    shown = [one.names[0] for one in entries]
    print(f"{len(entries):,} entities of two registers")
    for what, ask in (
        ("actorgraph", lambda: ours(entries)),
        ("sorted neighbourhood, rapidfuzz", lambda: sorted_neighbourhood(shown)),
        ("blocks in pandas, rapidfuzz", lambda: blocks(shown)),
    ):
        start = time.process_time()
        pairs = ask()
        spent = time.process_time() - start
        if pairs is None:
            print(f"{what}: more than {MOST_PAIRS:,} pairs, not compared")
            continue
        there = sum((n, n + len(first)) in pairs for n in range(len(first)))
        share = there / len(first)
        print(f"{what}: {spent:.1f} s CPU, {len(pairs):,} pairs, {share:.3f} of the twins found")
    tracemalloc.start()
    twins(entries)
    print(f"actorgraph holds {tracemalloc.get_traced_memory()[1] >> 20} MB at its most")


def written_otherwise(name: str, chance: random.Random) -> str:
    words = name.split()
    how = chance.randrange(4)
    if how == 0 and len(words) == 2:
        return f"{words[0]} {chance.choice('ABCDEFGH')}. {words[1]}".upper()
    if how == 1 and len(words) == 2:
        return f"{words[1]}, {words[0]}".upper()
    return fold(name).upper() if how == 2 else name.upper()


def ours(entries: list[Entry]) -> set[tuple[int, ...]]:
    pairs = set()
    for one in twins(entries):
        if len(one.numbers) == 2:
            pairs.add(one.numbers)
        else:
            middle = len(entries) // 2
            there = set(one.numbers)
            pairs.update((n, n + middle) for n in one.numbers if n + middle in there)
    return pairs


def sorted_neighbourhood(names: list[str]) -> set[tuple[int, int]]:
    keys = [" ".join(sorted(name.lower().replace(",", "").split(), reverse=True)) for name in names]
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__))
    in_order = [keys[number] for number in order]
    pairs: set[tuple[int, int]] = set()
    for step in range(1, WINDOW + 1):
        scores = process.cpdist(in_order[:-step], in_order[step:], scorer=fuzz.ratio)
        for at in np.flatnonzero(scores >= ALIKE):
            one, other = int(order[at]), int(order[at + step])
            pairs.add((min(one, other), max(one, other)))
    return pairs


def blocks(names: list[str]) -> set[tuple[int, int]] | None:
    words = [name.lower().replace(",", "").split() or [""] for name in names]
    table = pd.DataFrame(
        {"block": [" ".join((w[-1], w[0][:1])) for w in words], "number": range(len(names))}
    )
    sizes = table["block"].value_counts()
    if (sizes * (sizes - 1) // 2).sum() > MOST_PAIRS:
        return None
    both = table.merge(table, on="block")
    both = both[both["number_x"] < both["number_y"]]
    left, right = both["number_x"].to_numpy(), both["number_y"].to_numpy()
    scores = process.cpdist(
        [names[n].lower() for n in left],
        [names[n].lower() for n in right],
        scorer=fuzz.token_sort_ratio,
    )
    kept = scores >= ALIKE
    return set(zip(left[kept].tolist(), right[kept].tolist(), strict=True))


if __name__ == "__main__":
    main()
