"""The graph of data with edits that are not in its files yet, from the index of the files.

The index answers together with the rows that came, went or changed since (index/overlay.py), so
that an edit is seen before its file is replaced, which takes a second at a million relations, and
without a look at all blocks of the file. Rows that stay are read from the file that was open when
this began. Called by the workspace, one question at a time; leaves out edits of entities.csv, after
which the index has to be built again. tests/differential/test_unsaved_edits.py holds the answers to
those of the tables in memory once all is saved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from copy import copy
from typing import TYPE_CHECKING, TypeAlias

from actorgraph.editing.pieces import PieceTable
from actorgraph.engines.indexed import IndexedEngine
from actorgraph.graph import Graph
from actorgraph.index import column_file, freshness
from actorgraph.index.build import open_index
from actorgraph.index.column_file import OutdatedError
from actorgraph.index.difference import Hunk
from actorgraph.index.edited_rows import EditedRows, moved_text
from actorgraph.index.overlay import OverlaidIndex, edit_of
from actorgraph.index.plain_headers import LONGEST_HEADER
from actorgraph.index.reading import Index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from actorgraph.claims import Claim
    from actorgraph.editing.pieces import ReplacedPart
    from actorgraph.editing.table_file import TableFile
    from actorgraph.index.edited_ends import EditedEnds
    from actorgraph.index.freshness import Inputs, Stamp


_CLAIMS_REMEMBERED = 20_000
Claims: TypeAlias = "dict[tuple[int, int], list[Claim]]"
"""The claims of rows that were indexed, by their numbers then and the lines that they are on."""


class _Indexed:
    """The file of relations as it was indexed: how many bytes it had, no more is asked."""

    def __init__(self, size: int) -> None:
        self.size = size

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from start up to stop: never asked, new rows are read as they are."""
        raise NotImplementedError(start, stop)


class IndexedEdits:
    """An index, and what was edited since in the file of relations.

    Args:
        file: the relations, as they are in their file; its changes are followed from now on.
        inputs: the files.
        saved: returns when the files hold all edits.

        reprints: the documents that share their text with others.

    Raises:
        OutdatedError: if the index of these files cannot answer together with edits.
        DataError: if they have errors.
    """

    def __init__(
        self,
        file: TableFile,
        inputs: Inputs,
        saved: Callable[[], None],
        reprints: Mapping[str, frozenset[str]],
    ) -> None:
        self._file, self._inputs, self._saved = file, inputs, saved
        index = open_index(inputs)
        stamp = freshness.read_stamp(inputs.folder)
        if index.note or stamp is None or stamp.files != inputs.states():
            raise OutdatedError("no index is kept")
        self._stamp = stamp
        self._store = column_file.open_columns(freshness.index_path(inputs.folder, stamp.content))
        if "relations.digests" not in self._store:
            raise OutdatedError("the file had to be rewritten")
        self._index = Index(self._store, inputs)
        self._index.reprints = reprints
        self._claims: Claims = {}
        self._starts = self._store.column("relations.at")
        self._mark = len(file.mark)
        hunks = [Hunk(*hunk) for hunk in stamp.hunks]
        self._behind = [(hunk.first, hunk.stop) for hunk in hunks]
        self._since = PieceTable(_Indexed(self._starts[len(self._starts) - 1]))
        with inputs.relations.open("rb") as opened:
            for hunk in reversed(hunks):
                opened.seek(hunk.start)
                new = opened.read(hunk.end - hunk.start)
                self._since.replace(self._starts[hunk.first], self._starts[hunk.stop], new)
        self._unedited = moved_text(self._store, inputs.relations, hunks)
        self._generation = file.generation
        self._graph: Graph | None = None
        file.follow(self._follow)

    def _follow(self, start: int, stop: int, new: bytes) -> None:
        self._since.replace(start + self._mark, stop + self._mark, new)
        self._graph = None

    def graph(self) -> Graph:
        """Return the graph with all edits; the same one as before if none came since.

        Raises:
            OutdatedError: if the index has to be built again for it.
        """
        if self._file.generation != self._generation:
            raise OutdatedError("the file was read again")
        if self._graph is None:
            self._graph = self._with_edits()
        return self._graph

    def _with_edits(self) -> Graph:
        head = self._file.mark + self._file.content.read(0, LONGEST_HEADER)
        hunks = list(self._hunks(head.find(b"\n") + 1))
        read, mark = self._file.content.read, self._mark
        texts = [read(hunk.start - mark, hunk.end - mark) for hunk in hunks]
        index = copy(self._index)  # which remembers what was looked up of entities: they stay
        rows = EditedRows(self._store, self._inputs.relations, hunks, texts, self._unedited)
        edit = edit_of(index, head, rows, hunks)
        if len(self._claims) > _CLAIMS_REMEMBERED:
            self._claims.clear()
        unsaved = UnsavedIndex(index, *edit, self._stamp, self._saved, self._claims)
        return Graph(IndexedEngine(unsaved))

    def _hunks(self, header_end: int) -> Iterator[Hunk]:
        """Yield the rows that came, went or changed, and where they are in the content now."""
        parts = deque(self._since.replacements())
        moved = 0
        for first, stop in united([*map(self._rows_of, parts), *self._behind]):
            start = (self._starts[first] + moved) if first else header_end
            while parts and self._rows_of(parts[0])[1] <= stop:
                part = parts.popleft()
                moved += len(part.new) - (part.stop - part.start)
            yield Hunk(first, stop, start, self._starts[stop] + moved)

    def _rows_of(self, part: ReplacedPart) -> tuple[int, int]:
        """Return the first row that a part of the indexed file is of, and the one after the last.

        Raises:
            OutdatedError: if it is part of the header.
        """
        starts = self._starts
        if part.start < starts[0]:
            raise OutdatedError("the header")
        count = len(starts) - 1
        first = bisect_right(starts, part.start) - 1
        if part.start < part.stop:
            return min(first, count), bisect_right(starts, part.stop - 1)
        if first == count:  # at the end: the last row may have got a line end
            return max(count - 1, 0), count
        return first, first + (starts[first] != part.start)


def united(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch as one."""
    together: list[tuple[int, int]] = []
    for first, stop in sorted(ranges):
        if together and first <= together[-1][1]:
            before = together.pop()
            first, stop = before[0], max(before[1], stop)  # noqa: PLW2901 - goes on with that
        together.append((first, stop))
    return together


class UnsavedIndex(OverlaidIndex):
    """An index together with edits of which not all are in the file yet.

    Args:
        saved: returns when they are: what needs a new index waits for it.
        claims: what rows state that stay, read for former edits; those read now are added.
    """

    def __init__(
        self,
        index: Index,
        rows: EditedRows,
        ends: EditedEnds,
        stamp: Stamp,
        saved: Callable[[], None],
        claims: Claims,
    ) -> None:
        super().__init__(index, rows, ends, stamp._replace(problems=None))
        self._saved, self._claims = saved, claims

    def claims(self, row: int) -> list[Claim]:
        """Return the claims that a row states; none is read twice for several edits."""
        old = self._rows.numbers.old(row)
        if old is None:
            return super().claims(row)
        place = old, self._rows.place(old)[1]
        if place not in self._claims:
            self._claims[place] = super().claims(row)
        return self._claims[place]

    def refuse_other_files(self) -> None:
        """Wait until the files hold all edits, so that a new index is one of these."""
        self._saved()
