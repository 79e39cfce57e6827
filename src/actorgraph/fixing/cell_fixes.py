"""Rewrite dates, amounts and shares that have exactly one reading, in their CSV files.

Behind `check --fix` and `check --undo`. All files are changed or none, only those cells of them,
and no file that was changed meanwhile. What stood there before is kept beside each file, under a
name that says of which content it is the original. Leaves out what somebody has to choose.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import dates, locating, schema
from actorgraph.dates.date_order import in_order
from actorgraph.editing.cell_edits import CellEdit, EditError, edited
from actorgraph.errors import UsageError
from actorgraph.fixing.quantity_fixes import quantity_edits
from actorgraph.formats.files import write_file
from actorgraph.input_tables import entity_table, relation_table
from actorgraph.tables import DELIMITERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.tables import Table

KEPT = ".before-fix-"
"""In the name of a file that keeps what stood there before a fix."""
_PERMISSIONS = 0o777


class FixedFile(NamedTuple):
    """A file with cells to rewrite.

    Attributes:
        before, after: its whole content.
        columns: the column of each edit.
    """

    path: Path
    before: bytes
    after: bytes
    edits: tuple[CellEdit, ...]
    columns: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield a line for each cell that changes."""
        for edit, column in zip(self.edits, self.columns, strict=True):
            new = edit.new or "(empty)"
            yield f"{self.path}:{edit.line}:{column}: {edit.old!r} -> {new}"


class CellFixes(NamedTuple):
    """All cells that can be rewritten, and how many somebody has to write."""

    files: tuple[FixedFile, ...]
    left: int

    @property
    def cells(self) -> int:
        """The number of cells that change."""
        return sum(len(file.edits) for file in self.files)


def find_fixes(paths: locating.Paths, columns: Mapping[str, str]) -> CellFixes:
    """Return the cells of the data that have exactly one reading, without changing anything.

    Raises:
        UsageError: if the data is not in CSV files that can be changed.
        DataError: if a file cannot be read as a table at all.
    """
    files, left = [], 0
    for path in locating.listed(paths):
        for file, table, order in _tables(path, columns):
            before = file.read_bytes()
            _leave_each_row_once(table)
            edits, asked = _edits(table, order)
            numbers, unread = quantity_edits(table)
            edits += numbers
            left += asked + unread
            if edits:
                files.append(_fixed(file, before, edits))
    return CellFixes(tuple(files), left)


def write_fixes(fixes: CellFixes) -> list[Path]:
    """Write the fixes of all files, or of none; return where each original is kept.

    Raises:
        UsageError: if a file was changed since the fixes were found, or cannot be written.
    """
    for file in fixes.files:
        _refuse_changed(file.path, file.before)
    kept = [_kept(file.path, file.after) for file in fixes.files]
    for place, file in zip(kept, fixes.files, strict=True):
        _keep(place, file)
    _replace_all([(file.path, file.before, file.after) for file in fixes.files])
    return kept


def undo_fixes(paths: locating.Paths) -> list[Path]:
    """Put back what stood in the files before their last fix; return the files.

    Raises:
        UsageError: if nothing was fixed, or a file was changed since.
    """
    changes, originals = [], []
    for path in locating.listed(paths):
        for file in _files(path):
            after = file.read_bytes()
            original = _kept(file, after)
            if original.is_file():
                changes.append((file, after, original.read_bytes()))
                originals.append(original)
            elif others := sorted(file.parent.glob(f"{file.name}{KEPT}*")):
                raise UsageError(
                    f"{file} was changed since its dates were rewritten.",
                    hint=f"What stood there before is in {', '.join(map(str, others))}.",
                )
    if not changes:
        raise UsageError("There is nothing to undo: no original is kept beside the data.")
    _replace_all(changes)
    for original in originals:
        original.unlink()
    return [file for file, _, _ in changes]


def _files(path: Path) -> list[Path]:
    """Return the CSV files of a path.

    Raises:
        UsageError: if it is none that can be changed.
    """
    if path is locating.STDIN:
        raise UsageError("What comes on standard input is no file to change.")
    if locating.is_foreign(path, None):
        raise UsageError(
            f"{path} is no CSV file of ours; its dates are changed where it was made.",
            hint=f"Or make a folder of it and change that: actorgraph import {path} --to FOLDER",
        )
    entities, relations = locating.tables_of(path)
    files = [file for file in (entities, relations) if file is not None]
    for file in files:
        if file.suffix == ".gz":
            raise UsageError(f"{file} is compressed; unpack it, then its dates can be rewritten.")
    return files


def _tables(path: Path, columns: Mapping[str, str]) -> Iterator[tuple[Path, Table, str]]:
    """Yield each file of the data as a table, with the order of its dates."""
    settings = locating.settings_of(path)
    *entities, relations = _files(path)
    for file in entities:
        yield file, entity_table(file, settings.entities), settings.date_order
    renamed = {**settings.columns, **columns}
    yield relations, relation_table(relations, renamed), settings.date_order


def _leave_each_row_once(table: Table) -> None:
    """Leave of the rows that one row of the file states, one for each document, the first alone."""
    first = dict(reversed([*zip(table.lines, table.rows, strict=True)]))
    table.lines = [*reversed(first)]
    table.rows = [*reversed(first.values())]


def _edits(table: Table, order: str) -> tuple[list[tuple[str, CellEdit]], int]:
    """Return the cells of a table to change, and how many dates somebody has to write."""
    width = len(table.header)  # what stands behind it is in no cell of the file
    places = {
        name: at for name, at in table.columns.items() if name in schema.DATE_COLUMNS and at < width
    }
    edits, left = [], 0
    for line, row in zip(table.lines, table.rows, strict=True):
        found = {name: _reading(name, row[at], order) for name, at in places.items() if row[at]}
        new = {name: row[at] for name, at in places.items()} | {
            name: reading for name, reading in found.items() if reading is not None
        }
        if not _stand_alone(new, found):
            new = {name: row[at] for name, at in places.items()}
        for name, at in places.items():
            if new[name] != row[at]:
                edits.append((name, CellEdit(line, at, row[at], new[name])))
            elif row[at] and found[name] != row[at]:
                left += 1
    return edits, left


def _reading(column: str, cell: str, order: str) -> str | None:
    """Return the one date that a cell can mean, itself if it is one; None for none or several."""
    text = in_order(cell, order)
    try:
        dates.period(text, "")
    except dates.DateError as error:
        is_here = error.side in ("", column)
        return error.readings[0] if len(error.readings) == 1 and is_here else None
    return text


def _stand_alone(cells: Mapping[str, str], found: Mapping[str, str | None]) -> bool:
    """Return whether no interval that is to be written stands beside another date."""
    start, end = cells.get("start_date", ""), cells.get("end_date", "")
    written = [found.get(name) or "" for name in ("start_date", "end_date")]
    return not (start and end and start != end and any("/" in one for one in written))


def _fixed(file: Path, before: bytes, found: Sequence[tuple[str, CellEdit]]) -> FixedFile:
    edits = tuple(edit for _, edit in found)
    try:
        after = edited(before, edits, DELIMITERS)
    except EditError as error:
        raise UsageError(f"{file} cannot be changed cell by cell: {error}.") from None
    return FixedFile(file, before, after, edits, tuple(name for name, _ in found))


def _kept(file: Path, after: bytes) -> Path:
    """Return where the original is kept that a fix made this content of."""
    return file.with_name(f"{file.name}{KEPT}{zlib.crc32(after):08x}")


def _replace_all(changes: Sequence[tuple[Path, bytes, bytes]]) -> None:
    """Replace the content of every file, or of none: each with what it holds and is to hold."""
    done: list[tuple[Path, bytes]] = []
    try:
        for file, before, after in changes:
            _refuse_changed(file, before)
            _write(file, after)
            done.append((file, before))
    except (OSError, UsageError):
        for file, before in done:
            _write(file, before)
        raise


def _refuse_changed(file: Path, before: bytes) -> None:
    if file.read_bytes() != before:
        raise UsageError(f"{file} was changed meanwhile; nothing is written.")


def _keep(place: Path, file: FixedFile) -> None:
    """Write the original where it is kept, as open as it is and no more."""
    mode = file.path.stat().st_mode & _PERMISSIONS
    write_file(place, lambda kept: _fill(kept, file.before), force=True, mode=mode)


def _write(file: Path, content: bytes) -> None:
    write_file(file, lambda place: _fill(place, content), force=True)


def _fill(place: Path, content: bytes) -> None:
    place.write_bytes(content)
