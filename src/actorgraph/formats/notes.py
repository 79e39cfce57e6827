"""What a reader could not take over as it stands, counted, to be said after an import."""

from __future__ import annotations

from collections import Counter


class Notes:
    """Remarks of one reading: where, and what happened to how many values."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()

    def add(self, where: str, what: str, number: int = 1) -> None:
        """Note that something happened to values of a column or property."""
        self._counts[where, what] += number

    def sentences(self) -> list[str]:
        """Each remark with its count, the most frequent first."""
        return [f"{where}: {n:,} {what}." for (where, what), n in self._counts.most_common()]
