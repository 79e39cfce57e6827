"""What a name looks like: texts in other letters that are drawn alike have one skeleton.

The letters are those of Unicode's confusables (confusables.json, whose notice says under which
licence), the skeleton is that of its UTS 39. Called by deceptive_names.py; leaves out what a
likeness means.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from actorgraph.names.invisible import without_invisible

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOADER: Any = __spec__.loader
_FILE = __file__.removesuffix("look_alike.py") + "confusables.json"


def skeleton(text: str) -> str:
    """Return what a text is drawn as: equal for texts that nobody can tell apart.

    >>> skeleton("\u0421\u0410\u0420") == skeleton("CAP")
    True
    """
    plain = " ".join(without_invisible(text).split())
    if not plain.isascii():
        plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", plain))
    return unicodedata.normalize("NFD", plain.translate(_drawn_as()))


def skeletons(texts: Iterable[str]) -> list[str]:
    """Return the skeletons of texts, one or more, drawn together.

    Stands for `skeleton`, in half of the time; tests/test_deceptive_names.py compares the two. A
    line break is in no skeleton, and no letter combines with it or across it.
    """
    together = "\n".join([" ".join(without_invisible(text).split()) for text in texts])
    composed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", together))
    return unicodedata.normalize("NFD", composed.translate(_known_letters())).split("\n")


def plain_skeletons(texts: Iterable[str]) -> list[str]:
    """Return the skeletons of texts that are all plain ASCII, one or more.

    Stands for `skeleton`, in a third of the time; tests/test_deceptive_names.py compares the two.
    """
    together = "\n".join([" ".join(text.split()) for text in texts])
    for letter, drawn in _plain_letters():
        together = together.replace(letter, drawn)
    return together.split("\n")


@cache
def _plain_letters() -> list[tuple[str, str]]:
    """Return the letters of ASCII that are drawn as others; none of those is drawn otherwise."""
    return [(chr(code), drawn) for code, drawn in _drawn_as().items() if chr(code).isascii()]


@cache
def _drawn_as() -> dict[int, str]:
    by_prototype: dict[str, str] = json.loads(_LOADER.get_data(_FILE))["letters"]
    return {ord(one): drawn for drawn, letters in by_prototype.items() for one in letters}


class _KnownLetters(dict[int, "str | int"]):
    """What letters are drawn as; one that stays is noted too, since an error takes longer."""

    def __missing__(self, letter: int) -> int:
        self[letter] = letter
        return letter


@cache
def _known_letters() -> _KnownLetters:
    return _KnownLetters(_drawn_as())
