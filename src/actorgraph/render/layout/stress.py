"""Layout of small graphs: distances in the picture approximate distances in the graph.

Stress majorization (Gansner, Koren, North 2004) starts from classical scaling, so that nothing is
random.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import shortest_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS = 250
ENOUGH = 1e-5


def least_stress(
    n: int,
    pairs: NDArray[np.int64],
    weights: NDArray[np.float64],
    masses: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Return the coordinates of a connected graph; an edge is about one unit long.

    Edges at nodes with many neighbors are longer, so that stars have room for their leaves.

    Args:
        n: number of nodes.
        pairs: (m, 2) node numbers, each pair once.
        weights: (m,) how strongly each pair is drawn together.
        masses: (n,) how much each node matters: light ones give way to heavy ones.
    """
    degree = np.bincount(pairs.ravel(), minlength=n)
    busy = np.minimum(degree[pairs[:, 0]], degree[pairs[:, 1]])
    lengths = (1.0 + 0.35 * np.log2(busy)) / np.sqrt(weights)
    graph = coo_matrix((lengths, (pairs[:, 0], pairs[:, 1])), shape=(n, n)).tocsr()
    distances = shortest_path(graph, directed=False)
    coordinates = _scaled(distances)
    pull = np.where(distances > 0, 1.0 / np.maximum(distances, 1e-9) ** 2, 0.0)
    if masses is not None:
        pull *= np.outer(masses, masses)
    inverse = np.linalg.pinv(np.diag(pull.sum(axis=1)) - pull)
    before = np.inf
    for _ in range(ROUNDS):
        apart = coordinates[:, None, :] - coordinates[None, :, :]
        length = np.linalg.norm(apart, axis=2)
        stress = float((pull * (length - distances) ** 2).sum())
        if before - stress < ENOUGH * before:
            break
        before = stress
        ratio = pull * distances / np.maximum(length, 1e-9)
        coordinates = inverse @ (np.diag(ratio.sum(axis=1)) - ratio) @ coordinates
    return coordinates


def _scaled(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return coordinates by classical scaling: the two widest directions of the distances."""
    n = len(distances)
    centre = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ distances**2 @ centre)
    wide: NDArray[np.float64] = vectors[:, -2:] * np.sqrt(np.maximum(values[-2:], 1e-9))
    wide *= np.sign(wide[np.argmax(np.abs(wide), axis=0), [0, 1]])
    # Leaves of one node coincide so far; a spiral tells them apart, the same one every time.
    turn = np.arange(n) * 2.399963
    spread = 0.05 * np.sqrt((np.arange(n) + 1.0) / n)
    return wide[:, ::-1] + np.stack([np.cos(turn), np.sin(turn)], axis=1) * spread[:, None]
