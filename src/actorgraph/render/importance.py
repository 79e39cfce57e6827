"""Who matters in a picture: how large each entity is drawn, and who is named first.

Every edge that links counts for both its ends; for ends that link nobody by themselves (places,
states, documents) it counts half, as paths do not lead through them either. What people ask a
picture of actors for counts more: who holds an office of which body, and who met whom.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from actorgraph import schema
from actorgraph.engine import EdgePairs
from actorgraph.filters import NOTHING_LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.edges import Edge
    from actorgraph.engine import Subgraph

SMALLEST, LARGEST, GROWTH = 5.0, 26.0, 3.0
OF_OFFICE, OF_MEETING = 4.0, 3.0
OF_THROUGH = 0.5
LARGEST_GROUPED = 2_000


class OfficeLine(NamedTuple):
    """A holder and the body of an office, by number: drawn as one line while it is folded."""

    holder: int
    office: int
    body: int


def office_lines(graph: Subgraph, numbers: Mapping[str, int]) -> list[OfficeLine]:
    """Return a line for each holder of an office that has no relations but these.

    Mirrored by page/offices.js, which draws the lines.
    """
    holders: dict[int, list[int]] = {}
    bodies: dict[int, list[int]] = {}
    others: set[int] = set()
    for edge in graph.edges:
        source, target = numbers[edge.source], numbers[edge.target]
        if edge.relation in schema.OFFICE_RELATIONS:
            holders.setdefault(target, []).append(source)
            others.add(source)
        elif edge.relation == schema.POSITION_IN:
            bodies.setdefault(source, []).append(target)
            others.add(target)
        else:
            others |= {source, target}
    return [
        OfficeLine(holder, office, body)
        for office, there in holders.items()
        if office not in others
        for body in bodies.get(office, ())
        for holder in there
    ]


def sizes(graph: Subgraph, numbers: Mapping[str, int], lines: Sequence[OfficeLine]) -> list[float]:
    """Return the radius of each entity in drawing units; it grows with the entity's importance."""
    importance = [0.0] * len(numbers)
    for edge in graph.edges:
        if NOTHING_LEFT_OUT.barriers(edge):
            continue
        for end in (numbers[edge.source], numbers[edge.target]):
            through = graph.entities[end].type in schema.THROUGH_TYPES
            importance[end] += _weight(edge) * (OF_THROUGH if through else 1.0)
        if edge.relation in schema.OFFICE_RELATIONS:
            importance[numbers[edge.source]] += OF_OFFICE
    for line in lines:
        through = graph.entities[line.body].type in schema.THROUGH_TYPES
        importance[line.body] += OF_OFFICE * (OF_THROUGH if through else 1.0)
    return [min(LARGEST, SMALLEST + GROWTH * max(score - 1, 0) ** 0.5) for score in importance]


def _weight(edge: Edge) -> float:
    is_meeting = edge.relation == schema.PARTICIPANT or edge.is_symmetric
    return OF_MEETING if is_meeting else 1.0


def groups(graph: Subgraph, numbers: Mapping[str, int]) -> list[int]:
    """Return the number of each entity's group, the largest first; 0 where no relation links it.

    The groups are those of `communities`. Pictures of many have none: to find them takes long.
    """
    if len(numbers) > LARGEST_GROUPED:
        return []
    from actorgraph.queries.communities import groups_in_order
    from actorgraph.queries.whole_graph import directions, in_order_of_ids

    pairs = {
        (numbers[one], numbers[other]): None
        for edge in graph.edges
        if not NOTHING_LEFT_OUT.barriers(edge)
        for one, other in directions(edge)
    }
    linked = EdgePairs(list(numbers), np.array(list(pairs), np.int64).reshape(-1, 2))
    linked = in_order_of_ids(linked)
    ordered, _ = groups_in_order(linked)
    places = {linked.ids[one]: at for at, group in enumerate(ordered, 1) for one in group}
    return [places.get(id_, 0) for id_ in numbers]
