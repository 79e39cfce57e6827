"""Headers that resemble our column names: by their words in six languages, by a letter or a word.

Called by column_meanings, which asks the user; nothing is read by likeness alone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.headings import column_words as words

if TYPE_CHECKING:
    from collections.abc import Collection, Container

_NO_WORD = re.compile(r"\(s\)|[^\w'’]+")
_UNIT = re.compile(r"\s+(?:in|en)\s+\S{1,4}\Z|\s*[(\[][^()\[\]]*[)\]]\s*\Z")
"""What a number is counted in, or a remark in brackets."""
_SHORTEST = 5
"""Headers of fewer letters are too like each other to be a letter apart by mistake."""


def similar_columns(header: str, among: Collection[str]) -> list[str]:
    """Return the columns that a header is likely to mean, likeliest first.

    Args:
        header: folded.
        among: the names of our columns that the table can have.
    """
    plain = [*dict.fromkeys(_plain(one) for one in alternatives(header))]
    forms = dict.fromkeys(form for one in plain for form in _forms(one))
    exact = [ours for form in forms for ours in _by_words().get(form, ())]
    near = [ours for one in plain for ours, name in _names() if _is_a_letter_apart(one, name)]
    return [ours for ours in dict.fromkeys((*exact, *near)) if ours in among]


def alternatives(header: str) -> list[str]:
    """Return a header, what it is without a unit, and each of the words between its slashes.

    Example:
        >>> alternatives("firma / organisation"), alternatives("anteil in %")
        (['firma / organisation', 'firma', 'organisation'], ['anteil in %', 'anteil'])
    """
    bare = _UNIT.sub("", header).strip()
    parts = [one.strip() for one in bare.split("/")]
    return [*dict.fromkeys(filter(None, (header, bare, *parts)))]


def is_among(header: str, names: Container[str]) -> bool:
    """Return whether a folded header, or one of its alternatives, is one of some names."""
    return any(one in names for one in alternatives(header))


def without_number(name: str) -> str:
    """Return a header without the words that say that its cells are numbers or names."""
    return " ".join(word for word in name.split() if word not in _NUMBERS)


def _plain(header: str) -> str:
    return " ".join(_NO_WORD.sub(" ", header).split())


def _forms(plain: str) -> tuple[str, ...]:
    singular = plain if plain in words.WITHOUT_SINGULAR else plain.removesuffix("s")
    return plain, _without_generic(plain), singular, f"{singular}s"


@cache
def _by_words() -> dict[str, list[str]]:
    """Map each known header to the columns it can mean."""
    meant: dict[str, list[str]] = {}
    for ours, name in _names():
        meant.setdefault(name, []).append(ours)
    for ours, headers in words.SIMILAR.items():
        for name in headers:
            meant.setdefault(name, []).append(ours)
    for name, either in words.EITHER.items():
        meant.setdefault(name, []).extend(filter(None, (either.date, either.end)))
    return meant


@cache
def _names() -> list[tuple[str, str]]:
    """Return our columns with each of their names and synonyms, folded."""
    columns = (*schema.RELATION_COLUMNS, *schema.ENTITY_COLUMNS)
    return list(
        dict.fromkeys(
            (column.name, schema.folded_header(name))
            for column in columns
            for name in (column.name, *column.synonyms)
        )
    )


def _without_generic(header: str) -> str:
    """Return a header without the words that add nothing to one."""
    left = [word for word in header.split() if word not in words.GENERIC and not word.isdigit()]
    return " ".join(left) or header


def _is_a_letter_apart(header: str, name: str) -> bool:
    """Return whether one letter added, lost, replaced or swapped with the next leads to a name."""
    if min(len(header), len(name)) < _SHORTEST or abs(len(header) - len(name)) > 1:
        return False
    if header == name:
        return False
    at = next(
        (at for at, pair in enumerate(zip(header, name, strict=False)) if pair[0] != pair[1]),
        min(len(header), len(name)),
    )
    rest, other = header[at:], name[at:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:] or swapped == other


_NUMBERS = frozenset({"number", "no", "nr", "id", "code", "name"})
