"""What is known about names as data: the words, letters and rules of names.json.

The page reads the same file (render/page/lexicon.js), so that nothing about names is written down
twice. Leaves out what is done with it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

# By the loader, not by a path: on Spark's executors the package is a zip file. pkgutil.get_data
# does the same and costs every command the import of importlib.util.
_LOADER: Any = __spec__.loader
_TEXT: bytes = _LOADER.get_data(__file__.removesuffix("lexicon.py") + "names.json")
FACTS: dict[str, dict[str, Any]] = json.loads(_TEXT)


def pattern(table: str, name: str) -> str:
    """Return one regular expression."""
    return str(FACTS[table][name])


def letters(table: str, name: str = "letters") -> dict[str, str]:
    """Return what letters become."""
    found: dict[str, str] = FACTS[table][name]
    return found


@cache
def pairs(table: str, name: str = "pairs") -> tuple[tuple[str, str], ...]:
    """Return what is replaced by what, in order."""
    return tuple((written, becomes) for written, becomes in FACTS[table][name])


def words(table: str, name: str) -> frozenset[str]:
    """Return words that stand in one text, or in several lines."""
    text = FACTS[table][name]
    return frozenset((text if isinstance(text, str) else " ".join(text)).split())


GENERATIONS = {
    word: generation
    for generation, written in letters("titles", "generations").items()
    for word in written.split()
}
"""What tells father and son apart, in each way to write it."""
HONORIFICS = words("titles", "honorifics") | GENERATIONS.keys()
PARTICLES = words("small_words", "particles")
DESCENT = words("small_words", "descent")
"""What stands between a child's name and a father's."""
SMALL_WORDS = words("small_words", "unabbreviated")
"""What the initials of an organisation leave out."""
ARTICLES = words("legal_forms", "articles")
"""What an organisation's name can have or lack like its legal form, but tells no two apart."""
LEGAL_FORMS = words("legal_forms", "words") | ARTICLES
LONG_LEGAL_FORMS = tuple(FACTS["legal_forms"]["phrases"])
PERSON_TYPES = frozenset(FACTS["persons"]["types"])
WEIGHTS: dict[str, float] = FACTS["weights"]["of"]
"""What parts of names weigh where two are merely alike."""
UNSPACED = frozenset(FACTS["unspaced"]["scripts"])
"""Scripts whose languages write names without blanks."""
LOSE_R = frozenset(FACTS["without_r"]["scripts"])
"""Scripts whose languages write Edwards without its r, and r and l alike."""


@cache
def spellings() -> dict[str, str]:
    """Map each romanisation of a Slavic given name to the first of its line: the same name."""
    lines: list[str] = FACTS["given_names"]["spellings"]
    return {word: line.split()[0] for line in lines for word in line.split()}


@cache
def spelled_alike() -> dict[str, frozenset[str]]:
    """Map the first of each line of those to all that it stands for."""
    found: dict[str, set[str]] = {}
    for word, first in spellings().items():
        found.setdefault(first, set()).add(word)
    return {first: frozenset(words) for first, words in found.items()}


@cache
def full_forms() -> dict[str, frozenset[str]]:
    """Map a given name or its short form to the full forms it can stand for."""
    full: dict[str, set[str]] = {}
    for name, shorts in letters("given_names", "short_forms").items():
        for short in (name, *shorts.split()):
            full.setdefault(short, set()).add(name)
    return {short: frozenset(names) for short, names in full.items()}


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Map each full given name to all its forms, itself among them."""
    found: dict[str, set[str]] = {}
    for short, full in full_forms().items():
        for form in full:
            found.setdefault(form, set()).add(short)
    return {form: frozenset(shorts) for form, shorts in found.items()}
