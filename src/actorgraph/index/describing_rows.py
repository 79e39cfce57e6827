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
from actorgraph.dates import EARLIEST, LATEST, DateError, span
from actorgraph.descriptions import adds
from actorgraph.index.arrays import flags, joined, lengths, numbers_in, picked, texts, truths_in
from actorgraph.index.csv_columns import EncodedColumn
from actorgraph.index.posting_sort import counting_sort, duplicates
from actorgraph.index.scan import FaultyError
from actorgraph.input_tables import other_meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as arrow

    from actorgraph.index.array_types import Flags, Hashes, Numbers, Owners


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
        _, at, rows = counting_sort(self.owner, len(self.first), self.owner)
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

    def in_doubt(
        self,
        types: EncodedColumn,
        dates: Iterable[EncodedColumn],
        wikidata_ids: arrow.StringArray,
    ) -> Numbers:
        """Return the entities of which rows exclude each other, and perhaps others.

        These are all of which two rows differ in a type or a Wikidata id, all whose dates have no
        day in common, and all of which one row of several adds nothing.

        Args:
            types, dates, wikidata_ids: columns of rows; a blank cell says nothing.
        """
        several = np.bincount(self.owner, minlength=len(self.first)) > 1
        at, rows = self.in_order
        rows = rows[np.repeat(several, np.diff(at))]
        in_doubt = np.zeros(len(several), bool)
        in_doubt[self.owner[rows[~self.adding[rows]]]] = True
        there = rows[(lengths(types.cells) > 0)[types.codes[rows]]]
        codes = types.codes[there]
        in_doubt[self._owners_of_differing(there, codes[1:] != codes[:-1])] = True
        for column in dates:
            in_doubt |= self._apart(rows, column)
        if len(wikidata_ids):
            there = rows[(lengths(wikidata_ids) > 0)[rows]]
            cells = picked(wikidata_ids, there)
            differing = truths_in(pc.not_equal(cells[1:], cells[:-1]))
            in_doubt[self._owners_of_differing(there, differing)] = True
        return np.flatnonzero(in_doubt)

    def _apart(self, rows: Numbers, column: EncodedColumn) -> Flags:
        """Return for each entity whether the dates of some rows have no day in common."""
        spans = np.array([_span(cell) for cell in column.distinct], np.int32).reshape(-1, 2)
        latest_start = np.full(len(self.first), EARLIEST, np.int32)
        earliest_end = np.full(len(self.first), LATEST, np.int32)
        owners, codes = self.owner[rows], column.codes[rows]
        np.maximum.at(latest_start, owners, spans[codes, 0])
        np.minimum.at(earliest_end, owners, spans[codes, 1])
        apart: Flags = latest_start > earliest_end
        return apart

    def _owners_of_differing(self, rows: Numbers, differing: Flags) -> Numbers:
        """Return the entities of rows that differ from the row before them of the same entity."""
        owners = self.owner[rows]
        twice: Numbers = owners[1:][differing & (owners[1:] == owners[:-1])]
        return twice

    def names(
        self,
        names: arrow.StringArray,
        ids: arrow.StringArray,
        aliases: arrow.StringArray,
        whose: Owners,
    ) -> tuple[arrow.StringArray, Owners]:
        """Return the names of entities, those on display first, and whose they are; each once.

        Args:
            names: those of the rows; where a row had none, its id.
            ids: those of the rows.
            aliases, whose: further names, and the rows that give them.
        """
        not_first = np.ones(len(names), bool)
        not_first[self.first] = False
        further = np.flatnonzero(not_first & self.adding & truths_in(pc.not_equal(names, ids)))
        added = np.flatnonzero(self.adding[whose])
        display = picked(names, self.first)
        others = joined(picked(names, further), picked(aliases, added))
        owners = self.owner[np.concatenate([further, whose[added]])]
        differing = pc.not_equal(others, picked(display, owners))
        others, owners = others.filter(differing), owners[truths_in(differing)]
        others, owners = without_repeats(others, owners.astype(np.uint32))
        own = np.arange(len(self.first), dtype=np.uint32)
        return joined(display, others), np.concatenate([own, owners])


_MIXING = np.uint64(0x9E3779B97F4A7C15)
"""An odd factor: numbers that differ still do when they are multiplied by it."""


def describing_rows(
    ids: arrow.StringArray,
    sums: Hashes,
    given: Flags,
    sourced: Flags,
    words: Mapping[str, EncodedColumn],
) -> DescribingRows | None:
    """Return which rows describe one entity; None where each row describes its own.

    Args:
        ids, sums: one of each row; sums are hashes of the ids in any case.
        given: for each row whether it has an id of its own; a name unites nothing.
        sourced: for each row whether it names its source.
        words: the columns of schema.WHO_SAYS that are looked at once, as far as they are there.

    Raises:
        FaultyError: if a row has an id again and no source, or an id that is made of a name.
    """
    adding = _adding(words, len(ids))
    first_row = _first_rows(ids, sums)
    is_first = first_row == np.arange(len(ids), dtype=np.int32)
    if is_first.all() and adding.all():
        return None
    first = np.flatnonzero(is_first)
    owner = (np.cumsum(is_first, dtype=np.int32) - np.int32(1))[first_row]
    again = np.ones(len(ids), bool)
    again[first] = False
    made = np.zeros(len(first), bool)
    made[owner[~given]] = True
    if (again & (made[owner] | ~sourced)).any():
        raise FaultyError("an id twice")
    return DescribingRows(owner, first, adding)


def _first_rows(ids: arrow.StringArray, sums: Hashes) -> Numbers:
    """Return for each row the first row with the same id."""
    rows = duplicates(sums)
    coded = picked(ids, rows).dictionary_encode()
    codes = numbers_in(coded.indices)
    first = np.full(len(coded.dictionary), len(ids), np.int32)
    np.minimum.at(first, codes, rows.astype(np.int32))
    first_rows = np.arange(len(ids), dtype=np.int32)
    first_rows[rows] = first[codes]
    return first_rows


def _adding(words: Mapping[str, EncodedColumn], count: int) -> Flags:
    adding = np.ones(count, bool)
    for column in schema.WORDS_OF_DESCRIPTIONS:
        if column in words:
            adding &= words[column].mapped(partial(_adds, column), np.bool_)
    return adding


def _adds(column: str, cell: str) -> bool:
    return adds({column: cell})


def _span(cell: str) -> tuple[int, int]:
    """Return the first and the last day of a date; all days for a blank one, or none."""
    try:
        return span(cell.strip()) if cell.strip() else (EARLIEST, LATEST)
    except DateError:
        return EARLIEST, LATEST


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


def without_repeats(names: arrow.StringArray, owners: Owners) -> tuple[arrow.StringArray, Owners]:
    """Return names with their owners, each pair once, in the order of their first places."""
    pairs = owners.astype(np.uint64) << np.uint64(32)
    pairs |= numbers_in(names.dictionary_encode().indices).astype(np.uint64)
    pairs *= _MIXING
    rows = duplicates(pairs)
    _, first = np.unique(pairs[rows], return_index=True)
    kept = np.ones(len(names), bool)
    kept[rows] = False
    kept[rows[first]] = True
    return names.filter(flags(kept)), owners[kept].astype(np.uint32)
