"""Which entities, rows and columns must not be published, by what was asked and what rows say.

Closed by default: one row that calls something sensitive is enough, in whatever input, however its
header is typed. Called by redact.py. Leaves out what becomes of the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.errors import UsageError
from actorgraph.formats.content import direction
from actorgraph.publishing.matching import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from actorgraph.claims import Claim, Entity

SENSITIVITY = "sensitivity"
PUBLIC = frozenset({"", "public"})
COLUMN = "column:"

_NEVER_EMPTY = frozenset({"id", "name", "source", "target"})
_STATING = tuple(
    column.name
    for column in schema.RELATION_COLUMNS
    if column.name not in ("id", "note", "assessment")
)
"""Columns that are equal where two inputs hold one statement; the others are notes."""


class RelationRow(NamedTuple):
    """A row of relations, its ends as ids.

    Attributes:
        statement: what it states; equal in rows of several inputs that state the same.
        claim_id: what other rows and stories call it: its own id, or a digest.
        office: the one that it makes of a body and a role; "" if it makes none.
    """

    cells: dict[str, str]
    line: int
    statement: tuple[object, ...]
    claim_id: str
    office: str = ""

    @property
    def id(self) -> str:
        """Its own id; rows of several inputs with one id are one row, however worded."""
        return self.cells.get("id", "")


class Choice(NamedTuple):
    """The rows and columns that go, and the rows that stay.

    Attributes:
        hidden: ids of the entities under pseudonyms.
        columns: those to empty, whose cells are secret.
        marks: those that say what is sensitive.
        rows, dropped: what may be published, and what is left out.
    """

    hidden: set[str]
    columns: frozenset[str]
    marks: frozenset[str]
    rows: list[RelationRow]
    dropped: list[RelationRow]


def chosen(
    what: Collection[str],
    find: Callable[[str], Entity],
    named: Sequence[Mapping[str, str]],
    rows: list[RelationRow],
) -> Choice:
    """Return what goes and what stays.

    Args:
        what: names or ids of entities, `column:NAME`, or `sensitivity`.
        named: every row that describes an entity.

    Raises:
        UsageError: if a column is not there or cannot be left empty.
    """
    there = _columns_of([*named, *(row.cells for row in rows)])
    asked = {column for ask in what if ask.startswith(COLUMN) for column in _matching(ask, there)}
    ends = [ask for ask in what if not ask.startswith(COLUMN) and not _is_sensitivity(ask)]
    hidden = {find(ask).id for ask in ends}
    if not any(map(_is_sensitivity, what)):
        return Choice(hidden, frozenset(asked), frozenset(), rows, [])
    marks = _sensitivity_columns(there)
    hidden |= {cells["id"] for cells in named if not _is_public(cells, marks)}
    secret_rows = [row for row in rows if not _is_public(row.cells, marks)]
    secret = {row.statement for row in secret_rows} | {row.id for row in secret_rows if row.id}
    kept = [row for row in rows if secret.isdisjoint((row.statement, row.id))]
    dropped = [row for row in rows if not secret.isdisjoint((row.statement, row.id))]
    return Choice(hidden, frozenset(asked - marks), marks, kept, dropped)


def stated_rows(claims: Iterable[Claim]) -> list[RelationRow]:
    """Return the rows of claims, each once.

    A row that makes an office has two claims: from its source and to its target.
    """
    rows: dict[tuple[str, int], RelationRow] = {}
    for claim in claims:
        place = (claim.file, claim.line)
        if place in rows:
            rows[place].cells["target"] = claim.target
            rows[place] = rows[place]._replace(office=claim.source)
        else:
            ends = {"source": claim.source, "target": claim.target}
            cells = {**claim.row, **direction(claim), **ends}
            statement = tuple(getattr(claim, column) for column in _STATING)
            rows[place] = RelationRow(cells, claim.line, statement, claim.claim_id)
    return list(rows.values())


def _is_sensitivity(ask: str) -> bool:
    """Return whether a header means the column, however typed: rather one column too many."""
    return "".join(filter(str.isalpha, folded(ask))) == SENSITIVITY


def _columns_of(rows: Iterable[Mapping[str, str]]) -> set[str]:
    """Return every column that there is, or can be."""
    there = {column.name for column in schema.ENTITY_COLUMNS + schema.RELATION_COLUMNS}
    for cells in rows:
        there.update(cells)
    return there


def _matching(ask: str, there: set[str]) -> set[str]:
    """Return the columns that `column:NAME` means: several where inputs spell a header differently.

    Raises:
        UsageError: if there is none, or it cannot be left empty.
    """
    asked = ask.removeprefix(COLUMN)
    columns = {name for name in there if schema.folded_header(name) == schema.folded_header(asked)}
    if not columns or columns & _NEVER_EMPTY:
        raise UsageError(
            f"The column {asked!r} cannot be left empty."
            if columns
            else f"There is no column {asked!r} to redact.",
            hint="Redact entities by their names; other columns are: "
            + ", ".join(sorted(there - _NEVER_EMPTY)),
        )
    return columns


def _sensitivity_columns(there: set[str]) -> frozenset[str]:
    """Return the columns that say what is sensitive.

    Raises:
        UsageError: if there is none: then nothing that is meant to be hidden would be.
    """
    columns = frozenset(filter(_is_sensitivity, there))
    if not columns:
        raise UsageError(
            f"There is no column {SENSITIVITY!r}, so nothing says what is sensitive.",
            hint=f"Add the column {SENSITIVITY} to entities.csv or relations.csv and write "
            "`secret` where a row must not be published; or name with --redact whom to hide.",
        )
    return columns


def _is_public(cells: Mapping[str, str], marks: Collection[str]) -> bool:
    cell_words = (cells.get(column, "").split(schema.SEPARATOR) for column in marks)
    return all(word.strip().casefold() in PUBLIC for words in cell_words for word in words)
