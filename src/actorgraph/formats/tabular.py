"""The two tables as they go into files that hold tables, and tables of any such file as rows.

Shared by xlsx, SQLite and Parquet, whose cells are text here and stay text. A short form of an
office is written as its row states it; entities that we made are made again when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.claims import MADE_ID
from actorgraph.errors import DataError, Problem
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.formats.writing import columns_of
from actorgraph.headings.column_likeness import similar_columns
from actorgraph.headings.column_meanings import folded, meanings, possible_meanings
from actorgraph.headings.column_options import ASIDE, CONSTANT, option
from actorgraph.headings.table_headers import Table, proposal_of, table_header
from actorgraph.schema import END_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.formats.content import Content
    from actorgraph.formats.notes import Notes

NAMES = {ENTITY: "entities", RELATION: "relations"}


@dataclass(frozen=True, slots=True)
class Tables:
    """The two tables of a graph.

    Attributes:
        content: the graph.
        columns: of each table, those that any row uses.
    """

    content: Content
    columns: dict[str, list[str]]

    def rows(self, kind: str) -> Iterator[Row]:
        """Yield the rows that our tables state; `cells` are those of the table."""
        rows = self.content.described() if kind == ENTITY else self.content.relations()
        for row in rows:
            if not row.derived:
                yield row._replace(cells=row.stated or row.cells)


def tables_of(content: Content) -> Tables:
    """Return a graph as two tables; iterates it once to learn which columns are used."""
    columns = {}
    for kind in NAMES:
        used: dict[str, None] = {}
        for row in Tables(content, {}).rows(kind):
            used.update(dict.fromkeys(row.cells))
        columns[kind] = columns_of(kind, used)
    return Tables(content, columns)


class ToldColumns:
    """What the user says of the columns of a file that can hold several tables.

    Args:
        renamed: from our column name to the header it has, as in `column_meanings`.
    """

    def __init__(self, renamed: Mapping[str, str] | None) -> None:
        self._renamed = dict(renamed or {})
        self._unused = dict(self._renamed)

    def of(self, kind: str, header: Iterable[str]) -> dict[str, str]:
        """Return what is said of the columns of one table, as far as it has them."""
        known = schema.ENTITY_COLUMNS if kind == ENTITY else schema.RELATION_COLUMNS
        further = () if kind == ENTITY else (*schema.TYPE_COLUMNS, schema.DATE_COLUMN)
        ours = {*further, *(column.name for column in known)}
        names = [*header]
        there = {schema.folded_header(name) for name in names}
        meant = {meaning for name in names for meaning in possible_meanings(name, known)}
        told = {
            name: theirs
            for name, theirs in self._renamed.items()
            if (theirs == ASIDE and (name in meant or schema.folded_header(name) in there))
            or (name in ours and theirs.startswith(CONSTANT))
            or (name in ours and schema.folded_header(theirs) in there)
        }
        for name in told:
            self._unused.pop(name, None)
        return told

    def refuse_unused(self, path: Path) -> None:
        """Refuse what no table of the file has.

        Raises:
            DataError: with each column that was named for nothing.
        """
        if self._unused:
            found = (
                f"no table in it has what {option(*pair)} names" for pair in self._unused.items()
            )
            raise DataError([Problem("error", str(path), 0, "", message) for message in found])


def kind_of(name: str, header: Iterable[str]) -> str:
    """Tell by its name or its header which of our tables a table is; "" when neither shows it."""
    for kind, ours in NAMES.items():
        if name.lower() == ours:
            return kind
    folded = [schema.folded_header(cell) for cell in header]
    relations = schema.known_columns(schema.RELATION_COLUMNS)
    if {"source", "target"} <= {relations.get(cell) for cell in folded}:
        return RELATION
    entities = schema.known_columns(schema.ENTITY_COLUMNS)
    return ENTITY if {"id", "name"} & {entities.get(cell) for cell in folded} else ""


NOT_READ = "rows not read: neither entities nor relations"


def how_to_read(header: Sequence[str], sample: Sequence[Sequence[str]]) -> str:
    """Return what to say of a table that is neither entities nor relations, to have it read.

    Args:
        sample: its first rows.
    """
    understood = meanings(header, sample, schema.RELATION_COLUMNS, {})
    ends = proposal_of(understood._replace(guess=""))
    named = next((name for name in header if "name" in similar_columns(folded(name), _NAME)), "")
    if named and "target=" not in ends:
        return f"if each row is an entity, read it with {option('name', named)}"
    return ends if all(f"{end}=" in ends for end in END_COLUMNS) else ""


_NAME = ("name",)


def has_ends(header: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    """Return whether header and cells of a table say together what the ends of relations are."""
    columns = meanings(header, sample, schema.RELATION_COLUMNS, {}).columns
    return {"source", "target"} <= columns.keys()


def understood_table(
    file: str,
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    notes: Notes,
    told: Mapping[str, str],
) -> tuple[list[str], dict[str, str]]:
    """Return the header of relations under our names, and what is the same in every row.

    Args:
        sample: the first rows, for header and cells say together what a column means.
        told: what the user says of the columns.

    Raises:
        DataError: if the ends of the relations are not there, with what to say.
    """
    table = Table(file)
    table_header(table, 0, [*header], schema.RELATION_COLUMNS, END_COLUMNS, told, sample=sample)
    for problem in table.problems:
        notes.add(f"column {problem.column}", f"question: {problem.message}")
    names = [*table.header]
    added = {}
    for ours, at in table.columns.items():
        if at < len(names):
            names[at] = ours
        else:
            added[ours] = table.constants[at - len(names)]
    return names, added


def read_row(kind: str, header: list[str], values: Iterable[Any], notes: Notes) -> Row | None:
    """Return a record of a table as a row; None for an empty one."""
    given = {name: cell_of(value) for name, value in zip(header, values, strict=False) if name}
    if not any(given.values()):
        return None
    builder = RowBuilder(kind, notes)
    builder.take(given)
    record = builder.cells.get("id", "")
    return Row(kind, builder.cells, record or MADE_ID)


def cell_of(value: Any) -> str:
    """Return a value of a typed cell as text: a day is a day, a whole number has no point."""
    isoformat = getattr(value, "isoformat", None)
    if isoformat is None:
        return text_of(value)
    text = str(isoformat())
    return text.removesuffix("T00:00:00")
