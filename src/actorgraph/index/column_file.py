"""One file of named columns, each block of it under a checksum: what an index is made of.

Written once, front to back, into a temporary file that takes the place of the old one only when
it is whole and on the disk; read through a memory map. A block is checked when it is first
touched, so that a flipped byte is an error and never a wrong answer, at the price of the blocks
that an answer needs. Knows nothing of entities or relations.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any

from actorgraph.temporary_files import temporary_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


MAGIC = b"ACTGRAPH"
BLOCK = 4096
_HEAD = struct.Struct("<8sQIIQ")  # magic; place, length, checksum of the header; size of the file


class DamagedError(Exception):
    """The file is not what was written; it has to be built again."""


class OutdatedError(DamagedError):
    """The file is whole, but what is asked for cannot be told from it and an edit since."""


class UnwritableError(Exception):
    """The file cannot be written; the message says why."""


class StoredColumn:
    """Numbers of one type, or bytes, in the file; they are checked before they are returned.

    Args:
        store: where it lies.
        start: its first byte.
        count: how many numbers.
        code: their type, as `memoryview.cast` calls it.
    """

    __slots__ = ("_at", "_check", "_size", "view")

    def __init__(self, store: ColumnFile, start: int, count: int, code: str) -> None:
        self._size = struct.calcsize(code)
        self._at = start
        self._check = store.check
        raw = memoryview(store.content)[start : start + count * self._size]
        self.view: memoryview[int] = raw.cast(code)  # type: ignore[call-overload]

    def __len__(self) -> int:
        """Return the number of numbers."""
        return len(self.view)

    def __getitem__(self, number: int) -> int:
        """Return one number."""
        at = self._at + number * self._size
        self._check(at, at + self._size)
        return self.view[number]

    def part(self, start: int, stop: int) -> memoryview[int]:
        """Return the numbers from start up to stop."""
        self._check(self._at + start * self._size, self._at + stop * self._size)
        return self.view[start:stop]

    def check(self, start: int, stop: int) -> None:
        """Check the numbers from start up to stop, for one who then takes them from the view."""
        self._check(self._at + start * self._size, self._at + stop * self._size)

    def whole(self) -> memoryview[int]:
        """Return all numbers."""
        return self.part(0, len(self.view))


class ColumnFile:
    """A file of columns, open for reading.

    Args:
        content: what was written, mapped or in memory.
        name: what to call it in errors.

    Raises:
        DamagedError: if it is not whole.
    """

    def __init__(self, content: mmap.mmap | memoryview, name: str) -> None:
        self.content = content
        self.name = name
        if len(content) < _HEAD.size:
            raise DamagedError(f"{name} is too short")
        magic, place, length, checksum, written = _HEAD.unpack_from(content)
        header = bytes(content[place : place + length])
        if magic != MAGIC or written != len(content) or zlib.crc32(header) != checksum:
            raise DamagedError(f"{name} is not whole")
        contents = json.loads(header)
        self.about: dict[str, Any] = contents["about"]
        self._places: dict[str, tuple[int, int, str]] = contents["columns"]
        start, count, checksum = contents["blocks"]
        sums = memoryview(content)[start : start + 4 * count]
        if zlib.crc32(sums) != checksum:
            raise DamagedError(f"{name}: its checksums do not add up")
        self._sums = sums.cast("I")
        self._checked = bytearray(count)

    def __contains__(self, name: str) -> bool:
        """Return whether there is a column of this name."""
        return name in self._places

    @property
    def names(self) -> list[str]:
        """Return the names of all columns."""
        return list(self._places)

    def column(self, name: str) -> StoredColumn:
        """Return the column of a name."""
        start, count, code = self._places[name]
        return StoredColumn(self, start, count, code)

    def check(self, start: int, stop: int) -> None:
        """Check the blocks that hold these bytes, once.

        Raises:
            DamagedError: if one is not what was written.
        """
        checked = self._checked
        begin, end = start // BLOCK - 1, (stop + BLOCK - 1) // BLOCK - 1
        if end - begin == 1 and checked[begin]:
            return
        for number in range(begin, end):
            if not checked[number]:
                at = (number + 1) * BLOCK
                if zlib.crc32(memoryview(self.content)[at : at + BLOCK]) != self._sums[number]:
                    raise DamagedError(f"{self.name}: block {number} is not what was written")
                checked[number] = 1

    def check_all(self) -> None:
        """Check everything: before an answer that reads it all and cannot start again.

        Raises:
            DamagedError: if a block is not what was written.
        """
        self.check(BLOCK, BLOCK + BLOCK * len(self._checked))
        if isinstance(self.content, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.content.madvise(mmap.MADV_DONTNEED)  # what is not read again takes no memory


def open_columns(path: Path) -> ColumnFile:
    """Open a file that has been written.

    Raises:
        DamagedError: if it is not whole.
        OSError: if it cannot be opened.
    """
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise DamagedError(f"{path} is empty")
        return ColumnFile(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), str(path))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Yield a writer whose file takes its place at the end, whole or not at all.

    Raises:
        UnwritableError: if it cannot be written; nothing is left behind then, as with any error.
    """
    temporary = temporary_beside(path)
    with _unwritable():
        file = private_file(temporary)
    try:
        yield Writer(file)
        with _unwritable():
            file.flush()
            os.fsync(file.fileno())
            file.close()
            temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


class Writer:
    """Columns on their way into a file, at multiples of the block; the header comes last.

    Args:
        file: an empty one, open for writing.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._at = BLOCK
        self._places: dict[str, tuple[int, int, str]] = {}
        self._sums = bytearray()
        self._file.write(bytes(BLOCK))

    def add(self, name: str, code: str, *bodies: Any) -> None:
        """A column.

        Args:
            code: the type of its numbers, as `memoryview.cast` calls it.
            bodies: them, as bytes, an array or anything alike; of several one after the other.

        Raises:
            UnwritableError: if it cannot be written.
        """
        size, rest = 0, b""
        with _unwritable():
            for body in bodies:
                view = memoryview(body)
                # An array without elements cannot be cast.
                view = view.cast("B") if view.nbytes else memoryview(b"")
                size += len(view)
                if rest:
                    taken = min(len(view), BLOCK - len(rest))
                    rest += view[:taken]
                    view = view[taken:]
                    if len(rest) < BLOCK:
                        continue
                    self._put(rest)
                whole = len(view) // BLOCK * BLOCK
                self._put(view[:whole])
                rest = bytes(view[whole:])
            if rest:
                self._put(rest.ljust(BLOCK, b"\0"))
        self._places[name] = (self._at, size // struct.calcsize(code), code)
        self._at += -(-size // BLOCK) * BLOCK

    def close(self, about: Mapping[str, object]) -> None:
        """The last: checksums, and what can be said in JSON.

        Raises:
            UnwritableError: if it cannot be written.
        """
        sums = bytes(self._sums)
        contents = {
            "about": about,
            "columns": self._places,
            "blocks": [self._at, len(sums) // 4, zlib.crc32(sums)],
        }
        header = json.dumps(contents).encode()
        place = self._at + len(sums)
        with _unwritable():
            self._file.write(sums)
            self._file.write(header)
            self._file.seek(0)
            checksum = zlib.crc32(header)
            self._file.write(_HEAD.pack(MAGIC, place, len(header), checksum, place + len(header)))

    def _put(self, blocks: memoryview | bytes) -> None:
        """Whole blocks, with the checksum of each."""
        sums = [zlib.crc32(blocks[at : at + BLOCK]) for at in range(0, len(blocks), BLOCK)]
        self._sums += struct.pack(f"<{len(sums)}I", *sums)
        self._file.write(blocks)


@contextmanager
def _unwritable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UnwritableError(error.strerror or str(error)) from error


def private_file(path: Path) -> IO[bytes]:
    """Open a new file for writing that nobody but its owner can read.

    Raises:
        FileExistsError: if it is there.
    """
    return open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600))


def sync_folder(folder: Path) -> None:
    """Make a rename last, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
