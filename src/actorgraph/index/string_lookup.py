"""Places of texts in an array of texts: ids and names, looked up for whole columns.

Stands for a dict of texts, in a third of its time (a million texts among half a million).
tests/index/test_bulk_arrays.py compares both.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as arrow
import pyarrow.compute as pc

from actorgraph.index.arrays import (
    bytes_of,
    is_there,
    numbers_in,
    picked,
    slices,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.index.array_types import Flags, Places

_FEW = 4
"""Of so many times fewer texts it is quicker to look for all the others among them."""
AT_ONCE = 1 << 16
_MOST_DIGITS = 9
_TEN = 10


class StringLookup:
    """Texts to be looked up.

    Args:
        among: Arrow array of them.
    """

    def __init__(self, among: arrow.StringArray) -> None:
        self.among = among

    def of(self, these: arrow.StringArray) -> Places:
        """Return the place of each text, or -1; the array must hold no text twice."""
        if len(these) * _FEW > len(self.among):
            return self.of_all([these])[0]
        coded = these.dictionary_encode()
        indices = pc.index_in(self.among, coded.dictionary)
        there = np.flatnonzero(is_there(indices))
        places = np.full(len(coded.dictionary), -1, np.int32)
        places[numbers_in(indices)[there]] = there
        return places[numbers_in(coded.indices)]

    def of_all(self, these: Sequence[arrow.StringArray]) -> list[Places]:
        """Return the places of many texts, in several arrays."""
        indices = pc.index_in(arrow.chunked_array(these), self.among)
        parts = [np.where(is_there(c), numbers_in(c), np.int32(-1)) for c in indices.chunks]
        whole = np.concatenate([np.empty(0, np.int32), *parts])
        return np.split(whole, np.cumsum([len(one) for one in these])[:-1])

    def of_doubtful(self, these: arrow.StringArray) -> Places:
        """Return the places of texts of which most are expected not to be there."""
        places = np.full(len(these), -1, np.int32)
        doubtful = self.may_hold(these)
        if len(doubtful):
            places[doubtful] = self.of(picked(these, doubtful))
        return places

    def may_hold(self, these: arrow.StringArray) -> Places:
        """Return which texts may be there, judged by their length and two of their bytes."""
        there = (self._marked[_marks(these[part])] for part in slices(len(these), AT_ONCE))
        return np.flatnonzero(np.concatenate([np.empty(0, bool), *there]))

    @cached_property
    def _marked(self) -> Flags:
        marked = np.zeros(1 << 24, bool)
        for part in slices(len(self.among), AT_ONCE):
            marked[_marks(self.among[part])] = True
        return marked


class NumberedIds:
    """Ids that are whole numbers behind the same letters, as registers give them: Q42, 1001.

    They are looked up by the number, in a quarter of the time that texts take.

    Args:
        ids: Arrow array of them, none twice.
    """

    def __init__(self, ids: arrow.StringArray) -> None:
        first = str(ids[0]) if len(ids) else ""
        self._letters = first.rstrip("0123456789").encode()
        numbers = np.empty(len(ids), np.int32)
        self.fits = False
        for part in slices(len(ids), AT_ONCE):
            numbers[part], are_numbers = self._numbers(ids[part])
            if not are_numbers.all():
                return
        last = int(numbers.max(initial=0))
        self.fits = last < len(ids) * _FEW + (1 << 20)
        if self.fits:
            self._place = np.full(last + 1, -1, np.int32)
            self._place[numbers] = np.arange(len(ids), dtype=np.int32)

    def of_all(self, these: Sequence[arrow.StringArray]) -> list[Places]:
        """Return the place of each text, or -1."""
        return [self._of(one) for one in these]

    def _of(self, these: arrow.StringArray) -> Places:
        numbers, are_numbers = self._numbers(these)
        known = are_numbers & (numbers < len(self._place))
        return np.where(known, self._place[np.where(known, numbers, 0)], np.int32(-1))

    def _numbers(self, these: arrow.StringArray) -> tuple[Places, Flags]:
        """Return the number of each text, and whether only this text stands for it."""
        content, at = bytes_of(these)
        content = np.append(content, np.zeros(len(self._letters) + _MOST_DIGITS, np.uint8))
        start = at[:-1].astype(np.int32 if len(content) < 1 << 31 else np.int64)
        count = np.diff(at).astype(np.int32) - len(self._letters)
        good: Flags = (count > 0) & (count <= _MOST_DIGITS)
        for letter in self._letters:
            good = good & (content[start] == letter)
            np.add(start, 1, out=start)
        good = good & ((content[start] != ord("0")) | (count == 1))
        numbers = np.zeros(len(these), np.int32)
        for place in range(int(count[good].max(initial=0))):
            there = place < count
            digit = content[start] - np.uint8(ord("0"))
            good = good & (~there | (digit < _TEN))
            numbers = np.where(there & good, numbers * _TEN + digit, numbers)
            np.add(start, 1, out=start)
        return numbers, good


def _marks(these: arrow.StringArray) -> Places:
    """Return 24 bits for each text: its length and its first and last byte."""
    content, at = bytes_of(these)
    content = np.append(content, np.uint8(0))
    first, last = content[at[:-1]].astype(np.int32), content[at[1:] - 1].astype(np.int32)
    return np.where(at[:-1] == at[1:], 0, (np.diff(at) & 0xFF) << 16 | first << 8 | last)
