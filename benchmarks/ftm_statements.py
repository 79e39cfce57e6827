"""FollowTheMoney statements in and out: time, memory, and whether any is lost or changed.

    python benchmarks/ftm_statements.py 1000000          # statements

Statements of several datasets about people, companies and who owns them are imported to the two
tables and exported again; both files are compared as multisets, every field. The rival is reading
the statements with the csv module and writing them again.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.formats.ftm_statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

DATASETS = "us_sdn ru_duma eu_fsf gb_hmt wd_peps".split()
COPY = (
    "import csv,sys\n"
    "rows = csv.reader(open(sys.argv[1], newline=''))\n"
    "csv.writer(open(sys.argv[2], 'w', newline='')).writerows(rows)"
)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        given, written = Path(folder) / "in.statements.csv", Path(folder) / "out.statements.csv"
        entities = make(given, count)
        size = given.stat().st_size / 1e6
        print(f"{count:,} statements about {entities:,} entities and relations, {size:.0f} MB")
        ours = [sys.executable, "-m", "actorgraph.cli"]
        report("import", [*ours, "import", str(given), "--to", folder])
        report("export, with the index", [*ours, "--data", folder, "export", str(written)])
        report("copy with the csv module", [sys.executable, "-c", COPY, str(given), f"{written}2"])
        lost, added = difference(given, written)
    print(f"lost or changed: {lost:,}; not there before: {added:,}")


def report(what: str, command: list[str]) -> None:
    """Run a program and say what it took."""
    script = (
        "import resource,subprocess,sys,time;begun=time.perf_counter();"
        "subprocess.run(sys.argv[1:],check=True,stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
        "u=resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(u.ru_utime+u.ru_stime,u.ru_maxrss/1024,time.perf_counter()-begun)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *command], check=True, stdout=subprocess.PIPE, text=True
    )
    seconds, megabytes, elapsed = map(float, done.stdout.split())
    print(
        f"{what:26} {seconds:6.1f} s CPU, {elapsed:6.1f} s, {megabytes:5.0f} MB at most", flush=True
    )


def difference(given: Path, written: Path) -> tuple[int, int]:
    """Return how many statements are in one file alone, each as often as it is there."""
    counts: Counter[int] = Counter()
    for path, sign in ((given, 1), (written, -1)):
        with path.open(encoding="utf-8", newline="") as file:
            for fields in csv.DictReader(file):
                counts[hash(tuple(fields[name] for name in Statement._fields))] += sign
    lost = sum(number for number in counts.values() if number > 0)
    return lost, -sum(number for number in counts.values() if number < 0)


def make(path: Path, count: int) -> int:
    """Write as many statements; return about how many entities and relations they are."""
    pick = random.Random(5)
    number = written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(Statement._fields)
        while written < count:
            number += 1
            statements = list(_about_one(pick, number))[: count - written]
            rows.writerows(statements)
            written += len(statements)
    return number


def _about_one(pick: random.Random, number: int) -> Iterator[Statement]:
    """Yield what some datasets say of an entity, and of a relation to one before it."""
    canonical = f"Q{number}" if number % 3 == 0 else f"NK-{pick.getrandbits(60):x}"
    datasets = pick.sample(DATASETS, pick.randrange(1, 4))
    is_company = pick.random() < 0.3
    for dataset in datasets:
        own_id = f"{dataset}-{number}"
        schema = "Company" if is_company else "Person"
        for prop, value, original in _values(pick, number, own_id, is_company=is_company):
            yield _statement(pick, canonical, own_id, schema, dataset, prop, value, original)
    if is_company:
        ends = (("owner", canonical), ("asset", f"Q{max(3, number // 6 * 3)}"))
        for dataset in datasets[:2]:
            for prop, value in (("id", f"own-{number}"), *ends, ("percentage", str(number % 100))):
                edge = f"own-{number}"
                yield _statement(pick, edge, edge, "Ownership", dataset, prop, value, "")


def _values(
    pick: random.Random, number: int, own_id: str, *, is_company: bool
) -> Iterator[tuple[str, str, str]]:
    yield "id", own_id, ""
    for again in range(pick.randrange(1, 4)):
        yield "name", f"Name {number} {again}", pick.choice(["", f"Имя {number}"])
    country = pick.choice(["us", "ru", "gb"])
    yield "country" if is_company else "nationality", country, pick.choice(["", country.title()])
    year, month = pick.randrange(1930, 2000), pick.randrange(1, 13)
    yield "incorporationDate" if is_company else "birthDate", f"{year}-{month:02}", ""
    yield "topics", pick.choice(["sanction", "role.pep"]), ""
    yield "notes", f'A note with "quotes", a | and a line\nbreak {number}', ""


def _statement(
    pick: random.Random, canonical: str, own_id: str, schema: str, dataset: str, *said: str
) -> Statement:
    prop, value, original = said
    return Statement(
        canonical_id=canonical,
        entity_id=own_id,
        prop=prop,
        prop_type="",
        schema=schema,
        value=value,
        dataset=dataset,
        origin="",
        lang=pick.choice(["", "eng", "rus"]) if prop == "name" else "",
        original_value=original,
        external="f",
        first_seen=f"2023-01-{pick.randrange(1, 29):02}T00:00:00",
        last_seen=f"2024-01-{pick.randrange(1, 29):02}T00:00:00",
        id=f"{pick.getrandbits(160):040x}",
    )


if __name__ == "__main__":
    main()
