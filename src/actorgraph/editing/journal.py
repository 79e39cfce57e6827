r"""The log of edits: what was done, undone and saved, one entry a line, each with its checksum.

An entry is on disk before whoever made the edit is told of it. A program that is killed while it
writes leaves half an entry at the end, which nobody was told of: it is cut off. A broken entry
before the end was damaged by something else, and nothing is read past it without saying so. Called
by the workspace; knows neither tables nor files of data.
"""

from __future__ import annotations

import json
import os
import weakref
import zlib
from typing import TYPE_CHECKING, Any

from actorgraph.errors import UsageError
from actorgraph.formats.files import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Entry = dict[str, Any]
_MODE = 0o600


class Journal:
    """A log that lies in a file.

    Args:
        path: of the file, which is made if it is not there.

    Attributes:
        entries: those that were there when it was opened.

    Raises:
        UsageError: if it cannot be opened, or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open()
        with path.open("rb") as file:
            raw = file.read()
        self.entries, end = entries_in(raw, path)
        if end < len(raw):
            os.ftruncate(self._file, end)
        os.lseek(self._file, end, os.SEEK_SET)
        self._end = end

    @property
    def size(self) -> int:
        """The bytes of the log."""
        return self._end

    def _open(self) -> None:
        path = self._path
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        try:
            self._file = os.open(path, flags, _MODE)
        except OSError as error:  # as of a link, which may lead anywhere
            raise UsageError(f"{path} cannot be opened: {error.strerror}.") from None
        self._close = weakref.finalize(self, os.close, self._file)

    def append(self, *entries: Mapping[str, object]) -> None:
        """Write entries, and return when they are on disk.

        Raises:
            UsageError: if they cannot be written; then none of them is there.
        """
        raw = b"".join(map(line_of, entries))
        done = 0
        try:
            while done < len(raw):
                done += os.write(self._file, raw[done:])
            os.fsync(self._file)
        except OSError as error:
            os.ftruncate(self._file, self._end)
            os.lseek(self._file, self._end, os.SEEK_SET)
            raise UsageError(f"{self._path} cannot be written: {error.strerror}.") from None
        self._end += len(raw)

    def replace(self, *entries: Mapping[str, object]) -> None:
        """Let other entries be the log, whole or not at all.

        Raises:
            UsageError: if they cannot be written; then the log is what it was.
        """
        raw = b"".join(map(line_of, entries))
        write_file(self._path, lambda place: _fill(place, raw), force=True, mode=_MODE)
        self._close()
        self._open()
        os.lseek(self._file, len(raw), os.SEEK_SET)
        self._end = len(raw)

    def close(self) -> None:
        """Close the file."""
        self._close()


def _fill(place: Path, raw: bytes) -> None:
    place.write_bytes(raw)


def line_of(entry: Mapping[str, object]) -> bytes:
    """Return the line of an entry."""
    text = json.dumps(entry, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(text), text)


def entries_in(raw: bytes, path: Path) -> tuple[list[Entry], int]:
    """Return the entries of a log, and where the last one ends.

    Raises:
        UsageError: if one is damaged that is not the last.
    """
    entries: list[Entry] = []
    end = 0
    lines = raw.split(b"\n")
    for number, line in enumerate(lines[:-1], 1):
        entry = _entry(line)
        if entry is None:
            if any(_entry(later) is not None for later in lines[number:]):
                raise UsageError(
                    f"{path} is damaged at entry {number}, and what follows may not be saved.",
                    hint="Move it away to edit without it; what it logged stays readable in it.",
                )
            break
        entries.append(entry)
        end += len(line) + 1
    return entries, end


def _entry(line: bytes) -> Entry | None:
    checksum, _, text = line.partition(b" ")
    try:
        if int(checksum, 16) != zlib.crc32(text):
            return None
        entry = json.loads(text)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None
