"""What the rows of an index cite, as numbers: speakers, relays, document and publisher.

Stands for the claims that `claim_of` makes of each row; a source that several columns name has one
number. tests/differential holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from actorgraph.index.arrays import joined, numbers_in, texts
from actorgraph.index.cell_columns import columns_of
from actorgraph.index.cell_meanings import publishers_of, resolved
from actorgraph.statements import values_of

if TYPE_CHECKING:
    from collections.abc import Collection

    import pyarrow as arrow
    from numpy.typing import NDArray

    from actorgraph.index.array_types import Numbers
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.reading import Index

CITING = ("attributed_to", "via", "document")
"""The columns in which rows cite."""
NAMING = ("attributed_to", "via")
NOBODY_CITED = 0


class CitedColumns:
    """The sources of all rows of an index.

    Args:
        index: an open one.
        cells: its columns CITING, if they have been read.

    Attributes:
        names: Arrow array of sources by number, ids or literal names; the first, "", is nobody.
    """

    def __init__(self, index: Index, cells: dict[str, EncodedColumn] | None = None) -> None:
        cells = cells or columns_of(index.relations, CITING)
        documents = resolved(index, cells["document"].cells)
        publishers, number = publishers_of(index, documents)
        (speakers, speakers_of), (relays, relays_of) = (
            _several(index, cells[name]) for name in NAMING
        )
        nobody = texts([""])
        coded = joined(nobody, documents, texts(publishers), speakers, relays).dictionary_encode()
        self.names: arrow.StringArray = coded.dictionary
        sizes = [len(nobody), len(documents), len(publishers), len(speakers)]
        numbers = np.split(numbers_in(coded.indices), np.cumsum(sizes))
        _, document, publisher, speaker, relay = numbers
        self._documents = document[cells["document"].codes]
        self._publishers = publisher[number][cells["document"].codes]
        self._named, self._named_codes = _numbered(speakers_of, speaker), cells[NAMING[0]].codes
        self._relays, self._relay_codes = _numbered(relays_of, relay), cells[NAMING[1]].codes

    def numbers(self, names: Collection[str]) -> Numbers:
        """Return the numbers of sources that rows cite."""
        return numbers_in(pc.index_in(texts(names), self.names))

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


def _several(index: Index, column: EncodedColumn) -> tuple[arrow.StringArray, Numbers]:
    """Return the names in a column as what they mean, and which of them each distinct cell has.

    Returns:
        An (n, k) array of their places for n cells, each source once; -1 where there is none.
    """
    cells = [values_of(cell) for cell in column.distinct]
    distinct = list(dict.fromkeys(name for cell in cells for name in cell))
    meanings = resolved(index, texts(distinct))
    meant = dict(zip(distinct, meanings.to_pylist(), strict=True))
    place_of = {one: place for place, one in enumerate(meant.values())}
    named = [tuple(dict.fromkeys(place_of[meant[name]] for name in cell)) for cell in cells]
    places = np.full((len(cells), max(map(len, named), default=0)), -1)
    for number, several in enumerate(named):
        places[number, : len(several)] = several
    return meanings, places


def _numbered(places: Numbers, numbers: Numbers) -> NDArray[np.int32]:
    """Return the numbers of sources in place of their places; where there is none, of nobody."""
    return np.append(numbers, NOBODY_CITED).astype(np.int32)[places]
