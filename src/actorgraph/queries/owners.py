"""Who owns a company in the end, and what an owner owns: all chains, direct and indirect shares.

The walk goes from owner to owner, level by level, and reads no more than the links that lead to the
one asked about. What a link counts is in owning_links.py, what chains and circles of them add up to
in integrated_shares.py. An owner reaches a threshold for certain if its least share does, possibly
if only its largest does. Leaves out control by other means, which it names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.engine import DirectedStore
from actorgraph.errors import ArgumentError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.integrated_shares import (
    NONE,
    NOTHING,
    WHOLE,
    OwnershipNetwork,
    ShareRange,
    overfull,
)
from actorgraph.queries.lazy import LazyDict
from actorgraph.queries.mentions import named_in
from actorgraph.queries.owning_links import (
    CONSOLIDATED,
    CONTROL_RELATIONS,
    INDIRECT,
    OwningLink,
    counting_edges,
    has_window,
    is_indirect,
    link_of,
    of_an_overfull_company,
    owner_and_company,
    why_uncounted,
)
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.uncounted import Uncounted
from actorgraph.share_notation import WHOLE as WHOLE_IN_PERCENT
from actorgraph.share_notation import bounds_of, reading

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

    _EdgesByPair = dict[tuple[str, str], list[Edge]]

CERTAIN, POSSIBLY, NOT = "certain", "possibly", "not"
VERDICTS = (CERTAIN, POSSIBLY, NOT)
"""Whether an owner reaches the threshold, the surest first."""
OWNERS, OWNED = "owners", "owned"
FURTHER_CHAINS = 500
"""Each owner has its strongest chain; so many others are listed together, the strongest first."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of links from an owner down to a company.

    Attributes:
        links: from the owner downward.
        share: what the chain by itself gives.
    """

    links: tuple[OwningLink, ...]
    share: ShareRange


_AT_THE_ONE_ASKED = Chain((), ShareRange(WHOLE, WHOLE))
"""Where every chain begins: no link yet, and all of it."""


@dataclass(frozen=True, slots=True)
class Holding:
    """An owner of the company asked about, or a company of the owner asked about.

    Attributes:
        share: direct and indirect together.
        direct: the link between the two; None if there is only a chain.
        verdict: one of VERDICTS.
        is_end: whether nobody is recorded to own it, or nothing that it owns. Where it is met by
            what is stated as indirect alone, that was not looked up, and it is no end.
        chains: the strongest first.
    """

    entity: Entity
    share: ShareRange
    direct: OwningLink | None
    verdict: str
    is_end: bool
    chains: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns a company, or what an owner owns.

    Attributes:
        direction: OWNERS or OWNED.
        threshold: in percent.
        is_more_than: whether more than the threshold is asked for, and not as much or more.
        holdings: by verdict, the largest first.
        links: every link on the way, each with its edges.
        uncounted: edges on the way that count nothing, each with the reason.
        circles: ids that own each other in circles.
        overfull: ids of companies of which more than the whole is owned.
        has_more_chains: whether there are more chains than are listed.
        others: all entities that the edges name, by id.
        day: the day asked for, as the filter has it; None if none was.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
        is_windowed: whether a time was asked for that is no single day.
    """

    asked: Entity
    direction: str
    threshold: Fraction
    holdings: Sequence[Holding]
    links: tuple[OwningLink, ...]
    uncounted: tuple[Uncounted, ...]
    circles: tuple[tuple[str, ...], ...]
    overfull: tuple[str, ...]
    has_more_chains: bool
    others: Mapping[str, Entity]
    day: int | None = None
    rejected: int = 0
    is_more_than: bool = False
    is_filtered: bool = False
    is_windowed: bool = False


def owners(
    engine: Engine,
    company: Entity,
    *,
    threshold: float | str = 25,
    only: Filter = NOTHING_LEFT_OUT,
) -> Ownership:
    """Find who owns a company, directly and through others, up to those whom nobody owns.

    Args:
        threshold: in percent, above 0 and at most 100; ">25" asks who has more than 25.
        only: its types choose which owners are listed, not whom a chain passes; its relations are
            those that are followed, in place of those of ownership.

    Raises:
        ArgumentError: if the threshold is no such number.
    """
    return _ownership(engine, company, OWNERS, threshold_given(threshold), only)


def owned(
    engine: Engine,
    owner: Entity,
    *,
    threshold: float | str = 25,
    only: Filter = NOTHING_LEFT_OUT,
) -> Ownership:
    """Find what an owner has, directly and through others, down to what owns nothing.

    Args:
        threshold: as for `owners`.
        only: as for `owners`.

    Raises:
        ArgumentError: if the threshold is no such number.
    """
    return _ownership(engine, owner, OWNED, threshold_given(threshold), only)


class Threshold(NamedTuple):
    """How much is asked for, in percent: so much or more, or more than that."""

    percent: Fraction
    is_more_than: bool = False


def threshold_given(threshold: float | str) -> Threshold:
    """Return a threshold.

    Raises:
        ArgumentError: if it is no number above 0 and at most 100, nor more than such a number.

    Example:
        >>> threshold_given("more than 25%")
        Threshold(percent=Fraction(25, 1), is_more_than=True)
    """
    text = str(threshold).strip().removesuffix("%").strip()
    bounds = bounds_of(reading(text)[0])
    try:
        number = Fraction(text)
    except (ValueError, ZeroDivisionError):
        is_given = bounds is not None and bounds.largest in (bounds.least, WHOLE_IN_PERCENT)
        number = Fraction(bounds.least) if bounds is not None and is_given else Fraction(0)
    if not 0 < number <= WHOLE_IN_PERCENT or "/" in text:
        raise ArgumentError(
            "threshold",
            f"{threshold!r} is not a percentage above 0, up to 100, nor more than one, as '>25'.",
        )
    is_more_than = bounds is not None and bounds.is_above
    return Threshold(number, is_more_than)


def _ownership(
    engine: Engine, asked: Entity, direction: str, threshold: Threshold, only: Filter
) -> Ownership:
    walk = _Walk(engine, asked.id, direction, only)
    walk.go()
    links = {(link.owner, link.company): link for link in walk.links()}
    too_full = _made_possible(links)
    network = OwnershipNetwork(_shares(links.values()))
    chains, has_more = _chains(links.values(), asked.id, direction)
    shares = _shares_of(network, asked.id, direction, chains)
    all_links = [*links.values(), *_add_indirect(walk, links.values(), direction, shares, chains)]
    entities = engine.entities(shares, only)
    holdings = [
        Holding(
            entities[one],
            share,
            links.get((one, asked.id) if direction == OWNERS else (asked.id, one)),
            _verdict(share, threshold),
            is_end=not walk.goes_on(one),
            chains=tuple(chains[one]),
        )
        for one, share in shares.items()
        if only.keeps_type(entities[one].type)
    ]
    shown = [edge for link in all_links for edge in link.edges]
    shown += [one.edge for one in walk.uncounted]
    return Ownership(
        asked,
        direction,
        threshold.percent,
        sorted(holdings, key=_order),
        tuple(all_links),
        tuple(walk.uncounted),
        network.circles,
        too_full,
        has_more,
        LazyDict(lambda: engine.entities([asked.id, *shares, *named_in(shown)], only)),
        only.as_of,
        walk.rejected(),
        is_more_than=threshold.is_more_than,
        is_filtered=not only.is_empty,
        is_windowed=has_window(only),
    )


def _add_indirect(
    walk: _Walk,
    links: Collection[OwningLink],
    direction: str,
    shares: dict[str, ShareRange],
    chains: dict[str, list[Chain]],
) -> list[OwningLink]:
    """Add what is stated as indirect to shares and chains; return its links."""
    stated = [*walk.stated_indirectly(links, shares)]
    met = {near: (shares[near], [*chains[near]]) for near, _, _ in stated if near != walk.asked}
    met[walk.asked] = _AT_THE_ONE_ASKED.share, [_AT_THE_ONE_ASKED]
    for near, far, link in stated:
        share, its = met[near]
        shares[far] = shares.get(far, NOTHING).plus(link.share.times(share))
        further = [_longer(one, link, direction) for one in its]
        chains.setdefault(far, []).extend(further)
    return [link for _, _, link in stated]


def _longer(chain: Chain, link: OwningLink, direction: str) -> Chain:
    """Return a chain with a link more, beyond its far end."""
    ways = (link, *chain.links) if direction == OWNERS else (*chain.links, link)
    return Chain(ways, chain.share.times(link.share))


def _leads_through_others(
    owner: str, company: str, owned_by: Mapping[str, Collection[str]]
) -> bool:
    """Return whether links lead from an owner to a company by way of others.

    Args:
        owned_by: the companies of each owner.
    """
    seen: set[str] = set()
    waiting = [owner]
    while waiting:
        one = waiting.pop()
        new = {*owned_by.get(one, ())} - seen
        if one == owner:
            new.discard(company)
        seen |= new
        waiting += new
    return company in seen


def edges_leading_to(engine: Engine, ids: Collection[str], only: Filter) -> list[Edge]:
    """Return the edges by which some companies are owned or controlled, in the order of the data.

    Of an owner of very many companies a store that knows better reads none of what it owns.
    """
    if isinstance(engine, DirectedStore):
        edges = engine.entering(ids, only, turned=CONSOLIDATED)
    else:
        edges = engine.touching(ids, only)
    return [edge for edge in edges if owner_and_company(edge)[1] in ids]


class _Walk:
    """The edges from owner to owner on the way from the one asked about.

    On the way down it reads who else owns the companies, too: all shares in one are the whole.

    Attributes:
        asked: the id of the one asked about.
        uncounted: the edges that count nothing.
    """

    def __init__(self, engine: Engine, asked: str, direction: str, only: Filter) -> None:
        words = only.relations or schema.OWNERSHIP_RELATIONS | CONTROL_RELATIONS
        self._engine, self.asked, self._only = engine, asked, only
        self._is_upward = direction == OWNERS
        self._read_only = only._replace(types=frozenset(), relations=frozenset(words))
        self._edges: _EdgesByPair = {}
        self._indirect: _EdgesByPair = {}
        self._beside: _EdgesByPair = {}
        self._next: dict[str, set[str]] = {}
        self._seen: set[str] = set()
        self._taken: set[tuple[str, str]] = set()
        self.uncounted: list[Uncounted] = []

    def go(self) -> None:
        """Walk until nothing new is met."""
        waiting = [self.asked]
        while waiting:
            self._seen.update(waiting)
            by_pair: _EdgesByPair = {}
            for edge in self._touching(waiting, self._read_only):
                by_pair.setdefault(owner_and_company(edge), []).append(edge)
            new = [self._take(pair, edges) for pair, edges in by_pair.items()]
            waiting = [one for one in dict.fromkeys(filter(None, new)) if one not in self._seen]

    def links(self) -> Iterator[OwningLink]:
        """Yield what the edges add up to, for each two."""
        for edges in self._edges.values():
            yield link_of(edges, self._only)
        for edges in self._beside.values():
            if counting := counting_edges(edges, self._only):
                yield link_of(counting, self._only)

    def stated_indirectly(
        self, links: Collection[OwningLink], met: Container[str]
    ) -> Iterator[tuple[str, str, OwningLink]]:
        """Yield what is stated as indirect of the one asked about, or of one met on the way.

        Each comes with the near end, and the far one that nothing follows further. Where links lead
        there through others, it is uncounted: the links give it. Of one on the way it can be a part
        of what is counted already, and counts as possible alone.

        Args:
            links: all that count.
            met: who is met by them.
        """
        owned_by: dict[str, set[str]] = {}
        for link in links if self._indirect else ():
            owned_by.setdefault(link.owner, set()).add(link.company)
        for pair, edges in self._indirect.items():
            near, far = (pair[1], pair[0]) if self._is_upward else pair
            is_there = near == self.asked or near in met
            if not is_there or far in (near, self.asked) or _leads_through_others(*pair, owned_by):
                self.uncounted += [Uncounted(edge, INDIRECT) for edge in edges]
                continue
            link = link_of(edges, self._only)
            share = (
                link.share
                if near == self.asked
                else link.share._replace(least=NONE, is_above=False)
            )
            yield near, far, replace(link, share=share, doubts=(*link.doubts, INDIRECT))

    def goes_on(self, one: str) -> bool:
        """Return whether anybody owns one, or anything is owned by it, or it was not looked up."""
        return one not in self._seen or bool(self._next.get(one))

    def rejected(self) -> int:
        """Count the rejected claims on the way."""
        return rejected_claims(self._read_only, lambda only: self._touching(self._seen, only))

    def _touching(self, ids: Iterable[str], only: Filter) -> list[Edge]:
        """Return the edges by which these are owned; on the way down, by which they own too."""
        here = frozenset(ids)
        if self._is_upward:
            return edges_leading_to(self._engine, here, only)
        return self._engine.touching(here, only)

    def _take(self, pair: tuple[str, str], edges: list[Edge]) -> str:
        """Take all edges between two in, and return where they lead; "" if nowhere."""
        if not self._is_on_the_way(pair):
            self._beside[pair] = edges
            return ""
        if pair in self._taken:
            return ""
        self._taken.add(pair)
        self._beside.pop(pair, None)
        for edge in edges:
            if reason := why_uncounted(edge, self._only):
                self.uncounted.append(Uncounted(edge, reason))
            else:
                kind = self._indirect if is_indirect(edge) else self._edges
                kind.setdefault(pair, []).append(edge)
        near, far = (pair[1], pair[0]) if self._is_upward else pair
        if pair in self._edges or pair in self._indirect:
            self._next.setdefault(near, set()).add(far)
        return far if pair in self._edges else ""

    def _is_on_the_way(self, pair: tuple[str, str]) -> bool:
        return pair[1 if self._is_upward else 0] in self._seen


def _made_possible(links: dict[tuple[str, str], OwningLink]) -> tuple[str, ...]:
    """Widen the links of companies of which more than the whole is owned; return these."""
    too_full = overfull(_shares(links.values()))
    for pair, link in links.items():
        if link.company in too_full:
            links[pair] = of_an_overfull_company(link)
    return tuple(too_full)


def _shares(links: Iterable[OwningLink]) -> dict[str, dict[str, ShareRange]]:
    shares: dict[str, dict[str, ShareRange]] = {}
    for link in links:
        shares.setdefault(link.company, {})[link.owner] = link.share
    return shares


def _shares_of(
    network: OwnershipNetwork, asked: str, direction: str, met: Iterable[str]
) -> dict[str, ShareRange]:
    """Return the share of each owner in the one asked about, or of that one in each company."""
    if direction == OWNED:
        return network.shares_of(asked)
    found = {one: network.shares_of(one).get(asked) for one in met}
    return {one: share for one, share in found.items() if share is not None}


def _chains(
    links: Iterable[OwningLink], asked: str, direction: str
) -> tuple[dict[str, list[Chain]], bool]:
    """Return the chains between the one asked about and each that it meets, the strongest first."""
    leading: dict[str, list[OwningLink]] = {}
    for link in links:
        if link.share.largest:
            leading.setdefault(link.company if direction == OWNERS else link.owner, []).append(link)

    found: dict[str, list[Chain]] = {}
    left = FURTHER_CHAINS
    number = count()
    waiting = [(-WHOLE, next(number), asked, _AT_THE_ONE_ASKED, frozenset({asked}))]
    has_more = False
    while waiting:
        _, _, at, chain, passed = heappop(waiting)
        if at != asked:
            if at in found:
                if not left:
                    has_more = True
                    continue
                left -= 1
            found.setdefault(at, []).append(chain)
        for link in leading.get(at, ()):
            far = link.owner if direction == OWNERS else link.company
            if far not in passed:
                further = _longer(chain, link, direction)
                place = (-further.share.largest, next(number), far, further, passed | {far})
                heappush(waiting, place)
    return found, has_more


def _verdict(share: ShareRange, threshold: Threshold) -> str:
    part = threshold.percent / 100
    if threshold.is_more_than:
        is_certain, is_possible = share.at_least > (part, False), share.largest > part
    else:
        is_certain, is_possible = share.least >= part, share.at_most >= (part, True)
    if is_certain:
        return CERTAIN
    return POSSIBLY if is_possible else NOT


def _order(holding: Holding) -> tuple[int, Fraction, Fraction, str]:
    place = VERDICTS.index(holding.verdict)
    return place, -holding.share.least, -holding.share.largest, holding.entity.id
