"""The shape of a large CSV file: where its records begin, on which lines, and is it plain.

Stands for the reader of tables.py, at 280 MB a second of CPU instead of 20 (measured on 139 MB);
tests/index/test_scan.py compares what both find, however the file is cut.

Looks at bytes in bulk. Plain is a file that every CSV reader understands alike: UTF-8, quotes only
around whole cells, lines ended by LF or CR LF, a CR alone in quotes only. What is not plain is
written out anew as a file that is (normalized.py).
"""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import IO, TYPE_CHECKING

import numpy as np

from actorgraph import limits
from actorgraph.index.column_file import BLOCK
from actorgraph.index.plain_headers import LONGEST_HEADER, plain_header
from actorgraph.index.plain_headers import NotPlainError as NotPlainError  # noqa: PLC0414

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from actorgraph import schema
    from actorgraph.index.array_types import Flags, Numbers, Places
    from actorgraph.tables import Table

CHUNK = 256 * BLOCK
_FEW = 8 * BLOCK
"""So many bytes are decoded at once, in room that is used again."""
_LINE_FEED, _RETURN, _QUOTE = 10, 13, 34
_LONGEST_BLANK = 2
WIDE = 1 << 32


class FaultyError(Exception):
    """The data has an error, which whoever reads the tables can word."""


@dataclass(slots=True)
class CsvShape:
    """Where the records of a plain file are.

    Attributes:
        table: its header, without rows.
        size: of the file, in bytes.
        starts: offsets of the records after the header, and the end of the last one.
        skipped: lines before the first of them.
        lines: the physical line each of them begins on; None if each is on the next.
        breaks_in_cells: whether a cell holds a line break.
        sums: checksums of the blocks of the file; None for a text.
        digests: SHA-256 of the same blocks, one after the other.
        text: what stands for the file, where it had to be normalized.
    """

    path: Path
    table: Table
    delimiter: str
    size: int
    starts: Numbers
    skipped: int
    lines: NDArray[np.uint32] | None
    breaks_in_cells: bool
    sums: NDArray[np.uint32] | None
    digests: bytes = b""
    text: memoryview | None = None

    def __len__(self) -> int:
        """How many records."""
        return len(self.starts) - 1

    @property
    def header_lines(self) -> int:
        """How many lines a reader skips before the first record."""
        return self.skipped if self.text is None else 0

    def open(self) -> IO[bytes]:
        """Open the file, or what stands for it."""
        if self.text is None:
            return self.path.open("rb")
        import pyarrow as arrow

        reader: IO[bytes] = arrow.BufferReader(self.text)
        return reader

    def lines_of(self, rows: Numbers) -> Numbers:
        """The physical lines that records begin on."""
        return rows + (self.skipped + 1) if self.lines is None else self.lines[rows]


def shape_of(
    path: Path,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> CsvShape:
    """The shape of a plain file.

    Raises:
        NotPlainError: if it is not.
    """
    if path.suffix == ".gz":
        raise NotPlainError("compressed")
    with path.open("rb") as file:
        head = file.read(LONGEST_HEADER)
        table, delimiter, begins = plain_header(head, path, known, required, renamed)
        scan = _Scan(delimiter, begins)
        file.seek(0)
        while chunk := file.read(CHUNK):
            scan.take(chunk)
    starts, skipped, lines, breaks = scan.records()
    if np.diff(starts).max(initial=0) > limits.LARGEST_ROW:
        raise NotPlainError("a record that is too long")
    return CsvShape(
        path=path,
        table=table,
        delimiter=delimiter,
        size=scan.offset,
        starts=starts,
        skipped=skipped,
        lines=lines,
        breaks_in_cells=breaks,
        sums=np.frombuffer(b"".join(scan.sums), np.uint32),
        digests=b"".join(scan.digests),
    )


class _Scan:
    """A file, chunk by chunk."""

    def __init__(self, delimiter: str, begins: int) -> None:
        self._begins = begins
        self.sums: list[bytes] = []
        self.digests: list[bytes] = []
        self.offset = 0
        self._quotes = 0
        self._last = _LINE_FEED
        self._ends: list[Numbers] = []
        self._lines: list[range | Numbers] = []
        self._blank: list[Numbers] = []
        self._line, self._count, self._end = 1, 0, begins
        self._breaks = False
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_split = False
        self._may_open = np.zeros(256, bool)
        self._may_open[[ord(delimiter), _LINE_FEED, _QUOTE]] = True
        self._may_close = self._may_open.copy()
        self._may_close[_RETURN] = True

    def take(self, chunk: bytes) -> None:
        """Look at the next bytes."""
        self._check_text(chunk)
        view = memoryview(chunk)
        blocks = [view[at : at + BLOCK] for at in range(0, len(chunk), BLOCK)]
        self.sums.append(np.array([*map(zlib.crc32, blocks)], np.uint32).tobytes())
        self.digests += [sha256(block).digest() for block in blocks]
        feeds, inside = self._feeds(chunk, self._lone_returns(chunk))
        self._add(chunk, feeds, inside)
        self.offset += len(chunk)
        self._last = chunk[-1]

    def _add(self, chunk: bytes, feeds: Places, inside: Flags | None) -> None:
        """Note the records that end in a chunk.

        Args:
            feeds: where its lines end.
            inside: which of them lie in cells, if any do.
        """
        lines: range | Numbers = range(self._line, self._line + len(feeds))
        self._line += len(feeds)
        if inside is not None:
            self._breaks = True
            feeds, lines = feeds[~inside], np.asarray(lines)[~inside]
        ends = feeds + (self.offset + 1)
        size = np.diff(ends, prepend=self._end)
        blank = np.flatnonzero(size <= _LONGEST_BLANK)
        if len(blank):
            before = np.frombuffer(bytes([self._last]) + chunk, np.uint8)[feeds[blank]]
            blank = blank[(size[blank] == 1) | (before == _RETURN)]
        self._blank.append(blank + self._count)
        self._count += len(ends)
        self._end = int(ends[-1]) if len(ends) else self._end
        self._ends.append(ends.astype(np.uint32 if self._end < WIDE else np.int64))
        self._lines.append(lines)

    def records(self) -> tuple[Numbers, int, NDArray[np.uint32] | None, bool]:
        """The records after the header.

        Returns:
            Their starts with the end of the last, how many lines are before the first, their lines
            if some are not on the next, and whether cells hold breaks.
        """
        if self._quotes % 2 or self._last == _RETURN:
            raise NotPlainError("its end")
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise NotPlainError("not UTF-8") from None
        if self._end < self.offset:
            self._ends.append(np.array([self.offset]))
            self._lines.append(range(self._line, self._line + 1))
        # A record begins where the one before ends, on the line after that.
        width = np.uint32 if self.offset < WIDE else np.int64
        starts: Numbers = np.concatenate(self._ends).astype(width, copy=False)
        blank = np.concatenate(self._blank)
        if not self._breaks and not len(blank):
            return starts, 1, None, False
        lines = np.concatenate([*map(np.asarray, self._lines)])[:-1] + 1
        skipped, irregular = regular_lines(np.delete(lines, blank - 1))
        return np.delete(starts, blank - 1), skipped, irregular, self._breaks

    def _check_text(self, chunk: bytes) -> None:
        before = bytes([self._last])
        escaped = b"\\" in chunk and b'\\"' in chunk
        if b"\0" in chunk or escaped or before + chunk[:1] == b'\\"':
            raise NotPlainError("NUL or backslash before a quote")
        if self._is_split or not chunk.isascii():
            try:
                for at in range(0, len(chunk), _FEW):
                    self._decoder.decode(chunk[at : at + _FEW])
            except UnicodeDecodeError:
                raise NotPlainError("not UTF-8") from None
            self._is_split = bool(self._decoder.getstate()[0])

    def _lone_returns(self, chunk: bytes) -> Places | None:
        """Where carriage returns end a line, -1 for one that ended the chunk before; or None.

        The last byte of a chunk is left to the next one, that shows whether a line feed follows.
        """
        before = bytes([self._last])
        if b"\r" not in chunk and before != b"\r":
            return None
        joined = before + chunk
        if joined.count(b"\r") - joined.endswith(b"\r") == joined.count(b"\r\n"):
            return None
        codes = np.frombuffer(joined, np.uint8)
        places = np.flatnonzero((codes[:-1] == _RETURN) & (codes[1:] != _LINE_FEED))
        return places - 1

    def _feeds(self, chunk: bytes, returns: Places | None) -> tuple[Places, Flags | None]:
        """Where lines end, and which ends lie in cells, if any do.

        Args:
            returns: where a carriage return alone ends a line, if one does.

        Raises:
            NotPlainError: if quotes are not just around whole cells, or a return is not in one.
        """
        codes = np.frombuffer(chunk, np.uint8)
        if self._last == _QUOTE and self._quotes % 2 == 0 and not self._may_close[codes[0]]:
            raise NotPlainError("a quote inside a cell")
        quotes = _places(chunk, _QUOTE)
        opening = quotes[self._quotes % 2 :: 2]
        closing = quotes[1 - self._quotes % 2 :: 2]
        if closing.size and closing[-1] == len(codes) - 1:
            closing = closing[:-1]
        first = opening[:1] == (0 if self.offset else self._begins)
        before = codes[opening - 1]
        before[:1][first] = self._last if self.offset else _LINE_FEED
        after = codes[closing + 1]
        if not (self._may_open[before].all() and self._may_close[after].all()):
            raise NotPlainError("a quote inside a cell")
        is_open = self._quotes % 2 == 1
        self._quotes += len(quotes)
        feeds = closing[after == _LINE_FEED] + 1
        if returns is None and len(feeds) == chunk.count(b"\n"):
            return feeds, None  # as in a file with quotes around all cells
        feeds = _places(chunk, _LINE_FEED)
        if returns is not None:
            if not _in_cells(returns, quotes, is_open=is_open).all():
                raise NotPlainError("a carriage return alone")
            feeds = np.union1d(feeds, returns)
        if not len(quotes) and not is_open:
            return feeds, None
        inside = _in_cells(feeds, quotes, is_open=is_open)
        return feeds, inside if inside.any() else None


def regular_lines(lines: Numbers) -> tuple[int, NDArray[np.uint32] | None]:
    """How many lines are before the first; and the lines, unless each is on the next."""
    skipped = int(lines[0]) - 1 if len(lines) else 0
    if (lines == np.arange(skipped + 1, skipped + 1 + len(lines))).all():
        return skipped, None
    return skipped, lines.astype(np.uint32, copy=False)


def _in_cells(places: Places, quotes: Places, *, is_open: bool) -> Flags:
    """Which places lie between quotes; `is_open`: whether a quoted cell is open at the start."""
    quoted: Flags = (np.searchsorted(quotes, places) + is_open) % 2 == 1
    return quoted


def _places(chunk: bytes, byte: int) -> Places:
    """Where a byte stands."""
    return np.flatnonzero(np.frombuffer(chunk, np.uint8) == byte)
