"""Measures of a whole graph by each library that is installed, in one table of CPU seconds.

    python benchmarks/measures.py GENERATOR FOLDER [RELATIONS ...]

GENERATOR is called as `GENERATOR RELATIONS FOLDER` and writes entities.csv and relations.csv.
"links" is what `rank` needs to fetch from the index; "load" is what a library needs to hold them.
igraph is left out where it is not installed; NetworkX's groups above 100,000 relations, where they
take hours.
"""

from __future__ import annotations

import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

import actorgraph
from actorgraph.queries import measures
from actorgraph.queries.whole_graph import components_of, edge_pairs

SAMPLE = 50
MOST_FOR_NETWORKX = 100_000


def spent(ask):
    began = time.process_time()
    found = ask()
    return time.process_time() - began, found


def row(what: str, **seconds: float) -> None:
    print(f"  {what:34}" + "".join(f"{name} {value:9.3f}   " for name, value in seconds.items()))


def of(folder: Path) -> None:
    import networkx as nx

    graph = actorgraph.load(folder)
    fetched, links = spent(lambda: edge_pairs(graph.engine))
    edges = len(links.pairs)
    print(f"{len(links.ids):,} entities, {edges:,} linked pairs")
    row("links", ours=fetched)
    held, directed = spent(lambda: nx.DiGraph(links.pairs.tolist()))
    undirected = measures.in_networkx(links)
    using = {"networkx": held}
    if find_spec("igraph"):
        using["igraph"], simple = spent(lambda: measures.in_igraph(links))
    row("load", **using)

    times = {"ours": spent(lambda: measures.pagerank(links))[0]}
    times["networkx"] = spent(lambda: nx.pagerank(directed))[0]
    if find_spec("igraph"):
        import igraph

        pointed = igraph.Graph(n=len(links.ids), edges=links.pairs, directed=True)
        times["igraph"] = spent(pointed.pagerank)[0]
    row("PageRank", **times)

    times = {"ours": spent(lambda: components_of(links))[0]}
    times["networkx"] = spent(lambda: list(nx.connected_components(undirected)))[0]
    if find_spec("igraph"):
        times["igraph"] = spent(simple.connected_components)[0]
    row("components", **times)

    for name, ask in (
        (
            f"betweenness from {SAMPLE} entities",
            lambda: measures.betweenness(links, sample=SAMPLE, seed=0),
        ),
        ("groups", lambda: measures.groups(links, seed=0)),
    ):
        times = {}
        if name != "groups" or edges <= MOST_FOR_NETWORKX:
            with mock.patch.object(measures, "library", return_value=measures.NETWORKX):
                times["networkx"], found = spent(ask)
        if find_spec("igraph"):
            times["igraph"], found = spent(ask)
        said = f", modularity {found[1]:.3f}" if name == "groups" else ""
        row(name + said, **times)


def main() -> None:
    generator, folder, *sizes = sys.argv[1:]
    for size in map(int, sizes or ["100000", "1000000"]):
        where = Path(folder) / f"g{size}"
        if not (where / "relations.csv").exists():
            subprocess.run([sys.executable, generator, str(size), where], check=True)
        of(where)


if __name__ == "__main__":
    main()
