"""Are the weights fitted to the cases? Tuned on four fifths of the people, asked of the fifth.

    python benchmarks/names/folds.py FOLDER [--settings 30] [--each 60] [--aliases ENTITIES.csv]

FOLDER is that of lookup.py. All rows of one person lie in one fold and count as one, each script is
spread over the five folds, and rows of the roster with one name count as equal. Of random settings
of the weights of names.json, the one that ranks best on four folds is asked of the fifth, beside
the weights that we have; so is a linear ranker of the parts of a likeness. Then reports variants
that are made by rule (variants.py), and aliases of ENTITIES.csv asked of the names on display.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from lookup import read
from scipy.optimize import minimize
from variants import Variant, variants_of

from actorgraph.names import EXACT, STRONG, Match, NameIndex, decide
from actorgraph.names.compare import compare_read
from actorgraph.names.fold import fold
from actorgraph.names.lexicon import WEIGHTS
from actorgraph.names.likeness import Across, word_likeness
from actorgraph.names.parts import Name, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Row = dict[str, str]
    Weights = Mapping[str, float]

FOLDS = 5
SEED = 5
RIVALS = 30
"""How many candidates of a case are ranked anew with each setting."""


class Case(NamedTuple):
    """A query, whose name it is, and who else can be meant."""

    query: str
    person: str
    name: str
    script: str
    rivals: tuple[tuple[Name, ...], ...]


class Hits(NamedTuple):
    """The shares of people who are first, and among the first five."""

    first: float
    fifth: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--settings", type=int, default=30)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--aliases", type=Path)
    asked = parser.parse_args()
    roster = read(asked.folder / "roster.csv")
    index = NameIndex((row["id"], row["name"], (), "person") for row in roster)
    cases = [case_of(row, index) for row in read(asked.folder / "cases_dev.csv")]
    folds = folds_of(cases)
    report_weights(index, cases, folds, settings_of(asked.settings))
    report_ranker(cases, folds)
    people = [(row["id"], row["name"]) for row in roster]
    report_found(index, variants_of(people, each=asked.each))
    if asked.aliases:
        report_aliases(asked.aliases)


def case_of(row: Row, index: NameIndex) -> Case:
    matches = index.lookup(row["query"], RIVALS, also_similar=True)
    names = dict.fromkeys([row["expected_name"], *(match.matched_name for match in matches)])
    rivals = tuple(readings(name, "person") for name in names)
    return Case(row["query"], row["expected_id"], row["expected_name"], row["script"], rivals)


def folds_of(cases: Iterable[Case]) -> dict[str, int]:
    """Return the fold of each person: those of one script are dealt out in turn."""
    scripts: dict[str, str] = {}
    for case in sorted(cases, key=lambda case: (case.person, case.script)):
        scripts.setdefault(case.person, case.script)
    by_script: dict[str, list[str]] = defaultdict(list)
    for person, script in scripts.items():
        by_script[script].append(person)
    chance = random.Random(SEED)
    dealt = [p for people in by_script.values() for p in chance.sample(people, len(people))]
    return {person: at % FOLDS for at, person in enumerate(dealt)}


def settings_of(number: int) -> list[dict[str, float]]:
    """Return weights drawn around those that we have, which have seen all the cases."""
    chance = random.Random(SEED)
    return [
        {
            name: round(min(value * chance.choice((0.8, 0.9, 1, 1, 1.1, 1.25)), limit(name)), 3)
            for name, value in WEIGHTS.items()
        }
        for _ in range(number)
    ]


def limit(weight: str) -> float:
    """Only what a word without a partner weighs can be more than the whole."""
    return 4.0 if weight.startswith(("middle", "other_surname")) else 1.0


def weigh(weights: Weights) -> None:
    WEIGHTS.update(weights)
    word_likeness.cache_clear()


def report_weights(
    index: NameIndex, cases: list[Case], folds: dict[str, int], settings: list[dict[str, float]]
) -> None:
    ours, ranks = dict(WEIGHTS), []
    for setting in settings:
        weigh(setting)
        ranks.append([rank_of(case) for case in cases])
    tuned, untuned, plain = [], [], []
    for at in range(FOLDS):
        inside = [folds[case.person] != at for case in cases]
        best = max(range(len(settings)), key=lambda n: (mean_rank(cases, ranks[n], inside), -n))
        weigh(settings[best])
        hits = [found_at(case, index.lookup(case.query)) for case in cases]
        tuned.append(shares(cases, hits, inside))
        untuned.append(shares(cases, hits, [not one for one in inside]))
        weigh(ours)
        as_they_are = [found_at(case, index.lookup(case.query)) for case in cases]
        plain.append(shares(cases, as_they_are, [not one for one in inside]))
        print(f"fold {at + 1}: setting {best}, tuned {told(tuned[-1])}, untuned {told(untuned[-1])}"
              f", with the weights as they are {told(plain[-1])}")  # fmt: skip
    gap = mean(tuned).first - mean(untuned).first
    print(f"mean: tuned {told(mean(tuned))}, untuned {told(mean(untuned))}, gap {gap:.3f}")
    print(f"mean with the weights as they are {told(mean(plain))}")


def told(hits: Hits) -> str:
    return f"hit@1 {hits.first:.3f} hit@5 {hits.fifth:.3f}"


def mean(hits: Sequence[Hits]) -> Hits:
    return Hits(*(sum(one) / len(hits) for one in zip(*hits, strict=True)))


def rank_of(case: Case) -> int:
    """How many names are nearer than the right one."""
    asked = readings(case.query, "person")
    own, *others = [compare_read(asked, name, entity_type="person").value for name in case.rivals]
    return sum(other > own for other in others)


def mean_rank(cases: list[Case], ranks: list[int], inside: list[bool]) -> float:
    return by_person(cases, [1 / (1 + rank) for rank in ranks], inside)


def found_at(case: Case, matches: Sequence[Match]) -> int | None:
    names = [is_same(match.matched_name, case.name) for match in matches]
    return names.index(True) if True in names else None


def is_same(one: str, other: str) -> bool:
    return sorted(fold(one).split()) == sorted(fold(other).split())


def shares(cases: list[Case], ranks: list[int | None], inside: list[bool]) -> Hits:
    return Hits(
        *(by_person(cases, [float(r is not None and r < n) for r in ranks], inside) for n in (1, 5))
    )


def by_person(cases: list[Case], values: list[float], inside: list[bool]) -> float:
    """The mean of the means of each person's rows."""
    rows: dict[str, list[float]] = defaultdict(list)
    for case, value, counts in zip(cases, values, inside, strict=True):
        if counts:
            rows[case.person].append(value)
    return sum(sum(some) / len(some) for some in rows.values()) / len(rows)


def report_ranker(cases: list[Case], folds: dict[str, int]) -> None:
    """Rank by a linear model of the parts of a likeness, trained on four folds, asked of one."""
    parts = [np.array([parts_of(case.query, name) for name in case.rivals]) for case in cases]
    learnt, ruled = [], []
    for at in range(FOLDS):
        inside = [folds[case.person] != at for case in cases]
        model = trained([part for part, counts in zip(parts, inside, strict=True) if counts])
        outside = [not one for one in inside]
        for found, by in ((learnt, model), (ruled, np.eye(parts[0].shape[1])[0])):
            ranks = [int((part[1:] @ by > part[0] @ by).sum()) for part in parts]
            found.append(shares(cases, list(ranks), outside))
    print(f"linear ranker, untuned {told(mean(learnt))}; the rule alone {told(mean(ruled))}")


def parts_of(query: str, names: Sequence[Name]) -> list[float]:
    """What a likeness is made of: the rule's value first."""
    asked = readings(query, "person")
    score = compare_read(asked, names, entity_type="person")
    one, other = asked[0], names[0]
    across = Across.VOWELS if one.script or other.script else Across.NOTHING
    alike = [max(word_likeness(a, b, across=across) for b in other.words) for a in one.words]
    back = [max(word_likeness(a, b, across=across) for a in one.words) for b in other.words]
    joined = word_likeness("".join(one.words), "".join(other.words), across=across)
    is_sure = score.level in (EXACT, STRONG)
    more = abs(len(one.words) - len(other.words))
    family = other.surname or other.words[-1]
    surname = max(word_likeness(word, family, across=across) for word in one.words)
    return [score.value, float(is_sure), min(alike), sum(alike) / len(alike), min(back),
            sum(back) / len(back), joined, float(more), surname]  # fmt: skip


def trained(parts: Sequence[np.ndarray]) -> np.ndarray:
    """Return the weights with which the right name is likeliest among its rivals, by softmax."""

    def cost(by: np.ndarray) -> float:
        lost = 0.0
        for part in parts:
            values = part @ by
            lost += np.log(np.exp(values - values.max()).sum()) + values.max() - values[0]
        return lost / len(parts) + 0.001 * float(by @ by)

    start = np.eye(parts[0].shape[1])[0] * 10
    return np.asarray(minimize(cost, start, method="L-BFGS-B", options={"maxiter": 60}).x)


def report_aliases(path: Path) -> None:
    """Ask for aliases, each of one entity alone, where only names on display are known."""
    rows = [row for row in read(path) if row["name"]]
    index = NameIndex((row["id"], row["name"], (), row["type"]) for row in rows)
    whose: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for alias in filter(None, row["aliases"].split("|")):
            whose[fold(alias)].append({**row, "alias": alias})
    alone = [some[0] for some in whose.values() if len({row["id"] for row in some}) == 1]
    some = random.Random(SEED).sample(alone, min(1000, len(alone)))
    report_found(index, (Variant("alias", row["alias"], row["id"], row["name"]) for row in some))


def report_found(index: NameIndex, variants: Iterable[Variant]) -> None:
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    for variant in variants:
        matches = index.lookup(variant.query)
        right = [is_same(match.matched_name, variant.expected_name) for match in matches]
        sure = decide(matches)
        is_false = sure is not None and not any(
            is_same(sure.matched_name, name) for name in (variant.expected_name, variant.query)
        )
        found = (1, right[:1] == [True], any(right[:5]), sure is not None, is_false)
        for how in (variant.how, "all"):
            counts[how] = [sum(pair) for pair in zip(counts[how], found, strict=True)]
    for how, (number, first, fifth, surely, falsely) in counts.items():
        hits = Hits(first / number, fifth / number)
        print(f"{how:36} {number:5}  {told(hits)}  sure {surely}, falsely {falsely}")


if __name__ == "__main__":
    main()
