"""Check the arguments of a question: what can be counted, and words of which there are few."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING

from actorgraph.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def values_of(values: str | Iterable[str]) -> tuple[str, ...]:
    """Return the given values as a tuple; a text is one value, not letters."""
    return (values,) if isinstance(values, str) else tuple(values)


def values_among(
    known: Collection[str], values: str | Iterable[str], *, argument: str
) -> tuple[str, ...]:
    """Return the given values, after checking that each is known.

    Raises:
        ArgumentError: if one is not known; it suggests the nearest.
    """
    given = values_of(values)
    for value in given:
        if value not in known:
            from difflib import get_close_matches

            nearest = get_close_matches(str(value), known, 1)
            raise ArgumentError(
                argument,
                f"{value!r} is none of {', '.join(known)}.",
                hint=f"Did you mean {nearest[0]!r}?" if nearest else "",
            )
    return given


def whole_number(number: int, *, least: int = 1, argument: str) -> int:
    """Return the number, after checking that it is whole and not below the least that may be.

    Raises:
        ArgumentError: if it is not.
    """
    try:
        whole = operator.index(number)
    except TypeError:
        whole = least - 1
    if whole < least:
        raise ArgumentError(argument, f"{number!r} is not a whole number from {least} on.")
    return whole
