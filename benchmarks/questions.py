"""Questions about a whole graph, as multiples of building its index in the same run.

    python benchmarks/questions.py GENERATOR FOLDER [--rounds N] [--asked WORD ...] [RELATIONS ...]

GENERATOR is called as `GENERATOR RELATIONS FOLDER` and writes entities.csv, relations.csv and
meta.json, which names some people and a hub. Medians of the CPU time of whole processes, five of
each unless told otherwise, with the most memory that one of them had. The last column is the
multiple that is asked for; "over" marks what takes more. Of several sizes, each is compared with
the first.

--asked runs a part: the questions that begin with one of these words, such as `stats`, `export` or
`show` (after one edited row). Answers that print everything run only if they are asked for as
`everything`; at a million relations each takes minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from index import cost, edits

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # where it is set, every import compiles
ROUNDS = 5
MOST_MEMORY = 512
KINDS = ("contested", "dates-differ", "impossible-dates", "two-holders", "said-too-early",
         "attributes")  # fmt: skip
QUESTIONS: dict[str, tuple[tuple[str, ...], float | None]] = {
    "stats": (("stats",), 0.5),
    "stats of what is confirmed": (("stats", "--status", "confirmed"), 0.5),
    "sources": (("sources",), 1),
    "sources --json": (("sources", "--json"), None),
    "conflicts, similar names apart": (
        ("conflicts", *(word for kind in KINDS for word in ("--kind", kind))),
        2,
    ),
    "communities --connected": (("communities", "--connected"), 0.5),
    "communities --connected --json": (("communities", "--connected", "--json"), None),
    "rank": (("rank",), None),
    "list": (("list",), None),
    "list --json": (("list", "--json"), None),
    "timeline of a month": (("timeline", "--since", "2018-01-01", "--until", "2018-01-31"), 0.3),
    "timeline, the first 20 moments": (("timeline", "--limit", "20"), None),
    "check": (("check",), 1.5),
    "export .csv": (("export", "{folder}/written.csv", "--force"), 2),
    "export .html --around": (
        ("export", "{folder}/written.html", "--around", "{somebody}", "--force"),
        None,
    ),
    "everything: timeline": (("timeline",), None),
    "everything: timeline --json": (("timeline", "--json"), None),
    "everything: claims": (("claims",), None),
    "everything: export .gexf": (("export", "{folder}/written.gexf", "--force"), None),
}
AFTER_AN_EDIT = "show"
MOST_AFTER_AN_EDIT = 2.5
MOST_AT_TEN_TIMES = 11


def several(rounds: int, *command: str) -> tuple[float, float]:
    """The median of the CPU seconds, and the most memory."""
    spent = [cost(*command) for _ in range(rounds)]
    return statistics.median(cpu for cpu, _ in spent) / 1000, max(memory for _, memory in spent)


def is_asked(name: str, asked: list[str]) -> bool:
    """Whether a question is in the part that is run."""
    word = name.split(maxsplit=1)[0].rstrip(",:")
    return word in asked if asked else word != "everything"


def of(folder: Path, rounds: int, asked: list[str]) -> dict[str, float]:
    """The CPU seconds of each question, the building of the index among them."""
    command = str(Path(sys.executable).with_name("actorgraph"))
    data = ("--data", str(folder))
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    people = [name for _, name, *_ in meta["mid"]]
    built, memory = several(rounds, command, *data, "index", "build")
    print(f"{folder.name}: building the index {built:.1f} s of CPU, {memory:.0f} MiB", flush=True)
    taken = {"building the index": built}
    for name, (question, bar) in QUESTIONS.items():
        if not is_asked(name, asked):
            continue
        words = [word.format(folder=folder, somebody=people[0]) for word in question]
        spent, memory = several(rounds, command, *data, *words)
        told = "" if bar is None else f"{bar:5.1f}"
        is_over = (bar is not None and spent > bar * built) or memory > MOST_MEMORY
        mark = "  over" if is_over else ""
        print(
            f"  {name:32}{spent:8.1f} s{memory:8.0f} MiB{spent / built:8.2f} x{told}{mark}",
            flush=True,
        )
        taken[name] = spent
    for written in folder.glob("written.*"):
        written.unlink()
    if is_asked(AFTER_AN_EDIT, asked):
        print(f"  the first show after an edit may take {MOST_AFTER_AN_EDIT} x unedited:")
        edits(folder, people, rounds)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("generator")
    parser.add_argument("folder", type=Path)
    parser.add_argument("relations", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--asked", nargs="*", default=[], help="first words of questions")
    told = parser.parse_args()
    taken = {}
    for size in told.relations:
        where = told.folder / f"g{size}"
        if not (where / "relations.csv").exists():
            subprocess.run([sys.executable, told.generator, str(size), where], check=True)
        taken[size] = of(where, told.rounds, told.asked)
    first, *others = told.relations
    for size in others:
        print(f"g{size} against g{first}; of ten times as many, {MOST_AT_TEN_TIMES} x is the most")
        for name, spent in taken[size].items():
            print(f"  {name:32}{spent / taken[first][name]:8.1f} x")


if __name__ == "__main__":
    main()
