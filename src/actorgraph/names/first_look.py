"""What a first look at many names takes from how a store has them spelled (`NameStore.spelled`).

Called by lookup.py, which compares in full only those that this leaves. Leaves out nobody who is an
exact or strong match (compare.py) but by words that are joined otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.names.fold import spelling_key
from actorgraph.names.lexicon import PARTICLES, spelled_alike, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from actorgraph.names.parts import Name


def names_in(lines: str) -> list[str]:
    """Return each name as spelled anywhere, its words in order of the alphabet."""
    return [line.partition("\t")[0] for line in lines.split("\n")]


def needed_in_lines(name: Name) -> list[frozenset[str]]:
    """Return for each word that a sure match has too the keys by one of which it has it.

    Initials and particles may be left out or stand for others; every other word of a query is
    there, as it is written, heard, or romanised otherwise.
    """
    return [
        _in_any_spelling({word, heard})
        for word, heard in zip(name.words, name.spoken, strict=True)
        if len(word) > 1 and word not in PARTICLES
    ]


def has_all(lines: str, needed: Iterable[Sequence[Iterable[str]]]) -> bool:
    """Tell whether lines may have all that is needed, in one of the ways to read a query."""
    return any(all(any(key in lines for key in keys) for keys in one) for one in needed)


def _in_any_spelling(words: set[str]) -> frozenset[str]:
    firsts = {spellings().get(word, word) for word in words}
    romanised = firsts.union(*(spelled_alike().get(first, ()) for first in firsts))
    return frozenset(map(spelling_key, words | romanised))
