"""The Offshore Leaks database of the ICIJ: nodes-*.csv and relationships.csv, alone or together.

What a node is (entity, officer, intermediary, address) shows in the name of its file or its
columns. An officer can be a person or a company: the type stays open. Read only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.day_cells import put_day
from actorgraph.formats.row_builder import RowBuilder
from actorgraph.formats.text_lines import text_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.notes import Notes

PUBLISHER = "ICIJ"
_KINDS = {
    "entit": ("entity", "organization"),
    "officer": ("officer", ""),
    "intermediar": ("intermediary", ""),
    "address": ("address", "place"),
    "other": ("other", ""),
}
"""By a part of the name of the file: their kind of node and our type."""
_ALIKE = ("similar", "same", "probably_same", "connected_to")
"""Beginnings of the relations that only say that two nodes may be one."""
_ENDS = {
    "node_id_start": "source", "node_id_end": "target", "start_id": "source", "end_id": "target",
    "node_1": "source", "node_2": "target",
}  # fmt: skip


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield nodes and relationships.

    Raises:
        DataError: if a file is no table.
    """
    for file in text_files(path, "*nodes*.csv", "*relationships*.csv", "*edges*.csv"):
        for cells in file.rows(notes):
            lower = {name.lower(): cell for name, cell in cells.items()}
            if any(name in lower for name in _ENDS):
                yield _relationship(lower, notes)
            else:
                yield _node(lower, file.name.lower(), notes)


def _node(cells: dict[str, str], file_name: str, notes: Notes) -> Row:
    record = cells.pop("node_id", "")
    builder = RowBuilder(ENTITY, notes, id=record)
    kind, our_type = _kind(cells, file_name)
    address = cells.get("address", "") if kind == "address" else ""
    builder.put("name", cells.pop("name", "") or address)
    builder.put("type", our_type)
    builder.keep("icij_kind", kind)
    builder.add_aliases(cells.pop(name, "") for name in ("original_name", "former_name"))
    codes = cells.pop("country_codes", "") or cells.pop("jurisdiction", "")
    builder.put("country", [code for code in codes.split(";") if code])
    put_day(builder, "start_date", cells.pop("incorporation_date", ""), "incorporation_date")
    put_day(builder, "end_date", cells.pop("struck_off_date", ""), "struck_off_date")
    for name, cell in cells.items():
        if name == "note" or not (name == "address" and cell == builder.cells.get("name")):
            builder.keep(
                name, [part.strip() for part in cell.split(";")] if "countr" in name else cell
            )
    return Row(ENTITY, builder.cells, record)


def _kind(cells: dict[str, str], file_name: str) -> tuple[str, str]:
    for part, kind in _KINDS.items():
        if part in file_name:
            return kind
    if "incorporation_date" in cells or "jurisdiction" in cells:
        return _KINDS["entit"]
    return _KINDS["address"] if "name" not in cells and "address" in cells else ("", "")


def _relationship(cells: dict[str, str], notes: Notes) -> Row:
    builder = RowBuilder(RELATION, notes)
    for name, end in _ENDS.items():
        builder.put(end, cells.pop(name, ""))
    their_type = cells.pop("rel_type", "") or cells.pop("type", "")
    link = cells.pop("link", "")
    relation = "_".join((link or their_type or "related to").lower().split())
    builder.put("relation", relation)
    if relation.startswith(_ALIKE):
        builder.put("directed", "no")
    if their_type.lower() != relation:
        builder.keep("rel_type", their_type)
    for column in ("start_date", "end_date"):
        put_day(builder, column, cells.pop(column, ""), f"{column}_as_given")
    builder.put("attributed_to", PUBLISHER)
    builder.put("document", cells.pop("sourceid", ""))
    for name, cell in cells.items():
        builder.keep(name, cell)
    return Row(RELATION, builder.cells, "")
