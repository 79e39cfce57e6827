"""Pairs of numbers, each once and in order, sorted as one number each.

Called where the linked pairs of a graph are made and measured. Stands for `numpy.unique` of rows,
and of such numbers: numpy 2.4 puts them into a table of hashes first, which took 12.9 s for ten
million pairs where sorting takes .2 s. tests/queries/test_linked_pairs.py compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def distinct_pairs(pairs: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    """Return each pair of numbers below `many` once, in order."""
    in_order = np.sort(pairs[:, 0] * np.int64(many) + pairs[:, 1])
    is_new = np.ones(len(in_order), bool)
    is_new[1:] = in_order[1:] != in_order[:-1]
    distinct = in_order[is_new]
    first = distinct // max(many, 1)
    return np.stack([first, distinct - first * many], axis=1)
