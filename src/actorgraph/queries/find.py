"""Find entities by name: ranked candidates, and the one entity that a name surely means."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import names
from actorgraph.errors import AmbiguousNameError, NotFoundError
from actorgraph.progress import unreported
from actorgraph.queries.arguments import limit_given, text_given

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.names import Match

CANDIDATES = 10


class Candidate(NamedTuple):
    """An entity that a query can mean.

    Attributes:
        match: how well it matches and why, and which of its names matched.
    """

    entity: Entity
    match: Match


class Found(NamedTuple):
    """Candidates for a query, best first.

    Attributes:
        sure: the entity that is meant, when there is no doubt.
        left_out: the number of candidates that the limit leaves out.
    """

    query: str
    candidates: tuple[Candidate, ...]
    sure: Entity | None
    left_out: int = 0


def find(engine: Engine, query: str, *, limit: int | None = CANDIDATES) -> Found:
    """Rank the entities that a query can mean.

    Args:
        limit: the largest number of candidates that are listed; None means all.

    Raises:
        ArgumentError: if the query is no text, or the limit not a whole number from 1 on.
    """
    limit = limit_given(limit)
    matches = engine.find(text_given(query, "query"), sys.maxsize)
    sure = names.decide(matches)
    listed = matches[:limit]
    meant = [sure.id] if sure else []
    entities = engine.entities([query, *meant, *(match.id for match in listed)])
    candidates = tuple(Candidate(entities[match.id], match) for match in listed)
    return Found(
        query,
        candidates,
        entities.get(query) or (entities[sure.id] if sure else None),
        len(matches) - len(listed),
    )


Tell = Callable[[str], None]


def the_one(engine: Engine, query: str, tell: Tell = unreported) -> Entity:
    """Return the entity that a name or id surely means; never the best of several guesses.

    Args:
        tell: called with a sentence on whom the name was taken for, if it is not written so.

    Raises:
        AmbiguousNameError: if it can mean several; the error lists them.
        NotFoundError: if it means none; the error lists similar names.
    """
    if query in (exact := engine.entities([text_given(query, "name")])):
        return exact[query]
    answer = find(engine, query)
    if answer.sure is not None:
        _tell_of(answer.sure, query, answer.candidates, tell)
        return answer.sure
    good = names.to_choose_from([one.match for one in answer.candidates])
    if good:
        raise AmbiguousNameError(query, [one for one in answer.candidates if one.match in good])
    raise NotFoundError(query, answer.candidates)


def _tell_of(sure: Entity, query: str, candidates: Iterable[Candidate], tell: Tell) -> None:
    """Tell whom a name is taken for that is not theirs as it is written."""
    for one in candidates:
        match = one.match
        if match.id == sure.id and match.level == names.STRONG:
            only = "only " if match.is_surname else ""
            tell(f"{query!r} is taken for {sure.name} ({sure.id}): {only}{match.reason}.")


def source_called(engine: Engine, query: str, tell: Tell = unreported) -> str:
    """Return the id or literal name by which claims cite a source: a source goes before an entity.

    Args:
        tell: as for `the_one`.

    Raises:
        AmbiguousNameError, NotFoundError: if it is no source and no entity is surely meant.
    """
    return query if engine.is_source(text_given(query, "name")) else the_one(engine, query, tell).id
