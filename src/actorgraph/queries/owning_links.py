"""What one has of one company, by the claims about the two: a range that never says more than they.

A link counts from the largest share that any claim allows down to what a sure claim gives at least:

- a claim without a share says nothing of its size: 0 to 100, and the link is marked;
- what is contested, hedged, inferred or only possible on the day asked for may not be there: 0 up;
- what is denied, planned or conditional, or has ended, counts nothing; so do voting rights, rights
  to profit and control, of which the role or the relation tells: capital alone is counted;
- where claims give different shares, all from the least to the largest can be.

Several edges between the same two (share classes, periods) can be the same shares or further ones:
at least the largest of what each gives at least, at most their sum. Called by owners.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.edges import CONTESTED
from actorgraph.quantities import SHARE, is_plain
from actorgraph.queries.integrated_shares import NONE, UNKNOWN, ShareRange
from actorgraph.queries.uncounted import why_nothing_is_stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.claims import Claim
    from actorgraph.edges import Edge
    from actorgraph.filters import Filter

CONSOLIDATED = frozenset({"directly_consolidated_by", "ultimately_consolidated_by"})
"""Relations from a company to whose accounts take it in."""
CONTROL_RELATIONS = CONSOLIDATED | {"controls", "controlled_by", "parent_company_of"}
"""Relations that say who controls, and not with which share."""

NO_SHARE, CONTESTS, DOUBTFUL, POSSIBLE_THEN, ENDS, DIFFERING, OVERFULL, UNREAD, INDIRECT, WINDOW = (
    "no share is given", "contested", "hedged or inferred", "only possible on that day",
    "has ended, by some", "shares differ", "more than the whole is owned",
    "the share cannot be read", "stated as indirect", "at some time in the window",
)  # fmt: skip
"""What keeps a share from being sure."""
ENDED, VOTES, PROFIT, CONTROL = "ended", "voting rights", "rights to profit", "control"
"""Why an edge counts nothing, beside what uncounted.py says."""

_CAPITAL_WORDS = re.compile(r"share|capital|equity|stock|owner", re.IGNORECASE)
_VOTING_WORDS = re.compile(r"vot(?:e|ing)", re.IGNORECASE)
_PROFIT_WORDS = re.compile(r"profit|income|dividend", re.IGNORECASE)
_INDIRECT_WORDS = re.compile(r"\bindirect", re.IGNORECASE)
_DIRECT_WORDS = re.compile(r"\bdirect", re.IGNORECASE)
_LEVELS = ("directOrIndirect", "interestLevel", "ownershipType")
"""Columns of BODS and FollowTheMoney that say whether an interest is held through others."""


@dataclass(frozen=True, slots=True)
class OwningLink:
    """What an owner has of a company directly.

    Attributes:
        owner, company: their ids.
        edges: what says so; all of them count.
        doubts: what keeps the share from being sure, or wide.
        edge_doubts: those of them that come from one edge, for each of the edges.
    """

    owner: str
    company: str
    share: ShareRange
    edges: tuple[Edge, ...]
    doubts: tuple[str, ...] = ()
    edge_doubts: tuple[tuple[str, ...], ...] = ()

    def doubts_of(self, edge: Edge) -> list[str]:
        """Return what keeps the share of one of the edges from being sure."""
        its = next(
            (its for one, its in zip(self.edges, self.edge_doubts, strict=True) if one is edge), ()
        )
        of_edges = {doubt for doubts in self.edge_doubts for doubt in doubts}
        return [doubt for doubt in self.doubts if doubt in its or doubt not in of_edges]


def owner_and_company(edge: Edge) -> tuple[str, str]:
    """Return the ids of the owner, or of who controls, and of the company."""
    source, word, target = schema.by_main_word(edge.source, edge.relation, edge.target)
    return (target, source) if word in CONSOLIDATED else (source, target)


def why_uncounted(edge: Edge, only: Filter) -> str:
    """Return why an edge counts nothing; "" if it counts."""
    if reason := why_nothing_is_stated(edge):
        return reason
    if edge.relation in CONTROL_RELATIONS and not only.relations:
        return VOTES if _VOTING_WORDS.search(edge.role) else CONTROL
    if not any(counts(claim, only) for claim in edge.supporting):
        return ENDED
    return spoken_of(edge.role)


def counts(claim: Claim, only: Filter) -> bool:
    """Return whether a claim says that it held on the day asked for, or that it may have."""
    return _says(claim, only) in _COUNTING


def counting_edges(edges: Iterable[Edge], only: Filter) -> list[Edge]:
    """Return the edges that count as direct shares."""
    return [edge for edge in edges if not (why_uncounted(edge, only) or is_indirect(edge))]


def is_indirect(edge: Edge) -> bool:
    """Return whether an edge is said to lead through others, so that their links give it too."""
    return says_indirect(edge.role) or all(map(is_marked_indirect, edge.supporting))


def says_indirect(role: str) -> bool:
    """Return whether a role says that an interest leads through others."""
    return bool(_INDIRECT_WORDS.search(role)) and not _DIRECT_WORDS.search(role)


def is_marked_indirect(claim: Claim) -> bool:
    """Return whether a column of a claim says that its interest leads through others."""
    return says_indirect(_level(claim))


def spoken_of(role: str) -> str:
    """Return what a role speaks of, if it is not capital; "" if it is, or if nobody can tell."""
    if _CAPITAL_WORDS.search(role):
        return ""
    if _VOTING_WORDS.search(role):
        return VOTES
    return PROFIT if _PROFIT_WORDS.search(role) else ""


def has_window(only: Filter) -> bool:
    """Return whether a filter asks for a time that is no single day."""
    return only.as_of is None and (only.since is not None or only.until is not None)


def link_of(edges: Sequence[Edge], only: Filter) -> OwningLink:
    """Return what the counting edges between two add up to.

    Args:
        edges: at least one, all from the same owner to the same company.
    """
    owner, company = owner_and_company(edges[0])
    shares, doubts = zip(*(_share_of(edge, only) for edge in edges), strict=True)
    together = reduce(ShareRange.plus, shares)
    least, is_above = max(one.at_least for one in shares)
    share = ShareRange(least, together.largest, is_above, together.is_below)
    unique = dict.fromkeys(doubt for its in doubts for doubt in its)
    return OwningLink(owner, company, share, tuple(edges), tuple(unique), tuple(map(tuple, doubts)))


def of_an_overfull_company(link: OwningLink) -> OwningLink:
    """Return a link that may be wrong, since not all of what is owned of the company can be."""
    share = ShareRange(NONE, link.share.largest, is_below=link.share.is_below)
    return replace(link, share=share, doubts=(*link.doubts, OVERFULL))


class _Said(NamedTuple):
    """What a claim says: whether it held then, and with which share; None if that is not given."""

    claim: Claim
    holds: dates.Holds
    share: ShareRange | None


def _share_of(edge: Edge, only: Filter) -> tuple[ShareRange, list[str]]:
    """Return the range that an edge allows, and what widens it."""
    every = [_Said(one, _says(one, only), _share_in(one)) for one in edge.supporting]
    counting = [said for said in every if said.holds in _COUNTING]
    given = [said.share for said in counting if said.share is not None]
    sure = [
        said.share for said in counting if said.share is not None and said.holds is dates.Holds.YES
    ]
    largest, is_reached = max((share.at_most for share in given), default=UNKNOWN.at_most)
    least, is_above = min((share.at_least for share in sure), default=UNKNOWN.at_least)
    doubts = [*_doubts_of_share(counting), *_doubts_of_edge(edge, every, only)]
    is_against = not {CONTESTS, ENDS, WINDOW}.isdisjoint(doubts)
    if is_against:
        least, is_above = UNKNOWN.at_least
    return ShareRange(least, largest, is_above, not is_reached), doubts


def _doubts_of_share(counting: Sequence[_Said]) -> Iterator[str]:
    given = {said.share for said in counting if said.share is not None}
    if any(said.share is None and said.claim.share.strip() for said in counting):
        yield UNREAD
    elif not given:
        yield NO_SHARE
    if len(given) > 1:
        yield DIFFERING


def _doubts_of_edge(edge: Edge, every: Sequence[_Said], only: Filter) -> Iterator[str]:
    """Yield why an edge as a whole may not be there."""
    if not any(said.holds is dates.Holds.YES for said in every):
        is_hedged = all(said.claim.surest is not dates.Holds.YES for said in every)
        yield DOUBTFUL if is_hedged else POSSIBLE_THEN
    if edge.verdict == CONTESTED:
        yield CONTESTS
    if any(said.holds is dates.Holds.NO for said in every):
        yield ENDS
    if has_window(only):
        yield WINDOW


_COUNTING = (dates.Holds.YES, dates.Holds.POSSIBLE)


def _says(claim: Claim, only: Filter) -> dates.Holds:
    """Return what a claim says of the day asked for; without one, whether it gives no end."""
    if only.as_of is not None:
        return claim.holds_on(only.as_of)
    has_ended = claim.period.end.latest != dates.LATEST and not has_window(only)
    return dates.Holds.NO if has_ended else claim.surest


def _share_in(claim: Claim) -> ShareRange | None:
    return ShareRange.percent(claim.share) if is_plain(SHARE, claim.share) else None


def _level(claim: Claim) -> str:
    return next((claim.extra[name] for name in _LEVELS if claim.extra.get(name)), "")
