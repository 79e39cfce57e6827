"""The shape of a large CSV file: where its records begin, on which lines, and is it plain.

Looks at bytes in bulk. Plain is a file that every CSV reader understands alike: UTF-8, quotes only
around whole cells, lines ended by LF or CR LF. What is not plain is left to the careful reader.
"""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph.errors import DataError
from actorgraph.index.store import BLOCK
from actorgraph.tables import Table, read_header

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from actorgraph import schema

_CHUNK = 4096 * BLOCK
_LONGEST_HEADER = 65536
_LINE_FEED, _RETURN, _QUOTE = 10, 13, 34


class NotPlainError(Exception):
    """The file needs the careful reader; says why."""


@dataclass(slots=True)
class Shape:
    """Where the records of a plain file are.

    Attributes:
        table: its header, without rows.
        starts: offsets of the records after the header, and the end of the last one.
        lines: the physical line each of them begins on.
        skipped: lines before the first of them.
        breaks_in_cells: whether a cell holds a line break.
        sums: checksums of the blocks of the file.
    """

    path: Path
    table: Table
    delimiter: str
    starts: Any
    lines: Any
    skipped: int
    breaks_in_cells: bool
    sums: Any


def shape_of(
    path: Path,
    known: Sequence[schema.Column],
    *,
    required: Sequence[str] = (),
    renamed: Mapping[str, str] | None = None,
) -> Shape:
    """The shape of a plain file.

    Raises:
        NotPlainError: if it is not.
    """
    import numpy as np

    if path.suffix == ".gz":
        raise NotPlainError("compressed")
    with path.open("rb") as file:
        head = file.read(_LONGEST_HEADER)
        table, delimiter, begins = _header(head, path, known, required, renamed)
        scan = _Scan(delimiter, begins)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            scan.take(chunk)
    starts, lines, breaks = scan.records()
    header_end = 1
    return Shape(
        path=path,
        table=table,
        delimiter=delimiter,
        starts=starts[header_end:],
        lines=lines[header_end:],
        skipped=int(lines[header_end]) - 1 if len(lines) > header_end else 0,
        breaks_in_cells=breaks,
        sums=np.frombuffer(b"".join(scan.sums), np.uint32),
    )


def _header(
    head: bytes,
    path: Path,
    known: Sequence[schema.Column],
    required: Sequence[str],
    renamed: Mapping[str, str] | None,
) -> tuple[Table, str, int]:
    """The table of the header, the delimiter, and where the header begins."""
    begins = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    first, found, _ = head[begins:].partition(b"\n")
    if not found or not first.strip() or first[:4].lower() == b"sep=" or first.count(b'"') % 2:
        raise NotPlainError("its header")
    try:
        text = first.decode()
        table, delimiter = read_header(text, str(path), known, required=required, renamed=renamed)
    except (DataError, UnicodeDecodeError):
        raise NotPlainError("its header") from None
    if len(table.header) != len(table.columns) or text.count(delimiter) != len(table.header) - 1:
        raise NotPlainError("its header")
    return table, delimiter, begins


class _Scan:
    """A file, chunk by chunk."""

    def __init__(self, delimiter: str, begins: int) -> None:
        import numpy as np

        self._begins = begins
        self.sums: list[bytes] = []
        self._offset = 0
        self._quotes = 0
        self._returns = False
        self._last = _LINE_FEED
        self._feeds: list[Any] = []
        self._inside: list[Any] = []
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._may_open = np.zeros(256, bool)
        self._may_open[[ord(delimiter), _LINE_FEED, _QUOTE]] = True
        self._may_close = self._may_open.copy()
        self._may_close[_RETURN] = True

    def take(self, chunk: bytes) -> None:
        """Look at the next bytes."""
        import numpy as np

        self._check_text(chunk)
        sums = [zlib.crc32(chunk[at : at + BLOCK]) for at in range(0, len(chunk), BLOCK)]
        self.sums.append(np.array(sums, np.uint32).tobytes())
        codes = np.frombuffer(chunk, np.uint8)
        feeds = np.flatnonzero(codes == _LINE_FEED)
        before = np.concatenate([np.array([self._last], np.uint8), codes[:-1]])
        if not self._offset:
            before[self._begins] = _LINE_FEED
        inside = self._check_quotes(codes, before, feeds)
        self._feeds.append(feeds + self._offset)
        self._inside.append(inside)
        self._offset += len(chunk)
        self._last = chunk[-1]

    def records(self) -> tuple[Any, Any, bool]:
        """Starts of all records with the end of the last, lines, and whether cells hold breaks."""
        import numpy as np

        if self._quotes % 2 or self._last == _RETURN:
            raise NotPlainError("its end")
        try:
            self._decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise NotPlainError("not UTF-8") from None
        feeds = np.concatenate([*self._feeds, np.empty(0, np.int64)])
        inside = np.concatenate([*self._inside, np.empty(0, bool)])
        line = np.flatnonzero(~inside)
        starts = np.concatenate([[self._begins], feeds[line] + 1])
        lines = np.concatenate([[1], line + 2])
        if starts[-1] < self._offset:
            starts = np.append(starts, self._offset)
        else:
            lines = lines[:-1]
        blank = np.diff(starts) <= 1 + self._returns
        starts = np.append(starts[:-1][~blank], starts[-1])
        return starts, lines[~blank], bool(inside.any())

    def _check_text(self, chunk: bytes) -> None:
        joined = bytes([self._last]) + chunk
        if b"\0" in chunk or b'\\"' in joined:
            raise NotPlainError("NUL or backslash before a quote")
        if b"\r" in joined:
            self._returns = True
            if joined.count(b"\r") - joined.endswith(b"\r") != joined.count(b"\r\n"):
                raise NotPlainError("a carriage return alone")
        try:
            self._decoder.decode(chunk)
        except UnicodeDecodeError:
            raise NotPlainError("not UTF-8") from None

    def _check_quotes(self, codes: Any, before: Any, feeds: Any) -> Any:
        """Quotes open and close whole cells; returns which line feeds lie in cells."""
        import numpy as np

        if self._last == _QUOTE and self._quotes % 2 == 0 and not self._may_close[codes[0]]:
            raise NotPlainError("a quote inside a cell")
        quotes = np.flatnonzero(codes == _QUOTE)
        opening = quotes[self._quotes % 2 :: 2]
        closing = quotes[1 - self._quotes % 2 :: 2]
        if closing.size and closing[-1] == len(codes) - 1:
            closing = closing[:-1]
        if not (
            self._may_open[before[opening]].all() and self._may_close[codes[closing + 1]].all()
        ):
            raise NotPlainError("a quote inside a cell")
        inside = (np.searchsorted(quotes, feeds) + self._quotes) % 2 == 1
        self._quotes += len(quotes)
        return inside
