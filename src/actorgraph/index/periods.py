"""When many things held: each distinct date is checked and compiled once.

Stands for checks.py and `dates.period` row by row; the package dates reads the dates.
tests/differential holds both together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow

from actorgraph import dates, schema
from actorgraph.index import csv_columns
from actorgraph.index.csv_columns import EncodedColumn
from actorgraph.index.scan import FaultyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from actorgraph.dates import Bounds
    from actorgraph.index.array_types import Flags


def check_dates(columns: Mapping[str, EncodedColumn]) -> None:
    """Every date can be read.

    Raises:
        FaultyError: if one cannot.
    """
    for column in columns.values():
        for cell in column.distinct:
            try:
                if _is_span(cell):
                    dates.period(cell, "")
                elif cell != "..":
                    dates.read_date(cell)  # remembered, and asked for again
            except dates.DateError as error:
                raise FaultyError(str(error)) from None


def periods_of(
    columns: Mapping[str, EncodedColumn], relation: EncodedColumn | None, count: int
) -> NDArray[np.int32]:
    """The earliest start and the latest end of each row: between them it held, if at all.

    Args:
        columns: among others start_date, end_date and date, as far as they are there.
        relation: a state with a `date` held then; when it began and ended is not known.
        count: how many rows.

    Raises:
        FaultyError: if a date cannot be read or two do not go together.
    """
    named = ("start_date", "end_date", schema.DATE_COLUMN, "statement_date", "checked_date")
    check_dates({name: columns[name] for name in named if name in columns})
    nothing = csv_columns.nothing(count)
    both = columns.get(schema.DATE_COLUMN, nothing)
    start = _filled(columns.get("start_date", nothing), both)
    end = _filled(columns.get("end_date", nothing), both)
    periods = np.empty((count, 2), np.int32)
    periods[:, 0] = start.mapped(
        lambda cell: bounds_of_side(cell, dates.EARLIEST).earliest, np.int32
    )
    periods[:, 1] = end.mapped(lambda cell: bounds_of_side(cell, dates.LATEST).latest, np.int32)
    if any(map(_is_span, (*start.distinct, *end.distinct))):
        spans = start.mapped(_is_span, np.bool_) | end.mapped(_is_span, np.bool_)
        for row in np.flatnonzero(spans).tolist():
            periods[row] = _span(start.distinct[start.codes[row]], end.distinct[end.codes[row]])
    if relation is not None and any(both.distinct):
        lasts = relation.mapped(lambda word: word.strip() in schema.STATE_RELATIONS, np.bool_)
        attested = lasts & both.mapped(lambda cell: bool(cell) and not _is_span(cell), np.bool_)
        periods[attested] = dates.EARLIEST, dates.LATEST
    return periods


def is_inverted(periods: NDArray[np.int32]) -> Flags:
    """For each row whether it ends before it begins."""
    return periods[:, 1] < periods[:, 0]


def _filled(column: EncodedColumn, both: EncodedColumn) -> EncodedColumn:
    """A column, with the cells of `date` where there are some."""
    if not any(both.distinct):
        return column
    given = both.mapped(bool, np.bool_)
    clash = given & column.mapped(bool, np.bool_)
    for one, other in set(
        zip(column.codes[clash].tolist(), both.codes[clash].tolist(), strict=True)
    ):
        if column.distinct[one] != both.distinct[other]:
            raise FaultyError("a date beside another")
    codes = np.where(given, both.codes + len(column.distinct), column.codes)
    return EncodedColumn(arrow.concat_arrays([column.cells, both.cells]), codes)


def bounds_of_side(cell: str, opened: int) -> Bounds:
    """The bounds of a beginning or an end by itself; of an interval they are unknown.

    Args:
        opened: the day that a side which is explicitly open means.
    """
    if cell == "..":
        return dates.Bounds(opened, opened)
    return dates.UNKNOWN if _is_span(cell) else dates.read_date(cell)


def _span(start: str, end: str) -> tuple[int, int]:
    try:
        when = dates.period(start, end)
    except dates.DateError as error:
        raise FaultyError(str(error)) from None
    return when.start.earliest, when.end.latest


def _is_span(cell: str) -> bool:
    return "/" in cell
