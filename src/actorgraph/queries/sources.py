"""Sources and the claims that cite them: of the whole graph, or of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.citation_counts import PARTS, CitationCount, count_citations
from actorgraph.descriptions import cited_in
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.whole_graph import citation_counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine


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
        counted = count_citations({edge.id: edge for edge in (*says, *about)}.values())
    else:
        counted = citation_counts(engine, only)
    described, descriptions = _described(engine, asked, only)
    counts = dict(counted.sources)
    for one in descriptions:
        counts.setdefault(one, CitationCount())
    cited = (one for entity in described for one in cited_in(entity))
    entities = engine.entities([*counts, *named_in((*says, *about)), *cited], only)
    listed = [
        _source(one, count, entities.get(one), descriptions.get(one, 0))
        for one, count in counts.items()
    ]
    listed.sort(key=lambda source: (-source.claims, -source.entities, source.name))
    return Sources(
        asked,
        tuple(listed),
        says,
        about,
        counted.single,
        counted.total,
        entities,
        rejected=rejected_claims(only, edges_under),
        described=described,
    )


def _source(one: str, count: CitationCount, entity: Entity | None, descriptions: int) -> Source:
    """Return the counts of a source, called by its name."""
    return Source(
        one,
        one if entity is None else entity.name,
        {part: count.parts[part] for part in PARTS if part in count.parts},
        count.claims,
        count.edges,
        count.sole,
        descriptions,
    )


def _described(
    engine: Engine, asked: str, only: Filter
) -> tuple[tuple[Entity, ...], dict[str, int]]:
    """Count the entities that each source describes; return those that the one asked for does."""
    if asked and not engine.describes(asked):
        return (), {}
    described: list[Entity] = []
    descriptions: dict[str, int] = {}
    for entity in engine.described_entities(only):
        if asked:
            citing = (one for one in entity.descriptions if asked in one.claim.sources)
            entity = entity._replace(descriptions=tuple(citing))  # noqa: PLW2901 - as it says
            described += [entity] if entity.descriptions else []
        for source in set(cited_in(entity)):
            descriptions[source] = descriptions.get(source, 0) + 1
    return tuple(described), descriptions
