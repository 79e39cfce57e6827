"""The bytes on which a table that is edited rests: those of an open file, or of a text in memory.

Called by table_file.py and saving.py; knows no rows.
"""

from __future__ import annotations

import mmap
import os
import weakref
import zlib
from typing import TYPE_CHECKING

from actorgraph import temporary_files
from actorgraph.index.freshness import state_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_ONCE = 1 << 20


class FileBytes:
    """The content of a file that is open; whoever replaces the file by another leaves it as it is.

    Where an open file cannot be replaced, its content is kept in memory instead.

    Args:
        skipped: the bytes of its byte order mark.
    """

    def __init__(self, path: Path, skipped: int) -> None:
        self._skipped = skipped
        self._kept: bytes | None = None
        if temporary_files.OPEN_FILES_CAN_BE_REPLACED:
            self._file = os.open(path, os.O_RDONLY)
            weakref.finalize(self, os.close, self._file)
            self.size = os.fstat(self._file).st_size - skipped
        else:
            self._kept = path.read_bytes()
            self.size = len(self._kept) - skipped

    def state(self, path: Path) -> list[int]:
        """Return what the file system says of the file, which is at this path or was there."""
        return state_in(os.fstat(self._file) if self._kept is None else path.stat())

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        return self._part(stop - start, start + self._skipped)

    def _part(self, size: int, at: int) -> bytes:
        if self._kept is None:
            return os.pread(self._file, size, at)
        return self._kept[at : at + size]

    def copy(self, file: int, start: int, stop: int) -> None:
        """Append the bytes from start up to stop to an open file, in one call where there is one.

        Args:
            file: the descriptor of a file that is open for writing.
        """
        at, end = start + self._skipped, stop + self._skipped
        while (
            self._kept is None
            and at < end
            and (many := _copied_by_system(self._file, file, at, end - at))
        ):
            at += many
        while at < end:
            part = self._part(min(end - at, _AT_ONCE), at)
            if not part:
                break  # somebody has cut it short meanwhile, which is noticed before it is replaced
            at += write_all(file, part)


class TextBytes:
    """A content in memory."""

    def __init__(self, content: bytes) -> None:
        self._content, self.size = content, len(content)

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        return self._content[start:stop]


def _copied_by_system(source: int, file: int, at: int, count: int) -> int:
    """Copy bytes to the end of a file without a look at them; return how many, 0 if it cannot.

    Other threads of Python go on meanwhile: by parts, each would wait for its turn some 300 times.
    """
    if not hasattr(os, "copy_file_range"):
        return 0
    try:
        return os.copy_file_range(source, file, count, offset_src=at)
    except OSError:
        return 0  # other file systems; whatever else is wrong comes again when it is written


def write_all(file: int, part: bytes) -> int:
    """Write all of it to an open file; return how many bytes that is."""
    view = memoryview(part)
    while view:
        view = view[os.write(file, view) :]
    return len(part)


def sum_of(path: Path) -> int:
    """Return a checksum of a file."""
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_AT_ONCE):
            checksum = zlib.crc32(chunk, checksum)
    return checksum


def sum_of_own(path: Path, start: int = 0, stop: int | None = None) -> int:
    """Return the checksum of a file that nobody else writes to, or of a part of it, in one call."""
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return 0
        with (
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
            memoryview(content) as view,
            view[start:stop] as part,
        ):
            return zlib.crc32(part)


def places_of(text: bytes, content: bytes) -> Iterator[int]:
    """Yield where a text begins in a content."""
    at = content.find(text)
    while at >= 0:
        yield at
        at = content.find(text, at + 1)
