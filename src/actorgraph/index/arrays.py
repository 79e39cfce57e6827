"""Between lists, numpy and Arrow by their buffers.

Arrow's own conversions import pandas, which takes a twentieth of the time that a million rows do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_ROOM = 31 << 20
"""Below the 32 MB beyond which glibc does not adapt."""


def keep_freed_room() -> None:
    """Have freed memory used again rather than given back to the system and asked for anew.

    glibc does so with as much as it has once seen freed at a time (mallopt(3), on the dynamic
    threshold); to other C libraries this is nothing. It spares half of the page faults of a build.
    """
    import numpy as np

    np.empty(_ROOM, np.uint8)


def slices(count: int, at_once: int) -> Iterator[slice]:
    """So many at a time that the arrays made of them stay small."""
    return (slice(start, start + at_once) for start in range(0, count, at_once))


def texts(of: Iterable[str]) -> Any:
    """An Arrow array of texts."""
    import numpy as np
    import pyarrow as arrow

    listed = list(of)
    content = "".join(listed).encode()
    offsets = np.zeros(len(listed) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, listed), np.int64, len(listed)), out=offsets[1:])
    if len(content) != offsets[-1]:
        lengths = (len(text.encode()) for text in listed)
        np.cumsum(np.fromiter(lengths, np.int64, len(listed)), out=offsets[1:])
    at = arrow.py_buffer(offsets.astype(np.int32))
    return arrow.StringArray.from_buffers(len(listed), at, arrow.py_buffer(content))


def joined(*arrays: Any) -> Any:
    """Arrow arrays one after the other; one that alone holds something is not copied."""
    import pyarrow as arrow

    some = [array for array in arrays if len(array)]
    return some[0] if len(some) == 1 else arrow.concat_arrays(some or list(arrays))


def integers(of: Any) -> Any:
    """An Arrow array of the numbers of a numpy one."""
    import numpy as np
    import pyarrow as arrow

    numbers = np.ascontiguousarray(of, np.int64)
    return arrow.Array.from_buffers(arrow.int64(), len(numbers), [None, arrow.py_buffer(numbers)])


def flags(of: Any) -> Any:
    """An Arrow array of the truths of a numpy one."""
    import numpy as np
    import pyarrow as arrow

    bits = arrow.py_buffer(np.packbits(of, bitorder="little"))
    return arrow.Array.from_buffers(arrow.bool_(), len(of), [None, bits])


def picked(of: Any, places: Any) -> Any:
    """What an Arrow array has at these places."""
    return of.take(integers(places))


def kept(of: Any, where: Any) -> Any:
    """What an Arrow array has where a numpy array is true."""
    return of.filter(flags(where))


def numbers_in(array: Any) -> Any:
    """An Arrow array of whole numbers as a numpy one; it is not to be written to."""
    import numpy as np

    if not len(array):
        return np.empty(0, np.dtype(str(array.type)))
    whole = np.frombuffer(array.buffers()[1], np.dtype(str(array.type)))
    return whole[array.offset : array.offset + len(array)]


def truths_in(array: Any) -> Any:
    """An Arrow array of truths as a numpy one."""
    import numpy as np

    return _bits(array.buffers()[1], array) if len(array) else np.empty(0, bool)


def is_there(array: Any) -> Any:
    """Where an Arrow array holds something, as a numpy array of truths."""
    import numpy as np

    if not array.null_count:
        return np.ones(len(array), bool)
    return _bits(array.buffers()[0], array)


def lengths(of: Any) -> Any:
    """How many bytes the texts of an Arrow array have, as a numpy array."""
    import numpy as np

    return np.diff(bytes_of(of)[1])


def bytes_of(of: Any) -> tuple[Any, Any]:
    """The bytes of an Arrow array of texts, and where each begins, with the end of the last."""
    import numpy as np

    if not len(of):
        return np.empty(0, np.uint8), np.zeros(1, np.int64)
    _, at, data = of.buffers()
    offsets = np.frombuffer(at, np.int32)[of.offset : of.offset + len(of) + 1]
    content = np.frombuffer(data or b"", np.uint8)[offsets[0] : offsets[-1]]
    return content, offsets.astype(np.int64) - int(offsets[0])


def _bits(buffer: Any, array: Any) -> Any:
    import numpy as np

    bits = np.unpackbits(np.frombuffer(buffer, np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].view(bool)
