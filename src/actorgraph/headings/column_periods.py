"""Periods in the notation of Gephi and its kin as start and end: `<[2016, 2018); [2020, 2021]>`.

A cell with several periods is several rows, one a period, since a row states one. Called by
tables.py; leaves out which column holds them (column_meanings) and what a date is (dates).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

_INTERVAL = re.compile(r"([\[(\]])\s*([^\[\](),;]+?)\s*,\s*([^\[\](),;]+?)\s*([\])\[])")
_MOMENTS = re.compile(r"\[([^\[\]();]*)\]")
_ENDLESS = re.compile(r"[-+]?inf(?:inity)?\Z", re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,4})(?:\.0)?\Z")
_OPEN = ".."


class Spell(NamedTuple):
    """A period as two dates; `..` for a side without an end."""

    start: str
    end: str


def spans_in(cell: str) -> list[Spell] | None:
    """Return the periods in a cell; None if it is in another notation.

    A round bracket leaves out the date beside it: `[2016, 2018)` ends with 2017.
    """
    text = cell.strip()
    inside = text.removeprefix("<").removesuffix(">").strip()
    intervals = list(_INTERVAL.finditer(inside))
    if intervals and not _INTERVAL.sub("", inside).strip("; ,"):
        return [_span(*match.groups()) for match in intervals]
    moments = _MOMENTS.fullmatch(inside)
    if moments and text.startswith(("<", "[")):
        dates = [_date(one.strip()) for one in moments[1].split(",") if one.strip()]
        return [Spell(one, one) for one in dates] or None
    return None


def _span(opening: str, start: str, end: str, closing: str) -> Spell:
    first, last = _date(start), _date(end)
    if opening != "[" and first != _OPEN:
        first = _shifted(first, 1)
    if closing != "]" and last != _OPEN:
        last = _shifted(last, -1)
    return Spell(first, last)


def _date(text: str) -> str:
    plain = text.strip("\"' ")
    if _ENDLESS.match(plain):
        return _OPEN
    whole = _WHOLE.match(plain)
    return f"{int(whole[1]):04}" if whole else plain


def _shifted(text: str, by: int) -> str:
    """Return the next or the last date of the same exactness; the text if it is no plain date."""
    if re.fullmatch(r"\d{4}", text):
        return f"{int(text) + by:04}"
    if month := re.fullmatch(r"(\d{4})-(\d\d)", text):
        number = int(month[1]) * 12 + int(month[2]) - 1 + by
        return f"{number // 12:04}-{number % 12 + 1:02}"
    try:
        return (date.fromisoformat(text) + timedelta(days=by)).isoformat()
    except (ValueError, OverflowError):
        return text
