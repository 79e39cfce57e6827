"""Counts over edges: how often each relation, verdict, status and so on occurs in them.

One rule for every store: `facts` says what of edges is counted. Called by the query `stats`, and
by an engine that counts where its rows lie.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge


class Counts(NamedTuple):
    """The counts over the edges of a graph.

    Attributes:
        types: of entities; under a filter of those that have an edge left.
        relations, verdicts, certainties: of edges.
        statuses, publishers: of claims.
        documents, speakers: how many different ones.
        earliest, latest: the outermost dates of edges, as they are written; "" if there are none.
    """

    types: Mapping[str, int]
    relations: Mapping[str, int]
    verdicts: Mapping[str, int]
    statuses: Mapping[str, int]
    certainties: Mapping[str, int]
    publishers: Mapping[str, int]
    documents: int
    speakers: int
    earliest: str
    latest: str


def facts(edges: Iterable[Edge]) -> Iterator[tuple[str, str]]:
    """Yield everything of edges that is counted: what it is, and the word that occurs.

    A store that counts by parts passes edges that share a denial together.
    """
    is_new = new_claims()
    for edge in edges:
        yield "relation", edge.relation
        yield "verdict", edge.verdict
        yield "certainty", edge.certainty
        yield from (("end", end) for end in {edge.source, edge.target})
        yield from (("date", date) for date in {edge.start_date, edge.end_date})
        for claim in filter(is_new, edge.claims):
            yield "status", claim.status
            yield "publisher", claim.publisher
            yield "document", claim.document
            yield from (("speaker", one) for one in claim.speakers)


def new_claims() -> Callable[[Claim], bool]:
    """Return a function that tells whether it is asked about a claim for the first time.

    Only a denial can be part of several edges; others are not remembered.
    """
    denials: set[tuple[str, int, int, str]] = set()

    def is_new(claim: Claim) -> bool:
        if claim.status != schema.DENIED:
            return True
        is_known = claim.row_key in denials
        denials.add(claim.row_key)
        return not is_known

    return is_new


def count(edges: Iterable[Edge], entities: Iterable[Entity], *, connected: bool) -> Counts:
    """Count edges and entities one by one.

    Args:
        connected: count only entities that have one of the edges.
    """
    occurrences: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for what, word in facts(edges):
        occurrences[what][word] += 1
    ends = occurrences["end"]
    types = Counter(one.type for one in entities if not connected or one.id in ends)
    documents, speakers = (len(occurrences[what].keys() - {""}) for what in ("document", "speaker"))
    return counts_of(types, occurrences, documents, speakers)


def counts_of(
    types: Mapping[str, int],
    occurrences: Mapping[str, Mapping[str, int]],
    documents: int,
    speakers: int,
) -> Counts:
    """Return the counts of facts that have been counted.

    Args:
        occurrences: how often each word occurs, by what it is.
        documents, speakers: how many different ones there are.
    """
    empty: dict[str, int] = {}
    publishers = occurrences.get("publisher", empty)
    words = occurrences.get("date", empty).keys() - {"", dates.OPEN}
    return Counts(
        types=types,
        relations=occurrences.get("relation", empty),
        verdicts=occurrences.get("verdict", empty),
        statuses=occurrences.get("status", empty),
        certainties=occurrences.get("certainty", empty),
        publishers={one: number for one, number in publishers.items() if one},
        documents=documents,
        speakers=speakers,
        earliest=min(words, key=_first_day, default=""),
        latest=max(words, key=_last_day, default=""),
    )


def _first_day(date: str) -> tuple[int, int, str]:
    """Sort dates by the first day that they name, of equals the least exact first."""
    earliest, latest = dates.span(date)
    return (latest if earliest == dates.EARLIEST else earliest, -latest, date)


def _last_day(date: str) -> tuple[int, int, str]:
    """Sort dates by the last day that they name, of equals the least exact last."""
    earliest, latest = dates.span(date)
    return (earliest if latest == dates.LATEST else latest, -earliest, date)
