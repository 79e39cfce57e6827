"""The ids that an answer mentions, so that it can name all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge


def named_in(edges: Iterable[Edge]) -> list[str]:
    """Return the ids that edges and their claims name, each once, in order."""
    ids: dict[str, None] = {}
    for edge in edges:
        ids[edge.source] = ids[edge.target] = None
        for claim in edge.claims:
            ids.update(dict.fromkeys(_cited_by(claim)))
    return list(ids)


def named_by(claim: Claim) -> list[str]:
    """Return the ids that one claim names."""
    return [claim.source, claim.target, *_cited_by(claim)]


def _cited_by(claim: Claim) -> list[str]:
    named = (*claim.attributed_to, *claim.via, claim.document, claim.publisher, claim.place)
    return [name for name in named if name]
