"""The rows and the texts of an index by number: one by one, or many with one look at each block.

Called by reading.py. Leaves out what rows mean.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from actorgraph.index.texts import FileText, KeptText, cells_of
from actorgraph.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from actorgraph.index.column_file import ColumnFile
    from actorgraph.progress import Bars

READ_AT_ONCE = 8192
"""So many rows, when all of them are read."""
_TOGETHER = 64
"""Rows are read with those between them where at least one in so many is asked for."""
_NOT_ASCII = 0x80


class Records:
    """The rows of one file.

    Attributes:
        bars: show how far a reading of many rows is.
    """

    def __init__(self, store: ColumnFile, name: str, path: Path) -> None:
        about = store.about["files"][name]
        self.columns: list[str] = about["columns"]
        self.file = str(path)
        self.bars: Bars = unshown
        self.delimiter = about["delimiter"]
        self._at = store.column(f"{name}.at")
        self._first_line: int | None = about["first_line"]
        self._lines = None if self._first_line is not None else store.column(f"{name}.lines")
        self._text: FileText | KeptText
        if f"{name}.text" in store:
            self._text = KeptText(store.column(f"{name}.text"))
        else:
            self._text = FileText(path, store.column(f"{name}.sums"))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._at) - 1

    def cells(self, number: int) -> dict[str, str]:
        """Return the cells of a row, by our column names."""
        return dict(zip(self.columns, self.row(number), strict=True))

    def row(self, number: int) -> list[str]:
        """Return the cells of a row, in the order of the columns."""
        start, stop = self._at.part(number, number + 2)
        return self.cells_in(self._text.part(start, stop))

    def all_cells(self) -> Iterator[list[str]]:
        """Yield the cells of all rows."""
        for _, text, starts in self.parts():
            for start, stop in pairwise(starts):
                yield self.cells_in(text[start - starts[0] : stop - starts[0]])

    def rows(self, numbers: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
        """Yield some rows, each with its number; numbers that ascend are read block by block."""
        at, done = self._at.whole(), 0
        with self.bars(self._reading) as progress:
            for _, part in groupby(numbers, lambda number: number // READ_AT_ONCE):
                together = list(part)
                yield from self._read_together(together, at)
                done += len(together)
                progress(done / len(numbers))

    def _read_together(
        self, numbers: list[int], at: memoryview[int]
    ) -> Iterator[tuple[int, list[str]]]:
        """Yield rows, with one look at each block where they are not far from each other."""
        first, stop = min(numbers), max(numbers) + 1
        if stop - first > _TOGETHER * len(numbers):
            yield from ((number, self.row(number)) for number in numbers)
            return
        begin = at[first]
        text = self._text.part(begin, at[stop])
        for number in numbers:
            record = text[at[number] - begin : at[number + 1] - begin]
            yield number, self.cells_in(record)

    def parts(self, at_once: int | None = None) -> Iterator[tuple[int, bytes, memoryview[int]]]:
        """Yield many rows at once, so that each block of the file is read only once.

        Yields:
            The number of the first row, the text of the rows, and where each begins in the file.
        """
        at, size = self._at.whole(), at_once or READ_AT_ONCE
        with self.bars(self._reading) as progress:
            for first in range(0, len(self), size):
                starts = at[first : first + size + 1]
                yield first, self._text.part(starts[0], starts[-1]), starts
                progress(min(first + size, len(self)) / len(self))

    @property
    def _reading(self) -> str:
        return f"Reading {Path(self.file).name}"

    def cells_in(self, record: bytes) -> list[str]:
        """Return the cells of a row, as it stands in the file."""
        return cells_of(record, self.delimiter)

    def place(self, number: int) -> tuple[str, int]:
        """Return file and line of a row."""
        if self._lines is None:
            return self.file, (self._first_line or 1) + number
        return self.file, self._lines[number]


class Texts:
    """Texts by number."""

    def __init__(self, store: ColumnFile, name: str) -> None:
        self._at = store.column(f"{name}.at")
        self._text = store.column(f"{name}.text")

    def __len__(self) -> int:
        """Return their number."""
        return len(self._at) - 1

    def __getitem__(self, number: int) -> str:
        """Return one text."""
        start, stop = self._at.part(number, number + 2)
        return str(self._text.part(start, stop), "utf-8")

    def several(self, numbers: Iterable[int]) -> Iterator[str]:
        """Yield some texts."""
        at, text = self._at, self._text
        for number in numbers:
            at.check(number, number + 2)
            start, stop = at.view[number], at.view[number + 1]
            text.check(start, stop)
            yield str(text.view[start:stop], "utf-8")

    def first_filled(self) -> int:
        """Return the number of the first text that is not empty, of texts that begin with such."""
        return bisect_right(self._at, 0) - 1

    def unchecked(self) -> Callable[[int], str]:
        """Return a function that returns one text without checking it, after checking all."""
        at, text = self._at.whole(), self._text.whole()
        return lambda number: str(text[at[number] : at[number + 1]], "utf-8")

    def may_begin(self, folded: str) -> list[int]:
        """Return the numbers of texts that may begin so, whatever their case; no text is empty."""
        import numpy as np

        if not len(self) or not folded:
            return [*range(len(self))]
        first = np.asarray(self._text.whole())[np.asarray(self._at.whole())[:-1]]
        alike = {text.encode("utf-8", "surrogatepass")[0] for text in (folded, folded[0].upper())}
        # Folding makes ASCII letters of some others, so that those may begin any text.
        return np.flatnonzero(np.isin(first, [*alike]) | (first >= _NOT_ASCII)).tolist()

    def parts(self) -> Iterator[tuple[int, bytes, memoryview[int]]]:
        """Yield many texts at once: the number of the first, all of them, where each begins."""
        at = self._at.whole()
        for first in range(0, len(self), READ_AT_ONCE):
            starts = at[first : first + READ_AT_ONCE + 1]
            yield first, bytes(self._text.part(starts[0], starts[-1])), starts

    def cells_in(self, text: bytes) -> list[str]:
        """Return a text as the one cell that it is."""
        return [str(text, "utf-8")]

    def all(self) -> list[str]:
        """Return all texts."""
        text = bytes(self._text.whole())
        return [str(text[start:stop], "utf-8") for start, stop in pairwise(self._at.whole())]
