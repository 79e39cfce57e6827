"""Check names and ids for what deceives a reader: hidden letters, mixed scripts, look-alikes.

Problems have file, line and column, as those that reading finds. Called by queries/check.py.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from typing import TYPE_CHECKING

from actorgraph.errors import Problem
from actorgraph.names.invisible import INVISIBLE
from actorgraph.names.look_alike import plain_skeletons, skeleton, skeletons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.claims import Entity
    from actorgraph.names import Entry

    _Written = dict[str, tuple[str, str, int]]
    """By what a text is drawn as: the first such text, the id of its entity, and its line."""

FEW = 10_000
"""Fewer entities than this are all looked at, which needs no numpy."""
_AT_ONCE = 1 << 13
"""So many plain texts are drawn together."""
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Suspects:
    """Names and ids of entities that may deceive a reader, and others that look like one of them.

    Of each name only two hashes are kept, so that the names of a million entities take some 30 MB.
    """

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._deceptive: set[int] = set()
        self._texts = _DrawnTexts(), _DrawnTexts()

    def look_at(self, entry: Entry) -> None:
        """Note the names and the id of an entity; entities come in the order of the data."""
        number, (names, ids) = len(self._ids), self._texts
        self._ids.append(entry.id)
        called = entry.names
        for name in called:
            names.add(name, number)
        if entry.id != called[0]:
            ids.add(entry.id, number)
            called = (*called, entry.id)
        if any(any(_deceptive(text)) for text in called if not text.isascii()):
            self._deceptive.add(number)

    def ids(self) -> list[str]:
        """Return the ids of the entities of which `deceptive_names` may report something."""
        if len(self._ids) < FEW:
            return self._ids
        alike = (number for texts in self._texts for number in texts.alike())
        return [self._ids[number] for number in sorted(self._deceptive.union(alike))]


class _DrawnTexts:
    """Texts by what they are drawn as, many at once: those of plain ASCII, and the others."""

    def __init__(self) -> None:
        self._drawn, self._text, self._owner = array("q"), array("q"), array("q")
        self._waiting: tuple[list[str], list[str]] = [], []
        self._owners: tuple[list[int], list[int]] = [], []

    def add(self, text: str, owner: int) -> None:
        is_plain = text.isascii()
        waiting = self._waiting[is_plain]
        waiting.append(text)
        self._owners[is_plain].append(owner)
        if len(waiting) == _AT_ONCE:
            self._note(is_plain=is_plain)

    def _note(self, *, is_plain: bool) -> None:
        texts, owners = self._waiting[is_plain], self._owners[is_plain]
        self._drawn.extend(map(hash, plain_skeletons(texts) if is_plain else skeletons(texts)))
        # The least bit tells whether a text is plain ASCII.
        self._text.extend([hash(text) & ~1 | is_plain for text in texts])
        self._owner.extend(owners)
        texts.clear()
        owners.clear()

    def alike(self) -> list[int]:
        """Return the owners of texts that are drawn as another is, if either is not plain ASCII."""
        import numpy as np

        for is_plain in (False, True):
            if self._waiting[is_plain]:
                self._note(is_plain=is_plain)
        drawn, text, owner = (
            np.array(one, np.int64) for one in (self._drawn, self._text, self._owner)
        )
        order = np.argsort(drawn)
        drawn, text = drawn[order], text[order]
        begins = np.flatnonzero(np.diff(drawn, prepend=drawn[:1] - 1))
        if not len(begins):
            return []
        differ = np.minimum.reduceat(text, begins) != np.maximum.reduceat(text, begins)
        is_alike = differ & ~np.logical_and.reduceat(text & 1 == 1, begins)
        sizes = np.diff(begins, append=len(drawn))
        owners: list[int] = owner[order][np.repeat(is_alike, sizes)].tolist()
        return owners


def deceptive_names(entities: Iterable[Entity]) -> list[Problem]:
    """Report deceptive names and ids: hidden directions, invisible letters, mixed scripts, twins.

    Twins are names, or ids, that look the same and are written with other code points.
    """
    problems = []
    names: _Written = {}
    ids: _Written = {}
    for entity in entities:
        for name in (entity.name, *entity.aliases):
            in_name = (*_deceptive(name), *_twin(name, entity, names, "a name"))
            problems += [_of(entity, message) for message in in_name]
        if entity.id != entity.name:
            in_id = (*_deceptive(entity.id), *_twin(entity.id, entity, ids, "the id"))
            problems += [_of(entity, message, "id") for message in in_id]
    return problems


def _deceptive(name: str) -> Iterator[str]:
    if name.isascii():
        return
    if not _INVISIBLE.search(name):
        pass  # of what follows all is invisible
    elif _BIDI.search(name):
        yield f"{name!r} holds characters that turn the direction of text; take them out."
    elif hidden := [one for one in _HIDDEN.findall(name) if not _BIDI.match(one)]:
        yield f"{name!r} holds what nobody sees ({_told(hidden)}); take it out."
    for word in name.split():
        scripts = {*map(_SCRIPTS.__getitem__, word)} & _LOOK_ALIKE
        if len(scripts) > 1:
            mixed = " and ".join(sorted(scripts))
            yield f"{word!r} mixes {mixed} letters; one of them only looks right."


_LOOK_ALIKE = frozenset({"Latin", "Cyrillic", "Greek"})
_BEFORE_JOINERS = (
    "[\u0600-\u10ff\u1780-\u1fff\u2600-\u27bf\u2e80-\ud7a3\uf900-\ufaff\U0001f000-\U0003ffff]"
)
"""Where joiners and the choice of a shape are honest: Arabic, Indic, Mongolian, Han, emoji."""
_HIDDEN = re.compile(
    f"(?<!{_BEFORE_JOINERS})[\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    f"|(?![\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef])[{INVISIBLE}]"
)

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def _told(letters: Iterable[str]) -> str:
    """Return letters by their numbers and names."""
    each = (
        f"U+{ord(one):04X} {unicodedata.name(one, '')}".strip() for one in dict.fromkeys(letters)
    )
    return ", ".join(each)


def _twin(text: str, entity: Entity, written: _Written, what: str) -> Iterator[str]:
    """Yield that a text looks like another that was met before, unless both are plain ASCII."""
    first, other, line = written.setdefault(skeleton(text), (text, entity.id, entity.line))
    if first == text or (first.isascii() and text.isascii()):
        return
    whose = f"{what} of {other} (line {line})"
    if _composed(first) == _composed(text):
        yield (
            f"{text!r} looks like {whose} and is written with other code points; write both in "
            "one form (NFC)."
        )
    elif entity.id != other and _visible(first) == _visible(text):
        hidden = [one for one in text + first if not _visible(one)]
        yield f"{text!r} looks like {whose} but for letters that nobody sees ({_told(hidden)})."
    elif entity.id != other:
        others = [one for one in unicodedata.normalize("NFC", text) if one not in first]
        others = others or [one for one in first if one not in text]
        yield f"{text!r} looks like {whose} and is written in other letters ({_told(others)})."


def _visible(text: str) -> str:
    """Return a text without letters that nobody sees."""
    return _INVISIBLE.sub("", _composed(text))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


class _Scripts(dict[str, str]):
    """The scripts of letters that were met, by the first words of their names; "" for no letter."""

    def __missing__(self, letter: str) -> str:
        name = unicodedata.name(letter, "") if letter.isalpha() else ""
        self[letter] = name.partition(" ")[0].title()
        return self[letter]


_SCRIPTS = _Scripts()


def _of(entity: Entity, message: str, column: str = "name") -> Problem:
    return Problem("warning", entity.file, entity.line, column, message)
