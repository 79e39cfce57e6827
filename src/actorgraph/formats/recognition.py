"""Which format a file or folder is in: by its suffix, its header, its first words or its marks.

Asked by `import`, `init` and `--data`. The formats themselves are in the registry.
"""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError
from actorgraph.formats.foreign import RECORDS
from actorgraph.formats.graph_tables import TABLES, has_ends_in, tool_of_table
from actorgraph.formats.registry import FORMATS, STATEMENTS, by_suffix, format_named
from actorgraph.limits import gunzipped, is_packed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from actorgraph.formats.format import Format

_SPREADSHEETS = (".ods", ".fods", ".xls", ".xlsb", ".numbers")
"""Forms of spreadsheets of which we could not say how their cells show a date."""
_DATA = (
    *(suffix for format_ in FORMATS if format_.reads for suffix in format_.suffixes),
    *_SPREADSHEETS,
)
"""Suffixes of files that hold data."""
_SHARED = (".json", ".jsonl", ".csv", ".xml")
"""Suffixes that say too little."""
_MARK = b"\xef\xbb\xbf".decode("latin-1")
"""A byte order mark, as `_text_of` reads it."""
_LOOKED_AT = 256 * 1024
"""So many bytes of a file are read together."""
_OVERLAP = 64
"""So many bytes of a piece are looked at again with the next, which can go on with a mark."""
_HEAD = 4096
"""Within so many characters a file has the words that it begins with."""


def format_to_read(path: Path) -> Format:
    """Return the format of a file, by looking inside where the suffix does not decide.

    Raises:
        UsageError: if it is none that is read.
    """
    if path.is_dir():
        return _by_members(path) or _refuse_folder(path)
    _refuse_other_spreadsheets(path)
    unpacked = path.name.lower().removesuffix(".gz")
    if unpacked.endswith(TABLES) and (table := _format_of_table(path)):
        return table
    named = by_suffix(unpacked, [format_ for format_ in FORMATS if format_.reads])
    own = named is not None and named.name not in ("json", "csv", "ftm")
    if named is not None and (own or not unpacked.endswith(_SHARED)):
        return named
    sniffed = _by_beginning(path) or _by_members(path) or _by_content(path)
    chosen = sniffed or named
    if sniffed is None and named is not None and named.name in ("json", "ftm"):
        is_lines = named.name == "ftm"
        chosen = format_named(RECORDS) if is_lines or _is_list_of_objects(path) else None
    if chosen is None and unpacked.endswith(TABLES):
        chosen = format_named("csv")  # as --data reads it
    if chosen is None:
        raise UsageError(
            f"{path} is none of the files that are read here.",
            hint="`actorgraph formats` lists them; format=NAME names one.",
        )
    return chosen


def _refuse_other_spreadsheets(path: Path) -> None:
    if path.suffix.lower() in _SPREADSHEETS:
        raise UsageError(
            f"{path} is a spreadsheet in a form that is not read here.",
            hint="Open it and save it as .xlsx: in LibreOffice and Excel by File > Save As, in "
            "Numbers by File > Export To > Excel. Dates are then read as they are shown.",
        )


def _is_list_of_objects(path: Path) -> bool:
    """Return whether a file of JSON is a list of objects, or has one on each of its lines."""
    head = _text_of(next(_pieces(path), b"")).removeprefix(_MARK)
    return re.match(r"\s*\[\s*\{|\s*\{[^\n]*\}\s*\n\s*\{", head) is not None


def _by_beginning(path: Path) -> Format | None:
    """Return the format of a file by the columns its first line names, or by its first words."""
    head = _text_of(next(_pieces(path), b"")).removeprefix(_MARK)
    for format_ in FORMATS:
        if format_.begins and re.match(format_.begins, head[:_HEAD], re.IGNORECASE):
            return format_
    header = head.partition("\n")[0]
    names = {name.strip().strip('"').strip().lower() for name in re.split("[,;\t|]", header)}
    fitting = [
        (len(columns), format_)
        for format_ in FORMATS
        for columns in format_.headers
        if names.issuperset(columns)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _format_of_table(path: Path) -> Format | None:
    """Return the format of a text that a suffix calls a table; None if it does not look like one.

    A .csv is a table in any case, if it is not JSON; a .txt if it names both ends of a relation.
    """
    named = by_suffix(path.name.lower().removesuffix(".gz"), FORMATS)
    if named is not None and named.name not in ("csv", STATEMENTS):
        return None
    head = _head(path)
    if head[:1] in ("{", "[") or (named is not None and named.name == STATEMENTS):
        return None
    if tool := by_look(path):
        return tool
    is_table = named is not None or not path.suffix.lower().endswith(".txt")
    return format_named("csv") if is_table or has_ends_in(head) else None


def by_look(path: Path) -> Format | None:
    """Return the format of a table that another tool wrote; None for a table of our kind."""
    if named := _by_beginning(path):
        return named
    return format_named(tool) if (tool := tool_of_table(_head(path))) else None


def _head(path: Path) -> str:
    """Return the beginning of a file as text."""
    raw = next(_pieces(path), b"")
    utf_16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
    return raw.decode("utf-16" if utf_16 else "utf-8-sig", "replace")


def _by_members(path: Path) -> Format | None:
    """Return the format of a zip or a folder, as the names in it show."""
    from actorgraph.formats.bundle import names_within
    from actorgraph.formats.wholes import NOTES, has_data

    names = [name.lower() for name in names_within(path)]
    for format_ in FORMATS:
        for patterns in format_.members:
            is_fit = all(any(fnmatchcase(name, one) for name in names) for one in patterns)
            if is_fit and not (patterns == NOTES and has_data(names, _DATA)):
                return format_
    return None


def folder_format(path: Path) -> Format | None:
    """Return the format of a folder that another tool wrote; None for any other path."""
    return _by_members(path) if path.is_dir() else None


def _refuse_folder(path: Path) -> Format:
    raise UsageError(
        f"{path} is a folder; import reads files: name those in it that you want.",
        hint=f"A folder with our own tables needs no import: --data {path}",
    )


def _by_content(path: Path) -> Format | None:
    """Return the format most of whose marks the file has; reads the whole file if need be.

    Some documents begin with a megabyte of names before they say what they are.
    """
    seen: set[str] = set()
    marks = {
        mark
        for format_ in FORMATS
        if format_.reads
        for marks_together in format_.marks
        for mark in marks_together
    }
    before = b""
    for piece in _pieces(path):
        text = _text_of(before + piece)
        seen |= {mark for mark in marks - seen if mark in text}
        if (format_ := _marked(seen)) is not None:
            return format_
        before = piece[-_OVERLAP:]
    return None


def _marked(seen: set[str]) -> Format | None:
    fitting = [
        (sum(len(mark) for mark in marks), format_)
        for format_ in FORMATS
        if format_.reads
        for marks in format_.marks
        if seen.issuperset(marks)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as raw:
            file = gunzipped(raw, str(path)) if is_packed(raw) else raw
            while piece := file.read(_LOOKED_AT):
                yield piece
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.") from None


def _text_of(raw: bytes) -> str:
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace")
