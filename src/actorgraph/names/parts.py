"""A name taken apart: its words without titles, its surname, its script.

Called by keys.py and compare.py. Leaves out how words compare.
"""

from __future__ import annotations

from typing import NamedTuple

from actorgraph.names.fold import fold
from actorgraph.names.words import HONORIFICS, LEGAL_FORMS, LONG_LEGAL_FORMS

PERSON_TYPES = frozenset({"", "person", "people", "individual"})


class Name(NamedTuple):
    """A name taken apart once, to be compared often.

    Attributes:
        words: folded words that tell names apart, in the order written.
        surname: the folded family name of a person; "" for others and for single words.
        script: the script it is written in; "" for Latin.
    """

    text: str
    folded: str
    words: tuple[str, ...]
    surname: str
    script: str


def parsed(text: str, kind: str = "") -> Name:
    """A name taken apart; `kind` is the entity type."""
    folded = fold(text)
    script = ""
    if not text.isascii():
        from actorgraph.names.scripts import script_of

        script = script_of(text)
    if not is_person(kind):
        return Name(text, folded, _without_forms(folded), "", script)
    words = folded.split()
    plain = [word for word in words if word not in HONORIFICS]
    if len(plain) < len(words):
        plain = plain or words
    surname = ""
    if len(plain) > 1:
        surname = plain[-1]
        if "," in text:
            family = [w for w in fold(text.partition(",")[0]).split() if w not in HONORIFICS]
            # "Biden, Jr." and "Tom Brown, Baron Brown" have the surname before the comma, last
            if family:
                surname = family[-1]
    return Name(text, folded, tuple(plain), surname, script)


def is_person(kind: str) -> bool:
    """Whether entities of this type have surnames; a type that is not said may."""
    return kind in PERSON_TYPES or kind.lower() in PERSON_TYPES


def _without_forms(folded: str) -> tuple[str, ...]:
    short = folded
    for form in LONG_LEGAL_FORMS:
        if form in short:
            short = f" {short} ".replace(f" {form} ", " ").strip()
    words = short.split()
    return tuple([word for word in words if word not in LEGAL_FORMS] or folded.split())
