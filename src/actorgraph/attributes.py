"""The values of an entity with who states and who denies each, and what a filter leaves of them.

Leaves out which rows describe an entity (descriptions.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph import schema
from actorgraph.claims import Entity
from actorgraph.descriptions import EXCLUSIVE, SINGLE, differ, united
from actorgraph.origins import origins
from actorgraph.statements import entity_of, values_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from actorgraph.claims import Claim, Description
    from actorgraph.filters import Filter


class Value(NamedTuple):
    """One value of an attribute, with who states and who denies it."""

    text: str
    stated_by: tuple[Claim, ...] = ()
    denied_by: tuple[Claim, ...] = ()

    @property
    def is_sourced(self) -> bool:
        """Whether anybody is known to state or deny it."""
        return any(claim.is_sourced for claim in (*self.stated_by, *self.denied_by))

    @property
    def is_contested(self) -> bool:
        """Whether somebody states it and somebody denies it."""
        return bool(self.stated_by and self.denied_by)


class Attribute(NamedTuple):
    """The values that an entity has in one column, in the order of the rows."""

    column: str
    values: tuple[Value, ...]

    @property
    def cited(self) -> Iterator[str]:
        """All that the claims on these values cite."""
        for value in self.values:
            for claim in (*value.stated_by, *value.denied_by):
                yield from claim.sources


def under(entity: Entity, only: Filter) -> Entity:
    """Return an entity as the descriptions that a filter uses describe it.

    Its name stays, so that it can be called something; and so does the type that a row gives for
    which nobody is named, as a heading of whoever compiled the data.
    """
    if not entity.descriptions:
        return entity
    used = tuple(_well_founded(entity.descriptions, only))
    # Not the rows alone: what is left of one under a filter has no blanks around its values.
    is_whole = used == entity.descriptions or _values(used) == _values(entity.descriptions)
    if is_whole and all(one.claim.assessment != schema.REJECTED for one in used):
        return entity
    heading = Entity(
        entity.id,
        entity.name,
        heading_type(entity),
        derived=entity.derived,
        file=entity.file,
        line=entity.line,
    )
    stating = [_entity_of(entity.id, one) for one in used if _is_stated(one)]
    return united([heading, *stating])._replace(descriptions=used)


def _values(descriptions: Iterable[Description]) -> list[set[tuple[str, str]]]:
    return [set(values_in(one)) for one in descriptions]


def _is_stated(description: Description) -> bool:
    return description.claim.status != schema.DENIED


def _is_adding(description: Description) -> bool:
    """Return whether a row's values are values of the entity where no filter asks otherwise."""
    return _is_stated(description) and description.claim.assessment != schema.REJECTED


def heading_type(entity: Entity) -> str:
    """Return the type that a described entity keeps: that of a row for which nobody is named."""
    rows = (one for one in entity.descriptions if not one.claim.is_sourced and _is_adding(one))
    return next((cell.strip() for d in rows if (cell := d.values.get("type", ""))), "")


def _entity_of(entity_id: str, description: Description) -> Entity:
    values = dict(description.values)
    unknown = schema.unknown_columns(values)
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
            for pair in values_in(one):
                stated.setdefault(pair, []).append(one.claim)
    kept = {pair for pair, claims in stated.items() if origins(claims) >= only.min_origins}
    for one in used:
        cells: dict[str, list[str]] = {}
        for column, text in values_in(one):
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
        for column, text in values_in(description):
            sides = columns.setdefault(column, {}).setdefault(text, ([], []))
            sides[side].append(description.claim)
    ordered = [name for name in schema.ENTITY_NAMES if name in columns]
    ordered += schema.unknown_columns(columns)
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


def values_in(description: Description) -> Iterator[tuple[str, str]]:
    """Yield each value of a description with its column; an alias at a time."""
    for column, cell in description.values.items():
        texts = values_of(cell) if column == "aliases" else (cell.strip(),)
        for text in dict.fromkeys(texts):
            yield column, text


def contested_values(entity: Entity) -> frozenset[tuple[str, str]]:
    """Return the values that somebody states and somebody denies, each with its column."""
    if all(map(_is_stated, entity.descriptions)):
        return frozenset()
    return frozenset(
        (attribute.column, value.text)
        for attribute in attributes_of(entity)
        for value in attribute.values
        if value.is_contested
    )


def undisputed(entity: Entity) -> Entity:
    """Return an entity without the values that somebody denies; its name stays.

    What is shown where there is room for one value is then the first that nobody denies.
    """
    disputed = contested_values(entity)
    if not disputed:
        return entity
    names = {text for column, text in disputed if column in ("name", "aliases")}
    changed: dict[str, Any] = {"aliases": tuple(one for one in entity.aliases if one not in names)}
    for column, text in disputed:
        if column in SINGLE and getattr(entity, column).strip() == text:
            changed[column] = next(_undisputed_values(entity, column, disputed), "")
    extra = dict(entity.extra)
    for column, text in disputed:
        if column in extra:
            kept = [part for part in values_of(extra[column]) if part != text]
            extra[column] = schema.SEPARATOR.join(kept)
    return entity._replace(extra=extra, **changed)


def _undisputed_values(
    entity: Entity, column: str, disputed: Collection[tuple[str, str]]
) -> Iterator[str]:
    for one in entity.descriptions:
        text = one.values.get(column, "").strip()
        if text and _is_adding(one) and (column, text) not in disputed:
            yield text


def exclusive(attribute: Attribute) -> tuple[Value, ...]:
    """Return the values of an attribute of which not all can be right; none if they can.

    Types and Wikidata ids differ, dates have no day in common, or one value is stated and denied.
    """
    contested = [one for one in attribute.values if one.is_contested]
    if attribute.column not in EXCLUSIVE:
        return tuple(contested)
    stated = [one for one in attribute.values if one.stated_by]
    exclude_each_other = differ(attribute.column, [one.text for one in stated])
    return tuple(stated) if exclude_each_other else tuple(contested)
