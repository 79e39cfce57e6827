"""The bytes on which a table that is edited rests: those of an open file, or of a text in memory.

Called by table_file.py and saving.py; knows no rows.
"""

from __future__ import annotations

import os
import weakref
import zlib
from typing import TYPE_CHECKING

from actorgraph.index.freshness import state_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_ONCE = 1 << 20


class FileBytes:
    """The content of a file that is open; whoever replaces the file by another leaves it as it is.

    Args:
        skipped: the bytes of its byte order mark.
    """

    def __init__(self, path: Path, skipped: int) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._file)
        self._skipped = skipped
        self.size = os.fstat(self._file).st_size - skipped

    def state(self) -> list[int]:
        """Return what the file system says of the file, as `state_of` does of a path."""
        return state_in(os.fstat(self._file))

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        return os.pread(self._file, stop - start, start + self._skipped)


class TextBytes:
    """A content in memory."""

    def __init__(self, content: bytes) -> None:
        self._content, self.size = content, len(content)

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        return self._content[start:stop]


def sum_of(path: Path) -> int:
    """Return a checksum of a file."""
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_AT_ONCE):
            checksum = zlib.crc32(chunk, checksum)
    return checksum


def places_of(text: bytes, content: bytes) -> Iterator[int]:
    """Yield where a text begins in a content."""
    at = content.find(text)
    while at >= 0:
        yield at
        at = content.find(text, at + 1)
