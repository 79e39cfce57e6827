"""The rows of an answer as a DataFrame: numbers are numbers, and dates can be computed with.

A date of ours is no more exact than its source (2018, 2018-02, 2018-01?), so it stays text; beside
it stand the first and the last day that it can be, as days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.render import row_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas

    from actorgraph.render.flat_rows import Row
    from actorgraph.render.row_columns import Columns

DATES = {"start_date": "start", "end_date": "end"}
"""Columns of dates with the names of their days."""
DTYPES = {
    row_columns.COUNT: "int64",
    row_columns.PLACE: "Int64",
    row_columns.NUMBER: "float64",
    row_columns.PERCENT: "Float64",
    row_columns.DAY: "datetime64[s]",
}
"""The dtype of a column by what it holds; that of text is the one that pandas has for it."""
_OPTIONAL = (row_columns.PLACE, row_columns.PERCENT)


def frame_of(rows: Iterable[Row], columns: Columns) -> pandas.DataFrame:
    """Return rows as a frame, with the days that dates can be beside them.

    Args:
        columns: what rows of this kind have and hold, also where there is no row; what the data
            adds is text.

    Returns:
        Text as it stands, "" where there is none; counts as int64 (Int64 where some rows have
        none), scores and shares as float64; days as datetime64[s], NaT where a side is open or
        unknown.
    """
    import pandas as pd

    listed = list(rows)
    names = dict.fromkeys([*columns, *(listed[0] if listed else ())])
    frame = pd.DataFrame(
        {name: _column([row.get(name, "") for row in listed], columns.get(name)) for name in names}
    )
    for column, name in DATES.items():
        if column not in frame:
            continue
        bounds = [dates.span(str(text)) for text in frame[column]]
        place = list(frame.columns).index(column)
        for side, days in (
            ("latest", [one.latest for one in bounds]),
            ("earliest", [one.earliest for one in bounds]),
        ):
            if f"{name}_{side}" not in frame:
                frame.insert(place + 1, f"{name}_{side}", _days(map(_written, days)))
    return frame


def _column(cells: Sequence[str | float], kind: str | None) -> object:
    """Return the cells of a column as a Series of what it holds."""
    import pandas as pd

    if kind == row_columns.DAY:
        return _days(cells)
    if kind in _OPTIONAL:
        optional = (pd.NA if cell == "" else cell for cell in cells)
        return pd.Series([*optional], dtype=DTYPES[kind])
    return pd.Series(cells, dtype=DTYPES.get(kind or "", str))


def _written(day: int) -> str:
    return "" if day in (dates.EARLIEST, dates.LATEST) else dates.day_text(day)


def _days(texts: Iterable[object]) -> pandas.Series[pandas.Timestamp]:
    import numpy as np
    import pandas as pd

    return pd.Series(np.array([text or "NaT" for text in texts], dtype="datetime64[s]"))
