"""Companies of which more than the whole is said to be owned at one time: not all can be so.

Each share counts with what it is at least, on a day on which its claims say that it held; beside
the days, all counts once that has no end recorded, as in `owners` without a day. What a link counts
is in owning_links.py. Called by conflicts.py.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.quantities import SHARE, is_plain
from actorgraph.queries.integrated_shares import NONE, WHOLE, ShareRange
from actorgraph.queries.owning_links import (
    OwningLink,
    counting_edges,
    has_window,
    link_of,
    owner_and_company,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from fractions import Fraction

    from actorgraph.edges import Edge

    _Links = dict[str, list[Edge]]
    """The edges of one company by the ids of the owners."""


class Overowned(NamedTuple):
    """A company with owners who cannot all have what they are said to have.

    Attributes:
        company: its id.
        day: a day on which it is so; None if it is so by what has no end recorded.
        links: what each owner has then for certain, the largest share first.
    """

    company: str
    day: int | None
    links: tuple[OwningLink, ...]


def overowned(edges: Iterable[Edge], only: Filter) -> Iterator[Overowned]:
    """Yield the companies of which more than the whole is owned, in the order of the data.

    Args:
        edges: those that the filter keeps.
        only: its day, or its time, is that which is looked at.
    """
    companies: dict[str, _Links] = {}
    for edge in edges:
        if edge.relation in schema.OWNERSHIP_RELATIONS:
            owner, company = owner_and_company(edge)
            companies.setdefault(company, {}).setdefault(owner, []).append(edge)
    for company, owners in companies.items():
        if sum(map(_at_most, owners.values()), NONE) > WHOLE and (
            found := _found(company, owners, only)
        ):
            yield found


def _at_most(edges: Iterable[Edge]) -> Fraction:
    """Return a bound of what edges can ever count at least, which is soon computed."""
    return sum((max(_least_in(claim.share) for claim in edge.claims) for edge in edges), NONE)


@lru_cache(maxsize=4096)
def _least_in(share: str) -> Fraction:
    return ShareRange.percent(share).moved_inward().least if is_plain(SHARE, share) else NONE


def _found(company: str, owners: _Links, only: Filter) -> Overowned | None:
    """Return a company on the first of the days on which most of it is owned, if that is much."""
    if only.as_of is not None:
        day, total = only.as_of, _total(owners, only.as_of)
    else:
        since, until = only.window
        day, total = _fullest_day(owners, since, until)
    if total > WHOLE:
        return Overowned(company, day, _links(owners, day))
    is_of_any_time = only.as_of is None and not has_window(only)
    if is_of_any_time and _total(owners, None) > WHOLE:
        return Overowned(company, None, _links(owners, None))
    return None


def _fullest_day(owners: _Links, since: int, until: int) -> tuple[int, Fraction]:
    """Return the first of the days on which most is owned for certain, and how much."""
    changes: dict[int, Fraction] = {}
    for edges in owners.values():
        before = NONE
        inside = {max(day, since) for edge in edges for day in _changes(edge) if day <= until}
        for day in sorted(inside):
            least = _least(edges, day)
            changes[day] = changes.get(day, NONE) + least - before
            before = least
    days = sorted(changes)
    totals = list(accumulate(changes[day] for day in days))
    largest = max(totals, default=NONE)
    return (days[totals.index(largest)] if days else since), largest


def _changes(edge: Edge) -> set[int]:
    """Return the days from which on a claim can say something else of whether it holds."""
    days: set[int] = set()
    for claim in edge.supporting:
        start, end = claim.period
        days |= {start.earliest, start.latest, end.earliest + 1, end.latest + 1}
    return {min(max(day, dates.EARLIEST), dates.LATEST) for day in days}


def _total(owners: _Links, day: int | None) -> Fraction:
    return sum((_least(edges, day) for edges in owners.values()), NONE)


def _least(edges: Sequence[Edge], day: int | None) -> Fraction:
    """Return what one has for certain on a day; more than a bound is a little more."""
    link = _link(edges, day)
    return NONE if link is None else link.share.moved_inward().least


def _link(edges: Sequence[Edge], day: int | None) -> OwningLink | None:
    only = NOTHING_LEFT_OUT if day is None else Filter(as_of=day)
    counting = counting_edges(edges, only)
    return link_of(counting, only) if counting else None


def _links(owners: _Links, day: int | None) -> tuple[OwningLink, ...]:
    links = [link for edges in owners.values() if (link := _link(edges, day))]
    certain = [link for link in links if link.share.moved_inward().least]
    return tuple(sorted(certain, key=lambda link: (-link.share.least, link.owner)))
