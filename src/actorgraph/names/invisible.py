"""Characters that take no place on the screen, so that two texts look alike with and without them.

Unicode calls them default ignorable: soft hyphens, joiners, direction marks, variation selectors,
Hangul fillers, tags. The blank of Braille is drawn as nothing and stands here too. Called by
deceptive_names.py, which reports them, and by publishing, which looks through them.
"""

from __future__ import annotations

import re

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
"""Inside the brackets of a regular expression."""

_ONE = re.compile(f"[{INVISIBLE}]")


def is_invisible(letter: str) -> bool:
    """Return whether a character is drawn as nothing."""
    return _ONE.match(letter) is not None


def without_invisible(text: str) -> str:
    """Return a text without the characters that nobody sees."""
    return text if text.isascii() else _ONE.sub("", text)
