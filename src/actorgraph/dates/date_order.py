"""Dates in numbers, in the order of day, month and year that actorgraph.toml gives a data set.

    [dates]
    order = "dmy"     # 05/06/1984 is the fifth of June; "mdy" and "ymd" are the others

Applied to every date before it is read, by `--data`, `import` and `check` alike. A year of two
digits is not read so: it can be of two centuries.
"""

from __future__ import annotations

import re

from actorgraph.dates import edtf

ORDERS = ("dmy", "mdy", "ymd")

_DATE = re.compile(r"(?<![\d.])(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?![\d.])")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ ,T]+(\d{1,2}):(\d\d(?::\d\d)?)\Z")
_OF_A_YEAR = 4


def in_order(text: str, order: str) -> str:
    """Return a text with its dates in numbers as ours, if the order makes days of them."""
    if not order or not text:
        return text
    ordered = _DATE.sub(lambda match: _day(match, order), text)
    if ordered == text:
        return text
    plain = ordered.strip()
    if match := _TIME.match(plain):
        return edtf.without_midnight(f"{match[1]}T{int(match[2]):02}:{match[3]}")
    return plain


def _day(match: re.Match[str], order: str) -> str:
    """Return the day that three numbers are in an order; the text itself where they are none."""
    parts = dict(zip(order, (match[1], match[3], match[4]), strict=True))
    if len(parts["y"]) != _OF_A_YEAR or max(len(parts["m"]), len(parts["d"])) > len("31"):
        return match[0]
    day = f"{parts['y']}-{int(parts['m']):02}-{int(parts['d']):02}"
    try:
        return day if edtf.bounds_of(day) else match[0]
    except ValueError:
        return match[0]
