"""A spreadsheet taken over as the two tables, with settings that say what its headers mean.

The header stays as it is and `actorgraph.toml` says how it is read, so that everybody can see and
change that. Leaves out reading the sheets (spreadsheet.py) and dates and numbers (notation.py).
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.formats.files import write_text
from actorgraph.formats.wholes import PACKAGE
from actorgraph.headings.cell_kinds import kind_of_cells
from actorgraph.headings.column_likeness import similar_columns
from actorgraph.headings.column_meanings import folded, meanings
from actorgraph.headings.column_options import toml_text
from actorgraph.plurals import counted, entities_and_relations
from actorgraph.quantities import is_doubtful
from actorgraph.records import record_lines
from actorgraph.schema import END_COLUMNS
from actorgraph.settings import FILE
from actorgraph.starting.data_package import write_package
from actorgraph.starting.folder import make_folder
from actorgraph.starting.notation import dates_rewritten, numbers_rewritten
from actorgraph.starting.spreadsheet import sheets_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from actorgraph.starting.spreadsheet import TextSheet

_PAIRS = (
    ("von", "an"), ("von", "nach"), ("from", "to"), ("de", "\u00e0"), ("de", "a"), ("da", "a"),
    ("de", "hacia"), ("\u043e\u0442", "\u043a"),
)  # fmt: skip
"""Headers of two ends that leave no doubt, in six languages."""
_SOURCES = (
    "quelle",
    "source",
    "fuente",
    "fonte",
    "\u0438\u0441\u0442\u043e\u0447\u043d\u0438\u043a",
)
_DATES = ("start_date", "end_date", "date", "statement_date", "published_date", "checked_date")
_NUMBERS = ("amount", "share")
_TABLES = {
    "relations": ("columns", schema.RELATION_COLUMNS),
    "entities": ("entities", schema.ENTITY_COLUMNS),
}
"""Of each table the section of the settings and the columns."""


class _Taken(NamedTuple):
    """A sheet that is taken over.

    Attributes:
        table: relations or entities.
        headers: from our column name to the header; told: those that the settings have to name.
        changed: how many dates and numbers were rewritten.
        doubtful: numbers that may be thousands or decimals.
    """

    table: str
    sheet: TextSheet
    headers: dict[str, str]
    told: dict[str, str]
    changed: int = 0
    doubtful: Sequence[str] = ()


def take_over(folder: Path, files: Sequence[Path]) -> list[str]:
    """Write the sheets of spreadsheets as the tables of a folder; return what was done.

    Raises:
        UsageError: if the folder holds such tables already, or no sheet holds relations.
    """
    taken: dict[str, _Taken] = {}
    left = []
    for sheet in (_headed(sheet) for path in files for sheet in sheets_of(path)):
        one = _understood(sheet)
        if one is None or one.table in taken:
            left.append(_left_out(sheet, one))
        else:
            taken[one.table] = _rewritten(one)
    if "relations" not in taken:
        raise UsageError(
            "No sheet has two columns that name who is connected with whom.",
            hint="Call them source and target, or Von and An, or De and \u00c0, in the first line; "
            "`actorgraph --data FILE check` proposes options for the columns that are there.",
        )
    make_folder(folder, [*(f"{table}.csv" for table in taken), FILE, PACKAGE])
    for table, one in taken.items():
        write_text(folder / f"{table}.csv", record_lines([one.sheet.header, *one.sheet.rows]))
    write_text(folder / FILE, [_settings(taken)])
    write_package(
        folder,
        {
            table: {header: ours for ours, header in one.headers.items()}
            for table, one in taken.items()
        },
    )
    return [*map(_said, taken.values()), *left]


def import_into(folder: Path, files: Sequence[Path]) -> list[str]:
    """Write files of other tools as the tables of a folder; return what was done.

    Raises:
        UsageError: if the folder holds such tables already.
    """
    from actorgraph.formats.notes import Notes
    from actorgraph.formats.writing import import_files

    notes = Notes()
    if (folder / PACKAGE).exists():
        raise FileExistsAlreadyError(str(folder / PACKAGE))
    counts = import_files(files, folder, notes)
    write_package(folder)
    said = f"Wrote {entities_and_relations(counts['entity'], counts['relation'], joint=' and ')}."
    return [*notes.sentences(), said]


def _headed(sheet: TextSheet) -> TextSheet:
    """Return a sheet of which each column with cells has a header; others without one go."""
    kept = [
        at
        for at, header in enumerate(sheet.header)
        if header.strip() or any(row[at].strip() for row in sheet.rows)
    ]
    taken = {header.strip() for header in sheet.header}
    header = []
    for at in kept:
        name = sheet.header[at]
        if not name.strip():
            numbers = (f"column {number}" for number in count(at + 1))
            name = next(one for one in numbers if one not in taken)
            taken.add(name)
        header.append(name)
    return sheet._replace(header=header, rows=[[row[at] for at in kept] for row in sheet.rows])


def _understood(sheet: TextSheet) -> _Taken | None:
    """Return what a sheet is and what its columns mean; None for neither of our tables."""
    relations = _headers(sheet, schema.RELATION_COLUMNS)
    if set(END_COLUMNS) <= relations[0].keys():
        return _Taken("relations", sheet, *relations)
    entities = _headers(sheet, schema.ENTITY_COLUMNS)
    if {"id", "name"} & entities[0].keys():
        return _Taken("entities", sheet, *entities)
    return None


def _headers(
    sheet: TextSheet, known: tuple[schema.Column, ...]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the header of each of our columns, and those that are taken by likeness alone."""
    ours = {column.name for column in known}
    told = _ends_beside_a_source(sheet.header) if set(END_COLUMNS) <= ours else {}
    read = meanings(sheet.header, sheet.rows, known, told)
    headers = {name: sheet.header[at] for name, at in read.columns.items() if name in ours}
    for at, header in enumerate(sheet.header):
        if header in headers.values():
            continue
        kind = kind_of_cells(row[at] for row in sheet.rows)
        for name in similar_columns(folded(header), ours - headers.keys() - told.keys()):
            unfit = "dates" if name in END_COLUMNS else "names" if name in _DATES else "-"
            if kind != unfit:
                told[name] = header
                break
    return headers | told, told


def _ends_beside_a_source(header: list[str]) -> dict[str, str]:
    """Return the ends and the document where a header names both ends and a source beside them.

    `source` is then no end: in German, French and English it is also where something stands. For
    other commands column_meanings decides this (`lone_source`), and asks where `init` settles it.
    """
    names = {name.strip().casefold(): name for name in header}
    for source, target in _PAIRS:
        found = next((names[word] for word in _SOURCES if word in names), "")
        if found and source in names and target in names:
            return {"source": names[source], "target": names[target], "document": found}
    return {}


def _rewritten(one: _Taken) -> _Taken:
    """Return a sheet with the dates and numbers that have one reading as ours."""
    columns = [list(column) for column in zip(*one.sheet.rows, strict=True)]
    changed, doubtful = 0, list[str]()
    for at, header in enumerate(one.sheet.header):
        name = next((ours for ours, theirs in one.headers.items() if theirs == header), "")
        if name in _DATES:
            column = dates_rewritten(columns[at], name)
        elif name in _NUMBERS:
            column = numbers_rewritten(columns[at])
        else:
            continue
        doubtful += [cell for cell in column if name in _NUMBERS and is_doubtful(cell)]
        changed += sum(new != old for new, old in zip(column, columns[at], strict=True))
        columns[at] = column
    rows = [list(row) for row in zip(*columns, strict=True)]
    return one._replace(sheet=one.sheet._replace(rows=rows), changed=changed, doubtful=doubtful)


def _settings(taken: dict[str, _Taken]) -> str:
    lines = ["# How the headers of the tables beside this file are read: our column = your header."]
    for table, (section, _) in _TABLES.items():
        if table in taken:
            lines += ["", f"[{section}]"]
            lines += [f"{name} = {toml_text(one)}" for name, one in taken[table].told.items()]
    return "\n".join(lines) + "\n"


def _said(one: _Taken) -> str:
    count = len(one.sheet.rows)
    read = ", ".join(f"{' '.join(header.split())} as {name}" for name, header in one.told.items())
    known = set(one.headers.values())
    kept = [header for header in one.sheet.header if header not in known]
    parts = [f"{one.table}.csv: {counted(count, 'row')} of {one.sheet.name}"]
    parts += [f"reads {read}"] if read else []
    parts += [f"keeps {', '.join(kept)}"] if kept else []
    changed = counted(one.changed, "date or number", "dates and numbers")
    parts += [f"{changed} rewritten as ours"] if one.changed else []
    if one.doubtful:
        parts.append(
            f"{one.doubtful[0]!r} may be thousands or decimals: {len(one.doubtful):,} such numbers "
            "stay as they are, and a point is read as that before decimals"
        )
    parts += [one.sheet.note] if one.sheet.note else []
    return "; ".join(parts) + "."


def _left_out(sheet: TextSheet, one: _Taken | None) -> str:
    if one is None:
        return f"Left out: {sheet.name}, which names neither two ends nor entities."
    return f"Left out: {sheet.name}; another sheet is {one.table}.csv, and one table is one sheet."
