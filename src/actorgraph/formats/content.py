"""Rows of our two tables, one at a time: every format is read into them and written from them.

Readers yield rows; writers take a `Content`, whose parts can be iterated more than once, and never
hold more than they must. Leaves out which formats there are (registry) and their shapes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.statements import slug_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from actorgraph.claims import Claim, Entity
    from actorgraph.edges import Edge

ENTITY = "entity"
RELATION = "relation"
REMOVED = "removed"
"""The kind of a row that takes back every earlier row of its record."""

MADE_ID = "ag-"
"""The prefix of ids that we give to claims without one; they are dropped when read back."""


class Row(NamedTuple):
    """A row of one of our tables on its way into or out of a file.

    Attributes:
        kind: ENTITY or RELATION; REMOVED when a record is taken back.
        cells: by our column names; unknown columns under their own.
        record: what the file calls it; sidecars and corrections name it so.
        stated: the cells as our tables state them, where these differ from what is written.
        derived: True when no row of ours states it.
    """

    kind: str
    cells: dict[str, str]
    record: str = ""
    stated: dict[str, str] | None = None
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A graph to write, or a part of it, iterated as often as a format needs.

    Attributes:
        all_entities, all_edges, all_claims: each starts a new iteration.
    """

    all_entities: Callable[[], Iterable[Entity]]
    all_edges: Callable[[], Iterable[Edge]]
    all_claims: Callable[[], Iterable[Claim]]

    def entities(self) -> Iterator[Row]:
        """Yield every entity as a row, also those that we made."""
        for entity in self.all_entities():
            cells = {name: cell for name, cell in entity_row(entity).items() if cell}
            yield Row(ENTITY, cells, entity.id, derived=entity.derived)

    def relations(self) -> Iterator[Row]:
        """Yield every claim as a row with ids, named by its own id or by a digest of its cells.

        A claim in the short form of an office comes as the two it stands for; what the table
        states is under `stated`.
        """
        offices = self.offices_made()
        met: set[int] = set()
        again: dict[str, int] = {}
        for claim in self.all_claims():
            cells = claim_cells(claim)
            record = cells.get("id") or made_id(cells)
            if hash(record) in met:
                again[record] = again.get(record, 1) + 1
                record = f"{record}-{again[record]}"
            else:
                met.add(hash(record))
            stated = stated_cells(claim, offices)
            yield Row(RELATION, {**cells, "id": record}, record, stated, claim.derived)

    def offices_made(self) -> frozenset[str]:
        """Return the offices that no row states: their rows state a body and a role instead."""
        return frozenset(
            entity.id
            for entity in self.all_entities()
            if entity.derived and entity.type == "position"
        )

    def extra_columns(self) -> list[str]:
        """Return the columns of entities that we have no name for, in order of meeting."""
        columns: dict[str, None] = {}
        for entity in self.all_entities():
            if entity.extra:
                columns.update(dict.fromkeys(name for name, cell in entity.extra.items() if cell))
        return list(columns)


def entity_row(entity: Entity) -> dict[str, str]:
    """Return an entity as a row of entities.csv, by column name."""
    row = {column.name: getattr(entity, column.name) for column in schema.ENTITY_COLUMNS}
    row["aliases"] = schema.SEPARATOR.join(entity.aliases)
    return {**row, **entity.extra}


def claim_row(claim: Claim) -> dict[str, str]:
    """Return a claim as a row of relations.csv, by column name: its cells as they stood there."""
    return dict(claim.row) if claim.row else _all_cells(claim)


def claim_cells(claim: Claim) -> dict[str, str]:
    """Return a claim as cells by column name, empty ones and defaults left out."""
    cells = _all_cells(claim)
    if cells["status"] == schema.STATUSES[0]:
        cells["status"] = ""
    if cells["certainty"] == schema.CERTAINTIES[0]:
        cells["certainty"] = ""
    return {name: cell for name, cell in cells.items() if cell}


def _all_cells(claim: Claim) -> dict[str, str]:
    cells = {column.name: getattr(claim, column.name) for column in schema.RELATION_COLUMNS}
    for column in schema.RELATION_COLUMNS:
        if column.several:
            cells[column.name] = schema.SEPARATOR.join(cells[column.name])
    return {**cells, **claim.extra}


def stated_cells(claim: Claim, offices: frozenset[str]) -> dict[str, str]:
    """Return the cells as the row states them: the body, not the office made from it."""
    cells = claim_cells(claim)
    if claim.derived or claim.target not in offices or not claim.role:
        return cells
    return {**cells, "target": claim.target.removesuffix(f"-{slug_of(claim.role)}")}


def made_id(cells: Mapping[str, str]) -> str:
    """Return an id for a claim that has none: a digest of what it states."""
    from hashlib import blake2b

    text = json.dumps(sorted(cells.items()), ensure_ascii=False)
    return MADE_ID + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def plain_date(text: str) -> str:
    """Return a date as day, month or year: never more exact than given, "" if unknown."""
    if not text or text == "..":
        return ""
    try:
        low, high = dates.read_date(text)
    except dates.DateError:
        return ""
    if not text.startswith("["):
        return text
    first, last = dates.day_text(low), dates.day_text(high)
    for length in (10, 7, 4):
        if first and last and first[:length] == last[:length]:
            return first[:length]
    return ""


def read_date(text: str) -> tuple[str, str]:
    """Return a foreign date as ours and, where it is more than we read, the whole text.

    A time of day goes; zeros for an unknown month or day go; what stays unreadable is "".
    """
    plain = text.strip()
    if not plain:
        return "", ""
    short = plain.partition("T")[0].partition(" ")[0].removesuffix("Z")
    for ending in ("-00", "-00"):
        short = short.removesuffix(ending)
    short = short.lstrip("+") if short[:1] == "+" else short
    for candidate in (plain, short):
        try:
            dates.period(candidate, "")
        except dates.DateError:
            continue
        midnight = plain.removeprefix("+").removeprefix(candidate)
        whole = midnight in ("", "T00:00:00", "T00:00:00Z", "-00", "-00-00", " 00:00:00")
        return candidate, "" if whole else plain
    return "", plain


def without_made_id(row: Row) -> Row:
    """Return a row read back without the id that we gave it."""
    if row.kind != RELATION or not row.cells.get("id", "").startswith(MADE_ID):
        return row
    cells = {name: cell for name, cell in row.cells.items() if name != "id"}
    return row._replace(cells=cells)
