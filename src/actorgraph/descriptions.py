"""What the descriptions of an entity add up to: its values, and who gives each of them.

A description is a row of entities.csv; several rows with one id describe one entity. The first row
that gives a value decides what is shown where there is room for one, and all names are names of the
entity; `attributes_of` gives every value with those who state and who deny it. A row that is
rejected, or that denies, adds nothing to the entity. Leaves out where rows come from.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph import dates, schema
from actorgraph.claims import Description, Entity
from actorgraph.origins import origins
from actorgraph.statements import claim_of, entity_of, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim
    from actorgraph.filters import Filter

SINGLE = ("type", "description", "country", "start_date", "end_date", "wikidata_id", "url",
          "publisher", "published_date")  # fmt: skip
"""Columns of ours that hold one value."""
EXCLUSIVE = ("type", "start_date", "end_date", "wikidata_id")
"""Columns of which an entity has one value at most: two that differ cannot both be right."""
_WHO_SAYS = frozenset(column.name for column in schema.WHO_SAYS)
_OURS = frozenset(column.name for column in schema.ENTITY_COLUMNS)


class Value(NamedTuple):
    """One value of an attribute, with who states and who denies it."""

    text: str
    stated_by: tuple[Claim, ...] = ()
    denied_by: tuple[Claim, ...] = ()

    @property
    def is_sourced(self) -> bool:
        """Whether anybody is known to state or deny it."""
        return any(claim.is_sourced for claim in (*self.stated_by, *self.denied_by))


class Attribute(NamedTuple):
    """The values that an entity has in one column, in the order of the rows."""

    column: str
    values: tuple[Value, ...]


def is_sourced(cells: Mapping[str, str]) -> bool:
    """Return whether a row of entities.csv names its source: a speaker or a document."""
    return bool(cells.get("attributed_to", "").strip() or cells.get("document", "").strip())


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
) -> Description:
    """Return a row of entities.csv as a description.

    Args:
        cells: by our column names; unknown columns under their own.
        resolve, publisher_of, place, reprints: as for `claim_of`.
    """
    claim = claim_of(
        entity_id,
        entity_id,
        {name: cell for name, cell in cells.items() if name in _WHO_SAYS},
        resolve=resolve,
        publisher_of=publisher_of,
        place=place,
        reprints=reprints,
    )
    values = {
        name: cell
        for name, cell in cells.items()
        if cell.strip() and name not in _WHO_SAYS and (name != "id" or cell.strip() != entity_id)
    }
    return Description(values, claim)


def united(entities: Sequence[Entity]) -> Entity:
    """Return one entity for several descriptions of it: the first value of each column, all names.

    Unknown columns keep all values.
    """
    first, *others = entities
    if not others:
        return first
    names = (name for one in entities for name in (one.name, *one.aliases) if name != one.id)
    aliases = dict.fromkeys(name for name in names if name != first.name)
    values: dict[str, Any] = {
        name: next((cell for one in entities if (cell := getattr(one, name))), "")
        for name in SINGLE
    }
    columns = dict.fromkeys(column for one in entities for column in one.extra)
    extra = {
        column: _joined(one.extra.get(column, "") for one in entities) for column in columns
    }
    return replace(first, aliases=tuple(aliases), extra=extra, **values)


def _joined(cells: Iterable[str]) -> str:
    """Return the unknown cells of several rows as one: unchanged where they are equal."""
    distinct = list(dict.fromkeys(cell for cell in cells if cell))
    if len(distinct) <= 1:
        return distinct[0] if distinct else ""
    return schema.SEPARATOR.join(dict.fromkeys(part for c in distinct for part in values_of(c)))


def under(entity: Entity, only: Filter) -> Entity:
    """Return an entity as the descriptions that a filter uses describe it.

    Its name stays, so that it can be called something; and so does the type that a row gives for
    which nobody is named, as a heading of whoever compiled the data.
    """
    if not entity.descriptions:
        return entity
    used = tuple(_well_founded(entity.descriptions, only))
    if used == entity.descriptions and all(map(_is_stated, used)):
        return entity
    heading = Entity(
        entity.id,
        entity.name,
        _heading_type(entity),
        derived=entity.derived,
        file=entity.file,
        line=entity.line,
    )
    stating = [_entity_of(entity.id, one) for one in used if _is_stated(one)]
    return replace(united([heading, *stating]), descriptions=used)


def _is_stated(description: Description) -> bool:
    return description.claim.status != schema.DENIED


def _heading_type(entity: Entity) -> str:
    rows = (d for d in entity.descriptions if not d.claim.is_sourced and _is_stated(d))
    return next((cell.strip() for d in rows if (cell := d.values.get("type", ""))), "")


def _entity_of(entity_id: str, description: Description) -> Entity:
    values = dict(description.values)
    unknown = [name for name in values if name not in _OURS]
    claim = description.claim
    return entity_of({**values, "id": entity_id}, unknown, (claim.file, claim.line))


def _well_founded(descriptions: Iterable[Description], only: Filter) -> Iterator[Description]:
    """Yield the descriptions that a filter uses, without the values that have too few origins."""
    used = [one for one in descriptions if only.uses_source(one.claim)]
    if not only.min_origins:
        yield from used
        return
    stated: dict[tuple[str, str], list[Claim]] = {}
    for one in used:
        if _is_stated(one):
            for pair in _pairs(one):
                stated.setdefault(pair, []).append(one.claim)
    kept = {pair for pair, claims in stated.items() if origins(claims) >= only.min_origins}
    for one in used:
        cells: dict[str, list[str]] = {}
        for column, text in _pairs(one):
            if (column, text) in kept:
                cells.setdefault(column, []).append(text)
        if cells:
            values = {column: schema.SEPARATOR.join(texts) for column, texts in cells.items()}
            yield one._replace(values=values)


def attributes_of(entity: Entity) -> list[Attribute]:
    """Return every value of an entity, column by column, with who states and who denies it.

    What a description says under `name` is a value of `name`; the name on display comes first.
    """
    columns: dict[str, dict[str, tuple[list[Claim], list[Claim]]]] = {}
    for description in entity.descriptions:
        side = 0 if _is_stated(description) else 1
        for column, text in _pairs(description):
            sides = columns.setdefault(column, {}).setdefault(text, ([], []))
            sides[side].append(description.claim)
    ordered = [column.name for column in schema.ENTITY_COLUMNS if column.name in columns]
    ordered += [column for column in columns if column not in _OURS]
    return [
        Attribute(
            column,
            tuple(
                Value(text, tuple(stating), tuple(denying))
                for text, (stating, denying) in columns[column].items()
            ),
        )
        for column in ordered
    ]


def _pairs(description: Description) -> Iterator[tuple[str, str]]:
    """Yield each value of a description with its column; an alias at a time."""
    for column, cell in description.values.items():
        texts = values_of(cell) if column == "aliases" else (cell.strip(),)
        for text in dict.fromkeys(texts):
            yield column, text


def exclusive(attribute: Attribute) -> tuple[Value, ...]:
    """Return the values of an attribute of which not all can be right; none if they can.

    Types and Wikidata ids differ, dates have no day in common, or one value is stated and denied.
    """
    contested = [one for one in attribute.values if one.stated_by and one.denied_by]
    if attribute.column not in EXCLUSIVE:
        return tuple(contested)
    stated = [one for one in attribute.values if one.stated_by]
    differ = _differ(attribute.column, [one.text for one in stated])
    return tuple(stated) if differ else tuple(contested)


def exclusive_columns(one: Entity, other: Entity) -> list[str]:
    """Return the columns in which two descriptions cannot both be right."""
    return [
        column
        for column in EXCLUSIVE
        if (a := getattr(one, column)) and (b := getattr(other, column)) and _differ(column, (a, b))
    ]


def _differ(column: str, texts: Iterable[str]) -> bool:
    if column not in ("start_date", "end_date"):
        return len({text.strip().casefold() for text in texts}) > 1
    try:
        spans = [dates.span(text) for text in texts]
    except dates.DateError:
        return False  # it is reported as no date
    return bool(spans) and max(s.earliest for s in spans) > min(s.latest for s in spans)


def cited_in(entity: Entity) -> Iterator[str]:
    """Yield all that the descriptions of an entity cite."""
    for description in entity.descriptions:
        yield from description.claim.sources
