"""Replace a CSV file by its content with all changes: whole or not at all, and nobody else's work.

Called by the workspace. What is written is checked against what was read: if the file is another
one meanwhile, it stays as it is.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from actorgraph.editing.file_bytes import FileBytes, TextBytes, sum_of
from actorgraph.formats.files import write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from actorgraph.editing.pieces import ContentPiece, Readable
    from actorgraph.editing.table_file import TableFile

_AT_ONCE = 1 << 20


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
        begin(written.size, written.checksum)
        _refuse_changed(file)

    write_file(file.path, written.fill, force=True, before_replacing=begin_if_unchanged)
    written.rest()


def _refuse_changed(file: TableFile) -> None:
    """Refuse a file that was changed since it was read, also where its times cannot tell."""
    is_other = file.may_have_changed and sum_of(file.path) != file.base_sum
    if is_other or file.is_changed_elsewhere():
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

    def fill(self, place: Path) -> None:
        """Write everything to a place."""
        base = self._file.content.base
        with place.open("wb") as file:
            self._write(file, self._file.mark)
            if isinstance(base, FileBytes):
                for part in self._parts(base):
                    self._write(file, part)
            else:
                text = b"".join(
                    base.read(one.start, one.stop) if one.new is None else one.new
                    for one in self._pieces
                )
                self._text = TextBytes(text)
                self._write(file, text.decode().encode(self._file.encoding))
        self._opened = FileBytes(place, len(self._file.mark))

    def rest(self) -> None:
        """Let the table rest on what was written, which is in its place now."""
        if self._opened is not None:
            base = self._text or self._opened
            self._file.rest_on(base, self._opened.state(), self.checksum)

    def _write(self, file: BinaryIO, part: bytes) -> None:
        file.write(part)
        self.size += len(part)
        self.checksum = zlib.crc32(part, self.checksum)

    def _parts(self, base: Readable) -> Iterator[bytes]:
        """Yield the content in parts."""
        for piece in self._pieces:
            if piece.new is not None:
                yield piece.new
                continue
            for at in range(piece.start, piece.stop, _AT_ONCE):
                yield base.read(at, min(at + _AT_ONCE, piece.stop))
