"""Every claim as a list, for the fact checker: rejected ones too, and marked.

Leaves out what claims add up to; the filter is asked of each claim by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.mentions import named_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Claims in the order of the data, one for each row.

    Attributes:
        about: the entity that was asked for; None for the whole graph.
        others: all entities that the claims name, by id.
        is_filtered: whether a filter may have left something out.
        is_source: whether other claims cite the entity; they are listed when one asks who cites it.
    """

    about: Entity | None
    claims: tuple[Claim, ...]
    others: Mapping[str, Entity]
    is_filtered: bool = False
    is_source: bool = False


def claim_list(
    engine: Engine,
    about: Entity | None = None,
    *,
    citing: str = "",
    only: Filter = NOTHING_LEFT_OUT,
) -> ClaimList:
    """List the claims that touch an entity, or all of them.

    A claim has to have the status, certainty and assessment that the filter names; of an edge with
    too few origins no claim is listed.

    Args:
        citing: an id or a literal name; only claims that cite it as speaker, relay, document or
            publisher are listed. "" means all.
    """

    def edges_under(words: Filter) -> Iterable[Edge]:
        if about is not None:
            return engine.touching({about.id}, words)
        return engine.citing({citing}, words) if citing else engine.all_edges(words)

    def is_listed(claim: Claim) -> bool:
        return only.keeps_claim(claim) and (not citing or citing in claim.sources)

    of_edges = Filter(
        types=only.types,
        relations=only.relations,
        speakers=only.speakers,
        without=only.without,
        min_origins=only.min_origins,
    )
    rejected = of_edges._replace(assessments=frozenset({schema.REJECTED}), min_origins=0)
    edges = [*edges_under(of_edges), *edges_under(rejected)]
    rows: dict[tuple[str, int], Claim] = {}
    listed = (claim for edge in edges for claim in edge.claims if is_listed(claim))
    for claim in listed:
        if claim.derived:
            rows.setdefault((claim.file, claim.line), claim)
        else:
            rows[claim.file, claim.line] = claim
    files = {file: number for number, file in enumerate(dict.fromkeys(file for file, _ in rows))}
    claims = tuple(rows[place] for place in sorted(rows, key=lambda at: (files[at[0]], at[1])))
    others = engine.entities(named_in(edges), only)
    is_source = about is not None and engine.is_source(about.id)
    return ClaimList(about, claims, others, is_filtered=not only.is_empty, is_source=is_source)
