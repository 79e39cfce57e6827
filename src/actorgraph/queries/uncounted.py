"""Edges that add nothing to a sum of shares or of money, each with the reason; they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.edges import DENIED

if TYPE_CHECKING:
    from actorgraph.edges import Edge

UNDIRECTED, ABOUT = "without a direction", "about a claim"
"""Why an edge counts nothing, beside denied, planned and conditional."""


class Uncounted(NamedTuple):
    """An edge that counts nothing, and why."""

    edge: Edge
    reason: str


def why_nothing_is_stated(edge: Edge) -> str:
    """Return why an edge states nothing that went from one to the other; "" if it does."""
    if edge.lead.about:
        return ABOUT
    if edge.verdict == DENIED:
        return DENIED
    return edge.lead.mode or (UNDIRECTED if edge.is_symmetric else "")
