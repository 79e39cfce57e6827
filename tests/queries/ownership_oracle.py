"""An oracle of integrated shares: dense matrices, every corner of the ranges, exact fractions."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np

MOST_CORNERS = 200


def corners(owners):
    """Yield the corners of what a company can choose: all but one share at a bound, or all."""
    names = list(owners)
    for ends in itertools.product((0, 1), repeat=len(names)):
        fixed = {name: owners[name][end] for name, end in zip(names, ends, strict=True)}
        if sum(fixed.values()) <= 1:
            yield fixed
        for free in names:
            rest = 1 - sum(fixed.values()) + fixed[free]
            if owners[free].least <= rest <= owners[free].largest:
                yield {**fixed, free: rest}


def dense(companies, chosen, owner):
    """Return the least solution for one choice, by Gauss's elimination in a matrix of fractions."""
    size = len(companies)
    at = {company: number for number, company in enumerate(companies)}
    matrix = np.full((size, size), Fraction(0), dtype=object)
    given = np.full(size, Fraction(0), dtype=object)
    for company, owners in chosen.items():
        for one, part in owners.items():
            if one == owner:
                given[at[company]] += part
            elif one in at:
                matrix[at[company], at[one]] += part
    leads = (given > 0).astype(bool)
    for _ in companies:
        reaches = [any(leads[j] and matrix[i, j] for j in range(size)) for i in range(size)]
        leads = leads | np.array(reaches)
    whole = np.full((size, size), Fraction(0), dtype=object)
    whole[range(size), range(size)] = Fraction(1)
    system = whole - np.where(np.outer(leads, leads), matrix, Fraction(0))
    given = np.where(leads, given, Fraction(0))
    for i in range(size):
        swap = next(row for row in range(i, size) if system[row, i] != 0)
        system[[i, swap]], given[[i, swap]] = system[[swap, i]], given[[swap, i]]
        given[i] /= system[i, i]
        system[i] = system[i] / system[i, i]
        for row in range(size):
            if row != i:
                given[row] -= system[row, i] * given[i]
                system[row] = system[row] - system[row, i] * system[i]
    return dict(zip(companies, given, strict=True))


def bounds_by_corners(companies, shares, owner):
    """Return the least and the largest share in each company over all corners; None if too many."""
    choices = []
    for company in shares:
        distinct = {tuple(corner.items()) for corner in corners(shares[company])}
        choices.append([(company, dict(one)) for one in sorted(distinct)])
    if np.prod([len(one) for one in choices]) > MOST_CORNERS:
        return None
    solved = [dense(companies, dict(one), owner) for one in itertools.product(*choices)]
    return {
        company: (min(one[company] for one in solved), max(one[company] for one in solved))
        for company in companies
        if company != owner
    }
