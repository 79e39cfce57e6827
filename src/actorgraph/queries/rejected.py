"""How many rejected claims an answer does not use, so that nothing is left out silently."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from actorgraph import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from actorgraph.edges import Edge
    from actorgraph.filters import Filter


def rejected_claims(only: Filter, edges_under: Callable[[Filter], Iterable[Edge]]) -> int:
    """Count the rejected rows that a filter would keep otherwise; 0 if it names assessments.

    Args:
        edges_under: returns the edges that the question is about, under a filter.
    """
    if only.assessments:
        return 0
    asked = replace(only, assessments=frozenset({schema.REJECTED}), min_origins=0)
    return len(
        {
            (claim.file, claim.line)
            for edge in edges_under(asked)
            for claim in edge.claims
            if claim.assessment == schema.REJECTED
        }
    )
