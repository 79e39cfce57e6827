"""One statement of FollowTheMoney, and the cells of entities.csv that say the same.

A statement is one value of one entity, said by one dataset. What no column of ours holds is kept
in columns of its own, so that the statement comes back as it was; a value that somebody has changed
in the table comes back changed. Leaves out which statements belong together (ftm_statements.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph import schema as columns
from actorgraph.dataset import MERGED_FROM
from actorgraph.formats import ftm_model as model
from actorgraph.formats.content import read_date
from actorgraph.formats.ftm_rows import ALIASES, COUNTRIES, NAMES_ELSEWHERE, type_of
from actorgraph.formats.row_builder import text_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

BASE = "id"
"""The property whose statements say no more than that a dataset has the entity."""
_DATES = ("start_date", "end_date", "published_date")
_CHOICES: tuple[tuple[str, Collection[str]], ...] = (
    ("country", COUNTRIES),
    ("start_date", model.START_DATES),
    ("end_date", model.END_DATES),
    ("description", ("summary", "description")),
    ("wikidata_id", ("wikidataId",)),
    ("url", ("sourceUrl",)),
    ("publisher", ("publisher",)),
    ("published_date", ("publishedAt",)),
)
"""For columns of ours the properties that fill them, the first one first."""


class Statement(NamedTuple):
    """One value of an entity, with the fields that FollowTheMoney and OpenSanctions give it."""

    canonical_id: str
    entity_id: str
    prop: str
    prop_type: str
    schema: str
    value: str
    dataset: str
    origin: str
    lang: str
    original_value: str
    external: str
    first_seen: str
    last_seen: str
    id: str

    @property
    def record(self) -> str:
        """What tells it from other statements: its own id, else a digest of what it says."""
        return self.id or key_of(self)


_KEPT = (
    "prop", "schema", "prop_type", "lang", "original_value", "external", "first_seen",
    "last_seen", "origin", "id",
)  # fmt: skip


def statement_of(fields: Mapping[str, Any]) -> Statement:
    """Return a statement of its fields by name; what is not given is empty."""
    entity_id = text_of(fields.get("entity_id"))
    canonical_id = text_of(fields.get("canonical_id")) or entity_id
    own = {name: text_of(fields.get(name)) for name in Statement._fields}
    own |= {"canonical_id": canonical_id, "entity_id": entity_id or canonical_id}
    return Statement(**own)


def key_of(statement: Statement) -> str:
    """Return the id that FollowTheMoney gives a statement: a digest of what it says."""
    from hashlib import sha1

    said = f"{statement.dataset}.{statement.entity_id}.{statement.prop}.{statement.value}"
    said += f"@{statement.lang}" if statement.lang else ""
    said += ".ext" if statement.external.lower() in ("true", "t", "1", "yes") else ""
    return sha1(said.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def identified(statement: Statement) -> Statement:
    """Return a statement with its id; the one that FollowTheMoney would give it if it has none."""
    return statement if statement.id else statement._replace(id=key_of(statement))


def columns_by_property(props: Collection[str], *, is_named: bool) -> dict[str, str]:
    """Return the column of ours that each property fills; the others stand under their own names.

    Args:
        props: those of one entity in one dataset.
        is_named: whether any dataset gives the entity a name.
    """
    filled = {"name": "name", **dict.fromkeys(ALIASES, "aliases")}
    for column, choices in _CHOICES:
        if first := next((prop for prop in choices if prop in props), ""):
            filled[first] = column
    if not is_named and (first := next((p for p in NAMES_ELSEWHERE if p in props), "")):
        filled[first] = "name"
    return filled


def cells_of(statement: Statement, column: str, *, is_typed: bool) -> dict[str, str]:
    """Return a statement as a row of entities.csv.

    Args:
        column: that its property fills; "" where it stands under its own name.
        is_typed: whether the row says what type the entity is.
    """
    cells = {
        "id": statement.canonical_id,
        "type": type_of(statement.schema) if is_typed else "",
        "attributed_to": statement.dataset,
        **{f"ftm_{name}": getattr(statement, name) for name in _KEPT},
    }
    if statement.entity_id != statement.canonical_id:
        cells["ftm_entity_id"] = statement.entity_id
    cell = ""
    if statement.prop != BASE:
        cell = _cell_of(column, statement.value) if column else ""
        column = column if cell else own_column(statement.prop)
        cell = cell or statement.value
        cells[column] = cell
    is_own_id = statement.id and statement.id != key_of(statement)
    cells["ftm_id"] = statement.id if is_own_id else ""
    may_be_stale = is_own_id or statement.original_value
    if may_be_stale or not cell.strip() or _value_of(column, cell) != statement.value:
        cells["ftm_value"] = statement.value
    return {name: text for name, text in cells.items() if text}


def _candidates(prop: str) -> Iterator[str]:
    """Yield the columns of ours that a property may fill."""
    if prop == "name" or prop in NAMES_ELSEWHERE:
        yield "name"
    if prop in ALIASES:
        yield "aliases"
    for column, choices in _CHOICES:
        if prop in choices:
            yield column


def own_column(prop: str) -> str:
    """Return the name under which a property stands that no column of ours is for."""
    name = " ".join(prop.split()) or "unnamed"
    return f"{name}_as_given" if name in columns.ENTITY_NAMES else name


def _cell_of(column: str, value: str) -> str:
    if column == "country":
        return value.upper()
    if column in _DATES:
        return read_date(value)[0]
    return value.replace(columns.SEPARATOR, "/").strip() if column == "aliases" else value


def _value_of(column: str, cell: str) -> str:
    return model.COUNTRIES.get(cell, cell.lower()) if column == "country" else cell


def holds_statement(cells: Mapping[str, str]) -> bool:
    """Return whether a row of entities.csv holds a statement of FollowTheMoney."""
    return all(cells.get(name) for name in ("ftm_prop", "ftm_schema", "attributed_to"))


def stated_by(entity_id: str, cells: Mapping[str, str]) -> tuple[Statement | None, dict[str, str]]:
    """Return the statement that a row of entities.csv holds, and the cells that it does not state.

    A value that was changed in the table since is the new one, without the original and the id.
    There is no statement where the value was taken away.

    Args:
        entity_id: of the entity that the row describes.
        cells: of the row; unknown columns under their own names.
    """
    kept = {name: cells.get(f"ftm_{name}", "") for name in _KEPT}
    prop = kept["prop"]
    rest = {n: c for n, c in cells.items() if n not in _NOT_SAID and not n.startswith("ftm_")}
    if rest.get("type") == type_of(kept["schema"]):
        del rest["type"]
    own_id = cells.get("ftm_entity_id") or cells.get(MERGED_FROM) or entity_id
    said = {"canonical_id": entity_id, "entity_id": own_id, "dataset": cells["attributed_to"]}
    statement = statement_of({**said, **kept, "value": cells.get("ftm_value", "")})
    if prop == BASE:
        return statement, rest
    for column in (*_candidates(prop), own_column(prop)):
        if column in rest:
            kept_value = cells.get("ftm_value", "")
            return _as_it_stands(statement, column, rest.pop(column), kept_value), rest
    return (statement if not statement.value.strip() else None), rest


_NOT_SAID = {"id", MERGED_FROM, *(column.name for column in columns.WHO_SAYS)}


def _as_it_stands(statement: Statement, column: str, cell: str, kept_value: str) -> Statement:
    """Return a statement with the value that its cell gives now."""
    if kept_value and cell in (_cell_of(column, kept_value), kept_value):
        return statement
    value = _value_of(column, cell)
    if not kept_value:
        return statement._replace(value=value)
    return statement._replace(value=value, original_value="", id="")
