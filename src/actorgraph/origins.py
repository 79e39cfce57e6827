"""How many independent origins claims have: speakers of whom none may have copied another.

Called by edges.py with the claims that support an edge. Leaves out what an outlet is called
(dataset.py), which quotes are the same words (quotes.py) and which documents are reprints
(reprints.py).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from actorgraph.claims import Claim

SEARCHED_COMBINATIONS = 20_000


class Voice(NamedTuple):
    """What makes two claims depend on each other when they share it; no two share an empty text.

    Attributes:
        outlet: the publisher of the document at hand, else the document. All voices without one
            share it, since nothing tells them apart.
        relay: the first relay.
        document, reprints: the document at hand, and those that share its text.
    """

    speaker: str
    outlet: str
    relay: str
    document: str
    quote: str
    reprints: frozenset[str] = frozenset()


def origins(claims: Iterable[Claim]) -> int:
    """Count the independent origins of claims.

    It is the largest number of claims of which no two share a speaker, an outlet (the publisher of
    the document at hand), a first relay, a text or a quote. Without relays, texts and quotes this
    is a maximum matching between distinct speakers and distinct outlets. Fewer claims never have
    more origins. A claim whose source, target or relation is our own reading is no origin.
    """
    voices = {voice for claim in claims if not claim.is_reading for voice in voices_of(claim)}
    outlets_of: dict[str, set[str]] = {}
    for voice in voices:
        outlets_of.setdefault(voice.speaker, set()).add(voice.outlet)
    if len(outlets_of) <= 1:
        return len(outlets_of)
    most = _matching(outlets_of)
    if most == 1 or not any(voice.relay or voice.reprints or voice.quote for voice in voices):
        return most
    marks = _marks(sorted(voices))
    held = Counter(mark for own in marks for mark in own)
    related = [own for own in marks if any(held[mark] > 1 for mark in own)]
    alone = len(marks) - len(related)
    return min(most, alone + _most_apart(related, most - alone))


def voices_of(claim: Claim) -> Iterator[Voice]:
    """Yield a voice for each speaker of a claim; none if nobody is known to say it."""
    outlet = claim.publisher or claim.document
    relay = claim.via[0] if claim.via else ""
    for speaker in claim.speakers or ((outlet,) if outlet else ()):
        yield Voice(speaker, outlet, relay, claim.document, claim.quote.strip(), claim.reprints)


def _marks(voices: Sequence[Voice]) -> list[set[Hashable]]:
    """Return marks for each voice: two that may be one origin share one of them."""
    marks: list[set[Hashable]] = [set() for _ in voices]
    if any(voice.quote for voice in voices):
        from actorgraph.quotes import wordings  # 3 ms, a twentieth of `show`, and seldom needed

        marks = wordings([voice.quote for voice in voices])
    for voice, own in zip(voices, marks, strict=True):
        own.update((("speaker", voice.speaker), ("outlet", voice.outlet)))
        own.update((("relay", voice.relay),) if voice.relay else ())
        own.update(("texts", *sorted((voice.document, other))) for other in voice.reprints)
    return marks


def _matching(outlets_of: dict[str, set[str]]) -> int:
    """Return the size of a maximum bipartite matching, by augmenting paths (Kuhn 1955)."""
    taken: dict[str, str] = {}
    return sum(_is_placed(speaker, outlets_of, taken) for speaker in sorted(outlets_of))


def _is_placed(speaker: str, outlets_of: dict[str, set[str]], taken: dict[str, str]) -> bool:
    """Give a speaker an outlet, where others can move to another; return whether that is possible.

    Args:
        taken: by outlet who has it; changed. A path can be as long as there are speakers.
    """
    tried: set[str] = set()
    path = [(speaker, iter(sorted(outlets_of[speaker])))]
    steps: list[str] = []
    while path:
        outlet = next((one for one in path[-1][1] if one not in tried), None)
        if outlet is None:
            path.pop()
            del steps[-1:]
            continue
        tried.add(outlet)
        steps.append(outlet)
        if outlet not in taken:
            taken.update((step, mover) for step, (mover, _) in zip(steps, path, strict=True))
            return True
        path.append((taken[outlet], iter(sorted(outlets_of[taken[outlet]]))))
    return False


def _most_apart(marks: Sequence[AbstractSet[Hashable]], most: int) -> int:
    """Search for the largest number of voices that share no mark, at most `most`.

    The search is exact for all data seen so far. Where hundreds of claims quote each other it ends
    early, with a number that is never too large but may be too small.
    """
    best = number = 0
    tries = SEARCHED_COMBINATIONS
    chosen: list[int] = []
    taken: set[Hashable] = set()
    while True:
        while number < len(marks):
            tries -= 1
            if best == most or tries < 0:
                return best
            if len(chosen) + len(marks) - number <= best:
                break
            if taken.isdisjoint(marks[number]):
                chosen.append(number)
                taken |= marks[number]
                best = max(best, len(chosen))
            number += 1
        if not chosen:
            return best
        last = chosen.pop()
        taken -= marks[last]
        number = last + 1
