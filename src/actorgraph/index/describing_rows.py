"""Which rows of entities.csv describe one entity, and what they add up to, as columns.

Stands for `united` of descriptions.py on whole columns: an entity is numbered by the first row with
its id, and has of each column the first value that a row adds. tests/differential compares both.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc

from actorgraph import schema
from actorgraph.descriptions import adds
from actorgraph.index.arrays import joined, lengths, numbers_in, picked, texts, truths_in
from actorgraph.index.csv_columns import EncodedColumn
from actorgraph.index.posting_sort import duplicates
from actorgraph.index.scan import FaultyError
from actorgraph.input_tables import other_meaning
from actorgraph.statements import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as arrow

    from actorgraph.index.array_types import Flags, Hashes, Numbers, Owners

CITING = ("attributed_to", "via", "document")


@dataclass(slots=True)
class DescribingRows:
    """The rows of a file, of which several describe one entity.

    Attributes:
        owner: for each row the number of its entity.
        first: for each entity its first row.
        adding: for each row whether its values are values of the entity.
    """

    owner: Numbers
    first: Numbers
    adding: Flags

    @property
    def in_order(self) -> tuple[Numbers, Numbers]:
        """Where the rows of each entity begin among all, and all rows entity by entity."""
        rows = np.argsort(self.owner, kind="stable")
        at = np.searchsorted(self.owner[rows], np.arange(len(self.first) + 1))
        return at, rows

    def first_values(self, column: EncodedColumn) -> EncodedColumn:
        """Return a column of rows as one of entities: of each the first value that a row adds."""
        cells = joined(column.cells, texts([""]))
        there = (lengths(column.cells) > 0)[column.codes] & self.adding
        rows = np.flatnonzero(there)
        owners, places = np.unique(self.owner[rows], return_index=True)
        codes = np.full(len(self.first), len(cells) - 1, np.int32)
        codes[owners] = column.codes[rows[places]]
        coded = picked(cells, codes).dictionary_encode()
        return EncodedColumn(coded.dictionary, numbers_in(coded.indices))

    def names(
        self, names: arrow.StringArray, ids: arrow.StringArray
    ) -> tuple[arrow.StringArray, Owners]:
        """Return the names of entities, those on display first, and whose they are.

        Args:
            names: those of the rows; where a row had none, its id.
            ids: those of the rows.
        """
        later = np.ones(len(names), bool)
        later[self.first] = False
        further = np.flatnonzero(later & self.adding & truths_in(pc.not_equal(names, ids)))
        display = picked(names, self.first)
        owners = np.concatenate([np.arange(len(self.first)), self.owner[further]])
        return joined(display, picked(names, further)), owners.astype(np.uint32)


def describing_rows(
    ids: arrow.StringArray, sums: Hashes, given: Flags, words: Mapping[str, EncodedColumn]
) -> DescribingRows | None:
    """Return which rows describe one entity; None where each row describes its own.

    Args:
        ids, sums: one of each row; sums are hashes of the ids in any case.
        given: for each row whether it has an id of its own; a name unites nothing.
        words: the columns of schema.WHO_SAYS that are looked at once, as far as they are there.

    Raises:
        FaultyError: if a row has an id again and no source, or an id that is made of a name.
    """
    alike = picked(ids, duplicates(sums))
    adding = _adding(words, len(ids))
    if len(alike.unique()) == len(alike) and adding.all():
        return None
    coded = ids.dictionary_encode()
    owner = numbers_in(coded.indices).astype(np.int64)
    _, first = np.unique(owner, return_index=True)
    again = np.ones(len(ids), bool)
    again[first] = False
    made = np.zeros(len(first), bool)
    made[owner[~given]] = True
    if (again & (made[owner] | ~sourced_in(words, len(ids)))).any():
        raise FaultyError("an id twice")
    return DescribingRows(owner, first, adding)


def sourced_in(words: Mapping[str, EncodedColumn], count: int) -> Flags:
    """Return for each row whether it names its source."""
    sourced = np.zeros(count, bool)
    for column in ("attributed_to", "document"):
        if column in words:
            sourced |= words[column].mapped(lambda cell: bool(cell.strip()), np.bool_)
    return sourced


def _adding(words: Mapping[str, EncodedColumn], count: int) -> Flags:
    adding = np.ones(count, bool)
    for column in schema.WORDS_OF_DESCRIPTIONS:
        if column in words:
            adding &= words[column].mapped(partial(_adds, column), np.bool_)
    return adding


def _adds(column: str, cell: str) -> bool:
    return adds({column: cell})


def meanings_of_words(words: Mapping[str, EncodedColumn]) -> dict[str, str]:
    """Return under which name a column is kept that holds none of our words.

    Raises:
        FaultyError: if a column holds some of ours and others.
    """
    renamed = {}
    for column in schema.WORDS_OF_DESCRIPTIONS:
        if column in words:
            there = {cell.strip().lower() for cell in words[column].distinct} - {""}
            if other := other_meaning(column, there):
                renamed[column] = other
            elif not there <= set(schema.CLOSED_SETS[column]):
                raise FaultyError(f"no word for {column}")
    return renamed


def cited_in(words: Mapping[str, EncodedColumn]) -> tuple[list[str], list[str]]:
    """Return the speakers and relays, and the documents, that rows name as sources, each once."""
    columns = [words[name].distinct for name in ("attributed_to", "via") if name in words]
    values = (value for cells in columns for cell in cells for value in values_of(cell))
    documents = words["document"].distinct if "document" in words else []
    return list(dict.fromkeys(values)), [cell.strip() for cell in documents if cell.strip()]


def without_repeats(names: arrow.StringArray, owners: Owners) -> tuple[arrow.StringArray, Owners]:
    """Return names with their owners, each pair once, in the order of their first places."""
    codes = numbers_in(names.dictionary_encode().indices).astype(np.int64)
    pairs = owners.astype(np.int64) * (int(codes.max(initial=0)) + 1) + codes
    _, places = np.unique(pairs, return_index=True)
    places.sort()
    return picked(names, places), owners[places].astype(np.uint32)
