"""The data by which a page reads names as Python does: names.json, and a part of anyascii.

A page does not carry all of anyascii. It gets the common simplified and traditional Chinese
characters, whole alphabets, and all other characters in the names of its graph.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from actorgraph.names.lexicon import FACTS
from actorgraph.names.scripts import in_latin

if TYPE_CHECKING:
    from collections.abc import Iterable

ALPHABETS = (
    "\u00a0-\u02ff", "\u0370-\u06ff", "\u0900-\u0e5b", "\u1000-\u10ff", "\u1400-\u167f",
    "\u2000-\u206f", "\u3000-\u30ff",
)  # fmt: skip
"""Latin; Greek to Arabic; the scripts of India and Thai; Myanmar and Georgian; Canadian syllables;
punctuation; Kana."""
_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3


def facts() -> dict[str, Any]:
    """Return the data that every page needs, as JSON can hold it; lexicon.js reads it."""
    known = {
        table: {name: part for name, part in parts.items() if name != "source"}
        for table, parts in FACTS.items()
        if table != "about"
    }
    read = {"characters": _characters(), "alphabets": _alphabets(), "hangul": _hangul()}
    return {**known, "read": read}


def letters_of(names: Iterable[str]) -> dict[str, str]:
    """Return the Latin letters of the characters in names that not every page knows."""
    foreign = {c for name in names if not name.isascii() for c in in_latin(name) if not c.isascii()}
    return {
        c: _latin(c) for c in sorted(foreign - _known()) if not _HANGUL <= ord(c) <= _LAST_HANGUL
    }


@cache
def _known() -> frozenset[str]:
    return frozenset("".join(_characters().values())).union(*map(_letters_in, ALPHABETS))


def _characters() -> dict[str, str]:
    """Return the characters of each syllable: the first levels of GB 2312 and Big5."""
    pairs = [(a, b, "gb2312") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)]
    pairs += [
        (a, b, "big5") for a in range(0xA4, 0xC7) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    ]
    decoded = (bytes((a, b)).decode(encoding, "ignore") for a, b, encoding in pairs)
    by_syllable: dict[str, list[str]] = {}
    for character in sorted({one for one in decoded if "\u3400" <= one <= "\u9fff"}):
        by_syllable.setdefault(_latin(character), []).append(character)
    return {syllable: "".join(characters) for syllable, characters in sorted(by_syllable.items())}


def _alphabets() -> dict[str, str]:
    """Return the Latin letters of each alphabet, separated by blanks, by its first letter."""
    return {span[0]: " ".join(map(_latin, _letters_in(span))) for span in ALPHABETS}


def _letters_in(span: str) -> list[str]:
    return [chr(code) for code in range(ord(span[0]), ord(span[2]) + 1)]


def _hangul() -> dict[str, list[str]]:
    """Return the Latin letters of the parts of Hangul syllables."""
    return {
        "lead": [_latin(chr(_HANGUL + 588 * at)).removesuffix("a") for at in range(19)],
        "vowel": [_latin(chr(_HANGUL + 588 * 11 + 28 * at)) for at in range(21)],
        "tail": [_latin(chr(_HANGUL + at)).removeprefix("ga") for at in range(28)],
    }


def _latin(character: str) -> str:
    return str(anyascii(character)).lower().replace(" ", "-")
