"""Several rows with one id: the one entity that they describe, and each row with who says it.

The first row that gives a value decides what is shown where there is room for one, and all names
are names of the entity. A row that is rejected, or that denies, adds nothing to it. Called by the
dataset, the index and Spark; leaves out what a filter leaves of it (attributes.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actorgraph import checks, dates, schema
from actorgraph.claims import Description, Entity
from actorgraph.statements import claim_of, entity_of, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SINGLE = ("type", "description", "country", "start_date", "end_date", "wikidata_id", "url",
          "publisher", "published_date")  # fmt: skip
"""Columns of ours that hold one value."""
EXCLUSIVE = ("type", "start_date", "end_date", "wikidata_id")
"""Columns of which an entity has one value at most: two that differ cannot both be right."""
WHO_SAYS = frozenset(column.name for column in schema.WHO_SAYS)
_OF_THE_ROW = WHO_SAYS.union(column.name for column in schema.STATEMENT_COLUMNS)


def is_sourced(cells: Mapping[str, str]) -> bool:
    """Return whether a row of entities.csv names its source: a speaker or a document."""
    return bool(cells.get("attributed_to", "").strip() or cells.get("document", "").strip())


def has_evidence(cells: Mapping[str, str]) -> bool:
    """Return whether a row of entities.csv says anything of who says it, where or how."""
    return any(cells.get(column, "").strip() for column in WHO_SAYS)


def adds(cells: Mapping[str, str]) -> bool:
    """Return whether a row states what it holds: one that denies or is rejected does not."""
    return (
        cells.get("status", "").strip().lower() != schema.DENIED
        and cells.get("assessment", "").strip().lower() != schema.REJECTED
    )


def description_of(
    entity_id: str,
    cells: dict[str, str],
    *,
    resolve: Callable[[str], str],
    publisher_of: Callable[[str], str],
    place: tuple[str, int],
    reprints: Mapping[str, frozenset[str]],
    among_sourced: bool,
) -> Description:
    """Return a row of entities.csv as a description.

    Args:
        cells: by our column names; unknown columns under their own.
        resolve, publisher_of, place, reprints: as for `claim_of`.
        among_sourced: whether any row of the data names its source.
    """
    claim = claim_of(
        entity_id,
        entity_id,
        {name: cell for name, cell in cells.items() if name in _OF_THE_ROW},
        resolve=resolve,
        publisher_of=publisher_of,
        place=place,
        reprints=reprints,
    )
    values = {
        name: cell
        for name, cell in cells.items()
        if cell.strip() and name not in _OF_THE_ROW and (name != "id" or cell.strip() != entity_id)
    }
    return Description(values, claim, among_sourced)


def united(entities: Sequence[Entity]) -> Entity:
    """Return one entity for several descriptions of it: the first value of each column, all names.

    Unknown columns keep all values.
    """
    first, *others = entities
    if not others:
        return first
    named = ((one.name, *one.aliases) if one.name != one.id else one.aliases for one in entities)
    aliases = dict.fromkeys(name for names in named for name in names if name != first.name)
    values: dict[str, Any] = {
        name: next((cell for one in entities if (cell := getattr(one, name))), "")
        for name in SINGLE
    }
    columns = dict.fromkeys(column for one in entities for column in one.extra)
    extra = {column: _joined(one.extra.get(column, "") for one in entities) for column in columns}
    return first._replace(aliases=tuple(aliases), extra=extra, **values)


def bare(entity: Entity) -> Entity:
    """Return an entity with its id and name alone, as by a row that states nothing."""
    return Entity(entity.id, entity.name, file=entity.file, line=entity.line)


def described_again(known: Entity | None, entity: Entity, *, is_adding: bool) -> tuple[Entity, str]:
    """Return what an entity is with one row more, and a warning if that row hardly describes it.

    Args:
        known: what the rows before say; None before the first.
        entity: what the row says.
        is_adding: whether the row states what it holds (`adds`).
    """
    if known is None:
        return entity if is_adding else bare(entity), ""
    if not is_adding:
        return known, ""
    columns = ", ".join(exclusive_columns(known, entity))
    warning = checks.may_be_two(columns, known.file, known.line) if columns else ""
    return united([known, entity]), warning


def stated(
    rows: Iterable[tuple[dict[str, str], tuple[str, int]]], unknown: Sequence[str]
) -> Entity:
    """Return the entity that the rows of one id state, without who says so.

    Args:
        rows: the cells of each row with its file and its line, in order.
        unknown: the columns that are none of ours.
    """
    (cells, place), *others = rows
    first = entity_of(cells, unknown, place)
    adding = [entity_of(more, unknown, there) for more, there in others if adds(more)]
    return united([first if adds(cells) else bare(first), *adding])


def _joined(cells: Iterable[str]) -> str:
    """Return the unknown cells of several rows as one: unchanged where they are equal."""
    distinct = list(dict.fromkeys(cell for cell in cells if cell))
    if len(distinct) <= 1:
        return distinct[0] if distinct else ""
    return schema.SEPARATOR.join(dict.fromkeys(part for c in distinct for part in values_of(c)))


def exclusive_columns(one: Entity, other: Entity) -> list[str]:
    """Return the columns in which two descriptions cannot both be right."""
    return [
        column
        for column in EXCLUSIVE
        if (a := getattr(one, column)) and (b := getattr(other, column)) and differ(column, (a, b))
    ]


def differ(column: str, texts: Iterable[str]) -> bool:
    """Return whether values of a column of EXCLUSIVE exclude each other.

    Types and Wikidata ids differ; dates have no day in common. One value excludes none.
    """
    different = {text.strip().casefold(): text for text in texts}
    if len(different) == 1 or column not in ("start_date", "end_date"):
        return len(different) > 1
    try:
        spans = [dates.span(text) for text in different.values()]
    except dates.DateError:
        return False  # it is reported as no date
    return bool(spans) and max(s.earliest for s in spans) > min(s.latest for s in spans)


def cited_in(entity: Entity) -> Iterator[str]:
    """Yield all that the descriptions of an entity cite."""
    for description in entity.descriptions:
        yield from description.claim.sources
