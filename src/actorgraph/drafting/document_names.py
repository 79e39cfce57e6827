"""Whom a part of a document names: as a whole name, or by what surely means them there.

Called by what holds proposed rows against the document (row_verification.py). A name that is a part
of a person's ("Ford" of "Anna Ford") names nobody else; what is only likely another's is a doubt,
and for a person to see.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from actorgraph.claims import Entity
from actorgraph.names.fold import fold
from actorgraph.names.parts import is_person
from actorgraph.queries.document_mentions import document_mentions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from actorgraph.engine import Engine
    from actorgraph.passages.document_texts import DocumentText, Span
    from actorgraph.queries.document_mentions import Mention

_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b")
"""What English puts behind a name; folded, it would be part of the name's last word."""


class DocumentNames:
    """The names of a document, of whom it is looked up once who is meant."""

    def __init__(self, engine: Engine, document: str, text: DocumentText) -> None:
        self._text = text.text
        found = document_mentions(engine, {document: text})
        self._unlisted = [place for one in found.unlisted for place in one.places]
        self._mentions = found.mentions
        self._starts = [one.span[0] for one in found.mentions]

    @cached_property
    def _folded(self) -> str:
        return f" {_folded_name(self._text)} "

    def has(self, entity: Entity | str) -> bool:
        """Return whether a name of an entity, or a name, stands anywhere in the document."""
        if any(f" {name} " in self._folded for name in _names_of(entity)):
            return True
        return isinstance(entity, Entity) and any(_means(one, entity) for one in self._mentions)

    def names(self, entity: Entity | str, part: Span) -> bool:
        """Return whether a part of the document names an entity, or has a name.

        A surname is enough only where no other given name stands before it.
        """
        wanted = _names_of(entity)
        for piece in self._pieces(entity, wanted, part):
            words = f" {_folded_name(piece)} "
            if any(f" {name} " in words for name in wanted):
                return True
        return isinstance(entity, Entity) and any(_means(one, entity) for one in self._within(part))

    def doubt(self, entity: Entity, part: Span) -> str:
        """Return why a part that names an entity may mean another one; "" if nothing says so."""
        asked = [one for one in self._within(part) if _can_mean(one, entity)]
        if any(_means(one, entity) for one in self._within(part)):
            return ""
        for one in asked:
            others = [other.entity.id for other in one.candidates if other.entity.id != entity.id]
            if others:
                return f"{one.words!r} can also mean {', '.join(others)}"
            return f"{one.words!r}: {one.reason}"
        wanted = _names_of(entity)
        for one in self._around(entity, wanted, part):
            return f"it stands within {one.words!r}"
        for one in self._unlisted:
            is_inside = part[0] <= one.span[0] and one.span[1] <= part[1]
            if is_inside and any(f" {name} " in f" {_folded_name(one.words)} " for name in wanted):
                return f"it stands within {one.words!r}"
        return ""

    def _within(self, part: Span) -> Iterator[Mention]:
        """Yield whom a part names or may name, in order."""
        for number in range(bisect_left(self._starts, part[0]), len(self._starts)):
            if self._starts[number] >= part[1]:
                return
            if self._mentions[number].span[1] <= part[1]:
                yield self._mentions[number]

    def _pieces(self, entity: Entity | str, wanted: Sequence[str], part: Span) -> Iterator[str]:
        """Yield a part of the document without the names of persons that have a wanted one in them.

        What is no person can have its name from others, whom it then names too ("CIA director");
        so can a name with small words ("Putin's aide").
        """
        start, stop = part
        for one in self._around(entity, wanted, part):
            has_small_words = any(word[0].islower() for word in one.words.split())
            if one.sure and is_person(one.sure.type) and not has_small_words:
                yield self._text[start : one.span[0]]
                start = one.span[1]
        yield self._text[start:stop]

    def _around(self, entity: Entity | str, wanted: Sequence[str], part: Span) -> Iterator[Mention]:
        """Yield who is surely named by a longer name with a wanted one in it."""
        for one in self._within(part):
            if one.sure is None or (isinstance(entity, Entity) and _can_mean(one, entity)):
                continue
            longer = [f" {name} " for name in _names_of(one.sure) if name not in wanted]
            if any(f" {name} " in other for name in wanted for other in longer):
                yield one


def is_name_of(words: str, entity: Entity | str) -> bool:
    """Return whether folded words are a name of an entity, or the same name."""
    return words in _names_of(entity)


def _names_of(entity: Entity | str) -> list[str]:
    names = (entity,) if isinstance(entity, str) else (entity.name, *entity.aliases)
    return [folded for name in names if (folded := _folded_name(name))]


def _means(mention: Mention, entity: Entity) -> bool:
    return mention.sure is not None and mention.sure.id == entity.id


def _can_mean(mention: Mention, entity: Entity) -> bool:
    return any(one.entity.id == entity.id for one in mention.candidates)


def _folded_name(text: str) -> str:
    return fold(_POSSESSIVE.sub(" ", text))
