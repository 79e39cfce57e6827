"""Two CSV files in one .zip, as Gephi and neo4j-admin want them.

Gephi (`.gephi.zip`): nodes.csv and edges.csv, one line an edge, its claims beside it. Neo4j
(`.neo4j.zip`): neo4j-nodes.csv and neo4j-relationships.csv with neo4j-admin's headers, one
relationship a claim. Single files of either kind are read too.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
import zipfile
from itertools import chain
from typing import IO, TYPE_CHECKING, TypeAlias

from actorgraph.formats import graph_attributes
from actorgraph.formats.accounting import records
from actorgraph.formats.apoc import is_apoc_table, row_of_line
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import refuse
from actorgraph.formats.graphml import node_attribute_names
from actorgraph.formats.notes import Notes
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.headings.column_periods import spans_in
from actorgraph.headings.column_words import PERIODS
from actorgraph.limits import LARGEST_CELL, bounded_lines, check_archive
from actorgraph.records import record_line
from actorgraph.tables import DELIMITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from actorgraph.formats.content import Content

GEPHI = ("nodes.csv", "edges.csv")
NEO4J = ("neo4j-nodes.csv", "neo4j-relationships.csv")
Cells: TypeAlias = dict[str, str]
"""The cells of a line of a table, by its headers."""
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""Keeps the bytes equal on every run."""


def write_zip(path: Path, parts: dict[str, Iterable[str]]) -> None:
    """Write a zip of text files, each in pieces."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in parts.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece.encode("utf-8", "surrogatepass"))


def tables(path: Path, notes: Notes) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Yield the tables of a zip, or of one CSV file: name and records by header.

    Raises:
        DataError: if it is no sound zip or table.
    """
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as raw:
                encoding = _encoding(raw)
            with path.open(encoding=encoding, newline="") as file:
                yield path.name, _records(path.name, file, notes)
            return
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, str(path), path.stat().st_size)
            for name in archive.namelist():
                with archive.open(name) as raw:
                    encoding = _encoding(raw)
                with archive.open(name) as raw:
                    text = io.TextIOWrapper(raw, encoding=encoding, newline="")
                    yield name, _records(name, text, notes)
    except UnicodeDecodeError as error:
        what = f"byte 0x{error.object[error.start]:02x} is not UTF-8; save it as CSV UTF-8"
        raise refuse(path, what) from None
    except (zipfile.BadZipFile, csv.Error, UnicodeError) as error:
        raise refuse(path, f"this cannot be read: {error}") from None


def _encoding(raw: IO[bytes]) -> str:
    is_utf16 = raw.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return "utf-16" if is_utf16 else "utf-8-sig"


def _records(name: str, file: IO[str], notes: Notes) -> Iterator[Cells]:
    """Yield the records of a table, whatever parts its cells."""
    limit = csv.field_size_limit(LARGEST_CELL)
    try:
        texts = bounded_lines(file, name)
        header = next(texts, "")
        delimiter = _delimiter(header)
        lines = (line for line in csv.reader(chain((header,), texts), delimiter=delimiter) if line)
        for record in records(name, next(lines, []), lines, notes):
            yield {header: text_of(cell) for header, cell in record.items()}
    finally:
        csv.field_size_limit(limit)


def _delimiter(header: str) -> str:
    """Return what parts a header into most names of these tools, else into most cells."""

    def understood(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip('" \r\n') for cell in header.split(delimiter)]
        return sum(_is_named(cell) for cell in cells), len(cells)

    return max(DELIMITERS, key=understood)


def _is_named(header: str) -> bool:
    typed = _TYPED.match(header)
    return header in _GEPHI_NAMES or bool(typed and typed[2] in _NEO4J_NAMES)


def gephi_rows(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and edges of Gephi's tables."""
    read = tables(path, Notes())
    chosen = {name for name, table in read if _has_chosen_directions(table)}
    for table, lines in tables(path, notes):
        for record in lines:
            given = {_GEPHI_NAMES.get(name, name): cell for name, cell in record.items()}
            if "source" in given and "target" in given:
                if given.get("Type", "").lower() in _DIRECTIONS:
                    default = "undirected" if table in chosen else "directed"
                    direction = graph_attributes.directed_cell(given.pop("Type"), default)
                    given["directed"] = direction or given.get("directed", "")
                graph_attributes.leave_id(given.pop("id", ""), given, notes)
                ends = given.pop("source"), given.pop("target")
                for dated in _with_periods(given):
                    yield from graph_attributes.edge_rows(*ends, dated, notes)
            else:
                yield from graph_attributes.node_row(given.pop("id", ""), given, notes)


def _with_periods(given: dict[str, str]) -> Iterator[dict[str, str]]:
    """Yield an edge once for each of its periods, with their dates; as it is if it has none."""
    cell = next((cell for name, cell in given.items() if name.lower() in PERIODS), "")
    spells = spans_in(cell) if cell.strip() and not given.get("start_date") else None
    if not spells:
        yield dict(given)
    for spell in spells or ():
        yield {**given, "start_date": spell.start, "end_date": spell.end}


def _has_chosen_directions(records: Iterable[dict[str, str]]) -> bool:
    """Return whether any edge is undirected: Gephi writes Directed where nobody has chosen."""
    return any(record.get("Type", "").lower() == "undirected" for record in records)


_GEPHI_NAMES = {"Id": "id", "Label": "label", "Source": "source", "Target": "target"}
_DIRECTIONS = ("directed", "undirected", "mixed")


def gephi_parts(content: Content) -> dict[str, Iterable[str]]:
    """Return nodes.csv and edges.csv in pieces."""
    return dict(zip(GEPHI, (_gephi_nodes(content), _gephi_edges(content)), strict=True))


def _gephi_nodes(content: Content) -> Iterator[str]:
    names = node_attribute_names(content)[1:]
    yield record_line(["Id", "Label", *names])
    for row in content.entities():
        attributes = graph_attributes.node_attributes(row)
        yield record_line(
            [row.record, attributes["label"], *(attributes.get(name, "") for name in names)]
        )


def _gephi_edges(content: Content) -> Iterator[str]:
    every = graph_attributes.edge_attribute_names(content)
    weight = graph_attributes.weight_of(every)
    names = [name for name in every if name != "label"]
    header = ["Weight" if name == weight else name for name in names]
    yield record_line(["Source", "Target", "Type", "Id", "Label", *header])
    offices = content.offices_made()
    for number, (edge, claims) in enumerate(content.edges()):
        attributes = graph_attributes.edge_attributes(edge, claims, offices)
        direction = "Undirected" if edge.is_symmetric else "Directed"
        cells = (text_of(attributes.get(name)) for name in ("label", *names))
        yield record_line([edge.source, edge.target, direction, str(number), *cells])


def neo4j_parts(content: Content) -> dict[str, Iterable[str]]:
    """Return neo4j-nodes.csv and neo4j-relationships.csv in pieces."""
    from actorgraph.formats.tabular import tables_of

    columns = tables_of(content).columns
    nodes = [name for name in columns[ENTITY] if name not in ("id", "type")]
    ends = ("source", "target", "relation")
    links = [name for name in columns[RELATION] if name not in ends]
    return dict(
        zip(NEO4J, (_neo4j_nodes(content, nodes), _neo4j_links(content, links)), strict=True)
    )


def _neo4j_nodes(content: Content, names: list[str]) -> Iterator[str]:
    described = graph_attributes.DESCRIPTIONS
    own = [f"{described}:string", "derived:boolean", ":LABEL"]
    yield record_line([":ID", *(_property(name) for name in names), *own])
    for row in content.entities():
        cells = (row.cells.get(name, "") for name in names)
        rows = json.dumps(row.descriptions, ensure_ascii=False) if row.descriptions else ""
        derived = "true" if row.derived else ""
        yield record_line([row.record, *cells, rows, derived, row.cells.get("type", "")])


def _neo4j_links(content: Content, names: list[str]) -> Iterator[str]:
    own = ["stated_target:string", "derived:boolean"]
    yield record_line([":START_ID", ":END_ID", ":TYPE", *(_property(name) for name in names), *own])
    for row in content.relations():
        stated, target = row.stated or row.cells, row.cells["target"]
        cells = [stated.get(name, "") for name in names]
        meant = stated["target"] if stated["target"] != target else ""
        ends = [row.cells["source"], target, row.cells.get("relation", "")]
        yield record_line([*ends, *cells, meant, "true" if row.derived else ""])


def _property(name: str) -> str:
    """Return a property's header; a colon in it would be read as a type.

    A column that has the name of a property of ours gets a `_` more, which reading takes away.
    """
    escaped = f"{name}_" if name.rstrip("_") in _NEO4J_OWN else name
    return f"{escaped.replace(':', '_')}:string"


_TYPED = re.compile(r"(.*?):([A-Za-z_]+(?:\[\])?)(?:\((.*)\))?(?:\{.*\})?\Z", re.DOTALL)
_NEO4J_OWN = ("stated_target", "derived", graph_attributes.DESCRIPTIONS)
_IDS = ("id", "source", "target")
_NEO4J_NAMES = {
    "ID": "id",
    "LABEL": "type",
    "START_ID": "source",
    "END_ID": "target",
    "TYPE": "relation",
}


def neo4j_rows(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the nodes and relationships of neo4j-admin's tables."""
    for _, lines in tables(path, notes):
        for record in lines:
            if is_apoc_table(record):
                yield row_of_line(record, notes)
                continue
            given = dict(_neo4j_cells(record))
            meant = given.pop("stated_target", "")
            if given.pop("derived", "") == "true":
                continue
            kind = RELATION if "source" in given else ENTITY
            if kind == ENTITY and given.get(graph_attributes.DESCRIPTIONS):
                names = {"label": given.get("name", ""), **given}
                yield from graph_attributes.node_row(given.get("id", ""), names, notes)
                continue
            if kind == ENTITY:
                given.pop(graph_attributes.DESCRIPTIONS, None)
            if meant:
                given["target"] = meant
            builder = RowBuilder(kind, notes)
            builder.take({_column(name): cell for name, cell in given.items()})
            yield Row(kind, builder.cells, builder.cells.get("id", ""))


def _column(name: str) -> str:
    """Return the column that a property was written from."""
    return name.removesuffix("_") if name.rstrip("_") in _NEO4J_OWN else name


def _neo4j_cells(record: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield cells by our names: `personId:ID(Person)` is the id, `born:int` is born.

    An id counts within its group: person 1 and company 1 are two.
    """
    for header, cell in record.items():
        match = _TYPED.match(header)
        if match and match[2] in _NEO4J_NAMES:
            name = _NEO4J_NAMES[match[2]]
            in_group = f"{match[3]}-{cell}" if name in _IDS and match[3] and cell else cell
            yield name, cell.replace(";", "|") if match[2] == "LABEL" else in_group
        elif match and match[2] != "IGNORE":
            yield match[1], cell.replace(";", "|") if match[2].endswith("[]") else cell
        elif not match:
            yield header, cell
