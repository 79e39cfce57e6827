"""One file of named columns, each block of it under a checksum: what an index is made of.

Written once, front to back, into a temporary file that takes the place of the old one only when
it is whole and on the disk; read through a memory map. A block is checked when it is first
touched, so that a flipped byte is an error and never a wrong answer, at the price of the blocks
that an answer needs. Knows nothing of entities or relations.
"""

from __future__ import annotations

import io
import json
import mmap
import os
import struct
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAGIC = b"ACTGRAPH"
BLOCK = 4096
_HEAD = struct.Struct("<8sIIQ")  # magic, length and checksum of the header, size of the file
_TEMPORARY = ".part"
_DAY = 86400.0


class DamagedError(Exception):
    """The file is not what was written; whoever meets this builds it anew."""


class Column:
    """Numbers of one type, or bytes, in the file; what is taken out has been checked.

    Args:
        store: where it lies.
        start: its first byte.
        count: how many numbers.
        code: their type, as `memoryview.cast` calls it.
    """

    __slots__ = ("_at", "_check", "_size", "view")

    def __init__(self, store: Store, start: int, count: int, code: str) -> None:
        self._size = struct.calcsize(code)
        self._at = start
        self._check = store.check
        raw = memoryview(store.content)[start : start + count * self._size]
        self.view: memoryview[int] = raw.cast(code)  # type: ignore[call-overload]

    def __len__(self) -> int:
        """How many numbers."""
        return len(self.view)

    def __getitem__(self, number: int) -> int:
        """One number."""
        at = self._at + number * self._size
        self._check(at, at + self._size)
        return self.view[number]

    def part(self, start: int, stop: int) -> memoryview[int]:
        """The numbers from start up to stop."""
        self._check(self._at + start * self._size, self._at + stop * self._size)
        return self.view[start:stop]

    def whole(self) -> memoryview[int]:
        """All of them."""
        return self.part(0, len(self.view))


class Store:
    """A file of columns, open for reading.

    Args:
        content: what was written, mapped or in memory.
        name: what to call it in errors.

    Raises:
        DamagedError: if it is not whole.
    """

    def __init__(self, content: mmap.mmap | bytes, name: str) -> None:
        self.content = content
        self.name = name
        if len(content) < _HEAD.size:
            raise DamagedError(f"{name} is too short")
        magic, length, checksum, written = _HEAD.unpack_from(content)
        header = content[_HEAD.size : _HEAD.size + length]
        if magic != MAGIC or written != len(content) or zlib.crc32(header) != checksum:
            raise DamagedError(f"{name} is not whole")
        said = json.loads(header)
        self.about: dict[str, Any] = said["about"]
        self._places: dict[str, list[Any]] = said["columns"]
        start, count, checksum = said["blocks"]
        sums = memoryview(content)[start : start + 4 * count]
        if zlib.crc32(sums) != checksum:
            raise DamagedError(f"{name}: its checksums do not add up")
        self._sums = sums.cast("I")
        self._first = said["first"]
        self._checked = bytearray(count)

    def __contains__(self, name: str) -> bool:
        """Whether there is a column of this name."""
        return name in self._places

    def column(self, name: str) -> Column:
        """A column by its name."""
        start, count, code = self._places[name]
        return Column(self, start, count, code)

    def check(self, start: int, stop: int) -> None:
        """Check the blocks that hold these bytes, once.

        Raises:
            DamagedError: if one is not what was written.
        """
        checked = self._checked
        first = self._first
        for number in range((start - first) // BLOCK, (stop - first + BLOCK - 1) // BLOCK):
            if not checked[number]:
                at = first + number * BLOCK
                if zlib.crc32(memoryview(self.content)[at : at + BLOCK]) != self._sums[number]:
                    raise DamagedError(f"{self.name}: block {number} is not what was written")
                checked[number] = 1

    def check_all(self) -> None:
        """Check everything: before an answer that reads it all and cannot start again.

        Raises:
            DamagedError: if a block is not what was written.
        """
        self.check(self._first, self._first + BLOCK * len(self._checked))


def open_store(path: Path) -> Store:
    """A file that `write` has written.

    Raises:
        DamagedError: if it is not whole.
        OSError: if it cannot be opened.
    """
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            raise DamagedError(f"{path} is empty")
        return Store(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), str(path))


def in_memory(columns: Mapping[str, tuple[str, Any]], about: Mapping[str, Any]) -> Store:
    """The same without a file."""
    file = io.BytesIO()
    _write_columns(file, columns, about)
    return Store(file.getvalue(), "the index in memory")


def write(path: Path, columns: Mapping[str, tuple[str, Any]], about: Mapping[str, Any]) -> None:
    """Write a file of columns and put it in its place, whole or not at all.

    Args:
        columns: from name to type code and content, as bytes, an array or anything alike.
        about: what can be said in JSON.

    Raises:
        OSError: if it cannot be written; nothing is left behind then.
    """
    temporary = temporary_beside(path)
    try:
        with temporary.open("xb") as file:
            _write_columns(file, columns, about)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def temporary_beside(path: Path) -> Path:
    """A name to write under, that says which process on which machine does."""
    return path.with_name(f"{path.name}.{_host()}.{os.getpid()}.{os.urandom(4).hex()}{_TEMPORARY}")


def is_temporary(path: Path) -> bool:
    """Whether a file is one that a writer has begun."""
    return path.name.endswith(_TEMPORARY)


def is_abandoned(path: Path) -> bool:
    """Whether the writer of a temporary file is gone; one elsewhere is given a day."""
    host, process = path.name.split(".")[-4:-2]
    if host != _host() or os.name != "posix":
        return time.time() - path.stat().st_mtime > _DAY
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except OSError:
        pass
    return False


def _host() -> str:
    from socket import gethostname

    return f"{zlib.crc32(gethostname().encode()):08x}"


def sync_folder(folder: Path) -> None:
    """Make a rename last, where the system can."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _write_columns(
    file: Any, columns: Mapping[str, tuple[str, Any]], about: Mapping[str, Any]
) -> None:
    """Columns at multiples of the block, then checksums; the header, of known length, first."""
    views = {name: (code, memoryview(body).cast("B")) for name, (code, body) in columns.items()}
    room = _HEAD.size + len(json.dumps(about)) + 100 * len(views) + 200
    first = at = -(-room // BLOCK) * BLOCK
    places: dict[str, list[Any]] = {}
    sums = bytearray()
    file.seek(first)
    for name, (code, body) in views.items():
        places[name] = [at, len(body) // struct.calcsize(code), code]
        padded = -(-len(body) // BLOCK) * BLOCK
        sums += _sums_of(body)
        file.write(body)
        file.write(bytes(padded - len(body)))
        at += padded
    header = json.dumps(
        {
            "about": about,
            "columns": places,
            "first": first,
            "blocks": [at, len(sums) // 4, zlib.crc32(sums)],
        }
    ).encode()
    file.write(sums)
    file.seek(0)
    file.write(_HEAD.pack(MAGIC, len(header), zlib.crc32(header), at + len(sums)))
    file.write(header)
    if _HEAD.size + len(header) > first:
        raise ValueError("the header outgrew its room")


def _sums_of(body: memoryview) -> bytes:
    """The checksum of every block, the last one filled with zeros."""
    whole = len(body) // BLOCK * BLOCK
    sums = [zlib.crc32(body[at : at + BLOCK]) for at in range(0, whole, BLOCK)]
    if whole < len(body):
        rest = bytes(body[whole:])
        sums.append(zlib.crc32(rest.ljust(BLOCK, b"\0")))
    return struct.pack(f"<{len(sums)}I", *sums)
