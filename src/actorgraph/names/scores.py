"""How well two names agree, as a number and in words, and what the numbers of different cases are.

Called by compare.py and similarity.py; leaves out which case is at hand.
"""

from __future__ import annotations

from typing import NamedTuple

from actorgraph.names.sureness import NONE

LEAST_SIMILAR = 0.45
"""Below this two names are not shown beside each other."""

WORTH_PROPOSING = 0.75
"""From this score two names are worth a person's look as one entity: the best F1 of benchmarks."""

MOST_SIMILAR = 0.86
"""However alike two names are spelled, this is below every strong match."""

LEFT_OUT = 0.94
"""The most for a name of which the query leaves out what tells people or firms apart."""

UNSURE = 0.87
"""The most for a name that lacks, or contradicts, a part that the query gives."""

MORE_WORDS = 0.865
"""The most for a name that lacks a word of the query: less than if it has its initial."""

ONE_LETTER = "one letter differs"
"""How the reason of a match begins that is the same but for one letter of one word."""

OTHER_ORDER = "same words in another order"
"""The reason of a match that lacks no word, but of which given names stand otherwise."""

LACKING = 0.03
"""What each further word costs that the query gives and the name lacks."""

PART_OF = 0.8
"""The least for a title of which the query gives some words and no other."""
PART_SHARE = 0.05
SOME_WORDS = 0.55
"""The least for a title that has half the words of the query."""
SOME_SHARE = 0.18
SOME = "some words of the name"

TOLD_APART = 0.99
"""What another generation, or given names in another order, leave of a likeness."""
OTHER_NUMBER = 0.85
"""What another number leaves of it: Louis XIV is like Ludwig XIV rather than Louis XV."""
NO_NUMBER = 0.9
"""What remains if the query gives a number and the name has no generation."""
GUESSED = 0.95
"""What a guess at how a query is heard counts, beside the query as it is read."""


class Score(NamedTuple):
    """How well two names agree.

    Attributes:
        value: from 0 to 1.
        reason: why, in words.
        level: exact or strong (the same name), similar (look yourself), none.
    """

    value: float
    reason: str
    level: str


DIFFERENT = Score(0.0, "", NONE)
