"""A data folder that is edited: rows shown, edits checked, logged, saved, undone and done again.

`apply` returns when a step is in the log; a worker replaces the CSV files whole, many steps at
once. Where the program ends before that, the next one does it: the log says which steps are in the
files. A file that somebody else changed is read again, and steps are made in what stands there.
"""

from __future__ import annotations

import csv
import threading
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Self

from actorgraph import locating
from actorgraph.editing.data_folder import log_folder_in, tables_to_edit
from actorgraph.editing.edited_graph import IndexedEdits
from actorgraph.editing.edits import ADD, TABLES, Applied, EditConflict, EditRefused, Review
from actorgraph.editing.file_order import OrderSearch
from actorgraph.editing.folder_lock import FolderLock
from actorgraph.editing.history import REDO, UNDO, History
from actorgraph.editing.journal import Journal
from actorgraph.editing.planned_step import PlannedStep
from actorgraph.editing.row_changes import placed
from actorgraph.editing.row_checks import RowChecks, edited_rows
from actorgraph.editing.saving import ChangedElsewhereError, save
from actorgraph.editing.table_file import TableFile
from actorgraph.editing.written_rows import COLUMN
from actorgraph.errors import ActorgraphError, UsageError
from actorgraph.index.column_file import OutdatedError
from actorgraph.loading import reprints_in

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path

    from actorgraph.editing.edits import Edit, EditStep, TableName, TableRow
    from actorgraph.editing.history import Operation
    from actorgraph.editing.written_rows import RowChange
    from actorgraph.graph import Graph

SAVED, CONFLICT, CHANGED, UNSAVED = "saved", "conflict", "changed", "unsaved"
"""What listeners are told: files hold all steps; a step could not be made again; somebody else
changed a file; files could not be written."""
_PATIENCE = 0.2
"""Seconds for which no file is written, at most, while something is answered."""
_AGAIN = 5.0
"""Seconds until it is tried again to write files."""


class Workspace:
    """A data folder, opened to be edited; what was logged and not saved is saved.

    Args:
        folder: with relations.csv; or a file of relations.
        documents: the folder of the documents that claims cite, if `graph` is to know reprints.

    Raises:
        UsageError: if it cannot be edited, or another program does.
        DataError: if a file cannot be read as a table.
    """

    def __init__(self, folder: Path, *, documents: Path | None = None) -> None:
        places = tables_to_edit(folder)
        self._room = log_folder_in(places["relations"].parent)
        self._held = FolderLock(self._room / "lock")
        self._lock = threading.RLock()
        self._woken = threading.Condition(self._lock)
        self._listeners: list[Callable[[str], None]] = []
        self._fault: ActorgraphError | None = None
        self._may_write = threading.Event()
        self._may_write.set()
        self._is_closing = False
        self._path, self._documents = folder, documents
        self._edits: IndexedEdits | None = None
        try:
            self._journal = Journal(self._room / "journal")
            self._history = History(self._journal)
            settings = locating.settings_of(folder)
            renamed = {"relations": settings.columns, "entities": settings.entities}
            self._files: dict[TableName, TableFile] = {
                name: TableFile(name, places[name], renamed.get(name, {})) for name in TABLES
            }
            self._checks = RowChecks(folder, self._files)
            for file in self._files.values():
                self._replay(file)
        except BaseException:
            self._held.release()
            raise
        self._worker = threading.Thread(target=self._work, name="saving", daemon=True)
        self._worker.start()
        self._orders = OrderSearch(self._woken, self._files)

    def __enter__(self) -> Self:
        """Return the workspace."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Save what is not saved, and let others edit."""
        self._orders.end()
        self._may_write.set()
        with self._woken:
            self._is_closing = True
            self._woken.notify_all()
        self._worker.join()
        self._journal.close()
        self._held.release()

    def listen(self, listener: Callable[[str], None]) -> None:
        """Have a function called, from another thread, with what happens: SAVED and so on."""
        self._listeners.append(listener)

    def answer_first(self) -> None:
        """Begin to write no file until `answered`: steps are in the log, and somebody waits."""
        self._may_write.clear()

    def answered(self) -> None:
        """Go on: write files."""
        self._may_write.set()

    def row(self, table: TableName, line: int) -> TableRow:
        """Return the row that begins on a line.

        Raises:
            UsageError: if none does.
        """
        with self._lock:
            self._look_for_changes()
            return self._files[table].row(line)

    def columns(self, table: TableName) -> tuple[str, ...]:
        """Return the columns of a file by our names, in its order; none where there is no file."""
        with self._lock:
            self._look_for_changes()
            file = self._files[table]
            return () if file.layout is None else tuple(file.cells_in(""))

    def first_rows(self, table: TableName, limit: int | None = None) -> list[TableRow]:
        """Return the first rows of a file, as many as are asked for; None means all."""
        with self._lock:
            self._look_for_changes()
            file = self._files[table]
            records = file.records() if len(file) else iter(())
            return [file.row_of(record) for record in islice(records, limit)]

    def check(self, edits: Sequence[Edit]) -> Review:
        """Return what `actorgraph check` would say of rows after edits; nothing is written.

        Raises:
            EditConflict: if somebody changed the row.
        """
        with self._lock:
            self._look_for_changes()
            with PlannedStep(self._files, [*edits]) as planned:
                return planned.missing or self._checks.review(planned.rows)

    def apply(self, edits: Sequence[Edit], *, note: str = "") -> Applied:
        """Make edits as one step; return when it is in the log.

        Raises:
            EditRefused: if `actorgraph check` would refuse what the rows become.
            EditConflict: if somebody changed a row since the user saw it.
            UsageError: if the step cannot be logged.
        """
        tables = {edit.table for edit in edits if edit.do == ADD}
        self.wait_for_order(tables)
        with self._lock:
            self._look_for_changes()
            for table in tables:
                self._files[table].sorted_rows()
            with PlannedStep(self._files, edits) as planned:
                review = planned.missing or self._checks.review(planned.rows)
                if review.errors:
                    raise EditRefused(review)
                if not planned.changes():
                    return planned.applied(0)
                self._log_files(planned.changes())
                operation = self._history.to_do(planned.changes())
                self._history.log(operation, note, planned.described())
            self._make(operation)
            self._woken.notify_all()
            return planned.applied(operation.step)

    def undo(self, *, anyway: bool = False) -> Applied:
        """Take back the last step that is not undone.

        Args:
            anyway: also if `actorgraph check` would refuse what the rows become.

        Raises:
            UsageError: if there is none.
            EditRefused: if `actorgraph check` would refuse what the rows become.
            EditConflict: if somebody changed a row of it since.
        """
        return self._again(self._history.to_undo, "undo", anyway=anyway)

    def redo(self, *, anyway: bool = False) -> Applied:
        """Make again the step that was undone last; arguments and errors are those of `undo`."""
        self.wait_for_order(TABLES)
        return self._again(self._history.to_redo, "redo", anyway=anyway)

    def wait_for_order(self, tables: Collection[TableName]) -> None:
        """Return when it is known how files are sorted that get rows; others edit meanwhile."""
        self._orders.wait_for(tables)

    def follow_index(self) -> None:
        """Prepare to answer `graph` from the index of the files, which is built if there is none.

        Does nothing where the data is not asked by an index, or before all steps are saved.
        """
        with self._lock:
            self._look_for_changes()
            files = [file.path for file in self._files.values() if file.layout is not None]
            is_indexed = locating.is_plain(self._path, None) and locating.uses_index(files)
            if self._edits is None and is_indexed and not self._unsaved():
                inputs = locating.inputs_of(self._path)
                with suppress(OutdatedError, OSError):
                    relations = self._files["relations"]
                    reprints = reprints_in(self._documents)
                    self._edits = IndexedEdits(relations, inputs, self.wait_until_saved, reprints)
                    self._entities = self._files["entities"].version

    def graph(self) -> Graph | None:
        """Return the graph with all steps, also those that are not saved.

        Returns:
            None where the files have to be saved and loaded for it.
        """
        with self._lock:
            self._look_for_changes()
            if self._edits is None:
                return None
            try:
                self._refuse_other_tables()
                graph = self._edits.graph()
            except OutdatedError:
                self._edits = None
                return None
            graph.places = [self._path]
            return graph

    def _refuse_other_tables(self) -> None:
        """Refuse an index where anything but relations was edited since it was looked at.

        Raises:
            OutdatedError: if something was.
        """
        entities = self._files["entities"].version
        if entities != self._entities or len(self._files["judgements"]):
            raise OutdatedError("another table was edited")

    def history(self) -> list[EditStep]:
        """Return all steps, the first one first."""
        with self._lock:
            return self._history.steps()

    def wait_until_saved(self) -> None:
        """Return when the files hold all steps.

        Raises:
            ActorgraphError: if they cannot be written.
        """
        with self._woken:
            self._fault = None
            self._woken.notify_all()
            self._woken.wait_for(lambda: self._fault or not self._unsaved())
            if self._fault is not None:
                raise self._fault

    def _again(
        self, operation_of: Callable[[], Operation | None], verb: str, *, anyway: bool
    ) -> Applied:
        with self._lock:
            self._look_for_changes()
            operation = operation_of()
            if operation is None:
                raise UsageError(f"There is nothing to {verb}.")
            rows = edited_rows(self._files, operation.changes)
            if rows and not anyway and (review := self._checks.review(rows)).errors:
                raise EditRefused(review)
            self._make(operation)
            try:
                self._log_files(operation.changes)
                self._history.log(operation)
            except UsageError:
                for change in reversed(operation.changes):
                    self._change(change.undone())
                raise
            self._woken.notify_all()
            return self._applied(operation)

    def _applied(self, operation: Operation) -> Applied:
        """Return what an operation led to, row by row."""
        rows, removed, ended = [], [], dict[str, str]()
        for change in operation.changes:
            file = self._files[change.table]
            if change.line == COLUMN:
                ended[change.table] = file.table.delimiter * (change.after is None)
        for change in operation.changes:
            file = self._files[change.table]
            if change.line == COLUMN:
                continue
            if change.after is None:
                removed.append((change.table, change.line))
                continue
            text = change.after.removesuffix(ended.get(change.table, ""))  # the column went later
            if file.layout is not None and (record := file.locate(change.line, text)):
                rows.append(file.row_of(record))
        return Applied(operation.step, tuple(rows), tuple(removed))

    def _make(self, operation: Operation) -> None:
        """Make all changes of an operation, or none.

        Raises:
            EditConflict: if a row is not what it was.
        """
        done: list[RowChange] = []
        try:
            for one in operation.changes:
                change = placed(self._files[one.table], one) if operation.kind == REDO else one
                self._change(change)
                done.append(change)
        except EditConflict:
            for change in reversed(done):
                self._change(change.undone())
            raise

    def _change(self, change: RowChange) -> None:
        number = self._files[change.table].apply(change)
        self._checks.take_over(change, number)

    def _log_files(self, changes: Iterable[RowChange]) -> None:
        """Write down which files the changes are made in, if nobody has yet."""
        for name in {change.table for change in changes}:
            if not self._history.pending(name):
                file = self._files[name]
                upto = self._history.last
                self._history.log_read(name, file.base_size, file.base_sum, upto)

    def _look_for_changes(self) -> None:
        """Read files again that somebody else changed, and make in them what is not saved."""
        for file in self._files.values():
            if file.is_changed_elsewhere():
                file.read_again()
                if file.name == "entities":
                    self._checks.read_again()
                self._replay(file)
                self._woken.notify_all()
                self._tell(CHANGED)

    def _replay(self, file: TableFile) -> None:
        """Make what is logged and not in a file, as far as its rows are what they were."""
        name, is_ours = file.name, True
        pending = self._history.pending(name)
        if not pending:
            return
        upto = self._history.version(name, file.base_size, file.base_sum)
        if upto is None:
            upto, is_ours = pending[0].number - 1, False
        self._history.log_saved(name, upto)
        for operation in pending:
            if operation.number > upto:
                may_be_in = not is_ours and self._history.may_be_saved(name, operation.number)
                self._make_again(file, operation, may_be_in=may_be_in)

    def _make_again(self, file: TableFile, operation: Operation, *, may_be_in: bool) -> None:
        done: list[RowChange] = []
        try:
            for one in operation.changes:
                if one.table != file.name or (may_be_in and file.holds(one)):
                    continue
                change = one if operation.kind == UNDO else placed(file, one)
                self._change(change)
                done.append(change)
        except EditConflict as conflict:
            for change in reversed(done):
                self._change(change.undone())
            self._history.log_failed(operation, conflict.message)
            self._tell(CONFLICT)

    def _unsaved(self) -> list[TableFile]:
        return [file for name, file in self._files.items() if self._history.pending(name)]

    def _work(self) -> None:
        """Save whenever there is something to save, until the workspace is closed."""
        while True:
            with self._woken:
                self._look_up()
                unsaved = self._unsaved()
                if not unsaved:
                    with suppress(UsageError):  # without room for a shorter log, the long one stays
                        self._history.shorten()
                if self._fault or not unsaved:
                    if self._is_closing:
                        return
                    self._woken.wait(_AGAIN if self._fault else None)
                    self._fault = None
                    continue
            self._may_write.wait(_PATIENCE)
            try:
                for file in unsaved:
                    self._save(file)
            except ActorgraphError as fault:
                self._fail(fault)
            except Exception as error:  # noqa: BLE001 -- else nothing is saved any more, nor said
                why = f"{type(error).__name__}: {error}"
                self._fail(UsageError(f"Edits are logged and not yet in the files: {why}."))

    def _fail(self, fault: ActorgraphError) -> None:
        """Say that files could not be written; it is tried again later, or by the next program."""
        with self._woken:
            self._fault = fault
            self._woken.notify_all()
        self._tell(UNSAVED)

    def _look_up(self) -> None:
        """Look at names, before somebody waits for that."""
        with suppress(ValueError, IndexError, csv.Error):  # written to meanwhile: read again soon
            self._checks.look_up()

    def _save(self, file: TableFile) -> None:
        with self._lock:
            upto, generation = self._history.last, file.generation
            pieces = file.snapshot()
        is_held = False
        before = file.content.base  # to let go of a large file takes long: not before SAVED is told

        def begin(size: int, checksum: int) -> None:
            nonlocal is_held
            self._lock.acquire()
            is_held = True
            if file.generation != generation:
                raise ChangedElsewhereError
            self._history.log_saving(file.name, size, checksum, upto)

        try:
            save(file, pieces, begin)
            self._history.log_saved(file.name, upto)
            self._woken.notify_all()
        except ChangedElsewhereError:
            with self._lock:
                self._look_for_changes()
            return
        finally:
            if is_held:
                self._lock.release()
        if file.means_otherwise():
            with self._lock:
                file.forget()
                self._look_for_changes()
        if not self._unsaved():
            self._tell(SAVED)
        del before

    def _tell(self, what: str) -> None:
        for listener in self._listeners:
            listener(what)
