"""Remarks on values that a reader could not take over as they stand, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from actorgraph.plurals import counted_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.formats.accounting import Accounted, Untaken

_NAMED = 8
"""So many places in one home are named each; more are one remark."""


class Notes:
    """The remarks of one reading: a place, an event and a count each.

    Attributes:
        date_order: in what order the file that is being read has day, month and year; "" if not
            told.
    """

    def __init__(self) -> None:
        self.date_order = ""
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}
        self._untaken: Counter[Untaken] = Counter()
        self._watched: list[Accounted] = []

    def add(
        self, where: str, what: str, number: int = 1, example: Callable[[], str] | None = None
    ) -> None:
        """Note that something happened to values of a column or property.

        Args:
            example: returns what is said of one of them; asked of the first alone.
        """
        if number:
            self._counts[where, what] += number
            if example and (where, what) not in self._examples:
                self._examples[where, what] = f" ({example()})"

    def account(self, part: Accounted) -> None:
        """Count what of a part of a file has not been looked at (accounting.py)."""
        self._untaken.update(part.untaken())

    def watch(self, whole: Accounted) -> None:
        """Count what of a file has not been looked at, as soon as its reader is done."""
        self._watched.append(whole)

    def settle(self) -> None:
        """Count now what the readers have not looked at."""
        for whole in self._watched:
            self.account(whole)
        self._watched.clear()

    def sentences(self) -> list[str]:
        """Return each remark with its count, the most frequent first; then what is not read."""
        remarks = [
            f"{where}: {counted_words(n, what)}{self._examples.get((where, what), '')}."
            for (where, what), n in self._counts.most_common()
        ]
        return [*remarks, *self._left_out()]

    def _left_out(self) -> Iterator[str]:
        """Yield a sentence for each place that was not taken over, or one for many together."""
        homes: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for (home, place, noun), count in self._untaken.most_common():
            homes.setdefault((home, noun), []).append((place, count))
        for (home, noun), places in homes.items():
            if len(places) <= _NAMED:
                yield from (
                    f"{place}: {counted_words(n, noun)} not taken over." for place, n in places
                )
                continue
            named = ", ".join(place for place, _ in places[:_NAMED])
            total = sum(count for _, count in places)
            where = home or "the file"
            under = f"{noun} under {len(places):,} names"
            yield f"{where}: {total:,} {under} not taken over: {named}, ..."
