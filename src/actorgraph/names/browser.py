"""The tables a browser needs to take names apart and to compare them as Python does.

The exported page carries `fold` of every name; its script turns a query in nearly any script into
the same form and compares by the same rules (render/page/names.js, likeness.js), by these tables
alone. Of Chinese characters they hold those of the two common standards, of simplified and of
traditional ones.
"""

from __future__ import annotations

import json
import unicodedata

from anyascii import anyascii

from actorgraph.names import scripts
from actorgraph.names.chinese import NAMES
from actorgraph.names.fold import SPELLING_RULES
from actorgraph.names.parts import PERSON_TYPES
from actorgraph.names.scripts import CYRILLIC, LATIN, SOUNDED
from actorgraph.names.sounds import CLASSES, RULES
from actorgraph.names.words import (
    FULL_FORMS,
    GENERATIONS,
    HONORIFICS,
    LEGAL_FORMS,
    LONG_LEGAL_FORMS,
    PARTICLES,
    SMALL_WORDS,
    SPELLINGS,
)

ALPHABETS = ("\u0530-\u058f", "\u0900-\u0e5b", "\u1000-\u109f", "\u10a0-\u10ff", "\u1400-\u167f")
"""Armenian, the scripts of India and Thai, Myanmar, Georgian, Canadian syllables."""


def tables_module() -> str:
    """The tables as an ES module."""
    text = json.dumps(browser_tables(), ensure_ascii=False, separators=(",", ":"))
    return (
        "// Written by `python -m pytest tests/test_names_browser.py --update-docs` from the names "
        "package.\n"
        f"export const TABLES = {text};\n"
    )


def browser_tables() -> dict[str, object]:
    """Letters, rules and words as JSON can hold them.

    Keys: `letters` and `marks` (one letter to its Latin form; marks only to hear a name),
    `skeleton` and `sounds` ([pattern, replacement] in order, every match), `classes` (consonant
    to class), `scripts`, `fullForms`, `generations`, `honorifics`, `legalForms`,
    `longLegalForms`, `particles`, `personTypes`, `smallWords`, `spellings`.
    """
    return {
        "letters": CYRILLIC | LATIN,
        "marks": SOUNDED,
        "skeleton": [[pattern, _script_form(sound)] for pattern, sound in SPELLING_RULES],
        "sounds": [[pattern, _script_form(sound)] for pattern, sound in RULES],
        "classes": CLASSES,
        "scripts": _scripts(),
        "fullForms": {short: sorted(full) for short, full in sorted(FULL_FORMS.items())},
        "generations": sorted(GENERATIONS),
        "honorifics": sorted(HONORIFICS),
        "legalForms": sorted(LEGAL_FORMS),
        "longLegalForms": LONG_LEGAL_FORMS,
        "smallWords": sorted(SMALL_WORDS),
        "particles": sorted(PARTICLES),
        "personTypes": sorted(PERSON_TYPES),
        "spellings": SPELLINGS,
    }


def _scripts() -> dict[str, object]:
    """What is particular to scripts; of Hangul the parts that syllables are made of."""
    first = 0xAC00
    lead = [anyascii(chr(first + 588 * at)).lower().removesuffix("a") for at in range(19)]
    vowel = [anyascii(chr(first + 588 * 11 + 28 * at)).lower() for at in range(21)]
    tail = [anyascii(chr(first + at)).lower().removeprefix("ga") for at in range(28)]
    return {
        "greekPairs": scripts.GREEK_PAIRS,
        "greek": scripts.GREEK,
        "hebrewPairs": scripts.HEBREW_PAIRS,
        "hebrew": scripts.HEBREW,
        "arabic": scripts.ARABIC,
        "kana": scripts.KANA,
        "small": scripts.SMALL,
        "vowel": scripts.INHERENT_VOWEL,
        "nasal": _script_word(scripts.INDIC_NASAL),
        "thaiLeading": scripts.THAI_LEADING,
        "tamil": [[_script_word(written), spoken] for written, spoken in scripts.TAMIL],
        "myanmar": scripts.MYANMAR,
        "myanmarRun": [scripts.MYANMAR_RUN],
        "myanmarEnd": scripts.MYANMAR_END,
        "myanmarEnds": scripts.MYANMAR_ENDS,
        "chinese": NAMES,
        "pinyin": _pinyin(),
        "pinyinPairs": scripts.PINYIN,
        "others": _others(),
        "hangul": {"lead": lead, "vowel": vowel, "tail": tail},
    }


def _pinyin() -> dict[str, str]:
    """Syllables with the characters that are read so: GB 2312 and Big5, each its first level."""
    pairs = [(a, b, "gb2312") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF)]
    pairs += [
        (a, b, "big5") for a in range(0xA4, 0xC7) for b in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    ]
    read = (bytes((a, b)).decode(encoding, "ignore") for a, b, encoding in pairs)
    found: dict[str, list[str]] = {}
    for character in sorted({one for one in read if "\u3400" <= one <= "\u9fff"}):
        found.setdefault(anyascii(character).lower(), []).append(character)
    return {syllable: "".join(characters) for syllable, characters in sorted(found.items())}


def _others() -> dict[str, str]:
    """Letters of other alphabets, each by itself."""
    spans = (range(ord(span[0]), ord(span[2]) + 1) for span in ALPHABETS)
    letters = (chr(code) for span in spans for code in span if unicodedata.name(chr(code), ""))
    joiners = {"\u200c": "", "\u200d": ""}
    return {letter: anyascii(letter).lower() for letter in letters} | joiners


def _script_word(pattern: str) -> str:
    r"""JavaScript's \w knows ASCII only."""
    return pattern.replace(r"\w", r"[\p{L}\p{N}_]")


def _script_form(replacement: str) -> str:
    r"""JavaScript writes $1 for Python's \1."""
    return replacement.replace("\\1", "$1")
