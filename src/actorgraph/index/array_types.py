"""What the arrays of an index hold, for type checking alone."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint32]
"""Hashes of texts or words, and sums of them."""
Pairs = NDArray[np.uint64]
"""Two numbers of 32 bits each, the first in the upper half."""
Places = NDArray[np.signedinteger[Any]]
"""Where something stands in another array, or how many there are."""
Numbers = NDArray[np.integer[Any]]
"""Whole numbers of any width: rows, codes of distinct cells, days."""
Owners = NDArray[np.integer[Any]]
"""The numbers of entities."""
Flags = NDArray[np.bool_]
