"""Other ways to write names, made by rule: the standards of other scripts and slips of the hand.

A second source of cases beside those that people wrote. Nothing here is read by actorgraph, and no
table of its own is read here. Called by folds.py; leaves out what is found.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

STANDARDS: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("standards.json").read_text(encoding="utf-8")
)
SEED = 17


class Variant(NamedTuple):
    """A name as somebody could write it, and whose it is."""

    how: str
    query: str
    expected_id: str
    expected_name: str


def variants_of(people: Iterable[tuple[str, str]], *, each: int) -> Iterator[Variant]:
    """Yield so many variants of each kind, each of another person.

    Args:
        people: id and name.
    """
    known = [person for person in people if len(person[1].split()) > 1]
    for how, (fits, write) in KINDS.items():
        chance = random.Random(f"{SEED} {how}")
        some = [person for person in known if fits(person[1])]
        for id_, name in chance.sample(some, min(each, len(some))):
            query = write(name, chance)
            if query != name:
                yield Variant(how, query, id_, name)


def written_in(script: str, name: str) -> str:
    """Write a name by a table, the longest letters first; what it has not stays away."""
    table = STANDARDS[script]
    longest = max(map(len, table))
    text, out, at = name.lower(), "", 0
    while at < len(text):
        for size in range(longest, 0, -1):
            part = text[at : at + size]
            marked = f"^{part}" if at == 0 or not text[at - 1].isalpha() else part
            found = table.get(marked, table.get(part))
            if found is not None:
                out += found
                at += size
                break
        else:
            out += "" if text[at].isalpha() else text[at]
            at += 1
    return out


def in_cyrillic(name: str) -> str:
    """Write a Bulgarian name in its own letters."""
    return written_in("Bulgarian", plain(name)).title()


def in_kana(name: str) -> str:
    """Write a name in Katakana, a vowel after each consonant that has none."""
    words = re.findall("[a-z]+", plain(name).lower())
    return "・".join("".join(_syllables(word)) for word in words)


def _syllables(word: str) -> Iterator[str]:
    table = STANDARDS["Katakana"]
    respelled = written_in("English sounds", word)
    for found in re.finditer("([^aeiou]?y?)([aeiou])|n(?![aeiou])|([^aeiou])", respelled):
        part = found.group()
        if part in table:
            yield table[part]
        elif part + "o" in table and part in "td":
            yield table[part + "o"]
        else:
            yield table.get(part + "u", "")


def in_hangul(name: str) -> str:
    """Write a name in Hangul, syllable by syllable."""
    words = re.findall("[a-z]+", plain(name).lower())
    return " ".join(_blocks(written_in("English sounds", word)) for word in words)


LEADS, VOWELS = "g gg n d dd r m b bb s ss x j jj ch k t p h".split(), "aeiou"
_VOWEL_AT = {"a": 0, "e": 5, "i": 20, "o": 8, "u": 13}
_TAIL_AT = {"n": 4, "l": 8, "m": 16, "ng": 21}
_OTHERS = {"l": 5, "v": 7, "f": 17, "z": 12, "w": 11, "c": 15, "y": 11, "": 11, "q": 15}
_LEAD_AT = {lead: at for at, lead in enumerate(LEADS)} | _OTHERS


def _blocks(word: str) -> str:
    found = re.finditer("(ch|[^aeiou]?)([aeiou])((?:ng|[nlm])(?![aeiou]))?|(ch|[^aeiou])", word)
    out = ""
    for one in found:
        lead, vowel, tail, alone = one.groups()
        at = (_LEAD_AT.get(lead or alone or "", 11), _VOWEL_AT.get(vowel or "", 18))
        out += chr(0xAC00 + at[0] * 588 + at[1] * 28 + _TAIL_AT.get(tail or "", 0))
    return out


def _capitals(name: str) -> str:
    """A name of which each word begins with a capital."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def plain(name: str) -> str:
    """A name without marks on its letters."""
    parts = unicodedata.normalize("NFD", name)
    return "".join(c for c in parts if not unicodedata.combining(c))


def dropped(name: str, chance: random.Random) -> str:
    """A name without one of its letters."""
    at = _place(name, chance)
    return name[:at] + name[at + 1 :]


def doubled(name: str, chance: random.Random) -> str:
    """A name with one of its letters twice."""
    at = _place(name, chance)
    return name[:at] + name[at] + name[at:]


def swapped(name: str, chance: random.Random) -> str:
    """A name with two letters in the order of the other."""
    pairs = [at for at in range(1, len(name) - 1) if name[at : at + 2].isalpha()]
    at = chance.choice(pairs)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def beside(name: str, chance: random.Random) -> str:
    """A name with a letter from beside the right key."""
    at = _place(name, chance)
    row = next((row for row in KEYBOARD if name[at].lower() in row), None)
    if row is None:
        return dropped(name, chance)
    key = row.index(name[at].lower())
    other = chance.choice([row[n] for n in (key - 1, key + 1) if 0 <= n < len(row)])
    return name[:at] + (other.upper() if name[at].isupper() else other) + name[at + 1 :]


def _place(name: str, chance: random.Random) -> int:
    """A letter that does not begin a word, where fewer slips happen."""
    return chance.choice([at for at in range(1, len(name)) if name[at - 1 : at + 1].isalpha()])


def surname_first(name: str, _: random.Random) -> str:
    *given, surname = name.split()
    return f"{surname.upper()}, {' '.join(given)}"


def with_initials(name: str, _: random.Random) -> str:
    *given, surname = name.split()
    return " ".join([*(word[0] + "." for word in given), surname])


TITLES = (
    ("Sir", "KCB"), ("Dr.", "MP"), ("The Rt Hon", "QC"), ("Professor", "FRS"),
    ("General", "(ret.)"), ("Lord", "OBE"),
)  # fmt: skip


def with_titles(name: str, chance: random.Random) -> str:
    before, after = chance.choice(TITLES)
    return f"{before} {name} {after}"


def _is_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 for letter in name)


def _is_cyrillic(name: str) -> bool:
    return any("а" <= letter <= "я" for letter in name.lower())


def _is_ukrainian(name: str) -> bool:
    return any(letter in "іїєґ" for letter in name.lower())


def _is_bulgarian(name: str) -> bool:
    return name.isascii() and name.isupper()


def _is_western(name: str) -> bool:
    return name.isascii() and not name.isupper() and "," not in name


Kind = tuple["Callable[[str], bool]", "Callable[[str, random.Random], str]"]


def _by(script: str) -> Callable[[str, random.Random], str]:
    return lambda name, _: written_in(script, plain(name)).title()


def _from_cyrillic(standard: str) -> Callable[[str, random.Random], str]:
    return lambda name, _: _capitals(written_in(standard, name))


def _from_bulgarian(standard: str) -> Callable[[str, random.Random], str]:
    return lambda name, _: _capitals(written_in(standard, in_cyrillic(name)))


LATIN_STANDARDS = ("BGN/PCGN", "ISO 9", "scientific", "German", "French", "Polish")
SCRIPTS = ("Russian", "Ukrainian", "Greek", "Hebrew", "Hebrew without vowels", "Arabic",
           "Arabic without vowels", "Devanagari", "Georgian", "Armenian")  # fmt: skip
KINDS: dict[str, Kind] = {
    "a letter dropped": (_is_latin, dropped),
    "a letter doubled": (_is_latin, doubled),
    "two letters swapped": (_is_latin, swapped),
    "the key beside": (_is_latin, beside),
    "surname first": (_is_western, surname_first),
    "initials": (_is_western, with_initials),
    "titles": (_is_western, with_titles),
    **{f"to {script}": (_is_western, _by(script)) for script in SCRIPTS},
    "to Katakana": (_is_western, lambda name, _: in_kana(name)),
    "to Hangul": (_is_western, lambda name, _: in_hangul(name)),
    "Bulgarian to Cyrillic": (_is_bulgarian, lambda name, _: in_cyrillic(name)),
    **{f"Cyrillic by {one}": (_is_cyrillic, _from_cyrillic(one)) for one in LATIN_STANDARDS},
    "Ukrainian by the national standard": (_is_ukrainian, _from_cyrillic("Ukrainian national")),
    **{f"Bulgarian by {one}": (_is_bulgarian, _from_bulgarian(one)) for one in LATIN_STANDARDS},
}
