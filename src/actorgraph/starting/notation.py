"""Dates and numbers as spreadsheets in German, French or English write them, rewritten as ours.

Only what has one reading is rewritten: `12.03.2014` is a day of March and `Februar 2017` a month,
`03/04/2014` a day only where another cell of the column shows that the day stands first, `1.250` a
number only where another shows which mark stands before decimals. Everything else stays, and
`check` asks about it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import dates
from actorgraph.dates.date_order import in_order
from actorgraph.quantities import decimal_mark, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAY = re.compile(r"(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})\Z")
_MONTH = re.compile(r"(\d{1,2})[./](\d{4})\Z")
_LAST_MONTH = 12
_PERCENT = re.compile(r"\s*(?:%|\u00a0%|Prozent|pour cent)\Z")


def dates_rewritten(cells: Sequence[str], column: str = "") -> list[str]:
    """Return the dates of a column; those with one reading as ours.

    Args:
        column: our name of it; "since 2014" is a date where something begins.
    """
    first, second = _first_and_second(cells)
    return [_date(cell, column, first=first, second=second) for cell in cells]


def numbers_rewritten(cells: Sequence[str]) -> list[str]:
    """Return the numbers of a column as ours: no groups, a point before decimals.

    One comma or point before three digits tells nothing by itself; another cell of the column may
    show which of them stands before decimals. What stays in doubt stays as it is.

    Example:
        >>> numbers_rewritten(["1.250.000,50", "1.250", "62,5 %"])
        ['1250000.50', '1250', '62.5']
        >>> numbers_rewritten(["1.250", "7"])
        ['1.250', '7']
    """
    plain = [_PERCENT.sub("", cell.strip()) for cell in cells]
    marks = {mark for text in plain for mark in (decimal_mark(text),) if mark}
    mark = marks.pop() if len(marks) == 1 else ""
    return [number_of(text, mark) or cell for cell, text in zip(cells, plain, strict=True)]


def _first_and_second(cells: Sequence[str]) -> tuple[bool, bool]:
    """Return whether any cell shows that its first number, or its second, is the day."""
    matches = [match for cell in cells if (match := _DAY.match(cell.strip()))]
    first = any(int(match[1]) > _LAST_MONTH for match in matches)
    return first, any(int(match[3]) > _LAST_MONTH for match in matches)


def _date(cell: str, column: str, *, first: bool, second: bool) -> str:
    text = cell.strip()
    if match := _DAY.match(text):
        is_day_first = (first or match[2] == ".") and not second
        order = "dmy" if is_day_first else "mdy" if second and not first else ""
        in_numbers = "".join(text.split())
        day = in_order(in_numbers, order)
        return cell if day == in_numbers else day
    if (match := _MONTH.match(text)) and 1 <= int(match[1]) <= _LAST_MONTH:
        return f"{match[2]}-{int(match[1]):02}"
    return _in_words(text, column) or cell


def _in_words(text: str, column: str) -> str:
    """Return the one date that a text with words can mean, as `check --fix` writes it; or ""."""
    if not any(map(str.isalpha, text)):
        return ""
    try:
        dates.period(text, "")
    except dates.DateError as error:
        is_here = error.side in ("", column)
        is_one = len(error.readings) == 1 and is_here and "/" not in error.readings[0]
        return error.readings[0] if is_one else ""
    return ""
