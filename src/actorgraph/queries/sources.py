"""Who says what: every source with what rests on it, or one source with its claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Claim, Edge, Entity
    from actorgraph.engine import Engine

PARTS = ("speaker", "relay", "document", "publisher")


@dataclass(frozen=True, slots=True)
class Source:
    """What rests on one speaker, relay, document or publisher.

    Attributes:
        parts: how many claims name it as what.
        edges: how many edges have a claim that rests on it.
        sole: how many edges have no claim that does not; they go with `--without`.
    """

    id: str
    name: str
    parts: Mapping[str, int]
    claims: int
    edges: int
    sole: int


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources, the one that most rests on first.

    Attributes:
        asked: the one source or subject asked for, by id or literal name; "" for all.
        says: edges with claims that rest on it.
        about: edges it has part in.
        single: how many of all these edges have one independent origin or none.
    """

    asked: str
    sources: tuple[Source, ...]
    says: tuple[Edge, ...]
    about: tuple[Edge, ...]
    single: int
    total: int
    others: Mapping[str, Entity]


def sources(engine: Engine, asked: str = "", *, only: Filter = NOTHING_LEFT_OUT) -> Sources:
    """Count what rests on whom.

    Args:
        asked: an entity id or the literal name of a source; "" counts over the whole graph.
    """
    says: tuple[Edge, ...] = ()
    about: tuple[Edge, ...] = ()
    if asked:
        says = tuple(engine.citing({asked}, only))
        about = tuple(engine.touching({asked}, only))
        edges: Iterable[Edge] = {e.id: e for e in (*says, *about)}.values()
    else:
        edges = engine.all_edges(only)
    counts: dict[str, _Count] = {}
    total = single = 0
    for edge in edges:
        total += 1
        single += edge.origins <= 1
        _count(edge, counts)
    entities = engine.entities([*counts, *named_in((*says, *about))])
    listed = [
        Source(
            one,
            entities[one].name if one in entities else one,
            {part: count.parts[part] for part in PARTS if part in count.parts},
            count.claims,
            count.edges,
            count.sole,
        )
        for one, count in counts.items()
    ]
    listed.sort(key=lambda source: (-source.claims, source.name))
    return Sources(asked, tuple(listed), says, about, single, total, entities)


class _Count:
    """What cites one source."""

    def __init__(self) -> None:
        self.parts: dict[str, int] = {}
        self.claims = self.edges = self.sole = 0


def _count(edge: Edge, counts: dict[str, _Count]) -> None:
    cited = [_parts(claim) for claim in edge.claims]
    for parts_of in cited:
        for one, parts in parts_of.items():
            count = counts.setdefault(one, _Count())
            count.claims += 1
            for part in parts:
                count.parts[part] = count.parts.get(part, 0) + 1
    for one in {name for parts_of in cited for name in parts_of}:
        counts[one].edges += 1
        counts[one].sole += all(one in parts_of for parts_of in cited)


def _parts(claim: Claim) -> dict[str, set[str]]:
    """Return every source that a claim cites, with what each is to it."""
    parts_of: dict[str, set[str]] = {}
    named = (claim.speakers, claim.via, (claim.document,), (claim.publisher,))
    for part, sources_named in zip(PARTS, named, strict=True):
        for one in sources_named:
            if one:
                parts_of.setdefault(one, set()).add(part)
    return parts_of
