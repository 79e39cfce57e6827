"""The ids that an answer mentions, so that it can name all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from actorgraph.edges import Edge


def named_in(edges: Iterable[Edge]) -> list[str]:
    """Return the ids that edges and their claims name, each once, in order."""
    ids: dict[str, None] = {}
    for edge in edges:
        ids[edge.source] = ids[edge.target] = None
        for claim in edge.claims:
            named = (*claim.attributed_to, *claim.via, claim.document, claim.publisher, claim.place)
            ids.update(dict.fromkeys(name for name in named if name))
    return list(ids)
