"""Sources and the claims that cite them: of the whole graph, or of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.show import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

PARTS = ("speaker", "relay", "document", "publisher")


@dataclass(frozen=True, slots=True)
class Source:
    """How much rests on one speaker, relay, document or publisher.

    Attributes:
        parts: the number of claims that cite it as a speaker, as a relay, ...
        edges: the number of edges with a claim that cites it.
        sole: the number of edges whose claims all cite it; without this source they vanish.
    """

    id: str
    name: str
    parts: Mapping[str, int]
    claims: int
    edges: int
    sole: int


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources, the most cited first.

    Attributes:
        asked: the source that was asked for, by id or literal name; "" for all.
        says: edges with claims that cite it.
        about: edges of which it is an end.
        single: the number of these edges that have at most one independent origin.
        rejected: the number of rejected claims that are not used.
    """

    asked: str
    sources: tuple[Source, ...]
    says: tuple[Edge, ...]
    about: tuple[Edge, ...]
    single: int
    total: int
    others: Mapping[str, Entity]
    rejected: int = 0


def sources(engine: Engine, asked: str = "", *, only: Filter = NOTHING_LEFT_OUT) -> Sources:
    """Count the claims and edges that cite each source.

    Args:
        asked: an entity id or the literal name of a source; "" counts over the whole graph.
    """
    says: tuple[Edge, ...] = ()
    about: tuple[Edge, ...] = ()

    def edges_under(words: Filter) -> Iterable[Edge]:
        if not asked:
            return engine.all_edges(words)
        return [*engine.citing({asked}, words), *engine.touching({asked}, words)]

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
    entities = engine.entities([*counts, *named_in((*says, *about))], only)
    counted = [
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
    counted.sort(key=lambda source: (-source.claims, source.name))
    rejected = rejected_claims(only, edges_under)
    return Sources(asked, tuple(counted), says, about, single, total, entities, rejected)


class _Count:
    """The numbers of claims and edges that cite one source."""

    def __init__(self) -> None:
        self.parts: dict[str, int] = {}
        self.claims = self.edges = self.sole = 0


def _count(edge: Edge, counts: dict[str, _Count]) -> None:
    citations = [_parts(claim) for claim in edge.claims]
    for parts_of in citations:
        for one, parts in parts_of.items():
            count = counts.setdefault(one, _Count())
            count.claims += 1
            for part in parts:
                count.parts[part] = count.parts.get(part, 0) + 1
    for one in {name for parts_of in citations for name in parts_of}:
        counts[one].edges += 1
        counts[one].sole += all(one in parts_of for parts_of in citations)


def _parts(claim: Claim) -> dict[str, set[str]]:
    """Return the sources that a claim cites, each with the parts in which it is cited."""
    parts_of: dict[str, set[str]] = {}
    cited = (claim.speakers, claim.via, (claim.document,), (claim.publisher,))
    for part, names in zip(PARTS, cited, strict=True):
        for one in names:
            if one:
                parts_of.setdefault(one, set()).add(part)
    return parts_of
