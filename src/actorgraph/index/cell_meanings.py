"""Whom cells mean and who publishes documents, for many distinct cells of an open index at once.

Stands for `Index.resolve` and `Index.publisher_of` cell by cell: most cells, addresses above all,
are no entity's id or name. That is seen from the hashes of all of them (a hundredth of the time);
the others are looked up one by one. tests/differential holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from actorgraph.index.arrays import picked, texts
from actorgraph.index.csv_columns import stripped
from actorgraph.index.hashing import caseless_hashes, text_hashes
from actorgraph.index.host_columns import hosts_of
from actorgraph.outlets import outlet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pyarrow as arrow

    from actorgraph.index.array_types import Numbers
    from actorgraph.index.reading import Index


def resolved(index: Index, cells: arrow.StringArray) -> list[str]:
    """Return for each cell the id that it means, or what it says."""
    plain = stripped(cells)
    meanings: list[str] = plain.to_pylist()
    for place in _known(index, plain).tolist():
        meanings[place] = index.resolve(meanings[place])
    return meanings


def publishers_of(index: Index, documents: arrow.StringArray) -> tuple[list[str], Numbers]:
    """Return publishers, "" for none, and for each document the number of its own.

    Args:
        documents: as `resolved` returns them.
    """
    hosts, number = hosts_of(documents)
    outlets = index.store.about["outlets"]
    names = [*(outlet_of(host, outlets) for host in hosts), ""]
    known = _known(index, documents)
    number[known] = np.arange(len(names), len(names) + len(known))
    return [*names, *map(index.publisher_of, picked(documents, known).to_pylist())], number


def meaning_of_documents(
    index: Index, cells: Collection[str]
) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Return what a cell means, if it is none of these too, and who publishes their documents."""
    documents = resolved(index, texts([*cells]))
    meant = dict(zip(cells, documents, strict=True))
    names, numbers = publishers_of(index, texts(documents))
    published = {
        document: names[number]
        for document, number in zip(documents, numbers.tolist(), strict=True)
    }
    return (
        lambda cell: meant[cell] if cell in meant else index.resolve(cell),
        lambda document: published[document],
    )


def may_be_known(index: Index, ids: Sequence[str]) -> list[str]:
    """Return those of some texts that may be ids of entities."""
    return [ids[place] for place in _known(index, texts(ids)).tolist()]


def _known(index: Index, of: arrow.StringArray) -> Numbers:
    """Return the places of texts that may be the id or the name of an entity."""
    sums = np.asarray(index.store.column("exact.table").whole())[::2]
    if not len(sums) or not len(of):
        return np.empty(0, np.int64)
    hashes = np.stack([text_hashes(of), caseless_hashes(of)])
    places = np.minimum(np.searchsorted(sums, hashes), len(sums) - 1)
    return np.flatnonzero((sums[places] == hashes).any(axis=0))
