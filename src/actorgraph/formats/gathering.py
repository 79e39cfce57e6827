"""Rows of one or many files to rows that can be a table: each entity once, corrections applied.

An entity that comes twice is one entity with what both say; a record taken back is gone; a
changed one is the last. Walks its rows twice through a file on disk, so that memory holds one
number a record, not the records. Called by `import` and by the loading of foreign files.
"""

from __future__ import annotations

import marshal
import tempfile
from typing import TYPE_CHECKING, Any

from actorgraph import schema
from actorgraph.formats.rows import ENTITY, RELATION, REMOVED, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.formats.notes import Notes


class Gathered:
    """Rows gathered from files.

    Args:
        rows: in the order of the files.
        notes: what had to be decided is noted here.

    Attributes:
        columns: for each kind, the columns that any row uses, in order of meeting.
    """

    def __init__(self, rows: Iterable[Row], notes: Notes) -> None:
        self.columns: dict[str, dict[str, None]] = {ENTITY: {}, RELATION: {}}
        self._notes = notes
        self._spool: Any = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._seen: set[int] = set()
        self._again: dict[str, list[dict[str, str]]] = {}
        self._removed: dict[str, int] = {}
        self._merged: dict[str, dict[str, str]] = {}
        self._late: list[dict[str, str]] = []
        try:
            for number, row in enumerate(rows):
                self._take(number, row)
            if self._again:
                self._merge_all()
        except BaseException:
            self.close()
            raise

    def rows(self, kind: str) -> Iterator[dict[str, str]]:
        """The rows of a kind, in the order of the files."""
        for of, cells in self._kept():
            if of == kind:
                key = cells.get("id", "") if kind == ENTITY else ""
                yield self._merged.get(key, cells) if key else cells
        if kind == ENTITY:
            yield from self._late

    def close(self) -> None:
        """Let go of the temporary file."""
        self._spool.close()

    def _take(self, number: int, row: Row) -> None:
        kind, cells, record = row.kind, row.cells, row.record
        if kind == REMOVED:
            if hash(record) in self._seen:
                self._removed[record] = number
                self._again.pop(record, None)
                self._seen.discard(hash(record))
            elif cells:
                self._notes.add("corrections", "of records that are not in these files")
            return
        cells = {name: cell for name, cell in cells.items() if cell}
        self.columns[kind].update(dict.fromkeys(cells))
        key = cells.get("id", "") if kind == ENTITY else ""
        if key and hash(key) in self._seen:
            self._again.setdefault(key, []).append(cells)
            return
        self._seen.add(hash(key or record))
        marshal.dump((number, kind, cells, record), self._spool)

    def _kept(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Every row that was not taken back."""
        self._spool.seek(0)
        while True:
            try:
                number, kind, cells, record = marshal.load(self._spool)  # noqa: S302 - our own file
            except EOFError:
                return
            if number >= self._removed.get(record, -1):
                yield kind, cells

    def _merge_all(self) -> None:
        """Make one row of each entity that came several times."""
        for kind, cells in self._kept():
            key = cells.get("id", "")
            if kind == ENTITY and key in self._again:
                self._merged[key] = cells
        for key, others in self._again.items():
            into = self._merged.get(key)
            if into is None:  # only its number had been seen before
                into = {}
                self._late.append(into)
            for other in others:
                self._merge(into, other)

    def _merge(self, into: dict[str, str], other: dict[str, str]) -> None:
        """What the second row of an entity adds to the first; nothing is thrown away."""
        for column, cell in other.items():
            there = into.get(column, "")
            if not there:
                into[column] = cell
            elif there != cell and column != "id":
                self._join(into, column, cell)

    def _join(self, into: dict[str, str], column: str, cell: str) -> None:
        known = {one.name for one in schema.ENTITY_COLUMNS if not one.several} - {"country"}
        home = "aliases" if column == "name" else f"{column}_also" if column in known else column
        there = [part for part in into.get(home, "").split(schema.SEPARATOR) if part]
        added = [part for part in cell.split(schema.SEPARATOR) if part not in there]
        into[home] = schema.SEPARATOR.join([*there, *added])
        self.columns[ENTITY].setdefault(home, None)
        if home != column:
            self._notes.add(column, f"values of one entity differ; the others are under {home}")
