"""Every claim as a list, for the fact checker: rejected ones too, and marked.

Leaves out what claims add up to; the filter is asked of each claim by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.lazy import Streamed
from actorgraph.queries.mentions import named_by, named_in
from actorgraph.queries.named_on_the_way import NamedOnTheWay

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

_AT_ONCE = 4096
"""So many claims are named together."""


@dataclass(frozen=True, slots=True)
class ClaimList:
    """Claims in the order of the data, one for each row, and for each document that it names.

    Attributes:
        about: the entity that was asked for; None for the whole graph.
        claims: those of the whole graph are read when they are displayed, and not held.
        others: all entities that the claims name, by id.
        is_filtered: whether a filter may have left something out.
        is_source: whether other claims cite the entity; they are listed when one asks who cites it.
        has_remarks: whether a claim may speak of another.
    """

    about: Entity | None
    claims: Sequence[Claim]
    others: Mapping[str, Entity]
    is_filtered: bool = False
    is_source: bool = False
    has_remarks: bool = True


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
    if about is None and not citing and not only.min_origins:
        return _of_all(engine, only)

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
    rows: dict[tuple[str, int, str], Claim] = {}
    listed = (claim for edge in edges for claim in edge.claims if is_listed(claim))
    for claim in listed:
        if claim.derived:
            rows.setdefault(_row(claim), claim)
        else:
            rows[_row(claim)] = claim
    files = {file: number for number, file in enumerate(dict.fromkeys(file for file, *_ in rows))}
    claims = tuple(rows[place] for place in sorted(rows, key=lambda at: (files[at[0]], at[1])))
    others = engine.entities(named_in(edges), only)
    is_source = about is not None and engine.is_source(about.id)
    return ClaimList(about, claims, others, is_filtered=not only.is_empty, is_source=is_source)


def _of_all(engine: Engine, only: Filter) -> ClaimList:
    """List the claims of the whole graph: each is asked by itself, and none is held."""
    is_used = only._replace(assessments=frozenset({schema.REJECTED})).uses
    is_end = _ends_of_types(engine, only)

    def is_listed(claim: Claim) -> bool:
        return (
            is_used(claim)
            and only.keeps_claim(claim)
            and is_end(claim.source)
            and is_end(claim.target)
        )

    def claims() -> Iterator[Claim]:
        # The claim that a row words itself comes before the one that it makes of an office.
        for _, stated in groupby(engine.all_claims(), _row):
            yield from islice(filter(is_listed, stated), 1)

    others = NamedOnTheWay(
        lambda ids: engine.entities(ids, only), lambda: map(named_by, claims()), _AT_ONCE
    )

    def named() -> Iterator[Claim]:
        each = claims()
        while together := list(islice(each, _AT_ONCE)):
            others.meet(id_ for claim in together for id_ in named_by(claim))
            yield from together

    about = engine.cells([schema.ABOUT]).distinct(schema.ABOUT)
    return ClaimList(
        None,
        Streamed(named),
        others,
        is_filtered=not only.is_empty,
        has_remarks=any(one.cells[0].strip() for one in about),
    )


def _ends_of_types(engine: Engine, only: Filter) -> Callable[[str], bool]:
    """Return whether a filter keeps the type of an end."""
    if not only.types:
        return lambda _: True
    ids = {one.id for one in engine.all_entities() if only.keeps_type(one.type)}
    return ids.__contains__


def _row(claim: Claim) -> tuple[str, int, str]:
    """Return what the claims that one row states of one document share."""
    return claim.file, claim.line, claim.document
