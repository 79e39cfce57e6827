"""The columns of claims, as a few numbers a row: sources, period, kind.

Stands for `claim_of` of statements.py, `publisher_of` of dataset.py and the grouping of edges.py:
each distinct cell is looked at once, and rows that may share an edge are marked, not grouped.
tests/differential compares both.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph import checks, schema
from actorgraph.claims import READINGS
from actorgraph.hosts import host_in
from actorgraph.index import NOBODY, csv_columns, row_filter
from actorgraph.index.arrays import lengths, picked, slices, texts
from actorgraph.index.doubtful_cells import doubtful_rows, holds_several_documents
from actorgraph.index.entity_columns import SEVERAL
from actorgraph.index.hashing import Fingerprints, text_hashes
from actorgraph.index.host_columns import hosts_of
from actorgraph.index.periods import is_inverted, periods_of
from actorgraph.index.posting_sort import SortedPairs, duplicates
from actorgraph.index.scan import FaultyError, NotPlainError
from actorgraph.index.string_lookup import StringLookup
from actorgraph.outlets import outlet_of
from actorgraph.statements import certainty_of, is_symmetric, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from actorgraph.index.array_types import Flags, Hashes, Numbers, Places
    from actorgraph.index.csv_columns import EncodedColumn, Part
    from actorgraph.index.endpoints import Endpoints
    from actorgraph.index.entity_columns import EntityColumns

RELATION = "relation"
"""Says of a row whether its date is that of a state; the relation itself is an endpoint's."""
CLAIM_COLUMNS = (
    "tenure", "place", "attributed_to", "via", *schema.CLOSED_SETS, "inferred", "about",
    "start_date", "end_date", schema.DATE_COLUMN, "statement_date", "checked_date",
)  # fmt: skip
PLAIN_CLAIM_COLUMNS = ("document",)
NAMING = ("attributed_to", "via")
"""Columns that name sources."""
_AT_ONCE = 1 << 20


class ClaimColumns:
    """The columns of claims, built part by part; complete after `close`.

    Args:
        entities: the entities of the file.
        count: the number of rows.
        outlets: from hosts to the names of the entities they belong to.
        symmetric: relations that actorgraph.toml calls symmetric.
        ends: the ends of all rows, if they are known: a name can mean an entity that rows made.

    Attributes:
        sources: the sources that rows cite; described: those that rows of entities cite.
        outlets: from the hosts that rows cite to the entities or names they belong to.
        periods: (n, 2) array: for each row the earliest start and the latest end.
    """

    def __init__(
        self,
        entities: EntityColumns,
        count: int,
        outlets: Mapping[str, str],
        symmetric: frozenset[str],
        ends: Endpoints | None = None,
    ) -> None:
        self._entities = entities
        self._symmetric = symmetric
        self._offices = [] if ends is None else ends.offices
        self._known = StringLookup(entities.ids if ends is None else ends.ids)
        self.sources, self.described = SourcePostings(), SourcePostings(once=True)
        self.outlets: dict[str, str] = {}
        self._named_outlets = outlets
        self.periods = np.empty((count, 2), np.int32)
        self._cell_kinds = np.empty(count, np.uint16)
        self._inverted = [np.empty(0, np.int64)]
        self._doubtful: list[Numbers] = [np.empty(0, np.int64)]
        self._alike = np.zeros(count, np.uint64)

    def take(self, part: Part) -> None:
        """Take the next rows.

        Raises:
            FaultyError: if they have an error.
            NotPlainError: if a cell names several documents.
        """
        first, stop = part.first, part.stop
        ours = {name: column for name, column in part.coded.items() if name in CLAIM_COLUMNS}
        for column, allowed in schema.CLOSED_SETS.items():
            _check_words(ours.get(column), allowed)
        _check_words(ours.get("inferred"), schema.INFERRED_PARTS, several=True)
        periods = periods_of(ours, part.coded.get(RELATION), stop - first)
        self.periods[first:stop] = periods
        self._inverted.append(np.flatnonzero(is_inverted(periods)) + first)
        self._doubtful.append(doubtful_rows(part, checks.COLUMNS_OF_CLAIMS))
        told = {name: column.mapped(hash, np.int64) for name, column in ours.items()}
        if "document" in part.plain:
            ours["document"] = csv_columns.coded_if_worth(part.plain["document"])
            if holds_several_documents(ours["document"].cells):
                raise NotPlainError("several documents in a cell")
        rows = np.arange(first, stop)
        documents = self._cited(ours, rows, self.sources)
        if "place" in ours:
            self._cells_resolved(ours["place"])
        self._cell_kinds[first:stop] = _kind_numbers(ours, _founded(ours, len(rows)))
        self._alike[first:stop] = stirred(self._alike[first:stop], *told.values(), *documents)

    def may_change_with(self, ends: Endpoints) -> bool:
        """Return whether a name may mean another entity, now that rows have made some."""
        return bool(ends.offices) or self.sources.may_be(ends.made_ids)

    def close(self, ends: Endpoints) -> None:
        """Finish after all rows were taken.

        Raises:
            FaultyError: if the name of a publisher, or of a source of entities, can mean several.
        """
        _ = self._publishers, self._outlets
        self._take_descriptions()
        self._relation = _same(ends.relation, str.strip)
        word = _same(self._relation, schema.main_word).codes
        edge = np.zeros(ends.count, np.uint64)
        for rows in slices(ends.count, _AT_ONCE):
            low, high = ends.ends[rows].min(axis=1), ends.ends[rows].max(axis=1)
            edge[rows] = stirred(edge[rows], low, high, word[rows])
            self._alike[rows] = stirred(self._alike[rows], edge[rows])
        self._shared = duplicates(edge)
        self._stands = np.full(ends.count, row_filter.ALONE, np.uint8)
        self._stands[self._shared] = row_filter.SHARED
        if ends.office is not None:
            is_made = np.zeros(len(ends.ids), bool)
            is_made[ends.office[ends.office != NOBODY]] = True
            # The row that makes an office states claims with this end too.
            self._stands[is_made[ends.ends].any(axis=1)] = row_filter.SHARED
            self._stands[ends.office != NOBODY] = row_filter.OFFICE

    def _take_descriptions(self) -> None:
        """Read once more what the rows of entities cite, now that all names are known."""
        if (shape := self._entities.shape) is None:
            return
        reading = csv_columns.CsvColumns(shape, PLAIN_CLAIM_COLUMNS, NAMING)
        for part in reading.parts(reading.names) if reading.names else ():
            read = dict(part.coded)
            if "document" in part.plain:
                read["document"] = csv_columns.coded_if_worth(part.plain["document"])
            rows = np.arange(part.first, part.stop)
            described = rows if self._entities.rows is None else self._entities.rows.owner[rows]
            self._cited(read, described, self.described)

    def _cited(
        self, read: dict[str, EncodedColumn], rows: Numbers, postings: SourcePostings
    ) -> list[Hashes]:
        """Add the sources of rows to postings; return hashes of their documents."""
        told = []
        for name in NAMING:
            if name in read:
                several = [values_of(cell) for cell in read[name].distinct]
                self._take_names(several, read[name].codes, rows, postings)
        if "document" in read:
            codes = read["document"].codes
            documents, numbers = self._cells_resolved(read["document"])
            told.append(postings.add(documents, codes, rows)[codes])
            publishers, number = self._published(documents, numbers)
            postings.add(publishers, number[codes], rows)
        return told

    def _take_names(
        self,
        several: list[tuple[str, ...]],
        codes: Numbers,
        rows: Numbers,
        postings: SourcePostings,
    ) -> None:
        """Take the sources that the distinct cells of a column name, each one or several."""
        distinct = list(dict.fromkeys(one for cell in several for one in cell))
        resolved = self._resolved(texts(distinct))[0].to_pylist()
        meant = dict(zip(distinct, resolved, strict=True))
        for place in range(max(map(len, several), default=0)):
            ones = [meant[cell[place]] if place < len(cell) else "" for cell in several]
            postings.add(texts(ones), codes, rows)

    def kinds(self) -> tuple[list[row_filter.Kind], Numbers]:
        """Return the distinct kinds of rows, and for each row the place of its kind."""
        stands = row_filter.OFFICE + 1
        mixed = (self._relation.codes * _KINDS + self._cell_kinds) * stands + self._stands
        there, codes = row_filter.distinct(mixed)
        kinds = []
        for number in there.tolist():
            rest, stand = divmod(number, stands)
            relation, cells = divmod(rest, _KINDS)
            word = self._relation.distinct[relation]
            kinds.append(_kind(word, cells, stand, self._symmetric))
        return kinds, codes

    def suspected(self) -> list[Numbers]:
        """Return rows that end before they begin, in doubt, or with the same cells as others."""
        # Rows with the same cells are among those that share an edge.
        return [
            *self._inverted,
            *self._doubtful,
            self._shared[duplicates(self._alike[self._shared])],
        ]

    def _cells_resolved(self, column: EncodedColumn) -> tuple[arrow.StringArray, Places]:
        """The distinct cells of a column that names one as `_resolved` has them.

        Raises:
            FaultyError: if one of the names between separators can mean several.
        """
        cells = csv_columns.stripped(column.cells)
        parts, _ = csv_columns.parts_of_cells(with_separator(cells), schema.SEPARATOR)
        self._resolved(parts)
        return self._resolved(cells, schema.SEPARATOR)

    def _resolved(
        self, names: arrow.StringArray, separator: str | None = None
    ) -> tuple[arrow.StringArray, Places]:
        """Texts as the ids they mean, or as they are; and the numbers of those entities, or -1.

        Args:
            separator: a text that holds it may mean several, and is then left as it is; so may any
                text where it is "".

        Raises:
            FaultyError: if another text can mean several.
        """
        numbers = self._known.of_doubtful(names)
        unknown = np.flatnonzero(numbers < 0)
        meant = self._meant(picked(names, unknown), separator)
        if meant:
            listed = names.to_pylist()
            for place in unknown.tolist():
                number = meant.get(listed[place], SEVERAL)
                if number != SEVERAL:
                    numbers[place] = number
                    listed[place] = str(self._known.among[number])
            names = texts(listed)
        return names, numbers

    def _meant(self, unknown: arrow.StringArray, separator: str | None) -> dict[str, int]:
        """From names to numbers of entities; offices too have names."""
        meant = self._entities.meant_by(unknown, separator)
        first = len(self._known.among) - len(self._offices)
        by_office: dict[str, set[int]] = {}
        for number, one in enumerate(self._offices, first):
            by_office.setdefault(one.name, set()).add(number)
        if by_office:
            for text in unknown.to_pylist():
                several = by_office.get(text, set())
                if several and text in meant:
                    several = several | {meant.pop(text)}
                if len(several) == 1:
                    meant[text] = next(iter(several))
        return meant

    def _published(
        self, documents: arrow.StringArray, numbers: Places
    ) -> tuple[arrow.StringArray, Places]:
        """The publisher of each document: what its entity says, else the host of its URL.

        Returns:
            Arrow array of publishers, and for each document which of them is its.
        """
        hosts, number = hosts_of(documents)
        names = [*map(self._outlet, hosts), ""]
        known = np.flatnonzero(numbers >= 0)
        if len(known):
            codes, publishers = self._publishers
            number[known] = len(names) - 1
            stated = known[numbers[known] < len(codes)]
            number[stated] = codes[numbers[stated]] + len(names)
            names += publishers
        return texts(names), number

    @cached_property
    def _publishers(self) -> tuple[Numbers, list[str]]:
        """For each entity of the file the number of what it says is its publisher; and those."""
        publishers = self._entities.publishers or csv_columns.nothing(len(self._entities.ids))
        self._resolved(csv_columns.stripped(self._entities.stated_publishers))
        # The others are hosts, which nobody wrote as a name: several may be called so.
        names, numbers = self._resolved(csv_columns.stripped(publishers.cells), "")
        listed = (numbers >= 0) & (numbers < len(self._entities.ids))
        return publishers.codes, [
            name if is_listed else self._outlet(name)
            for name, is_listed in zip(names.to_pylist(), listed.tolist(), strict=True)
        ]

    def _outlet(self, publisher: str) -> str:
        """Return the entity that a publisher's host belongs to, and note the host."""
        host = host_in(publisher)
        if host in self._outlets:
            self.outlets[host] = self._outlets[host]
        return outlet_of(publisher, self.outlets)

    @cached_property
    def _outlets(self) -> dict[str, str]:
        """From the hosts that are somebody's own to the entity or name.

        Raises:
            FaultyError: if a name in actorgraph.toml can mean several.
        """
        ids = self._entities.ids
        own = {host: str(ids[number]) for host, number in self._entities.outlets.items()}
        names = self._resolved(csv_columns.stripped(texts(self._named_outlets.values())))[0]
        return own | dict(zip(self._named_outlets, names.to_pylist(), strict=True))


class SourcePostings:
    """On whom rows rest.

    Args:
        once: whether one of some rows is enough for each source.

    Attributes:
        filed: hashes of sources, with the number of a row.
    """

    def __init__(self, *, once: bool = False) -> None:
        self._once = once
        self.filed = SortedPairs()
        self._known = SortedPairs()
        self._sums: list[Hashes] = []
        self._fingerprints = Fingerprints()

    def add(self, names: arrow.StringArray, codes: Numbers, rows: Numbers) -> Hashes:
        """Rows that rest on these texts.

        Args:
            names: Arrow array; "" is nobody.
            codes: for each row which of them.

        Returns:
            For each text a number that tells it apart, as long as this process lasts.
        """
        if self._once:
            codes, first = np.unique(codes, return_index=True)
            rows = rows[first]
        sums, told = self._fingerprints.of(names)
        self._sums.append(sums)
        there = lengths(names) > 0
        if there.all():
            self._known.add(sums, told)
        else:
            self._known.add(sums[there], told[there])
            kept = there[codes]
            if not kept.all():
                codes, rows = codes[kept], rows[kept]
        self.filed.add(sums[codes], rows)
        return told

    def may_be(self, these: arrow.StringArray) -> bool:
        """Whether a source may be among these texts."""
        return len(these) > 0 and bool(
            np.isin(text_hashes(these), np.concatenate([*self._sums, np.empty(0, np.uint32)])).any()
        )

    def shared(self) -> Hashes:
        """The hashes that several sources have: their rows are looked at one by one."""
        shared = [np.empty(0, np.uint32)]
        for part in self._known.parts():
            sums = (part >> np.uint64(32)).astype(np.uint32)
            shared.append(np.unique(sums[1:][sums[1:] == sums[:-1]]))
        return np.concatenate(shared)


def _founded(read: dict[str, EncodedColumn], count: int) -> Flags:
    """Return for each row whether it names a speaker or a document."""
    founded = np.zeros(count, bool)
    if "attributed_to" in read:
        founded |= read["attributed_to"].mapped(lambda cell: bool(values_of(cell)), np.bool_)
    if "document" in read:
        there = lengths(csv_columns.stripped(read["document"].cells)) > 0
        founded |= there[read["document"].codes]
    return founded


def with_separator(cells: arrow.StringArray) -> arrow.StringArray:
    """Those of some cells that hold several values."""
    return cells.filter(pc.match_substring(cells, schema.SEPARATOR))


def stirred(mixed: NDArray[np.uint64], *columns: Numbers) -> NDArray[np.uint64]:
    """Numbers that are the same for rows with the same cells, and hardly ever for others."""
    for column in columns:
        mixed = (mixed ^ column.astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _same(column: EncodedColumn, plain: Callable[[str], str]) -> EncodedColumn:
    """A column with its cells made plain; cells that are then the same share a code."""
    numbers: dict[str, int] = {}
    codes = [numbers.setdefault(plain(one), len(numbers)) for one in column.distinct]
    if len(numbers) == len(codes):
        return csv_columns.EncodedColumn(texts(numbers), column.codes)
    return csv_columns.EncodedColumn(texts(numbers), np.array(codes, np.int32)[column.codes])


_ASSESSMENTS = ("", *schema.ASSESSMENTS)
_SIZES = (len(schema.STATUSES), len(schema.CERTAINTIES), len(_ASSESSMENTS), 3, 2, 2, 2)
"""Of how many kinds each part is, from status and certainty to whether it speaks of a claim."""
_KINDS = int(np.prod(_SIZES))
_DIRECTED = ("", "no", "yes")


def _kind_numbers(read: dict[str, EncodedColumn], founded: Flags) -> NDArray[np.uint16]:
    """Return for each row a number for what it says, apart from its relation."""
    count = len(founded)
    certainty, inferred = read.get("certainty"), read.get("inferred")
    reading = np.zeros(count, bool)
    number = np.zeros(count, np.uint16)
    if certainty is not None:
        reading |= certainty.mapped(lambda cell: _is_reading(cell, ""), np.bool_)
    if inferred is not None:
        reading |= inferred.mapped(lambda cell: _is_reading("", cell), np.bool_)
    parts = (
        _numbers(read.get("status"), schema.STATUSES, count),
        np.zeros(count, np.uint8)
        if certainty is None
        else certainty.mapped(
            lambda cell: schema.CERTAINTIES.index(certainty_of(cell, "")[0]), np.uint8
        ),
        _numbers(read.get("assessment"), _ASSESSMENTS, count),
        _directed(read.get("directed"), count),
        reading,
        founded,
        read["about"].mapped(lambda cell: bool(cell.strip()), np.bool_)
        if "about" in read
        else np.zeros(count, bool),
    )
    for size, part in zip(_SIZES, parts, strict=True):
        number *= size
        number += part
    return number


def _kind(relation: str, number: int, stands: int, symmetric: frozenset[str]) -> row_filter.Kind:
    """Return the kind of a row, from its relation and the number of what else it says."""
    parts: list[int] = []
    for size in reversed(_SIZES):
        number, part = divmod(number, size)
        parts.append(part)
    is_about, sourced, reading, directed, assessment, certainty, status = parts
    return row_filter.Kind(
        relation,
        schema.STATUSES[status],
        schema.CERTAINTIES[certainty],
        _ASSESSMENTS[assessment],
        is_symmetric(relation, _DIRECTED[directed], symmetric),
        bool(reading),
        bool(sourced),
        bool(is_about),
        stands,
    )


def _is_reading(certainty: str, inferred: str) -> bool:
    return not READINGS.isdisjoint(certainty_of(certainty, inferred)[1])


def _directed(column: EncodedColumn | None, count: int) -> NDArray[np.uint8]:
    if column is None:
        return np.zeros(count, np.uint8)
    return column.mapped(
        lambda cell: (cell.strip() and (1 if is_symmetric("", cell) else 2)) or 0, np.uint8
    )


def _all_values(column: EncodedColumn) -> list[str]:
    return [value for cell in column.distinct for value in values_of(cell)]


def _numbers(column: EncodedColumn | None, words: Sequence[str], count: int) -> NDArray[np.uint8]:
    """For each row which of these words it says; the first if it says nothing."""
    if column is None:
        return np.zeros(count, np.uint8)
    number = {word: place for place, word in enumerate(words)}
    return column.mapped(lambda cell: number[cell.strip().lower() or words[0]], np.uint8)


def _check_words(
    column: EncodedColumn | None, allowed: Sequence[str], *, several: bool = False
) -> None:
    if column is not None:
        for cell in column.distinct if not several else _all_values(column):
            if cell.strip() and cell.strip().lower() not in allowed:
                raise FaultyError(f"{cell!r} is none of {', '.join(allowed)}")
