"""Lookups, paths and builds on the index, as ratios to named rivals in the same run.

    python benchmarks/index.py GENERATOR FOLDER [RELATIONS ...]

GENERATOR is a script that writes a graph of so many relations, `GENERATOR RELATIONS FOLDER`, with
a meta.json that names some people (`mid`: [[id, name, ...], ...]) and the hub. Polars is the rival
of the build and is skipped where it is not installed. Medians of the CPU time of whole processes,
unless said otherwise.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx

    from actorgraph.engine import Engine
    from actorgraph.filters import Filter

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # where it is set, every import compiles
ROUNDS, BUILDS = 7, 5
OLD = 2.1
"""Seconds after which a file's times tell whether it was written since."""
PATHS = 100
QUERIES = 100
AS_OF = "2018-01-01"
PANDAS = """
import sys, pandas, networkx
entities = pandas.read_csv(sys.argv[1] + "/entities.csv", dtype=str, keep_default_na=False)
relations = pandas.read_csv(sys.argv[1] + "/relations.csv", dtype=str, keep_default_na=False)
graph = networkx.from_pandas_edgelist(
    relations, "source", "target", edge_attr=True, create_using=networkx.MultiDiGraph
)
wanted = set(entities.id[entities.name == sys.argv[2]])
for one in wanted:
    print(list(graph.out_edges(one, data=True)), list(graph.in_edges(one, data=True)))
"""
PANDAS_PATH = """
import sys, pandas, networkx
relations = pandas.read_csv(sys.argv[1] + "/relations.csv", dtype=str, keep_default_na=False)
graph = networkx.from_pandas_edgelist(relations, "source", "target")
print(networkx.bidirectional_shortest_path(graph, *sys.argv[2:]))
"""
PANDAS_GRAPH = """
import sys, pandas, networkx
relations = pandas.read_csv(sys.argv[1] + "/relations.csv")
networkx.from_pandas_edgelist(
    relations, "source", "target", edge_attr=True, create_using=networkx.MultiDiGraph
)
"""
OUR_GRAPH = """
import sys, actorgraph
actorgraph.load(sys.argv[1]).to_networkx()
"""
POLARS = """
import sys, polars
for name in ("entities", "relations"):
    polars.read_csv(f"{sys.argv[1]}/{name}.csv", infer_schema=False)
"""


def cost(*command: str) -> tuple[float, float]:
    """CPU in ms and peak memory in MiB of one process."""
    quiet = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=quiet)
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"failed: {command}")
    return (used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024


def median(*command: str, rounds: int = ROUNDS) -> float:
    return statistics.median(cost(*command)[0] for _ in range(rounds))


def medians(*commands: tuple[str, ...], rounds: int = 3 * ROUNDS) -> list[float]:
    """Of several, in turn: what else the machine does meets all of them."""
    spent = [[cost(*command)[0] for command in commands] for _ in range(rounds)]
    return [statistics.median(of_one) for of_one in zip(*spent, strict=True)]


def python(*args: str) -> tuple[str, ...]:
    return (sys.executable, *args)


def actorgraph(folder: Path, *args: str) -> tuple[str, ...]:
    command = Path(sys.executable).with_name("actorgraph")
    return str(command), "--data", str(folder), *args


def lookups(folder: Path, people: list[str], *, rivals: bool) -> None:
    misspelled = people[0][:-2] + people[0][-1]
    cost(*actorgraph(folder, "show", people[0]))
    bare, click, exact, fuzzy, *shown_each = medians(
        python("-c", "pass"),
        python("-c", "import click"),
        actorgraph(folder, "find", people[0]),
        actorgraph(folder, "find", misspelled),
        *(actorgraph(folder, "show", one) for one in people),
    )
    shown = statistics.median(shown_each)
    print(f"  show  {shown:8.1f} ms  {shown / bare:6.2f} x Python, {shown / click:.2f} x click")
    print(f"  find  {exact:8.1f} ms  {exact / bare:6.2f} x bare Python")
    print(f"  find, one letter lost  {fuzzy:8.1f} ms  {fuzzy / bare:6.2f} x bare Python")
    if rivals:
        loaded = cost(*python("-c", PANDAS, str(folder), people[0]))[0]
        print(f"  pandas and NetworkX for the same: {loaded / shown:.0f} x show")


def edits(folder: Path, people: list[str], rounds: int = BUILDS) -> None:
    """The first `show` after one row was edited, against `show` of the same file before."""
    edited = folder.with_name(f"{folder.name}-edited")
    shutil.copytree(folder, edited, dirs_exist_ok=True)
    relations = edited / "relations.csv"
    content = (folder / "relations.csv").read_bytes()
    first = content.index(b"\n") + 1
    middle = content.index(b"\n", len(content) // 2) + 1
    row = content[first : content.index(b"\n", first) + 1]
    show = actorgraph(edited, "show", people[0])
    kinds = {
        "unedited": lambda _: content,
        "appended": lambda number: content + row * number,
        "changed in the middle": lambda number: changed(content, middle, number),
        "inserted first": lambda number: content[:first] + row * number + content[first:],
    }
    spent: dict[str, list[tuple[float, float]]] = {}
    for number in range(1, rounds + 1):
        for kind, edit in kinds.items():
            relations.write_bytes(edit(number))
            if kind == "unedited":
                cost(*actorgraph(edited, "index", "build"))
                time.sleep(OLD)
            for which in (kind, f"{kind}, again"):
                began = time.perf_counter()
                cpu, _ = cost(*show)
                spent.setdefault(which, []).append((cpu, (time.perf_counter() - began) * 1000))
                time.sleep(OLD)
                if which == kind:
                    cost(*show)  # written just before, the file had to be looked at again
    before = [statistics.median(each) for each in zip(*spent["unedited, again"], strict=True)]
    for kind, each in spent.items():
        cpu, wall = (statistics.median(one) for one in zip(*each, strict=True))
        print(f"  show, {kind}: {cpu:.0f} ms of CPU, {wall:.0f} ms in all, ", end="")
        print(f"{cpu / before[0]:.2f} and {wall / before[1]:.2f} x unedited")
    shutil.rmtree(edited)


def changed(content: bytes, at: int, number: int) -> bytes:
    """The same with another locator in the row that begins there."""
    end = content.index(b"\n", at)
    cells = content[at:end].split(b",")
    return content[:at] + b",".join([*cells[:-1], b'"para 9%d"' % number]) + content[end:]


def names(folder: Path) -> None:
    """What finding people takes in one process, on a loaded graph; each query is asked once."""
    from actorgraph.loading import load

    with (folder / "entities.csv").open(encoding="utf-8", newline="") as file:
        people = [row for row in csv.DictReader(file) if row["type"] == "person"]
    draw = random.Random(3)
    own = [row["name"] for row in draw.sample(people, QUERIES)]
    in_cyrillic = [row["aliases"].split("|")[0] for row in people if row["aliases"] > "А"]
    engine = load(folder).engine
    engine.find("Xqzwv Brtk")
    for what, queries in (
        ("exact", own),
        ("one letter lost, the last but one", [name[:-2] + name[-1] for name in own]),
        ("one letter lost, in the middle", [letter_lost(name) for name in own]),
        ("in Cyrillic", draw.sample(in_cyrillic, min(QUERIES, len(in_cyrillic)))),
    ):
        spent = []
        for query in queries:
            began = time.process_time_ns()
            engine.find(query)
            spent.append((time.process_time_ns() - began) / 1e6)
        mean, median_, tenth = statistics.mean(spent), *statistics.quantiles(spent, n=10)[4::4]
        print(f"  find in process, {what}: median {median_:.1f} ms, mean {mean:.1f}, ", end="")
        print(f"nine of ten within {tenth:.1f}")


def letter_lost(name: str) -> str:
    return name[: len(name) // 2] + name[len(name) // 2 + 1 :]


def building(folder: Path) -> None:
    commands = [actorgraph(folder, "index", "build"), python("-c", POLARS, str(folder))]
    is_there = find_spec("polars") is not None
    (builds, *reads) = zip(
        *([cost(*command) for command in commands[: 1 + is_there]] for _ in range(BUILDS)),
        strict=True,
    )
    spent = statistics.median(one for one, _ in builds)
    line = f"  build {spent / 1000:8.1f} s  {max(memory for _, memory in builds):6.0f} MiB"
    for read in reads:
        line += f"  {spent / statistics.median(one for one, _ in read):5.2f} x polars"
    from actorgraph.locating import inputs_of

    inputs = inputs_of(folder)
    size = sum(path.stat().st_size for path in inputs.folder.glob("*.agx"))
    csv = sum(path.stat().st_size for path in inputs.files)
    print(f"{line}; size {size / csv:.2f} x the CSV files")


def networks(folder: Path) -> None:
    spent, memory = cost(*python("-c", OUR_GRAPH, str(folder)))
    rival, more = cost(*python("-c", PANDAS_GRAPH, str(folder)))
    print(f"  to_networkx  {spent / 1000:.1f} s  {memory:.0f} MB, evidence read when looked at")
    print(f"    {spent / rival:.2f} x the time and {memory / more:.2f} x the memory of pandas'")


def paths(folder: Path, *, rivals: bool) -> None:
    import networkx
    import pandas

    from actorgraph import dates
    from actorgraph.filters import Filter
    from actorgraph.loading import load
    from actorgraph.schema import DENIED, REPORTING_RELATIONS

    relations = pandas.read_csv(folder / "relations.csv", dtype=str, keep_default_na=False)
    links = (relations["status"] != DENIED) & ~relations["relation"].isin(REPORTING_RELATIONS)
    relations = relations[links]  # what a path leads through: no denials and no reporting
    graph = networkx.from_pandas_edgelist(relations, "source", "target")
    engine = load(folder).engine
    only = Filter(as_of=dates.day_number(AS_OF))
    cells = zip(relations["start_date"], relations["end_date"], strict=True)
    held = [dates.holds_on(dates.period(*both), only.as_of) != dates.Holds.NO for both in cells]
    part = networkx.from_pandas_edgelist(relations[held], "source", "target")
    pairs = drawn(graph)
    compare("path", engine, pairs, Filter(), {"NetworkX": graph})
    rival = {"NetworkX on what the filter leaves": part, "NetworkX on all": graph}
    compare(f"path as of {AS_OF}", engine, drawn(part), only, rival)
    whole = median(*actorgraph(folder, "path", *pairs[0]))
    line = f"  path, whole process  {whole:.0f} ms"
    if rivals:
        loaded = cost(*python("-c", PANDAS_PATH, str(folder), *pairs[0]))[0]
        line += f"  1/{loaded / whole:.0f} of NetworkX with its load"
    print(line)


def drawn(graph: networkx.Graph) -> list[tuple[str, str]]:
    """Pairs of the largest part of a graph."""
    import networkx

    largest = sorted(max(networkx.connected_components(graph), key=len))
    draw = random.Random(3)
    return [tuple(draw.sample(largest, 2)) for _ in range(PATHS)]


def compare(
    what: str,
    engine: Engine,
    pairs: list[tuple[str, str]],
    only: Filter,
    rivals: dict[str, networkx.Graph],
) -> None:
    """The best-supported of all shortest paths and its weakest step, against one path as ids."""
    import networkx

    from actorgraph.queries.path import path

    entities = engine.entities({one for pair in pairs for one in pair})
    spent: dict[str, list[float]] = {}

    def timed(who: str, ask: Callable[[], object]) -> object:
        began = time.process_time_ns()
        found = ask()
        spent.setdefault(who, []).append((time.process_time_ns() - began) / 1e6)
        return found

    for round_ in ("first", "again"):
        for one, other in pairs:
            ask = partial(path, engine, entities[one], entities[other], only=only)
            found = timed(f"us, {round_}", ask)
            timed(f"evidence, {round_}", partial(list, found.others))
            for name, graph in rivals.items():
                ask = partial(networkx.bidirectional_shortest_path, graph, one, other)
                way = timed(name, ask)
                # A graph of pairs takes each row for itself; ours puts rows that agree together.
                if only.is_empty:
                    assert len(found.paths[0].ids) == len(way)
    took = {who: statistics.median(each) for who, each in spent.items()}
    for round_ in ("first", "again"):
        ours, evidence = took[f"us, {round_}"], took[f"evidence, {round_}"]
        print(f"  {what}, asked {round_}  {ours:.2f} ms; looking at its evidence {evidence:.2f} ms")
        for name in rivals:
            ratio, both = ours / took[name], (ours + evidence) / took[name]
            print(f"    {ratio:.2f} and with evidence {both:.2f} x one way by {name}")


def main() -> None:
    generator, folder, *sizes = sys.argv[1:]
    for size in map(int, sizes or ["1000", "100000", "1000000"]):
        where = Path(folder) / f"g{size}"
        if not (where / "meta.json").exists():
            subprocess.run([sys.executable, generator, str(size), where], check=True)
        meta = json.loads((where / "meta.json").read_text())
        people = [one[1] for one in meta["mid"]][:3]
        os.environ["ACTORGRAPH_INDEX"] = "always"
        print(f"{size:,} relations")
        building(where)
        lookups(where, people, rivals=size <= 1_000_000)
        edits(where, people)
        names(where)
        hub = median(*actorgraph(where, "neighbors", meta["hub"][0], "--depth", "2"), rounds=3)
        print(f"  neighbors of the hub, two steps, the first 1,000: {hub:.0f} ms")
        if size <= 1_000_000:
            networks(where)
            paths(where, rivals=True)


if __name__ == "__main__":
    main()
