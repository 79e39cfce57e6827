"""Other scripts in plain Latin letters, as the press would write the name in English.

Called by fold.py for what is not ASCII. Cyrillic, Greek, Kana, Hebrew, Arabic, Thai, Tamil and
Myanmar have letters and rules of their own (names.json), because their spelling hides the sound;
all other scripts go through anyascii. Leaves out how alike two names sound (sounds.py).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from actorgraph.names.lexicon import letters, pairs, pattern

if TYPE_CHECKING:
    from collections.abc import Callable

SOUNDED = letters("latin", "sounded")
"""What a mark on a Latin letter does to its sound in most languages that write it."""

_TO_SOUND = str.maketrans(SOUNDED)
_TO_LATIN = str.maketrans(letters("cyrillic") | letters("latin"))
_NO_MARKS = {mark: None for mark in range(0x300, 0x370) if unicodedata.combining(chr(mark))}
_OF_NO_OTHER_SCRIPT = frozenset(
    "Latin Modifier Turned Roman Caron Vedic Vertical Masu Katakana-Hiragana".split()
)
"""How the names of letters begin that are Latin, or stand in any script, as an apostrophe does."""
_TATWEEL = "\u0640"
"""Makes a line of writing longer, whatever its script."""
_CALLED = {"Cjk": "Chinese characters", "Ideographic": "Chinese characters"}
_HIRAGANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def romanised(name: str) -> str:
    """A name in lower-case Latin letters; what has none stays away."""
    return _romanised(_plain(name))


def spoken(name: str) -> str:
    """The same with the marks of Latin letters spelled out: dž as in Džons sounds dzh."""
    return _romanised(_plain(name).translate(_TO_SOUND))


def is_marked(name: str) -> bool:
    """Whether a name has marks on Latin letters that are heard: any other is heard as romanised."""
    return not SOUNDED.keys().isdisjoint(_plain(name))


def romanised_lines(names: str) -> str:
    """`romanised` of many names at once, a line each."""
    return _lines(_plain(names))


def spoken_lines(names: str) -> str:
    """`spoken` of many names at once, a line each."""
    return _lines(_plain(names).translate(_TO_SOUND))


def in_latin(name: str) -> str:
    """A name with Latin and Cyrillic in plain letters, while other scripts stay."""
    return _in_latin(_plain(name))


def _plain(names: str) -> str:
    return unicodedata.normalize("NFKC", names).casefold()


def _lines(text: str) -> str:
    """What Latin, Cyrillic and marks need is done for all lines at once, the rest by line."""
    latin = _in_latin(text)
    if latin.isascii():
        return latin
    both = zip(latin.split("\n"), text.split("\n"), strict=True)
    return "\n".join(line if line.isascii() else _romanised(whole) for line, whole in both)


def _in_latin(text: str) -> str:
    if "ъ" in text:
        text = re.sub(pattern("cyrillic", "spoken_hard_sign"), "a", text)
    text = text.translate(_TO_LATIN)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _without_marks(text)).translate(_TO_LATIN)


def _romanised(text: str) -> str:
    text = _in_latin(text)
    for script, rewrite in _REWRITES.items():
        if text.isascii():
            return text
        if re.search(pattern(script, "range"), text):
            text = rewrite(text)
    return _by_letter(text)


def script_of(name: str) -> str:
    """The script of the first letter that is not Latin, as words for a reader; "" if all are.

    A letter counts as what it is folded to: the ligature of fi is Latin, as is a wide A.
    """
    for letter in unicodedata.normalize("NFKC", name):
        if letter.isalpha() and ord(letter) > 0x24F:  # noqa: PLR2004 - end of Latin Extended-B
            script = unicodedata.name(letter, "").split(" ", 1)[0].title()
            if script not in _OF_NO_OTHER_SCRIPT and letter != _TATWEEL:
                return _CALLED.get(script, script)
    return ""


def _without_marks(text: str) -> str:
    """Accents of Latin, Cyrillic and Greek fall away; the vowel signs of other scripts stay."""
    return unicodedata.normalize("NFD", text).translate(_NO_MARKS)


@cache
def _letters_of(script: str) -> dict[int, str]:
    """The letters of a script for `str.translate`, made when a name has some."""
    return str.maketrans(letters(script))


def _paired(script: str, text: str, name: str = "pairs") -> str:
    for written, spoken in pairs(script, name):
        text = text.replace(written, spoken)
    return text


def _greek(text: str) -> str:
    return _paired("greek", text).translate(_letters_of("greek"))


def _hebrew(text: str) -> str:
    text = re.sub(pattern("hebrew", "points"), "", text)
    text = _paired("hebrew", re.sub(pattern("hebrew", "geresh"), "'", text))
    return re.sub(pattern("hebrew", "consonant_vav"), "v", text).translate(_letters_of("hebrew"))


def _arabic(text: str) -> str:
    text = _paired("arabic", re.sub(pattern("arabic", "points"), "", text))
    return re.sub(r"\bو|و(?=[اآيی])", "w", text).translate(_letters_of("arabic"))


def _kana(text: str) -> str:
    out: list[str] = []
    large, small = letters("kana"), letters("kana", "small")
    text = re.sub(pattern("kana", "generation"), "", text)
    for letter in text.translate(_HIRAGANA):
        vowel = small.get(letter)
        if vowel is not None and out and out[-1][-1:] in "aiueo":
            first = out.pop()[:-1]
            soft = first[-1:] in ("h", "j") and first != "h"
            out.append(first + (vowel[-1] if soft else vowel) if first else "w" + vowel)
        elif letter in "ーッ":
            continue
        else:
            out.append(" " if letter in "・=" else large.get(letter, letter))
    return "".join(out)


def _chinese(text: str) -> str:
    names = _chinese_names()
    return " ".join(
        names.get(part) or re.sub(pattern("chinese", "range"), _pinyin, part)
        for part in re.split(pattern("chinese", "between"), text)
    )


@cache
def _chinese_names() -> dict[str, str]:
    """From characters to the folded name that they stand for by custom."""
    return {
        written: name
        for name, forms in letters("chinese", "names").items()
        for written in forms.split()
    }


def _pinyin(found: re.Match[str]) -> str:
    heard = found.group().translate(_foreign_sounds())
    return _paired("chinese", _by_letter(heard), "pinyin")


@cache
def _foreign_sounds() -> dict[int, str]:
    return str.maketrans(letters("chinese", "sounds"))


def _myanmar(text: str) -> str:
    ends = letters("myanmar", "ends")
    text = _paired("myanmar", text, "run")
    ended = re.sub(pattern("myanmar", "end"), lambda found: ends.get(found[1], ""), text)
    return ended.translate(_letters_of("myanmar"))


def _thai(text: str) -> str:
    return re.sub(pattern("thai", "range"), _thai_run, text)


def _thai_run(found: re.Match[str]) -> str:
    spoken = re.sub(pattern("thai", "silent"), "", found.group())
    return _breathless(re.sub(pattern("thai", "leading"), r"\2\1", spoken))


def _indic(text: str) -> str:
    for written, spoken in pairs("tamil", "rules"):
        text = re.sub(written, spoken, text)
    text = re.sub(pattern("indic", "nasal"), "n", text)
    text = re.sub(pattern("indic", "inherent_vowel"), r"\1a", text)
    return re.sub(pattern("indic", "range"), _indic_run, text)


def _indic_run(found: re.Match[str]) -> str:
    return _breathless(found.group()).replace("ch", "c").replace("c", "ch")


def _breathless(text: str) -> str:
    """Thai and Indic letters for k with a breath are written kh, which elsewhere is a sound."""
    return re.sub(pattern("indic", "breath"), r"\1", _by_letter(text))


def _by_letter(text: str) -> str:
    if text.isascii():
        return text
    from anyascii import anyascii

    return str(anyascii(text)).lower()


_REWRITES: dict[str, Callable[[str], str]] = {
    "greek": _greek,
    "hebrew": _hebrew,
    "arabic": _arabic,
    "kana": _kana,
    "thai": _thai,
    "chinese": _chinese,
    "myanmar": _myanmar,
    "indic": _indic,
}
