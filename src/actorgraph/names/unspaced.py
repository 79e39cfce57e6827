"""Names that are written without blanks, as in Chinese, Japanese and Korean.

Their characters, the family name that stands first, and the legal forms of firms. Called by
parts.py for names in those scripts only; what is known about them is in names.json.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from actorgraph.names.lexicon import FACTS, letters, pattern, words

LONGEST_SPLIT = 3
"""Longer names begin with a family name of two characters, or are foreign."""


def characters_of(text: str) -> str:
    """Return the characters of a name, variants as one; "" if it has other letters besides."""
    kept = [c for c in unicodedata.normalize("NFKC", text) if c.isalnum()]
    known = re.compile(pattern("unspaced", "letters"))
    if not all(map(known.fullmatch, kept)):
        return ""
    return "".join(kept).translate(_variants())


def split_family(text: str) -> tuple[str, str] | None:
    """Return the family name and the given name of a person; None where they cannot be told."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if (spaced := re.fullmatch(pattern("unspaced", "spaced"), plain)) is not None:
        return spaced[1], spaced[2]
    if re.fullmatch(pattern("unspaced", "split"), plain) is None:
        return None
    if plain[:2] in words("unspaced", "compound"):
        return (plain[:2], plain[2:]) if plain[2:] else None
    is_family = plain[0] in FACTS["unspaced"]["family"]
    return (plain[0], plain[1:]) if is_family and len(plain) <= LONGEST_SPLIT else None


def romanised_parts(family: str, given: str) -> tuple[str, str]:
    """Return a family name as the press writes it, and a given name letter by letter."""
    spelled = letters("unspaced", "spelled").get(family)
    return spelled or _read(family), _read(given)


def syllables(text: str, surname: str) -> tuple[str, ...]:
    """Return a surname, and each character of the given name beside it as a word of its own."""
    _, given = split_family(text) or ("", "")
    return (surname, *filter(None, map(_read, given)))


def without_legal_forms(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the name of a firm without its legal forms, and those."""
    plain = unicodedata.normalize("NFKC", text)
    forms = tuple(re.findall(pattern("unspaced", "legal_forms"), plain))
    short = re.sub(pattern("unspaced", "legal_forms"), " ", plain)
    return (short, forms) if short.strip() else (plain, ())


def _read(part: str) -> str:
    from anyascii import anyascii

    return "".join(re.findall("[a-z0-9]+", str(anyascii(part)).lower()))


@cache
def _variants() -> dict[int, str]:
    lines: list[str] = FACTS["unspaced"]["variants"]
    return {ord(variant): line[0] for line in lines for variant in line}
