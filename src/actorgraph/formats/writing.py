"""A graph to a file of any format, or files of any format to the two tables.

Joins the registry, the losses and the sidecars; called by the command line and by
`Graph.export`. Leaves out the formats' shapes.
"""

from __future__ import annotations

import csv
import re
import shutil
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from actorgraph import schema
from actorgraph.descriptions import is_sourced
from actorgraph.errors import (
    ActorgraphError,
    DataError,
    FileExistsAlreadyError,
    Problem,
    UsageError,
)
from actorgraph.formats.content import ENTITY, RELATION
from actorgraph.formats.deduplicate import Deduplicated
from actorgraph.formats.documents import TOO_DEEP
from actorgraph.formats.export_loss import ExportLoss, read_beside, sidecar_of
from actorgraph.formats.files import refuse_to_replace, write_file, write_text
from actorgraph.formats.recognition import format_to_read
from actorgraph.formats.registry import format_named, format_to_write
from actorgraph.formats.wholes import refuse_parts
from actorgraph.headings.column_likeness import similar_columns
from actorgraph.headings.column_meanings import folded, possible_meanings
from actorgraph.records import record_line, record_lines
from actorgraph.settings import read_settings
from actorgraph.temporary_files import abandoned_like, hidden_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.formats.content import Content, Row
    from actorgraph.formats.format import Format
    from actorgraph.formats.notes import Notes


TABLES = {ENTITY: "entities.csv", RELATION: "relations.csv"}


def export(
    path: Path,
    content: Content,
    *,
    name: str | None = None,
    force: bool = False,
    sidecar: bool = True,
) -> list[str]:
    """Write a graph to a file, and beside it what the file cannot hold.

    Args:
        path: where to; its suffix says the format.
        content: what to write.
        name: the format, where the suffix does not say it.
        force: replace files that are there.
        sidecar: whether to write what is lost beside the file.

    Returns:
        A sentence for everything that the file does not hold, counted by column.
    """
    format_ = format_named(name) if name else format_to_write(path)
    if not format_.writes:
        raise UsageError(f"{format_.title} is only read here, not written.")
    for place in (path, *_beside(path, format_, sidecar=sidecar)):
        refuse_to_replace(place, force=force)
    losses = ExportLoss()
    try:
        _write(path, content, format_, losses, force=force)
        if format_.reads:
            losses.account_outlets(content)
        kept = _write_sidecar(path, losses) if sidecar else []
        return [*losses.sentences(), *kept]
    finally:
        losses.close()


def rows_of(
    path: Path,
    notes: Notes,
    *,
    name: str | None = None,
    renamed: Mapping[str, str] | None = None,
) -> Iterator[Row]:
    """Yield the rows of a file of any format that is read, with what its sidecar keeps for it.

    Args:
        renamed: from our column names to the headers in a table.

    Raises:
        UsageError: if it is none of them, or no table and columns are named.
        DataError: if it is broken.
    """
    format_ = format_named(name) if name else format_to_read(path)
    if not format_.reads:
        raise UsageError(f"{format_.title} is only written here, not read.")
    if renamed and not format_.takes_columns:
        raise UsageError(
            f"{path} is {format_.title}: what its columns mean is known, and --column "
            f"{next(iter(renamed))} names one.",
            hint="Leave it out; it is for tables of your own.",
        )
    notes.date_order = read_settings(path if path.is_dir() else path.parent).date_order
    return read_beside(path, _read(path, format_, notes, renamed))


def _read(
    path: Path, format_: Format, notes: Notes, renamed: Mapping[str, str] | None
) -> Iterator[Row]:
    """Yield the rows of a file; blame the file for a shape that the format does not have.

    A broken zip, database or document raises whatever the library that unpacks it raises.
    """
    try:
        told = (renamed,) if format_.takes_columns else ()
        for row in format_.load().read(path, notes, *told):
            yield _without_half_letters(row, notes)
        notes.settle()
    except (ActorgraphError, MemoryError):
        raise
    except RecursionError:
        raise DataError([Problem("error", str(path), 0, "", TOO_DEEP)]) from None
    except Exception as error:
        message = f"this has not the shape of {format_.title}: {type(error).__name__}: {error}"
        raise DataError([Problem("error", str(path), 0, "", message)]) from error


_HALF_A_LETTER = re.compile("[\ud800-\udfff]")
"""A lone surrogate: JSON can escape it, UTF-8 cannot hold it."""


def _without_half_letters(row: Row, notes: Notes) -> Row:
    broken = [name for name, cell in row.cells.items() if _HALF_A_LETTER.search(cell)]
    for name in broken:
        notes.add(name, "with half a letter that is no text: read as \ufffd")
    changed = {name: _HALF_A_LETTER.sub("\ufffd", row.cells[name]) for name in broken}
    return row._replace(cells={**row.cells, **changed}) if broken else row


def import_files(
    paths: Sequence[Path],
    folder: Path,
    notes: Notes,
    *,
    name: str | None = None,
    renamed: Mapping[str, str] | None = None,
    force: bool = False,
    check: Callable[[Path], None] = lambda _: None,
) -> dict[str, int]:
    """Write what files of any format hold as entities.csv and relations.csv.

    Args:
        renamed: from our column names to the headers in a table.
        check: raises where the tables in a folder cannot be used; they are written there first.

    Returns:
        How many entities and how many relations were written.

    Raises:
        DataError: if they hold nothing, or what cannot be used; then nothing is written.
        UsageError: if one of them is missing, or parts of a whole are named.
        FileExistsAlreadyError: if the folder holds such files and force is not given.
    """
    targets = {kind: folder / name for kind, name in TABLES.items()}
    _refuse_missing(paths)
    refuse_parts(paths)
    if folder.is_dir():
        _refuse_to_replace(targets.values(), force=force)
    deduplicated = Deduplicated(
        (
            _placed(row, path) if len(paths) > 1 else row
            for path in paths
            for row in rows_of(path, notes, name=name, renamed=renamed)
        ),
        notes,
    )
    try:
        if not any(next(deduplicated.rows(kind), None) for kind in targets):
            raise DataError(problems_of_nothing(paths, notes, f"{NOTHING}; nothing is written"))
        _say_what_is_beside(paths, notes)
        with _room_beside(folder) as room:
            written = _write_tables(room, deduplicated)
            places_of = partial(_places_of_rows, paths, room, deduplicated)
            _refuse_unusable(room, folder, check, places_of)
            _put_in_place(room, targets.values(), notes, force=force)
        return written
    finally:
        deduplicated.close()


def _placed(row: Row, path: Path) -> Row:
    """Return a row that says in which of several files it stands."""
    return row._replace(part=_in_file(path, row.part))


def _in_file(path: Path, part: str) -> str:
    return f"{path}, {part}" if part else str(path)


def _put_in_place(room: Path, targets: Iterable[Path], notes: Notes, *, force: bool) -> None:
    """Copy the tables that were written where they belong, and remove what was there besides."""
    for target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        if (room / target.name).is_file():
            write_file(target, partial(shutil.copyfile, room / target.name), force=force)
        elif target.exists():
            target.unlink()
            notes.add(str(target), f"file removed, since what was read has no {target.stem}")


def _refuse_to_replace(targets: Iterable[Path], *, force: bool) -> None:
    """Refuse tables that are there, all of them in one message."""
    there = []
    for target in targets:
        refuse_to_replace(target, force=True)
        if target.exists():
            there.append(str(target))
    if there and not force:
        raise FileExistsAlreadyError(*there)


def _refuse_missing(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.is_dir():
            format_to_read(path)
        elif not path.is_file():
            raise UsageError(f"There is no file {path}.")


def _say_what_is_beside(paths: Sequence[Path], notes: Notes) -> None:
    """Say which entities beside relations are not read, for `--data` would read them."""
    named = {path.resolve() for path in paths}
    for path in paths:
        beside = path.parent / "entities.csv"
        if path.name == "relations.csv" and beside.is_file() and beside.resolve() not in named:
            notes.add(str(beside), "file beside relations.csv not read; name it too to have it")


def problems_of_nothing(paths: Sequence[Path], notes: Notes, message: str) -> list[Problem]:
    """Return that files hold nothing, with what was said of them while they were read."""
    files = [Problem("error", str(path), 0, "", message) for path in paths]
    return [*files, *(Problem("error", str(paths[-1]), 0, "", one) for one in notes.sentences())]


NOTHING = "nothing was found in it: no entity and no relation"


@contextmanager
def _room_beside(folder: Path) -> Iterator[Path]:
    """Make a folder for tables that are not finished, on the disk of the one they are for."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.is_dir())
    room = hidden_beside(there / "actorgraph-import")
    for abandoned in abandoned_like(room):
        shutil.rmtree(abandoned, ignore_errors=True)
    try:
        room.mkdir(mode=0o700)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from None
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _write_tables(room: Path, deduplicated: Deduplicated) -> dict[str, int]:
    """Write both tables; return how many entities and relations they hold.

    Without entities there is no table of them: they are made from the relations then.
    """
    written = {}
    for kind, name in TABLES.items():
        counter = _Counter(deduplicated.rows(kind))
        columns = columns_of(kind, deduplicated.columns[kind])
        write_text(room / name, _table(columns, counter))
        written[kind] = counter.number
        if kind == ENTITY and not counter.number:
            (room / name).unlink()
    return written


def _refuse_unusable(
    room: Path,
    folder: Path,
    check: Callable[[Path], None],
    places_of: Callable[[Sequence[Problem]], Mapping[tuple[str, int], _RowPlace]],
) -> None:
    """Refuse tables with errors, each where it stands in what is imported.

    A row of a file without lines is named by what it says. What is said of a whole table is named
    by the table that would have been.
    """
    try:
        check(room)
    except DataError as error:
        places = places_of(error.problems)
        problems = [_in_import(problem, places, room) for problem in error.problems]
        before, now = str(room), str(folder)
        raise DataError(
            [
                one._replace(
                    file=one.file.replace(before, now), message=one.message.replace(before, now)
                )
                for one in problems
            ]
        ) from None


def _in_import(
    problem: Problem, places: Mapping[tuple[str, int], _RowPlace], room: Path
) -> Problem:
    """Return a problem that names each row of the tables in a folder by its place in an import."""

    def named(match: re.Match[str]) -> str:
        place = places.get((match[1], int(match[2])))
        return place.in_words if place else match[0]

    message = re.sub(_named_in(room), named, problem.message)
    place = places.get((problem.file, problem.line))
    if place is None:
        return problem._replace(message=message)
    if not place.line:
        message = f"{message} ({place.row})"
    return problem._replace(file=place.file, line=place.line, message=message)


class _RowPlace(NamedTuple):
    """Where a row stands in what is imported.

    Attributes:
        file: with the sheet or table in it.
        line: 0 where the file has none.
        row: what the row says, in words.
    """

    file: str
    line: int
    row: str

    @property
    def in_words(self) -> str:
        """The place as messages name it."""
        return f"{self.file}:{self.line}" if self.line else f"{self.file} ({self.row})"


def _named_in(room: Path) -> str:
    """Return the pattern of a row of the tables in a folder, as messages name one."""
    return rf"({re.escape(str(room))}/(?:{'|'.join(map(re.escape, TABLES.values()))})):(\d+)"


def _places_of_rows(
    paths: Sequence[Path], room: Path, deduplicated: Deduplicated, problems: Sequence[Problem]
) -> dict[tuple[str, int], _RowPlace]:
    """Return where the rows with problems stand in what is imported, by file and line."""
    wanted = {(problem.file, problem.line) for problem in problems}
    named = (re.findall(_named_in(room), problem.message) for problem in problems)
    wanted |= {(file, int(line)) for pairs in named for file, line in pairs}
    found = {}
    for kind, name in TABLES.items():
        file = str(room / name)
        if not any(one == file for one, _ in wanted):
            continue
        with (room / name).open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            next(reader)
            begins = reader.line_num + 1
            rows = zip(reader, deduplicated.placed_rows(kind), strict=False)
            for _, (cells, (part, line)) in rows:
                if (file, begins) in wanted:
                    where = _in_file(paths[0], part) if len(paths) == 1 else part
                    found[file, begins] = _RowPlace(where, line, _in_words(kind, cells))
                begins = reader.line_num + 1
    return found


def _in_words(kind: str, cells: Mapping[str, str]) -> str:
    if kind == ENTITY:
        return f"the entity {cells.get('name') or cells.get('id', '')!r}"
    source, target = (cells.get(end, "") for end in schema.END_COLUMNS)
    return f"the relation from {source!r} to {target!r}"


def columns_of(kind: str, used: dict[str, None]) -> list[str]:
    """Return the header of a table: required and used columns of ours, then the others.

    A column of ours that is not used stands there all the same where an unknown column could be
    taken for it.
    """
    known = schema.ENTITY_COLUMNS if kind == ENTITY else schema.RELATION_COLUMNS
    always = {"id", "name", "type"} if kind == ENTITY else {"source", "target", "relation"}
    names = [column.name for column in known]
    mistakable = {meant for name in used for meant in possible_meanings(name, known)}
    mistakable.update(*(similar_columns(folded(name), names) for name in used if name not in names))
    kept = [name for name in names if name in used or name in always or name in mistakable]
    return [*kept, *(name for name in used if name not in names)]


class _Counter:
    """Rows that are counted as they are read; several descriptions of an entity as one."""

    def __init__(self, rows: Iterator[dict[str, str]]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[dict[str, str]]:
        described: set[int] = set()
        for row in self._rows:
            is_description = "target" not in row and is_sourced(row)
            key = hash(row.get("id", "")) if is_description else None
            if key is None or key not in described:
                self.number += 1
            if key is not None:
                described.add(key)
            yield row


def _table(columns: list[str], rows: _Counter) -> Iterator[str]:
    yield record_line(columns)
    yield from record_lines([row.get(name, "") for name in columns] for row in rows)


def _write(
    path: Path, content: Content, format_: Format, losses: ExportLoss, *, force: bool
) -> None:
    module = format_.load()
    if format_.binary:
        write_file(path, lambda place: module.write_file(place, content, losses), force=force)
        if companions := getattr(module, "write_companions", None):
            companions(path, content)
    else:
        write_text(path, module.write(content, losses), force=force)


def _beside(path: Path, format_: Format, *, sidecar: bool) -> list[Path]:
    """Return what is written, or taken away, beside a file."""
    name_companion = getattr(format_.load(), "beside", None) if format_.binary else None
    companions = [name_companion(path)] if name_companion else []
    return [*companions, sidecar_of(path)] if sidecar else companions


def _write_sidecar(path: Path, losses: ExportLoss) -> list[str]:
    """Write the sidecar, or take away one that a replaced file has left behind."""
    beside = sidecar_of(path)
    pieces = losses.sidecar()
    if pieces is None:
        beside.unlink(missing_ok=True)
        return []
    write_text(beside, pieces, force=True)
    return [f"{beside.name} keeps all of that; an import of {path.name} picks it up again."]
