"""How much rests on each source: the claims and the edges that cite it.

One rule for every store, which counts edge by edge. Called by the query `sources`, and by a store
that counts most edges where its rows lie. Leaves out entities that sources describe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph.counts import new_claims

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    import pyarrow as arrow
    from numpy.typing import NDArray

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge

    Numbers = NDArray[np.integer]

PARTS = ("speaker", "relay", "document", "publisher")


class CitationCount:
    """The numbers of claims and edges that cite one source.

    Attributes:
        parts: the number of claims that cite it as a speaker, as a relay, ...
        edges: the number of edges with a claim that cites it.
        sole: the number of edges whose claims all cite it.
    """

    __slots__ = ("claims", "edges", "parts", "sole")

    def __init__(self) -> None:
        self.parts: dict[str, int] = {}
        self.claims = self.edges = self.sole = 0

    def add(self, other: CitationCount) -> None:
        """Add what rests on the same source elsewhere."""
        for part, times in other.parts.items():
            self.parts[part] = self.parts.get(part, 0) + times
        self.claims += other.claims
        self.edges += other.edges
        self.sole += other.sole


class CitationCounts(NamedTuple):
    """What rests on each source of some edges.

    Attributes:
        sources: by id or literal name, in the order in which edges and claims cite them.
        total: the number of edges.
        single: the number of these that have at most one independent origin.
    """

    sources: dict[str, CitationCount]
    total: int
    single: int


class CitationColumns(NamedTuple):
    """The same of a store that has it as columns: of a million sources none is an object.

    Attributes:
        ids: Arrow array of them, in the same order.
        parts: (n, 4) array of whole numbers: the claims that cite each one as a speaker, ...
        claims, edges, sole: (n,) arrays, as of CitationCount.
        known: the places of those that may be the ids of entities.
    """

    ids: arrow.StringArray
    parts: Numbers
    claims: Numbers
    edges: Numbers
    sole: Numbers
    known: Numbers
    total: int
    single: int


def count_citations(edges: Iterable[Edge]) -> CitationCounts:
    """Count what rests on each source of some edges."""
    sources: dict[str, CitationCount] = {}
    total = single = 0
    is_new = new_claims()
    for edge in edges:
        total += 1
        single += edge.origins <= 1
        citations = [_parts(claim) for claim in edge.claims]
        for claim, parts_of in zip(edge.claims, citations, strict=True):
            number = int(is_new(claim))
            for one, parts in parts_of.items():
                count = sources.setdefault(one, CitationCount())
                count.claims += number
                for part in parts:
                    count.parts[part] = count.parts.get(part, 0) + number
        for one in {name for parts_of in citations for name in parts_of}:
            sources[one].edges += 1
            sources[one].sole += all(one in parts_of for parts_of in citations)
    return CitationCounts(sources, total, single)


def _parts(claim: Claim) -> dict[str, set[str]]:
    """Return the sources that a claim cites, each with the parts in which it is cited."""
    parts_of: dict[str, set[str]] = {}
    cited = (claim.speakers, claim.via, (claim.document,), (claim.publisher,))
    for part, names in zip(PARTS, cited, strict=True):
        for one in names:
            if one:
                parts_of.setdefault(one, set()).add(part)
    return parts_of
