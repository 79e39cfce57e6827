"""Who owns a company in the end, in a register of many companies, beside `show` in the same run.

    python benchmarks/owners.py FOLDER [ROWS] [--asked N] [--rounds N]

Writes a register of ROWS ownership rows (1,000,000): companies with one to five holders each, of
which a quarter are companies further up; one row in two hundred closes a circle, one in four gives
a band, one in twenty no share; twenty nominees hold one row in a hundred together. Then it asks who
owns each of N companies (100): the median and the 95th percentile of the time in one process whose
index is open, and the largest number of links that one answer rests on. Then the median time of
whole commands, `owners` beside `show` of the same companies: on the processor and, where nothing
else runs, by the clock. The bar is a median of 300 ms for a company, asked by the command at ten
million rows.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

from index import cost

from actorgraph import load

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # where it is set, every import compiles
HOLDERS = (1, 1, 2, 2, 3, 4, 5)
NOMINEES = 20
BANDS = ("25-50", "50-75", "75-100", "0-25")


def write_register(folder: Path, rows: int) -> None:
    """Write relations.csv and entities.csv of a register with about so many rows."""
    chance = random.Random(rows)
    companies = int(rows * len(HOLDERS) / sum(HOLDERS))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "entities.csv").open("w", encoding="utf-8") as file:
        file.write("id,name,type\nreg,Register of Companies,agency\n")
        for number in range(NOMINEES):
            file.write(f"n{number},Nominee {number} Ltd,organization\n")
        for number in range(companies):
            file.write(f"c{number},Company {number} Ltd,organization\n")
        for number in range(companies):
            file.write(f"p{number},Person {number},person\n")
    with (folder / "relations.csv").open("w", encoding="utf-8") as file:
        file.write("source,target,relation,share,start_date,attributed_to,document\n")
        for number in range(companies):
            for owner, share in holders(chance, number, companies):
                year = 1990 + chance.randrange(30)
                file.write(f"{owner},c{number},owns,{share},{year}-01-01,reg,File of c{number}\n")


def holders(chance: random.Random, number: int, companies: int) -> list[tuple[str, str]]:
    """Return the holders of a company, each with what it has of it."""
    left, found = 100, {}
    for _ in range(chance.choice(HOLDERS)):
        kind = chance.random()
        above = number + 1 + int(chance.expovariate(1 / 1000))
        if kind < 0.005:
            owner = f"c{max(0, number - 1 - int(chance.expovariate(1 / 1000)))}"
        elif kind < 0.015:
            owner = f"n{chance.randrange(NOMINEES)}"
        elif kind < 0.265 and above < companies:
            owner = f"c{above}"
        else:
            owner = f"p{chance.randrange(companies)}"
        share = chance.randint(1, max(1, left))
        left -= share
        written = str(share)
        if (kind_of_share := chance.random()) < 0.05:
            written = ""
        elif kind_of_share < 0.3:
            written = BANDS[min(3, share // 25)]
        found[owner] = written
    return list(found.items())


def asked_in_one_process(folder: Path, names: list[str]) -> None:
    graph = load(folder)
    graph.owners("c0").text()
    taken, links = [], []
    for name in names:
        before = time.process_time()
        answer = graph.owners(name)
        answer.text()
        taken.append((time.process_time() - before) * 1000)
        links.append(len(answer.links))
    high = statistics.quantiles(taken, n=20)[-1]
    print(
        f"  in one process: {statistics.median(taken):.1f} ms, 95% within {high:.0f} ms, at most "
        f"{max(taken):.0f} ms; links: {statistics.median(links):.0f}, at most {max(links)}"
    )


def asked_by_commands(folder: Path, names: list[str]) -> None:
    command = str(Path(sys.executable).with_name("actorgraph"))
    for question in ("show", "owners"):
        spent, waited = [], []
        for name in names:
            before = time.perf_counter()
            spent.append(cost(command, "--data", str(folder), question, name)[0])
            waited.append((time.perf_counter() - before) * 1000)
        print(
            f"  {question}: {statistics.median(spent):.0f} ms of CPU, the longest {max(spent):.0f};"
            f" {statistics.median(waited):.0f} ms by the clock, the longest {max(waited):.0f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--asked", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=9, help="companies asked by commands")
    told = parser.parse_args()
    folder = told.folder / f"o{told.rows}"
    if not (folder / "relations.csv").exists():
        write_register(folder, told.rows)
    command = str(Path(sys.executable).with_name("actorgraph"))
    subprocess.run([command, "--data", str(folder), "index", "build"], check=True)
    print(f"{told.rows:,} rows of ownership")
    chance = random.Random(1)
    companies = int(told.rows * len(HOLDERS) / sum(HOLDERS))
    names = [f"c{chance.randrange(companies)}" for _ in range(told.asked)]
    asked_in_one_process(folder, names)
    asked_by_commands(folder, names[: told.rounds])


if __name__ == "__main__":
    main()
