"""One row's cells as an entity or as claims, without a look at other rows.

Called by the dataset, by the index and by Spark's executors, so that a row states the same
everywhere. Leaves out which entity a cell means (dataset.py) and whether the cells are right
(checks.py).
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from actorgraph import dates, schema
from actorgraph.claims import Claim, Entity
from actorgraph.dates import edtf

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

NO_OFFICES_IN = frozenset({"", "position", "person", "event", "document", "place"})
"""Types that `holds_position` with a role never makes an office in."""

_KEPT_AS_WRITTEN = (
    "role", "tenure", "directed", "amount", "currency", "share", "statement_date",
    "locator", "quote", "as_named", "checked_by", "checked_date", "note", "id",
)  # fmt: skip
_OURS = frozenset(schema.RELATION_NAMES)


NAMING = ("id", "name", "type", "aliases")
"""The columns of entities.csv that `named_in` reads."""


def values_of(cell: str) -> tuple[str, ...]:
    """Return the several values of a cell, stripped and without empty ones."""
    if not cell:
        return ()
    if schema.SEPARATOR not in cell:
        return (cell.strip(),) if cell.strip() else ()
    return tuple(part.strip() for part in cell.split(schema.SEPARATOR) if part.strip())


def derived_office(body: Entity, role: str, place: tuple[str, int]) -> Entity:
    """Return the office that a role in a body stands for, marked as derived."""
    return Entity(
        id=f"{body.id}-{slug_of(role)}",
        name=f"{role}, {body.name}",
        type="position",
        derived=True,
        file=place[0],
        line=place[1],
    )


def slug_of(role: str) -> str:
    """Return a role as the end of its office's id."""
    return "-".join("".join(c if c.isalnum() else " " for c in role.casefold()).split())


def claims_through_office(stated: Claim, office: str) -> list[Claim]:
    """Split a short-form claim in two: who holds the office, and the body it belongs to."""
    # To deny or plan that somebody holds an office says nothing of the office: that it is there is
    # what we read into it.
    is_ours = stated.mode or stated.status == schema.DENIED
    belongs = stated._replace(
        source=office,
        relation=schema.POSITION_IN,
        role="",
        start_date="",
        end_date="",
        status=schema.CLAIMED if stated.status == schema.DENIED else stated.status,
        certainty=schema.STATED if stated.mode else stated.certainty,
        inferred=_with_relation(stated.inferred) if is_ours else stated.inferred,
        is_symmetric=False,
        derived=True,
    )
    return [stated._replace(target=office, is_symmetric=False), belongs]


def entity_of(cells: dict[str, str], unknown: Sequence[str], place: tuple[str, int]) -> Entity:
    """Return a row of entities.csv as an entity; id and name stand in for each other."""
    entity_id, names, entity_type = named_in(*(cells.get(column, "") for column in NAMING))
    return Entity(
        id=entity_id,
        name=names[0],
        type=entity_type,
        aliases=names[1:],
        description=cells.get("description", ""),
        country=cells.get("country", ""),
        start_date=cells.get("start_date", ""),
        end_date=cells.get("end_date", ""),
        wikidata_id=cells.get("wikidata_id", ""),
        url=cells.get("url", ""),
        publisher=cells.get("publisher", "").strip(),
        published_date=cells.get("published_date", ""),
        extra={column: cells[column] for column in unknown},
        file=place[0],
        line=place[1],
    )


def named_in(
    entity_id: str, name: str, entity_type: str, aliases: str
) -> tuple[str, tuple[str, ...], str]:
    """Return id, names and type of a row of entities.csv, the name on display first."""
    entity_id = entity_id.strip() or name.strip()
    shown = name if name.strip() else entity_id
    return entity_id, (shown, *values_of(aliases)), entity_type.strip()


def claim_of(
    source: str,
    target: str,
    cells: dict[str, str],
    *,
    resolve: Callable[[str], str],
    publisher_of: Callable[[str], str],
    place: tuple[str, int],
    symmetric: Collection[str] = (),
    reprints: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Claim:
    """Return a row of relations.csv as a claim.

    Args:
        source, target: the ids its ends resolve to.
        cells: by our column names; unknown columns under their own.
        resolve, publisher_of: from a cell to the id it means; from a document to its publisher.
        place: file and line.
        symmetric, reprints: relations that are the same from either end, beside those that always
            are; documents that share their text with others, each with these.
    """
    get = cells.get
    start, end = dates_of(cells)
    document = resolve(get("document", ""))
    certainty, inferred = certainty_of(get("certainty", ""), get("inferred", ""))
    kept: dict[str, Any] = {name: get(name, "") for name in _KEPT_AS_WRITTEN}
    relation, kept["about"] = get("relation", "").strip(), get("about", "").strip()
    return Claim(
        source=source,
        target=target,
        relation=relation,
        start_date=start,
        end_date=end,
        place=resolve(get("place", "")),
        status=get("status", "").strip().lower() or schema.CLAIMED,
        certainty=certainty,
        inferred=inferred,
        is_symmetric=is_symmetric(relation, get("directed", ""), symmetric),
        attributed_to=tuple(resolve(name) for name in values_of(get("attributed_to", ""))),
        via=tuple(resolve(name) for name in values_of(get("via", ""))),
        document=document,
        publisher=publisher_of(document) if document else "",
        reprints=reprints.get(document, frozenset()),
        assessment=get("assessment", "").strip().lower(),
        extra=unknown_cells(cells),
        **kept,
        row=cells,
        file=place[0],
        line=place[1],
    )


def unknown_cells(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of columns that are not ours."""
    if cells.keys() <= _OURS:
        return {}
    return {name: cell for name, cell in cells.items() if name not in _OURS}


def is_symmetric(relation: str, directed: str, symmetric: Collection[str] = ()) -> bool:
    """Return whether a relation is the same from either end.

    Args:
        directed: the cell of that name; if it is empty, the word decides.
        symmetric: further words that are symmetric.
    """
    if directed:
        return schema.DIRECTIONS.get(directed.strip().lower(), False)
    return relation in schema.SYMMETRIC_RELATIONS or relation in symmetric


def dates_of(cells: dict[str, str]) -> tuple[str, str]:
    """Return start and end as one date each.

    An interval fills both. So does `date` for an event; of a state it says only that it held then:
    that it began by that date and did not end before.
    """
    both = cells.get(schema.DATE_COLUMN, "")
    if both and "/" not in both and cells.get("relation", "").strip() in schema.STATE_RELATIONS:
        return attested(both)
    start, end = both or cells.get("start_date", ""), both or cells.get("end_date", "")
    if "/" in start or "/" in end:
        first, _, last = (start or end).partition("/")
        return first, last
    return start, end


def attested(date: str) -> tuple[str, str]:
    """Return start and end of a state that is known to have held on a date, and no more.

    A date that names no single day allows every day in it.
    """
    if date == dates.OPEN:
        return "", ""
    first, last = edtf.sides_of(edtf.spelled_out(date)) or (date, date)
    return (f"[..{last}]" if last else ""), (f"[{first}..]" if first else "")


@lru_cache(maxsize=4096)
def certainty_of(certainty: str, inferred: str) -> tuple[str, tuple[str, ...]]:
    """Return how the speaker hedges and what is inferred, of the two cells.

    The word implied under certainty is read as an inferred relation.
    """
    word = certainty.strip().lower() or schema.STATED
    parts = tuple(part.lower() for part in values_of(inferred))
    return (schema.STATED, _with_relation(parts)) if word == schema.IMPLIED else (word, parts)


def _with_relation(inferred: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*inferred, "relation")))
