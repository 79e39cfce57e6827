"""What the rows of an index cite, as numbers: speakers, relays, document and publisher.

Stands for the claims that `claim_of` makes of each row; a source that several columns name has one
number. tests/differential holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.index.arrays import texts
from actorgraph.index.cell_columns import columns_of
from actorgraph.index.cell_meanings import publishers_of, resolved
from actorgraph.statements import values_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from actorgraph.index.array_types import Numbers
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.reading import Index

CITING = ("attributed_to", "via", "document")
"""The columns in which rows cite."""
NOBODY_CITED = 0


class CitedColumns:
    """The sources of all rows of an index.

    Args:
        index: an open one.
        cells: its columns CITING, if they have been read.

    Attributes:
        names: sources by number, ids or literal names; the first, "", is nobody.
    """

    def __init__(self, index: Index, cells: dict[str, EncodedColumn] | None = None) -> None:
        self._index = index
        self._numbers = {"": NOBODY_CITED}
        cells = cells or columns_of(index.relations, CITING)
        documents = resolved(index, cells["document"].cells)
        publishers, number = publishers_of(index, documents)
        self._documents = self._numbered(documents.to_pylist())[cells["document"].codes]
        self._publishers = self._numbered(publishers)[number][cells["document"].codes]
        self._named, self._named_codes = self._several(cells["attributed_to"])
        self._relays, self._relay_codes = self._several(cells["via"])
        self.names: list[str] = list(self._numbers)

    def number(self, name: str) -> int:
        """Return the number of a source that a row cites."""
        return self._numbers[name]

    def parts(self, rows: Numbers) -> list[NDArray[np.int32]]:
        """Return (n, k) arrays of numbers for some rows: speakers, relays, document, publisher.

        Each source stands once in an array; where there is none, the number of nobody.
        """
        named = self._named[self._named_codes[rows]]
        document, publisher = self._documents[rows, None], self._publishers[rows, None]
        speaks_itself = ~named.any(axis=1)
        speakers = named if named.shape[1] else np.zeros((len(rows), 1), np.int32)
        speakers[speaks_itself, :1] = publisher[speaks_itself]
        return [speakers, self._relays[self._relay_codes[rows]], document, publisher]

    def _numbered(self, names: list[str]) -> NDArray[np.int32]:
        numbers = self._numbers
        return np.array([numbers.setdefault(name, len(numbers)) for name in names], np.int32)

    def _several(self, column: EncodedColumn) -> tuple[NDArray[np.int32], Numbers]:
        """Return for each distinct cell what it names, each source once, and the codes of rows."""
        cells = [values_of(cell) for cell in column.distinct]
        distinct = list(dict.fromkeys(name for cell in cells for name in cell))
        meanings = resolved(self._index, texts(distinct)).to_pylist()
        meant = dict(zip(distinct, meanings, strict=True))
        named = [tuple(dict.fromkeys(meant[name] for name in cell)) for cell in cells]
        numbers = np.zeros((len(cells), max(map(len, named), default=0)), np.int32)
        for place, cell in enumerate(named):
            numbers[place, : len(cell)] = self._numbered(list(cell))
        return numbers, column.codes
