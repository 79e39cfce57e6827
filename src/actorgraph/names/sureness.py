"""Whether one of the matches of a query is surely meant, and between whom a question is.

Called by lookup.py and whoever answers with one entity; leaves out how matches are found. It
imports nothing of names, so that who is asked for by an id does not wait for how names compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

EXACT = "exact"
STRONG = "strong"
SIMILAR = "similar"
NONE = "none"

COMPLETE = 0.95
"""From this score on every part of either name has its partner in the other."""

CLOSE_BUT_FOR_A_LETTER = 0.75
"""A match as similar as this makes wider circles needless if no more than one letter differs."""


SAME_NAME = "same name"
INITIALS = "initials and surname"
GIVEN_LEFT_OUT = "given names left out"
MORE_GIVEN = "same name with more given names"
PART = "part of the name"
NICKNAME = "nickname"
GENERATION_LEFT_OUT = "generation left out"
ANOTHER_GENERATION = "but another generation"
"""What the reason of a match begins with, or has: how much of the query and the name agrees."""


class Match(NamedTuple):
    """An entity that a query can mean, and why.

    Attributes:
        matched_name: which of its names agreed.
        level: exact, strong or similar.
    """

    id: str
    score: float
    reason: str
    matched_name: str
    level: str

    @property
    def is_transliterated(self) -> bool:
        """Whether the name is another's script, which leaves out what tells Glen from Glenn."""
        return "transliterated" in self.reason

    @property
    def is_heard(self) -> bool:
        """Whether no more than the sound of a name in another script agrees."""
        return self.score == COMPLETE and self.level == STRONG and self.is_transliterated

    @property
    def is_surname(self) -> bool:
        """Whether a person was found by the surname alone."""
        return self.reason.startswith("surname")

    @property
    def is_other_part(self) -> bool:
        """Whether a person was found by one part of a name that is no surname."""
        return self.reason.startswith("given name or other part")


def decide(matches: Sequence[Match]) -> Match | None:
    """Return the one that is surely meant; None if there is a doubt.

    The name on display as it is written goes before every other name, that before a name of which
    every part agrees, and that before a name of which the query leaves something out. The nearest
    is sure if no other is as near; one in another script also only if no other sounds like it. A
    surname is sure if no other person has it for any part of a name. Matches that are merely
    similar are never an answer.
    """
    nearest = min(map(_remoteness, matches), default=None)
    if nearest is None or nearest == _NEVER:
        return None
    near = {match.id: match for match in matches if _remoteness(match) == nearest}
    if len(near) > 1:
        return None
    (meant,) = near.values()
    others = [match for match in matches if match.id != meant.id]
    return None if any(_is_doubtful_by(meant, other) for other in others) else meant


def to_choose_from(matches: Sequence[Match]) -> list[Match]:
    """Return those between whom a question is: whoever can be meant, and who makes it doubtful."""
    can_be = [match for match in matches if match.level in (EXACT, STRONG)]
    return [
        match
        for match in matches
        if match in can_be or any(_is_doubtful_by(meant, match) for meant in can_be)
    ]


def _is_doubtful_by(meant: Match, other: Match) -> bool:
    """Whether it is doubtful that one is meant since there is another.

    Initials can be those of a name that has fewer. Where given names are left out, a surname of
    another's can be, or Ken be called Kenneth.
    """
    fits_too = (
        (meant.is_surname and (other.is_other_part or GENERATION_LEFT_OUT in other.reason))
        or (meant.reason.startswith(INITIALS) and other.reason.startswith((INITIALS, MORE_GIVEN)))
        or (GIVEN_LEFT_OUT in meant.reason and other.reason.startswith((PART, NICKNAME)))
    )
    return fits_too or _can_sound_as(meant, other)


def _can_sound_as(meant: Match, other: Match) -> bool:
    """Whether what is written in one script can be another name in the other."""
    if meant.is_heard:
        return other.score >= CLOSE_BUT_FOR_A_LETTER
    return meant.is_transliterated and meant.score > COMPLETE and other.is_heard


_NEVER = 4


def _remoteness(match: Match) -> int:
    if match.score == 1.0 and match.reason in ("id", SAME_NAME):
        return 0
    if match.level == EXACT:
        return 1
    if match.level == STRONG:
        return 2 if match.score >= COMPLETE and not match.is_heard else 3
    return _NEVER
