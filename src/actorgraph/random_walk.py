"""How PageRank is counted: in whole numbers, so that all engines and orders of rows get the same.

After Page, Brin, Motwani, Winograd (1999). Sums of floats depend on their order, and entities with
the same PageRank came in another order on each engine. Called by queries/measures.py, which walks
with numpy, and by engines/spark/sql_measures.py, which walks in SQL.
"""

from __future__ import annotations

from typing import NamedTuple

WHOLE = 10**17
"""What all entities share; multiplied by 17 it still is a number of 64 bits."""
DAMPING = (17, 20)
"""A walk goes on in 17 of 20 steps (0.85), and else begins anew at any entity."""
MOST_ROUNDS = 100
"""A walk ends after so many at the latest; 85 suffice, as 0.85 ** 85 is a millionth."""
AT_REST = WHOLE // 1_000_000
"""A walk ends where all gains and losses together are less than a millionth of the whole. NetworkX
lets each entity move by a millionth of the whole, so that a million may move all of it: there a
walk ends after a step or two, with entities three times off their PageRank."""
_DIGITS = 6
"""So many digits are kept after the first digit of the average share."""


class RandomWalk(NamedTuple):
    """The numbers of a walk over some entities, of which there is one at least.

    Attributes:
        first: what each entity has at first.
        anew: what each entity gets from the walks that begin anew.
        grain: shares are rounded to multiples of this, a power of ten.
    """

    first: int
    anew: int
    grain: int

    @property
    def grains(self) -> int:
        """The number of grains in the whole; a float holds it exactly."""
        return WHOLE // self.grain


def walk_over(entities: int) -> RandomWalk:
    """Return the numbers of a walk over so many entities.

    Example:
        >>> walk_over(400).grains
        1000000000
    """
    goes_on, of = DAMPING
    average = WHOLE // entities
    return RandomWalk(
        first=average,
        anew=WHOLE * (of - goes_on) // of // entities,
        grain=10 ** max(len(str(average)) - 1 - _DIGITS, 2),
    )
