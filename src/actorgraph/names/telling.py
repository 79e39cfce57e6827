"""What tells two names apart, however alike they are: words lacking, descent, legal forms.

Called by compare.py; leaves out what that costs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph.names.fold import fold
from actorgraph.names.generations import RULERS
from actorgraph.names.lexicon import ARTICLES, DESCENT, PARTICLES, pattern

if TYPE_CHECKING:
    from actorgraph.names.parts import Name


def descents_differ(query: Name, candidate: Name) -> bool:
    """Whether one's child is the other's father: Salman bin Muhammad, Muhammad bin Salman."""
    if "," in query.text or "," in candidate.text:
        return False
    (child, fathers), (other, other_fathers) = _descent(query), _descent(candidate)
    return child != other and (child in other_fathers or other in fathers)


def _descent(name: Name) -> tuple[str, frozenset[str]]:
    """Return who is somebody's child by the name, and whose."""
    words = name.words
    places = [at for at in range(1, len(words) - 1) if words[at] in DESCENT]
    if not places:
        return "", frozenset()
    return words[places[0] - 1], frozenset(words[at + 1] for at in places)


def forms_agree(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two names have the same legal forms, or short forms of them; an article is none."""
    left, right = ([form for form in forms if form not in ARTICLES] for forms in (ones, others))
    return bool(left) == bool(right) and all(
        any(_abbreviates(one, other) or _abbreviates(other, one) for other in right) for one in left
    )


def parted_name(query: Name, candidate: Name) -> str:
    """Return the double name of which a query gives a part only: Marie is not Anne-Marie."""
    for double in re.findall(pattern("given_names", "double"), candidate.text):
        words = tuple(word for word in fold(double).split() if word not in PARTICLES)
        if any(word in query.words for word in words) and lacking(words, query.words):
            return str(double)
    return ""


def begins_as_a_ruler(*names: Name) -> bool:
    """Whether a name begins with a title that is a surname too: King Stephen, Stephen King."""
    return any(name.words[0] in RULERS and "," not in name.text for name in names)


def titles_differ(query: Name, candidate: Name) -> bool:
    """Whether two names begin with titles of rulers, and with different ones: Pope and Emperor."""
    one, other = (name.folded.partition(" ")[0] for name in (query, candidate))
    return bool(candidate.generation) and one != other and {one, other} <= RULERS


def _abbreviates(short: str, form: str) -> bool:
    """Whether the letters of a short form stand in a longer one, in order: ltd in limited."""
    letters_left = iter(form)
    return short[0] == form[0] and all(letter in letters_left for letter in short)


def abbreviated(own: list[str], there: list[str]) -> dict[str, int]:
    """Return which words are initials of some that follow each other, and of how many."""
    letters = "".join(word[0] for word in there)
    return {word: len(word) for word in own if len(word) > 1 and word in letters}


def lacking(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """Return those words, each as often as it is missing, that the others do not have."""
    left: dict[str, int] = {}
    for other in others:
        left[other] = left.get(other, 0) + 1
    lacking = []
    for word in words:
        if left.get(word):
            left[word] -= 1
        else:
            lacking.append(word)
    return lacking
