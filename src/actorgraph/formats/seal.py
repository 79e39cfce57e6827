"""Seal a folder of data: the SHA-256 of each file in it, and a time stamp of that list.

`SEAL.sha256` has the form that `sha256sum --check` reads; a time stamp (RFC 3161) of it lies beside
it as a time stamp authority sent it. `check` looks whether the folder is still what was sealed.
How a stamp is read is in time_stamp.py.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from actorgraph.errors import FileExistsAlreadyError, Problem, UsageError
from actorgraph.formats.files import write_file, write_text
from actorgraph.formats.time_stamp import NotAStampError, read_time_stamp
from actorgraph.limits import LARGEST_PROSE, MOST_FILES, is_there
from actorgraph.passages.document_folder import RECORD
from actorgraph.passages.fingerprints import (
    digest_of,
    read_record,
    record_of,
    unreadable_lines,
)
from actorgraph.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEAL = "SEAL.sha256"
STAMP = "SEAL.sha256.tsr"
_OURS = (SEAL, STAMP, f"documents/{RECORD}")
"""What is not sealed: what sealing and checking write themselves. Below, the same names are not."""
_LISTED = 5


class Sealed(NamedTuple):
    """What sealing did.

    Attributes:
        files: how many are sealed.
        removed: when the stamp beside the old seal was made, or that it was of something else; ""
            if none was removed.
    """

    files: int
    removed: str


def seal(folder: Path, *, force: bool = False) -> Sealed:
    """Write the SHA-256 of each file in a folder.

    Hidden files and the record of documents, which `check` continues, are left out. Links are
    followed.

    Args:
        force: seal anew what is sealed already; a stamp is removed unless it is of the new seal,
            too.

    Raises:
        UsageError: if a file cannot be read, there are too many or the seal cannot be written.
        FileExistsAlreadyError: if there is a seal or a stamp already and force is not given.
    """
    there = [str(folder / name) for name in (SEAL, STAMP) if os.path.lexists(folder / name)]
    if there and not force:
        raise FileExistsAlreadyError(*there)
    digests = {name: _digest(folder / name) for name in _files(folder)}
    if not digests:
        raise UsageError(f"There is no file to seal in {folder}.")
    before = _time_of(folder)
    write_text(folder / SEAL, record_of(digests), force=force)
    if not os.path.lexists(folder / STAMP) or (before and _time_of(folder) == before):
        return Sealed(len(digests), "")
    try:
        (folder / STAMP).unlink()
    except OSError as error:
        raise UsageError(f"{folder / STAMP} cannot be removed: {error.strerror}.") from error
    return Sealed(len(digests), f"made {before}" if before else "of something else")


def keep_stamp(folder: Path, stamp: Path, *, force: bool = False) -> tuple[str, str]:
    """Keep a time stamp beside the seal that it is of.

    Returns:
        When it was made, and when the one was that it replaces, "" if there was none of this seal.

    Raises:
        UsageError: if there is no seal, the file cannot be read, or it is no stamp of this seal.
        FileExistsAlreadyError: if there is a stamp already and force is not given.
    """
    if not (folder / SEAL).is_file():
        raise UsageError(f"{folder} is not sealed yet.", hint="Seal it without --stamp first.")
    content = _stamp(stamp)
    try:
        time = _time_stamped(content, folder / SEAL)
    except NotAStampError as error:
        raise UsageError(
            f"{stamp} is no time stamp of {folder / SEAL}: {error}.",
            hint=f"Ask for one of this file: openssl ts -query -data {SEAL} -sha256 -cert",
        ) from error
    before = _time_of(folder)
    write_file(folder / STAMP, lambda place: _write(place, content), force=force)
    return time, before


def _time_of(folder: Path) -> str:
    """Return when the seal of a folder was stamped; "" if it has no stamp of it."""
    try:
        return _time_stamped(_stamp(folder / STAMP), folder / SEAL)
    except (OSError, UsageError, NotAStampError):
        return ""


def broken_seal(folder: Path) -> Iterator[Problem]:
    """Yield an error for each file of a folder that is not as it was sealed, if it was.

    Files that were added later and when the seal was stamped are notes.
    """
    path = folder / SEAL
    if not is_there(path):
        if os.path.lexists(folder / STAMP):
            message = f"this is a time stamp, and {SEAL}, of which it would be, is not there."
            yield Problem("error", str(folder / STAMP), 0, "", message)
        return
    try:
        unreadable, sealed = unreadable_lines(path), read_record(path)
    except UsageError as error:
        yield Problem("error", str(path), 0, "", str(error))
        return
    for number in unreadable:
        yield Problem("error", str(path), number, "", "this line is no SHA-256 and name of a file.")
    if not sealed:
        yield Problem("error", str(path), 0, "", "this seal names no file.")
    try:
        new = [name for name in _files(folder) if name not in sealed]
    except UsageError as error:
        yield Problem("error", str(path), 0, "", f"{error} What is new here was not looked for.")
        new = []
    for name, digest in sealed.items():
        yield from _changed(folder, name, digest, new)
    if new:
        more = f" and {len(new) - _LISTED} more" if len(new) > _LISTED else ""
        are = counted(len(new), "file is", "files are")
        message = f"{are} there and not sealed: {', '.join(new[:_LISTED])}{more}."
        yield Problem("note", str(path), 0, "", message)
    yield from _stamped(folder)


def _changed(folder: Path, name: str, digest: str, new: Sequence[str]) -> Iterator[Problem]:
    """Yield an error if a sealed file is gone or another one.

    Args:
        new: the files that are not sealed: one of them can be what it is called now.
    """
    file = folder / name
    if not _is_within(name) or not file.is_file():
        moved = next((one for one in new if _is_digest(folder / one, digest)), "")
        now = f"; {moved} has its content" if moved else ""
        message = f"{name} is sealed in {SEAL}, and it is not there{now}."
        yield Problem("error", str(folder / SEAL), 0, "", message)
        return
    try:
        is_same = _digest(file) == digest
    except UsageError as error:
        yield Problem("error", str(file), 0, "", str(error))
        return
    if not is_same:
        message = (
            f"{name} has changed since it was sealed: its SHA-256 is another than in {SEAL}. Put "
            "the old file back, or look at what has changed and seal anew: seal --force."
        )
        yield Problem("error", str(file), 0, "", message)


def _stamped(folder: Path) -> Iterator[Problem]:
    """Yield when a seal was stamped, or that its stamp is of something else."""
    path = folder / STAMP
    if not is_there(path):
        return
    try:
        time = _time_stamped(_stamp(path), folder / SEAL)
    except (UsageError, NotAStampError) as error:
        message = f"this is no time stamp of {SEAL} as it is now: {error}"
        yield Problem("error", str(path), 0, "", f"{message.rstrip('.')}.")
        return
    message = (
        f"{SEAL} was stamped {time}, says the stamp; that its signature is sound and whose it is "
        "was not checked: `openssl ts -verify` does."
    )
    yield Problem("note", str(path), 0, "", message)


def _files(folder: Path) -> list[str]:
    """Return the files in a folder and below, without hidden ones and the seal; names have `/`."""
    found: list[str] = []
    for count, file in enumerate(_below(folder, ())):
        if count >= MOST_FILES:
            raise UsageError(f"{folder} has more than {MOST_FILES:,} files.")
        name = file.relative_to(folder).as_posix()
        if name in _OURS or file.is_dir():
            continue
        if not file.is_file():
            raise UsageError(
                f"{file} is no regular file, so what it says cannot be sealed.",
                hint="Take away the pipe or broken link, or begin its name with a dot.",
            )
        found.append(_named(name, folder))
    return sorted(found)


def _below(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path]:
    """Yield what is in a folder and below, folders too, without hidden ones; links are followed.

    Args:
        above: device and number of each folder on the way: a link back to one leads nowhere new.

    Raises:
        UsageError: if a folder cannot be read.
    """
    try:
        status = folder.stat()
        inside = [(one, one.is_dir()) for one in sorted(folder.iterdir())]
    except OSError as error:
        raise UsageError(f"{folder} cannot be read: {error.strerror}.") from error
    own = status.st_dev, status.st_ino
    if own in above:
        return
    for one, is_folder in inside:
        if not one.name.startswith("."):
            yield one
            if is_folder:
                yield from _below(one, (*above, own))


def _named(name: str, folder: Path) -> str:
    """Return the name of a file if a line of text can hold it."""
    if not name.isprintable():
        raise UsageError(f"{folder} has a file that cannot be sealed by its name: {name!r}.")
    return name


def _is_within(name: str) -> bool:
    """Whether the name of a sealed file leads out of no folder."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def _digest(file: Path) -> str:
    try:
        return digest_of(file)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from error


def _is_digest(file: Path, digest: str) -> bool:
    try:
        return digest_of(file) == digest
    except OSError:
        return False


def _write(place: Path, content: bytes) -> None:
    place.write_bytes(content)


def _stamp(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_PROSE:
            raise UsageError(f"{path} is too large for a time stamp.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error


def _time_stamped(stamp: bytes, seal_path: Path) -> str:
    """Return when a seal was stamped, in words.

    Raises:
        NotAStampError: if the stamp is none, or of something else.
    """
    told = read_time_stamp(stamp)
    if not told.is_of(seal_path.read_bytes()):
        raise NotAStampError("it is of something else")
    return f"{told.time:on %Y-%m-%d at %H:%M:%S UTC}"
