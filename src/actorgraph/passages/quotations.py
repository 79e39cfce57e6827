"""Find exact words in a document, and what comes nearest where they are not there.

Whitespace, the shape of quotation marks, of dashes and of letters (Unicode's NFKC), and what nobody
sees do not count. What is found knows its place in the text as it stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.quotes import unmarked

if TYPE_CHECKING:
    from actorgraph.passages.document_texts import Span

NEAR = 70
"""How alike two texts must be, in percent, for one to be a near miss of the other."""
LONGEST_COMPARED = 2_000_000
"""A near miss is looked for in a text of at most so many letters."""
_SHOWN_AROUND = 4
"""Words shown on either side of a difference."""
_GROUP = re.compile(r"[.,]\d{3}(?!\d)")
"""What goes on in a number of thousands."""
_CUE = re.compile(
    r"^(?:[ \t]*\d+[ \t]*\n)?[ \t]*(?:\d+:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[^\n]*", re.MULTILINE
)
"""The number and the times that stand before what is said in subtitles."""
_ALIKE = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
     "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
     "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None}
)  # fmt: skip


class FoldedText(NamedTuple):
    """A text with one form of blanks, marks and dashes.

    Attributes:
        text: folded.
        places: where each letter stands in the text as it was; one more for the end.
    """

    text: str
    places: tuple[int, ...]


class NearMiss(NamedTuple):
    """What comes nearest to a quote.

    Attributes:
        span: its place in the text.
        difference: the words that differ, `[-asked-]{+found+}`, with some words around them.
    """

    span: Span
    difference: str


def folded(text: str) -> str:
    """Return a text with one form of blanks, quotation marks and dashes."""
    return _fold(unicodedata.normalize("NFC", text)).text.strip()


@lru_cache(maxsize=16)
def fold_with_places(text: str) -> FoldedText:
    """Fold the text of a document, and keep where each letter was."""
    return _fold(text)


def _fold(text: str) -> FoldedText:
    letters: list[str] = []
    places: list[int] = []
    after_blank = True
    cues = [(match.start(), match.end()) for match in _CUE.finditer(text)] if "-->" in text else []
    between = chain.from_iterable(range(start, stop) for start, stop in cues)
    unsaid = next(between, -1)
    for place, letter in enumerate(text):
        if place == unsaid:
            unsaid = next(between, -1)
            letter = " "  # noqa: PLW2901 -- nobody says it
        alike = letter
        if not letter.isascii():
            alike = unicodedata.normalize("NFKC", letter).translate(_ALIKE)
        for one in alike:
            is_blank = one.isspace()
            if is_blank and after_blank:
                continue
            after_blank = is_blank
            letters.append(" " if is_blank else one)
            places.append(place)
    return FoldedText("".join(letters), (*places, len(text)))


def find_quote(quote: str, text: str, part: Span | None = None) -> Span | None:
    """Return where a quote stands in a text, or in a part of it; None if it does not.

    It begins and ends with whole words. Where it stands several times, the first. A quote with
    parts left out (`...`) or inserted (`[the minister]`) stands from its first part to its last, if
    all follow each other.
    """
    whole = fold_with_places(text)
    start = bisect_left(whole.places, part[0], 0, len(whole.text)) if part else 0
    stop = bisect_left(whole.places, part[1], 0, len(whole.text)) if part else len(whole.text)
    for pieces in ([folded(quote)], [folded(piece) for piece in unmarked(quote)]):
        if found := _in_order(pieces, _Searched(text, whole), start, stop):
            return whole.places[found[0]], whole.places[found[1] - 1] + 1
    return None


def _in_order(pieces: list[str], searched: _Searched, start: int, stop: int) -> Span | None:
    """Return from where to where pieces stand in a text, one after the other.

    The first begins and the last ends with a whole word; one beside an editor's mark need not,
    since `[T]he` is a quote.
    """
    first, at = -1, start
    last = len(pieces) - 1
    for number, piece in enumerate(pieces):
        if piece:
            found = searched.find(piece, at, stop, begins=not number, ends=number == last)
            if found < 0:
                return None
            first = found if first < 0 else first
            at = found + len(piece)
    return (first, at) if first >= 0 else None


class _Searched(NamedTuple):
    """A document's text and the same folded."""

    text: str
    whole: FoldedText

    def find(self, piece: str, start: int, stop: int, *, begins: bool, ends: bool) -> int:
        """Return where a piece stands in the folded text, without cutting a word; -1 if nowhere.

        Args:
            begins, ends: whether its first and its last word have to be whole.
        """
        at = self.whole.text.find(piece, start, stop)
        while at >= 0 and (
            (begins and self._is_cut(at)) or (ends and self._is_cut(at + len(piece)))
        ):
            at = self.whole.text.find(piece, at + 1, stop)
        return at

    def _is_cut(self, at: int) -> bool:
        """Return whether a word or a number runs over a place.

        Scripts without capitals have particles and words that no blank parts from others; a digit
        beside a letter may be the mark of a note.
        """
        places = self.whole.places
        if not 0 < at < len(self.whole.text):
            return False
        before, after = self.text[places[at - 1]], self.text[places[at]]
        if before.isdecimal() or after.isdecimal():
            mark = places[at] if before.isdecimal() else places[at - 1]
            is_group = self.text[mark - 1 : mark].isdecimal() and _GROUP.match(self.text, mark)
            return (before.isdecimal() and after.isdecimal()) or bool(is_group)
        return before.upper() != before.lower() and after.upper() != after.lower()


def nearest(quote: str, text: str) -> NearMiss | None:
    """Return what comes nearest to a quote in a text, and how it differs; None if nothing does."""
    from rapidfuzz.fuzz import partial_ratio_alignment

    whole = fold_with_places(text)
    wanted = folded(quote)
    if not wanted or len(whole.text) > LONGEST_COMPARED or len(wanted) > len(whole.text):
        return None
    found = partial_ratio_alignment(wanted, whole.text, score_cutoff=NEAR)
    if found is None:
        return None
    start, stop = _whole_words(whole.text, found.dest_start, found.dest_end)
    span = whole.places[start], whole.places[stop - 1] + 1
    return NearMiss(span, _difference(wanted.split(), whole.text[start:stop].split()))


def _whole_words(text: str, start: int, stop: int) -> Span:
    """Widen a part of a text to whole words."""
    while start and not text[start - 1].isspace():
        start -= 1
    while stop < len(text) and not text[stop].isspace():
        stop += 1
    return start, stop


def _difference(asked: list[str], found: list[str]) -> str:
    """Return both texts as one, as word diffs are written."""
    pieces: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, asked, found, autojunk=False).get_opcodes():
        if kind == "equal":
            words = asked[a:b]
            if len(words) > 2 * _SHOWN_AROUND:
                words = [*words[:_SHOWN_AROUND], "...", *words[-_SHOWN_AROUND:]]
            pieces += words
            continue
        if b > a:
            pieces.append(f"[-{' '.join(asked[a:b])}-]")
        if d > c:
            pieces.append(f"{{+{' '.join(found[c:d])}+}}")
    return " ".join(pieces)
