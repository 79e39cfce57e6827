"""Force-directed layout of large graphs on several levels, from a coarse graph down to every node.

Attraction follows LinLog (Noack 2007), which shows communities. Repulsion is computed on a mesh by
fast Fourier transform (as in particle-mesh codes), so that a round costs n log n. The step control
is that of ForceAtlas2 (Jacomy et al. 2014). Coarsening joins each node to its heaviest neighbor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.fft import irfft2, rfft2
from scipy.sparse import coo_matrix

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

COARSEST = 150
REPULSION = 0.07
GRAVITY = 0.0001
LARGE = 20_000


@dataclass(slots=True)
class _Level:
    """A graph at one level; `parent` is the node of the next coarser level for each node."""

    n: int
    source: Ints
    target: Ints
    weight: Floats
    mass: Floats
    parent: Ints | None = None


def multilevel(
    n: int,
    pairs: Ints,
    weights: NDArray[np.float64],
    *,
    seed: int,
    progress: Callable[[float], None],
) -> NDArray[np.float64]:
    """Return the coordinates of a connected graph."""
    random = np.random.default_rng(seed)
    mass = (np.bincount(pairs.ravel(), minlength=n) + 1).astype(np.float32)
    finest = _Level(n, pairs[:, 0], pairs[:, 1], weights.astype(np.float32), mass)
    levels = _coarsened(finest, random)
    work = [_rounds(level, number, len(levels)) * level.n for number, level in enumerate(levels)]
    done = 0.0
    top = levels[-1]
    places = random.standard_normal((top.n, 2)).astype(np.float32) * np.float32(3 * np.sqrt(n))
    for number in range(len(levels) - 1, -1, -1):
        level = levels[number]
        if level.parent is not None:
            places = _scattered(places, level.parent, random)
        rounds = _rounds(level, number, len(levels))
        places = _relaxed(level, places, rounds, finest=number == 0)
        done += work[number]
        progress(done / sum(work))
    return places.astype(np.float64)


def _rounds(level: _Level, number: int, count: int) -> int:
    if number == count - 1:
        return 400
    return 180 if level.n <= LARGE else 80


def _coarsened(level: _Level, random: np.random.Generator) -> list[_Level]:
    levels = [level]
    while levels[-1].n > COARSEST and len(levels) < 20:  # noqa: PLR2004 - never reached
        coarser = _coarser(levels[-1], random)
        if coarser.n > 0.93 * levels[-1].n:
            levels[-1].parent = None
            break
        levels.append(coarser)
    return levels


def _coarser(level: _Level, random: np.random.Generator) -> _Level:
    """Join each node to its heaviest neighbor, leaves first; hubs stay alone."""
    ends = np.concatenate([level.source, level.target])
    others = np.concatenate([level.target, level.source])
    pull = np.concatenate([level.weight, level.weight]) / np.minimum(
        level.mass[ends], level.mass[others]
    )
    pull = pull * (1 + 1e-3 * random.random(len(pull), dtype=np.float32))
    order = np.lexsort((pull, ends))
    last = np.append(ends[order][1:] != ends[order][:-1], True)
    heaviest = np.arange(level.n)
    heaviest[ends[order][last]] = others[order][last]
    hub = level.mass > level.mass.sum() / 50
    heavier = (level.mass[heaviest] > level.mass) | (
        (level.mass[heaviest] == level.mass) & (heaviest > np.arange(level.n))
    )
    root = np.where(heavier & ~hub, heaviest, np.arange(level.n))
    is_root = root == np.arange(level.n)
    stranded = ~is_root[root]
    root[stranded] = np.flatnonzero(stranded)
    kept, parent = np.unique(root, return_inverse=True)
    level.parent = parent
    source, target = parent[level.source], parent[level.target]
    between = source != target
    low = np.minimum(source, target)[between]
    high = np.maximum(source, target)[between]
    k = len(kept)
    joined = coo_matrix((level.weight[between], (low, high)), shape=(k, k)).tocsr().tocoo()
    mass = np.bincount(parent, weights=level.mass, minlength=k).astype(np.float32)
    return _Level(
        k,
        joined.row.astype(np.int64),
        joined.col.astype(np.int64),
        joined.data.astype(np.float32),
        mass,
    )


def _scattered(places: Floats, parent: Ints, random: np.random.Generator) -> Floats:
    """Place each node near the position of its coarser node."""
    radius = float(np.sqrt(((places - places.mean(axis=0)) ** 2).sum(axis=1)).mean())
    noise = random.standard_normal((len(parent), 2)).astype(np.float32)
    return places[parent] + noise * np.float32(0.7 * radius / np.sqrt(len(parent)))


def _relaxed(level: _Level, places: Floats, rounds: int, *, finest: bool) -> Floats:
    """Apply the forces, with the step control of ForceAtlas2."""
    repulsion = _Mesh(level.n) if level.n > 300 else _Exact()  # noqa: PLR2004 - n squared is cheap
    before = np.zeros_like(places)
    speed = efficiency = 1.0
    n = level.n
    for _ in range(rounds):
        force = repulsion(places, level.mass)
        force -= places * (GRAVITY * level.mass)[:, None]
        _attract(force, places, level, finest=finest)
        swing = np.sqrt(((force - before) ** 2).sum(axis=1))
        pull = np.sqrt(((force + before) ** 2).sum(axis=1)) / 2
        swinging = max(float((level.mass * swing).sum()), 1e-9)
        pulling = float((level.mass * pull).sum())
        estimate = 0.05 * np.sqrt(n)
        tolerance = max(np.sqrt(estimate), min(10.0, estimate * pulling / n**2))
        if pulling > 0 and swinging / pulling > 2:  # noqa: PLR2004 - as published
            efficiency = efficiency * 0.5 if efficiency > 0.05 else efficiency  # noqa: PLR2004
            tolerance = max(tolerance, 1.0)
        target = tolerance * efficiency * pulling / swinging
        if swinging > tolerance * pulling:
            efficiency = efficiency * 0.7 if efficiency > 0.05 else efficiency  # noqa: PLR2004
        elif speed < 1000:  # noqa: PLR2004 - as published
            efficiency *= 1.3
        speed += min(target - speed, 0.5 * speed)
        step = np.float32(speed) / (1 + np.sqrt(np.float32(speed) * swing))
        places = places + force * step[:, None].astype(np.float32)
        before = force
    return places


def _attract(force: Floats, places: Floats, level: _Level, *, finest: bool) -> None:
    """Add the attraction of edges; on the finest level much longer edges than most pull less."""
    apart = places[level.source] - places[level.target]
    length = np.sqrt((apart**2).sum(axis=1)) + np.float32(1e-9)
    pull = level.weight * np.log1p(length) / length
    if finest:
        pull /= np.sqrt(1 + length / np.median(length))
    apart *= pull[:, None]
    for axis in (0, 1):
        out = np.bincount(level.source, weights=apart[:, axis], minlength=level.n)
        force[:, axis] -= out - np.bincount(level.target, weights=apart[:, axis], minlength=level.n)


class _Exact:
    """Repulsion between all pairs."""

    def __call__(self, places: Floats, mass: Floats) -> Floats:
        apart = places[:, None, :] - places[None, :, :]
        square = (apart**2).sum(axis=-1) + np.float32(0.01)
        pushed = ((mass[None, :] / square)[:, :, None] * apart).sum(axis=1)
        force: Floats = (REPULSION * mass[:, None] * pushed).astype(np.float32)
        return force


class _Mesh:
    """Repulsion on a mesh: spread masses to cells, convolve, read the field at each node."""

    def __init__(self, n: int) -> None:
        largest = 512 if n <= 300_000 else 1024  # noqa: PLR2004 - memory
        self._cells = int(min(largest, max(64, 2 ** np.ceil(np.log2(2 * np.sqrt(n))))))
        self._kernel = self._logarithms(self._cells)

    def __call__(self, places: Floats, mass: Floats) -> Floats:
        cells = self._cells
        low, high = places.min(axis=0), places.max(axis=0)
        width = max(float((high - low).max()), 1e-6) / (cells - 2)
        corner = (low + high) / 2 - np.float32(width * (cells - 2) / 2)
        at = (places - corner) / np.float32(width) + np.float32(0.5)
        cell = np.clip(np.floor(at).astype(np.int32), 0, cells - 2)
        inner = (at - cell).astype(np.float32)
        x, y = inner[:, 0], inner[:, 1]
        shares = ((1 - x) * (1 - y), (1 - x) * y, x * (1 - y), x * y)
        base = cell[:, 0] * cells + cell[:, 1]
        corners = (base, base + 1, base + cells, base + cells + 1)
        density = np.zeros(cells * cells)
        for share, where in zip(shares, corners, strict=True):
            density += np.bincount(where, weights=share * mass, minlength=cells * cells)
        spectrum = rfft2(density.reshape(cells, cells).astype(np.float32), s=(2 * cells, 2 * cells))
        potential = irfft2(spectrum * self._kernel, s=(2 * cells, 2 * cells))[:cells, :cells]
        force = np.empty_like(places)
        strength = np.float32(REPULSION / width) * mass
        for axis in (0, 1):
            field = np.gradient(potential, axis=axis).ravel()
            felt = sum(s * field[w] for s, w in zip(shares, corners, strict=True))
            force[:, axis] = strength * felt
        return force

    @staticmethod
    def _logarithms(cells: int) -> NDArray[np.complex64]:
        """Return half the logarithm of the squared distance, whose slope is 1 / distance."""
        steps = np.minimum(np.arange(2 * cells), 2 * cells - np.arange(2 * cells))
        square = (steps**2)[:, None] + (steps**2)[None, :] + np.float32(0.35)
        spectrum: NDArray[np.complex64] = rfft2((np.log(square) / 2).astype(np.float32))
        return spectrum
