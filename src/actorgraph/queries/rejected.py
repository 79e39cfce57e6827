"""How many rejected claims an answer does not use, so that nothing is left out silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actorgraph.edges import Edge
    from actorgraph.engine import Engine, Subgraph


def rejected_between(engine: Engine, part: Subgraph) -> int:
    """Count the rejected rows between the entities of a part that are in none of its edges."""
    ids = {entity.id for entity in part.entities}
    asked = Filter(assessments=frozenset({schema.REJECTED}))
    return len(_rejected_rows(engine.touching(ids, asked, within=ids)) - _rejected_rows(part.edges))


def rejected_claims(only: Filter, edges_under: Callable[[Filter], Iterable[Edge]]) -> int:
    """Count the rejected rows that a filter would keep otherwise; 0 if it names assessments.

    Args:
        edges_under: returns the edges that the question is about, under a filter.
    """
    if only.assessments:
        return 0
    asked = only._replace(assessments=frozenset({schema.REJECTED}), min_origins=0)
    return len(_rejected_rows(edges_under(asked)))


def _rejected_rows(edges: Iterable[Edge]) -> set[tuple[str, int]]:
    """Return the places of the rejected rows among those of some edges."""
    return {
        (claim.file, claim.line)
        for edge in edges
        for claim in edge.claims
        if claim.assessment == schema.REJECTED
    }
