"""Arrow arrays from numpy's and back, through DLPack and buffers.

Stands for `pyarrow.array` and `to_numpy`, which import pandas: a twentieth of the time that
building takes for a million rows. tests/index/test_bulk_arrays.py compares what comes out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from actorgraph.index.array_types import Flags, Numbers, Places

_ROOM = 31 << 20
"""Below the 32 MB beyond which glibc does not adapt."""


def keep_freed_room() -> None:
    """Have freed memory used again rather than given back to the system and asked for anew.

    glibc does so with as much as it has once seen freed at a time (mallopt(3), on the dynamic
    threshold); to other C libraries this is nothing. It spares half of the page faults of a build.
    """
    np.empty(_ROOM, np.uint8)


def slices(count: int, at_once: int) -> Iterator[slice]:
    """Cut so many into slices, so that the arrays made of each stay small."""
    return (slice(start, start + at_once) for start in range(0, count, at_once))


def texts(of: Iterable[str]) -> arrow.StringArray:
    """Make an Arrow array of texts."""
    encoded = [text.encode() for text in of]
    offsets = np.zeros(len(encoded) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, encoded), np.int32, len(encoded)), out=offsets[1:])
    buffers = arrow.py_buffer(offsets), arrow.py_buffer(b"".join(encoded))
    return arrow.StringArray.from_buffers(len(encoded), *buffers)


def joined(*arrays: arrow.Array) -> arrow.Array:
    """Join Arrow arrays; one that alone holds something is not copied."""
    some = [array for array in arrays if len(array)]
    return some[0] if len(some) == 1 else arrow.concat_arrays(some or list(arrays))


def integers(of: Numbers) -> arrow.Int64Array:
    """Make an Arrow array of numbers."""
    return _plain(np.ascontiguousarray(of, np.int64), arrow.int64())


def flags(of: Flags) -> arrow.BooleanArray:
    """Make an Arrow array of truths."""
    return _plain(np.ascontiguousarray(of, np.uint8), arrow.uint8()).cast(arrow.bool_())


def picked(of: arrow.Array, places: Numbers) -> arrow.Array:
    """Take what an Arrow array has at these places."""
    return of.take(integers(places))


def kept(of: arrow.Array, where: Flags) -> arrow.Array:
    """Keep what an Arrow array has where a numpy array is true."""
    return of.filter(flags(where))


def numbers_in(array: arrow.Array) -> Places:
    """View an Arrow array of whole numbers as a numpy one; it is not to be written to."""
    whole = _without_nulls(array) if array.null_count else array
    return cast("Places", np.from_dlpack(whole))


def truths_in(array: arrow.BooleanArray) -> Flags:
    """Copy an Arrow array of truths into a numpy one."""
    return numbers_in(array.cast(arrow.uint8())).view(np.bool_)


def is_there(array: arrow.Array) -> Flags:
    """Tell where an Arrow array holds something."""
    return truths_in(pc.is_valid(array)) if array.null_count else np.ones(len(array), np.bool_)


def lengths(of: arrow.StringArray) -> Places:
    """Count the bytes of each text of an Arrow array."""
    return np.diff(bytes_of(of)[1])


def bytes_of(of: arrow.StringArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """View the bytes of an Arrow array of texts; where each begins, with the end of the last."""
    if not len(of):
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    _, at, data = of.buffers()
    offsets = np.frombuffer(at, np.int32)[of.offset : of.offset + len(of) + 1]
    content = np.frombuffer(data or b"", np.uint8)[offsets[0] : offsets[-1]]
    return content, offsets.astype(np.int64) - int(offsets[0])


def _plain(of: Numbers, kind: arrow.DataType) -> arrow.Array:
    return arrow.Array.from_buffers(kind, len(of), [None, arrow.py_buffer(of)])


def _without_nulls(array: arrow.Array) -> arrow.Array:
    """The same numbers, with anything at all where there is none."""
    return arrow.Array.from_buffers(
        array.type, len(array), [None, array.buffers()[1]], offset=array.offset
    )
