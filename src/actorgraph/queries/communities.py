"""Groups of entities: by modularity (Louvain, with a fixed seed), or connected components."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from actorgraph.engine import EdgePairs, WholeGraphMeasures
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.progress import unreported
from actorgraph.queries import measures
from actorgraph.queries.lazy import BatchedTuple
from actorgraph.queries.whole_graph import components, edge_pairs, in_order_of_ids, uncounted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.engine import Engine


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of entities, the largest group first.

    Attributes:
        groups: each with its best connected members first; read when they are looked at.
        modularity: how much denser the groups are inside than chance would make them, up to 1;
            None where a group is a connected component.
        alone: the number of entities that no relation links and that so belong to no group.
        uncounted: the number of rows that link nothing and do not count, by the reason.
    """

    groups: tuple[Sequence[Entity], ...]
    modularity: float | None
    alone: int
    uncounted: Mapping[str, int] = field(default_factory=dict)


def communities(
    engine: Engine,
    *,
    only: Filter = NOTHING_LEFT_OUT,
    seed: int = 0,
    warn: Callable[[str], None] = unreported,
) -> Communities:
    """Find the groups of the graph; the same seed and library find the same groups.

    After Blondel, Guillaume, Lambiotte, Lefebvre (2008), as igraph or NetworkX implements it.

    Args:
        warn: called with the expected cost before a slow computation begins.
    """
    linked = in_order_of_ids(edge_pairs(engine, only))
    measures.say_cost(linked, "Finding groups", warn=warn)
    groups, modularity = groups_in_order(linked, seed=seed)
    alone = len(linked.ids) - sum(map(len, groups))
    groups_of_ids = [[linked.ids[number] for number in group] for group in groups]
    members: tuple[Sequence[Entity], ...]
    if isinstance(engine, WholeGraphMeasures):  # each question there costs more than many members
        entities = engine.entities((one for ids in groups_of_ids for one in ids), only)
        members = tuple(tuple(entities[one] for one in ids) for ids in groups_of_ids)
    else:
        members = tuple(_members(engine, ids, only) for ids in groups_of_ids)
    return Communities(members, modularity if groups else 0.0, alone, uncounted(engine, only))


def groups_in_order(linked: EdgePairs, *, seed: int = 0) -> tuple[list[list[int]], float]:
    """Return the groups, the largest first, each with its best connected first, and modularity.

    Who is linked to nobody is in none.
    """
    degrees = measures.degrees(linked).tolist()
    members_of, modularity = measures.groups(linked, seed=seed)
    groups = [
        sorted(group, key=lambda number: (-degrees[number], linked.ids[number]))
        for group in members_of
        if degrees[group[0]]
    ]
    groups.sort(key=lambda group: (-len(group), linked.ids[group[0]]))
    return groups, modularity


def connected(engine: Engine, *, only: Filter = NOTHING_LEFT_OUT) -> Communities:
    """Find the connected components; what links nothing connects nothing."""
    parts = sorted(components(engine, only).values(), key=lambda ids: (-len(ids), min(ids)))
    groups = [sorted(ids) for ids in parts if len(ids) > 1]
    members = tuple(_members(engine, group, only) for group in groups)
    return Communities(members, None, len(parts) - len(groups), uncounted(engine, only))


def _members(engine: Engine, ids: Sequence[str], only: Filter) -> Sequence[Entity]:
    """Return the members of a group, read when they are looked at."""

    def read(first: int, stop: int) -> tuple[Entity, ...]:
        return tuple(engine.entities(ids[first:stop], only).values())

    return BatchedTuple(len(ids), read)
