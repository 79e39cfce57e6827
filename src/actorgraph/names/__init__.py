"""Who is meant by a name: folded, compared with a reason, looked up, and never guessed.

Pure functions on strings (`fold`, `compare`) and an index of names (`NameIndex`); `decide` says
whether the matches leave a doubt. Leaves out where names are stored.
"""

from __future__ import annotations

from actorgraph.names.compare import EXACT, SIMILAR, STRONG, Score, compare
from actorgraph.names.fold import fold
from actorgraph.names.lookup import Match, NameIndex, decide

__all__ = [
    "EXACT",
    "SIMILAR",
    "STRONG",
    "Match",
    "NameIndex",
    "Score",
    "compare",
    "decide",
    "fold",
]
