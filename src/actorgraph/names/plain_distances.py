"""How far two texts are apart, in plain Python: the four measures of rapidfuzz that names need.

Called by letter_distances.py where rapidfuzz is not installed, as in a browser (Pyodide), and by
nobody else: rapidfuzz takes a hundredth of the time. `tests/differential/test_distances.py` holds
each number to rapidfuzz's, to the last bit. Leaves out cutoffs: nothing is given up early.
"""

from __future__ import annotations

from itertools import takewhile

_PREFIX = 4
_SHARE_OF_PREFIX = 0.1
_LEAST_WITH_PREFIX = 0.7
"""The longest beginning that counts, how much a letter of it does, and from which likeness on."""


class OSA:
    """Optimal string alignment: letters put in, left out, replaced, or swapped with the next."""

    @staticmethod
    def distance(one: str, other: str, *, score_cutoff: int | None = None) -> int:
        """Return the number of changes; beyond a cutoff, the cutoff and one."""
        before_last: list[int] = []
        last = list(range(len(other) + 1))
        for i, letter in enumerate(one):
            row = [i + 1]
            for j, against in enumerate(other):
                least = min(last[j] + (letter != against), last[j + 1] + 1, row[j] + 1)
                if i and j and letter == other[j - 1] and one[i - 1] == against:
                    least = min(least, before_last[j - 1] + 1)
                row.append(least)
            before_last, last = last, row
        found = last[-1]
        return found if score_cutoff is None else min(found, score_cutoff + 1)

    @staticmethod
    def normalized_similarity(one: str, other: str) -> float:
        """Return 1 less the changes in each letter of the longer text."""
        longest = max(len(one), len(other))
        return 1.0 - OSA.distance(one, other) / longest if longest else 1.0


class Indel:
    """Letters put in and left out: what the longest common subsequence leaves of both."""

    @staticmethod
    def normalized_similarity(one: str, other: str) -> float:
        """Return 1 less the changes in each letter of both texts."""
        letters = len(one) + len(other)
        if not letters:
            return 1.0
        return 1.0 - (letters - 2 * _common_subsequence(one, other)) / letters


class JaroWinkler:
    """Letters in common at about the same place; an equal beginning counts for more."""

    @staticmethod
    def similarity(one: str, other: str) -> float:
        """Return the likeness, from 0 to 1."""
        alike = _jaro(one, other)
        if alike > _LEAST_WITH_PREFIX:
            pairs = zip(one[:_PREFIX], other[:_PREFIX], strict=False)
            begun = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            alike += begun * _SHARE_OF_PREFIX * (1.0 - alike)
        return min(alike, 1.0)


def ratio(one: str, other: str) -> float:
    """Return how alike two texts are by the letters put in and left out, in percent."""
    return Indel.normalized_similarity(one, other) * 100


def _common_subsequence(one: str, other: str) -> int:
    """Return the length of the longest common subsequence.

    A row of the table is one number whose zero bits are the steps (Allison and Dix, 1986; Hyyrö,
    2004), so that a letter costs a few operations on whole numbers.
    """
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    every = (1 << len(one)) - 1
    row = every
    for letter in other:
        taken = row & places.get(letter, 0)
        row = (row + taken) | (row - taken)
    return len(one) - (row & every).bit_count()


def _jaro(one: str, other: str) -> float:
    """Return the likeness of Jaro (1989): shared letters, less half of those in another order."""
    if not one or not other:
        return float(one == other)
    reach = max(max(len(one), len(other)) // 2 - 1, 0)
    used = [False] * len(one)
    shared_of_other = []
    for place, letter in enumerate(other):
        for near in range(max(place - reach, 0), min(place + reach + 1, len(one))):
            if not used[near] and one[near] == letter:
                used[near] = True
                shared_of_other.append(letter)
                break
    shared = len(shared_of_other)
    if not shared:
        return 0.0
    shared_of_one = [letter for letter, is_used in zip(one, used, strict=True) if is_used]
    swapped = sum(a != b for a, b in zip(shared_of_one, shared_of_other, strict=True)) // 2
    return (shared / len(one) + shared / len(other) + (shared - swapped) / shared) / 3.0
