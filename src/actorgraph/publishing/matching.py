"""Find texts however they are written: in another case, form, spacing or encoding of letters.

A text is folded letter by letter, and each folded letter knows where it came from, so that what is
found can be replaced in the text as it stands. Called by redaction, by the search for leaks and by
stories. Leaves out what has to be unpacked first (unpacking.py).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect, bisect_left
from functools import cached_property
from html import unescape
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.publishing.letters import plain_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

LEAST_SUBSTRING = 5
"""A text of fewer letters is found as a word of its own, a longer one inside words too."""
LEAST_SHORT = 4
"""A word of fewer letters is found in small letters only where it is glued to others."""
LEAST_NUMBER = 5
"""A shorter text without a letter is no name: any number may be the same."""

_PERCENT = "%(?:25)*+"
_PAIR = "[0-9A-Fa-f]{2}"
_MORE = f"(?:{_PERCENT}[89ABab][0-9A-Fa-f])"
_IN_ADDRESS = "|".join(
    f"(?:25)*+{lead}[0-9A-Fa-f]{_MORE}{{{count}}}"
    for lead, count in (("[0-7]", 0), ("[CDcd]", 1), ("[Ee]", 2), ("[Ff]", 3))
)
_ENTITY = "#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};"
_ESCAPE = (
    r"u[dD][89abAB][0-9a-fA-F]{2}\\+u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}"
)
_WRITTEN_OTHERWISE = re.compile(
    rf"[%&\\xX\u00ad\u2010\x02\ufffe-](?:(?<=%)(?:{_IN_ADDRESS})|(?<=&)(?:{_ENTITY})|(?<=\\)\\*(?:{_ESCAPE})"
    r"|(?<=[xX])(?<!\w.)n--[a-zA-Z0-9-]+"
    r"|(?<=\w[\u00ad\u2010-])[ \t]*(?:\r?\n[ \t]*(?:\f\s*)?|\f\s*)(?=\w)"
    r"|(?<=\w[\x02\ufffe])\s*(?=\w))"
)
"""Letters that stand for others, and a word that is broken over two lines or pages.

U+0002 and U+FFFE are what pdfium writes for a hyphen that ends a line.

It begins with a set, which is found several times faster than a choice.
"""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_UMLAUT = re.compile("([aou])e")
"""What can be an umlaut that is spelled out: Mueller."""
_SEPARATOR = re.compile(r"[\W_]+")
_BETWEEN = r"[\W_]{0,40}"
_BETWEEN_SHORT = r"[\s_.,'’+·・‧•-]{0,3}"
_MOST_WORDS_TURNED = 4
_WITHOUT_BLANKS = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Letters of scripts that part no words, or not always: Chinese, Japanese, Korean in its parts."""
_LETTER = r"[^\W\d_]"
_HYPHENS = r"\-\u2010-\u2015\u00ac*_~"
_IN_A_WORD = re.compile(
    rf"[\W_](?<={_LETTER}[\W_])(?:"
    rf"(?<=[{_HYPHENS}\r\n\v\f\u0085\u2028\u2029])[{_HYPHENS}]*\s*(?={_LETTER})"
    rf"|(?<!{_LETTER}{_LETTER}[\W_])[\W_]{{0,3}}(?={_LETTER}(?!{_LETTER})))"
)
"""What may stand inside a word that is one all the same: Nová-ková, Nov**áková**, N o v á k."""


class Hit(NamedTuple):
    """A text that was found.

    Attributes:
        text: as it was asked for.
        start, stop: where it stands, in the text as it was given.
    """

    text: str
    start: int
    stop: int


class _Folded:
    """A folded text that knows where its letters stand in the text as it was.

    Args:
        text: as it was.

    Attributes:
        text: folded.
    """

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._plain: list[str] = []
        self._length = len(text)
        plain_letters = {letter: plain_letter(letter) for letter in set(text)}
        at = 0
        for other in _WRITTEN_OTHERWISE.finditer(text):
            self._add(text, at, other.start(), plain_letters)
            self._starts.append(other.start())
            self._plain.append("".join(map(plain_letter, _meant(other))))
            at = other.end()
        self._add(text, at, len(text), plain_letters)
        self.text = "".join(self._plain)

    def place(self, start: int, stop: int) -> tuple[int, int]:
        """Return where folded letters stand in the text as it was, with the marks on the last."""
        first, last = bisect(self._ends, start), bisect(self._ends, stop - 1)
        beyond = last + 1
        while beyond < len(self._plain) and not self._plain[beyond]:
            beyond += 1
        end = self._starts[beyond] if beyond < len(self._starts) else self._length
        return self._starts[first], end

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._plain)))

    def _add(self, text: str, start: int, stop: int, plain_letters: Mapping[str, str]) -> None:
        self._starts += range(start, stop)
        self._plain += map(plain_letters.__getitem__, text[start:stop])


def is_sought(text: str) -> bool:
    """Return whether a text can be told from others: a letter or a few digits cannot."""
    key = _key(folded(text))
    if len(key) == 1:
        return key.isalpha() and key.upper() == key.lower()  # a letter that may be a whole name
    return any(map(str.isalpha, key)) or len(key) >= LEAST_NUMBER


def is_long(text: str) -> bool:
    """Return whether a text is found inside words too."""
    return len(_key(folded(text))) >= LEAST_SUBSTRING


class Sought:
    """Texts to look for.

    Args:
        texts: those that cannot be told from other texts are left out.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_key: dict[str, str] = {}
        self._in_small_letters: set[str] = set()
        patterns: dict[str, str] = {}
        for text in texts:
            if not is_sought(text):
                continue
            if text.islower():  # an id, whose entity may have the same name
                self._in_small_letters.add(_key(folded(text)))
            for form in _forms(text):
                words = [word for word in _SEPARATOR.split(form) if word]
                key = "".join(words)
                if key and key not in self._by_key:
                    self._by_key[key] = text
                    patterns[key] = _pattern(words)
        ordered = sorted(patterns, key=len, reverse=True)
        self._long = _any_of(patterns[key] for key in ordered if len(key) >= LEAST_SUBSTRING)
        short = [key for key in ordered if len(key) < LEAST_SUBSTRING]
        self._short = _any_of(patterns[key] for key in short)
        self._each_short = [re.compile(patterns[key]) for key in short]

    def hits(self, text: str) -> list[Hit]:
        """Return what is found in a text, from its beginning to its end; nothing overlaps."""
        folded_text = folded(text)  # takes a tenth of the time of one that knows its places
        together = _IN_A_WORD.sub("", folded_text) if self._long else ""
        is_parted = bool(self._long and self._long.search(together))
        is_whole = any(one and one.search(folded_text) for one in (self._long, self._short))
        if not (is_whole or is_parted):
            return []
        plain = _Folded(text)
        found = [*self._long_hits(plain), *self._short_hits(plain, text)]
        found += self._parted_hits(plain) if is_parted else []
        found.sort(key=lambda hit: (hit.start, -hit.stop))
        apart: list[Hit] = []
        for hit in found:
            if not apart or hit.start >= apart[-1].stop:
                apart.append(hit)
        return apart

    def replaced(self, text: str, instead: Callable[[str], str]) -> str:
        """Replace what is found in a text.

        Args:
            instead: returns what stands for a text that was asked for.
        """
        pieces, at = [], 0
        for hit in self.hits(text):
            pieces += [text[at : hit.start], instead(hit.text)]
            at = hit.stop
        return "".join([*pieces, text[at:]]) if pieces else text

    def replaced_in_pieces(self, pieces: Sequence[str], instead: Callable[[str], str]) -> list[str]:
        """Replace what is found in a text that is cut; over a border, in each piece by itself.

        Args:
            pieces: of the text, from its beginning to its end.
            instead: returns what stands for a text that was asked for.
        """
        hits = self.hits("".join(pieces))
        starts, stops = [hit.start for hit in hits], [hit.stop for hit in hits]
        ends = [0, *accumulate(map(len, pieces))]
        replaced = []
        for piece, (start, stop) in zip(pieces, pairwise(ends), strict=True):
            bare, at = [], start
            for hit in hits[bisect(stops, start) : bisect_left(starts, stop)]:
                one, two = max(hit.start, start), min(hit.stop, stop)
                bare += [piece[at - start : one - start]]
                bare += [_in_the_blanks_of(piece[one - start : two - start], instead(hit.text))]
                at = two
            replaced.append("".join([*bare, piece[at - start :]]))
        return replaced

    def _long_hits(self, plain: _Folded) -> Iterator[Hit]:
        for match in self._long.finditer(plain.text) if self._long else ():
            yield self._hit(match, plain)

    def _parted_hits(self, plain: _Folded) -> Iterator[Hit]:
        """Yield where a text stands with something inside its words."""
        gaps = list(_IN_A_WORD.finditer(plain.text))
        starts = [0, *(gap.end() for gap in gaps)]
        stops = [*(gap.start() for gap in gaps), len(plain.text)]
        pieces = [plain.text[start:stop] for start, stop in zip(starts, stops, strict=True)]
        offsets = [0, *accumulate(map(len, pieces))]  # of each piece in the text without gaps
        for match in self._long.finditer("".join(pieces)) if self._long else ():
            first, last = bisect(offsets, match.start()) - 1, bisect(offsets, match.end() - 1) - 1
            if first != last:
                start = starts[first] + match.start() - offsets[first]
                stop = starts[last] + match.end() - offsets[last]
                yield Hit(self._by_key[_key(match[0])], *plain.place(start, stop))

    def _short_hits(self, plain: _Folded, text: str) -> Iterator[Hit]:
        if self._short is None or not self._short.search(plain.text):
            return
        for pattern in self._each_short:
            for match in pattern.finditer(plain.text):
                hit = self._hit(match, plain)
                as_small = _key(match[0]) in self._in_small_letters
                if _stands_alone(hit, text, as_small=as_small):
                    yield hit

    def _hit(self, match: re.Match[str], plain: _Folded) -> Hit:
        text = self._by_key[_key(match[0])]
        return Hit(text, *plain.place(match.start(), match.end()))


def _in_the_blanks_of(part: str, other: str) -> str:
    """Return what stands for a part of a text, with the blanks around it; blanks stay alone."""
    bare = part.strip()
    return part.replace(bare, other, 1) if bare else part


def folded(text: str) -> str:
    """Return a text in small letters without marks and without what nobody sees."""
    plain = _WRITTEN_OTHERWISE.sub(_meant, text)
    if plain.isascii():
        return plain.lower()
    return plain.translate({ord(letter): plain_letter(letter) for letter in set(plain)})


def _meant(other: re.Match[str]) -> str:
    """Return the letters that others stand for."""
    written = other[0]
    match written[0]:
        case "%":
            return bytes.fromhex(re.sub(_PERCENT, "", written)).decode("utf-8", "replace")
        case "&":
            return unescape(written)
        case "\\":
            units = "".join(re.findall(r"u(.{4})", written)) or f"00{written[-2:]}"
            return bytes.fromhex(units).decode("utf-16-be", "replace")
        case "x" | "X":
            return _host(written)
    return ""  # a hyphen at the end of a line


def _host(label: str) -> str:
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label


def _key(text: str) -> str:
    return _SEPARATOR.sub("", text)


def _forms(text: str) -> Iterator[str]:
    """Yield a text as it is sought for: folded, marks spelled out and not, the last word first."""
    plain = folded(text)
    spelled_out = folded(unicodedata.normalize("NFC", text).casefold().translate(_SPELLED_OUT))
    words = plain.split()
    not_spelled = [_UMLAUT.sub(r"\1", plain), plain.replace("aa", "a")]
    also = not_spelled if len(words) <= _MOST_WORDS_TURNED and len(plain) > LEAST_SUBSTRING else []
    for form in dict.fromkeys((plain, spelled_out, *also)):
        yield form
        words = form.split()
        if 1 < len(words) <= _MOST_WORDS_TURNED and all(map(str.isalpha, map(_key, words))):
            yield " ".join([words[-1], *words[:-1]])
            yield " ".join([*words[1:], words[0]])


def _pattern(words: list[str]) -> str:
    is_short = sum(map(len, words)) < LEAST_SUBSTRING
    between = _BETWEEN_SHORT if is_short else _BETWEEN
    pattern = between.join(between.join(_unparted(word)) for word in words)
    before = r"(?<!\d)" if words[0][0].isdigit() else ""
    after = r"(?!\d)" if words[-1][-1].isdigit() else ""
    if len(words) > 1 and _is_initial(words[0]):
        before = f"(?<!{_LETTER})"
    if len(words) > 1 and _is_initial(words[-1]):
        after = f"(?!{_LETTER})"
    return f"{before}{pattern}{after}"


def _unparted(word: str) -> Iterator[str]:
    """Yield the pieces of a word between which blanks may stand, as in 王 小明."""
    at = 0
    for match in _WITHOUT_BLANKS.finditer(word):
        if at < match.start():
            yield re.escape(word[at : match.start()])
        yield match[0]
        at = match.end()
    if at < len(word):
        yield re.escape(word[at:])


def _is_initial(word: str) -> bool:
    """Return whether a word is a letter that stands for a name, and not in a longer word."""
    return len(word) == 1 and word.isalpha() and word.upper() != word.lower()


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    parts = list(patterns)
    return re.compile("|".join(parts)) if parts else None


def _stands_alone(hit: Hit, text: str, *, as_small: bool) -> bool:
    """Return whether a short text is a word, or a part of a name that is glued to others.

    Args:
        as_small: whether it is asked for in small letters.
    """
    word = text[hit.start : hit.stop]
    before, after = text[max(0, hit.start - 2) : hit.start], text[hit.stop : hit.stop + 2]
    if not (_is_apart(text, hit.start - 1, word[0], -1) and _is_apart(text, hit.stop, word[-1], 1)):
        return False
    if not word.islower() or as_small or len(_key(word)) >= LEAST_SHORT:
        return True
    return _is_glue(before[-1:], before[:-1]) or _is_glue(after[:1], after[1:])


def _is_apart(text: str, place: int, letter: str, step: int) -> bool:
    """Return whether a word may end beside a place.

    It may at digits that end the word, and where a capital begins another; in scripts without
    capitals everywhere, since these are written without blanks, or with particles.
    """
    at = place
    while 0 <= at < len(text) and text[at].isdigit():
        at += step
    if not (0 <= at < len(text) and text[at].isalnum()):
        return True
    if at != place:
        return False
    left, right = (letter, text[at]) if step > 0 else (text[at], letter)
    return (left.islower() and right.isupper()) or letter.lower() == letter.upper()


def _is_glue(mark: str, beyond: str) -> bool:
    """Return whether a word is part of a longer one: anna_lee, /lee/, lee7."""
    if mark.isdigit() or mark in {"_", "/", "@", "#", "=", "&", "?", "%"}:
        return True
    return mark in {"-", ".", "+"} and beyond.isalnum()
