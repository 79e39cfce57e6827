"""How many independent origins claims have: who of several speakers did not copy from another.

Called by the edges, which hand over the claims that support them. Leaves out what an outlet is
called (dataset.py) and which texts are copies of each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.claims import Claim

SEARCHED_COMBINATIONS = 20_000


class Voice(NamedTuple):
    """What makes two claims depend on each other when they share it."""

    speaker: str
    outlet: str
    relay: str
    wording: str


def origins(claims: Iterable[Claim]) -> int:
    """Return the number of independent origins of claims.

    That is the largest number of claims of which no two share a speaker, an outlet (the publisher
    of the document that we hold), a first relay or a quote. Without relays and quotes this is a
    maximum matching between distinct speakers and distinct outlets. Fewer claims never have more
    origins. A claim whose source, target or relation is our own reading is no origin.
    """
    voices = {voice for claim in claims if not claim.is_reading for voice in _voices_of(claim)}
    outlets_of: dict[str, set[str]] = {}
    for voice in voices:
        outlets_of.setdefault(voice.speaker, set()).add(voice.outlet)
    if len(outlets_of) <= 1:
        return len(outlets_of)
    most = _matching(outlets_of)
    if most == 1 or not any(voice.relay or voice.wording for voice in voices):
        return most
    return _most_apart(sorted(voices), most)


def wording(quote: str) -> str:
    """Return what two quotes of the same words have in common, whatever their case and blanks."""
    return " ".join(quote.casefold().split())


def _voices_of(claim: Claim) -> Iterable[Voice]:
    outlet = claim.publisher or claim.document
    relay = claim.via[0] if claim.via else ""
    for speaker in claim.speakers or ((outlet,) if outlet else ()):
        yield Voice(speaker, outlet, relay, wording(claim.quote))


def _matching(outlets_of: dict[str, set[str]]) -> int:
    """Return the size of a maximum bipartite matching, by augmenting paths (Kuhn 1955)."""
    taken: dict[str, str] = {}

    def place(speaker: str, tried: set[str]) -> bool:
        for outlet in sorted(outlets_of[speaker] - tried):
            tried.add(outlet)
            if outlet not in taken or place(taken[outlet], tried):
                taken[outlet] = speaker
                return True
        return False

    return sum(place(speaker, set()) for speaker in sorted(outlets_of))


def _most_apart(voices: list[Voice], most: int) -> int:
    """Return the largest number of voices that share nothing, at most `most`.

    Exact for what occurs; where hundreds of claims quote each other the search ends early, with
    a number that is sure but may be too small.
    """
    best = 0
    tries = SEARCHED_COMBINATIONS

    def take(start: int, chosen: int, used: frozenset[tuple[int, str]]) -> None:
        nonlocal best, tries
        best = max(best, chosen)
        for number in range(start, len(voices)):
            tries -= 1
            if best == most or tries < 0 or chosen + len(voices) - number <= best:
                return
            marks = {(part, text) for part, text in enumerate(voices[number]) if text or part == 1}
            if not marks & used:
                take(number + 1, chosen + 1, used | marks)

    take(0, 0, frozenset())
    return best
