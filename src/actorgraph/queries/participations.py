"""What is said of two who took part in one event: one claim that names both, or one of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Claim
    from actorgraph.engine import Engine
    from actorgraph.filters import Filter


class Participation(NamedTuple):
    """The supporting claims that each of two took part in an event."""

    one: tuple[Claim, ...]
    other: tuple[Claim, ...]

    @property
    def named(self) -> Iterator[str]:
        """The ids of who says so, and of the documents."""
        for claim in (*self.one, *self.other):
            yield from (*claim.speakers, claim.document)

    @property
    def naming_both(self) -> Claim | None:
        """A claim whose speakers, document, place in it and date name both, hedged if need be.

        Of several the surest. A plan and our own reading name nobody as taking part.
        """
        named = [claim for claim in self.other if _names(claim)]
        pairs = [(a, b) for a in self.one if _names(a) for b in named if _place(a) == _place(b)]
        surest = min(pairs, key=_is_hedged, default=None)
        return None if surest is None else max(surest, key=lambda claim: _is_hedged((claim,)))


def participations(engine: Engine, only: Filter, one: str, event: str, other: str) -> Participation:
    """Fetch all that says that two took part in an event, not only the best of it."""
    edges = engine.touching({event}, only, within={one, event, other})

    def claims_of(who: str) -> tuple[Claim, ...]:
        taking_part = (who, schema.PARTICIPANT, event)
        return tuple(
            claim
            for edge in edges
            for claim in edge.supporting
            if schema.by_main_word(claim.source, claim.relation, claim.target) == taking_part
        )

    return Participation(claims_of(one), claims_of(other))


def _names(claim: Claim) -> bool:
    return claim.is_sourced and not claim.is_reading and not claim.mode


def _is_hedged(claims: Iterable[Claim]) -> bool:
    return any(claim.certainty != schema.STATED for claim in claims)


def _place(claim: Claim) -> tuple[object, ...]:
    return (claim.speakers, claim.document, claim.locator, claim.statement_date)
