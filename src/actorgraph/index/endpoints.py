"""Both ends of every row by number; entities that no file holds are numbered as rows name them.

Stands for the ends of dataset.py: an id, else the one entity of that name, else an entity made by
the row; and the office that a role in a body stands for, which the dataset's own function makes,
once for each distinct pair of both. tests/differential holds both together.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from actorgraph import schema
from actorgraph.claims import Entity
from actorgraph.index import NOBODY, RELATIONS, csv_columns
from actorgraph.index.arrays import joined, lengths, numbers_in, picked, texts
from actorgraph.index.doubtful_cells import holds_refused_end
from actorgraph.index.hashing import caseless_hashes
from actorgraph.index.scan import FaultyError, NotPlainError
from actorgraph.index.string_lookup import NumberedIds, StringLookup
from actorgraph.input_tables import REQUIRED_COLUMNS, leave_gephi_its_type
from actorgraph.statements import NO_OFFICES_IN, derived_office

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as arrow
    from numpy.typing import NDArray

    from actorgraph.index.array_types import Hashes, Owners, Places
    from actorgraph.index.csv_columns import EncodedColumn, Part
    from actorgraph.index.entity_columns import EntityColumns
    from actorgraph.index.scan import CsvShape

TOGETHER = 6_000_000
"""So many rows are looked up together, for which the table of all ids is made anew."""
ENDPOINT_COLUMNS = ("relation", "role", *schema.TYPE_COLUMNS)


class _GivenTypes(NamedTuple):
    """The types that rows give their ends.

    Attributes:
        places: where, twice the row and one more for the target; they ascend.
        codes: for each place the number of its word.
        words: array of str.
    """

    places: Places
    codes: NDArray[np.int64]
    words: NDArray[np.object_]


class Endpoints:
    """Rows with their ends, and the entities that rows have made: all is there when it is closed.

    Args:
        entities: the entities of the file.
        shape: of the file of relations.

    Attributes:
        count: how many rows.
        ends: (n, 2) array of numbers: source and target of each row.
        office: for each row the number of the office that it makes, or NOBODY; None if none does.
        relation, role: `EncodedColumn` columns.
        made_ids: Arrow array of ids that no file of entities holds.
        offices: those that are made.
        ids: Arrow array of the ids of all entities.
        types: `EncodedColumn`, of all entities.
    """

    def __init__(self, entities: EntityColumns, shape: CsvShape) -> None:
        self.count = len(shape)
        self.ends = np.empty((self.count, 2), np.uint32)
        self.offices: list[Entity] = []
        self._entities, self._shape = entities, shape
        numbered = NumberedIds(entities.ids)
        self._known = numbered if numbered.fits else StringLookup(entities.ids)
        self._columns = {
            name: csv_columns.EncodedBuilder()
            for name in ENDPOINT_COLUMNS
            if name in shape.table.columns
        }
        self._waiting: list[arrow.StringArray] = []
        self._begins = 0
        self._unknown: list[tuple[Places, arrow.StringArray]] = [(np.empty(0, np.int64), texts([]))]

    def take(self, part: Part) -> None:
        """Take the next rows."""
        for name, column in self._columns.items():
            column.add(part.coded[name])
        ends = (csv_columns.stripped(part.plain[name]) for name in REQUIRED_COLUMNS)
        sources, targets = (column.chunks for column in ends)
        self._waiting += (end for both in zip(sources, targets, strict=True) for end in both)
        if part.stop - self._begins >= TOGETHER or part.stop == self.count:
            self._unknown += self._look_up(self._waiting, self._begins)
            self._waiting, self._begins = [], part.stop

    def close(self) -> None:
        """Finish after all rows were taken: number the entities that no file holds."""
        columns = {name: column.whole() for name, column in self._columns.items()}
        self.relation = columns.get("relation") or csv_columns.nothing(self.count)
        self.role = columns.get("role") or csv_columns.nothing(self.count)
        self._given = [columns.get(name) for name in schema.TYPE_COLUMNS]
        if "relation" in columns and self._is_gephis_type():
            self.relation = csv_columns.nothing(self.count)
        places, names = zip(*self._unknown, strict=True)
        self._number(np.concatenate(places), joined(*names))
        self.types = self._with_types_of_made()
        self.ids = joined(self._entities.ids, self.made_ids)
        self.office = self._make_offices()
        del self._known, self._columns, self._unknown

    def _look_up(
        self, columns: Sequence[arrow.StringArray], first: int
    ) -> Iterator[tuple[Places, arrow.StringArray]]:
        """Number the ends of rows by their ids; yield what is no id, with its place.

        Args:
            columns: sources and targets in turn, of some rows each.
            first: the number of the first row.
        """
        for place, numbers in enumerate(self._known.of_all(columns)):
            end = place % 2
            self.ends[first : first + len(numbers), end] = numbers
            missing = np.flatnonzero(numbers < 0)
            yield (missing + first) * 2 + end, picked(columns[place], missing)
            first += end * len(numbers)

    def _is_gephis_type(self) -> bool:
        """Return whether the relation is Gephi's type, which then is a column of its own."""
        table = self._shape.table
        at, width = table.columns["relation"], len(table.columns)
        words = self.relation.distinct
        table.rows = [[word if p == at else "" for p in range(width)] for word in words]
        leave_gephi_its_type(table)
        table.rows = []
        return "relation" not in table.columns

    def _number(self, places: Places, unknown: arrow.StringArray) -> None:
        """Number the ends that are no ids.

        Args:
            places: twice the row of each, and one more for the target.
            unknown: Arrow array of their cells.
        """
        # In the order of reading: row by row, source before target.
        order = np.argsort(places, kind="stable")
        places, coded = places[order], picked(unknown, order).dictionary_encode()
        names, codes = coded.dictionary, numbers_in(coded.indices)
        if not lengths(names).all():
            raise NotPlainError("a relation without an end")
        first = np.full(len(names), len(places))
        first[codes[::-1]] = np.arange(len(places))[::-1]
        numbers = np.full(len(names), -1, np.int64)
        meant = self._entities.meant_by(names)
        if meant:
            numbers[StringLookup(names).of(texts(meant))] = list(meant.values())
        made = np.flatnonzero(numbers < 0)
        numbers[made] = len(self._entities.ids) + np.arange(len(made))
        self.ends.reshape(-1)[places] = numbers[codes]
        self.made_ids = picked(names, made)
        if holds_refused_end(self.made_ids):
            raise FaultyError("an end that is nobody, or several")
        self.first_rows, at_target = np.divmod(places[first[made]], 2)
        self.made_at_source = at_target == 0

    @property
    def known(self) -> int:
        """The number of entities in the file of entities."""
        return len(self._entities.ids)

    @property
    def made_lines(self) -> list[int]:
        """The lines that made entities and offices."""
        lines = self._shape.lines_of(self.first_rows).tolist()
        return [*lines, *(one.line for one in self.offices)]

    @property
    def made_names(self) -> arrow.StringArray:
        """The names of those, as an Arrow array; "" where it is the id."""
        names = ["" if one.name == one.id else one.name for one in self.offices]
        return texts([""] * len(self.made_ids) + names)

    def all_names(self) -> tuple[arrow.StringArray, Owners]:
        """Return the names of all entities, with the numbers of their owners."""
        offices = texts(one.name for one in self.offices)
        names = joined(self._entities.names.among, self.made_ids, offices)
        made = np.arange(self.known, len(self.ids), dtype=np.uint32)
        return names, np.concatenate([self._entities.owners, made])

    @property
    def sums(self) -> Hashes:
        """The hashes of all ids in any case."""
        return np.append(self._entities.sums, caseless_hashes(self.ids[self.known :]))

    def name(self, number: int) -> str:
        """Return the name of an entity that is no office."""
        if number < self.known:
            return self._entities.name(number)
        return str(self.made_ids[number - self.known])

    def type(self, number: int) -> str:
        """Return the type of an entity."""
        word: str = self.types.distinct[self.types.codes[number]]
        return word

    def _with_types_of_made(self) -> EncodedColumn:
        """Return all types; the first row that gives a made entity a type says which."""
        given = self._given_types
        numbers = self.ends.reshape(-1)[given.places]
        of_made = np.flatnonzero(numbers >= self.known)
        made, first = np.unique(numbers[of_made], return_index=True)
        types_of_made = np.full(len(self.made_ids), "", object)
        types_of_made[made - self.known] = given.words[given.codes[of_made[first]]]
        return _longer(self._entities.types, types_of_made.tolist())

    @cached_property
    def _given_types(self) -> _GivenTypes:
        """Return the types that rows give, in the order of reading."""
        none = np.empty(0, np.int64)
        places, codes, words = [none], [none], [np.empty(0, object)]
        for end, column in enumerate(self._given):
            if column is not None:
                cells = np.array(csv_columns.stripped(column.cells).to_pylist(), object)
                rows = np.flatnonzero((cells != "")[column.codes])
                places.append(rows.astype(np.int64) * 2 + end)
                codes.append(column.codes[rows].astype(np.int64) + sum(map(len, words)))
                words.append(cells)
        order = np.argsort(np.concatenate(places), kind="stable")
        return _GivenTypes(
            np.concatenate(places)[order], np.concatenate(codes)[order], np.concatenate(words)
        )

    def other_types(self) -> Iterator[tuple[int, int, str, str]]:
        """Yield each type that rows give somebody who is of another one, where it comes first.

        Yields:
            row, end (0 for its source, 1 for its target), the type given, the type kept.
        """
        given = self._given_types
        if not len(given.places):
            return
        numbers = self.ends.reshape(-1)[given.places].astype(np.int64)
        kinds: dict[str, int] = {}
        of_words, of_types = (
            np.array([kinds.setdefault(word.lower(), len(kinds)) for word in words], np.int64)
            for words in (given.words.tolist(), self.types.distinct)
        )
        said, kept = of_words[given.codes], of_types[self.types.codes[numbers]]
        other = np.flatnonzero(said != kept)
        _, first = np.unique(numbers[other] * len(kinds) + said[other], return_index=True)
        for at in np.sort(other[first]).tolist():
            row, end = divmod(int(given.places[at]), 2)
            yield row, end, given.words[given.codes[at]], self.type(int(numbers[at]))

    def _make_offices(self) -> NDArray[np.uint32] | None:
        """The short form of an office, as the dataset makes it, once for each body and role."""
        holds = self.relation.mapped(lambda word: word.strip() == schema.HOLDS_POSITION, np.bool_)
        rows = np.flatnonzero(holds & self.role.mapped(lambda role: bool(role.strip()), np.bool_))
        if not len(rows):
            return None
        width = len(self.role.distinct)
        short = self.ends[rows, 1].astype(np.int64) * width + self.role.codes[rows]
        distinct, first, inverse = np.unique(short, return_index=True, return_inverse=True)
        made: dict[int, Entity] = {}
        for place in np.argsort(first).tolist():
            body, role = divmod(int(distinct[place]), width)
            kind = self.type(body)
            if kind.lower() not in NO_OFFICES_IN:
                whose = Entity(str(self.ids[body]), self.name(body), kind)
                line = int(self._shape.lines_of(rows[first[place]]))
                role_said = self.role.distinct[role].strip()
                made[place] = derived_office(whose, role_said, (RELATIONS, line))
        numbers = self._number_offices(list(made.values()))
        office = np.full(len(distinct), NOBODY, np.uint32)
        for place, one in made.items():
            office[place] = numbers[one.id]
        office_of_row = np.full(self.count, NOBODY, np.uint32)
        office_of_row[rows] = office[inverse]
        return office_of_row if made else None

    def _number_offices(self, offices: Sequence[Entity]) -> dict[str, int]:
        """Return a number for each id; entities that are there already keep theirs."""
        ids = list(dict.fromkeys(one.id for one in offices))
        there = StringLookup(self.ids).of(texts(ids)).tolist()
        numbers = {one: number for one, number in zip(ids, there, strict=True) if number >= 0}
        for one in offices:
            if one.id not in numbers:
                numbers[one.id] = len(self.ids) + len(self.offices)
                self.offices.append(one)
        new = texts(one.id for one in self.offices)
        self.ids = joined(self.ids, new)
        self.types = _longer(self.types, [one.type for one in self.offices])
        return numbers


def _longer(column: EncodedColumn, more: Sequence[str]) -> EncodedColumn:
    """Return a column with more rows."""
    known = len(column.distinct)
    numbers = {word: number for number, word in enumerate(column.distinct)}
    new = {word: None for word in more if word not in numbers}
    numbers |= {word: known + number for number, word in enumerate(new)}
    codes = np.fromiter((numbers[word] for word in more), np.int32, len(more))
    words = joined(column.cells, texts(new))
    return csv_columns.EncodedColumn(words, np.concatenate([column.codes, codes]))
