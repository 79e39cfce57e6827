"""Who is meant by a name: folded, compared with a reason, looked up, and never guessed.

Pure functions on strings (`fold`, `compare`) and an index of names (`NameIndex`); `decide` says
whether the matches leave a doubt. Leaves out where names are stored.
"""

from __future__ import annotations

from actorgraph.names.compare import (
    COMPLETE,
    EXACT,
    SIMILAR,
    STRONG,
    WORTH_PROPOSING,
    Score,
    compare,
)
from actorgraph.names.fold import fold
from actorgraph.names.keys import keys, near_keys
from actorgraph.names.lookup import Entry, NameIndex, NameStore, lookup
from actorgraph.names.sureness import Match, decide, to_choose_from
from actorgraph.names.unfinished import UnfinishedName

__all__ = [
    "COMPLETE",
    "EXACT",
    "SIMILAR",
    "STRONG",
    "WORTH_PROPOSING",
    "Entry",
    "Match",
    "NameIndex",
    "NameStore",
    "Score",
    "UnfinishedName",
    "compare",
    "decide",
    "fold",
    "keys",
    "lookup",
    "near_keys",
    "to_choose_from",
]
