"""Chains of payments from one entity to another, each made no earlier than the one before.

Dates are ranges of days: an order is certain if each payment surely precedes the next, and possible
if some choice of days in the ranges allows it (foremost walks in temporal graphs: Xuan, Ferreira
and Jarry 2003; Holme and Saramäki 2012). A chain passes nobody twice; from an entity to itself it
is a round trip. Called by flows.py. Leaves out whether it was the same money, which no date tells.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from actorgraph import dates

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from decimal import Decimal

    from actorgraph.edges import Edge
    from actorgraph.queries.payments import Payment

CERTAIN, POSSIBLE = "certain", "possible"
"""Whether the payments of a chain surely follow each other, or can have."""
MOST_CHAINS = 500
"""So many chains are listed, the shortest first."""
_MOST_STEPS = 200_000
"""So many beginnings of chains are looked at."""
MOST_PASSED = 5_000
"""The search reads the payments of so many entities at most."""


@dataclass(frozen=True, slots=True)
class MoneyChain:
    """Payments one after the other.

    Attributes:
        order: CERTAIN or POSSIBLE.
        most: the most that can have gone all the way, where all amounts are in one currency.
    """

    payments: tuple[Payment, ...]
    order: str
    most: Decimal | None
    currency: str


class PaymentsBetween:
    """The payments on which chains between two can lead, read from both ends.

    Args:
        touching: returns the edges with an end among ids.
        read: returns the payments among edges.

    Attributes:
        is_cut: whether not all of them are read.
    """

    def __init__(
        self,
        touching: Callable[[Collection[str]], Iterable[Edge]],
        read: Callable[[Iterable[Edge]], Iterable[Payment]],
    ) -> None:
        self._touching, self._read = touching, read
        self._left = MOST_PASSED
        self.is_cut = False

    def payments(self, source: str, target: str, longest: int) -> list[Payment]:
        """Return the payments of chains of at most so many: the first half from the source."""
        found: dict[tuple[str, ...], Payment] = {}
        for start, steps, is_forward in (
            (source, (longest + 1) // 2, True),
            (target, longest // 2, False),
        ):
            for payment in self._walk(start, steps, is_forward=is_forward):
                found.setdefault(payment.edge.key, payment)
        return [*found.values()]

    def _walk(self, start: str, steps: int, *, is_forward: bool) -> Iterator[Payment]:
        frontier, seen = {start}, {start}
        for _ in range(steps):
            if not frontier:
                return
            if len(frontier) > self._left:
                self.is_cut = True
                return
            self._left -= len(frontier)
            further: set[str] = set()
            for payment in self._read(self._touching(frontier)):
                near, far = payment.payer, payment.payee
                if not is_forward:
                    near, far = far, near
                if near in frontier:
                    yield payment
                    further.add(far)
            frontier = further - seen
            seen |= frontier


def chains_between(
    payments: Iterable[Payment], source: str, target: str, longest: int
) -> tuple[tuple[MoneyChain, ...], bool]:
    """Return the chains from one entity to another, the shortest first, and if there are more.

    Args:
        longest: the largest number of payments in a chain.
    """
    leaving: dict[str, list[Payment]] = {}
    for payment in payments:
        leaving.setdefault(payment.payer, []).append(payment)
    for its in leaving.values():
        its.sort(key=lambda one: (one.days, one.edge.key))
    left = _steps_left(leaving, target)
    found: list[MoneyChain] = []
    waiting: deque[tuple[str, int, tuple[Payment, ...]]] = deque([(source, dates.EARLIEST, ())])
    looked_at = 0
    while waiting:
        at, day, chain = waiting.popleft()
        for payment in leaving.get(at, ()):
            far = payment.payee
            if payment.days.latest < day or (far != target and _is_passed(far, source, chain)):
                continue
            further = (*chain, payment)
            if far == target:
                if len(found) == MOST_CHAINS:
                    return tuple(found), True
                found.append(_chain(further))
            elif far in left and len(further) + left[far] <= longest:
                looked_at += 1
                if looked_at > _MOST_STEPS:
                    return tuple(found), True
                waiting.append((far, max(day, payment.days.earliest), further))
    return tuple(found), False


def _is_passed(one: str, source: str, chain: tuple[Payment, ...]) -> bool:
    return one == source or any(payment.payee == one for payment in chain)


def _steps_left(leaving: Mapping[str, list[Payment]], target: str) -> dict[str, int]:
    """Return for each entity the fewest payments from it to the target."""
    arriving: dict[str, set[str]] = {}
    for payer, payments in leaving.items():
        for payment in payments:
            arriving.setdefault(payment.payee, set()).add(payer)
    left, frontier, steps = {target: 0}, {target}, 0
    while frontier:
        steps += 1
        frontier = {payer for one in frontier for payer in arriving.get(one, ())} - left.keys()
        left |= dict.fromkeys(frontier, steps)
    return left


def _chain(payments: tuple[Payment, ...]) -> MoneyChain:
    is_certain = all(one.days.latest < two.days.earliest for one, two in pairwise(payments))
    currencies = {payment.currency for payment in payments}
    amounts = [payment.largest for payment in payments if payment.largest is not None]
    has_most = len(currencies) == 1 and currencies != {""} and len(amounts) == len(payments)
    return MoneyChain(
        payments,
        CERTAIN if is_certain else POSSIBLE,
        min(amounts) if has_most else None,
        currencies.pop() if has_most else "",
    )
