"""Days as registers write them, into the date columns of a row.

A day that stands for "none" or "never" is no date: it is kept as given and said. Called by the
readers of registers; leaves out what a date is (dates).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actorgraph.formats.row_builder import RowBuilder

_NO_DAY = re.compile(r"(?:9999|0000|0001|1000|1753-01-01|1900-01-01|2999)(?:\b|-)", re.ASCII)
_MIDNIGHT = re.compile(
    r"[T ](?:00:00|23:59)(?::(?:00|59)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?\Z", re.ASCII
)
_NAMED_MONTH = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ](\d{4})\Z", re.ASCII)
_MONTH_ALONE = re.compile(r"([A-Za-z]{3})[A-Za-z]* (\d{4})\Z", re.ASCII)
_MONTHS = {
    name: f"{number:02}"
    for number, name in enumerate(
        "jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}


def put_day(builder: RowBuilder, column: str, given: str, name: str) -> None:
    """Fill a date from a register's day: `2012-11-29T00:00:00Z`, `23-MAR-2006`, `2006`.

    Args:
        name: the column of the register; what is no date is kept under it.
    """
    text = given.strip()
    if not text:
        return
    if _NO_DAY.match(text):
        builder.keep(name, text)
        builder.notes.add(name, "standing for no day: kept as given")
        return
    text = _MIDNIGHT.sub("", text)
    if match := _MONTH_ALONE.match(text):
        if number := _MONTHS.get(match[1].lower()):
            text = f"{match[2]}-{number}"
    elif match := _NAMED_MONTH.match(text):
        day, month, year = match.groups()
        if number := _MONTHS.get(month.lower()):
            text = f"{year}-{number}-{int(day):02}"
    builder.put_date(column, text, name)
