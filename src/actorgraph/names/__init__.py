"""Who is meant by a name: folded, compared with a reason, looked up, and never guessed.

Here is what every answer needs: an index of names (`NameIndex`) and whether its matches leave a
doubt (`decide`). Pure functions on strings, which take the most time to import, are in modules of
their own: `compare.compare`, `fold.fold`, `keys.keys`. Leaves out where names are stored.
"""

from __future__ import annotations

from actorgraph.names.entries import Entry, NameStore
from actorgraph.names.memory_index import NameIndex
from actorgraph.names.sureness import (
    COMPLETE,
    EXACT,
    SIMILAR,
    STRONG,
    Match,
    decide,
    to_choose_from,
)

__all__ = [
    "COMPLETE",
    "EXACT",
    "SIMILAR",
    "STRONG",
    "Entry",
    "Match",
    "NameIndex",
    "NameStore",
    "decide",
    "to_choose_from",
]
