"""What is written around a name that tells of somebody else than the words alone do.

A name can be joined to others (Mara & Lindqvist), parted by the end of a line, or be a surname with
the title of a relative (Frau Renner, the son of Renner). Called by naming_doubts.py; leaves out who
else is named in the document.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from actorgraph.names.fold import fold
from actorgraph.names.lexicon import PARTICLES
from actorgraph.passages.name_spans import JOINING, TITLES, is_without_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actorgraph.passages.name_spans import NameRun

CIVIL = frozenset(
    "don dona donna fraulein frk fru herra hr m madam mademoiselle maestro master mister mlle mme"
    " mx pan pani panna senhor senhora senorita sig signor signora signorina sra sres sri shri smt"
    " ustad gospodin gospozha g-n g-zha bay bayan".split()
)
"""Forms of address beside the titles that names are compared without, folded."""

KIN = frozenset(
    "aunt bride brother brothers children cousin dad daughter daughters father fiance fiancee"
    " granddaughter grandfather grandmother grandson heir heirs husband mother mum"
    " nephew niece parents sister sisters sibling siblings son sons spouse stepson stepdaughter"
    " twin uncle widow widower wife wives family"
    " bruder ehefrau ehemann enkel enkelin familie gattin geschwister mann mutter neffe nichte"
    " onkel schwester sohn tante tochter vater witwe witwer"
    " epouse epoux famille femme fille fils frere mari mere neveu oncle pere soeur veuf veuve"
    " esposa esposo familia hermana hermano hija hijo hijos madre marido padre sobrino tia tio"
    " viuda viudo figlia figlio fratello marito moglie nipote sorella vedova vedovo zio"
    " irmao irma filho filha marido viuva bror dotter fru hustru syster anka"
    " syn zhena muzh sestra vdova otets mat nee geb geborene maiden".split()
)
"""Relatives, folded: a surname beside one is often that of another of the family."""

OF_PLACE = frozenset({"of", "for", "the", "at", "in"})
"""What parts a person's name from the place or office behind it; von is of the name."""

_JOINED_BEFORE = re.compile(
    r"(?:[&+/][ \t\u00a0\n]*|[^\W\d_][-\u2010-\u2014]"
    r"|\b(?:younger|elder|junior|another|other|different|certain|second|fake|fictional|namesake)\s"
    r"|\b(?:man|woman|person|people|someone|somebody|boy|girl|namesake),?\s"
    r"(?:also )?(?:named|called)\s"
    r"|\b(?:ship|vessel|yacht|ferry|trawler|tanker|schooner|boat|barge|brig|frigate|cruiser|steamer"
    r"|submarine|mv|ms|ss|film|movie|novel|book|play|opera|musical|song|album|series|horse)\s"
    r"|\b(?:mr|m|herr|monsieur|hr|sr|se\u00f1or)\.?\s(?:and|und|et|y|och|og)\s)\Z",
    re.IGNORECASE,
)
_GAP = r"[ \t\u00a0]*\n?[ \t\u00a0]*"
_FIRM_AFTER = re.compile(rf"{_GAP}[&+]")
_JOINED_AFTER = re.compile(
    rf"{_GAP}[&+/]|[-\u2010-\u2014][^\W\d_]"
    rf"|,?{_GAP}\b(?:and|und|et|y|e|och|og|en|i|\u0438){_GAP}\b(?:his |her )?"
    r"(?:associates|bros|brothers|cie|co|compagnie|company|daughters?|figli|fils|filhos|hijos"
    r"|partners?|s[o\u00f6]hne|sohn|sons?|s[o\u00f8\u00f6]nn?er|zonen|\u0441\u044b\u043d\w*)\b"
    rf"|,?{_GAP}\(?\b(?:jr|jnr|junior|sr|snr|senior|ii|iii|iv|the (?:elder|younger)|fils|p\u00e8re"
    r"|jun|sen|filho|neto|hijo|\u043c\u043b\u0430\u0434\u0448\u0438\u0439"
    r"|\u0441\u0442\u0430\u0440\u0448\u0438\u0439)\b"
    rf"|{_GAP}\b(?:airport|award|bridge|fund|foundation|hospital|institute|museum|park|prize|school"
    r"|square|stadium|street)\b",
    re.IGNORECASE,
)
_OPENING = frozenset('"\u201c\u201e\u00ab\u201d\u00bb')
_CLOSING = frozenset('"\u201d\u201c\u00bb\u00ab')
_NAMESAKE = re.compile(
    r"\b(?:namesakes?|same name|Namensvetter\w*|homonyme|hom\u00f3nimo|omonimo)\b"
)
_BORN = re.compile(
    r"\s?[(,]\s?(?:(?:born|b\.|geb\.|geboren|n\u00e9e?|\*|nacid[oa]|nat[oa])\s?(?:[^()\d]{0,20}\d{1,2}"
    r"[./ -])?[^()\d]{0,20}(\d{4})|(\d{4})\s?[-\u2013])"
)
"""The year of birth behind a name."""
_PARTED = re.compile(r"[,;&\u060c\u061b]")
_BROKEN = re.compile(r"\u00ad|[-\u2010]\s*\n")
_COMMA_AFTER = re.compile(r"\s*[,;(]\s*([^\W\d_]+)")
_ELIDED = re.compile(r"['\u2019](?=[A-Z])")
_SHARED = re.compile(r"([^\W\d_]+) (?:and|und|et|y|e|och|og|&) \Z")
_WITHIN = [[word] for word in "in within across throughout outside inside near en aus nach".split()]
_FORMER = frozenset(
    "formerly previously born ne nee geb geborene vormals ehemals fka aka alias nacida nata".split()
)
_FILIATION = frozenset({"abu", "al", "ben", "bin", "bint", "ibn"})
_LAST_WORD = re.compile(r"([^\W\d_][^\W\d_.\u2019'-]*(?:-[^\W\d_]+)?)\.?[ \t\u00a0]*\n?[ \t]*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BESIDE_BEFORE = re.compile(r"([^\s])[ \t\u00a0]*(?:\r?\n[ \t\u00a0]*)?\Z")
_BESIDE_AFTER = re.compile(r"[ \t\u00a0]*(?:\n[ \t\u00a0]*)?([^\s])")


def joined_doubt(run: NameRun, first: int, stop: int, name: str, *, is_of_person: bool) -> str:
    """Return what makes doubtful that words are one whole name; "" if nothing does.

    Args:
        first, stop: the words of the run.
        name: of the entity that they mean.
        is_of_person: a place or body is named with its legal form or without.
    """
    if run.is_unspaced:
        return ""
    written = run.written(first, stop)
    if _BROKEN.search(written):
        return "but a hyphen parts its words"
    if "\n" in written or "\t" in written:
        return "but the end of a line or column parts its words"
    if any(mark not in name for mark in _PARTED.findall(written)):
        return "but its words are parted"
    before, after = run.around(first, stop)
    if run.is_without_case:
        return _neighbour(before, after)
    joined_after = _JOINED_AFTER if is_of_person else _FIRM_AFTER
    if joined_after.match(after) or (is_of_person and _JOINED_BEFORE.search(before)):
        return "but it is joined to what stands beside it"
    is_other = _is_parted_otherwise(run.between(first, stop), name)
    return f"but it is written otherwise than {name}" if is_other else ""


def _neighbour(before: str, after: str) -> str:
    """Return that a word beside a name in a script without capitals can belong to it."""
    beside = (_BESIDE_BEFORE.search(before), _BESIDE_AFTER.match(after))
    if any(found is not None and is_without_case(found[1]) for found in beside):
        return "but a word stands beside it that can belong to it"
    return ""


def _is_parted_otherwise(written: str, name: str) -> bool:
    """Whether the words of a name are others: du Pont, Lind Qvist, D'Upont, Jean-Dupont."""
    words, others = fold(written).split(), fold(name).split()
    if words != others and "".join(words) == "".join(others):
        return True
    is_one = len(written.split()) == 1 and len(name.split()) > 1 and len(words) == len(others)
    is_elided = _ELIDED.search(written) is not None and _ELIDED.search(name) is None
    return is_one or is_elided or _has_joined(words, others) or _has_joined(others, words)


def _has_joined(words: Sequence[str], others: Sequence[str]) -> bool:
    pairs = pairwise(words)
    return any(one in JOINING and one + two in others for one, two in pairs)


def namesake_doubt(run: NameRun, first: int, stop: int, born: str) -> str:
    """Return what makes doubtful that a person's whole name is this person's, not a namesake's.

    Args:
        born: the date on which the person was born, as the data says it.
    """
    before, after = run.around(first, stop)
    if not run.is_without_case and before[-1:] in _OPENING and after[:1] in _CLOSING:
        return "but it stands in quotation marks"
    sentence = run.sentence(first, stop)
    if _NAMESAKE.search(sentence):
        return "but the sentence speaks of a namesake"
    kin = next(filter(is_kin, _WORD.findall(sentence)), "")
    if kin and sentence.count(run.between(first, stop)) > 1:
        return f"but the sentence speaks of a relative of that name: {kin}"
    year = birth_year(run, first, stop)
    return f"but born in {year}" if year and born[:4].isdecimal() and born[:4] != year else ""


def birth_year(run: NameRun, first: int, stop: int) -> str:
    """Return the year of birth that stands behind a name: (born 1950), (1950-2001); "" if none."""
    found = _BORN.match(run.around(first, stop)[1])
    return (found[1] or found[2]) if found else ""


def given_behind(run: NameRun, first: int, stop: int) -> str:
    """Return the word with a capital that a mark parts from a name: Vance, Peter; "" if none."""
    found = _COMMA_AFTER.match(run.around(first, stop)[1])
    return found[1] if found and found[1][0].isupper() else ""


def surname_doubt(run: NameRun, first: int, stop: int, carried: frozenset[str]) -> str:
    """Return what makes doubtful that a surname alone means whom the document names in full.

    Args:
        first, stop: the words of the run.
        carried: the titles with which the document names this person in full.
    """
    before = run.around(first, stop)[0].split()[-1:]
    if before and _is_of_name(before[0]):
        return f"but {before[0]} stands beside it"
    if before in _WITHIN:
        return f"but {before[0]} stands before it as before a place"
    if before and fold(before[0]) in _FORMER:
        return f"but {before[0]} stands before it as before an earlier name of somebody"
    if given_behind(run, first, stop):
        return "but what follows it can be its given name"
    for title in titles_of(run, first, stop):
        if title not in carried:
            return f"but the document names nobody so in full with the title {title}"
    said = _WORD.findall(run.sentence(first, stop))
    kin = next((word for word in said if is_kin(word)), None)
    if kin is not None:
        return f"but the sentence speaks of a relative: {kin}"
    relative = _relative_in(run.paragraph_before(first), run.words[stop - 1].text)
    return f"but its paragraph speaks of a relative: {relative}" if relative else ""


def _relative_in(text: str, surname: str) -> str:
    """Return which relative of somebody of a surname a text speaks of; "" if of none."""
    if surname not in text:
        return ""
    for match in _relatives_of(surname).finditer(text):
        kin = next(filter(is_kin, (match[1] or match[2]).split()), "")
        if kin:
            return kin
    return ""


@lru_cache(maxsize=1024)
def _relatives_of(surname: str) -> re.Pattern[str]:
    """Return how a text names a relative by somebody: Renner's late wife, the son of A. Renner."""
    name, word = re.escape(surname), r"[^\W\d_][\w-]*"
    return re.compile(
        rf"\b{name}(?:['\u2019]s?|,?\s(?:and|with)\s(?:his|her))((?:\s{word}){{1,3}})"
        rf"|\b({word})\s(?:of|von|de|di|da)\s(?:{word}\.?\s){{0,3}}?{name}\b"
    )


def _is_of_name(word: str) -> bool:
    """Whether a small word begins a name: De Vance, ibn Hassan; de and von can also mean of."""
    return word in _FILIATION or (word[0].isupper() and word.lower() in PARTICLES - OF_PLACE)


def sharer_before(run: NameRun, first: int) -> str:
    """Return the word that can share the surname of a name: Anna and Tobias Renner; "" if none."""
    found = _SHARED.search(run.around(first, first + 1)[0])
    return found[1] if found and found[1][0].isupper() else ""


def is_within_place(run: NameRun, first: int) -> bool:
    """Whether what stands before a name says that it is a place: in Jordan."""
    return run.around(first, first + 1)[0].split()[-1:] in _WITHIN


def titles_of(run: NameRun, first: int, stop: int) -> list[str]:
    """Return the titles and forms of address of a name, folded: before it, or its first words."""
    while first < stop - 1 and _is_title(fold(run.words[first].text)):
        first += 1
    before = run.around(first, first + 1)[0]
    titles = []
    while (found := _LAST_WORD.search(before)) is not None and _is_title(fold(found[1])):
        titles.append(fold(found[1]))
        before = before[: found.start()]
    return titles


def _is_title(word: str) -> bool:
    return word in TITLES or word in CIVIL or is_kin(word)


def is_kin(word: str) -> bool:
    """Return whether a word names a relative: brother-in-law as brother."""
    return not KIN.isdisjoint(fold(word).split())
