"""Variants of names in many traditions, each with who is meant, that no table was made for.

    python benchmarks/names/untried.py [--misses]

untried_entities.csv has whom a name can mean, untried.csv the queries: the id that is meant, or
`question` where several can be (and whom it has to show), or `nobody` for who is not there. Prints
how often the right one is first and among five, and who was falsely taken for sure.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lookup import read

from actorgraph.names import NameIndex, decide
from actorgraph.queries.match import LEAST

HERE = Path(__file__).parent
FIVE = 5


def main() -> None:
    entities = read(HERE / "untried_entities.csv")
    index = NameIndex((row["id"], row["name"], (), row["type"]) for row in entities)
    asked = first = fifth = matched = 0
    false, missed = [], []
    cases = read(HERE / "untried.csv")
    for case in cases:
        matches, expected = index.lookup(case["query"]), case["expected"]
        sure, ids = decide(matches), [match.id for match in matches]
        if sure and sure.id != expected:
            false.append(f"{case['query']}: taken for {sure.matched_name}, {sure.reason}")
        if expected.startswith("#"):
            asked += 1
            first += ids[:1] == [expected]
            matched += ids[:1] == [expected] and matches[0].score >= LEAST
            fifth += expected in ids[:FIVE]
        right = [expected] if expected.startswith("#") else case["among"].split("|")
        if expected != "nobody" and not set(ids[:1]) & set(right):
            missed.append(f"{case['query']}: {right} not first, but {ids[:1]}")
    print(f"{asked} asked for, hit@1 {first / asked:.3f}, hit@5 {fifth / asked:.3f}; "
          f"falsely sure {len(false)} of {len(cases)}; "
          f"first as `match` shows it, with {LEAST} or more, {matched / asked:.3f}")  # fmt: skip
    for line in [*false, *(missed if "--misses" in sys.argv else ())]:
        print(" ", line)


if __name__ == "__main__":
    main()
