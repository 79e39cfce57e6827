"""Cells as CSV text that every reader reads back unchanged.

The one writer of records: for exports, for sidecars and for the rows that an index keeps.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_END = "\r\n"
"""csv quotes what is part of its line end, and before Python 3.13 no other break: so `\\r` too."""


def record_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield one record for each row, ended by a line feed."""
    written: list[str] = []
    writer = csv.writer(_Sink(written.append), lineterminator=_END)
    for row in rows:
        writer.writerow(row)
        yield written.pop().removesuffix(_END) + "\n"


def record_line(cells: Iterable[str]) -> str:
    """Return one record, ended by a line feed."""
    return next(record_lines([cells]))


class _Sink(NamedTuple):
    """A file for csv that passes each line to a function."""

    write: Callable[[str], None]
