"""A table and its header: which of our columns each column is, and every reason to refuse it.

Called by tables.py, which reads the rows, and by Spark, whose tables name their columns themselves.
What a column means is decided in column_meanings.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.errors import DataError, Problem
from actorgraph.headings import column_meanings, column_options
from actorgraph.headings.matrix_shape import is_matrix, lacks_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_LONGEST_SHOWN = 200
PROPOSED = "read it with "
"""Begins the options that name missing columns."""


class Table:
    """The rows of one file, every cell a string.

    A plain class, since every command would wait for the making of a dataclass.

    Attributes:
        file: as the user named it.
        delimiter: what divides the cells in the file.
        header: the column names as they stand in the file.
        columns: from our column name to its position; unknown columns under their own header.
        rows: each as long as the header.
        lines: the physical line on which each row begins, from 1.
        problems: everything wrong that was met while reading.
        symmetric: relations that actorgraph.toml beside the file calls symmetric.
        constants: cells that every row has beside those in the file, at the end.
        periods: the column that holds periods, if it fills start and end of a row.
    """

    __slots__ = (
        "columns", "constants", "delimiter", "file", "header", "lines", "periods", "problems",
        "rows", "symmetric",
    )  # fmt: skip

    def __init__(
        self, file: str, header: Sequence[str] = (), columns: Mapping[str, int] | None = None
    ) -> None:
        self.file = file
        self.delimiter = ","
        self.header = list(header)
        self.columns = dict(columns or {})
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.problems: list[Problem] = []
        self.symmetric: frozenset[str] = frozenset()
        self.constants: list[str] = []
        self.periods: int | None = None

    @property
    def is_rewritten(self) -> bool:
        """Whether rows have cells that do not stand in the file."""
        return bool(self.constants) or self.periods is not None

    def problem(self, level: str, line: int, column: str, message: str) -> None:
        """Note something wrong; nothing is raised until the whole file is read."""
        self.problems.append(Problem(level, self.file, line, column, message))


def table_header(
    table: Table,
    line: int,
    cells: list[str],
    known: Sequence[schema.Column],
    required: Sequence[str],
    renamed: Mapping[str, str],
    *,
    sample: Sequence[Sequence[str]] = (),
) -> None:
    """Take the cells of a line as the header of a table.

    Args:
        sample: the first rows, by whose cells headers are understood that can mean several things.

    Raises:
        DataError: if it cannot be used.
    """
    table.header = _header_of(cells, renamed)
    first: dict[str, int] = {}
    for position, header in enumerate(table.header, 1):
        if first.setdefault(header, position) != position:
            message = (
                f"column {header!r} stands twice, at {first[header]} and {position}; rename one"
            )
            table.problem("error", line, header, message)
    understood = column_meanings.meanings(table.header, sample, known, renamed)
    table.columns = understood.columns
    if not table.problems:
        _refuse_hidden_columns(table, line)
    _refuse_options_for_nothing(table, line, renamed, understood.missed)
    for name in required:
        if (
            name not in table.columns
            and renamed.get(name, column_options.ASIDE) == column_options.ASIDE
        ):
            message = f"the header has no column {name!r}; {_headers_found(table.header)}"
            table.problem("error", line, "", message)
    if is_refused := bool(table.problems):
        _propose(table, line, understood, [cells, *sample])
    for level, header, message in understood.problems:
        if level == "error" or not is_refused:
            table.problem(level, line, header, message)
    if any(problem.level == "error" for problem in table.problems):
        raise DataError(table.problems)
    _add_cells(table, understood)


def _propose(
    table: Table,
    line: int,
    understood: column_meanings.Meanings,
    rows: Sequence[Sequence[str]],
) -> None:
    """Say after what is missing how to read the table, whose first rows these are."""
    if message := _of_matrix(table.file, rows):
        table.problem("error", line, "", message)
        return
    has_dates = bool({"start_date", "end_date", schema.DATE_COLUMN} & understood.columns.keys())
    lacks_ends = has_dates and not {"source", "target"} & understood.columns.keys()
    if message := proposal_of(understood) or (_NO_ENDS if lacks_ends else ""):
        table.problem("error", line, "", message)


def _of_matrix(file: str, rows: Sequence[Sequence[str]]) -> str:
    """Return what to do with a table that is a matrix; "" if it is none."""
    if is_matrix(rows):
        return (
            "this is a matrix, with names on both sides and a number or a mark where two are "
            f"linked; `actorgraph import {shlex.quote(file)} --to FOLDER` reads it"
        )
    if lacks_side(rows):
        return (
            "this seems to be a matrix without names down its side; put those of the first line "
            "there too, under an empty first cell, and import it"
        )
    return ""


_NO_ENDS = (
    "no column seems to name who is linked with whom; say which do: --column source=HEADER "
    "--column target=HEADER, or source==NAME for who is the same in every row"
)


def proposal_of(understood: column_meanings.Meanings) -> str:
    """Return how a table of relations can be read whose header does not name its ends; or ""."""
    if understood.headless:
        return (
            "the first line seems to be data; if there is no header, read it with "
            f"{understood.headless}"
        )
    if understood.guess:
        constant = f"; {column_options.CONSTANT}NAME is for who is the same in every row"
        added = constant if f"={column_options.CONSTANT}NAME" in understood.guess else ""
        return (
            f"if each row is a relation, say which columns are its ends: {understood.guess}{added}"
        )
    return f"{PROPOSED}{understood.proposal}" if understood.proposal else ""


def _header_of(cells: list[str], renamed: Mapping[str, str]) -> list[str]:
    """Return the header of a table: its first line, or the columns' places where it has none."""
    header = [cell.strip() for cell in cells]
    if column_options.is_without_header(renamed) and not set(header) & set(renamed.values()):
        return [f"#{place}" for place in range(1, len(header) + 1)]
    while header and not header[-1]:
        header.pop()
    return header


def is_headless(table: Table, cells: list[str]) -> bool:
    """Return whether a first record is data, since the user names columns by their places."""
    return table.header[:1] == ["#1"] and cells[0].strip() != "#1"


def _add_cells(table: Table, understood: column_meanings.Meanings) -> None:
    """Add the columns that do not stand in the file: constants, and the dates of periods."""
    added = dict(understood.constants)
    table.periods = understood.periods
    if table.periods is not None:
        added |= {"start_date": "", "end_date": ""}
    for name, cell in added.items():
        table.columns[name] = len(table.header) + len(table.constants)
        table.constants.append(cell)


def _refuse_options_for_nothing(
    table: Table, line: int, renamed: Mapping[str, str], missed: Iterable[str]
) -> None:
    """Refuse columns that the user names and the header does not have."""
    for name in sorted(missed):
        message = f"there is no column {name!r} to leave out; {_headers_found(table.header)}"
        table.problem("error", line, "", message)
    for name, header in column_options.headers_in(renamed).items():
        if name not in table.columns:
            message = (
                f"there is no column {header!r} to read as {name}; {_headers_found(table.header)}"
            )
            table.problem("error", line, "", message)


def _refuse_hidden_columns(table: Table, line: int) -> None:
    """Refuse a column that would vanish behind another of the same meaning."""
    read = set(table.columns.values())
    for position, header in enumerate(table.header):
        if position not in read:
            other = table.header[table.columns[header]]
            message = f"columns {other!r} and {header!r} would both be {header}; rename one"
            table.problem("error", line, header, message)


def _headers_found(header: Sequence[str]) -> str:
    shown = ", ".join(repr(_shortened(name)) for name in header[:8])
    return f"found {shown}{', ...' if len(header) > 8 else ''}"  # noqa: PLR2004 - see the slice


def _shortened(header: str) -> str:
    """Return a header cut between words, if it is longer than a screen is wide."""
    if len(header) <= _LONGEST_SHOWN:
        return header
    cut = header[:_LONGEST_SHOWN]
    return f"{cut.rpartition(' ')[0] or cut} ..."
