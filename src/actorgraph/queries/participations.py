"""What is said of two who took part in one event: one claim that names both, or one of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema

if TYPE_CHECKING:
    from actorgraph.claims import Claim
    from actorgraph.engine import Engine
    from actorgraph.filters import Filter


class Participation(NamedTuple):
    """The supporting claims that each of two took part in an event."""

    one: tuple[Claim, ...]
    other: tuple[Claim, ...]

    @property
    def naming_both(self) -> Claim | None:
        """A claim of the one whose speakers, document and place in it also name the other."""
        places = {_place(claim) for claim in self.other if claim.is_sourced}
        return next((claim for claim in self.one if _place(claim) in places), None)


def participations(engine: Engine, only: Filter, one: str, event: str, other: str) -> Participation:
    """Fetch all that says that two took part in an event, not only the best of it."""
    edges = engine.touching({event}, only, within={one, event, other})

    def claims_of(who: str) -> tuple[Claim, ...]:
        return tuple(
            claim
            for edge in edges
            for claim in edge.supporting
            if (claim.source, claim.relation, claim.target) == (who, schema.PARTICIPANT, event)
        )

    return Participation(claims_of(one), claims_of(other))


def _place(claim: Claim) -> tuple[object, ...]:
    return (claim.speakers, claim.document, claim.locator)
