"""Bound what a file may cost: how far it unpacks, how many files it holds, how long its lines are.

A few bytes can stand for any number of them, so that a bomb would fill the memory of whoever opens
it. Every reader of what is packed asks here, and says with `refusal` what is wrong. Leaves
out what a reader keeps of a file. A file that may be missing is asked for here too: what is no
file may never end.
"""

from __future__ import annotations

import io
import os
import zlib
from typing import IO, TYPE_CHECKING, AnyStr

from actorgraph.errors import DataError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from gzip import GzipFile
    from pathlib import Path
    from zipfile import ZipFile

LARGEST_CELL = 16 * 1024**2
"""In characters; a longer one is an error."""
LARGEST_LINE = LARGEST_CELL
"""In bytes, where a line is one JSON document or a header."""
LARGEST_ROW = 64 * 1024**2
"""In bytes, where a table is read whole."""
LARGEST_PROSE = 4 * 1024**2
"""In bytes, of actorgraph.toml or story.md, which people write."""
LARGEST_DOCUMENT = 256 * 1024**2
"""In bytes, of a text, a page of HTML or a PDF that claims cite."""
LARGEST_EXPANSION = 4 * 1024**3
"""In bytes that a packed file may unpack to in all."""
SMALL = 2 * 1024**2
"""So many bytes may come out of the smallest file; from there on it depends on its size."""
MOST_TIMES = 100
"""A larger file unpacks to so many times its size at most; tables, XML and JSON come to 5 to 50."""
MOST_FILES = 200_000
"""A zip or folder of more files than this is refused."""
MOST_UNNAMED = 100_000
"""How many nodes a file may announce, if it has not as many bytes."""
MOST_ELEMENTS = 1_000_000
"""How many elements of XML one of them may hold that is no list of others."""
MOST_ROWS = 1_048_576
"""In a sheet of Excel."""
DEEPEST = 200
"""How many elements or lists may stand in each other: groups in a drawing are a dozen deep."""
_PIECE = 1 << 16
_TRAILER = 4
"""Bytes at the end of gzip data that state the size of its last part."""
_GZIP = b"\x1f\x8b"


def refusal(place: str, what: str) -> DataError:
    """Return the error about a file that is not read: it is too much, or not sound."""
    return DataError([Problem("error", place, 0, "", what)])


def is_there(path: Path) -> bool:
    """Return whether there is a file that may be missing.

    Raises:
        UsageError: if something else has its name, such as a folder, a pipe or a link that leads
            nowhere: what somebody put there would count for nothing, and nobody would be told.
    """
    if path.is_file():
        return True
    if os.path.lexists(path):
        raise UsageError(
            f"{path} is no regular file, so what it should say is not read.",
            hint="Put the file there, or take away the folder, pipe or broken link of this name.",
        )
    return False


def written_text(path: Path) -> str:
    """Return the text of a file that people write: actorgraph.toml, story.md.

    Raises:
        UsageError: if it cannot be read, is no UTF-8, or is larger than `LARGEST_PROSE`.
    """
    try:
        if path.stat().st_size > LARGEST_PROSE:
            raise UsageError(f"{path} is larger than {LARGEST_PROSE >> 20} MB: nobody wrote that.")
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}.") from None


class Allowance:
    """How many bytes one packed file may still unpack to.

    Args:
        place: what a message calls the file.
        size: its own, in bytes.
    """

    def __init__(self, place: str, size: int) -> None:
        self._place = place
        self._size = size
        self.left = min(LARGEST_EXPANSION, max(SMALL, MOST_TIMES * size))

    def take(self, count: int) -> int:
        """Count bytes that have come out, and return how many they were.

        Raises:
            DataError: if they are too many.
        """
        self.left -= count
        if self.left < 0:
            raise refusal(
                self._place,
                f"it unpacks to more than {MOST_TIMES} times its size, or to more than "
                f"{LARGEST_EXPANSION // 1024**3} GB; "
                "unpack it and look at it before you ask it",
            )
        return count


class _Counted(io.RawIOBase):
    """A file that unpacks while it is read, as far as it may."""

    def __init__(self, file: GzipFile, place: str, size: int) -> None:
        self._file = file
        self._place = place
        self._allowance = Allowance(place, size)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with what comes next."""
        try:
            piece = self._file.read(len(buffer))
        except EOFError:
            raise refusal(self._place, "it is cut short: its gzip data does not end") from None
        except (OSError, zlib.error) as error:
            raise refusal(self._place, f"it is not sound gzip data: {error}") from None
        buffer[: len(piece)] = piece
        return self._allowance.take(len(piece))


def is_packed(file: IO[bytes]) -> bool:
    """Return whether a file is gzip data; leaves it at its beginning."""
    packed = file.read(len(_GZIP)) == _GZIP
    file.seek(0)
    return packed


def gunzipped(file: IO[bytes], place: str) -> IO[bytes]:
    """Open gzip data for reading, as far as it may unpack; its end says how far that will be.

    Args:
        file: at its beginning; its size is the whole of it.
        place: what a message calls it.
    """
    import gzip

    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _TRAILER))
    if int.from_bytes(file.read(_TRAILER), "little") > Allowance(place, size).left:
        file.seek(0)
        _unpack_in_vain(_Counted(gzip.GzipFile(fileobj=file), place, size))
    file.seek(0)
    return io.BufferedReader(_Counted(gzip.GzipFile(fileobj=file), place, size), _PIECE)


def _unpack_in_vain(counted: _Counted) -> None:
    """Unpack what will be too much, before a reader keeps what comes first.

    Raises:
        DataError: with what is wrong; it may be cut short instead.
    """
    piece = memoryview(bytearray(_PIECE))
    while counted.readinto(piece):
        pass


def check_archive(archive: ZipFile, place: str, size: int) -> None:
    """Refuse a zip of too many files, or of more than it may unpack to, before anything is read.

    No member gives more bytes than the zip says of it, unless it is packed in a way that hardly
    anybody uses and that is unpacked by whole pieces.

    Raises:
        DataError: with what is wrong.
    """
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise refusal(place, f"it holds {len(members):,} files; {MOST_FILES:,} are read at most")
    Allowance(place, size).take(sum(one.file_size for one in members))
    for one in members:
        if one.compress_type not in _PACKED:
            what = f"{one.filename} is packed by neither of the ways that are read; pack it again"
            raise refusal(place, f"{what} with deflate")


_PACKED = (0, 8)
"""Stored, and deflate: zipfile unpacks bz2 and LZMA without a bound."""


def unpacked(file: IO[bytes], place: str) -> bytes:
    """Return the whole content of gzip data.

    Args:
        place: what a message calls it.

    Raises:
        DataError: if it is not sound, or unpacks to more than it may.
    """
    return bounded_text(gunzipped(file, place), place)


def bounded_text(file: IO[bytes], place: str) -> bytes:
    """Return the whole content of a text.

    Raises:
        DataError: if a line of it is longer than any table has.
    """
    pieces = []
    while piece := file.read(LARGEST_ROW):
        pieces.append(piece)
        if len(piece) == LARGEST_ROW and b"\n" not in piece and b"\r" not in piece:
            raise refusal(place, f"a line of more than {LARGEST_ROW // 1024**2} MB; {_NO_TABLE}")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def bounded_lines(file: IO[AnyStr], place: str) -> Iterator[AnyStr]:
    """Yield the lines of a file.

    Raises:
        DataError: at the first that is longer than LARGEST_LINE.
    """
    number = 0
    while line := file.readline(LARGEST_LINE + 1):
        number += 1
        if len(line) > LARGEST_LINE:
            message = f"a line of more than {LARGEST_LINE // 1024**2} MB; {_NO_TABLE}"
            raise DataError([Problem("error", place, number, "", message)])
        yield line


_NO_TABLE = "that is no table, or its line breaks are missing"
