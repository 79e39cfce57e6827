"""Words in what is said: claims and entities whose cells have all of them, each with the cells.

Words are compared as names are: in any case, script and with any marks. A word is found where a
word of a cell begins with it. Leaves out who can be meant by a misspelt name: that is `find`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.edges import edge_of
from actorgraph.errors import ArgumentError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.names.fold import fold
from actorgraph.queries.arguments import text_given
from actorgraph.queries.mentions import named_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine

COLUMNS_OF_CLAIMS = ("relation", "role", "tenure", "as_named", "quote", "note")
"""The columns that are searched, with those that we do not know."""


class Cell(NamedTuple):
    """A cell with one of the words."""

    column: str
    text: str


class EntityFound(NamedTuple):
    """An entity that has all words, and the cells of its descriptions that have one."""

    entity: Entity
    cells: tuple[Cell, ...]


class ClaimFound(NamedTuple):
    """A claim that has all words, in its cells or the names of its ends, and the cells with one."""

    claim: Claim
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TextFound:
    """All that has some words, in the order of the data.

    Attributes:
        words: as they are looked for.
        others: all entities that the claims name, by id.
        rejected: the number of rejected claims with these words that are not used.
    """

    words: tuple[str, ...]
    entities: tuple[EntityFound, ...]
    claims: tuple[ClaimFound, ...]
    others: Mapping[str, Entity]
    rejected: int = 0


def search(engine: Engine, text: str, *, only: Filter = NOTHING_LEFT_OUT) -> TextFound:
    """Find all words of a text in claims and in descriptions of entities.

    A filter that is about relations leaves entities out.

    Raises:
        ArgumentError: if there is no word to look for.
    """
    words = tuple(dict.fromkeys(fold(text_given(text, "words")).split()))
    if not words:
        raise ArgumentError("words", f"{text!r} has no letter or digit to look for.")
    asked = only._replace(assessments=only.assessments | {schema.REJECTED})
    claims = [one for one in engine.claims_with(words) if asked.uses(one) and _is_asked(one, only)]
    found = list(_claims(engine, claims, words, only))
    kept = _of_edges(engine, [one for one in found if only.uses(one.claim)], only)
    return TextFound(
        words,
        tuple(_entities(engine, words, only)),
        tuple(kept),
        engine.entities(named_in(edge_of([one.claim]) for one in kept), only),
        0 if only.assessments else sum(not only.uses(one.claim) for one in found),
    )


def _is_asked(claim: Claim, only: Filter) -> bool:
    return only._replace(assessments=frozenset()).keeps_claim(claim) and (
        not only.assessments or claim.assessment in only.assessments
    )


def _entities(engine: Engine, words: Collection[str], only: Filter) -> Iterator[EntityFound]:
    """Yield the entities whose descriptions have all words."""
    of_relations = only._replace(
        types=frozenset(),
        speakers=frozenset(),
        without=frozenset(),
        assessments=frozenset(),
    )
    if not of_relations.is_empty:
        return
    for entity in engine.entities_with(words, only):
        if only.keeps_type(entity.type):
            cells, missing = _matching(_cells_of(entity), words)
            if not missing:
                yield EntityFound(entity, cells)


def _cells_of(entity: Entity) -> Iterator[tuple[str, str]]:
    """Yield the cells of an entity and of those who describe it, each once."""
    cells = [("name", entity.name), *(("aliases", alias) for alias in entity.aliases)]
    cells += [("description", entity.description), *entity.extra.items()]
    for one in entity.descriptions:
        for column, value in one.values.items():
            if column in ("name", "description") or column in entity.extra:
                cells.append((column, value))
            elif column == "aliases":
                cells += [(column, alias) for alias in value.split(schema.SEPARATOR)]
    return iter(dict.fromkeys(cells))


def _claims(
    engine: Engine, claims: Iterable[Claim], words: Collection[str], only: Filter
) -> Iterator[ClaimFound]:
    """Yield the claims that have all words, and one in a cell of their own; each row once."""
    matched: list[tuple[Claim, tuple[Cell, ...], set[str]]] = []
    for claim in claims:
        own = [(column, getattr(claim, column)) for column in COLUMNS_OF_CLAIMS]
        cells, missing = _matching([*own, *claim.extra.items()], words)
        if cells:
            matched.append((claim, cells, missing))
    ends = {end for one, _, missing in matched if missing for end in (one.source, one.target)}
    named = engine.entities(ends, only)
    rows: dict[tuple[str, int], ClaimFound] = {}
    for claim, cells, missing in matched:
        names = " ".join(named[end].name for end in (claim.source, claim.target) if end in named)
        if not missing or not missing - _begun(missing, names):
            place = (claim.file, claim.line)
            if place not in rows or not claim.derived:
                rows[place] = ClaimFound(claim, cells)
    return iter(rows.values())


def _matching(
    cells: Iterable[tuple[str, str]], words: Collection[str]
) -> tuple[tuple[Cell, ...], set[str]]:
    """Return the cells with one of the words, and the words that none of them has."""
    missing = set(words)
    found: list[Cell] = []
    for column, text in cells:
        if text and (begun := _begun(words, text)):
            missing -= begun
            found.append(Cell(column, text))
    return tuple(found), missing


def _begun(words: Iterable[str], text: str) -> set[str]:
    """Return those words with which a word of a text begins."""
    spaced = f" {fold(text)}"
    return {word for word in words if f" {word}" in spaced}


def _of_edges(engine: Engine, claims: Sequence[ClaimFound], only: Filter) -> list[ClaimFound]:
    """Return the claims of edges that a filter of types or of origins keeps."""
    if not only.types and not only.min_origins:
        return list(claims)
    ends = {end for one in claims for end in (one.claim.source, one.claim.target)}
    words = only._replace(as_of=None)
    edges = engine.touching(ends, words, within=ends)
    types = {one: entity.type for one, entity in engine.entities(ends, only).items()}
    kept = {claim.row_key for edge in edges for claim in edge.claims}
    return [
        one
        for one in claims
        if one.claim.row_key in kept
        and only.keeps_type(types[one.claim.source])
        and only.keeps_type(types[one.claim.target])
    ]
