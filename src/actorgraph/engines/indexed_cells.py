"""The cells of the rows of relations of an index, each distinct one looked at once.

Stands for `RowCells`, which makes a claim of each row: 25 s of a million relations, where the
columns take one or two. tests/differential holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.engine import CellPlace, DistinctCells, Published
from actorgraph.index.arrays import texts
from actorgraph.index.cell_columns import columns_of
from actorgraph.index.cell_meanings import publishers_of, resolved
from actorgraph.index.host_columns import hosts_of
from actorgraph.index.kept_columns import cells_of
from actorgraph.statements import values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from actorgraph.claims import Entity
    from actorgraph.index.array_types import Numbers
    from actorgraph.index.reading import Index

SPEAKING = ("attributed_to", "via")
FEW_CODES = 1 << 16
"""So many codes have a table in any case; more, if there are as many rows."""


class IndexedCells:
    """Cells read from columns.

    Args:
        index: an open one.
        columns: that are asked about; they are held in memory.
    """

    def __init__(self, index: Index, columns: Collection[str]) -> None:
        self._index, self._columns = index, columns
        self._cells = cells_of(index, columns)

    def distinct(self, *columns: str) -> list[DistinctCells]:
        """Return the different cells of the rows of the file, in the order of their rows."""
        codes, many = np.zeros(len(self._index.relations), np.int64), 1
        for column in columns:
            cells = self._cells[column]
            codes = codes * len(cells.cells) + cells.codes
            many *= len(cells.cells)
        first, counts = _first_and_count(codes, many)
        order = np.argsort(first)
        parts = [self._cells[column] for column in columns]
        held = zip(*(part.codes[first[order]].tolist() for part in parts), strict=True)
        return [
            DistinctCells(
                tuple(part.distinct[code] for part, code in zip(parts, told, strict=True)),
                count,
                row,
                *self._index.relations.place(row),
            )
            for told, count, row in zip(
                held, counts[order].tolist(), first[order].tolist(), strict=True
            )
        ]

    def where(
        self, asked: Mapping[str, Callable[[str], bool]]
    ) -> Iterator[tuple[int, CellPlace, dict[str, str]]]:
        """Yield the rows with the cells that are asked for."""
        is_asked = np.ones(len(self._index.relations), bool)
        for column, is_so in asked.items():
            is_asked &= self._cells[column].mapped(is_so, np.bool_)
        for row in np.flatnonzero(is_asked).tolist():
            cells = {
                name: self._cells[name].distinct[self._cells[name].codes[row]]
                for name in self._columns
            }
            yield row, CellPlace(*self._index.relations.place(row), ""), cells

    def speakers(self) -> dict[str, CellPlace]:
        """Return each speaker and relay that rows name, with the last cell that does."""
        first: dict[str, tuple[int, int, int]] = {}
        last: dict[str, tuple[int, int]] = {}
        for number, column in enumerate(SPEAKING):
            cells = self._cells[column]
            rows = zip(*_first_and_last(cells.codes, len(cells.distinct)), strict=True)
            for cell, (begin, end) in zip(cells.distinct, rows, strict=True):
                for place, name in enumerate(values_of(cell) if end >= 0 else ()):
                    at = (begin, number, place)
                    first[name] = min(first.get(name, at), at)
                    last[name] = max(last.get(name, (end, number)), (end, number))
        meanings = resolved(self._index, texts(list(first))).to_pylist()
        meant = dict(zip(first, meanings, strict=True))
        found: dict[str, CellPlace] = {}
        latest: dict[str, tuple[int, int]] = {}
        for name in sorted(first, key=first.__getitem__):
            latest[meant[name]] = max(latest.get(meant[name], (-1, -1)), last[name])
        for name, (row, number) in latest.items():
            found[name] = CellPlace(*self._index.relations.place(row), SPEAKING[number])
        return found

    def published(self) -> list[Published]:
        """Return the documents that rows cite, each with its publisher and the first such row."""
        cells = self._cells["document"]
        meant = resolved(self._index, cells.cells)
        publishers, publisher = publishers_of(self._index, meant)
        hosts, host = hosts_of(meant)
        hosts, documents = [*hosts, ""], meant.to_pylist()
        firsts, _ = _first_and_last(cells.codes, len(documents))
        first: dict[str, int] = {}
        for place in np.argsort(firsts).tolist():
            if documents[place] and firsts[place] >= 0:
                first.setdefault(documents[place], place)
        at = self._index.relations.place
        return [
            Published(document, publishers[publisher[n]], hosts[host[n]], *at(firsts[n]))
            for document, n in first.items()
        ]


def entities_holding(index: Index, columns: Collection[str]) -> Iterator[Entity]:
    """Yield every entity of one row that has a cell under one of these columns, in order."""
    if index.entities is None or not set(columns) & set(index.entities.columns):
        return iter(())
    holds = np.zeros(len(index.entities), bool)
    for column in columns_of(index.entities, columns).values():
        holds |= column.mapped(bool, np.bool_)
    return index.entities_of(np.flatnonzero(holds).tolist())


def _first_and_count(codes: Numbers, many: int) -> tuple[Numbers, Numbers]:
    """Return for each code that some row has its first row, and the number of its rows.

    Args:
        many: codes are smaller. Where there are not too many, nothing needs to be sorted.
    """
    if many > max(len(codes), FEW_CODES):
        _, firsts, count = np.unique(codes, return_index=True, return_counts=True)
        return firsts, count
    counts = np.bincount(codes, minlength=many)
    first = np.zeros(many, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    there = np.flatnonzero(counts)
    return first[there], counts[there]


def _first_and_last(codes: Numbers, many: int) -> tuple[list[int], list[int]]:
    """Return the first and the last row of each code; -1 for a code that no row has."""
    first, last = np.full(many, -1), np.full(many, -1)
    rows = np.arange(len(codes))
    first[codes[::-1]] = rows[::-1]
    last[codes] = rows
    return first.tolist(), last.tolist()
