"""The entities of a file as columns, and the one entity that a name means.

Stands for `entity_of` of statements.py and `resolve` of dataset.py on whole columns;
tests/differential compares both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph import checks, schema
from actorgraph.index import csv_columns
from actorgraph.index.arrays import flags, joined, lengths, picked, texts, truths_in
from actorgraph.index.describing_rows import (
    describing_rows,
    meanings_of_words,
)
from actorgraph.index.doubtful_cells import doubtful_rows
from actorgraph.index.hashing import caseless_hashes
from actorgraph.index.host_columns import hosts_of
from actorgraph.index.scan import FaultyError, NotPlainError
from actorgraph.index.string_lookup import StringLookup
from actorgraph.outlets import own_host

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from actorgraph.index.array_types import Flags, Hashes, Numbers, Owners
    from actorgraph.index.csv_columns import EncodedColumn, Part
    from actorgraph.index.describing_rows import DescribingRows
    from actorgraph.index.scan import CsvShape

DATES = ("start_date", "end_date", "published_date")
SEVERAL = -1
"""In place of the number of an entity: several are meant."""
_WITH_A_PATH = r"^(?i:https?)://[A-Za-z0-9.-]+/[!-.0-\[\]-~]"
CODED = (
    "type", "publisher", "start_date", "end_date", *schema.WORDS_OF_DESCRIPTIONS,
)  # fmt: skip
"""Columns whose distinct cells are looked at once."""
CHECKED = ("published_date", "statement_date")
"""Columns of which only the distinct cells are kept."""
PLAIN = ("id", "name", "aliases", "url", "document", "wikidata_id")
_NO_HOST = " "


@dataclass(slots=True)
class EntityColumns:
    """The entities of a file, as columns.

    Attributes:
        ids: Arrow array, one for each entity; sums: their hashes in any case.
        types: one for each entity; type_cells: what the rows hold, of one entity perhaps several.
        names: places of names and aliases; owners: whose they are.
        stated_publishers: the cells of that column; where there is none the host of a url is meant.
        dates: the date columns that there are; of CHECKED without the numbers for each row.
        outlets: from each host that is an entity's own to its number, unless several share it.
        rows: which rows describe which entity; None where each row describes its own.
        is_sourced: whether any row names its source.
        in_doubt: the entities that rows describe differently where one at most can be right, and
            perhaps others.
        renamed: the columns that are none of ours though they are called so, with their names here.
        doubtful: the rows with a cell that names nobody, or several.
    """

    shape: CsvShape | None
    ids: arrow.StringArray
    sums: Hashes
    types: EncodedColumn
    names: StringLookup
    owners: Owners
    publishers: EncodedColumn | None
    stated_publishers: arrow.StringArray
    dates: dict[str, EncodedColumn]
    outlets: dict[str, int]
    type_cells: Sequence[str] = ()
    rows: DescribingRows | None = None
    is_sourced: bool = False
    in_doubt: Numbers | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    doubtful: Numbers = field(default_factory=lambda: np.empty(0, np.int64))

    def meant_by(self, names: arrow.StringArray, separator: str | None = None) -> dict[str, int]:
        """Map each text that is no id to the one entity of that name; others are left out.

        Args:
            names: an Arrow array.
            separator: a text that holds it may mean several, and then means SEVERAL; so may any
                text where it is "".

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
                if separator is None or separator not in text:
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
        FaultyError: if an id is there twice, and the second row names no source.
    """
    if shape is None:
        return _no_entities()
    read = _Reading(shape)
    coded = read.coded
    renamed = meanings_of_words(coded)
    for ours, other in renamed.items():
        del coded[ours]
        _rename(shape, ours, other)
    given = np.concatenate(read.given)
    sourced = np.concatenate(read.sourced)
    rows = _Rows(_whole(read.ids), _whole(read.names), given, sourced, coded)
    aliases, whose = _whole(read.aliases), np.concatenate(read.owners)
    listed, owned = rows.names(aliases, whose)
    coded["type"] = _stripped(coded.get("type") or csv_columns.nothing(len(shape)))
    types = rows.of_entities(coded["type"])
    stated = coded.get("publisher")
    publishers = stated and rows.of_entities(stated)
    return EntityColumns(
        shape=shape,
        ids=rows.ids,
        sums=rows.sums,
        types=types,
        names=StringLookup(listed),
        owners=owned,
        publishers=_else(publishers, read.hosts and rows.of_entities(read.hosts)),
        stated_publishers=stated.cells if stated else texts([]),
        dates={name: coded[name] for name in ("start_date", "end_date") if name in coded}
        | read.checked,
        outlets=_outlets(rows.firsts(read.roots, np.concatenate(read.with_url)), types),
        type_cells=coded["type"].distinct,
        rows=rows.describing,
        is_sourced=bool(sourced.any()),
        in_doubt=rows.in_doubt(coded, _whole(read.wikidata_ids)),
        renamed=renamed,
        doubtful=np.concatenate(read.doubtful),
    )


def _no_entities() -> EntityColumns:
    """Return the columns where there is no file."""
    nothing, empty = texts([]), np.empty(0, np.uint32)
    return EntityColumns(
        shape=None,
        ids=nothing,
        sums=empty,
        types=csv_columns.nothing(0),
        names=StringLookup(nothing),
        owners=empty,
        publishers=None,
        stated_publishers=nothing,
        dates={},
        outlets={},
    )


class _Reading:
    """The cells of all rows, part by part.

    Attributes:
        ids, names: filled where they are missing; given: for each row whether it has an id.
        aliases, owners: further names, and the rows that give them.
        roots: the rows whose url may be the root of a host; with_url: those with any.
        sourced: for each row whether it names its source.
        doubtful: the rows with a cell that names nobody, or several.
        wikidata_ids: as they are; none if there is no such column.
        coded: the columns whose distinct cells are looked at once.
        checked: the distinct cells of other dates.
        hosts: the hosts of urls, blank where a url has none; None where there is no url.
    """

    def __init__(self, shape: CsvShape) -> None:
        self.ids: list[arrow.StringArray] = []
        self.names: list[arrow.StringArray] = []
        self.given = [np.empty(0, bool)]
        self.aliases: list[arrow.StringArray] = []
        self.owners = [np.empty(0, np.uint32)]
        self.roots: list[tuple[int, str]] = []
        self.with_url = [np.empty(0, np.int64)]
        self.sourced = [np.empty(0, bool)]
        self.doubtful: list[Numbers] = [np.empty(0, np.int64)]
        self.wikidata_ids: list[arrow.StringArray] = []
        self._hosts = csv_columns.EncodedBuilder()
        reading = csv_columns.CsvColumns(shape, PLAIN, (*CODED, *CHECKED, "attributed_to"))
        columns = {name: csv_columns.EncodedBuilder() for name in reading.names if name in CODED}
        checked: dict[str, dict[str, None]] = {n: {} for n in reading.names if n in CHECKED}
        for part in reading.parts(reading.names):
            for name, column in columns.items():
                column.add(part.coded[name])
            for name, cells in checked.items():
                cells.update(dict.fromkeys(part.coded[name].distinct))
            self._take(part)
        no_rows = np.empty(0, np.int32)
        self.checked = {n: csv_columns.EncodedColumn(texts(c), no_rows) for n, c in checked.items()}
        self.coded = {name: column.whole() for name, column in columns.items()}
        self.hosts = self._hosts.whole() if "url" in reading.names else None

    def _take(self, part: Part) -> None:
        self.given.append(_have(part, "id"))
        self.doubtful.append(doubtful_rows(part, checks.COLUMNS_OF_ENTITIES))
        for some_ids, some_names in _ids_and_names(part.plain):
            self.ids.append(some_ids)
            self.names.append(some_names)
        self.sourced.append(_are_sourced(part))
        self.wikidata_ids += part.plain["wikidata_id"].chunks if "wikidata_id" in part.plain else []
        if "url" in part.plain:
            urls = part.plain["url"].combine_chunks()
            self.with_url.append(np.flatnonzero(lengths(urls)) + part.first)
            self.roots += _possible_roots(urls, part.first)
            hosts, numbers = hosts_of(urls)
            cells = texts([*(host or _NO_HOST for host in hosts), _NO_HOST, ""])
            numbers = np.where(lengths(urls) > 0, numbers, len(cells) - 1)
            self._hosts.add(csv_columns.EncodedColumn(cells, numbers))
        if "aliases" in part.plain:
            cells = part.plain["aliases"].combine_chunks()
            aliases, whose = csv_columns.parts_of_cells(cells, schema.SEPARATOR)
            self.aliases.append(aliases)
            self.owners.append((whose + part.first).astype(np.uint32))


def _else(column: EncodedColumn | None, other: EncodedColumn | None) -> EncodedColumn | None:
    """Return a column with the cells of another where its own are blank."""
    if column is None or other is None:
        return column or other
    is_blank = (lengths(csv_columns.stripped(column.cells)) == 0)[column.codes]
    codes = np.where(is_blank, other.codes + len(column.cells), column.codes)
    return csv_columns.EncodedColumn(joined(column.cells, other.cells), codes)


def _stripped(column: EncodedColumn) -> EncodedColumn:
    return csv_columns.EncodedColumn(csv_columns.stripped(column.cells), column.codes)


def _rename(shape: CsvShape, column: str, other: str) -> None:
    columns = shape.table.columns
    shape.table.columns = {other if c == column else c: place for c, place in columns.items()}


class _Rows:
    """Rows as entities: each its own, unless several have one id.

    Args:
        ids, names: of the rows, filled.
        given, sourced: for each row whether it has an id of its own, whether it names its source.
        coded: the columns whose distinct cells are looked at once.

    Attributes:
        ids, sums: of the entities; sums are the hashes of ids in any case.
        describing: which rows describe which entity, or None.
    """

    def __init__(
        self,
        ids: arrow.StringArray,
        names: arrow.StringArray,
        given: Flags,
        sourced: Flags,
        coded: Mapping[str, EncodedColumn],
    ) -> None:
        self._row_ids, self._row_names = ids, names
        sums = caseless_hashes(ids)
        self.describing = rows = describing_rows(ids, sums, given, sourced, coded)
        self.ids = ids if rows is None else picked(ids, rows.first)
        self.sums = sums if rows is None else sums[rows.first]

    def of_entities(self, column: EncodedColumn) -> EncodedColumn:
        """Return a column of rows as one of entities."""
        return column if self.describing is None else self.describing.first_values(column)

    def in_doubt(
        self, coded: Mapping[str, EncodedColumn], wikidata_ids: arrow.StringArray
    ) -> Numbers | None:
        """Return the entities whose rows differ where one at most can be right, or more."""
        if self.describing is None:
            return None
        dates = (coded[name] for name in ("start_date", "end_date") if name in coded)
        return self.describing.in_doubt(coded["type"], dates, wikidata_ids)

    def names(self, aliases: arrow.StringArray, whose: Owners) -> tuple[arrow.StringArray, Owners]:
        """Return all names, those on display first, with their owners.

        Args:
            aliases, whose: further names, and the rows that give them.
        """
        rows = self.describing
        if rows is None:
            count = np.arange(len(self.ids), dtype=np.uint32)
            return joined(self._row_names, aliases), np.concatenate([count, whose])
        return rows.names(self._row_names, self._row_ids, aliases, whose)

    def firsts(self, roots: list[tuple[int, str]], with_url: Numbers) -> list[tuple[int, str]]:
        """Return entities in place of rows, as far as the first url of an entity is such a root.

        Args:
            with_url: the rows with any url, in order.
        """
        rows = self.describing
        if rows is None:
            return roots
        adding = with_url[rows.adding[with_url]]
        _, places = np.unique(rows.owner[adding], return_index=True)
        first = set(adding[places].tolist())
        return [(int(rows.owner[row]), url) for row, url in roots if row in first]


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


def _have(part: Part, column: str) -> Flags:
    """Return for each row of a part whether a column holds anything."""
    if column not in part.plain:
        return np.zeros(part.stop - part.first, bool)
    cells = csv_columns.stripped(part.plain[column])
    return np.concatenate([lengths(chunk) > 0 for chunk in cells.chunks] or [np.empty(0, bool)])


def _are_sourced(part: Part) -> Flags:
    """Return for each row of a part whether it names its source."""
    have = _have(part, "document")
    if (speakers := part.coded.get("attributed_to")) is not None:
        have = have | speakers.mapped(lambda cell: bool(cell.strip()), np.bool_)
    return have


def _whole(parts: list[arrow.StringArray]) -> arrow.StringArray:
    """Join parts that nobody needs any more."""
    whole = joined(texts([]), *parts)
    parts.clear()
    arrow.default_memory_pool().release_unused()
    return whole


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
