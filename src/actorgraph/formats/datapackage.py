"""Frictionless data packages: datapackage.json and its tables, in a folder, a zip or by itself.

A table with both ends is relations, one that names something is entities. A table whose foreign
keys name two others links these: the first key is the source, the second the target. Read only.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.formats.bundle import Bundle
from actorgraph.formats.content import ENTITY, RELATION, Row
from actorgraph.formats.documents import parsed_json
from actorgraph.formats.row_builder import RowBuilder, text_of
from actorgraph.formats.tabular import kind_of
from actorgraph.formats.text_lines import TextFile
from actorgraph.formats.wholes import PACKAGE, paths_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from actorgraph.formats.documents import JsonObject
    from actorgraph.formats.notes import Notes

_ENDS = 2


class _Resource(NamedTuple):
    """A table of the package.

    Attributes:
        header: its columns.
        records: its rows by column.
        keys: from a column to the table whose rows it names.
        key: the column that names its own rows.
    """

    name: str
    header: list[str]
    records: Iterable[dict[str, str]]
    keys: dict[str, str]
    key: str


def read(path: Path, notes: Notes) -> Iterator[Row]:
    """Yield the rows of every table of a package.

    Raises:
        DataError: if its description is not JSON, or a table is broken.
    """
    bundle, name = _bundle(path)
    folder, described = name[: -len(PurePosixPath(name).name)], TextFile(bundle, name)
    try:
        package = parsed_json(bundle.read(described.name))
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise described.refuse(line, f"this is not JSON: {error}") from None
    listed = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(listed, list):
        raise described.refuse(1, "it lists no resources")
    found = [_resource(one, bundle, folder, notes) for one in listed if isinstance(one, dict)]
    resources = [one for one in found if one is not None]
    named = [one.name for one in resources if _kind(one) == ENTITY]
    prefixed = frozenset(named if len(named) > 1 else ())
    for resource in resources:
        yield from _rows(resource, prefixed, notes)


def _bundle(path: Path) -> tuple[Bundle, str]:
    """Return the files of the package, and the name that its description has among them."""
    bundle = Bundle(path)
    if not bundle.is_folder and not bundle.is_zip:
        return Bundle(path.parent), path.name
    return bundle, min(bundle.matching(PACKAGE, f"*/{PACKAGE}"), key=len, default=PACKAGE)


def _resource(given: JsonObject, bundle: Bundle, folder: str, notes: Notes) -> _Resource | None:
    schema = given.get("schema") if isinstance(given.get("schema"), dict) else {}
    schema = schema or {}
    name = text_of(given.get("name")) or "resource"
    keys = dict(_foreign_keys(schema, name))
    primary = schema.get("primaryKey") or ""
    key = text_of(primary[0] if isinstance(primary, list) and len(primary) == 1 else primary)
    data = given.get("data")
    if isinstance(data, list) and all(isinstance(row, dict) for row in data):
        header = list(dict.fromkeys(column for row in data for column in row))
        return _Resource(name, header, _as_described(data, schema), keys, key)
    files = _tables(given, bundle, folder, notes)
    if not files:
        return None
    header = files[0].columns()
    records = chain.from_iterable(_part(file, header, notes) for file in files)
    return _Resource(name, header, _as_described(records, schema), keys, key)


def _tables(given: JsonObject, bundle: Bundle, folder: str, notes: Notes) -> list[TextFile]:
    """Return the files of a resource that are tables; those that are none are named."""
    files = []
    for path in paths_of(given):
        inside = str(PurePosixPath(folder + path))
        if inside.lower().endswith((".csv", ".tsv", ".txt", ".gz")) and bundle.has(inside):
            files.append(TextFile(bundle, inside))
        else:
            name = text_of(given.get("name")) or "resource"
            what = "not read: no table in the package"
            notes.add(f"resource {name}", what, example=partial(str, path))
    return files


def _part(file: TextFile, header: list[str], notes: Notes) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a part of a table, which need not say again what its columns are.

    Parts make one table where they are put together, so that the first alone can have the header.
    """
    has_header = not set(header).isdisjoint(file.columns())
    return file.rows(notes, () if has_header else header)


def _as_described(
    records: Iterable[Mapping[str, Any]], schema: JsonObject
) -> Iterator[dict[str, str]]:
    """Yield rows with what the schema calls missing left empty, and days of a stated form as ours.

    What a stated form does not fit stays as it is, and is refused where it is no date of ours.
    """
    stated = schema.get("missingValues")
    missing = {
        text_of(one.get("value") if isinstance(one, dict) else one)
        for one in (stated if isinstance(stated, list) else [])
    }
    fields = [one for one in schema.get("fields") or [] if isinstance(one, dict)]
    forms = {
        text_of(one.get("name")): form
        for one in fields
        if one.get("type") in ("date", "datetime") and "%" in (form := text_of(one.get("format")))
    }
    for record in records:
        row = {name: text_of(value) for name, value in record.items()}
        for name, text in row.items():
            if text in missing:
                row[name] = ""
            elif text and name in forms:
                row[name] = _day(text, forms[name])
        yield row


def _day(text: str, form: str) -> str:
    """Return a day that is written in a form of `strptime`, as exactly as the form has it."""
    try:
        day = datetime.strptime(text, form)  # noqa: DTZ007 - no zone is known
    except ValueError:
        return text
    if "%Y" not in form:
        return text
    if re.search("%[dj]", form):
        return day.isoformat(timespec="minutes") if "%H" in form else day.date().isoformat()
    return f"{day:%Y-%m}" if re.search("%[mbB]", form) else f"{day:%Y}"


def _foreign_keys(schema: JsonObject, own: str) -> Iterator[tuple[str, str]]:
    """Yield the columns that name rows of a table, each with the name of that table."""
    for key in schema.get("foreignKeys") or []:
        fields = key.get("fields")
        columns = fields if isinstance(fields, list) else [fields]
        if len(columns) == 1:
            reference = key.get("reference") or {}
            yield text_of(columns[0]), text_of(reference.get("resource")) or own


def _kind(resource: _Resource) -> str:
    if len(resource.keys) >= _ENDS and resource.name not in ("entities", "nodes"):
        return RELATION
    return kind_of(resource.name, resource.header)


def _rows(resource: _Resource, prefixed: frozenset[str], notes: Notes) -> Iterator[Row]:
    kind = _kind(resource)
    if not kind:
        notes.add(f"resource {resource.name}", "not read: neither entities nor relations")
        return
    for record in resource.records:
        given = dict(record)
        if kind == RELATION and len(resource.keys) >= _ENDS:
            yield _link(resource, given, prefixed, notes)
            continue
        builder = RowBuilder(kind, notes)
        own = given.pop(resource.key, "") if kind == ENTITY and resource.key else ""
        builder.put("id", own)
        builder.take(given)
        if kind == ENTITY and resource.name in prefixed:
            builder.put("id", builder.cells.get("name"))
            builder.cells["id"] = f"{resource.name}/{builder.cells['id']}"
            builder.put("type", resource.name)
        yield Row(kind, builder.cells, builder.cells.get("id", ""))


def _link(
    resource: _Resource, given: dict[str, str], prefixed: frozenset[str], notes: Notes
) -> Row:
    """Return a row whose foreign keys name two others as a relation."""
    builder = RowBuilder(RELATION, notes)
    columns = list(resource.keys)
    for end, column in zip(("source", "target"), columns, strict=False):
        table, key = resource.keys[column], given.pop(column, "")
        builder.put(end, f"{table}/{key}" if key and table in prefixed else key)
    builder.take(given)
    builder.put("relation", resource.name)
    return Row(RELATION, builder.cells, builder.cells.get("id", ""))
