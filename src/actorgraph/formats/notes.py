"""Remarks on values that a reader could not take over as they stand, counted."""

from __future__ import annotations

from collections import Counter


class Notes:
    """The remarks of one reading: a place, an event and a count each."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, where: str, what: str, number: int = 1) -> None:
        """Note that something happened to values of a column or property."""
        self._counts[where, what] += number

    def sentences(self) -> list[str]:
        """Return each remark with its count, the most frequent first."""
        return [f"{where}: {n:,} {what}." for (where, what), n in self._counts.most_common()]
