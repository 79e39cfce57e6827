"""Spark: converting, lookups on converted tables and on files as they lie, whole-graph questions.

    python benchmarks/spark.py DATA [DATA ...] [--master local-cluster[2,1,3072]] [--rounds 5]
        [--only convert,lookups,lies,measures] [--check]

DATA is a folder with entities.csv, relations.csv and a meta.json that names some people (`mid`:
[[id, name, ...], ...]); beside it lies DATA.spark, which is written if it is not there. Wall
seconds, and CPU seconds of all processes of Spark; a lookup is the median of several people, the
first of them apart. With --check the answers are compared with those of this machine.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARTS = ("convert", "lookups", "lies", "measures")
ROUNDS = 10
TOP = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--master", default="local-cluster[2,1,3072]")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()

    from actorgraph.engines.spark.session import session

    began = time.perf_counter()
    on = session(asked.master)
    on.range(10).count()
    print(
        f"{asked.master}: a session that has run one task after {time.perf_counter() - began:.1f} s"
    )
    for data in asked.data:
        print(data.name)
        measure(on, data, asked.rounds, asked.only.split(","), check=asked.check)


def measure(on: object, data: Path, rounds: int, parts: list[str], *, check: bool) -> None:
    from actorgraph.engines.spark.writer import convert
    from actorgraph.loading import load

    target = f"{data}.spark"
    if "convert" in parts or not Path(target).exists():
        said("convert", *taken(lambda: convert(on, str(data), target, force=Path(target).exists())))
    tables = max(Path(target).glob("tables*"), key=lambda path: path.stat().st_mtime)
    print(f"  tables of {size(tables) / size(data):.2f} x the bytes of the CSV files")
    people = [one[0] for one in json.loads((data / "meta.json").read_text())["mid"]][: rounds + 1]
    graph = load(target, engine="spark", session=on)
    shown = lookups(on, graph, data, people) if "lookups" in parts else 0.0
    if "lies" in parts:
        as_it_lies(on, data, people, shown)
    if "measures" in parts:
        whole(graph, data, check=check)
    if check:
        check_shown(graph, data, people)


def lookups(on: object, graph: object, data: Path, people: list[str]) -> float:
    from actorgraph.queries.path import path

    engine = graph.engine
    first, *others = [taken(lambda one=one: graph.show(one))[0] for one in people]
    shown = statistics.median(others)
    print(f"  show                 {first:8.2f} s the first, then {shown:.2f} s")
    rows = median(people, lambda one: engine.under("relations", [one]).collect())
    print(f"  rows of one, sorted  {rows:8.2f} s")
    unsorted = on.read.csv(str(data / "relations.csv"), header=True, escape='"')
    scan = median(
        people,
        lambda one: unsorted.where((unsorted.source == one) | (unsorted.target == one)).collect(),
    )
    print(
        f"  the same from CSV    {scan:8.2f} s by Spark's own reader: show takes {shown / scan:.3f}"
    )
    said("two steps, 1,000", *taken(lambda: graph.neighbors(people[0], depth=2, limit=1000)))
    ends = engine.entities([people[0], people[1]])
    said("path", *taken(lambda: path(engine, ends[people[0]], ends[people[1]])))
    return shown


def as_it_lies(on: object, data: Path, people: list[str], shown: float) -> None:
    """The same question of the files, which no one has converted."""
    from actorgraph.loading import load

    made: list[object] = []
    said("read as it lies", *taken(lambda: made.append(load(data, engine="spark", session=on))))
    first, *others = [taken(lambda one=one: made[0].show(one))[0] for one in people[:3]]
    then = statistics.median(others)
    print(f"  show as it lies      {first:8.2f} s the first, then {then:.2f} s")
    if shown:
        print(f"    converted it takes {shown / then:.3f} of the latter")


def whole(graph: object, data: Path, *, check: bool) -> None:
    from actorgraph import random_walk
    from actorgraph.engines.spark import sql_measures
    from actorgraph.engines.spark.scratch import scratch
    from actorgraph.filters import NOTHING_LEFT_OUT, Filter

    engine, answers = graph.engine, {}

    def keep_answer(name: str, ask: Callable[[], object]) -> Callable[[], None]:
        return lambda: answers.__setitem__(name, ask())

    said("degree", *taken(keep_answer("degree", lambda: engine.highest_degrees(TOP))))
    day = Filter(as_of=731000)
    said("degree on a day", *taken(lambda: engine.highest_degrees(TOP, day)))
    with scratch(engine.session, engine.base) as keep:

        def components() -> int:
            pairs = keep(engine.pairs(NOTHING_LEFT_OUT))
            ids = engine.linked_ids(pairs, NOTHING_LEFT_OUT)
            members = sql_measures.components(pairs, ids, keep)
            return members.select("component").distinct().count()

        said("components", *taken(keep_answer("components", components)))
    random_walk.MOST_ROUNDS, random_walk.AT_REST = ROUNDS, 0
    said(
        f"PageRank, {ROUNDS} rounds",
        *taken(keep_answer("pagerank", lambda: engine.highest_pageranks(TOP))),
    )
    said("stats", *taken(keep_answer("stats", graph.stats)))
    if check:
        check_measures(data, answers)


def check_measures(data: Path, answers: dict[str, object]) -> None:
    """Compare with what this machine computes of the CSV."""
    from actorgraph.queries import measures
    from actorgraph.queries.whole_graph import components_of

    links = links_here(data)
    degrees = measures.degrees(links)
    same("degree", top(degrees, links.ids), answers["degree"])
    same("components", len(components_of(links)), answers["components"])
    same("PageRank", top(measures.pagerank(links), links.ids), answers["pagerank"])


def links_here(data: Path) -> object:
    import numpy as np
    import pyarrow as arrow
    from pyarrow import compute
    from pyarrow import csv as arrow_csv

    from actorgraph.engine import EdgePairs

    ids = arrow_csv.read_csv(data / "entities.csv")["id"].combine_chunks()
    columns = ["source", "target", "status"]
    options = arrow_csv.ConvertOptions(include_columns=columns)
    rows = arrow_csv.read_csv(data / "relations.csv", convert_options=options)
    rows = rows.filter(compute.not_equal(rows["status"], "denied"))
    ends = [compute.index_in(rows[name], ids).to_numpy() for name in columns[:2]]
    pairs = np.unique(np.stack(ends, axis=1).astype(np.int64), axis=0)
    return EdgePairs(arrow.array(ids).to_pylist(), pairs)


def top(values: object, ids: list[str]) -> list[tuple[str, float]]:
    import numpy as np

    best = np.argpartition(-values, 10 * TOP)[: 10 * TOP].tolist()
    found = sorted((-float(values[number]), ids[number]) for number in best)[:TOP]
    return [(one, -value) for value, one in found]


def check_shown(graph: object, data: Path, people: list[str]) -> None:
    """Compare `show` with that of this machine on the rows that it is about."""
    from actorgraph.engines.local import LocalEngine
    from actorgraph.loading import Graph, read_dataset

    wanted = set(people)
    with tempfile.TemporaryDirectory() as folder:
        rows = list(kept(data / "relations.csv", lambda row: row[0] in wanted or row[1] in wanted))
        ends = {end for row in rows for end in row[:2]}
        entities = list(kept(data / "entities.csv", lambda row: row[0] in ends | wanted))
        for name, some in (("relations", rows), ("entities", entities)):
            with (Path(folder) / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(some)
        here = Graph(LocalEngine(read_dataset(folder)))
        for one in people:
            answers = (here.show(one).json(), graph.show(one).json())
            same(f"show {one}", *map(without_places, answers))


def without_places(said: object) -> object:
    """An answer without file and line, which differ in the few rows that are compared with."""
    if isinstance(said, dict):
        return {
            key: without_places(value) for key, value in said.items() if key not in ("file", "line")
        }
    return [without_places(one) for one in said] if isinstance(said, list) else said


def kept(path: Path, wanted: Callable[[list[str]], bool]) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        yield next(rows)
        yield from (row for row in rows if wanted(row))


def same(what: str, here: object, there: object) -> None:
    print(f"    {what}: {'the same as here' if here == there else 'OTHERWISE THAN HERE'}")


def said(what: str, wall: float, cpu: float) -> None:
    print(f"  {what:20} {wall:8.1f} s  {cpu:7.0f} s of CPU", flush=True)


def median(people: list[str], ask: Callable[[str], object]) -> float:
    return statistics.median(taken(lambda one=one: ask(one))[0] for one in people[1:])


def taken(ask: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds, and CPU seconds of Spark's processes."""
    cpu, began = cpu_of_children(), time.perf_counter()
    ask()
    return time.perf_counter() - began, cpu_of_children() - cpu


def cpu_of_children() -> float:
    """What all processes below this one have used, those that ended included."""
    used: dict[int, tuple[int, float]] = {}
    ticks = os.sysconf("SC_CLK_TCK")
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = place.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        used[int(place.parent.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / ticks)
    ours = {os.getpid()}
    while more := {pid for pid, (parent, _) in used.items() if parent in ours and pid not in ours}:
        ours |= more
    return sum(cpu for pid, (_, cpu) in used.items() if pid in ours and pid != os.getpid())


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
