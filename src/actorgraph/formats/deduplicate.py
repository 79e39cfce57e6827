"""Rows of one or many files to rows that can be a table: each entity once, corrections applied.

An entity that comes twice is one entity with what both say; rows that name their source stay
apart, as descriptions of it. A record taken back is gone; a changed one is the last. Where a file
has several periods of one relation, each gets its tenure.
Walks its rows twice through a file on disk, so that memory holds one number a record, not the
records. Called by `import` and by the loading of foreign files.
"""

from __future__ import annotations

import marshal
import tempfile
from typing import TYPE_CHECKING, Any, TypeAlias

from actorgraph import schema
from actorgraph.descriptions import is_sourced
from actorgraph.formats.content import ENTITY, RELATION, REMOVED, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from actorgraph.formats.notes import Notes

_Spooled: TypeAlias = "tuple[int, str, dict[str, str], str, str, str, tuple[str, int]]"
"""A row's number, kind, cells, record, tenure and teller, and its part of the file and line."""
_BATCH = 256
_SIZE = 8


class Deduplicated:
    """Rows gathered from files.

    Args:
        rows: in the order of the files.
        notes: collects a remark on each decision.

    Attributes:
        columns: for each kind, the columns that any row uses, in order of meeting.
    """

    def __init__(self, rows: Iterable[Row], notes: Notes) -> None:
        self.columns: dict[str, dict[str, None]] = {ENTITY: {}, RELATION: {}}
        self._notes = notes
        self._spool: Any = tempfile.TemporaryFile()  # noqa: SIM115 - closed by close()
        self._batch: list[_Spooled] = []
        self._periods: dict[int, tuple[str, ...]] = {}
        self._several_periods: set[int] = set()
        self._seen: set[int] = set()
        self._again: dict[str, list[dict[str, str]]] = {}
        self._removed: dict[str, int] = {}
        self._taken_back: set[str] = set()
        self._merged: dict[str, dict[str, str]] = {}
        self._late: list[dict[str, str]] = []
        try:
            for number, row in enumerate(rows):
                self._take(number, row)
            self._write_batch()
            if self._several_periods:
                self.columns[RELATION].setdefault("tenure", None)
            if self._taken_back:
                self._note_unknown_removals()
            if self._again:
                self._merge_all()
        except BaseException:
            self.close()
            raise

    def rows(self, kind: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a kind, in the order of the files."""
        for cells, _ in self.placed_rows(kind):
            yield cells

    def placed_rows(self, kind: str) -> Iterator[tuple[dict[str, str], tuple[str, int]]]:
        """Yield the rows of a kind with the part of the file and the line in which they stand."""
        if kind == ENTITY:
            yield from ((cells, ("", 0)) for cells in self._late)
        for of, cells, place in self._kept():
            if of == kind:
                key = cells.get("id", "") if kind == ENTITY and not is_sourced(cells) else ""
                yield self._merged.get(key, cells) if key else cells, place

    def close(self) -> None:
        """Let go of the temporary file."""
        self._spool.close()

    def _take(self, number: int, row: Row) -> None:
        kind, cells, record = row.kind, row.cells, row.record
        if kind == REMOVED:
            self._removed[record] = number
            self._again.pop(record, None)
            self._seen.discard(hash(record))
            if cells:
                self._taken_back.add(record)
            return
        cells = {name: cell for name, cell in cells.items() if cell}
        self.columns[kind].update(dict.fromkeys(cells))
        if kind == ENTITY and (key := cells.get("id", "")):
            sourced = is_sourced(cells)
            known = hash(tuple(sorted(cells.items()))) if sourced else hash(key)
            if known in self._seen:
                if not sourced:
                    self._again.setdefault(key, []).append(cells)
                return
            self._seen.add(known)
        tenure = "" if cells.get("tenure") else row.tenure
        if tenure:
            self._note_period(cells, row)
        place = row.part, row.line
        self._batch.append((number, kind, cells, record, tenure, row.teller, place))
        if len(self._batch) >= _BATCH:
            self._write_batch()

    def _kept(self) -> Iterator[tuple[str, dict[str, str], tuple[str, int]]]:
        """Yield every row that was not taken back, with where it stands."""
        for number, kind, cells, record, tenure, teller, place in self._spooled():
            if number >= self._removed.get(record, -1):
                is_one_of_several = tenure and _held(cells, teller) in self._several_periods
                yield kind, {**cells, "tenure": tenure} if is_one_of_several else cells, place

    def _note_period(self, cells: dict[str, str], row: Row) -> None:
        """Note when a relation held and how much of it, to tell records apart that are several.

        Of payments each record is another one, though day and amount may be the same.
        """
        period = tuple(cells.get(name, "") for name in _OF_A_PERIOD)
        if cells.get("relation") in schema.PAYMENT_RELATIONS:
            period += (row.tenure,)
        held = _held(cells, row.teller)
        if self._periods.setdefault(held, period) != period:
            self._several_periods.add(held)

    def _spooled(self) -> Iterator[_Spooled]:
        self._spool.seek(0)
        while size := self._spool.read(_SIZE):
            yield from marshal.loads(self._spool.read(int.from_bytes(size)))  # noqa: S302 - our own

    def _write_batch(self) -> None:
        """Write many rows at once, because marshal reads a file value by value, which is slow."""
        packed = marshal.dumps(self._batch)
        self._spool.write(len(packed).to_bytes(_SIZE))
        self._spool.write(packed)
        self._batch.clear()

    def _note_unknown_removals(self) -> None:
        """Note how many removals name a record that is in none of the files."""
        unknown = set(self._taken_back)
        for _, _, _, record, *_ in self._spooled():
            unknown.discard(record)
        if unknown:
            what = "of records that are not in these files"
            self._notes.add("corrections", what, len(unknown))

    def _merge_all(self) -> None:
        """Make one row of each entity that came several times."""
        for kind, cells, _ in self._kept():
            key = cells.get("id", "")
            if kind == ENTITY and key in self._again and not is_sourced(cells):
                self._merged[key] = cells
        for key, others in self._again.items():
            into = self._merged.get(key)
            if into is None:  # only its number had been seen before
                into = {}
                self._late.append(into)
            for other in others:
                self._merge(into, other)

    def _merge(self, into: dict[str, str], other: dict[str, str]) -> None:
        """Add the second row of an entity to the first; nothing is thrown away."""
        for column, cell in other.items():
            there = into.get(column, "")
            if not there:
                into[column] = cell
            elif there != cell and column != "id":
                self._join(into, column, cell)

    def _join(self, into: dict[str, str], column: str, cell: str) -> None:
        known = {
            known_column.name for known_column in schema.ENTITY_COLUMNS if not known_column.several
        } - {"country"}
        home = "aliases" if column == "name" else f"{column}_also" if column in known else column
        there = [part for part in into.get(home, "").split(schema.SEPARATOR) if part]
        added = [part for part in cell.split(schema.SEPARATOR) if part not in there]
        into[home] = schema.SEPARATOR.join([*there, *added])
        self.columns[ENTITY].setdefault(home, None)
        if home != column:
            self._notes.add(column, f"values of one entity differ; the others are under {home}")


_OF_A_PERIOD = ("start_date", "end_date", "share", "amount", "currency")


def _held(cells: dict[str, str], teller: str) -> int:
    """Return a hash of who held what, by whose account."""
    names = ("source", "target", "relation", "role")
    return hash((*(cells.get(name, "") for name in names), teller))
