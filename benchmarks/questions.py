"""Questions about a whole graph, as multiples of building its index in the same run.

    python benchmarks/questions.py GENERATOR FOLDER [--rounds N] [RELATIONS ...]

GENERATOR is called as `GENERATOR RELATIONS FOLDER` and writes entities.csv and relations.csv.
Medians of the CPU time of whole processes, five of each unless told otherwise, with the most memory
that one of them had. The last column is the multiple that is asked for; "over" marks what takes
more.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

from index import cost

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # where it is set, every import compiles
ROUNDS = 5
MOST_MEMORY = 512
KINDS = ("contested", "dates-differ", "impossible-dates", "two-holders", "said-too-early",
         "attributes")  # fmt: skip
QUESTIONS: dict[str, tuple[tuple[str, ...], float | None]] = {
    "stats": (("stats",), 0.5),
    "stats of what is confirmed": (("stats", "--status", "confirmed"), 0.5),
    "sources": (("sources",), 1),
    "conflicts, similar names apart": (
        ("conflicts", *(word for kind in KINDS for word in ("--kind", kind))),
        2,
    ),
    "communities --connected": (("communities", "--connected"), 0.5),
    "rank": (("rank",), None),
    "list": (("list",), None),
    "list --json": (("list", "--json"), None),
    "timeline of a month": (("timeline", "--since", "2018-01-01", "--until", "2018-01-31"), 0.3),
    "check": (("check",), 1.5),
    "export .csv": (("export", "{folder}/written.csv", "--force"), 2),
}


def several(rounds: int, *command: str) -> tuple[float, float]:
    """The median of the CPU seconds, and the most memory."""
    spent = [cost(*command) for _ in range(rounds)]
    return statistics.median(cpu for cpu, _ in spent) / 1000, max(memory for _, memory in spent)


def of(folder: Path, rounds: int, asked: list[str]) -> None:
    command = str(Path(sys.executable).with_name("actorgraph"))
    data = ("--data", str(folder))
    built, memory = several(rounds, command, *data, "index", "build")
    print(f"{folder.name}: building the index {built:.1f} s of CPU, {memory:.0f} MiB", flush=True)
    for name, (question, bar) in QUESTIONS.items():
        if asked and name.split()[0].rstrip(",") not in asked:
            continue
        words = [word.format(folder=folder) for word in question]
        spent, memory = several(rounds, command, *data, *words)
        told = "" if bar is None else f"{bar:5.1f}"
        is_over = (bar is not None and spent > bar * built) or memory > MOST_MEMORY
        mark = "  over" if is_over else ""
        print(
            f"  {name:32}{spent:8.1f} s{memory:8.0f} MiB{spent / built:8.2f} x{told}{mark}",
            flush=True,
        )
    (folder / "written.csv").unlink(missing_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("generator")
    parser.add_argument("folder", type=Path)
    parser.add_argument("relations", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--asked", nargs="*", default=[], help="first words of questions")
    told = parser.parse_args()
    for size in told.relations:
        where = told.folder / f"g{size}"
        if not (where / "relations.csv").exists():
            subprocess.run([sys.executable, told.generator, str(size), where], check=True)
        of(where, told.rounds, told.asked)


if __name__ == "__main__":
    main()
