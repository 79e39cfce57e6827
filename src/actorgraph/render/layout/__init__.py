"""Layout: the position of each node of a picture, the same in every run, without overlaps.

The page calls `positions`. Small components are laid out by stress (stress.py), large ones by
forces on several levels (forces.py); then nodes and labels are pushed apart (apart.py) and
components are packed beside each other. docs/explanation/layout.md gives reasons and measurements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from actorgraph.render.layout.apart import label_boxes, label_heights, pushed_apart
from actorgraph.render.layout.forces import multilevel
from actorgraph.render.layout.stress import least_stress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

LARGEST_BY_STRESS = 500
"""Beyond this many nodes all-pairs distances cost more than they show."""
LARGEST_LABELLED = 400
"""Beyond this many nodes labels are shown by importance, so no space is kept for them."""
SPACING = 6.0
"""Mean distance between nodes in a large picture, in node diameters."""
GAP = 40.0
ASPECT = 4 / 3
"""The ratio of width to height of a picture, as on most screens."""
EVENNESS = 0.65
"""How far a large picture is spread evenly over its extent: 0 leaves it, 1 loses its clusters."""
MOST_STRETCHED = 1.6
"""How much a large picture is stretched toward the shape of a screen."""
STRETCHES = (1.0, 1.3, 1.7, 2.2, 2.8)
"""How much a small picture is widened, to try: pushing wide labels apart makes it taller."""


def positions(
    n: int,
    edges: NDArray[np.int64],
    *,
    sizes: NDArray[np.float64],
    labels: Sequence[str] | None = None,
    masses: NDArray[np.float64] | None = None,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
) -> NDArray[np.float64]:
    """Place the nodes of a graph.

    Args:
        n: number of nodes.
        edges: (m, 2) node numbers; parallel edges pull a little harder, loops not at all.
        sizes: (n,) radii in drawing units.
        labels: the text under each node, for which space is kept; "" for none.
        masses: (n,) how much each node matters: light ones give way to heavy ones in small graphs.
        seed: seed of the layout.
        progress: called with the part that is done, from 0 to 1.

    Returns:
        (n, 2) coordinates in drawing units, y downward.
    """
    if n == 0:
        return np.zeros((0, 2))
    say = progress or (lambda _done: None)
    pairs, weights = _simple(edges, n)
    boxes = label_boxes(sizes, labels if n <= LARGEST_LABELLED else None)
    number, component = connected_components(
        coo_matrix((weights, (pairs[:, 0], pairs[:, 1])), shape=(n, n)), directed=False
    )
    places = np.zeros((n, 2))
    members = _members(component, number)
    done = 0
    for nodes in members:
        inside = component[pairs[:, 0]] == component[nodes[0]] if len(nodes) > 1 else None
        share = len(nodes) / n

        def part(fraction: float, base: float = done / n, share: float = share) -> None:
            say(base + share * fraction)

        places[nodes] = _component(
            nodes, pairs, weights, inside, boxes, masses, seed=seed, progress=part
        )
        done += len(nodes)
    _pack(places, members, boxes)
    places[:, 1] -= label_heights(labels if n <= LARGEST_LABELLED else None) / 2
    say(1.0)
    return np.round(places, 2)


def _simple(edges: NDArray[np.int64], n: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Each pair once, in a fixed order; parallel edges as a weight that grows slowly."""
    pairs = np.sort(np.asarray(edges, dtype=np.int64).reshape(-1, 2), axis=1)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    keys, times = np.unique(pairs[:, 0] * n + pairs[:, 1], return_counts=True)
    return np.stack([keys // n, keys % n], axis=1), 1.0 + np.log(times)


def _members(component: NDArray[np.int32], number: int) -> list[NDArray[np.int64]]:
    """The nodes of each component, largest component first."""
    order = np.argsort(component, kind="stable")
    counts = np.bincount(component, minlength=number)
    groups = np.split(order, np.cumsum(counts)[:-1])
    return sorted(groups, key=lambda nodes: (-len(nodes), int(nodes[0])))


def _component(
    nodes: NDArray[np.int64],
    pairs: NDArray[np.int64],
    weights: NDArray[np.float64],
    inside: NDArray[np.bool_] | None,
    boxes: NDArray[np.float64],
    masses: NDArray[np.float64] | None,
    *,
    seed: int,
    progress: Callable[[float], None],
) -> NDArray[np.float64]:
    k = len(nodes)
    if inside is None:
        return np.zeros((1, 2))
    local = np.searchsorted(np.sort(nodes), pairs[inside])
    order = np.argsort(nodes, kind="stable")
    room = boxes[nodes[order]]
    own = None if masses is None else masses[nodes[order]]
    if k <= LARGEST_BY_STRESS:
        coordinates = _landscape(least_stress(k, local, weights[inside], own))
        coordinates = _fitted(coordinates * _unit(local, coordinates, room), room)
    else:
        coordinates = multilevel(k, local, weights[inside], seed=seed, progress=progress)
        coordinates = _evened(_landscape(coordinates))
        coordinates = pushed_apart(coordinates * _crowding(coordinates, room), room)
    places = np.empty((k, 2))
    places[order] = coordinates
    return places


def _fitted(coordinates: NDArray[np.float64], room: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push nodes apart, with the stretch whose picture fills a screen best."""

    def strain(tried: NDArray[np.float64]) -> float:
        low, high = _extent(tried, room)
        wide, tall = high - low
        return float(max(wide, ASPECT * tall))

    tries = [pushed_apart(coordinates * [wide**0.5, wide**-0.5], room) for wide in STRETCHES]
    return min(tries, key=strain)


def _landscape(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rotate a picture so that its longer side is horizontal."""
    centred = coordinates - coordinates.mean(axis=0)
    x, y = centred.T
    angle = 0.5 * float(np.arctan2(2 * (x * y).sum(), (x * x).sum() - (y * y).sum()))
    sine, cosine = np.sin(angle), np.cos(angle)
    return np.stack([cosine * x + sine * y, cosine * y - sine * x], axis=1)


def _evened(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Widen what is crowded and narrow what is empty, along each axis, and fill the height.

    The order along each axis stays. A place moves toward where it would be if all were spread
    evenly over the same extent, as histogram equalisation does with the greys of a photograph.
    """
    n = len(coordinates)
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    ranks = np.argsort(np.argsort(coordinates, axis=0, kind="stable"), axis=0, kind="stable")
    even = low + (high - low) * ranks / max(n - 1, 1)
    spread = (1 - EVENNESS) * coordinates + EVENNESS * even
    wide, tall = np.maximum(high - low, 1e-9)
    stretch = np.sqrt(np.clip(wide / tall / ASPECT, 1 / MOST_STRETCHED, MOST_STRETCHED))
    filled: NDArray[np.float64] = spread * [1 / stretch, stretch]
    return filled


def _unit(
    pairs: NDArray[np.int64], coordinates: NDArray[np.float64], room: NDArray[np.float64]
) -> float:
    """Return the scale at which an average edge has room for two labels."""
    lengths = np.linalg.norm(coordinates[pairs[:, 0]] - coordinates[pairs[:, 1]], axis=1)
    wanted = 0.55 * float(np.mean(room[:, 0] + room[:, 1]))
    return wanted / max(float(lengths.mean()), 1e-9)


def _crowding(coordinates: NDArray[np.float64], room: NDArray[np.float64]) -> float:
    """Return the scale at which evenly spread nodes would be SPACING diameters apart."""
    area = 4 * np.pi * float(np.prod(coordinates.std(axis=0)))
    wanted = len(coordinates) * (SPACING * float(np.median(room[:, 0]))) ** 2
    return float(np.sqrt(wanted / max(area, 1e-9)))


def _pack(
    places: NDArray[np.float64],
    members: list[NDArray[np.int64]],
    boxes: NDArray[np.float64],
) -> None:
    """Pack components in rows; if one is larger than the rest, they go below or beside it."""
    corners = np.array([_extent(places[nodes], boxes[nodes]) for nodes in members])
    gaps = np.where([len(nodes) > 1 for nodes in members], GAP, GAP / 2)[:, None]
    sides = corners[:, 1] - corners[:, 0] + gaps
    areas = np.prod(sides, axis=1)
    if areas[0] > areas[1:].sum():
        starts = _around(sides)
    else:
        starts = _shelves(
            sides, max(float(sides[:, 0].max()), float(np.sqrt(ASPECT * areas.sum())))
        )
    for nodes, low, start in zip(members, corners[:, 0], starts, strict=True):
        places[nodes] += start - low
    low, high = _extent(places, boxes)
    places -= (low + high) / 2


def _around(sides: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return upper left corners of the first box and of the others below or beside it."""
    first, rest = sides[0], sides[1:]
    if len(rest) == 0:
        return np.zeros((1, 2))
    length = 2 * float(np.sqrt(np.prod(rest, axis=1).sum()))  # a block, not a single long row
    wide, high = np.maximum(np.minimum(length, first), rest.max(axis=0))
    below = _shelves(rest, float(wide)) + np.array([0.0, first[1]])
    turned = _shelves(rest[:, ::-1], float(high))
    beside = turned[:, ::-1] + np.array([first[0], 0.0])

    def strain(starts: NDArray[np.float64]) -> float:
        wide, high = np.maximum(first, (starts + rest).max(axis=0))
        return abs(float(np.log(wide / high / ASPECT)))

    return np.concatenate([np.zeros((1, 2)), min(below, beside, key=strain)])


def _shelves(sides: NDArray[np.float64], width: float) -> NDArray[np.float64]:
    """Return upper left corners of boxes set one after another in rows of a given width."""
    starts = np.empty_like(sides)
    x = y = row = 0.0
    for number, (wide, high) in enumerate(sides):
        if x > 0 and x + wide > width:
            x, y, row = 0.0, y + row, 0.0
        starts[number] = x, y
        x, row = x + float(wide), max(row, float(high))
    return starts


def _extent(
    places: NDArray[np.float64], boxes: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return (places - boxes / 2).min(axis=0), (places + boxes / 2).max(axis=0)
