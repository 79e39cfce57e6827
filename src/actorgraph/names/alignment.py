"""Which words of two names belong together, and whether they stand in another order.

Called by compare.py, which says how much of the names agrees then.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from actorgraph.names.likeness import Across, word_likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.names.parts import Name

HALF = 0.5
Pair = tuple[str, str, float]
"""A word of either name, and how alike the two are."""


def alignment(query: Name, candidate: Name, *, across: Across) -> list[Pair]:
    """Pairs of words that belong together, the best first, each word used once.

    Words that are alike find each other before an initial finds its word.
    """
    scored = []
    is_heard = query.spoken != query.words or candidate.spoken != candidate.words
    for i, a in enumerate(query.words):
        for j, b in enumerate(candidate.words):
            how = word_likeness(a, b, across=across)
            if is_heard:
                heard = query.spoken[i], candidate.spoken[j]
                how = _spoken_likeness((a, b), heard, how, across=across)
            alike = how > HALF and (len(a) > 1) == (len(b) > 1)
            scored.append((not alike, -how, abs(i - j), i, j))
    pairs, used_query, used_candidate = [], set(), set()
    for _, unlike, _, i, j in sorted(scored):
        if i not in used_query and j not in used_candidate:
            pairs.append((query.words[i], candidate.words[j], -unlike))
            used_query.add(i)
            used_candidate.add(j)
    return pairs


def surnames_differ(query: Name, candidate: Name, pairs: Sequence[Pair]) -> bool:
    """Tell whether neither surname is like any word of the other name, however equal the rest."""
    if not query.surname or not candidate.surname:
        return False
    return not any(
        how > HALF and (a == query.surname or b == candidate.surname) for a, b, how in pairs
    )


def in_other_order(query: Name, candidate: Name, pairs: Sequence[Pair]) -> bool:
    """Whether one's surname is the other's given name, as in Kennedy Stewart and Ted Kennedy."""
    return any((a == query.surname) != (b == candidate.surname) for a, b, _ in pairs)


def given_names_cross(query: Name, candidate: Name, pairs: Sequence[Pair]) -> bool:
    """Whether given names stand in another order: Salman bin Faisal is not Faisal bin Salman."""
    given = sorted(
        (query.words.index(a), candidate.words.index(b))
        for a, b, how in pairs
        if how > HALF and a != query.surname and b != candidate.surname
    )
    return any(one > other for (_, one), (_, other) in pairwise(given))


def _spoken_likeness(
    written: tuple[str, str], heard: tuple[str, str], likeness: float, *, across: Across
) -> float:
    """The likeness of two words as spelled or, with their marks spelled out, as spoken."""
    if written == heard:
        return likeness
    return max(likeness, 0.99 * word_likeness(*heard, across=across))
