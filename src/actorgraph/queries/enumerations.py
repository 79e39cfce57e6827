"""Names that are several names in a row, which only the other names of the data can show.

`Kelp Ltd, Orrin Bank and Fennel Trust` is several if two of these are entities, speakers or parts
of other cells; `Department for Trade, Energy and the Sea` is one. Called by check.py; separators
that tell by themselves are looked for when rows are read (cells.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph import checks
from actorgraph.cells import parts_of
from actorgraph.engine import CellPlace
from actorgraph.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine

_BETWEEN = re.compile(
    r"\s*[,\u3001\u060c\uff0c]\s*(?:(?:and|und|et|y|e|i|\u0438|\u0442\u0430)\s+)?|"
    r"\s+(?:and|und|et|y|en|och|og|oraz|\u0438|\u0442\u0430|&|\+|/)\s+",
    re.IGNORECASE,
)
_TWO = 2


def enumerations(
    engine: Engine, entities: Iterable[Entity], speakers: Mapping[str, CellPlace]
) -> Iterator[Problem]:
    """Yield a warning for each end and speaker that names several who are named elsewhere.

    Args:
        entities: those whose ids `may_name_several`.
        speakers: each speaker and relay that a row names, with the last row that does.
    """
    ends = _made_ends(entities)
    several = {name: parts_between(name) for name in (*ends, *speakers) if may_name_several(name)}
    if not several:
        return
    sought = {part for parts in several.values() for part in parts}
    known = sought.intersection(_names(engine, speakers))
    for places, is_end in ((ends, True), (speakers, False)):
        for name, place in places.items():
            found = several.get(name, ())
            if _names_several(found, known):
                yield Problem("warning", *place, _message(name, found, is_end=is_end))


def may_name_several(name: str) -> bool:
    """Return whether a name has several parts, which other names may show to be names."""
    # What holds neither blank nor comma, as most ids, is not looked at any closer.
    return not name.isalnum() and len(parts_between(name)) >= _TWO


def parts_between(name: str) -> tuple[str, ...]:
    """Return the parts of a name between commas and words for `and`."""
    return tuple(part for part in _BETWEEN.split(name) if part)


def _names_several(parts: tuple[str, ...], known: set[str]) -> bool:
    """Return whether two parts are known, and do not look like a surname and a given name."""
    are_words = len(parts) == _TWO and all(" " not in part for part in parts)
    return len(known.intersection(parts)) >= _TWO and not are_words


def _message(name: str, parts: tuple[str, ...], *, is_end: bool) -> str:
    return checks.may_be_several(name, parts) if is_end else checks.read_as_one(name, parts)


def _made_ends(entities: Iterable[Entity]) -> dict[str, CellPlace]:
    """Return the ends that rows of relations alone name, and where each stands first."""
    return {
        one.id: CellPlace(one.file, one.line, "")
        for one in entities
        if one.derived and one.type != "position"
    }


def _names(engine: Engine, speakers: Iterable[str]) -> Iterator[str]:
    compound = []
    for entry in engine.all_names():
        yield from (entry.id, *entry.names)
        if len(parts_of(entry.id)) >= _TWO:
            compound.append(entry.id)
    made = _made_ends(engine.entities(compound).values())
    for name in (*made, *speakers):
        yield from (name, *parts_of(name))
