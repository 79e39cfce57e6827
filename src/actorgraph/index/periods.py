"""When many things held: dates checked and compiled once for each distinct cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import dates, schema
from actorgraph.index import cells
from actorgraph.index.cells import Coded
from actorgraph.index.scan import NotPlainError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from actorgraph.dates import Bounds


def check_dates(columns: Mapping[str, Coded]) -> None:
    """Every date can be read.

    Raises:
        NotPlainError: if one cannot.
    """
    for column in columns.values():
        for cell in column.distinct:
            try:
                if _is_span(cell):
                    dates.period(cell, "")
                elif cell != "..":
                    dates.read_date(cell)  # remembered, and asked for again
            except dates.DateError as error:
                raise NotPlainError(str(error)) from None


def periods_of(columns: Mapping[str, Any], count: int) -> Any:
    """Bounds of the period of each row: earliest and latest start, earliest and latest end.

    Args:
        columns: among others start_date, end_date and date, as far as they are there.
        count: how many rows.

    Raises:
        NotPlainError: if a date cannot be read or two do not go together.
    """
    import numpy as np

    named = ("start_date", "end_date", schema.DATE_COLUMN, "statement_date")
    check_dates({name: columns[name] for name in named if name in columns})
    nothing = cells.nothing(count)
    both = columns.get(schema.DATE_COLUMN, nothing)
    start = _filled(columns.get("start_date", nothing), both)
    end = _filled(columns.get("end_date", nothing), both)
    found = np.empty((count, 4), np.int32)
    found[:, 0], found[:, 1] = _sides(start, dates.Bounds(dates.EARLIEST, dates.EARLIEST))
    found[:, 2], found[:, 3] = _sides(end, dates.Bounds(dates.LATEST, dates.LATEST))
    _tighten(found)
    spans = start.mapped(_is_span, bool) | end.mapped(_is_span, bool)
    for row in np.flatnonzero(spans).tolist():
        found[row] = _span(start.distinct[start.codes[row]], end.distinct[end.codes[row]])
    return found


def is_inverted(periods: Any) -> Any:
    """For each row whether it ends before it begins."""
    return periods[:, 3] < periods[:, 0]


def _filled(column: Coded, both: Coded) -> Coded:
    """A column, with the cells of `date` where there are some."""
    import numpy as np
    import pyarrow as arrow

    given = both.mapped(bool, bool)
    if not given.any():
        return column
    clash = given & column.mapped(bool, bool)
    for one, other in set(
        zip(column.codes[clash].tolist(), both.codes[clash].tolist(), strict=True)
    ):
        if column.distinct[one] != both.distinct[other]:
            raise NotPlainError("a date beside another")
    codes = np.where(given, both.codes + len(column.distinct), column.codes)
    return Coded(arrow.concat_arrays([column.cells, both.cells]), codes)


def _sides(column: Coded, opened: Bounds) -> tuple[Any, Any]:
    import numpy as np

    def bounds_of(cell: str) -> Bounds:
        if cell == "..":
            return opened
        return dates.UNKNOWN if _is_span(cell) else dates.read_date(cell)

    bounds = np.array([bounds_of(cell) for cell in column.distinct], np.int32).reshape(-1, 2)
    taken = bounds[column.codes]
    return taken[:, 0], taken[:, 1]


def _tighten(found: Any) -> None:
    """What start and end say of each other, as `dates.period` has it."""
    import numpy as np

    right = ~is_inverted(found)
    np.minimum(found[:, 1], found[:, 3], out=found[:, 1], where=right)
    np.maximum(found[:, 2], found[:, 0], out=found[:, 2], where=right)


def _span(start: str, end: str) -> tuple[int, int, int, int]:
    try:
        when = dates.period(start, end)
    except dates.DateError as error:
        raise NotPlainError(str(error)) from None
    return (*when.start, *when.end)


def _is_span(cell: str) -> bool:
    return "/" in cell
