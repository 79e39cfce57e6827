"""Words in what is said: claims and entities whose cells have all of them, each with the cells.

Words are compared as names are: in any case, script and with any marks. A word is found where a
word of a cell begins with it. Leaves out who can be meant by a misspelt name: that is `find`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.edges import edge_of
from actorgraph.errors import ArgumentError
from actorgraph.filters import NOTHING_LEFT_OUT, Filter
from actorgraph.names.fold import fold
from actorgraph.queries.arguments import text_given
from actorgraph.queries.lazy import LazyItems
from actorgraph.queries.mentions import named_in
from actorgraph.statements import unknown_cells

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Entity
    from actorgraph.engine import Engine, StatedRow

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
        claims: each is read when it is first used, so that an answer that is cut reads no more.
        named: returns the entities of some ids.
        rejected: the number of rejected claims with these words that are not used.
    """

    words: tuple[str, ...]
    entities: tuple[EntityFound, ...]
    claims: Sequence[ClaimFound]
    named: Callable[[Iterable[str]], Mapping[str, Entity]] = field(compare=False, repr=False)
    rejected: int = 0

    @property
    def others(self) -> Mapping[str, Entity]:
        """All entities that the claims name, by id."""
        return self.named(named_in(edge_of([one.claim]) for one in self.claims))


def search(engine: Engine, text: str, *, only: Filter = NOTHING_LEFT_OUT) -> TextFound:
    """Find all words of a text in claims and in descriptions of entities.

    A filter that is about relations leaves entities out.

    Raises:
        ArgumentError: if there is no word to look for.
    """
    words = tuple(dict.fromkeys(fold(text_given(text, "words")).split()))
    if not words:
        raise ArgumentError("words", f"{text!r} has no letter or digit to look for.")
    claims, rejected = _claims(engine, words, only)
    return TextFound(
        words,
        tuple(_entities(engine, words, only)),
        claims,
        lambda ids: engine.entities(ids, only),
        rejected,
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


class _MatchedRow(NamedTuple):
    """A row with one of the words in its own cells, and the words that none of them has."""

    statement: StatedRow
    cells: tuple[Cell, ...]
    missing: set[str]

    def read(self) -> ClaimFound:
        """Return the claim that the row words itself."""
        return ClaimFound(self.statement.claims()[0], self.cells)


def _claims(
    engine: Engine, words: Collection[str], only: Filter
) -> tuple[Sequence[ClaimFound], int]:
    """Return the claims that have all words, and how many rejected ones are not used.

    A row that has all words in its own cells is read when it is shown, unless a filter asks more.
    """
    rows = list(_rows(engine, words))
    readers: dict[int, Callable[[], ClaimFound]] = {}
    rejected, compared = 0, []
    for number, row in enumerate(rows):
        if row.missing or not only.is_empty:
            compared.append((number, row))
        elif _is_rejected(row.statement):
            rejected += 1
        else:
            readers[number] = row.read
    found = dict(_compared(engine, compared, words, only))
    used = {number: one for number, one in found.items() if only.uses(one.claim)}
    for number, one in _of_edges(engine, used, only).items():
        readers[number] = partial(ClaimFound, *one)
    rejected += 0 if only.assessments else len(found) - len(used)
    return LazyItems([readers[number] for number in sorted(readers)]), rejected


def _rows(engine: Engine, words: Collection[str]) -> Iterator[_MatchedRow]:
    """Yield the rows with one of the words in a cell that is searched."""
    for one in engine.statements_with(words):
        cells, missing = _matching(_searched(one.cells), words)
        if cells:
            yield _MatchedRow(one, cells, missing)


def _searched(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the cells of a row that are searched."""
    yield "relation", cells.get("relation", "").strip()
    yield from ((column, cells.get(column, "")) for column in COLUMNS_OF_CLAIMS[1:])
    yield from unknown_cells(cells).items()


def _is_rejected(statement: StatedRow) -> bool:
    return statement.cells.get("assessment", "").strip().lower() == schema.REJECTED


def _is_asked(claim: Claim, only: Filter) -> bool:
    """Return whether a filter asks for a claim by itself, or would if it were not rejected."""
    asked = only._replace(assessments=only.assessments | {schema.REJECTED})
    return (
        asked.uses(claim)
        and only._replace(assessments=frozenset()).keeps_claim(claim)
        and (not only.assessments or claim.assessment in only.assessments)
    )


def _compared(
    engine: Engine, rows: Sequence[tuple[int, _MatchedRow]], words: Collection[str], only: Filter
) -> Iterator[tuple[int, ClaimFound]]:
    """Yield the claims that a filter asks for and that have all words, their ends' names included.

    Each row gives one: the claim that it words itself, else the one that it makes.
    """
    matched = [
        (number, claim, *match)
        for number, row in rows
        for claim in row.statement.claims()
        if _is_asked(claim, only) and (match := _of_claim(claim, row, words))
    ]
    ends = {end for _, one, _, missing in matched if missing for end in (one.source, one.target)}
    named = engine.entities(ends, only)
    given: set[int] = set()
    for number, claim, cells, missing in matched:
        names = " ".join(named[end].name for end in (claim.source, claim.target) if end in named)
        if number not in given and not missing - _begun(missing, names):
            given.add(number)
            yield number, ClaimFound(claim, cells)


def _of_claim(
    claim: Claim, row: _MatchedRow, words: Collection[str]
) -> tuple[tuple[Cell, ...], set[str]] | None:
    """Return the cells and the missing words of one of the claims of a row; None without cells.

    Nobody wrote the relation of a claim that is derived, and its role is said of the other one.
    """
    if not claim.derived:
        return row.cells, row.missing
    cells, missing = _matching(
        ((c, text) for c, text in _searched(row.statement.cells) if c not in ("relation", "role")),
        words,
    )
    return (cells, missing) if cells else None


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


def _of_edges(
    engine: Engine, found: Mapping[int, ClaimFound], only: Filter
) -> Mapping[int, ClaimFound]:
    """Return the claims of edges that a filter of types or of origins keeps."""
    if not only.types and not only.min_origins:
        return found
    ends = {end for one in found.values() for end in (one.claim.source, one.claim.target)}
    words = only._replace(as_of=None)
    edges = engine.touching(ends, words, within=ends)
    types = {one: entity.type for one, entity in engine.entities(ends, only).items()}
    kept = {claim.row_key for edge in edges for claim in edge.claims}
    return {
        number: one
        for number, one in found.items()
        if one.claim.row_key in kept
        and only.keeps_type(types[one.claim.source])
        and only.keeps_type(types[one.claim.target])
    }
