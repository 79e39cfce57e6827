"""Sources and the claims that cite them: of the whole graph, or of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.counts import new_claims
from actorgraph.descriptions import cited_in
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

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
        entities: the number of entities that it describes.
    """

    id: str
    name: str
    parts: Mapping[str, int]
    claims: int
    edges: int
    sole: int
    entities: int = 0


@dataclass(frozen=True, slots=True)
class Sources:
    """Sources, the most cited first.

    Attributes:
        asked: the source that was asked for, by id or literal name; "" for all.
        says: edges with claims that cite it.
        about: edges of which it is an end.
        described: the entities that it describes, each as it alone describes it.
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
    described: tuple[Entity, ...] = ()


def sources(engine: Engine, asked: str = "", *, only: Filter = NOTHING_LEFT_OUT) -> Sources:
    """Count the claims, edges and descriptions of entities that cite each source.

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
    is_new = new_claims()
    for edge in edges:
        total += 1
        single += edge.origins <= 1
        _count(edge, counts, is_new)
    described = _described(engine, asked, only, counts)
    cited = (one for entity in described for one in cited_in(entity))
    entities = engine.entities([*counts, *named_in((*says, *about)), *cited], only)
    counted = [count.named(one, entities) for one, count in counts.items()]
    counted.sort(key=lambda source: (-source.claims, -source.entities, source.name))
    return Sources(
        asked,
        tuple(counted),
        says,
        about,
        single,
        total,
        entities,
        rejected=rejected_claims(only, edges_under),
        described=described,
    )


def _described(
    engine: Engine, asked: str, only: Filter, counts: dict[str, _Count]
) -> tuple[Entity, ...]:
    """Count the entities that each source describes; return those that the one asked for does."""
    if asked and not engine.describes(asked):
        return ()
    described = []
    for entity in engine.all_entities(only):
        if asked:
            citing = (one for one in entity.descriptions if asked in one.claim.sources)
            entity = entity._replace(descriptions=tuple(citing))  # noqa: PLW2901 - as it says
            described += [entity] if entity.descriptions else []
        for source in set(cited_in(entity)):
            counts.setdefault(source, _Count()).entities += 1
    return tuple(described)


class _Count:
    """The numbers of claims and edges that cite one source."""

    def __init__(self) -> None:
        self.parts: dict[str, int] = {}
        self.claims = self.edges = self.sole = self.entities = 0

    def named(self, source: str, entities: Mapping[str, Entity]) -> Source:
        """Return the counts of a source, called by its name."""
        return Source(
            source,
            entities[source].name if source in entities else source,
            {part: self.parts[part] for part in PARTS if part in self.parts},
            self.claims,
            self.edges,
            self.sole,
            self.entities,
        )


def _count(edge: Edge, counts: dict[str, _Count], is_new: Callable[[Claim], bool]) -> None:
    citations = [_parts(claim) for claim in edge.claims]
    for claim, parts_of in zip(edge.claims, citations, strict=True):
        number = int(is_new(claim))
        for one, parts in parts_of.items():
            count = counts.setdefault(one, _Count())
            count.claims += number
            for part in parts:
                count.parts[part] = count.parts.get(part, 0) + number
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
