"""What `check` asks about readable claims: dates of events, shares as parts of one, currencies.

Asked of the cells of rows, each distinct one once. Dates that stand for none are in
placeholder_dates.py.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from actorgraph import checks, currencies, dates, quantities, schema, share_notation
from actorgraph.edges import is_given
from actorgraph.errors import Problem
from actorgraph.statements import dates_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.engine import CellsOfRows

_CURRENCY = "currency"
COLUMNS = (
    "relation", schema.DATE_COLUMN, "start_date", "end_date", *quantities.COLUMNS, _CURRENCY,
)  # fmt: skip
"""The columns that are looked at here."""
_KNOWN = schema.STATE_RELATIONS | schema.EVENT_RELATIONS
_FEWEST = 2
"""One share of .5 may well be half a percent."""


def doubtful_dates(cells: CellsOfRows) -> list[Problem]:
    """Return events with a beginning alone, and each unknown word once that a date makes one."""
    doubts = [*_unknown_events(cells), *_begun_events(cells)]
    return [problem for _, problem in sorted(doubts, key=lambda doubt: doubt[0])]


def _unknown_events(cells: CellsOfRows) -> Iterator[tuple[int, Problem]]:
    asked = set(_KNOWN) | {""}
    for one in cells.distinct("relation", schema.DATE_COLUMN):
        word, date = one.cells[0].strip(), one.cells[1]
        if date not in ("", dates.OPEN) and "/" not in date and word not in asked:
            asked.add(word)
            message = checks.unknown_event(word, date)
            yield one.first, Problem("note", one.file, one.line, schema.DATE_COLUMN, message)


def _begun_events(cells: CellsOfRows) -> Iterator[tuple[int, Problem]]:
    asked = {
        "relation": lambda cell: cell.strip() in schema.EVENT_RELATIONS,
        schema.DATE_COLUMN: operator.not_,
        "end_date": operator.not_,
    }
    for number, place, row in cells.where(asked):
        start, end = dates_of(dict(row))
        if not end and is_given(start):
            message = checks.begun_event(row["relation"].strip(), start)
            yield number, Problem("warning", place.file, place.line, "start_date", message)


def shares_of_one(cells: CellsOfRows) -> Iterator[Problem]:
    """Yield one question about all shares if they may be parts of one and no percent."""
    plain = [
        (one, bounds.largest)
        for one in cells.distinct(quantities.SHARE)
        if (bounds := share_notation.bounds_of(one.cells[0]))
    ]
    parts = [one for one, largest in plain if 0 < largest < 1]
    count = sum(one.rows for one in parts)
    if count >= _FEWEST and all(largest <= 1 for _, largest in plain):
        first = parts[0]
        message = checks.parts_of_one(first.cells[0], count)
        yield Problem("warning", first.file, first.line, quantities.SHARE, message)


def unknown_currencies(cells: CellsOfRows) -> Iterator[Problem]:
    """Yield each currency that is no code, and once that amounts have none."""
    without = []
    asked: set[str] = set()
    for one in cells.distinct(quantities.AMOUNT, _CURRENCY):
        amount, currency = (cell.strip() for cell in one.cells)
        if currency and currency not in asked and (advice := currencies.advice_on(currency)):
            asked.add(currency)
            message = checks.unknown_currency(currency, advice)
            yield Problem("warning", one.file, one.line, _CURRENCY, message)
        if not currency and quantities.is_plain(quantities.AMOUNT, amount):
            without.append(one)
    if without:
        first, count = without[0], sum(one.rows for one in without)
        message = checks.without_currency(first.cells[0].strip(), count)
        yield Problem("warning", first.file, first.line, quantities.AMOUNT, message)
