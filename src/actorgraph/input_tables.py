"""The two files as tables, with columns that mean what their header and their cells say together.

A header alone can deceive: Gephi calls a direction `Type`, and the status of a company is no status
of a claim. Leaves out single cells (checks.py) and what rows add up to (dataset.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import checks, schema
from actorgraph.cells import documents_of
from actorgraph.dates.date_order import in_order
from actorgraph.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from actorgraph.tables import Table

REQUIRED_COLUMNS = schema.END_COLUMNS
GEPHI_TYPES = {"directed", "undirected", "mixed", ""}


def entity_table(path: Path, renamed: Mapping[str, str] | None = None) -> Table:
    """Read a file of entities as a table.

    Raises:
        UsageError: if it is not there.
        DataError: if it cannot be read as a table at all.
    """
    table = read_table(path, schema.ENTITY_COLUMNS, renamed=renamed)
    leave_words_of_others(table)
    return table


def leave_words_of_others(table: Table) -> None:
    """Keep a column of entities that is called as ours is and holds none of our words.

    The status of a company is no status of a claim.
    """
    for column in schema.WORDS_OF_DESCRIPTIONS:
        position = table.columns.get(column)
        if position is None:
            continue
        words = {row[position].strip().lower() for row in table.rows} - {""}
        if other := other_meaning(column, words):
            table.columns = {
                other if name == column else name: place for name, place in table.columns.items()
            }
            table.problem("note", 1, column, checks.no_word_of_ours(column))


def other_meaning(column: str, words: Collection[str]) -> str:
    """Return the name under which a column is kept that holds none of our words; "" for ours.

    Args:
        words: those in it, in lower case, without the empty one.
    """
    is_ours = not words or not set(words).isdisjoint(schema.CLOSED_SETS[column])
    return "" if is_ours else f"{column}_as_given"


def relation_table(path: Path, renamed: Mapping[str, str] | None = None) -> Table:
    """Read a file of relations as a table.

    Raises:
        UsageError: if it is not there.
        DataError: if it cannot be read as a table at all.
    """
    table = read_table(path, schema.RELATION_COLUMNS, required=REQUIRED_COLUMNS, renamed=renamed)
    leave_gephi_its_type(table)
    part_documents(table)
    return table


def part_documents(table: Table) -> None:
    """Let a row that names several documents stand once for each: each is a claim of its own."""
    position = table.columns.get("document")
    if position is None:
        return
    rows: list[list[str]] = []
    lines: list[int] = []
    for row, line in zip(table.rows, table.lines, strict=True):
        documents = documents_of(row[position])
        if len(documents) == 1:
            rows.append(row)
        else:
            rows += [[*row[:position], one, *row[position + 1 :]] for one in documents]
        lines += [line] * len(documents)
    table.rows, table.lines = rows, lines


def leave_gephi_its_type(table: Table) -> None:
    """Read Gephi's `Type` (Directed or Undirected) as a direction, not as a relation."""
    position = table.columns.get("relation")
    is_in_file = position is not None and position < len(table.header)
    if position is None or not is_in_file or table.header[position].lower() != "type":
        return
    types = {row[position].strip().lower() for row in table.rows}
    column = meaning_of_gephi_types(table.header[position], types, table.columns)
    table.columns = {
        column if name == "relation" else name: place for name, place in table.columns.items()
    }


def meaning_of_gephi_types(header: str, types: Collection[str], columns: Collection[str]) -> str:
    """Return the column that a column `Type` is read as, by the words in it.

    Gephi writes Directed where nobody has chosen. A table in which every row is Directed therefore
    says nothing of directions: its Type stays an unknown column, and the relation's word decides.

    Args:
        types: the words in lower case.
        columns: all columns of the table.
    """
    if not GEPHI_TYPES.issuperset(types):
        return "relation"
    is_chosen = "undirected" in types and "mixed" not in types and "directed" not in columns
    return "directed" if is_chosen else header


def put_in_order(table: Table, order: str) -> None:
    """Write every date of a table as ours, if its numbers stand in an order that is told."""
    places = [at for name, at in table.columns.items() if name in schema.DATE_COLUMNS]
    for row in table.rows if order else ():
        for at in places:
            row[at] = in_order(row[at], order)
