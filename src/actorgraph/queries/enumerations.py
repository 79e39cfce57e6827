"""Names that are several names in a row, which only the other names of the data can show.

`Kelp Ltd, Orrin Bank and Fennel Trust` is several if two of these are entities, speakers or parts
of other cells; `Department for Trade, Energy and the Sea` is one. Called by check.py; separators
that tell by themselves are looked for when rows are read (cells.py).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import checks
from actorgraph.cells import parts_of
from actorgraph.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.engine import Engine

_BETWEEN = re.compile(
    r"\s*[,\u3001\u060c\uff0c]\s*(?:(?:and|und|et|y|e|i|\u0438|\u0442\u0430)\s+)?|"
    r"\s+(?:and|und|et|y|en|och|og|oraz|\u0438|\u0442\u0430|&|\+|/)\s+",
    re.IGNORECASE,
)
_TWO = 2


class _CellPlace(NamedTuple):
    """Where a name stands first: the file, the line and the column of its cell."""

    file: str
    line: int
    column: str


def enumerations(engine: Engine) -> Iterator[Problem]:
    """Yield a warning for each end and speaker that names several who are named elsewhere."""
    ends, speakers = dict(_made_ends(engine)), dict(_speakers(engine))
    several = {
        name: parts
        for name in (*ends, *speakers)
        if len(parts := tuple(part for part in _BETWEEN.split(name) if part)) >= _TWO
    }
    if not several:
        return
    sought = {part for parts in several.values() for part in parts}
    known = sought & set(_names(engine, (*ends, *speakers)))
    for places, is_end in ((ends, True), (speakers, False)):
        for name, place in places.items():
            found = several.get(name, ())
            if _names_several(found, known):
                yield Problem("warning", *place, _message(name, found, is_end=is_end))


def _names_several(parts: tuple[str, ...], known: set[str]) -> bool:
    """Return whether two parts are known, and do not look like a surname and a given name."""
    are_words = len(parts) == _TWO and all(" " not in part for part in parts)
    return len(known.intersection(parts)) >= _TWO and not are_words


def _message(name: str, parts: tuple[str, ...], *, is_end: bool) -> str:
    return checks.may_be_several(name, parts) if is_end else checks.read_as_one(name, parts)


def _made_ends(engine: Engine) -> Iterator[tuple[str, _CellPlace]]:
    for entity in engine.all_entities():
        if entity.derived and entity.type != "position":
            yield entity.id, _CellPlace(entity.file, entity.line, "")


def _speakers(engine: Engine) -> Iterator[tuple[str, _CellPlace]]:
    """Yield each speaker and relay that a row names, with the last row that does."""
    for claim in engine.all_claims():
        for column in ("attributed_to", "via"):
            for name in getattr(claim, column):
                yield name, _CellPlace(claim.file, claim.line, column)


def _names(engine: Engine, others: Iterable[str]) -> Iterator[str]:
    for entity in engine.all_entities():
        yield from (entity.id, entity.name, *entity.aliases)
    for name in others:
        yield from (name, *parts_of(name))
