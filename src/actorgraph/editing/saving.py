"""Replace a CSV file by its content with all changes: whole or not at all, and nobody else's work.

Called by the workspace. What is written is checked against what was read: if the file is another
one meanwhile, it stays as it is.
"""

from __future__ import annotations

import os
import time
import zlib
from typing import TYPE_CHECKING

from actorgraph.editing.checksums import SummedPart, sum_of_edited
from actorgraph.editing.file_bytes import FileBytes, TextBytes, sum_of, sum_of_own, write_all
from actorgraph.formats.files import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from actorgraph.editing.pieces import ContentPiece, Readable
    from actorgraph.editing.table_file import TableFile

_MOST_PIECES = 64
"""Of a file in so many pieces a checksum is sooner read than put together."""


class ChangedElsewhereError(Exception):
    """Somebody else changed the file since it was read; it was not replaced."""


def save(
    file: TableFile, pieces: Sequence[ContentPiece], begin: Callable[[int, int], None]
) -> None:
    """Replace a file by a snapshot of its content; the table rests on it then.

    Args:
        begin: called with size and checksum of what was written, right before it is put in place.

    Raises:
        ChangedElsewhereError: if the file is not the one that was read.
        UsageError: if it cannot be written.
    """
    if not pieces:
        begin(0, 0)
        _refuse_changed(file)
        file.path.unlink(missing_ok=True)
        file.rest_on(TextBytes(b""), None, 0)
        return
    written = _Written(file, pieces)

    def begin_if_unchanged() -> None:
        written.stamp()
        begin(written.size, written.checksum)
        _refuse_changed(file)

    write_file(file.path, written.fill, force=True, before_replacing=begin_if_unchanged)
    written.rest()


def _refuse_changed(file: TableFile) -> None:
    """Refuse a file that was changed since it was read, also where its times cannot tell."""
    if file.may_have_changed and sum_of(file.path) != file.base_sum:
        file.forget()  # else it would be taken for the file that was read, as its times say
    if file.is_changed_elsewhere():
        raise ChangedElsewhereError


class _Written:
    """The content of a file that is written.

    Attributes:
        size, checksum: of what was written.
    """

    def __init__(self, file: TableFile, pieces: Sequence[ContentPiece]) -> None:
        self._file, self._pieces = file, pieces
        self.size = self.checksum = 0
        self._text: TextBytes | None = None
        self._opened: FileBytes | None = None
        self._state: list[int] = []
        self._may_change_unseen = False

    def fill(self, place: Path) -> None:
        """Write everything to a place."""
        self._place = place
        base = self._file.content.base
        with place.open("wb", buffering=0) as file:
            write_all(file.fileno(), self._file.mark)
            if isinstance(base, FileBytes):
                for piece in self._pieces:
                    if piece.new is None:
                        base.copy(file.fileno(), piece.start, piece.stop)
                    else:
                        write_all(file.fileno(), piece.new)
            else:
                text = b"".join(
                    base.read(one.start, one.stop) if one.new is None else one.new
                    for one in self._pieces
                )
                self._text = TextBytes(text)
                write_all(file.fileno(), text.decode().encode(self._file.encoding))
        self._opened = FileBytes(place, len(self._file.mark))
        self.size = place.stat().st_size
        self.checksum = self._sum_of(base)

    def _sum_of(self, base: Readable) -> int:
        """Return the checksum of what was written; what stays of a file is not read for it."""
        file, pieces, place = self._file, self._pieces, self._place
        kept = len(file.mark) + sum(piece.size for piece in pieces)
        mark, known = len(file.mark), SummedPart(file.base_sum, file.base_size)
        is_known = isinstance(base, FileBytes) and not file.may_have_changed
        is_whole = self.size == kept and known.size == mark + base.size  # else it was read again
        if not (is_known and is_whole) or len(pieces) > _MOST_PIECES:
            return sum_of_own(place)
        return sum_of_edited(
            known,
            file.mark,
            pieces,
            lambda start, stop: zlib.crc32(base.read(start - mark, stop - mark)),
            lambda start, stop: sum_of_own(place, start, stop),
        )

    def stamp(self) -> None:
        """Give what was written a time by which it is told from whatever is written later.

        File systems count in ticks of milliseconds: somebody who writes to the file right after it
        was put in place would leave it with the time that it had.
        """
        if self._opened is not None:
            now = time.time_ns()
            os.utime(self._place, ns=(now, now))
            self._state = self._opened.state(self._place)
            self._may_change_unseen = self._state[1] != now

    def rest(self) -> None:
        """Let the table rest on what was written, which is in its place now."""
        if self._opened is None:
            return
        state = self._opened.state(self._file.path)
        if [*state[:2], *state[3:]] != [*self._state[:2], *self._state[3:]]:
            state = self._state  # somebody has written to it since it was put in place
        self._file.rest_on(self._text or self._opened, state, self.checksum)
        self._file.may_have_changed = self._may_change_unseen
