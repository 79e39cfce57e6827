"""Export of many claims that are never all in memory: how much memory each writer takes itself.

    python benchmarks/export_formats.py 1000000          # claims; half as many entities

Entities and claims come from generators, so what a process holds at its peak is the writer's own.
The rival is writing the same claims as plain JSON lines with `json.dumps`.
"""

from __future__ import annotations

import subprocess
import sys

FORMATS = ("json lines", "csv", "ftm", "graphml", "gexf", "node-link", "neo4j", "sqlite", "parquet")


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    print(f"{claims:,} claims, {claims // 2:,} entities")
    for name in FORMATS:
        done = subprocess.run(
            [sys.executable, __file__, "--one", name, str(claims)],
            check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        print(done.stdout, end="", flush=True)


def one(name: str, claims: int) -> None:
    """Write one format and say what it took; `json lines` is the rival."""
    import resource
    import tempfile
    from pathlib import Path

    from actorgraph.formats.registry import format_named
    from actorgraph.formats.writing import export

    before = resource.getrusage(resource.RUSAGE_SELF)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph"
        if name == "json lines":
            rival(path, claims)
        else:
            path = path.with_name(f"graph{format_named(name).suffixes[0]}")
            export(path, content(claims), name=name)
        size = sum(part.stat().st_size for part in Path(folder).iterdir()) / 1e6
    after = resource.getrusage(resource.RUSAGE_SELF)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak = after.ru_maxrss / 1024
    print(f"{name:12} {seconds:6.1f} s CPU  {peak:5.0f} MB at most  {size:6.0f} MB written")


def content(number: int):
    """A graph whose parts are made while they are walked."""
    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import edge_of
    from actorgraph.formats.content import Content

    people = max(number // 2, 2)

    def entities():
        for n in range(people):
            yield Entity(f"p{n}", f"Person {n}", "person", (f"P. {n}", f"Person, {n}"))

    def claims():
        for n in range(number):
            yield Claim(
                f"p{n % people}", f"p{(n * 7919 + 1) % people}", "employed_by", f"role {n % 50}",
                start_date="2017", document="https://example.org/register", locator=f"p{n % 90}",
                id=f"c{n}", file="r.csv", line=n + 2,
            )  # fmt: skip

    return Content(entities, lambda: (edge_of([claim]) for claim in claims()), claims)


def rival(path, number: int) -> None:
    import json

    from actorgraph.formats.content import claim_cells

    with path.open("w", encoding="utf-8") as file:
        for claim in content(number).all_claims():
            file.write(json.dumps(claim_cells(claim)) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        main()
