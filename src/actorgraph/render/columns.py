"""Pack long columns of numbers and words into short text, for the data island of the page.

`html.py` writes them and `page/columns.js` reads them; tests compare the two. A column is a small
JSON object that says how it is packed. Leaves out which columns there are.

Numbers are split into byte planes (all lowest bytes, then all second ones, ...), as differences
where that is shorter, and then deflated, which makes sorted edges and small codes very short.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

STEPS = 65_535
"""The number of steps of the raster of positions: a twentieth of a pixel on a screen of 3,000."""


class Packed(TypedDict, total=False):
    """One column as it stands in the page.

    Attributes:
        count: the number of values.
        planes: bytes per number; 0 for words.
        delta: whether each number is the difference to the one before.
        low, step: a decimal is low + step * number; absent for whole numbers.
        data: the values, deflated without a header, in base64.
    """

    count: int
    planes: int
    delta: bool
    low: float
    step: float
    data: str


def pack_integers(values: ArrayLike) -> Packed:
    """Pack whole numbers from 0 to 2**32 - 1 without loss.

    Raises:
        ValueError: if a number is negative, not whole, or too large.
    """
    import numpy as np

    column = np.asarray(values)
    if column.size == 0:
        return {"count": 0, "planes": 1, "delta": False, "data": ""}
    if column.dtype.kind not in "iub" or column.min() < 0 or column.max() >= 2**32:
        raise ValueError("a column holds whole numbers from 0 to 2**32 - 1 only")
    plain = column.astype(np.uint32)
    steps = np.diff(plain.astype(np.int64), prepend=0)
    zigzag = np.where(steps < 0, -2 * steps - 1, 2 * steps)
    packings = [_planes(plain, delta=False)]
    if zigzag.max() < 2**32:
        packings.append(_planes(zigzag.astype(np.uint32), delta=True))
    return min(packings, key=lambda packed: len(packed["data"]))


def pack_decimals(values: ArrayLike) -> Packed:
    """Pack finite numbers, each rounded to one of STEPS + 1 values from least to greatest.

    Raises:
        ValueError: if a number is infinite or missing.
    """
    import numpy as np

    column = np.asarray(values, dtype=np.float64)
    if column.size and not np.isfinite(column).all():
        raise ValueError("a position is not a finite number")
    low = float(column.min()) if column.size else 0.0
    span = float(column.max()) - low if column.size else 0.0
    step = span / STEPS or 1.0
    packed = pack_integers(np.rint((column - low) / step).astype(np.int64))
    packed["low"], packed["step"] = low, step
    return packed


def pack_words(words: Iterable[object]) -> Packed:
    """Pack strings, or lists and objects of strings, without loss of any character."""
    values = list(words)
    # Lone surrogates, which occur in real CSV files, survive as JSON escapes only.
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        raw = json.dumps(values, separators=(",", ":")).encode()
    return {"count": len(values), "planes": 0, "delta": False, "data": _deflated(raw)}


def _planes(column: NDArray[np.uint32], *, delta: bool) -> Packed:
    """Return the bytes of the numbers plane by plane, in as few planes as the largest needs."""
    import numpy as np

    planes = max(1, (int(column.max()).bit_length() + 7) // 8)
    split = column.astype("<u4").view(np.uint8).reshape(-1, 4).T[:planes]
    data = _deflated(np.ascontiguousarray(split).tobytes())
    return {"count": int(column.size), "planes": planes, "delta": delta, "data": data}


def _deflated(raw: bytes) -> str:
    """Deflate for the browser's DecompressionStream('deflate-raw'), in base64."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(packer.compress(raw) + packer.flush()).decode("ascii")
