"""SQLite: a file that Datasette opens with foreign keys and full-text search.

Tables `entities` and `relations`, every column text; `relations.source` and `.target` refer to
`entities.id`, so entities that no row states are there too, marked `derived`. Where rows say who
describes an entity, `entities` has one row of what nobody denies, and `descriptions` has them all.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.database_tables import Database, quoted
from actorgraph.formats.documents import refuse
from actorgraph.formats.tabular import NAMES, ToldColumns, kind_of, read_row, tables_of
from actorgraph.limits import LARGEST_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.export_loss import ExportLoss
    from actorgraph.formats.notes import Notes

_SEARCHED = {
    ENTITY: ("name", "aliases", "description"),
    RELATION: ("role", "quote", "as_named", "note"),
}
_HEADERS = "actorgraph_columns"
"""The table of renamed columns; SQLite takes no two names that differ in case alone."""


_DESCRIPTIONS = "descriptions"


def write_file(path: Path, content: Content, losses: ExportLoss) -> None:  # noqa: ARG001 - all is held
    """Write a database in one transaction."""
    tables = tables_of(content)
    with closing(sqlite3.connect(path)) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute(f"CREATE TABLE {_HEADERS} (kind TEXT, renamed TEXT, header TEXT)")
        names = {kind: _names(tables.columns[kind]) for kind in NAMES}
        for kind in NAMES:
            _create(base, kind, names[kind])
        columns = tables.columns[ENTITY]
        into = _insert(ENTITY, len(columns) + 1)
        base.executemany(
            into,
            (
                (*(row.cells.get(name, "") for name in columns), int(row.derived))
                for row in content.entities()
            ),
        )
        _write_descriptions(base, content, columns, names[ENTITY])
        columns = tables.columns[RELATION]
        base.executemany(_insert(RELATION, len(columns) + 2), _relations(content, columns))
        for kind, searched in _SEARCHED.items():
            _index(base, kind, [name for name in searched if name in names[kind]])
        base.commit()


def _write_descriptions(
    base: sqlite3.Connection, content: Content, columns: list[str], names: dict[str, str]
) -> None:
    """Write the rows that describe entities, if any says who does."""
    if not any(row.descriptions for row in content.entities()):
        return
    texts = [f"{quoted(name)} TEXT NOT NULL DEFAULT ''" for name in names.values()]
    texts[0] = "id TEXT NOT NULL REFERENCES entities(id)"
    base.execute(f"CREATE TABLE {_DESCRIPTIONS} ({', '.join(texts)})")
    rows = (cells for row in content.entities() for cells in row.descriptions)
    values = ([cells.get(name, "") for name in columns] for cells in rows)
    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {_DESCRIPTIONS} VALUES ({marks})", values)  # noqa: S608 - constants
    base.execute(f"CREATE INDEX descriptions_id ON {_DESCRIPTIONS}(id)")


def _relations(content: Content, columns: list[str]) -> Iterator[tuple[str | int, ...]]:
    """Yield claims with the ends that they link, and the target that the row itself states."""
    for row in content.relations():
        stated = row.stated or row.cells
        target = row.cells["target"]
        cells = {**stated, "target": target}
        meant = stated["target"] if stated["target"] != target else ""
        yield (*(cells.get(name, "") for name in columns), meant, int(row.derived))


def _names(columns: list[str]) -> dict[str, str]:
    """Map our columns to their names in the database."""
    taken: dict[str, str] = {"derived": "", "stated_target": ""}
    names = {}
    for column in columns:
        name = column.replace("\x00", "\ufffd")
        while name.lower() in taken:
            name += "_"
        taken[name.lower()] = column
        names[column] = name
    return names


def _create(base: sqlite3.Connection, kind: str, names: dict[str, str]) -> None:
    columns = [f"{quoted(name)} TEXT NOT NULL DEFAULT ''" for name in names.values()]
    if kind == ENTITY:
        columns[0] = "id TEXT PRIMARY KEY NOT NULL"
    else:
        ends = ("source", "target")
        columns = [
            f"{quoted(name)} TEXT NOT NULL REFERENCES entities(id)" if name in ends else column
            for name, column in zip(names.values(), columns, strict=True)
        ]
        columns.append("stated_target TEXT NOT NULL DEFAULT ''")
    columns.append("derived INTEGER NOT NULL DEFAULT 0")
    base.execute(f"CREATE TABLE {NAMES[kind]} ({', '.join(columns)})")
    renamed = [(kind, name, header) for header, name in names.items() if name != header]
    base.executemany(f"INSERT INTO {_HEADERS} VALUES (?, ?, ?)", renamed)  # noqa: S608 - a constant


def _insert(kind: str, columns: int) -> str:
    return f"INSERT INTO {NAMES[kind]} VALUES ({', '.join('?' * columns)})"  # noqa: S608 - constants


def _index(base: sqlite3.Connection, kind: str, searched: list[str]) -> None:
    """Create indexes for lookups, and the full-text index that Datasette finds by itself."""
    table = NAMES[kind]
    if kind == RELATION:
        for end in ("source", "target"):
            base.execute(f"CREATE INDEX {table}_{end} ON {table}({end})")
    if not searched:
        return
    columns = ", ".join(searched)
    base.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({columns}, content='{table}',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    base.execute(f"INSERT INTO {table}_fts({table}_fts) VALUES ('rebuild')")  # noqa: S608 - constants


def read(path: Path, notes: Notes, renamed: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield the rows of the tables whose names or headers say what they are.

    Args:
        renamed: from our column names to the headers of relations in its tables.

    Raises:
        DataError: if it is not a database.
    """
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as base:
        base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_ROW)
        try:
            base.execute("PRAGMA trusted_schema = OFF")
            query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
            tables = [name for (name,) in base.execute(query)]
        except sqlite3.DatabaseError as error:
            raise refuse(path, f"this is not an SQLite database: {error}") from None
        searching = tuple(f"{name}_fts" for name in tables)
        tables = [name for name in tables if not name.startswith(("sqlite_", *searching))]
        told = ToldColumns(renamed)
        if _HEADERS not in tables:
            database = Database(base, tables, notes, told)
            told.refuse_unused(path)
            yield from database.rows()
            return
        told.refuse_unused(path)
        headers = _headers(base)
        for table in tables:
            if table != _HEADERS:
                described = _DESCRIPTIONS in tables
                yield from _table_rows(base, table, headers, notes, is_described=described)


def _headers(base: sqlite3.Connection) -> dict[tuple[str, str], str]:
    records = base.execute(f"SELECT kind, renamed, header FROM {_HEADERS}")  # noqa: S608 - a constant
    return {(kind, renamed): header for kind, renamed, header in records}


def _table_rows(
    base: sqlite3.Connection,
    table: str,
    headers: dict[tuple[str, str], str],
    notes: Notes,
    *,
    is_described: bool,
) -> Iterator[Row]:
    query = f"SELECT * FROM {quoted(table)}"  # noqa: S608 - quoted
    if is_described and table == NAMES[ENTITY]:
        query += f" WHERE id NOT IN (SELECT id FROM {_DESCRIPTIONS})"  # noqa: S608 - a constant
    records = base.execute(query)
    header = [column[0] for column in records.description]
    kind = kind_of(table, header)
    if not kind:
        notes.add(f"table {table}", "not read: neither entities nor relations")
        return
    ours = "derived" in header and (kind == ENTITY or "stated_target" in header)
    names = [headers.get((kind, name), name) for name in header]
    if ours:
        names = names[: -1 if kind == ENTITY else -2]
    for values in records:
        if ours and values[-1]:
            continue
        cells = list(values)
        if ours and kind == RELATION and values[-2]:
            cells[header.index("target")] = values[-2]
        row = read_row(kind, names, cells, notes)
        if row is not None:
            yield row
