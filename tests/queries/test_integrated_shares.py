"""Integrated shares by hand, and against an oracle that tries every corner of the ranges.

Fifty random groups of companies with circles and ranges; `--full` tries 10,000.
"""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from ownership_oracle import bounds_by_corners

from actorgraph.queries import integrated_shares
from actorgraph.queries.integrated_shares import (
    UNKNOWN,
    OwnershipNetwork,
    ShareRange,
    overfull,
)

GROUPS_OF_THE_GATE = 50
GROUPS_OF_THE_LONG_FORM = 10_000
NOTHING = (Fraction(0), Fraction(0))


def shares_of(text):
    """Read `a>b 25-50, b>c 100` as what the first has of the second."""
    shares = {}
    for part in text.split(", "):
        ends, percent = part.split(" ")
        owner, company = ends.split(">")
        shares.setdefault(company, {})[owner] = ShareRange.percent(percent)
    return shares


def percents(text, owner, company):
    found = OwnershipNetwork(shares_of(text)).shares_of(owner).get(company)
    return found and tuple(part * 100 for part in found[:2])


@pytest.mark.parametrize(
    ("text", "owner", "company", "expected"),
    [
        ("a>b 30", "a", "b", (30, 30)),
        ("a>b 60, b>c 50", "a", "c", (30, 30)),
        ("a>b 60, b>c 50, a>c 10", "a", "c", (40, 40)),
        ("a>b 25-50, b>c 50-75", "a", "c", (Fraction(25, 2), Fraction(75, 2))),
        ("a>b 50, c>b 50, b>c 50", "a", "b", (Fraction(200, 3), Fraction(200, 3))),
        ("b>b 20, a>b 40", "a", "b", (50, 50)),
        ("c>b 100, b>c 100", "c", "b", (100, 100)),
        ("a>b 40-100, c>b 30-100", "a", "b", (40, 70)),
        ("a>b 40-100, c>b 30-100, a>c 50", "a", "b", (55, 85)),
        ("a>b 0, b>c 50", "a", "c", None),
    ],
)
def test_worked_by_hand(text, owner, company, expected):
    assert percents(text, owner, company) == expected


def test_a_closed_circle_gives_nobody_outside_it_anything():
    shares = shares_of("c>b 100, b>c 100, a>d 50")
    assert OwnershipNetwork(shares).shares_of("a").keys() == {"d"}


def test_a_chain_ends_where_it_first_reaches_the_owner():
    """Of the other half of b that a has, c has a half: it is not counted as a's again."""
    text = "a>b 50, c>a 50, b>c 100"
    assert percents(text, "a", "c") == (50, 50)
    assert percents(text, "a", "a") is None


def test_a_company_of_which_more_than_the_whole_is_owned_is_told():
    assert overfull(shares_of("a>b 60, c>b 50, a>c 60")) == ["b"]
    assert overfull(shares_of("a>b 50-60, c>b 50-60")) == []


def test_circles_are_named():
    shares = shares_of("a>b 50, c>b 20, b>c 30, d>d 10, e>d 40, a>f 0, f>a 20")
    assert set(OwnershipNetwork(shares).circles) == {("b", "c"), ("d",)}


def random_group(chance):
    """Return up to four companies and two people: circles, own shares, ranges, unknown shares."""
    companies = [f"c{number}" for number in range(chance.randint(1, 4))]
    shares = {}
    for company in companies:
        candidates = [*companies, "p", "q"]
        owners = chance.sample(candidates, chance.randint(1, min(3, len(candidates))))
        left = 20
        for owner in owners:
            least = chance.randint(0, left)
            left -= least
            kind = chance.random()
            width = 0 if kind < 1 / 2 else chance.randint(0, 20 - least)
            share = ShareRange(Fraction(least, 20), Fraction(least + width, 20))
            if kind > 9 / 10:
                share, left = UNKNOWN, left + least
            shares.setdefault(company, {})[owner] = share
    return companies, shares


def groups_with_bounds(number):
    """Yield random groups, an owner in each, and what the oracle says of it."""
    chance = random.Random(26)
    while number:
        companies, shares = random_group(chance)
        owner = chance.choice([*companies, "p"])
        expected = bounds_by_corners(companies, shares, owner)
        if expected is not None:
            yield shares, owner, expected
            number -= 1


def test_equal_to_the_oracle_on_random_groups(full):
    for shares, owner, expected in groups_with_bounds(
        GROUPS_OF_THE_LONG_FORM if full else GROUPS_OF_THE_GATE
    ):
        assert not overfull(shares)
        found = OwnershipNetwork(shares).shares_of(owner)
        got = {one: found.get(one, NOTHING)[:2] for one in expected}
        assert got == expected, (shares, owner)


@pytest.mark.parametrize(
    ("text", "owner", "company", "expected"),
    [
        ("a>b >25", "a", "b", (25, 100, True, False)),
        ("a>b <25", "a", "b", (0, 25, False, True)),
        ("a>b >25-50", "a", "b", (25, 50, True, False)),
        ("a>b >50-<75, b>c 50", "a", "c", (25, Fraction(75, 2), True, True)),
        ("a>b 50, b>c 50, d>b >0", "a", "c", (25, 25, False, False)),
        ("a>b 25-100, c>b >25", "a", "b", (25, 75, False, True)),
        ("a>b 25, a>c >0, c>b >0", "a", "b", (25, 100, True, False)),
        ("a>b 25, a>c >0, c>b 0-50", "a", "b", (25, 75, False, False)),
        ("a>b <50, a>c 0-100, c>b 50-100", "a", "b", (0, 100, False, False)),
        ("a>b >25-50, c>b 50, b>c 50", "a", "b", (Fraction(100, 3), Fraction(200, 3), True, False)),
    ],
)
def test_a_bound_that_is_not_reached_stays_one(text, owner, company, expected):
    found = OwnershipNetwork(shares_of(text)).shares_of(owner)[company]
    assert (found.least * 100, found.largest * 100, *found[2:]) == expected


def test_shares_that_are_more_than_what_is_left_are_too_many():
    assert overfull(shares_of("a>b >50, c>b 50")) == ["b"]
    assert overfull(shares_of("a>b >50, c>b <50")) == []


def opened(shares, chance):
    """Return shares some of whose bounds are not reached, where room is left for that."""
    found = {}
    for company, owners in shares.items():
        has_room = sum(share.least for share in owners.values()) < 1
        found[company] = {}
        for one, share in owners.items():
            flags = [has_room and share.least < share.largest and chance.random() < 0.4] * 2
            flags = [flag and chance.random() < 0.7 for flag in flags]
            found[company][one] = ShareRange(*share[:2], *flags)
    return found


def moved(share):
    """Return a range whose bounds are reached instead, a little further in."""
    little = Fraction(1, 10**9)
    return ShareRange(
        share.least + little * share.is_above, share.largest - little * share.is_below
    )


def test_bounds_are_reached_where_the_oracle_reaches_them(full):
    chance, seen = random.Random(27), set()
    groups = groups_with_bounds(GROUPS_OF_THE_LONG_FORM if full else GROUPS_OF_THE_GATE)
    for shares, owner, expected in groups:
        its = opened(shares, chance)
        within = {
            company: {one: moved(share) for one, share in owners.items()}
            for company, owners in its.items()
        }
        reached = bounds_by_corners(expected.keys() | {owner}, within, owner)
        found = OwnershipNetwork(its).shares_of(owner)
        for company, (least, largest) in expected.items():
            inner = reached[company]
            wanted = (least, largest, inner[0] > least, inner[1] < largest)
            assert tuple(found.get(company, ShareRange(*NOTHING))) == wanted, (its, owner)
            seen.add(wanted[2:])
    assert len(seen) == 4


def test_a_large_circle_is_bounded_from_outside(monkeypatch):
    """What large circles get instead holds the exact bounds, and is hardly wider where they leak."""
    monkeypatch.setattr(integrated_shares, "LARGE_CIRCLE", 0)
    for shares, owner, expected in groups_with_bounds(GROUPS_OF_THE_GATE):
        found = OwnershipNetwork(shares).shares_of(owner)
        for company, (least, largest) in expected.items():
            low, high = found.get(company, NOTHING)[:2]
            assert least - Fraction(1, 10**8) <= low <= least
            assert largest <= high
