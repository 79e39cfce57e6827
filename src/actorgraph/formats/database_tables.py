"""Databases of other programs as rows of our tables, by their keys.

Ids count within a table: where two tables use one id, every id is called by its table. A table of
two foreign keys and no name of its own links what these refer to; a foreign key of a table with
names is a relation too. Called by sqlite.py; leaves out databases that we have written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.formats.accounting import records
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.formats.tabular import (
    NOT_READ,
    cell_of,
    has_ends,
    how_to_read,
    kind_of,
    read_row,
    understood_table,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from actorgraph.formats.notes import Notes
    from actorgraph.formats.tabular import ToldColumns

_NAMES = ("name", "full name", "label", "display name")
_FIRST_NAMES = ("first name", "firstname", "given name", "forename")
_LAST_NAMES = ("last name", "lastname", "family name", "surname")
_END_OF_KEY = re.compile(r"_?(?:id|fk|key|ref|no)\Z", re.IGNORECASE)
_PLURALS = {"people": "person", "staff": "person", "organisations": "organization"}
_SHORTEST = 3
"""Letters of a short form that can mean a table: `org` for organisations."""
_ENDS = 2
_SAMPLE = 200
"""Rows by whose cells the columns of a table are understood."""


class DatabaseTable(NamedTuple):
    """A table of a database.

    Attributes:
        name: in the database.
        columns: in their order.
        key: the column that names its rows, or "".
        references: the columns that refer to other tables, with these tables.
        targets: of these, what column of the other table they name, where the file says it.
    """

    name: str
    columns: tuple[str, ...]
    key: str
    references: Mapping[str, str]
    targets: Mapping[str, str]

    @property
    def place(self) -> str:
        """Return what a remark calls it."""
        return f"table {self.name}"

    @property
    def has_names(self) -> bool:
        """Return whether its rows have names of their own."""
        folded = set(map(schema.folded_header, self.columns))
        return bool(folded & {*_NAMES, *_FIRST_NAMES, *_LAST_NAMES})

    @property
    def is_link(self) -> bool:
        """Return whether its rows link the rows of others."""
        return len(self.references) >= _ENDS and not self.has_names


class Database:
    """What the tables of a database are, and how the ids in them are called.

    Args:
        base: the database, opened for reading.
        names: its tables, without those that a program keeps for itself.
        told: what the user says of the columns of relations.
    """

    def __init__(
        self, base: sqlite3.Connection, names: Sequence[str], notes: Notes, told: ToldColumns
    ) -> None:
        self._base = base
        self._notes = notes
        written = {name.lower(): name for name in names}
        tables = {name: _table(base, name, written) for name in names}
        self._tables = {name: self._with_likely_keys(one, tables) for name, one in tables.items()}
        referred = {end for one in self._tables.values() for end in one.references.values()}
        self._linking = {
            name for name, one in self._tables.items() if one.is_link and name not in referred
        }
        self._entities = {
            name
            for name, one in self._tables.items()
            if name in referred
            or (name not in self._linking and kind_of(name, one.columns) == ENTITY)
        }
        self._calls_by_table = self._has_one_id_twice()
        self._told = {name: told.of(RELATION, one.columns) for name, one in self._tables.items()}

    def rows(self) -> Iterator[Row]:
        """Yield the rows of every table that holds entities or links them."""
        for name, table in self._tables.items():
            if told := self._told[name]:
                yield from self._placed(table, self._told_relations(table, told))
            elif name in self._linking:
                yield from self._placed(table, self._links(table))
            elif name in self._entities:
                yield from self._placed(table, self._named(table))
            elif kind_of(name, table.columns) == RELATION:
                yield from self._placed(table, self._stated(table))
            elif has_ends(table.columns, self._sample(table)):
                yield from self._placed(table, self._told_relations(table, {}))
            else:
                (number,) = next(self._base.execute(f"SELECT count(*) FROM {quoted(name)}"))  # noqa: S608 - quoted
                advice = how_to_read(table.columns, self._sample(table))
                what = "; ".join(filter(None, (NOT_READ, advice)))
                self._notes.add(table.place, what, number)
        views = self._base.execute("SELECT name FROM sqlite_master WHERE type = 'view'")
        for (name,) in views.fetchall():
            self._notes.add(f"view {name}", "not read")

    def _placed(self, table: DatabaseTable, rows: Iterable[tuple[int, Row]]) -> Iterator[Row]:
        for number, row in rows:
            yield row._replace(part=table.place, line=number)

    def _records(self, table: DatabaseTable) -> Iterator[tuple[int, dict[str, object]]]:
        cursor = self._base.execute(f"SELECT * FROM {quoted(table.name)}")  # noqa: S608 - quoted
        values = (map(self._held, line) for line in cursor)
        lines = records(table.place, table.columns, values, self._notes)
        yield from ((number, dict(line)) for number, line in enumerate(lines, start=1))

    def _held(self, value: object) -> object:
        if isinstance(value, bytes):
            self._notes.add("binary values", "not taken over")
            return None
        return value

    def _named(self, table: DatabaseTable) -> Iterator[tuple[int, Row]]:
        """Yield the entities of a table, and what its foreign keys link them to."""
        for number, cells in self._records(table):
            given = dict(cells)
            record = self._id(table.name, given.pop(table.key, None) if table.key else None)
            ends = {column: given.pop(column, None) for column in table.references}
            builder = RowBuilder(ENTITY, self._notes, id=record)
            builder.put("name", _name_in(given))
            builder.take(given)
            if len(self._entities) > 1:
                builder.put("type", _singular(table.name))
            yield number, Row(ENTITY, builder.cells, record)
            for column, end in ends.items():
                if text_of(end):
                    claim = RowBuilder(RELATION, self._notes, source=record)
                    claim.put("target", self._end(table, column, end))
                    claim.put("relation", _END_OF_KEY.sub("", column) or column)
                    yield number, Row(RELATION, claim.cells)

    def _links(self, table: DatabaseTable) -> Iterator[tuple[int, Row]]:
        """Yield the relations of a table that links others, from its first key to its second."""
        first, second, *further = table.references
        has_word = any(schema.folded_header(name) in _WORDS for name in table.columns)
        for number, cells in self._records(table):
            given = dict(cells)
            ends = [self._end(table, one, given.pop(one)) for one in (first, second)]
            if not all(ends):
                self._notes.add(table.place, "rows without both ends; left out")
                continue
            for column in further:
                name = self._name_of(table, column, given.pop(column))
                given.setdefault(_END_OF_KEY.sub("", column) or column, name)
            builder = RowBuilder(RELATION, self._notes, source=ends[0], target=ends[1])
            if not has_word:
                builder.put("relation", table.name)
            if table.key and table.key not in table.references:
                given[f"{table.name} {table.key}"] = given.pop(table.key)
            if "title" in given and "role" not in given:
                given["role"] = given.pop("title")  # rows that link have no names
            builder.take(given)
            yield number, Row(RELATION, builder.cells)

    def _stated(self, table: DatabaseTable) -> Iterator[tuple[int, Row]]:
        """Yield the relations of a table with both ends under names that we know."""
        meanings = schema.known_columns(schema.RELATION_COLUMNS)
        only = next(iter(self._entities)) if len(self._entities) == 1 else ""
        for number, cells in self._records(table):
            for name, value in cells.items():
                if meanings.get(schema.folded_header(name)) in ("source", "target"):
                    known = name in table.references
                    cells[name] = self._end(table, name, value) if known else self._id(only, value)
            builder = RowBuilder(RELATION, self._notes)
            builder.take(cells)
            yield number, Row(RELATION, builder.cells, builder.cells.get("id", ""))

    def _told_relations(
        self, table: DatabaseTable, told: Mapping[str, str]
    ) -> Iterator[tuple[int, Row]]:
        """Yield the relations of a table of which the user says what its columns mean."""
        sample = self._sample(table)
        header, constants = understood_table(table.place, table.columns, sample, self._notes, told)
        for number, cells in self._records(table):
            ends = {one: self._end(table, one, cells[one]) for one in table.references}
            values = [*(cells | ends).values(), *constants.values()]
            row = read_row(RELATION, [*header, *constants], values, self._notes)
            if row is not None:
                yield number, row

    def _sample(self, table: DatabaseTable) -> list[list[str]]:
        """Return the first rows of a table as text."""
        query = f"SELECT * FROM {quoted(table.name)} LIMIT {_SAMPLE}"  # noqa: S608 - quoted
        return [[cell_of(self._held(value)) for value in row] for row in self._base.execute(query)]

    def _end(self, table: DatabaseTable, column: str, value: object) -> str:
        """Return the id of the row that a foreign key means."""
        other = self._tables.get(table.references[column])
        target = table.targets.get(column, "")
        if other and other.key and target not in ("", other.key):
            value = self._found(other.name, other.key, target, value)
        return self._id(table.references[column], value)

    def _name_of(self, table: DatabaseTable, column: str, value: object) -> str:
        """Return the name of the row that a foreign key means, else its id."""
        other = self._tables.get(table.references[column])
        folded = {schema.folded_header(one): one for one in (other.columns if other else ())}
        named = next((folded[one] for one in (*_NAMES, "title") if one in folded), "")
        if other and named and other.key:
            target = table.targets.get(column, "") or other.key
            return text_of(self._found(other.name, named, target, value))
        return self._end(table, column, value)

    def _found(self, table: str, wanted: str, column: str, value: object) -> object:
        """Return a cell of the row that has a value in a column; the value where there is none."""
        query = f"SELECT {quoted(wanted)} FROM {quoted(table)} WHERE {quoted(column)} = ?"  # noqa: S608 - quoted
        found = self._base.execute(query, (value,)).fetchone()
        return found[0] if found and found[0] is not None else value

    def _id(self, table: str, value: object) -> str:
        """Return the id of a row: with its table, where an id alone could be that of another."""
        text = text_of(value)
        return f"{table}-{text}" if text and table and self._calls_by_table else text

    def _has_one_id_twice(self) -> bool:
        """Return whether two tables of entities use one id."""
        seen: set[str] = set()
        for name in sorted(self._entities):
            key = self._tables[name].key
            if not key:
                continue
            query = f"SELECT {quoted(key)} FROM {quoted(name)}"  # noqa: S608 - quoted
            ids = {text_of(value) for (value,) in self._base.execute(query)}
            if not seen.isdisjoint(ids):
                return True
            seen |= ids
        return False

    def _with_likely_keys(
        self, table: DatabaseTable, tables: Mapping[str, DatabaseTable]
    ) -> DatabaseTable:
        """Return a table with the foreign keys that are not declared: `person_id` means `people`.

        Every value of such a column is an id of the table that it is called after.
        """
        likely = dict(table.references)
        for column in table.columns:
            match = re.fullmatch(r"(.+?)_?id", column, re.IGNORECASE)
            if column in likely or column == table.key or match is None:
                continue
            meant = [
                one
                for one in tables.values()
                if one.key
                and _is_called_after(match[1], one.name)
                and self._refers(table, column, one)
            ]
            if len(meant) == 1:
                likely[column] = meant[0].name
                self._notes.add(
                    f"{table.name}.{column}", f"column read as a row of {meant[0].name}"
                )
        order = {column: likely[column] for column in table.columns if column in likely}
        return table._replace(references=order)

    def _refers(self, table: DatabaseTable, column: str, other: DatabaseTable) -> bool:
        query = (
            f"SELECT count(*) FROM {quoted(table.name)} WHERE {quoted(column)} IS NOT NULL AND "  # noqa: S608 - quoted
            f"{quoted(column)} NOT IN (SELECT {quoted(other.key)} FROM {quoted(other.name)} "
            f"WHERE {quoted(other.key)} IS NOT NULL)"
        )
        (strangers,) = next(self._base.execute(query))
        return bool(strangers == 0)


_WORDS = frozenset(
    name
    for name, column in schema.known_columns(schema.RELATION_COLUMNS).items()
    if column == "relation"
)


def _table(base: sqlite3.Connection, name: str, written: Mapping[str, str]) -> DatabaseTable:
    """Return what a table is; keys name tables in any case, `written` has their own."""
    columns = base.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    names = tuple(column[1] for column in columns)
    keys = [column[1] for column in columns if column[5]]
    declared = base.execute(f"PRAGMA foreign_key_list({quoted(name)})").fetchall()
    references = {row[3]: written.get(row[2].lower(), row[2]) for row in declared}
    targets = {row[3]: row[4] for row in declared if row[4]}
    folded = {schema.folded_header(column): column for column in names}
    key = keys[0] if len(keys) == 1 else "" if keys else folded.get("id", "")
    ordered = {one: references[one] for one in names if one in references}
    return DatabaseTable(name, names, key, ordered, targets)


def _name_in(given: dict[str, object]) -> str:
    """Take the name out of a row: that of a column, or a first and a last name."""
    folded = {schema.folded_header(name): name for name in given}
    first, last = (
        next((folded[name] for name in names if name in folded), "")
        for names in (_FIRST_NAMES, _LAST_NAMES)
    )
    if any(text_of(given[folded[name]]) for name in _NAMES if name in folded) or not (
        first or last
    ):
        return ""
    parts = [text_of(given.pop(column)).strip() for column in (first, last) if column]
    return " ".join(part for part in parts if part)


def _is_called_after(stem: str, table: str) -> bool:
    """Return whether a column can mean a table: `org` organisations, `company` companies."""
    stem, table = stem.casefold().strip("_"), table.casefold()
    is_short_form = len(stem) >= _SHORTEST and table.startswith(stem)
    return is_short_form or _singular(table) == stem or stem.endswith(f"_{_singular(table)}")


def _singular(table: str) -> str:
    """Return what one row of a table is called."""
    word = table.casefold()
    if word in _PLURALS:
        return _PLURALS[word]
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def quoted(name: str) -> str:
    """Return a name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
