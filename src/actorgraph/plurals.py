"""Numbers with their nouns: 1 row, 2 rows; called wherever something is counted in words."""

from __future__ import annotations

_PLURALS = frozenset(
    {"links",
        "attributes", "cells", "elements", "entities", "files", "formulas", "lines", "names",
        "numbers", "relations", "rows", "statements", "texts", "times", "values",
    }
)  # fmt: skip
"""Nouns with which what is said of counted things begins."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    Example:
        >>> counted(1, "row"), counted(2_000, "row"), counted(2, "entity", "entities")
        ('1 row', '2,000 rows', '2 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted_words(number: int, words: str) -> str:
    """Return a number with what is said of so many, which may begin with a noun in the plural.

    Example:
        >>> counted_words(1, "rows not read"), counted_words(1, "not read")
        ('1 row not read', '1 not read')
    """
    noun, blank, rest = words.partition(" ")
    if number == 1 and noun in _PLURALS:
        noun = f"{noun.removesuffix('ies')}y" if noun.endswith("ies") else noun.removesuffix("s")
    return f"{number:,} {noun}{blank}{rest}"


def entities_and_relations(entities: int, relations: int, *, joint: str = ", ") -> str:
    """Return how many of both there are."""
    return f"{counted(entities, 'entity', 'entities')}{joint}{counted(relations, 'relation')}"
