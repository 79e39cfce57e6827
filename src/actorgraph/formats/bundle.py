"""The files that one path stands for: a file (also .gz), every file of a zip or of a folder.

Registers and packages come as any of these; their readers ask here and need not care. What a zip
or a gzip file unpacks to is bounded, and a folder is not left through a link.
"""

from __future__ import annotations

import gzip
import os
import zipfile
import zlib
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING

from actorgraph.errors import DataError, Problem, UsageError
from actorgraph.limits import MOST_FILES, check_archive, gunzipped, is_packed, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZIP = b"PK\x03\x04"


class Bundle:
    """The files at a path, by name.

    Args:
        path: a file, a zip or a folder.

    Raises:
        UsageError: if it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_folder = path.is_dir()
        self.is_zip = not self.is_folder and _starts_with(path, _ZIP)

    @cached_property
    def names(self) -> list[str]:
        """The names of all files, those in folders with the path to them.

        Raises:
            DataError: if they are too many, or the zip is broken or too large when unpacked.
        """
        if self.is_folder:
            return _in_folder(self.path)
        return _in_zip(self.path) if self.is_zip else [self.path.name]

    def has(self, name: str) -> bool:
        """Return whether a file of that name is there, without a look at all of them."""
        if not self.is_folder:
            return name in self.names
        place = self.path / name
        is_inside = place.resolve().is_relative_to(self.path.resolve())
        return is_inside and place.is_file()

    def matching(self, *patterns: str) -> list[str]:
        """Return the names that fit one of the patterns, in any case."""
        return [
            name
            for name in self.names
            if any(fnmatchcase(name.lower(), pattern) for pattern in patterns)
        ]

    def place(self, name: str) -> str:
        """Return what a message calls a file."""
        if self.is_folder or self.is_zip:
            return f"{self.path}/{name}" if self.is_folder else f"{self.path}: {name}"
        return str(self.path)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """Open a file for reading; what breaks while it is read is an error of ours.

        Raises:
            UsageError: if it cannot be opened.
            DataError: if it is packed and broken.
        """
        try:
            if self.is_zip:
                with zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
                    yield file
            else:
                with (self.path / name if self.is_folder else self.path).open("rb") as file:
                    yield gunzipped(file, self.place(name)) if is_packed(file) else file
        except _BROKEN as error:
            raise DataError(
                [Problem("error", self.place(name), 0, "", f"this cannot be unpacked: {error}")]
            ) from None
        except OSError as error:
            raise UsageError(f"{self.place(name)} cannot be read: {error.strerror}.") from None

    def read(self, name: str) -> bytes:
        """Return the whole content of a file."""
        with self.open(name) as file:
            return file.read()


_BROKEN = (
    zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error, RuntimeError, NotImplementedError
)  # fmt: skip
"""What zip and gzip raise: RuntimeError where a password is needed."""


def names_within(path: Path) -> list[str]:
    """Return the names in a zip or folder; none for another file or one that cannot be read."""
    try:
        bundle = Bundle(path)
        names = bundle.names
    except (DataError, UsageError):
        return []
    return names if bundle.is_folder or bundle.is_zip else []


def _starts_with(path: Path, mark: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(mark)) == mark
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None


def _in_zip(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            check_archive(archive, str(path), path.stat().st_size)
            members = [one for one in archive.infolist() if not one.is_dir()]
    except (*_BROKEN, ValueError, OSError) as error:
        message = f"this is not a sound zip file: {error}"
        raise DataError([Problem("error", str(path), 0, "", message)]) from None
    return sorted({one.filename for one in members if not _is_of_system(one.filename)})


def _in_folder(folder: Path) -> list[str]:
    names: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if one not in (".git", "node_modules"))
        here = Path(place)
        names += [
            (here / one).relative_to(folder).as_posix()
            for one in sorted(files)
            if not (here / one).is_symlink()
        ]
        if len(names) > MOST_FILES:
            raise refusal(str(folder), f"more than {MOST_FILES:,} files are in it")
    return names


def _is_of_system(name: str) -> bool:
    """Return whether a file is one that a Mac adds to its zips."""
    return name.startswith("__MACOSX/") or name.endswith(".DS_Store")
