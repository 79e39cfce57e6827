"""Whom cells mean and who publishes documents, for many distinct cells of an open index at once.

Stands for `Index.resolve` and `Index.publisher_of` cell by cell: most cells, addresses above all,
are no entity's id or name. That is seen from the hashes of all of them (a hundredth of the time);
the others are looked up one by one. tests/differential holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from actorgraph.index import NOBODY
from actorgraph.index.arrays import flags, picked, texts
from actorgraph.index.csv_columns import stripped
from actorgraph.index.hashing import caseless_hashes, text_hashes
from actorgraph.index.host_columns import hosts_of
from actorgraph.outlets import outlet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pyarrow as arrow

    from actorgraph.index.array_types import Hashes, Numbers
    from actorgraph.index.reading import Index


def resolved(index: Index, cells: arrow.StringArray) -> arrow.StringArray:
    """Return for each cell the id that it means, or what it says."""
    plain = stripped(cells)
    known = places_known(index, plain)
    if not len(known):
        return plain
    is_known = np.zeros(len(plain), bool)
    is_known[known] = True
    meanings = map(index.resolve, picked(plain, known).to_pylist())
    return pc.replace_with_mask(plain, flags(is_known), texts(meanings))


def publishers_of(index: Index, documents: arrow.StringArray) -> tuple[list[str], Numbers]:
    """Return publishers, "" for none, and for each document the number of its own.

    Args:
        documents: as `resolved` returns them.
    """
    hosts, number = hosts_of(documents)
    outlets = index.store.about["outlets"]
    names = [*(outlet_of(host, outlets) for host in hosts), ""]
    known = places_known(index, documents)
    number[known] = np.arange(len(names), len(names) + len(known))
    return [*names, *map(index.publisher_of, picked(documents, known).to_pylist())], number


def meaning_of_documents(
    index: Index, cells: Collection[str]
) -> tuple[Callable[[str], str], Callable[[str], str]]:
    """Return what a cell means, if it is none of these too, and who publishes their documents."""
    documents = resolved(index, texts([*cells]))
    names, numbers = publishers_of(index, documents)
    ids: list[str] = documents.to_pylist()
    meant = dict(zip(cells, ids, strict=True))
    published = {one: names[number] for one, number in zip(ids, numbers.tolist(), strict=True)}
    return (
        lambda cell: meant[cell] if cell in meant else index.resolve(cell),
        lambda document: published[document],
    )


def may_be_known(index: Index, ids: Sequence[str]) -> list[str]:
    """Return those of some texts that may be ids of entities."""
    return [ids[place] for place in places_known(index, texts(ids)).tolist()]


def numbers_of(index: Index, ids: Sequence[str]) -> dict[str, int]:
    """Return the numbers of those of many texts that are ids of entities, in the order asked.

    Stands for `Index.number` of each: of those filed under the caseless hash of an id mostly the
    first has it.
    """
    sums, numbers = _exact(index)
    places = _places_in(sums, caseless_hashes(texts(ids)))
    is_filed = places >= 0
    first = np.full(len(ids), NOBODY, np.int64)
    first[is_filed] = numbers[places[is_filed]]
    id_of = index.id_texts.unchecked()
    found: dict[str, int] = {}
    for one, likely in zip(ids, first.tolist(), strict=True):
        number = likely if likely != NOBODY and id_of(likely) == one else index.number(one)
        if number is not None:
            found[one] = number
    return found


def places_known(index: Index, of: arrow.StringArray) -> Numbers:
    """Return the places of those of many texts that may be the id or the name of an entity."""
    sums, _ = _exact(index)
    hashes = np.stack([text_hashes(of), caseless_hashes(of)])
    return np.flatnonzero((_places_in(sums, hashes.ravel()).reshape(hashes.shape) >= 0).any(axis=0))


def _exact(index: Index) -> tuple[Hashes, Hashes]:
    """Return the hashes of ids and names in order, and for each the number of an entity."""
    table = np.asarray(index.store.column("exact.table").whole()).reshape(-1, 2)
    return np.ascontiguousarray(table[:, 0]), table[:, 1]


def _places_in(sums: Hashes, hashes: Hashes) -> Numbers:
    """Return for each hash the first place in sums, which are in order; -1 where it is not there.

    They are looked up in order too, so that each search begins where the last one ended: in any
    other order it waits for memory at every step, which at ten times the size is twice as many.
    """
    if not len(sums):
        return np.full(len(hashes), -1)
    order = np.argsort(hashes)
    sought = hashes[order]
    found = np.minimum(np.searchsorted(sums, sought), len(sums) - 1)
    places = np.empty(len(hashes), np.int64)
    places[order] = np.where(sums[found] == sought, found, -1)
    return places
