"""Check the arguments of a question: what can be counted, and words of which there are few."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, SupportsIndex

from actorgraph.errors import ArgumentError
from actorgraph.schema import folded_header

if TYPE_CHECKING:
    from collections.abc import Collection

    from actorgraph.claims import Entity

LISTED_WORDS = 20
NEAREST = 3
_DAY = len("2018-01-30")
SINGULAR = {
    "relations": "relation",
    "types": "type",
    "statuses": "status",
    "certainties": "certainty",
    "assessments": "assessment",
    "kinds": "kind of conflict",
    "through": "kind of step",
    "hidden_types": "type",
    "hidden_relations": "relation",
    "hidden_verdicts": "verdict",
}
"""What a value of an argument is called, where it is not called as the argument."""


def values_of(values: object, argument: str = "") -> tuple[str, ...]:
    """Return the given values as a tuple; a text is one value, not letters.

    Raises:
        ArgumentError: if one is no text.
    """
    if values is None:
        return ()
    if isinstance(values, str) or not isinstance(values, Iterable):
        return (text_given(values, argument),)
    return tuple(text_given(value, argument) for value in values)


def text_given(value: object, argument: str) -> str:
    """Return a value, after checking that it is text.

    Raises:
        ArgumentError: if it is not.
    """
    if isinstance(value, str):
        return value
    is_writable = value is not None and not isinstance(value, Iterable)
    advice = f"; write it as '{value}'" if is_writable else ""
    raise ArgumentError(argument, f"{value!r} is not text{advice}.")


def day_given(value: object, argument: str) -> str:
    """Return a day as text; a date, datetime or pandas Timestamp, and a datetime64, is its day.

    Raises:
        ArgumentError: if it is neither text nor one of these.
    """
    if isinstance(value, date):  # a datetime and a Timestamp are dates too
        return value.isoformat()[:_DAY]
    if type(value).__name__ == "datetime64":  # numpy's, which is not imported for it
        return str(value)[:_DAY]
    return text_given(value, argument)


def several_entities(asked: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return the entities that a question is about, each once.

    Raises:
        ArgumentError: if there are not two.
    """
    entities = tuple({entity.id: entity for entity in asked}.values())
    if len(entities) < 2:  # noqa: PLR2004 -- as it says
        raise ArgumentError("names", "name at least two that are not the same.")
    return entities


def values_among(
    known: Collection[str],
    values: str | Iterable[str] | None,
    *,
    argument: str,
    place: str = "",
    if_none: str = "",
) -> tuple[str, ...]:
    """Return the known words that are meant: in any case, with blanks, hyphens or underscores.

    Args:
        place: where the words are known; "here" for the words of the data.
        if_none: what to say if no word is known.

    Raises:
        ArgumentError: if one is not known; it suggests the nearest.
    """
    given = values_of(values, argument)
    if not given:
        return ()
    words: dict[str, list[str]] = {}
    for word in known:
        words.setdefault(folded_header(word), []).append(word)
    for value in given:
        if folded_header(value) not in words:
            noun = " ".join(filter(None, (SINGULAR.get(argument, argument), place)))
            hint = _suggestion(value, words) or if_none
            raise ArgumentError(argument, f"no {noun} is called {value!r}.", hint=hint)
    return tuple(word for value in given for word in words[folded_header(value)])


def _suggestion(value: str, words: dict[str, list[str]]) -> str:
    """Return the words that are nearest to a value, or else those that there are."""
    nearest = [words[folded][0] for folded in nearest_words(folded_header(value), words)]
    if nearest:
        return f"Did you mean {' or '.join(nearest)}?"
    there = [alike[0] for alike in words.values() if alike[0]]
    left = len(there) - LISTED_WORDS
    more = f" and {left:,} more" if left > 0 else ""
    return f"There are: {', '.join(there[:LISTED_WORDS])}{more}." if there else ""


def nearest_words(word: str, words: Iterable[str]) -> list[str]:
    """Return the few words that a misspelt one can have meant, the nearest first."""
    from difflib import get_close_matches

    return get_close_matches(word, [*words], NEAREST)


def limit_given(limit: int | None, argument: str = "limit") -> int | None:
    """Return the limit of a list, after checking it; None means all.

    Raises:
        ArgumentError: if it is neither None nor a whole number from 1 on.
    """
    return None if limit is None else whole_number(limit, argument=argument)


def whole_number(number: object, *, least: int = 1, argument: str) -> int:
    """Return the number, after checking that it is whole and not below the least that may be.

    Raises:
        ArgumentError: if it is not.
    """
    try:
        whole = operator.index(number) if isinstance(number, SupportsIndex) else least - 1
    except TypeError:  # an array of numpy has one only where it holds one number
        whole = least - 1
    if whole < least:
        raise ArgumentError(argument, f"{number!r} is not a whole number from {least} on.")
    return whole
