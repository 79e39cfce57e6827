"""A version of the data on disk: a folder or file as it is, or as a git revision has it.

`HEAD~3:data` is the folder `data` three commits ago. Git is asked with lists of arguments, never
through a shell. Called by `diff`; leaves out comparing.
"""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from actorgraph import schema
from actorgraph.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

FILES = (
    "entities.csv",
    "entities.csv.gz",
    "relations.csv",
    "relations.csv.gz",
    schema.JUDGEMENTS_FILE,
    "actorgraph.toml",
)


@contextmanager
def version(text: str) -> Iterator[Path]:
    """Yield the folder or file of a version; a temporary folder is removed afterwards.

    Args:
        text: a path that exists, or REVISION:PATH.

    Raises:
        UsageError: if there is neither.
    """
    if Path(text).exists():
        yield Path(text)
        return
    revision, colon, inside = text.partition(":")
    if not colon or PureWindowsPath(text).is_absolute():
        raise UsageError(
            f"There is no file or folder {text}.",
            hint="A version in git is written REVISION:PATH, such as HEAD~3:data.",
        )
    commit = _commit(revision)
    with tempfile.TemporaryDirectory(prefix="actorgraph-") as folder:
        yield _checked_out(commit, text, Path(inside).as_posix(), Path(folder))


def _commit(revision: str) -> str:
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is not a git revision.")
    done = _git("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if done.returncode:
        raise UsageError(f"There is no git revision {revision!r} here.")
    return done.stdout.decode().strip()


def _checked_out(commit: str, text: str, inside: str, folder: Path) -> Path:
    """Write the data files of a revision to a folder."""
    prefix = _git("rev-parse", "--show-prefix").stdout.decode().strip()
    path = PurePosixPath(prefix) / inside
    object_type = _git("cat-file", "-t", f"{commit}:{path if str(path) != '.' else ''}")
    if object_type.returncode:
        raise UsageError(f"{text}: that revision has nothing at {str(path)!r}.")
    if object_type.stdout.strip() == b"blob":
        return _written(commit, path, folder / path.name)
    for name in FILES:
        if not _git("cat-file", "-e", f"{commit}:{path / name}").returncode:
            _written(commit, path / name, folder / name)
    return folder


def _written(commit: str, path: PurePosixPath, place: Path) -> Path:
    place.write_bytes(_git("cat-file", "blob", f"{commit}:{path}").stdout)
    return place


def _git(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise UsageError("git is not installed, so REVISION:PATH cannot be read.") from None
