"""What an owner has of a company in the end: directly, through others, and through circles.

Pure arithmetic on shares as exact parts of one, each a range from a least to a largest. The
integrated share of an owner k in a company i is the least y that solves, for all i at once,

    y(i) = share(k, i) + the sum of share(j, i) * y(j) over the owners j of i other than k

which is the linear system of Brioschi, Buzzacchi and Colombo ("Risk capital financing and the
separation of ownership and control in business groups", Journal of Banking and Finance 13, 1989),
save that a chain ends where it first reaches k: what an owner in a circle has of itself is not
counted again, which overstates owners in circles (Vitali, Glattfelder and Battiston, "The network
of global corporate control", PLoS ONE 6, 2011). It is the probability that a walk from i upward,
which goes to each owner with its share, ever reaches k; what nobody is recorded to own leads
nowhere.

Where shares are ranges, each company chooses its shares anywhere in their ranges as long as they
sum up to one at most. The least y takes every least share. The largest is found by policy iteration
over greedy choices (Givan, Leach and Dean, "Bounded-parameter Markov decision processes",
Artificial Intelligence 122, 2000): some single choice of each company reaches it. So both bounds
are reached, and neither can be tighter.

A share that is more than its least ("more than 25%") reaches that bound only in the limit. What it
adds up to is solved once more with such bounds moved inward by next to nothing: shares only grow
with each share, so a bound is reached if and only if it stays where it is. Leaves out where shares
come from.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.share_notation import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Shares = Mapping[str, Mapping[str, "ShareRange"]]
    """The owners of each company, with what each has of it."""
    Chosen = dict[str, dict[str, Fraction]]

NONE = Fraction(0)
WHOLE = Fraction(1)
LARGE_CIRCLE = 40
"""Circles among more companies are solved in floating-point numbers, and rounded outward."""
_ROUNDS = 10_000
_SETTLED = 1e-13
_OUTWARD = Fraction(1, 10**9)
_INWARD = Fraction(1, 10**30)
"""A bound that is not reached is moved by this much: less than shares differ by."""


class ShareRange(NamedTuple):
    """A share as parts of one: it is at least `least` and at most `largest`.

    Attributes:
        is_above, is_below: whether it is more than the least, and less than the largest.

    Example:
        >>> ShareRange.percent(">25-50").least, ShareRange.percent(">25-50").is_above
        (Fraction(1, 4), True)
    """

    least: Fraction
    largest: Fraction
    is_above: bool = False
    is_below: bool = False

    @classmethod
    def percent(cls, text: str) -> ShareRange:
        """Return a share in our notation (`share_notation.py`).

        Raises:
            ValueError: if it is in another.
        """
        bounds = bounds_of(text)
        if bounds is None:
            raise ValueError(text)
        least, largest = (Fraction(bound) / 100 for bound in bounds[:2])
        return cls(least, largest, bounds.is_above, bounds.is_below)

    @property
    def at_least(self) -> tuple[Fraction, bool]:
        """The lower bound, to compare with those of others."""
        return self.least, self.is_above

    @property
    def at_most(self) -> tuple[Fraction, bool]:
        """The upper bound, to compare with those of others."""
        return self.largest, not self.is_below

    def times(self, other: ShareRange) -> ShareRange:
        """Return the share of a share."""
        is_something = all(one.at_least > (NONE, False) for one in (self, other))
        is_below = bool(self.largest and other.largest and (self.is_below or other.is_below))
        return ShareRange(
            self.least * other.least,
            self.largest * other.largest,
            is_something and (self.is_above or other.is_above),
            is_below,
        )

    def plus(self, other: ShareRange) -> ShareRange:
        """Return two shares together, no more than the whole."""
        least, largest = self.least + other.least, self.largest + other.largest
        is_above = least < WHOLE and (self.is_above or other.is_above)
        is_below = largest <= WHOLE and (self.is_below or other.is_below)
        return ShareRange(min(WHOLE, least), min(WHOLE, largest), is_above, is_below)

    def moved_inward(self) -> ShareRange:
        """Return the range without the bounds that are not reached, moved by next to nothing."""
        least = self.least + _INWARD if self.is_above else self.least
        return ShareRange(least, self.largest - _INWARD if self.is_below else self.largest)


NOTHING = ShareRange(NONE, NONE)
UNKNOWN = ShareRange(NONE, WHOLE)


def overfull(shares: Shares) -> list[str]:
    """Return the companies of which more than the whole is owned: not all of that can be true."""
    return [
        company
        for company, owners in shares.items()
        if sum((share.moved_inward().least for share in owners.values()), NONE) > WHOLE
    ]


class OwnershipNetwork:
    """Companies with the shares of their owners, none of them overfull.

    Attributes:
        circles: the companies and owners that own each other in a circle, circle by circle.
    """

    def __init__(self, shares: Shares) -> None:
        self._shares = {
            company: {one: share for one, share in owners.items() if share.largest}
            for company, owners in shares.items()
        }
        self._owned: dict[str, list[str]] = {}
        for company, owners in self._shares.items():
            for one in owners:
                self._owned.setdefault(one, []).append(company)
        has_open = any(
            share.is_above or share.is_below
            for owners in self._shares.values()
            for share in owners.values()
        )
        self._moved: Shares | None = None
        if has_open:
            self._moved = {
                company: {one: share.moved_inward() for one, share in owners.items()}
                for company, owners in self._shares.items()
            }
        components = list(_owners_first(self._shares))
        self._place = {one: n for n, members in enumerate(components) for one in members}
        self.circles = tuple(tuple(sorted(one)) for one in components if self._is_circle(one))

    def shares_of(self, owner: str) -> dict[str, ShareRange]:
        """Return what an owner has of each company in the end; of itself nothing is said.

        Returns:
            The tightest range for each company; those of which it can have nothing are left out.

        Example:
            >>> half = ShareRange.percent("50")
            >>> network = OwnershipNetwork({"b": {"a": half, "c": half}, "c": {"b": half}})
            >>> network.shares_of("a")["b"].least
            Fraction(2, 3)
        """
        by_component: dict[int, list[str]] = {}
        for company in self._below(owner):
            by_component.setdefault(self._place[company], []).append(company)
        components = [companies for _, companies in sorted(by_component.items())]
        reached = self._reached(owner, components, self._shares)
        if self._moved is None or any(len(one) > LARGE_CIRCLE for one in components):
            return reached  # in floating-point numbers nothing tells whether a bound is reached
        moved = self._reached(owner, components, self._moved)
        return {
            one: ShareRange(
                share.least,
                share.largest,
                moved[one].least > share.least,
                moved[one].largest < share.largest,
            )
            for one, share in reached.items()
        }

    def _reached(
        self, owner: str, components: Iterable[Sequence[str]], shares: Shares
    ) -> dict[str, ShareRange]:
        """Return what an owner has of each company, of which those above come before."""
        reached = {owner: ShareRange(WHOLE, WHOLE)}
        for companies in components:
            if len(companies) == 1 and companies[0] not in shares[companies[0]]:
                reached[companies[0]] = _share_in(shares[companies[0]], reached)
            else:
                reached |= _in_circle({one: shares[one] for one in companies}, reached)
        del reached[owner]
        return reached

    def _below(self, owner: str) -> set[str]:
        """Return the companies from which shares lead up to an owner, itself left out."""
        found: set[str] = set()
        waiting = [owner]
        while waiting:
            for company in self._owned.get(waiting.pop(), ()):
                if company != owner and company not in found:
                    found.add(company)
                    waiting.append(company)
        return found

    def _is_circle(self, members: Sequence[str]) -> bool:
        return len(members) > 1 or members[0] in self._shares.get(members[0], ())


def _share_in(owners: Mapping[str, ShareRange], reached: Mapping[str, ShareRange]) -> ShareRange:
    """Return the share in a company of whose owners it is known."""
    known = {one: reached[one] for one in owners if one in reached}
    largest = {one: share.largest for one, share in known.items()}
    return ShareRange(
        sum((owners[one].least * share.least for one, share in known.items()), NONE),
        _worth(_greedy(owners, largest), largest),
    )


def _in_circle(shares: Shares, reached: Mapping[str, ShareRange]) -> dict[str, ShareRange]:
    """Return the shares in companies that own each other; of all other owners it is known."""
    outside = {one for owners in shares.values() for one in owners if one in reached}
    least = {one: reached[one].least for one in outside}
    largest = {one: reached[one].largest for one in outside}
    if len(shares) > LARGE_CIRCLE:
        return _in_large_circle(shares, least, largest)
    chosen = {
        company: {one: share.least for one, share in owners.items() if share.least}
        for company, owners in shares.items()
    }
    lowest = _solved(chosen, least)
    highest = _largest(shares, largest)
    return {
        company: ShareRange(lowest.get(company, NONE), highest.get(company, NONE))
        for company in shares
    }


def _largest(shares: Shares, known: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the largest shares: choose greedily by what is known, until no choice gains.

    What the last choices reach solves the greedy equations, and the largest is the least solution.
    """
    reached = dict(known)
    chosen: Chosen = {company: {} for company in shares}
    while True:
        is_better = False
        for company, owners in shares.items():
            greedy = _greedy(owners, reached)
            if _worth(greedy, reached) > reached.get(company, NONE):
                chosen[company] = greedy
                is_better = True
        if not is_better:
            return reached
        reached = {**known, **_solved(chosen, known)}


def _greedy(
    owners: Mapping[str, ShareRange], reached: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    """Return the shares that are worth most: what is left goes to the best owners first."""
    left = WHOLE - sum((share.least for share in owners.values()), NONE)
    chosen = {}
    for one in sorted(owners, key=lambda one: -reached.get(one, NONE)):
        more = min(left, owners[one].largest - owners[one].least)
        chosen[one] = owners[one].least + more
        left -= more
    return chosen


def _worth(chosen: Mapping[str, Fraction], reached: Mapping[str, Fraction]) -> Fraction:
    return sum((part * reached[one] for one, part in chosen.items() if one in reached), NONE)


def _solved(chosen: Chosen, known: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return the least solution of y(i) = the sum of chosen(i, j) * y(j), with some y known.

    Companies are eliminated one by one, as states of a chain are (Grassmann, Taksar and Heyman,
    "Regenerative analysis and steady state distributions for Markov chains", Operations Research
    33, 1985). Those that lead to nothing known are left out: all others leave their circle.
    """
    leading = _leading(chosen, known)
    rows = {
        company: {one: part for one, part in chosen[company].items() if one in leading}
        for company in leading
    }
    given = {company: _worth(chosen[company], known) for company in leading}
    entered: dict[str, set[str]] = {company: set() for company in leading}
    for company, row in rows.items():
        for one in row:
            entered[one].add(company)
    order = sorted(leading, key=lambda one: (len(rows[one]) * len(entered[one]), one))
    for company in order:
        _eliminate(company, rows, given, entered)
    reached: dict[str, Fraction] = {}
    for company in reversed(order):
        reached[company] = given[company] + _worth(rows[company], reached)
    return reached


def _eliminate(
    company: str, rows: Chosen, given: dict[str, Fraction], entered: Mapping[str, set[str]]
) -> None:
    """Put what a company leads to into the rows that lead to it."""
    row = rows[company]
    stays = WHOLE - row.pop(company, NONE)
    given[company] /= stays
    for one in row:
        row[one] /= stays
        entered[one].discard(company)
    for other in entered[company] - {company}:
        part = rows[other].pop(company)
        given[other] += part * given[company]
        for one, further in row.items():
            rows[other][one] = rows[other].get(one, NONE) + part * further
            entered[one].add(other)


def _leading(chosen: Chosen, known: Mapping[str, Fraction]) -> set[str]:
    """Return the companies from which chosen shares lead to something that is known."""
    entered: dict[str, list[str]] = {}
    waiting = []
    for company, row in chosen.items():
        if _worth(row, known):
            waiting.append(company)
        for one, part in row.items():
            if part and one not in known:
                entered.setdefault(one, []).append(company)
    found = set(waiting)
    while waiting:
        for company in entered.get(waiting.pop(), ()):
            if company not in found:
                found.add(company)
                waiting.append(company)
    return found


def _in_large_circle(
    shares: Shares, least: Mapping[str, Fraction], largest: Mapping[str, Fraction]
) -> dict[str, ShareRange]:
    """Return bounds in a large circle: each round comes nearer, and none passes what is true."""
    low = {one: float(part) for one, part in least.items()}
    high = {**dict.fromkeys(shares, 1.0), **{one: float(part) for one, part in largest.items()}}
    rows = {
        company: [(one, float(share.least), float(share.largest)) for one, share in owners.items()]
        for company, owners in shares.items()
    }
    for _ in range(_ROUNDS):
        moved = 0.0
        for company, row in rows.items():
            lowest = sum(part * low.get(one, 0.0) for one, part, _ in row)
            highest = min(1.0, _greedy_worth(row, high))
            moved = max(moved, lowest - low.get(company, 0.0), high[company] - highest)
            low[company], high[company] = lowest, highest
        if moved < _SETTLED:
            break
    return {
        company: ShareRange(
            max(NONE, Fraction(low[company]) - _OUTWARD),
            min(WHOLE, Fraction(high[company]) + _OUTWARD),
        )
        for company in shares
    }


def _greedy_worth(row: Sequence[tuple[str, float, float]], reached: Mapping[str, float]) -> float:
    left = 1.0 - sum(least for _, least, _ in row)
    worth = 0.0
    for one, least, largest in sorted(row, key=lambda share: -reached.get(share[0], 0.0)):
        more = min(left, largest - least)
        worth += (least + more) * reached.get(one, 0.0)
        left -= more
    return worth


def _owners_first(shares: Shares) -> Iterator[tuple[str, ...]]:
    """Yield the strongly connected components of companies and owners, those above before.

    Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1, 1972.
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: dict[str, None] = {}
    for start in shares:
        if start in number:
            continue
        walk: list[tuple[str, Iterator[str]]] = []
        _enter(start, walk, number, lowest, stack, shares)
        while walk:
            company, owners = walk[-1]
            for one in owners:
                if one not in number:
                    _enter(one, walk, number, lowest, stack, shares)
                    break
                if one in stack:
                    lowest[company] = min(lowest[company], number[one])
            else:
                walk.pop()
                if walk:
                    below = walk[-1][0]
                    lowest[below] = min(lowest[below], lowest[company])
                if lowest[company] == number[company]:
                    yield _taken_from(stack, company)


def _enter(
    one: str,
    walk: list[tuple[str, Iterator[str]]],
    number: dict[str, int],
    lowest: dict[str, int],
    stack: dict[str, None],
    shares: Shares,
) -> None:
    number[one] = lowest[one] = len(number)
    stack[one] = None
    walk.append((one, iter(shares.get(one, ()))))


def _taken_from(stack: dict[str, None], first: str) -> tuple[str, ...]:
    """Take what is on the stack from one on away, and return it."""
    taken = []
    while first in stack:
        taken.append(stack.popitem()[0])
    return tuple(taken)
