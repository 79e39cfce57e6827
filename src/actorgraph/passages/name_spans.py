"""Where a text can name somebody: words with capitals that stand together, and their like.

In a script without capitals any word can be a name; in one without blanks, any letters. Called by
queries/document_mentions.py; leaves out who is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.names.fold import fold
from actorgraph.names.lexicon import DESCENT, GENERATIONS, HONORIFICS, PARTICLES, pattern
from actorgraph.names.unspaced import characters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from actorgraph.passages.document_texts import Span
    from actorgraph.passages.known_words import KnownWords

LONGEST_RUN = 12
"""So many words stand together at most; a heading in capitals has more."""

BESIDE = 60
"""So many characters beside a name can tell that it is a part of something else."""
SENTENCE = 300
"""So many characters before and behind a name are looked at of its sentence."""

PARAGRAPH = 2_000
"""So many characters before a name are looked at of its paragraph."""

LONG_WORD = 5
"""Headings leave shorter words in small letters."""

TITLES = HONORIFICS - GENERATIONS.keys() - {"the"}
"""What stands before a name and is no part of it: mr, president."""
JOINING = PARTICLES | DESCENT | {"of", "the", "for"}
"""What stands within a name in small letters."""

LEADING = PARTICLES - {"of", "y", "e", "at", "as", "la", "du", "di"}
"""Of these, what a name can begin with: von der Leyen."""

_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0dff"
    "\u0e31-\u0e4e\u1000-\u109f\u200c\u200d"
)
_BREAK = r"\u00ad\n?[ \t]*|[-\u2010]\n[ \t]*(?=[^\W\d_])"
"""Where a line parts a word, or could: a soft hyphen, or one at the end of a line."""
_LETTERS = rf"(?:[^\W_]|[{_MARKS}]|(?<=[^\W\d_])(?:{_BREAK})(?=[^\W\d_]))+"
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.(?=\s?[^\W\d_])"
    rf"|{_LETTERS}(?:['\u2019\u2010\u2011-]{_LETTERS})*"
)
_BROKEN = re.compile(_BREAK)
_POSSESSIVE = re.compile(r"['\u2019]s\Z")
_ELIDED = re.compile(r"[LlDd]['\u2019](?=[^\W\d_])")
_BLANK = re.compile(r"[ \t\u00a0\u202f]*(?:\n[ \t\u00a0]*)?|[ \u00a0]&[ \u00a0]")
_STOP_OF_TITLE = re.compile(r"\.[ \u00a0]")
_ENDS_SENTENCE = frozenset(
    ".!?:;\"\u201c\u201d\u201e\u00ab\u00bb'\u2018\u2019([\u2013\u2014-\u2022*"
)
_UNSPACED = re.compile(pattern("unspaced", "letters"))
_UNSPACED_PART = re.compile(rf"{_UNSPACED.pattern}(?:[\u00b7\u2027\u30fb]?{_UNSPACED.pattern})+")
_GEORGIAN = re.compile("[\u10d0-\u10ff]")
_FOREIGN = re.compile(r"[\u30a1-\u30fa\u30fc]+(?:[\u30fb=\uff1d][\u30a1-\u30fa\u30fc]+)+")
_SENTENCE_END = re.compile(
    r"(?<=\w\w\w)[.!?\u2026][\"'\u201d\u2019\u00bb)\]]*\s+(?=\W?[^\W\d_a-z])|[\u3002\uff01\uff1f]"
)
_IN_NAME = re.compile(r"['\u2019\u2010\u2011-]")


def is_without_case(letter: str) -> bool:
    """Whether a letter is of a script with blanks and without capitals.

    Unicode has capitals of Georgian; Georgian has none in running text.
    """
    return (
        not letter.isascii()
        and letter.isalpha()
        and (letter.lower() == letter.upper() or _GEORGIAN.match(letter) is not None)
        and not _UNSPACED.match(letter)
    )


def rejoined(written: str) -> str:
    """Return words without the hyphens that merely part them; one before a capital is kept."""

    def joined(found: re.Match[str]) -> str:
        is_kept = found[0][0] != "\u00ad" and written[found.end() :][:1].isupper()
        return "-" if is_kept else ""

    return _BROKEN.sub(joined, written)


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        text: as it stands, without the 's of a possessive and the hyphens that merely part it.
        start, stop: its place in the text.
        is_first: whether a sentence begins with it, so that its capital says nothing.
        is_next: whether nothing but a blank is between it and the word before.
    """

    text: str
    start: int
    stop: int
    is_first: bool
    is_next: bool

    @property
    def is_capital(self) -> bool:
        """Whether it has a capital, as names have; al-Assad has it inside."""
        if self.text[0].isupper() or self.text.islower():
            return self.text[0].isupper()
        return any(part[:1].isupper() or part[:1].istitle() for part in _IN_NAME.split(self.text))

    @property
    def is_without_case(self) -> bool:
        """Whether its script has no capitals, but blanks."""
        return is_without_case(self.text[0])

    @property
    def is_title(self) -> bool:
        """Whether it stands before names and is none."""
        return fold(self.text) in TITLES

    @property
    def is_joining(self) -> bool:
        """Whether it stands within names in small letters."""
        return self.text in JOINING

    @property
    def can_lead(self) -> bool:
        """Whether a name can begin with it though it is in small letters: von, al."""
        return self.text in LEADING


class NameRun:
    """Words that stand together as those of a name do, some of which can name somebody."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self._text = text
        self.words = words

    @cached_property
    def is_unspaced(self) -> bool:
        """Whether it is a name in a script without blanks."""
        return _UNSPACED.match(self.words[0].text) is not None

    @cached_property
    def is_without_case(self) -> bool:
        """Whether its script has no capitals, so that any of its words can be a name."""
        return self.words[0].is_without_case

    @property
    def is_bounded(self) -> bool:
        """Whether no letter stands beside it."""
        start, stop = self.words[0].start, self.words[-1].stop
        beside = self._text[max(0, start - 1) : start] + self._text[stop : stop + 1]
        return not any(letter.isalnum() for letter in beside)

    @cached_property
    def is_in_heading(self) -> bool:
        """Whether every long word of its line has a capital, so that those say nothing."""
        start = self._text.rfind("\n", 0, self.words[0].start) + 1
        stop = self._text.find("\n", self.words[-1].stop)
        line = self._text[start : stop if stop >= 0 else len(self._text)].strip()
        if line[-1:] in _ENDS_SENTENCE:
            return False
        long = [word for word in line.split() if len(word) >= LONG_WORD]
        return len(long) > 1 and not any(word[0].islower() for word in long)

    def between(self, first: int, stop: int) -> str:
        """Return some of the words as they stand, by one blank."""
        return " ".join(rejoined(self.written(first, stop)).split())

    def written(self, first: int, stop: int) -> str:
        """Return some of the words as the document has them, ends of lines among them."""
        return self._text[self.words[first].start : self.words[stop - 1].stop]

    def around(self, first: int, stop: int) -> tuple[str, str]:
        """Return what stands before some of the words, and behind them, as far as it matters."""
        start, end = self.words[first].start, self.words[stop - 1].stop
        return self._text[max(0, start - BESIDE) : start], self._text[end : end + BESIDE]

    def sentence(self, first: int, stop: int) -> str:
        """Return the sentence around some of the words, as far as it matters."""
        start, end = self.words[first].start, self.words[stop - 1].stop
        part = max(0, start - SENTENCE), min(len(self._text), end + SENTENCE)
        return sentence_at(self._text, sentence_ends(self._text, part), (start, end))

    def paragraph_before(self, first: int) -> str:
        """Return what stands before a word in its paragraph, as far as it matters."""
        start = self.words[first].start
        before = self._text[max(0, start - PARAGRAPH) : start]
        return before[max(before.rfind("\n\n"), before.rfind("\f")) + 1 :]

    def span(self, first: int, stop: int) -> Span:
        """Return where some of the words stand in the text."""
        return self.words[first].start, self.words[stop - 1].stop

    def without_titles(self) -> int:
        """Return the number of the first word that is no title; 0 where all are."""
        for number, word in enumerate(self.words):
            if not (word.is_title or (number and word.is_joining)):
                return number
        return 0


def words_in(text: str, part: Span) -> Iterator[Word]:
    """Yield the words of a part of a text in order."""
    end, before, is_open = part[0], "", False
    for match in _WORD.finditer(text, *part):
        start, written = match.start(), match[0]
        between = text[end:start]
        is_next = is_open and _BLANK.fullmatch(between) is not None
        if not is_next and _STOP_OF_TITLE.fullmatch(between) and before in (*TITLES, "st"):
            is_next = is_open
        is_first = start == part[0] or (not is_next and between.strip()[-1:] in _ENDS_SENTENCE)
        if (elided := _ELIDED.match(written)) and not is_next:
            start, written = start + elided.end(), written[elided.end() :]
        kept = _POSSESSIVE.sub("", written)
        yield Word(rejoined(kept), start, start + len(kept), is_first, is_next)
        end, before, is_open = match.end(), kept.lower(), kept == written


def runs(text: str, words: Iterable[Word]) -> Iterator[NameRun]:
    """Yield what stands together as the words of a name do, joining words among it."""
    run: list[Word] = []
    for word in words:
        is_name = word.is_capital or word.is_without_case
        is_same = bool(run) and word.is_next and len(run) < LONGEST_RUN
        if not (is_same and (is_name or word.is_joining)):
            yield from _ended(text, run)
            run = []
        if is_name or (word.is_joining and (run or word.can_lead)):
            run.append(word)
    yield from _ended(text, run)


def _ended(text: str, run: list[Word]) -> Iterator[NameRun]:
    while run and run[-1].is_joining:
        run.pop()
    if run:
        yield NameRun(text, run)


def sentence_ends(text: str, part: Span) -> list[int]:
    """Return where sentences of a paragraph begin and end, its own ends among them."""
    inner = [match.end() for match in _SENTENCE_END.finditer(text, *part)]
    return [part[0], *inner, part[1]]


def sentence_at(text: str, ends: Sequence[int], span: Span) -> str:
    """Return the sentence in which words stand, as it stands there.

    Args:
        ends: of the sentences of its paragraph.
        span: where the words stand.
    """
    first, last = bisect_right(ends, span[0]) - 1, bisect_left(ends, span[1])
    return text[ends[max(0, first)] : ends[min(last, len(ends) - 1)]].strip()


def unspaced_names(text: str, part: Span, known: KnownWords) -> Iterator[NameRun]:
    """Yield the names of a graph in a script without blanks, and foreign names in Japanese."""
    spans = list(foreign_names(text, part))
    for characters, places in unspaced_parts(text, part):
        found = known.within(characters)
        spans += [(places[start], places[stop - 1] + 1) for start, stop in found]
    end = part[0]
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield NameRun(text, [Word(text[start:stop], start, stop, False, False)])
            end = stop


def unspaced_parts(text: str, part: Span) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield letters of a script without blanks that stand together, and the place of each.

    Variants of a character are one, as in `characters_of`; points between names are left out.
    """
    for match in _UNSPACED_PART.finditer(text, *part):
        places = [place for place in range(*match.span()) if text[place].isalnum()]
        if len(characters := characters_of(match[0])) == len(places):
            yield characters, places


def foreign_names(text: str, part: Span) -> Iterator[Span]:
    """Yield where Japanese writes a foreign name of several words, a point between them."""
    return (match.span() for match in _FOREIGN.finditer(text, *part))
