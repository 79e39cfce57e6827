"""A letter as a search for names reads it: small, without marks, and as what it looks like.

Letters that a reader cannot tell apart are one: those of Cyrillic and Greek that are drawn as
Latin ones, by Unicode's own list, small capitals, letters in squares. So are letters of which it
depends on the keyboard which is written: apostrophes, the kaf and yeh of Arabic and Persian. What
only draws a word longer (kashida) is nothing. Called by matching.py.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from actorgraph.names.invisible import is_invisible
from actorgraph.names.look_alike import skeleton

_OTHER_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h"}
)
_OF_KEYBOARDS = str.maketrans(
    {
        **dict.fromkeys("\u06a9\u06aa", "\u0643"),  # kaf
        **dict.fromkeys("\u0649\u06cc\u06d2", "\u064a"),  # yeh
        **dict.fromkeys("\u0629\u06be\u06c1\u06c3\u06d5", "\u0647"),  # heh
        "\u0671": "\u0627",  # alef
        "\u0640": "",  # kashida
    }
)
_APOSTROPHES = re.compile("[\u0294\u0295\u02b9-\u02c1\u02c8\u02ca\u02cb\u02ee\ua78b\ua78c]")
"""Letters to Unicode, and written where others write an apostrophe: Demʼyaniuk, Solovʹev."""
_LATIN = re.compile(
    r"LATIN (?:CAPITAL LETTER|SMALL LETTER|LETTER SMALL CAPITAL) ([A-Z])(?: WITH|$)"
    r"|REGIONAL INDICATOR SYMBOL LETTER ([A-Z])$"
)
_UNSEEN = frozenset({"Cf", "Me"})
"""Categories of what stands around or between letters: formats and what encloses."""


@cache
def plain_letter(letter: str) -> str:
    """Return a letter in small letters without marks, or what stands for it; "" for nothing."""
    if is_invisible(letter) or unicodedata.category(letter) in _UNSEEN:
        return ""
    if _APOSTROPHES.match(letter):
        return "'"
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    bare = "".join(one for one in apart if not unicodedata.combining(one))
    plain = bare.translate(_OTHER_LETTERS).translate(_OF_KEYBOARDS)
    return plain if plain.isascii() else "".join(map(_drawn, plain))


def _drawn(letter: str) -> str:
    """Return the small Latin letter that a letter looks like, small or as capital; else itself."""
    named = _LATIN.search(unicodedata.name(letter, ""))
    if letter.isascii() or named:
        return (named[1] or named[2]).lower() if named else letter
    if letter.lower() == letter.upper():
        return letter  # no twin of Latin: those of other scripts only look alike by themselves
    for form in (letter.lower(), letter.upper()):
        drawn = skeleton(form)
        if len(drawn) == 1 and drawn.isascii() and drawn.isalpha():
            return "i" if form.isupper() and drawn == "l" else drawn.lower()
    return letter
