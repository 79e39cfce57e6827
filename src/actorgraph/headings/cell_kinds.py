"""What the cells of a column are, names or dates: by that its header is understood.

Called by column_meanings.py and by the readers of tables without one meaning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DATE = re.compile(
    r"""(?:-?\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?(?:[T ].*)?    # 2018-01-26, with a time or without
        |\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)(?:[ ].*)?     # 26.1.2018
        |\d{1,2}[-./]\d{4}                                    # 01/2018
        |\d{1,2}[-./][^\W\d]{3,10}\.?[-./](?:\d{4}|\d\d)      # 26-Jan-18
        |(?:19|20)\d{6}                                       # 20180126
        |[12]\d{3}[?~%s]?|[12]\d{2}X                          # 2018, 1980s
        |(?:\d{1,2}\.?\s+)?[^\W\d]{3,10}\.?\s+(?:\d{1,2},?\s+)?[12]\d{3} # 26 January 2018
        |[12]\d{3}\s*[-/\u2013]\s*(?:[12]\d{3}|\.\.)?         # 2009-2016
        |\[.*\d.*\]|\.\./.*\d.*|present|heute|today|ongoing|now)\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_OPEN = ".."
"""Says beside dates that none is known, and alone nothing: it may be a name."""


def kind_of_cells(cells: Iterable[str]) -> str:
    """Return what cells hold: dates, names where none is a date, mixed, or "" for nothing."""
    dates = [is_date_like(cell) for cell in cells if cell.strip() not in ("", _OPEN)]
    if not dates:
        return ""
    return "dates" if all(dates) else "mixed" if any(dates) else "names"


def kind_where_dates_are_likely(cells: Sequence[str]) -> str:
    """Return what cells hold under a header of dates: `dates` where most are, however typed.

    There `ca. 2012` and `Mitte 2012` are dates as well, and `unknown` or `?` is nothing. What is no
    date among them is refused where it stands, instead of all of them being taken for names.
    """
    kind = kind_of_cells(cells)
    if kind in ("dates", ""):
        return kind
    from actorgraph.dates.date_forms import advice_on

    filled = [cell.strip() for cell in cells if cell.strip() not in ("", _OPEN)]
    readings = [
        (cell,) if is_date_like(cell) else () if cell.isdigit() else advice_on(cell).readings
        for cell in filled
    ]
    told = [bool(one) for one in readings if one != _UNKNOWN]
    return kind if told and sum(told) * 2 <= len(told) else "dates" if told else ""


_UNKNOWN = ("",)
"""What a text can mean that says that a date is not known."""


def is_date_like(cell: str) -> bool:
    """Return whether a cell looks like a date in some notation, ours or another."""
    return bool(_DATE.match(cell.strip()))


def are_days(cells: Iterable[str]) -> bool:
    """Return whether all cells look like dates, and one at least like nothing but a date."""
    filled = [cell for cell in cells if cell.strip()]
    return kind_of_cells(filled) == "dates" and not all(cell.strip().isdigit() for cell in filled)
