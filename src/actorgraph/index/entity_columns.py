"""The entities of a file as columns, and the one entity that a name means.

Stands for `entity_of` of statements.py and `resolve` of dataset.py on whole columns;
tests/differential compares both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph import schema
from actorgraph.index import csv_columns
from actorgraph.index.arrays import flags, joined, lengths, picked, texts, truths_in
from actorgraph.index.hashing import caseless_hashes
from actorgraph.index.posting_sort import duplicates
from actorgraph.index.scan import FaultyError, NotPlainError
from actorgraph.index.string_lookup import StringLookup
from actorgraph.outlets import own_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from actorgraph.index.array_types import Hashes, Owners
    from actorgraph.index.csv_columns import EncodedColumn
    from actorgraph.index.scan import CsvShape

DATES = ("start_date", "end_date", "published_date")
SEVERAL = -1
"""In place of the number of an entity: several are meant."""
_WITH_A_PATH = r"^(?i:https?)://[A-Za-z0-9.-]+/[!-.0-\[\]-~]"
CODED = ("type", "publisher", *DATES)


@dataclass(slots=True)
class EntityColumns:
    """The entities of a file, as columns.

    Attributes:
        ids: Arrow array, one for each entity; sums: their hashes in any case.
        types: one for each entity.
        names: places of names and aliases; owners: whose they are.
        dates: the date columns that there are.
        outlets: from each host that is an entity's own to its number, unless several share it.
    """

    shape: CsvShape | None
    ids: arrow.StringArray
    sums: Hashes
    types: EncodedColumn
    names: StringLookup
    owners: Owners
    publishers: EncodedColumn | None
    dates: dict[str, EncodedColumn]
    outlets: dict[str, int]

    def meant_by(self, names: arrow.StringArray, separator: str = "") -> dict[str, int]:
        """Map each text that is no id to the one entity of that name; others are left out.

        Args:
            names: an Arrow array.
            separator: a text that holds it may mean several, and then means SEVERAL.

        Raises:
            FaultyError: if another text can mean several.
        """
        names = picked(names, self.names.may_hold(names))
        if not len(names):
            return {}
        there = pc.is_in(self.names.among, names)
        found: dict[str, int] = {}
        known, owners = self.names.among.filter(there).to_pylist(), self.owners[truths_in(there)]
        for text, owner in zip(known, owners.tolist(), strict=True):
            if found.setdefault(text, owner) != owner:
                if not separator or separator not in text:
                    raise FaultyError(f"{text!r} can mean several")
                found[text] = SEVERAL
        return found

    def name(self, number: int) -> str:
        """Return the name of an entity: the first of its names."""
        return str(self.names.among[number])


def read_entities(shape: CsvShape | None) -> EntityColumns:
    """Read the entities of a file; none when there is no file.

    Raises:
        NotPlainError: if a row has neither id nor name, as blank ones do.
        FaultyError: if an id is there twice.
    """
    if shape is None:
        nothing = texts([])
        empty = np.empty(0, np.uint32)
        return EntityColumns(
            None, nothing, empty, csv_columns.nothing(0), StringLookup(nothing), empty, None, {}, {}
        )
    reading = csv_columns.CsvColumns(shape, ("id", "name", "aliases", "url"), CODED)
    columns = {name: csv_columns.EncodedBuilder() for name in reading.names if name in CODED}
    ids, names, aliases = [], [], []
    roots: list[tuple[int, str]] = []
    owners = [np.arange(len(shape), dtype=np.uint32)]
    for part in reading.parts(reading.names):
        for name, column in columns.items():
            column.add(part.coded[name])
        for some_ids, some_names in _ids_and_names(part.plain):
            ids.append(some_ids)
            names.append(some_names)
        if "url" in part.plain:
            roots += _possible_roots(part.plain["url"].combine_chunks(), part.first)
        if "aliases" in part.plain:
            cells, whose = csv_columns.parts_of_cells(
                part.plain["aliases"].combine_chunks(), schema.SEPARATOR
            )
            aliases.append(cells)
            owners.append((whose + part.first).astype(np.uint32))
    whole = joined(texts([]), *ids)
    coded = {name: column.whole() for name, column in columns.items()}
    types = coded.get("type") or csv_columns.nothing(len(shape))
    stripped_types = csv_columns.EncodedColumn(csv_columns.stripped(types.cells), types.codes)
    return EntityColumns(
        shape=shape,
        ids=whole,
        sums=_sums_of(whole),
        types=stripped_types,
        names=StringLookup(joined(texts([]), *names, *aliases)),
        owners=np.concatenate(owners),
        publishers=coded.get("publisher"),
        dates={name: coded[name] for name in DATES if name in coded},
        outlets=_outlets(roots, stripped_types),
    )


def _possible_roots(urls: arrow.StringArray, first: int) -> Iterator[tuple[int, str]]:
    """Yield the numbers and urls of entities whose url may be the root of a host."""
    longer = truths_in(pc.match_substring_regex(urls, _WITH_A_PATH))
    places = np.flatnonzero((lengths(urls) > 0) & ~longer)
    yield from zip((places + first).tolist(), picked(urls, places).to_pylist(), strict=True)


def _outlets(roots: list[tuple[int, str]], types: EncodedColumn) -> dict[str, int]:
    """Return the one entity that each host belongs to, as `outlets_of` does."""
    kinds = types.distinct
    owners: dict[str, list[int]] = {}
    for number, url in roots:
        if host := own_host(kinds[types.codes[number]], url):
            owners.setdefault(host, []).append(number)
    return {host: numbers[0] for host, numbers in owners.items() if len(numbers) == 1}


def _sums_of(ids: arrow.StringArray) -> Hashes:
    """Return the hashes of ids in any case.

    Raises:
        FaultyError: if an id is there twice.
    """
    sums = caseless_hashes(ids)
    alike = picked(ids, duplicates(sums))
    if len(alike.unique()) != len(alike):
        raise FaultyError("an id twice")
    return sums


def _ids_and_names(
    read: Mapping[str, arrow.ChunkedArray],
) -> Iterator[tuple[arrow.StringArray, arrow.StringArray]]:
    """Yield ids and names; a missing one is made from the other."""
    if "id" not in read and "name" not in read:
        raise FaultyError("neither ids nor names")
    if "name" not in read:
        ids = csv_columns.stripped(read["id"])
        return map(_filled, ids.chunks, ids.chunks)
    names = read["name"]
    return map(_filled, read.get("id", names).chunks, names.chunks)


def _filled(
    ids: arrow.StringArray, names: arrow.StringArray
) -> tuple[arrow.StringArray, arrow.StringArray]:
    """Fill missing ids with the stripped names, and missing names with the ids."""
    ids, plain = csv_columns.stripped(ids), csv_columns.stripped(names)
    if not lengths(ids).all():
        ids = pc.if_else(flags(lengths(ids) == 0), plain, ids)
        if not lengths(ids).all():
            raise NotPlainError("neither id nor name")
    if not lengths(plain).all():
        names = pc.if_else(flags(lengths(plain) == 0), ids, names)
    return ids, names
