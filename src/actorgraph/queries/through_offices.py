"""Who is linked by an office: its holder and the body that it is in, which no row need link.

Called by `neighbors` and `common`. Leaves out offices that are only planned, and what is denied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from actorgraph.edges import Edge
    from actorgraph.engine import Engine
    from actorgraph.filters import Filter
    from actorgraph.office_edges import OfficeEdge


class ThroughOffice(NamedTuple):
    """A link by an office.

    Attributes:
        office: its id.
        holds: the edge from the holder to the office.
        within: the edge from the office to its body.
    """

    office: str
    holds: Edge
    within: Edge


Links = dict[str, dict[str, list[ThroughOffice]]]


def through_offices(engine: Engine, ids: Collection[str], only: Filter) -> Links:
    """Return for each holder the bodies, and for each body the holders, that offices link with it.

    Only those appear that are linked so. A filter of relations has to keep both that an office is
    held and that it is in a body.
    """
    if not all(map(only.keeps_relation, (schema.HOLDS_POSITION, schema.POSITION_IN))):
        return {}
    words = only._replace(relations=schema.OFFICE_WORDS, types=frozenset(), linking=True)
    asked = set(ids)
    offices = sorted({office_of(edge) for edge in _touching(engine, asked, words)} - asked)
    links: Links = {}
    for one, other, link in _links(_touching(engine, set(offices), words)):
        if one in asked and one != other:
            links.setdefault(one, {}).setdefault(other, []).append(link)
    return _of_types(engine, links, only)


def _touching(engine: Engine, ids: set[str], words: Filter) -> list[Edge]:
    """Fetch the edges of offices that touch some entities, without the others of a hub."""
    if not ids:
        return []
    neighbors = engine.neighbors(ids, words)
    others = {one for several in neighbors.values() for one in several}
    return engine.touching(ids, words, within=ids | others)


def office_of(edge: Edge | OfficeEdge) -> str:
    """Return the office of which an edge says who holds it, or in which body it is."""
    return edge.source if edge.relation == schema.POSITION_IN else edge.target


def _links(edges: Collection[Edge]) -> Iterator[tuple[str, str, ThroughOffice]]:
    """Yield holder and body of each office, from either side."""
    inside: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.relation == schema.POSITION_IN:
            inside.setdefault(edge.source, []).append(edge)
    for holds in edges:
        if holds.relation != schema.POSITION_IN:
            for within in inside.get(holds.target, ()):
                link = ThroughOffice(holds.target, holds, within)
                yield holds.source, within.target, link
                yield within.target, holds.source, link


def _of_types(engine: Engine, links: Links, only: Filter) -> Links:
    """Return the links to those whose types a filter keeps."""
    if not only.types:
        return links
    others = {other for of_one in links.values() for other in of_one}
    kept = {one for one, entity in engine.entities(others).items() if only.keeps_type(entity.type)}
    of_types = {
        one: {other: link for other, link in of_one.items() if other in kept}
        for one, of_one in links.items()
    }
    return {one: of_one for one, of_one in of_types.items() if of_one}
