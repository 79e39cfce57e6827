"""Normalise, compare and look up names; a score comes with its reason.

Exact names and surnames only, so far.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Match(NamedTuple):
    """An entity that a query can mean, and why."""

    id: str
    score: float
    reason: str
    matched_name: str
    level: str


def fold(name: str) -> str:
    """A name without what does not tell names apart."""
    return " ".join(name.casefold().split())


class NameIndex:
    """Names in memory."""

    def __init__(self, named: Iterable[tuple[str, str, tuple[str, ...], str]]) -> None:
        self._found: dict[str, dict[str, str]] = {}
        for entity_id, name, aliases, _type in named:
            for one in (entity_id, name, *aliases, *name.split()[-1:]):
                self._found.setdefault(fold(one), {})[entity_id] = name

    def lookup(self, query: str, limit: int = 10) -> list[Match]:
        """Entities of that name, id or surname."""
        there = self._found.get(fold(query), {})
        return [Match(one, 1.0, "same name", name, "exact") for one, name in there.items()][:limit]


def decide(matches: Sequence[Match]) -> Match | None:
    """The one that is surely meant."""
    return matches[0] if len(matches) == 1 else None
