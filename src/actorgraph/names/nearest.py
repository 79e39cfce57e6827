"""The names nearest to a few others, found in one pass over all names and without an index.

Called where few names are asked for once, as by `check`: an index of all names in memory takes
eight times as long as this. Names are compared as folded words in order, and only the nearest by
their parts (compare.py). Leaves out spellings that share hardly a letter.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.names.compare import compare
from actorgraph.names.fold import folded_words
from actorgraph.names.letter_distances import close_lines
from actorgraph.names.scores import DIFFERENT, WORTH_PROPOSING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from actorgraph.names.entries import Entry

AT_ONCE = 1 << 15
COMPARED = 12
"""So many of the nearest by letters are compared by their parts."""
LEAST_ALIKE = 60
"""In percent, by the letters that two names have in common in the same order."""

_KINDS = ("person", "organization")
"""By whose rules names compare where no type is given."""


class Near(NamedTuple):
    """An entity with a name near to the one that was asked for; the likelihood is from 0 to 1."""

    likelihood: float
    id: str
    name: str
    reason: str


def nearest(asked: Sequence[str], entries: Iterable[Entry]) -> list[list[Near]]:
    """Return for each name the entities with other names that may be the same, nearest first."""
    found: list[list[tuple[int, int, Entry, str]]] = [[] for _ in asked]
    keys = _keys(asked)
    waiting = ((name, entry) for entry in entries for name in entry.names)
    while some := list(islice(waiting, AT_ONCE)):
        lines = _keys([name for name, _ in some])
        alike = close_lines(keys, lines, least=LEAST_ALIKE, limit=COMPARED)
        for number, close in enumerate(alike):
            for percent, place in close:
                name, entry = some[place]
                if entry.id != asked[number]:
                    found[number].append((percent, -entry.number, entry, name))
            if len(found[number]) > AT_ONCE:
                found[number] = nlargest(COMPARED, found[number])
    return [
        _compared(name, nlargest(COMPARED, near, key=lambda one: one[:2]))
        for name, near in zip(asked, found, strict=True)
    ]


def _keys(names: Sequence[str]) -> list[str]:
    lines = [" ".join(name.split()) for name in names]
    return [" ".join(sorted(words)) for words in folded_words(lines)]


def _compared(name: str, near: Iterable[tuple[int, int, Entry, str]]) -> list[Near]:
    """Return those that may be the same by the parts of their names; each entity once."""
    found: dict[str, Near] = {}
    for _, _, entry, other in near:
        kinds = (entry.type,) if entry.type else _KINDS
        score = max(compare(name, other, entity_type=kind) for kind in kinds)
        is_told_apart = "but another" in score.reason
        if score is not DIFFERENT and score.value >= WORTH_PROPOSING and not is_told_apart:
            one = Near(score.value, entry.id, other, score.reason)
            found[entry.id] = max(one, found.get(entry.id, one))
    return sorted(found.values(), key=lambda one: -one.likelihood)
