"""Rows of our two tables, one at a time: every format is read into them and written from them.

Readers yield rows; writers take a `Content`, whose parts can be iterated more than once, and never
hold more than they must. Leaves out which formats there are (registry) and their shapes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, schema
from actorgraph.attributes import contested_values, undisputed
from actorgraph.claims import MADE_ID
from actorgraph.dataset import MERGED_FROM
from actorgraph.dates import edtf
from actorgraph.descriptions import adds, is_sourced
from actorgraph.edges import CONTESTED
from actorgraph.engines.row_cells import RowCells
from actorgraph.outlets import outlets_of
from actorgraph.statements import is_symmetric, slug_of, values_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from actorgraph.claims import Claim, Description, Entity
    from actorgraph.edges import Edge
    from actorgraph.engine import Engine, Published

ENTITY = "entity"
RELATION = "relation"
REMOVED = "removed"
"""The kind of a row that takes back every earlier row of its record."""


class Row(NamedTuple):
    """A row of one of our tables on its way into or out of a file.

    Attributes:
        kind: ENTITY or RELATION; REMOVED when a record is taken back.
        cells: by our column names; unknown columns under their own.
        record: what the file calls it; sidecars and corrections name it so.
        stated: the cells as our tables state them, where these differ from what is written.
        derived: True when no row of ours states it.
        tenure: what tells its period from others of the same relation, ends, role and teller; it
            becomes the cell only where there are several periods, shares or payments.
        teller: whose periods these are, where a file holds those of several.
        descriptions: of an entity, the rows that describe it, where they say who does.
        facts: of these what a format may hold that knows only facts: nothing that anybody denies.
        part, line: where it stands in a file of several tables, such as "sheet 1".
    """

    kind: str
    cells: dict[str, str]
    record: str = ""
    stated: dict[str, str] | None = None
    derived: bool = False
    tenure: str = ""
    teller: str = ""
    descriptions: tuple[dict[str, str], ...] = ()
    facts: tuple[dict[str, str], ...] = ()
    part: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """A graph to write, or a part of it, iterated as often as a format needs.

    Attributes:
        all_entities, all_edges, all_claims: each starts a new iteration.
        store: that of the whole graph, where that is written: it may know more at less cost.
    """

    all_entities: Callable[[], Iterable[Entity]]
    all_edges: Callable[[], Iterable[Edge]]
    all_claims: Callable[[], Iterable[Claim]]
    store: Engine | None = None

    def edges(self) -> Iterator[tuple[Edge, Sequence[Claim]]]:
        """Yield every edge with the claims to write under it, so that each is written once.

        A denial can be part of several edges; it is written under the first of them.
        """
        written: set[tuple[str, int, int, str]] = set()
        for edge in self.all_edges():
            yield edge, _unwritten(edge.claims, written)

    def entities(self) -> Iterator[Row]:
        """Yield every entity as one row without what anybody denies, also those that we made."""
        for entity in self.all_entities():
            row = entity_row(undisputed(entity))
            cells = {name: cell for name, cell in row.items() if cell}
            rows = tuple(description_rows(entity)) if entity.descriptions else ()
            disputed = contested_values(entity)
            facts = tuple(
                fact for one in rows if adds(one) and (fact := without_values(one, disputed))
            )
            yield Row(
                ENTITY, cells, entity.id, derived=entity.derived, descriptions=rows, facts=facts
            )

    def described(self) -> Iterator[Row]:
        """Yield the rows of entities.csv: several of an entity that several describe."""
        for row in self.entities():
            if not row.descriptions:
                yield row
            for cells in row.descriptions:
                yield row._replace(cells=cells, descriptions=(), facts=())

    def relations(self) -> Iterator[Row]:
        """Yield every claim as a row with ids, named by its own id or by a digest of its cells.

        A claim in the short form of an office comes as the two it stands for; what the table
        states is under `stated`.
        """
        for _, row in self._claims_with_rows():
            yield row

    def rejected(self) -> Iterator[Row]:
        """Yield the rejected claims that are in no edge: nothing uses them unless asked to."""
        if all(claim.assessment != schema.REJECTED for claim in self.all_claims()):
            return
        claims = (claim for edge in self.all_edges() for claim in edge.claims)
        used = {claim.row_key for claim in claims if claim.assessment == schema.REJECTED}
        for claim, row in self._claims_with_rows():
            if claim.assessment == schema.REJECTED and claim.row_key not in used:
                yield row

    def facts(self) -> Iterator[tuple[Row, bool]]:
        """Yield every claim as a row, and whether a format that knows only facts may hold it.

        Nothing is a fact there that anybody denies, that is planned, conditional or only likely,
        that we read into what was said, or that is rejected. A part of a claim that is our reading
        is not among its cells.
        """
        for claim, row, is_contested in self.assertions():
            cells = without_readings(claim, row.cells)
            yield row._replace(cells=cells), is_fact(claim, is_contested=is_contested)

    def assertions(
        self, offices: frozenset[str] | None = None
    ) -> Iterator[tuple[Claim, Row, bool]]:
        """Yield every claim with its row, and whether somebody denies what it says.

        Args:
            offices: those that no row states, where they are known already.
        """
        edges = (edge for edge in self.all_edges() if edge.verdict == CONTESTED)
        contested = {claim.row_key for edge in edges for claim in edge.claims}
        for claim, row in self._claims_with_rows(offices):
            yield claim, row, claim.row_key in contested

    def hosts_of_settings(self) -> list[str]:
        """Return the hosts that belong to an entity though none of the entities says so."""
        renamed = {
            (one.host, one.publisher, one.document)
            for one in self.published()
            if one.host and one.publisher not in ("", one.host)
        }
        if not renamed:
            return []
        entities = list(self.all_entities())
        ids, own = {entity.id for entity in entities}, outlets_of(entities)
        return sorted(
            {host for host, outlet, one in renamed if one not in ids and own.get(host) != outlet}
        )

    def published(self) -> Sequence[Published]:
        """Return the documents that claims cite, with their publishers."""
        if self.store is not None:
            return self.store.cells(["document"]).published()
        return RowCells(["document"], self.all_claims).published()

    def sourced_descriptions(self) -> Iterator[dict[str, str]]:
        """Yield the rows that describe entities and say who does."""
        described = self.store.described_entities if self.store else self.all_entities
        rows = (row for one in described() if one.descriptions for row in description_rows(one))
        return filter(is_sourced, rows)

    def is_undirected(self) -> bool:
        """Return whether there are edges and all of them are the same from either end."""
        return all(edge.is_symmetric for edge in self.all_edges()) and any(self.all_edges())

    def _claims_with_rows(
        self, offices: frozenset[str] | None = None
    ) -> Iterator[tuple[Claim, Row]]:
        offices = self.offices_made() if offices is None else offices
        hashes: set[int] = set()
        repeats: dict[str, int] = {}
        for claim in self.all_claims():
            cells = claim_cells(claim)
            record = claim.claim_id
            if hash(record) in hashes:
                repeats[record] = repeats.get(record, 1) + 1
                record = f"{record}-{repeats[record]}"
            else:
                hashes.add(hash(record))
            stated = stated_cells(claim, offices)
            yield claim, Row(RELATION, {**cells, "id": record}, record, stated, claim.derived)

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

    def edge_columns(self) -> dict[str, bool]:
        """Return the columns that an edge has where its claims agree, and which hold numbers only.

        Ours first, then those that we have no name for, in order of meeting.
        """
        columns: dict[str, bool] = {}
        for claim in self.all_claims():
            for name, cell in () if claim.derived else agreeable_cells(claim):
                columns[name] = columns.get(name, True) and is_number(cell)
        return {name: columns[name] for name in sorted(columns, key=_is_extra)}


_OF_ROWS = (*schema.WHO_SAYS, *schema.STATEMENT_COLUMNS)
OF_ENTITIES = [column for column in schema.ENTITY_COLUMNS if column not in _OF_ROWS]
_CELLS_OF = {"date": ("start_date", "end_date"), "place": ("place",)}
"""The columns of a part that the compiler of the data may have read into a statement."""
AGREEABLE = ("place", "amount", "currency", "share")
"""Columns of ours that an edge has where its claims agree on them."""
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,15})?\Z")


def agreeable_cells(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield the cells of a claim that its edge can show, by column name; empty ones left out."""
    for name in AGREEABLE:
        if cell := getattr(claim, name):
            yield name, cell
    yield from ((name, cell) for name, cell in claim.extra.items() if cell)


def is_fact(claim: Claim, *, is_contested: bool, is_reading: bool | None = None) -> bool:
    """Return whether a format that knows only facts may hold a claim.

    Args:
        is_contested: whether somebody denies what it says.
        is_reading: whether what would be written is our reading; by default, whether the claim is.
    """
    return not (
        claim.status == schema.DENIED
        or claim.certainty != schema.STATED
        or claim.assessment == schema.REJECTED
        or (claim.is_reading if is_reading is None else is_reading)
        or is_contested
    )


def without_readings(claim: Claim, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a claim without the parts that we read into it."""
    ours = {column for part in claim.inferred for column in _CELLS_OF.get(part, ())}
    return {name: cell for name, cell in cells.items() if name not in ours}


def is_number(cell: str) -> bool:
    """Return whether a cell can be written as a number without a change."""
    return bool(_NUMBER.match(cell))


def _is_extra(name: str) -> bool:
    return name not in AGREEABLE


def _unwritten(claims: Sequence[Claim], written: set[tuple[str, int, int, str]]) -> Sequence[Claim]:
    """Leave out the denials that are written already, and note the others."""
    if all(claim.status != schema.DENIED for claim in claims):
        return claims
    unwritten = []
    for claim in claims:
        if claim.status == schema.DENIED:
            if claim.row_key in written:
                continue
            written.add(claim.row_key)
        unwritten.append(claim)
    return unwritten


def entity_row(entity: Entity) -> dict[str, str]:
    """Return an entity as one row of entities.csv, by column name, without who says so."""
    row = {column.name: getattr(entity, column.name) for column in OF_ENTITIES}
    row["aliases"] = schema.SEPARATOR.join(entity.aliases)
    return {**row, **entity.extra}


def description_rows(entity: Entity) -> Iterator[dict[str, str]]:
    """Yield the rows that describe an entity, so that reading them describes it the same.

    What rows say for which nobody is named comes first and as one row, since of these a file can
    have one only.
    """
    unsourced = [one for one in entity.descriptions if not one.claim.is_sourced]
    sourced = [one for one in entity.descriptions if one.claim.is_sourced]
    if unsourced:
        rows = map(_description_cells, unsourced)
        yield {"id": entity.id, **united_cells(entity.name, rows)}
    for one in sourced:
        yield row_of(entity, one)


def row_of(entity: Entity, description: Description) -> dict[str, str]:
    """Return a description as a row of its entity; one that was merged keeps its id as a remark."""
    cells = _description_cells(description)
    merged = cells.pop("id", "")
    return {"id": entity.id, **({MERGED_FROM: merged} if merged else {}), **cells}


def united_cells(name: str, rows: Iterable[dict[str, str]]) -> dict[str, str]:
    """Return several rows as one; what they say differently is kept under `other ...`.

    Args:
        name: of the entity, as it is displayed.
    """
    first, *others = rows
    united = dict(first)
    names = [name]
    for cells in others:
        for column, cell in cells.items():
            if column == "aliases":
                names += values_of(cell)
            elif column in ("id", "name"):
                names.append(cell)
            elif united.setdefault(column, cell) != cell:
                kept = values_of(united.get(f"other {column}", ""))
                united[f"other {column}"] = schema.SEPARATOR.join(dict.fromkeys((*kept, cell)))
    aliases = dict.fromkeys((*values_of(united.get("aliases", "")), *names[1:]))
    united |= {"name": united.get("name", name)}
    if aliases:
        united["aliases"] = schema.SEPARATOR.join(one for one in aliases if one != united["name"])
    return {column: cell for column, cell in united.items() if column != "id"}


def _description_cells(description: Description) -> dict[str, str]:
    """Return the cells of a description's row, the values and who says them."""
    claim = description.claim
    said = {
        column.name: schema.SEPARATOR.join(cell) if column.several else cell
        for column in schema.WHO_SAYS
        if (cell := getattr(claim, column.name)) and (column.name, cell) != _DEFAULT_STATUS
    }
    if speakers := claim.row.get("attributed_to", "").strip():
        said["attributed_to"] = speakers  # as they are called there
    return {**description.values, **said, **{n: cell for n, cell in claim.extra.items() if cell}}


def without_values(
    cells: Mapping[str, str], left_out: Collection[tuple[str, str]]
) -> dict[str, str]:
    """Return a row of entities.csv without some values; nothing where no value is left.

    Args:
        left_out: columns with values.
    """
    if not left_out:
        return dict(cells)
    kept = {}
    for column, cell in cells.items():
        parts = values_of(cell) if column == "aliases" else [cell]
        if texts := [part for part in parts if (column, part.strip()) not in left_out]:
            kept[column] = schema.SEPARATOR.join(texts)
    has_values = any(name != "id" and name not in _NAMES_OF_ROWS for name in kept)
    return kept if has_values or len(kept) == len(cells) else {}


_NAMES_OF_ROWS = frozenset(column.name for column in _OF_ROWS)
_DEFAULT_STATUS = ("status", schema.CLAIMED)


def claim_row(claim: Claim) -> dict[str, str]:
    """Return a claim as a row of relations.csv, by column name: its cells as they stood there."""
    return {**claim.row, **direction(claim)} if claim.row else _all_cells(claim)


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
    return {**cells, **direction(claim), **claim.extra}


def direction(claim: Claim) -> dict[str, str]:
    """Return the cell `directed` where only the settings of the folder say what it says."""
    if claim.is_symmetric == is_symmetric(claim.relation, claim.directed):
        return {}
    return {"directed": "no" if claim.is_symmetric else "yes"}


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
    """Return a date as day, month or year: never more exact or surer than given, "" if unknown."""
    if not text or text == "..":
        return ""
    try:
        low, high = dates.read_date(text)
    except dates.DateError:
        return ""
    point = edtf.point_of(text)
    if point is not None and not point.mark:
        return edtf.without_time(text)
    first, last = dates.day_text(low), dates.day_text(high)
    for length in (10, 7, 4) if not edtf.is_uncertain(text) else ():
        if first and last and first[:length] == last[:length]:
            return first[:length]
    return ""


def read_date(text: str) -> tuple[str, str]:
    """Return a foreign date as ours and, where it is more than we read, the whole text.

    Midnight goes, and zeros for an unknown month or day; what stays unreadable is "".
    """
    plain = text.strip()
    if not plain:
        return "", ""
    given = edtf.without_midnight(plain.removeprefix("+"))
    short = given.partition("T")[0].partition(" ")[0].removesuffix("Z")
    for ending in ("-00", "-00"):
        short = short.removesuffix(ending)
    for candidate in (given, short):
        try:
            dates.period(candidate, "")
        except dates.DateError:
            continue
        midnight = given.removeprefix(candidate)
        return candidate, "" if midnight in ("", "-00", "-00-00", " 00:00:00") else plain
    return "", plain


def without_made_id(row: Row) -> Row:
    """Return a row read back without the id that we gave it."""
    if row.kind != RELATION or not row.cells.get("id", "").startswith(MADE_ID):
        return row
    cells = {name: cell for name, cell in row.cells.items() if name != "id"}
    return row._replace(cells=cells)
