"""Which rows of a CSV file are not those that were indexed, found by the digests of its blocks.

After an edit nearly all blocks are still there, though perhaps some bytes later in the file. One
look at each byte finds them, at about the time that the rest of `show` takes at a million rows;
only rows between them are read. SHA-256 tells blocks apart, as it tells files apart, so that nobody
can make a block that is taken for another. Stands for reading both versions and comparing them;
tests/index/test_difference.py holds the two together. Leaves out what the rows mean (overlay.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.index.column_file import BLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.index.column_file import ColumnFile, StoredColumn

MOST_ROWS = 1000
"""Of more rows that differ a new index is made: they would be read for every question."""
_FAR = 48
"""So many blocks further on unchanged rows are looked for at most; a thousand rows fill 35."""
_MOST_TRIALS = 60_000
"""So many places are tried in a file, which take about .3 s; then a new index is made."""
_DIGEST = sha256().digest_size

_LINE_FEED = 10


class Hunk(NamedTuple):
    """Rows of an index that are gone, and what stands in their place.

    Attributes:
        first, stop: the number of the first of the rows, and of the row after the last.
        start, end: the first byte in the file of what stands there, and the byte after the last.
    """

    first: int
    stop: int
    start: int
    end: int


class TooDifferentError(Exception):
    """More differs than is worth to be read for every question."""


class _Blocks(NamedTuple):
    """The file as it was indexed: where rows begin, with the end, and the digests of its blocks."""

    starts: StoredColumn
    digests: bytes

    @property
    def block_count(self) -> int:
        """How many blocks there are."""
        return len(self.digests) // _DIGEST

    def digest(self, block: int) -> bytes:
        """Return the digest of a block."""
        return self.digests[block * _DIGEST : (block + 1) * _DIGEST]

    @property
    def size(self) -> int:
        """The bytes of the file."""
        return self.starts[len(self.starts) - 1]

    def row_at(self, byte: int) -> int:
        """Return the row that a byte is part of; -1 for the header."""
        return min(bisect_right(self.starts, byte), len(self.starts) - 1) - 1


def hunks_of(content: memoryview, store: ColumnFile, name: str, header_end: int) -> list[Hunk]:
    """Return where a file differs from what was indexed, in order; none if it is the same.

    Args:
        content: the file as it is now.
        name: of the file in the store.
        header_end: the first byte after its header now.

    Raises:
        TooDifferentError: if too many rows differ.
    """
    indexed = _Blocks(
        store.column(f"{name}.at"),
        bytes(store.column(f"{name}.digests").whole()),
    )
    search = _BlockSearch(content, indexed)
    rows, hunks = len(indexed.starts) - 1, list[Hunk]()
    block = shift = 0
    while (block := search.agreeing(block, shift)) < indexed.block_count:
        first = indexed.row_at(block * BLOCK)
        start = header_end if first < 0 else indexed.starts[first] + shift
        if hunks and first < hunks[-1].stop:  # a row of several blocks, of which one was met
            first, _, start, _ = hunks.pop()
        found = search.resumption(block, shift, start)
        if found is None:
            _add(hunks, Hunk(max(first, 0), rows, start, len(content)))
            break
        block, shift = found
        stop = bisect_left(indexed.starts, block * BLOCK)
        _add(hunks, Hunk(max(first, 0), stop, start, indexed.starts[stop] + shift))
    else:
        for hunk in _appended(content, indexed, shift):
            _add(hunks, hunk)
    if hunks and not hunks[0].first:
        hunks[0] = hunks[0]._replace(start=header_end)  # blank lines below it are part of that
    if any(hunk.stop - hunk.first > MOST_ROWS for hunk in hunks):
        raise TooDifferentError
    return hunks


def _add(hunks: list[Hunk], hunk: Hunk) -> None:
    """Add a hunk; it goes on with the last one where both share a row or touch."""
    if hunks and hunk.first <= hunks[-1].stop and hunk.start <= hunks[-1].end:
        before = hunks.pop()
        hunk = Hunk(before.first, hunk.stop, before.start, hunk.end)
    hunks.append(hunk)


def _appended(content: memoryview, indexed: _Blocks, shift: int) -> Iterator[Hunk]:
    """Yield what stands after the last of the rows that were indexed."""
    rows, end = len(indexed.starts) - 1, indexed.size + shift
    if end == len(content):
        return
    if content[end - 1] == _LINE_FEED:
        yield Hunk(rows, rows, end, len(content))
    else:  # the last row had no end, and goes on
        yield Hunk(rows - 1, rows, indexed.starts[rows - 1] + shift, len(content))


class _BlockSearch:
    """The blocks that were indexed, looked for in a file."""

    def __init__(self, content: memoryview, indexed: _Blocks) -> None:
        self._content, self._indexed = content, indexed
        self._trials = 0

    def agreeing(self, block: int, shift: int) -> int:
        """Return the first block from here on that is not where it was, so many bytes later."""
        content, digest = self._content, self._indexed.digest
        whole = min(self._indexed.size, len(content) - shift) // BLOCK
        for number in range(block, whole):
            at = number * BLOCK + shift
            if sha256(content[at : at + BLOCK]).digest() != digest(number):
                return number
        block = max(block, whole)
        return block + (block < self._indexed.block_count and self._is_at(block, shift))

    def resumption(self, block: int, shift: int, start: int) -> tuple[int, int] | None:
        """Return the next block that is there again, and how many bytes later than it was.

        Args:
            block: the first that is not where it was, so many bytes later.
            start: where unchanged rows end in the file.

        Returns:
            None if no block is there any more, to the end of the file.

        Raises:
            TooDifferentError: if none is near.
        """
        indexed, content = self._indexed, self._content
        count = indexed.block_count
        last = min(count, block + _FAR)
        for likely in (shift, len(content) - indexed.size):
            for number in range(block + 1, last):
                if self._resumes(number, likely, start):
                    return number, likely
        places = list(_line_starts(content, start, start + 2 * _FAR * BLOCK))
        for number in range(block + 1, last):
            row = bisect_left(indexed.starts, number * BLOCK)
            for place in places:
                if self._resumes(number, place - indexed.starts[row], start):
                    return number, place - indexed.starts[row]
        if last < count or len(content) - start > 2 * _FAR * BLOCK:
            raise TooDifferentError
        return None

    def _resumes(self, block: int, shift: int, start: int) -> bool:
        """Return whether a block is so many bytes later, and a line begins with its first row."""
        indexed, content = self._indexed, self._content
        self._trials += 1
        if self._trials > _MOST_TRIALS:
            raise TooDifferentError
        place = indexed.starts[bisect_left(indexed.starts, block * BLOCK)] + shift
        return (
            start <= place <= len(content)
            and self._is_at(block, shift)
            and (place == start or content[place - 1] == _LINE_FEED)
        )

    def _is_at(self, block: int, shift: int) -> bool:
        """Return whether a block is so many bytes later than it was."""
        at = block * BLOCK
        begin, end = at + shift, min(at + BLOCK, self._indexed.size) + shift
        return (
            begin >= 0
            and end <= len(self._content)
            and sha256(self._content[begin:end]).digest() == self._indexed.digest(block)
        )


def _line_starts(content: memoryview, start: int, stop: int) -> Iterator[int]:
    """Yield where lines begin in a part of a file, the first at its start."""
    yield start
    part = bytes(content[start:stop])
    at = 0
    while at := part.find(b"\n", at) + 1:
        yield start + at
