"""What is left of a name when case, marks, script and habits of spelling are taken away.

Two folds: `fold` keeps the spelling and is what exact matches compare; `skeleton` also takes away
how different languages write the same sound in Latin letters, and only ever proposes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўјљњћђџѓќѕ",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya "
        "i yi ye g w j lj nj c dj dz g k dz".split(" "),
        strict=True,
    )
)
"""BGN/PCGN as the English-language press writes it; hard and soft sign fall away."""

_LATIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
_LATIN |= {"ı": "i", "ə": "a", "ŋ": "n", "ħ": "h"}
_LETTERS = str.maketrans(_CYRILLIC | _LATIN)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼʹʺ`´ʻʾʿ.·")
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"schtsch|shch|stsch|szcz|sc(?=h)", "s"),
        (r"tsch|tch|tsj|tj|cs|cz", "c"),
        (r"sch|sh|sz|sj", "s"),
        (r"kh", "h"),
        (r"zh|zs", "z"),
        (r"ch", "c"),
        (r"ts|tz", "c"),
        (r"dzh|dj|dsch", "j"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"ck|q|k(?=k)", "k"),
        (r"c(?=[aou]|$|[lrt])", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ff?$", "v"),
        (r"ou|oo", "u"),
        (r"ae", "e"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"ij|iy|yi|ii|yy|ey|ei|ai|ay", "i"),
        (r"[yj]", "i"),
        (r"i(?=[aeou])", ""),
        (r"(.)\1+", r"\1"),
    )
)
_VOWELS = re.compile("(?<=.)[aeiou]+")


def fold(name: str) -> str:
    """A name in plain Latin letters: no case, marks, punctuation or script; words by one blank.

    >>> fold("НАРЫШКИН, Сергей")
    'naryshkin sergey'
    """
    if name.isascii():
        return " ".join(_ASCII_WORD.findall(name.lower().translate(_APOSTROPHES)))
    return " ".join(_ASCII_WORD.findall(_latin(name).translate(_APOSTROPHES)))


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """A folded word as it sounds, whichever language wrote it down: sergei, sergey, sergej."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """A skeleton without its vowels, save at the beginning: what scripts without them keep."""
    return _VOWELS.sub("", skeleton(word))


def script_of(name: str) -> str:
    """The script of the first letter that is not Latin, as words for a reader; "" if all are."""
    for letter in name:
        if letter.isalpha() and ord(letter) > 0x24F:  # noqa: PLR2004 - end of Latin Extended-B
            script = unicodedata.name(letter, "").split(" ", 1)[0].title()
            return {"Cjk": "Chinese characters"}.get(script, script)
    return ""


def _latin(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    if not text.isascii():
        from anyascii import anyascii

        text = str(anyascii(unicodedata.normalize("NFC", name))).lower()
    return text
