"""What `check` asks about readable claims: dates of events, shares that may be parts of one.

Each is shown every claim once. Dates that stand for none are in placeholder_dates.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import checks, dates, quantities, schema
from actorgraph.edges import is_given
from actorgraph.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actorgraph.claims import Claim

_KNOWN = schema.STATE_RELATIONS | schema.EVENT_RELATIONS
_FEWEST = 2
"""One share of .5 may well be half a percent."""


class DoubtfulDates:
    """Events with a beginning alone, and each unknown word once that a date makes an event."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._asked: set[str] = set()

    def look_at(self, claim: Claim) -> None:
        """Ask about a claim, where there is something to ask."""
        word, date = claim.relation, claim.row.get(schema.DATE_COLUMN, "")
        names_time = date not in ("", dates.OPEN) and "/" not in date
        if names_time and word and word not in _KNOWN and word not in self._asked:
            self._asked.add(word)
            self._add("note", claim, schema.DATE_COLUMN, checks.unknown_event(word, date))
        elif word in schema.EVENT_RELATIONS and not claim.end_date and is_given(claim.start_date):
            self._add("warning", claim, "start_date", checks.begun_event(word, claim.start_date))

    def _add(self, level: str, claim: Claim, column: str, message: str) -> None:
        self.problems.append(Problem(level, claim.file, claim.line, column, message))


class Shares:
    """Whether all shares are at most 1, so that they may be parts of one and no percent."""

    def __init__(self) -> None:
        self._first: Claim | None = None
        self._count = 0
        self._may_be_parts = True

    def look_at(self, claim: Claim) -> None:
        """Compare the share of a claim with one."""
        if not claim.share or not self._may_be_parts:
            return
        if not quantities.is_plain(quantities.SHARE, claim.share):
            return
        largest = float(claim.share.rpartition("-")[2])
        self._may_be_parts = largest <= 1
        if 0 < largest < 1:
            self._count += 1
            self._first = self._first or claim

    def problems(self) -> Iterator[Problem]:
        """Yield one question for all of them."""
        if self._may_be_parts and self._first is not None and self._count >= _FEWEST:
            message = checks.parts_of_one(self._first.share, self._count)
            yield Problem("warning", self._first.file, self._first.line, quantities.SHARE, message)
