"""The words of quotes and texts, and whether two quotes are the same words.

Two claims that quote the same words have heard or copied the same thing: they are one origin.
Asked where independent origins are counted; reprints.py takes the words of documents from here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

CONTAINED_WORDS = 8
"""So many words in a row are hardly ever said twice; fewer are often a common phrase."""
SIMILAR_WORDS = 12
SIMILAR = 0.85
MOST_COMPARED = 100_000
"""So many pairs of long quotes are compared at once; all that are left count as one wording."""

_NO_BLANKS_BETWEEN_WORDS = (
    "\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana, Han
)
WORD = re.compile(rf"[{_NO_BLANKS_BETWEEN_WORDS}]|[^\W_{_NO_BLANKS_BETWEEN_WORDS}]+")
_INSIDE_A_WORD = re.compile("(?<=\\w)['\u2019\u02bc\u00ad\u200b-\u200d\u2060\ufeff](?=\\w)")
_LEFT_OUT = re.compile(r"[\[(]\s*(?:\.\s?){2,}[\])]|(?:\.\s?){3,}|[\[(]?\u2026+[\])]?")
_INSERTED = re.compile(r"\[[^\[\]]*\]")
_GAP = "\n"
_ROUNDING = 1e-9


def words_of(text: str) -> list[str]:
    """Return the words of a text without case and punctuation.

    In scripts that write no blanks between words, each letter is taken for one.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return WORD.findall(_INSIDE_A_WORD.sub("", plain))


def same_wording(one: str, two: str) -> bool:
    """Return whether two quotes are the same words, or nearly.

    Case, blanks, punctuation and what an editor puts in brackets do not count. A quote of some
    length that stands in the other is the same, also with parts left out (`...`); so are long
    quotes that differ in few words and in no number.

    Example:
        >>> same_wording("“No comment!”", "no comment")
        True
        >>> same_wording("no comment", "He said: no comment")
        False
    """
    if not one.strip() or not two.strip():
        return False
    if one.casefold().split() == two.casefold().split():
        return True
    short, long = sorted(
        (_parts(one), _parts(two)), key=lambda parts: (sum(map(len, parts)), parts)
    )
    words, others = (tuple(word for part in parts for word in part) for parts in (short, long))
    if not words or words == others:
        return bool(words)
    return _is_contained(short, len(words), others) or _is_similar(words, others)


@lru_cache(maxsize=4096)
def _parts(quote: str) -> tuple[tuple[str, ...], ...]:
    return _parts_of(quote)


def _parts_of(quote: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of a quote, parted where something is left out."""
    marked = _INSERTED.sub(" ", _LEFT_OUT.sub(_GAP, " ".join(quote.split())))
    parts = (tuple(words_of(part)) for part in marked.split(_GAP))
    return tuple(part for part in parts if part)


def wordings(quotes: Sequence[str]) -> list[set[Hashable]]:
    """Return marks for each quote: two quotes share a mark if `same_wording` holds for them.

    Few pairs are compared. Quotes of fewer than `CONTAINED_WORDS` words are the same only if their
    words are; a longer one has to have nearly all of its words in common with the longer of the
    two, so that it meets each partner at one of its rarest words (prefix filtering: Chaudhuri,
    Ganti and Kaushik 2006). After `MOST_COMPARED` pairs all that are left share a mark.

    Args:
        quotes: n texts; an empty one has no mark.
    """
    parts = [_parts_of(quote) for quote in quotes]
    words = [tuple(word for part in of_one for word in part) for of_one in parts]
    marks: list[set[Hashable]] = [
        {one or tuple(quote.casefold().split())} if quote.strip() else set()
        for one, quote in zip(words, quotes, strict=True)
    ]
    places: dict[tuple[tuple[str, ...], ...], list[int]] = {}
    for place, of_one in enumerate(parts):
        if len(words[place]) >= CONTAINED_WORDS:
            places.setdefault(of_one, []).append(place)
    long = list(places.values())
    likely = _likely([words[at[0]] for at in long])
    for left, (one, two) in zip(range(MOST_COMPARED, -1, -1), likely, strict=False):
        first, second = long[one], long[two]
        if not left:
            for place in (place for those in long for place in those):
                marks[place].add("not compared")
        elif same_wording(quotes[first[0]], quotes[second[0]]):
            for place in (*first, *second):
                marks[place].add((one, two))
    return marks


def _likely(words: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts of which the shorter may have all but a few words in the longer."""
    holders: dict[str, list[int]] = {}
    for place, one in enumerate(words):
        for word in dict.fromkeys(one):
            holders.setdefault(word, []).append(place)
    for short, one in enumerate(words):
        rarest = sorted(dict.fromkeys(one), key=lambda word: (len(holders[word]), word))
        missing = int((1 - SIMILAR) * len(one) + _ROUNDING)
        near = {place for word in rarest[: missing + 1] for place in holders[word]}
        for other in sorted(near):
            if (len(words[other]), other) > (len(one), short):
                yield short, other


def unmarked(quote: str) -> list[str]:
    """Return what stands between the marks of an editor: `...` and what is put in brackets."""
    marked = _INSERTED.sub(_GAP, _LEFT_OUT.sub(_GAP, " ".join(quote.split())))
    return [part.strip() for part in marked.split(_GAP)]


def _is_contained(parts: tuple[tuple[str, ...], ...], count: int, long: tuple[str, ...]) -> bool:
    """Return whether the parts stand in a longer quote, each whole and in their order."""
    if count < CONTAINED_WORDS:
        return False
    text, start = f" {' '.join(long)} ", 0
    for part in parts:
        place = text.find(f" {' '.join(part)} ", start)
        if place < 0:
            return False
        start = place + sum(map(len, part)) + len(part)
    return True


def _is_similar(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether long quotes have most words in common, in one order, and all numbers."""
    total = len(short) + len(long)
    if len(short) < SIMILAR_WORDS or 2 * len(short) < SIMILAR * total:
        return False
    numbers = (Counter(filter(str.isnumeric, words)) for words in (short, long))
    if next(numbers) != next(numbers):
        return False
    return 2 * longest_common_subsequence(short, long) >= SIMILAR * total


def longest_common_subsequence(one: tuple[str, ...], two: tuple[str, ...]) -> int:
    """Return how many words stand in both in the same order, by bits (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for number, word in enumerate(one):
        places[word] = places.get(word, 0) | 1 << number
    everything = unmatched = (1 << len(one)) - 1
    for word in two:
        matching = unmatched & places.get(word, 0)
        unmatched = ((unmatched + matching) | (unmatched - matching)) & everything
    return len(one) - unmatched.bit_count()
