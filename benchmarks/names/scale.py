"""What keys and lookups cost at hundreds of thousands of names.

    python benchmarks/names/scale.py ENTITIES.csv [ROWS]

ENTITIES.csv has id, name, aliases, type. Prints the CPU of making keys per name, how many keys that
are, and the CPU of lookups beside one pass of rapidfuzz over the same names.
"""

from __future__ import annotations

import csv
import random
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

from rapidfuzz import fuzz, process

from actorgraph.names import NameIndex
from actorgraph.names.fold import fold
from actorgraph.names.keys import keys


def main() -> None:
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else None
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        entities = [
            (row["id"], row["name"], tuple(filter(None, row["aliases"].split("|"))), row["type"])
            for row in islice(csv.DictReader(file), rows)
        ]
    report_keys(entities)
    start = time.process_time()
    index = NameIndex(entities)
    print(f"index of {len(entities)} entities: {time.process_time() - start:.1f} s CPU")
    index.lookup("Xqzwv Brtk")
    report_lookups(index, entities)


def report_keys(entities: list[tuple[str, str, tuple[str, ...], str]]) -> None:
    named = [(one, kind) for _, name, aliases, kind in entities for one in (name, *aliases)]
    for what, wanted in (("ASCII", True), ("other", False)):
        some = [(one, kind) for one, kind in named if one.isascii() is wanted]
        if not some:
            continue
        start = time.process_time()
        number = sum(len(keys(one, entity_type=kind)) for one, kind in some)
        spent = time.process_time() - start
        start = time.process_time()
        for one, _ in some:
            fold(one)
        folded = time.process_time() - start
        print(
            f"{what}: {len(some)} names, keys {spent / len(some) * 1e6:.1f} us a name, "
            f"{number / len(some):.1f} keys a name; fold alone {folded / len(some) * 1e6:.1f} us"
        )


def report_lookups(index: NameIndex, entities: list[tuple[str, str, tuple[str, ...], str]]) -> None:
    chance = random.Random(3)
    persons = [name for _, name, _, kind in entities if kind == "person"]
    aliases = [a for _, _, more, kind in entities if kind == "person" for a in more]
    some = chance.sample(persons, 100)
    queries = {
        "exact": some,
        "reordered": [", ".join(reversed(name.rsplit(" ", 1))) for name in some],
        "alias": chance.sample(aliases, 100),
        "one letter dropped": [name[:-3] + name[-2:] for name in some],
        "surname": [name.split()[-1] for name in some],
        "surname, letter dropped": [name.split()[-1][:-3] + name[-2:] for name in some],
        "organization": chance.sample([n for _, n, _, kind in entities if kind != "person"], 100),
    }
    for what, asked in queries.items():
        times = []
        for query in asked:
            start = time.process_time()
            index.lookup(query)
            times.append((time.process_time() - start) * 1000)
        print(f"{what}: median {statistics.median(times):.2f} ms, worst {max(times):.1f} ms CPU")
    names = [name.casefold() for _, name, _, _ in entities]
    start = time.process_time()
    process.extract(some[0].casefold(), names, scorer=fuzz.WRatio, limit=10)
    print(f"one pass of WRatio: {(time.process_time() - start) * 1000:.0f} ms CPU")


if __name__ == "__main__":
    main()
