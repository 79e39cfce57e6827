"""An edit of a row, what is said of it before it is made, and what it led to.

Each is a frozen value that JSON carries both ways. Asked by the workspace and by the server.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from actorgraph.errors import ArgumentError, DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.errors import Problem

TableName: TypeAlias = Literal["entities", "relations", "judgements"]
TABLES: tuple[TableName, ...] = get_args(TableName)
CHANGE, ADD, REMOVE = "change", "add", "remove"


@dataclass(frozen=True)
class TableRow:
    """A row as it stands in a file.

    Attributes:
        line: the physical line on which it begins, from 1.
        digest: of its bytes without the line end; an edit names it, and so which row it means.
        cells: by our column names, unknown columns under their own header.
    """

    table: TableName
    line: int
    digest: str
    cells: Mapping[str, str]

    def to_json(self) -> dict[str, object]:
        """Return the row for JSON."""
        return {**asdict(self), "cells": dict(self.cells)}


@dataclass(frozen=True)
class Edit:
    """One row to change, add or remove.

    Attributes:
        do: change, add or remove.
        line, digest: of the row as the user saw it; None to add one.
        cells: from columns to what is to stand in them, to change or add a row; others stay.
        add_columns: whether the file may get the columns that it lacks and that a cell needs,
            which changes every line of it.
    """

    table: TableName
    do: Literal["change", "add", "remove"]
    line: int | None = None
    digest: str | None = None
    cells: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    add_columns: bool = False

    def to_json(self) -> dict[str, object]:
        """Return the edit for JSON."""
        return {**asdict(self), "cells": dict(self.cells)}

    @classmethod
    def from_json(cls, told: object) -> Edit:
        """Return the edit that JSON tells of.

        Raises:
            ArgumentError: if it tells of none.
        """
        if not isinstance(told, dict):
            raise ArgumentError("edit", f"{told!r} is no edit: it needs table and do.")
        if unknown := told.keys() - set(cls.__dataclass_fields__):
            raise ArgumentError("edit", f"{', '.join(sorted(map(str, unknown)))} is not known.")
        table, do = told.get("table"), told.get("do")
        if table not in TABLES:
            raise ArgumentError("table", f"{table!r} is none of {', '.join(TABLES)}.")
        if do not in (CHANGE, ADD, REMOVE):
            raise ArgumentError("do", f"{do!r} is none of {CHANGE}, {ADD}, {REMOVE}.")
        line, digest, cells = told.get("line"), told.get("digest"), told.get("cells") or {}
        is_row = type(line) is int and isinstance(digest, str)
        if do != ADD and not is_row:
            raise ArgumentError("line", "the line and the digest say which row is meant.")
        if not isinstance(cells, dict) or not all(isinstance(c, str) for c in cells.values()):
            raise ArgumentError("cells", "they map columns to texts.")
        may_add = told.get("add_columns") is True
        at = (line, digest) if do != ADD else (None, None)
        return cls(table, do, *at, cells=MappingProxyType(dict(cells)), add_columns=may_add)


@dataclass(frozen=True)
class Review:
    """What `actorgraph check` would say of rows after edits; nothing is written.

    Attributes:
        errors: for which the edits are refused.
        warnings: which the user may want to see first.
        missing_columns: that the file lacks, as (table, column).
    """

    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    missing_columns: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return the review for JSON."""
        return {
            "errors": [one._asdict() for one in self.errors],
            "warnings": [one._asdict() for one in self.warnings],
            "missing_columns": [list(one) for one in self.missing_columns],
        }


@dataclass(frozen=True)
class Applied:
    """What a step led to.

    Attributes:
        step: its number in the history.
        rows: the rows that it changed or added, as they stand now.
        removed: (table, line) of the rows that it removed, where they stood.
    """

    step: int
    rows: tuple[TableRow, ...] = ()
    removed: tuple[tuple[str, int], ...] = ()

    def to_json(self) -> dict[str, object]:
        """Return what the step led to for JSON."""
        return {
            "step": self.step,
            "rows": [row.to_json() for row in self.rows],
            "removed": [list(one) for one in self.removed],
        }


@dataclass(frozen=True)
class EditStep:
    """A step of the history.

    Attributes:
        number: from 1.
        when: the time it was made, in UTC, as ISO 8601 writes it.
        note: what the user says of it.
        what: a line for each cell or row.
        is_undone: whether it was undone, and can be done again.
        is_saved: whether it, as it stands, is in the files.
    """

    number: int
    when: str
    note: str
    what: tuple[str, ...]
    is_undone: bool
    is_saved: bool

    def to_json(self) -> dict[str, object]:
        """Return the step for JSON."""
        return {**asdict(self), "what": [*self.what]}


class EditRefused(DataError):  # noqa: N818 - it is the answer to an edit
    """What the edited rows would be is refused by `actorgraph check`; nothing was written.

    Args:
        review: with the errors.
    """

    def __init__(self, review: Review) -> None:
        super().__init__(review.errors)
        self.review = review


class EditConflict(UsageError):  # noqa: N818 - it is the answer to an edit
    """Somebody changed a row since the user saw it; nothing was written.

    Args:
        message: what is wrong.
        row: what stands there now; None if no row does.
    """

    def __init__(self, message: str, row: TableRow | None) -> None:
        super().__init__(message, hint="Look at the row as it is now, and edit that.")
        self.row = row


def described(
    table: str, line: int, before: Mapping[str, str] | None, after: Mapping[str, str] | None
) -> Sequence[str]:
    """Return a line for each cell that differs, or one for a row that came or went."""
    place = f"{table}.csv:{line}"
    if before is None or after is None:
        verb, cells = ("added", after) if before is None else ("removed", before)
        shown = ", ".join(f"{name}={cell!r}" for name, cell in (cells or {}).items() if cell)
        return (f"{place}: {verb} {shown}",)
    return tuple(
        f"{place}:{name}: {before.get(name, '')!r} -> {cell!r}"
        for name, cell in after.items()
        if cell != before.get(name, "")
    )
