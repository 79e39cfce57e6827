"""Spark on converted data: lookups against unsorted CSV, whole-graph questions, start told apart.

    python benchmarks/spark.py DATA [DATA ...] [--master local-cluster[2,1,2048]] [--rounds 5]

DATA is a folder with entities.csv, relations.csv and a meta.json that names some people (`mid`:
[[id, name, ...], ...]); beside it lies DATA.spark, as `actorgraph convert DATA DATA.spark` writes
it. Wall seconds; a lookup is the median of several people, the first of them apart. CPU seconds are
those of all processes of Spark.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--master", default="local-cluster[2,1,2048]")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--lookups-only", action="store_true")
    asked = parser.parse_args()

    from actorgraph.engines.spark.session import session

    began = time.perf_counter()
    on = session(asked.master)
    on.range(10).count()
    print(
        f"{asked.master}: a session that has run one task after {time.perf_counter() - began:.1f} s"
    )
    for data in asked.data:
        measure(on, data, asked.rounds, lookups_only=asked.lookups_only)


def measure(on: object, data: Path, rounds: int, *, lookups_only: bool) -> None:
    from actorgraph.engines.spark import measures
    from actorgraph.loading import load
    from actorgraph.queries.path import path

    people = [one[0] for one in json.loads((data / "meta.json").read_text())["mid"]][: rounds + 1]
    graph = load(f"{data}.spark", engine="spark", session=on)
    engine = graph.engine
    print(
        f"{data.name}: {size(Path(f'{data}.spark')) / size(data):.2f} x the bytes of the CSV files"
    )

    first, *others = [taken(lambda one=one: graph.show(one))[0] for one in people]
    shown = statistics.median(others)
    print(f"  show                 {first:8.2f} s the first, then {shown:.2f} s")
    unsorted = on.read.csv(str(data / "relations.csv"), header=True, escape='"')

    def scanned(one: str) -> list[object]:
        return unsorted.where((unsorted.source == one) | (unsorted.target == one)).collect()

    scan = statistics.median(taken(lambda one=one: scanned(one))[0] for one in people[1:])
    print(f"  rows of one, by CSV  {scan:8.2f} s: show takes {shown / scan:.2f} of that")
    rows = statistics.median(
        taken(lambda one=one: engine.under("relations", [one]).collect())[0] for one in people[1:]
    )
    print(f"  rows of one, sorted  {rows:8.2f} s: {rows / scan:.2f} of that")
    around = taken(lambda: graph.neighbors(people[0], depth=2, limit=1000))
    print(f"  two steps, 1,000     {around[0]:8.2f} s")
    ends = engine.entities([people[0], people[1]])
    way = taken(lambda: path(engine, ends[people[0]], ends[people[1]]))
    print(f"  path                 {way[0]:8.2f} s")
    if lookups_only:
        return
    wall, cpu = taken(lambda: engine.highest_degrees(20))
    print(f"  degree               {wall:8.1f} s  {cpu:6.0f} s of CPU")
    with measures.work(engine) as keep:
        wall, cpu = taken(
            lambda: measures.components(engine, keep).groupBy("component").count().count()
        )
    print(f"  components           {wall:8.1f} s  {cpu:6.0f} s of CPU")
    rule = {"damping": 0.85, "tolerance": 0.0, "rounds": 10}
    wall, cpu = taken(lambda: engine.highest_pageranks(20, **rule))
    print(f"  PageRank, 10 rounds  {wall:8.1f} s  {cpu:6.0f} s of CPU")


def taken(ask: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of Spark's processes."""
    cpu, began = cpu_of_children(), time.perf_counter()
    ask()
    return time.perf_counter() - began, cpu_of_children() - cpu


def cpu_of_children() -> float:
    listed = subprocess.run(
        ["ps", "-eo", "pid,ppid,cputimes"], capture_output=True, text=True, check=True
    )
    rows = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()[1:]]
    ours = {os.getpid()}
    while more := {pid for pid, parent, _ in rows if parent in ours and pid not in ours}:
        ours |= more
    return float(sum(cpu for pid, _, cpu in rows if pid in ours and pid != os.getpid()))


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
