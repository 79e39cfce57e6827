"""Entities that several registers describe: building the index, one card, all that contradict.

    python benchmarks/descriptions.py FOLDER [ROWS ...]       # 1 million and 10 million rows

Three registers describe the same people and companies, one row each with its own document; in some
rows they differ in a birth date, a country or a type. Rivals in the same run, on the same
entities.csv: polars (pandas where it is not installed) reads it and groups by id what differs.
CPU of whole processes and their peak memory; medians of cards are taken in turn.
"""

from __future__ import annotations

import csv
import os
import random
import statistics
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.locating import inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # where it is set, every import compiles
os.environ["ACTORGRAPH_INDEX"] = "always"
ROUNDS = 7
REGISTERS = "north east west".split()
COLUMNS = (
    "id", "name", "type", "country", "start_date", "aliases", "attributed_to", "document",
    "statement_date",
)  # fmt: skip
BEGINNINGS = "An Bo Cla De Eri Fa Gu Ha Iv Jo Kar Lu Mi No Ol Pe Ros Sa To Va".split()
ENDINGS = "na ris dor lia mut ster ven ko".split()
RIVALS = {
    "polars": (
        "import sys, polars as p\n"
        "rows = p.read_csv(sys.argv[1], infer_schema=False)\n"
        "single = 'type', 'start_date'\n"
        "found = rows.group_by('id').agg(*(p.col(c).n_unique() for c in single))\n"
        "print(found.filter((p.col('type') > 1) | (p.col('start_date') > 1)).height)"
    ),
    "pandas": (
        "import sys, pandas\n"
        "rows = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)\n"
        "found = rows.groupby('id')[['type', 'start_date']].nunique()\n"
        "print((found > 1).any(axis=1).sum())"
    ),
}


def main() -> None:
    folder, *sizes = sys.argv[1:]
    rival = "polars" if find_spec("polars") else "pandas"
    data = [made(Path(folder), int(size)) for size in sizes or ["1000000", "10000000"]]
    for where in data:
        print(where.name, flush=True)
        grouped = cost(sys.executable, "-c", RIVALS[rival], str(where / "entities.csv"))
        report(f"{rival}, grouped by id", grouped, grouped, rival)
        report("index build", cost(*actorgraph(where, "index", "build")), grouped, rival)
        print(f"  size {size_of_index(where):.2f} x the CSV files", flush=True)
        asked = actorgraph(where, "conflicts", "--kind", "attributes", "--csv")
        report("conflicts --kind attributes", cost(*asked), grouped, rival)
    cards(data)


def report(what: str, spent: tuple[float, float], grouped: tuple[float, float], rival: str) -> None:
    times, room = (mine / theirs for mine, theirs in zip(spent, grouped, strict=True))
    print(
        f"  {what:28} {spent[0]:7.1f} s CPU, {spent[1]:6.0f} MiB;"
        f" {times:.2f} x the time and {room:.2f} x the memory of {rival}",
        flush=True,
    )


def cards(data: list[Path]) -> None:
    """Print what the card of one described entity costs at each size, in turn."""
    commands = [actorgraph(where, "show", "e1234") for where in data]
    bare = (sys.executable, "-c", "pass")
    rounds = [[cost(*command)[0] for command in (bare, *commands)] for _ in range(ROUNDS)]
    base, *each = (statistics.median(spent) for spent in zip(*rounds, strict=True))
    for where, spent in zip(data, each, strict=True):
        print(
            f"show, {where.name}: {spent * 1000:.0f} ms, {spent / base:.2f} x python -c pass,"
            f" {spent / each[0]:.2f} x the smallest"
        )


def cost(*command: str) -> tuple[float, float]:
    """Return CPU seconds and peak memory in MiB of one process."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {command}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def actorgraph(folder: Path, *args: str) -> tuple[str, ...]:
    return sys.executable, "-m", "actorgraph.cli", "--data", str(folder), *args


def size_of_index(folder: Path) -> float:
    inputs = inputs_of(folder)
    size = sum(path.stat().st_size for path in inputs.folder.glob("*.agx"))
    return size / sum(path.stat().st_size for path in inputs.files)


def named(number: int) -> str:
    """Return a name made of some hundred forenames and, at most, 64,000 surnames."""
    forename = BEGINNINGS[number % 20] + ENDINGS[number // 20 % 8]
    rest = number // 160
    middle, last = BEGINNINGS[rest % 20].lower(), ENDINGS[rest // 400 % 8]
    surname = BEGINNINGS[rest // 20 % 20] + middle + last + ENDINGS[rest // 3200 % 8]
    return f"{forename.capitalize()} {surname}"


def made(folder: Path, count: int) -> Path:
    """Write so many descriptions, and a tenth as many relations, unless they are there."""
    where = folder / f"{count:,} descriptions"
    if not (where / "relations.csv").exists():
        where.mkdir(parents=True, exist_ok=True)
        _write(where / "entities.csv", COLUMNS, _descriptions(count))
        columns = ("source", "target", "relation", "attributed_to", "document")
        _write(where / "relations.csv", columns, _relations(count // 10, _entities(count)))
    return where


def _write(path: Path, columns: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)


def _entities(count: int) -> int:
    return count * 6 // 11


def _descriptions(count: int) -> Iterator[tuple[str, ...]]:
    """Yield rows of entities.csv: each register's own, as registers come, one after the other.

    North lists two of three, East every other, West as many again; together about half as many
    entities as rows.
    """
    entities = _entities(count)
    shares = {"north": count * 4 // 11, "east": count * 3 // 11}
    shares["west"] = count - sum(shares.values())
    for register, share in shares.items():
        draw = random.Random(register)
        for place in range(share):
            number = 1 + place * entities // share
            yield _description(draw, register, number)


def _description(draw: random.Random, register: str, number: int) -> tuple[str, ...]:
    chance = draw.random()
    born = 1930 + number % 70 + (chance < 0.02)
    kind = "company" if number % 4 == 0 or chance > 0.999 else "person"
    return (
        f"e{number}",
        named(number),
        kind,
        ("us", "ru", "gb")[number % 3 if chance < 0.9 else 0],
        f"{born}-{1 + number % 12:02}" if register != "west" else str(born),
        named(number).upper() if register == "east" else "",
        f"{register} register",
        f"https://{register}.example/entry/{number * 7 % 9_999_991}",
        f"2024-0{1 + number % 9}-01",
    )


def _relations(count: int, entities: int) -> Iterator[tuple[str, ...]]:
    draw = random.Random(7)
    for number in range(count):
        register = draw.choice(REGISTERS)
        source, target = (1 + draw.randrange(entities) for _ in range(2))
        document = f"https://{register}.example/shares/{number}"
        yield f"e{source}", f"e{target}", "owns", f"{register} register", document


if __name__ == "__main__":
    main()
