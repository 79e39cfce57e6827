"""One program at a time edits a data folder: a lock that ends with the program that holds it.

The system lets go of it when a program ends, however it ends. Called by the workspace.
"""

from __future__ import annotations

import os
import weakref
from typing import TYPE_CHECKING

from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_BEYOND_ITS_TEXT = 1 << 20


class FolderLock:
    """The right to edit what lies in a folder.

    Args:
        path: of the file that is locked, which is made if it is not there.

    Raises:
        UsageError: if another program has it, or the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        try:
            file = os.open(path, flags, 0o600)
        except OSError as error:  # as of a link, which may lead anywhere
            raise UsageError(f"{path} cannot be opened: {error.strerror}.") from None
        self._close = weakref.finalize(self, os.close, file)
        try:
            _lock(file)
        except OSError:
            holder = os.read(file, 20).decode(errors="replace").strip()
            self._close()
            by = f", by process {holder}" if holder.isdigit() else ""
            raise UsageError(
                f"{path.parent.parent} is being edited by another program{by}.",
                hint="End that one first, or edit there.",
            ) from None
        os.ftruncate(file, 0)
        os.write(file, b"%d\n" % os.getpid())

    def release(self) -> None:
        """Let others edit."""
        self._close()


def _lock(file: int) -> None:
    """Lock a file, or fail at once if another program has.

    Raises:
        OSError: if it has.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        # Nobody else can read a locked byte there, and whoever comes second reads who is first.
        os.lseek(file, _BEYOND_ITS_TEXT, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        finally:
            os.lseek(file, 0, os.SEEK_SET)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
