"""What `actorgraph check` would say of edited rows, without a look at all others.

The edited rows are put into a data set of their own, with the few rows that decide on them: those
of entities that they name, and those that name an entity which is renamed or goes. The dataset
checks these as it checks whole files, by the same rules and in the same words. Called by the
workspace; leaves out warnings that only a look at all rows can give, such as repeated rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from actorgraph import locating, schema
from actorgraph.dataset import REFERRING, Dataset
from actorgraph.editing.edits import Review
from actorgraph.editing.name_rows import NameRows, names_in
from actorgraph.editing.written_rows import COLUMN
from actorgraph.errors import Problem
from actorgraph.input_tables import part_documents, put_in_order
from actorgraph.judgements import judgements_in
from actorgraph.statements import NAMING, values_of
from actorgraph.tables import Table, add_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from actorgraph.editing.edits import TableName
    from actorgraph.editing.table_file import TableFile
    from actorgraph.editing.written_rows import Record, RowChange

_MOST_CITING = 50
"""So many rows that name an entity are looked at; more would say the same."""
_CITING_OF = {
    "relations": (*schema.END_COLUMNS, *REFERRING),
    "entities": tuple(column.name for column in schema.ENTITY_COLUMNS if column.refers),
}
"""The columns of each table that may name entities."""


class EditedRow(NamedTuple):
    """A row before and after a step.

    Attributes:
        change: what happens to it.
        record: where it stood, if it was there.
        line: on which it stands after the step, or stood if it goes.
    """

    change: RowChange
    record: Record | None
    line: int


def edited_rows(
    files: Mapping[TableName, TableFile], changes: Sequence[RowChange]
) -> list[EditedRow]:
    """Return the rows of a step that is undone or made again, before that is done.

    None of them where a row or the columns are not what they were, which is a conflict, or where a
    file or a column comes or goes: then there is nothing that could be checked row by row.
    """
    rows = []
    for change in changes:
        file = files[change.table]
        is_new = change.before is None
        if change.line == COLUMN or file.layout is None or (is_new and change.head != file.head):
            return []
        record = None if change.before is None else file.locate(change.line, change.before)
        if record is None and not is_new:
            return []
        rows.append(EditedRow(change, record, change.line))
    return rows


class RowChecks:
    """The checks of the rows of a data folder.

    Args:
        folder: of the data.
        files: its tables.
    """

    def __init__(self, path: Path, files: Mapping[TableName, TableFile]) -> None:
        self._settings = locating.settings_of(path)
        self._files = files
        self._names: NameRows | None = None

    @property
    def names(self) -> NameRows:
        """The rows of each name; looked at once."""
        if self._names is None:
            file = self._files["entities"]
            self._names = NameRows(file.cells_under(NAMING) if len(file) else ())
        return self._names

    def look_up(self) -> None:
        """Look at the names of all entities, before somebody waits for that."""
        _ = self.names

    def read_again(self) -> None:
        """Forget the names: the file of entities is another one."""
        self._names = None

    def take_over(self, change: RowChange, number: int) -> None:
        """Take over what is done to a row of entities.csv, by its number."""
        if change.table != "entities" or self._names is None or number < 0:
            return
        if change.after is None:
            self._names.remove(number)
        elif change.before is None:
            self._names.insert(number, self._cells("entities", change.after))
        else:
            self._names.change(number, self._cells("entities", change.after))

    def review(self, rows: Sequence[EditedRow]) -> Review:
        """Return what would be said of rows after a step."""
        context = _Context(self._files, self.names, rows)
        after = [(row, row.change.after) for row in rows if row.change.after is not None]
        before = [(row, row.change.before) for row in rows if row.change.before is not None]
        lost, shared = self._names_changed(rows, context)
        context.add_citing(lost | shared)
        context.add_named(self._named_in(rows, context), self._judged())
        now = self._problems(context, after)
        edited = {(self._file_of(row.change), row.line) for row, _ in after}
        errors = [one for one in now if one.level == "error"]
        if not all((one.file, one.line) in edited for one in errors):
            known = {one[:4] for one in self._problems(context, before)}
            errors = [p for p in errors if (p.file, p.line) in edited or p[:4] not in known]
        errors += self._orphaned(lost, rows, context)
        warnings = [p for p in now if p.level == "warning" and (p.file, p.line) in edited]
        return Review(tuple(dict.fromkeys(errors)), tuple(dict.fromkeys(warnings)))

    def _file_of(self, change: RowChange) -> str:
        return self._files[change.table].table.file

    def _cells(self, table: TableName, text: str) -> dict[str, str]:
        return self._files[table].cells_in(text)

    def _names_changed(
        self, rows: Sequence[EditedRow], context: _Context
    ) -> tuple[set[str], set[str]]:
        """Return the names that nobody has any more, and those that somebody gets with others."""
        before, after = set[str](), set[str]()
        for row in rows:
            if row.change.table == "entities":
                for names, text in ((before, row.change.before), (after, row.change.after)):
                    if text is not None:
                        names.update(names_in(self._cells("entities", text)))
        lost = {name for name in before - after if not context.has_name(name)}
        return lost, {name for name in after - before if context.has_name(name)}

    def _named_in(self, rows: Sequence[EditedRow], context: _Context) -> Iterator[str]:
        """Yield all texts that name entities in rows before, after and beside a step."""
        for row in rows:
            for text in (row.change.before, row.change.after):
                if text is not None:
                    yield from _texts_naming(row.change.table, self._cells(row.change.table, text))
        for table, record in context.records():
            yield from _texts_naming(table, self._cells(table, record.text))
        yield from self._settings.outlets.values()

    def _judged(self) -> list[tuple[str, str]]:
        """Return the pairs that are judged to be one."""
        file = self._files["judgements"]
        if not len(file):
            return []
        table = self._table("judgements", ((one.line, one.text) for one in file.records()))
        return [pair[:2] for pair in judgements_in(table).same]

    def _table(self, name: TableName, rows: Iterable[tuple[int, str]]) -> Table:
        """Return a table of a few rows of a file, each with its line."""
        like = self._files[name].table
        table = Table(like.file, like.header, like.columns)
        table.constants, table.periods = like.constants, like.periods
        for line, text in sorted(rows):
            add_rows(table, f"{text}\n", like.delimiter, line - 1)
        if name == "relations":
            table.symmetric = self._settings.symmetric
            part_documents(table)
        put_in_order(table, self._settings.date_order)
        return table

    def _problems(
        self, context: _Context, edited: Sequence[tuple[EditedRow, str]]
    ) -> list[Problem]:
        """Return the problems of edited rows and those beside them, by the lines after a step."""
        texts: dict[TableName, list[tuple[int, str]]] = {}
        for table, record in context.records():
            texts.setdefault(table, []).append((context.line_after(table, record), record.text))
        for row, text in edited:
            texts.setdefault(row.change.table, []).append((row.line, text))
        tables = {name: self._table(name, rows) for name, rows in texts.items()}
        judged = judgements_in(tables["judgements"]) if "judgements" in tables else None
        dataset = Dataset(
            [tables["entities"]] if "entities" in tables else [],
            [tables["relations"]] if "relations" in tables else [],
            judged,
            self._settings.outlets,
        )
        return dataset.problems

    def _orphaned(
        self, lost: set[str], rows: Sequence[EditedRow], context: _Context
    ) -> Iterator[Problem]:
        """Yield an error for each name that goes and that rows name."""
        file = str(self._files["entities"].path)
        places: dict[str, list[str]] = {}
        naming = [
            (t, context.line_after(t, record), record.text) for t, record in context.records()
        ]
        naming += [
            (row.change.table, row.line, row.change.after) for row in rows if row.change.after
        ]
        for table, line, text in naming:
            for name in lost.intersection(_texts_naming(table, self._cells(table, text))):
                places.setdefault(name, []).append(f"{self._files[table].path.name}:{line}")
        gone = [r for r in rows if r.change.table == "entities" and r.change.before is not None]
        for name, there in places.items():
            line = next(
                row.line
                for row in gone
                if name in names_in(self._cells("entities", row.change.before or ""))
            )
            yield Problem("error", file, line, "", still_named(name, there))


def still_named(name: str, places: Sequence[str]) -> str:
    """Return the error for a name that goes while rows name it."""
    count = len(places)
    more = f" and {count - 1 if count < _MOST_CITING else 'many'} more" if count > 1 else ""
    return f"{name!r} is still named in {places[0]}{more}; change that in the same step, or before"


def _texts_naming(table: TableName, cells: Mapping[str, str]) -> set[str]:
    """Return the texts in a row that name entities, its own names included."""
    if table == "judgements":
        return {cells.get("left_id", "").strip(), cells.get("right_id", "").strip()}
    cited = {name for column in _CITING_OF[table] for name in values_of(cells.get(column, ""))}
    if table == "relations":
        return cited | {cells.get(column, "").strip() for column in schema.END_COLUMNS}
    return cited


class _Context:
    """The rows that decide on edited ones, as they stand in the files."""

    def __init__(
        self, files: Mapping[TableName, TableFile], names: NameRows, rows: Sequence[EditedRow]
    ) -> None:
        self._files, self._names = files, names
        self._edited = {
            (row.change.table, row.record.number) for row in rows if row.record is not None
        }
        self._own = {
            name
            for row in rows
            if row.change.table == "entities"
            for text in (row.change.before, row.change.after)
            if text is not None
            for name in names_in(files["entities"].cells_in(text))
        }
        self._records: dict[tuple[TableName, int], Record] = {}
        self._moves = [(row.change.table, row.change.line, row.change.height) for row in rows]

    def records(self) -> list[tuple[TableName, Record]]:
        """Return the rows, each with its table."""
        return [(table, record) for (table, _), record in self._records.items()]

    def line_after(self, table: TableName, record: Record) -> int:
        """Return the line of a row after the step."""
        line = record.line
        return line + sum(by for name, at, by in self._moves if name == table and at <= line)

    def has_name(self, name: str) -> bool:
        """Return whether a row of entities.csv that is not edited has a name."""
        return any(True for _ in self._rows_called(name))

    def _rows_called(self, name: str) -> Iterator[Record]:
        file = self._files["entities"]
        for number in self._names.rows(name):
            if ("entities", number) not in self._edited:
                record = file.record(number)
                if name in names_in(file.cells_in(record.text)):
                    yield record

    def add_named(self, names: Iterable[str], judged: Sequence[tuple[str, str]]) -> None:
        """Add the rows of entities that are called so, or judged to be one with those."""
        wanted, done = {*names, *self._own}, set[str]()
        while wanted:
            name = wanted.pop()
            done.add(name)
            meant = {name}
            for record in self._rows_called(name):
                self._records["entities", record.number] = record
                meant |= names_in(self._files["entities"].cells_in(record.text))
            for pair in judged:
                if not meant.isdisjoint(pair):
                    wanted |= {*pair} - done
        for record in self._files["judgements"].records() if judged else ():
            if ("judgements", record.number) not in self._edited:
                self._records["judgements", record.number] = record

    def add_citing(self, names: Collection[str]) -> None:
        """Add rows of any table that name one of these."""
        if not names:
            return
        written = [name.replace('"', '""').encode() for name in names]
        for table in ("relations", "entities"):
            file = self._files[table]
            if not len(file):
                continue
            count = 0
            for record in file.holding(written):
                cited = _texts_naming(table, file.cells_in(record.text))
                if (table, record.number) in self._edited or cited.isdisjoint(names):
                    continue
                self._records[table, record.number] = record
                count += 1
                if count == _MOST_CITING:
                    break
