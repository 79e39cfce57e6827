"""Cells to the text of CSV, so that every reader gets them back as they are.

The one writer of records: for exports, for side-cars and for the rows that an index keeps.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_END = "\r\n"
"""csv quotes what is part of its line end, and before Python 3.13 no other break: so `\\r` too."""


def record_lines(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """One record for each row, ended by a line feed."""
    written: list[str] = []
    writer = csv.writer(_Sink(written.append), lineterminator=_END)
    for row in rows:
        writer.writerow(row)
        yield written.pop().removesuffix(_END) + "\n"


def record_line(cells: Iterable[str]) -> str:
    """One record, ended by a line feed."""
    return next(record_lines([cells]))


class _Sink(NamedTuple):
    """What csv writes its lines to."""

    write: Callable[[str], None]
