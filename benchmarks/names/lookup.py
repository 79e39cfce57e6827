"""Does a name find its person, however it is written, and is nothing ever guessed?

    python benchmarks/names/lookup.py FOLDER [--half 0|1]

FOLDER holds roster.csv (id, name), cases_dev.csv (query, expected_id, expected_name, script) and
nomenklatura_name_bench_cases.csv (schema, name1, name2, is_match). Prints hit@1 and hit@5 beside
those of today's habit (casefold and rapidfuzz's WRatio), every miss with its cause, false sure
answers for 1,000 names that are not in the roster, and the best F1 of `compare` on labelled pairs.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from actorgraph.names import Match, NameIndex, decide
from actorgraph.names.compare import compare
from actorgraph.names.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = dict[str, str]

INVENTED = 1000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
GENERATIONS = ("Jr.", "Sr.", "II", "III", "IV")
PERSON_KINDS = {"Person": "person"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="every second case only")
    asked = parser.parse_args()
    roster = read(asked.folder / "roster.csv")
    cases = read(asked.folder / "cases_dev.csv")
    if asked.half is not None:
        cases = cases[asked.half :: 2]
    index = NameIndex((row["id"], row["name"], (), "person") for row in roster)
    report_hits(index, cases, roster)
    report_habit(cases, roster)
    report_false_sure(index, roster)
    report_pairs(read(asked.folder / "nomenklatura_name_bench_cases.csv"))


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def report_hits(index: NameIndex, cases: list[Row], roster: list[Row]) -> None:
    start = time.process_time()
    answers = [index.lookup(case["query"]) for case in cases]
    spent = (time.process_time() - start) / len(cases)
    ranks = [rank(case, answer) for case, answer in zip(cases, answers, strict=True)]
    sure = [(case, decide(answer)) for case, answer in zip(cases, answers, strict=True)]
    wrong = [case for case, one in sure if one is not None and one.id != case["expected_id"]]
    names = Counter(fold(row["name"]) for row in roster)
    print(f"cases                  {len(cases)}")
    print(f"hit@1                  {sum(r == 0 for r in ranks) / len(cases):.3f}")
    print(f"hit@1, namesakes equal {hits_by_name(cases, answers) / len(cases):.3f}")
    print(f"hit@5                  {sum(r is not None and r < 5 for r in ranks) / len(cases):.3f}")
    print(f"answered as sure       {sum(one is not None for _, one in sure)}, wrongly {len(wrong)}")
    print(f"CPU of a lookup        {spent * 1000:.2f} ms")
    for case, answer, at in zip(cases, answers, ranks, strict=True):
        if at != 0:
            print("  miss:", case["query"], "|", case["expected_name"], "|", case["script"], "|",
                  cause(case, answer, at, names))  # fmt: skip


def rank(case: Row, answer: list[Match]) -> int | None:
    ids = [match.id for match in answer]
    return ids.index(case["expected_id"]) if case["expected_id"] in ids else None


def hits_by_name(cases: list[Row], answers: list[list[Match]]) -> int:
    return sum(
        bool(answer) and (answer[0].id == case["expected_id"]
                          or fold(answer[0].matched_name) == fold(case["expected_name"]))
        for case, answer in zip(cases, answers, strict=True)
    )  # fmt: skip


def cause(case: Row, answer: list[Match], at: int | None, names: Counter[str]) -> str:
    if answer and fold(answer[0].matched_name) == fold(case["expected_name"]):
        return f"{names[fold(case['expected_name'])]} rows of the roster have this very name"
    if not answer:
        return "nothing found that sounds alike"
    first = f"{answer[0].matched_name} ({answer[0].score:.2f}, {answer[0].reason})"
    if at is None:
        alone = compare(case["query"], case["expected_name"], entity_type="person")
        return f"not found, likeness {alone.value:.2f}; first is {first}"
    return f"rank {at + 1} with {answer[at].score:.2f}; first is {first}"


def report_habit(cases: list[Row], roster: list[Row]) -> None:
    names = [row["name"].casefold() for row in roster]
    hits = 0
    for case in cases:
        best = process.extractOne(case["query"].casefold(), names, scorer=fuzz.WRatio)
        hits += roster[best[2]]["id"] == case["expected_id"]
    print(f"hit@1 of casefold and WRatio {hits / len(cases):.3f}")


def report_false_sure(index: NameIndex, roster: list[Row]) -> None:
    known = by_word(roster)
    tried = Counter[str]()
    false: list[tuple[str, str, Match]] = []
    for how, name in invented(roster):
        if tried[how] == INVENTED // 4 or is_somebody(name, known):
            continue
        tried[how] += 1
        one = decide(index.lookup(name))
        if one is not None:
            false.append((how, name, one))
        if tried.total() == INVENTED:
            break
    print(f"false sure answers     {len(false)} of {dict(tried)}")
    for how, name, one in false:
        print(f"  {how}: {name} | {one.matched_name} | {one.level}, {one.reason}")


def by_word(roster: list[Row]) -> dict[str, list[Counter[str]]]:
    found: dict[str, list[Counter[str]]] = {}
    for row in roster:
        words = Counter(fold(row["name"]).split())
        for word in words:
            found.setdefault(word, []).append(words)
    return found


def is_somebody(name: str, known: dict[str, list[Counter[str]]]) -> bool:
    """Whether these words are words of one name in the roster: then it is that name shortened."""
    words = Counter(fold(name).split())
    return any(words <= one for one in known.get(next(iter(words)), ()))


def invented(roster: list[Row]) -> Iterator[tuple[str, str]]:
    """Names that nobody in the roster has: another's surname, one letter changed, a namesake."""
    chance = random.Random(20180126)
    names = [row["name"] for row in roster if len(row["name"].split()) > 1]
    while True:
        one, other = chance.choice(names).split(), chance.choice(names).split()
        yield "recombined", " ".join([*one[:-1], other[-1]])
        yield "one letter changed", one_letter_changed(chance.choice(names), chance)
        name = chance.choice(names)
        yield "another generation", f"{name} {chance.choice(GENERATIONS)}"
        *given, surname = chance.choice(names).split()
        yield "another initial", " ".join([*given, chance.choice(LETTERS).upper() + ".", surname])


def one_letter_changed(name: str, chance: random.Random) -> str:
    at = chance.choice([n for n, letter in enumerate(name) if letter.isalpha()])
    letter = chance.choice(LETTERS)
    return chance.choice(
        [
            name[:at] + letter + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + name[at + 1 :],
        ]
    )


def report_pairs(pairs: list[Row]) -> None:
    scored = sorted(
        (
            (likeness(pair), pair["is_match"] == "true") for pair in pairs
        ),
        reverse=True,
    )  # fmt: skip
    positives = sum(match for _, match in scored)
    best, found = (0.0, 0.0, 0.0, 0.0), 0
    for number, (value, match) in enumerate(scored, 1):
        found += match
        if number == len(scored) or scored[number][0] != value:
            f1 = 2 * found / (number + positives)
            best = max(best, (f1, value, found / number, found / positives))
    print(
        f"pairs                  best F1 {best[0]:.3f} at {best[1]:.2f} "
        f"(precision {best[2]:.3f}, recall {best[3]:.3f}) of {len(pairs)}"
    )


def likeness(pair: Row) -> float:
    kind = PERSON_KINDS.get(pair["schema"], "organization")
    return compare(pair["name1"], pair["name2"], entity_type=kind).value


if __name__ == "__main__":
    main()
