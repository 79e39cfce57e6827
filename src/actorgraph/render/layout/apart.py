"""Push nodes and their labels apart until none overlap."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

LETTER = 6.4
"""Mean width of a letter of a label, in drawing units, at the page's label size."""
LINE = 15.0
LONGEST_LINE = 20
"""Letters in a line of a label; the page breaks longer ones into two lines."""
ROUNDS = 400
MARGIN = 3.0


def label_boxes(sizes: NDArray[np.float64], labels: Sequence[str] | None) -> NDArray[np.float64]:
    """Return (n, 2): the width and height of each node with the label under it.

    A box holds the node and its label; its middle is half a label below the node's.
    """
    diameters = 2.0 * np.asarray(sizes, dtype=np.float64)
    boxes = np.stack([diameters, diameters], axis=1) + MARGIN
    if labels is not None:
        letters = np.array([len(label) for label in labels])
        width = np.where(letters > 0, np.minimum(letters, LONGEST_LINE) * LETTER + 2 * MARGIN, 0.0)
        boxes[:, 0] = np.maximum(boxes[:, 0], width)
    boxes[:, 1] += label_heights(labels)
    return boxes


def label_heights(labels: Sequence[str] | None) -> NDArray[np.float64]:
    """Return how far each label reaches below its node; 0 without one."""
    if labels is None:
        return np.zeros(1)
    return np.array(
        [LINE * math.ceil(min(len(one), 2 * LONGEST_LINE) / LONGEST_LINE) for one in labels]
    )


def pushed_apart(
    coordinates: NDArray[np.float64], boxes: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Move nodes as little as needed until no two boxes overlap.

    Each round pushes overlapping pairs along the axis of the smaller overlap. Where that does not
    end, the picture is enlarged a little at a time, which always ends.
    """
    places = coordinates.astype(np.float64).copy()
    spiral = np.arange(len(places)) * 2.399963
    places += 1e-6 * np.stack([np.cos(spiral), np.sin(spiral)], axis=1)
    for number in range(ROUNDS):
        first, second, over = _overlaps(places, boxes)
        if len(first) == 0:
            break
        along = np.argmin(over, axis=1)
        rows = np.arange(len(first))
        side = np.sign(places[first, along] - places[second, along])
        push = (over[rows, along] / 2 + 0.01) * np.where(side == 0, 1.0, side)
        for axis in (0, 1):
            moved = np.where(along == axis, push, 0.0)
            places[:, axis] += np.bincount(first, weights=moved, minlength=len(places)) * 0.6
            places[:, axis] -= np.bincount(second, weights=moved, minlength=len(places)) * 0.6
        if number % 40 == 39:  # noqa: PLR2004 - now and then
            places *= 1.06
    while len(_overlaps(places, boxes)[0]):
        places *= 1.1
    return places


def _overlaps(
    places: NDArray[np.float64], boxes: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Return pairs of overlapping boxes and their overlaps, horizontal and vertical."""
    stretched = places / boxes.max(axis=0)
    pairs = cKDTree(stretched).query_pairs(1.0, p=np.inf, output_type="ndarray")
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    first, second = pairs[:, 0], pairs[:, 1]
    room = (boxes[first] + boxes[second]) / 2
    over = room - np.abs(places[first] - places[second])
    real = (over > 0).all(axis=1)
    return first[real], second[real], over[real]
