"""What the list of all offices needs of an edge before it is read: one rule for every store.

Called by the query `offices`, and by a store that sees it in its columns. Leaves out who is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.edges import as_of, beginning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.edges import Edge


class OfficeEdge(NamedTuple):
    """What is known of an edge from or to an office before it is read.

    Attributes:
        place: by which it is read.
        is_done: as of the edge.
        begins: when, as `edges.beginning` has it, to sort by.
        stays: whether it can have held on the day that is asked for.
    """

    place: int
    source: str
    target: str
    relation: str
    is_done: bool
    begins: tuple[int, int]
    stays: bool


class OfficeEdges(NamedTuple):
    """Edges from and to offices, in the order of the data.

    Attributes:
        read: returns the edges at some places, marked for the day that is asked for.
    """

    edges: Sequence[OfficeEdge]
    read: Callable[[Sequence[int]], Mapping[int, Edge]]


def office_edge(place: int, edge: Edge, day: int | None) -> OfficeEdge:
    """Return what is known of an edge that is read.

    Args:
        day: the day that is asked for, as an ordinal; None for any.
    """
    begins, stays = beginning(edge.period), bool(on_day({place: edge}, day))
    return OfficeEdge(place, edge.source, edge.target, edge.relation, edge.is_done, begins, stays)


def on_day(edges: Mapping[int, Edge], day: int | None) -> Mapping[int, Edge]:
    """Return those edges that can have held on a day, each marked for it; all where it is None."""
    if day is None:
        return edges
    return {place: marked for place, edge in edges.items() for marked in as_of([edge], day)}


def of_edges(edges: Sequence[Edge], day: int | None) -> OfficeEdges:
    """Return the same of edges that are all read."""

    def read(places: Sequence[int]) -> Mapping[int, Edge]:
        return on_day({place: edges[place] for place in places}, day)

    return OfficeEdges([office_edge(place, edge, day) for place, edge in enumerate(edges)], read)
