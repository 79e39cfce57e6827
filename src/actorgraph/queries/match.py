"""My entities against a list of others: who of them may be whom, why, and what is sure.

Names are found as `find` finds them; types, dates, countries and numbers of registers that
contradict count against (agreement.py). Nothing is merged: a person judges (judgements.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import names
from actorgraph.names.parts import is_person
from actorgraph.names.sureness import COMPLETE
from actorgraph.progress import unreported
from actorgraph.queries.agreement import Agreement, agreement
from actorgraph.queries.arguments import limit_given
from actorgraph.queries.lookups import lookups

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.names import Entry, Match
    from actorgraph.progress import Progress

CANDIDATES = 3
LEAST = 0.65
"""The right one is first with no lower a score for .966 of the people in five folds (.975 without a
threshold), and for .924 of 460 variants that chose neither weights nor it (.943 without)."""
LOOKED_AT = 8
"""How many entities of each name are compared by their attributes too."""
READ_TOGETHER = 1000


class Counterpart(NamedTuple):
    """An entity of the list that may be one of mine.

    Attributes:
        match: how well the names agree and why, and which name of the list's matched.
        score: that of the names, less what the attributes that differ cost.
        agreement: what they agree and differ in beside their names.
    """

    entity: Entity
    match: Match
    score: float
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Matching:
    """One of my entities with who in the list may be it, the most likely first.

    Attributes:
        sure: the one that it surely is by name, with nothing that contradicts; None for a question.
        rivals: the ids of others of mine for whom the same is as sure, which makes it a question.
    """

    entity: Entity
    counterparts: tuple[Counterpart, ...]
    sure: Entity | None
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """My entities in a list: those that are sure first, then the most likely.

    Attributes:
        asked: the number of my entities.
        found: those with a candidate that nobody has judged.
        judged: the number of candidates that are left out, since somebody has judged them.
        left_out: the number of candidates that the limit leaves out.
    """

    asked: int
    found: tuple[Matching, ...]
    judged: int = 0
    left_out: int = 0

    @property
    def sure(self) -> int:
        """The number of entities that are surely in the list."""
        return sum(one.sure is not None for one in self.found)


def match(
    engine: Engine,
    listed: Engine,
    *,
    limit: int | None = CANDIDATES,
    least: float = LEAST,
    judged: Collection[frozenset[str]] = (),
    progress: Progress = unreported,
) -> Matched:
    """Look for each entity in a list of others.

    Args:
        listed: the list, as a graph.
        limit: the largest number of candidates for each; None means all that are looked at.
        least: the score below which nobody is proposed.
        judged: pairs of ids, mine and the list's, that somebody has judged: they are left out.
        progress: is told how far this is.

    Raises:
        ArgumentError: if the limit is not a whole number from 1 on.
    """
    limit = limit_given(limit)
    asked, candidates = _candidates(engine, listed, progress)
    kept = {
        mine: [one for one in found if frozenset((mine, one.id)) not in judged]
        for mine, found in candidates.items()
    }
    matchings = list(_matchings(engine, listed, kept, least))
    matchings = _without_rivals(matchings)
    matchings.sort(key=lambda one: (one.sure is None, -one.counterparts[0].score))
    shown = tuple(replace(one, counterparts=one.counterparts[:limit]) for one in matchings)
    proposed = sum(len(one.counterparts) for one in matchings)
    return Matched(
        asked,
        shown,
        sum(map(len, candidates.values())) - sum(map(len, kept.values())),
        proposed - sum(len(one.counterparts) for one in shown),
    )


def _candidates(
    engine: Engine, listed: Engine, progress: Progress
) -> tuple[int, dict[str, list[Match]]]:
    """Return how many entities I have, and for each id whom its names find, best first.

    The names of the smaller side are asked of the larger.
    """
    mine, theirs = _as_long_as_both(engine.all_names(), listed.all_names())
    if mine is not None:
        found = _found(listed, mine, progress)
        return len(mine), {
            entity_id: _best(match for _, match in matches) for entity_id, matches in found
        }
    turned: dict[str, list[Match]] = {}
    for their_id, matches in _found(engine, theirs or [], progress):
        for one in _best(one._replace(matched_name=name) for name, one in matches):
            turned.setdefault(one.id, []).append(one._replace(id=their_id))
    return sum(1 for _ in engine.all_names()), turned


def _as_long_as_both(
    mine: Iterable[Entry], theirs: Iterable[Entry]
) -> tuple[list[Entry] | None, list[Entry] | None]:
    """Return the shorter of two and None for the longer, which is not read to its end."""
    ones: list[Entry] = []
    others: list[Entry] = []
    for one, other in zip_longest(mine, theirs):
        if one is None:
            return ones, None
        if other is None:
            return None, others
        ones.append(one)
        others.append(other)
    return ones, None


def _found(
    engine: Engine, entries: Sequence[Entry], progress: Progress
) -> Iterator[tuple[str, list[tuple[str, Match]]]]:
    """Yield the id of each entry with all that each of its names finds; one name is asked once."""
    asked = list(dict.fromkeys(name for entry in entries for name in entry.names))
    answers = dict(zip(asked, lookups(engine, asked, LOOKED_AT, progress), strict=True))
    for entry in entries:
        yield entry.id, [(name, one) for name in entry.names for one in answers[name]]


def _best(matches: Iterable[Match]) -> list[Match]:
    """Return the best match of each entity, the best first."""
    best: dict[str, Match] = {}
    for one in matches:
        if one.id not in best or one.score > best[one.id].score:
            best[one.id] = one
    return sorted(best.values(), key=lambda one: -one.score)[:LOOKED_AT]


def _matchings(
    engine: Engine, listed: Engine, candidates: Mapping[str, list[Match]], least: float
) -> Iterator[Matching]:
    """Yield who has a candidate that is worth a look."""
    ids = [one for one, matches in candidates.items() if matches and matches[0].score >= least]
    for at in range(0, len(ids), READ_TOGETHER):
        part = ids[at : at + READ_TOGETHER]
        mine = engine.entities(part)
        theirs = listed.entities(dict.fromkeys(m.id for one in part for m in candidates[one]))
        for one in part:
            counterparts = [
                _counterpart(mine[one], theirs[m.id], m) for m in candidates[one] if m.id in theirs
            ]
            counterparts.sort(key=lambda c: (-c.score, -len(c.agreement.agreeing)))
            if worth := tuple(c for c in counterparts if c.score >= least):
                yield Matching(mine[one], worth, _surely(mine[one], counterparts))


def _counterpart(mine: Entity, theirs: Entity, match: Match) -> Counterpart:
    agreed = agreement(mine, theirs)
    return Counterpart(theirs, match, match.score * agreed.cost, agreed)


def _surely(mine: Entity, counterparts: Sequence[Counterpart]) -> Entity | None:
    """Return who one of mine is, if every part of a name agrees, nobody is as near, and no more.

    One name of a person is many people's. Where somebody else of the name is told apart by an
    attribute, one has to agree in an attribute too.
    """
    identified = [one for one in counterparts if one.agreement.is_identified]
    if len(identified) == 1 and not identified[0].agreement.differing:
        return identified[0].entity
    possible = [one for one in counterparts if not one.agreement.differing]
    whole = [one for one in possible if _is_whole(one.match)]
    meant = names.decide([one.match for one in possible])
    if meant is None or len(whole) != 1 or whole[0].match is not meant:
        return None
    sure = whole[0]
    if is_person(sure.entity.type) and is_person(mine.type) and " " not in mine.name.strip():
        return None
    others = [one for one in counterparts if one.agreement.differing and _is_whole(one.match)]
    return None if others and not sure.agreement.agreeing else sure.entity


def _is_whole(match: Match) -> bool:
    """Whether every part of either name has its partner in the other."""
    if match.is_heard or match.is_surname:
        return False
    return match.level == names.EXACT or (match.level == names.STRONG and match.score >= COMPLETE)


def _without_rivals(matchings: Sequence[Matching]) -> list[Matching]:
    """Return the same where nobody of the list is surely two of mine: that is a question."""
    claimed = Counter(one.sure.id for one in matchings if one.sure)
    by_claim: dict[str, list[str]] = {}
    for one in matchings:
        if one.sure and claimed[one.sure.id] > 1:
            by_claim.setdefault(one.sure.id, []).append(one.entity.id)
    return [
        replace(
            one, sure=None, rivals=tuple(i for i in by_claim[one.sure.id] if i != one.entity.id)
        )
        if one.sure and one.sure.id in by_claim
        else one
        for one in matchings
    ]
