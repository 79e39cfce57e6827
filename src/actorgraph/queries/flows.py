"""Where money comes from and goes to: totals in and out, and chains of payments in order of time.

A total adds payments of one direction, counterpart, period, currency and kind, never across these.
What is denied, planned or conditional is in no total and is named. What a payment is stands in
payments.py, which payments follow each other in money_chains.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import reduce
from typing import TYPE_CHECKING

from actorgraph import dates, schema
from actorgraph.edges import SINGLE_ORIGIN
from actorgraph.errors import ArgumentError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.queries.arguments import whole_number
from actorgraph.queries.lazy import LazyDict
from actorgraph.queries.mentions import named_in
from actorgraph.queries.money_chains import MoneyChain, PaymentsBetween, chains_between
from actorgraph.queries.payments import (
    KINDS,
    OTHER_RELATION,
    Payment,
    gives_amount,
    payment_of,
    why_uncounted,
)
from actorgraph.queries.rejected import rejected_claims
from actorgraph.queries.uncounted import Uncounted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine

IN, OUT = "in", "out"
YEAR, MONTH, ALL = "year", "month", "all"
PERIODS = (YEAR, MONTH, ALL)
"""By what totals are kept apart; ALL adds what has a date, whenever it was."""
UNDATED, DATED = "", "dated"
"""The period of payments that no known year or month holds, and under ALL that of all others."""
LONGEST = 5
"""So many payments a chain has at most, unless more are asked for."""
_CUT_OFF = {YEAR: 2, MONTH: 1}
"""How many parts of a day such as 2018-01-30 are not in the period."""
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


@dataclass(frozen=True, slots=True)
class FlowTotal:
    """The sum of payments of one direction, counterpart, period, currency and kind.

    Attributes:
        direction: IN or OUT, seen from the one asked about.
        counterpart: the id of the other one; "" for all of them.
        period: a year or month, two with a slash where it can be either, or UNDATED or DATED.
        least, largest: None where no amount is given.
        single: the number of payments that rest on one origin.
    """

    direction: str
    counterpart: str
    period: str
    currency: str
    kind: str
    least: Decimal | None
    largest: Decimal | None
    payments: tuple[Payment, ...]
    single: int


@dataclass(frozen=True, slots=True)
class Flows:
    """The money of one entity, or between two.

    Attributes:
        target: to whom chains lead; None where they lead back to the one asked about.
        per: one of PERIODS.
        longest: the largest number of payments in a chain.
        totals: by direction, period, counterpart.
        sums: the same of all counterparts and periods, dated and undated apart.
        uncounted: edges between those asked about that are in no total.
        chains: from the one asked about to the target, or round trips, the shortest first.
        has_more_chains: whether there are more than are listed.
        is_cut: whether not all payments on the way could be read.
        others: all entities that the edges name, by id.
        rejected: the number of rejected claims that are not used.
        is_filtered: whether a filter may have left something out.
    """

    asked: Entity
    target: Entity | None
    per: str
    longest: int
    totals: Sequence[FlowTotal]
    sums: tuple[FlowTotal, ...]
    uncounted: Sequence[Uncounted]
    chains: Sequence[MoneyChain]
    has_more_chains: bool
    is_cut: bool
    others: Mapping[str, Entity]
    rejected: int = 0
    is_filtered: bool = False

    @property
    def payments(self) -> list[Payment]:
        """The payments of the totals and chains that are listed, each once."""
        listed = [payment for total in self.totals for payment in total.payments]
        listed += [payment for chain in self.chains for payment in chain.payments]
        return [*{payment.edge.key: payment for payment in listed}.values()]


def flows(
    engine: Engine,
    asked: Entity,
    target: Entity | None = None,
    *,
    per: str = YEAR,
    longest: int = LONGEST,
    only: Filter = NOTHING_LEFT_OUT,
) -> Flows:
    """Add up the payments of an entity, or between two, and find chains of payments.

    Args:
        target: to whom chains lead; None asks for round trips, and for the totals of everybody.
        per: one of PERIODS.
        longest: the largest number of payments in a chain.
        only: its types choose the counterparts that are listed, not whom a chain passes; its
            relations are those that are payments, in place of schema.PAYMENT_RELATIONS.

    Raises:
        ArgumentError: if `per` or `longest` is none of these, or both entities are the same.
    """
    _refuse_unanswerable(asked, target, per, longest)

    def here(words: Filter) -> list[Edge]:
        if target is None:
            return engine.touching({asked.id}, words)
        both = {asked.id, target.id}
        return engine.touching(both, words._replace(types=frozenset()), within=both)

    payments, uncounted = _told_apart(here(only), only)
    end = (target or asked).id
    chains, has_more, is_cut = _chains(engine, asked.id, end, longest, only)
    shown = [payment.edge for chain in chains for payment in chain.payments]
    shown += [*(one.edge for one in payments), *(one.edge for one in uncounted)]
    return Flows(
        asked,
        target,
        per,
        longest,
        tuple(_totals(payments, asked.id, lambda one: (_far(one, asked.id), period(one, per)))),
        tuple(_totals(payments, asked.id, lambda one: ("", period(one, ALL)))),
        tuple(uncounted),
        chains,
        has_more,
        is_cut,
        LazyDict(lambda: engine.entities([asked.id, end, *named_in(shown)], only)),
        rejected_claims(only, here),
        is_filtered=not only.is_empty,
    )


def _refuse_unanswerable(asked: Entity, target: Entity | None, per: str, longest: int) -> None:
    if per not in PERIODS:
        raise ArgumentError("per", f"{per!r} is none of {', '.join(PERIODS)}.")
    whole_number(longest, argument="max_length")
    if target is not None and target.id == asked.id:
        raise ArgumentError("to", f"{target.name!r} is the same; leave it out for round trips.")


def period(payment: Payment, per: str) -> str:
    """Return the period of a payment: "2018", "2018/2019" where it can be either, or UNDATED."""
    if not payment.is_dated:
        return UNDATED
    if per == ALL:
        return DATED
    first, last = (dates.day_text(day).rsplit("-", _CUT_OFF[per])[0] for day in payment.days)
    return first if first == last else f"{first}/{last}"


def _chains(
    engine: Engine, source: str, target: str, longest: int, only: Filter
) -> tuple[tuple[MoneyChain, ...], bool, bool]:
    """Return chains, whether there are more of them, and whether not all payments were read."""
    on_the_way = _on_the_way(only)
    reader = PaymentsBetween(
        lambda ids: engine.touching(ids, on_the_way),
        lambda edges: _told_apart(edges, only)[0],
    )
    payments = reader.payments(source, target, longest)
    return *chains_between(payments, source, target, longest), reader.is_cut


def _on_the_way(only: Filter) -> Filter:
    words = only.relations or schema.PAYMENT_RELATIONS
    return only._replace(types=frozenset(), relations=frozenset(words))


def _told_apart(edges: Iterable[Edge], only: Filter) -> tuple[list[Payment], list[Uncounted]]:
    """Return the payments among edges, and what is none that counts."""
    payments, uncounted = [], []
    for edge in edges:
        reason = why_uncounted(edge, only)
        if not reason:
            payments.append(payment_of(edge, only))
        elif reason != OTHER_RELATION or gives_amount(edge):
            uncounted.append(Uncounted(edge, reason))
    return payments, uncounted


def _far(payment: Payment, asked: str) -> str:
    return payment.payee if payment.payer == asked else payment.payer


def _totals(
    payments: Iterable[Payment], asked: str, keys: Callable[[Payment], tuple[str, str]]
) -> Iterator[FlowTotal]:
    """Yield the totals of payments, by direction, period, counterpart, kind and currency."""
    groups: dict[tuple[int, bool, str, str, int, str], list[Payment]] = {}
    for payment in payments:
        counterpart, when = keys(payment)
        kind = KINDS.index(payment.kind)
        key = (payment.payer == asked, when == UNDATED, when, counterpart, kind, payment.currency)
        groups.setdefault(key, []).append(payment)
    for (is_out, _, when, counterpart, kind, currency), its in sorted(groups.items()):
        least = [one.least for one in its if one.least is not None]
        largest = [one.largest for one in its if one.largest is not None]
        yield FlowTotal(
            OUT if is_out else IN,
            counterpart,
            when,
            currency,
            KINDS[kind],
            _sum(least),
            _sum(largest),
            tuple(sorted(its, key=lambda one: (one.days, one.edge.key))),
            sum(one.edge.verdict == SINGLE_ORIGIN for one in its),
        )


def _sum(amounts: Sequence[Decimal]) -> Decimal | None:
    """Return an exact sum, with as many decimals as the most exact amount; None of none."""
    return reduce(_EXACT.add, amounts) if amounts else None
