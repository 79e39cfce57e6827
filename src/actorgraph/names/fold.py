"""What is left of a name when case, marks, script and habits of spelling are taken away.

Two folds: `fold` keeps the spelling and is what exact matches compare; `spelling_key` also takes
away how different languages write the same sound in Latin letters, and only ever proposes. How a
word sounds across scripts is in sounds.py. `fold` is called for every name of an index: ASCII is
cheap.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from actorgraph.names.lexicon import pairs, pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

_APOSTROPHES = str.maketrans("", "", pattern("latin", "apostrophes"))
_APOSTROPHES_IN_ASCII = [mark for mark in pattern("latin", "apostrophes") if mark.isascii()]
_PLAIN_ASCII = {
    code: None if chr(code) in _APOSTROPHES_IN_ASCII else chr(code) if chr(code).isalnum() else " "
    for code in range(128)
    if chr(code) != "\n"
}
_ASCII_WORD = re.compile(r"[a-z0-9]+")
_READ_AS_A_WHOLE = re.compile("[^\x00-\u052f]")
"""A letter of scripts in which a word can depend on what stands beside it."""
_PIECES = 1 << 16
"""So many pieces of names are remembered: most names are made of few."""

Becomes = str | Callable[[re.Match[str]], str]
FIRST_GROUP = cast("Becomes", itemgetter(1))
"""What stays of a match: its first group. A template that says so would be read at each use."""

SPELLING_RULES = pairs("spelling", "rules")
"""Pattern and what it becomes, in order."""
_REWRITTEN = r"[yjwxqhc]|([a-z0-9])\1|ou|oo|eau|ae|oe|ue|ei|ii|ai|i[aeou]|f$|ts|tz|tj|z[s]|cs|s[jz]"
"""Words without any of these are their own spelling keys."""


def rewriter(rules: tuple[tuple[str, str], ...]) -> Callable[[str], str]:
    """What rewrites a word, or many, a line each, by rules that are compiled when first needed."""

    @cache
    def compiled() -> tuple[tuple[re.Pattern[str], Becomes], ...]:
        becomes = [FIRST_GROUP if to == r"\1" else to for _, to in rules]
        patterns = [re.compile(written, re.MULTILINE) for written, _ in rules]
        return tuple(zip(patterns, becomes, strict=True))

    def rewritten(words: str) -> str:
        for written, sound in compiled():
            words = written.sub(sound, words)
        return words

    return rewritten


class Remembered:
    """A rewriting of words that is remembered, and learnt for many words at once.

    Learning takes a fifth of the time that each word would by itself.

    Args:
        rewrite: rewrites a word, or many, a line each.
    """

    _MOST = 1 << 18
    """More words than this are not kept."""

    def __init__(self, rewrite: Callable[[str], str]) -> None:
        self._rewrite = rewrite
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The word, rewritten."""
        known = self._known.get(word)
        if known is None:
            known = self._rewrite(word)
            self._keep({word: known})
        return known

    def learn(self, words: Collection[str]) -> None:
        """Rewrite words that will be asked for."""
        new = [word for word in words if word not in self._known]
        self._keep(dict(zip(new, by_line(self._rewrite, new), strict=True)))

    def _keep(self, rewritten: Mapping[str, str]) -> None:
        if len(self._known) + len(rewritten) > self._MOST:
            self._known.clear()
        self._known.update(rewritten)


_respelled = rewriter(SPELLING_RULES)


def _spelled(words: str) -> str:
    return _respelled(words) if re.search(_REWRITTEN, words, re.MULTILINE) else words


class Piece(NamedTuple):
    """What stands between two blanks of a name.

    Attributes:
        folded: in plain Latin letters.
        spoken: the same with the marks of Latin letters spelled out as they sound.
        script: of its first letter that is not Latin; "" if all are.
    """

    folded: str
    spoken: str
    script: str


def fold(name: str) -> str:
    """A name in plain Latin letters: no case, marks, punctuation or script; words by one blank.

    >>> fold("НАРЫШКИН, Сергей")
    'naryshkin sergey'
    """
    if name.isascii():
        return " ".join(name.lower().translate(_PLAIN_ASCII).split())
    pieces = pieces_of(name)
    return _folded(name) if pieces is None else folded_together(piece.folded for piece in pieces)


def folded_together(pieces: Iterable[str]) -> str:
    """Return folded pieces as one text: what has no Latin letter stays away."""
    return " ".join(filter(None, pieces))


def pieces_of(name: str) -> list[Piece] | None:
    """Return a name by its pieces, which are looked at once; None where it has to be whole."""
    pieces = [_piece(part) for part in name.split(" ")]
    return None if None in pieces else cast("list[Piece]", pieces)


@lru_cache(maxsize=_PIECES)
def _piece(text: str) -> Piece | None:
    if _READ_AS_A_WHOLE.search(text):
        return None
    if text.isascii():
        folded = fold(text)
        return Piece(folded, folded, "")
    from actorgraph.names.scripts import is_marked, script_of, spoken

    folded = _folded(text)
    return Piece(folded, fold(spoken(text)) if is_marked(text) else folded, script_of(text))


def _folded(name: str) -> str:
    from actorgraph.names.scripts import romanised

    return " ".join(_ASCII_WORD.findall(romanised(name).translate(_APOSTROPHES)))


spelling_key = Remembered(_spelled)
"""A folded word as it is spelled anywhere: sergei, sergey and sergej are one."""


def spelling_keys(words: Sequence[str]) -> list[str]:
    """The same for many words at once, which takes a fifth of the time."""
    return by_line(_spelled, words)


def folded_words(names: Sequence[str], *, spoken: bool = False) -> list[list[str]]:
    """The words of `fold` of many names at once, none of which has a line break.

    Args:
        spoken: fold how they sound, the marks of Latin letters spelled out.
    """
    from actorgraph.names.scripts import romanised_lines, spoken_lines

    joined = "\n".join(names)
    if joined.isascii():
        text = joined.lower().translate(_PLAIN_ASCII)
        return [line.split() for line in text.split("\n")] if names else []
    lines = (spoken_lines if spoken else romanised_lines)(joined)
    text = re.sub(r"[^a-z0-9\n]+", " ", lines.translate(_APOSTROPHES))
    return [line.split() for line in text.split("\n")] if names else []


def by_line(rewrite: Callable[[str], str], words: Sequence[str]) -> list[str]:
    """What becomes of words that have no line break, when they are rewritten together."""
    return rewrite("\n".join(words)).split("\n") if words else []
