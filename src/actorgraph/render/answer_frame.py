"""The rows of an answer as a DataFrame: numbers are numbers, and dates can be computed with.

A date of ours is no more exact than its source (2018, 2018-02, 2018-01?), so it stays text; beside
it stand the first and the last day that it can be, as days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas

    from actorgraph.render.flat_rows import Row

DATES = {"start_date": "start", "end_date": "end"}
DAYS = ("earliest", "latest")
"""Columns of dates with the names of their days; columns that hold one day each."""


def frame_of(rows: Iterable[Row]) -> pandas.DataFrame:
    """Return rows as a frame, with the days that dates can be beside them.

    Returns:
        Text as it stands, "" where there is none; counts as int64, scores as float64; days as
        datetime64[s], NaT where a side is open or unknown.
    """
    import pandas as pd

    frame = pd.DataFrame(list(rows))
    for column, name in DATES.items():
        if column not in frame:
            continue
        bounds = [dates.read_date(str(text)) for text in frame[column]]
        place = list(frame.columns).index(column)
        for side, days in (
            ("latest", [one.latest for one in bounds]),
            ("earliest", [one.earliest for one in bounds]),
        ):
            if f"{name}_{side}" not in frame:
                frame.insert(place + 1, f"{name}_{side}", _days(map(_written, days)))
    for column in DAYS:
        if column in frame:
            frame[column] = _days(frame[column])
    return frame


def _written(day: int) -> str:
    return "" if day in (dates.EARLIEST, dates.LATEST) else dates.day_text(day)


def _days(texts: Iterable[object]) -> pandas.Series[pandas.Timestamp]:
    import numpy as np
    import pandas as pd

    return pd.Series(np.array([text or "NaT" for text in texts], dtype="datetime64[s]"))
