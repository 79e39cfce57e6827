"""Sources and the claims that cite them: of the whole graph, or of one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph.citation_counts import count_citations
from actorgraph.descriptions import cited_in
from actorgraph.engine import CitationStore
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.source_list import listed_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.queries.source_list import Source


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
    sources: Sequence[Source]
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
    described, descriptions = _described(engine, asked, only)
    if not asked and isinstance(engine, CitationStore):
        from actorgraph.queries.source_columns import listed_columns

        listed = listed_columns(engine, engine, only, descriptions)
    else:
        edges = {edge.id: edge for edge in (*says, *about)}.values()
        counted = count_citations(edges if asked else engine.all_edges(only))
        named = [*named_in((*says, *about)), *(one for e in described for one in cited_in(e))]
        listed = listed_sources(engine, only, counted, descriptions, named)
    return Sources(
        asked,
        listed.sources,
        says,
        about,
        listed.single,
        listed.total,
        listed.entities,
        rejected=rejected_claims(only, edges_under),
        described=described,
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
