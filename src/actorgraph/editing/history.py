"""What the log of edits says: the steps, which of them are undone, and which are in the files.

Called by the workspace, which makes the steps. A file is known by its size and a checksum, so that
it is known again after a crash between its replacement and the entry that tells of it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.editing.edits import EditStep
from actorgraph.editing.journal import line_of
from actorgraph.editing.written_rows import RowChange

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from actorgraph.editing.edits import TableName
    from actorgraph.editing.journal import Entry, Journal

DO, UNDO, REDO = "do", "undo", "redo"
_READ, _SAVING, _SAVED, _FAILED = "read", "saving", "saved", "failed"
_KEPT, _STATE = "kept", "state"
MOST_BYTES = 16_000_000
"""A longer log is shortened: some 30,000 steps of a cell, read in a second when it is opened."""
KEPT_BYTES = MOST_BYTES // 2
"""So many bytes of the latest steps stay then."""


class Operation(NamedTuple):
    """A step that was made, undone or done again.

    Attributes:
        number: among all operations, from 1.
        step: its number.
        changes: to rows, in order.
    """

    number: int
    kind: str
    step: int
    changes: tuple[RowChange, ...]


class _StepMade(NamedTuple):
    when: str
    note: str
    what: tuple[str, ...]
    changes: tuple[RowChange, ...]


class History:
    """The steps of a data folder, as its log tells of them.

    Args:
        journal: the log, open; what happens is written to it.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._most = MOST_BYTES
        self._begin()
        for entry in journal.entries:
            self._take(entry)

    def _begin(self) -> None:
        """Know of nothing."""
        self._last = self._last_step = 0
        self._made: dict[int, _StepMade] = {}
        self._done: list[int] = []
        self._undone: list[int] = []
        self.operations: list[Operation] = []
        self._failed: set[int] = set()
        self._saved: dict[str, int] = {}
        self._begun: dict[str, int] = {}
        self._versions: dict[tuple[str, int, int], int] = {}

    @property
    def last(self) -> int:
        """The number of the last operation; 0 if there is none."""
        return self.operations[-1].number if self.operations else self._last

    def pending(self, table: TableName) -> list[Operation]:
        """Return the operations on a table that are not in its file."""
        saved = self._saved.get(table, 0)
        first = len(self.operations)
        while first and self.operations[first - 1].number > saved:
            first -= 1
        return [
            one
            for one in self.operations[first:]
            if one.number not in self._failed and any(c.table == table for c in one.changes)
        ]

    def version(self, table: TableName, size: int, checksum: int) -> int | None:
        """Return the last operation that is in a file; None if the file is none of ours."""
        return self._versions.get((table, size, checksum))

    def may_be_saved(self, table: TableName, operation: int) -> bool:
        """Return whether a file with an operation was about to be put in place."""
        return operation <= self._begun.get(table, 0)

    def to_undo(self) -> Operation | None:
        """Return the operation that takes back the last step; None if there is none."""
        if not self._done:
            return None
        step = self._done[-1]
        changes = tuple(one.undone() for one in reversed(self._made[step].changes))
        return Operation(self.last + 1, UNDO, step, changes)

    def to_redo(self) -> Operation | None:
        """Return the operation that makes the last undone step again; None if there is none."""
        if not self._undone:
            return None
        step = self._undone[-1]
        return Operation(self.last + 1, REDO, step, self._made[step].changes)

    def to_do(self, changes: Sequence[RowChange]) -> Operation:
        """Return the operation that makes a new step."""
        return Operation(self.last + 1, DO, self._last_step + 1, tuple(changes))

    def log(self, operation: Operation, note: str = "", what: Sequence[str] = ()) -> None:
        """Write an operation down; it is on disk then.

        Raises:
            UsageError: if it cannot be written.
        """
        entry: Entry = {
            "kind": operation.kind,
            "n": operation.number,
            "step": operation.step,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        if operation.kind == DO:
            entry |= {"note": note, "what": [*what], "changes": [[*c] for c in operation.changes]}
        self._write(entry)

    def log_read(self, table: TableName, size: int, checksum: int, upto: int) -> None:
        """Write down which file was read, and which operations are in it."""
        if self._versions.get((table, size, checksum)) != upto:
            self._write(
                {"kind": _READ, "table": table, "size": size, "sum": checksum, "upto": upto}
            )

    def log_saving(self, table: TableName, size: int, checksum: int, upto: int) -> None:
        """Write down which file is about to be put in place."""
        self._write({"kind": _SAVING, "table": table, "size": size, "sum": checksum, "upto": upto})

    def log_saved(self, table: TableName, upto: int) -> None:
        """Write down that a file holds all operations up to one."""
        if self._saved.get(table, 0) != upto:
            self._write({"kind": _SAVED, "table": table, "upto": upto})

    def log_failed(self, operation: Operation, why: str) -> None:
        """Write down that an operation cannot be made in the file that is there now."""
        self._write({"kind": _FAILED, "n": operation.number, "why": why})

    def shorten(self) -> None:
        """Let the oldest steps go if the log is long; the files have to hold all steps.

        Raises:
            UsageError: if the shorter one cannot be written; then it stays as it is.
        """
        if self._journal.size <= self._most:
            return
        others = sorted({*self._made} - {*self._done, *self._undone})
        kept: dict[int, Entry] = {}
        size = 0
        # The next to be undone and the next to be done again are wanted most.
        nearest = chain(*zip_longest(reversed(self._done), reversed(self._undone)))
        wanted = (step for step in nearest if step is not None)
        for step in (*wanted, *reversed(others)):
            entry = {"kind": _KEPT, "step": step, **self._made[step]._asdict()}
            size += len(line_of(entry))
            if kept and size > KEPT_BYTES:
                break
            kept[step] = entry
        done, undone = ([one for one in of if one in kept] for of in (self._done, self._undone))
        state = {"kind": _STATE, "n": self.last, "step": self._last_step, "done": done}
        state["undone"] = undone
        entries = [*(kept[step] for step in sorted(kept)), state]
        self._journal.replace(*entries)
        self._begin()
        for entry in entries:
            self._take(entry)
        self._most = max(MOST_BYTES, 2 * self._journal.size)

    def steps(self) -> list[EditStep]:
        """Return all steps, the first one first."""
        undone = {*self._made} - {*self._done}
        unsaved = set[int]()
        for one in self.operations:
            if any(one.number > self._saved.get(c.table, 0) for c in one.changes):
                unsaved.add(one.step)
        return [
            EditStep(
                number, made.when, made.note, made.what, number in undone, number not in unsaved
            )
            for number, made in self._made.items()
        ]

    def _write(self, entry: Mapping[str, object]) -> None:
        self._journal.append(entry)
        self._take(dict(entry))

    def _take(self, entry: Entry) -> None:
        """Take over what an entry says."""
        kind = entry["kind"]
        if kind in (_READ, _SAVING):
            self._versions[entry["table"], entry["size"], entry["sum"]] = entry["upto"]
            if kind == _SAVING:
                self._begun[entry["table"]] = entry["upto"]
        elif kind == _SAVED:
            self._saved[entry["table"]] = entry["upto"]
        elif kind == _KEPT:
            self._made[entry["step"]] = _made_in(entry)
        elif kind == _STATE:
            self._last, self._last_step = entry["n"], entry["step"]
            self._done, self._undone = [*entry["done"]], [*entry["undone"]]
        elif kind == _FAILED:
            self._failed.add(entry["n"])
            self._take_back(next(o for o in self.operations if o.number == entry["n"]))
        else:
            self._take_operation(entry)

    def _take_operation(self, entry: Entry) -> None:
        kind, step = entry["kind"], entry["step"]
        if kind == DO:
            self._made[step] = _made_in(entry)
            self._last_step = step
            changes = self._made[step].changes
            self._done.append(step)
            self._undone.clear()
        else:
            changes = self._made[step].changes
            if kind == UNDO:
                changes = tuple(one.undone() for one in reversed(changes))
                self._undone.append(self._done.pop())
            else:
                self._done.append(self._undone.pop())
        self.operations.append(Operation(entry["n"], kind, step, changes))

    def _take_back(self, operation: Operation) -> None:
        """Let a step be as it was before an operation that failed."""
        step = operation.step
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)
        if operation.kind == UNDO:
            self._done.append(step)


def _made_in(entry: Entry) -> _StepMade:
    changes = tuple(RowChange(*change) for change in entry["changes"])
    return _StepMade(entry["when"], entry["note"], tuple(entry["what"]), changes)
