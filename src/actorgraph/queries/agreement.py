"""What two descriptions agree in and what contradicts, beside their names: are they of one entity?

Called by match.py. A value that is missing, or that cannot be compared, says nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.descriptions import differ
from actorgraph.names.parts import is_person
from actorgraph.schema import folded_header

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from actorgraph.claims import Entity

GROUPS = {
    "position": "office",
    "event": "event",
    "document": "document",
    "state": "place",
    "place": "place",
    "agency": "body",
    "organization": "body",
    "company": "body",
    "media": "body",
}
"""What somebody of a type is: nothing is of two of these. Other types can be any."""

COSTS = {"type": 0.25, "start date": 0.3, "end date": 0.3, "wikidata id": 0.5, "country": 0.1}
"""The share of its score that a candidate loses by each attribute that contradicts."""
OTHER_COST = 0.2

DATES = ("start date", "end date")

TELLING = frozenset(
    "gender|sex|birth place|place of birth|lei|registration number|company number|tax number|inn|"
    "ogrn|passport|passport number|national id|imo number".split("|")
)
"""Unknown columns that tell entities apart where both sides have them."""

_NAME = 4
"""So many letters are a country's name; fewer are a code, of two or three."""


class Agreement(NamedTuple):
    """What two entities agree in and differ in, in words.

    Attributes:
        agreeing: attributes with one value on both sides: "start date 1952-09-19".
        differing: attributes that contradict: "country: RU, US".
        cost: the share of a score that what differs leaves.
        is_identified: whether a number of one register names both.
    """

    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    cost: float
    is_identified: bool


def agreement(one: Entity, other: Entity) -> Agreement:
    """Compare the attributes of two entities that both have."""
    agreeing, differing, left, is_identified = [], [], 1.0, False
    for what, a, b, contradict in _attributes(one, other):
        if not (a.strip() and b.strip()):
            continue
        if contradict(a, b):
            differing.append(f"{what}: {a.strip()}, {b.strip()}")
            left *= 1 - COSTS.get(what, OTHER_COST)
        elif what in DATES or (what != "type" and not _values(a).isdisjoint(_values(b))):
            agreeing.append(f"{what} {b.strip()}")
            is_identified = is_identified or what == "wikidata id"
    return Agreement(tuple(agreeing), tuple(differing), left, is_identified)


def _attributes(
    one: Entity, other: Entity
) -> Iterator[tuple[str, str, str, Callable[[str, str], bool]]]:
    """Yield each attribute that can contradict: what it is, both values, and what decides."""
    yield "type", one.type, other.type, _are_of_two_groups
    for what in DATES:
        a, b = (getattr(entity, what.replace(" ", "_")) for entity in (one, other))
        yield what, a, b, _have_no_day_in_common
    yield "wikidata id", one.wikidata_id, other.wikidata_id, _share_nothing
    yield "country", one.country, other.country, _are_other_countries
    theirs = {folded_header(column): cell for column, cell in other.extra.items()}
    for column, cell in one.extra.items():
        known = folded_header(column)
        if known in TELLING and known in theirs:
            yield column, cell, theirs[known], _share_nothing


def _are_of_two_groups(one: str, other: str) -> bool:
    groups = ("person" if is_person(t) else GROUPS.get(t.strip().lower(), "") for t in (one, other))
    first, second = groups
    return bool(first and second) and first != second


def _have_no_day_in_common(one: str, other: str) -> bool:
    """Whether no date of one can be a date of the other: several in a cell may each be right."""
    dates = [(a, b) for a in _parts(one) for b in _parts(other)]
    return all(differ("start_date", pair) for pair in dates)


def _share_nothing(one: str, other: str) -> bool:
    """Whether no value is one of both, nor the first letter of one: M is male."""
    values = _values(one), _values(other)
    if values[0] & values[1]:
        return False
    return not any(a[0] == b[0] and 1 in (len(a), len(b)) for a in values[0] for b in values[1])


def _are_other_countries(one: str, other: str) -> bool:
    """Whether no country is one of both; codes of two lengths or a name cannot be compared."""
    ones, others = _values(one), _values(other)
    kinds = {min(len(country), _NAME) for country in ones | others}
    return len(kinds) == 1 and ones.isdisjoint(others)


def _values(cell: str) -> set[str]:
    return {part.casefold() for part in _parts(cell)}


def _parts(cell: str) -> list[str]:
    return [part for one in re.split("[|;]", cell) if (part := one.strip())]
