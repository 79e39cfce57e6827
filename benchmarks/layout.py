"""How good and how fast the positions of a picture are, against igraph's UMAP.

    python benchmarks/layout.py GENERATOR [--sizes 20000] [--seeds 1] [--without-rival]

GENERATOR is a script called as `GENERATOR RELATIONS FOLDER`, which writes entities.csv (half as
many, ids counted up) and relations.csv, most relations inside blocks of 400 consecutive ids. A
second graph of the same size is made here: communities of power-law sizes, 70 % of the relations
inside them. For both, in one run: processor seconds, and two marks of the picture itself.

neighbours kept: for a node with k neighbours in the graph, how many of its k nearest in the
picture are among them, in shares; the mean over nodes. Community purity: of a node's ten nearest
in the picture, how many belong to its community, in shares; the mean over nodes. Both leave out
nodes without any neighbour: nothing but chance could put them with their community.
The rival runs as it comes (500 epochs) on the same graph without loops and parallel edges; nodes of
its picture overlap. It needs python-igraph, which is GPL and no dependency of ours.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree

from actorgraph.render.layout import positions

if TYPE_CHECKING:
    from collections.abc import Callable

NEAREST = 10
MIXING = 0.3
SMALLEST, GROWTH = 7.0, 2.4

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("generator", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--without-rival", action="store_true")
    asked = parser.parse_args()
    for relations in asked.sizes:
        for name, n, edges, community in (
            ("blocks of 400", *_blocks(asked.generator, relations)),
            ("power-law communities", *_planted(relations)),
        ):
            print(f"\n{name}: {n:,} nodes, {len(edges):,} relations")
            sizes = _sizes(n, edges)
            for seed in range(asked.seeds):
                ours = _measured("actorgraph", n, edges, community, _ours(sizes, seed))
                if not asked.without_rival:
                    theirs = _measured("igraph UMAP", n, edges, community, _umap)
                    print(f"  {'ratio of time':20}{ours / theirs:8.2f}")


def _measured(
    name: str, n: int, edges: Ints, community: Ints, layout: Callable[[int, Ints], Floats]
) -> float:
    began, wall = time.process_time(), time.perf_counter()
    placed = layout(n, edges)
    spent, waited = time.process_time() - began, time.perf_counter() - wall
    linked = np.bincount(edges[edges[:, 0] != edges[:, 1]].ravel(), minlength=n) > 0
    kept = neighbours_kept(placed, edges)
    purity = community_purity(placed[linked], community[linked])
    mark = hashlib.sha256(placed.tobytes()).hexdigest()[:12]
    print(
        f"  {name:16}{spent:8.2f} s cpu {waited:8.2f} s   "
        f"kept {kept:.3f}   purity {purity:.3f}   {mark}"
    )
    return spent


def neighbours_kept(placed: Floats, edges: Ints) -> float:
    """Share of each node's k nearest in the picture that are among its k neighbours."""
    n = len(placed)
    both = np.concatenate([edges, edges[:, ::-1]])
    both = both[both[:, 0] != both[:, 1]]
    graph = csr_matrix((np.ones(len(both)), (both[:, 0], both[:, 1])), shape=(n, n))
    degree = np.diff(graph.indptr)
    tree = cKDTree(placed)
    shares = []
    for node in np.flatnonzero(degree):
        nearest = tree.query(placed[node], k=degree[node] + 1)[1]
        neighbours = graph.indices[graph.indptr[node] : graph.indptr[node + 1]]
        shares.append(len(np.intersect1d(nearest[nearest != node], neighbours)) / degree[node])
    return float(np.mean(shares))


def community_purity(placed: Floats, community: Ints) -> float:
    """Share of each node's ten nearest that belong to its community."""
    nearest = cKDTree(placed).query(placed, k=NEAREST + 1)[1][:, 1:]
    return float((community[nearest] == community[:, None]).mean())


def _ours(sizes: Floats, seed: int) -> Callable[[int, Ints], Floats]:
    return lambda n, edges: positions(n, edges, sizes=sizes, seed=seed)


def _umap(n: int, edges: Ints) -> Floats:
    import random

    import igraph

    random.seed(1)
    simple = np.unique(np.sort(edges[edges[:, 0] != edges[:, 1]], axis=1), axis=0)
    return np.array(igraph.Graph(n=n, edges=simple.tolist()).layout_umap().coords)


def _sizes(n: int, edges: Ints) -> Floats:
    """The radii of the page."""
    degree = np.bincount(edges.ravel(), minlength=n)
    return np.minimum(26.0, SMALLEST + GROWTH * np.sqrt(np.maximum(degree - 1, 0)))


def _blocks(generator: Path, relations: int) -> tuple[int, Ints, Ints]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(generator), str(relations), folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with (Path(folder) / "relations.csv").open(encoding="utf-8", newline="") as rows:
            named = [(row["source"], row["target"]) for row in csv.DictReader(rows)]
    n = relations // 2
    edges = np.array([(int(a[1:]), int(b[1:])) for a, b in named]) - 1000
    return n, edges, np.arange(n) // 400


def _planted(relations: int) -> tuple[int, Ints, Ints]:
    """Communities of 20 to 1,000 with power-law sizes and degrees, as LFR graphs have."""
    random = np.random.default_rng(11)
    n = relations // 2
    counts: list[int] = []
    while sum(counts) < n:
        counts.append(int(min(1000, 20 * (1 - random.random()) ** (-1 / 0.8))))
    community = np.repeat(np.arange(len(counts)), counts)[:n]
    starts = np.searchsorted(community, np.arange(len(counts)))
    ends = np.searchsorted(community, np.arange(len(counts)), side="right")
    drive = (1 - random.random(n)) ** (-1 / 1.8)
    source = random.choice(n, relations, p=drive / drive.sum())
    cumulated = np.concatenate([[0.0], np.cumsum(drive)])
    low, high = cumulated[starts[community[source]]], cumulated[ends[community[source]]]
    outside = random.random(relations) < MIXING
    low, high = np.where(outside, 0.0, low), np.where(outside, cumulated[-1], high)
    drawn = low + random.random(relations) * (high - low)
    target = np.minimum(np.searchsorted(cumulated, drawn, side="right") - 1, n - 1)
    return n, np.stack([source, target], axis=1), community


if __name__ == "__main__":
    main()
