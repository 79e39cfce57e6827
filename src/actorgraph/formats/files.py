"""Write files whole or not at all: into a temporary file beside the place, then moved there."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from actorgraph.errors import FileExistsAlreadyError, UsageError
from actorgraph.temporary_files import abandoned_like, hidden_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


def write_text(path: Path, pieces: Iterable[str], *, force: bool = False) -> None:
    """Write a text file in UTF-8; a failure on the way leaves what was there before.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        UsageError: if the place cannot be written to.
    """

    def fill(temporary: Path) -> None:
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    write_file(path, fill, force=force)


def write_file(
    path: Path,
    fill: Callable[[Path], None],
    *,
    force: bool = False,
    mode: int | None = None,
    before_replacing: Callable[[], None] | None = None,
) -> None:
    """Fill a file under a temporary name, then move it to its place, for the owner it had.

    Args:
        path: the place of the file.
        fill: writes everything to the path it is given.
        force: replace a file that is there.
        mode: who may read and write it; None for who may in the file that is replaced, else as
            the umask says.
        before_replacing: called when all is written, right before it is moved; what it raises
            leaves what is there.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        UsageError: if the place cannot be written to.
    """
    refuse_to_replace(path, force=force)
    if path.is_symlink():  # what it leads to is the file; the link stays
        path = path.resolve()
    temporary = hidden_beside(path)
    for abandoned in abandoned_like(temporary):
        abandoned.unlink(missing_ok=True)
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        fill(temporary)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        _keep_owner(path, temporary)
        temporary.chmod(_mode(path) if mode is None else mode)
        if before_replacing is not None:
            before_replacing()
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        temporary.unlink(missing_ok=True)


def refuse_to_replace(path: Path, *, force: bool) -> None:
    """Refuse a place where something is, before any work is done for it.

    Raises:
        FileExistsAlreadyError: if something is there and force is not given.
        UsageError: if it is a folder, a pipe, a device or a link that leads nowhere, or its folder
            does not exist.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent} to write {path.name} to.")
    if os.path.lexists(path) and not path.is_file():
        raise UsageError(
            f"{path} is no regular file, and is not replaced.",
            hint="To write to standard output name the file -, with --format.",
        )
    if path.exists() and not force:
        raise FileExistsAlreadyError(str(path))


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, else what the user's umask leaves."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _keep_owner(path: Path, temporary: Path) -> None:
    """Give a file the owner and the group of the one that it replaces."""
    if not path.exists() or os.name != "posix":
        return
    old, new = path.stat(), temporary.stat()
    if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
        os.chown(temporary, old.st_uid, old.st_gid)


def _sync_folder(folder: Path) -> None:
    """Have it on disk that a file has its name."""
    with suppress(OSError):  # where a folder cannot be opened, the system does without
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
