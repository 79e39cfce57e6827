"""Where indexes lie, which files one was made from, and whether those are still the same.

An index is trusted when size, times and inode of its files are what they were; when they are not,
or when a file was written so shortly before that its times cannot tell, the content is compared.
On systems with a change time (all but Windows) an edit that keeps size and modification time is
seen by it. Leaves out what an index holds.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from actorgraph.index import column_file
from actorgraph.index.cache_folders import STAMP, SUFFIX, files_in, is_ours, make_private
from actorgraph.temporary_files import is_abandoned, is_temporary, temporary_beside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SCHEMA = 25
"""Counts up with every change to what an index holds or how it is read."""

TOO_FRESH = 2_000_000_000
"""File times are at worst this coarse, in nanoseconds: a later write may look the same."""
_LITTER_AGE = 60.0


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files that a graph is made from.

    Attributes:
        renamed: from our column name to the header it has in the file of relations.
        outlets: from hosts to the names of the entities they belong to.
        symmetric: relations that are the same from either end, beside those that always are.
    """

    entities: Path | None
    relations: Path
    renamed: Mapping[str, str]
    outlets: Mapping[str, str] = field(default_factory=dict)
    symmetric: frozenset[str] = frozenset()

    @property
    def files(self) -> list[Path]:
        """Those that there are."""
        return [self.relations] if self.entities is None else [self.entities, self.relations]

    @property
    def folder(self) -> Path:
        """Where their index lies."""
        path = self.relations.resolve()
        key = json.dumps([str(path), *self._told()])
        stem = "".join(c if c.isalnum() else "-" for c in path.parent.name)[:40]
        return cache_folder() / f"{stem}-{zlib.crc32(key.encode()):08x}"

    def states(self) -> list[list[Any]]:
        """Return what tells whether a file is still the same, at the price of a stat."""
        return [[str(path.resolve()), *state_of(path)] for path in self.files]

    def content(self) -> str:
        """Return a digest of all that an index depends on."""
        from hashlib import sha256  # costs as much as a lookup

        whole = sha256(json.dumps([SCHEMA, *self._told()]).encode())
        for path in self.files:
            with path.open("rb") as file:
                digest = sha256()
                while chunk := file.read(1 << 20):
                    digest.update(chunk)
            whole.update(digest.digest())
        return whole.hexdigest()

    def _told(self) -> list[object]:
        """Return what actorgraph.toml and the command line say of the files."""
        return [sorted(self.renamed.items()), sorted(self.outlets.items()), sorted(self.symmetric)]


class Stamp(NamedTuple):
    """The content that an index stands for, and when it was compared.

    Attributes:
        files: path and state of each file.
        checked: the time, in nanoseconds, before its content was read.
        hunks: where the file of relations differs from that content (difference.py).
        problems: how many problems the data has with these; None if nobody has counted.
    """

    files: list[list[Any]]
    content: str
    checked: int
    hunks: Sequence[Sequence[int]] = ()
    problems: int | None = None


def cache_folder() -> Path:
    """Return the folder of all indexes: ACTORGRAPH_CACHE, or where this system keeps caches."""
    if told := os.environ.get("ACTORGRAPH_CACHE"):
        return Path(told)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return (Path(local) if local else Path.home() / "AppData/Local") / "actorgraph" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "actorgraph"
    told = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(told) if Path(told).is_absolute() else Path.home() / ".cache") / "actorgraph"


def current(inputs: Inputs) -> Path | None:
    """Return the index that was made from these files as they are now, if there is one."""
    folder = inputs.folder
    stamp = read_stamp(folder)
    if stamp is None:
        return None
    states = inputs.states()
    now = time.time_ns()
    if stamp.hunks or not is_trusted(stamp, states):
        if inputs.content() != stamp.content or inputs.states() != states:
            return None
        with suppress(OSError):
            write_stamp(folder, Stamp(states, stamp.content, now))
    return index_path(folder, stamp.content)


def index_path(folder: Path, content: str) -> Path:
    """Return the file of an index."""
    return folder / f"{content[:20]}{SUFFIX}"


def write_stamp(folder: Path, stamp: Stamp) -> None:
    """Write which files, in which state, an index stands for."""
    text = json.dumps({"schema": SCHEMA, **stamp._asdict()}).encode()
    temporary = temporary_beside(folder / STAMP)
    try:
        with column_file.private_file(temporary) as file:
            file.write(b"%08x\n%s\n" % (zlib.crc32(text), text))
        temporary.replace(folder / STAMP)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def sweep(folder: Path) -> None:
    """Remove what broken-off builds and former contents left behind."""
    stamp = read_stamp(folder)
    kept = None if stamp is None else index_path(folder, stamp.content)
    for path in files_in(folder):
        with suppress(OSError):
            if _is_litter(path, kept):
                path.unlink()


def sweep_forsaken() -> None:
    """Remove the indexes of files that are gone; they would be built again."""
    for folder, files, _ in folders():
        if files and not any(Path(file).exists() for file in files):
            remove(folder)


def remove(folder: Path) -> int:
    """Delete the index in a folder; return how many bytes that freed.

    A folder without our mark is somebody else's and stays as it is.
    """
    freed = 0
    if not is_ours(folder):
        return freed
    for path in files_in(folder):
        with suppress(OSError):
            size = path.stat().st_size
            path.unlink()
            freed += size
    with suppress(OSError):
        folder.rmdir()
    return freed


def folders() -> Iterator[tuple[Path, list[str], int]]:
    """Yield every index: its folder, the files it was made from, and its size."""
    with suppress(OSError):
        for folder in sorted(cache_folder().iterdir()):
            if not is_ours(folder):
                continue
            stamp = read_stamp(folder)
            files = [] if stamp is None else [state[0] for state in stamp.files]
            yield folder, files, sum(path.stat().st_size for path in files_in(folder))


def _is_litter(path: Path, kept: Path | None) -> bool:
    """Return whether a file is abandoned, or was replaced some time ago."""
    if is_temporary(path):
        return is_abandoned(path)
    replaced = path.suffix == SUFFIX and path != kept
    return replaced and time.time() - path.stat().st_mtime > _LITTER_AGE


def is_trusted(stamp: Stamp, states: list[list[Any]]) -> bool:
    """Return whether files in these states are surely what a stamp says of them."""
    return states == stamp.files and all(is_untouched(stamp, state) for state in states)


def read_stamp(folder: Path) -> Stamp | None:
    """Read which files, in which state, the index in a folder stands for; None if nobody says."""
    make_private(folder)
    try:
        checksum, _, text = (folder / STAMP).read_bytes().partition(b"\n")
        text = text.rstrip(b"\n")
        if int(checksum, 16) != zlib.crc32(text):
            return None
        stamp = json.loads(text)
        return Stamp(**stamp) if stamp.pop("schema") == SCHEMA else None
    except (OSError, ValueError):
        return None


def state_of(path: Path) -> list[int]:
    """Return what the file system says of a file and changes with every ordinary edit."""
    return state_in(path.stat())


def state_in(status: os.stat_result) -> list[int]:
    """Return the same of what the file system said."""
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev]


def is_untouched(stamp: Stamp, state: list[Any]) -> bool:
    """Return whether a file in this state is surely the one that a stamp tells of.

    It is not where it was so new when it was read that a later write may not show.
    """
    return state in stamp.files and max(state[2], state[3]) <= stamp.checked - TOO_FRESH
