"""Dates that programs write where none is known, and dates that can hardly be meant.

They can be read, so that no question refuses them; `check` asks about each once, with how many more
there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.dates import edtf
from actorgraph.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import CellsOfRows

OPEN_ENDS = frozenset(
    {"9999", "9999-12", "9999-12-31", "2999-12-31", "3000-01-01", "2099-12-31", "3000-12-31"}
)
"""What stands for no end in registers and accounts."""
UNKNOWN_DAYS = frozenset(
    {
        "1900-01-01", "1899-12-30", "1899-12-31", "1904-01-01", "1901-01-01", "1800-01-01",
        "0001-01-01", "1601-01-01", "1753-01-01",
    }
)  # fmt: skip
"""The first day that a spreadsheet, a database or a language knows."""
EPOCH = "1970-01-01"
"""The first day of Unix: a birthday of somebody too, so that it is asked about where it is many."""
_MANY = 3
_FAR_FUTURE = 2200
_LONG_AGO = -1000


class _Place(NamedTuple):
    file: str
    line: int


class PlaceholderDates:
    """The doubtful dates of each column, with the first row that has each."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], tuple[_Place, int]] = {}

    def look_at_rows(self, cells: CellsOfRows) -> None:
        """Note the doubtful dates of all rows of relations."""
        doubtful = [
            (one.first, number, column, one)
            for number, column in enumerate(schema.DATE_COLUMNS)
            for one in cells.distinct(column)
            if one.cells[0] and _may_be_asked(one.cells[0])
        ]
        for _, _, column, one in sorted(doubtful, key=lambda found: found[:2]):
            key = (one.file, column, one.cells[0])
            self._found[key] = (_Place(one.file, one.line), one.rows)

    def look_at(self, entity: Entity) -> None:
        """Note the doubtful dates of an entity."""
        for cells, place in _rows_of(entity):
            self._note(cells, place)

    def problems(self) -> Iterator[Problem]:
        """Yield a warning for each doubtful date of a column, at the first row that has it."""
        for (file, column, cell), (place, count) in self._found.items():
            if question := _question(cell, column, count):
                more = "" if count == 1 else f" ({count - 1:,} more under {column})"
                yield Problem("warning", file, place.line, column, f"{cell!r} {question}{more}")

    def _note(self, cells: Mapping[str, str], place: _Place) -> None:
        for column in schema.DATE_COLUMNS:
            cell = cells.get(column, "")
            if cell and _may_be_asked(cell):
                key = (place.file, column, cell)
                first, count = self._found.get(key, (place, 0))
                self._found[key] = (first, count + 1)


def _rows_of(entity: Entity) -> Iterator[tuple[Mapping[str, str], _Place]]:
    if entity.derived:
        return
    if not entity.descriptions:
        cells = {
            "start_date": entity.start_date,
            "end_date": entity.end_date,
            "published_date": entity.published_date,
        }
        yield cells, _Place(entity.file, entity.line)
    for one in entity.descriptions:
        yield one.values, _Place(one.claim.file, one.claim.line)


def _may_be_asked(cell: str) -> bool:
    """Return whether a date is one of ours here, by a look at its first letters."""
    return cell[:2] in ("99", "00", "19", "18", "16", "17") or cell[:1] in "-23456789"


def _question(cell: str, column: str, count: int) -> str:
    """Return what to ask about a date; "" where there is nothing to ask."""
    day = edtf.without_time(cell)
    if day in OPEN_ENDS:
        return (
            "stands for no end in many programs; write .. under end_date where it goes on, or "
            "nothing if no end is known"
        )
    if day in UNKNOWN_DAYS or (day == EPOCH and count >= _MANY):
        return (
            "is what programs write for an unknown date; leave the cell empty if it is one, or "
            f"write {day[:4]} if only the year is known"
        )
    point = edtf.point_of(cell)
    year = int(point.year) if point else 0
    if year >= _FAR_FUTURE:
        return f"lies far in the future; write the right year, or .. if {column} is open"
    if year <= _LONG_AGO:
        plain = cell.removeprefix("-")
        return f"is {1 - year:,} BC; if the dash means until, write {plain} under end_date"
    return ""
