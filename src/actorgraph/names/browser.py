"""The tables a browser needs to fold a query as Python folds the names it carries.

The exported page carries `fold` of every name; its script turns a query in Latin or Cyrillic
letters into the same form and its words into `skeleton` and `code`, by these tables alone: letters
replaced one by one, then rules in their order (patterns mean the same in Python and JavaScript).
Leaves out the scripts that need more than a table.
"""

from __future__ import annotations

from actorgraph.names.fold import SPELLING_RULES
from actorgraph.names.scripts import CYRILLIC, LATIN, SOUNDED
from actorgraph.names.sounds import CLASSES, RULES
from actorgraph.names.words import HONORIFICS, PARTICLES, SPELLINGS


def browser_tables() -> dict[str, object]:
    """Letters, rules and words as JSON can hold them.

    Keys: `letters` and `marks` (one letter to its Latin form; marks only to hear a name),
    `skeleton` and `sounds` ([pattern, replacement] in order, every match), `classes` (consonant
    to class), `honorifics`, `particles`, `spellings`.
    """
    return {
        "letters": CYRILLIC | LATIN,
        "marks": SOUNDED,
        "skeleton": [[pattern, _script_form(sound)] for pattern, sound in SPELLING_RULES],
        "sounds": [[pattern, _script_form(sound)] for pattern, sound in RULES],
        "classes": CLASSES,
        "honorifics": sorted(HONORIFICS),
        "particles": sorted(PARTICLES),
        "spellings": SPELLINGS,
    }


def _script_form(replacement: str) -> str:
    r"""JavaScript writes $1 for Python's \1."""
    return replacement.replace("\\1", "$1")
