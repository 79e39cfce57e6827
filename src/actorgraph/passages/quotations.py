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
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.passages.locators import part_of, read_locator
from actorgraph.quotes import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.passages.document_texts import DocumentText, Span

NEAR = 70
"""How alike two texts must be, in percent, for one to be a near miss of the other."""
LONGEST_COMPARED = 2_000_000
"""A near miss is looked for in a text of at most so many letters."""
LEFT_OUT = 2_000
"""So many letters, about a page, may be left out between two parts of a quote.

Over more, nearly any two words of a long document follow each other.
"""
_SHOWN_AROUND = 4
"""Words shown on either side of a difference."""
_GROUP = re.compile(r"[.,]\d{3}(?!\d)")
"""What goes on in a number of thousands."""
_CUE = re.compile(
    r"^(?:[ \t]*\d+[ \t]*\n)?[ \t]*(?:\d+:)?\d\d:\d\d[.,]\d{3}[ \t]+-->[^\n]*", re.MULTILINE
)
"""The number and the times that stand before what is said in subtitles."""
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*(?:\n[ \t]*\f?|\f)[ \t]*(?=[^\W\d_])")
"""A hyphen at the end of a line or page, of a word that goes on behind it."""
_LONGEST_BREAK = 20
"""So many characters around a place are looked at for such an end."""
_BREAK = "\x02"
"""Stands for that in a folded text; no text has this control character."""
_ALIKE = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
     "\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
     "\u00ad": None, "\u200b": None, "\u2060": None, "\ufeff": None}
)  # fmt: skip

_UNSEEN = {letter: None for letter, shown in _ALIKE.items() if shown is None}


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


@lru_cache(maxsize=16)
def _fold_with_breaks(text: str) -> FoldedText | None:
    """Fold it with one mark for each hyphen and end of a line within a word; None without any."""
    return _fold(text, _BROKEN_WORD) if _BROKEN_WORD.search(text) else None


def _fold(text: str, broken: re.Pattern[str] | None = None) -> FoldedText:
    """Fold a text.

    Args:
        broken: where words are broken; what it finds becomes one mark.
    """
    letters: list[str] = []
    places: list[int] = []
    after_blank = True
    forms = [(_CUE, " ")] if "-->" in text else []
    forms += [(broken, _BREAK)] if broken else []
    special = {}
    for form, instead in forms:
        for match in form.finditer(text):
            special.update(dict.fromkeys(range(*match.span()), ""))
            special[match.start()] = instead
    for place, letter in enumerate(text):
        alike = special.get(place, letter) if special else letter
        if not alike.isascii():
            alike = unicodedata.normalize("NFKC", alike).translate(_ALIKE)
        for one in alike:
            is_blank = one.isspace()
            if is_blank and after_blank:
                continue
            after_blank = is_blank
            letters.append(" " if is_blank else one)
            places.append(place)
    return FoldedText("".join(letters), (*places, len(text)))


def find_cited(words: str, document: DocumentText, locator: str) -> Span | None:
    """Return where words stand at a locator; None if they do not, or it names no part.

    What is said at a time may begin before it and end later.
    """
    part = part_of(document, locator)
    if part is None:
        return None
    located = read_locator(locator)
    if located is None or located.unit != "time":
        return find_quote(words, document.text, part)
    spans = _spans_of(words, document.text, (0, len(document.text)), LEFT_OUT)
    return next((one for one in spans if one[0] < part[1] and part[0] < one[1]), None)


def find_quote(
    quote: str, text: str, part: Span | None = None, *, left_out: int = LEFT_OUT
) -> Span | None:
    """Return where a quote stands in a text, or in a part of it; None if it does not.

    It begins and ends with whole words. Where it stands several times, the first. A quote with
    parts left out (`...`) or inserted (`[the minister]`) stands from its first part to its last, if
    all follow each other, each as near as it can be to the one before.

    Args:
        left_out: how many letters may stand between two of its parts.
    """
    return next(_spans_of(quote, text, part or (0, len(text)), left_out), None)


def _spans_of(quote: str, text: str, part: Span, left_out: int) -> Iterator[Span]:
    """Yield where a quote stands in a part of a text: as it is written, then without marks.

    First in the text as it stands, then with the words whole that the ends of lines break.
    """
    for whole in (fold_with_places(text), _fold_with_breaks(text)):
        if whole is None:
            return
        start, stop = (bisect_left(whole.places, place, 0, len(whole.text)) for place in part)
        for pieces in dict.fromkeys(((folded(quote),), tuple(map(folded, unmarked(quote))))):
            for first, end in _in_order(pieces, _Searched(text, whole), (start, stop), left_out):
                yield whole.places[first], whole.places[end - 1] + 1


def _in_order(
    pieces: Sequence[str], searched: _Searched, part: Span, left_out: int
) -> Iterator[Span]:
    """Yield from where to where pieces stand in a text, one after the other.

    The first begins and the last ends with a whole word; one beside an editor's mark need not,
    since `[T]he` is a quote.
    """
    last = len(pieces) - 1
    spans: Iterator[Span] | None = None
    for number, piece in enumerate(pieces):
        if piece:
            found = searched.places(piece, part, begins=not number, ends=number == last)
            spans = found if spans is None else _following(spans, found, left_out)
    yield from spans or ()


def _following(before: Iterator[Span], found: Iterator[Span], left_out: int) -> Iterator[Span]:
    """Yield from the beginning of a part to the end of the next, for the nearest two."""
    waiting = next(before, None)
    nearest_before: Span | None = None
    for start, stop in found:
        while waiting is not None and waiting[1] <= start:
            nearest_before, waiting = waiting, next(before, None)
        if nearest_before is not None and start - nearest_before[1] <= left_out:
            yield nearest_before[0], stop


class _Searched(NamedTuple):
    """A document's text and the same folded."""

    text: str
    whole: FoldedText

    def places(self, piece: str, part: Span, *, begins: bool, ends: bool) -> Iterator[Span]:
        """Yield where a piece stands in a part of the folded text, without cutting a word.

        Args:
            begins, ends: whether its first and its last word have to be whole.
        """
        for start, stop in self._found(piece, part):
            if not ((begins and self._is_cut(start)) or (ends and self._is_cut(stop))):
                yield start, stop

    def _found(self, piece: str, part: Span) -> Iterator[Span]:
        if _BREAK in self.whole.text:
            form = re.compile(_over_breaks(piece))
            yield from (match.span() for match in form.finditer(self.whole.text, *part))
            return
        at = self.whole.text.find(piece, *part)
        while at >= 0:
            yield at, at + len(piece)
            at = self.whole.text.find(piece, at + 1, part[1])

    def _is_cut(self, at: int) -> bool:
        """Return whether a word or a number runs over a place of the folded text."""
        places = self.whole.places
        return 0 < at < len(self.whole.text) and _runs_on(self.text, places[at - 1], places[at])


def _runs_on(text: str, before: int, after: int) -> bool:
    """Return whether a word or a number goes on from one letter of a text to another.

    Scripts without capitals have particles and words that no blank parts from others; a digit
    beside a letter may be the mark of a note.
    """
    one, two = text[before], text[after]
    if one.isdecimal() or two.isdecimal():
        mark = after if one.isdecimal() else before
        is_group = text[mark - 1 : mark].isdecimal() and _GROUP.match(text, mark)
        return (one.isdecimal() and two.isdecimal()) or bool(is_group)
    return one.upper() != one.lower() and two.upper() != two.lower()


def is_within_word(text: str, at: int) -> bool:
    """Return whether a word or a number runs over a place of a text, also over the end of a line.

    Such a word has a hyphen there.
    """
    if not 0 < at < len(text):
        return False
    around = text[max(0, at - _LONGEST_BREAK) : at + _LONGEST_BREAK]
    here = at - max(0, at - _LONGEST_BREAK)
    is_broken = any(one.start() <= here <= one.end() for one in _BROKEN_WORD.finditer(around))
    return is_broken or _runs_on(text, at - 1, at)


def as_quoted(text: str, part: Span) -> str:
    """Return a part of a text as a claim quotes it: on one line, with whole words.

    The times of subtitles and letters that nobody sees are left out. Of a word that a line's end
    breaks, the hyphen stays where the text has the word with it elsewhere, or where a capital
    follows and the text does not have it in one.
    """
    words = _CUE.sub(" ", text[slice(*part)]) if "-->" in text else text[slice(*part)]
    words = _BROKEN_WORD.sub(lambda one: "-" if _keeps_hyphen(one, text) else "", words)
    return " ".join(words.translate(_UNSEEN).split())


def _keeps_hyphen(broken: re.Match[str], text: str) -> bool:
    """Return whether a word is written with the hyphen at which a line ends."""
    if broken[0].startswith("\u00ad"):
        return False
    before = re.search(r"[^\W\d_]+$", broken.string[: broken.start()])
    after = re.match(r"[^\W\d_]+", broken.string[broken.end() :])
    if before is None or after is None:
        return True
    if before[0] + after[0] in text:
        return False
    return f"{before[0]}-{after[0]}" in text or after[0][0].isupper()


def _over_breaks(piece: str) -> str:
    """Return the form of a piece in which each word may be broken, and each hyphen be a break."""
    letters = re.split("(- ?)", piece)
    return "".join(
        f"(?:{re.escape(one)}|{_BREAK})" if number % 2 else f"{_BREAK}?".join(map(re.escape, one))
        for number, one in enumerate(letters)
    )


def nearest(quote: str, text: str) -> NearMiss | None:
    """Return what comes nearest to a quote in a text, and how it differs; None if nothing does.

    Where rapidfuzz is not to be had, as in a browser, nothing is proposed.
    """
    try:
        from rapidfuzz.fuzz import partial_ratio_alignment
    except ImportError:
        return None

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
