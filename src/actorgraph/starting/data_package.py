"""The description of a folder's tables for other programs: a Frictionless data package.

Its schema says which columns there are, in plain words, and which words a closed one may hold.
Cells are text throughout: a date of ours can be `2016~`, which no program's type of dates takes.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.column_hints import HINTS
from actorgraph.formats.files import write_text
from actorgraph.formats.wholes import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from actorgraph.formats.documents import JsonObject

_TABLES = {"entities": "Who and what there is", "relations": "Who says what of whom, and where"}
_NEEDED = {"relations": schema.END_COLUMNS, "entities": ()}


def write_package(folder: Path, meant: Mapping[str, Mapping[str, str]] | None = None) -> Path:
    """Write datapackage.json for the tables of a folder, which are there already.

    Args:
        folder: with relations.csv, and entities.csv if there is one.
        meant: for each table, from a header to our column, where they differ.

    Returns:
        The file.
    """
    resources = [
        _resource(folder / f"{table}.csv", table, (meant or {}).get(table, {}))
        for table in _TABLES
        if (folder / f"{table}.csv").is_file()
    ]
    package = {"name": "actorgraph-data", "resources": resources}
    write_text(folder / PACKAGE, [json.dumps(package, ensure_ascii=False, indent=2), "\n"])
    return folder / PACKAGE


def _resource(path: Path, table: str, meant: Mapping[str, str]) -> JsonObject:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    return {
        "name": table,
        "title": _TABLES[table],
        "path": path.name,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [*_fields(table, header, meant)], "missingValues": [""]},
    }


def _fields(table: str, header: Iterable[str], meant: Mapping[str, str]) -> Iterable[JsonObject]:
    for name in header:
        ours = meant.get(name, name)
        field: JsonObject = {"name": name, "type": "string"}
        if hint := HINTS[table].get(ours):
            field["description"] = hint
        limits: JsonObject = {}
        if ours in _NEEDED[table]:
            limits["required"] = True
        if words := schema.CLOSED_SETS.get(ours):
            limits["enum"] = [*words]
        yield field | ({"constraints": limits} if limits else {})
