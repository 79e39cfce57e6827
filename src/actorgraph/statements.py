"""One row's cells as an entity or as claims, without a look at other rows.

Called by the dataset, by the index and by Spark's executors, so that a row states the same
everywhere. Leaves out which entity a cell means (dataset.py) and whether the cells are right
(checks.py).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.claims import Claim, Entity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NO_OFFICES_IN = frozenset({"", "position", "person", "event", "document", "place"})
"""Types that `holds_position` with a role never makes an office in."""

_OURS = frozenset(
    {column.name for column in schema.RELATION_COLUMNS} | {schema.DATE_COLUMN, *schema.TYPE_COLUMNS}
)


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
    # To deny or plan that somebody holds an office says nothing against the office itself.
    planned = stated.certainty == "planned"
    belongs = replace(
        stated,
        source=office,
        relation=schema.POSITION_IN,
        role="",
        start_date="",
        end_date="",
        status="claimed" if stated.status == "denied" else stated.status,
        certainty="implied" if planned else stated.certainty,
        derived=True,
    )
    return [replace(stated, target=office), belongs]


def entity_of(cells: dict[str, str], unknown: Sequence[str], place: tuple[str, int]) -> Entity:
    """Return a row of entities.csv as an entity; id and name stand in for each other."""
    name = cells.get("name", "")
    entity_id = cells.get("id", "").strip() or name.strip()
    return Entity(
        id=entity_id,
        name=name if name.strip() else entity_id,
        type=cells.get("type", "").strip(),
        aliases=values_of(cells.get("aliases", "")),
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


def claim_of(
    source: str,
    target: str,
    cells: dict[str, str],
    *,
    resolve: Callable[[str], str],
    publisher_of: Callable[[str], str],
    place: tuple[str, int],
) -> Claim:
    """Return a row of relations.csv as a claim.

    Args:
        source, target: the ids its ends resolve to.
        cells: by our column names; unknown columns under their own.
        resolve: from a cell to the id it means, or to itself.
        publisher_of: from a document to its publisher, or "".
        place: file and line.
    """
    get = cells.get
    start, end = dates_of(cells)
    document = resolve(get("document", ""))
    return Claim(
        source=source,
        target=target,
        relation=get("relation", "").strip(),
        role=get("role", ""),
        tenure=get("tenure", ""),
        start_date=start,
        end_date=end,
        place=resolve(get("place", "")),
        status=get("status", "").strip().lower() or schema.STATUSES[0],
        certainty=get("certainty", "").strip().lower() or schema.CERTAINTIES[0],
        attributed_to=tuple(resolve(name) for name in values_of(get("attributed_to", ""))),
        via=tuple(resolve(name) for name in values_of(get("via", ""))),
        statement_date=get("statement_date", ""),
        document=document,
        publisher=publisher_of(document) if document else "",
        locator=get("locator", ""),
        quote=get("quote", ""),
        as_named=get("as_named", ""),
        assessment=get("assessment", "").strip().lower(),
        note=get("note", ""),
        id=get("id", ""),
        extra=_unknown(cells),
        row=cells,
        file=place[0],
        line=place[1],
    )


def _unknown(cells: dict[str, str]) -> dict[str, str]:
    if cells.keys() <= _OURS:
        return {}
    return {name: cell for name, cell in cells.items() if name not in _OURS}


def dates_of(cells: dict[str, str]) -> tuple[str, str]:
    """Return start and end as one date each; an interval or `date` fills both."""
    both = cells.get(schema.DATE_COLUMN, "")
    start, end = both or cells.get("start_date", ""), both or cells.get("end_date", "")
    if "/" in start or "/" in end:
        first, _, last = (start or end).partition("/")
        return first, last
    return start, end
