"""The rows themselves: in the CSV file where they stand, or in the index where they cannot be.

A CSV in UTF-8 is read in place; every block read is compared with the checksum it had when the
index was built, so that a file edited underneath an open graph is noticed and never half believed.
Unpacked .gz and UTF-16 files lie in the index as UTF-8.
"""

from __future__ import annotations

import csv
import os
import weakref
import zlib
from typing import TYPE_CHECKING

from actorgraph import temporary_files
from actorgraph.errors import UsageError
from actorgraph.index.column_file import BLOCK
from actorgraph.limits import LARGEST_CELL

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from actorgraph.index.column_file import StoredColumn


class ChangedError(UsageError):
    """A file changed while a graph that rests on it was open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} changed while it was being read.",
            hint="Ask again, or load the graph again.",
        )


class FileText:
    """The bytes of a CSV file, checked against the checksums taken when it was indexed.

    Args:
        path: the file.
        sums: checksums of its blocks.
    """

    def __init__(self, path: Path, sums: StoredColumn) -> None:
        self._path = path
        self._sums = sums
        if temporary_files.OPEN_FILES_CAN_BE_REPLACED:
            # A plain descriptor: kept as long as the graph, closed with it, no warning in between.
            self._file = os.open(path, os.O_RDONLY)
            weakref.finalize(self, os.close, self._file)

    def part(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        first, last = start // BLOCK, (stop - 1) // BLOCK
        begin = first * BLOCK
        raw = self._blocks(first, last, start)
        for number in range(first, last + 1):
            at = (number - first) * BLOCK
            block = raw if first == last else raw[at : at + BLOCK]
            if zlib.crc32(block) != self._sums[number]:
                raise ChangedError(self._path)
        return raw[start - begin : stop - begin]

    def _blocks(self, first: int, last: int, start: int) -> bytes:  # noqa: ARG002 -- see below
        """Return some blocks, the bytes from a start on being asked for."""
        return self._read((last + 1 - first) * BLOCK, first * BLOCK)

    def _read(self, size: int, begin: int) -> bytes:
        if temporary_files.OPEN_FILES_CAN_BE_REPLACED:
            return os.pread(self._file, size, begin)
        with self._path.open("rb") as file:
            file.seek(begin)
            return file.read(size)


class MovedText(FileText):
    """The same of a file that was edited since: blocks that stay stand some bytes later.

    Args:
        size: of the file when it was indexed.
        moved_by: returns how many bytes later what began at a byte stands now.
    """

    def __init__(
        self, path: Path, sums: StoredColumn, size: int, moved_by: Callable[[int], int]
    ) -> None:
        super().__init__(path, sums)
        self._size, self._moved_by = size, moved_by

    def _blocks(self, first: int, last: int, start: int) -> bytes:
        begin, end = first * BLOCK, min((last + 1) * BLOCK, self._size)
        return self._read(end - begin, begin + self._moved_by(start))


class KeptText:
    """Text that lies in the index."""

    def __init__(self, column: StoredColumn) -> None:
        self._column = column

    def part(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop."""
        return bytes(self._column.part(start, stop))


def cells_of(record: bytes, delimiter: str) -> list[str]:
    """Return the cells of one record, as the checked reader (tables.py) reads them."""
    text = record.decode()
    line = text.rstrip("\r\n")
    if '"' not in line:
        return line.split(delimiter)
    # Whoever quotes one cell mostly quotes all: then there is no quote but around each of them.
    cells = line[1:-1].split(f'"{delimiter}"')
    if line[0] == line[-1] == '"' and line.count('"') == 2 * len(cells):
        return cells
    limit = csv.field_size_limit(LARGEST_CELL)
    try:
        return next(csv.reader([text], delimiter=delimiter, strict=True))
    finally:
        csv.field_size_limit(limit)
