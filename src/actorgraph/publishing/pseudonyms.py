"""Names for those who are hidden, and the texts that would give them away.

A pseudonym joins with nothing: neither with an id of the data nor, in data that was redacted
before, with a pseudonym of then. Called by redact.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.dataset import MERGED_FROM
from actorgraph.errors import UsageError
from actorgraph.statements import values_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Entity
    from actorgraph.publishing.matching import Sought

_OTHER_IDS = ("ftm_entity_id", MERGED_FROM)
_ELSEWHERE = {"url": "address", "wikidata_id": "Wikidata id"}


@dataclass(frozen=True, slots=True)
class Secret:
    """A text that must not be in what is published.

    Attributes:
        why: names the text without repeating it: "name of redacted-1".
    """

    text: str
    why: str


class Pseudonym(NamedTuple):
    """What stands for an entity that is hidden."""

    id: str
    name: str


class Revealing(NamedTuple):
    """A text that gives an entity away.

    Attributes:
        what: it is: "id", "name", "alias".
    """

    entity: Entity
    what: str
    text: str


def revealing_texts(
    entities: Iterable[Entity], described: Mapping[str, Sequence[Mapping[str, str]]]
) -> Iterator[Revealing]:
    """Yield the texts that give entities away, each once.

    Args:
        described: from the id of each entity to the rows that describe it.
    """
    known: set[str] = set()
    for entity in entities:
        texts = [("id", entity.id), ("name", entity.name)]
        for cells in described[entity.id]:
            texts += [("alias", name) for name in names_in(cells)]
            texts += [("id", one) for one in other_ids_in(cells)]
            texts += [(what, cells.get(column, "")) for column, what in _ELSEWHERE.items()]
        texts += _surnames(entity)
        for what, text in texts:
            if text and text not in known:
                known.add(text)
                yield Revealing(entity, what, text)


def pseudonyms(
    hidden: Sequence[Entity], taken: Collection[str], secrets: Sought, *, untyped: bool
) -> dict[str, Pseudonym]:
    """Number the hidden entities in the order of the data: a new id and a new name for each.

    Args:
        taken: ids and names of the data.
        secrets: what no pseudonym may hold.
        untyped: name none by its type.
    """
    known = set(taken)
    named: dict[str, Pseudonym] = {}
    numbers = count(1)
    for entity in hidden:
        word = _word("" if untyped else entity.type, secrets)
        fresh = (Pseudonym(f"redacted-{n}", f"{word} {n}") for n in numbers)
        named[entity.id] = next(one for one in fresh if known.isdisjoint(one))
        known.update(named[entity.id])
    return named


def _word(entity_type: str, secrets: Sought) -> str:
    """Return what a hidden entity is called, which must not be a part of what is hidden.

    Raises:
        UsageError: if nothing is left.
    """
    for word in (entity_type.title(), "Entity", "Redacted"):
        if word and not secrets.hits(word) and not secrets.hits(f"redacted-1 {word} 1"):
            return word
    raise UsageError(
        "What is to be hidden is called as pseudonyms are, so it cannot be hidden.",
        hint="Give it another id and other names, or leave its rows out of the data.",
    )


def names_in(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the names that a row gives its entity, also as they stood in its source."""
    yield cells.get("name", "")
    yield from values_of(cells.get("aliases", ""))
    if cells.get("name") or cells.get("aliases"):
        yield cells.get("ftm_value", "")
        yield cells.get("ftm_original_value", "")


def other_ids_in(cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the ids that an entity of a row has elsewhere, or had before it was merged."""
    for column in _OTHER_IDS:
        yield from values_of(cells.get(column, ""))


def _surnames(entity: Entity) -> Iterator[tuple[str, str]]:
    """Yield a person's names without additions, and what in them may be a surname."""
    from actorgraph.names.parts import is_person
    from actorgraph.publishing.inflections import inflected
    from actorgraph.publishing.surnames import surnames_in, without_additions

    if not is_person(entity.type):
        return
    names = (entity.name, *entity.aliases)
    for name in names:
        bare = without_additions(name)
        if bare != name and " " in bare:
            yield "name", bare
    found = {surname for name in names for surname in surnames_in(name)}
    found |= {form for surname in found for form in inflected(surname)}
    yield from (("surname", surname) for surname in sorted(found))
