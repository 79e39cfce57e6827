"""One source with what rests on it, and sources in order: the most cited first.

Called by the query `sources`; a store that counts columns is listed by source_columns.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.citation_counts import PARTS, CitationCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from actorgraph.citation_counts import CitationCounts
    from actorgraph.claims import Entity
    from actorgraph.engine import Engine
    from actorgraph.filters import Filter


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


class ListedSources(NamedTuple):
    """All sources, the most cited first, the entities among them, and how many edges there are."""

    sources: Sequence[Source]
    entities: Mapping[str, Entity]
    total: int
    single: int


def listed_sources(
    engine: Engine,
    only: Filter,
    counted: CitationCounts,
    descriptions: Mapping[str, int],
    named: Iterable[str],
) -> ListedSources:
    """List sources that are counted, or describe entities.

    Args:
        named: who else is called by a name.
    """
    counts = dict(counted.sources)
    for one in descriptions:
        counts.setdefault(one, CitationCount())
    entities = engine.entities([*counts, *named], only)
    sources = [
        Source(
            one,
            entities[one].name if one in entities else one,
            {part: count.parts[part] for part in PARTS if part in count.parts},
            count.claims,
            count.edges,
            count.sole,
            descriptions.get(one, 0),
        )
        for one, count in counts.items()
    ]
    sources.sort(key=lambda source: (-source.claims, -source.entities, source.name))
    return ListedSources(tuple(sources), entities, counted.total, counted.single)
