"""Folders of the cache: for their owner's eyes alone, and told from those of others by a mark.

ACTORGRAPH_CACHE can name any folder, so that nothing in it is ours but what carries the mark.
Called by freshness.py, which knows what lies in such a folder.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from actorgraph.index.column_file import UnwritableError, private_file
from actorgraph.temporary_files import is_temporary

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".agx"
STAMP = "stamp.json"
MARK = "actorgraph-index"

_TEXT = b"An index of actorgraph lies here; it is made again when it is gone.\n"
_FOR_OTHERS = 0o077
_OUR_FILES = re.compile(r"(?:[0-9a-f]{20}\.agx|stamp\.json)(?P<rest>\..*\.part)?\Z")


def make_folder(folder: Path) -> None:
    """Make the folder of an index under our mark, where nobody else can look.

    Raises:
        UnwritableError: if somebody else's files lie there.
        OSError: if it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except FileNotFoundError:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    if not is_ours(folder):
        if any(_OUR_FILES.match(path.name) is None for path in folder.iterdir()):
            raise UnwritableError(f"{folder} holds files of something else")
        with suppress(FileExistsError), private_file(folder / MARK) as file:
            file.write(_TEXT)
    make_private(folder)


def is_ours(folder: Path) -> bool:
    """Return whether a folder carries our mark."""
    try:
        return not folder.is_symlink() and (folder / MARK).read_bytes() == _TEXT
    except OSError:
        return False


def make_private(folder: Path) -> None:
    """Take from others the right to look into a folder, if they have it."""
    with suppress(OSError):
        if folder.stat().st_mode & _FOR_OTHERS:
            folder.chmod(0o700)


def files_in(folder: Path) -> list[Path]:
    """Return our files in a folder that carries our mark, the mark last; others are left alone."""
    if not is_ours(folder):
        return []
    try:
        there = sorted(folder.iterdir())
    except OSError:
        return []
    return [path for path in there if _is_our_file(path)] + [folder / MARK]


def _is_our_file(path: Path) -> bool:
    match = _OUR_FILES.match(path.name)
    return match is not None and (match["rest"] is None or is_temporary(path))
