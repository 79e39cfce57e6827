"""The global register of legal entities (GLEIF): who they are (level 1), who consolidates whom (2).

Both levels are read as the CSV that the register publishes, also in its zip. A consolidation is
no share: the relation keeps the register's own word. Read only.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.day_cells import put_day
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.text_lines import text_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

REGISTER = "GLEIF"
_RETRACTED = ("ANNULLED", "DUPLICATE")
"""What the register has recorded and takes back."""
_START, _END = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
_PERIOD = "Relationship.Period."
_QUANTIFIER = "Relationship.Quantifiers."
_OTHER_NAME = re.compile(
    r"Entity\.(?:Transliterated)?OtherEntityNames\.(?:Transliterated)?OtherEntityName\.\d+\Z"
)
_SUCCESSOR = re.compile(r"Entity\.SuccessorEntity\.(?:\d+\.)?SuccessorLEI\Z")


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield legal entities, and who is consolidated by whom.

    Raises:
        DataError: if it is no table.
    """
    for file in text_files(path, "*.csv"):
        for cells in file.rows(notes):
            if _START in cells or _END in cells:
                yield from _relationship(cells, notes)
            else:
                yield from _entity(cells, notes)


def _relationship(cells: dict[str, str], notes: Notes) -> Iterator[Row]:
    source, target = cells.pop(_START, ""), cells.pop(_END, "")
    for end in filter(None, (source, target)):
        yield Row(ENTITY, {"id": end, "type": "organization"}, end)
    builder = RowBuilder(RELATION, notes, source=source, target=target)
    builder.put("relation", _word(cells.pop("Relationship.RelationshipType", "")))
    _put_periods(builder, cells)
    _put_quantifiers(builder, cells)
    builder.put("attributed_to", REGISTER)
    changed = "Registration.LastUpdateDate"
    put_day(builder, "statement_date", cells.pop(changed, ""), changed)
    builder.put("document", cells.pop("Registration.ValidationReference", ""))
    if cells.get("Registration.RegistrationStatus", "").upper() in _RETRACTED:
        builder.put("assessment", "rejected")
        notes.add("relationships", "annulled or duplicates of others: marked as rejected")
    for name, cell in cells.items():
        if not (name.endswith("NodeIDType") and cell == "LEI"):
            builder.keep(_short(name), cell)
    yield Row(RELATION, builder.cells, "/".join((source, builder.cells["relation"], target)))


def _word(their_type: str) -> str:
    """Return IS_DIRECTLY_CONSOLIDATED_BY as directly_consolidated_by."""
    return their_type.lower().replace("-", "_").removeprefix("is_") or "related_to"


def _numbered(cells: dict[str, str], prefix: str) -> Iterator[dict[str, str]]:
    """Take the groups of columns that are numbered behind a prefix out of a row."""
    groups: dict[str, dict[str, str]] = {}
    for name in [name for name in cells if name.startswith(prefix)]:
        number, _, part = name.removeprefix(prefix).partition(".")
        groups.setdefault(number, {})[part] = cells.pop(name)
    yield from groups.values()


def _put_periods(builder: RowBuilder, cells: dict[str, str]) -> None:
    """Fill the dates from the period of the relationship; those of accounts and filing are kept."""
    for period in _numbered(cells, _PERIOD):
        kind = period.get("periodType", "")
        start, end = period.get("startDate", ""), period.get("endDate", "")
        if kind in ("RELATIONSHIP_PERIOD", "") and not _is_dated(builder):
            put_day(builder, "start_date", start, f"{kind.lower()}_start")
            put_day(builder, "end_date", end, f"{kind.lower()}_end")
        elif start or end:
            builder.keep(kind.lower() or "period", f"{start}/{end}")


def _is_dated(builder: RowBuilder) -> bool:
    return "start_date" in builder.cells or "end_date" in builder.cells


def _put_quantifiers(builder: RowBuilder, cells: dict[str, str]) -> None:
    """Fill the share from a percentage; how it was measured, and every other amount, is kept."""
    for quantifier in _numbered(cells, _QUANTIFIER):
        amount = quantifier.get("QuantifierAmount", "")
        units, method = quantifier.get("QuantifierUnits", ""), quantifier.get("MeasurementMethod")
        if units == "PERCENTAGE":
            builder.put_share(amount, "share_as_given")
        if amount or method:
            builder.keep("quantifier", " ".join(filter(None, (amount, units, method))))


def _short(name: str) -> str:
    return name.removeprefix("Relationship.").removeprefix("Registration.")


def _entity(cells: dict[str, str], notes: Notes) -> Iterator[Row]:
    lei = cells.pop("LEI", "")
    builder = RowBuilder(ENTITY, notes, id=lei, type="organization")
    builder.put("name", cells.pop("Entity.LegalName", ""))
    builder.add_aliases(cells.pop(name) for name in [*cells] if _OTHER_NAME.match(name))
    place = cells.pop("Entity.LegalAddress.Country", "")
    builder.put("country", place or cells.get("Entity.LegalJurisdiction"))
    for column, name in (("start_date", "Creation"), ("end_date", "Expiration")):
        header = f"Entity.Entity{name}Date"
        put_day(builder, column, cells.pop(header, ""), header)
    followed_by = [cells[name] for name in cells if _SUCCESSOR.match(name)]
    for name, cell in cells.items():
        builder.keep(name, cell)
    yield Row(ENTITY, builder.cells, lei)
    for successor in filter(None, followed_by):
        ends = {"source": successor, "target": lei, "relation": "successor_of"}
        yield Row(RELATION, ends | {"attributed_to": REGISTER}, f"{lei}/{successor}")
